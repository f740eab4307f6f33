"""What a build of the image starts from, read without building it."""

from __future__ import annotations

import re

from tests.conftest import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_its_base_is_pinned_by_digest_and_can_be_given() -> None:
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    default = re.search(r"^ARG PYTHON=(\S+)$", DOCKERFILE, re.MULTILINE)

    assert set(bases) == {"${PYTHON}"}
    assert default is not None
    assert re.fullmatch(r"python:3\.\d+\.\d+-slim-[a-z]+@sha256:[0-9a-f]{64}", default[1])


def test_dependencies_come_before_code() -> None:
    copies = re.findall(r"^COPY (.+)$", DOCKERFILE, re.MULTILINE)

    assert copies[:2] == ["requirements.lock ./", ". ."]
    assert copies.index("--from=build /app/.venv .venv") < copies.index("--from=build /code .")


def test_every_package_that_is_installed_reaches_the_build() -> None:
    allowed = {
        line.removeprefix("!")
        for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if line.startswith("!")
    }
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}

    assert packages - {"benchmarks", "tests"} <= allowed
    assert all((ROOT / name).exists() for name in allowed)
