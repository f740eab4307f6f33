"""What a new installation is told of the office, and the settings that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any

from crawler.catalogue import NATIONAL
from desk.wording import spoken
from model.records import UnitKind
from pantau.setup.provinces import neighbours_of
from pipelines.text.unit_register import Entry


@dataclass(frozen=True)
class Mail:
    """The server that mail is handed to, and who it comes from; the password is never written."""

    host: str
    port: int
    user: str | None
    sender: str


@dataclass(frozen=True)
class Answers:
    """What was answered. ``provinces`` are those of the office; none stands for all.

    ``kliping_time`` is in the office's ``zone``; ``recipients`` are addresses of mail.
    """

    name: str
    provinces: tuple[str, ...]
    zone: str
    contact: str
    letterhead: tuple[str, ...]
    kliping_time: time
    neighbours: bool = True
    national: bool = True
    address: str | None = None
    logo: Path | None = None
    paper: str = "A4"
    mail: Mail | None = None
    recipients: tuple[str, ...] = ()


def name_of(office: Entry) -> str:
    """Return the name of an office as papers say it: "Kanwil Ditjenpas Banten"."""
    if office.name.kind == UnitKind.DITJENPAS:
        return str(office.name)
    return spoken(str(office.name))


def letterhead_for(office: Entry) -> tuple[str, ...]:
    """Return the lines that a letterhead of an office has by custom, the office itself last."""
    above = ["Kementerian Imigrasi dan Pemasyarakatan Republik Indonesia"]
    if office.name.kind != UnitKind.DITJENPAS:
        above.append("Direktorat Jenderal Pemasyarakatan")
    return (*(line.upper() for line in above), str(office.name).upper())


def settings_from(answers: Answers) -> dict[str, Any]:
    """Return the settings that follow from the answers, as they stand in the configuration."""
    content: dict[str, Any] = {
        "crawl": {"contact": answers.contact},
        "catalogue": {"provinces": watched(answers)},
        "office": _office(answers),
        "kliping": {"time": f"{answers.kliping_time:%H:%M}"},
        "schedule": {"zone": answers.zone},
        "alerts": {"zone": answers.zone},
    }
    if answers.provinces and answers.neighbours:
        content["kliping"]["provinces"] = neighbours_of(answers.provinces)
    if answers.recipients:
        content["kliping"]["to"] = [f"mailto:{one}" for one in answers.recipients]
    if answers.mail is not None:
        server = {"host": answers.mail.host, "port": answers.mail.port, "user": answers.mail.user}
        content["alerts"] |= {
            "sender": answers.mail.sender,
            "smtp": {key: value for key, value in server.items() if value is not None},
        }
    return content


def watched(answers: Answers) -> list[str]:
    """Return the provinces whose outlets are watched; none stands for all."""
    if not answers.provinces:
        return []
    beside = neighbours_of(answers.provinces) if answers.neighbours else []
    return [*answers.provinces, *beside, *([NATIONAL] if answers.national else [])]


def _office(answers: Answers) -> dict[str, Any]:
    told = {
        "name": answers.name,
        "provinces": list(answers.provinces),
        "zone": answers.zone,
        "letterhead": list(answers.letterhead),
        "address": answers.address,
        "logo": None if answers.logo is None else str(answers.logo),
        "paper": answers.paper,
    }
    return {key: value for key, value in told.items() if value not in (None, [])}
