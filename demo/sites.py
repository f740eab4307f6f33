"""The sample sites: what they publish, and what a careful reader would keep of it.

Everything here is invented. Days are counted back from the day of the demo, so that the stories are
always fresh and their weekdays right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, StrictUndefined

from model.records import JAKARTA, Label

_PAGES = Path(__file__).with_name("pages")
_SUBHEAD = "## "
_WEEKDAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()
_MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
).split()
#: The first page's number in addresses such as ``berita.php?id=4101``.
_FIRST_NUMBER = 4101


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a story, or a subhead in it."""

    text: str
    subhead: bool = False


@dataclass(frozen=True)
class SamplePage:
    """A story as a sample site publishes it, with its label and the event it tells of."""

    site: SampleSite = field(repr=False)
    number: int
    slug: str
    title: str
    published: datetime
    author: str
    section: str
    paragraphs: tuple[Paragraph, ...]
    label: Label
    event: str | None
    language: str
    town: str

    @property
    def path(self) -> str:
        """Path and query of the page's address."""
        moment = self.published
        return self.site.path.format(
            year=f"{moment:%Y}", month=f"{moment:%m}", slug=self.slug, number=self.number
        )

    @property
    def url(self) -> str:
        """Address of the page."""
        return self.site.url + self.path

    @property
    def dateline(self) -> str:
        """What the outlet puts before the first sentence."""
        return self.site.dateline.format(town=self.town)

    @property
    def credit(self) -> str:
        """What the outlet puts after the last sentence."""
        return self.site.credit.format(author=self.author)

    @property
    def others(self) -> list[SamplePage]:
        """Other stories to link to, partnership stories first: what must not be read as this."""
        rest = [page for page in self.site.pages if page is not self]
        return sorted(rest, key=lambda page: page.label is not Label.PARTNERSHIP)


@dataclass
class SampleSite:
    """An invented outlet with its own markup (``theme``) and house style."""

    host: str
    name: str
    province: str
    theme: str
    path: str
    dateline: str
    credit: str
    url: str
    charset: str = "utf-8"
    pages: list[SamplePage] = field(default_factory=list)

    @cached_property
    def newest(self) -> list[SamplePage]:
        """Every page, newest first."""
        return sorted(self.pages, key=lambda page: page.published, reverse=True)

    @cached_property
    def sections(self) -> list[str]:
        """The sections of the menu."""
        return list(dict.fromkeys(page.section for page in self.pages))


def sample_sites(now: datetime, port: int) -> list[SampleSite]:
    """Make every sample site as it looks at ``now``, served on ``port`` of this machine."""
    return [_site(path, now.astimezone(JAKARTA), port) for path in sorted(_PAGES.glob("*.yaml"))]


def weekday_date(day: datetime, form: str) -> str:
    """Write a day as Indonesian papers do; ``form`` is str.format over its parts."""
    return form.format(
        weekday=_WEEKDAYS[day.weekday()], day=day.day, month=_MONTHS[day.month - 1], date=day
    )


def slug(text: str) -> str:
    """Make a word for an address of ``text``."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _site(file: Path, now: datetime, port: int) -> SampleSite:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    pages = content.pop("pages")
    site = SampleSite(url=f"http://{content['host']}:{port}", **content)
    for number, page in enumerate(pages, start=_FIRST_NUMBER):
        site.pages.append(_page(site, number, page, now))
    return site


def _page(site: SampleSite, number: int, content: dict[str, Any], now: datetime) -> SamplePage:
    day = now.date() - timedelta(days=content["ago"])
    published = datetime.combine(day, time.fromisoformat(content["at"]), JAKARTA)
    text = _with_days(content["text"], published)
    return SamplePage(
        site=site,
        number=number,
        slug=content["slug"],
        title=content["title"],
        published=published,
        author=content["author"],
        section=content["section"],
        paragraphs=tuple(_paragraph(line) for line in text.splitlines()),
        label=Label(content["label"]),
        event=content.get("event"),
        language=content.get("language", "id"),
        town=content.get("town", ""),
    )


def _paragraph(line: str) -> Paragraph:
    return Paragraph(line.removeprefix(_SUBHEAD), subhead=line.startswith(_SUBHEAD))


def _with_days(text: str, published: datetime) -> str:
    """Fill in days, each given as days before ``published``: ``{{ tgl(1) }}``."""

    def written(form: str, years: int = 0) -> Any:
        def day(before: int) -> str:
            told = published - timedelta(days=before)
            return weekday_date(told, form.replace("{year}", str(told.year + years)))

        return day

    environment = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701 - plain text
    return environment.from_string(text).render(
        tgl=written("{weekday} ({date.day}/{date.month}/{year})"),
        tgl_pendek=written("{weekday} ({date.day}/{date.month})"),
        tgl_panjang=written("{weekday}, {day} {month} {year}"),
        # The mistake of every January, all year round: the weekday is right, the year is not.
        tgl_salah=written("{weekday} ({date.day}/{date.month}/{year})", years=-1),
    )
