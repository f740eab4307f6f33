"""Signings that have not been: for which day one is planned, and whether it was put off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum

from model.records import JAKARTA, Article
from pipelines.stories.signings import Signing, signings_in
from pipelines.text.date_mentions import DateMention
from pipelines.text.dates import resolve
from pipelines.text.lookout import watch

#: How far ahead a day without a year may lie; what is planned is planned for soon.
_SOON = timedelta(days=60)
_SIGNING = r"(?:(?:di ?|me)?teken|meneken|(?:di ?)?tanda ?tangan\w*|(?:pe|me)nanda ?tangan\w*)"
_OFF = (
    r"(?:di ?tunda|menunda|penundaan|dijadwal(?:kan)? ulang|penjadwalan ulang|di ?undur|urung|batal"
    r"|bergeser|digeser)"
)
_AHEAD = (
    r"(?:akan|bakal|hendak|segera|tinggal|rencana|rencananya|berencana|direncanakan|dijadwalkan"
    r"|ingin|siap|menunggu|jelang|menjelang|belum|mau|bisa|dapat|berharap|diharapkan|target"
    r"|menargetkan|batal|urung|gagal)"
)
#: Nouns and passives, whose time is told by what follows.
_TO_BE_SIGNED = r"(?:penanda ?tanganan|(?:di ?)?teken|(?:di ?)?tanda ?tangani?)"
_LATER = r"(?<!yang )(?:akan|bakal|dijadwalkan|direncanakan|mestinya|semula|belum(?! lama))"
#: "Akan ditandatangani", "penandatanganan … dijadwalkan", "bila tak ada aral, naskah diteken".
_UNDONE = watch(
    rf"\b{_AHEAD}(?: \w+){{0,2}} {_SIGNING}\b"
    rf"|\b{_TO_BE_SIGNED}\b[^.;]{{0,120}}\b{_LATER}\b|\b{_SIGNING}\b[^.;]{{0,250}}\b{_OFF}\b"
    rf"|\b{_SIGNING}\b[^.;]{{0,60}} (?:minggu|pekan|bulan) (?:depan|mendatang)\b"
    rf"|\b(?:bila|jika|kalau) tak ada (?:aral|halangan)\b",
    re.IGNORECASE,
)
_PUT_OFF = watch(rf"\b(?<!sempat ){_OFF}\b", re.IGNORECASE)
#: The last words of a weekday that is still to come.
_COMING = ("depan", "mendatang", "datang", "nanti")
_NEXT_WEEK = re.compile(r"\b(?:pekan|minggu) (?:depan|mendatang)\b", re.IGNORECASE)


class Stage(StrEnum):
    """How far the signing came of which an article tells."""

    PLANNED = "planned"
    PUT_OFF = "put off"
    SIGNED = "signed"


def stage_of(article: Article) -> Stage | None:
    """Say how far the signing came of which ``article`` tells; None where none is told of."""
    signings = [*signings_in(article.title), *signings_in(article.text)]
    if not signings:
        return None
    if not all(_is_undone(signing, article.published) for signing in signings):
        return Stage.SIGNED
    is_off = _PUT_OFF.search(article.title) or _PUT_OFF.search(article.text)
    return Stage.PUT_OFF if is_off else Stage.PLANNED


def planned_days(article: Article) -> Iterator[date]:
    """Yield the days that stand in a sentence with a signing, past or to come."""
    if article.published is None:
        return
    for signing in signings_in(article.text):
        for mention in signing.days:
            day = coming(mention, article.published)
            day = day or resolve(mention, article.published, article.published)[0]
            if day is not None:
                yield day


def coming(mention: DateMention, published: datetime) -> date | None:
    """Return the day after ``published``, in Jakarta, that ``mention`` may mean, if any."""
    today = published.astimezone(JAKARTA).date()
    if mention.day and mention.month:
        return _numbered(mention, today)
    if mention.weekday is None or not mention.text.lower().endswith(_COMING):
        return None
    ahead = (mention.weekday - today.weekday()) % 7 or 7
    if _NEXT_WEEK.search(mention.text):
        ahead = 7 + mention.weekday - today.weekday()
    return today + timedelta(days=ahead)


def _numbered(mention: DateMention, today: date) -> date | None:
    for year in (today.year, today.year + 1):
        try:
            day = date(mention.year or year, mention.month or 0, mention.day or 0)
        except ValueError:
            continue
        if today < day <= today + _SOON and mention.weekday in {None, day.weekday()}:
            return day
    return None


def _is_undone(signing: Signing, published: datetime | None) -> bool:
    if _UNDONE.search(signing.text):
        return True
    return published is not None and any(coming(day, published) for day in signing.days)
