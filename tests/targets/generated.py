"""Sites that static generators build: Pelican and Nikola, both from PyPI."""

from __future__ import annotations

import hashlib
import mimetypes
import subprocess
import sys
from collections.abc import Sequence
from html import escape
from pathlib import Path

from model.records import JAKARTA
from tests.crawl.zoo import Page, Reply
from tests.targets.press import Post

#: Seconds that a build may take.
_PATIENCE = 300

_PELICAN = """
AUTHOR = "Redaksi"
SITENAME = "Warta Pelican"
SITEURL = "{base}"
PATH = "content"
TIMEZONE = "Asia/Jakarta"
DEFAULT_LANG = "id"
DEFAULT_PAGINATION = 10
FEED_ALL_ATOM = "feeds/all.atom.xml"
FEED_ALL_RSS = "feeds/all.rss.xml"
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
FEED_MAX_ITEMS = 20
AUTHOR_SAVE_AS = ""
ARTICLE_URL = "{{date:%Y}}/{{date:%m}}/{{slug}}.html"
ARTICLE_SAVE_AS = ARTICLE_URL
"""

_NIKOLA = """
BLOG_AUTHOR = "Redaksi"
BLOG_TITLE = "Warta Nikola"
SITE_URL = "{base}/"
BLOG_EMAIL = "redaksi@example.id"
BLOG_DESCRIPTION = "Berita daerah"
DEFAULT_LANG = "id"
TRANSLATIONS = {{"id": ""}}
TIMEZONE = "Asia/Jakarta"
THEME = "base-jinja"
POSTS = (("posts/*.html", "berita", "post.tmpl"),)
PAGES = ()
COMPILERS = {{"html": (".html",)}}
INDEX_PATH = ""
INDEX_DISPLAY_POST_COUNT = 10
PRETTY_URLS = True
FEED_LENGTH = 20
USE_BUNDLES = False
GENERATE_ATOM = False
CATEGORY_ALLOW_HIERARCHIES = False
ENABLE_AUTHOR_PAGES = False
"""


def pelican_path(post: Post) -> str:
    """Path of a post on the Pelican site."""
    return f"/{post.published.astimezone(JAKARTA):%Y/%m}/{post.slug}.html"


def nikola_path(post: Post) -> str:
    """Path of a post on the Nikola site."""
    return f"/berita/{post.slug}/"


def pelican(directory: Path, base: str, posts: Sequence[Post]) -> dict[str, Page]:
    """Build the Pelican site at the address ``base``; return its pages by path."""
    content = directory / "content"
    content.mkdir(parents=True)
    for post in posts:
        tags = "".join(
            f'<meta name="{name}" content="{escape(value)}">'
            for name, value in (
                ("date", f"{post.published.astimezone(JAKARTA):%Y-%m-%d %H:%M}"),
                ("category", post.section),
                ("tags", ",".join(post.tags)),
                ("authors", post.author),
                ("slug", post.slug),
            )
        )
        head = f"<head><title>{escape(post.title)}</title>{tags}</head>"
        page = f"<html>{head}<body>{_body(post)}</body></html>"
        (content / f"{post.slug}.html").write_text(page, encoding="utf-8")
    (directory / "pelicanconf.py").write_text(_PELICAN.format(base=base), encoding="utf-8")
    _run(directory, "pelican", "--quiet", "--settings", "pelicanconf.py", "--output", "output")
    return _files(directory / "output")


def nikola(directory: Path, base: str, posts: Sequence[Post]) -> dict[str, Page]:
    """Build the Nikola site at the address ``base``; return its pages by path."""
    content = directory / "posts"
    content.mkdir(parents=True)
    for post in posts:
        head = "\n".join(
            f".. {name}: {value}"
            for name, value in (
                ("title", post.title),
                ("slug", post.slug),
                ("date", f"{post.published.astimezone(JAKARTA):%Y-%m-%d %H:%M:%S UTC+07:00}"),
                # A page and a feed for each place would take most of the building.
                ("tags", ", ".join(post.tags[:-1])),
                ("category", post.section),
            )
        )
        page = f"<!--\n{head}\n-->\n\n{_body(post)}"
        (content / f"{post.slug}.html").write_text(page, encoding="utf-8")
    (directory / "conf.py").write_text(_NIKOLA.format(base=base), encoding="utf-8")
    _run(directory, "nikola", "build", "--quiet")
    return _files(directory / "output")


def _body(post: Post) -> str:
    return "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in post.paragraphs)


def _run(directory: Path, *command: str) -> None:
    """Run a program of this environment."""
    program = Path(sys.executable).with_name(command[0])
    done = subprocess.run(
        [str(program), *command[1:]],
        cwd=directory,
        capture_output=True,
        check=False,
        timeout=_PATIENCE,
    )
    assert done.returncode == 0, (done.stdout + done.stderr).decode(errors="replace")


def _files(output: Path) -> dict[str, Page]:
    """Every file as a web server gives it, a directory by its index."""
    pages: dict[str, Page] = {}
    for file in sorted(path for path in output.rglob("*") if path.is_file()):
        body = file.read_bytes()
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        reply = Reply(body, kind, headers={"ETag": tag})
        path = f"/{file.relative_to(output).as_posix()}"
        pages[path] = reply
        if file.name == "index.html":
            pages[path.removesuffix("index.html")] = reply
    return pages
