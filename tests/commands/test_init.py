"""A new installation, as somebody sets it up: by questions, and by options alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from model.config import load
from tests.alerts.mail_server import Mailbox, serving
from tests.commands.conftest import Run

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000000000500010d0a2db40000000049454e44ae426082"
)


@pytest.fixture
def file(environment: dict[str, str]) -> Path:
    return Path(environment["PANTAU_CONFIG"])


def test_options_alone_make_an_installation(run: Run, file: Path) -> None:
    mailbox = Mailbox()
    with serving(mailbox) as port:
        answer = run(
            *"init --yes --json --no-neighbours --mail-to humas@kanwil.example".split(),
            *("--office", "Kanwil Bali", "--contact", "humas@kanwil.example"),
            *("--smtp", f"127.0.0.1:{port}", "--mail-from", "Pantau <pantau@kanwil.example>"),
            PANTAU_ALERTS__SMTP__TLS="none",
        )

        assert answer.returncode == 0, answer.stderr.decode()
        told = json.loads(answer.stdout)
        checks = {check["name"]: check["ok"] for check in told["checks"]}
        assert checks == {
            "outlets": True,
            "data": True,
            "letterhead": True,
            "mailto:humas@kanwil.example": True,
        }
        assert len(mailbox.taken) == 1
    settings = load(file).settings
    assert settings.office.name == "Kanwil Ditjenpas Bali"
    assert settings.office.provinces == ["Bali"]
    assert (
        settings.office.letterhead[-1] == "KANTOR WILAYAH DIREKTORAT JENDERAL PEMASYARAKATAN BALI"
    )
    assert {settings.office.zone, settings.schedule.zone, settings.alerts.zone} == {"Asia/Makassar"}
    assert settings.catalogue.provinces == ["Bali", "nasional"]
    assert settings.crawl.contact == "humas@kanwil.example"
    assert settings.kliping.to == ["mailto:humas@kanwil.example"]
    # What was there before stays.
    assert settings.crawl.workers == 1
    assert told["before"] == f"{file}.old"


def test_people_are_asked_and_offered_what_fits(run: Run, file: Path, tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(PNG)
    answers = ["kanwil kalimantan", "1", "", "https://lapas.example/", "Jalan Contoh 1", str(logo)]
    answers += ["", "n", "8.15", ""]

    answer = run("init", "--no-test", stdin="\n".join([*answers, ""]).encode())

    assert answer.returncode == 0, answer.stderr.decode()
    asked = answer.stderr.decode()
    assert "1. Kanwil Ditjenpas Kalimantan Barat" in asked
    assert "[WIB]" in asked
    assert "Kalimantan Tengah, Kalimantan Timur" in asked
    settings = load(file).settings
    assert settings.office.name == "Kanwil Ditjenpas Kalimantan Barat"
    assert settings.office.address == "Jalan Contoh 1"
    assert settings.office.logo == logo
    assert settings.catalogue.provinces == [
        "Kalimantan Barat",
        "Kalimantan Tengah",
        "Kalimantan Timur",
    ]
    assert f"{settings.kliping.time:%H:%M}" == "08:15"
    assert settings.kliping.provinces == ["Kalimantan Tengah", "Kalimantan Timur"]


def test_what_does_not_work_is_told_and_the_rest_is_written(run: Run, file: Path) -> None:
    answer = run(
        *"init --yes --json --office ditjenpas --contact a@b.example".split(),
        *("--smtp", "127.0.0.1:9", "--mail-from", "p@b.example", "--mail-to", "h@b.example"),
        PANTAU_ALERTS__SMTP__TLS="none",
    )

    assert answer.returncode == 0, answer.stderr.decode()
    (mail,) = (c for c in json.loads(answer.stdout)["checks"] if c["name"].startswith("mailto:"))
    assert not mail["ok"]
    assert "127.0.0.1:9 cannot be reached" in mail["told"]
    assert load(file).settings.catalogue.provinces == []


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--contact", "a@b.example"), "give --office"),
        (("--office", "Kanwil Bali"), "give --contact"),
        (("--office", "Lapas Bulan"), "no office of the register"),
        (("--office", "kanwil jawa", "--contact", "a@b.example"), "Say which one"),
        (("--office", "Kanwil Bali", "--contact", "a@b.example", "--kliping-time", "25"), "07:30"),
        (("--office", "Kanwil Bali", "--contact", "a@b.example", "--logo", "/no.png"), "no such"),
    ],
)
def test_nothing_is_written_where_an_answer_is_wrong(
    run: Run, file: Path, options: tuple[str, ...], told: str
) -> None:
    before = file.read_bytes()

    answer = run("init", "--yes", *options)

    assert answer.returncode in {1, 2}
    assert told in answer.stderr.decode()
    assert file.read_bytes() == before
