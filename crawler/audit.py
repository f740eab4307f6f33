"""What focused crawling misses, estimated from the sample of what it left out.

Of the pages that a title put aside, some are read all the same. A page of that sample stands for as
many as were put aside at its site for each one read; sites with small samples stand together. The
interval of such a weighted count is Fay and Feuer's (1997), as for rates standardised by age: with
no page kept it is the rule of three.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final, NamedTuple

from crawler import wording
from model.quantiles import gamma_quantile
from model.records import Record
from store.records import Visit

#: How far back the estimate looks.
WINDOW: Final = timedelta(weeks=8)

_SURE = 0.95
#: Sites with fewer pages read stand together.
_OWN_STRATUM = 20


class Audit(Record):
    """The share of relevant pages that focused crawling misses.

    ``dropped`` pages were put aside by title, ``audited`` of them read all the same and
    ``audit_kept`` of those kept; ``kept`` were kept without. ``missed`` is the share estimated,
    between ``low`` and ``high`` with 95 % confidence; null where nothing can be said.
    """

    dropped: int
    audited: int
    audit_kept: int
    kept: int
    missed: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def sentence(self) -> str:
        """The estimate in words."""
        if not self.dropped:
            return "No page was dropped by its title: nothing to audit."
        if not self.audited:
            pages = wording.count(self.dropped, "page")
            return f"Of {pages} dropped by title none was read: no estimate yet."
        pages = wording.count(self.audited, "page")
        told = f"Of {pages} dropped by title and read all the same, {self.audit_kept:,} were kept"
        return f"{told}: {self._verdict()}"

    def _verdict(self) -> str:
        if self.missed is None or self.low is None or self.high is None:
            return "no story was found yet to compare with."
        if not self.audit_kept:
            return f"focused crawling misses at most {_percent(self.high)} of stories (95 %)."
        between = f"{_percent(self.low)} to {_percent(self.high)}"
        return (
            f"focused crawling misses about {_percent(self.missed)} of stories (95 %: {between})."
        )


class _Stratum(NamedTuple):
    dropped: int
    audited: int
    kept: int


def audit_of(visits: Iterable[Visit]) -> Audit:
    """Estimate from visits, of all sites, what focused crawling misses."""
    seen = list(visits)
    by_site = _by_site(seen)
    found = sum(visit.kept for visit in seen) - sum(one.kept for one in by_site)
    counts = _together(by_site)
    audit = Audit(
        dropped=counts.dropped,
        audited=counts.audited,
        audit_kept=counts.kept,
        kept=max(found, 0),
    )
    if not counts.audited or not (audit.kept or audit.audit_kept):
        return audit
    shares = [pages / (pages + audit.kept) if pages else 0.0 for pages in _missed(by_site)]
    return audit.model_copy(update=dict(zip(("missed", "low", "high"), shares, strict=True)))


def _by_site(visits: Sequence[Visit]) -> list[_Stratum]:
    sites: dict[str, list[Visit]] = defaultdict(list)
    for visit in visits:
        sites[visit.site].append(visit)
    return [
        _Stratum(
            sum(visit.off_topic for visit in own),
            sum(visit.audited for visit in own),
            sum(visit.audit_kept for visit in own),
        )
        for own in sites.values()
    ]


def _together(strata: Iterable[_Stratum]) -> _Stratum:
    whole = _Stratum(0, 0, 0)
    for one in strata:
        whole = _Stratum(*(ours + own for ours, own in zip(whole, one, strict=True)))
    return whole


def _strata(by_site: Sequence[_Stratum]) -> list[_Stratum]:
    """Sites that were audited enough; the others as one, or with all where that is too few."""
    own = [one for one in by_site if one.audited >= _OWN_STRATUM]
    small = _together(one for one in by_site if one.audited < _OWN_STRATUM)
    if own and not small.dropped:
        return own
    if small.audited >= _OWN_STRATUM:
        return [*own, small]
    return [_together(by_site)]


def _missed(by_site: Sequence[_Stratum]) -> tuple[float, float, float]:
    """Pages missed: the estimate, and the ends of its interval."""
    weights = [(max(one.dropped / one.audited, 1.0), one.kept) for one in _strata(by_site)]
    missed = sum(weight * kept for weight, kept in weights)
    spread = sum(weight**2 * kept for weight, kept in weights)
    heaviest = max(weight for weight, _ in weights)
    if not missed:
        return 0.0, 0.0, _bound(heaviest, heaviest**2, _SURE)
    tail = (1 - _SURE) / 2
    high = _bound(missed + heaviest, spread + heaviest**2, 1 - tail)
    return missed, _bound(missed, spread, tail), high


def _bound(mean: float, variance: float, probability: float) -> float:
    """Quantile of the gamma distribution with this mean and variance."""
    return variance / mean * gamma_quantile(mean**2 / variance, probability)


def _percent(share: float) -> str:
    return f"{share * 100:.2g} %" if share < 0.1 else f"{share * 100:.0f} %"
