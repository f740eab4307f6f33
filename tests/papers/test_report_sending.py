"""The report of a month on its way: by mail with its files, and once whatever is killed."""

from __future__ import annotations

import io
import os
import signal
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from docx import Document as WordFile
from openpyxl import load_workbook
from pypdf import PdfReader

from model.alerts import DeliveryState
from model.audit import Act
from model.exceptions import ConfigError
from papers.report.sending import event_key, send
from store import Erasure, open_store
from tests.alerts.mail_server import Mailbox, serving
from tests.alerts.receiver import Receiver, Reply, receiving
from tests.papers.kliping.children import deliver, deliver_as_child
from tests.papers.kliping.newsroom import Newsroom, at
from tests.store.processes import started

MONTH = "2026-01"
FEBRUARY = datetime(2026, 2, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with open_store(f"sqlite:///{tmp_path / 'pantau.db'}", tmp_path) as store:
        made = Newsroom(store, tmp_path)
        made.sign(1, at(28, 9))
        yield made


def by_mail(room: Newsroom, port: int) -> None:
    smtp = {"host": "127.0.0.1", "port": port, "tls": "none"}
    room.given = {
        "office": {"name": "Kanwil Ditjenpas Banten"},
        "report": {"to": ["mailto:kabag@kanwil.example"]},
        "alerts": {"sender": "Pantau <pantau@kanwil.example>", "smtp": smtp},
    }


def states(room: Newsroom) -> list[DeliveryState]:
    return [row.state for row in room.store.outbox.deliveries(event=event_key(MONTH))]


def test_a_mail_holds_the_report_and_all_its_files_once(room: Newsroom) -> None:
    box = Mailbox()
    with serving(box) as port:
        by_mail(room, port)
        assert send(room.store, room.settings, MONTH, FEBRUARY) == 1
        assert send(room.store, room.settings, MONTH, FEBRUARY) == 0
        deliver(room.store, room.settings, FEBRUARY)
        assert send(room.store, room.settings, MONTH, FEBRUARY) == 0
        deliver(room.store, room.settings, FEBRUARY)
    [(to, message)] = box.taken
    assert to == "kabag@kanwil.example"
    assert "Kanwil Ditjenpas Banten" in str(message["Subject"])
    body = message.get_body(("plain",))
    assert body is not None
    assert "Januari 2026" in body.get_content()
    files = {one.get_filename(): one.get_payload(decode=True) for one in message.iter_attachments()}
    name = f"laporan-kerja-sama-{MONTH}"
    assert set(files) == {f"{name}.{form}" for form in ("pdf", "docx", "xlsx")}
    text = " ".join(
        page.extract_text() for page in PdfReader(io.BytesIO(files[f"{name}.pdf"])).pages
    )
    assert "Universitas Melati" in " ".join(text.split())
    assert WordFile(io.BytesIO(files[f"{name}.docx"])).tables
    assert load_workbook(io.BytesIO(files[f"{name}.xlsx"])).worksheets
    assert states(room) == [DeliveryState.SENT]
    (deed,) = room.store.audit.deeds(5, act=Act.SEND, subject=f"report {MONTH}")
    assert deed.detail == {"channels": 1}


def test_a_webhook_gets_its_figures(room: Newsroom) -> None:
    receiver = Receiver()
    with receiving(receiver):
        room.given = {
            "report": {"to": [receiver.url]},
            "alerts": {"allow_private": ["127.0.0.1"]},
        }
        send(room.store, room.settings, MONTH, FEBRUARY)
        deliver(room.store, room.settings, FEBRUARY)
    [request] = receiver.requests
    assert request.json["document"]["report"]["month"] == MONTH
    assert request.json["document"]["report"]["totals"]["signings"] == 1


def refused_once(room: Newsroom, receiver: Receiver) -> None:
    """Try to send the report to a channel that is away just then."""
    room.given = {"report": {"to": [receiver.url]}, "alerts": {"allow_private": ["127.0.0.1"]}}
    receiver.reply = lambda _request: Reply(status=503)
    send(room.store, room.settings, MONTH, FEBRUARY)
    deliver(room.store, room.settings, FEBRUARY)
    assert states(room) == [DeliveryState.FAILED]
    receiver.reply = lambda _request: Reply()


def kept(room: Newsroom) -> dict[str, object]:
    key = event_key(MONTH)
    return room.store.outbox.events([key])[key].body


def test_it_is_made_once_for_all_attempts(room: Newsroom) -> None:
    receiver = Receiver()
    with receiving(receiver):
        refused_once(room, receiver)
        assert "made" in kept(room)
        room.sign(2, at(29, 9))
        deliver(room.store, room.settings, FEBRUARY.replace(hour=3))
    first, again = (request.json["document"] for request in receiver.requests)
    assert first == again
    assert again["report"]["totals"]["signings"] == 1
    assert states(room) == [DeliveryState.SENT]
    assert kept(room) == {}


def test_what_was_made_goes_where_a_story_is_forgotten(room: Newsroom) -> None:
    receiver = Receiver()
    with receiving(receiver):
        refused_once(room, receiver)
        (story,) = room.store.stories()
        room.store.erasing.story(story.id, Erasure("diminta", "sari", FEBRUARY))
        assert kept(room) == {}
        deliver(room.store, room.settings, FEBRUARY.replace(hour=3))
    *_, last = (request.json["document"] for request in receiver.requests)
    assert last["report"]["totals"]["signings"] == 0


def test_without_targets_nothing_is_sent(room: Newsroom) -> None:
    assert send(room.store, room.settings, MONTH, FEBRUARY) == 0
    room.given = {"report": {"to": ["kabag"]}}
    with pytest.raises(ConfigError, match=r"report\.to"):
        send(room.store, room.settings, MONTH, FEBRUARY)


def test_killed_between_sending_and_noting_it_comes_with_the_same_id(room: Newsroom) -> None:
    child: list[int] = []
    known = threading.Event()

    def kill(_message: EmailMessage) -> None:
        if child:
            assert known.wait(60)
            os.kill(child.pop(), signal.SIGKILL)

    box = Mailbox(at_data=kill)
    with serving(box) as port:
        by_mail(room, port)
        send(room.store, room.settings, MONTH, FEBRUARY)
        given = {**room.given, "catalogue": {"enabled": False}}
        child.append(0)
        with started(deliver_as_child, given, room.directory, FEBRUARY) as process:
            child[0] = process.pid or 0
            known.set()
            process.join(90)
        assert states(room) == [DeliveryState.SENDING]
        later = FEBRUARY.replace(hour=3)
        send(room.store, room.settings, MONTH, later)
        deliver(room.store, room.settings, later)
    first, again = (str(message["Message-ID"]) for _, message in box.taken)
    assert first == again
    assert states(room) == [DeliveryState.SENT]
