"""How long a command takes that somebody waits for in a terminal: one plan, a version, help."""

import sys
from dataclasses import replace

from benchmarks.bench import Bench
from benchmarks.measure import Case, Measured, Run, medians
from benchmarks.peers import SCHEMAS
from benchmarks.targets import A_START, Section, Sense, Target, ratio, run_or_why

_OF_CHECK_JSONSCHEMA, _OF_START = 0.6, 2.5
_ONE = "riep validate, one plan in one file"
_PEER = "check-jsonschema"
_PEER_ON_ONE = "check-jsonschema, the same file"
_PYTHON, _TYPER = "python -c pass", "python -c 'import typer'"
_SHORT = ("riep --version", "riep --help", "riep's completion")


def cold_start(bench: Bench) -> Section:
    """Compare starts by turns: riep's own verbs, the peers', and those of Python and typer."""
    measured = medians(_cases(bench), bench.effort.short_runs)
    peer = run_or_why(measured, _PEER_ON_ONE) or bench.why_not(_PEER)
    one = run_or_why(measured, _ONE)
    base = run_or_why(measured, _TYPER)
    what = f"{_ONE} : {_PEER_ON_ONE}"
    targets = [ratio(what, Sense.MOST, _OF_CHECK_JSONSCHEMA, one, peer, told_by=A_START)]
    for name in _SHORT:
        short = run_or_why(measured, name)
        targets.append(ratio(f"{name} : {_TYPER}", Sense.MOST, _OF_START, short, base))
    targets.append(_strictly(measured))
    return Section("Cold start", targets, measured.runs, measured.faults, [_note(bench)])


def _note(bench: Bench) -> str:
    size = bench.corpus.in_one().stat().st_size
    return f"The plan in one file has {size:,} bytes; starts are of a warm file cache."


def _strictly(measured: Measured) -> Target:
    """Judge the slowest start by the other reading: 2.5 times Python alone, and one import."""
    python, typer = (measured.runs.get(one) for one in (_PYTHON, _TYPER))
    starts = [measured.runs[one] for one in _SHORT if one in measured.runs]
    if python is None or typer is None or not starts:
        return ratio(_STRICT, Sense.MOST, 1.0, None, None)
    limit = Run(
        *(_OF_START * p + (t - p) for p, t in zip(_times(python), _times(typer), strict=True))
    )
    slowest = Run(max(one.wall for one in starts), max(one.processor for one in starts))
    return ratio(_STRICT, Sense.MOST, 1.0, slowest, limit)


_STRICT = "the slowest of these : 2.5 × Python alone plus the import"


def _times(run: Run) -> tuple[float, float]:
    return run.wall, run.processor


def _cases(bench: Bench) -> dict[str, Case]:
    plan = bench.corpus.in_one()
    version, help_, completion = _SHORT
    asked = {"_RIEP_COMPLETE": "complete_bash", "COMP_WORDS": "riep va", "COMP_CWORD": "1"}
    cases = {
        _PYTHON: Case([(sys.executable, "-c", "pass")]),
        _TYPER: Case([(sys.executable, "-c", "import typer")]),
        version: bench.riep("--version"),
        help_: bench.riep("--help"),
        completion: replace(bench.riep(), settings=asked),
        _ONE: bench.riep("validate", plan),
    }
    for peer in bench.here:
        if peer.name == _PEER:
            schema = str(SCHEMAS / "plan.schema.json")
            cases[_PEER_ON_ONE] = Case([(peer.start[0], "--schemafile", schema, str(plan))])
        cases[f"{peer.name}, its start"] = Case([peer.start])
    return cases
