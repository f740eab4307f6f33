"""Offices of Ditjenpas named in Indonesian text, in their full official form.

Detention of others (police, the anti-corruption commission, prosecutors) and regional offices of
others (immigration, religion, taxes) are no units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from model.records import UnitKind
from pipelines.text.regional_offices import regional_office
from pipelines.text.regions import region_named
from pipelines.text.unit_names import UnitName, place, qualities

_S = r"[ \t\u00a0\n]{1,3}"
_HEAD = rf"(?:(?:kepala|ka\.?){_S})"
_LAPAS = rf"lembaga{_S}per?mas[yi]a?rakatan"
_RUTAN = rf"(?:cabang{_S})?rumah{_S}tahanan(?:{_S}negara)?"
_DITJEN = rf"direktorat{_S}jend[e]?ral|ditjen\.?|dirjen|direktur{_S}jend[e]?ral"
_DIRECTORATES = (
    rf"pembimbingan{_S}kemasyarakatan|pelayanan{_S}tahanan|pembinaan{_S}narapidana"
    rf"|pengamanan{_S}dan{_S}intelijen|perawatan{_S}kesehatan{_S}dan{_S}rehabilitasi"
    rf"|kepatuhan{_S}internal{_S}pemasyarakatan"
)
_ANY = re.compile(
    r"\b(?=[klrbdsc])(?:"
    rf"(?P<regional>{_HEAD}?(?:kantor{_S}wilayah|kanwil)|ka\.?\s?kanwil)"
    rf"|(?P<ditjenpas>(?P<dg>{_DITJEN})\s?(?:pemasyarakatan|permasyarakatan|pas\b)"
    rf"|(?P<directorate>direkt(?:orat|ur)){_S}(?:{_DIRECTORATES})|(?:ditjen|dirjen|sesditjen)pas)"
    rf"|(?P<head>{_HEAD})?(?:(?P<lapas>{_LAPAS}|lapas(?:tik)?|(?-i:LPP|LPN|LP))"
    rf"|(?P<rutan>{_RUTAN}|(?:cabang{_S})?rutan)"
    rf"|(?P<lpka>lembaga{_S}pembinaan{_S}khusus{_S}anak|lpka)"
    rf"|(?P<bapas>balai{_S}pemasyarakatan|bapas)"
    rf"|(?P<rupbasan>rumah{_S}penyimpanan{_S}benda{_S}sitaan(?:{_S}negara)?|rupbasan))"
    r"|(?P<chief>kalapas(?:tik)?|karutan|kabapas|kalpka|karupbasan)"
    r")\b",
    re.IGNORECASE,
)
_CHIEFS = {
    "kalapas": UnitKind.LAPAS,
    "kalapastik": UnitKind.LAPAS,
    "karutan": UnitKind.RUTAN,
    "kabapas": UnitKind.BAPAS,
    "kalpka": UnitKind.LPKA,
    "karupbasan": UnitKind.RUPBASAN,
}
_HOLDS_OTHERS = (UnitKind.RUTAN, UnitKind.LAPAS)
_IMPLIED = {
    "lapastik": "Narkotika",
    "kalapastik": "Narkotika",
    "lpp": "Perempuan",
    "lpn": "Narkotika",
}
_DITJENPAS_ASIDE = re.compile(r"\s?\(\s?(?:ditjen|dirjen)\s?pas\s?\)", re.IGNORECASE)
_FOREIGN = re.compile(
    r"[ \u00a0(]{1,2}(?:(?:negara|kelas i+[ab]?|salemba|cabang|gedung|milik|di|dit\w*|sat\w*"
    r"|teroris\w*)[ \u00a0]){0,4}"
    r"(?:(?:ma)?pol(?:res|da|sek|ri|tabes)\w*|mabes|bareskrim|mako|brimob|korps|kpk|merah putih|"
    r"komisi|kejaksaan|kejagung|kejati|kejari|guntur|puspom\w*|pom|pomdam|militer|teroris|bnnp?|tni|"
    r"imigrasi|narkoba pol\w+|tahti|dittahti)\b",
    re.IGNORECASE,
)
_FOREIGN_BRANCH = re.compile(
    r",?[ \u00a0](?:cabang|cab\.)[ \u00a0](?:rutan[ \u00a0])?"
    r"(?:kpk|komisi|gedung|kejagung|kejaksaan|kejati|mako|mabes|pol\w+)\b",
    re.IGNORECASE,
)
_BARE_AFTER = re.compile(r"[ \u00a0](?:setempat|tersebut|ini|itu|dimaksud)\b", re.IGNORECASE)


class UnitMention(NamedTuple):
    """An office named in a text.

    ``name`` is the full official form; ``text`` the words as written; ``via_head`` says that the
    words name its head ("Kalapas X", "Kepala Rutan X").
    """

    name: str
    kind: UnitKind
    start: int
    end: int
    text: str
    via_head: bool


class _Draft(NamedTuple):
    unit: UnitName
    start: int
    end: int
    via_head: bool
    bare: bool
    foreign: bool = False


def find_units(text: str) -> list[UnitMention]:
    """Find the offices of Ditjenpas named in ``text``, in order.

    A short form ("Lapas Tangerang", "Kalapas", "Kanwil", "rutan setempat") takes the name of the
    one longer form in the text that it fits; a bare word that fits none or several is left out.
    """
    drafts = list(_drafts(text))
    full = {draft.unit for draft in drafts if not draft.bare and not draft.foreign}
    foreign = {draft.unit.kind for draft in drafts if draft.foreign}
    mentions = []
    for draft in drafts:
        unit = _fullest(draft, full)
        if draft.foreign or unit is None or (draft.bare and unit.kind in foreign):
            continue
        mentions.append(
            UnitMention(
                str(unit), unit.kind, draft.start, draft.end, text[draft.start : draft.end],
                draft.via_head,
            )
        )  # fmt: skip
    return mentions


def same_unit(a: str, b: str) -> bool:
    """Whether two names may be of one office: nothing that both say differs.

    "Lapas Tangerang" and "Lapas Perempuan Kelas IIA Tangerang" may; "Lapas Kelas IIA Tangerang"
    and "Lapas Kelas I Tangerang" may not.
    """
    first, second = _parsed(a), _parsed(b)
    if first is None or second is None:
        return a.casefold() == b.casefold()
    return _compatible(first, second)


@lru_cache(maxsize=4096)
def _parsed(name: str) -> UnitName | None:
    drafts = [draft for draft in _drafts(name) if not draft.foreign]
    return drafts[0].unit if drafts else None


def _compatible(short: UnitName, full: UnitName) -> bool:
    return (
        short.kind is full.kind
        and short.era == full.era
        and _agree(short.category, full.category)
        and _agree(short.rank, full.rank)
        and (_agree(short.place, full.place) or _where(short.place) == _where(full.place))
    )


def _agree(short: str, full: str) -> bool:
    return not short or not full or short.casefold() == full.casefold()


def _where(name: str) -> str:
    region = region_named(name)
    return region.name if region else "".join(filter(str.isalnum, name.casefold()))


def _fullest(draft: _Draft, full: set[UnitName]) -> UnitName | None:
    unit = draft.unit
    if unit.kind is UnitKind.DITJENPAS:
        return unit
    longer = [other for other in full if other != unit and _longer(other, unit)]
    top = [one for one in longer if not any(_longer(other, one) for other in longer)]
    if len(top) == 1:
        return top[0]
    return None if draft.bare else unit


def _longer(other: UnitName, unit: UnitName) -> bool:
    """Whether ``other`` says all that ``unit`` says, and more."""
    if unit == other or other.kind is not unit.kind:
        return False
    if unit.place and not other.place:
        return False
    kept = (not unit.category or other.category == unit.category) and (
        not unit.rank or other.rank == unit.rank
    )
    era = not unit.place or unit.era == other.era
    more = sum(map(bool, other[1:4])) > sum(map(bool, unit[1:4]))
    return kept and era and more and (not unit.place or _compatible(unit, other))


def _drafts(text: str) -> Iterator[_Draft]:
    end = 0
    for match in _ANY.finditer(text):
        if match.start() < end:
            continue
        draft = _draft(text, match)
        if draft is not None:
            end = draft.end
            yield draft


def _draft(text: str, match: re.Match[str]) -> _Draft | None:
    if match["regional"]:
        return _regional(text, match)
    if match["ditjenpas"]:
        aside = _DITJENPAS_ASIDE.match(text, match.end())
        word = match.group().lower()
        head = word.startswith(("dirjen", "direktur", "sesditjen"))
        end = aside.end() if aside else match.end()
        return _Draft(UnitName(UnitKind.DITJENPAS), match.start(), end, head, bare=False)
    return _local(text, match)


def _regional(text: str, match: re.Match[str]) -> _Draft | None:
    head = not match.group().lower().startswith("kan")
    office = regional_office(text, match.end())
    unit = UnitName(UnitKind.KANWIL, place=office.province, era=office.era)
    return _Draft(
        unit, match.start(), office.end, head, bare=not office.province, foreign=office.foreign
    )


def _local(text: str, match: re.Match[str]) -> _Draft | None:
    kind, head = _kind(match)
    word = match.group().split()[-1]
    category, rank, at = qualities(text, match.end())
    category = category or _IMPLIED.get(word.lower(), "")
    if kind in _HOLDS_OTHERS and (_FOREIGN.match(text, at) or _FOREIGN.match(text, match.end())):
        return _Draft(UnitName(kind), match.start(), match.end(), head, bare=True, foreign=True)
    #: LP is also a report to the police, and LPP a public broadcaster: a known place must follow.
    short = word.lower() in ("lp", "lpp", "lpn")
    plain = not (head or short or word.islower())
    where, end = place(text, at, guess=bool(rank) or plain, ranked=bool(rank))
    unit = UnitName(kind, category, rank, where)
    if kind in _HOLDS_OTHERS and (branch := _FOREIGN_BRANCH.match(text, end)):
        return _Draft(unit, match.start(), branch.end(), head, bare=True, foreign=True)
    if where:
        return _Draft(unit, match.start(), end, head, bare=False)
    if short or not _stands_alone(text, match, head):
        return None
    return _Draft(unit, match.start(), at, head, bare=True)


def _kind(match: re.Match[str]) -> tuple[UnitKind, bool]:
    if match["chief"]:
        return _CHIEFS[match["chief"].lower()], True
    for kind in (UnitKind.LAPAS, UnitKind.RUTAN, UnitKind.LPKA, UnitKind.BAPAS):
        if match[kind.value]:
            return kind, bool(match["head"])
    return UnitKind.RUPBASAN, bool(match["head"])


def _stands_alone(text: str, match: re.Match[str], head: bool) -> bool:
    """Whether a word without a place means a certain office."""
    return head or bool(_BARE_AFTER.match(text, match.end()))
