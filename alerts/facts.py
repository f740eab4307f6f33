"""What a message said that may prove wrong, and what has changed of it since."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from alerts.sending import Change
from desk.leaving import mask_of
from model.alerts import Facts, ToldAgreement
from model.records import Instrument, KeptAgreement
from pipelines.stories.names import partner_key, share
from store import Told

Find = Callable[[str], KeptAgreement | None]

#: Said of a story that is no story of ours any more.
DROPPED = Facts(dropped=True)


def facts_of(told: Told, only: Iterable[str] | None = None) -> Facts:
    """Return what is told of a story, and of its agreements (or ``only`` some)."""
    wanted = None if only is None else set(only)
    return Facts(
        title=mask_of(told.story)(told.story.title),
        agreements={
            one.id: _told(one) for one in told.agreements if wanted is None or one.id in wanted
        },
        withdrawn=told.story.withdrawn,
    )


def joined(before: Facts | None, after: Facts) -> Facts:
    """Return what a channel knows that was told both."""
    if before is None:
        return after
    return after.model_copy(update={"agreements": {**before.agreements, **after.agreements}})


def changes(before: Facts, now: Facts, find: Find) -> tuple[Change, ...]:
    """Return what must be corrected of ``before``.

    ``find`` returns the agreement that an id leads to today. What was open before and is known now
    is no correction.
    """
    if before.dropped or now.dropped:
        if before.dropped == now.dropped:
            return ()
        return (Change(field="dropped" if now.dropped else "restored"),)
    found: list[Change] = []
    if now.withdrawn and not before.withdrawn:
        found.append(Change(field="withdrawn"))
    for identity, told in before.agreements.items():
        found += _changes_of(told, now.agreements.get(identity) or _current(identity, find))
    return tuple(dict.fromkeys(found))


def _changes_of(before: ToldAgreement, now: ToldAgreement | None) -> list[Change]:
    if now is None:
        return [Change(field="agreement", before=before.parties)]
    found = []
    if before.kind not in (now.kind, Instrument.LAINNYA):
        found.append(Change(field="kind", before=(before.kind,), after=(now.kind,)))
    if before.signed_on is not None and before.signed_on != now.signed_on:
        after = () if now.signed_on is None else (now.signed_on,)
        found.append(Change(field="signed_on", before=(before.signed_on,), after=after))
    if not all(_is_among(name, now.parties) for name in before.parties):
        found.append(Change(field="parties", before=before.parties, after=now.parties))
    return found


def _is_among(name: str, others: Iterable[str]) -> bool:
    """Whether a party is one of ``others``; another spelling of its name corrects nothing."""
    return share([partner_key(name)], map(partner_key, others))


def _current(identity: str, find: Find) -> ToldAgreement | None:
    kept = find(identity)
    return None if kept is None else _told(kept)


def _told(agreement: KeptAgreement) -> ToldAgreement:
    return ToldAgreement(
        kind=agreement.kind,
        signed_on=agreement.signed_on.isoformat() if agreement.signed_on else None,
        parties=tuple(party.name for party in agreement.parties),
    )
