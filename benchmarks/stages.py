"""Where riep's time goes on a plan, in a process that has checked some already.

Prints milliseconds of processor time a plan by stage, as JSON: what rapidyaml takes to read the
files, what is left of reading, each family of rules, and what is left of a check.

python -m benchmarks.stages FOLDER
"""

import gc
import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

import ryml

from riep_plan.check.run import Options, check_plan, judge_plan
from riep_plan.cli import RARELY
from riep_plan.figures import Ledger
from riep_plan.figures.policies import policy_in_force
from riep_plan.rules.registry import all_rules
from riep_plan.source.discover import PlanSite, find_plans
from riep_plan.source.load import load

PARSING, READING = "rapidyaml reads the files", "the rest of reading"
LEFT = "choosing rules, waivers, order, places"
NO_RULES = (PARSING, READING, LEFT)
_ROUNDS, _WARM, _MILLI = 3, 5, 1000
Clock = dict[str, float]


def main() -> None:
    """Measure, and print."""
    gc.set_threshold(*RARELY)  # as the command has it
    sites = find_plans(Path(sys.argv[1]))
    for site in sites[:_WARM]:
        check_plan(site, Options())
    rounds = [_round(sites) for _ in range(_ROUNDS)]
    found = {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}
    print(json.dumps(found))  # noqa: T201  the command's answer


def _round(sites: list[PlanSite]) -> dict[str, float]:
    """Take each stage of every plan once, and give what each takes for a plan."""
    spent: Clock = defaultdict(float)
    for site in sites:
        with _counted(spent, PARSING):
            _parse(site)
        with _counted(spent, READING):
            loaded = load(site)
        if loaded.plan is not None:
            policy = {"policy": policy_in_force(loaded.plan)}
            _judge(spent, Ledger(loaded.plan.model_copy(update=policy)))
        again = load(site)  # the models of the first remember what rules have asked them
        with _counted(spent, LEFT):
            judge_plan(again, Options())
    rules = sum(spent[name] for name in spent if name not in NO_RULES)
    spent[LEFT] = max(0.0, spent[LEFT] - rules)  # so little that it may be lost in noise
    spent[READING] -= spent[PARSING]
    return {name: seconds / len(sites) * _MILLI for name, seconds in spent.items()}


def _judge(spent: Clock, ledger: Ledger) -> None:
    for family, rules in groupby(all_rules(), lambda one: one.facts.family):
        with _counted(spent, family):
            for rule in rules:
                list(rule(ledger))


def _parse(site: PlanSite) -> None:
    for file in site.root.rglob("*.yaml"):
        ryml.parse_in_arena(file.read_bytes())


@contextmanager
def _counted(spent: Clock, name: str) -> Iterator[None]:
    begun = time.process_time()
    yield
    spent[name] += time.process_time() - begun


if __name__ == "__main__":
    main()
