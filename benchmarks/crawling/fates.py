"""What befalls a site in the course of a world."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.crawling.site import Trouble


@dataclass(frozen=True, slots=True)
class Fate:
    """What befalls a site; days are counted from the start.

    ``spells`` are troubles with their first and last day, ``silent``, ``moves`` and ``redesigned``
    days from which on. Where ``leads_on`` is false, old addresses end in 404 after a redesign.
    """

    spells: tuple[tuple[Trouble, float, float | None], ...] = ()
    silent: float | None = None
    moves: float | None = None
    redesigned: float | None = None
    leads_on: bool = True

    @property
    def needs_feed(self) -> bool:
        """Say whether only a site with a feed can come to this."""
        return any(trouble.is_of_feed for trouble, _, _ in self.spells)


def fate_of(number: int, days: float) -> Fate:
    """Return the fate of a site by its number: every second one of forty has one.

    What falls on it in the first third of all days leaves time for it to be noticed.
    """
    third = 0.3 * days
    fates = {
        1: Fate(silent=third),
        3: Fate(((Trouble.BLOCK, 2 * third, None),)),
        5: Fate(redesigned=third),
        7: Fate(((Trouble.UNAVAILABLE, third, third + 1),)),
        9: Fate(((Trouble.FEED_FROZEN, third, None),)),
        11: Fate(moves=third),
        13: Fate(((Trouble.FEED_BROKEN, third, third + 3),)),
        15: Fate(silent=0.5 * third),
        17: Fate(((Trouble.HANG, 2 * third, 2 * third + 1),)),
        19: Fate(redesigned=2 * third, leads_on=False),
        21: Fate(((Trouble.FEED_HTML, third, None),)),
        23: Fate(((Trouble.RESET, third, third + 1),)),
        25: Fate(silent=third),
        27: Fate(((Trouble.BLOCK, third, None),)),
        29: Fate(moves=2 * third, redesigned=2 * third),
        31: Fate(((Trouble.FEED_FROZEN, third, third + 4),)),
        33: Fate(((Trouble.BLOCK, third, third + 2),)),
        35: Fate(silent=0.5 * third),
        37: Fate(((Trouble.UNAVAILABLE, 2 * third, 2 * third + 1),)),
        39: Fate(redesigned=third),
    }
    return fates.get(number % 40, Fate())
