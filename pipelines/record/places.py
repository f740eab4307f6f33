"""Where the signing was: the venue, and the town and province it is in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from model.records import PartyKind
from pipelines.record.groups import Group
from pipelines.record.statements import Strength
from pipelines.record.story import Story
from pipelines.text.regions import RegionMention, find_regions
from pipelines.text.sentences import Sentence

_ROOMS = (
    r"Aula|Ruang(?:an)?|Gedung|Pendopo|Pendapa|Pringgitan|Kantor|Hotel|Graha|Balai|Halaman|"
    r"Lapangan|Auditorium|"
    r"Kampus|Mapolres\w*|Mapolda|Rumah Dinas|Rumah Jabatan|Lantai|Hall|Ballroom|Masjid|Gereja|"
    r"Klinik|Lapas|Rutan|"
    r"Bapas|LPKA|Kanwil|Convention|Gedong|Wisma|Taman|Alun-alun|Lobi|Lobby|Selasar|Perpustakaan|"
    r"Joglo|Bale|Villa|Resto\w*|Kafe|Cafe|Mal|Mall|Makodim|Markas|Sport|Stadion|GOR|Rektorat|"
    r"Bengkel|Area|Dermaga|Sasana|Studio|Teras|Puri|Istana|Baruga|Plaza|Gelanggang|Sekretariat|"
    r"Universitas|RSUD|Rumah Sakit|Puskesmas|Pondok|Kebun|Lahan|Ballrom|Museum|Command Center|"
    r"Musala|Musholla|Mushola|Kapela|Kapel|Wantilan|Paseban|Saung|Atrium|Kapal|"
    r"Mal Pelayanan Publik|Co-working|Meeting Room"
)
_HELD = re.compile(
    r"\b(?:bertempat|berlangsung|digelar|dilaksanakan|dipusatkan|diselenggarakan|diselengarakan|"
    r"berlokasi|dilakukan|diadakan|ditandatangani|diteken|dilangsungkan|penandatanganan|acara|"
    r"kegiatan)\b"
    r"[^.\n“”]{0,80}?\bdi\s(?P<place>[^\n“”]{3,140})",
    re.IGNORECASE,
)
_IN_ROOM = re.compile(
    rf"\b[Dd]i\s(?P<place>(?:lantai \w+ |lobi |halaman |aula |ruang (?:\w+ )?|pendopo |gedung |"
    rf"kantor |rumah dinas |area )?"
    rf"(?:{_ROOMS})\b[^\n“”]{{0,120}}|(?:aula|rumah dinas|rumah jabatan|ruang (?:rapat|kerja|"
    rf"tamu|pertemuan)|pendopo|halaman|gedung|kantor|lapangan|lobi|musala|perpustakaan|kampus|"
    rf"wantilan|kapela|saung|bengkel|taman)\s[^\n“”]{{3,120}})"
)
_STOP = re.compile(
    r"[,;:.](?=\s|$)|\s(?:pada|hari|yang|antara|dengan|bersama|oleh|untuk|dalam|disaksikan|"
    r"dihadiri|"
    r"ini|itu|tersebut|usai|setelah|sebelum|dan (?:dihadiri|disaksikan|dilakukan|di\w+)|guna|"
    r"serta|sebagai|tentang|"
    r"berlangsung|berjalan|telah|setempat|lapas setempat|ditandai|menjadi|merupakan|kemarin|"
    r"tadi|pukul|sekitar|dirangkai\w*|"
    r"diikuti|"
    r"menandatangani|Senin|Selasa|Rabu|Kamis|Jum['’]?at|Sabtu|Minggu|Ahad|\d{1,2}\s(?:Januari|"
    r"Februari|Maret|April|Mei|Juni|"
    r"Juli|Agustus|September|Oktober|November|Desember))\b|\s\(|\s[–—-]\s|\)"
)
_SUFFIX_TOWN = re.compile(r",\s(?P<town>[A-Z][\w-]+(?:\s[A-Z][\w-]+){0,2})(?=[,.\s(])")
_WEEKDAY = re.compile(r"Senin|Selasa|Rabu|Kamis|Jum|Sabtu|Minggu|Ahad")
_NOT_VENUE = re.compile(
    r"^(?:bidang|wilayah|lingkungan|bawah|hadapan|sela|tengah|antara|mana|dalam|luar|balik|depan|"
    r"seluruh|berbagai|sejumlah|Indonesia|era|tingkat|sisi|tempat|sini|lokasi|Lapas dan|"
    r"lapas dan|kemudian|masing)\b"
)
#: The Directorate's own halls are in the capital.
_CAPITAL = "DKI Jakarta"
_DIRECTORATE = re.compile(
    r"Graha Bakti Pemasyarakatan|Gedung (?:Ditjenpas|Direktorat Jenderal)", re.IGNORECASE
)
_DATELINE = re.compile(r"^\W*(?P<place>[A-Z][A-Z ./-]{2,40}?)\s?(?:,|[–—-]|\(|:)")
_ONLINE = re.compile(r"\bsecara (?:virtual|daring|online)\b", re.IGNORECASE)


class Place(NamedTuple):
    """The venue, its town and province, and the words that each was read from."""

    venue: str | None = None
    regency: str | None = None
    regency_evidence: str = ""
    province: str | None = None
    province_evidence: str = ""


def find_place(story: Story, group: Group) -> Place:
    """Where the paper of ``group`` was signed, as far as the story tells."""
    found = _venue(story, group)
    venue, start = found or (None, -1)
    for mention, evidence in _regions(story, group, venue, start):
        region = mention.region
        if region.level == "regency":
            return Place(venue, region.name, evidence, region.province, evidence)
        regency = _regency_in(story, group, region.province)
        if regency is not None:
            return Place(venue, regency[0], regency[1], region.province, evidence)
        return Place(venue, None, "", region.province, evidence)
    return Place(venue)


def _regency_in(story: Story, group: Group, province: str) -> tuple[str, str] | None:
    """The town of a governing party where only the province was told."""
    for body in group.parties:
        for mention in find_regions(body.name):
            if mention.region.level == "regency" and mention.region.province == province:
                return mention.region.name, story.text[body.start : body.end]
    return None


def _venue(story: Story, group: Group) -> tuple[str, int] | None:
    signed = {s.sentence.start for s in group.statements if s.strength is Strength.SIGNED}
    best: tuple[int, int, str] | None = None
    for number, sentence in enumerate(story.sentences):
        for mark, start, venue in _venues(story, sentence):
            total = mark + (4 if sentence.start in signed else 0) + (2 if number < 4 else 0)
            if best is None or total > best[0]:
                best = (total, start, venue)
    return (best[2], best[1]) if best else None


def _venues(story: Story, sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    if story.in_title(sentence.start):
        return
    for pattern, mark in ((_HELD, 3), (_IN_ROOM, 2)):
        for match in pattern.finditer(sentence.text):
            at = sentence.start + match.start("place")
            if story.quoted(at):
                continue
            venue = _cut(match["place"])
            if venue and (mark == 2 or _has_room(venue)):
                bonus = 2 if pattern is _HELD else 0
                yield mark + bonus, at, venue


def _has_room(venue: str) -> bool:
    return re.match(rf"(?:{_ROOMS})\b", venue, re.IGNORECASE) is not None


def _cut(text: str) -> str | None:
    if _NOT_VENUE.match(text):
        return None
    stop = _STOP.search(text)
    venue = (text[: stop.start()] if stop else text).strip(" .,")
    return venue if 3 <= len(venue) <= 120 else None


def _regions(
    story: Story, group: Group, venue: str | None, start: int
) -> Iterator[tuple[RegionMention, str]]:
    """Regions that may be the place's, the surest first, with the words that name them."""
    if venue is not None:
        if _DIRECTORATE.search(venue):
            yield from ((mention, venue) for mention in find_regions(_CAPITAL))
        in_venue = [m for m in story.regions if start <= m.start < start + len(venue)]
        yield from _worded(in_venue)
        after = _SUFFIX_TOWN.match(story.text, start + len(venue))
        if after and not _WEEKDAY.match(after["town"]):
            yield from _worded(
                [m for m in story.regions if after.start("town") <= m.start < after.end()]
            )
    yield from _worded([m for m in _near_act(story, group) if m.region.level == "regency"])
    yield from _party_regions(story, group)
    dateline = _DATELINE.match(story.text[story.body_start :])
    if dateline:
        yield from (
            (mention, dateline["place"].strip())
            for mention in find_regions(dateline["place"].title())
        )
    yield from _worded(story.regions)


def _near_act(story: Story, group: Group) -> Iterator[RegionMention]:
    """Towns that a sentence of signing is set in: "…, di Padang"."""
    signed = [s.sentence for s in group.statements if s.strength is Strength.SIGNED]
    for mention in story.regions:
        if story.text[max(0, mention.start - 3) : mention.start].lower() == "di " and any(
            sentence.start <= mention.start < sentence.end for sentence in signed
        ):
            yield mention


def _worded(mentions: list[RegionMention]) -> Iterator[tuple[RegionMention, str]]:
    for mention in mentions:
        yield mention, mention.text


def _party_regions(story: Story, group: Group) -> Iterator[tuple[RegionMention, str]]:
    governments = [b for b in group.parties if b.kind is PartyKind.PEMERINTAH_DAERAH]
    lower = [b for b in group.units if b.unit and b.unit.kind not in {"kanwil", "ditjenpas"}]
    rest = [b for b in group.parties if b not in governments and b not in lower]
    for body in [*governments, *lower, *rest]:
        if body.unit is not None and body.unit.kind == "ditjenpas":
            yield from ((m, story.text[body.start : body.end]) for m in find_regions(_CAPITAL))
        for mention in find_regions(body.name):
            yield mention, story.text[body.start : body.end]
