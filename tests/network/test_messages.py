"""Webhooks, chat services, heartbeats and Elasticsearch through a real proxy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest

from alerts.channels import Channels
from model.config import KibanaSettings, Settings
from model.config_network import NetworkSettings
from model.exceptions import DeadChannelError, TemporaryDeliveryError
from model.network import Network
from pantau.schedule.heartbeat import HeartbeatError, beat
from search import index_status, open_engine
from search.kibana.connection import Connection
from store import open_store
from tests.alerts.digests import digest
from tests.alerts.mail_server import Mailbox
from tests.alerts.mail_server import serving as mail_server
from tests.alerts.receiver import Receiver, receiving
from tests.elasticsearch.certificates import Authority
from tests.kibana.holding import Kibana
from tests.kibana.server import serving as kibana_server
from tests.network.proxy import Proxy, proxying

NOW = datetime(2026, 1, 29, 0, 31, tzinfo=UTC)
HOST = "penerima.example"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving(Receiver()) as one:
        yield one


def channels(**network: Any) -> Channels:
    return Channels(Settings.model_validate({"network": network}), lambda: NOW)


def send(target: str, *, allow_private: bool = False, **network: Any) -> None:
    with channels(**network) as opened:
        opened(target, allow_private=allow_private).send(digest())


def test_a_webhook(receiver: Receiver) -> None:
    with proxying(Proxy({HOST: receiver.port}, login="humas:s3cret!")) as proxy:
        send(f"http://{HOST}/hook", proxy=proxy.url)
    (request,) = receiver.requests
    assert request.path == "/hook"
    assert request.headers["host"] == HOST
    assert "proxy-authorization" not in request.headers
    assert proxy.asked == [f"POST http://{HOST}/hook"]


def test_a_webhook_behind_a_proxy_that_looks_into_tls(receiver: Receiver, tmp_path: Path) -> None:
    authority = Authority.made("Kantor")
    own = authority.written(tmp_path / "kantor.pem")
    shown = authority.server(tmp_path, HOST)
    with proxying(Proxy({HOST: receiver.port}, "humas:x", shown)) as proxy:
        send(f"https://{HOST}/hook", proxy=proxy.url, ca_certs=own)
        assert len(receiver.requests) == 1
        with pytest.raises(TemporaryDeliveryError, match="CERTIFICATE_VERIFY_FAILED"):
            send(f"https://{HOST}/hook", proxy=proxy.url)
    assert set(proxy.asked) == {f"CONNECT {HOST}:443"}


def test_a_wrong_login_is_told_without_it(receiver: Receiver) -> None:
    with proxying(Proxy({HOST: receiver.port}, login="humas:right")) as proxy:
        wrong = proxy.url.replace("right", "wr0ng-s3cret")
        with pytest.raises(TemporaryDeliveryError, match="407") as error:
            send(f"https://{HOST}/hook", proxy=wrong)
    assert "wr0ng" not in str(error.value)


@pytest.mark.parametrize("host", ["10.0.0.1", "0x7f000001", "router", "db.internal", "[fd00::1]"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_private_webhook_is_refused_before_the_proxy_hears_of_it(host: str, scheme: str) -> None:
    with (
        proxying(Proxy({})) as proxy,
        pytest.raises(DeadChannelError, match=r"allow it by name in alerts\.allow_private"),
    ):
        send(f"{scheme}://{host}/hook", proxy=proxy.url)
    assert proxy.asked == []


def test_one_that_is_allowed_is_asked_by_the_proxy(receiver: Receiver) -> None:
    with proxying(Proxy({"router": receiver.port})) as proxy:
        send("http://router/hook", allow_private=True, proxy=proxy.url)
    assert len(receiver.requests) == 1


@pytest.mark.slow
def test_a_chat_service(receiver: Receiver) -> None:
    with proxying(Proxy({HOST: receiver.port})) as proxy:
        send(f"json://{HOST}/masuk", proxy=proxy.url)
        assert [request.path for request in receiver.requests] == ["/masuk"]
        with pytest.raises(DeadChannelError, match="is at"):
            send("json://10.0.0.1/masuk", proxy=proxy.url)
    assert proxy.asked == [f"POST http://{HOST}/masuk"]


def test_a_heartbeat(receiver: Receiver) -> None:
    with proxying(Proxy({HOST: receiver.port}, login="humas:s3cret!")) as proxy:
        settings = NetworkSettings.model_validate({"proxy": proxy.url})
        network = Network.of(settings, {})
        beat(f"http://{HOST}/ping/rahasia", (), network)
        assert [request.path for request in receiver.requests] == ["/ping/rahasia"]
        with pytest.raises(HeartbeatError, match=r"schedule\.watchdog\.allow_private"):
            beat("http://router/ping/rahasia", (), network)
    assert len(proxy.asked) == 1


class _Node(BaseHTTPRequestHandler):
    """Says what Elasticsearch says first, and has no index."""

    def do_GET(self) -> None:
        body = json.dumps({"version": {"number": "8.19.0"}}).encode()
        self.send_response(200)
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_POST = do_PUT = do_GET  # noqa: N815 - the library's names

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_elasticsearch(tmp_path: Path) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Node)
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        with proxying(Proxy({"es.example": server.server_port}, login="humas:s3cret!")) as proxy:
            elasticsearch = {"hosts": ["http://es.example:9200"], "retries": 0, "timeout": 5}
            settings = Settings.model_validate(
                {
                    "data": tmp_path,
                    "search": {"engine": "elasticsearch", "elasticsearch": elasticsearch},
                    "network": {"proxy": proxy.url},
                }
            )
            with open_store(settings.store_url, tmp_path) as store, open_engine(settings) as engine:
                index_status(store, engine)
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
    assert proxy.asked
    assert all("http://es.example:9200/" in line for line in proxy.asked)


@pytest.mark.parametrize("tls", ["none", "starttls", "tls"])
def test_mail_goes_through_a_tunnel_of_the_proxy(tls: str, tmp_path: Path) -> None:
    box = Mailbox()
    options: dict[str, Any] = {}
    trusted: dict[str, Any] = {}
    host = "mail.kanwil.example"
    if tls != "none":
        authority = Authority.made("Kantor")
        trusted = {"ca_certs": authority.written(tmp_path / "kantor.pem")}
        context = authority.server(tmp_path, host)
        name = "ssl_context" if tls == "tls" else "tls_context"
        options = {name: context}
    with (
        mail_server(box, **options) as port,
        proxying(Proxy({host: port}, login="humas:s3cret!")) as proxy,
    ):
        smtp = {"host": host, "port": 2525, "tls": tls, **trusted}
        settings = {
            "network": {"proxy": proxy.url},
            "alerts": {"sender": "Pantau <pantau@kanwil.example>", "smtp": smtp},
        }
        with Channels(Settings.model_validate(settings), lambda: NOW) as opened:
            opened("mailto:sari@kanwil.example", allow_private=False).send(digest())
    assert [to for to, _ in box.taken] == ["sari@kanwil.example"]
    assert proxy.asked == [f"CONNECT {host}:2525"]


def test_a_proxy_that_opens_no_way_to_the_mail_server_is_named() -> None:
    with proxying(Proxy({}, login="humas:s3cret!")) as proxy:
        settings = {
            "network": {"proxy": proxy.url},
            "alerts": {
                "sender": "Pantau <pantau@kanwil.example>",
                "smtp": {"host": "mail.kanwil.example", "tls": "none"},
            },
        }
        with (
            Channels(Settings.model_validate(settings), lambda: NOW) as opened,
            pytest.raises(TemporaryDeliveryError, match=r"502.*network\.no_proxy") as error,
        ):
            opened("mailto:sari@kanwil.example", allow_private=False).send(digest())
    assert "s3cret" not in str(error.value)


def test_mail_is_no_matter_of_the_environments_proxy() -> None:
    named = Network.of(NetworkSettings(), {"HTTPS_PROXY": "http://proxy.example:3128"})
    assert named.proxy_beyond("smtp://mail.kanwil.example:587") is None
    assert named.proxy_beyond("https://kibana.kanwil.example") is not None
    given = NetworkSettings.model_validate({"proxy": "http://proxy.example:3128"})
    told = Network.of(given, {})
    assert told.proxy_beyond("smtp://mail.kanwil.example:587") is not None
    assert told.proxy_beyond("smtp://mail:587") is None
    assert set(told.variables) == {"http_proxy", "https_proxy", "no_proxy"}


def test_kibana_by_the_proxy() -> None:
    kibana = Kibana(login="pantau:rahasia")
    with kibana_server(kibana) as url:
        port = urlsplit(url).port or 0
        with proxying(Proxy({"kibana.kanwil.example": port}, login="humas:s3cret!")) as proxy:
            settings = KibanaSettings.model_validate(
                {"url": "http://kibana.kanwil.example", "basic_auth": "pantau:rahasia"}
            )
            network = NetworkSettings.model_validate({"proxy": proxy.url})
            connection = Connection(settings, network=Network.of(network, {}))
            assert connection.get("/api/status").status == 200
    assert proxy.asked == ["GET http://kibana.kanwil.example/api/status"]
