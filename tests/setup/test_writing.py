"""The configuration as it is written: commented, sound, and nothing of the old one lost."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from model.config import load
from model.exceptions import ConfigError
from pantau.setup.writing import commented, merged, write

_WORDS = st.text(max_size=40)
_VALUES = st.one_of(_WORDS, st.integers(), st.booleans(), st.none(), st.lists(_WORDS, max_size=3))


@given(
    st.dictionaries(
        st.sampled_from(["office", "alerts", "crawl", "search", "other"]),
        st.one_of(_VALUES, st.dictionaries(st.sampled_from(["name", "zone", "smtp"]), _VALUES)),
    )
)
@settings(deadline=None)
def test_what_is_written_is_read_as_it_was(content: dict[str, object]) -> None:
    assert (yaml.safe_load(commented(content)) or {}) == content


def test_keys_are_explained_in_the_settings_own_words(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    kept = write(file, {"office": {"name": "Rutan Contoh", "zone": "WITA"}})
    assert kept is None
    text = file.read_text(encoding="utf-8")
    assert "  # name of the office, as papers say it\n  name: Rutan Contoh\n" in text
    assert load(file).settings.office.zone == "Asia/Makassar"


def test_what_the_file_said_of_other_things_stays(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    before = (
        "# mine\ncrawl: {delay: 3.0}\nsites:\n  - {url: 'https://a.example/'}\n"
        "search: {engine: elasticsearch}\nalerts: {smtp: {host: old.example, timeout: 9}}\n"
    )
    file.write_text(before, encoding="utf-8")
    kept = write(
        file, {"crawl": {"contact": "a@b.example"}, "alerts": {"smtp": {"host": "new.example"}}}
    )
    assert kept is not None
    assert kept.read_text(encoding="utf-8") == before
    told = load(file).settings
    assert (told.crawl.delay, told.crawl.contact) == (3.0, "a@b.example")
    assert (told.alerts.smtp.host, told.alerts.smtp.timeout) == ("new.example", 9)
    assert (told.search.engine, len(told.sites)) == ("elasticsearch", 1)


@pytest.mark.parametrize("before", ["crawl: {delay: often}\n", "crawl: [\n"])
def test_a_file_with_a_fault_is_left_as_it_is(tmp_path: Path, before: str) -> None:
    file = tmp_path / "config.yaml"
    file.write_text(before, encoding="utf-8")
    with pytest.raises(ConfigError):
        write(file, {"office": {"name": "Rutan Contoh"}})
    assert file.read_text(encoding="utf-8") == before
    assert [path.name for path in tmp_path.iterdir()] == ["config.yaml"]


def test_lists_are_taken_over_whole() -> None:
    assert merged({"a": [1, 2], "b": 1}, {"a": [3]}) == {"a": [3], "b": 1}
