"""``riep diff`` and ``riep validate --changed-since`` as reviewers run them."""

import json
from pathlib import Path

import pytest

from tests.cli.running import FUNDED_PLAN, Ended, Runner
from tests.support.git import Repo

PROJECT = """\
    riep: 1
    title: Depot
    spend:
      core: {revenue: {Q1: 10000, Q2: 20000}}
    """
DEPOT = "plans/north/projects/depot.yaml"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository in the folder that the command runs in."""
    found = Repo(tmp_path)
    found.commit({"plans/north/plan.yaml": FUNDED_PLAN, DEPOT: PROJECT})
    return found


def moved(repo: Repo) -> None:
    repo.write({DEPOT: PROJECT.replace("10000", "12000").replace("20000", "18000")})


def told(ended: Ended) -> str:
    """What was written, without its line ends."""
    return " ".join(ended.out.split())


@pytest.mark.usefixtures("repo")
def test_nothing_changed(riep: Runner) -> None:
    ended = riep("diff")
    assert (ended.status, ended.err) == (0, "")
    assert "Nothing changes in meaning." in ended.out


def test_money_that_moves_in_the_work_tree(repo: Repo, riep: Runner) -> None:
    moved(repo)
    ended = riep("diff")
    assert ended.status == 1
    assert "£2,000 (6.7%) moves from Q2 to Q1; its total stays £30,000." in told(ended)
    assert f"{DEPOT}:4" in ended.out


def test_a_spelling_is_no_change(repo: Repo, riep: Runner) -> None:
    repo.write(
        {DEPOT: PROJECT.replace("10000", "£10_000").replace("title: Depot", "title: 'Depot'")}
    )
    assert riep("diff").status == 0


@pytest.mark.parametrize(
    "asked", [["HEAD~1..HEAD"], ["HEAD~1", "HEAD"], ["HEAD~1...HEAD", "plans"]]
)
def test_two_commits(repo: Repo, riep: Runner, asked: list[str]) -> None:
    moved(repo)
    repo.commit({})
    ended = riep("diff", "--format", "json", *asked)
    told = json.loads(ended.out)
    assert ended.status == 1
    assert [one["plan"] for one in told["plans"]] == ["north"]
    assert told["head"] == "HEAD"


def test_what_is_staged(repo: Repo, riep: Runner) -> None:
    moved(repo)
    assert riep("diff", "--staged").status == 0
    repo.git("add", "--all")
    assert riep("diff", "--cached", "--quiet") == Ended(1, "", "")


def test_a_status_of_nought_where_that_is_asked(repo: Repo, riep: Runner) -> None:
    moved(repo)
    assert riep("diff", "--no-exit-code").status == 0


def test_two_folders_that_are_in_no_repository(riep: Runner, tmp_path: Path) -> None:
    for name, title in (("old", "One"), ("new", "Two")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "plan.yaml").write_text(
            f"riep: 1\nkind: delivery-plan\ntitle: {title}\n"
        )
    ended = riep("diff", "old", "new")
    assert ended.status == 1
    assert "One" in ended.out
    assert "Two" in ended.out


@pytest.mark.parametrize("format_", ["text", "markdown", "json", "html"])
def test_every_format_to_a_file(repo: Repo, riep: Runner, format_: str, tmp_path: Path) -> None:
    moved(repo)
    ended = riep("diff", "--format", format_, "--output", "out")
    assert (ended.status, ended.out) == (1, "")
    written = (tmp_path / "out").read_text()
    assert "£2,000 (6.7%) moves from Q2 to Q1" in " ".join(written.split())


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            ["nowhere"],
            "riep: nowhere is no version here, nor any plan of HEAD or of the work tree.",
        ),
        (["nowhere..HEAD"], "riep: git knows no commit nowhere here."),
        (["--format", "pdf"], "riep: there is no format “pdf”; the formats are "),
        (["--no-index", "plans"], "riep: without git, name two files or folders to compare."),
        (["--no-index", "plans", "gone"], "riep: there is no file or folder gone."),
        (["HEAD", "../elsewhere"], "riep: ../elsewhere is outside the repository"),
    ],
)
@pytest.mark.usefixtures("repo")
def test_what_cannot_be_compared(riep: Runner, asked: list[str], said: str) -> None:
    ended = riep("diff", *asked)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith(said)


def test_a_name_that_is_a_version_and_a_path(repo: Repo, riep: Runner) -> None:
    repo.git("branch", "plans")
    ended = riep("diff", "plans")
    assert ended.status == 2
    assert "write ./plans for the path, or refs/heads/plans for the version" in ended.err
    assert riep("diff", "./plans").status == 0
    assert riep("diff", "refs/heads/plans").status == 0


def test_no_repository(riep: Runner) -> None:
    ended = riep("diff")
    assert ended.status == 2
    assert "is in no git repository" in ended.err


def test_only_plans_that_changed_are_checked(repo: Repo, riep: Runner) -> None:
    repo.commit({"plans/south/plan.yaml": FUNDED_PLAN + "titel: South\n"})
    assert riep("validate").status == 1
    assert riep("validate", "--changed-since", "HEAD").status == 0
    repo.write({DEPOT: PROJECT + "    titel: Depot\n"})
    ended = riep("validate", "--changed-since", "HEAD", "--format", "json")
    assert ended.status == 1
    assert {(one["plan"], one["code"]) for one in ended.findings} == {("north", "FRM03")}


def test_what_main_changed_meanwhile_is_not_this_change(repo: Repo, riep: Runner) -> None:
    repo.git("checkout", "--quiet", "-b", "branch")
    repo.commit({DEPOT: PROJECT.replace("10000", "12000")})
    repo.git("checkout", "--quiet", "main")
    repo.commit({"plans/south/plan.yaml": FUNDED_PLAN})
    repo.git("checkout", "--quiet", "branch")
    ended = riep("validate", "--changed-since", "main", "--format", "json")
    assert ended.report["summary"]["plans"] == 1


def test_a_plan_that_is_gone_is_told(repo: Repo, riep: Runner) -> None:
    repo.commit({"plans/south/plan.yaml": FUNDED_PLAN})
    repo.write({"plans/south/plan.yaml": None})
    ended = riep("validate", "--changed-since", "HEAD")
    assert ended.status == 0
    assert ended.err == "riep: south is gone since HEAD.\n"


@pytest.mark.usefixtures("repo")
def test_changes_are_not_for_fixing(riep: Runner) -> None:
    ended = riep("validate", "--changed-since", "HEAD", "--fix")
    assert ended.status == 2


RETURN = """\
    riep: 1
    projects:
      depot:
        received: 5 July 2010
        summary: The site is cleared.
        signed_off: {by: Depot manager, on: 5 July 2010}
        accepted: {by: Programme manager, on: 12 July 2010}
    """


def test_a_plan_with_accepted_returns_is_not_taken_out(repo: Repo, riep: Runner) -> None:
    repo.commit({"plans/north/returns/Q1.yaml": RETURN})
    repo.git("rm", "-r", "--quiet", "plans/north")
    ended = riep("validate", "--changed-since", "HEAD", "--format", "json")
    assert ended.status == 1
    (found,) = ended.findings
    assert found["code"] == "CHG03"
    assert "with 1 accepted return." in found["message"]


def test_a_plan_that_is_over_may_be_moved_away(repo: Repo, riep: Runner) -> None:
    repo.commit({"plans/north/returns/Q1.yaml": RETURN, "plans/south/plan.yaml": FUNDED_PLAN})
    repo.write({"archive/.keep": ""})
    repo.git("mv", "plans/north", "archive/north")
    ended = riep("validate", "--changed-since", "HEAD", "--select", "CHG")
    assert (ended.status, ended.err) == (0, "")
