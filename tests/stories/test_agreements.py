"""The agreements of a story: none twice, none lost, what is open filled in."""

from __future__ import annotations

from datetime import date

from model.records import Agreement, Instrument, Party, PartyKind
from pipelines.stories import merged, richness
from tests.store.readings import agreement


def test_one_agreement_told_by_three_articles_is_one() -> None:
    full = agreement(term_months=24)
    short = agreement("Lapas Cempaka", "Pemkot Seruni", signed_on=None)
    renamed = agreement(kind=Instrument.NOTA_KESEPAHAMAN)
    assert merged([[full], [short], [renamed]]) == (full,)


def test_two_agreements_of_one_article_stay_two() -> None:
    paper = agreement(partner="Universitas Melati")
    other = agreement(partner="Universitas Melati", kind=Instrument.NOTA_KESEPAHAMAN)
    assert merged([[paper, other], [other]]) == (paper, other)


def test_an_agreement_that_only_another_article_tells_is_added() -> None:
    first, second = agreement(), agreement("Bapas Kelas II Delima", "Yayasan Debur Ombak")
    assert merged([[first], [second, first]]) == (first, second)


def test_what_two_articles_tell_alone_is_one_though_a_partner_is_wrong() -> None:
    right, wrong = agreement(place="Aula"), agreement(partner="Posbakum Dibuka", term_months=12)
    (one,) = merged([[right], [wrong]])
    assert (one.parties, one.term_months) == (right.parties, 12)
    assert len(merged([[right, agreement(partner="Universitas Melati")], [wrong]])) == 3
    assert len(merged([[right], [agreement("Bapas Delima", "Posbakum Dibuka")]])) == 2
    later = agreement(partner="Universitas Melati", signed_on=date(2026, 1, 30))
    assert len(merged([[right], [later]])) == 2


def test_a_counted_partner_is_the_one_that_is_named_elsewhere() -> None:
    unit = Party(name="Lapas Kelas IIB Cempaka", kind=PartyKind.PEMASYARAKATAN)
    counted = agreement(parties=(unit,), partner_count=40)
    (one,) = merged([[counted], [agreement()]])
    assert one.partner_count == 40


def test_what_is_filled_in_brings_its_evidence() -> None:
    first = agreement(signed_on=None, place="Aula", evidence={"place": "di Aula"})
    second = agreement(place="Balai", evidence={"place": "di Balai", "signed_on": "Rabu (28/1)"})
    (one,) = merged([[first], [second]])
    assert (one.place, one.signed_on) == ("Aula", date(2026, 1, 28))
    assert one.signed_on_basis == second.signed_on_basis
    assert one.evidence == {"place": "di Aula", "signed_on": "Rabu (28/1)"}
    assert Agreement.model_validate_json(one.model_dump_json()) == one


def test_the_article_that_tells_more_is_richer() -> None:
    assert richness([]) < richness([agreement(signed_on=None)]) < richness([agreement()])
    assert richness([agreement()]) < richness([agreement(place="Aula")])


def test_nothing_told_is_nothing() -> None:
    assert merged([]) == ()
    assert merged([[], []]) == ()
