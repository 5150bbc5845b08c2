"""The benchmark runs, tells what is missing, and measures what it says that it measures."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import peers as peers_module
from benchmarks import scale, table
from benchmarks.__main__ import main, measured, page
from benchmarks.bench import Bench, Effort
from benchmarks.corpus import Corpus
from benchmarks.measure import Case, Run, medians, once
from benchmarks.misses import explained
from benchmarks.peers import Absent, Peer, peers
from benchmarks.targets import Judge, Section, Sense, Target, ratio
from riep_plan.check import Options, check
from riep_plan.source.discover import find_plans

pytestmark = pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system has no wait4")
LITTLE = Effort(
    short_runs=1,
    runs=1,
    few=1,
    many=2,
    most=0,
    sample=1,
    projects=10,
    findings=10,
    growing=(1, 2),
    reviewed=2,
    touched=1,
)
SLEEP = (sys.executable, "-c", "import time; time.sleep(0.3)")


def fake(name: str, status: int = 0, *, is_slow: bool = True) -> Peer:
    """A peer that does nothing, and ends with a status."""
    command = (sys.executable, "-c", f"raise SystemExit({status})")
    return Peer(name, "does nothing", (sys.executable, "-c", ""), lambda _: [command], is_slow)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Two plans, one peer that works, one that fails, and two that are not there."""
    found = [fake("yamllint"), fake("yamale", 3), fake("ajv-cli", is_slow=False)]
    absent = [Absent("check-jsonschema", "no such thing"), Absent("cfn-lint", "nor this")]
    return Bench(Corpus(tmp_path_factory.mktemp("bench")), LITTLE, [*found, *absent])


@pytest.fixture(scope="module")
def sections(bench: Bench) -> list[Section]:
    return list(measured(bench))


def test_every_target_is_measured_but_those_of_peers_that_are_not_there(
    sections: list[Section],
) -> None:
    missing = {one.what: one.why_not for it in sections for one in it.targets if one.wall is None}
    assert all("check-jsonschema" in what for what in missing), missing
    assert set(missing.values()) == {"no such thing"}
    assert len([one for it in sections for one in it.targets]) > 14


@pytest.mark.parametrize("write", [table.text, table.markdown])
def test_the_page_tells_everything(
    bench: Bench, sections: list[Section], write: table.Writer
) -> None:
    lines = list(page(sections, bench.peers, Judge.WALL, 1.0, write))
    whole = "\n".join(lines)
    assert "no such thing" in whole
    assert "- cfn-lint was not measured: nor this." in whole
    assert "ended with 3" in whole
    for section in sections:
        assert all(name in whole for name in section.runs)
        assert all(target.what in whole for target in section.targets)
    if write is table.text:
        assert max(len(line) for line in lines if not line.startswith("-")) <= 80


def test_estimates_are_written_between_their_marks(sections: list[Section], tmp_path: Path) -> None:
    grown = next(one.grown for one in sections if one.grown)
    page_ = tmp_path / "scale.md"
    page_.write_text("before\n<!-- begin: extrapolation -->\nold\n<!-- end -->\nafter\n")
    scale.write_into(page_, grown, "a day")
    once_, text = page_.read_text(), page_.read_text()
    assert "old" not in text
    assert text.startswith("before\n")
    assert text.endswith("<!-- end -->\nafter\n")
    assert "| a million plans | 1,000,000 | 23,000,000 |" in text
    scale.write_into(page_, grown, "a day")
    assert page_.read_text() == once_


def test_estimates_lie_on_a_straight_line() -> None:
    assert scale.along(30, (10, 20), (1.0, 2.0)) == pytest.approx(3.0)
    assert scale.along(20, (10, 20), (1.0, 2.0)) == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("seconds", "told"), [(3.21, "3.2 s"), (119, "119.0 s"), (600, "10 min"), (7_200, "2.0 h")]
)
def test_times_are_told_in_their_unit(seconds: float, told: str) -> None:
    assert scale.duration(seconds) == told


def test_a_target_is_met_on_its_own_side_of_the_limit() -> None:
    most = Target("a", Sense.MOST, 2.0, wall=1.9, processor=2.1)
    assert most.is_met(Judge.WALL) is True
    assert most.is_met(Judge.PROCESSOR) is False
    least = Target("a", Sense.LEAST, 2.0, wall=1.9, processor=2.1)
    assert least.is_met(Judge.WALL) is False
    assert least.is_met(Judge.PROCESSOR) is True
    assert Target("a", Sense.MOST, 2.0, wall=None).is_met(Judge.WALL) is None


def test_a_ratio_is_of_both_times_or_tells_why_there_is_none() -> None:
    found = ratio("a : b", Sense.MOST, 1.0, Run(3.0, 1.0), Run(2.0, 2.0))
    assert (found.wall, found.processor) == (1.5, 0.5)
    assert ratio("a : b", Sense.MOST, 1.0, Run(3.0, 1.0), "gone").why_not == "gone"


def test_a_run_counts_what_a_process_and_its_own_processes_take() -> None:
    work = "sum(n * n for n in range(10**6))"
    nested = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}])"
    idle = once(Case([SLEEP]))
    assert idle.wall >= 0.3
    assert once(Case([(sys.executable, "-c", nested)])).processor > idle.processor
    assert idle.memory > 0


def test_a_command_that_fails_costs_the_others_nothing() -> None:
    cases = {
        "bad": Case([(sys.executable, "-c", "raise SystemExit('it broke')")]),
        "stuck": Case([SLEEP], patience=0.01),
        "good": Case([(sys.executable, "-c", "")]),
    }
    found = medians(cases, 2)
    assert set(found.runs) == {"good"}
    assert found.faults["bad"].endswith("ended with 1: it broke")
    assert found.faults["stuck"].endswith("was stopped after a long time")


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="Linux tells it")
def test_memory_is_that_of_all_processes_together() -> None:
    hold = "import time; held = bytearray(30_000_000); time.sleep(0.5)"
    two = f"import os, time; os.fork(); {hold}; time.sleep(0.2)"
    alone, both = (
        once(Case([(sys.executable, "-c", code)], is_watched=True)).together for code in (hold, two)
    )
    assert alone is not None
    assert both is not None
    assert both > alone + 20


def test_memory_of_all_processes_is_told_only_where_it_is_watched() -> None:
    assert once(Case([SLEEP])).together is None


def test_a_tool_that_cannot_be_installed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(command: list[str], **_: object) -> None:
        raise subprocess.CalledProcessError(1, command, stderr=b"looking\nno such package\n")

    monkeypatch.setattr("benchmarks.peers.subprocess.run", fails)
    assert {str(one) for one in peers(tmp_path) if isinstance(one, Peer)} == set()
    assert {one.why for one in peers(tmp_path) if isinstance(one, Absent)} == {
        "it could not be installed: no such package"
    }


def test_a_system_without_node_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers_module, "_install_python", lambda _: None)
    monkeypatch.setenv("PATH", "")
    *others, ajv = peers(tmp_path)
    assert ajv == Absent("ajv-cli", "npm is not on this machine")
    assert all(isinstance(one, Peer) for one in others)
    assert [one.name for one in others if isinstance(one, Peer)] == [
        "check-jsonschema",
        "yamllint",
        "yamale",
        "cfn-lint",
    ]


def test_every_file_of_a_plan_is_given_to_each_peer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peers_module, "_installed", lambda *_: "")
    plans = Corpus(tmp_path).plans(2)
    files = {one.relative_to(plans).as_posix() for one in plans.rglob("*.yaml")}
    found = {one.name: one for one in peers(tmp_path) if isinstance(one, Peer)}
    for name in ("check-jsonschema", "yamale"):
        given = [word for one in found[name].on_plans(sorted(plans.iterdir())) for word in one]
        assert Counter(word for word in given if word in files) == Counter(files)
    patterns = [one[-1] for one in found["ajv-cli"].on_plans(sorted(plans.iterdir()))]
    matched = [file.relative_to(plans).as_posix() for one in patterns for file in plans.glob(one)]
    assert Counter(matched) == Counter(files)


def test_the_plans_are_what_the_page_says(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path)
    for right in (corpus.in_one(), corpus.plans(1), corpus.plans(1, 2), corpus.large(12)):
        assert check(find_plans(right), Options()).result.open == ()
    found = check(find_plans(corpus.wrong(2, 10)), Options()).result.open
    assert Counter(one.rule.code for one in found) == {"TOT01": 20}
    names = [one.name for one in sorted(corpus.plans(2).iterdir())]
    assert [one.name for one in sorted(corpus.plans(3).iterdir())][:2] == names


def test_a_page_that_is_not_there_is_told_before_anything_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["--scale", str(tmp_path / "scale.md")])
    assert "there is no page" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("wall", "said"),
    [(30.0, "25% less"), (39.9, "a little less"), (10.0, "75% less")],
)
def test_a_miss_says_how_much_less_riep_would_have_to_take(wall: float, said: str) -> None:
    section = Section("Speed", [Target("peer : riep", Sense.LEAST, 40.0, wall)], {}, {}, [])
    assert [*explained([section], Judge.WALL)] == [
        f"- peer : riep: riep would have to take {said}."
    ]
