"""What a process that sends to services may not do, tried in such a process."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from importlib import import_module

import pytest
from apprise.manager_plugins import NotificationManager

from alerts.channels.apprise_process import LOCAL, module_of
from tests.conftest import ROOT

_TRY = """
import json, os, socket, subprocess, sys
from alerts.channels.fence import Fence, FenceError
from crawler.private import Allowed

def tcp(host, port=9):
    socket.create_connection((host, port), timeout=0.2)

def udp(host):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        datagrams.sendto(b"x", (host, 10))

fence = Fence()
fence.put_up()
said = {}
for attempt in json.loads(sys.argv[1]):
    fence.begin(Allowed(["localhost:9"]))
    try:
        eval(attempt)
        said[attempt] = "went through"
    except FenceError as error:
        said[attempt] = str(error)
    except OSError as error:
        said[attempt] = type(error).__name__
print(json.dumps(said))
"""
_PRIVATE = "has the private address"
_PROGRAM = "a service may not start programs"
_FILE = "a service may not use files of this machine"
_EXPECTED = {
    "tcp('127.0.0.1')": f"127.0.0.1 {_PRIVATE} 127.0.0.1",
    "tcp('169.254.169.254')": f"169.254.169.254 {_PRIVATE} 169.254.169.254",
    "tcp('10.1.2.3')": f"10.1.2.3 {_PRIVATE} 10.1.2.3",
    "tcp('2130706433')": f"2130706433 {_PRIVATE} 127.0.0.1",
    "udp('127.0.0.1')": f"127.0.0.1 {_PRIVATE} 127.0.0.1",
    "udp('localhost')": f"localhost {_PRIVATE} localhost",
    "tcp('localhost', 10)": f"localhost {_PRIVATE} 127.0.0.1",
    "tcp('localhost', 9)": "ConnectionRefusedError",
    "subprocess.run(['true'])": _PROGRAM,
    "os.system('true')": _PROGRAM,
    "os.execv('/bin/true', ['true'])": _PROGRAM,
    "os.posix_spawn('/bin/true', ['true'], {})": _PROGRAM,
    "os.fork()": _PROGRAM,
    "open('/etc/passwd')": _FILE,
    "open('config.yaml')": _FILE,
    "open('/tmp/keluar', 'w')": _FILE,
    "open(os.__file__, 'a')": _FILE,
    "open(os.path.dirname(os.__file__) + '/../../../../../../../../etc/passwd')": _FILE,
    "os.open('/etc/passwd', os.O_RDONLY)": _FILE,
    "open(os.__file__).close()": "went through",
    "socket.socket(socket.AF_UNIX).connect('/var/run/docker.sock')": (
        "a service may not speak to programs of this machine"
    ),
}


@pytest.fixture(scope="module")
def said() -> dict[str, str]:
    """What came of each attempt."""
    done = subprocess.run(
        [sys.executable, "-c", _TRY, json.dumps(list(_EXPECTED))],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("attempt", _EXPECTED)
def test_an_attempt(said: dict[str, str], attempt: str) -> None:
    assert said[attempt] == _EXPECTED[attempt]


def test_every_service_that_does_not_speak_http_is_known() -> None:
    """A service that Apprise adds is looked at before people may use it."""
    manager = NotificationManager()
    with warnings.catch_warnings():
        # Libraries of services that this Python still has warn that they will go.
        warnings.simplefilter("ignore", DeprecationWarning)
        manager.load_modules()
    silent = {
        module_of(kind)
        for kind in manager.plugins()
        if not hasattr(import_module(kind.__module__), "requests")
    }
    by_other_names = {"guilded", "jellyfin"}
    by_sockets = {"amqp", "aprs", "growl", "irc", "mqtt", "rsyslog", "smpp", "xmpp"}
    assert silent == LOCAL | by_other_names | by_sockets
