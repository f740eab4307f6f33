"""The server's classes as the Java virtual machine keeps them in memory (class data sharing).

With this archive a node starts in about half the time, which counts where it is killed again and
again. A Java that it was not made with passes over it. ``python -m tests.elasticsearch.sharing``
makes it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.elasticsearch import java
from tests.elasticsearch.home import home
from tests.elasticsearch.node import ARCHIVE, JVM, MAIN, Node


def make(version: str) -> None:
    """Make the archive of a home that is made: a node tells which classes it loads."""
    programs, program = home(version), java.runtime()
    if programs is None or program is None:
        return
    with tempfile.TemporaryDirectory(dir=programs) as directory:
        loaded, made = Path(directory, "classes.lst"), Path(directory, ARCHIVE)
        with Node(Path(directory, "node"), version, options=[f"-XX:DumpLoadedClassList={loaded}"]):
            pass
        classes = [f"-XX:SharedClassListFile={loaded}", f"-XX:SharedArchiveFile={made}"]
        command = [program, *JVM, "-Xshare:dump", *classes, "-cp", f"{programs / 'lib'}/*"]
        subprocess.run(command, check=True, capture_output=True)
        made.rename(programs / ARCHIVE)


if __name__ == "__main__":
    print("Making Elasticsearch start faster (half a minute)", flush=True)
    sys.exit(make(MAIN))
