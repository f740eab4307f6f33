"""How a kliping says what it holds, in Indonesian, whatever its form."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from alerts.messages.wording import Wording
from desk.wording import CONTRADICTED, spoken
from model.alerts import Language
from model.kliping import Clip, Content, Entry, Kliping, KlipingState, Section, Statement
from model.words import word
from papers.kliping.counts import Totals, partners_of

#: What a section says where there is nothing.
NIL = "NIHIL"
TITLE = "KLIPING PEMBERITAAN KERJA SAMA"
_HEADINGS = {
    Section.NEW: "KERJA SAMA BARU",
    Section.FOLLOW_UP: "PELAKSANAAN DAN TINDAK LANJUT",
    Section.DOUBT: "PERLU KLARIFIKASI",
    Section.EXPIRING: "AKAN BERAKHIR (90 HARI)",
    Section.OTHER: "BERITA PEMASYARAKATAN LAINNYA",
}
_MOST_IN_A_CELL = 4


def heading(section: Section) -> str:
    """Return the heading of a section: "A. KERJA SAMA BARU"."""
    return f"{section.letter}. {_HEADINGS[section]}"


def day(on: date) -> str:
    """Write a day: "Kamis, 29 Januari 2026"."""
    return _words("Asia/Jakarta").day(on)


def hour(moment: datetime, zone: str) -> str:
    """Write an hour of the office: "07.30 WIB"."""
    there = moment.astimezone(ZoneInfo(zone))
    return f"{there:%H.%M} {there.tzname()}"


def period(content: Content) -> str:
    """Write the period: "28/01 07.30 – 29/01 07.30"."""
    zone = ZoneInfo(content.zone)
    return " – ".join(f"{at.astimezone(zone):%d/%m %H.%M}" for at in (content.start, content.end))


def moment(at: datetime, zone: str) -> str:
    """Write a moment of the office: "29 Januari 2026 07.30 WIB"."""
    return _words(zone).moment(at)


def summary(totals: Totals) -> str:
    """Say what a kliping counts: "1 kegiatan, naskah: tidak disebut, 40 mitra | 7 berita, …"."""
    if not totals.articles:
        return NIL
    parts = [f"{totals.events} kegiatan", papers(totals), f"{totals.partners} mitra"]
    signings = ", ".join(parts) if totals.events else "0 kegiatan"
    return f"{signings} | {totals.articles} berita, {totals.outlets} media"


def papers(totals: Totals) -> str:
    """Say how many papers were signed, where that is told: "naskah: tidak disebut"."""
    if totals.papers is None:
        return "naskah: tidak disebut"
    return f"{'' if totals.all_papers else 'sedikitnya '}{totals.papers} naskah"


def name_of(entry: Entry) -> str:
    """Return what an entry is called: "Perjanjian Kerja Sama (PKS) Lapas X dengan Y"."""
    if entry.kind is None or not (entry.units or entry.partners):
        return entry.title
    units = _listed(tuple(map(spoken, entry.units))) or "satuan kerja tidak disebut"
    return f"{word('kind', entry.kind)} {units} dengan {partners(entry)}"


def partners(entry: Entry) -> str:
    """Name the partners in few words: "40 mitra" where they are many."""
    count = partners_of(entry)
    if count > len(entry.partners) or count > 2:
        return f"{count} mitra"
    return " dan ".join(entry.partners) or "mitra yang tidak disebut"


def signed(entry: Entry) -> str:
    """Say when a paper was signed, and how that is known where it is not simply written."""
    if entry.signed_on is None:
        return "tidak disebut"
    basis = word("signed_on_basis", entry.signed_on_basis)
    is_plain = entry.signed_on_basis.value == "stated"
    return day(entry.signed_on) + ("" if is_plain else f" ({basis.lower()})")


def place(entry: Entry) -> str:
    """Say where a paper was signed."""
    return ", ".join(filter(None, [entry.place, entry.regency])) or "tidak disebut"


def named_partners(entry: Entry) -> str:
    """Name all partners, and say how many are only counted."""
    if not entry.partners:
        return "tidak disebut"
    names, count = "; ".join(entry.partners), partners_of(entry)
    return (
        names if count == len(entry.partners) else f"{names} ({len(entry.partners)} dari {count})"
    )


def are_many(entry: Entry) -> bool:
    """Whether the names of the partners fill more than a narrow cell."""
    return len(entry.partners) > _MOST_IN_A_CELL


def in_a_cell(entry: Entry) -> str:
    """Say who the partners are, in a narrow cell."""
    return partners(entry) if are_many(entry) else named_partners(entry)


def published(clip: Clip, zone: str) -> str:
    """Write when an article came out: "28/01 19.05", or "28/01" where no hour is told."""
    if clip.published is None:
        return "tanggal tidak disebut"
    # A day without an hour is kept as the midnight of Jakarta, and is that day everywhere.
    there = clip.published.astimezone(ZoneInfo("Asia/Jakarta" if clip.dated else zone))
    return f"{there:%d/%m}" if clip.dated else f"{there:%d/%m %H.%M}"


def doubt_title(entry: Entry) -> str:
    """Say what is to be clarified, and of what."""
    assert entry.doubt is not None
    what = word("doubt", entry.doubt.sort)
    field = CONTRADICTED.get(entry.doubt.field or "")
    return f"{name_of(entry)}: {what}" + (f" ({field.lower()})" if field else "")


def value_of(statement: Statement) -> str:
    """Write what an outlet says: days as people write them."""
    try:
        return day(date.fromisoformat(statement.value))
    except ValueError:
        return statement.value


def ends(entry: Entry) -> str:
    """Say when an agreement ends: "15 Maret 2026 (45 hari lagi)"."""
    assert entry.valid_until is not None
    left = "hari ini" if not entry.days_left else f"{entry.days_left} hari lagi"
    return f"{day(entry.valid_until)} ({left})"


def known_ends(content: Content) -> str:
    """Say of how many agreements the end is known."""
    coverage = content.coverage
    return f"masa berlaku diketahui: {coverage.known_ends} dari {coverage.agreements}"


def coverage(content: Content) -> str:
    """Say how many media were checked."""
    own = content.coverage
    return f"{own.checked} dari {own.watched} media diperiksa"


def made_by(kliping: Kliping) -> str:
    """Say who stands behind a kliping, and how many media it rests on."""
    checked = kliping.step(KlipingState.CHECKED)
    who = f"diperiksa {checked.by}" if checked else "belum diperiksa"
    return f"Disusun Pantau, {who}. {coverage(kliping.content)}."


def advice(content: Content) -> str:
    """Return the notes and advice of a kliping."""
    return content.advice.strip() or NIL


def _listed(names: tuple[str, ...]) -> str:
    if len(names) > 2:
        return f"{names[0]} dan {len(names) - 1} satuan kerja lain"
    return " dan ".join(names)


@cache
def _words(zone: str) -> Wording:
    return Wording(Language.INDONESIAN, zone)
