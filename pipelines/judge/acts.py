"""Acts of signing in a sentence: what paper they are about, and whether they happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from model.records import JAKARTA
from pipelines.judge.cues import cue, found, head, tail
from pipelines.text.dates import DateMention, find_dates, resolve
from pipelines.text.instruments import find_instruments
from pipelines.text.lookout import watch
from pipelines.text.pks import Meaning

#: Characters between a signing and its paper; a list of signers may stand between them.
_PAPER_REACH = 200
#: Characters between a verb such as "menjalin" and the paper that makes it an act of agreeing.
_AGREE_REACH = 45
#: Characters around an act in which words of time and negation belong to it.
_BEFORE = 120
_AFTER = 90
#: Characters right before an act in which a plan or a "belum" must stand.
_PLAN_REACH = 45
_NOT_REACH = 30
#: An extension is news when it was made, and a word of what is to come when it was not.
_EXTENSION = re.compile(r"(?i)perpanjangan")
#: Whose paper it is may stand between the paper and "diperpanjang".
_RENEWED = re.compile(r"(?i)diper(?:panjang|baru)")
_YET = re.compile(r"(?i)\b(?:belum|tidak)\b")
_NOT_YET = re.compile(r"(?i)(?:nya)?(?:\s+(?:itu|tersebut|juga))?\s+(?:belum|tidak|tak)\b")
#: Characters after an act in which "sebagai saksi" belongs to it.
_WITNESS_REACH = 45
#: A signing that is news was this short a time ago.
_NEWS = timedelta(days=60)
#: A signing this short a time ago is the news itself, whatever older papers it rests on.
_FRESH = timedelta(days=14)
#: Characters between an agreeing and its paper where "melalui" or "dalam" leads to it.
_THROUGH_REACH = 130
_THROUGH = re.compile(
    r"(?i)\b(?:melalui|lewat|dalam|dengan|berdasarkan)\s+(?:sebuah\s+|naskah\s+|dokumen\s+)?$"
)
#: Characters before an act in which an opening clause may begin that speaks of older papers.
_OPENING_REACH = 260
_OPENING = re.compile(
    r"(?i)\b(?:(?:yang|yg)\s+(?:telah|sudah|pernah|sebelumnya)|tindak\s?lanjut|menindaklanjuti"
    r"|sesuai|berdasarkan|merujuk|mengacu|pasca|setelah(?!\s+itu)|usai|seusai|sebagai)\b[^,]{0,240},\s+(?!yang\b|yg\b)"
)
#: A clause ends here, so what stands beyond says nothing of the act.
_CLAUSE_END = re.compile(
    r"[.;:!?]\s|, (?:dan|serta)\b(?! [A-Z])"
    r"|, (?:namun|tetapi|tapi|sementara|sedangkan|kemudian|lalu)\b"
)
#: Nouns and passives, whose time is told by what follows ("penandatanganan … dijadwalkan").
_NOMINAL = re.compile(r"(?i)^(?:pe[nt]|di|te|tanda|signing|perpanjang|pemba|add?endum)")
#: The act stands in an opening or a relative clause; the main clause, with its date, comes after a
#: comma.
_RESTING = re.compile(
    r"(?i)\b(?:(?:yang|yg)\s+(?!mana\b)(?:\S{1,20}\s+){0,3}(?:telah|sudah|pernah)|tindak\s?lanjut|menindaklanjuti|sesuai"
    r"|berdasarkan|merujuk|mengacu|setelah(?!\s+itu)|sejak)\b"
)
_MAIN_CLAUSE = re.compile(r",\s+")
#: After the last comma only the day is told: there is no other clause that it could belong to.
_ONLY_A_DAY = re.compile(
    r"(?i),\s+(?:kemarin|hari ini|(?:tadi )?(?:pagi|siang|sore)(?: tadi| ini)?)\W*$"
)
#: What stands before the last comma is another clause ("Siap Melatih, Lapas X Teken PKS").
_LAST_COMMA = re.compile(r"^.*,\s+(?=[^,]{8,}$)", re.DOTALL)
#: Verbs that tell no event, so that a date at the end is that of the signing they lead to.
_STATIVE = re.compile(
    r"(?i)\b(?:tertuang|dituangkan|merupakan|bagian|berkat|adalah|ialah|melalui|lewat|menyusul)\b"
)
#: "Melalui PKS ini, …" speaks of a paper told before.
_BY_MEANS = re.compile(r"(?i)melalui|lewat")
_POINTED_AT = re.compile(r"(?i)\s*(?:\([^)]{1,20}\)\s*)?(?:ini|itu|tersebut)\b")
#: The day after these is that of the saying.
_SAID = re.compile(
    r"(?i)\b(?:kata|ujar|ucap|tutur|jelas|terang|tegas|papar|ungkap|sebut)(?:nya)?\b"
)
_PAPER_WORD = re.compile(r"(?i)perjanjian|naskah|kontrak|nota")
_COMMITMENT = re.compile(
    r"(?i)(?:naskah\s|piagam\s|dokumen\s|lembar\s)?komitmen(?:\s+bersama)?(?:\s\w+)?"
)
_WATCHED = re.compile(r"(?i)\b(?:di|meny)saksikan|\bdihadiri")
#: "… atas PKS tahun 2023", "… turunan MoU 2024": the older paper, with its day, if it has one.
_OLDER = re.compile(
    r"(?i)\b(?:atas(?! (?:dasar|nama))|terhadap|turunan|(?:ke)?lanjutan|tindak\s?lanjut"
    r"|(?:meng)?ganti(?:kan)?|pengganti|melanjutkan|menindaklanjuti|menyempurnakan|menurunkan)\b"
    r"[^,;]{0,60}?\b(?:perjanjian|naskah|kontrak|nota|pks|mo[ua]|memorandum|kesepa\w+"
    r"|kerja\s?sama)\b"
)
#: A new term or new clauses for a paper: what is told after it is told of that paper.
_RENEWAL = re.compile(
    r"(?i)(?:\s+(?:naskah|dokumen|surat|resmi))*\s*"
    r"(?:memper(?:panjang|baru\w*)|perpanjangan|add?endum|amandemen|pemba(?:ha)?ruan)\b"
)
#: Where what is told of it begins, if not the day of the renewal: "… PKS yang habis Mei 2024".
_ITS_TIME = re.compile(
    r"(?i)\b(?:yang|yg|sejak)\b|(?<!pada )(?<!pada bulan )(?<!pada tahun )\b"
    r"(?:tahun\s+|januari\s+|februari\s+|maret\s+|april\s+|mei\s+|juni\s+|juli\s+|agustus\s+"
    r"|september\s+|oktober\s+|november\s+|desember\s+)?(?:19|20)\d\d\b"
)
#: At the head of a sentence these hold for all its clauses.
_GENERALLY = re.compile(r"(?i)\W*(?:pada\s+umumnya|umumnya|biasanya|lazimnya)\b")
_MONTHS = "jan feb mar apr mei jun jul agu sep okt nov des".split()
_MONTH_AND_YEAR = watch(
    r"(?i)(?<![\d/.-])(?:(?P<month>januari|februari|maret|april|mei|juni|juli|agustus|september"
    r"|oktober|november|desember)\s+)?(?P<year>20\d\d)\b(?![/-])"
)
#: Months since the last one of the name that comes next.
_NEXT_MONTH = 11
_BARE_MONTH = watch(
    r"(?i)(?<!\d)(?<!\d\s)\b(januari|februari|maret|april|mei|juni|juli|agustus|september|oktober"
    r"|november|desember)\b(?!\s+(?:20\d\d|ini))"
)
#: News gives a day; a signing of which only the year is told is history.
_BARE_YEAR = re.compile(r"(?i)\b(?:pada|sejak)\s+(?:tahun\s+)?(?:19|20)\d\d\b")
#: "Undang-Undang Nomor 1 Tahun 2023" dates a law, not a signing.
_LAW = re.compile(r"(?i)\b(?:nomor|no\.?)\s{0,2}[\w./-]{1,20}\s+tahun\s+\d{4}")
_REFERRING = re.compile(
    r"(?i)\b(?:yang|yg)\s+(?!mana\b)(?:\S{1,20}\s+){0,3}(?:telah|sudah|sdh|tlh|pernah)\s+$"
)


class Paper(StrEnum):
    """What was signed."""

    INSTRUMENT = "instrument"
    LOOSE = "loose"
    INTERNAL = "internal"
    NONE = "none"


class State(StrEnum):
    """Whether the act happened, as the sentence tells it."""

    DONE = "done"
    PLANNED = "planned"
    NEGATED = "negated"
    PAST = "past"
    HABITUAL = "habitual"
    REFERRED = "referred"


class Act(NamedTuple):
    """An act of signing, renewing or agreeing, with its place in the sentence.

    ``strong`` acts are signatures and renewals; the others say only that something was agreed.
    """

    start: int
    end: int
    strong: bool
    paper: Paper
    state: State


class Sheet(NamedTuple):
    """A paper that a sentence names."""

    start: int
    end: int
    paper: Paper


def find_sheets(text: str, pks: Meaning | None = None) -> list[Sheet]:
    """The papers that ``text`` names, in order; ``pks`` is what the whole story means by PKS.

    Where two overlap the internal one wins ("berita acara serah terima"), then the instrument.
    """
    inside = _sheets("internal_paper", text, Paper.INTERNAL)
    sheets = [sheet for sheet in inside if not _binds_others(text, sheet)]
    sheets += [Sheet(m.start, m.end, Paper.INSTRUMENT) for m in find_instruments(text, pks)]
    sheets += _sheets("other_instrument", text, Paper.INSTRUMENT)
    sheets += _sheets("loose_paper", text, Paper.LOOSE)
    kept: list[Sheet] = []
    for sheet in sheets:
        if all(sheet.end <= other.start or other.end <= sheet.start for other in kept):
            kept.append(sheet)
    return sorted(kept)


def _binds_others(text: str, sheet: Sheet) -> bool:
    """A joint commitment is one office's own, unless another authority makes it too."""
    if not _COMMITMENT.fullmatch(text, sheet.start, sheet.end) or found("in_house", text):
        return False
    watched = _WATCHED.search(text)
    end = watched.start() if watched else None
    return any(found(name, text, 0, end) for name in ("authority", "other_body"))


def _sheets(name: str, text: str, paper: Paper) -> Iterator[Sheet]:
    return (Sheet(match.start(), match.end(), paper) for match in cue(name).finditer(text))


def find_acts(text: str, sheets: list[Sheet], published: datetime | None) -> Iterator[Act]:
    """The acts in the sentence ``text``, whose papers are ``sheets``.

    ``published`` tells an act of long ago from news.
    """
    for name, usual in (("sign", _PAPER_REACH), ("renew", _AGREE_REACH), ("agree", _AGREE_REACH)):
        for match in cue(name).finditer(text):
            reach = _PAPER_REACH if _RENEWED.match(match.group()) else usual
            sheet = _nearest(sheets, match.start(), match.end(), reach)
            if name == "agree" and (sheet is None or sheet.paper is Paper.LOOSE):
                sheet = _through(text, sheets, match.end()) or sheet
            paper = sheet.paper if sheet else Paper.NONE
            if (sheet or name == "agree") and name != "sign" and not _makes(text, match, sheet):
                continue
            strong = name == "sign" or (name == "renew" and _written(text, sheet))
            yield Act(match.start(), match.end(), strong, paper, _state(text, match, published))


def _written(text: str, sheet: Sheet | None) -> bool:
    """Whether what is renewed is a paper, rather than cooperation as such."""
    return (
        sheet is None
        or sheet.paper is not Paper.LOOSE
        or _PAPER_WORD.match(text, sheet.start) is not None
    )


def _through(text: str, sheets: list[Sheet], end: int) -> Sheet | None:
    """The paper by which something is agreed: "resmi bekerja sama dengan … melalui MoU"."""
    near = (sheet for sheet in sheets if 0 <= sheet.start - end <= _THROUGH_REACH)
    return next((s for s in near if _THROUGH.search(text, end, s.start)), None)


def _makes(text: str, act: re.Match[str], sheet: Sheet | None) -> bool:
    """Whether a verb of agreeing makes the paper, rather than talking about it."""
    if sheet is None:
        return False
    between = text[min(act.end(), sheet.end) : max(act.start(), sheet.start)]
    if _BY_MEANS.fullmatch(act.group()) and _POINTED_AT.match(text, sheet.end):
        return False
    return sheet.paper is not Paper.INTERNAL and not found("talked_about", between)


def _nearest(sheets: list[Sheet], start: int, end: int, reach: int) -> Sheet | None:
    """The paper nearest to the act; what follows an act is likelier its object."""
    after = [s for s in sheets if 0 <= s.start - end <= reach]
    before = [s for s in sheets if 0 <= start - s.end <= reach]
    candidates = [(s.start - end, s) for s in after[:1]]
    candidates += [(2 * (start - s.end) + 2, s) for s in before[-1:]]
    return min(candidates)[1] if candidates else None


def _state(text: str, act: re.Match[str], published: datetime | None) -> State:
    before = _clause_before(text, act.start())
    after = _clause_after(text, act.end())
    resting = _RESTING.search(before) and not _STATIVE.search(text, 0, act.start())
    if resting and not _ONLY_A_DAY.search(after):
        after = _MAIN_CLAUSE.split(after, maxsplit=1)[0]
    nominal, weak = bool(_NOMINAL.match(act.group())), not found("sign", act.group())
    not_done = found("negated", tail(before, _NOT_REACH)) or found("none_before", before)
    if not_done or _called_off(text, act, before):
        return State.NEGATED
    own = _without_older(text, act, after)
    day = _day(own, published)
    if _planned(before, after, nominal, weak) or (published and _ahead(own, day, published)):
        return State.PLANNED
    dated = _recent(day, published) and not _SAID.search(after)
    if not dated and _habitual(text, before, after if act.group()[:2].lower() == "pe" else ""):
        return State.HABITUAL
    if found("as_witness", head(after, _WITNESS_REACH)):
        return State.REFERRED
    return _past_or_done(before, own, day, published)


def _without_older(text: str, act: re.Match[str], after: str) -> str:
    """What follows an act, without what is told of an older paper that it renews or rests on."""
    older = _OLDER.search(after)
    own = after[: older.start()] if older else after
    if _RENEWAL.match(text, act.start()) or _RENEWAL.match(text, act.end()):
        its_time = _ITS_TIME.search(own)
        own = own[: its_time.start()] if its_time else own
    return own


def _past_or_done(before: str, after: str, day: date | None, published: datetime | None) -> State:
    """An act that happened: the news itself, or one that the news rests on or brings up."""
    if found("brought_up", before):
        return State.REFERRED
    if _long_ago(after, day, published) if published else _BARE_YEAR.search(after):
        return State.PAST
    if _fresh(before, after, day, published):
        return State.DONE
    if found("past_before", before) or found("past_after", after):
        return State.PAST
    return State.REFERRED if _REFERRING.search(before) else State.DONE


def _habitual(text: str, before: str, after: str) -> bool:
    """Whether a custom, a rule or a count is told, or a question asked."""
    told = found("habitual", before) or found("habitual", head(after, _PLAN_REACH))
    return text.rstrip().endswith("?") or told is not None or bool(_GENERALLY.match(text))


def _recent(day: date | None, published: datetime | None) -> bool:
    return bool(published and day and published.date() - day <= _FRESH)


def _fresh(before: str, after: str, day: date | None, published: datetime | None) -> bool:
    if _recent(day, published):
        return True
    return bool(found("today", after) or found("today", before))


def _called_off(text: str, act: re.Match[str], before: str) -> bool:
    if found("cancelled", before):
        return True
    return _NOMINAL.match(act.group()) is not None and bool(
        found("cancelled", text, act.end())
        or _NOT_YET.match(text, act.end())
        or (_EXTENSION.match(act.group()) and _YET.search(text, act.end()))
    )


def _planned(before: str, after: str, nominal: bool, weak: bool) -> bool:
    near = tail(before, _PLAN_REACH)
    if found("planned_clause", near) or found("planned_before", _LAST_COMMA.sub("", near)):
        return True
    return (nominal or weak) and found("planned_after", after) is not None


def _ahead(after: str, day: date | None, published: datetime) -> bool:
    """Whether a day or a month to come is told; of months without a year, the next one."""
    return day > published.date() if day else _months_since(after, published) == _NEXT_MONTH


def _long_ago(after: str, day: date | None, published: datetime) -> bool:
    if day:
        return published.date() - day > _NEWS
    return _earlier(after, published)


def _earlier(after: str, published: datetime) -> bool:
    """Whether a month or year before the news is told, and no day; those of laws do not count."""
    if (months := _months_since(after, published)) and months > 1:
        return True
    for match in _MONTH_AND_YEAR.finditer(_LAW.sub(" ", after)):
        month = match.group("month")
        last = (int(match.group("year")), _MONTHS.index(month[:3].lower()) + 1 if month else 12)
        if last < (published.year, published.month - 1 if month else 1):
            return True
    return False


def _months_since(after: str, published: datetime) -> int | None:
    """Months from the month told without a year, the last that is not after the news."""
    bare = _BARE_MONTH.search(after)
    if bare is None or found("term", after, 0, bare.start()):
        return None
    return (published.month - 1 - _MONTHS.index(bare.group(1)[:3].lower())) % 12


def _clause_before(text: str, start: int) -> str:
    window = tail(text[:start], _OPENING_REACH)
    ends = [m.end() for pattern in (_CLAUSE_END, _OPENING) for m in pattern.finditer(window)]
    return tail(window[max(ends, default=0) :], _BEFORE)


def _clause_after(text: str, end: int) -> str:
    window = head(text[end:], _AFTER)
    stop = _CLAUSE_END.search(window)
    return window[: stop.start()] if stop else window


def _day(after: str, published: datetime | None) -> date | None:
    """The first day told after an act."""
    if published is None:
        return None
    mention = next((m for m in find_dates(after) if m.day and m.month), None)
    if mention is None:
        return None
    if not mention.year and (coming := _coming(mention, published)):
        return coming
    day, _ = resolve(mention, published, published)
    return day or _printed(mention, published)


def _coming(mention: DateMention, published: datetime) -> date | None:
    """A day without a year that lies nearer ahead than behind: a plan."""
    day = _printed(mention._replace(year=published.year), published)
    return day if day and day - published.date() <= _NEWS else None


def _printed(mention: DateMention, published: datetime) -> date | None:
    """A day that resolving leaves out, because it lies after publication: a plan."""
    try:
        day = date(mention.year or 1, mention.month or 1, mention.day or 1)
    except ValueError:
        return None
    return day if day > published.astimezone(JAKARTA).date() else None
