"""What the first request would wait for, done before it comes."""

from __future__ import annotations

import logging
from collections.abc import Callable

from model.exceptions import PantauError
from model.records import JAKARTA
from pipelines.text.unit_register import register
from web.context import Context
from web.pages.counts import counts_of
from web.pages.view import environment

logger = logging.getLogger(__name__)


def warm(context: Context) -> None:
    """Read and count what most pages show; what cannot be had now is left to the requests."""
    today = context.clock().astimezone(JAKARTA).date()
    work: tuple[Callable[[], object], ...] = (
        _compile,
        register,
        lambda: context.model,
        context.watched,
        lambda: counts_of(context.store, today),
        lambda: context.engine.current,
    )
    for step in work:
        try:
            step()
        except PantauError as error:
            logger.warning("%s", error)


def _compile() -> None:
    templates = environment()
    for name in templates.list_templates():
        templates.get_template(name)
