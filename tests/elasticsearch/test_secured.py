"""A cluster with TLS and users: what lets Pantau in, and the sentence for each thing that does not.

The node has neither, so a proxy stands before it that shows a certificate made here, and answers
as a cluster with security does to whoever brings no login that it knows.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from model.config import Settings
from model.exceptions import SearchError
from search import open_engine, search_stories, sync, verify
from search.elasticsearch import open_elasticsearch
from store import Store, open_store
from tests.commands.conftest import STORIES, configured, lines, pantau
from tests.elasticsearch.certificates import Authority
from tests.elasticsearch.proxy import Answer, Proxy, Request, proxied
from tests.search.followed import save

USER, PASSWORD = "pantau", "kata-sandi-42"
KEY_ID, KEY = "VuaCfGcBCdbkQm-e5aOx", "ui2lp2axTNmsyakw9tvNnw"
ENCODED = b64encode(f"{KEY_ID}:{KEY}".encode()).decode()
KNOWN = {
    f"Basic {b64encode(f'{USER}:{PASSWORD}'.encode()).decode()}",
    f"ApiKey {ENCODED}",
}
RIGHT: dict[str, dict[str, str]] = {
    "password": {"basic_auth": f"{USER}:{PASSWORD}"},
    "key": {"api_key": ENCODED},
    "key with its id": {"api_key": f"{KEY_ID}:{KEY}"},
}
WRONG: dict[str, dict[str, str]] = {
    "password": {"basic_auth": f"{USER}:salah"},
    "user": {"basic_auth": f"tamu:{PASSWORD}"},
    "key": {"api_key": b64encode(f"{KEY_ID}:salah".encode()).decode()},
    "no login": {},
}


def guarded(request: Request) -> Answer | None:
    """Let requests with a login that is known pass."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    if headers.get("authorization") in KNOWN:
        return None
    schemes = ['Basic realm="security", charset="UTF-8"', "ApiKey"]
    cause = {
        "type": "security_exception",
        "reason": f"unable to authenticate user for REST request [{request.path}]",
        "header": {"WWW-Authenticate": schemes},
    }
    return Answer(
        401,
        {"error": {"root_cause": [cause], **cause}, "status": 401},
        {"WWW-Authenticate": schemes[0], "x-elastic-product": "Elasticsearch"},
    )


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority.made("Elasticsearch security auto-configuration HTTP CA")


@pytest.fixture
def cluster(elasticsearch_url: str, authority: Authority, tmp_path: Path) -> Iterator[Proxy]:
    with proxied(elasticsearch_url, authority.server(tmp_path)) as proxy:
        proxy.rule = guarded
        yield proxy


@pytest.fixture
def ca_certs(authority: Authority, tmp_path: Path) -> str:
    return str(authority.written(tmp_path / "ca.pem"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'pantau.db'}", tmp_path) as opened:
        yield opened


def settings(directory: Path, prefix: str, url: str, **section: object) -> Settings:
    elasticsearch = {"hosts": [url], "prefix": prefix, "retries": 1, "timeout": 30, **section}
    search = {"engine": "elasticsearch", "elasticsearch": elasticsearch}
    return Settings.model_validate({"data": directory, "search": search})


@contextmanager
def refused(found: Settings, sentence: str) -> Iterator[None]:
    """The cluster is not let in by ``found``, and says so in one sentence that bears no secret."""
    with open_elasticsearch(found) as engine:
        with pytest.raises(SearchError, match=sentence) as caught:
            _ = engine.current
        yield
    told = str(caught.value)
    assert "\n" not in told
    assert str(found.search.elasticsearch.hosts[0]) in told
    assert PASSWORD not in told
    assert KEY not in told


@pytest.mark.parametrize("login", RIGHT)
def test_the_right_login_lets_in_all_that_pantau_does(
    login: str, cluster: Proxy, ca_certs: str, store: Store, prefix: str, tmp_path: Path
) -> None:
    kept = {save(store, number) for number in range(3)}
    found = settings(tmp_path, prefix, cluster.url, ca_certs=ca_certs, **RIGHT[login])
    with open_engine(found) as engine:
        assert sync(store, engine) == 3
        assert verify(store, engine).mended
        first = search_stories(store, engine, "lapas", limit=2, facets=["year"])
        second = search_stories(store, engine, "lapas", limit=2, after=first.after)
    assert {hit.id for page in (first, second) for hit in page.hits} == kept
    assert cluster.seen
    assert {request.headers["authorization"] for request in cluster.seen} <= KNOWN


@pytest.mark.parametrize("login", WRONG)
def test_a_wrong_login_is_told(
    login: str, cluster: Proxy, ca_certs: str, prefix: str, tmp_path: Path
) -> None:
    found = settings(tmp_path, prefix, cluster.url, ca_certs=ca_certs, **WRONG[login])
    with refused(found, r"refuses the login: check search\.elasticsearch\.basic_auth or .*api_key"):
        assert all(request.path == "/" for request in cluster.seen)


@pytest.mark.parametrize("form", [str.lower, str.upper, lambda text: ":".join(_pairs(text))])
def test_the_fingerprint_of_the_authority_is_enough(
    form: Callable[[str], str],
    cluster: Proxy,
    authority: Authority,
    prefix: str,
    tmp_path: Path,
) -> None:
    print_ = form(authority.fingerprint)
    found = settings(tmp_path, prefix, cluster.url, ca_fingerprint=print_, **RIGHT["password"])
    with open_engine(found) as engine:
        assert engine.current is None
        assert engine.builds() == []


def test_a_fingerprint_of_another_authority_is_told(
    cluster: Proxy, prefix: str, tmp_path: Path
) -> None:
    other = Authority.made("Lain").fingerprint
    found = settings(tmp_path, prefix, cluster.url, ca_fingerprint=other, **RIGHT["password"])
    with refused(found, r"certificate that search\.elasticsearch\.ca_fingerprint is not of"):
        # Whoever shows another certificate never learns the password.
        assert cluster.seen == []


def test_a_fingerprint_that_is_none_is_told(cluster: Proxy, prefix: str, tmp_path: Path) -> None:
    found = settings(tmp_path, prefix, cluster.url, ca_fingerprint="bukan", **RIGHT["password"])
    with pytest.raises(SearchError, match=r"ca_fingerprint is no SHA-256"), open_engine(found):
        pass


def test_another_authority_is_told(cluster: Proxy, prefix: str, tmp_path: Path) -> None:
    other = Authority.made("Elasticsearch security auto-configuration HTTP CA")
    file = str(other.written(tmp_path / "lain.pem"))
    found = settings(tmp_path, prefix, cluster.url, ca_certs=file, **RIGHT["password"])
    with refused(found, r"certificate that is not trusted .*search\.elasticsearch\.ca_certs"):
        assert cluster.seen == []


def test_an_authority_that_nobody_named_is_told(
    cluster: Proxy, prefix: str, tmp_path: Path
) -> None:
    found = settings(tmp_path, prefix, cluster.url, **RIGHT["password"])
    with refused(found, r"not trusted .*search\.elasticsearch\.ca_certs or .*ca_fingerprint"):
        assert cluster.seen == []


def test_whoever_trusts_all_is_let_in(cluster: Proxy, prefix: str, tmp_path: Path) -> None:
    found = settings(tmp_path, prefix, cluster.url, verify_certs=False, **RIGHT["key"])
    with open_engine(found) as engine:
        assert engine.builds() == []


BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "expired": ({"days": -1}, r"certificate that has expired: renew it there"),
    "for another": ({"host": "127.0.0.9"}, r"for another name.* search\.elasticsearch\.hosts"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_certificate_that_does_not_hold_is_told(
    name: str, elasticsearch_url: str, authority: Authority, ca_certs: str, tmp_path: Path
) -> None:
    shown, sentence = BROKEN[name]
    with proxied(elasticsearch_url, authority.server(tmp_path, **shown)) as cluster:
        found = settings(tmp_path, "p", cluster.url, ca_certs=ca_certs, **RIGHT["password"])
        with refused(found, sentence):
            assert cluster.seen == []


def test_an_address_without_tls_is_told(cluster: Proxy, prefix: str, tmp_path: Path) -> None:
    plain = cluster.url.replace("https:", "http:")
    found = settings(tmp_path, prefix, plain, **RIGHT["password"])
    with refused(found, r"cannot be reached.*https://"):
        assert cluster.seen == []


@pytest.mark.timeout(300)
def test_the_commands_by_their_settings(
    cluster: Proxy, ca_certs: str, prefix: str, tmp_path: Path
) -> None:
    told = {"HOSTS": cluster.url, "CA_CERTS": ca_certs, "PREFIX": prefix, "RETRIES": "0"}
    environment = {
        **configured(tmp_path),
        "PANTAU_SEARCH__ENGINE": "elasticsearch",
        **{f"PANTAU_SEARCH__ELASTICSEARCH__{name}": value for name, value in told.items()},
    }
    login = "PANTAU_SEARCH__ELASTICSEARCH__BASIC_AUTH"
    right, wrong = ({**environment, login: f"{USER}:{word}"} for word in (PASSWORD, "salah"))

    kept = pantau(wrong, "import", "-", "--json", stdin=lines(*STORIES))
    assert (kept.returncode, json.loads(kept.stdout)["stories"]) == (0, 2)
    assert "refuses the login" in kept.stderr.decode()
    status = json.loads(pantau(wrong, "index", "status", "--json").stdout)
    assert status["waiting"] == 2
    assert "refuses the login" in status["problem"]
    asked = pantau(wrong, "search", "lapas")
    assert (asked.returncode, asked.stdout) == (1, b"")
    assert asked.stderr.decode().count("\n") == 1

    assert json.loads(pantau(right, "index", "sync", "--json").stdout)["indexed"] == 2
    found = pantau(right, "search", "kerja sama", "--json")
    assert (found.returncode, json.loads(found.stdout)["total"]) == (0, 2)
    config = pantau(right, "config").stdout.decode()
    assert PASSWORD not in config


def _pairs(text: str) -> Iterator[str]:
    return (text[start : start + 2] for start in range(0, len(text), 2))
