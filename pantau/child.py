"""Run ``python -m pantau.child PARENT ARGUMENTS…``: a command that ends when its parent does.

So a scheduler that is killed leaves no crawl behind that nobody watches.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def end_with(parent: int) -> None:
    """Let the system send this process SIGTERM when ``parent`` ends; Linux alone can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        # It ended before it could be watched.
        sys.exit(1)


if __name__ == "__main__":
    end_with(int(sys.argv.pop(1)))
    # Imported late: the parent may end meanwhile.
    from pantau.cli import main

    main()
