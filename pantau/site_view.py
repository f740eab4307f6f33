"""Sites as people read them in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

import click

from crawler import wording
from crawler.rhythm import Rhythm
from desk.site_record import VISITS
from desk.sites import Watched
from desk.wording import shown
from pantau.output import print_fields, print_table
from pipelines.read.recurring import Line
from store import Endpoint, SiteStatus, Visit

_WEEKDAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
_FUNNEL = ("requests", "discovered", "new", "off_topic", "fetched", "articles", "kept", "failed")


def show_sites(sites: Iterable[Watched]) -> None:
    """Print sites as a table."""
    rows = [
        (
            site.state.site,
            site.health.state,
            shown(site.health.last_success)[:10],
            shown(site.health.last_article)[:10],
            _number(site.health.articles_per_week),
            site.counts.kept,
            site.health.reason,
        )
        for site in sites
    ]
    columns = ["Site", "State", "Last success", "Last article", "A week", "Kept", "Reason"]
    print_table(columns, rows)


def totals_line(totals: dict[str, int]) -> str:
    """Say how many sites are normal, and what the others are: "118 of 121 sites normal; …"."""
    others = [
        f"{count} {state.replace('_', ' ')}"
        for state, count in totals.items()
        if count and state not in {"total", "normal"}
    ]
    line = f"{totals['normal']} of {wording.count(totals['total'], 'site')} normal"
    return f"{line}; {', '.join(others)}" if others else line


def show_site(site: Watched, chrome: Sequence[Line]) -> None:
    """Print all that is known of a site; ``chrome`` are the lines that recur in its articles."""
    state, health = site.state, site.health
    click.secho(f"\n{state.name or state.site}", bold=True)
    print_fields(
        [
            ("site", state.site),
            ("url", state.url),
            ("province", state.province),
            ("type", state.type),
            ("group", state.group),
            ("status", state.status),
            ("state", health.state),
            ("reason", health.reason),
            ("since", health.since),
            ("lost at", health.lost),
            ("last success", health.last_success),
            ("last article", health.last_article),
            ("rhythm", _rhythm(health.rhythm)),
            ("last 30 days", _funnel(site)),
            ("software", state.software),
            ("other hosts", state.hosts),
            ("looked at", state.probed_at),
            ("archive walked", state.walked),
            ("failures", state.failures or None),
            ("next visit", state.next_visit),
            ("note", state.note),
        ]
    )
    show_endpoints(site.endpoints)
    show_visits(site.visits[:VISITS])
    show_chrome(chrome)


def show_endpoints(endpoints: Sequence[Endpoint]) -> None:
    """Print the ways to a site's articles, those asked first before the others, and why."""
    for one in endpoints:
        click.echo(f"\n  {one.rank}. {one.kind}  {one.url}")
        seconds = one.interval
        problem = f"{one.problem or 'no answer'}, {one.failures} in a row" if one.failures else None
        fields = [
            ("why", one.why),
            ("found", wording.count(one.found, "article") if one.found else None),
            ("newest", one.newest),
            ("full text", "yes" if one.full_text else None),
            ("checked", one.checked_at),
            ("every", wording.span(timedelta(seconds=seconds)) if seconds is not None else None),
            ("next check", one.next_check),
            ("validators", _validators(one)),
            ("problem", problem),
        ]
        print_fields(fields, indent="     ")


def show_visits(visits: Sequence[Visit]) -> None:
    """Print the funnel of each visit, newest first."""
    if not visits:
        click.echo("\n  Not visited yet.")
        return
    columns = ["Visit", *(name.replace("_", " ").capitalize() for name in _FUNNEL), "Error"]
    rows = [
        (visit.at, *(getattr(visit, name) for name in _FUNNEL), visit.error) for visit in visits
    ]
    print_table(columns, rows)


def show_chrome(lines: Sequence[Line]) -> None:
    """Print the lines that recur in a site's articles and are cut out of them."""
    if lines:
        rows = [(line.articles, line.text) for line in lines]
        print_table(["Articles", "Line that recurs and is cut"], rows)


def added_line(site: Watched) -> str:
    """Say in one line what became of a site."""
    state = site.state
    done = "watched" if state.status is SiteStatus.ACTIVE else str(state.status)
    return f"{state.site}: {done}. {site.health.state}: {site.health.reason}"


def _funnel(site: Watched) -> str:
    return ", ".join(f"{count} {name}" for name, count in site.counts._asdict().items())


def _rhythm(rhythm: Rhythm | None) -> str | None:
    """Write what was learnt of a site's habits."""
    if rhythm is None:
        return None
    days = ", ".join(
        f"{name} {count:.1f}" for name, count in zip(_WEEKDAYS, rhythm.weekdays, strict=True)
    )
    return (
        f"{wording.often(rhythm.per_week)} ({days}), learnt from "
        f"{wording.count(rhythm.articles, 'article')}; silent after "
        f"{max(rhythm.patience, 2):.1f} that did not come"
    )


def _validators(endpoint: Endpoint) -> str:
    if not endpoint.trusted:
        return "not trusted: they contradicted what came"
    named = [
        name
        for name, value in (("ETag", endpoint.etag), ("Last-Modified", endpoint.last_modified))
        if value
    ]
    return f"trusted: {', '.join(named)}" if named else "none"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
