"""What a configuration chooses of the catalogue, and what is said of a wrong choice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crawler.catalogue import chosen
from crawler.job import Job
from crawler.outlet_files import read_catalogue
from model.config import Settings, load
from model.exceptions import ConfigError
from model.outlets import Outlet
from model.urls import site_of
from store import open_store


def choice(*own: str, **catalogue: Any) -> list[Outlet]:
    sites = [{"url": url} for url in own]
    return chosen(Settings.model_validate({"catalogue": catalogue, "sites": sites}))


def chosen_in(path: Path) -> list[Outlet]:
    configuration = load(path)
    return chosen(configuration.settings, configuration.origins)


def hosts(outlets: list[Outlet]) -> set[str]:
    return {site_of(outlet.url) for outlet in outlets}


def test_without_a_choice_all_are_taken() -> None:
    assert chosen(Settings()) == list(read_catalogue().outlets)


def test_a_province_goes_by_its_other_names() -> None:
    outlets = choice(provinces=["Jatim", "daerah istimewa yogyakarta"])

    assert {outlet.province for outlet in outlets} == {"Jawa Timur", "DI Yogyakarta"}


def test_nasional_are_the_outlets_of_no_province() -> None:
    outlets = choice(provinces=["Nasional"])

    assert {outlet.province for outlet in outlets} == {None}
    assert "detik.com" in hosts(outlets)


def test_an_outlet_fits_every_filter() -> None:
    outlets = choice(provinces=["Bali", "Papua"], groups=["tribun network", "ANTARA"])

    assert hosts(outlets) == {
        "bali.antaranews.com",
        "bali.tribunnews.com",
        "papua.antaranews.com",
        "papua.tribunnews.com",
    }


def test_types_are_chosen() -> None:
    outlets = choice(types=["official"])

    assert "ditjenpas.go.id" in hosts(outlets)
    assert {outlet.type for outlet in outlets} == {"official"}


def test_names_alone_are_all_that_is_taken() -> None:
    outlets = choice(names=["DETIKCOM", "tempo.co", "https://www.kompas.com/"])

    assert hosts(outlets) == {"detik.com", "tempo.co", "kompas.com"}


def test_names_add_to_filters() -> None:
    outlets = choice(provinces=["Papua Pegunungan"], names=["detik.com"])

    assert {outlet.province for outlet in outlets} == {"Papua Pegunungan", None}


def test_names_add_to_filters_that_nothing_fits() -> None:
    assert hosts(choice(provinces=["Bali"], groups=["Tempo"], names=["detik.com"])) == {"detik.com"}


def test_what_is_excluded_is_not_taken() -> None:
    everything = choice()
    outlets = choice(exclude=["detikcom", "papua.tribunnews.com"])

    assert hosts(everything) - hosts(outlets) == {"detik.com", "papua.tribunnews.com"}


def test_without_the_catalogue_only_own_sites_are_taken() -> None:
    assert hosts(choice("https://anggrek.example/", enabled=False)) == {"anggrek.example"}


def test_an_own_site_stands_in_place_of_the_catalogues() -> None:
    outlets = choice("http://www.detik.com/", names=["detik.com", "tempo.co"])

    assert [(outlet.url, outlet.verified) for outlet in outlets] == [
        ("http://www.detik.com/", True),
        ("https://tempo.co/", False),
    ]


def test_a_crawl_begins_at_what_is_chosen(tmp_path: Path) -> None:
    settings = Settings.model_validate({"data": tmp_path, "catalogue": {"names": ["tempo.co"]}})

    with open_store(settings.store_url, tmp_path) as store:
        (watched,) = Job(settings, store).watched()
        (named,) = Job(settings, store, sites=["https://anggrek.example/"]).watched()

    assert (watched.url, watched.outlet) == ("https://tempo.co/", *choice(names=["Tempo"]))
    assert (named.url, named.outlet) == ("https://anggrek.example/", None)


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        (
            "provinces: [Bali, Jawa Tenggara]",
            "line 2: catalogue.provinces.1: no outlet of the catalogue is of 'Jawa Tenggara'; "
            "close to it: Jawa Tengah, ",
        ),
        ("provinces: [Garut]", "catalogue.provinces.0: no outlet of the catalogue is of 'Garut'"),
        ("groups: [Tribun Netwrok]", "catalogue.groups.0: "),
        ("groups: [Tribun Netwrok]", "close to it: Tribun Network"),
        ("types: [radio]", "line 2: catalogue.types.0: "),
        ("names: [detikcon]", "catalogue.names.0: "),
        ("names: [detikcon]", "close to it: detikcom"),
        ("exclude: [tempoo.co]", "close to it: tempo.co"),
        ("{provinces: [Bali], groups: [Tempo]}", "line 1: catalogue: no outlet fits"),
        ("province: [Bali]", "line 2: catalogue.province: no setting has this name"),
    ],
)
def test_a_choice_of_nothing_names_key_and_line(tmp_path: Path, setting: str, said: str) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(f"catalogue:\n  {setting}\n", encoding="utf-8")

    with pytest.raises(ConfigError) as caught:
        chosen_in(path)

    assert said in str(caught.value)


def test_a_choice_comes_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("", encoding="utf-8")
    monkeypatch.setenv("PANTAU_CATALOGUE__NAMES", "detikcom, Tempoo")

    with pytest.raises(ConfigError, match=r"PANTAU_CATALOGUE__NAMES: catalogue\.names\.1: "):
        chosen_in(path)
