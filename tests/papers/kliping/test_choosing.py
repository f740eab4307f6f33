"""What a kliping tells of, over a made week: each thing once, in its section, late or not."""

from __future__ import annotations

from datetime import date, timedelta

from model.kliping import DoubtSort, Origin, Section
from model.records import Decision, Label, Party, PartyKind, SignedOnBasis, Unit, UnitKind, UnitRole
from tests.papers.kliping.newsroom import MONDAY, Newsroom, at, outlets, shown
from tests.store.readings import agreement, text_about


def test_the_first_kliping_is_of_a_day(room: Newsroom) -> None:
    room.sign(1, at(28, 19))
    room.sign(2, at(26, 19))
    room.sign(3, at(29, 8))

    made = room.build(29)

    assert (made.content.start, made.content.end) == (at(28, 7, 30), at(29, 7, 30))
    [entry] = shown(made, Section.NEW)
    assert entry.partners == ("Universitas Melati 1",)
    assert not entry.late


def test_all_outlets_of_an_agreement_stand_together_the_first_one_first(room: Newsroom) -> None:
    release = text_about("Lapas Cempaka", "Universitas Melati 1", seed=1)
    room.sign(1, at(28, 12), "kabar", text=release)
    room.sign(1, at(28, 9), "harian", text=release)
    own = (
        "Kepala Lapas Cempaka bercerita panjang lebar tentang kuliah warga binaan. "
        "Rektor Universitas Melati 1 mendengarkannya di kantin sambil mencatat usulan."
    )
    room.sign(1, at(28, 15), "suara", text=own)

    [entry] = shown(room.build(29), Section.NEW)

    assert outlets(entry) == ["harian.example", "kabar.example", "suara.example"]
    assert [clip.origin for clip in entry.clips] == [Origin.RELEASE, Origin.RELEASE, Origin.OWN]


def test_monday_tells_of_the_weekend_and_nothing_twice(room: Newsroom) -> None:
    room.sign(1, at(22, 19))
    room.send(23)
    room.sign(2, at(23, 9))
    room.sign(3, at(24, 12))
    room.sign(4, at(25, 23))

    made = room.build(26)

    assert made.day == MONDAY
    assert made.content.start == at(23, 7, 30)
    assert [entry.partners[0][-1] for entry in shown(made, Section.NEW)] == ["2", "3", "4"]


def test_what_was_not_sent_is_told_the_next_day(room: Newsroom) -> None:
    room.sign(1, at(27, 9))
    room.build(28)

    made = room.build(29)

    assert shown(made, Section.NEW) == []
    room.given["kliping"] = {"late_days": 7}
    room.sign(2, at(28, 9))
    room.send(29)
    assert shown(room.build(30), Section.NEW) == []


def test_what_is_found_late_is_told_late(room: Newsroom) -> None:
    room.sign(1, at(28, 9))
    room.send(29)
    room.sign(2, at(28, 20), seen=at(29, 10))
    room.sign(3, at(20, 20), seen=at(29, 10))

    [entry] = shown(room.build(30), Section.NEW)

    assert entry.partners == ("Universitas Melati 2",)
    assert entry.late
    assert all(clip.late for clip in entry.clips)


def test_a_page_that_came_into_the_store_late_is_not_lost(room: Newsroom) -> None:
    room.sign(1, at(28, 9))
    room.send(29)
    room.sign(2, at(29, 7, 20), seen=at(29, 7, 29))

    assert [one.late for one in shown(room.build(30), Section.NEW)] == [True]


def test_later_coverage_of_what_was_told_follows_it(room: Newsroom) -> None:
    release = text_about("Lapas Cempaka", "Universitas Melati 1", seed=1)
    room.sign(1, at(28, 9), text=release)
    room.send(29)
    room.sign(1, at(29, 9), "kabar", text=release, fields={"signed_on": date(2026, 1, 28)})

    made = room.build(30)

    assert shown(made, Section.NEW) == []
    [entry] = shown(made, Section.FOLLOW_UP)
    assert outlets(entry) == ["kabar.example"]


def test_a_story_near_the_line_follows_the_agreement_that_it_names(room: Newsroom) -> None:
    room.sign(1, at(10, 9), fields={"signed_on": date(2026, 1, 9)})
    room.publish(
        "https://kabar.example/kuliah",
        at(28, 9),
        label=Label.CANDIDATE,
        title="Puluhan warga binaan Lapas Kelas IIB Cempaka mulai kuliah",
        text="Warga binaan Lapas Kelas IIB Cempaka mulai kuliah di Universitas Melati 1.",
    )
    room.publish(
        "https://kabar.example/apel",
        at(28, 10),
        label=Label.CANDIDATE,
        title="Lapas Kelas IIB Cempaka gelar apel bersama",
        text="Apel bersama digelar di Lapas Kelas IIB Cempaka dengan jajaran Polres Kenanga.",
    )

    made = room.build(29)

    [entry] = shown(made, Section.FOLLOW_UP)
    assert entry.title == "Puluhan warga binaan Lapas Kelas IIB Cempaka mulai kuliah"
    assert entry.partners == ("Universitas Melati 1",)
    assert [one.title for one in shown(made, Section.OTHER)] == [
        "Lapas Kelas IIB Cempaka gelar apel bersama"
    ]


def test_other_news_of_prisons_is_told_by_its_headline_alone(room: Newsroom) -> None:
    for name, title in (
        ("panen", "Warga binaan Lapas Cempaka panen raya"),
        ("jalan", "Jalan rusak"),
    ):
        room.publish(f"https://harian.example/{name}", at(28, 9), label=Label.OTHER, title=title)

    [entry] = shown(room.build(29), Section.OTHER)

    assert entry.title == "Warga binaan Lapas Cempaka panen raya"
    [clip] = entry.clips
    assert (clip.url, clip.excerpt) == ("https://harian.example/panen", "")


def test_a_weekday_that_does_not_fit_needs_to_be_clarified(room: Newsroom) -> None:
    sentence = "Penandatanganan digelar Rabu (28/1/2025) di aula."
    room.sign(
        1,
        at(28, 9),
        text=f"{sentence}\n{text_about('Lapas Cempaka', 'Universitas Melati 1')}",
        fields={
            "signed_on_basis": SignedOnBasis.WEEKDAY_CORRECTED,
            "evidence": {"signed_on": sentence},
        },
    )

    [entry] = shown(room.build(29), Section.DOUBT)

    assert entry.doubt is not None
    assert entry.doubt.sort is DoubtSort.WEEKDAY
    [said] = entry.doubt.statements
    assert (said.value, said.sentence, said.outlet) == ("2026-01-28", sentence, "harian.example")


def test_outlets_that_disagree_are_quoted(room: Newsroom) -> None:
    release = text_about("Lapas Cempaka", "Universitas Melati 1", seed=1)
    for site, month, words in (("harian", 12, "satu tahun"), ("kabar", 24, "dua tahun")):
        evidence = {"term_months": f"Kerja sama berlaku {words}."}
        fields = {"term_months": month, "evidence": evidence}
        room.sign(1, at(28, 9), site, text=release, fields=fields)

    [entry] = shown(room.build(29), Section.DOUBT)

    assert entry.doubt is not None
    assert (entry.doubt.sort, entry.doubt.field) == (DoubtSort.DISAGREEMENT, "term_months")
    assert {(said.value, said.sentence, said.outlet) for said in entry.doubt.statements} == {
        ("12", "Kerja sama berlaku satu tahun.", "harian.example"),
        ("24", "Kerja sama berlaku dua tahun.", "kabar.example"),
    }


def test_a_former_ministry_needs_to_be_clarified_once(room: Newsroom) -> None:
    sentence = "Acara itu dihadiri Kepala Kanwil Kemenkumham Banten."
    release = f"{sentence}\n{text_about('Lapas Cempaka', 'Universitas Melati 1', seed=1)}"
    room.sign(1, at(28, 9), text=release)
    room.sign(1, at(28, 10), "kabar", text=release)

    [entry] = shown(room.send(29), Section.DOUBT)

    assert entry.doubt is not None
    assert entry.doubt.sort is DoubtSort.FORMER_MINISTRY
    assert [said.sentence for said in entry.doubt.statements] == [sentence]
    room.sign(1, at(29, 9), "suara", text=release, fields={"signed_on": date(2026, 1, 28)})
    made = room.build(30)
    assert len(shown(made, Section.FOLLOW_UP)) == 1
    assert shown(made, Section.DOUBT) == []


def test_the_ministers_of_today_are_none_of_the_former_ministry(room: Newsroom) -> None:
    words = "Kementerian Hukum dan Menteri Koordinator Bidang Hukum, HAM, Imigrasi hadir."
    room.sign(1, at(28, 9), text=f"{words}\n{text_about('Lapas Cempaka', 'Universitas Melati 1')}")

    assert shown(room.build(29), Section.DOUBT) == []


def test_agreements_that_end_are_told_each_morning(room: Newsroom) -> None:
    day = date(2026, 1, 29)
    for number, days in ((1, 0), (2, 90), (3, 91), (4, -1)):
        room.sign(number, at(2, 9 + number), fields={"valid_until": day + timedelta(days=days)})
    room.sign(5, at(2, 20))

    made = room.send(29)

    ends = [(one.partners[0][-1], one.days_left) for one in shown(made, Section.EXPIRING)]
    assert ends == [("1", 0), ("2", 90)]
    coverage = made.content.coverage
    assert (coverage.known_ends, coverage.agreements) == (4, 5)
    assert len(shown(room.build(30), Section.EXPIRING)) == 2


def test_what_was_entered_by_hand_is_told_when_its_term_ends(room: Newsroom) -> None:
    entered = {
        "parties": [{"name": "Yayasan Kenari", "kind": "yayasan"}],
        "signed_on": "2024-02-10",
        "term_months": 24,
    }
    room.store.desk.enter(entered, "Sari", at(28, 9))

    (found,) = shown(room.send(29), Section.EXPIRING)

    assert (found.partners, found.story) == (("Yayasan Kenari",), None)
    assert (found.valid_until, found.days_left) == (date(2026, 2, 10), 12)


def test_an_office_is_told_of_its_provinces_its_neighbours_and_the_directorate(
    room: Newsroom,
) -> None:
    room.given = {"office": {"provinces": "Banten"}, "kliping": {"provinces": "Lampung"}}
    for number, province in enumerate(("Banten", "Jambi", "Lampung", None), start=1):
        room.sign(number, at(28, 8 + number), fields={"province": province})
    centre = Unit(
        name="Direktorat Jenderal Pemasyarakatan",
        kind=UnitKind.DITJENPAS,
        id="ditjenpas",
        role=UnitRole.SIGNATORY,
    )
    own = Party(name=centre.name, kind=PartyKind.PEMASYARAKATAN)
    partner = Party(name="Universitas Kenanga", kind=PartyKind.PERGURUAN_TINGGI)
    told = agreement(parties=(own, partner), units=(centre,), province="DKI Jakarta")
    room.publish(
        "https://harian.example/pusat",
        at(28, 20),
        told=told,
        title="Ditjenpas gandeng Universitas Kenanga",
        text=text_about("Ditjenpas", "Universitas Kenanga", seed=9),
    )

    found = [one.partners[0] for one in shown(room.build(29), Section.NEW)]

    assert found == [*(f"Universitas Melati {n}" for n in (1, 3, 4)), "Universitas Kenanga"]


def test_a_crawl_that_is_not_over_is_told_of_in_numbers(room: Newsroom) -> None:
    room.visit("a.example", at(28, 5))
    room.visit("b.example", at(29, 4))
    room.visit("c.example", at(29, 5), error="timeout")
    room.visit("d.example", at(28, 5))
    room.visit("d.example", at(29, 6))

    coverage = room.build(29).content.coverage

    assert (coverage.checked, coverage.watched) == (2, 4)


def test_names_of_prisoners_do_not_leave(room: Newsroom) -> None:
    named = "Warga binaan bernama Sudirman Hartono menjadi peserta pertama."
    text = f"{named}\n{text_about('Lapas Cempaka', 'Universitas Melati 1')}"
    room.sign(1, at(28, 9), text=text, noarchive=False)
    other = f"{named}\n{text_about('Lapas Cempaka', 'Universitas Melati 2', seed=2)}"
    room.sign(2, at(28, 10), text=other, noarchive=True)

    first, second = shown(room.build(29), Section.NEW)

    told = first.model_dump_json() + second.model_dump_json()
    assert "Hartono" not in told
    assert len(first.clips[0].excerpt.split()) == 40
    assert second.clips[0].excerpt == ""


def test_a_story_that_a_person_dropped_is_not_told(room: Newsroom) -> None:
    read = room.sign(1, at(28, 9))
    room.build(29)
    found = room.store.explain(read.url)
    assert found is not None
    assert found.story is not None
    room.store.decide(found.story, Decision.DROP, "Budi", at(29, 7, 32))

    assert shown(room.build(29), Section.NEW) == []


def test_agreements_that_officers_entered_or_ended_are_as_the_register_has_them(
    room: Newsroom,
) -> None:
    for number in (1, 2):
        room.sign(number, at(2, 8 + number), fields={"valid_until": date(2026, 2, 20)})
    first = next(
        one for one in room.store.agreements() if one.parties[1].name == "Universitas Melati 1"
    )
    room.store.desk.edit(first.id, {"ended_on": date(2026, 1, 15)}, "Sari", at(16, 9))
    entered = {
        "kind": "nota_kesepahaman",
        "parties": [
            {"name": "Lapas Kelas IIB Cempaka", "kind": "pemasyarakatan"},
            {"name": "Yayasan Kenanga", "kind": "yayasan"},
        ],
        "signed_on": date(2024, 2, 1),
        "term_months": 24,
    }
    room.store.desk.enter(entered, "Sari", at(16, 9))

    made = room.build(29)

    assert [one.partners[0] for one in shown(made, Section.EXPIRING)] == [
        "Yayasan Kenanga",
        "Universitas Melati 2",
    ]


def test_a_story_follows_the_agreement_that_an_officer_attached_it_to(room: Newsroom) -> None:
    room.sign(1, at(10, 9))
    read = room.publish(
        "https://kabar.example/evaluasi",
        at(28, 9),
        label=Label.CANDIDATE,
        title="Program kuliah di balik jeruji dievaluasi",
        text="Sejumlah warga binaan mengeluhkan jadwal kuliah yang sering berubah.",
    )
    found = room.store.explain(read.url)
    assert found is not None
    assert found.story is not None
    [agreement_] = room.store.agreements()
    room.store.later.attach(agreement_.id, found.story, "Sari", at(28, 12))

    [entry] = shown(room.build(29), Section.FOLLOW_UP)

    assert (entry.title, entry.agreement) == (read.article and read.article.title, agreement_.id)


def test_a_page_that_is_no_story_of_ours_is_told_where_it_surely_follows_one(
    room: Newsroom,
) -> None:
    room.sign(1, at(10, 9), fields={"signed_on": date(2026, 1, 9)})
    partner, unit = "Universitas Melati 1", "Lapas Kelas IIB Cempaka"
    for name, text in (
        ("sertifikat", f"Kelas ini tindak lanjut perjanjian kerja sama {unit} dengan {partner}."),
        ("panen", f"Kerja sama {unit} dan {partner} menghasilkan panen."),
    ):
        room.publish(
            f"https://kabar.example/{name}",
            at(28, 9),
            label=Label.OTHER,
            title=f"Warga binaan {unit} terima {name}",
            text=text,
        )

    made = room.build(29)

    [entry] = shown(made, Section.FOLLOW_UP)
    assert (entry.key, entry.partners) == ("https://kabar.example/sertifikat", (partner,))
    assert entry.clips[0].excerpt == ""
    assert [one.title for one in shown(made, Section.OTHER)] == [
        f"Warga binaan {unit} terima panen"
    ]
