"""Finding plans: what counts as a plan, and what its name is used for."""

from pathlib import Path

import pytest

from riep_plan.source.discover import PlanSite, find_plans
from riep_plan.source.load import load
from tests.cli.running import assert_no_traceback, assert_refused, run_process, write_files

BOM = b"\xef\xbb\xbf"
PLAN = "riep: 1\nkind: delivery-plan\ntitle: Depots\n"
PROJECT = "riep: 1\ntitle: Depot\n"


@pytest.mark.parametrize("before", [b"", b"# A note.\n", b"---\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", BOM], ids=["plain", "byte order mark"])
def test_a_plan_in_one_file_is_found_in_a_folder(
    mark: bytes, before: bytes, tmp_path: Path
) -> None:
    write_files(tmp_path, {"depots.yaml": mark + before + PLAN.encode(), "other.yaml": "a: riep:1"})
    (site,) = find_plans(tmp_path)
    assert site == PlanSite("depots", tmp_path / "depots.yaml", is_folder=False)
    loaded = load(site)
    assert loaded.complete
    assert loaded.plan is not None
    assert loaded.plan.title == "Depots"


def test_two_plans_of_one_name_are_both_validated(tmp_path: Path) -> None:
    two_of_one_name(tmp_path)
    ended = run_process(tmp_path, "validate", "--format", "json")
    assert ended.status == 1
    assert {(one["plan"], one["file"]) for one in ended.findings} == {
        ("depots", "plans/north/depots/plan.yaml"),
        ("depots", "plans/south/depots.yaml"),
    }


@pytest.mark.parametrize("paths", [(), ("plans/north/depots", "plans/south/depots.yaml")])
def test_two_plans_of_one_name_are_not_rendered_over_one_another(
    paths: tuple[str, ...], tmp_path: Path
) -> None:
    two_of_one_name(tmp_path)
    ended = run_process(tmp_path, "report", *paths)
    assert_no_traceback(ended)
    assert (ended.status, ended.out) == (2, "")
    assert "two plans are called depots" in ended.err
    assert not (tmp_path / "reports").exists()


def two_of_one_name(folder: Path) -> None:
    """Write two plans, a folder and a file, each with a finding of its own."""
    text = f"{PLAN}narrative: {{overview: To be confirmed}}\n".encode()
    files = {"north/depots/plan.yaml": text, "south/depots.yaml": text}
    write_files(folder / "plans", files)


def test_the_folder_of_projects_means_their_plan(tmp_path: Path) -> None:
    folder = write_files(tmp_path / "x", {"plan.yaml": PLAN, "projects/depot.yaml": PROJECT})
    assert find_plans(folder / "projects") == find_plans(folder)
    assert find_plans(folder / "projects" / "depot.yaml") == find_plans(folder)
    ended = run_process(tmp_path, "validate", "x/projects")
    assert (ended.status, ended.out) == (0, "No findings in 1 plan (2 files).\n")


def test_a_folder_called_projects_without_a_plan_is_searched(tmp_path: Path) -> None:
    write_files(tmp_path / "projects", {"one/plan.yaml": PLAN, "two/plan.yaml": PLAN})
    assert [site.id for site in find_plans(tmp_path / "projects")] == ["one", "two"]


def test_projects_without_a_plan_file(tmp_path: Path) -> None:
    write_files(tmp_path / "plans" / "x", {"projects/depot.yaml": PROJECT})
    ended = run_process(tmp_path, "validate", "--format", "json")
    assert ended.status == 1
    assert [(one["code"], one["file"]) for one in ended.findings] == [
        ("FRM19", "plans/x/plan.yaml")
    ]
    assert_refused(run_process(tmp_path, "report"), "x", "riep validate")
