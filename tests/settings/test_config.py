"""Settings: where each came from, and what is said of a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.config import DEFAULT_FILE, Configuration, keys, load
from model.exceptions import ConfigError


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PANTAU_CONFIG", "PANTAU_CRAWL__DELAY", "PANTAU_DATA"):
        monkeypatch.delenv(name, raising=False)


def written(directory: Path, text: str) -> Path:
    path = directory / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_checkouts_own_configuration_is_sound() -> None:
    settings = load(DEFAULT_FILE).settings

    assert settings.catalogue.enabled
    assert settings.sites == []


def test_command_line_beats_environment_beats_file_beats_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, "crawl:\n  delay: 3\n  retries: 4\n  timeout: 20\n")
    monkeypatch.setenv("PANTAU_CRAWL__RETRIES", "5")
    monkeypatch.setenv("PANTAU_CRAWL__TIMEOUT", "60")

    configuration = load(path, {"crawl.timeout": 10})

    crawl = configuration.settings.crawl
    assert (crawl.delay, crawl.retries, crawl.timeout, crawl.max_pages) == (3, 5, 10, 1000)
    assert configuration.origins["crawl.delay"] == f"{path}, line 2"
    assert configuration.origins["crawl.retries"] == "PANTAU_CRAWL__RETRIES"
    assert configuration.origins["crawl.timeout"] == "command line"
    assert "crawl.max_pages" not in configuration.origins


def test_every_key_can_be_set_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PANTAU_SEARCH__ENGINE", "embedded")
    monkeypatch.setenv("PANTAU_DATA", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("PANTAU_STORE__URL", "sqlite:///x.db")
    monkeypatch.setenv("PANTAU_CRAWL__ALLOW_PRIVATE", "localhost, 10.0.0.7:8080")
    monkeypatch.setenv("PANTAU_SITES", '[{"url": "https://a.example/"}]')

    settings = load(written(tmp_path, "")).settings

    assert settings.data == tmp_path / "elsewhere"
    assert settings.store_url == "sqlite:///x.db"
    assert settings.crawl.allow_private == ["localhost", "10.0.0.7:8080"]
    assert settings.sites[0].url == "https://a.example/"


def test_a_relative_data_directory_is_beside_its_file(tmp_path: Path) -> None:
    assert load(written(tmp_path, "data: here\n")).settings.data == tmp_path / "here"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("crawl:\n  delay: -1\n", "line 2: crawl.delay: "),
        ("crawl:\n  dealy: 1\n", "line 2: crawl.dealy: no setting has this name"),
        ("alerts:\n  excerpt_words: 9\n", "any more: it is publish.excerpt_words now"),
        ("sites:\n  - url: example.id\n", "line 2: sites.0.url: must be a web address"),
        ("sites:\n  - name: Tanpa Alamat\n", "line 2: sites.0.url: "),
        ("search: {engine: sphinx}\n", "line 1: search.engine: "),
        ("crawl: [1, 2]\n", "line 1: crawl: "),
        ("a: b: c\n", "line 1: is not YAML"),
        ("- a list\n", "line 1: must hold keys and values"),
        ("data: &a [*a]\n", "data: "),
        ("search:\n  keep: {candidate: 0}\n", "line 2: search.keep.candidate: "),
        ("search:\n  elasticsearch:\n    prefix: A b\n", "line 3: search.elasticsearch.prefix: "),
        ("search: {elasticsearch: {hosts: [localhost]}}\n", "hosts: must be an address such as"),
        ("search: {elasticsearch: {hosts: ['http://a:b']}}\n", "hosts: must be an address such as"),
        ("search: {elasticsearch: {ca_certs: no.pem}}\n", "search.elasticsearch.ca_certs: "),
        ("search: {elasticsearch: {basic_auth: elastic}}\n", "must be user:password"),
        ("search: {kibana: {api_key: a, basic_auth: 'b:c'}}\n", "api_key or basic_auth, not both"),
        (
            "search: {elasticsearch: {cloud_id: a, hosts: ['http://a']}}\n",
            "search.elasticsearch: give hosts or cloud_id, not both",
        ),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(written(tmp_path, text))

    assert said in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_misspelt_variable_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANTAU_CRAWL__DEALY", "2")

    with pytest.raises(ConfigError, match="PANTAU_CRAWL__DEALY"):
        load(written(tmp_path, ""))


def test_a_wrong_variable_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PANTAU_CRAWL__DELAY", "soon")

    with pytest.raises(ConfigError, match=r"PANTAU_CRAWL__DELAY: crawl\.delay"):
        load(written(tmp_path, ""))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"missing\.yaml: cannot be read"):
        load(tmp_path / "missing.yaml")


def test_every_setting_says_what_it_is(tmp_path: Path) -> None:
    configuration: Configuration = load(written(tmp_path, ""))

    assert [key for key, _, description in keys(configuration.settings) if not description] == []


@pytest.mark.parametrize(
    "text",
    [
        "store: {url: 'postgresql://u:rahasia@db/pantau'}\n",
        "search: {elasticsearch: {basic_auth: 'elastic:rahasia'}}\n",
        "search: {kibana: {api_key: rahasia}}\n",
    ],
)
def test_a_secret_is_not_shown(tmp_path: Path, text: str) -> None:
    assert "rahasia" not in repr(load(written(tmp_path, text)).settings)


def test_a_password_in_an_address_is_refused_without_being_shown(tmp_path: Path) -> None:
    path = written(tmp_path, "search: {elasticsearch: {hosts: ['https://u:rahasia@es.example']}}\n")

    with pytest.raises(ConfigError, match="set basic_auth") as caught:
        load(path)

    assert "rahasia" not in str(caught.value)


def test_the_addresses_of_elasticsearch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    search = load(written(tmp_path, "")).settings.search
    assert search.elasticsearch.addresses == ["http://localhost:9200"]
    assert search.elasticsearch.login is None

    monkeypatch.setenv("PANTAU_SEARCH__ELASTICSEARCH__HOSTS", "https://a, http://b:9201/es/")
    monkeypatch.setenv("PANTAU_SEARCH__ELASTICSEARCH__BASIC_AUTH", "pantau:kata:sandi")
    search = load(written(tmp_path, "")).settings.search
    assert search.elasticsearch.addresses == ["https://a:9200", "http://b:9201/es"]
    assert search.elasticsearch.login == ("pantau", "kata:sandi")

    monkeypatch.delenv("PANTAU_SEARCH__ELASTICSEARCH__HOSTS")
    monkeypatch.setenv("PANTAU_SEARCH__ELASTICSEARCH__CLOUD_ID", "pantau:abc")
    assert load(written(tmp_path, "")).settings.search.elasticsearch.addresses == []
