"""What is left below a story when all that is known is gone: a motto, a name, who the author is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.read.line_ends import ENDED
from pipelines.read.titles import bare

_SENTENCE_END = re.compile(r"[.!?…:;,][\"”’')\]]*\s*$")
_OPENS = re.compile(r"^[\"“‘'(\[]")
#: Words that titles and names do not write with a capital.
_SMALL = frozenset("dan di ke dari untuk dengan pada bin binti of the and by a an & - –".split())
_MARKS = ".,;!?()|/"
_MOST_WORDS, _FEW_WORDS = 8, 4
#: "Tulisan: Budi Santoso": somebody did something for the story, whatever it is called.
_NAMED = re.compile(r"^[A-Z]\w+(?:\s\w+)?\s?:(?:\s[A-Z][\w.'’]*){2,4}$")
#: "Penanda: lapas, rutan".
_LABELLED = re.compile(r"^\w{3,15}\s?:\s[^\d.!?]{3,60}$")
#: "Diubah 3 Mei 2026 pukul 10.00".
_DATED = re.compile(r"^\w+\s\d{1,2}\s[A-Z]\w+\s(?:19|20)\d\d\b.{0,20}(?<![.!?])$")
#: "Lapas Maju, Pemasyarakatan Pasti!"
_MOTTO = re.compile(r"^(?:[A-Z][\w-]*[,!]?\s){1,6}[A-Z][\w-]*!+$")
_LEAST_LINES = 2
_FEWEST_TAGS = 3
#: How somebody is presented who wrote the story.
_PRESENTED = re.compile(
    r"(?:penulis|wartawan|jurnalis|reporter|kontributor|editor|pewarta|menulis|meliput|lulusan|alumn\w+"
    r"|bergabung|penggemar|seorang)\b",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"^[\W_]*(?:penulis\s+(?:adalah|merupakan|kini|saat\s+ini|tinggal|bekerja)\b"
    r"|(?-i:[A-Z])\S+(?:\s(?-i:[A-Z])\S+){1,3}\s(?:adalah|merupakan)\s(?:seorang\s)?"
    r"(?:wartawan|jurnalis|penulis|kolumnis|kontributor|pewarta)\b)",
    re.IGNORECASE,
)
#: "Jalan Veteran No. 17, Serang", "Telp. (0254) 200017", "Email: humas@rutan.example".
_CONTACT = re.compile(
    r"^[\W_]*(?:(?:jalan|jl)\b[^!?]{0,60}\b(?:no(?:mor)?\b\.?\s*\d|km\b\.?\s*\d)[^!?]{0,80}"
    r"|(?:telp|telepon|tlp|fax|faks|call\s+center|e-?mail|surel|website|kode\s+pos)\b[\s.:(]+[^!?]*[\d@.][^!?]*)"
    r"(?<![a-z]\.)$",
    re.IGNORECASE,
)
_LONGEST_NOTE = 300
_SHORTEST_NAME = 7


def without_label(lines: Sequence[str]) -> list[str]:
    """Cut a last line that is no sentence but names, where a sentence ends before it.

    A list has several such lines, and stays. So do sentences that lack their stop. Addresses and
    numbers of an office go, with its name.
    """
    end = len(lines)
    while end > _LEAST_LINES and _is_contact(lines[end - 1]):
        end -= 1
    lines = lines[:end]
    if len(lines) > _LEAST_LINES and ENDED.search(lines[-2]) and _is_no_end(lines[-1]):
        return list(lines[:-1])
    return list(lines)


def _is_no_end(line: str) -> bool:
    """Say whether a line cannot end a story: it is too short for a sentence that lacks its stop."""
    is_short = len(line.split()) <= _FEW_WORDS and not _SENTENCE_END.search(line)
    is_short = is_short and not _OPENS.match(line) and ":" not in line
    has_form = any(form.match(line) for form in (_NAMED, _LABELLED, _MOTTO, _DATED))
    return is_short or has_form or _is_label(line)


def _is_contact(line: str) -> bool:
    return len(line) <= _LONGEST_NOTE and bool(_CONTACT.match(line))


def _is_label(line: str) -> bool:
    if _is_list_of_tags(line):
        return True
    words = line.split()
    if len(words) > _MOST_WORDS or _SENTENCE_END.search(line) or _OPENS.match(line) or ":" in line:
        return False
    named = [bare for word in words if (bare := word.strip(_MARKS)) and bare not in _SMALL]
    return bool(named) and all(word[0].isupper() for word in named)


def _is_list_of_tags(line: str) -> bool:
    parts = re.split(r"[,;|]\s", line)
    is_open = not _SENTENCE_END.search(line) and not _OPENS.match(line)
    return is_open and len(parts) >= _FEWEST_TAGS and all(len(part.split()) <= 3 for part in parts)


def without_presentation(lines: Sequence[str], people: frozenset[str]) -> list[str]:
    """Cut who the author is off the end; ``people`` are the page's, as :func:`bare` gives them."""
    end = len(lines)
    if end <= _LEAST_LINES or len(lines[-1]) > _LONGEST_NOTE:
        return list(lines)
    names = [name for name in people if len(name) >= _SHORTEST_NAME]
    if _NOTE.match(lines[-1]) or any(bare(lines[-1]).startswith(name) for name in names):
        end -= 1
    elif _PRESENTED.match(lines[-1]) and _is_label(lines[-2]):
        end -= 2
    return list(lines[:end])
