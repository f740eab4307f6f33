"""What was told of the store as it is, kept until it changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

_T = TypeVar("_T")

#: Answers that are kept, the latest asked for, where nothing else is said.
_MOST = 64


class Known:
    """Answers by what was asked, all of one state of the store; threads share it.

    Args:
        most: answers that are kept.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._change: int | None = None
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, change: int, asked: Hashable, tell: Callable[[], _T]) -> _T:
        """Return what ``tell`` says, or said before of the same state.

        ``change`` is the number of the last change that a transaction saw, in which ``tell`` asks.
        """
        with self._lock:
            if self._change != change:
                self._change = change
                self._answers.clear()
            if asked in self._answers:
                self._answers.move_to_end(asked)
                known: _T = self._answers[asked]
                return known
        told = tell()
        with self._lock:
            # Another thread may have seen a change meanwhile.
            if self._change == change:
                self._answers[asked] = told
                if len(self._answers) > self._most:
                    self._answers.popitem(last=False)
        return told
