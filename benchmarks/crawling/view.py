"""What can be seen of a site at a moment: its posts, their addresses, and pages of its theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from benchmarks.crawling.site import Face, Post, Site
from demo.sites import slug, weekday_date
from model.records import JAKARTA


@dataclass(frozen=True)
class Shown:
    """A post as a site shows it at a moment."""

    post: Post
    title: str
    paragraphs: tuple[str, ...]
    path: str
    url: str
    published: datetime
    changed: datetime

    @cached_property
    def words(self) -> str:
        """All its text in lower case, which searches look through."""
        return " ".join((self.title, *self.paragraphs)).lower()

    @cached_property
    def content(self) -> str:
        """Its text as feeds and programs are given it."""
        return "".join(f"<p>{_escaped(line)}</p>\n" for line in self.paragraphs)


@dataclass(frozen=True)
class View:
    """A site at ``now``, on a server's port. Times in pages are in Asia/Jakarta."""

    site: Site
    face: Face
    now: datetime
    port: int
    _by_number: dict[int, Shown] = field(default_factory=dict, compare=False, repr=False)

    @property
    def base(self) -> str:
        """The address of the front page, without a slash."""
        return f"http://{self.face.host}:{self.port}"

    @property
    def options(self) -> frozenset[str]:
        """The options of the software."""
        return self.face.options

    @cached_property
    def posts(self) -> list[Shown]:
        """The posts that are up, newest first."""
        return [self.shown(post) for post in reversed(self.site.posts) if post.is_up(self.now)]

    @cached_property
    def _places(self) -> dict[int, int]:
        return {shown.post.number: place for place, shown in enumerate(self.posts)}

    def shown(self, post: Post) -> Shown:
        """A post as it is now."""
        if post.number not in self._by_number:
            told, path = post.at(self.now), self.face.path(post)
            self._by_number[post.number] = Shown(
                post,
                told.title,
                told.paragraphs,
                path,
                self.base + path,
                post.published.astimezone(JAKARTA),
                told.since.astimezone(JAKARTA),
            )
        return self._by_number[post.number]

    @cached_property
    def changed(self) -> datetime:
        """The time of the last change of any post."""
        return max((shown.changed for shown in self.posts), default=self.now)

    def of_section(self, name: str) -> list[Shown]:
        """The posts of a section, by its slug."""
        return [shown for shown in self.posts if slug(shown.post.section) == name]

    def of_tag(self, name: str) -> list[Shown]:
        """The posts with a tag, by its slug."""
        return [shown for shown in self.posts if name in map(slug, shown.post.tags)]

    def page(self, shown: Shown) -> bytes:
        """The page of a post."""
        at = self._places[shown.post.number]
        others = [*self.posts[max(0, at - 2) : at], *self.posts[at + 1 : at + 5]]
        return self._html("page.html", shown=shown, others=others)

    def listing(
        self,
        title: str,
        posts: Sequence[Shown],
        *,
        older: str | None = None,
        newer: str | None = None,
    ) -> bytes:
        """A page that lists posts, with the addresses of the pages before and after it."""
        return self._html("list.html", title=title, posts=posts, older=older, newer=newer)

    def notice(self, title: str) -> bytes:
        """A page that says one thing, such as that there is none."""
        return self._html("notice.html", title=title)

    def xml(self, name: str, **values: Any) -> bytes:
        """A feed or sitemap of the templates."""
        return _environment().get_template(name).render(view=self, **values).encode()

    def _html(self, name: str, **values: Any) -> bytes:
        template = _environment().get_template(f"{self.face.theme}/{name}")
        return template.render(view=self, site=self.site, **values).encode()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=select_autoescape(["html", "xml"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        auto_reload=False,
    )
    environment.globals["style"] = environment.get_template("style.css.html").render()
    environment.filters["slug"] = slug
    environment.filters["rfc822"] = format_datetime
    environment.filters["tanggal"] = lambda day: weekday_date(day, "{day} {month} {date.year}")
    environment.filters["lengkap"] = lambda day: weekday_date(
        day, "{weekday}, {day} {month} {date.year} | {date:%H:%M} WIB"
    )
    return environment


def _escaped(text: str) -> str:
    return text.replace("&", "&#038;").replace("<", "&lt;").replace(">", "&gt;")
