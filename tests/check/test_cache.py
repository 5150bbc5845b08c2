"""What was found before is used again, and never changes what is found."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riep_plan.check import Options, check
from riep_plan.check.cache import Cache
from riep_plan.check.run import check_plan
from riep_plan.cli.plans import cache_for
from riep_plan.source.discover import PlanSite, find_plans

HEAD = "riep: 1\nkind: work-programme\ntitle: {title}\n"
PROJECT = "riep: 1\ntitle: Depot\nallocation: {{core: {{total: {total}, Q1: 10, Q2: 20}}}}\n"
PLANS = Path(__file__).parents[2] / "plans"


@pytest.fixture
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two plans of which the second goes on from the first, with a policy beside them."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "plans"
    for name, title in (("first", "First"), ("second", "Second")):
        (folder / name / "projects").mkdir(parents=True)
        (folder / name / "plan.yaml").write_text(HEAD.format(title=title))
        (folder / name / "projects" / "depot.yaml").write_text(PROJECT.format(total=40))
    with (folder / "second" / "projects" / "depot.yaml").open("a") as file:
        file.write("continues: [first/depot]\n")
    return folder


def cache(options: Options | None = None) -> Cache:
    return Cache(Path("kept"), options or Options())


def known(site: PlanSite, kept: Cache) -> bool:
    """Say whether the cache knows what is found in a plan as it is now."""
    key = kept.key(site)
    return key is not None and kept.get(site, key) is not None


def second(plans: Path) -> PlanSite:
    """Check both plans, and give where the second is."""
    sites = find_plans(plans)
    check(sites, Options(), cache=cache())
    assert all(known(site, cache()) for site in sites)
    return sites[1]


def test_a_second_run_gives_the_same_result(tmp_path: Path) -> None:
    sites = find_plans(PLANS)
    fresh = check(sites, Options())
    kept = Cache(tmp_path / "kept", Options())
    assert check(sites, Options(), cache=kept) == fresh
    assert all(known(site, kept) for site in sites)
    assert check(sites, Options(), cache=kept) == fresh


@pytest.mark.parametrize(
    "changed",
    [
        "second/plan.yaml",
        "second/projects/depot.yaml",
        "second/projects/new.yaml",
        "second/notes.yaml",
        "policies/region.yaml",
        "first/plan.yaml",
        "first/projects/other.yaml",
    ],
)
def test_whatever_may_change_a_finding_is_noticed(plans: Path, changed: str) -> None:
    site = second(plans)
    path = plans / changed
    path.parent.mkdir(exist_ok=True)
    before = path.read_text() if path.exists() else "riep: 1\n"
    path.write_text(before + "# changed\n")
    assert not known(site, cache())


def test_a_plan_beside_that_is_not_named_changes_nothing(plans: Path) -> None:
    site = second(plans)
    (plans / "third.yaml").write_text(HEAD.format(title="Third"))
    assert known(site, cache())


def test_a_plan_that_is_gone_from_beside_is_noticed(plans: Path) -> None:
    site = second(plans)
    (plans / "first" / "plan.yaml").unlink()
    assert not known(site, cache())


@pytest.mark.parametrize("options", [Options(select=("TOT",)), Options(ignore=("TOT01",))])
def test_other_options_are_another_question(plans: Path, options: Options) -> None:
    assert not known(second(plans), cache(options))


def test_another_version_of_riep_asks_again(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = second(plans)
    monkeypatch.setattr("riep_plan.__version__", "0.0.0")
    assert not known(site, cache())


@given(broken=st.one_of(st.binary(max_size=60), st.just(b'{"key": 1}'), st.just(b"[]")))
def test_a_broken_entry_is_passed_over(
    broken: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("broken")
    (folder / "plan.yaml").write_text(HEAD.format(title="Plan"))
    site = find_plans(folder)[0]
    kept = Cache(folder / ".kept", Options())
    check([site], Options(), cache=kept)
    (entry,) = (folder / ".kept").glob("*.json")
    whole = entry.read_bytes()
    for content in (broken, whole[: len(whole) // 2], whole.replace(b'"key":"', b'"key":"x')):
        entry.write_bytes(content)
        assert not known(site, kept)
    assert check([site], Options(), cache=kept) == check([site], Options())


def test_an_entry_is_data_and_nothing_else(plans: Path) -> None:
    second(plans)
    entries = list(Path("kept").glob("*.json"))
    assert len(entries) == 2
    assert all(set(json.loads(one.read_bytes())) == {"key", "beside", "result"} for one in entries)
    assert (Path("kept") / ".gitignore").read_text().splitlines()[-1] == "*"


def test_a_folder_that_cannot_be_written_is_no_fault(plans: Path) -> None:
    Path("kept").write_text("a file, and no folder")
    sites = find_plans(plans)
    assert check(sites, Options(), cache=cache()) == check(sites, Options())


def test_several_processes_find_the_same() -> None:
    sites = find_plans(PLANS)
    ticks: list[None] = []
    alone = check(sites, Options(), tick=lambda: ticks.append(None))
    assert check(sites, Options(), jobs=2) == alone
    assert len(ticks) == len(sites)


@pytest.mark.parametrize("path", ["../plans/first", "first/projects", "..", "."])
def test_an_entry_names_plans_beside_and_no_other_place(plans: Path, path: str) -> None:
    site = second(plans)
    kept = cache()
    key = kept.key(site)
    assert key is not None
    result = check_plan(site, Options())
    kept.put(site, key, replace(result, beside=(path,)))
    assert not known(site, kept)


def test_what_comes_with_the_plans_says_nothing(
    plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stranger's branch cannot bring what is found in it, nor a link to where that is written."""
    monkeypatch.delenv("RIEP_CACHE_DIR", raising=False)
    home = plans.parent / "home"
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    sites = find_plans(plans)
    kept = cache_for(sites, Options())
    assert kept is not None
    check(sites, Options(), cache=kept)
    assert len(list((home / "riep").glob("*.json"))) == 2
    assert {one.name for one in plans.parent.iterdir()} == {"plans", "home"}


def test_a_folder_that_is_named_is_used(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIEP_CACHE_DIR", "mine")
    sites = find_plans(plans)
    check(sites, Options(), cache=cache_for(sites, Options()))
    assert len(list(Path("mine").glob("*.json"))) == 2


# --- What is no file of the plan's own ---------------------------------------------------------

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes, and links for few")


@POSIX
def test_what_is_behind_a_link_is_looked_at_every_time(plans: Path) -> None:
    """It may lead elsewhere tomorrow, to a file that says the same and may not be read."""
    site = second(plans)
    (plans / "second" / "files").mkdir()
    (plans / "second" / "files" / "other.yaml").write_text(PROJECT.format(total=30))
    link = plans / "second" / "projects" / "other.yaml"
    link.symlink_to("../files/other.yaml")
    inside = check([site], Options(), cache=cache())
    (plans / "outside.yaml").write_text(PROJECT.format(total=30))
    link.unlink()
    link.symlink_to("../../outside.yaml")
    outside = check([site], Options(), cache=cache())
    assert outside == check([site], Options()) != inside


@POSIX
@pytest.mark.parametrize("named", ["a link", "."])
def test_the_policies_are_those_beside_the_plan_itself(
    named: str, plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan_file = plans / "second" / "plan.yaml"
    plan_file.write_text(plan_file.read_text() + "follows: region\n")
    path, kept = Path(named), Cache(plans.parent / "kept", Options())
    if named == ".":
        monkeypatch.chdir(plan_file.parent)
    else:
        path.symlink_to(plan_file.parent)
    sites = find_plans(path)
    check(sites, Options(), cache=kept)
    assert known(sites[0], kept)
    (plans / "policies").mkdir()
    (plans / "policies" / "region.yaml").write_text("riep: 1\n")
    assert not known(sites[0], kept)


@POSIX
@pytest.mark.parametrize("decoy", [True, False])
def test_a_plan_that_is_named_by_way_of_a_link_is_the_one_that_is_read(
    decoy: bool, plans: Path
) -> None:
    """``link/../first`` is beside what the link leads to, and not beside the link."""
    (plans / "deep").mkdir()
    Path("link").symlink_to(plans / "deep")
    if decoy:
        Path("first").mkdir()
        Path("first/plan.yaml").write_text(HEAD.format(title="Another"))
    site = PlanSite("first", Path("link/../first"), is_folder=True)
    check([site], Options(), cache=cache())
    assert known(site, cache())
    (plans / "first" / "plan.yaml").write_text(HEAD.format(title="First") + "nonsense: 1\n")
    assert not known(site, cache())
    assert check([site], Options(), cache=cache()) == check([site], Options())


def test_nothing_is_kept_of_a_plan_that_is_not_there(plans: Path) -> None:
    for name, is_folder in (("third", True), ("third.yaml", False)):
        site = PlanSite("third", plans / name, is_folder)
        assert cache().key(site) is None
        assert check([site], Options(), cache=cache()) == check([site], Options())


@POSIX
def test_what_is_hidden_in_a_plan_is_no_part_of_it(plans: Path) -> None:
    """An environment of Python's, or a checkout, has links in it."""
    site = second(plans)
    for name in ("first/.venv", "second/.venv"):
        (plans / name).mkdir()
        (plans / name / "python").symlink_to("/usr/bin/python3")
    (plans / "second" / ".notes.yaml").write_text("odd")
    assert known(site, cache())
    assert check([site], Options()) == check([site], Options(), cache=cache())


@pytest.mark.parametrize("name", ["second/notes/.odd.yaml", "policies/.region.yaml"])
def test_what_is_hidden_elsewhere_may_be_told_of(name: str, plans: Path) -> None:
    plan_file = plans / "second" / "plan.yaml"
    plan_file.write_text(plan_file.read_text() + "follows: region\n")
    (plans / name).parent.mkdir()
    site = second(plans)
    before = check([site], Options(), cache=cache())
    (plans / name).write_text("riep: 1\n")
    assert before != check([site], Options()) == check([site], Options(), cache=cache())


@POSIX
@pytest.mark.parametrize("name", ["second/notes.yaml", "second/projects/a.yaml", "first/a.yaml"])
def test_nobody_waits_for_a_pipe(name: str, plans: Path) -> None:
    site = second(plans)
    os.mkfifo(plans / name)
    assert not known(site, cache())
    assert check([site], Options(), cache=cache()) == check([site], Options())
    assert not known(site, cache())


def test_of_what_is_no_yaml_only_the_name_counts(plans: Path) -> None:
    """A plan may lie beside gigabytes that riep never reads."""
    site = second(plans)
    (plans / "second" / "film.mp4").write_bytes(b"x")
    assert not known(site, cache())
    check([site], Options(), cache=cache())
    with (plans / "second" / "film.mp4").open("wb") as film:
        film.truncate(20_000_000)
    assert known(site, cache())


def test_a_file_that_no_plan_may_have_is_not_read(plans: Path) -> None:
    site = second(plans)
    with (plans / "second" / "projects" / "depot.yaml").open("wb") as file:
        file.truncate(20_000_000)
    assert check([site], Options(), cache=cache()) == check([site], Options())
    assert not known(site, cache())


def test_what_cannot_be_read_beside_a_plan_is_not_taken_to_be_as_it_was(
    plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(path: str, *how: int) -> int:
        if path.endswith(f"first{os.sep}projects{os.sep}depot.yaml"):
            raise OSError(5, "Input/output error")
        return opened(path, *how)

    opened = os.open
    site = find_plans(plans)[1]
    with monkeypatch.context() as patched:
        patched.setattr(os, "open", failing)
        check([site], Options(), cache=cache())
        assert not known(site, cache())
    assert check([site], Options(), cache=cache()) == check([site], Options())
    assert known(site, cache())


def test_what_could_not_be_finished_is_begun_again(
    plans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory may have run out: next time it may not."""

    def failing(_: PlanSite) -> None:
        raise MemoryError

    sites = find_plans(plans)
    with monkeypatch.context() as patched:
        patched.setattr("riep_plan.check.run.load", failing)
        (one, _) = check(sites, Options(), cache=cache()).result.open
        assert "could not finish" in one.message
    assert not any(known(site, cache()) for site in sites)
    assert check(sites, Options(), cache=cache()) == check(sites, Options())
