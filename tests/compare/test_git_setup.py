"""A repository that is set up: git's own commands compare and merge plans by what they say."""

import subprocess
import sys
from pathlib import Path, PurePosixPath
from shlex import quote

import pytest

from riep_plan.cli.git import install
from riep_plan.compare.merging.flat import flat
from riep_plan.compare.versions.git import Repository
from riep_plan.compare.versions.setup import ATTRIBUTES, set_up, take_back
from riep_plan.values.refusal import Refused
from tests.cli.running import run_process
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


def attributes(repo: Repo, *paths: str) -> dict[str, str]:
    """Give which driver git compares each file with."""
    told = repo.git("check-attr", "-z", "diff", "--", *paths).split("\0")
    return dict(zip(told[::3], told[2::3], strict=False))


@pytest.mark.parametrize(
    "name",
    ["a[b]c", "a*c", "a?c", 'q"uo\\te', "#hash", "!not", "é", "é b", "a\n* diff=evil\nb", "\x1b"],
)
def test_any_name_of_a_folder_means_that_folder_alone(repo: Repo, name: str) -> None:
    set_up(Repository(repo.top), COMMAND, [PurePosixPath(name)])
    there, elsewhere = f"{name}/one/plan.yaml", "abc/plan.yaml"
    assert attributes(repo, there, elsewhere) == {there: "riep", elsewhere: "unspecified"}
    assert all("evil" not in one for one in attributes(repo, "x.txt").values())


@pytest.mark.parametrize("own", [b"*.txt text\r\n*.x -text\r\n", b"\xff.txt text\n", b"*.a b\n"])
def test_other_lines_of_attributes_stay_to_the_byte(tmp_path: Path, own: bytes) -> None:
    repo = Repo(tmp_path / "region")
    repo.commit({"a.txt": "a"})
    file = repo.top / ATTRIBUTES
    file.write_bytes(own)
    set_up(Repository(repo.top), COMMAND, [PurePosixPath("plans")])
    assert file.read_bytes().startswith(own)
    assert attributes(repo, "plans/one.yaml") == {"plans/one.yaml": "riep"}
    take_back(Repository(repo.top))
    assert file.read_bytes() == own


@pytest.mark.parametrize("again", [True, False])
def test_lines_after_a_block_that_lost_its_end_stay(repo: Repo, again: bool) -> None:
    file = repo.top / ATTRIBUTES
    before = file.read_bytes()
    file.write_bytes(before.replace(b"# riep: end\n", b"*.mine text\n"))
    if again:
        set_up(Repository(repo.top), COMMAND, [PurePosixPath("plans")])
        assert file.read_bytes() == before + b"*.mine text\n"
    take_back(Repository(repo.top))
    assert file.read_bytes() == b"*.mine text\n"


def test_attributes_that_are_a_link_are_not_written_through(tmp_path: Path) -> None:
    repo, outside = Repo(tmp_path / "region"), tmp_path / "outside"
    outside.write_text("Mine\n")
    repo.commit({"a.txt": "a"})
    (repo.top / ATTRIBUTES).symlink_to(outside)
    before = repo.git("config", "--local", "--list")
    with pytest.raises(Refused, match="is a link"):
        set_up(Repository(repo.top), COMMAND, [PurePosixPath("plans")])
    take_back(Repository(repo.top))
    assert outside.read_text() == "Mine\n"
    assert (repo.top / ATTRIBUTES).is_symlink()
    assert repo.git("config", "--local", "--list") == before


def test_git_takes_no_module_of_a_branch_for_riep(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.chdir(repo.top)
    install([Path("plans")])
    name = "plans/north/projects/depot.yaml"
    repo.commit(
        {
            "riep_plan/__init__.py": "",
            "riep_plan/__main__.py": "print('taken')",
            "typer.py": "print('taken')",
        }
    )
    (repo.top / name).write_text(PROJECT.replace("20000", "18000"))
    told = repo.git("diff")
    assert "taken" not in told
    assert "£2,000" in told


@pytest.mark.parametrize("name", ["-h.yaml", "--help.yaml"])
def test_a_file_that_is_called_like_an_option_is_merged(tmp_path: Path, name: str) -> None:
    repo = Repo(tmp_path / "region")
    set_up(Repository(repo.top), COMMAND, [PurePosixPath()])
    repo.commit({name: "riep: 1\na: 1\nb: 1\n"})
    repo.git("checkout", "--quiet", "-b", "branch")
    repo.commit({name: "riep: 1\na: 2\nb: 1\n"})
    repo.git("checkout", "--quiet", "main")
    repo.commit({name: "riep: 1\na: 1\nb: 2\n"})
    repo.git("merge", "--quiet", "branch")
    assert (repo.top / name).read_text() == "riep: 1\na: 2\nb: 2\n"
    (repo.top / name).write_text("riep: 1\na: 3\nb: 2\n")
    assert "+a: 3" in repo.git("diff", "--no-ext-diff", "--textconv")


def test_a_log_writes_no_sign_that_acts_on_a_terminal() -> None:
    told = flat(b'riep: 1\n"k\\e[2J": "a\\e]0;x\\a\\u202eb"\n').decode()
    assert told == "k<U+001B>[2J: a<U+001B>]0;x<U+0007><U+202E>b\nriep: 1\n"


@pytest.mark.parametrize(("size", "signs"), [("0", 1), ("2000000000", 200)])
def test_a_marker_is_of_a_length_that_can_be_written(tmp_path: Path, size: str, signs: int) -> None:
    for name, title in (("base", "A"), ("ours", "B"), ("theirs", "C")):
        (tmp_path / name).write_text(f"riep: 1\ntitle: {title}\n")
    ended = run_process(
        tmp_path, "git", "merge-driver", "--", "base", "ours", "theirs", size, "plan.yaml"
    )
    assert ended.status == 1
    assert f"\n{'<' * signs} ours\n" in (tmp_path / "ours").read_text()
