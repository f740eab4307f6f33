"""Papers as HTML and as PDF; nothing outside of them is ever loaded."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from model.exceptions import PantauError

_TEMPLATES = Path(__file__).with_name("templates")


class PaperError(PantauError):
    """A paper could not be made."""


@cache
def environment() -> Environment:
    """Return where templates of papers are found; everything that they are given is escaped."""
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def html_file(template: str, values: Mapping[str, Any]) -> str:
    """Fill in a template, which extends ``paper.html`` and needs ``head``, a Letterhead."""
    return environment().get_template(template).render(values)


def pdf_file(html: str) -> bytes:
    """Make a tagged PDF of a page. Pictures must be in it, as ``data:`` addresses.

    Raises:
        PaperError: the machine lacks what WeasyPrint draws text with.
    """
    try:
        # Loaded here: it takes a second, and machines that make no PDF need not have Pango.
        from weasyprint import HTML  # noqa: PLC0415
        from weasyprint.urls import URLFetcher  # noqa: PLC0415
    except OSError as error:
        raise PaperError(
            "PDF needs the library Pango, which this machine does not have: "
            "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"
        ) from error
    page = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=["data"]))
    content: bytes = page.write_pdf(pdf_tags=True)
    return content
