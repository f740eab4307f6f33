"""One WordPress server for a whole test run, however many processes run it."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from filelock import FileLock

_ROOT = Path(__file__).resolve().parents[3]
#: Seconds until the servers must answer.
_PATIENCE = 60
#: Supervisors that this process started, which end with the owner they were told of.
_started: list[subprocess.Popen[bytes]] = []


class ServerError(Exception):
    """The servers cannot be run; the message says why."""


@dataclass(frozen=True)
class Server:
    """A running server: its directory, and the port that it listens at on 127.0.0.1."""

    directory: Path
    port: int

    def asked(self, host: str) -> list[str]:
        """Return what the site ``host`` was asked for, oldest first: paths with their queries."""
        # A line is written once its answer has gone out, which may have been read already.
        time.sleep(0.05)
        lines = (self.directory / "access.log").read_text(encoding="utf-8").splitlines()
        rows = (line.split("\t") for line in lines)
        return [path for name, _, path in rows if name == host]


def shared(run: Path, owner: int) -> Server:
    """Return the server of a test run; start it where there is none.

    Args:
        run: A directory that all processes of the test run share.
        owner: The process that the test run ends with.

    Raises:
        ServerError: If the servers do not start.
    """
    note = run / "wordpress.json"
    with FileLock(run / "wordpress.lock"):
        if note.exists():
            content = json.loads(note.read_text())
            return Server(Path(content["directory"]), content["port"])
        server = start(owner)
        note.write_text(json.dumps({"directory": str(server.directory), "port": server.port}))
        return server


def start(owner: int) -> Server:
    """Start servers that end with the process ``owner``.

    Raises:
        ServerError: If they do not start.
    """
    # Not pytest's: the path of a socket may have no more than a hundred characters.
    directory = Path(tempfile.mkdtemp(prefix="pantau-wp-"))
    server = Server(directory, _free_port())
    module = "tests.targets.wordpress.supervisor"
    command = [sys.executable, "-m", module, str(directory), str(owner), str(server.port)]
    supervisor = subprocess.Popen(command, cwd=_ROOT, start_new_session=True)
    _started.append(supervisor)
    deadline = time.monotonic() + _PATIENCE
    while not _answers(server):
        if supervisor.poll() is not None or time.monotonic() > deadline:
            supervisor.terminate()
            raise ServerError(f"MariaDB, php-fpm and nginx do not run in {directory}")
        time.sleep(0.1)
    return server


def stop_started() -> None:
    """End the servers that this process started."""
    for supervisor in _started:
        supervisor.terminate()
        supervisor.wait()
    _started.clear()


def _answers(server: Server) -> bool:
    if not (server.directory / "db.sock").exists():
        return False
    try:
        urlopen(f"http://127.0.0.1:{server.port}/", timeout=5).close()
    except HTTPError as error:
        # There is no site without a name.
        error.close()
        return error.code == 404
    except OSError:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
