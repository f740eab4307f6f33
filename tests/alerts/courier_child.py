"""Runs rounds of alerts until it is killed, by a clock that runs faster; for the test of kills."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alerts.channels import opener, webhook
from alerts.rounds import run_round
from model.config import Settings
from model.config_alerts import AlertSettings, SmtpSettings
from store import open_store

#: Seconds of the rounds in one of the tests: a lease of ten minutes is over in five seconds.
FASTER = 120
#: Seconds until a server that hangs is given up.
PATIENCE = 1.5


def clock_since(start: float) -> datetime:
    """What the rounds take for the time."""
    return datetime.fromtimestamp(start, UTC) + timedelta(seconds=(time.time() - start) * FASTER)


def settings_of(data: Path, port: int) -> Settings:
    smtp = SmtpSettings(host="127.0.0.1", port=port, tls="none", timeout=PATIENCE)
    return Settings(data=data, alerts=AlertSettings(smtp=smtp, sender="Pantau <pantau@x.example>"))


def main(data: Path, port: int, start: float) -> None:
    webhook._SECONDS = PATIENCE
    settings = settings_of(data, port)
    with open_store(settings.store_url, data) as store, opener(settings) as channels:
        while True:
            run_round(store, settings, channels, clock=lambda: clock_since(start), environment={})
            time.sleep(0.1)
