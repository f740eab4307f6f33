"""What people did is logged, and the log only grows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, update

from model.audit import Act, Deed
from model.exceptions import StoreError
from store import Store
from store.audit_tables import audit
from store.database import Database

NOON = datetime(2026, 1, 29, 12, tzinfo=UTC)


def deed(subject: str, act: Act = Act.EDIT) -> Deed:
    return Deed(act=act, by="rina", at=NOON, subject=subject, detail={"field": "place"})


def test_the_newest_deed_comes_first(store: Store) -> None:
    for subject in ("a1", "a2", "a1"):
        store.audit.write(deed(subject))
    store.audit.write(deed("kliping", Act.SEND))
    told = store.audit.deeds(10)
    assert [one.subject for one in told] == ["kliping", "a1", "a2", "a1"]
    assert Deed.model_validate(told[1].model_dump(exclude={"number"})) == deed("a1")
    assert [one.subject for one in store.audit.deeds(1, before=told[1].number)] == ["a2"]
    assert len(store.audit.deeds(10, subject="a1")) == 2
    assert len(store.audit.deeds(10, act=Act.SEND, since=NOON)) == 1


@pytest.mark.parametrize("change", [update(audit).values(by="x"), delete(audit)])
def test_what_is_logged_cannot_be_changed(store: Store, address: str, change: object) -> None:
    store.audit.write(deed("a1"))
    database = Database(address)
    with pytest.raises(StoreError, match="only grows"), database.write() as connection:
        connection.execute(change)  # type: ignore[call-overload]
    database.close()
    assert len(store.audit.deeds(10)) == 1
