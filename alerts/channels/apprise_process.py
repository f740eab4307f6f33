"""What runs in the processes that send by Apprise: everything that knows Apprise.

Apprise tells little of a failure: yes or no, and warnings in its log. Those are caught here and
handed back; nothing is logged, as they may hold secrets.
"""

from __future__ import annotations

import logging
import mimetypes
import os
import re
import resource
from collections.abc import Mapping
from typing import NamedTuple

from apprise import Apprise, AppriseAsset, NotifyBase, NotifyFormat, OverflowMode

from alerts.channels.fence import Fence
from crawler.private import Allowed

#: Modules of services that show something on this machine; and mail, which goes by SMTP itself.
LOCAL = frozenset("blink1 dbus deltachat email glib gnome macosx syslog windows".split())
#: Modules of services that are read by programs, which want no marks unless they ask for them.
_PROGRAMS = frozenset("apprise_api custom_form custom_json custom_xml".split())
#: Bytes of memory of one process: an endless answer ends it, and nothing else.
_MEMORY = 1 << 30
#: Seconds that a service is given at least, to be reached and to answer.
_CONNECTING, _ANSWERING = 10.0, 20.0
_STATUS = re.compile(r"\berror=(\d{3})\b")

_FENCE = Fence()


class Abilities(NamedTuple):
    """What a service takes: ``pause`` is how many seconds apart it wants its messages."""

    name: str
    markup: str
    longest_title: int
    longest_body: int
    pause: float


class Answer(NamedTuple):
    """What became of a message; ``status`` is that of HTTP where Apprise names one."""

    taken: bool
    said: str = ""
    status: int | None = None
    refused: str | None = None


class Unfit(NamedTuple):
    """That an address cannot be used, and why."""

    reason: str


def prepare(variables: Mapping[str, str]) -> None:
    """Make a fresh process ready to send; its libraries go by ``variables`` of the environment."""
    os.environ.update(variables)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, hard))
    logger = logging.getLogger("apprise")
    logger.propagate = False
    logger.addHandler(_HEARD)
    # Read before the fence is up: what the system calls sorts of files, and all services.
    mimetypes.init()
    Apprise.instantiate("json://localhost")
    _FENCE.put_up()


def abilities(target: str) -> Abilities | Unfit:
    """Say what the service of ``target`` takes."""
    service = _service(target)
    if isinstance(service, Unfit):
        return service
    return Abilities(
        name=str(service.service_name),
        markup=_markup(service),
        longest_title=service.title_maxlen,
        longest_body=service.body_maxlen,
        pause=service.request_rate_per_sec,
    )


def send(
    target: str, title: str, body: str, markup: str, allowed: tuple[str, ...]
) -> Answer | Unfit:
    """Send one message; hosts of ``allowed`` may be private."""
    service = _service(target)
    if isinstance(service, Unfit):
        return service
    _HEARD.begin()
    _FENCE.begin(Allowed(allowed))
    taken = service.notify(
        body=body, title=title, body_format=NotifyFormat(markup), overflow=OverflowMode.SPLIT
    )
    statuses = [int(found) for found in _STATUS.findall(_HEARD.text)]
    return Answer(bool(taken), _HEARD.text, statuses[-1] if statuses else None, _FENCE.refused)


class _Heard(logging.Handler):
    """Keeps the warnings of one send."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.text = ""

    def begin(self) -> None:
        self.text = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.text = "; ".join(filter(None, (self.text, record.getMessage())))


_HEARD = _Heard()


def _service(target: str) -> NotifyBase | Unfit:
    _HEARD.begin()
    _FENCE.begin(Allowed())
    try:
        service = Apprise.instantiate(target, asset=_asset())
    except Exception as error:  # noqa: BLE001 - of a hundred services, any may raise anything
        return Unfit(f"{type(error).__name__}: {error}")
    if service is None:
        return Unfit(_HEARD.text or "no service has such an address")
    if module_of(type(service)) in LOCAL:
        return Unfit(f"{service.service_name} is no remote service")
    recipients = len(service) // (service.retry + 1)
    if recipients != 1:
        return Unfit(f"it names {recipients} recipients; give each an address of its own")
    # An address may ask for redirects, which could carry its secrets elsewhere.
    service.redirects = False
    # Who is given up while it still works on a message gets it twice.
    service.socket_connect_timeout = max(service.socket_connect_timeout, _CONNECTING)
    service.socket_read_timeout = max(service.socket_read_timeout, _ANSWERING)
    return service


def module_of(kind: type[NotifyBase]) -> str:
    """Return the name of the module of Apprise that a service is in."""
    return kind.__module__.removeprefix("apprise.plugins.").partition(".")[0]


def _asset() -> AppriseAsset:
    return AppriseAsset(
        app_id="Pantau",
        app_desc="Pantau",
        app_url="",
        image_url_mask="",
        http_redirects=False,
        interpret_emojis=False,
        interpret_escapes=False,
    )


def _markup(service: NotifyBase) -> str:
    """Choose HTML where a service prefers it, Markdown where it takes that, else what it prefers.

    What the address itself asks for (``?format=text``) wins.
    """
    known = service.notify_format
    forms = [NotifyFormat(known)] if isinstance(known, str) else [NotifyFormat(f) for f in known]
    best = forms[0]
    is_read_by_people = module_of(type(service)) not in _PROGRAMS
    if is_read_by_people and best is NotifyFormat.TEXT and NotifyFormat.MARKDOWN in forms:
        best = NotifyFormat.MARKDOWN
    return service.resolve_format(best).value
