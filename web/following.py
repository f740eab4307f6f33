"""The search index after something was changed on the page."""

from __future__ import annotations

import logging

from model.exceptions import SearchError
from search import catch_up
from web.context import Context

logger = logging.getLogger(__name__)


def follow(context: Context) -> None:
    """Let the index learn what changed; what it cannot take now waits in the store."""
    try:
        catch_up(context.store, context.engine, context.retention)
    except SearchError as error:
        logger.warning("%s", error)
