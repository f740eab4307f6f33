"""A scan of raw bytes for words of the prison service: the first, cheapest gate of a crawl."""

from __future__ import annotations

import re2

#: Stands between two words: a space, an entity or a tag in the raw page.
_GAP = rb"(?:&nbsp;|[^a-z.])[^a-z.]*(?:</?(?:b|i|em|strong|span)>)?[^a-z.]*"

#: Words from their first letter on, so that "pelapasan", "urutan" and "kerutan" do not count.
_WORDS = rb"""
(?:ka|wa|di|ke|se)?lapas(?:tik|nya|ter|sus|kam|um)?(?:\b|_|\d)
(?:ka|di)?rutan(?:nya)?(?:\b|_|\d)
(?:ka)?bapas(?:nya)?(?:\b|_|\d)
(?:ka)?lpka
(?:ka)?rupbasan
lapas[-_]
napi(?:ter|nya)?\b
eks[-_\s]?napi
wbp\b
ipkemindo
kemenimipas
kumham[-_\s]?imipas
""".split()

#: Words that count wherever they stand, inside a longer one too.
_STEMS = rb"""
p[ae][mr]?m?asy?a?raka?ta?n
ditjen[-_\s]?pas
dirjen[-_\s]?pas
narapidana
penjara
prisoner
""".split()

_PHRASES = (
    (rb"warga", rb"bina(?:an)?"),
    (rb"rumah", rb"tahanan"),
    (rb"pembimbing", rb"kemasyarakatan"),
    (rb"klien", rb"kemasyarakatan"),
    (rb"divisi", rb"pas\b"),
    (rb"imigrasi", rb"dan", rb"pemasyarak"),
)

#: A word may hide behind these (a soft hyphen, a letter as an entity), so the page is read.
_HIDDEN = (
    rb"\xc2\xad",
    rb"&shy;",
    rb"&#0*173;",
    rb"&#x0*ad;",
    rb"&#0*(?:6[5-9]|[78]\d|90|9[7-9]|1[01]\d|12[0-2]);",
    rb"&#x0*[46][1-9a-f];|&#x0*[57][0-9a];",
)

#: How far into a page a NUL byte tells UTF-16 or UTF-32, whose letters the scan cannot see.
_WIDE_PREFIX = 1_000


def _options() -> re2.Options:
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.case_sensitive = False
    options.never_capture = True
    return options


_PATTERN = re2.compile(
    rb"|".join(
        (
            rb"(?:\b|_)(?:" + rb"|".join(_WORDS) + rb")",
            *_STEMS,
            *(_GAP.join(words) for words in _PHRASES),
            *_HIDDEN,
        )
    ),
    _options(),
)


def mentions_prison(body: bytes) -> bool:
    """Say whether the raw page ``body`` may tell of prisons.

    Works on every charset that writes ASCII letters as ASCII; a page in a wide one, or with
    letters hidden in entities or behind soft hyphens, is said to, as no story may be lost here.
    """
    return b"\0" in body[:_WIDE_PREFIX] or _PATTERN.search(body) is not None
