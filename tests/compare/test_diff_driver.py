"""git's own commands say what a plan's files mean, in every form in which git calls a driver."""

import os
import subprocess
import sys
from pathlib import Path, PurePosixPath
from shlex import quote

import pytest

from riep_plan.compare.versions.driver import read_call
from riep_plan.compare.versions.git import Repository
from riep_plan.compare.versions.setup import set_up
from tests.cli.running import run_process
from tests.support.git import Repo

COMMAND = f"{quote(sys.executable)} -m riep_plan"
PLAN = """\
    riep: 1
    kind: work-programme
    title: North
    unit: thousand
    funding:
      core: {title: Core grant, kind: core}
    """
DEPOT = "plans/north/projects/depot.yaml"
MOVED = (
    "Revenue of Depot from Core grant: £2,000 (6.7%) moves from Q2 to Q1; its total stays £30,000."
)


def project(title: str = "Depot", q1: int | str = 20, q2: int | str = 10) -> str:
    return f"""\
    riep: 1
    title: {title}
    spend:
      core: {{revenue: {{total: 30, Q1: {q1}, Q2: {q2}}}}}
    """


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    found = Repo(tmp_path / "region")
    found.commit({"plans/north/plan.yaml": PLAN, DEPOT: project()}, "Begin")
    set_up(Repository(found.top), COMMAND, [PurePosixPath("plans")])
    found.commit({}, "Set up")
    return found


def flat(told: str) -> str:
    """Give a text on one line, however it was wrapped."""
    return " ".join(told.split())


def test_the_work_tree(repo: Repo) -> None:
    repo.write({DEPOT: project(q1=22, q2=8)})
    told = repo.git("diff")
    assert told.startswith(f"{DEPOT}\nThis moves £2,000 of revenue from Q2 to Q1 in one project.")
    assert MOVED in flat(told)
    assert "diff --git" not in told
    assert max(map(len, told.splitlines())) <= 80


def test_the_index(repo: Repo) -> None:
    repo.write({DEPOT: project(q1=22, q2=8)})
    repo.git("add", "--all")
    repo.write({DEPOT: project(q1=30, q2=0)})
    assert MOVED in flat(repo.git("diff", "--cached"))


def test_two_commits_and_a_path(repo: Repo) -> None:
    repo.commit({DEPOT: project(q1=22, q2=8), "plans/north/plan.yaml": PLAN + "# a remark\n"})
    told = repo.git("diff", "HEAD~1", "HEAD", "--", DEPOT)
    assert MOVED in flat(told)
    assert "plan.yaml" not in told.replace(DEPOT, "")


@pytest.mark.parametrize("command", [("log", "-p", "-1"), ("show",)])
def test_a_log_that_is_asked_for_drivers(repo: Repo, command: tuple[str, ...]) -> None:
    repo.commit({DEPOT: project(q1=22, q2=8)}, "Move it")
    told = repo.git(*command, "--ext-diff")
    assert MOVED in flat(told)
    assert "Move it" in told


def test_a_new_file_and_a_deleted_one(repo: Repo) -> None:
    repo.commit({"plans/north/projects/care.yaml": project("Care")}, "Care")
    told = repo.git("show", "--ext-diff")
    assert "plans/north/projects/care.yaml (new)" in told
    assert "Project “Care” is added, with £30,000." in told
    repo.commit({"plans/north/projects/care.yaml": None}, "No care")
    told = repo.git("show", "--ext-diff")
    assert "plans/north/projects/care.yaml (deleted)" in told
    assert "Project “Care” is removed, with £30,000." in told


def test_a_new_plan_and_a_deleted_one(repo: Repo) -> None:
    repo.commit({"plans/south.yaml": PLAN}, "South")
    assert "plans/south.yaml (new)\nThis is a new plan." in repo.git("show", "--ext-diff")
    repo.git("rm", "--quiet", "-r", "plans/north")
    repo.commit({}, "No north")
    told = repo.git("show", "--ext-diff")
    assert "plans/north/plan.yaml (deleted)\nThis takes the whole plan out." in told
    assert f"{DEPOT} (deleted)\nIt cannot be read as a part of a plan that is here." in flat_heads(
        told
    )


def flat_heads(told: str) -> str:
    return told.replace(" Line by line:", "")


def test_a_renamed_file(repo: Repo) -> None:
    repo.git("mv", DEPOT, "plans/north/projects/yard.yaml")
    repo.commit({"plans/north/projects/yard.yaml": project(q1=22, q2=8)}, "Yard")
    told = repo.git("show", "--ext-diff", "--find-renames=20%")
    assert told.count(f"{DEPOT} → plans/north/projects/yard.yaml\n") == 1
    assert "Project “Depot” has another id: depot is now yard." in flat(told)
    assert MOVED in flat(told)


def test_a_file_that_is_copied(repo: Repo) -> None:
    repo.commit({"plans/north/projects/yard.yaml": project(q2=9), DEPOT: project(q2=11)}, "Yard")
    told = repo.git("show", "--ext-diff", "--find-copies=20%")
    assert f"{DEPOT} → plans/north/projects/yard.yaml\n" in told
    assert "Project “Depot” is added" in told
    assert "removed" not in told


def test_the_folder_of_a_plan_is_renamed(repo: Repo) -> None:
    repo.git("mv", "plans/north", "plans/far-north")
    repo.commit({"plans/far-north/projects/depot.yaml": project(q1=22, q2=8)}, "Rename")
    told = repo.git("show", "--ext-diff", "--find-renames=20%")
    assert MOVED in flat(told)
    assert "plans/north/plan.yaml → plans/far-north/plan.yaml\nNothing changes in meaning" in told


def test_only_comments_and_order(repo: Repo) -> None:
    repo.write({DEPOT: f"    # a remark\n{project()}"})
    told = flat(repo.git("diff"))
    assert told == (
        f"{DEPOT} Nothing changes in meaning: only comments, order or layout. "
        "`git diff --no-ext-diff --no-textconv` shows the lines."
    )


def test_a_file_that_is_no_yaml_is_shown_line_by_line(repo: Repo) -> None:
    repo.write({DEPOT: "title: [\nriep: \x1b[31m1\n"})
    told = repo.git("diff")
    assert told.startswith(
        f"{DEPOT}\nIt cannot be read as a part of a plan that is here. Line by line:\n@@ "
    )
    assert "+title: [\n+riep: <U+001B>[31m1\n" in told
    assert "-title: Depot\n" in told


def test_bytes_that_are_no_text(repo: Repo) -> None:
    repo.write({DEPOT: b"\x00\xff\xfe"})
    assert "Binary files differ" in repo.git("diff")


def test_shared_policies_and_strays_are_shown_line_by_line(repo: Repo) -> None:
    repo.write({"plans/policies/p.yaml": "title: One\n", "plans/north/odd/x.yaml": "a: 1\n"})
    repo.git("add", "--all")
    told = repo.git("diff", "--cached")
    assert told.count("Line by line:") == 2
    assert "+title: One\n" in told
    assert "+a: 1\n" in told


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize(
    "name", ["a b.yaml", 'a "b".yaml', "a\nb.yaml", "é.yaml", "-x.yaml", "--help.yaml"]
)
def test_odd_names(repo: Repo, name: str) -> None:
    path = f"plans/{name}"
    repo.commit({path: PLAN}, "Odd")
    repo.write({path: PLAN.replace("North", "Far North")})
    told = repo.git("diff")
    assert told.startswith(path.replace("\n", "<U+000A>"))
    assert "North” becomes “Far North”" in flat(told) or "Far North" in told


def test_an_odd_name_at_the_top(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "region")
    set_up(Repository(repo.top), COMMAND, [PurePosixPath()])
    repo.commit({"--help.yaml": PLAN}, "Odd")
    repo.write({"--help.yaml": PLAN.replace("North", "South")})
    told = repo.git("diff")
    assert told.startswith("--help.yaml\n")
    assert "South" in told


def test_a_plan_at_the_top_with_returns(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "north")
    set_up(Repository(repo.top), COMMAND, [PurePosixPath()])
    calendar = "    calendar:\n      Q1: {from: April 2010, to: June 2010}\n"
    returned = "returns/Q1/depot.yaml"
    files = {"plan.yaml": PLAN.rstrip(" ") + calendar, "projects/depot.yaml": project()}
    repo.commit({**files, returned: "riep: 1\nspend:\n  core: {revenue: {actual: 9}}\n"}, "Begin")
    repo.write({returned: "riep: 1\nspend:\n  core: {revenue: {actual: 8}}\n"})
    told = flat(repo.git("diff"))
    assert told.startswith(f"{returned} This changes returns in one place.")
    assert "£9,000" in told
    assert "£8,000" in told


@pytest.mark.parametrize("options", [(), ("--relative",)])
def test_from_a_folder_below(repo: Repo, options: tuple[str, ...]) -> None:
    repo.write({DEPOT: project(q1=22, q2=8)})
    told = repo.git("-C", "plans/north", "diff", *options)
    assert told.startswith("projects/depot.yaml\n" if options else f"{DEPOT}\n")
    assert MOVED in flat(told)


def test_colour_as_git_is_set(repo: Repo) -> None:
    repo.write({DEPOT: project(q1=22, q2=8)})
    assert "\x1b[" not in repo.git("diff")
    assert "\x1b[1m" in repo.git("-c", "color.ui=always", "diff")
    assert "\x1b[1m" in repo.git("-c", "color.diff=always", "diff")
    assert "\x1b[" not in repo.git("-c", "color.ui=always", "-c", "color.diff=never", "diff")
    assert MOVED in flat(repo.git("diff", "--color=always"))


def test_several_files_end_with_what_tells_them_together(repo: Repo) -> None:
    repo.commit({"plans/north/projects/care.yaml": project("Care")}, "Care")
    repo.write({DEPOT: project(q1=21), "plans/north/projects/care.yaml": project("Care", q1=19)})
    told = repo.git("diff")
    assert flat(told).count("`riep diff` tells what all these files change together") == 1
    assert "All changes together" in told
    assert "The plan" not in told


def test_a_change_of_mode_is_said(repo: Repo) -> None:
    repo.git("update-index", "--chmod=+x", DEPOT)
    assert f"{DEPOT} (mode 100644 → 100755)\n" in repo.git("diff", "--cached")


def test_a_link_is_shown_line_by_line(repo: Repo) -> None:
    (repo.top / DEPOT).unlink()
    (repo.top / DEPOT).symlink_to("/etc/hostname")
    told = repo.git("diff")
    assert "+/etc/hostname" in told
    repo.git("add", "--all")
    assert "+/etc/hostname" in repo.git("diff", "--cached")


def test_a_file_in_conflict(repo: Repo) -> None:
    repo.git("config", "merge.riep.driver", "false")
    repo.git("checkout", "--quiet", "-b", "branch")
    repo.commit({DEPOT: project(q1=1)}, "Theirs")
    repo.git("checkout", "--quiet", "main")
    repo.commit({DEPOT: project(q1=2)}, "Ours")
    with pytest.raises(subprocess.CalledProcessError):
        repo.git("merge", "--quiet", "branch")
    assert f"{DEPOT}: in conflict" in repo.git("diff", "HEAD", "--cached")


def test_the_work_tree_and_the_index_are_left_as_they_are(repo: Repo) -> None:
    repo.write({DEPOT: project(q1=22, q2=8)})
    before = sorted((path, path.stat().st_mtime_ns) for path in (repo.top / "plans").rglob("*"))
    repo.git("diff")
    after = sorted((path, path.stat().st_mtime_ns) for path in (repo.top / "plans").rglob("*"))
    assert after == before


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("a", "b"),
        ("p.yaml", "/no/such", "0" * 40, "100644", "/dev/null", ".", "."),
        ("p.yaml", "/dev/null", ".", ".", "/no/such", "0" * 40, "100644"),
    ],
)
def test_whatever_is_wrong_git_goes_on(tmp_path: Path, words: tuple[str, ...]) -> None:
    ended = run_process(tmp_path, "git", "diff-driver", *words)
    assert ended.status == 0
    assert len(ended.out.splitlines()) == 1
    assert ended.err == ""


def test_the_words_of_a_renamed_file(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_bytes(b"1")
    new.write_bytes(b"2")
    words = ("a", str(old), "f" * 40, "100644", str(new), "e" * 40, "100755", "b", "rename from a")
    call = read_call(words)
    assert (call.path, call.new_path, call.before, call.after) == ("a", "b", b"1", b"2")
    assert call.modes == ("100644", "100755")
    assert not call.keeps_old
    assert read_call((*words[:-1], "copy from a")).keeps_old
