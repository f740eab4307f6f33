"""Which of the pages that a site names are asked for, when, and why the others are not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

from crawler import reasons
from crawler.discovery import addresses
from crawler.discovery.focus import Worth, is_sampled, worth_of
from crawler.discovery.found import Found, Source
from model.parts import first_part
from model.records import JAKARTA, Label
from model.urls import identity, site_of
from store import WITHDRAWN, PageState

#: Outcomes of pages whose article is kept.
KEPT = frozenset({str(Label.PARTNERSHIP), str(Label.CANDIDATE), WITHDRAWN})
#: Order in which pages that wait are asked for: what is most likely ours first.
RANK_BY_WORTH = {Worth.BOTH: 0, Worth.PRISON: 1, Worth.AGREEMENT: 2, Worth.NONE: 3}
RANK_AGAIN = 4
RANK_AUDIT = 5
#: Of a page off topic: its text was known, so that a headline seen later changes nothing.
RANK_READ = 9
#: A page that a site changed so long after it was read is read again.
_CHANGED = timedelta(minutes=5)


@dataclass
class Policy:
    """What is wanted: all but ``focused`` as in :class:`crawler.plan.target.Wishes`.

    ``all_pages`` reads pages without any prison word too. ``audit_share`` of what is off topic is
    read all the same, at most ``audits_left`` pages.
    """

    now: datetime
    since: date | None = None
    focused: bool = True
    all_pages: bool = False
    audit_share: float = 0.0
    audits_left: int = 0


class Sieved(NamedTuple):
    """What becomes of one page named: ``waiting``, or why not.

    ``state`` is what to remember of it, null where nothing changed. ``is_new`` pages were not known
    before.
    """

    outcome: str
    state: PageState | None = None
    is_new: bool = False
    is_audit: bool = False


@dataclass
class Sieve:
    """Decides page by page; ``hosts`` are the site's own."""

    policy: Policy
    hosts: set[str] = field(default_factory=set)

    def sift(self, found: Found, state: PageState | None) -> Sieved:
        """Decide what becomes of a page, by what the site and the store say of it."""
        reason = self._unfit(found)
        if reason is not None:
            return Sieved(reason)
        if state is not None:
            return self._known(found, state)
        return self._new(found)

    def _unfit(self, found: Found) -> str | None:
        if not found.url.startswith(("http://", "https://")) or not site_of(found.url):
            return reasons.BAD_ADDRESS
        if site_of(found.url) not in self.hosts:
            return reasons.OFF_SITE
        if found.source is Source.SITEMAP and addresses.is_no_article(found.url):
            return reasons.NOT_ARTICLE
        return None

    def _new(self, found: Found) -> Sieved:
        since = self.policy.since
        if since is not None and found.is_before(since):
            return Sieved(reasons.BEFORE_SINCE, self._state(found, reasons.BEFORE_SINCE), True)
        worth = worth_of(found)
        if worth > Worth.NONE or not self.policy.focused:
            return Sieved(reasons.WAITING, self._waiting(found, RANK_BY_WORTH[worth]), True)
        if self._is_audited(found):
            return Sieved(reasons.WAITING, self._waiting(found, RANK_AUDIT), True, True)
        state = self._state(found, reasons.OFF_TOPIC)
        rank = RANK_READ if found.text is not None else 0
        return Sieved(reasons.OFF_TOPIC, state.model_copy(update={"rank": rank}), True)

    def _known(self, found: Found, state: PageState) -> Sieved:
        now = self.policy.now
        if state.outcome in KEPT:
            is_changed = found.changed is not None and found.changed > state.fetched_at + _CHANGED
            again = {"next_fetch": now, "rank": RANK_AGAIN}
            return Sieved(reasons.WAITING, state.model_copy(update=again)) if is_changed else _KNOWN
        if state.outcome == reasons.WAITING and state.rank != RANK_AUDIT and self._tells(found):
            return self._new(found)._replace(is_new=False)
        if state.next_fetch is not None:
            return Sieved(reasons.WAITING) if state.next_fetch <= now else _KNOWN
        if state.outcome == reasons.OFF_TOPIC and not self._is_too_old(found, state):
            return self._off_topic(found, state)
        return _KNOWN

    def _tells(self, found: Found) -> bool:
        """Whether more is known of a page now than when it was named first."""
        return self.policy.focused and found.text is not None

    def _off_topic(self, found: Found, state: PageState) -> Sieved:
        """A page that nothing spoke for: something may now, unless its text was known before."""
        worth = worth_of(found)
        if worth == Worth.NONE or (state.rank == RANK_READ and found.text is None):
            return _KNOWN
        return Sieved(reasons.WAITING, self._waiting(found, RANK_BY_WORTH[worth]))

    def _is_too_old(self, found: Found, state: PageState) -> bool:
        since, told = self.policy.since, state.published
        if since is None:
            return False
        is_old = told is not None and told.astimezone(JAKARTA).date() < since
        return is_old or found.is_before(since)

    def _is_audited(self, found: Found) -> bool:
        policy = self.policy
        week = policy.now.toordinal() // 7
        is_drawn = is_sampled(identity(found.url), week, policy.audit_share)
        if not is_drawn or policy.audits_left <= 0:
            return False
        policy.audits_left -= 1
        return True

    def _waiting(self, found: Found, rank: int) -> PageState:
        waiting = self._state(found, reasons.WAITING)
        return waiting.model_copy(update={"rank": rank, "next_fetch": self.policy.now})

    def _state(self, found: Found, outcome: str) -> PageState:
        url = first_part(addresses.without_secrets(found.url))
        return PageState(
            url=url,
            site=site_of(url),
            fetched_at=self.policy.now,
            outcome=outcome,
            title=found.title,
            published=found.published,
            changed=found.changed,
        )


_KNOWN = Sieved(reasons.KNOWN)
