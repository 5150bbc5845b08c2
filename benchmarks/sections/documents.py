"""How long reports take, beside the check of the same plans."""

from benchmarks.bench import Bench
from benchmarks.measure import Run, medians
from benchmarks.targets import Section, Sense, Target, ratio, run_or_why

_RETURNED = 2
_OF_VALIDATION, _PROCESSORS, _OF_SMALL = 2.0, 1.5, 3.0


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


def growth(bench: Bench) -> Section:
    """Compare the report of a large plan with that of a small one, as text and as a page."""
    small, large = bench.effort.growing
    out = bench.corpus.folder / "reports"
    names = {
        (format_, number): f"{format_}, {number} projects"
        for format_ in ("md", "html")
        for number in (small, large)
    }
    cases = {
        name: bench.riep(
            *("report", bench.corpus.large(number, _RETURNED)),
            *("--quarter", "Q2", "--format", format_, "--out", out),
        )
        for (format_, number), name in names.items()
    }
    measured = medians(cases, bench.effort.runs)
    targets = [
        ratio(
            f"Q2's report as {format_}: {large} projects : {small}",
            Sense.MOST,
            _OF_SMALL,
            *(run_or_why(measured, names[format_, number]) for number in (large, small)),
        )
        for format_ in ("md", "html")
    ]
    return Section("Reports of large plans", targets, measured.runs, measured.faults)


def _busy(what: str, run: Run | None, fault: str | None) -> Target:
    """Say how many processors were busy on average."""
    reached = run.processor / run.wall if run else None
    return Target(what, Sense.LEAST, _PROCESSORS, reached, unit="", why_not=fault or "")
