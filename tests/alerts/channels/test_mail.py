"""Mail against a real server that takes it, refuses it, hangs and hangs up."""

import socket
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from alerts.channels import Channels
from alerts.sending import Channel, Digest
from model.config import Settings
from model.config_alerts import AlertSettings, SmtpSettings
from model.exceptions import DeadChannelError, TemporaryDeliveryError
from tests.alerts.digests import AGREEMENT, digest
from tests.alerts.mail_server import PASSWORD, USER, Mailbox, certificate, serving

NOW = datetime(2026, 1, 29, 0, 31, tzinfo=UTC)


def settings(port: int, **smtp: Any) -> Settings:
    server = SmtpSettings(**({"host": "localhost", "port": port, "tls": "none"} | smtp))
    alerts = AlertSettings(smtp=server, sender="Pantau <pantau@humas.example>")
    return Settings(alerts=alerts)


def channel(port: int, target: str = "mailto:humas@kanwil.example", **smtp: Any) -> Channel:
    return Channels(settings(port, **smtp), lambda: NOW)(target, allow_private=False)


def test_a_mail_has_both_faces_and_the_headers_of_a_list() -> None:
    box = Mailbox()
    with serving(box) as port:
        receipt = channel(port).send(digest())
    [(recipient, message)] = box.taken
    assert recipient == "humas@kanwil.example"
    assert message["From"] == "Pantau <pantau@humas.example>"
    assert message["To"] == "humas@kanwil.example"
    assert message["Date"].datetime == NOW
    assert message["X-Pantau-Key"] == digest().key
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Precedence"] == "bulk"
    assert message["List-Id"] == "<L7.pantau.humas.example>"
    assert message["List-Unsubscribe"] == "<https://pantau.example/berhenti/t0k3n>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert receipt.ids == (message["Message-ID"],)
    text, html = message.iter_parts()
    assert text.get_content_type() == "text/plain"
    assert html.get_content_type() == "text/html"
    assert AGREEMENT.title in text.get_content()
    assert AGREEMENT.title in html.get_content()


def test_the_id_is_the_same_at_each_attempt_and_another_for_each_message_and_recipient() -> None:
    box = Mailbox()
    with serving(box) as port:
        for _ in range(2):
            channel(port).send(digest())
        channel(port).send(digest(key="another"))
        channel(port, "mailto:other@kanwil.example").send(digest())
    first, again, other_message, other_recipient = box.ids()
    assert first == again
    assert len({first, other_message, other_recipient}) == 3


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("451 4.7.1 Greylisted, try again", TemporaryDeliveryError),
        ("550 5.1.1 No such user", DeadChannelError),
        ("550 No such user", DeadChannelError),
        ("551 not here", DeadChannelError),
        ("552 5.2.2 Mailbox full", TemporaryDeliveryError),
        ("554 5.7.1 Relay access denied", TemporaryDeliveryError),
        ("530 Authentication required", TemporaryDeliveryError),
    ],
)
def test_what_a_server_says_of_a_recipient_decides(answer: str, error: type[Exception]) -> None:
    box = Mailbox(at_rcpt=lambda _: answer)
    with serving(box) as port, pytest.raises(error, match=answer.split(maxsplit=1)[0]):
        channel(port).send(digest())
    assert box.taken == []


@pytest.mark.parametrize("answer", ["drop", "452 no room", "554 looks like spam"])
def test_a_mail_that_is_not_taken_is_tried_again(answer: str) -> None:
    box = Mailbox(at_data=lambda _: answer)
    with serving(box) as port, pytest.raises(TemporaryDeliveryError):
        channel(port).send(digest())


def test_a_server_that_hangs_is_given_up() -> None:
    box = Mailbox(at_data=lambda _: "hang")
    with serving(box) as port, pytest.raises(TemporaryDeliveryError, match="timed out"):
        channel(port, timeout=0.3).send(digest())


def test_a_server_that_is_not_there_is_asked_again() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(TemporaryDeliveryError, match=f"localhost:{port} cannot be reached"):
            channel(port).send(digest())


def test_each_of_several_recipients_is_told_once() -> None:
    answers = {"b@kanwil.example": "451 later"}
    box = Mailbox(at_rcpt=answers.get)
    with serving(box) as port:
        one = channel(port, "mailto:a@kanwil.example,b@kanwil.example")
        with pytest.raises(TemporaryDeliveryError, match=r"b@kanwil\.example: 451"):
            one.send(digest())
        answers.clear()
        one.send(digest())
    assert [recipient for recipient, _ in box.taken] == ["a@kanwil.example", "b@kanwil.example"]


def test_who_is_refused_for_good_keeps_nobody_else_waiting() -> None:
    box = Mailbox(at_rcpt={"gone@kanwil.example": "550 5.1.1 unknown"}.get)
    with serving(box) as port, pytest.raises(DeadChannelError, match=r"gone@kanwil\.example"):
        channel(port, "mailto:gone@kanwil.example,b@kanwil.example").send(digest())
    assert [recipient for recipient, _ in box.taken] == ["b@kanwil.example"]


@pytest.mark.parametrize("how", ["starttls", "tls"])
def test_mail_is_encrypted_and_the_server_checked(tmp_path: Path, how: str) -> None:
    context, file = certificate(tmp_path)
    box = Mailbox()
    options: dict[str, Any] = (
        {"tls_context": context, "require_starttls": True}
        if how == "starttls"
        else {"ssl_context": context}
    )
    with serving(box, **options) as port:
        channel(port, tls=how, ca_certs=file).send(digest())
        with pytest.raises(TemporaryDeliveryError, match="CERTIFICATE_VERIFY_FAILED"):
            channel(port, tls=how).send(digest(key="another"))
    assert len(box.taken) == 1


def test_no_mail_goes_in_the_clear_where_tls_is_wanted() -> None:
    box = Mailbox()
    with serving(box) as port, pytest.raises(TemporaryDeliveryError, match="STARTTLS"):
        channel(port, tls="starttls").send(digest())
    assert box.taken == []


def test_login(tmp_path: Path) -> None:
    context, file = certificate(tmp_path)
    box = Mailbox()
    options = {"authenticator": box.login, "auth_required": True, "tls_context": context}
    login: dict[str, Any] = {"tls": "starttls", "ca_certs": file, "user": USER}
    with serving(box, **options) as port:
        channel(port, password=SecretStr(PASSWORD), **login).send(digest())
        with pytest.raises(TemporaryDeliveryError, match="535") as failure:
            channel(port, password=SecretStr("another-one"), **login).send(digest())
    assert box.logins[0] == USER
    assert "another-one" not in str(failure.value)


@pytest.mark.parametrize(
    "target",
    ["mailto:", "mailto:nobody", "mailto:a@b@c.example ,x", "mailto:a@x.example%0ABcc:b@y.example"],
)
def test_what_is_no_address_is_refused(target: str) -> None:
    with pytest.raises(DeadChannelError):
        channel(25, target)


def test_without_a_server_mail_waits_for_one() -> None:
    with pytest.raises(TemporaryDeliveryError, match=r"alerts\.smtp\.host"):
        Channels(Settings())("mailto:a@x.example", allow_private=False).send(digest())


def _hostile(name: str) -> Digest:
    return digest(
        AGREEMENT.model_copy(update={"title": name, "units": (), "partners": ()}), name=name
    )


def test_no_title_or_name_makes_a_header() -> None:
    box = Mailbox()
    with serving(box) as port:
        channel(port).send(_hostile("Halo\r\nBcc: korban@x.example\r\n\r\n<b>isi</b>"))
    [(_, message)] = box.taken
    assert message["Bcc"] is None
    assert "Bcc: korban@x.example" in message["Subject"]
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
