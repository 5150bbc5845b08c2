"""What a branch costs to review that touches a few plans of many."""

import sys
from dataclasses import replace
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.measure import Case, medians
from benchmarks.repository import BRANCH, GIT, MAIN
from benchmarks.targets import Section, Sense, ratio, run_or_why

_ROOT = Path(__file__).parents[2]
_START, _READING, _STAT = "riep --version", "reading these plans, both versions", "git diff --stat"
#: A review is to cost a small multiple of reading what the branch touches.
_OF_READING = 10.0
_MILLION = 1_000_000


def review(bench: Bench) -> Section:
    """Compare the diff of a branch with reading the plans that it touches, in both versions."""
    touched, all_ = bench.effort.touched, bench.effort.reviewed
    few, many = (bench.corpus.repository(number, touched) for number in (touched, all_))
    plans = sorted((many / "plans").iterdir())[:touched]
    range_ = f"{MAIN}..{BRANCH}"
    of_few, of_many = (f"riep diff, {touched} plans of {number:,}" for number in (touched, all_))
    diff = bench.riep("diff", range_, statuses=(0, 1))
    reader = (sys.executable, "-m", "benchmarks.read", *map(str, [*plans, *plans]))
    cases = {
        _START: bench.riep("--version"),
        _READING: Case([reader], _ROOT),
        _STAT: Case([(*GIT, "diff", "--stat", range_)], many),
        of_few: replace(diff, folder=few),
        of_many: replace(diff, folder=many),
    }
    measured = medians(cases, bench.effort.runs)
    runs = [run_or_why(measured, name) for name in (of_many, _READING)]
    notes = []
    if of_few in measured.runs and of_many in measured.runs and all_ > touched:
        more = measured.runs[of_many].without(measured.runs[of_few]).each(all_ - touched)
        each = f"{more.processor * _MILLION:,.0f} millionths of a second"
        notes.append(f"Each plan that the branch leaves alone costs {each} of the processor.")
    return Section(
        "Review of a branch",
        [ratio(f"{of_many} : {_READING}", Sense.MOST, _OF_READING, *runs)],
        measured.runs,
        measured.faults,
        notes,
    )
