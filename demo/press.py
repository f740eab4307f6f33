"""Sample sites as web servers answer: paths and the documents on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import format_datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from demo.sites import SamplePage, SampleSite, slug, weekday_date

_HTML, _XML, _TEXT = "text/html", "application/xml", "text/plain"


@dataclass(frozen=True)
class Document:
    """What one path answers with."""

    body: bytes
    content_type: str


def documents(site: SampleSite) -> dict[str, Document]:
    """Every document of ``site`` by path and query."""
    found: dict[str, Document] = {}
    for path, template, page in _plan(site):
        html = template.endswith(".html")
        text = (
            _environment()
            .get_template(template)
            .render(site=site, page=page, title=path.strip("/").replace("-", " ").title(), pages=[])
        )
        charset = site.charset if html else "utf-8"
        kind = _HTML if html else _XML
        # The hand-made site says its charset in the page alone, as such sites do.
        named = f"{kind}; charset={charset}" if charset == "utf-8" else kind
        found[path] = Document(text.encode(charset, "xmlcharrefreplace"), named)
    for section in site.sections:
        found[f"/category/{slug(section)}/"] = _listing(site, section)
    found["/robots.txt"] = Document(_robots(site).encode(), _TEXT)
    return found


def _plan(site: SampleSite) -> Iterator[tuple[str, str, SamplePage | None]]:
    """Yield path, template and page of each document."""
    theme = site.theme
    yield "/", f"{theme}/front.html", None
    for page in site.pages:
        yield page.path, f"{theme}/page.html", page
        if theme == "portal":
            yield f"{page.path}?amp=1", "portal/amp.html", page
    feeds = {
        "classic": [("/feed/", "shared/rss.xml"), ("/wp-sitemap.xml", "shared/sitemap.xml")],
        "magazine": [("/feed/", "shared/rss.xml")],
        "block": [("/feed/atom/", "shared/atom.xml")],
        "blogger": [("/feeds/posts/default", "shared/atom.xml")],
        "portal": [
            ("/sitemap.xml", "shared/sitemap-index.xml"),
            ("/sitemap-news.xml", "shared/news-sitemap.xml"),
        ],
    }
    for path, template in feeds.get(theme, []):
        yield path, template, None
    about = {"classic": "/redaksi/", "magazine": "/tentang-kami/", "handmade": "/kontak.php"}
    yield about.get(theme, "/tentang"), "shared/plain.html", None


def _listing(site: SampleSite, section: str) -> Document:
    pages = [page for page in site.newest if page.section == section]
    template = _environment().get_template("shared/plain.html")
    text = template.render(site=site, page=None, title=section, pages=pages)
    return Document(text.encode(), f"{_HTML}; charset=utf-8")


def _robots(site: SampleSite) -> str:
    lines = ["User-agent: *", "Disallow: /wp-admin/"]
    if site.theme in {"portal", "classic"}:
        sitemap = "sitemap.xml" if site.theme == "portal" else "wp-sitemap.xml"
        lines.append(f"Sitemap: {site.url}/{sitemap}")
    return "\n".join(lines) + "\n"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=select_autoescape(["html", "xml"]),
        undefined=StrictUndefined,
    )
    environment.filters["slug"] = slug
    environment.filters["rfc822"] = format_datetime
    environment.filters["tanggal"] = lambda day: weekday_date(day, "{day} {month} {date.year}")
    environment.filters["lengkap"] = lambda day: weekday_date(
        day, "{weekday}, {day} {month} {date.year} | {date:%H:%M} WIB"
    )
    return environment
