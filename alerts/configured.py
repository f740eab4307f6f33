"""Subscriptions that stand in the configuration file, brought into the store at each use."""

from __future__ import annotations

from datetime import datetime

from alerts.forms import query_of
from model.alerts import Rhythm, Topic, Wanted
from model.config import Configuration, Settings
from model.config_alerts import SubscriptionSettings
from model.config_file import origin_of
from model.exceptions import ConfigError, InputError, QueryError
from model.targets import checked
from search import understood
from store import Store

#: The subscriptions that ``alerts.operator``, ``kliping.to`` and ``report.to`` make.
OPERATOR, KLIPING, REPORT = "operator", "kliping", "report"


_TARGETS = {OPERATOR: "alerts.operator", KLIPING: "kliping.to", REPORT: "report.to"}


def sync(store: Store, settings: Settings, now: datetime) -> None:
    """Let the store's configured subscriptions be those of ``settings``.

    Raises:
        ConfigError: two have one name, or a target or a query is wrong.
    """
    store.subscriptions.sync(wanted_by(settings), now)


def wanted_by(settings: Settings) -> list[Wanted]:
    """Return what is configured; of operators, the kliping and the report, one each.

    Raises:
        ConfigError: two have one name, or a target or a query is wrong.
    """
    found: dict[str, Wanted] = {}
    if settings.alerts.operator:
        targets = _checked(settings.alerts.operator, "alerts.operator")
        found[OPERATOR] = Wanted(name=OPERATOR, to=targets, what=(Topic.HEALTH,))
    if settings.kliping.to:
        targets = _checked(settings.kliping.to, "kliping.to")
        hour = settings.kliping.time
        found[KLIPING] = Wanted(
            name=KLIPING, to=targets, what=(Topic.KLIPING,), when=Rhythm.DAILY, at=hour
        )
    if settings.report.to:
        targets = _checked(settings.report.to, "report.to")
        found[REPORT] = Wanted(name=REPORT, to=targets, what=(Topic.REPORT,))
    for place, one in enumerate(settings.subscriptions):
        key = f"subscriptions.{place}"
        if one.name in found:
            raise ConfigError(f"another subscription is called {one.name}", key=f"{key}.name")
        found[one.name] = _wanted(one, key)
    return list(found.values())


def place_of(configuration: Configuration, name: str) -> str:
    """Return where a configured subscription was set: a file and line, or a variable."""
    places = [
        place for place, one in enumerate(configuration.settings.subscriptions) if one.name == name
    ]
    key = f"subscriptions.{places[0]}.name" if places else _TARGETS.get(name, "subscriptions")
    return origin_of(key, configuration.origins) or key


def _wanted(one: SubscriptionSettings, key: str) -> Wanted:
    query = one.query if one.form is None else query_of(one.form)
    if query is not None:
        try:
            understood(query)
        except QueryError as error:
            raise ConfigError(str(error), key=f"{key}.query") from error
    return Wanted(
        name=one.name,
        query=query,
        form=one.form,
        to=_checked(one.to, f"{key}.to"),
        what=tuple(dict.fromkeys(one.what)),
        when=one.when,
        at=one.at,
        day=one.day,
        days=one.days,
        zone=one.zone,
        language=one.language,
        allow_private=one.allow_private,
    )


def _checked(targets: list[str], key: str) -> tuple[str, ...]:
    try:
        return tuple(dict.fromkeys(map(checked, targets)))
    except InputError as error:
        raise ConfigError(str(error), key=key) from error
