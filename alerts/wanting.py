"""What somebody may want: rules that hold however a subscription is made."""

from __future__ import annotations

from model.alerts import Topic, Wanted
from model.exceptions import InputError

#: Targets that anybody may give; others could tell what the server alone knows, or ask in its name.
_PLAIN = ("mailto:", "https://")


def checked_topics(wanted: Wanted) -> Wanted:
    """Return ``wanted``, unless it asks for corrections of nothing.

    Raises:
        InputError: only corrections are wanted.
    """
    if not {Topic.STORIES, Topic.AGREEMENTS}.isdisjoint(wanted.what):
        return wanted
    if Topic.CORRECTIONS in wanted.what:
        raise InputError(
            "corrections are of what was sent before: add --what stories or --what agreements"
        )
    return wanted


def is_plain(target: str) -> bool:
    """Whether a target is a mail address or a web address, without variables of the server."""
    return target.lower().startswith(_PLAIN) and "${" not in target
