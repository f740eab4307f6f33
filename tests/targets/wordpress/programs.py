"""Where the programs are that WordPress runs on.

``python -m tests.targets.wordpress.programs`` prints the Debian packages to install, if any is
missing.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

WORDPRESS = Path("/usr/share/wordpress")
#: In this order: with nginx and php-fpm chosen first, WordPress wants no Apache.
PACKAGES = (
    "nginx-light",
    "php-fpm",
    "php",
    "php-mysql",
    "php-xml",
    "mariadb-server",
    "wordpress",
    "wordpress-theme-twentytwentyone",
    "wordpress-theme-twentytwentytwo",
)
_PROGRAMS = ("nginx", "php-fpm", "php", "mariadb-install-db", "mariadbd")
_FILES = ("wp-settings.php", *(f"wp-content/themes/twentytwenty{n}" for n in ("one", "two")))
#: Where a user without rights has no programs of administrators on the path.
_PATH = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"))


def find(name: str) -> str | None:
    """Return the path of a program; php-fpm is installed under the name of its version."""
    if name == "php-fpm":
        versions = sorted(Path("/usr/sbin").glob("php-fpm[0-9]*"))
        return str(versions[-1]) if versions else None
    return shutil.which(name, path=_PATH)


def missing() -> list[str]:
    """Return the programs and files that are not here."""
    files = [str(WORDPRESS / name) for name in _FILES if not (WORDPRESS / name).exists()]
    return [name for name in _PROGRAMS if find(name) is None] + files


if __name__ == "__main__":
    print(*(PACKAGES if missing() else ()))
