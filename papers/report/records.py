"""A report as programs take it: every figure, and every list that papers print."""

from __future__ import annotations

from datetime import date

from model.records import Act, Instrument, Record


class Totals(Record):
    """How much there was of a month; each figure has its own unit.

    ``signings`` are acts of signing with a known day. ``instruments`` are the papers that
    ``signings_with_instruments`` of them count; of the others the number is not known. So it is
    with ``partners``, of whom each that is named counts once. ``articles`` were printed in the
    month, in so many press outlets, channels of the service itself, and other sites.
    """

    signings: int
    instruments: int
    signings_with_instruments: int
    partners: int
    signings_with_partners: int
    articles: int
    press_outlets: int
    official_channels: int
    other_outlets: int


class Share(Record):
    """What of the signings has one value; ``before`` are those of the month before.

    ``instruments`` are counted by ``signings_with_instruments`` of the signings.
    """

    key: str
    signings: int
    before: int
    instruments: int
    signings_with_instruments: int


class PlaceShare(Share):
    """Signings in a regency or town, which is ``key``; empty where only the province is told."""

    province: str


class OutletShare(Record):
    """An outlet: its articles of the month, and how often it was the first of all to tell."""

    site: str
    name: str
    type: str
    province: str | None
    articles: int
    first: int


class Signing(Record):
    """A signing as a list names it; ``first_printed`` and ``first_outlet`` are of its first news.

    ``articles`` and ``press_outlets`` are all that tell of it, whenever they were printed.
    """

    id: str
    signed_on: date | None
    first_printed: date | None
    kind: Instrument
    act: Act
    title: str | None
    units: tuple[str, ...]
    partners: tuple[str, ...]
    partner_count: int | None
    instrument_count: int | None
    place: str | None
    articles: int
    press_outlets: int
    first_outlet: str | None
    url: str | None


class Ending(Record):
    """An agreement whose term ends soon, ``days`` after the report's last day."""

    valid_until: date
    days: int
    signing: Signing


class SilentUnits(Record):
    """The offices of a province, and those of them of which nothing was printed or signed."""

    province: str
    units: int
    silent: tuple[str, ...]


class Correction(Record):
    """An article of the month that corrects another one, or says what was changed in itself."""

    printed: date
    outlet: str
    title: str
    url: str
    corrects: str | None
    note: str | None


class OfficerCorrection(Record):
    """A field of an agreement that an officer gave another value than the news, on a day.

    ``value`` and ``news`` are in words; null where there is nothing.
    """

    corrected: date
    by: str
    agreement: str
    units: tuple[str, ...]
    partners: tuple[str, ...]
    field: str
    news: str | None
    value: str | None


class Method(Record):
    """What the figures rest on.

    ``sites`` were asked at least once. Of each, every day of the month counts: on ``healthy_days``
    of ``site_days`` it gave something. ``crawled_days`` are those on which any was asked.
    ``missed`` is the share of stories that focused crawling misses, between ``low`` and ``high``
    with 95 % confidence, from ``audited`` of ``dropped`` pages; null where nothing can be said.
    ``before`` are the sites asked in the month before. ``unplaced`` signings tell neither place
    nor a known unit, and are in no report of single provinces.
    """

    sites: int
    sites_before: int
    press: int
    days: int
    crawled_days: int
    site_days: int
    healthy_days: int
    dropped: int
    audited: int
    missed: float | None
    low: float | None
    high: float | None
    unplaced: int


class MonthCount(Record):
    """Signings of one of the months up to the report's, by its first day."""

    month: date
    signings: int


class Report(Record):
    """The report of a month: ``first`` to ``last``, as far as it went when it was made.

    ``compared`` are the days of the month before that ``before`` is of. Lists of :class:`Share`
    count a signing at every unit, kind of partner or place that it has, and so may add up to more.
    ``places`` are regencies and towns. ``undated`` were told first in this month, without a day of
    signing, and are in no other figure.
    """

    month: str
    first: date
    last: date
    is_running: bool
    compared: tuple[date, date]
    office: str
    provinces: tuple[str, ...]
    totals: Totals
    before: Totals
    months: tuple[MonthCount, ...]
    units: tuple[Share, ...]
    kinds: tuple[Share, ...]
    partner_kinds: tuple[Share, ...]
    by_province: tuple[Share, ...]
    places: tuple[PlaceShare, ...]
    outlets: tuple[OutletShare, ...]
    silent_units: tuple[SilentUnits, ...]
    signings: tuple[Signing, ...]
    undated: tuple[Signing, ...]
    expiring: tuple[Ending, ...]
    ends_known: int
    ends_all: int
    corrections: tuple[Correction, ...]
    officer_corrections: tuple[OfficerCorrection, ...]
    method: Method

    @property
    def is_empty(self) -> bool:
        """Whether nothing was signed, first told or printed in the month."""
        return not (self.signings or self.undated or self.totals.articles)
