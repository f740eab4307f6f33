"""How a page is made: for whom, in which language, with what every template may use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from desk.wording import spoken
from model.accounts import Role, User
from model.exceptions import StoreError
from model.records import ArticleRef
from model.terms import end_of
from model.zones import ZONES, zone_of
from web.access.cookies import cookies_of
from web.access.csrf import csrf_token
from web.access.users import Reader
from web.context import Context, Web
from web.pages import assets, dates, links, problems
from web.pages.locales import LANGUAGES, Locale, locale_of

_TEMPLATES = Path(__file__).parent.parent / "templates"
_A_YEAR = 365 * 24 * 3600
#: Characters of a name or a headline in a list; the rest is told by its own page.
MOST_SHOWN = 240


@dataclass(frozen=True)
class View:
    """One request for a page: who asks, how they read, and the time (UTC)."""

    request: Request
    context: Context
    user: User
    locale: Locale
    now: datetime

    def media(self, articles: Iterable[ArticleRef]) -> int:
        """Count the press outlets among those that published articles."""
        return len({one.site for one in articles} - self.context.other_outlets())

    @property
    def can_review(self) -> bool:
        """Whether whoever asks may decide on stories."""
        return self.user.role.includes(Role.REVIEWER)

    @property
    def can_manage(self) -> bool:
        """Whether whoever asks may decide on sites."""
        return self.user.role.includes(Role.ADMIN)

    @property
    def has_session(self) -> bool:
        """Whether whoever asks has logged in, and may log out."""
        return cookies_of(self.request).session(self.request) is not None

    def page(self, template: str, section: str, status: int = 200, **values: Any) -> HTMLResponse:
        """Make a page; ``section`` is the entry of the menu that it belongs to."""
        known: dict[str, Any] = {
            "view": self,
            "section": section,
            "waiting": self._waiting(),
            "csrf": partial(csrf_token, self.request),
        }
        return answer(self.request, template, self.locale, {**known, **values}, status)

    def _waiting(self) -> int:
        try:
            return self.context.store.overview.candidates()
        except StoreError:
            return 0


def view_of(request: Request, context: Web, user: Reader) -> View:
    """Return the view of a request."""
    now = context.clock()
    office_zone = now.astimezone(zone_of(context.settings.office.zone)).tzname()
    locale = locale_of(request.query_params, request.cookies, office_zone or "")
    return View(request, context, user, locale, now)


Seen = Annotated[View, Depends(view_of)]


def answer(
    request: Request, template: str, locale: Locale, values: Mapping[str, Any], status: int
) -> HTMLResponse:
    """Fill in a template; a language or zone that the address asks for is remembered."""
    content = environment().get_template(template).render(_given(request, locale) | dict(values))
    response = HTMLResponse(content, status)
    for name in ("lang", "zone"):
        if name in request.query_params:
            value = locale.language if name == "lang" else locale.zone
            response.set_cookie(name, value, max_age=_A_YEAR, samesite="lax", httponly=True)
    return response


@cache
def environment() -> Environment:
    """Return where templates are found; everything that they are given is escaped."""
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "asset": assets.address,
        "end_of": end_of,
        "inside": links.inside,
        "outside": links.outside,
        "languages": LANGUAGES,
        "zones": tuple(ZONES),
    }
    made.filters |= {"cut": cut, "short": spoken}
    return made


def cut(text: str, most: int = MOST_SHOWN) -> str:
    """Return the beginning of a text that may be of any length, its white space made even."""
    even = " ".join(text[: 4 * most].split())
    return even if len(even) <= most else even[: most - 1].rstrip() + "…"


def _given(request: Request, locale: Locale) -> dict[str, Any]:
    """What depends on the language and the zone."""
    return {
        "locale": locale,
        "t": locale.say,
        "word": locale.word,
        "said": locale.said,
        "wrong": partial(_wrong, locale),
        "n": locale.number,
        "day": partial(dates.day, locale),
        "short_day": partial(dates.short_day, locale),
        "weekday": partial(dates.weekday, locale),
        "month": partial(dates.month, locale),
        "moment": partial(dates.moment, locale),
        "short_moment": partial(dates.short_moment, locale),
        "published": partial(dates.published, locale),
        "ago": partial(dates.ago, locale),
        "here": partial(_here, request),
    }


def _wrong(locale: Locale, problem: str) -> str:
    return problems.in_words(problem, locale.language)


def _here(request: Request, **changes: object) -> str:
    """Return the address of this page with some of what it asks changed; null takes it away."""
    asked = {**request.query_params, **changes}
    path = request.url.path if request.method == "GET" else "/"
    return links.with_query(path, asked)
