"""No secret of the configuration is in a backup, wherever and however it is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from keeping.secrets import secret_keys, without_secrets
from model.config import Settings, load
from model.exceptions import BackupError
from tests.commands.conftest import Run, environment, run

__all__ = ["environment", "run"]

KEYS = sorted(set(secret_keys(Settings)))
#: What a setting must look like to be taken.
_SHAPES = {
    "store.url": "postgresql://pantau:{}@db.example/pantau",
    "network.proxy": "http://humas:{}@proxy.example:3128",
    "schedule.watchdog.heartbeat_url": "https://hc.example.id/ping/{}",
    "search.elasticsearch.basic_auth": "elastic:{}",
    "search.kibana.basic_auth": "elastic:{}",
}
#: The login and the key of one server exclude each other; each is tried.
_OTHERS = ("search.elasticsearch.api_key", "search.kibana.api_key")


def secret(number: int) -> str:
    return f"r4hasia{number:02}xyz"


def everything_secret(without: tuple[str, ...]) -> tuple[dict[str, Any], list[str]]:
    """A configuration with every secret that there is, and the secrets."""
    content: dict[str, Any] = {"data": "data", "catalogue": {"enabled": False}}
    secrets = []
    for number, key in enumerate(key for key in KEYS if key not in without):
        *groups, last = key.split(".")
        place = content
        for group in groups:
            place = place.setdefault(group, {})
        place[last] = _SHAPES.get(key, "{}").format(secret(number))
        secrets.append(secret(number))
    return content, secrets


def test_all_secret_settings_are_known() -> None:
    assert {"store.url", "network.proxy", "alerts.smtp.password", "alerts.webhook_secret"} < set(
        KEYS
    )
    assert len(KEYS) >= 9


@pytest.mark.parametrize(
    "without", [_OTHERS, ("search.elasticsearch.basic_auth", "search.kibana.basic_auth")]
)
def test_no_secret_setting_is_in_a_backup(
    without: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    content, secrets = everything_secret(without)
    # The store must be one that is there; its address is tried by itself below.
    content.pop("store", None)
    targets = [
        "tgram://123456789:AAAAbbbbCCCC1234dddd/42",
        "https://u:pa55word@hook.example/x9y8z7",
    ]
    content["alerts"]["operator"] = targets
    content["subscriptions"] = [
        {"name": "Kotak", "to": ["json://user:pa55word@hook.example/AbCdEf123456"]},
        {"name": "Nama", "to": ["tgram://${TELEGRAM_TOKEN}/42"]},
    ]
    content["sites"] = [{"url": "https://u:pa55word@intranet.example/?token=t0ken12345"}]
    written = yaml.safe_dump(content) + f"# dulu password: lama, kini {secrets[2]}\n"
    (tmp_path / "config.yaml").write_text(written, encoding="utf-8")

    answer = run("backup", tmp_path / "backups", "--json")

    assert answer.returncode == 0, answer.stderr.decode()
    known = [*secrets, "pa55word", "AAAAbbbbCCCC1234dddd", "AbCdEf123456", "t0ken12345"]
    (backup,) = (tmp_path / "backups").glob("pantau-*")
    for path in (path for path in backup.rglob("*") if path.is_file()):
        held = path.read_bytes()
        assert [one for one in known if one.encode() in held] == [], path.name
    kept = (backup / "config.yaml").read_text(encoding="utf-8")
    assert "tgram://${TELEGRAM_TOKEN}/42" in kept
    assert load(backup / "config.yaml").settings.subscriptions[0].name == "Kotak"


def test_secrets_of_the_environment_are_not_there_either(run: Run, tmp_path: Path) -> None:
    variables = {
        "PANTAU_ALERTS__SMTP__PASSWORD": "r4hasia-smtp",
        "PANTAU_NETWORK__PROXY": "http://humas:r4hasia-proxy@proxy.example:3128",
    }
    assert run("backup", tmp_path / "backups", **variables).returncode == 0
    for path in (path for path in (tmp_path / "backups").rglob("*") if path.is_file()):
        assert b"r4hasia" not in path.read_bytes(), path


@pytest.mark.parametrize(
    ("text", "kept", "left_out"),
    [
        ("store: {url: 'sqlite:////x.db'} # di sini\n", "store: {url: null} # di sini\n", True),
        ("store:\n  url: ~\n", "store:\n  url: ~\n", False),
        ("store:\n  url: |\n    postgresql://a:b@c/d\n", "store:\n  url: null", True),
        ("# alerts: {webhook_secret: lama123}\n", "# alerts: {webhook_secret: ***}\n", False),
        (
            "sites: [{url: 'https://a.example/?s=lapas'}]\n",
            'sites: [{url: "https://a.example/?s=***"}]\n',
            True,
        ),
        (
            "sites: [{url: 'https://a.example/berita/2026-01/x'}]\n",
            "sites: [{url: 'https://a.example/berita/2026-01/x'}]\n",
            False,
        ),
        ("", "", False),
    ],
)
def test_the_rest_stays_as_it_is_written(text: str, kept: str, left_out: bool) -> None:
    shown = without_secrets(text)
    assert shown.text.rstrip("\n") == kept.rstrip("\n")
    assert bool(shown.left_out) is left_out


def test_an_alias_hides_no_secret() -> None:
    text = "alerts:\n  webhook_secret: &s r4hasia123\n  sender: *s\n"
    assert "r4hasia123" not in without_secrets(text).text


def test_an_alias_of_itself_ends() -> None:
    assert without_secrets("a: &a\n  b: *a\n").left_out == ()


def test_what_is_no_yaml() -> None:
    with pytest.raises(BackupError, match="is no YAML"):
        without_secrets("a: [")
