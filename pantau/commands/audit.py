"""``pantau audit``: what people did that others may have to answer for."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import click

from model.audit import Act, LoggedDeed
from model.records import JAKARTA
from pantau.options import App, Day, command_options
from pantau.output import print_json, print_table


@click.command("audit")
@click.option("--act", type=click.Choice([act.value for act in Act]), help="Only deeds of a sort.")
@click.option("--subject", help="Only what was done to this: an id, or a name.")
@click.option("--since", type=Day(), help="Only from this day on (in Jakarta).")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most.")
@command_options
def audit_command(
    app: App, *, act: str | None, subject: str | None, since: date | None, limit: int
) -> int:
    """List what people did, newest first: reviews, edits, deletions, exports, sendings, access."""
    with app.store() as store:
        deeds = store.audit.deeds(
            limit,
            act=Act(act) if act else None,
            subject=subject,
            since=_beginning(since) if since else None,
        )
    if app.as_json:
        print_json(deeds)
    else:
        print_table(["No", "At", "By", "Act", "Subject", "Detail"], map(_row, deeds))
    return 0


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time(), JAKARTA).astimezone(UTC)


def _row(deed: LoggedDeed) -> tuple[object, ...]:
    detail = ", ".join(f"{name}: {value}" for name, value in deed.detail.items())
    return deed.number, deed.at, deed.by, deed.act, deed.subject, detail
