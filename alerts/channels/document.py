"""What a webhook is sent: a digest as JSON, as ``webhook.schema.json`` describes it.

Text from news pages is in it as it was read: who shows it must escape it.
"""

from __future__ import annotations

import json
from typing import Any

from alerts.messages.trimming import web_address
from alerts.sending import Digest, Entry
from desk.leaving import excerpt

#: Grows when what receivers rely on changes.
VERSION = 1


def document(digest: Digest, *, excerpt_words: int) -> bytes:
    """Return the body of a request; the same bytes for the same digest."""
    told = digest.model_dump(mode="json")
    content = {
        "version": VERSION,
        "key": digest.key,
        "test": digest.is_test,
        "subscription": {
            "id": digest.subscription,
            "name": digest.name,
            "query": digest.query,
            "when": digest.rhythm.value,
            "unsubscribe": digest.unsubscribe,
        },
        "period": {"start": told["start"], "end": told["end"]},
        "zone": digest.zone,
        "language": digest.language.value,
        "entries": [_entry(entry, excerpt_words) for entry in digest.entries],
        "left_out": digest.left_out,
        "see_all": digest.see_all,
    }
    if digest.document is not None:
        content["document"] = digest.document.data
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _entry(entry: Entry, excerpt_words: int) -> dict[str, Any]:
    told = entry.model_dump(mode="json")
    told["url"], told["page"] = web_address(entry.url), web_address(entry.page)
    told["highlights"] = list(_excerpts(entry.highlights, excerpt_words))
    return told


def _excerpts(highlights: tuple[str, ...], words: int) -> list[str]:
    """Cut highlights, so that all together have at most ``words`` words."""
    kept: list[str] = []
    for piece in highlights:
        if words <= 0:
            break
        kept.append(excerpt(piece, words))
        words -= len(piece.split())
    return kept
