"""What every answer has, whatever was asked."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from model.config_web import WebSettings, is_loopback
from tests.conftest import ROOT
from web.serving import ServeError, listen


@pytest.mark.parametrize("path", ["/healthz", "/feed.atom", "/nothing", "/api/v1/nothing"])
def test_every_answer_has_the_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers

    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def test_it_is_alive_and_ready(client: httpx.Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz").json()
    assert ready["status"] == "ready"
    assert ready["stories"] > 0


def test_errors_have_one_shape_for_programs(client: httpx.Client) -> None:
    answer = client.get("/api/v1/nothing")

    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert answer.json()["title"] == "Not Found"


def test_people_get_a_page_for_an_error(client: httpx.Client) -> None:
    answer = client.get("/nothing", headers={"accept": "text/html,*/*"})

    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")


def test_a_request_that_is_too_large_is_refused(client: httpx.Client) -> None:
    answer = client.post("/api/v1/review/x", content=b"x" * 1_000_001)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.json()["detail"] == "the request is too large: send less at once"

    # Without a length told beforehand.
    chunks = (b"x" * 100_000 for _ in range(11))
    answer = client.post(
        "/api/v1/review/x", content=chunks, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 413


def test_a_port_in_use_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings = WebSettings(host="127.0.0.1", port=taken.getsockname()[1])
        with pytest.raises(ServeError, match=r"cannot listen on 127\.0\.0\.1, port"):
            listen(settings)


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True),
        ("127.1.2.3", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("pantau.example.id", False),
        ("localhost.example.id", False),
    ],
)
def test_only_this_machine_is_local(host: str, local: bool) -> None:
    assert is_loopback(host) is local
    assert WebSettings(host=host).is_local is local


def test_a_public_address_is_not_local() -> None:
    assert not WebSettings(public_url="https://pantau.example.id").is_local


def test_the_command_serves_until_it_is_told_to_end(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "pantau", "serve", "--port", "0", "--data", str(tmp_path), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )
    assert process.stdout is not None
    url = json.loads("".join(process.stdout.readline() for _ in range(3)))["url"]
    assert httpx.get(f"{url}/healthz?q=rahasia").json() == {"status": "ok"}
    process.send_signal(signal.SIGINT)
    _, log = process.communicate(timeout=30)

    assert process.returncode == 0
    assert "GET /healthz 200" in log
    assert "rahasia" not in log


def test_no_answer_waits_for_an_acknowledgement() -> None:
    """Nagle's algorithm and a delayed acknowledgement would add 40 ms to each."""
    with listen(WebSettings(port=0)) as listening:
        place = listening.getsockname()[:2]
        with socket.create_connection(place), listening.accept()[0] as accepted:
            assert accepted.proto == socket.IPPROTO_TCP
