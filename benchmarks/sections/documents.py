"""How long reports take, beside the check of the same plans."""

from benchmarks.bench import Bench
from benchmarks.measure import Run, medians
from benchmarks.targets import Section, Sense, Target, ratio, run_or_why

_RETURNED = 2
_OF_VALIDATION, _PROCESSORS = 2.0, 1.5


def reports(bench: Bench) -> Section:
    """Compare a quarter's report with the check, and see whether many use every processor."""
    one, few = (bench.corpus.plans(number, _RETURNED) for number in (1, bench.effort.few))
    out = bench.corpus.folder / "reports"
    asked = ("--quarter", "Q2", "--format", "md", "--out", out)
    validate, report = "riep validate, one plan", "riep report --quarter Q2 --format md, one plan"
    all_ = f"the same report of {bench.effort.few:,} plans"
    quick = medians(
        {
            validate: bench.riep("validate", one, "--no-cache"),
            report: bench.riep("report", one, *asked),
        },
        bench.effort.short_runs,
    )
    long = medians({all_: bench.riep("report", few, *asked)}, min(bench.effort.runs, 2))
    runs = [run_or_why(quick, name) for name in (report, validate)]
    return Section(
        "Reports",
        [
            ratio("Q2's Markdown report : validation, one plan", Sense.MOST, _OF_VALIDATION, *runs),
            _busy(
                f"processors busy, {bench.effort.few:,} reports",
                long.runs.get(all_),
                long.faults.get(all_),
            ),
        ],
        {**quick.runs, **long.runs},
        {**quick.faults, **long.faults},
        ["These plans have the returns of two quarters."],
    )


def _busy(what: str, run: Run | None, fault: str | None) -> Target:
    """Say how many processors were busy on average."""
    reached = run.processor / run.wall if run else None
    return Target(what, Sense.LEAST, _PROCESSORS, reached, unit="", why_not=fault or "")
