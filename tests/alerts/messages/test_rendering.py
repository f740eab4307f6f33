"""What messages say: mails and chats, in Indonesian and English, against reviewed files."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from alerts.messages.rendering import Mail, Markup, chat, mail
from alerts.messages.splitting import parts
from alerts.sending import Digest
from model.alerts import Language, Rhythm
from model.records import Instrument
from tests.alerts.digests import AGREEMENT, CORRECTION, EXPIRING, HEALTH, STORY, digest

GOLDEN = Path(__file__).parent / "golden"
WORDS = 40
#: How an asterisk of a title stands in a message.
_STARS = {Markup.TEXT: "∗", Markup.MARKDOWN: "\\*", Markup.HTML: "*"}


def messages() -> dict[str, str]:
    """Every file of ``golden/``; ``python -m tests.alerts.messages.regenerate`` writes them."""
    whole = digest(left_out=3)
    one = digest(AGREEMENT, rhythm=Rhythm.NOW, see_all=None, zone="Asia/Jayapura")
    english = whole.model_copy(update={"language": Language.ENGLISH})
    files = {}
    for name, said in (("digest", whole), ("one", one), ("english", english)):
        letter = mail(said, excerpt_words=WORDS)
        files |= {f"{name}.txt": letter.text, f"{name}.html": letter.html}
        for markup in Markup:
            text = "\n=====\n".join(told(said, markup, 1500))
            files[f"{name}.chat.{markup}"] = text + "\n"
    return files


def told(
    message: Digest, markup: Markup, longest: int = 100_000, *, titled: bool = False
) -> list[str]:
    return parts(chat(message, markup, titled=titled, excerpt_words=WORDS), longest)


def letter(*entries: object, **fields: object) -> Mail:
    return mail(digest(*entries, **fields), excerpt_words=WORDS)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", sorted(messages()))
def test_a_message_reads_as_it_was_reviewed(name: str) -> None:
    assert messages()[name] == (GOLDEN / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("said", "subject"),
    [
        (
            digest(AGREEMENT),
            "Kerja sama baru: Lapas Kelas I Tangerang – Universitas Sultan Ageng Tirtayasa"
            " (Banten)",
        ),
        (digest(STORY), f"Berita: {STORY.title}"),
        (digest(AGREEMENT, CORRECTION), "1 kerja sama baru dan 1 koreksi: Banten"),
        (digest(STORY, STORY, left_out=3), "5 berita: Jawa Barat"),
        (digest(HEALTH, is_test=True), f"Uji coba: Media dipantau: {HEALTH.title}"),
        (digest(STORY, STORY, language=Language.ENGLISH), "2 stories: Jawa Barat"),
        (
            digest(EXPIRING, language=Language.ENGLISH),
            "About to end: LPKA Kelas II Palu – Dinas Pendidikan Provinsi Sulawesi Tengah"
            " (Sulawesi Tengah)",
        ),
    ],
)
def test_a_subject_says_what_and_how_many(said: Digest, subject: str) -> None:
    assert mail(said, excerpt_words=WORDS).subject == subject


def test_entries_are_grouped_by_province_and_operators_come_last() -> None:
    unknown = STORY.model_copy(update={"province": None, "title": "Tanpa provinsi"})
    page = html.fromstring(letter(HEALTH, unknown, STORY, AGREEMENT, CORRECTION).html)
    headings = [heading.text_content() for heading in page.iter("h2")]
    assert headings == ["Banten", "Jawa Barat", "Provinsi tidak disebut", "Untuk pengelola"]
    titles = [heading.text_content() for heading in page.iter("h3")]
    assert titles == [
        f"1. {AGREEMENT.title}",
        f"2. {CORRECTION.title}",
        f"3. {STORY.title}",
        "4. Tanpa provinsi",
        f"5. {HEALTH.title}",
    ]


def test_without_a_page_of_our_own_the_original_is_linked() -> None:
    page = html.fromstring(letter(STORY).html)
    [link] = [anchor for anchor in page.iter("a") if anchor.text_content() == STORY.title]
    assert link.get("href") == STORY.url


def test_without_an_unsubscribe_address_it_says_whom_to_ask() -> None:
    text = letter(STORY, unsubscribe=None, edit=None).text
    assert "Berhenti berlangganan" not in text
    assert "hubungi pengelola Pantau (langganan L7)" in text


def test_names_beyond_four_are_counted() -> None:
    partners = tuple(f"Mitra {letter}" for letter in "ABCDEF")
    entry = AGREEMENT.model_copy(update={"partners": partners, "partner_count": 40})
    assert "dengan Mitra A, Mitra B, Mitra C, Mitra D dan 36 mitra lain" in letter(entry).text


def test_a_correction_says_what_changed_in_words() -> None:
    text = letter(CORRECTION).text
    assert "Jenis naskah: Naskah lain → Nota Kesepahaman (MoU)" in text
    assert "Selasa, 27 Januari 2026 → Senin, 26 Januari 2026" in text
    assert "Senin, 26 Januari 2026 (dikoreksi menurut nama hari)" in text


@pytest.mark.parametrize("kind", Instrument)
def test_every_kind_has_a_word_in_both_languages(kind: Instrument) -> None:
    entry = AGREEMENT.model_copy(update={"kinds": (kind,)})
    for language in Language:
        assert kind.value not in letter(entry, language=language).text


def test_of_a_text_at_most_forty_words_are_quoted() -> None:
    long = " ".join(["kata"] * 100)
    entry = AGREEMENT.model_copy(update={"highlights": (long, long)})
    assert letter(entry).text.split().count("kata") + letter(entry).text.count("kata…") == WORDS


def test_a_title_of_its_own_is_not_told_twice() -> None:
    [whole] = told(digest(STORY), Markup.TEXT)
    [titled] = told(digest(STORY), Markup.TEXT, titled=True)
    assert whole.splitlines()[0] == f"Berita: {STORY.title}"
    assert whole.endswith(titled)


@pytest.mark.parametrize("markup", Markup)
@pytest.mark.parametrize("longest", [600, 1000, 4000])
def test_no_part_is_longer_than_it_may_be_and_none_is_torn(markup: Markup, longest: int) -> None:
    entries = [
        AGREEMENT.model_copy(update={"title": f"<Berita> & *nomor* {number} " + "x" * 200})
        for number in range(30)
    ]
    texts = told(digest(*entries), markup, longest)
    assert all(len(text) <= longest for text in texts)
    together = "\n".join(texts)
    assert all(f"nomor{_STARS[markup]} {number} " in together for number in range(30))
    if markup is Markup.HTML:
        assert all(text.count("<b>") == text.count("</b>") for text in texts)


def test_a_short_message_gives_the_count_and_a_link() -> None:
    assert told(digest(*[STORY] * 5), Markup.TEXT, 160) == [
        "5 berita: Jawa Barat\nhttps://pantau.example/cari?q=kind%3Apks"
    ]


def test_a_short_message_without_a_link_tells_the_entries() -> None:
    texts = told(digest(*[STORY] * 5, see_all=None), Markup.TEXT, 160)
    assert all(len(text) <= 160 for text in texts)
    assert sum(text.count(STORY.title) for text in texts) == 5
