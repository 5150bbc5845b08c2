"""Where riep's time goes: what a miss is explained with, and where the next gain would be."""

import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.stages import LEFT, NO_RULES, PARSING, READING
from benchmarks.targets import A_PLAN, A_START, Section

_ROOT = Path(__file__).parents[2]
_SHOWN = 8
#: A line of `-X importtime`: microseconds of a module's own, of it with what it imports, its name.
_IMPORTED = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)")
#: Modules of several packages by the name under which they are counted, the first that fits.
_GROUPS = {
    r"typer|click|rich|shellingham|pygments|markdown_it": "import typer, and what it needs",
    r"pydantic|annotated_types|typing_inspection|typing_extensions": "import pydantic",
    r"riep_plan\.model|riep_plan\.values": "import riep: the plan language",
    r"riep_plan\.(?:rules|figures)": "import riep: rules and figures",
    r"riep_plan": "import riep: all else",
    r"ryml": "import rapidyaml",
}
_OTHERS = "import of Python's own library"
_MICRO = 1_000


def a_plan(bench: Bench) -> Section:
    """Tell the stages of a plan in a warm process, and the families of rules that take most."""
    folder = bench.corpus.plans(bench.effort.few)
    found: dict[str, float] = json.loads(_ran("-m", "benchmarks.stages", str(folder)).stdout)
    rules = {name: took for name, took in found.items() if name not in NO_RULES}
    most = sorted(rules, key=lambda name: -rules[name])[:_SHOWN]
    reading = {name: found[name] for name in (PARSING, READING)}
    shown = {f"rules {name}": rules[name] for name in most}
    others = f"{len(rules) - len(most)} other families of rules"
    left = {others: sum(rules.values()) - sum(shown.values()), LEFT: found[LEFT]}
    return Section(A_PLAN, [], shares={**reading, **shown, **left})


def a_start(bench: Bench) -> Section:
    """Tell what a cold start imports, and what is left for the plan itself."""
    plan = str(bench.corpus.in_one())
    timed = ("-X", "importtime", "-m", "riep_plan", "validate", "--no-cache", plan)
    imported: dict[str, float] = defaultdict(float)
    for name, took in _imports(_ran(*timed).stderr):
        imported[_group(name)] += took
    note = "Python tells these itself (-X importtime), which makes every import a little slower."
    return Section(A_START, [], shares=dict(imported), notes=[note])


def _imports(told: str) -> Iterator[tuple[str, float]]:
    """Give each module that was imported, with the milliseconds that it took by itself."""
    for match in _IMPORTED.finditer(told):
        yield match[2], int(match[1]) / _MICRO


def _group(module: str) -> str:
    return next((name for key, name in _GROUPS.items() if re.match(key, module)), _OTHERS)


def _ran(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
