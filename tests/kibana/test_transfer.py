"""Import and export, command by command, against a server that bears no deviation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from search.kibana.objects import OBJECTS_FILE, generated
from tests.commands.conftest import Answer
from tests.kibana.conftest import Run
from tests.kibana.holding import Kibana

IDS = sorted((saved["type"], saved["id"]) for saved in generated())
LINES = OBJECTS_FILE.read_text(encoding="utf-8")


def told(answer: Answer) -> Any:
    return json.loads(answer.stdout)


def test_everything_is_imported(run: Run, kibana: Kibana) -> None:
    answer = run("import", "--json")
    assert answer.returncode == 0, answer.stderr
    result = told(answer)
    assert sorted((each["type"], each["id"]) for each in result["objects"]) == IDS
    assert not any(each["overwritten"] for each in result["objects"])
    assert (result["failed"], result["version"], result["space"]) == ([], "8.19.9", "default")
    assert result["verified"] is False
    assert sorted(kibana.objects()) == IDS


def test_people_are_told_what_came_and_that_nobody_has_seen_it_yet(run: Run) -> None:
    answer = run("import")
    assert b"Pantau: Kerja Sama Pemasyarakatan" in answer.stdout
    assert f"{len(IDS)} objects imported".encode() in answer.stdout
    assert b"not verified in a real Kibana" in answer.stderr
    assert b"not verified in a real Kibana" in run("import", "--help").stdout.replace(b"\n  ", b" ")


def test_a_dashboard_that_nothing_fills_is_said_to_be_one(run: Run) -> None:
    told = b"Nothing fills the dashboard while search.engine is not elasticsearch."
    assert told in run("import").stderr


def test_again_overwrites_and_changes_nothing(run: Run, kibana: Kibana) -> None:
    run("import")
    before = kibana.objects()
    before["dashboard", "pantau-dashboard"]["attributes"]["title"] = "Diubah"
    result = told(run("import", "--json"))
    assert all(each["overwritten"] for each in result["objects"])
    assert sorted(kibana.objects()) == IDS
    dashboard = kibana.objects()["dashboard", "pantau-dashboard"]
    assert dashboard["attributes"]["title"] == "Pantau: Kerja Sama Pemasyarakatan"


def test_an_export_after_an_import_is_the_file_again(run: Run, tmp_path: Path) -> None:
    run("import")
    output = tmp_path / "kibana.ndjson"
    answer = run("export", "--output", output, "--json")
    assert answer.returncode == 0, answer.stderr
    assert told(answer) == {"output": str(output), "objects": len(IDS), "missing": []}
    written = output.read_text(encoding="utf-8")
    # Kibana names the version that it brought the objects up to.
    assert written.replace('"10.5.0"', '"10.2.0"') == LINES


def test_a_change_made_in_kibana_is_in_the_export_and_nothing_else(
    run: Run, kibana: Kibana
) -> None:
    run("import")
    before = run("export", "--output", "-").stdout.decode().splitlines()
    search = kibana.objects()["search", "pantau-review"]
    search["attributes"]["title"] = "Pantau: Perlu dilihat"
    search |= {"updated_at": "2026-12-01T00:00:00.000Z", "version": "WzkwLDFd"}
    after = run("export", "--output", "-").stdout.decode().splitlines()
    changed = [line for line in after if line not in before]
    assert [json.loads(line)["id"] for line in changed] == ["pantau-review"]
    assert len(before) == len(after)


def test_an_export_takes_along_what_was_added_to_the_dashboard(run: Run, kibana: Kibana) -> None:
    run("import")
    lens = {"type": "lens", "id": "own", "attributes": {"title": "Baru"}, "references": []}
    kibana.import_("default", [lens], overwrite=True)
    kibana.import_("default", [{**lens, "id": "not used"}], overwrite=True)
    references = kibana.objects()["dashboard", "pantau-dashboard"]["references"]
    references.append({"type": "lens", "id": "own", "name": "own:panel_own"})
    exported = run("export", "--output", "-").stdout.decode().splitlines()
    keys = sorted((json.loads(line)["type"], json.loads(line)["id"]) for line in exported)
    assert keys == sorted([*IDS, ("lens", "own")])


def test_without_an_output_the_file_of_the_checkout_is_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pantau.commands import kibana as command  # noqa: PLC0415 - its option is looked at

    [output] = [each for each in command.export_command.params if each.name == "output"]
    assert output.default == OBJECTS_FILE
    monkeypatch.setattr(output, "default", tmp_path / "pantau.ndjson")
    run("import")
    assert run("export").returncode == 0
    assert (tmp_path / "pantau.ndjson").read_text(encoding="utf-8").count("\n") == len(IDS)


def test_an_export_of_nothing_says_what_to_do(run: Run, tmp_path: Path) -> None:
    answer = run("export", "--output", tmp_path / "empty.ndjson")
    assert answer.returncode == 1
    assert b"holds none of Pantau's objects: pantau kibana import" in answer.stderr
    assert not (tmp_path / "empty.ndjson").exists()


def test_what_was_deleted_in_kibana_is_named(run: Run, kibana: Kibana) -> None:
    run("import")
    del kibana.held["default", "search", "pantau-coverage"]
    answer = run("export", "--output", "-")
    assert answer.returncode == 0
    assert b"search pantau-coverage: not in Kibana, left out" in answer.stderr
    assert answer.stdout.count(b"\n") == len(IDS) - 1


def test_what_a_dashboard_refers_to_in_vain_is_named(run: Run, kibana: Kibana) -> None:
    run("import")
    references = kibana.objects()["dashboard", "pantau-dashboard"]["references"]
    references.append({"type": "lens", "id": "gone", "name": "x:panel_x"})
    answer = run("export", "--output", "-", "--json")
    assert answer.returncode == 0
    assert b"lens gone: not in Kibana, left out" in answer.stderr


def test_indices_with_another_prefix(run: Run, kibana: Kibana) -> None:
    assert run("import", prefix="humas").returncode == 0
    view = kibana.objects()["index-pattern", "pantau-stories"]
    assert view["attributes"]["title"] == "humas-stories"
    exported = run("export", "--output", "-", prefix="humas").stdout.decode()
    assert exported.replace('"10.5.0"', '"10.2.0"') == LINES


class TestSpaces:
    def test_a_space_is_named_by_option_or_setting(self, run: Run, kibana: Kibana) -> None:
        assert told(run("import", "--space", "humas", "--json"))["space"] == "humas"
        assert sorted(kibana.objects("humas")) == IDS
        assert not kibana.objects("default")
        run("import", "--space", "default", space="humas")
        kibana.held.clear()
        run("import", space="humas")
        assert sorted(kibana.objects("humas")) == IDS

    def test_a_second_space_has_its_own(self, run: Run, kibana: Kibana) -> None:
        """Kibana gives another id to what is already in another space, and keeps to it."""
        run("import")
        first = told(run("import", "--space", "humas", "--json"))
        copies = {each["destination"] for each in first["objects"]}
        assert len(copies) == len(IDS)
        again = told(run("import", "--space", "humas", "--json"))
        assert {each["destination"] for each in again["objects"]} == copies
        assert all(each["overwritten"] for each in again["objects"])
        assert len(kibana.objects("humas")) == len(IDS)
        assert sorted(kibana.objects()) == IDS

    def test_the_export_of_a_second_space_has_the_ids_of_the_file(
        self, run: Run, kibana: Kibana
    ) -> None:
        run("import")
        run("import", "--space", "humas")
        other = {"type": "search", "id": "theirs", "attributes": {"title": "Lain"}}
        other["attributes"] |= {"kibanaSavedObjectMeta": {"searchSourceJSON": "{}"}}  # type: ignore[operator]
        kibana.import_("humas", [other], overwrite=True)
        exported = run("export", "--space", "humas", "--output", "-").stdout.decode()
        assert exported.replace('"10.5.0"', '"10.2.0"') == LINES

    @pytest.mark.parametrize("spaces_api", [True, False])
    @pytest.mark.parametrize("command", ["import", "export"])
    def test_a_space_that_is_not_there(
        self, run: Run, kibana: Kibana, command: str, spaces_api: bool
    ) -> None:
        kibana.spaces_api = spaces_api
        answer = run(command, "--space", "kosong")
        assert answer.returncode == 1
        assert b"space kosong is not there for this user: make the space" in answer.stderr
        assert not kibana.held

    def test_a_name_that_no_space_can_have(self, run: Run, kibana: Kibana) -> None:
        answer = run("import", "--space", "Humas/../x")
        assert answer.returncode == 2
        assert not kibana.requests


def test_a_partial_failure_names_each_object_and_why(run: Run, kibana: Kibana) -> None:
    kibana.types = ("index-pattern", "search")
    kibana.refuses = {
        ("search", "pantau-review"): "mapper_parsing_exception: failed to parse",
        ("index-pattern", "pantau-stories"): "circuit_breaking_exception: Data too large",
    }
    answer = run("import", "--json")
    assert answer.returncode == 1
    failed = {(each["type"], each["id"]): each["reason"] for each in told(answer)["failed"]}
    assert failed == {
        ("dashboard", "pantau-dashboard"): "this Kibana takes no objects of its type",
        ("search", "pantau-review"): "mapper_parsing_exception: failed to parse",
        ("index-pattern", "pantau-stories"): "circuit_breaking_exception: Data too large",
    }
    assert len(told(answer)["objects"]) == len(IDS) - 3
    people = run("import")
    assert people.returncode == 1
    assert b"dashboard pantau-dashboard: this Kibana takes no objects of its type" in people.stderr
    assert b"3 failed" in people.stdout


def test_a_reference_that_is_not_there_is_named(run: Run, kibana: Kibana) -> None:
    kibana.types = ("search",)
    failed = {each["id"]: each["reason"] for each in told(run("import", "--json"))["failed"]}
    wanted = "what it refers to is not there: index-pattern pantau-register"
    assert failed["pantau-expiring"] == wanted


def test_copies_that_stem_from_one_object_are_named(run: Run, kibana: Kibana) -> None:
    run("import")
    view = kibana.held.pop(("default", "index-pattern", "pantau-register"))
    for identity in ("one", "two"):
        copied = {**view, "id": identity, "originId": "pantau-register"}
        kibana.held["default", "index-pattern", identity] = copied
    answer = run("import", "--json")
    [failed] = told(answer)["failed"]
    assert "delete all but one: one, two" in failed["reason"]
