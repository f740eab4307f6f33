"""What tantivy says when something is wrong, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from model.exceptions import SearchError

UNUSABLE = "The search index is damaged or of another version: run `pantau index rebuild`."


@contextmanager
def plain_errors() -> Iterator[None]:
    """Say in a sentence what tantivy says with an exception, or by panicking."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise SearchError(f"The search index cannot be used: {error}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise SearchError(UNUSABLE) from error
