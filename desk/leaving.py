"""What of a story may leave the system: title, outlet, date, link and a short excerpt, masked.

Whatever is sent, fed or exported takes its text from here (docs/law.md). What a page shows to
people who are logged in, and what a command prints to the operator, does not leave.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import AwareDatetime

from desk.masks import (
    LOOKED_AT,
    mask_for,
    recall,
    recall_agreements,
    texts_of,
    texts_of_agreement,
)
from model.records import ArticleRef, Given, KeptAgreement, Official, Record, Story, Variant
from pipelines.masking import Mask, is_office
from store import Store


class Leaving(Record):
    """A story as it may leave.

    Names in ``title`` and ``excerpt`` are masked. ``excerpt`` is null where the outlet asks for
    none (``noarchive``). ``url`` is as the outlet made it: a name in it cannot be changed.
    """

    title: str
    outlet: str | None
    published: AwareDatetime | None
    url: str | None
    excerpt: str | None


#: Fields of an agreement that are free text, in which people write what they like.
FREE = {"title", "scope", "place", "note", "follow_up"}


def leaving(story: Story, words: int) -> Leaving:
    """Return a story as it may leave, with the first ``words`` of its text at most."""
    may = masked_story(story)
    first = may.articles[0] if may.articles else None
    return Leaving(
        title=may.title,
        outlet=first.site if first else None,
        published=may.published,
        url=first.url if first else None,
        excerpt=excerpt(may.text, words) or None,
    )


def masked_story(story: Story) -> Story:
    """Return a story with masked titles and text; without text where its outlet asks for that.

    Excerpts and highlights made of it may leave; its whole text may not.
    """
    own = mask_of(story)
    return story.model_copy(
        update={
            "title": own(story.title),
            "text": "" if story.noarchive else own(story.text[:LOOKED_AT]),
            "articles": tuple(masked_article(one, own) for one in story.articles),
        }
    )


def stories_to_leave(store: Store, stories: Iterable[Story]) -> list[Story]:
    """Return stories as :func:`masked_story` does."""
    return [masked_story(story) for story in recall(store, stories)]


def masked_article(article: ArticleRef, mask: Mask) -> ArticleRef:
    """Return where an article was published, with its title and its editors' note masked."""
    note = None if article.note is None else mask(article.note)
    return article.model_copy(update={"title": mask(article.title), "note": note})


def masked_agreement(agreement: KeptAgreement, stories: Iterable[Story]) -> KeptAgreement:
    """Return an agreement as it may leave, with what is quoted of its ``stories`` masked.

    Nothing is quoted where one of them is of an outlet that asks for no excerpts. Parties, units
    and people with an office stay. What people noted is masked too.
    """
    known = list(stories)
    mask = mask_of_agreement(agreement, known)
    quotes = not any(story.noarchive for story in known)
    return agreement.model_copy(
        update={
            **{name: _masked(getattr(agreement, name), mask) for name in FREE},
            "given": {
                field: _masked_given(field, given, mask) for field, given in agreement.given.items()
            },
            "contradictions": {
                field: _masked_variants(variants, mask) if field in FREE else variants
                for field, variants in agreement.contradictions.items()
            },
            "officials": tuple(
                one
                for one in agreement.officials
                if may_be_named(one) and not mask.accuses(one.name)
            ),
            "evidence": _masked_evidence(agreement, mask) if quotes else {},
            "articles": tuple(masked_article(one, mask) for one in agreement.articles),
        }
    )


def register_to_leave(store: Store, agreements: Sequence[KeptAgreement]) -> list[KeptAgreement]:
    """Return agreements as they may leave; without what was forgotten since they were read."""
    return [masked_agreement(*told) for told in recall_agreements(store, agreements)]


def mask_of(*stories: Story) -> Mask:
    """Return the mask for all pieces of these stories; the last ones are remembered."""
    return mask_for(*texts_of(*stories))


def mask_of_agreement(agreement: KeptAgreement, stories: Sequence[Story]) -> Mask:
    """Return the mask for all pieces of an agreement and of the ``stories`` that tell of it."""
    return mask_for(*texts_of_agreement(agreement, stories))


def masked_note(note: str, stories: Iterable[Story]) -> str:
    """Return what an officer wrote of some stories as it may leave, by the same rule as news.

    Who is to be named needs an office in it.
    """
    return mask_for(*texts_of(*stories), note)(note)


def may_be_named(official: Official) -> bool:
    """Whether somebody recorded with an office may be named: not one who speaks for prisoners."""
    return is_office(official.role)


def excerpt(text: str, words: int) -> str:
    """Return the first ``words`` of ``text`` on one line, with an ellipsis where there are more."""
    found = text.split()
    return " ".join(found[:words]) + ("…" if len(found) > words and words else "")


def _masked_given(field: str, given: Given, mask: Mask) -> Given:
    """Mask what people gave for a field of free text, what the news says, and their note."""
    values = {"value": given.value, "news": given.news} if field in FREE else {}
    masked = {name: _masked(value, mask) for name, value in values.items()}
    return given.model_copy(update={**masked, "note": _masked(given.note, mask)})


def _masked(value: Any, mask: Mask) -> Any:
    if isinstance(value, str):
        return mask(value)
    return type(value)(map(mask, value)) if isinstance(value, list | tuple) else value


def _masked_variants(variants: Iterable[Variant], mask: Mask) -> tuple[Variant, ...]:
    return tuple(one.model_copy(update={"value": _masked(one.value, mask)}) for one in variants)


def _masked_evidence(agreement: KeptAgreement, mask: Mask) -> dict[str, str | tuple[str, ...]]:
    return {
        field: mask(told) if isinstance(told, str) else tuple(map(mask, told))
        for field, told in agreement.evidence.items()
    }
