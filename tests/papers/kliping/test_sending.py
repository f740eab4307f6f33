"""A kliping on its way: by mail with the paper, by webhook, and once whatever is killed."""

from __future__ import annotations

import io
import os
import signal
import threading
from datetime import date
from email.message import EmailMessage

import pytest
from pypdf import PdfReader

from model.alerts import DeliveryState, Topic, Wanted
from model.exceptions import ConfigError
from model.kliping import KlipingState
from papers.kliping.office import event_key
from tests.alerts.mail_server import Mailbox, serving
from tests.alerts.receiver import Receiver, receiving
from tests.papers.kliping.children import deliver, deliver_as_child
from tests.papers.kliping.newsroom import Newsroom, at
from tests.store.processes import started

DAY = date(2026, 1, 29)
_AGREEMENT = "Perjanjian Kerja Sama (PKS) Lapas Kelas IIB Cempaka dengan Universitas Melati 1"


def by_mail(room: Newsroom, port: int, to: str = "mailto:humas@kanwil.example") -> None:
    smtp = {"host": "127.0.0.1", "port": port, "tls": "none"}
    room.given = {
        "kliping": {"to": [to]},
        "alerts": {"sender": "Pantau <pantau@kanwil.example>", "smtp": smtp},
    }


def states(room: Newsroom) -> list[DeliveryState]:
    return [row.state for row in room.store.outbox.deliveries(event=event_key(DAY))]


def test_a_mail_holds_page_text_and_paper(room: Newsroom) -> None:
    box = Mailbox()
    with serving(box) as port:
        by_mail(room, port, "mailto:a@kanwil.example,b@kanwil.example")
        room.sign(1, at(28, 9))
        room.send(29)
        deliver(room.store, room.settings, at(29, 8))

    assert [recipient for recipient, _ in box.taken] == ["a@kanwil.example", "b@kanwil.example"]
    message = box.taken[0][1]
    assert str(message["Subject"]).startswith("Kliping Kamis, 29 Januari 2026: 1 kegiatan")
    body = message.get_body(("plain",))
    assert body is not None
    assert f"*1. {_AGREEMENT}*" in body.get_content()
    page = message.get_body(("html",))
    assert page is not None
    assert _AGREEMENT in page.get_content()
    [paper] = message.iter_attachments()
    assert paper.get_filename() == "kliping-2026-01-29.pdf"
    pdf = PdfReader(io.BytesIO(paper.get_payload(decode=True)))
    assert "KESIMPULAN DAN SARAN" in " ".join(one.extract_text() for one in pdf.pages)
    assert states(room) == [DeliveryState.SENT]


def test_a_webhook_gets_all_of_it_as_json(room: Newsroom) -> None:
    receiver = Receiver()
    with receiving(receiver):
        room.given = {
            "kliping": {"to": [receiver.url]},
            "alerts": {"allow_private": ["127.0.0.1"]},
        }
        room.sign(1, at(28, 9))
        sent = room.send(29)
        deliver(room.store, room.settings, at(29, 8))

    [request] = receiver.requests
    assert request.json["entries"] == []
    told = request.json["document"]["kliping"]
    assert told["state"] == "terkirim"
    assert told["content"] == sent.content.model_dump(mode="json")


def test_whoever_subscribed_gets_it_beside_their_own_news(room: Newsroom) -> None:
    box = Mailbox()
    with serving(box) as port:
        by_mail(room, port)
        wanted = Wanted(
            name="Kakanwil",
            to=("mailto:kakanwil@kanwil.example",),
            what=(Topic.STORIES, Topic.KLIPING),
        )
        room.store.subscriptions.add(wanted, at(28, 8))
        room.sign(1, at(28, 9))
        room.send(29)
        deliver(room.store, room.settings, at(29, 8))

    subjects = {(to, str(message["Subject"])[:7]) for to, message in box.taken}
    assert subjects == {
        ("humas@kanwil.example", "Kliping"),
        ("kakanwil@kanwil.example", "Kliping"),
        ("kakanwil@kanwil.example", "Berita:"),
    }


def test_a_server_that_is_away_is_tried_again_with_the_same_paper(room: Newsroom) -> None:
    box = Mailbox(at_data=lambda _: "451 4.3.0 nanti")
    with serving(box) as port:
        by_mail(room, port)
        room.sign(1, at(28, 9))
        room.send(29)
        deliver(room.store, room.settings, at(29, 8))
        assert states(room) == [DeliveryState.FAILED]
        box.at_data = lambda _: None
        room.sign(2, at(28, 9), seen=at(29, 8, 1))
        deliver(room.store, room.settings, at(29, 9))

    [(_, message)] = box.taken
    body = message.get_body(("plain",))
    assert body is not None
    assert "Universitas Melati 2" not in body.get_content()
    assert states(room) == [DeliveryState.SENT]


def test_killed_between_sending_and_noting_it_comes_with_the_same_id(room: Newsroom) -> None:
    child: list[int] = []
    known = threading.Event()

    def kill(_message: EmailMessage) -> None:
        if child:
            assert known.wait(30)
            os.kill(child.pop(), signal.SIGKILL)

    box = Mailbox(at_data=kill)
    with serving(box) as port:
        by_mail(room, port)
        room.sign(1, at(28, 9))
        sent = room.send(29)
        given = {**room.given, "catalogue": {"enabled": False}}
        child.append(0)
        with started(deliver_as_child, given, room.directory, at(29, 8)) as process:
            assert process.pid is not None
            child[0] = process.pid
            known.set()
            process.join(60)
            assert process.exitcode == -signal.SIGKILL
        assert states(room) == [DeliveryState.SENDING]
        assert room.office.find(DAY) == sent

        # Nobody else takes it while it may still be under way.
        deliver(room.store, room.settings, at(29, 8, 5))
        assert len(box.taken) == 1
        deliver(room.store, room.settings, at(29, 8, 11))
        deliver(room.store, room.settings, at(29, 8, 30))

    first, second = box.ids()
    assert first == second
    assert states(room) == [DeliveryState.SENT]


def test_killed_before_anything_was_sent_it_goes_out_all_the_same(room: Newsroom) -> None:
    """The state and the messages are written together: there is no one without the other."""
    box = Mailbox()
    with serving(box) as port:
        by_mail(room, port)
        room.sign(1, at(28, 9))
        assert room.send(29).state is KlipingState.SENT
        # Whoever sent it is gone; the next round, whoever runs it, sends what it left.
        with started(
            deliver_as_child,
            {**room.given, "catalogue": {"enabled": False}},
            room.directory,
            at(29, 8),
        ) as process:
            process.join(60)
            assert process.exitcode == 0

    assert len(box.taken) == 1


def test_without_anybody_to_send_to_it_is_noted_as_sent(room: Newsroom) -> None:
    room.sign(1, at(28, 9))

    assert room.send(29).state is KlipingState.SENT
    assert states(room) == []


@pytest.mark.parametrize("target", ["tidak ada", "mailto"])
def test_a_wrong_target_is_refused_with_its_key(room: Newsroom, target: str) -> None:
    room.given = {"kliping": {"to": [target]}}
    room.build(29)
    room.office.check(DAY, at(29, 8), "Rina")

    with pytest.raises(ConfigError, match=r"kliping\.to"):
        room.office.send(DAY, at(29, 8), "Rina")
