"""Which paper was signed, what was done with it, and its official title."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from model.records import Act, Instrument
from pipelines.record.groups import Group
from pipelines.record.statements import Strength
from pipelines.record.story import Story
from pipelines.text.instruments import InstrumentMention
from pipelines.text.lookout import watch

#: How much a name of the paper weighs, by where it stands. The official title decides, then the
#: narrator, then a quote; an outlet's headline says "MoU" of any paper.
_TITLED, _SIGNED, _TOLD, _HEADLINE, _QUOTED = 20.0, 4.0, 1.0, 1.5, 0.2
_LONGEST_TITLE = 250
#: Longest topic, in words.
_LONGEST_TOPIC = 10

_ABOUT = re.compile(
    r"\s?(?:\([^()\n]{1,30}\)\s?)?"
    r"(?:(?:secara \w+ |[^.;\n]{0,70}, masing-masing )?(?:dengan|antara|"
    r"bersama)[^.\n]{3,260}?\s)?(?:Nomor[^\n]{1,60}?\s)?(?:ini\s|"
    r"tersebut\s|dimaksud\s|itu\s)?(?:mencakup\s)?(?:tentang|perihal)\s",
    re.IGNORECASE,
)
_TITLE_WORD = re.compile(r"dengan Hukum\b|[^\W\d_][\w'’./-]*|\d+|\([A-Z0-9]+\)")
_SMALL = {
    "dan",
    "di",
    "dibidang",
    "dilingkungan",
    "bagi",
    "untuk",
    "dalam",
    "pada",
    "yang",
    "secara",
    "serta",
    "oleh",
    "terhadap",
    "melalui",
    "ke",
}
_TITLE_ENDS = re.compile(
    r"[“”\".;:\n]|,\s(?:hari\s)?(?:Senin|Selasa|Rabu|Kamis|Jum.?at|Sabtu|Minggu|pada|bertempat)\b"
    r"|,?\sdi (?!Lingkungan|Wilayah|Kabupaten|Kota|Provinsi|Lapas|Rutan)"
    r"(?:[A-Z][a-z]+ ?){1,2},\s(?:Senin|Selasa|Rabu|Kamis|Jum.?at|Sabtu|Minggu|pada)\b"
    r"|,?\s(?:yang(?! [A-Z])|oleh|antara|ini|itu|tersebut|pada (?:hari|tanggal|Senin|Selasa|Rabu|"
    r"Kamis|Jum|Sabtu|Minggu|[A-Z][a-z]+ \()|bertempat|di (?:Aula|Ruang|Gedung|Kantor|Hotel|"
    r"Pendopo|Auditorium|Ballroom|Balai|Halaman|Lapangan|Graha|Wisma|Rumah (?:Dinas|Jabatan)))\b"
)
#: What ends a title that no capitals set apart.
_SMALL_TITLE_ENDS = re.compile(
    r"[“”\".;:,\n()]|\s(?:yang|antara|ini|itu|tersebut|akhirnya|akan|telah|pada|bertempat|dengan|"
    r"bersama|hari|kemarin|tadi|selama|untuk masa|setelah|usai|sebagai|guna|agar|demi|oleh|"
    r"melalui|lewat|di(?= (?:[A-Z]|lapas|rutan|aula|ruang|gedung|kantor|hotel|pendopo|halaman|"
    r"lapangan|rumah|perpustakaan)\b)|"
    r"(?:di|resmi )?(?:tanda ?tangani|teken|sepakati|gelar|laksanakan)|(?:me|ber)[a-z]{4,}|"
    r"Senin|Selasa|Rabu|Kamis|Jum.?at|Sabtu|Minggu)\b",
)
_NTH_ABOUT = re.compile(
    r"\b(?:perjanjian|naskah|dokumen|nota|kesepakatan|kesepahaman) (?:yang )?"
    r"(?:pertama|kedua|ketiga|keempat|kelima|itu|ini|tersebut),? "
    r"(?:adalah |yaitu |yakni )?tentang\s",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"(?:\s\([^()\n]{1,30}\))?\s(?=(?:pe|ke)[a-z]{4,}an\s|(?:layanan|bantuan|klinik|rujukan|"
    r"rehabilitasi|budi ?daya|bimbingan|sinergi|titip|tes|magang|praktik|produksi)\s)"
)
_RENEWED = watch(
    r"\b(?:(?:mem|di)?perpanjang(?:an)?|(?:mem|di)?perbar(?:u|ah|ua)\w*|pembaruan|pembaharuan)\b",
    re.IGNORECASE,
)
_OF_PAPER = watch(
    r"kerja ?sama|perjanjian|mou|pks|nota|kesepa|naskah|kontrak|sinergi|kolaborasi|kemitraan",
    re.IGNORECASE,
)
_AMENDED = watch(r"\b(?:(?:meng)?add?end[ou]m|amandemen|(?:meng|di)?amandemen)\b", re.IGNORECASE)
_LONGER = re.compile(
    r"\b(?:dapat|bisa|akan|sebelum|agar|otomatis|perlu|kemungkinan|untuk|masa|opsi|hukuman|penahanan|paspor|sim)\b",
    re.IGNORECASE,
)


_VAGUE = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (
            r"\b(?:nphd|perjanjian (?:hibah|pinjam|sewa|jual|penggunaan|kinerja)|berita acara|"
            r"piagam|pakta)\b",
            Instrument.LAINNYA,
        ),
        (r"\bmemorandum\b", Instrument.NOTA_KESEPAHAMAN),
        (r"\bperjanjian", Instrument.PERJANJIAN_KERJA_SAMA),
        (r"\bnota kerja ?sama\b", Instrument.NOTA_KESEPAHAMAN),
        (r"\bkerja ?sama\b", Instrument.LAINNYA),
        (r"\bkesepakatan\b", Instrument.KESEPAKATAN_BERSAMA),
    )
)
#: Names of a paper that say no more than that it is one of working together.
_PLAIN = re.compile(r"(?:naskah|dokumen|surat)\s(?:kerja ?sama|perjanjian)$", re.IGNORECASE)
_GIFT = re.compile(r"\s(?:hibah|pinjam|sewa|jual)", re.IGNORECASE)


class Paper(NamedTuple):
    """The kind of paper, its names as written, the official title, and the words for each."""

    kind: Instrument
    kind_evidence: str
    names: tuple[str, ...]
    title: str | None
    title_evidence: str


def find_paper(story: Story, group: Group, groups: Sequence[Group]) -> Paper:
    """What the paper of ``group`` is, among those of the story."""
    mentions = _mentions(story, group, groups)
    if not mentions:
        return _unnamed(story, group)
    weights: dict[Instrument, float] = defaultdict(float)
    first: dict[Instrument, InstrumentMention] = {}
    signed = {s.sentence for s in group.statements if s.strength is Strength.SIGNED}
    previous: InstrumentMention | None = None
    for mention in mentions:
        bracketed = previous is not None and story.text[previous.end : mention.start].strip() in {
            "(",
            "/",
            "atau",
        }
        previous = mention
        if bracketed:
            continue
        weights[mention.kind] += _weight(story, mention, signed)
        first.setdefault(mention.kind, mention)
    kind = max(weights, key=lambda kind: (weights[kind], -first[kind].start))
    if (
        kind is Instrument.LAINNYA
        and _PLAIN.match(first[kind].text)
        and not _GIFT.match(story.text, first[kind].end)
    ):
        kind, first = (
            Instrument.PERJANJIAN_KERJA_SAMA,
            {Instrument.PERJANJIAN_KERJA_SAMA: first[kind]},
        )
    title, title_said = _title(story, [m for m in mentions if m.kind is kind] + mentions)
    title = title or _told_title(story, group) or next(_topics(story, mentions), None)
    title_said = title or ""
    names = tuple(dict.fromkeys(mention.text for mention in mentions))
    return Paper(kind, story.sentence_at(first[kind].start).text, names, title, title_said)


def _unnamed(story: Story, group: Group) -> Paper:
    """A paper that the story gives no full name: "perjanjiannya", "kerja sama itu diteken"."""
    for pattern, kind in _VAGUE:
        found = pattern.search(story.text)
        if found is not None:
            said = story.sentence_at(found.start()).text
            title = _told_title(story, group)
            return Paper(kind, said, (), title, title or "")
    return Paper(Instrument.LAINNYA, "", (), None, "")


def _mentions(story: Story, group: Group, groups: Sequence[Group]) -> list[InstrumentMention]:
    if group.kind is not None:
        return [mention for mention in story.instruments if mention.kind is group.kind]
    own = [mention for s in group.statements for mention in s.instruments]
    if len(groups) > 1:
        if own:
            return sorted(set(own), key=lambda mention: mention.start)
        others = {m for other in groups for s in other.statements for m in s.instruments}
        return [mention for mention in story.instruments if mention not in others]
    return list(story.instruments)


def _weight(story: Story, mention: InstrumentMention, signed: Iterable[object]) -> float:
    sentence = story.sentence_at(mention.start)
    if story.quoted(mention.start):
        return _QUOTED
    weight = _TOLD
    if story.in_title(mention.start):
        weight = _HEADLINE
    elif sentence in signed:
        weight = _SIGNED
    if _ABOUT.match(story.text, mention.end):
        weight += _TITLED
    before = story.text[max(sentence.start, mention.start - 60) : mention.start].lower()
    if re.search(
        r"[tn]indak ?lanjut|menyusul|jabar|implementasi|turunan|berdasarkan|sebelumnya|merujuk|"
        r"mengacu|payung|dasarnya",
        before,
    ):
        return 0.05
    if mention.kind is Instrument.LAINNYA:
        weight /= 2
    return weight


def _title(story: Story, mentions: Iterable[InstrumentMention]) -> tuple[str | None, str]:
    """The words after "tentang", as long as they are written like a title; else the topic."""
    known = list(mentions)
    for mention in known:
        about = _ABOUT.match(story.text, mention.end)
        if about is None or story.in_title(mention.start):
            continue
        end = min(about.end() + _LONGEST_TITLE, story.sentence_at(mention.start).end)
        words = story.text[about.end() : end]
        title = _title_words(words) or _small_title(words)
        if len(title.split()) > 1:
            return title, title
    return None, ""


def _told_title(story: Story, group: Group) -> str | None:
    """The title of a paper that is called by no name of its kind: "Perjanjian kedua, tentang …"."""
    for statement in group.statements:
        about = _NTH_ABOUT.search(statement.sentence.text)
        if about is None or story.in_title(statement.sentence.start):
            continue
        words = statement.sentence.text[about.end() :][:_LONGEST_TITLE]
        title = _title_words(words) or _small_title(words)
        if len(title.split()) > 1:
            return title
    return None


def _topics(story: Story, mentions: Iterable[InstrumentMention]) -> Iterator[str]:
    """What papers are named after, right behind their kind: "PKS pelayanan kesehatan"."""
    for mention in mentions:
        topic = _TOPIC.match(story.text, mention.end)
        if topic is None or story.in_title(mention.start) or story.quoted(mention.start):
            continue
        words = story.text[topic.end() : story.sentence_at(mention.start).end]
        name = _small_title(words[:_LONGEST_TITLE])
        if 1 < len(name.split()) <= _LONGEST_TOPIC:
            yield name


def _title_words(text: str) -> str:
    stripped = text.lstrip("“\"'")
    stop = _TITLE_ENDS.search(stripped)
    text = stripped[: stop.start()] if stop else stripped
    last = 0
    for match in _TITLE_WORD.finditer(text):
        word = match.group()
        if word[0].isupper() or word[0] in "(0123456789" or " " in word:
            last = match.end()
        elif word.lower() not in _SMALL:
            break
        gap = text[match.end() : match.end() + 2]
        if gap.startswith(",") and re.match(
            r", (?:[A-Z][a-z]+ \(\d|di |yang |dan yang)", text[match.end() :]
        ):
            break
    return text[:last].rstrip(" ,")


def _small_title(text: str) -> str:
    """A title in small letters, as long as nothing else is told."""
    stop = _SMALL_TITLE_ENDS.search(text)
    return (text[: stop.start()] if stop else text).strip(" ,")


def find_act(story: Story, group: Group, groups: Sequence[Group]) -> tuple[Act, str]:
    """Whether the paper was signed anew, prolonged or changed, and the sentence that says so."""
    sentences = [statement.sentence for statement in group.statements]
    others = {s.sentence for other in groups if other is not group for s in other.statements}
    sentences += [
        s
        for s in story.sentences[:4]
        if s not in sentences and s not in others and _OF_PAPER.search(s.text)
    ]
    for pattern, act in ((_AMENDED, Act.AMENDED), (_RENEWED, Act.RENEWED)):
        for sentence in sentences:
            found = pattern.search(sentence.text)
            if found is None or story.quoted(sentence.start + found.start()):
                continue
            before = sentence.text[max(0, found.start() - 15) : found.start()]
            if not _LONGER.search(before):
                return act, sentence.text
    return Act.SIGNED, ""
