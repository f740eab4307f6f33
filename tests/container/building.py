"""The image, built for real without a container daemon: buildah on a base made by debootstrap.

Without the two, or where they are not allowed to work, tests that need the image skip, unless
``PANTAU_TEST_REQUIRE=1``: then they fail.
"""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.container import base

REQUIRE_VARIABLE = "PANTAU_TEST_REQUIRE"
BASE = "localhost/python"
IMAGE = "localhost/pantau"


@dataclass
class Buildah:
    """The program, with storage of its own."""

    storage: Path

    @cached_property
    def driver(self) -> str:
        """What layers are kept by: laid over each other where the kernel lets us, else copied."""
        return "vfs" if self._run("overlay", "info").returncode else "overlay"

    def __call__(self, *arguments: str | Path, check: bool = True) -> str:
        """Run a command of it and give what it printed; fail the test where it fails."""
        done = self.run(*arguments)
        assert not check or done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
        return done.stdout.strip()

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command of it, whatever comes of it."""
        return self._run(self.driver, *arguments)

    def _run(self, driver: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        places = ("--root", self.storage / "root", "--runroot", self.storage / "run")
        command = ["buildah", *places, "--storage-driver", driver, *arguments]
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PANTAU_")}
        return subprocess.run(
            [str(word) for word in command],
            capture_output=True,
            text=True,
            env=environment | {"TMPDIR": str(self.storage)},
            check=False,
        )


@dataclass
class Container:
    """A container of the image."""

    buildah: Buildah
    name: str

    def run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command in it, as the image's user."""
        variables = [f"--env={name}={value}" for name, value in environment.items()]
        return self.buildah.run("run", "--isolation=chroot", *variables, self.name, "--", *command)

    @property
    def files(self) -> Path:
        """Where its files are."""
        return Path(self.buildah("mount", self.name))

    @property
    def settings(self) -> dict[str, Any]:
        """What the image says of itself, in Docker's words."""
        return dict(json.loads(self.buildah("inspect", "--type=image", IMAGE))["Docker"]["config"])

    @property
    def layers(self) -> list[int]:
        """Sizes of the image's layers, the base first, in bytes."""
        manifest = json.loads(
            json.loads(self.buildah("inspect", "--type=image", IMAGE))["Manifest"]
        )
        return [layer["size"] for layer in manifest["layers"]]


@contextmanager
def built() -> Iterator[Container]:
    """Build the image as the Dockerfile says, on a base of our own; remove all of it at the end."""
    _demand_means()
    storage = Path(tempfile.mkdtemp(prefix="pantau-image-"))
    buildah = Buildah(storage)
    try:
        _import_base(buildah)
        _build(buildah)
        name = buildah("from", "--pull-never", IMAGE)
        yield Container(buildah, name)
    finally:
        buildah("rm", "--all", check=False)
        shutil.rmtree(storage)
    assert str(storage) not in Path("/proc/mounts").read_text()


def _demand_means() -> None:
    missing = [name for name in ("buildah", "debootstrap") if shutil.which(name) is None]
    if os.geteuid() != 0:
        reason = "building the image takes root"
    elif missing:
        reason = f"{' and '.join(missing)} not installed (scripts/image-tools)"
    else:
        return
    if os.environ.get(REQUIRE_VARIABLE) == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def _import_base(buildah: Buildah) -> None:
    container = buildah("from", "scratch")
    buildah("add", "--quiet", container, base.archive(), "/")
    buildah("commit", "--quiet", container, BASE)
    buildah("rm", container)


def _build(buildah: Buildah) -> None:
    # Docker's format, for only that one has health checks.
    options = ("--isolation=chroot", "--format=docker", "--pull-never", f"--tag={IMAGE}")
    buildah("build", *options, f"--build-arg=PYTHON={BASE}", *_mounts(buildah.storage), ROOT)


def _mounts(directory: Path) -> list[str]:
    return [*_pip_mounts(directory), *_apt_mounts(directory)]


def _pip_mounts(directory: Path) -> list[str]:
    """Lend pip what it is told on this machine, for the time of the build only."""
    told: dict[str, str] = {}
    # Lines such as :env:.cert='/etc/…', the environment's first, which wins.
    for line in base.command(sys.executable, "-m", "pip", "config", "list").splitlines():
        key, value = line.split("=", 1)
        told.setdefault(key.rpartition(".")[2], ast.literal_eval(value))
    paths = {value for value in told.values() if value.startswith("/")}
    lines = [f"{key} = {value}" for key, value in told.items()]
    mounts = [f"--volume={path}:{path}:ro" for path in paths if Path(path).exists()]
    configuration = directory / "pip"
    configuration.mkdir()
    (configuration / "pip.conf").write_text("\n".join(["[global]", *lines]), encoding="utf-8")
    return [f"--volume={configuration}:{base.PIP_DIRECTORY}:ro", *mounts]


def _apt_mounts(directory: Path) -> list[str]:
    """Lend apt this machine's mirror and settings, for the time of the build only."""
    sources = directory / "apt"
    sources.mkdir()
    for mirror in base.mirror():
        line = f"deb {mirror} {base.SUITE} main\n"
        (sources / "mirror.list").write_text(line, encoding="utf-8")
    places = {str(sources): "/etc/apt/sources.list.d", "/etc/apt/apt.conf.d": "/etc/apt/apt.conf.d"}
    return [f"--volume={path}:{place}:ro" for path, place in places.items()]
