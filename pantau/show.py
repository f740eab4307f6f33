"""Records as people read them in a terminal, each field with the sentence it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click
from pydantic import BaseModel

from desk.reviewing import Item
from desk.said import in_words
from desk.wording import named, shown
from model.records import (
    Agreement,
    Article,
    ArticleRef,
    Given,
    Judgement,
    KeptAgreement,
    Reading,
    Story,
)
from model.terms import end_of
from pantau.output import print_fields, print_table
from store import Version

_EVIDENCE_WIDTH = 160
_NOT_FIELDS = {
    "evidence",
    "id",
    "stories",
    "articles",
    "contradictions",
    "given",
    "entered",
    "follow_ups",
    "renewed_by",
    "amended_by",
}


def show_reading(reading: Reading) -> None:
    """Print what was read from one page."""
    click.secho(f"\n{reading.url}", bold=True)
    if reading.article is None or reading.judgement is None:
        click.echo(f"  not read: {reading.error}")
        return
    show_article(reading.article)
    show_judgement(reading.judgement)
    for number, agreement in enumerate(reading.agreements, start=1):
        show_agreement(agreement, f"agreement {number}")


def show_article(article: Article) -> None:
    """Print an article's metadata and text."""
    basis = f"{shown(article.published)} ({article.published_basis})"
    print_fields(
        [
            ("title", article.title),
            ("published", basis if article.published else None),
            ("authors", article.authors),
            ("site", article.site_name),
            ("language", article.language),
        ]
    )
    click.echo("")
    click.echo("\n".join(f"  | {line}" for line in article.text.splitlines()))


def show_judgement(judgement: Judgement) -> None:
    """Print a judgement and what spoke for and against, strongest first."""
    by = f" (model {judgement.model})" if judgement.model else ""
    click.echo(f"\n  judgement: {judgement.label}, probability {judgement.probability:.2f}{by}")
    for signal in sorted(judgement.signals, key=lambda signal: -abs(signal.weight)):
        evidence = _short(signal.evidence)
        click.echo(f"    {signal.weight:+6.2f}  {signal.name:<28} {evidence}".rstrip())


def show_item(item: Item) -> None:
    """Print a story to decide on, with what spoke for and against it."""
    day = shown(item.published)[:10] or "no date"
    copies = f", {item.articles} articles" if item.articles > 1 else ""
    click.echo(f"\n{item.id}  {item.probability:.2f}  {day}  {item.site}{copies}")
    click.secho(f"  {item.title}", bold=True)
    click.echo(f"  {item.url}")
    for name, signals in (("for", item.speaks_for), ("against", item.speaks_against)):
        if signals:
            click.echo(f"  {name:<8} {named(signals)}")
    if item.sentence:
        click.echo(f"  “{_short(item.sentence)}”")


def show_agreement(agreement: Agreement, heading: str) -> None:
    """Print an agreement's fields."""
    click.secho(f"\n  {heading}: {agreement.kind}", bold=True)
    for name, value in agreement:
        given = _given(agreement, name)
        if name in _NOT_FIELDS or (value in (None, ()) and given is None):
            continue
        click.echo(f"    {name:<16} {_listed(value)}")
        if given is not None:
            _show_given(name, given)
        for sentence in _sentences(agreement, name):
            click.secho(f"    {'':<16}   “{_short(sentence)}”", dim=True)


def show_kept(agreement: KeptAgreement, *, coverage: bool = False) -> None:
    """Print an agreement of the register: its fields, and where articles contradict each other.

    ``coverage`` lists the articles that tell of it, first publisher first.
    """
    show_agreement(agreement, f"agreement {agreement.id}")
    end, entered = end_of(agreement), agreement.entered
    print_fields(
        [
            ("ends", f"{end.day} (counted from the term)" if end and end.counted else None),
            ("entered", f"by {entered.by}, {shown(entered.at)}" if entered else None),
            ("told by", agreement.stories),
            ("followed by", agreement.follow_ups),
            ("renewed by", agreement.renewed_by),
            ("amended by", agreement.amended_by),
        ],
        indent="    ",
    )
    for field, variants in agreement.contradictions.items():
        click.secho(f"    articles disagree on {field}:", fg="yellow")
        for variant in variants:
            click.echo(f"      {variant.value}")
            click.echo("\n".join(f"        {url}" for url in variant.articles))
    if coverage:
        outlets = len({article.site for article in agreement.articles})
        click.echo(f"    {len(agreement.articles)} articles in {outlets} outlets")
        for article in agreement.articles:
            show_ref(article)


def _given(agreement: Agreement, field: str) -> Given | None:
    return agreement.given.get(field) if isinstance(agreement, KeptAgreement) else None


def _show_given(field: str, given: Given) -> None:
    note = f": {given.note}" if given.note else ""
    click.secho(f"    {'':<16}   given by {given.by}, {shown(given.at)}{note}", dim=True)
    if given.news is not None:
        since = " since then: settle it (pantau agreements conflicts)" if given.conflict else ""
        news = _short(in_words(field, given.news))
        click.secho(f"    {'':<16}   the news says {news}{since}", fg="yellow")


def show_ref(article: ArticleRef) -> None:
    """Print where an article of a story was published, and what became of it since."""
    click.echo(f"    {shown(article.published) or 'no date':<21} {article.site}")
    click.echo(f"    {'':<21} {article.url}")
    if article.withdrawn:
        click.echo(f"    {'':<21} withdrawn, found gone {shown(article.withdrawn)}")
    if article.corrects:
        click.echo(f"    {'':<21} corrects {article.corrects}: “{article.title}”")
    if article.note:
        click.echo(f"    {'':<21} “{_short(article.note)}”")


def show_versions(versions: Iterable[Version], *, whole: bool = False) -> None:
    """Print versions of an article, a line each with what it changed; ``whole`` with its words."""
    for version in versions:
        said = "; ".join(version.changes) or f"“{version.title}”"
        seen = f"{shown(version.first_seen)} to {shown(version.last_seen)}"
        click.echo(f"    {version.number:>3}  {seen}  {said}")
        if whole:
            click.echo(f"\n  | {version.title}")
            click.echo("\n".join(f"  | {line}" for line in version.text.splitlines()))
            for number, agreement in enumerate(version.agreements, start=1):
                show_agreement(agreement, f"agreement {number}")
            click.echo("")


def show_stories(stories: Iterable[Story]) -> None:
    """Print stories as a table."""
    rows = [
        (
            story.id,
            shown(story.published)[:10],
            f"{story.title} (withdrawn)" if story.withdrawn else story.title,
            len(story.articles),
            ", ".join(dict.fromkeys(article.site for article in story.articles)),
        )
        for story in stories
    ]
    print_table(["Id", "Published", "Title", "Articles", "Sites"], rows)


def show_agreements(agreements: Iterable[KeptAgreement]) -> None:
    """Print agreements as a table."""
    rows = [
        (
            agreement.id,
            agreement.signed_on,
            agreement.kind,
            "; ".join(party.name for party in agreement.parties) + _counted(agreement),
            agreement.regency or agreement.province,
            len({article.site for article in agreement.articles}),
            ", ".join(agreement.contradictions),
        )
        for agreement in agreements
    ]
    print_table(["Id", "Signed on", "Kind", "Parties", "Where", "Outlets", "Disputed"], rows)


def _counted(agreement: Agreement) -> str:
    return f" (and {agreement.partner_count} partners)" if agreement.partner_count else ""


def _listed(value: object) -> str:
    if isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
        return "; ".join(f"{item.name} ({', '.join(_details(item))})" for item in value)
    return shown(value)


def _details(item: BaseModel) -> Iterator[str]:
    for key in ("kind", "role", "capacity"):
        if value := getattr(item, key, None):
            yield str(value)


def _sentences(agreement: Agreement, field: str) -> list[str]:
    evidence = agreement.evidence.get(field, ())
    return list(dict.fromkeys([evidence] if isinstance(evidence, str) else evidence))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _EVIDENCE_WIDTH else line[: _EVIDENCE_WIDTH - 1] + "…"
