"""What surrounds a story on its page, cut out of the tree before the text is taken."""

from __future__ import annotations

import re

from pipelines.read.captions import drop_captions
from pipelines.read.columns import drop_columns
from pipelines.read.headed_blocks import drop_headed
from pipelines.read.loose_text import wrap_loose_text
from pipelines.read.phrases import EDGE, alternatives, compiled
from pipelines.read.prose import Prose, holds_story, own_text_length, unfold_tables
from pipelines.read.teasers import drop_teasers, goes_on
from pipelines.read.titles import bare
from pipelines.read.tree import Element, drop, text_of

_DROPPED_TAGS = (
    "script", "style", "noscript", "iframe", "nav", "footer", "button", "select", "svg", "template",
    "figcaption", "object", "embed", "dialog", "input", "textarea", "ins", "video", "audio",
    "canvas", "map",
)  # fmt: skip

#: Names of blocks that are never the story, as themes common in Indonesia write them.
_MARKS = compiled(rf"(?:^|[\s_-]){alternatives('marks')}(?:$|[\s_-])")
#: Words in such names that page builders give to the story itself.
_STORY_MARKS = re.compile(
    r"entry-content|post-content|article-content|post-body|article-?body|articlebody|content-?inner"
    r"|elementor-widget-(?:theme-post-content|container|text-editor)|single-content|td-post-content"
    r"|wp-block-post-content|detail-?(?:text|body|content)|read__content|isi-?berita|main-?content",
    re.IGNORECASE,
)
#: Parts of the story's block, as some name them: "main-content-related", "detail__body-tag".
_PART_MARKS = re.compile(
    r"(?:content|body|article|detail|read)[\w-]*?[_-](?:related|terkait|next-?page|share|tags?|comments?|komentar)"
    r"(?:$|\s)",
    re.IGNORECASE,
)
#: Elements of AMP that lay out the story; the others embed, count and advertise.
_AMP_LAYOUTS = frozenset(
    "amp-img amp-carousel amp-base-carousel amp-accordion amp-layout amp-fit-text amp-list"
    " amp-timeago amp-lightbox-gallery amp-anim amp-stream-gallery amp-selector".split()
)
_KEPT_TAGS = frozenset("html body main head h1 article".split())
_INLINE_TAGS = frozenset("a b strong em i u span font small mark big".split())
_BLOCKS = frozenset(
    "p div li ul ol section aside h2 h3 h4 h5 h6 blockquote td tr table center".split()
)

_LEAD = alternatives("leads")
_LEAD_AT_END = compiled(rf"(?:^|(?<=[\s.!?”\"’'…:(\[>]))[\W_]{{0,4}}{_LEAD}\s*[:;–—→>»|-]?{EDGE}$")
_LEAD_AT_START = compiled(rf"^{EDGE}{_LEAD}\s*[:;–—→>»|-]")
_MAX_LEAD = 60
_LABEL = compiled(
    r"\W*(?:tags?|tagar|topik(?:\s+terkait)?|label|kategori|kata\s+kunci|filed\s+under|tagged|bagikan"
    r"|share)\b\s*:?[\s,|#/·•]*"
)

#: One that holds less than this beside a form is that form's.
_ASIDE_SHARE = 0.3
_MIN_HEADLINE = 20
_MAX_CARD = 400
_SHORT_MARK = 3
_LABEL_WORDS = 3
_PARAGRAPH = 20
_STOPS = (".", "!", "?", "”", '"', ",", ":")


def headlines_of(tree: Element) -> frozenset[str]:
    """Collect the texts of links to other pages that are long enough to be headlines."""
    found: set[str] = set()
    for link in tree.iter("a"):
        address = link.get("href") or ""
        if address and not address.startswith("#") and not _is_told_of(link):
            name = bare(text_of(link))
            if len(name) >= _MIN_HEADLINE:
                found.add(name)
    return frozenset(found)


def _is_told_of(link: Element) -> bool:
    """Say whether a link stands in a list that the story itself gives."""
    item = link.getparent()
    rows = item.getparent() if item is not None and item.tag == "li" else None
    return rows is not None and goes_on(rows)


def prune(tree: Element, prose: Prose, headline: Element | None = None) -> None:
    """Cut chrome out of ``tree``, in place.

    ``prose`` is what :func:`prose_of` measured in it. A block that holds the ``headline`` or a
    good part of the page's running text stays, whatever its name is.
    """
    drop_columns(prose, headline)
    if headline is not None:
        for element in (headline, *headline.iterancestors()):
            prose[element] = prose[None] + 1
    for element in list(tree.iter(*_DROPPED_TAGS)):
        drop(element)
    drop_teasers(tree, prose)
    _name_blocks(tree)
    unfold_tables(tree, prose)
    _drop_forms(tree, prose)
    drop_captions(tree)
    _drop_leads(tree)
    _drop_labelled_links(tree)
    _drop_marked(tree, prose)
    drop_headed(tree, prose)
    wrap_loose_text(tree)


def _name_blocks(tree: Element) -> None:
    """Make plain blocks of a site's own elements, and of figures that show no picture but text.

    What AMP embeds goes.
    """
    for element in list(tree.iter()):
        if element.tag.startswith("amp-") and element.tag not in _AMP_LAYOUTS:
            drop(element)
            continue
        is_own = "-" in element.tag and not element.tag.startswith("amp-")
        is_text = element.tag == "figure" and _shows_text(element)
        if is_own or is_text:
            element.tag = "div"


def _shows_text(figure: Element) -> bool:
    return next(figure.iter("blockquote", "table"), None) is not None


def _drop_labelled_links(tree: Element) -> None:
    """Cut lines of links behind a word such as "Tags" or "Bagikan"."""
    seen: set[Element] = set()
    for link in list(tree.iter("a")):
        block = link.getparent()
        while block is not None and block.tag in _INLINE_TAGS:
            block = block.getparent()
        if block is None or block in seen or block.tag not in _BLOCKS:
            continue
        seen.add(block)
        words = text_of(block)
        if len(words) <= _MAX_CARD and _LABEL.match(words):
            for each in block.iter("a"):
                words = words.replace(text_of(each), "", 1)
            if _LABEL.fullmatch(words.strip(" ,|#/·•")):
                drop(block)


def _drop_forms(tree: Element, prose: Prose) -> None:
    """Cut forms with what is said around them; one around the whole page is only taken off."""
    for form in list(tree.iter("form")):
        if holds_story(form, prose):
            form.drop_tag()
            continue
        block = form
        while (parent := block.getparent()) is not None and _is_around_form(parent, prose):
            block = parent
        drop(block)


def _is_around_form(block: Element, prose: Prose) -> bool:
    """Say whether a block is a form's own: it invites to subscribe, to search, to comment."""
    if block.tag in _KEPT_TAGS or next(block.iter("h1"), None) is not None:
        return False
    return prose.get(block, 0) <= _ASIDE_SHARE * prose[None]


def _drop_marked(tree: Element, prose: Prose) -> None:
    for element in list(tree.iter()):
        if element.tag in _KEPT_TAGS or element.getparent() is None:
            continue
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        mark = _MARKS.search(names) if names.strip() else None
        if mark is None:
            continue
        if _is_chance(mark.group(), element):
            # Trafilatura would be taken in by it as well.
            element.attrib.pop("class", None)
            continue
        is_storys = _STORY_MARKS.search(names) and not _PART_MARKS.search(names)
        if _is_in_sentence(element) or is_storys or holds_story(element, prose):
            continue
        drop(element)


def _is_chance(mark: str, element: Element) -> bool:
    """Say whether a mark of few letters is a generated class on a paragraph."""
    if element.tag != "p" or len(mark.strip(" _-")) > _SHORT_MARK:
        return False
    return own_text_length(element) >= _PARAGRAPH and text_of(element).endswith(_STOPS)


def _is_in_sentence(element: Element) -> bool:
    """Say whether an inline element, such as a link to a topic, has words beside it."""
    if element.tag not in _INLINE_TAGS:
        return False
    parent = element.getparent()
    beside = [parent.text, *(child.tail for child in parent)]
    return any(words and words.strip(" \t\r\n,|/·•:") for words in beside)


def _drop_leads(tree: Element) -> None:
    """Cut links that "Baca juga" leads to, with the words that lead there."""
    for link in list(tree.iter("a")):
        if link.getparent() is None:
            continue
        if _LEAD_AT_START.match(text_of(link)[:_MAX_LEAD]):
            drop(link)
            continue
        owner, is_tail, words = _before(link)
        lead = _LEAD_AT_END.search(words) if words else None
        if lead is None:
            continue
        rest = words[: lead.start()]
        if is_tail:
            owner.tail = rest
        else:
            owner.text = rest
        drop(link)
        if rest.strip():
            _drop_leavings(owner)


def _drop_leavings(element: Element) -> None:
    """Cut a block in which a lead has left no more than a label: "Kabar" of "Kabar terkait: …"."""
    while element is not None and element.tag in _INLINE_TAGS:
        element = element.getparent()
    if element is not None and element.tag in _BLOCKS:
        words = text_of(element)
        if len(words.split()) <= _LABEL_WORDS and not words.endswith(_STOPS):
            drop(element)


def _before(link: Element) -> tuple[Element, bool, str]:
    """Find the text right before a link, in its block or in the inline element before it."""
    node = link
    for _ in range(6):
        previous = node.getprevious()
        if previous is not None:
            if (previous.tail or "").strip():
                return (
                    previous,
                    True,
                    previous.tail[-200:] if len(previous.tail) < 200 else previous.tail,
                )
            return _last_text(previous)
        parent = node.getparent()
        if parent is None:
            break
        if (parent.text or "").strip():
            return parent, False, parent.text
        if parent.tag not in _INLINE_TAGS:
            break
        node = parent
    return link, False, ""


def _last_text(element: Element) -> tuple[Element, bool, str]:
    """Give the last text inside an inline element."""
    for _ in range(6):
        if element.tag not in _INLINE_TAGS and element.tag != "br":
            break
        if element.tag == "a":
            break
        if not len(element):
            return element, False, element.text or ""
        last = element[-1]
        if (last.tail or "").strip():
            return last, True, last.tail
        element = last
    return element, False, ""
