"""The base that the image of the tests is built on: Debian with Python, made by debootstrap.

``python -m tests.container.base`` makes it, which takes a minute.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from filelock import FileLock

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "container"
SUITE = "bookworm"
PACKAGES = "ca-certificates,python3,python3-venv"
#: What a base needs at run time is little; without the rest every copy of it is faster. The list
#: of sources names this machine's mirror, which is nobody else's business.
NOT_IN_BASE = (
    "etc/apt/sources.list",
    "usr/share/doc",
    "usr/share/locale",
    "usr/share/man",
    "var/cache/apt",
    "var/lib/apt/lists",
    "var/log",
)
#: pip's file for a whole machine; a directory the base has, so that the mount leaves no trace.
PIP_DIRECTORY = Path("/etc/xdg/pip")


class BaseError(Exception):
    """The base could not be made; the message says why."""


def archive() -> Path:
    """Return Debian with Python as an archive, made once for the checkout."""
    made = CACHE / f"{SUITE}.tar"
    CACHE.mkdir(parents=True, exist_ok=True)
    with FileLock(CACHE / "lock"):
        if not made.exists():
            _make(made)
    return made


def _make(made: Path) -> None:
    with tempfile.TemporaryDirectory(dir=CACHE) as directory:
        root = Path(directory, "root")
        options = ("--variant=minbase", f"--include={PACKAGES}")
        command("debootstrap", *options, SUITE, str(root), *mirror())
        for name in NOT_IN_BASE:
            path = root / name
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        # Packages write there as they are installed.
        (root / "var/log").mkdir()
        # What the official images of Python have.
        (root / "usr/local/bin/python").symlink_to("/usr/bin/python3")
        (root / PIP_DIRECTORY.relative_to("/")).mkdir(parents=True)
        whole = Path(directory, made.name)
        command("tar", "--create", "--file", str(whole), "--directory", str(root), ".")
        whole.rename(made)


def mirror() -> list[str]:
    """Where this machine's own packages come from; nothing where apt does not know the suite."""
    form = ("--format", "$(REPO_URI)", f"Codename: {SUITE}", "Created-By: Packages")
    return command("apt-get", "indextargets", *form).split()[:1]


def command(*program: str) -> str:
    """Run a program, and return what it printed."""
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BaseError(f"{program[0]} failed:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return done.stdout


if __name__ == "__main__":
    archive()
