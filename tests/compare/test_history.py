"""How a plan, or one figure of it, came to be: commit by commit, under every name it had."""

from collections.abc import Sequence
from itertools import islice
from pathlib import Path, PurePosixPath

import pytest

from riep_plan.compare.history import Entry, entries_of, latest_change
from riep_plan.compare.story.history import CUT_OFF, tell_entry
from riep_plan.compare.versions.git import Repository
from riep_plan.compare.versions.timeline import UNCOMMITTED, timeline, with_uncommitted
from riep_plan.source.pointing import pointed_within
from riep_plan.values.refusal import Refused
from tests.support.git import Repo

PLAN = """\
    riep: 1
    kind: work-programme
    title: North
    funding:
      core: {title: Core grant, kind: core}
    """
DEPOT = "plans/north/projects/depot.yaml"
PLACE = PurePosixPath("plans/north")
Q1 = ("projects", "depot", "spend", "core", "revenue", "Q1")


def project(title: str = "Depot", q1: int | str = 10000, q2: int | str = 20000) -> str:
    return f"""\
    riep: 1
    title: {title}
    spend:
      core: {{revenue: {{Q1: {q1}, Q2: {q2}}}}}
    """


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    found = Repo(tmp_path / "region")
    found.commit({"plans/north/plan.yaml": PLAN, DEPOT: project()}, "Begin")
    return found


def entries(
    repo: Repo, of: Sequence[str] = (), place: PurePosixPath = PLACE, since: str | None = None
) -> list[Entry]:
    steps = timeline(Repository(repo.top), place, since=since)
    return list(entries_of(steps, tuple(of)))


def subjects(found: Sequence[Entry]) -> list[str]:
    return [one.commit.subject for one in found]


def totals(found: Sequence[Entry]) -> list[str]:
    return [tell_entry(one).total for one in found]


def values(found: Sequence[Entry]) -> list[str]:
    return ["; ".join(tell_entry(one, Q1).values) for one in found]


def test_each_commit_that_changed_anything_in_meaning(repo: Repo) -> None:
    repo.commit({DEPOT: project(q1=12000)}, "More")
    repo.commit({DEPOT: f"# a remark\n{project(q1='12_000')}"}, "Another hand")
    repo.commit({"README.md": "North\n"}, "Elsewhere")
    repo.commit({DEPOT: project(q1=12000, q2=15000)}, "Less")
    found = entries(repo)
    assert subjects(found) == ["Less", "More", "Begin"]
    assert totals(found) == ["£27,000", "£32,000", "£30,000"]
    assert [tell_entry(one).difference for one in found] == ["-£5,000", "+£2,000", "+£30,000"]
    assert [one.commit.day for one in found] == ["2010-04-06", "2010-04-03", "2010-04-02"]


def test_one_figure_alone(repo: Repo) -> None:
    repo.commit({DEPOT: project(q1=12000)}, "More")
    repo.commit({DEPOT: project(q1=12000, q2=15000)}, "Not this one")
    found = entries(repo, Q1)
    assert subjects(found) == ["More", "Begin"]
    assert values(found) == ["£10,000 → £12,000", "nothing → £10,000"]


def test_a_figure_is_followed_through_other_ids_of_its_project_and_plan(repo: Repo) -> None:
    repo.commit({DEPOT: project(q1=12000)}, "More")
    repo.git("mv", DEPOT, "plans/north/projects/yard.yaml")
    repo.commit({}, "Rename the project")
    repo.git("mv", "plans/north", "plans/far-north")
    repo.commit({}, "Rename the plan")
    repo.commit({"plans/far-north/projects/yard.yaml": project(q1=14000)}, "Much more")
    key = ("projects", "yard", *Q1[2:])
    place = PurePosixPath("plans/far-north")
    assert values(entries(repo, key, place)) == [
        "£12,000 → £14,000",
        "£10,000 → £12,000",
        "nothing → £10,000",
    ]
    assert subjects(entries(repo, (), place)) == [
        "Much more",
        "Rename the plan",
        "Rename the project",
        "More",
        "Begin",
    ]


def test_a_plan_that_moves_but_keeps_its_id_is_the_same(repo: Repo) -> None:
    repo.commit({DEPOT: project(q1=12000)}, "More")
    (repo.top / "programmes").mkdir()
    repo.git("mv", "plans/north", "programmes/north")
    repo.commit({}, "Move the plan")
    assert subjects(entries(repo, Q1, PurePosixPath("programmes/north"))) == ["More", "Begin"]


def test_a_plan_in_one_file_that_becomes_a_folder_is_the_same(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "region")
    text = (
        "riep: 1\nkind: work-programme\ntitle: South\n"
        "funding:\n  core: {title: Core, kind: core, amount: %s}\n"
    )
    repo.commit({"plans/south.yaml": text % 10000}, "Begin")
    repo.commit({"plans/south.yaml": text % 12000}, "More")
    repo.git("rm", "--quiet", "plans/south.yaml")
    repo.commit({"plans/south/plan.yaml": text % 12000}, "A folder")
    assert subjects(entries(repo, place=PurePosixPath("plans/south"))) == ["More", "Begin"]


def test_a_copy_of_a_plan_has_a_history_of_its_own(repo: Repo) -> None:
    repo.commit({"plans/next/plan.yaml": PLAN, "plans/next/projects/depot.yaml": project()}, "Copy")
    assert subjects(entries(repo, place=PurePosixPath("plans/next"))) == ["Copy"]


def test_a_plan_that_was_deleted_and_came_back(repo: Repo) -> None:
    repo.git("rm", "--quiet", "-r", "plans")
    repo.commit({}, "Delete")
    repo.commit({"plans/north/plan.yaml": PLAN, DEPOT: project(q1=11000)}, "Back")
    found = entries(repo)
    assert subjects(found) == ["Back", "Delete", "Begin"]
    assert totals(found) == ["£31,000", "–", "£30,000"]
    assert values(entries(repo, Q1)) == [
        "nothing → £11,000",
        "£10,000 → nothing",
        "nothing → £10,000",
    ]


def test_what_changed_while_the_plan_was_no_yaml_is_told_where_it_can_be_read_again(
    repo: Repo,
) -> None:
    repo.commit({"plans/north/plan.yaml": "title: [\n", DEPOT: project(q1=12000)}, "Broken")
    repo.commit({DEPOT: project(q1=13000)}, "Still broken")
    repo.commit({"plans/north/plan.yaml": PLAN}, "Mended")
    found = entries(repo)
    assert subjects(found) == ["Mended", "Still broken", "Broken", "Begin"]
    assert totals(found) == ["£33,000", "–", "–", "£30,000"]
    assert "plan.yaml cannot be read" in tell_entry(found[2]).text
    assert values(entries(repo, Q1))[0] == "£10,000 → £13,000"


def test_what_changed_while_its_own_file_was_no_yaml_is_told_too(repo: Repo) -> None:
    repo.commit({DEPOT: "title: [\n"}, "Broken")
    repo.commit({DEPOT: project(q1=13000)}, "Mended")
    found = latest_change(timeline(Repository(repo.top), PLACE), Q1)
    assert found is not None
    assert (found.commit.subject, tell_entry(found, Q1).values) == (
        "Mended",
        ("£10,000 → £13,000",),
    )


def test_another_file_that_cannot_be_read_is_no_news_of_a_figure(repo: Repo) -> None:
    repo.commit({"plans/north/projects/other.yaml": "title: [\n"}, "Broken elsewhere")
    assert subjects(entries(repo, Q1)) == ["Begin"]
    assert totals(entries(repo)) == ["–", "£30,000"]


def test_what_a_branch_brought_counts_where_it_was_merged(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "-b", "branch")
    repo.commit({DEPOT: project(q1=12000)}, "On the branch")
    repo.commit({DEPOT: project(q1=13000)}, "On the branch again")
    repo.git("checkout", "--quiet", "main")
    repo.commit({"README.md": "North\n"}, "Meanwhile")
    repo.git("merge", "--quiet", "--no-ff", "--message=Merge the branch", "branch")
    found = entries(repo, Q1)
    assert subjects(found) == ["Merge the branch", "Begin"]
    assert values(found)[0] == "£10,000 → £13,000"


def test_a_shallow_copy_says_that_it_does_not_know(repo: Repo, tmp_path: Path) -> None:
    repo.commit({DEPOT: project(q1=12000)}, "More")
    repo.commit({DEPOT: project(q1=12000, q2=1)}, "Less")
    copy = tmp_path / "copy"
    repo.git("clone", "--quiet", "--depth=2", repo.top.as_uri(), str(copy))
    steps = timeline(Repository(copy), PLACE)
    found = list(entries_of(steps))
    assert subjects(found) == ["Less", "More"]
    assert [one.is_cut_off for one in found] == [False, True]
    assert tell_entry(found[1]).text == CUT_OFF
    assert tell_entry(found[1]).difference == ""


def test_no_more_is_read_than_is_asked_for(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in range(8):
        repo.commit({DEPOT: project(q1=place)}, f"Change {place}")
    read: list[str] = []
    files = Repository.files

    def counted(self: Repository, commit: str, below: Sequence[PurePosixPath] = ()) -> object:
        read.append(commit)
        return files(self, commit, below)

    monkeypatch.setattr(Repository, "files", counted)
    found = list(islice(entries_of(timeline(Repository(repo.top), PLACE)), 3))
    assert subjects(found) == ["Change 7", "Change 6", "Change 5"]
    assert len(read) == 4  # each version once, and the one before the last


def test_a_history_of_several_pages_has_every_commit_once(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("riep_plan.compare.versions.timeline._PAGE", 3)
    for place in range(7):
        repo.commit({DEPOT: project(q1=place)}, f"Change {place}")
    assert subjects(entries(repo)) == [
        *(f"Change {place}" for place in reversed(range(7))),
        "Begin",
    ]


def test_only_what_came_after_a_version(repo: Repo) -> None:
    repo.commit({DEPOT: project(q1=12000)}, "More")
    repo.commit({DEPOT: project(q1=13000)}, "Again")
    found = entries(repo, Q1, since="HEAD~1")
    assert [(one.commit.subject, tell_entry(one, Q1).values) for one in found] == [
        ("Again", ("£12,000 → £13,000",))
    ]
    assert entries(repo, since="HEAD") == []
    with pytest.raises(Refused, match="knows no commit"):
        entries(repo, since="--all")


def test_what_is_not_committed_comes_first(repo: Repo) -> None:
    repo.write({DEPOT: project(q1=15000)})
    found = with_now(repo)
    assert [one.commit for one in found][:1] == [UNCOMMITTED]
    assert values(found) == ["£10,000 → £15,000", "nothing → £10,000"]


def test_what_is_not_committed_and_means_the_same_is_left_out(repo: Repo) -> None:
    repo.write({DEPOT: project(q1="10_000"), "README.md": "North\n"})
    assert subjects(with_now(repo)) == ["Begin"]


def with_now(repo: Repo) -> list[Entry]:
    repository = Repository(repo.top)
    loaded = pointed_within(repo.top / PLACE, "").loaded
    steps = with_uncommitted(repository, PLACE, loaded, timeline(repository, PLACE))
    return list(entries_of(steps, Q1))


def test_odd_names_and_first_lines_of_commits_are_kept_apart(repo: Repo) -> None:
    odd = "a\x1fb\x1ec \x1b[31mred\x1b[0m \tTab"
    repo.git("config", "user.name", odd)
    repo.write({DEPOT: project(q1=1)})
    repo.git("add", "--all")
    repo.git("commit", "--quiet", "--author=\x1fEve\x1e <e@example.org>", f"--message={odd}")
    found = entries(repo)
    assert subjects(found) == [odd, "Begin"]
    assert "Eve" in found[0].commit.author


def test_a_message_that_ends_a_field_in_its_own_encoding_forges_no_commit(repo: Repo) -> None:
    tree = repo.git("rev-parse", "HEAD^{tree}").strip()
    parent = repo.git("rev-parse", "HEAD").strip()
    line = "Eve <e@example.org> 1270200000 +0000"
    forged = (
        f"tree {tree}\nparent {parent}\nauthor {line}\ncommitter {line}\nencoding UTF-7\n\n"
        f"one+AAo-two+AAo-three+AAAACg-{'f' * 40}\n"
    )
    made = repo.git("hash-object", "-t", "commit", "-w", "--stdin", given=forged).strip()
    repo.git("update-ref", "HEAD", made)
    repo.commit({DEPOT: project(q1=1)}, "After it")
    assert subjects(entries(repo)) == ["After it", "Begin"]


def test_a_plan_at_the_top_of_its_repository(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "north")
    repo.commit({"plan.yaml": PLAN, "projects/depot.yaml": project()}, "Begin")
    repo.commit({"projects/depot.yaml": project(q1=12000)}, "More")
    assert values(entries(repo, Q1, PurePosixPath())) == ["£10,000 → £12,000", "nothing → £10,000"]


def test_a_decision_is_told_where_it_is_recorded(repo: Repo) -> None:
    meeting = "meetings:\n  board: {body: Board, on: 1 May 2010}\n"
    plan = "".join(f"{line[4:]}\n" for line in PLAN.splitlines()) + meeting
    repo.commit({"plans/north/plan.yaml": plan}, "A meeting")
    decided = project() + "decisions:\n      board: {outcome: approved, reference: '7.2'}\n"
    repo.commit({DEPOT: decided}, "Minutes")
    (told,) = (one for one in entries(repo) if one.commit.subject == "Minutes")
    assert any("Board" in one and "approved" in one for one in told.recorded)


def test_a_repository_that_fetched_no_contents_is_refused(repo: Repo) -> None:
    blob = repo.git("rev-parse", f"HEAD:{DEPOT}").strip()
    path = repo.top / ".git" / "objects" / blob[:2] / blob[2:]
    path.chmod(0o600)
    path.unlink()
    with pytest.raises(Refused, match="git has no file"):
        entries(repo)
