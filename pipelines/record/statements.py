"""What each sentence says of a signing: who is a party to which paper, who watches, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

from model.records import PartyKind
from pipelines.record.addresses import without_addresses
from pipelines.record.clauses import Clause, Role, read_clauses
from pipelines.record.cues import Cue, find_cues
from pipelines.record.enumerations import is_enumeration
from pipelines.record.forms import Organisation
from pipelines.record.story import Story
from pipelines.text.instruments import InstrumentMention
from pipelines.text.lookout import watch
from pipelines.text.regions import RegionMention
from pipelines.text.sentences import Sentence

_PARTNER_WORD = watch(
    r"\b(?:mitra(?:nya)?|pihak|pokmas|kelompok masyarakat|instansi|lembaga|organisasi|institusi|"
    r"pemerintah daerah|pemda|kampus|"
    r"perguruan tinggi|universitas|yayasan|naskah|dokumen|lapas|rutan|upt|unit pelaksana teknis|"
    r"satuan kerja|mereka|keduanya|ketiganya|keempatnya|kelimanya|keenamnya|daerah|sekolah|"
    r"kabupaten|kota|bupati)\b",
    re.IGNORECASE,
)
_LIST_WORD = watch(
    r"\b(?:yakni|yaitu|antara lain|di antaranya|diantaranya|adalah|meliputi|terdiri|mencakup|"
    r"diwakili|ialah|masing-masing|berasal)\b|:",
    re.IGNORECASE,
)
_LIST_HEAD = re.compile(r"\bdaftar(?:nya)?\b[^.:\n]{0,30}:", re.IGNORECASE)
#: A list that is told to be one after it: "A, B, dan C termasuk di antaranya".
_LISTED_BEFORE = re.compile(
    r"\s(?:termasuk|ada|masuk|adalah|menjadi|merupakan)?\s?(?:(?:di antaranya|di antara (?:mereka|"
    r"mitra|penanda)\w*)|(?:menjadi|adalah|merupakan) (?:\w+ )?(?:mitra|pihak)\b)",
    re.IGNORECASE,
)
#: "Pertama, nota kesepahaman dengan … Kedua, …": the papers of the signing told before.
_ORDINAL = re.compile(
    r"(?:(?:Dokumen|Naskah|Perjanjian|Nota|Berkas|Yang) (?:yang )?)?"
    r"(?P<ordinal>pertama|kedua|ketiga|keempat|kelima)"
    r"(?:,| adalah| yaitu| yakni| ialah| berupa| merupakan)",
    re.IGNORECASE,
)
#: "Yang kedua dengan Puskesmas X untuk …": one of the partners of the papers told before.
_ONE_OF = re.compile(
    r"(?:Dan )?(?:Yang|Dokumen|Naskah|Perjanjian|Nota|Berkas)(?: yang)? "
    r"(?:pertama|kedua|ketiga|keempat|kelima|terakhir)(?:,| adalah| ialah)? (?:dengan|bersama) ",
    re.IGNORECASE,
)
#: "Tiga surat perjanjian. Pertama dengan X, soal …": each is a paper of its own.
_PAPER_WITH = re.compile(
    r"(?:(?:Dokumen|Naskah|Surat|Perjanjian) )?(?P<ordinal>pertama|kedua|ketiga|keempat|"
    r"kelima),? (?:dengan|bersama|antara) ",
    re.IGNORECASE,
)
_PAPERS = re.compile(
    r"\b(?:dua|tiga|empat|lima|[2-5]) (?:\w+ ){0,2}(?:perjanjian|naskah|dokumen|nota|pks|mou|"
    r"surat)\b",
    re.IGNORECASE,
)
#: What a listed thing is done by: "antara lain pelatihan las oleh Dinas Tenaga Kerja".
_DONE_BY = re.compile(r"\w+ (?:oleh|dari)\s$")
_BULLET = re.compile(r"(?:[-–—•*·▪●✓]|\(?\d{1,2}[.)]|[a-z][.)])\s?")
_VILLAGE = re.compile(r"(?:Pemerintah )?(?:Desa|Kelurahan|Kecamatan|Nagari) ")
#: The end of a sentence that a list follows, the first number of it included: "yakni: 1.".
_OPENS_LIST = re.compile(r":\s*(?:\(?1[.)])?\s*$")
_BARE_BULLET = re.compile(r"\W*\d{0,2}\W*")
_CHAIN = re.compile(r"(?:,|,? dan|,? serta|/|;)\s(?:dan\s|serta\s)?")
_CHAIN_GOES_ON = re.compile(r"(?:,\s[A-Z][\w ]{2,30}){0,12},?\s(?:dan|serta)\s[A-Z]")
#: A degree at the end of a name: "RSUD dr. Agung Wibowo, M.Kes. Kabupaten X" is one body.
_DEGREE_GAP = re.compile(r",\s(?:[A-Z][A-Za-z.]{1,7},?\s){1,3}")
_TOWNS = re.compile(
    r"\b(?:kabupaten|kota|daerah|pemda|pemerintah daerah|"
    r"kabupaten/kota)\b[^.\n]{0,30}\b(?:ialah|adalah|yakni|"
    r"yaitu|meliputi|antara lain|masing-masing)\s[^.\n]{0,80}$",
    re.IGNORECASE,
)
#: Parts of the words for signing: most sentences have none, and need no closer look.
_MAY_SIGN = watch(
    r"tangan|[tn]eken|ttd|panjang|perbar|dend[ou]m|amandemen|sah|pakat|kukuh|tuang|jalin|ikat|tukar|"
    r"paraf|formal",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bantara\b", re.IGNORECASE)
_LONGEST_BULLET = 240
#: Room between the word that a list follows and its first body, in characters.
_LINK_ROOM = 40
#: A body so near to a word stands right after it, in characters.
_NEXT = 4


class Strength(IntEnum):
    """How plainly a sentence tells of the paper."""

    JOINED = 1
    NAMED = 2
    LISTED = 3
    SIGNED = 4


@dataclass
class Statement:
    """What one sentence, or a part of it, says of one paper."""

    sentence: Sentence
    strength: Strength
    parties: list[Organisation] = field(default_factory=list)
    watchers: list[Organisation] = field(default_factory=list)
    places: list[Organisation] = field(default_factory=list)
    instruments: list[InstrumentMention] = field(default_factory=list)
    first: bool = True

    def add(self, body: Organisation) -> None:
        """Take ``body`` as a party, once."""
        if all(other.name != body.name for other in self.parties):
            self.parties.append(body)


def find_statements(story: Story) -> list[Statement]:
    """What the sentences of ``story`` say of papers, in order; quotes say nothing."""
    found: list[Statement] = []
    opened: Statement | None = None
    heads = 0
    for sentence in story.sentences:
        bodies = _bodies(story, sentence)
        if opened is not None and (papers := _papers(story, sentence, bodies)):
            found.extend(papers)
            continue
        if opened is not None and _is_bullet(sentence, bodies):
            for body in bodies:
                if not body.town or body is bodies[0]:
                    opened.add(body)
            continue
        if _BARE_BULLET.fullmatch(sentence.text):
            continue
        tells = bool(bodies) or _MAY_SIGN.search(sentence.text) is not None
        statements = _said(story, sentence, bodies) if tells else []
        found.extend(statements)
        _keep_own(opened, heads)
        opened = None
        if _OPENS_LIST.search(sentence.text):
            opened = statements[-1] if statements else _opened(found, sentence)
            heads = len(opened.parties) if opened else 0
    _keep_own(opened, heads)
    return found


def _keep_own(opened: Statement | None, heads: int) -> None:
    """Of a list of a partner's papers with others keep the units: it signs with each alone.

    ``heads`` is how many parties were named before the list.
    """
    if opened is None:
        return
    first, listed = opened.parties[:heads], opened.parties[heads:]
    units = [body for body in listed if body.unit is not None]
    others = len(listed) - len(units)
    if first and units and others > 1 and all(body.unit is None for body in first):
        opened.parties = [*first, *units]


def _said(story: Story, sentence: Sentence, bodies: Sequence[Organisation]) -> list[Statement]:
    statements = [
        _statement(sentence, clause, first=number == 0)
        for number, clause in enumerate(read_clauses(story, sentence, bodies))
    ]
    listed = _listed(story, sentence, bodies)
    signed = [s for s in statements if s.strength is Strength.SIGNED]
    if listed is not None:
        return [*signed, listed]
    if with_one := _paper_with(story, sentence, bodies):
        return [with_one]
    one_of = _ONE_OF.match(sentence.text)
    if one_of and bodies and bodies[0].start - sentence.start - one_of.end() < _NEXT:
        return [_list_of(sentence, bodies[:1])]
    ordinal = _ORDINAL.match(sentence.text)
    if ordinal and (signed or statements[0].instruments):
        first = ordinal["ordinal"].lower() == "pertama"
        return [
            replace(s, strength=Strength.SIGNED, first=first and (s.first or not signed))
            for s in signed or statements
        ]
    return [s for s in statements if s.parties or s.watchers or s in signed]


def _paper_with(
    story: Story, sentence: Sentence, bodies: Sequence[Organisation]
) -> Statement | None:
    """One of the papers that the story counts before, each with a partner of its own."""
    ordinal = _PAPER_WITH.match(sentence.text)
    if ordinal is None or not bodies or story.in_title(sentence.start):
        return None
    near = bodies[0].start - sentence.start - ordinal.end() < _NEXT
    if not near or not _PAPERS.search(story.text, story.body_start, sentence.start):
        return None
    first = ordinal["ordinal"].lower() == "pertama"
    return Statement(sentence, Strength.SIGNED, [bodies[0]], first=first)


def _statement(sentence: Sentence, clause: Clause, *, first: bool) -> Statement:
    if clause.signed:
        strength = Strength.SIGNED
    else:
        strength = Strength.NAMED if clause.instruments else Strength.JOINED
    statement = Statement(sentence, strength, instruments=clause.instruments, first=first)
    for body, role in clause.roles:
        if role is Role.PARTY:
            statement.add(body)
        elif role is Role.WATCHER:
            statement.watchers.append(body)
        elif role is Role.PLACE:
            statement.places.append(body)
    return statement


def _opened(found: list[Statement], sentence: Sentence) -> Statement | None:
    """A list of partners that a line such as "Mitra yang hadir:" begins."""
    if not _PARTNER_WORD.search(sentence.text):
        return None
    statement = Statement(sentence, Strength.LISTED)
    found.append(statement)
    return statement


def _papers(story: Story, sentence: Sentence, bodies: Sequence[Organisation]) -> list[Statement]:
    """The paper that an entry of a list of papers is about: "1. Nota Kesepakatan antara …"."""
    bullet = _BULLET.match(sentence.text)
    start = sentence.start + (bullet.end() if bullet else 0)
    named = [mention.start for mention in story.instruments if mention.start >= start][:1]
    between = _BETWEEN.search(sentence.text)
    if len(bodies) < 2 or between is None or not named or named[0] - start >= _NEXT:
        return []
    said = [
        _statement(sentence, clause, first=False)
        for clause in read_clauses(story, sentence, bodies)
    ]
    return [replace(one, strength=Strength.SIGNED) for one in said if len(one.parties) > 1]


def _is_bullet(sentence: Sentence, bodies: Sequence[Organisation]) -> bool:
    text = sentence.text
    if len(text) > _LONGEST_BULLET:
        return False
    if _BARE_BULLET.fullmatch(text):
        return True
    bullet = _BULLET.match(text)
    start = sentence.start + (bullet.end() if bullet else 0)
    return bool(bodies) and (bullet is not None or bodies[0].start - start < _NEXT)


def _listed(story: Story, sentence: Sentence, bodies: Sequence[Organisation]) -> Statement | None:
    """A sentence that names the partners: "Kelima mitra itu adalah …"."""
    if not bodies or story.in_title(sentence.start):
        return None
    if bodies[0].start - sentence.start < 12 and _LISTED_BEFORE.match(story.text, bodies[-1].end):
        return _list_of(sentence, bodies)
    if is_enumeration(sentence, bodies):
        return _list_of(sentence, bodies)
    after = _after_link(story, sentence, bodies)
    return _list_of(sentence, _run(story.text, after)) if after else None


def _after_link(
    story: Story, sentence: Sentence, bodies: Sequence[Organisation]
) -> Sequence[Organisation]:
    """The bodies right after the word that a list of partners follows; none that do a thing."""
    link = _list_link(sentence)
    if link is None:
        return ()
    start = sentence.start + link.end()
    after = [body for body in bodies if body.start >= sentence.start + link.start()]
    if not after or after[0].start - start > _LINK_ROOM:
        return ()
    return () if _DONE_BY.search(story.text, start, after[0].start) else after


def _list_link(sentence: Sentence) -> re.Match[str] | None:
    """The word that a list of partners follows, if none that tells of watching comes before."""
    partner = _PARTNER_WORD.search(sentence.text)
    if partner is None:
        return None
    link = _LIST_WORD.search(sentence.text, partner.end(), partner.end() + 80)
    if link is None and partner.group().lower() == "mitranya":
        link = partner
    link = link or _LIST_HEAD.search(sentence.text)
    before = sentence.text[: link.end()] if link else ""
    watched = any(cue.cue in {Cue.WATCHED, Cue.WATCHES} for cue in find_cues(before))
    return None if watched else link


def _list_of(sentence: Sentence, bodies: Iterable[Organisation]) -> Statement:
    statement = Statement(sentence, Strength.LISTED)
    for body in bodies:
        statement.add(body)
    return statement


def _run(text: str, bodies: Sequence[Organisation]) -> Iterator[Organisation]:
    """The first bodies, as long as little but a list's joints stands between them."""
    last: Organisation | None = None
    for body in bodies:
        if last is not None and len(_words_between(text[last.end : body.start])) > 3:
            return
        yield body
        last = body


def _words_between(gap: str) -> list[str]:
    return [word for word in re.findall(r"\w+", gap) if word not in {"dan", "serta", "dengan"}]


def _bodies(story: Story, sentence: Sentence) -> list[Organisation]:
    """The bodies of a sentence outside quotes, towns that stand for their government included."""
    known = [
        body
        for body in story.bodies.within(sentence.start, sentence.end)
        if not story.quoted(body.start) and not _speaks(story, body)
    ]
    for mention in story.regions_within(sentence.start, sentence.end):
        if not story.quoted(mention.start) and not any(
            body.start <= mention.start < body.end for body in known
        ):
            known.extend(_town(story.text, mention, known))
    return without_addresses(story.text, sorted(known, key=lambda body: body.start))


def _speaks(story: Story, body: Organisation) -> bool:
    """Whether the body is one that a headline quotes: "…, Kakanwil: Jangan …"."""
    return story.in_title(body.start) and story.text.startswith(":", body.end)


def _town(
    text: str, mention: RegionMention, known: Sequence[Organisation]
) -> Iterator[Organisation]:
    """The government of a town that stands in a list of governments, or has its kind before it."""
    region = mention.region
    before = max((body.end for body in known if body.end <= mention.start), default=0)
    gap = text[before : mention.start]
    named = mention.text.startswith(("Kota ", "Kabupaten ", "Kab")) and bool(gap.strip())
    government = any(body.end == before and body.name.startswith("Pemerintah ") for body in known)
    chained = (
        government
        and _CHAIN.fullmatch(gap) is not None
        and ("dan" in gap or "serta" in gap or _CHAIN_GOES_ON.match(text, mention.end) is not None)
    )
    if before and _DEGREE_GAP.fullmatch(gap):
        return
    if gap == ", " and any(body.end == before and _VILLAGE.match(body.name) for body in known):
        # "Pemerintah Desa Gentan, Kabupaten Sukoharjo": where the village is.
        return
    if text[max(0, mention.start - 3) : mention.start].lower() in {"se-", "di "}:
        return
    listed = _TOWNS.search(text, max(0, mention.start - 120), mention.start) is not None
    if region.level == "province" or not (named or chained or listed):
        return
    yield Organisation(
        f"Pemerintah {region.name}",
        PartyKind.PEMERINTAH_DAERAH,
        mention.start,
        mention.end,
        town=not chained,
    )
