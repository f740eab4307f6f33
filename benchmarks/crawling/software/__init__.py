"""What the sites of the replica run on, each answering as the real one does."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.crawling.exchange import Ask, Reply
from benchmarks.crawling.software import (
    blogger,
    drupal,
    handmade,
    joomla,
    portal,
    static,
    wordpress,
)
from benchmarks.crawling.view import View

#: Answers a request from what can be seen of a site; None where there is nothing.
Software = Callable[[View, Ask], Reply | None]

SOFTWARE: dict[str, Software] = {
    "blogger": blogger.answer,
    "drupal": drupal.answer,
    "handmade": handmade.answer,
    "joomla": joomla.answer,
    "portal": portal.answer,
    "static": static.answer,
    "wordpress": wordpress.answer,
}
