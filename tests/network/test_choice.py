"""Which proxy a request goes by, from settings and environment."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from model.config_network import NetworkSettings
from model.exceptions import ConfigError
from model.network import Network
from tests.commands.conftest import Run, environment, run

__all__ = ["environment", "run"]

SECRET = "s3cret%21"
PROXY = f"http://humas:{SECRET}@proxy.example:3128"


def network(*direct: str, **variables: str) -> Network:
    settings = NetworkSettings.model_validate({"proxy": PROXY, "no_proxy": list(direct)})
    return Network.of(settings, variables)


def test_without_settings_nothing_is_between() -> None:
    assert Network.of(NetworkSettings(), {}).proxy_for("https://a.example/") is None


def test_the_setting_is_for_all() -> None:
    for url in ("http://a.example/", "https://a.example:8443/x"):
        proxy = network().proxy_for(url)
        assert proxy is not None
        assert proxy.address == "http://proxy.example:3128"
        assert proxy.login == ("humas", "s3cret!")


def test_the_environment_counts_where_nothing_is_set() -> None:
    variables = {"HTTP_PROXY": "http://one:1", "https_proxy": "two:2", "NO_PROXY": "b.example"}
    found = Network.of(NetworkSettings(), variables)
    addresses = {
        url: proxy.address
        for url in ("http://a.example/", "https://a.example/", "https://b.example/")
        if (proxy := found.proxy_for(url))
    }
    assert addresses == {
        "http://a.example/": "http://one:1",
        "https://a.example/": "http://two:2",
    }
    set_here = network(**variables).proxy_for("http://a.example/")
    assert set_here is not None
    assert set_here.host == "proxy.example"


@pytest.mark.parametrize(
    ("entry", "url", "direct"),
    [
        ("a.example", "https://a.example/", True),
        ("a.example", "https://A.EXAMPLE./", True),
        ("a.example", "https://www.a.example/", True),
        ("a.example", "https://banana.example/", False),
        (".a.example", "https://www.a.example/", True),
        ("*.a.example", "https://www.a.example/", True),
        ("a.example:8443", "https://a.example:8443/", True),
        ("a.example:8443", "https://a.example/", False),
        ("a.example:443", "https://a.example/", True),
        ("10.0.0.0/8", "http://10.1.2.3:9200/", True),
        ("10.0.0.0/8", "http://11.1.2.3/", False),
        ("10.1.2.3", "http://10.1.2.3/", True),
        ("fd00::/8", "http://[fd12::1]/", True),
        ("*", "https://a.example/", True),
        ("", "https://a.example/", False),
    ],
)
def test_what_is_asked_without_it(entry: str, url: str, direct: bool) -> None:
    assert (network(entry).proxy_for(url) is None) is direct


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.3.4.5", "[::1]", "a.localhost"])
def test_this_machine_is_asked_directly(host: str) -> None:
    assert network().proxy_for(f"http://{host}:9200/") is None


@pytest.mark.parametrize("bad", ["proxy:3128", "socks5://proxy:1", "http://", "http://a:0", "x"])
def test_what_is_no_proxy(bad: str) -> None:
    with pytest.raises(ValidationError, match="must be an address such as"):
        NetworkSettings.model_validate({"proxy": bad})


def test_a_variable_that_is_none_is_named_without_its_value() -> None:
    with pytest.raises(ConfigError, match="HTTPS_PROXY: must be an address") as error:
        Network.of(NetworkSettings(), {"https_proxy": f"socks5://me:{SECRET}@proxy"})
    assert SECRET not in str(error.value)


def test_passwords_are_shown_nowhere(run: Run) -> None:
    assert SECRET not in repr(network())
    answer = run("config", "--json", PANTAU_NETWORK__PROXY=PROXY)
    assert answer.returncode == 0
    assert SECRET not in answer.stdout.decode()
    (shown,) = [one for one in json.loads(answer.stdout) if one["key"] == "network.proxy"]
    assert shown["value"] == "**********"
    wrong = run("config", PANTAU_NETWORK__PROXY=f"socks5://me:{SECRET}@proxy")
    assert wrong.returncode == 2
    assert SECRET not in wrong.stderr.decode()
