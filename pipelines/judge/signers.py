"""Who signs in a sentence: named others, those named before, or nobody that it names."""

from __future__ import annotations

import re
import sys
from enum import StrEnum

from pipelines.judge.acts import Act, Paper, Sheet, State
from pipelines.judge.cues import cue, found, tail
from pipelines.judge.facts import Body, Facts, Part
from pipelines.text.lookout import watch

#: Characters before a name in which words say that it is a place.
_NEAR = 40
#: "antara" right after the paper and before a name; "sinergi antara pusat dan daerah" is no pair.
_BETWEEN = watch(
    r"(?i:mou|moa|pks\)?|nota|kesepahaman|kesepakatan|kerja ?sama|perjanjian|bersama|sosial)"
    r"(?:\s*\([^)]{1,20}\))?\s+(?i:antara)\s+(?:\d+\s+)?(?=[A-Z])"
)
#: "Usai penandatanganan, Kalapas …": the unit acts in the sentence, not in the signing.
_MEANWHILE = re.compile(
    r"(?i)\b(?:sesudah|seusai|usai|setelah|selepas|di sela(?:-sela)?|di tengah|saat|ketika|dalam)"
    r"\s+(?:acara\s+|prosesi\s+|kegiatan\s+)?$"
)
#: "A dan B menandatangani", "A bersama B meneken".
_ACTIVE = re.compile(r"(?i)me|neken|teken")
_PAIR = re.compile(r"\b[A-Z]\w+[^,.;]{0,80}\s(?:dan|bersama|dengan|serta)\s[^,.;]{0,80}$")
_WITH = watch(
    r"(?i:mou|pks\)?|kesepahaman|kesepakatan|kerja ?sama|perjanjian|bersama|naskah)\s+"
    r"(?:[a-z]\w+\s+){0,5}(?:dengan|bersama)\s+[A-Z]"
)
#: "di Gedung Pusgiwa Universitas …": the place has a name of its own.
_ONLY_NAMES = re.compile(r"(?:\s+[A-Z][\w.]*){0,3}")
#: "Lapas X MoU dengan Y", "Lapas X-Puskesmas PKS bersama …": no verb between.
_VERBLESS = re.compile(r"(?:\s?[–—-]\s?[^\s,]+|\s+[A-Z][^\s,]*){0,4}\s+")
_PARTNER = re.compile(r"(?i)\s+(?:dengan|dgn|bersama|bareng|sama)\s")
#: Right before a unit that others sign with.
_JOINED = re.compile(
    r"(?i)\b(?:dengan|dgn|bersama|antara|gandeng|serta|(?<!,\s)dan|oleh)\s+(?:pihak\s+)?$"
)
#: Where those who sign are all named.
_SIGNERS_END = re.compile(
    r"(?i)\s(?:di|pada|untuk|yang|dalam|disaksikan|dihadiri|sementara|sedangkan|tentang|guna)\s|[;(]"
    r"|,\s(?:di|disaksikan|senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|sementara|sedangkan)\b"
)
_BOTH = re.compile(r"(?i)\s(?:dan|bersama|serta|dengan)\s")
_PASSING = re.compile(r"(?i)pe[nt]|signing")
#: Characters in which the signers of an act are named.
_SIGNERS_REACH = 110
_AGENT_REACH = 60
_PASSIVE = re.compile(r"(?i)(?:di|ter)\w")
#: "ditandatangani (langsung) (oleh) …", where who signs follows at once.
_AGENT = re.compile(
    r"(?:nya)?\s+(?:(?:langsung|bersama(?:-sama)?|secara\s+\w+)\s+){0,2}(?:oleh\s+)?", re.IGNORECASE
)
#: "penandatanganan … (antara|oleh) …", "penandatanganan dilakukan …".
_NOUN_AGENT = re.compile(
    r"(?i)\b(?:antara|oleh|(?:dilakukan|dilaksanakan)(?:\s+langsung)?(?:\s+oleh)?)\s+(?=\S)"
)
_DATELINE = re.compile(r"^[^–—-]{2,40}\s[–—-]{1,2}\s")
_CLAUSE_STARTS = re.compile(
    r"[;:]\s|,\s(?:dan|serta|sementara|sedangkan|kemudian|lalu)\s|\b(?:ketika|saat|setelah|usai)\s"
)
#: A name, which a weekday or a month is not.
_NAME = re.compile(
    r"\b(?!(?:Senin|Selasa|Rabu|Kamis|Jum['’]?at|Sabtu|Minggu|Ahad|Januari|Februari|Maret|April|Mei"
    r"|Juni|Juli|Agustus|September|Oktober|November|Desember|MoU|MoA|PKS|Nota|Perjanjian)\b)"
    r"(?:(?<=\w\s)[A-Z][\w.]+|[A-Z][\w.]+\s+[A-Z])"
)
#: Between a paper and one of its parties: at most the subject and the other party.
_OF = re.compile(
    r"(?:\s*\([^)]{1,20}\))?\s+"
    r"(?:(?:[^\s,.;:]+\s+){0,12}?(?i:antara|dengan|dgn|bersama|dan|oleh)\s+|(?:[^\s,.;:]+[–-]))?"
)
#: Papers that bind a partner.
AGREEMENTS = frozenset({Paper.INSTRUMENT, Paper.LOOSE})


def signed(facts: Facts) -> bool:
    """An agreement was signed or renewed."""
    return any(act.strong and act.paper in AGREEMENTS for act in facts.acts_in(State.DONE))


def signed_instrument(facts: Facts) -> bool:
    """An agreement with a name of its own, such as an MoU, was signed or renewed."""
    return any(act.strong and act.paper is Paper.INSTRUMENT for act in facts.acts_in(State.DONE))


def only_meanwhile(facts: Facts) -> bool:
    """A signing names only the time at which a unit does something else."""
    acts = facts.acts_in(State.DONE)
    return bool(acts) and all(
        _PASSING.match(facts.text, act.start)
        and _MEANWHILE.search(facts.text, 0, act.start)
        and not _party_follows(facts, act.end)
        for act in acts
    )


def _party_follows(facts: Facts, end: int) -> bool:
    """Whether a unit stands after a signing in the same clause, as a party to it."""
    comma = facts.text.find(", ", end)
    clause = len(facts.text) if comma < 0 else comma
    return any(body.part is Part.PARTY and end <= body.start < clause for body in facts.bodies)


def by_others(facts: Facts) -> bool:
    """Another authority is named in a signing, and not as its place or the other side of it."""
    if not signed(facts) or found("both_sides", facts.text):
        return False
    partner = _WITH.search(facts.text)
    if not any(naming(facts, act) is Naming.NAMED for act in _signings(facts)):
        return False
    names = cue("authority").finditer(facts.text, 0, partner.start() if partner else sys.maxsize)
    signers = [name for name in names if not _is_bystander(facts.text, name.start())]
    return bool(signers)


def _is_bystander(text: str, start: int) -> bool:
    """Whether the name at ``start`` is where a signing takes place, or of one who watches it."""
    before = tail(text[:start], _NEAR).rstrip()
    if found("guest_before", before):
        return True
    return any(
        _ONLY_NAMES.fullmatch(before, match.end()) for match in cue("place_before").finditer(before)
    )


def by_another_pair(facts: Facts) -> bool:
    """Two are named before an active verb, "A dan B menandatangani", and none is a unit."""
    if not signed(facts) or found("both_sides", facts.text):
        return False
    return any(
        _ACTIVE.match(facts.text, act.start) and _PAIR.search(facts.text, 0, act.start)
        for act in _signings(facts)
    )


def signed_with(facts: Facts) -> bool:
    """A signing names the other side only: "penandatanganan MoU dengan Dinas …"."""
    return (
        signed(facts)
        and _WITH.search(facts.text) is not None
        and any(naming(facts, act) is not Naming.NAMED for act in _signings(facts))
    )


def between_others(facts: Facts) -> bool:
    """A signing "antara A dan B", neither of which is a unit or means one."""
    if not signed(facts):
        return False
    match = _BETWEEN.search(facts.text)
    if match is None or found("both_sides", facts.text, match.start()):
        return False
    return not any(body.start > match.start() for body in facts.bodies)


class Naming(StrEnum):
    """How a sentence tells who signs."""

    NAMED = "named"
    MEANT = "meant"
    OPEN = "open"


def naming(facts: Facts, act: Act) -> Naming:
    """Whether who did ``act`` is named, meant by a pronoun, or left open."""
    text = facts.text
    if _ACTIVE.match(text, act.start):
        return _told(_subject(text, act.start))
    if _PASSIVE.match(text, act.start):
        agent = _AGENT.match(text, act.end)
        return _opening(text[agent.end() : agent.end() + _AGENT_REACH]) if agent else Naming.OPEN
    agent = _NOUN_AGENT.search(text, act.end, act.end + _SIGNERS_REACH)
    if agent:
        return _opening(text[agent.end() : agent.end() + _AGENT_REACH])
    if _owned(facts, act.end):
        return Naming.NAMED
    return _told(_subject(text, act.start)) if _PAIR.search(text, 0, act.start) else Naming.OPEN


def _owned(facts: Facts, end: int) -> bool:
    """Whether somebody's office follows the paper: "penandatanganan MoU Bupati dan Kajari"."""
    sheet = next((sheet for sheet in facts.sheets if 0 < sheet.start - end <= _NEAR), None)
    if sheet is None:
        return False
    return any(cue(name).match(facts.text, sheet.end + 1) for name in ("office", "authority"))


def _subject(text: str, end: int) -> str:
    words = _DATELINE.sub("", tail(text[:end], _SIGNERS_REACH))
    starts = [match.end() for match in _CLAUSE_STARTS.finditer(words)]
    return words[max(starts, default=0) :]


def _told(words: str) -> Naming:
    if found("pronoun", words) or found("both_sides", words):
        return Naming.MEANT
    named = found("office", words) or found("authority", words) or _NAME.search(words)
    return Naming.NAMED if named else Naming.OPEN


def _opening(words: str) -> Naming:
    """Who is named right at the beginning of ``words``."""
    for name in ("pronoun", "both_sides"):
        if cue(name).match(words):
            return Naming.MEANT
    named = cue("office").match(words) or cue("authority").match(words) or _NAME.match(words)
    return Naming.NAMED if named else Naming.OPEN


def _signings(facts: Facts) -> list[Act]:
    return [act for act in facts.acts_in(State.DONE) if act.strong and act.paper in AGREEMENTS]


def signed_by_named(facts: Facts) -> bool:
    """Every signing here names its signers."""
    acts = _signings(facts)
    return bool(acts) and all(naming(facts, act) is Naming.NAMED for act in acts)


def signed_by_meant(facts: Facts) -> bool:
    """A signing by those named before: "ia dan pimpinan klinik menandatangani"."""
    return any(naming(facts, act) is Naming.MEANT for act in _signings(facts))


def beside_others(facts: Facts) -> bool:
    """Two others sign, "A dan B menandatangani …", and a unit is named only further on."""
    acts = _signings(facts)
    return bool(acts) and all(_pair_signs(facts, act) for act in acts)


def _pair_signs(facts: Facts, act: Act) -> bool:
    if _PASSIVE.match(facts.text, act.start):
        return _pair_signed(facts, act)
    if not _ACTIVE.match(facts.text, act.start):
        return False
    subject = _subject(facts.text, act.start)
    begin = act.start - len(subject)
    parties = [body.start for body in facts.bodies if body.part is Part.PARTY]
    if any(begin <= start < act.start for start in parties) or not _PAIR.search(subject):
        return False
    if found("pronoun", subject) or found("both_sides", subject):
        return False
    return not any(_JOINED.search(facts.text, act.end, start) for start in parties)


def _pair_signed(facts: Facts, act: Act) -> bool:
    """Two others are the agents of a passive, and no unit stands among or before them."""
    agent = _AGENT.match(facts.text, act.end)
    if agent is None or naming(facts, act) is not Naming.NAMED:
        return False
    stop = _SIGNERS_END.search(facts.text, agent.end())
    end = stop.start() if stop else len(facts.text)
    parties = [body.start for body in facts.bodies if body.part is Part.PARTY]
    return _BOTH.search(facts.text, agent.end(), end) is not None and all(
        start >= end for start in parties
    )


def paper_of_unit(facts: Facts) -> bool:
    """A paper is told to be a unit's: "PKS Lapas X", "perjanjian antara A dan Lapas X"."""
    parties = [body for body in facts.bodies if body.part is Part.PARTY]
    return any(
        _belongs(facts.text, sheet, body)
        for sheet in facts.sheets
        if sheet.paper in AGREEMENTS
        for body in parties
    )


def _belongs(text: str, sheet: Sheet, body: Body) -> bool:
    """Whether the paper is the unit's: "PKS Lapas X", "Lapas X PKS dengan …"."""
    if sheet.start >= body.end:
        verbless = _VERBLESS.fullmatch(text, body.end, sheet.start)
        return verbless is not None and _PARTNER.match(text, sheet.end) is not None
    near = body.start - sheet.end <= _SIGNERS_REACH
    return near and _OF.fullmatch(text, sheet.end, body.start) is not None
