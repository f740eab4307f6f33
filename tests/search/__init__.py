"""Tests of search; the contracts in here hold for every engine."""

import pytest

pytest.register_assert_rewrite("tests.search.contracts", "tests.search.followed")
