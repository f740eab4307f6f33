"""The link in a message ends its subscription, and does nothing when it is only followed."""

from __future__ import annotations

import httpx
import pytest

from model.alerts import Subscription, SubscriptionState, Wanted
from model.config import Settings
from model.config_web import WebSettings
from store import open_store
from tests.web.serving import Clock, asking

PATHS = ("/langganan/berhenti/", "/unsubscribe/")


@pytest.fixture
def subscribed(own: Settings) -> Subscription:
    with open_store(own.store_url, own.data) as store:
        wanted = Wanted(name="<b>Lapas</b>", query="lapas", to=("mailto:humas@example.id",))
        return store.subscriptions.add(wanted, Clock().now)


def state(settings: Settings, one: Subscription) -> SubscriptionState:
    with open_store(settings.store_url, settings.data) as store:
        return store.subscriptions.find(one.id)[0].state


@pytest.mark.parametrize("path", PATHS)
def test_a_link_that_is_followed_only_asks(
    own: Settings, subscribed: Subscription, path: str
) -> None:
    with asking(own) as client:
        page = client.get(path + subscribed.token)

    assert page.status_code == 200
    assert "<form" in page.text
    assert "<b>Lapas</b>" not in page.text
    assert state(own, subscribed) is SubscriptionState.ACTIVE


@pytest.mark.parametrize("path", PATHS)
def test_a_mail_program_ends_it_with_one_click(
    own: Settings, subscribed: Subscription, path: str
) -> None:
    """RFC 8058: nobody is logged in, there is no cookie, and the form is not ours."""
    elsewhere = own.model_copy(update={"web": WebSettings(hosts=["pantau.example.id"])})
    one_click = {"List-Unsubscribe": "One-Click"}
    with asking(elsewhere) as client:
        for _ in range(2):
            answer = client.post(path + subscribed.token, data=one_click)
            assert answer.status_code == 200
            assert not answer.history
        assert "<form" not in client.get(path + subscribed.token).text

    assert state(own, subscribed) is SubscriptionState.ENDED


def test_a_link_of_none_is_told(client: httpx.Client) -> None:
    assert client.get("/unsubscribe/tiada").status_code == 404
    assert client.post("/unsubscribe/tiada").status_code == 404
