"""A repository that is set up: git's own commands compare and merge plans by what they say."""

import subprocess
import sys
from pathlib import Path, PurePosixPath
from shlex import quote

import pytest

from riep_plan.compare.versions.git import Repository
from riep_plan.compare.versions.setup import ATTRIBUTES, set_up, take_back
from tests.support.git import Repo

COMMAND = f"{quote(sys.executable)} -m riep_plan"
PLAN = "riep: 1\nkind: work-programme\ntitle: North\n"
PROJECT = """\
    riep: 1
    title: Depot
    spend:
      core: {revenue: {total: 30000, Q1: 10000, Q2: 20000}}
    """


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    found = Repo(tmp_path / "region")
    found.commit({"plans/north/plan.yaml": PLAN, "plans/north/projects/depot.yaml": PROJECT})
    set_up(Repository(found.top), COMMAND, [PurePosixPath("plans")])
    found.commit({}, "Set up")
    return found


def both_sides(repo: Repo, ours: str, theirs: str) -> None:
    """Commit one version of the project on a branch, another on the main line."""
    name = "plans/north/projects/depot.yaml"
    repo.git("checkout", "--quiet", "-b", "branch")
    repo.commit({name: theirs}, "Theirs")
    repo.git("checkout", "--quiet", "main")
    repo.commit({name: ours}, "Ours")


def read(repo: Repo) -> str:
    return (repo.top / "plans/north/projects/depot.yaml").read_text()


def test_git_merges_two_figures_of_one_line(repo: Repo) -> None:
    both_sides(repo, PROJECT.replace("10000", "12000"), PROJECT.replace("20000", "18000"))
    repo.git("merge", "--quiet", "branch")
    assert "{total: 30000, Q1: 12000, Q2: 18000}" in read(repo)


def test_git_stops_at_a_figure_that_both_changed(repo: Repo) -> None:
    both_sides(repo, PROJECT.replace("10000", "12000"), PROJECT.replace("10000", "14000"))
    with pytest.raises(subprocess.CalledProcessError) as stopped:
        repo.git("merge", "--quiet", "branch")
    assert (
        "plans/north/projects/depot.yaml: spend/core/revenue/Q1 was 10000; "
        "it is 12000 here and 14000 there."
    ) in stopped.value.stderr
    assert read(repo).count("<<<<<<< ours") == 1
    assert "UU plans/north/projects/depot.yaml" in repo.git("status", "--porcelain")


def test_a_file_that_is_no_yaml_is_merged_as_git_does(repo: Repo) -> None:
    both_sides(repo, "one: [\ntwo\nthree\n", "one: [\ntwo\nthree\nfour: }\n")
    with pytest.raises(subprocess.CalledProcessError):
        repo.git("merge", "--quiet", "branch")
    assert "<<<<<<< ours" in read(repo)


def test_a_log_tells_values_with_the_keys_that_lead_to_them(repo: Repo) -> None:
    repo.commit({"plans/north/projects/depot.yaml": PROJECT.replace("20000", "£18_000")})
    told = repo.git("log", "--patch", "--max-count=1")
    assert "-spend › core › revenue › Q2: 20000" in told
    assert "+spend › core › revenue › Q2: £18_000" in told


def test_setting_up_twice_changes_nothing(repo: Repo) -> None:
    steps = set_up(Repository(repo.top), COMMAND, [PurePosixPath("plans")])
    assert [one for one in steps if one.is_change] == []


def test_all_that_was_set_up_can_be_taken_back(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "region")
    own = "*.png binary\n"
    repo.commit({ATTRIBUTES: own})
    before = repo.git("config", "--local", "--list")
    set_up(Repository(repo.top), COMMAND, [PurePosixPath("plans"), PurePosixPath("a b")])
    assert '"/a b/**/*.yaml" diff=riep merge=riep\n' in (repo.top / ATTRIBUTES).read_text()
    take_back(Repository(repo.top))
    assert (repo.top / ATTRIBUTES).read_text() == own
    assert repo.git("config", "--local", "--list") == before
