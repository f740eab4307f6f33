"""``pantau init``: a new installation, asked for question by question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import Any

import click

from desk.units import find
from model.config import DEFAULT_FILE, Configuration, load
from model.exceptions import InputError
from model.zones import ZONES
from pantau.options import App, command_options, now
from pantau.output import note, print_json
from pantau.setup.answers import Answers, Mail, letterhead_for, name_of, settings_from
from pantau.setup.asking import Asking
from pantau.setup.checks import Check, checks
from pantau.setup.provinces import neighbours_of, zone_of_office
from pantau.setup.writing import write
from pipelines.text.unit_register import Entry

#: Offices that are listed to choose from, at most.
_LISTED = 15
_MAIL_PORT = 587
_PASSWORD = "PANTAU_ALERTS__SMTP__PASSWORD"  # noqa: S105 - the name of the variable

_options = (
    click.option("--office", help="Which office this is: its name in any spelling, or its id."),
    click.option("--zone", type=click.Choice(list(ZONES)), help="The office's zone."),
    click.option("--contact", help="Mail or web address that site owners can write to."),
    click.option("--letterhead", multiple=True, metavar="LINE", help="A line of the letterhead."),
    click.option("--address", help="The address under the letterhead."),
    click.option("--logo", help="A picture beside the letterhead: a PNG or JPEG file."),
    click.option("--paper", type=click.Choice(["A4", "F4"]), help="Size of papers (default: A4)."),
    click.option("--kliping-time", metavar="HH:MM", help="When the kliping is put together."),
    click.option(
        "--neighbours/--no-neighbours",
        default=None,
        help="Watch outlets of the provinces beside (default: yes).",
    ),
    click.option(
        "--national/--no-national", default=None, help="Watch national outlets (default: yes)."
    ),
    click.option("--smtp", metavar="HOST[:PORT]", help="The mail server; without it, no mail."),
    click.option("--smtp-user", help="User name at the mail server."),
    click.option("--mail-from", help="Address that mail comes from."),
    click.option("--mail-to", multiple=True, help="Address that gets the kliping; repeatable."),
)


def _with_options(function: Any) -> Any:
    for option in reversed(_options):
        function = option(function)
    return function


@click.command("init")
@_with_options
@click.option("--yes", is_flag=True, help="Ask nothing: take options and defaults.")
@click.option("--no-test", is_flag=True, help="Try nothing; only write the configuration.")
@command_options
def init_command(app: App, /, *, yes: bool, no_test: bool, **given: Any) -> int:
    """Ask which office this is for, write config.yaml, and try what it says.

    What the file says of other things stays, and the file before is kept beside it, as
    config.yaml.old. The password of the mail server is never written: it comes from the
    environment.
    """
    answers = _answers(Asking(people=not yes), given)
    file = app.configuration_file or DEFAULT_FILE
    kept = write(file, settings_from(answers))
    configuration = load(file)
    tried = [] if no_test else _try(configuration, quiet=app.as_json)
    if app.as_json:
        print_json(
            {
                "file": str(file),
                "before": None if kept is None else str(kept),
                "settings": settings_from(answers),
                "checks": [check._asdict() for check in tried],
            }
        )
    else:
        _show(file, kept, answers)
    return 0


def _answers(ask: Asking, given: Mapping[str, Any]) -> Answers:
    office = _office(ask, given["office"])
    provinces = office.provinces
    zone = ask.text("Zone (WIB, WITA, WIT)", given["zone"], zone_of_office(provinces), "--zone")
    beside = ", ".join(neighbours_of(provinces))
    answers = Answers(
        name=name_of(office),
        provinces=provinces,
        zone=_zone(zone),
        contact=ask.text(
            "Mail or web address that site owners can write to",
            given["contact"],
            None,
            "--contact",
        ),
        letterhead=given["letterhead"] or letterhead_for(office),
        address=ask.maybe("Address under the letterhead", given["address"]),
        logo=_logo(ask.maybe("Picture beside the letterhead, PNG or JPEG", given["logo"])),
        paper=given["paper"] or "A4",
        neighbours=bool(beside)
        and ask.whether(f"Watch outlets of {beside} too?", given["neighbours"]),
        national=not provinces or ask.whether("Watch national outlets too?", given["national"]),
        kliping_time=_time(
            ask.text(
                "When is the kliping put together", given["kliping_time"], "07:30", "--kliping-time"
            )
        ),
    )
    mail = _mail(ask, given)
    recipients = _recipients(ask, given["mail_to"]) if mail else ()
    return replace(answers, mail=mail, recipients=recipients)


def _office(ask: Asking, given: str | None) -> Entry:
    query = ask.text("Which office is this", given, None, "--office")
    found = [entry for entry in find(query) if not entry.until]
    if not found:
        raise InputError(f"{query}: no office of the register is called so (see pantau units)")
    if len(found) > _LISTED:
        raise InputError(f"{query}: {len(found)} offices are called so; say more of its name")
    if len(found) == 1:
        return found[0]
    names = [name_of(entry) for entry in found]
    return found[ask.choice(f"{query} may be", names)]


def _mail(ask: Asking, given: Mapping[str, Any]) -> Mail | None:
    server = ask.maybe("Mail server, host or host:port", given["smtp"])
    if server is None:
        return None
    host, _, port = server.partition(":")
    if not (host and (port.isdigit() or not port)):
        raise InputError(f"{server}: the mail server is written host or host:port")
    user = ask.maybe("User name at the mail server", given["smtp_user"])
    default = f"Pantau <{user}>" if user and "@" in user else None
    sender = ask.text("Address that mail comes from", given["mail_from"], default, "--mail-from")
    return Mail(host, int(port or _MAIL_PORT), user, sender)


def _recipients(ask: Asking, given: tuple[str, ...]) -> tuple[str, ...]:
    if given:
        return given
    told = ask.maybe("Addresses that get the kliping, with commas between", None)
    return tuple(one.strip() for one in (told or "").split(",") if one.strip())


def _zone(told: str) -> str:
    name = told.strip().upper()
    if name not in ZONES:
        raise InputError(f"{told}: the zone is {', '.join(ZONES)}")
    return name


def _time(told: str) -> time:
    hours, _, minutes = told.replace(".", ":").partition(":")
    try:
        return time(int(hours), int(minutes))
    except ValueError:
        raise InputError(f"{told}: a time is written 07:30") from None


def _logo(told: str | None) -> Path | None:
    if told is None:
        return None
    path = Path(told).expanduser().absolute()
    if not path.is_file():
        raise InputError(f"{path}: there is no such file")
    return path


def _try(configuration: Configuration, *, quiet: bool) -> list[Check]:
    settings = configuration.settings
    tried = []
    for check in checks(settings, settings.kliping.to, now()):
        tried.append(check)
        if not quiet:
            note(f"{'ok     ' if check.ok else 'FAILED '} {check.name}: {check.told}")
    return tried


def _show(path: Path, kept: Path | None, answers: Answers) -> None:
    click.echo(f"{path} is written for {answers.name}, {answers.zone}.")
    if kept is not None:
        click.echo(f"What it said before is in {kept}.")
    if answers.mail is not None and answers.mail.user is not None:
        click.echo(f"The password of the mail server is taken from the variable {_PASSWORD}.")
    click.echo("Next: pantau crawl, then pantau up.")
