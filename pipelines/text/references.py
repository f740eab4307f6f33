"""Lines that lead to other stories ("Baca juga: …"), where an article came without its page."""

from __future__ import annotations

import re

_LEAD = re.compile(
    r"^[^\w\n]{0,5}(?:baca|simak|lihat|tonton|cek)\s{0,3}"
    r"(?:juga|pula|(?:berita|artikel)\s(?:lain|terkait)\w*)?\s{0,3}[:;–—→>»].*\n?",
    re.IGNORECASE | re.MULTILINE,
)


def without_references(text: str) -> str:
    """Return ``text`` without the lines that are another story's headline.

    Reading takes them off a page, with all else that is no article; a text that was brought by
    hand or given as text may have them.
    """
    return _LEAD.sub("", text)
