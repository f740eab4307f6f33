"""What the store archives, where that stands, and that it goes when its story is deleted."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select
from warcio.archiveiterator import ArchiveIterator

from model.exceptions import ArchiveError, StoreError
from model.records import Label, Page
from pipelines import chain
from store import ArchiveSize, Capture, Saved, Store, open_store
from store.tables import archived
from store.tables import page as page_table
from store.warc import Shelf
from tests.archive.pages import FETCHED, OTHER, TEXT, TITLE, URL, html, numbered, page, state_of
from tests.store.erasing import GONE


def save(store: Store, one: Page, **state: object) -> Saved:
    read = chain.process(one)
    return store.save(read, state_of(one, read).model_copy(update=state), one)


def files(directory: Path) -> list[Path]:
    return sorted((directory / "archive").glob("*"))


def rows(store: Store) -> list[tuple[str, int, int]]:
    columns = archived.c.volume, archived.c.start, archived.c.length
    with store._database.read() as connection:
        return [tuple(row) for row in connection.execute(select(*columns).order_by(archived.c.id))]


def forget_rows(store: Store) -> None:
    """The database as it was before the pages were saved; they stay on the disk."""
    with store._database.write() as connection:
        connection.execute(delete(archived))


def everything_on_disk(directory: Path) -> str:
    records = []
    for path in files(directory):
        with path.open("rb") as file:
            records += [record.content_stream().read() for record in ArchiveIterator(file)]
    return b"\n".join(records).decode()


def test_a_kept_page_is_archived_and_another_is_not(store: Store, tmp_path: Path) -> None:
    saved = save(store, page(parts=(page(f"{URL}?page=2"),)))
    save(
        store,
        page("https://a.example/lain", OTHER),
    )
    (capture,) = store.archive.captures()
    assert (capture.url, capture.story, capture.fetched_at) == (URL, saved.story, FETCHED)
    again = store.archive.page(capture)
    assert (again.body, [part.body for part in again.parts]) == (html(), [html()])
    assert store.archive.missing() == 0
    (file,) = files(tmp_path)
    assert file.name.startswith("2026-02-")
    assert store.archive.size() == ArchiveSize(pages=1, captures=1, bytes=file.stat().st_size)


def test_what_is_not_to_be_archived_is_not(store: Store, tmp_path: Path) -> None:
    read = chain.process(page())
    store.save(read, state_of(page(), read))
    assert files(tmp_path) == []
    assert store.archive.captures() == []
    assert store.archive.missing() == 1


def test_the_same_bytes_are_archived_once(store: Store) -> None:
    for noise in ("1", "1", "2", "1"):
        save(store, page(body=html(noise=noise)))
    assert store.archive.size().captures == 2
    (capture,) = store.archive.captures()
    assert store.archive.page(capture).body == html(noise="1")
    save(store, page(body=html(noise="1"), parts=(page(f"{URL}/2"),)))
    assert store.archive.size().captures == 3
    assert len(store.archive.page(store.archive.captures()[0]).parts) == 1


def test_corrections_are_archived_while_they_wait(store: Store) -> None:
    title = f"Ralat: {TITLE}"
    told = (
        "Redaksi memohon maaf atas kekeliruan dalam berita yang tayang pada Kamis (5/2/2026). "
        "Kepala Puskesmas Tarogong yang benar adalah dr. Lilis Kurniawati, bukan dr. Lilis "
        "Komariah. Perjanjian ditandatangani di aula Lapas Garut."
    )
    saved = save(store, page("https://a.example/ralat", html(told, title=title)))
    assert saved.story is None
    assert [capture.story for capture in store.archive.captures()] == [None]


def test_captures_are_chosen(store: Store) -> None:
    names = [save(store, numbered(number)).story or "" for number in range(3)]
    (agreed,) = store.agreements(stories=[names[1]])

    def chosen(**choice: object) -> list[str | None]:
        return [capture.story for capture in store.archive.captures(**choice)]  # type: ignore[arg-type]

    assert chosen() == names
    assert chosen(of=[names[2], names[0]]) == [names[0], names[2]]
    assert chosen(of=[agreed.id]) == [names[1]]
    assert chosen(of=[numbered(2).url, "sunknown"]) == [names[2]]
    assert chosen(site="media1.example") == [names[1]]
    published = datetime.fromisoformat("2026-02-05T10:00:00+07:00")
    assert chosen(since=published) == names
    assert chosen(since=published + timedelta(seconds=1)) == []
    assert [store.archive.is_known(name) for name in (names[0], agreed.id, "x")] == [
        True,
        True,
        False,
    ]


def test_files_are_rolled_and_by_month(address: str, tmp_path: Path) -> None:
    with open_store(address, tmp_path) as store:
        store._shelf.most_bytes = 2_000
        for number in range(6):
            save(store, numbered(number))
        assert len(files(tmp_path)) > 1
        assert all(file.stat().st_size < 4_000 for file in files(tmp_path))
        save(store, numbered(9), fetched_at=FETCHED + timedelta(days=31))
        assert files(tmp_path)[-1].name.startswith("2026-03-")
        assert len([store.archive.page(capture) for capture in store.archive.captures()]) == 7


def test_many_runs_fill_one_file_and_two_writers_two(address: str, tmp_path: Path) -> None:
    for number in range(3):
        with open_store(address, tmp_path) as store:
            save(store, numbered(number))
    assert len(files(tmp_path)) == 1
    with open_store(address, tmp_path) as one, open_store(address, tmp_path) as other:
        save(one, numbered(3))
        save(other, numbered(4))
        save(one, numbered(5))
        assert len({volume for volume, _, _ in rows(one)}) == 2
        assert len([other.archive.page(capture) for capture in other.archive.captures()]) == 6


@pytest.mark.parametrize("torn", [b"\x1f\x8b\x08\0\0", b"\0" * 4096, b"x"])
def test_a_torn_end_is_cut_off(address: str, tmp_path: Path, torn: bytes) -> None:
    with open_store(address, tmp_path) as store:
        save(store, numbered(0))
    (file,) = files(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(whole + torn)
    with open_store(address, tmp_path) as store:
        store.archive.mend()
        assert file.read_bytes() == whole
        file.write_bytes(whole + torn)
        save(store, numbered(1))
        assert [store.archive.page(one).body for one in store.archive.captures()] == [
            numbered(0).body,
            numbered(1).body,
        ]


def test_every_cut_of_a_file_keeps_what_is_whole(address: str, tmp_path: Path) -> None:
    with open_store(address, tmp_path) as store:
        for number in range(3):
            save(store, numbered(number))
        save(store, page(parts=(page(f"{URL}/2"), page(f"{URL}/3"))))
        places = rows(store)
        forget_rows(store)
    (file,) = files(tmp_path)
    whole = file.read_bytes()
    for size in [*range(0, len(whole), 211), *(start for _, start, _ in places), len(whole)]:
        file.write_bytes(whole[:size])
        with open_store(address, tmp_path) as store:
            store.archive.mend()
            wanted = [place for place in places if place[1] + place[2] <= size]
            assert rows(store) == wanted
            head = places[0][1] if size >= places[0][1] else 0
            ends = [start + length for _, start, length in wanted]
            assert file.stat().st_size == max([head, *ends])
            forget_rows(store)


def test_a_damaged_record_is_stepped_over(address: str, tmp_path: Path) -> None:
    with open_store(address, tmp_path) as store:
        for number in range(3):
            save(store, numbered(number))
        places = rows(store)
        captures = store.archive.captures()
    (file,) = files(tmp_path)
    content = bytearray(file.read_bytes())
    content[places[1][1] + 40] ^= 0xFF
    file.write_bytes(content)
    with open_store(address, tmp_path) as store:
        with pytest.raises(ArchiveError):
            store.archive.page(captures[1])
        forget_rows(store)
        store.archive.mend()
        assert rows(store) == [places[0], places[2]]
        assert file.read_bytes() == content


def test_what_fails_to_be_saved_leaves_nothing(store: Store, tmp_path: Path) -> None:
    save(store, numbered(0))
    (file,) = files(tmp_path)
    size = file.stat().st_size
    one = numbered(1)
    broken = state_of(one).model_copy(update={"outcome": None})
    with pytest.raises(StoreError):
        store.save(chain.process(one), broken, one)
    assert file.stat().st_size == size
    assert store.archive.size().captures == 1
    save(store, numbered(2))
    assert len(files(tmp_path)) == 1


def test_a_disk_that_refuses_is_told_and_nothing_is_saved(store: Store, tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("not a directory", encoding="utf-8")
    with pytest.raises(ArchiveError, match=r"the archive at .*archive cannot be written: "):
        save(store, page())
    assert store.counts().articles == 0


def test_a_file_that_is_gone_is_told(store: Store, tmp_path: Path) -> None:
    save(store, page())
    (capture,) = store.archive.captures()
    (file,) = files(tmp_path)
    content = file.read_bytes()
    file.unlink()
    with pytest.raises(ArchiveError, match="cannot be read: No such file"):
        store.archive.page(capture)
    file.write_bytes(content[:-1])
    with pytest.raises(ArchiveError, match="ends before byte"):
        store.archive.page(capture)


def test_another_page_in_its_place_is_told(store: Store) -> None:
    save(store, numbered(0))
    save(store, numbered(1))
    first, second = store.archive.captures()
    wrong = Capture.model_validate(first.model_dump() | {"start": second.start})
    with pytest.raises(ArchiveError):
        store.archive.page(wrong.model_copy(update={"length": second.length}))


def test_a_deleted_story_leaves_nothing_on_the_disk(store: Store, tmp_path: Path) -> None:
    kept = save(store, numbered(0))
    gone = save(store, page(parts=(page(f"{URL}/2", html("Bagian kedua itu.")),)))
    save(store, page(body=html(*TEXT, "Paragraf yang ditambahkan kemudian oleh redaksi.")))
    save(store, numbered(1))
    before = rows(store)
    assert store.erasing.story(gone.story or "", GONE)
    left = everything_on_disk(tmp_path)
    assert not [word for word in ("Tarogong", "Bagian kedua", "redaksi") if word in left]
    assert rows(store) == [before[0], before[3]]
    bodies = [store.archive.page(capture).body for capture in store.archive.captures()]
    assert bodies == [numbered(0).body, numbered(1).body]
    assert store.archive.captures()[0].story == kept.story
    # Neither what is read again nor what is saved again brings it back.
    save(store, page())
    store.archive.mend()
    assert len(rows(store)) == 2
    assert "Tarogong" not in everything_on_disk(tmp_path)


def test_a_page_that_left_its_story_is_deleted_with_it(store: Store, tmp_path: Path) -> None:
    first = save(store, page())
    copy = save(store, page("https://b.example/salinan"))
    assert copy.story == first.story
    save(
        store,
        page("https://b.example/salinan", OTHER),
    )
    assert store.erasing.story(first.story or "", GONE)
    assert "Tarogong" not in everything_on_disk(tmp_path)


def test_what_a_kill_left_unlisted_is_deleted_too(address: str, tmp_path: Path) -> None:
    with open_store(address, tmp_path) as store:
        saved = save(store, page())
        save(store, page(body=html(noise="2")))
        forget_rows(store)
    with open_store(address, tmp_path) as store:
        assert store.erasing.story(saved.story or "", GONE)
        assert "Tarogong" not in everything_on_disk(tmp_path)
        assert rows(store) == []


def test_a_deletion_reaches_into_a_file_that_is_being_written(address: str, tmp_path: Path) -> None:
    with open_store(address, tmp_path) as crawling, open_store(address, tmp_path) as other:
        saved = save(crawling, page())
        save(crawling, numbered(0))
        assert other.erasing.story(saved.story or "", GONE)
        save(crawling, numbered(1))
        assert "Tarogong" not in everything_on_disk(tmp_path)
        assert len([crawling.archive.page(one) for one in crawling.archive.captures()]) == 2


def test_a_deletion_that_was_cut_off_is_done_again(store: Store, tmp_path: Path) -> None:
    """Killed after the disk was written and before the database was told."""
    saved = save(store, page())
    (capture,) = store.archive.captures()
    store._shelf.remove(capture.volume, capture.start, capture.length)
    with pytest.raises(ArchiveError):
        store.archive.page(capture)
    assert store.erasing.story(saved.story or "", GONE)
    assert rows(store) == []


def test_pages_the_database_does_not_know_are_left_alone(address: str, tmp_path: Path) -> None:
    """A database that was made anew: its archive is neither written to nor cut."""
    with open_store(address, tmp_path) as store:
        save(store, numbered(0))
    (file,) = files(tmp_path)
    content = file.read_bytes()
    fresh = f"sqlite:///{tmp_path / 'fresh.db'}"
    with open_store(fresh, tmp_path) as store:
        save(store, numbered(1))
        store.archive.mend()
        assert file.read_bytes() == content
        assert len(rows(store)) == 1
        save(store, numbered(0))
    with open_store(fresh, tmp_path) as store:
        store.archive.mend()
        assert [store.archive.page(one).url for one in store.archive.captures()] == [
            numbered(1).url,
            numbered(0).url,
        ]


def test_a_kept_page_known_before_is_listed_by_its_digest_once(store: Store) -> None:
    save(store, page())
    volume, start, length = rows(store)[0]
    with store._database.write() as connection:
        other = insert(page_table).values(
            key="x", url="x", site="x", fetched_at=FETCHED, outcome=Label.CANDIDATE
        )
        connection.execute(other)
    store.archive.mend()
    assert rows(store) == [(volume, start, length)]


def test_a_shelf_skips_what_is_locked(tmp_path: Path) -> None:
    one, other = Shelf(tmp_path), Shelf(tmp_path)
    first, second = next(one.free("2026-02")), next(other.free("2026-02"))
    assert first.name != second.name
    assert list(other.idle()) == []
    first.close()
    second.close()
    assert len(list(one.idle())) == 2


def test_a_page_that_a_kill_left_unlisted_is_listed_once(address: str, tmp_path: Path) -> None:
    with open_store(address, tmp_path) as store:
        save(store, page())
        forget_rows(store)
    with open_store(address, tmp_path) as store:
        save(store, page(), etag='"2"')
        assert store.archive.size().captures == 1
