"""Versions of plans are read from git's objects, the index, the work tree and folders."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from riep_plan.compare.versions.git import Repository
from riep_plan.compare.versions.pairs import Pair, pairs_of_folders
from riep_plan.compare.versions.request import compared, is_range, read_range
from riep_plan.values.refusal import Refused
from tests.support.git import Repo

HEAD = "riep: 1\nkind: work-programme\ntitle: {title}\n"
PROJECT = "riep: 1\ntitle: {title}\nallocation: {{core: {amount}}}\n"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    found = Repo(tmp_path / "region")
    found.commit(
        {
            "plans/north/plan.yaml": HEAD.format(title="North"),
            "plans/north/projects/depot.yaml": PROJECT.format(title="Depot", amount=10000),
            "plans/south.yaml": HEAD.format(title="South"),
            "README.md": "Plans of the region\n",
        }
    )
    return found


def told(found: Sequence[Pair]) -> list[tuple[str, str, str]]:
    """Give the titles of each plan before and after."""
    return [
        (
            one.id,
            one.before.plan.title if one.before and one.before.plan else "",
            one.after.plan.title if one.after and one.after.plan else "",
        )
        for one in found
    ]


def changed(
    repo: Repo, words: str, *within: str, staged: bool = False
) -> list[tuple[str, str, str]]:
    places = [repo.top / one for one in within]
    with compared(Repository(repo.top), read_range(words), places, staged=staged) as found:
        return told(found.pairs)


def test_two_commits(repo: Repo) -> None:
    repo.commit({"plans/north/plan.yaml": HEAD.format(title="Far North")})
    assert changed(repo, "HEAD~1..HEAD") == [("north", "North", "Far North")]
    assert changed(repo, "HEAD..HEAD~1") == [("north", "Far North", "North")]


def test_the_work_tree_with_files_that_git_does_not_know(repo: Repo) -> None:
    repo.write({"plans/east/plan.yaml": HEAD.format(title="East"), "plans/south.yaml": None})
    assert changed(repo, "HEAD") == [("east", "", "East"), ("south", "South", "")]


def test_the_index_is_apart_from_the_work_tree(repo: Repo) -> None:
    repo.write({"plans/south.yaml": HEAD.format(title="Deep South")})
    repo.git("add", "--all")
    repo.write({"plans/south.yaml": HEAD.format(title="Never staged")})
    assert changed(repo, "HEAD", staged=True) == [("south", "South", "Deep South")]


def test_three_dots_begin_where_the_two_parted(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "-b", "branch")
    repo.commit({"plans/south.yaml": HEAD.format(title="Branch")})
    repo.git("checkout", "--quiet", "main")
    repo.commit({"plans/north/plan.yaml": HEAD.format(title="Main")})
    assert changed(repo, "main...branch") == [("south", "South", "Branch")]
    assert changed(repo, "main..branch") == [
        ("north", "Main", "North"),
        ("south", "South", "Branch"),
    ]


def test_a_path_asks_for_its_whole_plan_and_no_other(repo: Repo) -> None:
    repo.commit(
        {
            "plans/north/projects/depot.yaml": PROJECT.format(title="Depot", amount=20000),
            "plans/south.yaml": HEAD.format(title="Other"),
        }
    )
    assert changed(repo, "HEAD~1", "plans/north/projects/depot.yaml") == [
        ("north", "North", "North")
    ]
    assert changed(repo, "HEAD~1", "plans/south.yaml") == [("south", "South", "Other")]
    with pytest.raises(Refused, match="is no version here, nor any plan of HEAD~1"):
        changed(repo, "HEAD~1", "plans/east")


def test_a_shared_policy_changes_the_plans_beside_it(repo: Repo) -> None:
    repo.commit({"plans/policies/region.yaml": "riep: 1\ntitle: Region\n"})
    assert [one[0] for one in changed(repo, "HEAD~1")] == ["north"]


def test_a_plan_under_a_new_name_is_the_same_plan(repo: Repo) -> None:
    repo.git("mv", "plans/north", "plans/north-2011")
    repo.commit({})
    assert changed(repo, "HEAD~1") == [("north-2011", "North", "North")]


def test_the_work_tree_is_never_touched(repo: Repo) -> None:
    repo.write({"plans/south.yaml": HEAD.format(title="Mine")})
    before = {path: path.read_bytes() for path in repo.top.rglob("*") if path.is_file()}
    changed(repo, "HEAD")
    changed(repo, "HEAD~0..HEAD")
    after = {path: path.read_bytes() for path in repo.top.rglob("*") if path.is_file()}
    assert after == before


@pytest.mark.parametrize(
    "words", ["no-such-branch", "--output=x", "-n", "HEAD^{tree}", "HEAD:README.md", "a\nb", "\0"]
)
def test_what_is_no_commit_is_refused_in_a_line(repo: Repo, words: str) -> None:
    assert not is_range(Repository(repo.top), words)
    with (
        pytest.raises(Refused, match=r"no commit|cannot be run"),
        compared(Repository(repo.top), read_range(words)),
    ):
        pass


def test_a_shallow_copy_says_how_to_get_the_rest(repo: Repo, tmp_path: Path) -> None:
    first = repo.git("rev-parse", "HEAD").strip()
    repo.commit({"plans/south.yaml": HEAD.format(title="Later")})
    copy = Repo(tmp_path / "copy")
    copy.git("fetch", "--quiet", "--depth=1", f"file://{repo.top}", "main")
    copy.git("reset", "--quiet", "--hard", "FETCH_HEAD")
    with pytest.raises(Refused) as refused:
        Repository(copy.top).commit(first)
    assert "git fetch --unshallow" in refused.value.advice


def test_a_folder_that_is_in_no_repository(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is in no git repository"):
        Repository.around(tmp_path)


def test_names_with_every_sort_of_character(repo: Repo) -> None:
    odd = 'plans/odd "name"\nwith £/plan.yaml'
    repo.commit({odd: HEAD.format(title="Odd")})
    assert [one[2] for one in changed(repo, "HEAD~1")] == ["Odd"]


def test_a_submodule_is_passed_over(repo: Repo, tmp_path: Path) -> None:
    other = Repo(tmp_path / "other")
    other.commit({"plan.yaml": HEAD.format(title="Elsewhere")})
    repo.git(
        "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other.top), "sub"
    )
    repo.commit({})
    assert changed(repo, "HEAD~1") == []


def test_a_link_out_of_the_plan_is_not_followed(repo: Repo, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text(HEAD.format(title="Secret"))
    link = repo.top / "plans" / "north" / "projects" / "link.yaml"
    link.symlink_to(secret)
    repo.commit({})
    with compared(Repository(repo.top), read_range("HEAD~1..HEAD")) as found:
        (pair,) = found.pairs
        assert pair.after is not None
        assert not pair.after.complete
        assert "Secret" not in str(pair.after)


def test_findings_name_files_from_the_top_of_the_repository(repo: Repo) -> None:
    repo.commit({"plans/north/projects/depot.yaml": "riep: 1\ntitle: Depot\nallocations: 1\n"})
    with compared(Repository(repo.top), read_range("HEAD~1..HEAD")) as found:
        (pair,) = found.pairs
        assert pair.after is not None
        assert [file.name for file in pair.after.files if file.problems] == [
            "plans/north/projects/depot.yaml"
        ]


def test_two_folders_without_git(tmp_path: Path) -> None:
    for name, title in (("old", "North"), ("new", "Far North")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "plan.yaml").write_text(HEAD.format(title=title))
    assert told(pairs_of_folders(tmp_path / "old", tmp_path / "new")) == [
        ("new", "North", "Far North")
    ]
