"""How fast many plans are checked: by riep, by its peers, and merely read."""

import shutil
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.corpus import SHAPE, size_of
from benchmarks.measure import Case, Run, medians
from benchmarks.peers import HERE, Peer
from benchmarks.targets import A_PLAN, Section, Sense, Target, ratio, run_or_why

#: How many times longer each peer is to take for a plan, at least; None where nothing is asked.
ASKED = {"check-jsonschema": 40.0, "yamllint": 40.0, "yamale": None, "ajv-cli": 3.0}
_OF_FLOOR, _OF_FIRST = 8.0, 0.1
#: Where what was found is kept, and the name of the run that finds it there.
KEPT, AGAIN = "kept", "second run, one of them changed"
_FLOOR = "the floor: rapidyaml reads the files and drops them"


def riep_on(number: int) -> str:
    """Name riep's run over so many plans."""
    return f"riep validate, {number:,} plans"


def throughput(bench: Bench) -> Section:
    """Compare a cold run over all plans with the peers, by turns."""
    many = bench.effort.many
    measured = medians({**_on_few(bench), **_on(bench, many)}, bench.effort.runs)
    riep = run_or_why(measured, riep_on(many))
    targets: list[Target] = []
    for name, least in ASKED.items():
        if least is None:
            continue
        peer = next((one for one in bench.here if one.name == name), None)
        took = _per_plan(bench, peer, measured.runs) if peer else None
        over = took or run_or_why(measured, _named(bench, name)) or bench.why_not(name)
        each = riep.each(many) if isinstance(riep, Run) else riep
        targets.append(
            ratio(
                f"{name} : riep, a plan of {many:,}", Sense.LEAST, least, over, each, told_by=A_PLAN
            )
        )
    floor = run_or_why(measured, f"{_FLOOR}, {many:,} plans")
    what = f"riep on all processors : the floor, {many:,} plans"
    targets.append(ratio(what, Sense.MOST, _OF_FLOOR, riep, floor, told_by=A_PLAN))
    return Section("Throughput", targets, measured.runs, measured.faults, _notes(bench))


def _notes(bench: Bench) -> list[str]:
    files, size = size_of(_sample(bench))
    each = len(_sample(bench))
    return [
        f"Every plan: {SHAPE}; {files // each} files, {size / each / 1000:.0f} kB.",
        f"Slow peers check {each} of the same plans: their time per plan, without start, counts.",
    ]


def _sample(bench: Bench) -> list[Path]:
    plans = sorted(bench.corpus.plans(bench.effort.many).iterdir())
    return plans[: bench.effort.sample]


def _named(bench: Bench, name: str) -> str:
    is_slow = any(one.name == name and one.is_slow for one in bench.here)
    return f"{name}, {bench.effort.sample if is_slow else bench.effort.many:,} plans"


def _on_few(bench: Bench) -> dict[str, Case]:
    """Give the cases of slow peers, on a sample, and of their starts."""
    folder = bench.corpus.plans(bench.effort.many)
    cases = {}
    for peer in bench.here:
        commands = peer.on_plans(_sample(bench)) if peer.is_slow else []
        if commands:
            cases[f"{peer.name}, start only"] = Case([peer.start] * len(commands))
            cases[_named(bench, peer.name)] = Case(commands, folder)
    return cases


def _on(bench: Bench, number: int) -> dict[str, Case]:
    """Give the cases of what is fast enough for all plans."""
    folder = bench.corpus.plans(number)
    cases = {riep_on(number): bench.riep("validate", folder, "--no-cache")}
    for peer in bench.here:
        commands = [] if peer.is_slow else peer.on_plans(sorted(folder.iterdir()))
        if commands:
            cases[f"{peer.name}, {number:,} plans"] = Case(commands, folder)
    floor = (sys.executable, str(HERE / "floor.py"), str(folder))
    cases[f"{_FLOOR}, {number:,} plans"] = Case([floor])
    return cases


def _per_plan(bench: Bench, peer: Peer, runs: Mapping[str, Run]) -> Run | None:
    """Give what a peer takes for a plan; of a slow one, without what its starts take."""
    whole = runs.get(_named(bench, peer.name))
    if whole is None or not peer.is_slow:
        return whole.each(bench.effort.many) if whole else None
    start = runs.get(f"{peer.name}, start only")
    return whole.without(start).each(bench.effort.sample) if start else None


def unchanged(bench: Bench) -> Section:
    """Compare a first run, which keeps what it finds, with a second after one plan changed."""
    number = bench.effort.many
    folder, kept = bench.corpus.plans(number), bench.corpus.folder / KEPT
    changed = max(folder.glob("*/projects/*.yaml"))

    def change() -> None:
        with changed.open("a", encoding="utf-8") as file:
            file.write("# seen again\n")

    case = replace(bench.riep("validate", folder), settings={"RIEP_CACHE_DIR": str(kept)})
    first, second = f"first run, {number:,} plans", AGAIN
    cases = {
        first: replace(case, before=lambda: shutil.rmtree(kept, ignore_errors=True)),
        second: replace(case, before=change),
    }
    measured = medians(cases, bench.effort.runs)
    what = "second run, one plan changed : first run"
    runs = [run_or_why(measured, one) for one in (second, first)]
    return Section(
        "Unchanged plans",
        [ratio(what, Sense.MOST, _OF_FIRST, *runs)],
        measured.runs,
        measured.faults,
    )
