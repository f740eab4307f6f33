"""A message that tells somebody that a channel works."""

from __future__ import annotations

import secrets
from datetime import datetime

from alerts.sending import Digest, Entry
from model.alerts import EventSort, Language, Subscription

_TITLES = {
    Language.INDONESIAN: "Pesan uji coba dari Pantau",
    Language.ENGLISH: "A test message from Pantau",
}
_TEXTS = {
    Language.INDONESIAN: "Saluran ini siap menerima pemberitahuan.",
    Language.ENGLISH: "This channel is ready to be told.",
}


def sample_digest(now: datetime, zone: str, one: Subscription | None) -> Digest:
    """Return a message that tells of nothing, as a subscription would get it."""
    language = one.language if one else Language.INDONESIAN
    key = secrets.token_hex(16)
    entry = Entry(
        sort=EventSort.NOTICE,
        event=f"test:{key}",
        title=_TITLES[language],
        text=_TEXTS[language],
    )
    return Digest(
        key=key,
        subscription=one.id if one else "test",
        name=one.name if one else _TITLES[language],
        language=language,
        zone=(one.zone if one else None) or zone,
        start=now,
        end=now,
        entries=(entry,),
        is_test=True,
    )
