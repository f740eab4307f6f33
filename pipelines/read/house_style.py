"""Indonesian house style lifted off a story: what is left is its paragraphs and subheads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipelines.read.captions import is_credited
from pipelines.read.credits import (
    Names,
    is_credit_line,
    is_signature,
    names_of,
    signed_by,
    without_credits,
)
from pipelines.read.datelines import without_dateline
from pipelines.read.last_lines import without_label, without_presentation
from pipelines.read.line_form import without_dangling, without_outlets_labels, without_preface
from pipelines.read.outlet_voice import without_outlet_voice
from pipelines.read.phrases import EDGE, alternatives, compiled
from pipelines.read.titles import bare

_LEAD = alternatives("leads")
#: "Baca juga: headline", or the words alone with the headline in the next line.
_LEAD_LINE = compiled(rf"^{EDGE}{_LEAD}\s*(?:[:;–—→>»-].*|{EDGE})$")
_LEAD_ALONE = compiled(rf"^{EDGE}{_LEAD}{EDGE}$")
#: The same inside a paragraph, in a bracket or up to the end of its own sentence.
_LEAD_BRACKET = compiled(rf"\s*[(\[]\s*{_LEAD}\b[^()\[\]]{{0,250}}[)\]]")
_LEAD_INSIDE = compiled(rf"(?:(?<=[.!?”\"’'…])|^)\s*\W?{_LEAD}\s*[:;]\s*(.{{0,400}})$")
#: "<< Another headline", "Another headline »": where others stand in order.
_TURNED = re.compile(r"^(?:<<|«|‹|←)[^»›]{4,140}$|^[^«‹.]{4,140}(?:>>|»|›|→)$")
_CHROME = compiled(rf"^{EDGE}(?:{alternatives('headings', 'closings', 'lines')}){EDGE}$")
_HEADING = compiled(rf"^{EDGE}(?:{alternatives('headings', 'closings')}){EDGE}$")
_CLOSING = compiled(rf"^{EDGE}(?:{alternatives('closings')}){EDGE}$")
#: Left inside a paragraph by advertisements and share bars.
_INLINE = compiled(
    r"\s*(?:\bADVERTISEMENTS?\b|\bSCROLL TO (?:RESUME|CONTINUE)(?: WITH)? CONTENT\b"
    r"|\[?(?:gambas|embed)\s*:\s*\w{2,20}\]?|\(?\bfoto\s*[:/]\s*(?:ist(?:imewa)?|dok[^()]{0,40})\b\)?"
    r"|\((?:foto|dok|ist|ket)\b[^()]{0,60}\)|\(\s?\))(?=\W|$)"
)
_BYLINE = compiled(rf"^{EDGE}(?:oleh|by|penulis|reporter|laporan|pewarta)\s*:?\s+.{{2,60}}$")
#: "Tomohon | Rabu 9 September 2026", "24 Februari 2026, dibaca 90 kali": no sentence, but a day.
_POSTED = re.compile(r"^[^.!?]*\b\d{1,2}\s+[A-Z][a-z]{2,8}\s+(?:19|20)\d\d\b[^.!?]*$")
_MAX_POSTED = 60
_BESIDE = re.compile(r"\s+[-–—|•·]\s+|\s*[|/]\s*")
_PLACED = re.compile(r"[,|/]")
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*\s*$")
_QUOTED = re.compile(r"^[\"“‘']")
#: Labels stand side by side in one line.
_PARTS = re.compile(r"\s*[|•·]\s*|\s{3,}")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffc]")

#: A headline is no longer than this, in characters; a paragraph mostly is.
_MAX_HEADLINE = 160
_MAX_CHROME = 400
_LEAST_LINES = 3
#: So many letters make the same beginning.
_SAME = 60
_MIN_TEASER = 20
_HEADLINE_WORDS = 4
_MAX_DATELINE = 60
#: Bylines stand in the first lines only.
_TOP = 4
#: Credits stand in the last lines only; a line that nobody knows may be below them.
_BOTTOM = 4


class Lifted(NamedTuple):
    """Paragraphs and subheads of a story, and whom its credits name."""

    lines: tuple[str, ...]
    names: Names


def lift(
    lines: Iterable[str],
    *,
    title: str = "",
    site_words: frozenset[str] = frozenset(),
    headlines: frozenset[str] = frozenset(),
    people: frozenset[str] = frozenset(),
    summary: str = "",
) -> Lifted:
    """Lift house style off ``lines``, one paragraph each.

    ``headlines`` are the titles of other stories that the page links to, ``people`` the names of
    its writers, all as :func:`bare` gives them; a line that is one of them is a teaser, a byline.
    ``summary`` is what the page tells machines of the story; below the story it is no part of it.
    """
    cleaned = _before_closing([line for line in map(tidy, lines) if line])
    cleaned = [line for place, line in enumerate(cleaned) if place >= _TOP or not is_credited(line)]
    kept = list(_stories_own(cleaned, headlines, site_words | people | {bare(title)}))
    kept, above = _without_top(without_dangling(kept))
    # Where no headline is known, it is the first of these lines.
    kept = without_preface(kept, site_words) if title else kept
    kept, below = _without_bottom(kept, site_words)
    kept = without_outlets_labels(kept, site_words)
    kept = without_label(without_presentation(kept, people))
    if len(kept) > _LEAST_LINES and _repeats(kept[-1], summary):
        kept.pop()
    if kept:
        kept = _opened(kept, site_words)
    return Lifted(tuple(kept), above.and_more(below))


def tidy(line: str) -> str:
    """Bring a line's white space in order and drop characters that nobody sees."""
    return " ".join(_INVISIBLE.sub("", line).split())


def is_chrome(line: str) -> bool:
    """Say whether a whole line is house style: sharing, counting, other stories, comments."""
    if not any(character.isalnum() for character in line):
        return True
    if len(line) > _MAX_CHROME or _QUOTED.match(line):
        return False
    parts = _PARTS.split(line)
    if len(parts) > 1 and all(_is_label(part) for part in parts):
        return True
    return bool(_CHROME.match(line) or _LEAD_LINE.match(line) or _TURNED.match(line))


def _is_label(part: str) -> bool:
    return not part.strip() or bool(_CHROME.match(part)) or is_credit_line(part)


def is_heading(line: str) -> bool:
    """Say whether a line opens a block that is not the story's: related stories, comments."""
    return len(line) <= _MAX_HEADLINE and bool(_HEADING.match(line) or _LEAD_ALONE.match(line))


def is_closing(line: str) -> bool:
    """Say whether a line is a heading of comments or counters, with nothing of the story below."""
    return len(line) <= _MAX_HEADLINE and bool(_CLOSING.match(line))


def _before_closing(lines: list[str]) -> list[str]:
    """Cut what stands under a heading of comments or counters, unless it is most of the text."""
    for place, line in enumerate(lines):
        if is_closing(line):
            before, after = sum(map(len, lines[:place])), sum(map(len, lines[place:]))
            if after < before:
                return lines[:place]
    return lines


def _stories_own(
    lines: list[str], headlines: frozenset[str], labels: frozenset[str]
) -> Iterator[str]:
    """Drop whole lines of house style, the headline, and teasers of other stories."""
    after_lead = False
    for place, line in enumerate(lines):
        if after_lead and _is_headline(line) and place + 1 < len(lines):
            after_lead = False
            continue
        after_lead = bool(_LEAD_ALONE.match(line)) and len(line) < _MAX_HEADLINE
        name = bare(line)
        if after_lead or (is_chrome(line) and not is_credit_line(line)) or name in labels:
            continue
        if (len(name) >= _MIN_TEASER and name in headlines) or _names_outlet(line, labels):
            continue
        line = _without_leads(_INLINE.sub("", line))  # noqa: PLW2901 - the same line, cleaner
        if line:
            yield line


def _repeats(line: str, summary: str) -> bool:
    """Say whether a line begins as ``summary`` does, which may name the outlet first."""
    name = bare(line)[:_SAME]
    return len(name) == _SAME and len(summary) <= _MAX_CHROME and name in bare(summary)[: 2 * _SAME]


def _names_outlet(line: str, labels: frozenset[str]) -> bool:
    """Say whether a short line is the outlet's name with somebody's, or with its motto."""
    if len(line) > _MAX_POSTED or _SENTENCE_END.search(line):
        return False
    parts = [bare(part) for part in _BESIDE.split(line)]
    return len(parts) > 1 and bool({parts[0], parts[-1]} & labels)


def headed(lines: list[str]) -> tuple[str, list[str]]:
    """Part a headline from the lines below it; an empty one where the first line is none."""
    if len(lines) > 1 and _is_headline(lines[0]) and len(lines[0].split()) >= _HEADLINE_WORDS:
        return lines[0], lines[1:]
    return "", lines


def _is_headline(line: str) -> bool:
    return len(line) <= _MAX_HEADLINE and not _SENTENCE_END.search(line)


def _without_leads(line: str) -> str:
    """Cut "Baca juga: …" out of a paragraph, with the other story's headline."""
    line = _LEAD_BRACKET.sub("", line)
    inside = _LEAD_INSIDE.search(line)
    if inside is None:
        return line.strip()
    return f"{line[: inside.start()]} {_after_headline(inside.group(1))}".strip()


def _after_headline(rest: str) -> str:
    """Give what follows another story's headline: the text after its first full stop, if any."""
    stop = re.search(r"[.!?][\"”’']?\s+(?=[A-Z“\"])", rest)
    return rest[stop.end() :] if stop is not None else ""


def _without_top(lines: list[str]) -> tuple[list[str], Names]:
    """Take bylines and days of publication off the first lines."""
    names = Names()
    kept: list[str] = []
    for place, line in enumerate(lines):
        if place < _TOP and len(line) <= _MAX_POSTED and _POSTED.match(line):
            continue
        is_byline = place < _TOP and bool(_BYLINE.match(line) or is_credit_line(line))
        if is_byline and not _SENTENCE_END.search(line):
            names = names.and_more(names_of(line))
        else:
            kept.append(line)
    return kept, names


def _without_bottom(lines: list[str], site_words: frozenset[str]) -> tuple[list[str], Names]:
    """Take credits and the outlet's own words off the last lines, and credit lines out of all."""
    names = Names()
    kept: list[str] = []
    for line in lines:
        if is_credit_line(line):
            names = names.and_more(names_of(line))
        else:
            kept.append(line)
    kept = without_outlet_voice(kept, site_words)
    end = max(0, len(kept) - _BOTTOM)
    below: list[str] = []
    for line in kept[end:]:
        credit = without_credits(line)
        names = names.and_more(credit.names)
        if is_signature(credit.text):
            names = names.and_more(signed_by(credit.text))
        elif credit.text:
            below.append(credit.text)
    if len(kept) - end > len(below):
        # What stood above a desk's mark is the last line now.
        start = max(0, end - 2)
        below = without_outlet_voice([*kept[start:end], *below], site_words)
        end = start
    return [*kept[:end], *below], names


def _opened(lines: list[str], site_words: frozenset[str]) -> list[str]:
    """Cut the dateline off the first paragraph; a standfirst may stand before it.

    Where the dateline is a line of its own, it goes.
    """
    if len(lines) > 1 and len(lines[0]) <= _MAX_DATELINE:
        dash = " –" if _PLACED.search(lines[0]) and lines[0][-1].isalnum() else ""
        if without_dateline(f"{lines[0]}{dash} {lines[1]}", site_words) == lines[1]:
            return lines[1:]
    for place, line in enumerate(lines[:2]):
        opened = without_dateline(line, site_words)
        if opened != line:
            return [*lines[:place], opened, *lines[place + 1 :]]
    return lines
