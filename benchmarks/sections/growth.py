"""How time and memory grow: with plans, with projects of one plan, with findings in one file."""

from collections.abc import Mapping
from dataclasses import replace

from benchmarks.bench import Bench
from benchmarks.corpus import on_disk, size_of
from benchmarks.measure import Measured, Run, medians
from benchmarks.sections.throughput import AGAIN, KEPT, riep_on
from benchmarks.targets import Grown, Section, Sense, Target, ratio, run_or_why

_TIMES_TEN, _PER_PROJECT, _PER_FINDING, _MEBIBYTES = 11.0, 1.3, 1.0, 400.0
_TEN = 10
#: Seconds that the largest set may take.
_PATIENCE = 3_600.0


def plans(bench: Bench, known: Mapping[str, Run]) -> Section:
    """Compare more plans with fewer, in time and in memory.

    Args:
        bench: what to work with.
        known: what runs took that were measured already.
    """
    effort = bench.effort
    less, more = (effort.many, effort.most) if effort.most else (effort.few, effort.many)
    cases = {
        riep_on(number): replace(
            bench.riep("validate", bench.corpus.plans(number), "--no-cache"),
            is_watched=True,
            patience=_PATIENCE,
        )
        for number in (less, more)
    }
    measured = medians(cases, 1)
    smaller, bigger = (run_or_why(measured, name) for name in cases)
    limit = _TIMES_TEN * more / less / _TEN
    together = f"all processes together, {more:,} plans"
    held = bigger.together if isinstance(bigger, Run) else None
    why_not = next(iter(measured.faults.values()), "this system does not tell")
    targets = [
        ratio(f"{more:,} plans : {less:,}", Sense.MOST, limit, bigger, smaller),
        Target(together, Sense.MOST, _MEBIBYTES, held, unit=" MiB", why_not=why_not),
    ]
    notes = [] if effort.most else [_NOT_ALL]
    notes += [
        f"{name}: all processes together held {run.together:,.0f} MiB."
        for name, run in measured.runs.items()
        if run.together is not None
    ]
    grown = _grown(bench, (less, more), (smaller, bigger), known.get(AGAIN))
    return Section("Growth with plans", targets, measured.runs, measured.faults, notes, grown)


def _grown(
    bench: Bench,
    numbers: tuple[int, int],
    runs: tuple[Run | str | None, Run | str | None],
    again: Run | None,
) -> Grown | None:
    """Put together what larger numbers can be estimated from, if all of it is known."""
    small, large = runs
    if not isinstance(small, Run) or not isinstance(large, Run) or again is None:
        return None
    if small.together is None or large.together is None:
        return None
    kept = bench.corpus.folder / KEPT
    folder = bench.corpus.plans(bench.effort.few)
    files, size = size_of([folder])
    return Grown(
        numbers,
        (small, large),
        (small.together, large.together),
        files / bench.effort.few,
        size / bench.effort.few,
        on_disk(folder) / bench.effort.few,
        size_of([kept])[1] / bench.effort.many,
        again.wall / bench.effort.many,
    )


_NOT_ALL = "20,000 plans are left out of this run (--quick)."


def projects(bench: Bench) -> Section:
    """Compare a project of one large plan with a project of plans of ten, in one process each."""
    number = bench.effort.projects
    one = f"one plan of {number:,} projects"
    many = f"{number // _TEN:,} plans of ten projects"
    alone = ("--no-cache", "--jobs", "1")
    cases = {
        one: bench.riep("validate", bench.corpus.large(number), *alone),
        many: bench.riep("validate", bench.corpus.plans(number // _TEN), *alone),
    }
    measured = medians(cases, bench.effort.runs)
    return _compared("Growth with projects", f"a project: {one} : {many}", _PER_PROJECT, measured)


def findings(bench: Bench) -> Section:
    """Compare a finding in one file of many with a finding in files of ten, as many in all."""
    number = bench.effort.findings
    one = f"one file with {number:,} findings"
    many = f"{number // _TEN:,} files with ten"
    asked = ("--no-cache", "--jobs", "1", "--format", "json")
    cases = {
        one: bench.riep("validate", bench.corpus.wrong(1, number), *asked, statuses=(1,)),
        many: bench.riep(
            "validate", bench.corpus.wrong(number // _TEN, _TEN), *asked, statuses=(1,)
        ),
    }
    measured = medians(cases, bench.effort.runs)
    return _compared("Growth with findings", f"a finding: {one} : {many}", _PER_FINDING, measured)


def _compared(title: str, what: str, limit: float, measured: Measured) -> Section:
    """Compare the first of two cases with the second."""
    names = [*measured.runs, *measured.faults]
    found: list[Run | str | None] = [run_or_why(measured, name) for name in names]
    if measured.faults:
        found = [next(iter(measured.faults.values())), None]
    target = ratio(what, Sense.MOST, limit, *found)
    return Section(title, [target], measured.runs, measured.faults)
