"""What can be wrong with a Kibana: one clear sentence each."""

from __future__ import annotations

import datetime as dt
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.commands.conftest import Answer
from tests.kibana.conftest import Run
from tests.kibana.holding import Kibana
from tests.kibana.server import serving

SECRET = "rahasia-sekali"
COMMANDS = pytest.mark.parametrize("command", ["import", "export"])


def sentence(answer: Answer) -> str:
    """The one line that the command says, having failed and done nothing."""
    assert answer.returncode == 1
    assert answer.stdout == b""
    lines = answer.stderr.decode().splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("pantau: Kibana at ")
    assert SECRET not in lines[0]
    return lines[0]


@COMMANDS
def test_nobody_listens(run: Run, command: str) -> None:
    told = sentence(run(command, url="http://127.0.0.1:9"))
    assert "at http://127.0.0.1:9 cannot be reached" in told
    assert "Connection refused" in told
    assert "search.kibana.url" in told


def test_no_such_host(run: Run) -> None:
    assert "cannot be reached" in sentence(run("import", url="http://kibana.invalid:5601"))


@contextmanager
def listening(answer: bytes | None) -> Iterator[str]:
    """A server that takes a connection and answers so, or never."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        done = threading.Event()

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                if answer is None:
                    done.wait(10)
                else:
                    connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        done.set()
        thread.join()


def test_a_server_that_never_answers(run: Run) -> None:
    with listening(None) as url:
        told = sentence(run("import", url=url, timeout=0.3))
    assert "gave no answer in 0.3 seconds" in told
    assert "search.kibana.timeout" in told


def test_a_server_that_hangs_up(run: Run) -> None:
    with listening(b"") as url:
        assert "cannot be reached" in sentence(run("import", url=url))


@pytest.mark.parametrize(
    "page", [b"<html>Selamat datang</html>", b'{"tagline": "You Know, for Search"}', b"[]", b"null"]
)
def test_a_server_that_is_no_kibana(run: Run, page: bytes) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(page)}\r\n\r\n".encode()
    with listening(head + page) as url:
        told = sentence(run("import", url=url))
    assert "does not answer as Kibana does: check search.kibana.url" in told


@COMMANDS
@pytest.mark.parametrize(
    ("broken", "wanted"),
    [
        ((302, ""), "with its base path"),
        ((404, "404 page not found"), "does not answer as Kibana does"),
        ((503, "Kibana server is not ready yet"), "is not ready yet: try again in a minute"),
        ((500, "Internal Server Error"), "failed with HTTP status 500"),
        ((502, "Bad Gateway"), "failed with HTTP status 502"),
    ],
)
def test_answers_that_are_none(
    run: Run, kibana: Kibana, command: str, broken: tuple[int, str], wanted: str
) -> None:
    kibana.broken = broken
    assert wanted in sentence(run(command))


@COMMANDS
@pytest.mark.parametrize("level", ["critical", "unavailable"])
def test_a_kibana_that_starts(run: Run, kibana: Kibana, command: str, level: str) -> None:
    kibana.level = level
    assert "is not ready yet" in sentence(run(command))


def test_a_kibana_that_is_merely_degraded_is_used(run: Run, kibana: Kibana) -> None:
    kibana.level = "degraded"
    assert run("import").returncode == 0


@COMMANDS
@pytest.mark.parametrize("version", ["7.17.28", "8.18.4"])
def test_a_kibana_that_is_too_old(run: Run, kibana: Kibana, command: str, version: str) -> None:
    kibana.version = version
    assert f"is version {version}: at least 8.19 is needed" in sentence(run(command))
    assert not kibana.held


@pytest.mark.parametrize("version", ["8.19.0", "9.0.0", "9.5.3", "10.0.0-SNAPSHOT"])
def test_kibanas_that_are_new_enough(run: Run, kibana: Kibana, version: str) -> None:
    kibana.version = version
    assert run("import").returncode == 0


@COMMANDS
@pytest.mark.parametrize(
    "settings",
    [{"basic_auth": f"elastic:{SECRET}"}, {"api_key": SECRET}, {"api_key": f"kunci:{SECRET}"}],
)
def test_a_wrong_login(run: Run, kibana: Kibana, command: str, settings: dict[str, str]) -> None:
    kibana.login = "elastic:benar"
    told = sentence(run(command, **settings))
    assert "refuses the login: set search.kibana.api_key or search.kibana.basic_auth" in told


@COMMANDS
def test_no_login_where_one_is_needed(run: Run, kibana: Kibana, command: str) -> None:
    kibana.login = "elastic:benar"
    told = sentence(run(command))
    assert "does not tell its version to strangers: set search.kibana.api_key" in told


@COMMANDS
def test_a_login_that_may_only_read(run: Run, kibana: Kibana, command: str) -> None:
    kibana.login, kibana.reader = "elastic:benar", f"tamu:{SECRET}"
    told = sentence(run(command, basic_auth=f"tamu:{SECRET}"))
    assert "does not let this user do so" in told
    assert "right to manage saved objects" in told


@pytest.mark.parametrize(
    ("login", "settings"),
    [
        ("elastic:benar", {"basic_auth": "elastic:benar"}),
        ("VnVhQ2ZHY0JDZGJrUW0tZTVhT3g=", {"api_key": "VnVhQ2ZHY0JDZGJrUW0tZTVhT3g="}),
        # Base64 of id:key, which is how Elasticsearch wants it.
        ("aWQ6a2V5", {"api_key": "id:key"}),
    ],
)
def test_right_logins(run: Run, kibana: Kibana, login: str, settings: dict[str, str]) -> None:
    kibana.login = login
    assert run("import", **settings).returncode == 0


def test_a_file_that_is_too_large(run: Run, kibana: Kibana) -> None:
    kibana.max_bytes = 1000
    assert "raise savedObjects.maxImportPayloadBytes" in sentence(run("import"))


def test_too_many_objects(run: Run, kibana: Kibana) -> None:
    kibana.max_objects = 3
    assert "raise savedObjects.maxImportExportSize" in sentence(run("import"))


def test_too_many_objects_to_look_through(run: Run, kibana: Kibana) -> None:
    run("import")
    del kibana.held["default", "search", "pantau-coverage"]
    kibana.max_objects = 5
    told = sentence(run("export"))
    assert "refuses the export: Can't export more than 5 objects" in told


def test_an_output_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    run("import")
    answer = run("export", "--output", tmp_path / "none" / "file.ndjson")
    assert answer.returncode == 1
    assert b"file.ndjson cannot be written" in answer.stderr


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this machine that only itself vouches for, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    today = dt.datetime.now(dt.UTC)
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(certificate.public_bytes(pem) + secret)
    return file


class TestTls:
    @pytest.fixture
    def https(self, kibana: Kibana, certificate: Path) -> Iterator[str]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        with serving(kibana, context) as url:
            yield url

    def test_an_authority_that_nobody_knows(self, run: Run, https: str) -> None:
        told = sentence(run("import", url=https))
        assert "cannot be trusted" in told
        assert "search.kibana.ca_certs" in told

    def test_its_authority_is_named(self, run: Run, https: str, certificate: Path) -> None:
        assert run("import", url=https, ca_certs=certificate).returncode == 0

    def test_any_certificate_is_believed_on_request(self, run: Run, https: str) -> None:
        assert run("import", url=https, verify_certs="false").returncode == 0

    def test_a_file_without_certificates(self, run: Run, https: str, tmp_path: Path) -> None:
        empty = tmp_path / "empty.pem"
        empty.write_text("")
        assert "cannot be trusted" in sentence(run("import", url=https, ca_certs=empty))

    def test_https_asked_of_a_server_without(self, run: Run, address: str) -> None:
        told = sentence(run("import", url=address.replace("http:", "https:")))
        assert "search.kibana.url is right to say https" in told

    def test_http_asked_of_a_server_with_tls(self, run: Run, https: str) -> None:
        assert "cannot be reached" in sentence(run("import", url=https.replace("https:", "http:")))


def test_a_gateway_that_hides_the_status_is_passed(run: Run, kibana: Kibana) -> None:
    kibana.status_api = False
    assert run("import").returncode == 0
    assert run("export", "--output", "-").returncode == 0


def test_the_address_may_be_given_to_the_command(run: Run, address: str, kibana: Kibana) -> None:
    kibana.login = f"pantau:{SECRET}"
    told = {"url": "http://127.0.0.1:9", "basic_auth": f"pantau:{SECRET}"}
    assert run("import", "--url", address, **told).returncode == 0
    assert run("export", "--url", address, "--output", "-", **told).returncode == 0
    refused = run("import", "--url", "kibana", **told)
    assert refused.returncode == 2
    assert "--url must be an address" in refused.stderr.decode()
