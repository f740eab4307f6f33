"""Where a text names an office of Ditjenpas, before short forms take the names of full ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from model.records import UnitKind
from pipelines.text.lookout import watch
from pipelines.text.regional_offices import regional_office
from pipelines.text.unit_names import names_place, place, qualities
from pipelines.text.unit_parts import UnitName

_S = r"[ \t\u00a0]{1,3}"
#: Pemasyarakatan, with one letter too many or too few.
_PEMASYARAKATAN = r"per?mas[yia]{1,3}ra?k?a?ta?n"
_HEAD = rf"(?:(?:kepala|ka\.?){_S})"
_LAPAS = rf"lembaga{_S}{_PEMASYARAKATAN}"
_RUTAN = rf"(?:cabang{_S})?rumah{_S}tahanan(?:{_S}negara)?"
_DITJEN = rf"direktorat{_S}jend[e]?ral|ditjen\.?|dirjen|direktur{_S}jend[e]?ral"
_DIRECTORATES = (
    rf"pembimbingan{_S}kemasyarakatan|pelayanan{_S}tahanan|pembinaan{_S}narapidana"
    rf"|pengamanan{_S}dan{_S}intelijen|perawatan{_S}kesehatan{_S}dan{_S}rehabilitasi"
    rf"|kepatuhan{_S}internal{_S}pemasyarakatan"
)
_ANY = watch(
    r"\b(?=[klrbdsc])(?:"
    rf"(?P<regional>{_HEAD}?(?:kantor{_S}wilayah|kanwil)|ka\.?\s?kanwil)"
    rf"|(?P<ditjenpas>(?P<dg>{_DITJEN})\s?(?:{_PEMASYARAKATAN}|pas\b)"
    rf"|(?P<directorate>direkt(?:orat|ur)){_S}(?:{_DIRECTORATES})|(?:ditjen|dirjen|sesditjen)pas)"
    rf"|(?P<head>{_HEAD})?(?:(?P<lapas>{_LAPAS}|lapas(?:tik)?|(?-i:LPP)|(?-i:LPN)|(?-i:LP))"
    rf"|(?P<rutan>{_RUTAN}|(?:cabang{_S})?rutan)"
    rf"|(?P<lpka>lembaga{_S}pembinaan{_S}khusus{_S}anak|lpka)"
    rf"|(?P<bapas>balai{_S}{_PEMASYARAKATAN}|bapas)"
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
#: LP is also a report to the police, and LPP a public broadcaster: a place must follow.
_LETTERS = ("lp", "lpp", "lpn")
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


#: Neighbours that make a capitalised "Lapas" mean many of them.
_SEVERAL_AFTER = re.compile(
    r"(?:[ \u00a0](?:se|dan|di|atau|mana|yang|seperti|lain\w*|and)\b|[/&-]"
    r"|[ \u00a0]?,[ \u00a0](?:lapas|rutan|bapas|lpka))",
    re.IGNORECASE,
)
_SEVERAL_BEFORE = re.compile(
    r"(?:\b(?:para|seluruh|semua|setiap|tiap|sejumlah|beberapa|antar|dan|atau|upt|\d+)[ \u00a0]"
    r"|[/&])$",
    re.IGNORECASE,
)
#: How far before a word such a neighbour may begin, in characters.
_BEFORE_ROOM = 16


class Draft(NamedTuple):
    """An office as one place in a text names it.

    ``bare`` words give no place ("Kalapas", "Kanwil"); a ``foreign`` office is another body's; a
    ``guessed`` place is in no table.
    """

    unit: UnitName
    start: int
    end: int
    via_head: bool
    bare: bool
    foreign: bool = False
    guessed: bool = False


def drafts(text: str, unlisted: frozenset[str] | None = frozenset()) -> Iterator[Draft]:
    """Find the offices, those of others that look like them too, in order.

    Args:
        text: the story.
        unlisted: places in no table that may name an office without a class; None allows any.
    """
    end = 0
    for match in _ANY.finditer(text):
        if match.start() < end:
            continue
        draft = _draft(text, match, unlisted)
        if draft is not None:
            end = draft.end
            yield draft


@lru_cache(maxsize=8192)
def named_unit(name: str) -> UnitName | None:
    """The first office of Ditjenpas in a text that is a name; any word may be its place."""
    return next((draft.unit for draft in drafts(name, None) if not draft.foreign), None)


def _draft(text: str, match: re.Match[str], unlisted: frozenset[str] | None) -> Draft | None:
    if match["regional"]:
        return _regional(text, match)
    if match["ditjenpas"]:
        aside = _DITJENPAS_ASIDE.match(text, match.end())
        word = match.group().lower()
        head = word.startswith(("dirjen", "direktur", "sesditjen"))
        end = aside.end() if aside else match.end()
        return Draft(UnitName(UnitKind.DITJENPAS), match.start(), end, head, bare=False)
    return _local(text, match, unlisted)


def _regional(text: str, match: re.Match[str]) -> Draft | None:
    head = not match.group().lower().startswith("kan")
    office = regional_office(text, match.end())
    unit = UnitName(UnitKind.KANWIL, place=office.province, era=office.era)
    return Draft(
        unit, match.start(), office.end, head, bare=not office.province, foreign=office.foreign
    )


def _local(text: str, match: re.Match[str], unlisted: frozenset[str] | None) -> Draft | None:
    kind, head = _kind(match)
    word = match.group().split()[-1]
    category, rank, at = qualities(text, match.end())
    category = category or _IMPLIED.get(word.lower(), "")
    if kind in _HOLDS_OTHERS and (_FOREIGN.match(text, at) or _FOREIGN.match(text, match.end())):
        return Draft(UnitName(kind), match.start(), match.end(), head, bare=True, foreign=True)
    where = place(text, at, ranked=bool(rank), unlisted=unlisted)
    unit = UnitName(kind, category, rank, where.name)
    if kind in _HOLDS_OTHERS and (branch := _FOREIGN_BRANCH.match(text, where.end)):
        return Draft(unit, match.start(), branch.end(), head, bare=True, foreign=True)
    if where.name:
        guessed = where.guessed
        return Draft(unit, match.start(), where.end, head, bare=False, guessed=guessed)
    if not _stands_alone(text, match, head):
        return None
    return Draft(unit, match.start(), at, head, bare=True)


def _kind(match: re.Match[str]) -> tuple[UnitKind, bool]:
    if match["chief"]:
        return _CHIEFS[match["chief"].lower()], True
    for kind in (UnitKind.LAPAS, UnitKind.RUTAN, UnitKind.LPKA, UnitKind.BAPAS):
        if match[kind.value]:
            return kind, bool(match["head"])
    return UnitKind.RUPBASAN, bool(match["head"])


def _stands_alone(text: str, match: re.Match[str], head: bool) -> bool:
    """Whether a word without a place means a certain office."""
    word = match.group()
    if word.lower() in _LETTERS:
        return False
    if head or _BARE_AFTER.match(text, match.end()):
        return True
    if names_place(text, match.end()):
        return False
    several = _SEVERAL_AFTER.match(text, match.end()) or _SEVERAL_BEFORE.search(
        text, max(0, match.start() - _BEFORE_ROOM), match.start()
    )
    return word[0].isupper() and " " not in word and not several
