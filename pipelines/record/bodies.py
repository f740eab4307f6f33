"""Which mentions mean the same body, and its fullest name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from model.records import PartyKind
from pipelines.record.aliases import alias_mentions, aliases_of, also_called, initials
from pipelines.record.forms import BRANCHES, Organisation, forms
from pipelines.record.head_names import without_head, without_sort
from pipelines.record.heads import with_heads
from pipelines.record.identity import PLACED, same_body
from pipelines.record.person_names import TITLES, spoken_names
from pipelines.record.sorts import head_words, is_of_many, meant, unit_words
from pipelines.record.tokens import tokens
from pipelines.text.regions import find_regions, region_named
from pipelines.text.units import same_unit

_start = attrgetter("start")
_BNN = "Badan Narkotika Nasional"
#: Bodies of which each province has one.
_OF_PROVINCES = {"Pemerintah Provinsi", "Kejaksaan Tinggi", "Kepolisian Daerah"}
#: Bodies that belong to a university.
_OF_COLLEGES = ("Fakultas ", "Program Studi ", "Jurusan ", "Pascasarjana ", "Ikatan Alumni ")
#: Where a hospital is, which its name goes without.
_LOCATED = re.compile(r" (?:Kota|Kabupaten|Provinsi) [A-Z].*$")
_COLLEGE = frozenset({"Universitas", "Institut", "Politeknik", "UIN", "IAIN", "STAIN", "Sekolah"})


@dataclass
class Bodies:
    """The mentions of a story in order, each under the full name of its body."""

    mentions: list[Organisation] = field(default_factory=list)

    def within(self, start: int, end: int) -> list[Organisation]:
        """Mentions that lie between two places."""
        first = bisect_left(self.mentions, start, key=_start)
        after = bisect_left(self.mentions, end, first, key=_start)
        return [body for body in self.mentions[first:after] if body.end <= end]


def resolve_bodies(
    text: str, title: Sequence[Organisation], body: Sequence[Organisation]
) -> Bodies:
    """Give every mention the full name of its body; drop those that mean none."""
    sure = {o.name: o.kind for o in (*title, *body) if not o.via_head or o.unit}
    spoken = spoken_names(text).difference(*(name.split() for name in sure))
    body = [without_head(text, mention, spoken, sure) for mention in body]
    body_names = _canonical_names(body)
    title_named = [_like_body(text, mention, body_names, body) for mention in title]
    mentions = [*title_named, *body]
    names = _canonical_names(mentions)
    names.update((nick, names.get(name, name)) for nick, name in also_called(text, body))
    aliases = aliases_of(mentions, names)
    for short, mention in initials(text, mentions):
        full = names.get(mention.name, mention.name)
        aliases.setdefault(short, mention._replace(name=full))
    mentions.extend(alias_mentions(text, mentions, aliases))
    mentions.extend(unit_words(text, mentions))
    mentions.extend(head_words(text, mentions))
    mentions = [without_sort(text, mention, mentions) for mention in mentions]
    mentions = [_without_person(text, mention, mentions) for mention in mentions]
    mentions.sort(key=lambda mention: (mention.start, -mention.end))
    towns = _governments(text, mentions)
    college = _only_college(mentions, names)
    faculties = {
        _of_college(_in_full(names.get(m.name, m.name), aliases), college)
        for m in mentions
        if m.name.startswith("Fakultas ") and not m.via_head
    }
    resolved: list[Organisation] = []
    for mention in mentions:
        if resolved and (mention.start < resolved[-1].end):
            continue
        named = mention if mention.named else meant(mention, mentions) or towns.get(mention.name)
        if named is None or (not mention.named and is_of_many(text, mention.start)):
            continue
        name = _of_college(_in_full(names.get(named.name, named.name), aliases), college)
        end = mention.end
        if mention.via_head and mention.named:
            end = _end_without(text, mention, name)
            name = _of_dean(text, mention, faculties) or name
        resolved.append(mention._replace(name=name, kind=named.kind, unit=named.unit, end=end))
    return Bodies(with_heads(text, tokens(text), resolved))


def _governments(text: str, mentions: Sequence[Organisation]) -> dict[str, Organisation]:
    """The one town, regency or province that a story names, for a "bupati" without his."""
    forms = {body.name: body for body in mentions if not body.named and body.via_head}
    found: dict[str, Organisation] = {}
    for name in ("Pemerintah Kota", "Pemerintah Kabupaten"):
        if name not in forms:
            continue
        kind = name.removeprefix("Pemerintah ")
        regions = {
            region.region.name
            for region in find_regions(text)
            if region.region.name.startswith(kind + " ")
            and not any(body.start <= region.start < body.end for body in mentions if body.named)
        }
        if len(regions) == 1:
            found[name] = forms[name]._replace(name=f"Pemerintah {regions.pop()}", named=True)
    provinces = {m.region.name for m in find_regions(text) if m.region.level == "province"}
    for name in _OF_PROVINCES & forms.keys() if len(provinces) == 1 else ():
        found[name] = forms[name]._replace(name=f"{name} {min(provinces)}", named=True)
    return found


def _like_only(
    mention: Organisation, names: dict[str, str], body: Sequence[Organisation]
) -> Organisation:
    """A body in the title as the only one of the text named alike: "Baznas Kotim", "Peradi"."""
    form = mention.name.rpartition(" ")[0]
    alike = {
        names.get(other.name, other.name): other.via_head
        for other in sorted(body, key=attrgetter("via_head"), reverse=True)
        if other.named
        and other.kind is mention.kind
        and other.name.split()[0] != "Gereja"
        and (
            other.name.startswith(form + " ")
            if form
            else mention.name in other.name.split() and other.name != mention.name
        )
    }
    # A head's own name may have been taken for the end of the body's.
    sure = [name for name, by_head in alike.items() if not by_head] or list(alike)
    if len(sure) != 1 or mention.kind in PLACED:
        return mention
    return mention._replace(name=sure[0])


def _without_person(
    text: str, mention: Organisation, mentions: Sequence[Organisation]
) -> Organisation:
    """A mention without the name of its head: "Ketua Koperasi Suhardi" of "Koperasi Jaya"."""
    if not mention.via_head or mention.unit or mention.kind in PLACED or " " not in mention.name:
        return mention
    alike = mention.name.partition(" ")[0] + " "
    others = [
        other
        for other in mentions
        if other.name.startswith(alike) and not other.via_head and other.named
    ]
    words = mention.name.split()
    form = max((_alike(words, other.name.split()) for other in others), default=1)
    others = [other for other in others if _alike(words, other.name.split()) == form]
    tail = " ".join(words[form:])
    if tail and forms().at(tokens(tail), 0) is not None:
        # "Dekan Fakultas Hukum Unhas": no one is called so.
        return mention
    shared = {word for other in others for word in other.name.split()[form:]} & set(words[form:])
    shared = {word for word in shared if word.lower().rstrip(".") not in TITLES}
    said = text[mention.start : mention.end]
    # "Pimpinan Ponpes Nurul Haq, Ahmad Fauzi": a head's name follows a comma.
    named = form > 1 and text.startswith(",", mention.end)
    spelt = tail and said.endswith(f" {tail}")
    if not others or shared or mention.alias or named or not spelt:
        return mention
    return mention._replace(
        name=others[0].name, end=mention.end - len(tail) - 1, kind=others[0].kind
    )


def _alike(left: Sequence[str], right: Sequence[str]) -> int:
    """Count the words that two names begin with alike, up to a title; fewer than either has."""
    count = 0
    for word, other in zip(left[:-1], right[:-1], strict=False):
        if word != other or word.lower().rstrip(".") in TITLES:
            break
        count += 1
    return count


def _canonical_names(mentions: Iterable[Organisation]) -> dict[str, str]:
    """Map each name to the fullest name of its body."""
    groups: list[list[Organisation]] = []
    # Names that tell a unit's class first: a name without it joins the one that fits best.
    told = {(m.name, m.kind, m.via_head, m.alias): m for m in mentions if m.named}
    named = sorted(told.values(), key=lambda m: "Kelas" not in m.name)
    for mention in named:
        for group in groups:
            if any(same_body(mention, other) for other in group):
                group.append(mention)
                break
        else:
            groups.append([mention])
    names = {}
    for group in groups:
        best = _fullest(group)
        for mention in group:
            names[mention.name] = best
    return names


def _fullest(group: Sequence[Organisation]) -> str:
    def weight(mention: Organisation) -> tuple[bool, bool, bool, int]:
        # A head's own name may follow that of the body without a comma.
        spelt = mention.alias is not None and mention.kind not in PLACED
        sure = mention.unit is not None or not mention.via_head or spelt
        governs = mention.name.startswith("Pemerintah Desa ")
        return (governs, sure, not mention.name.isupper(), len(mention.name))

    best = max(group, key=weight).name
    if group[0].kind is PartyKind.LAYANAN_KESEHATAN:
        own = _LOCATED.sub("", best)
        centre = own.startswith("Puskesmas ")
        if centre or any(m.name == own and not m.via_head for m in group):
            return own
    for mention in group:
        rest = mention.name.removeprefix(best + " ")
        if rest != mention.name and region_named(rest) is not None:
            return mention.name
    return best


def _end_without(text: str, mention: Organisation, name: str) -> int:
    """Where a mention ends without the words that its own name has after ``name``."""
    more = mention.name.removeprefix(name)
    said = more != mention.name and text.endswith(more, mention.start, mention.end)
    return mention.end - len(more) if said else mention.end


def _like_body(
    text: str, mention: Organisation, names: dict[str, str], body: Sequence[Organisation]
) -> Organisation:
    """A mention in the title under the name that the text gives its body.

    The text knows where the name ends among the title's capitals, and a unit that the title calls
    by a nickname ("Lapas Paledang") is the one of its sort that the text names.
    """
    lower = mention.name.lower()
    for name, full in names.items():
        rest = lower.removeprefix(name.lower() + " ").split()
        branch = mention.kind is PartyKind.BUMN_BUMD and rest[0] in BRANCHES
        if lower == name.lower():
            return mention._replace(name=full)
        shorter = _end_without(text, mention, mention.name[: len(name)])
        if not branch and len(rest) < len(lower.split()) and shorter < mention.end:
            return mention._replace(name=full, end=shorter)
    if mention.unit is None:
        return _like_only(mention, names, body)
    alike = {
        other.name: other
        for other in body
        if other.unit is not None and other.unit.kind == mention.unit.kind
    }
    if len(alike) == 1 and not any(same_unit(mention.name, name) for name in alike):
        only = next(iter(alike.values()))
        return mention._replace(name=names.get(only.name, only.name), unit=only.unit)
    return mention


def _in_full(name: str, aliases: dict[str, Organisation]) -> str:
    """A faculty's or an alumni body's name with its university's in full: "Fakultas Hukum UI"."""
    own, _, short = name.rpartition(" ")
    if not own or not short[0].isupper() or not own.startswith(_OF_COLLEGES):
        return name
    known = aliases.get(short.lower())
    if known is not None and known.kind is PartyKind.PERGURUAN_TINGGI:
        return f"{own} {known.name}"
    form = forms().at(tokens(short), 0)
    if form is None or form[1].kind is not PartyKind.PERGURUAN_TINGGI or form[1].tail != "alone":
        return name
    return f"{own} {form[1].canonical}"


def _only_college(mentions: Sequence[Organisation], names: dict[str, str]) -> str | None:
    """The name of the one university that a story names."""
    found = {
        names.get(body.name, body.name)
        for body in mentions
        if body.named and body.kind is PartyKind.PERGURUAN_TINGGI
    }
    whole = {name for name in found if not name.startswith(_OF_COLLEGES)}
    return whole.pop() if len(whole) == 1 else None


def _of_dean(text: str, mention: Organisation, faculties: Collection[str]) -> str | None:
    """The one faculty of the story, where a dean is named by its short form: "Dekan FH UMS"."""
    dean = text[mention.start : mention.end].startswith("Dekan ")
    if not dean or len(faculties) != 1 or mention.kind is not PartyKind.PERGURUAN_TINGGI:
        return None
    return min(faculties)


def _of_college(name: str, college: str | None) -> str:
    """A faculty's name with that of the only university of the story, where it names none."""
    if college is None or not name.startswith("Fakultas ") or not _COLLEGE.isdisjoint(name.split()):
        return name
    return f"{name} {college}" if college.split()[0] in _COLLEGE else name


def full_bnn(name: str) -> str:
    """``name`` of a narcotics office with the right word for its town: Kota or Kabupaten."""
    prefix = f"{_BNN} Kabupaten "
    if not name.startswith(prefix):
        return name
    place = name.removeprefix(prefix)
    if place.startswith(("Kota ", "Kabupaten ")):
        return f"{_BNN} {place}"
    region = region_named(place)
    if region is not None and region.level == "regency":
        return f"{_BNN} {region.name}"
    return name
