"""Later coverage of agreements: what a story tells of one that was signed before."""

from __future__ import annotations

from enum import StrEnum

from pydantic import AwareDatetime

from model.records import Record


class Aspect(StrEnum):
    """What later coverage tells of an agreement."""

    IMPLEMENTATION = "pelaksanaan"
    EVALUATION = "evaluasi"
    CRITICISM = "kritik"
    ENDING = "pengakhiran"


class FollowState(StrEnum):
    """Whether a story follows an agreement: it does, it may, or somebody said that it does not."""

    ATTACHED = "attached"
    SUGGESTED = "suggested"
    REFUSED = "refused"


class Following(Record):
    """That a story follows an agreement, as it was found in its text.

    ``evidence`` is the sentence that shows it; ``sure`` says that nothing speaks against it.
    ``aspect`` is null where the text names the parties and does not say what it tells of them.
    """

    agreement: str
    aspect: Aspect | None
    evidence: str
    sure: bool


class FollowUp(Record):
    """A page that follows an agreement, or may, or was said not to.

    ``story`` is null for a page that is no story of ours: of it only title, outlet, date and
    address are kept. ``by`` is who said so, null where the machine found it; then ``evidence`` is
    the sentence that shows it, unless the page asks for no copy. Times are in UTC.
    """

    agreement: str
    story: str | None
    url: str
    site: str
    title: str
    published: AwareDatetime | None
    state: FollowState
    by: str | None
    at: AwareDatetime
    aspect: Aspect | None
    evidence: str | None
