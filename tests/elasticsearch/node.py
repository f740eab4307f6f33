"""A real Elasticsearch of one node, in a process of its own.

>>> with Node(tmp_path) as node:  # doctest: +SKIP
...     Elasticsearch(node.url).info()
"""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

import urllib3

from tests.elasticsearch import java
from tests.elasticsearch.home import VERSIONS, home

MAIN = VERSIONS[0]
ADDRESS = re.compile(r"127\.0\.0\.1:(\d+)")
#: How long a node may take to answer, on a machine that is busy with other tests; in seconds.
START = 100
#: How long a node may take to end in order before it is killed; in seconds.
STOP = 30
#: In a home, what ``sharing`` makes; a node does without, more slowly.
ARCHIVE = "classes.jsa"
HEALTH = "/_cluster/health?wait_for_status=yellow&timeout=5s"
JVM = (
    # Starts in half the processor time; -XX:TieredStopAtLevel=4 is for what measures the server.
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "--enable-native-access=ALL-UNNAMED",
    # Without the native vector library, which Maven Central does not have, the server would
    # otherwise do without all native access.
    "-Dorg.elasticsearch.nativeaccess.enableVectorLibrary=false",
    "-Dio.netty.noUnsafe=true",
    "-Dlog4j2.disable.jmx=true",
)


class NodeError(Exception):
    """A node cannot be run, or did not start; the message says why."""


class Node:
    """An Elasticsearch node that ends with this process, at the latest.

    It keeps its data, logs and snapshots under ``directory``, and its port, so that it can be
    killed and started again. It has no security, and keeps no replicas.

    Args:
        directory: The node's own; made where it is not there.
        version: One of ``home.VERSIONS``.
        heap: Memory for the server's objects, in MiB.
        settings: More settings of Elasticsearch, by name.
        options: More options of the Java virtual machine.
        owner: The process that the node ends with; this one unless given.

    Raises:
        NodeError: If the server's programs are not here.
    """

    def __init__(
        self,
        directory: Path,
        version: str = MAIN,
        *,
        heap: int = 512,
        settings: Mapping[str, str] | None = None,
        options: Sequence[str] = (),
        owner: int | None = None,
    ) -> None:
        programs, program = home(version), java.runtime()
        if programs is None or program is None:
            raise NodeError(f"Elasticsearch {version} is not made: run make services")
        self.directory = directory
        self.url = ""
        self._settings = dict(settings or {})
        self._command = [
            *(str(program), *JVM, f"-Xms{heap}m", f"-Xmx{heap}m", *options),
            *_shared(programs),
            f"-Des.nativelibs.path={programs / 'natives'}",
            *("-cp", f"{programs / 'lib'}/*", "pantau.start.Start"),
            *(str(programs), str(directory), str(owner or os.getpid())),
        ]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        """What the node printed."""
        return self.directory / "node.log"

    @property
    def runs(self) -> bool:
        """Whether the process was started, and neither stopped nor killed."""
        return self._process is not None

    @property
    def pid(self) -> int:
        """The id of the running process."""
        assert self._process is not None, "the node does not run"
        return self._process.pid

    def start(self) -> None:
        """Start the node, and wait until it answers.

        Raises:
            NodeError: If it ends, or does not answer in time.
        """
        self.directory.mkdir(parents=True, exist_ok=True)
        ports = self.directory / "logs" / "http.ports"
        ports.unlink(missing_ok=True)
        settings = [f"{name}={value}" for name, value in self._settings.items()]
        with self.log.open("ab") as log:
            # In a session of its own, so that Ctrl-C ends the tests before their server.
            self._process = subprocess.Popen(
                [*self._command, *settings],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        port = self._wait(ports)
        self._settings["http.port"] = port
        self.url = f"http://127.0.0.1:{port}"

    def stop(self) -> None:
        """End the node in order; nothing where it does not run."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def kill(self) -> None:
        """End the node at once, as a crash would (SIGKILL)."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def restart(self) -> None:
        """Start the node again with its data, at its address."""
        self.stop()
        self.start()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _wait(self, ports: Path) -> str:
        assert self._process is not None
        deadline = time.monotonic() + START
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                self._process = None
                raise NodeError(f"Elasticsearch ended:\n{self._last_words()}")
            found = ADDRESS.search(ports.read_text()) if ports.exists() else None
            if found and answers(f"http://127.0.0.1:{found[1]}"):
                return found[1]
            time.sleep(0.1)
        self.kill()
        raise NodeError(f"Elasticsearch gave no answer within {START} s:\n{self._last_words()}")

    def _last_words(self) -> str:
        return self.log.read_text(errors="replace")[-4000:]


def _shared(programs: Path) -> list[str]:
    archive = programs / ARCHIVE
    return [f"-XX:SharedArchiveFile={archive}"] if archive.exists() else []


def answers(url: str) -> bool:
    """Tell whether a node answers at ``url``, with all its indices ready."""
    try:
        return urllib3.request("GET", url + HEALTH, timeout=10, retries=False).status == 200
    except urllib3.exceptions.HTTPError:
        return False
