"""``pantau sites``: which sites are watched, and how each is doing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

import click

from crawler.health import FAULTS, State
from desk import sites as known_sites
from desk.site_record import site_in_short, whole_site
from desk.sites import Watched
from model.outlets import OUTLET_TYPES
from pantau.options import App, allow_private_option, command_options, now
from pantau.output import print_json
from pantau.probing import probe
from pantau.schedule.claiming import asking_sites, claimed
from pantau.site_view import (
    added_line,
    show_endpoints,
    show_site,
    show_sites,
    totals_line,
)
from store import SiteStatus, Store

_NEEDS_A_LOOK: Final = FAULTS | {State.UNFIT}


class States(click.ParamType[tuple[State, ...]]):
    """States of sites, written silent,blocked."""

    name = "states"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[State, ...]:
        """Take names with commas between."""
        if isinstance(value, tuple):
            return value
        try:
            return tuple(State(name.strip()) for name in str(value).split(","))
        except ValueError:
            self.fail(f"{value!r}: the states are {', '.join(State)}", param, ctx)


def _first(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0


_SORTS: dict[str, Callable[[Watched], Any]] = {
    "site": lambda one: one.state.site,
    "state": lambda one: list(State).index(one.health.state),
    "last_success": lambda one: _first(one.health.last_success),
    "last_article": lambda one: _first(one.health.last_article),
    "articles_per_week": lambda one: -(one.health.articles_per_week or 0.0),
    "kept": lambda one: -one.counts.kept,
}


@click.group("sites")
def sites_command() -> None:
    """Add sites, and see how those that are watched are doing."""


@sites_command.command("list")
@click.option("--state", "states", type=States(), help="Only these, such as silent,blocked.")
@click.option("--province", help="Only sites of this province.")
@click.option(
    "--sort", type=click.Choice(list(_SORTS)), default="site", show_default=True, help="Order."
)
@command_options
def list_command(
    app: App, *, states: tuple[State, ...] | None, province: str | None, sort: str
) -> int:
    """List sites: last success and article, articles a week, kept in 30 days, and what is wrong.

    Removed sites are left out, unless --state removed asks for them.
    """
    with app.store() as store:
        everything = known_sites.watch(store, known_sites.known(app.settings, store), now())
    wanted = sorted(known_sites.wanted(everything, states or (), province), key=_SORTS[sort])
    if app.as_json:
        print_json([site_in_short(one) for one in wanted])
        return 0
    if wanted:
        show_sites(wanted)
    if everything:
        click.echo(totals_line(known_sites.totals(everything)))
    else:
        click.echo("No site yet: pantau sites add URL")
    return 0


@sites_command.command("show")
@click.argument("site")
@command_options
def show_command(app: App, site: str) -> int:
    """Show all that is known of a site: an address, a host or a name."""
    with app.store() as store:
        (found,) = _watched(app, store, [site])
        chrome = store.chrome(found.state.site)
    if app.as_json:
        print_json(whole_site(found, chrome))
    else:
        show_site(found, chrome)
    return 0


@sites_command.command("add")
@click.argument("url")
@click.option("--name", help="The outlet's name, as people write it.")
@click.option("--province", help="Province it reports from.")
@click.option("--type", "type_", type=click.Choice(OUTLET_TYPES), help="Who runs it.")
@click.option("--group", help="Owner, where several sites are one's.")
@click.option("--no-check", is_flag=True, help="Do not look at it now.")
@allow_private_option
@command_options
def add_command(
    app: App, /, url: str, *, type_: str | None, no_check: bool, **told: str | None
) -> int:
    """Watch a site: look what it has, and crawl it from now on.

    Adding a removed site again brings it back. Exit code 1 where the look found it at fault; it is
    watched all the same.
    """
    address = known_sites.address_of(url)
    with app.store() as store:
        state = known_sites.add(app.settings, store, address, {"type": type_, **told})
        if not no_check:
            probe(app, store, [address])
        (found,) = _watched(app, store, [state.site])
        chrome = store.chrome(state.site)
    if app.as_json:
        print_json(whole_site(found, chrome))
    else:
        click.echo(added_line(found))
        show_endpoints(found.endpoints)
    return int(found.health.state in _NEEDS_A_LOOK)


@sites_command.command("check")
@click.argument("sites", nargs=-1, metavar="[SITE]...")
@click.option("--at-fault", is_flag=True, help="Only sites that are at fault, or unfit.")
@allow_private_option
@command_options
def check_command(app: App, sites: tuple[str, ...], *, at_fault: bool) -> int:
    """Look at sites again (without SITE: all that are watched) and say what changed.

    Exit code 1 where a site is at fault, or another process asks sites just now.
    """
    if at_fault and sites:
        raise click.UsageError("--at-fault chooses the sites: name none")
    with app.store() as store:
        before = _at_fault(app, store) if at_fault else _watched(app, store, sites)
        known_sites.refuse_removed(before)
        for one in before:
            if one.state.status is SiteStatus.UNFIT:
                known_sites.decide(store, one.state, SiteStatus.ACTIVE)
        with claimed(store.schedule, asking_sites("pantau sites check", app.settings), now):
            probe(app, store, [one.state.url for one in before])
        after = _watched(app, store, [one.state.site for one in before])
    if app.as_json:
        print_json([_changed(*pair) for pair in zip(before, after, strict=True)])
    else:
        for old, new in zip(before, after, strict=True):
            _tell_change(old, new)
    return int(any(one.health.state in _NEEDS_A_LOOK for one in after))


def _at_fault(app: App, store: Store) -> list[Watched]:
    everything = known_sites.watch(store, known_sites.known(app.settings, store), now())
    return [one for one in everything if one.health.state in _NEEDS_A_LOOK]


def _changed(old: Watched, new: Watched) -> dict[str, Any]:
    return {
        **dict(site_in_short(new)),
        "state_before": old.health.state,
        "endpoints": new.endpoints,
    }


def _tell_change(old: Watched, new: Watched) -> None:
    was = "" if old.health.state == new.health.state else f" (was {old.health.state})"
    click.echo(f"{new.state.site}: {new.health.state}{was}. {new.health.reason}")
    urls = {one.url for one in old.endpoints}, {one.url for one in new.endpoints}
    for sign, changed in (("-", urls[0] - urls[1]), ("+", urls[1] - urls[0])):
        for url in sorted(changed):
            click.echo(f"  {sign} {url}")


def _watched(app: App, store: Store, asked: Sequence[str]) -> list[Watched]:
    """Return the sites asked for; without any, all that are watched."""
    everything = known_sites.known(app.settings, store)
    if asked:
        wanted = [known_sites.find(everything, one) for one in asked]
        wanted = list({one.site: one for one in wanted}.values())
    else:
        wanted = [one for one in everything if one.status is SiteStatus.ACTIVE]
    return known_sites.watch(store, wanted, now())


def _decision(name: str, status: SiteStatus, help_text: str) -> None:
    """Make a command that decides on sites."""

    @sites_command.command(name, help=help_text)
    @click.argument("sites", nargs=-1, required=True, metavar="SITE...")
    @command_options
    def command(app: App, sites: tuple[str, ...]) -> int:
        with app.store() as store:
            before = _watched(app, store, sites)
            if status is not SiteStatus.REMOVED:
                known_sites.refuse_removed(before)
            # All were found before one is changed: a wrong name changes nothing.
            for one in before:
                known_sites.decide(store, one.state, status)
            found = _watched(app, store, sites)
        if app.as_json:
            print_json([site_in_short(one) for one in found])
        else:
            for one in found:
                click.echo(added_line(one))
        return 0


_decision("pause", SiteStatus.PAUSED, "Do not ask these sites until they are resumed.")
_decision("resume", SiteStatus.ACTIVE, "Ask paused sites again.")
_decision("remove", SiteStatus.REMOVED, "Do not watch these sites until they are added again.")
