"""``deploy/security.sh`` against a server that speaks Elasticsearch's security API strictly."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.container.services import services, written

#: Requests of the API that the script may use, and the keys that Elasticsearch takes in each.
KNOWN = {
    r"/_security/user/kibana_system/_password": {"password"},
    r"/_security/role/[a-z_]+": {"cluster", "indices"},
    r"/_security/user/[a-z_]+": {"password", "roles"},
}


class Cluster(ThreadingHTTPServer):
    """Takes users and roles from whoever knows the password of ``elastic``."""

    daemon_threads = True

    def __init__(self, password: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        login = base64.b64encode(f"elastic:{password}".encode()).decode()
        self.authorization = f"Basic {login}"
        self.taken: dict[str, dict[str, Any]] = {}


class _Handler(BaseHTTPRequestHandler):
    server: Cluster

    def do_PUT(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers["Authorization"] != self.server.authorization:
            self._answer(HTTPStatus.UNAUTHORIZED, {"error": "unable to authenticate user"})
            return
        keys = next((keys for path, keys in KNOWN.items() if re.fullmatch(path, self.path)), None)
        if keys is None or set(body) != keys or "json" not in self.headers["Content-Type"]:
            self._answer(HTTPStatus.BAD_REQUEST, {"error": f"not understood: {self.path}"})
            return
        self.server.taken[self.path.removeprefix("/_security/")] = body
        self._answer(HTTPStatus.OK, {})

    def _answer(self, status: HTTPStatus, content: dict[str, Any]) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - named by http.server
        pass


@contextmanager
def _cluster(password: str) -> Iterator[Cluster]:
    with Cluster(password) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def stack(tmp_path: Path) -> dict[str, dict[str, Any]]:
    return services(written(tmp_path / ".env"))


def _run(stack: dict[str, dict[str, Any]], server: Cluster) -> subprocess.CompletedProcess[str]:
    environment = stack["security"]["environment"]
    address = f"http://127.0.0.1:{server.server_port}"
    return subprocess.run(
        ["sh", ROOT / "deploy" / "security.sh"],
        env={**environment, "ELASTICSEARCH": address, "PATH": "/usr/local/bin:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_every_login_of_the_services_is_one_that_is_made(stack: dict[str, dict[str, Any]]) -> None:
    with _cluster(stack["elasticsearch"]["environment"]["ELASTIC_PASSWORD"]) as server:
        done = _run(stack, server)
        # `docker compose up` runs it each time.
        again = _run(stack, server)

    assert done.returncode == again.returncode == 0, done.stderr
    kibana, ours = stack["kibana"]["environment"], stack["dashboards"]["environment"]
    logins = [
        (kibana["ELASTICSEARCH_USERNAME"], kibana["ELASTICSEARCH_PASSWORD"]),
        ours["PANTAU_SEARCH__ELASTICSEARCH__BASIC_AUTH"].split(":"),
        ours["PANTAU_SEARCH__KIBANA__BASIC_AUTH"].split(":"),
    ]
    for user, password in logins:
        path = f"user/{user}"
        taken = server.taken.get(path) or server.taken[f"{path}/_password"]
        assert taken["password"] == password, user


def test_pantau_may_touch_its_own_indices_alone(stack: dict[str, dict[str, Any]]) -> None:
    with _cluster(stack["elasticsearch"]["environment"]["ELASTIC_PASSWORD"]) as server:
        _run(stack, server)

    assert server.taken["user/pantau"]["roles"] == ["pantau"]
    role = server.taken["role/pantau"]
    assert [each["names"] for each in role["indices"]] == [["pantau-*"]]
    assert not {"all", "manage", "manage_security"} & set(role["cluster"])
    assert server.taken["user/pantau_dashboards"]["roles"] == ["kibana_admin"]


def test_a_wrong_password_is_told_and_nothing_goes_on(stack: dict[str, dict[str, Any]]) -> None:
    with _cluster("another") as server:
        done = _run(stack, server)

    assert done.returncode == 1
    assert "unable to authenticate" in done.stderr
    assert server.taken == {}
    for password in stack["security"]["environment"].values():
        assert password == stack["security"]["environment"]["ELASTICSEARCH"] or (
            password not in done.stderr
        )
