"""Sites in the WordPress server: what they publish, and what their operators switched off."""

from __future__ import annotations

import html
import json
import os
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

from model.records import JAKARTA
from tests.targets.press import Post, slug
from tests.targets.wordpress.programs import find
from tests.targets.wordpress.server import Server, ServerError

_INSTALL = Path(__file__).with_name("php") / "install.php"
#: Stories that WordPress shows on one page of a list, where nobody changes it.
PER_PAGE = 10
#: Seconds that making a site may take.
_PATIENCE = 60
_NO_PARAGRAPHS = ("post_excerpt", "to_ping", "pinged", "post_content_filtered")


@dataclass(frozen=True)
class Site:
    """A WordPress site. ``permalinks`` is empty where addresses are ``/?p=12``.

    ``rest`` is the status of refusals where it is switched off; ``feeds`` that are off answer 403
    (``die``) or lead to the front page (``redirect``); ``robots`` are lines added to robots.txt.
    """

    name: str
    title: str = "Kabar Daerah"
    theme: Literal["kabar", "twentytwentyone", "twentytwentytwo"] = "kabar"
    permalinks: str = "/%year%/%monthnum%/%day%/%postname%/"
    rest: Literal["on", "401", "404"] = "on"
    feeds: Literal["on", "die", "redirect"] = "on"
    short_feeds: bool = True
    sitemaps: bool = True
    search: bool = True
    robots: tuple[str, ...] = ()


def make(server: Server, site: Site, posts: Sequence[Post]) -> str:
    """Install ``site`` anew with ``posts``; return its host, which no other site has.

    Raises:
        ServerError: If WordPress cannot be installed.
    """
    name = f"{site.name}-{uuid4().hex[:8]}"
    host = f"{name}.localhost"
    directory = server.directory / "sites"
    (directory / f"{name}.posts.json").write_text(json.dumps(_tables(posts)))
    (directory / f"{name}.json").write_text(json.dumps(asdict(site)))
    program = find("php")
    assert program is not None
    named = {"TARGET_RUN": str(server.directory), "TARGET_HOST": f"{host}:{server.port}"}
    done = subprocess.run(
        [program, str(_INSTALL)],
        env=os.environ | named,
        capture_output=True,
        check=False,
        timeout=_PATIENCE,
    )
    if done.returncode:
        raise ServerError((done.stderr + done.stdout).decode(errors="replace"))
    return host


def path_of(site: Site, post: Post) -> str:
    """Return the path and query that WordPress publishes ``post`` at."""
    if not site.permalinks:
        return f"/?p={post.number}"
    local = post.published.astimezone(JAKARTA)
    path = site.permalinks.replace("%postname%", post.slug).replace("%post_id%", str(post.number))
    path = path.replace("%category%", slug(post.section))
    return (
        path.replace("%year%", f"{local:%Y}")
        .replace("%monthnum%", f"{local:%m}")
        .replace("%day%", f"{local:%d}")
    )


def _tables(posts: Sequence[Post]) -> dict[str, list[list[Any]]]:
    """What goes into WordPress's tables, in the order of their columns in install.php."""
    authors = {name: number for number, name in enumerate(_unique(p.author for p in posts), 2)}
    sections = list(_unique(post.section for post in posts))
    tags = list(_unique(tag for post in posts for tag in post.tags))
    terms = [("category", name) for name in sections] + [("post_tag", name) for name in tags]
    numbers = {term: number for number, term in enumerate(terms, 1)}
    relationships = [
        [post.number, numbers[term]]
        for post in posts
        for term in [("category", post.section), *(("post_tag", tag) for tag in post.tags)]
    ]
    counts = dict.fromkeys(numbers.values(), 0)
    for _, number in relationships:
        counts[number] += 1
    return {
        "users": [[number, slug(name), slug(name), name] for name, number in authors.items()],
        "terms": [[number, name, slug(name)] for (_, name), number in numbers.items()],
        "taxonomy": [
            [number, number, sort, "", counts[number]] for (sort, _), number in numbers.items()
        ],
        "relationships": relationships,
        "posts": [_row(post, authors[post.author]) for post in posts],
    }


def _row(post: Post, author: int) -> list[Any]:
    local = f"{post.published.astimezone(JAKARTA):%Y-%m-%d %H:%M:%S}"
    utc = f"{post.published.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    figure = f'<img src="/wp-content/uploads/{post.number}.jpg" alt="{html.escape(post.caption)}">'
    text = "\n\n".join([figure, *(html.escape(part, quote=False) for part in post.paragraphs)])
    empty = [""] * len(_NO_PARAGRAPHS)
    states = ["closed", "closed", f"?p={post.number}"]
    times = [local, utc, local, utc]
    return [post.number, author, *times, text, post.title, post.slug, *empty, *states]


def _unique(names: Iterable[str]) -> dict[str, None]:
    return dict.fromkeys(names)
