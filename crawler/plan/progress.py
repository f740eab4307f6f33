"""How far an archive was looked through: kept as an endpoint's cursor, so that it can go on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from store import Endpoint


@dataclass(frozen=True, slots=True)
class Progress:
    """A place in a walk through what a list of ``steps`` gives, page by page.

    ``since`` is the day that the walk goes back to, as an ISO date, ``""`` for the beginning.
    ``step`` counts steps that are done, ``page`` is the next page of the one under way, or the
    address of it where pages have no numbers.
    """

    since: str = ""
    step: int = 0
    page: int = 1
    address: str | None = None

    @classmethod
    def of(cls, endpoint: Endpoint, since: date | None) -> Progress:
        """Return where the walk back to ``since`` stands, at its beginning where it is another."""
        wanted = since.isoformat() if since else ""
        try:
            known = cls(**json.loads(endpoint.cursor or "{}"))
        except (TypeError, ValueError):
            known = cls()
        return known if known.since == wanted else cls(since=wanted)

    def left(self, steps: Sequence[str]) -> Iterator[tuple[int, str]]:
        """Yield the steps that are not done, with their numbers."""
        yield from list(enumerate(steps))[self.step :]

    def at(self, step: int, page: int, address: str | None = None) -> Progress:
        """Return the place ``page`` of ``step``."""
        return replace(self, step=step, page=page, address=address)

    def on(self, endpoint: Endpoint) -> Endpoint:
        """Return the endpoint with this place as its cursor."""
        return endpoint.model_copy(update={"cursor": json.dumps(asdict(self))})
