"""What every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The directory of real texts beside the checkout; tests that need it skip without it."""
    directory = ROOT.parent / "shared"
    if not directory.is_dir():
        pytest.skip("../shared with the real texts is not here")
    return directory
