"""What an agreement covers, as short phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.record.story import NOWHERE, Elsewhere, Story
from pipelines.text.lookout import watch

#: Most phrases kept, and the most words of one.
MOST_PHRASES = 8
MOST_WORDS = 7
#: Longest run of text that is read for them, and how many such runs.
LONGEST_PIECE = 400
MOST_PIECES = 40

#: Nouns that head a field of work.
_HEADS = (
    r"pembinaan|pembimbingan|bimbingan|pelatihan|pendidikan|pengajaran|reintegrasi|rehabilitasi|"
    r"pemberdayaan|"
    r"bantuan hukum|pendampingan|layanan|pelayanan|penyuluhan|konsultasi|konseling|penelitian|"
    r"riset|magang|"
    r"pengabdian|pencegahan|pemberantasan|penyediaan|pemeriksaan|perawatan|pengobatan|skrining|"
    r"deteksi|"
    r"sosialisasi|edukasi|literasi|pertukaran|pemanfaatan|peningkatan kapasitas|pengembangan|"
    r"produksi|pemasaran|"
    r"pengelolaan|pengolahan|pertanian|peternakan|perikanan|ketahanan pangan|kewirausahaan|"
    r"keterampilan|"
    r"kemandirian|kepribadian|pidana kerja sosial|kerja sosial|asimilasi|pengamanan|keamanan|"
    r"perekaman|"
    r"administrasi kependudukan|perlindungan|pengawasan|penyaluran|penempatan|pemasyarakatan|"
    r"kesehatan|"
    r"rujukan|tes urine|asesmen|pascarehabilitasi|pembelajaran|praktik|praktek|kuliah|beasiswa|"
    r"penyelenggaraan|"
    r"dakwah|pengajian|ceramah|pembangunan|perpustakaan|sertifikasi|uji kompetensi|"
    r"jaminan sosial|kunjungan|"
    r"intervensi|vaksinasi|imunisasi|pengentasan|penanganan|pertukaran data|permodalan|"
    r"penjaminan|pemindahan|pengawalan|perlengkapan|budi ?daya|perkebunan|menjahit|pertukangan|"
    r"perbengkelan|kerajinan|kesenian|olahraga|kepramukaan|baca tulis|ibadah|hafalan|tahfi[zd]|"
    r"pengendalian|pelestarian|pelaporan|pemenuhan|pencatatan|penerbitan|penyiaran|publikasi|peliputan|pemetaan|pendataan|identifikasi|"
    r"penyaluran|penyediaan lokasi|pengolahan sampah|sanitasi|pangan|gizi|terapi|psikologi|"
    r"penegakan|razia|penggeledahan|bantuan|hibah|pinjam pakai|peminjaman|pemagangan|bimbingan|"
    r"uji|tes|vaksin|pemulangan|pembiayaan|tabungan|asuransi|jaminan|promosi|pameran"
)
_CUE = watch(
    r"\b(?:ruang lingkup[^.\n]{0,60}?(?:meliputi|mencakup|adalah|yakni|yaitu|antara lain|ialah)|"
    r"(?:meliputi|mencakup|termasuk|tentang|di bidang|dalam bidang|bidang|dalam hal|terkait|"
    r"mengenai|"
    r"mengatur|diatur|memuat|menyepakati|isinya(?: soal)?|"
    r"melalui|antara lain|yakni|yaitu|berupa|seperti|guna|fokus pada|menyediakan|"
    r"memperkuat(?: program)?))\s"
    r"(?:mencakup\s|tentang\s)?",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"ruang lingkup|mencakup|meliputi|tentang|termasuk|sepakat|antara lain|mengatur|diatur|memuat|"
    r"isinya",
    re.IGNORECASE,
)
_PAPER = watch(
    r"\b(?:kerja ?sama|perjanjian|pks|mou|nota|kesepakatan|kesepahaman|naskah|sinergi|"
    r"kolaborasi|isinya|ruang lingkup|disepakati|menyepakati|dikerja ?samakan|"
    r"(?:layanan|pelayanan|cakupan|lingkup|bidang|kegiatan|program)(?:nya)?(?: itu| tersebut| yang "
    r"\w+)? (?:meliputi|mencakup))\b",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:,|;|\bdan\b|\bserta\b|\bhingga\b|\bsampai\b|\btermasuk\b|\bmaupun\b|"
    r"\byang berorientasi pada\b|\bdengan\b)\s*",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:dan|serta|juga|pelaksanaan|penyelenggaraan|peningkatan(?! kapasitas)|"
    r"penguatan|sinergi(?:tas)?|"
    r"optimalisasi|kolaborasi|"
    r"berbagai|program(?:-program)?|kegiatan|upaya|dukungan|bidang|dalam|untuk|proses)\s)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s(?:bagi|untuk|kepada|di|pada|terhadap|oleh|yang|warga|wbp|klien pemasyarakatan|"
    r"anak binaan|para|dalam|secara|guna|agar|ini|tersebut|penyalahgunaan|dari|sehingga|"
    r"setelah|selama|ke|se-\w+|melalui|antara|tahun|pekan|kemarin|mendadak|\d+)\b.*$",
    re.IGNORECASE,
)
_HEAD = re.compile(rf"(?:{_HEADS})\b", re.IGNORECASE)
_END = re.compile(
    r"[.“”\"\n()]|\b(?:diharapkan|merupakan|menjadi|ditandatangani|akan|dilaksanakan|antara)\b"
)
_JOINED = re.compile(
    r"\b(?:pencegahan dan pemberantasan)\b|"
    r"\b(mental|sosial|agama|fisik|jasmani) dan (spiritual|keagamaan|budaya|rohani|budi pekerti)\b",
    re.IGNORECASE,
)
#: Acronyms that share the word before them: "skrining TB dan HIV".
_ACRONYMS = re.compile(r"\b[A-Z]{2,6} dan [A-Z]{2,6}\b")
#: What "kepada" belongs to.
_SERVICE = re.compile(r"\bpengabdian kepada masyarakat\b", re.IGNORECASE)
#: Words that begin no phrase of a list.
_NO_PHRASE = re.compile(
    r"(?:men|mem|meng|meny|me|ber|di|ter)[a-z]{4,}|(?:yang|akan|dapat|agar|untuk|guna|para|warga|"
    r"narapidana|tahanan|penghuni|petugas$|kami|ia|mereka|lapas|rutan|bapas|pihak|kedua|sejumlah|beberapa|semua|"
    r"seluruh|lain-lain|sebagainya|lainnya|hal|saling|tidak|bukan|lebih|kini|saat|harapan|komitmen|"
    r"jangka waktu|masa berlaku)\b"
)
#: What a paper is named after, right behind its kind: "perjanjian kerja sama pembinaan rohani".
_TOPIC = re.compile(
    r"(?:\s\([^()\n]{1,30}\))?\s(?P<topic>(?:pe|ke)[a-z]{4,}an\s[^.,;:\n“”\"()]{3,120})"
)
_NAMES_WORK = re.compile(
    r"(?:pe|ke)[a-z]{4,}an\s|(?:layanan|bantuan|klinik|produksi|diseminasi)\s", re.IGNORECASE
)
_TELLS = re.compile(r"\b(?:men|mem|meng|meny|ber|di)[a-z]{4,}(?:an|i)?\b")
#: Longest phrase of a list that no known word heads, in words.
_LONGEST_UNKNOWN = 4
#: Words that name no field of work by themselves.
_BARE = frozenset({"layanan", "pelayanan", "bantuan", "jaminan", "kegiatan", "uji", "tes"})
#: Joins words that are one phrase; a letter to patterns, and in no text.
_GLUE = "\u02d0"


def find_scope(
    story: Story, title: str | None, elsewhere: Elsewhere = NOWHERE
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The phrases in lower case, and each as the story writes it.

    ``elsewhere`` is where other papers are told of.
    """
    found: dict[str, str] = {}
    for piece in _pieces(story, title, elsewhere):
        for phrase in _phrases(piece):
            found.setdefault(_lowered(phrase), phrase)
        if len(found) >= 2:
            break
    kept = list(found.items())[:MOST_PHRASES]
    return tuple(key for key, _ in kept), tuple(words for _, words in kept)


def _pieces(story: Story, title: str | None, elsewhere: Elsewhere) -> Iterator[str]:
    """Runs of text that may list the fields, the surest first."""
    strong: list[str] = []
    weak: list[str] = []
    for sentence in story.sentences:
        if story.in_title(sentence.start):
            continue
        if not _PAPER.search(sentence.text):
            continue
        for cue in _CUE.finditer(sentence.text):
            place = sentence.start + cue.start()
            if story.quoted(place) or elsewhere.holds(place):
                continue
            rest = sentence.text[cue.end() :]
            stop = _END.search(rest)
            piece = (rest[: stop.start()] if stop else rest)[:LONGEST_PIECE]
            before = sentence.text[max(0, cue.start() - 90) : cue.end()]
            (strong if _STRONG.search(before) else weak).append(piece)
    yield from sorted(strong[:MOST_PIECES], key=_richness, reverse=True)
    if title:
        yield title
    yield from _topics(story, elsewhere)
    yield from sorted(weak[:MOST_PIECES], key=_richness, reverse=True)


def _topics(story: Story, elsewhere: Elsewhere) -> Iterator[str]:
    for mention in story.instruments:
        if story.in_title(mention.start) or story.quoted(mention.start):
            continue
        found = _TOPIC.match(story.text, mention.end)
        if found is not None and not elsewhere.holds(mention.start):
            yield found["topic"]


def _lowered(phrase: str) -> str:
    """``phrase`` in lower case but for its acronyms."""
    words = phrase.split()
    shouted = phrase.isupper()
    return " ".join(w if w.isupper() and len(w) > 1 and not shouted else w.lower() for w in words)


def _richness(piece: str) -> int:
    return len(list(_phrases(piece)))


def _phrases(piece: str) -> Iterator[str]:
    glued = piece
    for pattern in (_JOINED, _ACRONYMS, _SERVICE):
        glued = pattern.sub(lambda match: match.group().replace(" ", _GLUE), glued)
    parts = [part for part in (_trimmed(part) for part in _SPLIT.split(glued)) if part in piece]
    known = [part for part in parts if _HEAD.match(part)]
    listed = len(known) >= 2 and len(known) * 2 >= len(parts) > 2
    if not known:
        yield from _work(piece)
    for part in parts:
        heads = part in known and len(part.split()) <= MOST_WORDS and part.lower() not in _BARE
        if heads or (part not in known and listed and _may_be_phrase(part)):
            yield part


def _work(piece: str) -> Iterator[str]:
    """A paper's title or topic as one phrase, if it names work: "pelestarian seni ukir"."""
    part = _trimmed(piece)
    is_work = part in piece and _NAMES_WORK.match(part) and not _TELLS.search(part)
    if is_work and 1 < len(part.split()) <= MOST_WORDS:
        yield part


def _trimmed(part: str) -> str:
    part = " " + part.strip()
    words = _TAIL.sub("", part).strip() if _GLUE not in part else part.strip()
    return _LEAD.sub("", words.replace(_GLUE, " ")).strip(" .,:;")


def _may_be_phrase(part: str) -> bool:
    """Whether an item of a list, of which others are fields of work, is one too."""
    words = part.split()
    return (
        1 <= len(words) <= _LONGEST_UNKNOWN
        and len(part) > 3
        and part[0].islower()
        and not any(char.isdigit() for char in part)
        and _NO_PHRASE.match(part) is None
    )
