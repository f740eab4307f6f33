"""Where the signing was: the venue, and the town and province it is in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from model.records import PartyKind
from pipelines.record.forms import Organisation
from pipelines.record.groups import Group
from pipelines.record.statements import Strength
from pipelines.record.story import Story
from pipelines.record.venues import find_venues
from pipelines.text.lookout import watch
from pipelines.text.regions import RegionMention, find_regions
from pipelines.text.sentences import Sentence
from pipelines.text.unit_ids import regency_of_unit

#: What is told of other places than that of the signing.
_ELSEWHERE = re.compile(
    r"\b(?:akan|bakal|nantinya|rencananya|serupa|sebelumnya|menyusul|kelak|berikutnya)\b"
    r"[^.,;\n]{0,60}$|\b(?:asal|kelahiran)\s$",
    re.IGNORECASE,
)
#: What people do where they are kept, live or work.
_WHERE_THEY_ARE = re.compile(
    r"\b(?:bekerja|bertugas|ditahan|mendekam|dirawat|berjaga|mengajar|tinggal|magang|dilatih|"
    r"menjalani \w+|ditempatkan) di $"
)
_SIGNING = watch(
    r"\b(?:menanda ?tangani|meneken|di ?tanda ?tangani|diteken|penanda ?tanganan)\b", re.IGNORECASE
)
#: The parts after a venue: "…, Pakem, Sleman".
_SUFFIX = re.compile(r"(?:,\s[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,3}(?=[,.\s(])){1,3}")
#: "di Jimbaran, Kabupaten Badung": a town within which something is.
_WITHIN = re.compile(r"\b[Dd]i\s(?:[A-Z][\w.-]*\s?){1,4},\s$")
_DAY_FOLLOWS = re.compile(
    r",?\s(?:pada\s)?(?:hari\s)?(?:\(|Senin|Selasa|Rabu|Kamis|Jum|Sabtu|Minggu|Ahad|kemarin|"
    r"tadi|\w+ hari lalu)"
)
_DAY_BEFORE = re.compile(
    r"(?:\d|\)|Senin|Selasa|Rabu|Kamis|Jum['’]?at|Sabtu|Minggu|Ahad),?\s[Dd]i\s$"
)
#: Rooms of a prison, named without it.
_IN_UNIT = re.compile(
    r"(?:ruang(?:an)? (?:kunjungan|tunggu kunjungan|besuk)|"
    r"(?:\w+ ){0,2}(?:lapas|rutan|bapas|lpka)$)",
    re.IGNORECASE,
)
#: The Directorate's own halls are in the capital.
_CAPITAL = "DKI Jakarta"
_DIRECTORATE = re.compile(
    r"Graha Bakti Pemasyarakatan|Gedung (?:Ditjenpas|Direktorat Jenderal)", re.IGNORECASE
)
_DATELINE = re.compile(
    r"^\W*(?:[A-Z]\w+\.(?:ID|COM|CO\.ID|NET|TV|NEWS),?\s)?(?:"
    r"(?P<shouted>[A-Z][A-Z ./-]{2,40}?)\s?(?:,|[–—-]|\(|:|\.\s)|"
    r"(?P<place>[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,2})(?:,\s[^.\n]{3,40}?)?\s[–—-]\s)"
)


#: A verb or a further subject behind a body, past its short form and its place.
_ACTS = re.compile(r"(?:\s\([^()\n]{1,30}\))?(?:\s[A-Z]\w+){0,3}\s[a-z]")
#: Room for the name of a body behind a venue, in characters.
_ROOM = 140
#: A further word of a name that begins like a town's: "kampus Padang Harapan".
_MORE = re.compile(r" [A-Z][a-z]")
#: Longest word for a sort of unit alone, in characters: "Kakanwil".
_WORD = 8


class Place(NamedTuple):
    """The venue, its town and province, and the words that each was read from."""

    venue: str | None = None
    regency: str | None = None
    regency_evidence: str = ""
    province: str | None = None
    province_evidence: str = ""


def find_place(story: Story, group: Group) -> Place:
    """Where the paper of ``group`` was signed, as far as the story tells."""
    found = _venue(story, group) or _town_of_act(story, group)
    venue, start = found or (None, -1)
    surest = next(_regions(story, group, venue, start), None)
    if surest is None:
        return Place(venue)
    mention, evidence = surest
    region = mention.region
    if region.level == "regency":
        name = _as_told(story, mention)
        return Place(venue, name, evidence, region.province, evidence)
    near = _towns(story, group, venue, start, region.province)
    regency = (
        next(near, None)
        or _regency_in(story, group, region.province)
        or _regency_of_dateline(story, region.province)
        or _regency_of_units(story, group, region.province)
    )
    if regency is not None:
        return Place(venue, regency[0], regency[1], region.province, evidence)
    return Place(venue, None, "", region.province, evidence)


def _as_told(story: Story, mention: RegionMention) -> str:
    """The regency, as a kabupaten where that alone is what the story spells out elsewhere."""
    name = mention.region.name
    if mention.text.startswith(("Kota", "Kab")) or not name.startswith("Kota "):
        return name
    other = f"Kabupaten {mention.text}"
    spelt = {
        found.region.name for found in story.regions if found.text.startswith(("Kota ", "Kab"))
    }
    return other if other in spelt and name not in spelt else name


def _towns(
    story: Story, group: Group, venue: str | None, start: int, province: str
) -> Iterator[tuple[str, str]]:
    """Towns of a province that are told with the venue or with the act."""
    end = start + len(venue or "")
    after = _SUFFIX.match(story.text, end) if venue else None
    end = after.end() if after else end
    told = [m for m in story.regions if venue and start <= m.start < end]
    for mention in [*told, *_near_act(story, group)]:
        if mention.region.level == "regency" and mention.region.province == province:
            yield mention.region.name, mention.text


def _regency_in(story: Story, group: Group, province: str) -> tuple[str, str] | None:
    """The town of a governing party where only the province was told."""
    for body in group.parties:
        for mention in find_regions(body.name):
            if mention.region.level == "regency" and mention.region.province == province:
                return mention.region.name, story.text[body.start : body.end]
    return None


def _regency_of_dateline(story: Story, province: str) -> tuple[str, str] | None:
    """The town of the dateline where nothing else tells one of the province."""
    for mention, said in _dateline(story):
        if mention.region.level == "regency" and mention.region.province == province:
            return mention.region.name, said
    return None


def _regency_of_units(story: Story, group: Group, province: str) -> tuple[str, str] | None:
    """Where the register says that a unit which signs stands, in a province that was told."""
    for mention, said in _unit_regions(story, group):
        if mention.region.level == "regency" and mention.region.province == province:
            return mention.region.name, said
    return None


def _dateline(story: Story) -> Iterator[tuple[RegionMention, str]]:
    dateline = _DATELINE.match(story.text[story.body_start : story.body_start + 60])
    if dateline:
        said = (dateline["shouted"] or dateline["place"]).strip()
        for mention in find_regions(said.title()):
            yield _of_units(story, mention), said


def _of_units(story: Story, told: RegionMention) -> RegionMention:
    """The regency of a town's name that a unit of the story stands in: Kota or Kabupaten X."""
    bare = told.region.name.removeprefix("Kota ").removeprefix("Kabupaten ")
    for body in story.bodies.mentions:
        region = regency_of_unit(body.name, story.provinces) if body.unit else None
        if region is not None and region.name in {f"Kota {bare}", f"Kabupaten {bare}"}:
            return told._replace(region=region)
    return told


def _venue(story: Story, group: Group) -> tuple[str, int] | None:
    signed = {s.sentence.start for s in group.statements if s.strength is Strength.SIGNED}
    best: tuple[int, int, str] | None = None
    for number, sentence in enumerate(story.sentences):
        for mark, start, venue in _venues(story, sentence):
            total = mark + (4 if sentence.start in signed else 0) + (2 if number < 4 else 0)
            if best is None or total > best[0]:
                best = (total, start, venue)
    return (best[2], best[1]) if best else None


def _town_of_act(story: Story, group: Group) -> tuple[str, int] | None:
    """The town that a signing is set in where no venue is told: "… di Kendari, Selasa"."""
    signed = _signed(group)
    for mention in _near_act(story, group):
        sentence = story.sentence_at(mention.start)
        before = story.text[max(0, mention.start - 40) : mention.start]
        dated = _DAY_FOLLOWS.match(story.text, mention.end) or _DAY_BEFORE.search(before)
        longer = story.text[mention.end : mention.end + 2].lstrip(" ").isupper()
        if dated and not longer and sentence in signed and not story.quoted(mention.start):
            return mention.text, mention.start
    return None


def _venues(story: Story, sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    if story.in_title(sentence.start):
        return
    for venue in find_venues(sentence.text):
        at = sentence.start + venue.start
        before = sentence.text[max(0, venue.start - 90) : venue.start]
        elsewhere = _ELSEWHERE.search(before)
        if _WHERE_THEY_ARE.search(before):
            continue
        if not story.quoted(at) and not (elsewhere and not _SIGNING.search(sentence.text)):
            yield venue.mark, at, _without_subject(story, at, venue.name)


def _without_subject(story: Story, at: int, venue: str) -> str:
    """A venue without the body behind its comma that does something: "Di aula, LBH X meneken"."""
    own, comma, rest = venue.partition(", ")
    start = at + len(own) + len(comma)
    for body in story.bodies.within(start, start + _ROOM) if rest else ():
        if body.start == start and _ACTS.match(story.text, body.end):
            return own
    return venue


def _regions(
    story: Story, group: Group, venue: str | None, start: int
) -> Iterator[tuple[RegionMention, str]]:
    """Regions that may be the place's, the surest first, with the words that name them."""
    if venue is not None:
        if _DIRECTORATE.search(venue):
            yield from ((mention, venue) for mention in find_regions(_CAPITAL))
        in_venue = [
            m
            for m in story.regions
            if start <= m.start < start + len(venue) and not _is_called(story, m)
        ]
        yield from _worded(in_venue)
        after = _SUFFIX.match(story.text, start + len(venue))
        if after:
            yield from _worded([m for m in story.regions if after.start() <= m.start < after.end()])
    yield from _worded([m for m in _near_act(story, group) if m.region.level == "regency"])
    yield from _party_regions(story, group, within=bool(venue and _IN_UNIT.match(venue)))
    if not _leads_elsewhere(story, group):
        yield from _dateline(story)
    yield from _directorate(story, group)
    yield from _dateline(story)
    yield from _worded([mention for mention in story.regions if not _is_elsewhere(story, mention)])
    yield from _unit_regions(story, group)


def _is_called(story: Story, mention: RegionMention) -> bool:
    """Whether a venue is only called like a town of a province the story does not tell of."""
    goes_on = _MORE.match(story.text, mention.end) is not None
    told = {body.region.province for body in story.regions if body.start != mention.start}
    return goes_on and mention.region.province not in told and bool(told)


def _is_elsewhere(story: Story, mention: RegionMention) -> bool:
    sentence = story.sentence_at(mention.start)
    return bool(_ELSEWHERE.search(sentence.text[: mention.start - sentence.start]))


def _near_act(story: Story, group: Group) -> Iterator[RegionMention]:
    """Towns that a sentence of signing is set in: "…, di Padang", "di Jimbaran, Badung"."""
    signed = _signed(group)
    for mention in story.regions:
        before = story.text[max(0, mention.start - 60) : mention.start].rpartition("\n")[2]
        if not (before.lower().endswith("di ") or _WITHIN.search(before)):
            continue
        sentence = story.sentence_at(mention.start)
        if _ELSEWHERE.search(before) or story.in_title(mention.start):
            continue
        dated = _WITHIN.search(before) and _DAY_FOLLOWS.match(story.text, mention.end)
        if sentence in signed or dated or _SIGNING.search(sentence.text):
            yield mention


def _signed(group: Group) -> list[Sentence]:
    """The sentences of signing; those that name a party or the paper, where any does."""
    signed = [s for s in group.statements if s.strength is Strength.SIGNED]
    telling = [s for s in signed if s.parties or s.instruments]
    return [s.sentence for s in telling or signed]


def _worded(mentions: list[RegionMention]) -> Iterator[tuple[RegionMention, str]]:
    for mention in mentions:
        yield mention, mention.text


def _party_regions(
    story: Story, group: Group, *, within: bool
) -> Iterator[tuple[RegionMention, str]]:
    """Regions of the parties; the unit's first where the signing was ``within`` it."""
    governments = [b for b in group.parties if b.kind is PartyKind.PEMERINTAH_DAERAH]
    lower = [b for b in group.units if b.unit and b.unit.kind not in {"kanwil", "ditjenpas"}]
    rest = [b for b in group.parties if b not in governments and b not in lower]
    for body in [*lower, *governments, *rest] if within else [*governments, *lower, *rest]:
        words = story.text[body.start : body.end]
        for mention in find_regions(body.name):
            yield _of_prison(story, body, mention), words


def _leads_elsewhere(story: Story, group: Group) -> bool:
    """Whether the story begins with a unit that does not sign, whose town the dateline may be."""
    first = [s.sentence.end for s in group.statements if not story.in_title(s.sentence.start)]
    named = story.bodies.within(0, min(first, default=0))
    return any(
        body.unit is not None and body.name not in group.names and body.end - body.start > _WORD
        for body in named
    )


def _directorate(story: Story, group: Group) -> Iterator[tuple[RegionMention, str]]:
    """The capital, where the Directorate signs at home."""
    for body in group.units:
        if body.unit is not None and body.unit.kind == "ditjenpas":
            yield from ((m, story.text[body.start : body.end]) for m in find_regions(_CAPITAL))


def _of_prison(story: Story, body: Organisation, named: RegionMention) -> RegionMention:
    """Where a prison stands that is only called like a town elsewhere: Lapas Batu, of Cilacap."""
    region = regency_of_unit(body.name, story.provinces) if body.unit else None
    if region is None or region.province == named.region.province:
        return named
    return named._replace(region=region)


def _unit_regions(story: Story, group: Group) -> Iterator[tuple[RegionMention, str]]:
    """Where the register says that the prisons which sign stand: "Lapas Cipinang"."""
    for body in group.units:
        region = regency_of_unit(body.name, story.provinces)
        if region is not None:
            words = story.text[body.start : body.end]
            yield RegionMention(region, body.start, body.end, words), words
