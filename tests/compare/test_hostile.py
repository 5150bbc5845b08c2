"""Whatever stands in a repository: one clear line or a right answer, and never a changed file."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent, indent

import pytest

from tests.cli.running import Ended, assert_no_traceback, run_process
from tests.compare.year import riep
from tests.support.git import Repo

PLAN = """\
    riep: 1
    kind: work-programme
    title: North
    calendar:
      Q1: {from: April 2025, to: June 2025}
      Q2: {from: July 2025, to: September 2025}
    funding:
      core: {title: Core grant, kind: core, amount: 30000}
    """
DEPOT = """\
    riep: 1
    title: Depot
    spend:
      core:
        revenue: {total: 30000, Q1: 10000, Q2: 20000}
    """
HEAD, PROJECT = "plans/north/plan.yaml", "plans/north/projects/depot.yaml"
LATER = DEPOT.replace("Q1: 10000, Q2: 20000", "Q1: 5000, Q2: 25000")
MOVED = "£5,000"
VERBS = (("diff", "HEAD~1"), ("validate", "--changed-since", "HEAD~1"))
each_verb = pytest.mark.parametrize("words", VERBS, ids=["diff", "validate"])


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """A repository of one plan and two commits, the later of which moves £5,000."""
    found = Repo(tmp_path / "region")
    found.commit({HEAD: PLAN, PROJECT: DEPOT})
    found.commit({PROJECT: LATER}, "Later")
    return found


def snapshot(top: Path) -> dict[str, bytes]:
    """Everything in a work tree, byte for byte, and the index."""
    found = {}
    for path in sorted(top.rglob("*")):
        name = os.fsencode(path.relative_to(top))
        if path.is_symlink():
            found[os.fsdecode(name)] = os.fsencode(path.readlink())
        elif path.is_file() and (not name.startswith(b".git/") or name == b".git/index"):
            found[os.fsdecode(name)] = path.read_bytes()
    return found


def asked(top: Path, *words: str) -> Ended:
    """Run riep in a folder: it ends as it may, and changes nothing there."""
    before = snapshot(top)
    ended = riep(top, *words)
    well_ended(ended)
    assert snapshot(top) == before
    return ended


def well_ended(ended: Ended) -> None:
    assert_no_traceback(ended)
    assert "a fault of riep's own" not in ended.err
    assert "riep could not judge" not in ended.out
    assert ended.status in (0, 1, 2)
    if ended.status == 2 and not ended.out:
        assert len(ended.err.splitlines()) == 1, ended.err


def refused(ended: Ended, *words: str) -> None:
    assert (ended.status, ended.out) == (2, "")
    for one in words:
        assert one in ended.err


# --- what is asked for ---


@pytest.mark.parametrize(
    "revision",
    [
        *("--output=/tmp/owned", "-O/tmp/owned", "--upload-pack=touch owned", "--all", "-"),
        *("HEAD --exec=x", "no\nsuch", "no'such\"one", "HEAD^{tree}", "HEAD:plans", "@{-1}", ":/x"),
        *("..", "...", "HEAD..", "..HEAD~9", "HEAD~9...HEAD", "", " ", "\x1b[31mred", "x" * 5000),
        "$(touch owned)",
    ],
)
@pytest.mark.parametrize("verb", ["diff", "validate"])
def test_a_revision_is_never_an_option(repo: Repo, verb: str, revision: str) -> None:
    words = (
        ("diff", "--", revision) if verb == "diff" else ("validate", f"--changed-since={revision}")
    )
    ended = asked(repo.top, *words)
    assert "\x1b" not in ended.out + ended.err
    assert not (repo.top / "owned").exists()
    assert not Path("/tmp/owned").exists()  # noqa: S108  where an option would have written
    if ended.status == 2:
        assert len(ended.err) < 400


def test_a_branch_that_is_called_like_an_option(repo: Repo) -> None:
    commit = repo.git("rev-parse", "HEAD~1").strip()
    repo.git("update-ref", "refs/heads/--output=owned", commit)
    ended = asked(repo.top, "diff", "--", "--output=owned..HEAD")
    assert (ended.status, MOVED in ended.out) == (1, True)
    ended = asked(repo.top, "validate", "--changed-since=--output=owned")
    assert ended.status == 0


NAMES = (
    "two\nlines",
    "quo\"te's",
    "-leading",
    "--output=x",
    "tab\there",
    "é ü",
    "back\\slash",
    "*",
)


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
@pytest.mark.parametrize("name", NAMES)
def test_folders_with_every_sort_of_name(repo: Repo, name: str) -> None:
    repo.commit({f"plans/{name}/plan.yaml": PLAN, f"plans/{name}/projects/depot.yaml": DEPOT})
    repo.commit({f"plans/{name}/projects/depot.yaml": LATER}, "Later")
    for words in (
        ("diff", "HEAD~1..HEAD"),
        ("diff", "HEAD~1..HEAD", "--format", "markdown"),
        ("diff", "HEAD~1..HEAD", "--", f"plans/{name}"),
        ("diff", "HEAD~1..HEAD", "--format", "json", "--", f"./plans/{name}/projects/depot.yaml"),
    ):
        ended = asked(repo.top, *words)
        assert (ended.status, ended.err) == (1, "")
        assert MOVED in ended.out or '"amount": "5000"' in ended.out
    assert asked(repo.top, "validate", "--changed-since", "HEAD~1").status in (0, 1)


# --- what sort of repository it is ---


def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "region")
    repo.write({HEAD: PLAN, PROJECT: DEPOT})
    for words in (("diff",), ("diff", "--staged"), ("validate", "--changed-since", "HEAD")):
        refused(asked(repo.top, *words), "no commit")


def test_a_repository_without_a_work_tree(repo: Repo, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    repo.git("clone", "--quiet", "--bare", str(repo.top), str(bare))
    for words in VERBS:
        ended = riep(bare, *words)
        well_ended(ended)
        refused(ended, "work tree")


def test_inside_the_folder_of_git(repo: Repo) -> None:
    ended = riep(repo.top / ".git", "diff", "HEAD~1")
    well_ended(ended)
    refused(ended, "work tree")


def test_no_branch_at_all(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "--detach")
    assert MOVED in asked(repo.top, "diff", "HEAD~1").out
    assert asked(repo.top, "validate", "--changed-since", "main~1").status == 0


def test_a_copy_with_the_latest_history_only(repo: Repo, tmp_path: Path) -> None:
    repo.commit({PROJECT: DEPOT}, "And back")
    shallow = tmp_path / "shallow"
    repo.git("clone", "--quiet", "--depth=2", f"file://{repo.top}", str(shallow))
    assert MOVED in asked(shallow, "diff", "HEAD~1").out
    assert asked(shallow, "validate", "--changed-since", "HEAD~1").status == 0
    for words in (("diff", "HEAD~2"), ("validate", "--changed-since", "HEAD~2")):
        refused(asked(shallow, *words), "git fetch --unshallow")


def test_limits_in_a_copy_with_the_latest_history_only(repo: Repo, tmp_path: Path) -> None:
    """What was approved earlier is not known there; what is beyond a limit is."""
    policy = "riep: 1\ndelegated:\n  all: {text: Small changes, limit: 100, cumulative: 200}\n"
    repo.commit({"plans/north/policy.yaml": policy})
    repo.commit({PROJECT: DEPOT}, "And back")
    shallow = tmp_path / "shallow"
    repo.git("clone", "--quiet", "--depth=2", f"file://{repo.top}", str(shallow))
    ended = asked(shallow, "validate", "--changed-since", "HEAD~1")
    assert (ended.status, "CHG01" in ended.out) == (1, True)


def test_a_repository_within_a_repository(repo: Repo, tmp_path: Path) -> None:
    other = Repo(tmp_path / "other")
    other.commit({"plan.yaml": PLAN})
    repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other.top),
             "plans/other")  # fmt: skip
    repo.commit({}, "A submodule")
    Repo(repo.top / "plans" / "other").commit({"plan.yaml": PLAN.replace("North", "Elsewhere")})
    repo.commit({}, "Another state of it")
    for base in ("HEAD~1", "HEAD~2", "HEAD~3"):
        assert "Elsewhere" not in asked(repo.top, "diff", base).out
        asked(repo.top, "validate", "--changed-since", base)


def test_a_folder_below_the_top_of_the_repository(repo: Repo) -> None:
    before = snapshot(repo.top)
    ended = riep(repo.top / "plans" / "north", "diff", "HEAD~1", ".")
    assert MOVED in ended.out
    assert snapshot(repo.top) == before


def test_a_second_work_tree(repo: Repo, tmp_path: Path) -> None:
    second = tmp_path / "second"
    repo.git("worktree", "add", "--quiet", "--detach", str(second), "HEAD")
    assert MOVED in asked(second, "diff", "HEAD~1").out


# --- what stands in the files ---

BROKEN: dict[str, str | bytes] = {
    "no YAML": "title: {not: closed\n  - at all\n",
    "binary": bytes(range(256)) * 8,
    "empty": b"",
    "a list": "- one\n- two\n",
    "a text": "A letter to the board\n",
    "another version": DEPOT.replace("riep: 1", "riep: 2"),
    "a key nobody knows": DEPOT.replace("title", "tilte"),
    "bytes that are no text": DEPOT.encode().replace(b"Depot", b"D\xe9pot"),
    "two documents": f"{DEPOT}\n---\n{DEPOT}",
    "an alias of itself": "riep: 1\ntitle: &a [*a]\n",
    "conflict markers": "<<<<<<< ours\nriep: 1\n=======\nriep: 1\n>>>>>>> theirs\n",
    "nested deeply": "riep: 1\ntitle: " + "[" * 5000,
    "a large file pointer": "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n",
}


@pytest.mark.parametrize("file", [HEAD, PROJECT])
@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_file_that_cannot_be_used_in_one_version(
    repo: Repo, content: str | bytes, file: str
) -> None:
    good = PLAN if file == HEAD else LATER
    repo.commit({file: content}, "Broken")
    repo.commit({file: good}, "Put right")
    mended = asked(repo.top, "diff", "HEAD~1..HEAD")
    assert mended.status == 1
    broken = asked(repo.top, "diff", "HEAD~2..HEAD~1")
    assert broken.status == 1
    for ended in (mended, broken):
        for format_ in ("markdown", "json", "html"):
            again = asked(repo.top, "diff", "HEAD~1..HEAD", "--format", format_)
            assert again.status == ended.status
    assert asked(repo.top, "validate", "--changed-since", "HEAD~1").status == 0


@each_verb
@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_file_that_cannot_be_used_in_the_work_tree(
    repo: Repo, content: str | bytes, words: tuple[str, ...]
) -> None:
    repo.write({PROJECT: content})
    assert asked(repo.top, *words).status in (1, 2)


def test_a_plan_that_became_one_file(repo: Repo) -> None:
    body = indent(dedent(LATER).removeprefix("riep: 1\n"), "    ")
    whole = f"{dedent(PLAN)}projects:\n  depot:\n{body}"
    repo.commit({HEAD: None, PROJECT: None, "plans/north.yaml": whole}, "One file")
    assert asked(repo.top, "diff", "HEAD~2..HEAD").status == 1
    ended = asked(repo.top, "diff", "HEAD~1..HEAD")
    assert (ended.status, "50,000" in ended.out) == (0, False)
    assert asked(repo.top, "validate", "--changed-since", "HEAD~1").status == 0


def test_line_ends_are_no_change(repo: Repo) -> None:
    repo.git("config", "core.autocrlf", "false")
    crlf = repo.top / PROJECT
    crlf.write_bytes(crlf.read_bytes().replace(b"\n", b"\r\n"))
    assert asked(repo.top, "diff").status == 0
    repo.commit({}, "Windows")
    assert asked(repo.top, "diff", "HEAD~1..HEAD").status == 0
    assert MOVED in asked(repo.top, "diff", "HEAD~2..HEAD").out


def test_a_byte_order_mark_is_no_change(repo: Repo) -> None:
    file = repo.top / PROJECT
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert asked(repo.top, "diff").status == 0


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
@pytest.mark.parametrize("target", ["/etc/passwd", "../../../secret.yaml", "depot.yaml", "nowhere"])
def test_links_lead_nowhere(repo: Repo, tmp_path: Path, target: str) -> None:
    (tmp_path / "secret.yaml").write_text("riep: 1\ntitle: Secret\n", encoding="utf-8")
    (repo.top / "plans/north/projects/other.yaml").symlink_to(target)
    repo.commit({}, "A link")
    for words in (*VERBS, ("diff", "HEAD~1..HEAD")):
        ended = asked(repo.top, *words)
        assert "Secret" not in ended.out
        assert "root:" not in ended.out


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_to_a_folder_is_not_written_through(repo: Repo, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (repo.top / "plans/west").symlink_to(outside)
    repo.commit({}, "A link to a folder")
    (repo.top / "plans/west").unlink()
    repo.commit({"plans/west/plan.yaml": PLAN}, "A folder of that name")
    assert asked(repo.top, "diff", "HEAD~1..HEAD").status == 1
    assert asked(repo.top, "diff", "HEAD..HEAD~1").status == 1
    assert list(outside.iterdir()) == []


def made_tree(repo: Repo, *entries: tuple[str, str, bytes]) -> str:
    """Write a tree that git's own commands would not: names are taken as they are."""
    raw = b"".join(
        mode.encode() + b" " + name + b"\0" + bytes.fromhex(blob) for mode, blob, name in entries
    )
    done = subprocess.run(
        ["git", "hash-object", "-t", "tree", "-w", "--literally", "--stdin"],
        cwd=repo.top,
        input=raw,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().strip()


@pytest.mark.parametrize(
    "name", [b"..", b"../../owned.yaml", b".git", b".", b"/abs.yaml", b"a\\..\\b.yaml"]
)
def test_a_tree_that_leads_out_of_itself(repo: Repo, tmp_path: Path, name: bytes) -> None:
    blob = repo.git("hash-object", "-w", PROJECT).strip()
    inner = made_tree(repo, ("100644", blob, b"plan.yaml"), ("100644", blob, b"owned.yaml"))
    tree = made_tree(repo, ("40000", inner, name), ("100644", blob, b"plan.yaml"))
    commit = repo.git("commit-tree", tree, "-m", "Evil").strip()
    there = sorted(path.name for path in tmp_path.iterdir())
    for words in (("diff", f"{commit}..HEAD"), ("diff", f"HEAD..{commit}")):
        asked(repo.top, *words)
    assert sorted(path.name for path in tmp_path.iterdir()) == there
    assert not Path("/abs.yaml").exists()


# --- what git is set to ---


@each_verb
def test_nothing_that_a_repository_is_set_to_is_run(repo: Repo, words: tuple[str, ...]) -> None:
    owned = repo.top.parent / "owned"
    command = f"touch '{owned}'; cat"
    repo.commit({".gitattributes": "*.yaml diff=evil filter=evil merge=evil\n"}, "Attributes")
    for name in (
        *("diff.evil.textconv", "diff.evil.command", "filter.evil.clean", "filter.evil.smudge"),
        *("filter.evil.process", "core.fsmonitor", "core.pager", "diff.external", "core.editor"),
        "merge.evil.driver",
    ):
        repo.git("config", name, command)
    hooks = repo.top / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in (
        "post-checkout",
        "post-index-change",
        "fsmonitor-watchman",
        "reference-transaction",
    ):
        hook = hooks / name
        hook.write_text(f"#!/bin/sh\ntouch '{owned}'\n", encoding="utf-8")
        hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    repo.write({PROJECT: DEPOT})
    ended = asked(repo.top, *words, *(() if words[0] == "validate" else ("plans",)))
    assert ended.status in (0, 1)
    assert not owned.exists()


@each_verb
def test_a_filter_that_is_not_there(repo: Repo, words: tuple[str, ...]) -> None:
    repo.commit({".gitattributes": "*.yaml filter=lfs\n"}, "Attributes")
    repo.git("config", "filter.lfs.clean", "no-such-command %f")
    repo.git("config", "filter.lfs.required", "true")
    repo.write({PROJECT: DEPOT})
    assert asked(repo.top, *words).status in (0, 1)


def elsewhere(tmp_path: Path) -> dict[str, str]:
    """The environment as a hook of another repository has it."""
    other = Repo(tmp_path / "other")
    other.commit({HEAD: PLAN.replace("North", "Elsewhere")})
    other.commit({HEAD: PLAN.replace("North", "Far away")})
    return {
        "GIT_DIR": str(other.top / ".git"),
        "GIT_WORK_TREE": str(other.top),
        "GIT_INDEX_FILE": str(other.top / ".git" / "index"),
    }


def test_a_hook_that_calls_riep(repo: Repo, tmp_path: Path) -> None:
    """Before a commit, git names its folder and an index of its own: what is staged is there."""
    script = (
        "#!/bin/sh\n"
        f'"{sys.executable}" -m riep_plan diff --staged > "{tmp_path}/told" 2>&1\n'
        f'echo "status $?" >> "{tmp_path}/told"\n'
    )
    hook = repo.top / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(script, encoding="utf-8")
    hook.chmod(0o755)
    repo.write({PROJECT: DEPOT})
    repo.git("commit", "--quiet", "--all", "--message=And back")
    told = (tmp_path / "told").read_text(encoding="utf-8")
    assert MOVED in told
    assert told.endswith("status 1\n")


def test_a_relative_folder_of_git_in_the_environment(repo: Repo) -> None:
    """A hook below the top of a repository has ``GIT_DIR=.git``, which leads nowhere from there."""
    ended = run_process(repo.top, "diff", "HEAD~1", GIT_DIR=".git", GIT_INDEX_FILE=".git/index")
    well_ended(ended)
    assert MOVED in ended.out


def test_the_environment_of_another_repository(repo: Repo, tmp_path: Path) -> None:
    """It is git's way of saying which repository is meant; nothing of either is changed."""
    settings = elsewhere(tmp_path)
    before = snapshot(repo.top), snapshot(tmp_path / "other")
    for words in VERBS:
        ended = run_process(repo.top, *words, **settings)
        well_ended(ended)
    assert (snapshot(repo.top), snapshot(tmp_path / "other")) == before


def test_an_index_that_is_broken(repo: Repo) -> None:
    (repo.top / ".git" / "index").write_bytes(b"no index")
    assert asked(repo.top, "diff", "HEAD~1..HEAD").status == 1
    refused(asked(repo.top, "diff", "--staged"), "index")


def test_a_merge_that_is_going_on(repo: Repo) -> None:
    repo.git("switch", "--quiet", "--create", "other", "HEAD~1")
    repo.commit({PROJECT: DEPOT.replace("10000", "12000").replace("20000", "18000")}, "Other")
    with pytest.raises(subprocess.CalledProcessError):
        repo.git("merge", "--quiet", "main")
    refused(asked(repo.top, "diff", "--staged"), "is in conflict")
    assert asked(repo.top, "diff").status in (1, 2)


def test_no_git_at_all(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    for words in VERBS:
        refused(asked(repo.top, *words), "git is not installed")


def test_objects_that_are_missing(repo: Repo) -> None:
    blob = repo.git("rev-parse", f"HEAD~1:{PROJECT}").strip()
    (repo.top / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    refused(asked(repo.top, "diff", "HEAD~1..HEAD"), "Fetch the whole history")


# --- long histories ---


def long_history(repo: Repo, many: int) -> None:
    """Make commits without a process for each; every fiftieth moves a pound in the plan."""
    start = repo.git("rev-parse", "HEAD").strip()
    stream = []
    for number in range(1, many + 1):
        is_plans = number % 50 == 0
        file = PROJECT if is_plans else "README.md"
        pounds = number // 50
        amounts = f"Q1: {10000 - pounds}, Q2: {20000 + pounds}"
        plan = dedent(DEPOT).replace("Q1: 10000, Q2: 20000", amounts)
        content = plan if is_plans else f"Line {number}\n"
        stream.append(
            "commit refs/heads/main\n"
            f"committer Analyst <analyst@example.org> {1300000000 + number} +0000\n"
            "data 4\nMore\n"
            f"{f'from {start}{chr(10)}' if number == 1 else ''}"
            f"M 100644 inline {file}\ndata {len(content)}\n{content}\n"
        )
    repo.git("fast-import", "--quiet", "--force", given="".join(stream))
    repo.git("reset", "--quiet", "--hard")


@pytest.mark.parametrize("delegated", ["", "limit: 25000, cumulative: 30"])
def test_two_thousand_commits(repo: Repo, delegated: str) -> None:
    """What moved in all since the last approval counts, however long ago that is."""
    if delegated:
        text = f"riep: 1\ndelegated:\n  all: {{text: Small changes, {delegated}}}\n"
        repo.commit({PROJECT: DEPOT, "plans/north/policy.yaml": text})
    long_history(repo, 2_000)
    ended = asked(repo.top, "diff", "HEAD~1..HEAD", "--format", "json")
    (plan,) = ended.report["plans"]
    assert [one["amount"] for one in plan["changes"]] == ["1"]
    assert [one["cumulative"] for one in plan["approvals"]] == (["40"] if delegated else [])
    assert asked(repo.top, "diff", "HEAD~1999...HEAD").status == 1


# --- git's merge driver ---


def driver(
    folder: Path, base: bytes, ours: bytes, theirs: bytes, *more: str
) -> tuple[Ended, bytes]:
    """Have riep merge three files as git would, and give the result."""
    folder.mkdir(exist_ok=True)
    for name, content in (("base", base), ("ours", ours), ("theirs", theirs)):
        (folder / name).write_bytes(content)
    ended = riep(folder, "git", "merge-driver", "base", "ours", "theirs", *more)
    well_ended(ended)
    assert (folder / "base").read_bytes() == base
    assert (folder / "theirs").read_bytes() == theirs
    return ended, (folder / "ours").read_bytes()


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("side", ["base", "ours", "theirs", "all"])
def test_the_merge_driver_never_drops_a_side(
    tmp_path: Path, content: str | bytes, side: str
) -> None:
    """What cannot be merged by meaning is merged by line, or stays a conflict with both sides."""
    raw = content if isinstance(content, bytes) else dedent(content).encode()
    plan, later = dedent(DEPOT).encode(), dedent(LATER).encode()
    sides = {"base": plan, "ours": later, "theirs": plan}
    sides |= dict.fromkeys(sides, raw) if side == "all" else {side: raw}
    ended, merged = driver(tmp_path / "x", sides["base"], sides["ours"], sides["theirs"])
    if ended.status == 2 or (ended.status == 0 and sides["base"] == sides["theirs"]):
        assert merged == sides["ours"]
    elif ended.status == 1:
        assert b"<<<<<<<" in merged or "line by line" in ended.err


@pytest.mark.parametrize("path", ["two\nlines.yaml", "--help", "-x", "", "../../x.yaml", "é.yaml"])
def test_the_merge_driver_with_every_sort_of_path(tmp_path: Path, path: str) -> None:
    plan, later = dedent(DEPOT).encode(), dedent(LATER).encode()
    folder = tmp_path / "x"
    folder.mkdir()
    for name, content in (
        ("base", plan),
        ("ours", later),
        ("theirs", plan.replace(b"Depot", b"Depots")),
    ):
        (folder / name).write_bytes(content)
    ended = riep(folder, "git", "merge-driver", "--", "base", "ours", "theirs", "7", path)
    well_ended(ended)
    assert ended.status == 0
    merged = (folder / "ours").read_bytes()
    assert b"Depots" in merged
    assert b"Q1: 5000" in merged


def test_the_merge_driver_without_its_files(tmp_path: Path) -> None:
    ended = riep(tmp_path, "git", "merge-driver", "no", "such", "files")
    well_ended(ended)
    assert ended.status == 2


def broken_merge(repo: Repo, ours: str, theirs: str) -> Callable[[], str]:
    repo.git("switch", "--quiet", "--create", "theirs")
    repo.commit({PROJECT: theirs}, "Theirs")
    repo.git("switch", "--quiet", "main")
    repo.commit({PROJECT: ours}, "Ours")
    return lambda: repo.git("merge", "--quiet", "--no-edit", "theirs")


@pytest.mark.skipif(shutil.which("riep") is None, reason="the command is not installed")
def test_a_merge_in_a_repository_that_is_set_up(repo: Repo) -> None:
    assert riep(repo.top, "git", "install").status == 0
    merge = broken_merge(
        repo, LATER.replace("Depot", "Joint depot"), LATER.replace("25000", "26000")
    )
    merge()
    merged = (repo.top / PROJECT).read_text(encoding="utf-8")
    assert "Joint depot" in merged
    assert "Q2: 26000" in merged
