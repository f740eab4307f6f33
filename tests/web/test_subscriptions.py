"""Subscriptions over the API: made, looked at before, changed, paused, removed; secrets stay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from model.accounts import PassSort, Role, User
from model.config import Settings
from model.config_web import WebSettings
from store import Pass, open_store
from tests.web.serving import Clock, asking
from web.access.secrets import digest_of

PATH = "/api/v1/subscriptions"


@pytest.fixture
def owner(own: Settings) -> Iterator[httpx.Client]:
    with asking(own) as client:
        yield client


def made(client: httpx.Client, **choice: Any) -> Any:
    choice = {"query": "lapas", "to": ["mailto:humas@example.id"], **choice}
    answer = client.post(PATH, json=choice)
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"{PATH}/{answer.json()['id']}"
    return answer.json()


def test_one_is_made_changed_paused_and_removed(owner: httpx.Client) -> None:
    one = made(owner, when="daily", at="06:30", name="Pagi")
    path = f"{PATH}/{one['id']}"
    assert owner.get(path).json() == one
    assert (one["at"], one["when"], one["state"]) == ("06:30", "daily", "active")
    assert owner.get(PATH).json()["subscriptions"] == [one]

    changed = owner.put(path, json={"query": "rutan", "name": "Sore", "at": "16:00"}).json()
    assert (changed["query"], changed["to"], changed["at"]) == ("rutan", one["to"], "16:00")
    assert owner.post(f"{path}/state", json={"state": "paused"}).json()["state"] == "paused"
    assert owner.delete(path).status_code == 204
    assert owner.get(path).status_code == 404


def test_a_form_makes_the_query(owner: httpx.Client) -> None:
    one = made(owner, query=None, form={"province": ["Banten", "Jawa Barat"], "kind": ["MoU"]})

    assert one["query"] == 'province:(Banten OR "Jawa Barat") kind:MoU'
    assert one["form"]["province"] == ["Banten", "Jawa Barat"]


def test_what_cannot_be_wanted_is_refused(owner: httpx.Client) -> None:
    mail = ["mailto:humas@example.id"]
    wrong = [
        {"query": "lapas OR", "to": mail},
        {"query": "lapas", "form": {"unit": ["Lapas"]}, "to": mail},
        {"query": "lapas"},
        {"query": "lapas", "to": ["no address"]},
        {"query": "lapas", "to": mail, "what": ["corrections"]},
    ]
    for choice in wrong:
        assert owner.post(PATH, json=choice).status_code == 400, choice
    assert owner.post(PATH, json={"to": mail, "at": "25:00"}).status_code == 422
    assert owner.get(PATH).json()["subscriptions"] == []


def test_secrets_of_channels_are_not_shown(owner: httpx.Client) -> None:
    hook = "https://hooks.example/services/T00000000X1/B0000000aX2/abcDEF123456ghiJKL"
    one = made(owner, to=[hook, "tgram://123456:ABC-rahasia/42"])

    shown = owner.get(PATH).text + owner.get(f"{PATH}/{one['id']}").text
    assert "abcDEF123456ghiJKL" not in shown
    assert "rahasia" not in shown
    assert "token" not in one


def test_a_preview_says_what_would_have_been_told(owner: httpx.Client) -> None:
    told = owner.get(f"{PATH}/preview", params={"q": "lapas OR rutan"}).json()

    assert told["total"] > 0
    assert told["samples"][0]["id"].startswith("s")
    assert owner.get(f"{PATH}/preview", params={"q": "lapas OR"}).status_code == 400


def test_only_admins_reach_what_the_server_alone_knows(own: Settings) -> None:
    with open_store(own.store_url, own.data) as store:
        for role in (Role.READER, Role.REVIEWER, Role.ADMIN):
            store.accounts.add(User(name=role.value, role=role), "", Clock().now)
            new = Pass(digest_of(role.value), role.value, PassSort.TOKEN)
            store.accounts.admit(new, Clock().now)
    elsewhere = own.model_copy(update={"web": WebSettings(hosts=["pantau.example.id"])})
    choices: list[dict[str, Any]] = [
        {"to": ["mailto:humas@example.id"]},
        {"to": ["https://example.id/${SECRET}"]},
        {"to": ["tgram://bot/1"]},
        {"to": ["https://example.id/hook"], "allow_private": True},
    ]
    with asking(elsewhere) as client:
        may = {
            role: [
                client.post(
                    PATH, json=choice, headers={"authorization": f"Bearer {role}"}
                ).status_code
                for choice in choices
            ]
            for role in ("reader", "reviewer", "admin")
        }

    assert may == {"reader": [403] * 4, "reviewer": [201, 403, 403, 403], "admin": [201] * 4}
