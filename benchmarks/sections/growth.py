"""How time and memory grow: with plans, with projects of one plan, with findings in one file."""

from collections.abc import Mapping

from benchmarks.bench import Bench
from benchmarks.measure import Case, Measured, Run, medians, memory_of
from benchmarks.sections.throughput import riep_on
from benchmarks.targets import Section, Sense, Target, ratio, run_or_why

_TIMES_TEN, _PER_PROJECT, _PER_FINDING, _MEBIBYTES = 11.0, 1.3, 1.0, 400.0
_TEN = 10


def plans(bench: Bench, known: Mapping[str, Run]) -> Section:
    """Compare ten times as many plans with so many, and look at the memory of the larger run.

    Args:
        bench: what to work with.
        known: what runs took that were measured already.
    """
    effort = bench.effort
    less, more = (effort.many, effort.most) if effort.most else (effort.few, effort.many)
    cases = {
        riep_on(number): bench.riep("validate", bench.corpus.plans(number), "--no-cache")
        for number in (less, more)
    }
    new = {name: case for name, case in cases.items() if name not in known}
    measured = medians(new, 1)
    measured = Measured({**measured.runs, **_those(cases, known)}, measured.faults)
    runs = [run_or_why(measured, riep_on(number)) for number in (more, less)]
    limit = _TIMES_TEN * more / less / _TEN
    what = f"{more:,} plans : {less:,}"
    memory = None if measured.faults else memory_of(cases[riep_on(more)])
    targets = [
        ratio(what, Sense.MOST, limit, *runs),
        Target(
            f"all processes together, {more:,} plans",
            Sense.MOST,
            _MEBIBYTES,
            memory,
            unit=" MiB",
            why_not=next(iter(measured.faults.values()), "this system does not tell"),
        ),
    ]
    notes = [] if effort.most else [_NOT_ALL]
    return Section("Growth with plans", targets, measured.runs, measured.faults, notes)


def _those(cases: Mapping[str, Case], known: Mapping[str, Run]) -> dict[str, Run]:
    return {name: run for name, run in known.items() if name in cases}


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
