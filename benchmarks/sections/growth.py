"""How time and memory grow: with plans, with projects of one plan, with findings in one file."""

from collections.abc import Mapping

from benchmarks.bench import Bench
from benchmarks.corpus import on_disk, size_of
from benchmarks.measure import Measured, Run, medians, memory_of
from benchmarks.sections.throughput import AGAIN, KEPT, riep_on
from benchmarks.targets import Grown, Section, Sense, Target, ratio, run_or_why

_TIMES_TEN, _PER_PROJECT, _PER_FINDING, _MEBIBYTES = 11.0, 1.3, 1.0, 400.0
_TEN = 10


def plans(bench: Bench, known: Mapping[str, Run]) -> Section:
    """Compare more plans with fewer, in time and in memory.

    Args:
        bench: what to work with.
        known: what runs took that were measured already.
    """
    effort = bench.effort
    less, more = (effort.many, effort.most) if effort.most else (effort.few, effort.many)
    cases = {
        number: bench.riep("validate", bench.corpus.plans(number), "--no-cache")
        for number in (less, more)
    }
    new = {riep_on(number): case for number, case in cases.items() if riep_on(number) not in known}
    measured = medians(new, 1)
    runs = {
        riep_on(number): run
        for number in cases
        if (run := known.get(riep_on(number)) or measured.runs.get(riep_on(number)))
    }
    held = {} if measured.faults else {number: memory_of(case) for number, case in cases.items()}
    why_not = next(iter(measured.faults.values()), "this system does not tell")
    bigger, smaller = (runs.get(riep_on(number), why_not) for number in (more, less))
    together = f"all processes together, {more:,} plans"
    targets = [
        ratio(
            f"{more:,} plans : {less:,}",
            Sense.MOST,
            _TIMES_TEN * more / less / _TEN,
            bigger,
            smaller,
        ),
        Target(together, Sense.MOST, _MEBIBYTES, held.get(more), unit=" MiB", why_not=why_not),
    ]
    notes = [] if effort.most else [_NOT_ALL]
    notes += [
        f"All processes together held {memory:,.0f} MiB over {number:,} plans."
        for number, memory in held.items()
        if memory is not None
    ]
    grown = _grown(bench, (less, more), runs, held, known.get(AGAIN))
    return Section("Growth with plans", targets, runs, measured.faults, notes, grown)


def _grown(
    bench: Bench,
    numbers: tuple[int, int],
    runs: Mapping[str, Run],
    held: Mapping[int, float | None],
    again: Run | None,
) -> Grown | None:
    """Put together what larger numbers can be estimated from, if all of it is known."""
    less, more = numbers
    memory = [held.get(less), held.get(more)]
    kept = bench.corpus.folder / KEPT
    small, large = runs.get(riep_on(less)), runs.get(riep_on(more))
    if small is None or large is None or again is None or None in memory:
        return None
    folder = bench.corpus.plans(bench.effort.few)
    files, size = size_of([folder])
    return Grown(
        numbers,
        (small, large),
        (memory[0] or 0.0, memory[1] or 0.0),
        files / bench.effort.few,
        size / bench.effort.few,
        on_disk(folder) / bench.effort.few,
        size_of([kept])[1] / bench.effort.many,
        again.wall / bench.effort.many,
    )


_NOT_ALL = "The largest set is left out of this run; --full measures 2,000 and 20,000 plans."


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
