"""A page read as an article."""

from __future__ import annotations

from model.exceptions import PageError
from model.records import Article, Page
from pipelines.read.asides import drop_asides
from pipelines.read.charset import decode
from pipelines.read.chrome import headlines_of, prune
from pipelines.read.extraction import paragraphs_of
from pipelines.read.head import head_of
from pipelines.read.house_style import headed, lift, tidy
from pipelines.read.joining import joined
from pipelines.read.jsonld import article_of, linked_data
from pipelines.read.language import language_of
from pipelines.read.line_model import without_unlikely
from pipelines.read.linked_lines import drop_linked_lines
from pipelines.read.links import canonical_of
from pipelines.read.moments import modified_of, published_of
from pipelines.read.page_data import unpack
from pipelines.read.pagekind import check_article
from pipelines.read.people import authors_of, sources_of
from pipelines.read.plain import read_plain
from pipelines.read.prose import prose_of
from pipelines.read.recurring import without
from pipelines.read.robots import forbids_copies
from pipelines.read.story_block import mark_story_block
from pipelines.read.titles import (
    bare,
    cut_short,
    headings_of,
    shown_headline,
    site_name_of,
    site_words_of,
    title_of,
)
from pipelines.read.tree import check_html, check_size, elements_of, parse
from pipelines.read.writers import (
    author_claims,
    editor_claims,
    lines_below,
    source_claims,
    tags_of,
)

#: Characters that show nothing; the last stands for bytes that were none.
_BLANK = " \t\r\n\u00a0\ufffd"


def read(page: Page) -> Article:
    """Read the story on ``page``: its text without chrome and house style, and its metadata.

    Where the page has ``parts``, their text follows; one that cannot be read is left out.
    A pure function: no network, no clock, nothing remembered between pages.

    Raises:
        PageError: with reason ``not_html``, ``empty``, ``too_large``, or ``not_article`` where the
            page lists stories, asks for a login or says that there is nothing.
    """
    first = _read(page)
    others = (part.model_copy(update={"chrome": page.chrome}) for part in page.parts)
    parts = [part for other in others if (part := _part(other)) is not None]
    return joined(first, parts) if parts else first


def _part(page: Page) -> Article | None:
    try:
        return _read(page, is_part=True)
    except PageError:
        return None


def _read(page: Page, *, is_part: bool = False) -> Article:
    check_size(page.body)
    text = decode(page.body, page.content_type)
    if not text.strip(_BLANK):
        raise PageError("empty", "no text")
    if page.plain:
        return read_plain(page, text)
    check_html(page.body, text)
    return _read_html(page, text, is_part=is_part)


def _read_html(page: Page, text: str, *, is_part: bool) -> Article:
    tree = parse(text)
    elements = elements_of(tree)
    told, prose = unpack(tree, page.url, prose_of(tree))
    if told:
        elements = elements_of(tree)
    head = head_of(tree)
    objects = [told, *linked_data(tree)] if told else linked_data(tree)
    canonical = canonical_of(page.url, head)
    linked = article_of(objects, head.first("og:title"), canonical or page.url)
    headings = headings_of(tree)
    site_name = site_name_of(tree, head, objects, linked, headings)
    site_words = site_words_of(page.url, site_name)
    title = cut_short(title_of(tree, head, linked, site_words, headings) or page.title or "")
    published = published_of(page, tree, head, linked, title, headings)
    below = lines_below(shown_headline(headings, title))
    claims = author_claims(tree, head, linked, below, site_words)
    editors = editor_claims(text, head, linked)
    sources = [name for name in source_claims(text, below) if name not in claims]
    tags = tags_of(tree, head, linked)
    headlines = headlines_of(tree)
    signs = check_article(page.url, tree, prose, head, objects, title)

    prune(tree, prose, shown_headline(headings, title))
    drop_linked_lines(tree, page.url, title, site_words)
    drop_asides(tree)
    block = mark_story_block(tree)
    elements.clear()
    extracted = paragraphs_of(tree, page.url, block)
    own = without(map(tidy, extracted.lines), page.chrome)
    lifted = lift(
        own.kept,
        title=title,
        site_words=site_words,
        headlines=headlines,
        people=frozenset(map(bare, authors_of(claims, site_words))),
        summary=head.first("description", "og:description") or "",
    )
    # A line may be known as it is without its credits.
    left = without(lifted.lines, page.chrome)
    title, lines = (title, left.kept) if title else headed(left.kept)
    lines = without_unlikely(lines, tree)
    if not is_part:
        # The last part may be two lines long.
        signs.check_text(lines)
    body = "\n".join(lines)
    return Article(
        title=cut_short(title),
        text=body,
        authors=authors_of([*claims, *lifted.names.writers], site_words),
        editors=authors_of([*editors, *lifted.names.editors], site_words),
        sources=sources_of([*sources, *lifted.names.sources], site_words),
        published=published.at,
        published_basis=published.basis,
        modified=modified_of(page, head, linked, published.at),
        language=language_of(f"{title}\n{body}"),
        site_name=site_name,
        canonical_url=canonical,
        tags=tags,
        extractor=extracted.by,
        cut=tuple(dict.fromkeys([*own.cut, *left.cut])),
        noarchive=forbids_copies(head.meta.get("robots", ()), page.headers),
    )
