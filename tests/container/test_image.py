"""The image runs Pantau, as a user that may do little, and holds nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT
from tests.container.building import Container, built

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200), pytest.mark.xdist_group("image")]

USER = 10001
#: Bytes that Pantau and what it runs on add to the base, uncompressed; of 601 MB some 215 are what
#: training rests on (scikit-learn, SciPy, NumPy).
MOST_ADDED = 615e6


@pytest.fixture(scope="module")
def container() -> Iterator[Container]:
    with built() as container:
        yield container


def test_it_runs_the_demo_as_its_own_user(container: Container) -> None:
    asked = container.run("id", "-u")
    assert (asked.stdout.strip(), asked.stderr) == (str(USER), "")

    demo = container.run("python", "-m", "demo")
    assert demo.returncode == 0, demo.stderr

    told = container.run("pantau", "status", "--data", "/data/demo", "--json")
    status = json.loads(told.stdout)
    assert status["stories"] > 0
    found = container.run("pantau", "search", "kuliah", "--data", "/data/demo", "--json")
    assert json.loads(found.stdout)["total"] > 0


def test_it_is_backed_up_and_restored_as_the_docs_say(container: Container) -> None:
    docs = (ROOT / "docs" / "container.md").read_text(encoding="utf-8")
    assert "docker compose run --rm pantau backup " in docs
    assert "docker compose run --rm pantau restore /backup --force" in docs
    where = {"PANTAU_BACKUP__DIRECTORY": "/data/backup"}
    assert container.run("pantau", "status").returncode == 0

    made = container.run("pantau", "backup", **where)
    assert made.returncode == 0, made.stderr
    restored = container.run("pantau", "restore", "/data/backup", "--force")
    assert restored.returncode == 0, restored.stderr


def test_its_health_check_tells_the_truth(container: Container) -> None:
    kind, *command = container.settings["Healthcheck"]["Test"]

    assert kind == "CMD"
    healthy = container.run(*command)
    assert healthy.returncode == 0, healthy.stderr
    ill = container.run(*command, PANTAU_STORE__URL="postgresql+psycopg://nobody@127.0.0.1:1/x")
    assert ill.returncode == 1
    assert ill.stderr.startswith("pantau: the store at postgresql")
    assert "Traceback" not in ill.stderr


def test_it_says_how_it_is_run(container: Container) -> None:
    settings = container.settings

    assert settings["User"] == "pantau"
    assert settings["Entrypoint"] == ["pantau"]
    assert list(settings["Volumes"]) == ["/data"]
    assert settings["StopSignal"] == "SIGINT"
    assert settings["Labels"]["org.opencontainers.image.licenses"] == "Apache-2.0"


def test_its_user_may_change_no_code(container: Container) -> None:
    for place in ("/app/new", "/app/pantau/cli.py", "/app/.venv/new", "/etc/passwd"):
        assert container.run("sh", "-c", f"echo >>{place}").returncode != 0, place
    assert container.run("sh", "-c", "echo >>/data/new").returncode == 0


def test_it_holds_what_runs_and_nothing_else(container: Container) -> None:
    app = container.files / "app"

    assert {path.name for path in app.iterdir()} == {
        *("alerts", "crawler", "demo", "desk", "keeping", "model", "pantau", "papers"),
        *("pipelines", "search", "store", "web"),
        *(".venv", "LICENSE", "README.md", "config.yaml"),
        *("pyproject.toml", "requirements.lock", "scrapy.cfg", "tests"),
    }
    # What the judge is trained on.
    assert [path.name for path in (app / "tests").iterdir()] == ["corpus"]
    assert not (app / "demo" / "data").exists()
    assert not list(app.glob(".venv/bin/pip*"))
    # The query parser's tables, which its user could not write.
    assert list(app.glob(".venv/lib/*/site-packages/luqum/parsetab.py"))
    _, *added = container.layers
    assert sum(added) < MOST_ADDED


def test_it_keeps_nothing_of_the_machine_it_was_built_on(container: Container) -> None:
    files = container.files

    assert [name for name in container.settings["Env"] if name.startswith(("PIP_", "SSL_"))] == []
    for place in ("etc/pip.conf", "etc/xdg/pip/pip.conf", "root/.config", "root/.cache", "tools"):
        assert not (files / place).exists(), place
    assert not list(files.glob("home/pantau/.cache"))
    assert not list(files.glob("tmp/*"))
