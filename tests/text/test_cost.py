"""What finding costs: little on a story, and no more than in proportion on anything else."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import product

import pytest

from pipelines.text.dates import find_dates
from pipelines.text.instruments import find_instruments
from pipelines.text.regions import find_regions
from pipelines.text.units import find_units

pytestmark = pytest.mark.slow

FINDERS = [find_dates, find_instruments, find_regions, find_units]
REPEATED = [
    " ",
    "(",
    "1",
    "1/",
    "1-",
    "Rabu ",
    "hari ini, ",
    "12 dan ",
    "Januari ",
    "nota ",
    "kerja ",
    "PKS ",
    "SKB ",
    "Lapas ",
    "Kalapas ",
    "Kelas ",
    "Kepala ",
    "Kanwil (",
    "Lapas Kelas IIB ",
    "Kantor Wilayah ",
    "Lapas Kelas IIB Tebo, ",
    "Kota ",
    "Batu ",
    "Kepulauan ",
    "Jambi, ",
    "A.",
    "I",
    "\n",
]
LENGTH = 50_000
#: Some hundred times what such a text takes; what grows with the square takes far longer.
SECONDS = 5.0


@pytest.mark.parametrize(("find", "piece"), list(product(FINDERS, REPEATED)))
def test_a_long_text_of_one_kind_is_read_in_time(
    find: Callable[[str], list[object]], piece: str
) -> None:
    text = (piece * (LENGTH // len(piece) + 1))[:LENGTH]
    started = time.process_time()
    find(text)
    assert time.process_time() - started < SECONDS


def test_a_list_of_very_many_units_is_read_in_time() -> None:
    letters = "abcdefghijkl"
    names = ["".join(name) for name in product(letters, repeat=3)]
    text = ", ".join(f"Lapas Kelas IIB X{name}, Lapas X{name}, Kalapas" for name in names)
    started = time.process_time()
    found = find_units(text)
    assert time.process_time() - started < SECONDS
    assert len(found) == 2 * len(names)
