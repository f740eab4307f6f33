"""``pantau read``: show what Pantau reads from pages, without storing anything."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import click

from crawler.fetch import fetch_pages
from model.exceptions import FetchError
from model.records import Agreement, Page, Reading
from model.words import word
from pantau import jsonl
from pantau.options import App, allow_private_option, command_options, now
from pantau.output import note, print_fields, print_json, print_line, shown
from pipelines.workers import Workers


@click.command("read")
@click.argument("sources", nargs=-1)
@click.option(
    "--jsonl",
    "as_jsonl",
    is_flag=True,
    help="Read JSON lines on standard input (url, html or text); write one line for each.",
)
@allow_private_option
@command_options
def read_command(app: App, sources: tuple[str, ...], *, as_jsonl: bool) -> int:
    """Read HTML files, .txt files or web addresses; show article, judgement and agreements."""
    if as_jsonl == bool(sources):
        raise click.UsageError("Give sources to read, or --jsonl with lines on standard input.")
    with Workers(app.settings.crawl.workers, app.settings.crawl.page_seconds) as workers:
        if as_jsonl:
            for reading in workers.process_all(jsonl.pages(stdin_lines())):
                print_line(reading)
            return 0
        readings = list(workers.process_all(_pages(app, sources)))
    if app.as_json:
        print_json(readings)
    else:
        for reading in readings:
            show_reading(reading)
    return int(all(reading.error for reading in readings))


def stdin_lines(stream: BinaryIO | None = None) -> Iterator[bytes]:
    """Give lines as they arrive, without waiting for a full buffer."""
    source = stream or sys.stdin.buffer
    return iter(source.readline, b"")


def _pages(app: App, sources: Sequence[str]) -> Iterator[Page | Reading]:
    addresses = [source for source in sources if source.startswith(("http://", "https://"))]
    fetched = {
        url: page for url, page in zip(addresses, fetch_pages(app.settings, addresses), strict=True)
    } if addresses else {}
    for source in sources:
        answer = fetched.get(source)
        if answer is None:
            yield _file(Path(source))
        elif isinstance(answer, FetchError):
            yield Reading(url=source, error=str(answer))
        else:
            yield answer


def _file(path: Path) -> Page | Reading:
    try:
        body = path.read_bytes()
    except OSError as error:
        return Reading(url=str(path), error=f"not_read: {error.strerror or error}")
    plain = path.suffix.lower() == ".txt"
    return Page(url=path.resolve().as_uri(), body=body, plain=plain, fetched_at=now())


def show_reading(reading: Reading) -> None:
    """Print one reading for people, each field with its evidence."""
    click.secho(f"\n{reading.url}", bold=True)
    if reading.error is not None or reading.article is None or reading.judgement is None:
        click.echo(f"  not read: {reading.error}")
        return
    article, judgement = reading.article, reading.judgement
    published = f"{shown(article.published)} ({article.published_basis})"
    print_fields(
        [
            ("title", article.title),
            ("published", published if article.published else None),
            ("authors", article.authors),
            ("site", article.site_name),
            ("language", article.language),
            ("text", f"{len(article.text)} characters"),
        ]
    )
    click.echo("")
    click.echo("\n".join(f"  | {line}" for line in article.text.splitlines()))
    label = word("label", judgement.label)
    click.echo(f"\n  judgement: {judgement.label} ({label}), probability {judgement.probability:.2f}")
    for signal in sorted(judgement.signals, key=lambda signal: -abs(signal.weight)):
        click.echo(f"    {signal.weight:+6.2f}  {signal.name:<28} {_short(signal.evidence)}")
    for number, agreement in enumerate(reading.agreements, start=1):
        show_agreement(agreement, f"agreement {number}")


def show_agreement(agreement: Agreement, heading: str) -> None:
    """Print an agreement's fields, each with the sentence it was read from."""
    click.secho(f"\n  {heading}: {word('kind', agreement.kind)}", bold=True)
    for name, value in agreement:
        if name in {"evidence", "id", "stories"} or value in (None, ()):
            continue
        click.echo(f"    {name:<16} {_value(name, value)}")
        for sentence in _sentences(agreement, name):
            click.secho(f"    {'':<16}   “{_short(sentence)}”", dim=True)


def _value(name: str, value: object) -> str:
    if name in {"parties", "units", "officials"} and isinstance(value, tuple):
        return "; ".join(
            f"{item.name} ({', '.join(_details(item))})" for item in value
        )
    return shown(value)


def _details(item: object) -> Iterator[str]:
    for key in ("kind", "role", "capacity"):
        value = getattr(item, key, None)
        if value:
            yield str(value)


def _sentences(agreement: Agreement, field: str) -> Sequence[str]:
    evidence = agreement.evidence.get(field, ())
    return list(dict.fromkeys([evidence] if isinstance(evidence, str) else evidence))


def _short(text: str, width: int = 160) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"


def warn_without_contact(app: App) -> None:
    """Ask for a contact address where requests would go out without one."""
    if app.settings.crawl.contact is None:
        note("pantau: please set crawl.contact in config.yaml; site owners see it in requests")


