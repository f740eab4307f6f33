"""What an index answered as it is now: people ask the same again, page by page."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from tantivy import Searcher

_T = TypeVar("_T")

#: Answers that are kept, the latest asked for; ids of a large register are some megabytes.
_MOST = 16


class Answers:
    """Answers by what was asked, each as long as its view of the index is the newest."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: OrderedDict[Hashable, tuple[Searcher, Any]] = OrderedDict()

    def get(self, searcher: Searcher, asked: Hashable, ask: Callable[[], _T]) -> _T:
        """Return what ``ask`` says, or said before of the same view."""
        with self._lock:
            known = self._answers.get(asked)
            if known is not None and known[0] is searcher:
                self._answers.move_to_end(asked)
                answer: _T = known[1]
                return answer
        answer = ask()
        with self._lock:
            self._answers[asked] = searcher, answer
            if len(self._answers) > _MOST:
                self._answers.popitem(last=False)
        return answer
