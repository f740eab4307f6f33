"""Lines that recur across a site's articles are kept, bounded, and forgotten."""

from __future__ import annotations

from datetime import timedelta

from model.records import Label
from store import Store
from store.chrome import MOST_LINES
from tests.store.readings import MORNING, reading, state

INVITATION = "Berlayar pelan bersama kabar dari pesisir"
HOST = "harian.example"


def save(store: Store, number: int, *lines: str, host: str = HOST, **other: object) -> None:
    """Save an article of its own title, day and words, with ``lines`` below."""
    own = "\n".join(f"Kisah {number * 100 + place} milik {_word(number)}." for place in range(12))
    read = reading(
        url=f"https://{host}/berita/{number}",
        label=Label.OTHER,
        text="\n".join([own, *lines]),
        title=f"Kabar {_word(number)}",
        published=MORNING + timedelta(days=number),
        **other,
    )
    store.save(read, state(read, "not_relevant"))


def _word(number: int) -> str:
    """Digits make no other line."""
    return "".join(chr(97 + int(digit)) for digit in str(number))


def recurring(store: Store, host: str = HOST) -> dict[str, int]:
    return {line.text: line.articles for line in store.chrome(host)}


def test_lines_are_learnt_from_articles_that_are_not_kept(store: Store) -> None:
    for number in range(4):
        save(store, number, INVITATION)
    assert recurring(store) == {INVITATION: 4}
    assert recurring(store, "lain.example") == {}


def test_a_page_that_is_read_again_does_not_count_again(store: Store) -> None:
    for number in (0, 1, 1, 1):
        save(store, number, INVITATION)
    assert recurring(store) == {}


def test_what_was_cut_keeps_its_line_alive(store: Store) -> None:
    for number in range(3):
        save(store, number, INVITATION)
    for number in range(3, 60):
        save(store, number, cut=(INVITATION,))
    assert recurring(store) == {INVITATION: 60}


def test_lines_of_a_site_are_bounded_and_old_ones_are_forgotten(store: Store) -> None:
    for number in range(4):
        save(store, number, INVITATION)
    for number in range(4, 90):
        save(store, number)
    assert recurring(store) == {}
    with store._database.read() as connection:
        kept = connection.exec_driver_sql("SELECT text, last FROM chrome_line").all()
    assert len(kept) <= MOST_LINES
    assert min(row.last for row in kept) > 40
    assert INVITATION not in {row.text for row in kept}
