"""``pantau users``: who may open the web page from elsewhere, and what they may do there."""

from __future__ import annotations

import sys

import click

from model.accounts import PassRow, PassSort, Role, User
from model.audit import Act, Deed
from model.exceptions import InputError, NotFoundError
from pantau.options import App, command_options, now, user_name
from pantau.output import note, print_json, print_table
from store import Pass, Store
from web.access.secrets import digest_of, hashed, new_token

_LONGEST_NAME = 100
_role = click.Choice([role.value for role in Role])
_password_option = click.option(
    "--password-stdin", is_flag=True, help="Read the password from the first line of input."
)


@click.group("users")
def users_command() -> None:
    """Say who may open the web page, and as what: reader, reviewer or admin."""


@users_command.command("add")
@click.argument("name")
@click.option("--role", type=_role, default="reader", show_default=True, help="What they may do.")
@_password_option
@command_options
def add_command(app: App, name: str, *, role: str, password_stdin: bool) -> int:
    """Let somebody in; the password is asked for."""
    user = User(name=_checked(name), role=Role(role))
    with app.store() as store:
        if store.accounts.find(user.name) is not None:
            raise InputError(f"there is a user {user.name} already (see pantau users list)")
        if not store.accounts.add(user, hashed(_password(from_input=password_stdin)), now()):
            raise InputError(f"there is a user {user.name} already (see pantau users list)")
        _log(store, user.name, "added", role=role)
    return _done(app, user, f"{user.name} may log in as {user.role}")


@users_command.command("list")
@command_options
def list_command(app: App) -> int:
    """List who may log in."""
    with app.store() as store:
        accounts = store.accounts.all()
    if app.as_json:
        print_json(accounts)
    elif accounts:
        rows = [(one.name, one.role, one.created, one.tokens) for one in accounts]
        print_table(["Name", "Role", "Since", "Tokens"], rows)
    else:
        click.echo("No user yet: pantau users add NAME")
    return 0


@users_command.command("role")
@click.argument("name")
@click.argument("role", type=_role)
@command_options
def role_command(app: App, name: str, role: str) -> int:
    """Let somebody do more or less; they log in anew."""
    with app.store() as store:
        if not store.accounts.change(name, role=Role(role)):
            raise _unknown(name)
        _log(store, name, "role", role=role)
    return _done(app, User(name=name, role=Role(role)), f"{name} is {role} now")


@users_command.command("password")
@click.argument("name")
@_password_option
@command_options
def password_command(app: App, name: str, *, password_stdin: bool) -> int:
    """Give somebody another password; they log in anew."""
    with app.store() as store:
        found = store.accounts.find(name)
        if found is None:
            raise _unknown(name)
        store.accounts.change(name, password=hashed(_password(from_input=password_stdin)))
        _log(store, found.user.name, "password")
    return _done(app, found.user, f"{found.user.name} has another password now")


@users_command.command("remove")
@click.argument("name")
@command_options
def remove_command(app: App, name: str) -> int:
    """Let somebody in no more; their sessions and tokens end."""
    with app.store() as store:
        found = store.accounts.find(name)
        if found is None or not store.accounts.remove(name):
            raise _unknown(name)
        _log(store, found.user.name, "removed")
    return _done(app, found.user, f"{found.user.name} is no user any more")


@users_command.command("token")
@click.argument("name")
@click.option("--label", help="What it is for.")
@click.option("--list", "listed", is_flag=True, help="List the sessions and tokens instead.")
@click.option("--revoke", metavar="ID", help="Take the session or token with this id back.")
@command_options
def token_command(
    app: App, name: str, *, label: str | None, listed: bool, revoke: str | None
) -> int:
    """Make a token for a program of somebody's: it is shown once, and never again."""
    with app.store() as store:
        accounts = store.accounts
        found = accounts.find(name)
        if found is None:
            raise _unknown(name)
        if listed:
            return _list_passes(app, accounts.passes(name))
        if revoke is not None:
            if revoke not in {one.id for one in accounts.passes(name)}:
                raise NotFoundError(f"{name} has no session or token {revoke}")
            accounts.revoke(revoke)
            _log(store, found.user.name, "revoked", id=revoke)
            return _done(app, found.user, f"{revoke} lets nobody in any more")
        token = new_token()
        new = Pass(digest_of(token), found.user.name, PassSort.TOKEN, label=label)
        accounts.admit(new, now())
        _log(store, found.user.name, "token", label=label)
    if app.as_json:
        print_json({"name": found.user.name, "role": found.user.role, "token": token})
    else:
        click.echo(token)
        note("Keep it like a password: it is not shown again.")
    return 0


def _list_passes(app: App, passes: list[PassRow]) -> int:
    if app.as_json:
        print_json(passes)
    else:
        rows = [(one.id, one.sort, one.label, one.created, one.ends) for one in passes]
        print_table(["Id", "Sort", "For", "Since", "Until"], rows)
    return 0


def _log(store: Store, name: str, change: str, **detail: str | None) -> None:
    """Log what was changed of somebody's access; secrets are never told."""
    told = {"change": change, **{key: value for key, value in detail.items() if value}}
    store.audit.write(Deed(act=Act.ACCESS, by=user_name(), at=now(), subject=name, detail=told))


def _checked(name: str) -> str:
    name = name.strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable() or ":" in name:
        raise InputError("a name has 1 to 100 characters that can be seen, and no colon")
    return name


def _password(*, from_input: bool) -> str:
    if from_input:
        return sys.stdin.readline().rstrip("\r\n")
    asked = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return str(asked)


def _unknown(name: str) -> NotFoundError:
    return NotFoundError(f"there is no user {name} (see pantau users list)")


def _done(app: App, user: User, sentence: str) -> int:
    if app.as_json:
        print_json(user)
    else:
        click.echo(sentence)
    return 0
