"""Papers that go back to another one: sure where the story names it, and never guessed."""

from __future__ import annotations

from datetime import date

import pytest

from model.records import Act, Instrument, KeptAgreement, Party, PartyKind
from pipelines.following import mother_of

PARTIES = (
    Party(name="Lapas Kelas IIB Garut", kind=PartyKind.PEMASYARAKATAN),
    Party(name="Universitas Garut", kind=PartyKind.PERGURUAN_TINGGI),
)
PKS, MOU = Instrument.PERJANJIAN_KERJA_SAMA, Instrument.NOTA_KESEPAHAMAN


def paper(name: str, kind: Instrument, signed_on: date | None, **more: object) -> KeptAgreement:
    return KeptAgreement.model_validate(
        {
            "id": name,
            "stories": (),
            "kind": kind,
            "parties": PARTIES,
            "signed_on": signed_on,
            **more,
        }
    )


ELDERS = (
    paper("pks", PKS, date(2024, 3, 12), number_ours="W11.PAS.PAS.14-HH.05.02-218"),
    paper("other", PKS, date(2024, 9, 2)),
    paper("mou", MOU, date(2023, 11, 20)),
)


@pytest.mark.parametrize(
    ("act", "text", "mother"),
    [
        (
            Act.AMENDED,
            "Adendum atas PKS yang ditandatangani 12 Maret 2024 itu menambah kuota.",
            "pks",
        ),
        (Act.AMENDED, "Adendum mengubah PKS Nomor W11.PAS.PAS.14-HH.05.02-218 pasal tiga.", "pks"),
        (Act.RENEWED, "Perjanjian kerja sama tertanggal 2 September 2024 diperpanjang.", "other"),
        (Act.RENEWED, "Keduanya memperpanjang MoU yang diteken pada 20 November 2023.", "mou"),
        (Act.SIGNED, "PKS ini menindaklanjuti MoU yang diteken 20 November 2023.", "mou"),
        (Act.SIGNED, "Perjanjian itu turunan nota kesepahaman tanggal 20/11/2023.", "mou"),
        # Nothing is named, or too much, or another paper.
        (Act.RENEWED, "Keduanya memperpanjang perjanjian kerja sama selama dua tahun.", None),
        (Act.RENEWED, "Perpanjangan MoU berlaku sampai 20 November 2027.", None),
        (Act.AMENDED, "Adendum atas PKS 12 Maret 2024 dan PKS 2 September 2024 diteken.", None),
        (Act.RENEWED, "Pada 12 Maret 2024 kalapas dilantik. Kerja sama diperpanjang.", None),
        (Act.SIGNED, "PKS ini menindaklanjuti MoU tahun 2023.", None),
        (Act.SIGNED, "PKS ini menindaklanjuti PKS yang diteken 12 Maret 2024.", None),
        (Act.SIGNED, "Pada 20 November 2023 keduanya meneken MoU.", None),
        (Act.AMENDED, "Adendum PKS diteken Rabu, 4 Maret 2026.", None),
    ],
)
def test_a_mother_is_the_paper_that_the_story_names(
    act: Act, text: str, mother: str | None
) -> None:
    child = paper("child", PKS, date(2026, 3, 4), act=act)
    found = mother_of(child, f"Garut - Dokumen diteken di aula.\n{text}", ELDERS)
    assert (found.agreement if found else None) == mother
    assert found is None or found.evidence == text


def test_a_paper_does_not_go_back_to_a_later_one() -> None:
    child = paper("child", PKS, date(2024, 1, 5), act=Act.RENEWED)
    text = "Perjanjian kerja sama tertanggal 2 September 2024 diperpanjang."
    assert mother_of(child, text, ELDERS) is None
