"""Lists of teasers: rows of other stories' headlines, often with a sentence or two of each.

They are told by their form, whatever they are called: blocks of one kind side by side, each with a
headline that leads elsewhere and stands alone in its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from pipelines.read.phrases import EDGE, alternatives, compiled
from pipelines.read.prose import STORY_SHARE, Prose, own_text_length
from pipelines.read.titles import bare
from pipelines.read.tree import Element, drop, text_of

_CARDS = frozenset("article div li section figure tr td dd a".split())
_INLINE = frozenset("a b strong em i u span font small mark".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
#: So many blocks of one kind make a list, and this share of them must be teasers.
_FEWEST, _SHARE = 3, 0.75
#: A headline has so many letters and digits, and so many words.
_HEADLINE, _HEADLINE_WORDS = 18, 3
#: A teaser is no longer than this, in characters, white space included.
_LONGEST = 700
#: So many characters in the same line as a link make it a part of a sentence.
_IN_SENTENCE = 25
_SENTENCE = 30
_LEADS = compiled(rf"{EDGE}{alternatives('leads', 'headings')}")


_LABELS = frozenset("p div span h2 h3 h4 h5 h6 strong b".split())
_BOLD = ("strong", "b", "em", "h2", "h3", "h4", "h5", "h6")
#: A label is no longer than this, in characters.
_LABEL, _PAIR = 30, 2


#: Lengths of the text in elements themselves, each measured once.
Beside = dict[Element, int]


def drop_teasers(tree: Element, prose: Prose) -> None:
    """Cut lists of teasers out of ``tree``, in place, and what they held out of ``prose``.

    What ``prose`` gives more of than of the whole page holds the headline, and stays.
    """
    beside: Beside = {}
    for parent, blocks in _crowded(tree).items():
        if goes_on(parent):
            # Extractors take a list of links for a menu.
            etree.strip_tags(parent, "a")
        elif blocks >= _FEWEST:
            _drop_all([*_teasers(parent, prose, beside), *_told_in_turn(parent)], prose)
        elif blocks > 1:
            _drop_all(_told_in_turn(parent), prose)
        elif _is_card(parent, prose):
            _drop_all([parent], prose)


def _crowded(tree: Element) -> dict[Element, int]:
    """Count how many children of a block have linked headlines in them, the innermost first."""
    found: dict[Element, int] = {}
    seen: set[Element] = set()
    for link in tree.iter("a"):
        if not _leads_elsewhere(link) or not _is_headline(text_of(link)):
            continue
        for block in (link, *link.iterancestors()):
            if block in seen or block.tag == "body":
                break
            seen.add(block)
            parent = block.getparent()
            if parent is not None and (block.tag in _CARDS or block.tag in _HEADINGS):
                found[parent] = found.get(parent, 0) + 1
    return found


def goes_on(rows: Element) -> bool:
    """Say whether a list goes on with the sentence before it: "Naskahnya dapat dibaca di sini:"."""
    before = rows.getprevious()
    if rows.tag not in {"ul", "ol"} or before is None or before.tag != "p":
        return False
    words = text_of(before)
    return len(words) >= _SENTENCE and words.endswith(":") and not _LEADS.match(words)


def _teasers(parent: Element, prose: Prose, beside: Beside) -> Iterator[Element]:
    """Give the children of ``parent`` that are teasers, with others of their kind beside them."""
    kinds: dict[tuple[str, str], list[Element]] = {}
    for child in parent:
        if child.tag in _CARDS:
            first = (child.get("class") or "").split()[:1]
            kinds.setdefault((child.tag, "".join(first)), []).append(child)
    for row in kinds.values():
        if len(row) >= _FEWEST:
            teasers = [card for card in row if _is_teaser(card, prose, beside)]
            if len(teasers) >= max(_FEWEST, _SHARE * len(row)):
                yield from teasers


def _is_card(block: Element, prose: Prose) -> bool:
    """Say whether a block is one teaser alone: a picture, a linked heading, some words of it."""
    if block.tag not in _CARDS or prose.get(block, 0) > STORY_SHARE * prose[None]:
        return False
    if next(block.iter("img"), None) is None or len(block.text_content()) > _LONGEST:
        return False
    words = text_of(block)
    headings = [text_of(part) for part in block.iter(*_HEADINGS) if _is_linked_heading(part)]
    return len(headings) == 1 and words.startswith(headings[0])


def _told_in_turn(parent: Element) -> list[Element]:
    """Give linked headings and the paragraphs between them, where they take turns."""
    found: list[Element] = []
    told: list[Element] = []
    headings = 0
    for child in (*parent, None):
        if child is not None and _is_linked_heading(child):
            headings, told = headings + 1, [*told, child]
        elif child is not None and told and told[-1].tag != "p" and _is_excerpt(child):
            told.append(child)
        else:
            if headings >= _FEWEST or (headings == _FEWEST - 1 and len(told) > headings):
                # What follows the last heading may be the story going on.
                is_last = child is None or told[-1].tag != "p"
                found += told if is_last else told[:-1]
            headings, told = 0, []
    return found


def _is_linked_heading(element: Element) -> bool:
    if element.tag not in _HEADINGS or element.tag == "h1":
        return False
    link = next(element.iter("a"), None)
    if link is None or not _leads_elsewhere(link):
        return False
    return (
        _is_headline(text_of(link)) and len(text_of(element)) <= len(text_of(link)) + _IN_SENTENCE
    )


def _is_excerpt(element: Element) -> bool:
    return element.tag == "p" and len(element.text_content()) <= _LONGEST // 2


def _is_teaser(card: Element, prose: Prose, beside: Beside) -> bool:
    length = len(card.text_content())
    if length > _LONGEST or prose.get(card, 0) > prose[None]:
        return False
    headlines = (link for link in card.iter("a") if _leads_elsewhere(link))
    return any(
        _is_headline(text_of(link)) and not _is_in_sentence(link, beside) for link in headlines
    )


def _is_headline(words: str) -> bool:
    return len(words.split()) >= _HEADLINE_WORDS and len(bare(words)) >= _HEADLINE


def _leads_elsewhere(link: Element) -> bool:
    address = link.get("href") or ""
    return bool(address) and not address.startswith(("#", "javascript:", "mailto:"))


def _is_in_sentence(link: Element, beside: Beside) -> bool:
    """Say whether a link has words before or behind it in its own line."""
    words = 0
    for part in link.iterancestors():
        if part.tag in _HEADINGS:
            return False
        if part not in beside:
            beside[part] = own_text_length(part)
        words += beside[part]
        if part.tag not in _INLINE:
            break
    return words >= _IN_SENTENCE


def drop_label_of(teaser: Element) -> None:
    """Cut the label right before a teaser, or before its list: "Masih hangat:", in bold, alone."""
    parent = teaser.getparent()
    first = teaser if parent is None or parent.tag not in {"ul", "ol"} else parent
    label = first.getprevious()
    if label is None or (label.tail or "").strip() or label.tag not in _LABELS:
        return
    words = text_of(label)
    if not 0 < len(words) <= _LABEL or not (words.endswith(":") or _is_bold_pair(label, words)):
        return
    if next(label.iter("a", "h1"), None) is None:
        drop(label)


def _is_bold_pair(label: Element, words: str) -> bool:
    """Say whether a label is bold and no subhead, which would be longer or in capitals."""
    bold = max((len(text_of(part)) for part in label.iter(*_BOLD)), default=0)
    return bold >= len(words) and len(words.split()) == _PAIR and words.split()[1].islower()


def _drop_all(teasers: Iterable[Element], prose: Prose) -> None:
    for teaser in teasers:
        if teaser.getparent() is None:
            continue
        held = prose.get(teaser, 0)
        for holder in (*teaser.iterancestors(), None) if held else ():
            prose[holder] = max(prose.get(holder, 0) - held, 0)
        drop_label_of(teaser)
        teaser.drop_tree()
