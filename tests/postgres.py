"""A real PostgreSQL for tests: made in a temporary directory, gone when they end.

``PANTAU_TEST_POSTGRES_URL`` names a server that runs elsewhere; its user must be allowed to create
databases. Without one and without PostgreSQL's programs, tests that need it skip, unless
``PANTAU_TEST_REQUIRE=1``: then they fail.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import URL, create_engine, make_url, text

URL_VARIABLE = "PANTAU_TEST_POSTGRES_URL"
REQUIRE_VARIABLE = "PANTAU_TEST_REQUIRE"
PROGRAMS = Path("/usr/lib/postgresql")
#: Users that a server may run as: it refuses root.
UNPRIVILEGED = ("postgres", "nobody")
#: What makes the server start fast, and no more than the tests need. Crashes of clients are tested,
#: crashes of the server are not.
SERVER_OPTIONS = "-c fsync=off -c full_page_writes=off -c listen_addresses='' -c max_connections=60"


@contextmanager
def server() -> Iterator[URL]:
    """Give the address of a running server; skip the test where there is none."""
    external = os.environ.get(URL_VARIABLE)
    if external:
        yield make_url(external).set(drivername="postgresql+psycopg")
        return
    programs = _programs()
    if programs is None:
        _unavailable(f"PostgreSQL is not installed, and {URL_VARIABLE} names no server")
        return
    user = _user()
    if user is None:
        _unavailable("PostgreSQL refuses to run as root, and no other user is here to run it")
        return
    with _directory(user) as directory:
        _run(
            programs, user, "initdb", "-D", directory / "data", "-A", "trust", "-U", "pantau", "-N"
        )
        options = f"{SERVER_OPTIONS} -c unix_socket_directories={directory}"
        control = ("pg_ctl", "-D", directory / "data", "-w", "-l", directory / "log")
        _run(programs, user, *control, "-o", options, "start")
        try:
            yield URL.create(
                "postgresql+psycopg",
                username="pantau",
                database="postgres",
                query={"host": str(directory)},
            )
        finally:
            _run(programs, user, *control, "-m", "immediate", "stop")


@contextmanager
def database(address: URL) -> Iterator[str]:
    """Make an empty database on the server at ``address``; drop it at the end."""
    name = f"pantau_{uuid4().hex}"
    administrator = create_engine(address, isolation_level="AUTOCOMMIT")
    with administrator.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield address.set(database=name).render_as_string(hide_password=False)
    finally:
        with administrator.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        administrator.dispose()


def _unavailable(reason: str) -> None:
    if os.environ.get(REQUIRE_VARIABLE) == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def _programs() -> Path | None:
    """Return the directory of the newest installed PostgreSQL's programs."""
    found = [path.parent for path in PROGRAMS.glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    newest = max(found, key=lambda path: float(path.parent.name), default=None)
    return newest or (Path(on_path).resolve().parent if on_path else None)


def _user() -> str | None:
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    users = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in UNPRIVILEGED if name in users), None)


@contextmanager
def _directory(user: str) -> Iterator[Path]:
    # Not pytest's: the path of a socket may have no more than a hundred characters, and the
    # server's user must get there.
    directory = Path(tempfile.mkdtemp(prefix="pantau-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(directory, user)
        directory.chmod(0o755)
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _run(programs: Path, user: str, program: str, *arguments: str | Path) -> None:
    command = [str(programs / program), *map(str, arguments)]
    if os.geteuid() == 0:
        account = pwd.getpwnam(user)
        command = [
            "setpriv",
            f"--reuid={account.pw_uid}",
            f"--regid={account.pw_gid}",
            "--clear-groups",
            *command,
        ]
    # Output goes to a file, not a pipe: the server that pg_ctl starts would keep a pipe open.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            command, stdout=output, stderr=output, cwd="/", check=False, timeout=60
        )
        output.seek(0)
        assert done.returncode == 0, output.read().decode(errors="replace")
