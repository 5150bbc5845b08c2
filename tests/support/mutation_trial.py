"""Try every single change on every plan put right, and publish what was seen: docs/mutation.md.

``python -m tests.support.mutation_trial [--sample N] [--plan ID]``

A change counts as reported when the plan changed has a finding that the plan before had not, at the
place of the change, at what holds it, at a place that names it, or at a sum that it is part of.
"""

import argparse
import random
import re
import sys
from collections.abc import Iterable
from multiprocessing import Pool

from riep_plan.findings.finding import Finding
from riep_plan.findings.finding import Path as At
from riep_plan.model import Plan
from riep_plan.values.money import format_money
from riep_plan.values.quantity import read_quantity
from riep_plan.values.refusal import Refused
from tests.support.dependence import Basis, Odds, depends
from tests.support.mutation_page import PAGE, Trial, page
from tests.support.mutations import AMOUNTS, OTHERS, Mutation, all_mutations
from tests.support.repairs import (
    PLAN_IDS,
    Tree,
    Unreadable,
    built_plan,
    built_project,
    context_of,
    judged,
    repaired,
)

HERE, ELSEWHERE, NOWHERE = "reported", "reported elsewhere", "not reported"
#: How many keys above a change a finding may stand and still be at its line or its holder's.
_ABOVE = 2
_OWNER = 2
_PARTS = 2
_HEADS = {"title", "text", "number", "short_title"}


class Bench:
    """Tries changes on one plan; what a change does not touch is not built again."""

    def __init__(self, plan_id: str) -> None:
        """Take a plan put right, and judge it once."""
        self.repaired = repaired(plan_id)
        self.basis = Basis(self.repaired)
        found = judged(self.repaired.plan, self.repaired.source)
        self._known = {(one.rule.code, one.at) for one in found}

    def changes(self) -> list[Mutation]:
        """List every change."""
        return list(all_mutations(self.repaired))

    def plan_with(self, one: Mutation) -> Plan:
        """Build the plan with a change.

        Raises:
            Unreadable: the language refuses it.
        """
        before, after = self.repaired.tree, one.of(self.repaired.tree)
        context = context_of(after)
        plan = self.repaired.plan
        if any(at[0] != "projects" for at, _ in one.edits):
            own = built_plan(after, context)
            kept = {"projects": plan.projects, "policy": plan.policy}
            plan = own.model_copy(update=kept)
        return plan.model_copy(update={"projects": self._projects(plan, before, after, context)})

    def _projects(
        self, plan: Plan, before: Tree, after: Tree, context: dict[str, object]
    ) -> dict[str, object]:
        unit_changed = context != context_of(before)
        return {
            one: plan.projects[one]
            if not unit_changed and data is before["projects"].get(one)
            else built_project(data, context)
            for one, data in after["projects"].items()
        }

    def try_out(self, one: Mutation) -> Trial:
        """Make a change, judge the plan, and look for what is new."""
        try:
            after = self.plan_with(one)
        except Unreadable as refused:
            codes = tuple(sorted({problem.rule.code for problem in refused.problems}))
            odds = depends(self.basis, one, None)
            return Trial(self.repaired.id, one.family, str(one), one.at, odds.reason, HERE, codes)
        odds = depends(self.basis, one, after)
        new = self.new_findings(after)
        here = [finding for finding in new if shows(finding, one, odds)]
        seen = HERE if here else ELSEWHERE if new else NOWHERE
        codes = tuple(sorted({finding.rule.code for finding in here or new}))
        return Trial(self.repaired.id, one.family, str(one), one.at, odds.reason, seen, codes)

    def new_findings(self, plan: Plan) -> list[Finding]:
        """Give what is found in a plan that was not found before it was changed."""
        found = judged(plan, self.repaired.source)
        return [one for one in found if (one.rule.code, one.at) not in self._known]


def shows(finding: Finding, one: Mutation, odds: Odds) -> bool:
    """Say whether a finding stands at a change, at what holds or names it, or where it shows."""
    places = [finding.at, *(at for group in finding.related for at in group.at)]
    changed = [*(at for at, _ in one.edits), one.at, (*one.at[:-1], one.becomes)]
    if any(_is_at(place, at) or _owns(place, at) for place in places for at in changed):
        return True
    if any(_is_at(place, at) for place in places for at in odds.places):
        return True
    return _names(finding, one)


def _is_at(place: At, at: At) -> bool:
    """Say whether a place is the changed value, just above it, or within what was changed."""
    above = at[: len(place)] == place and len(place) >= max(1, len(at) - _ABOVE)
    return above or place[: len(at)] == at


def _owns(place: At, at: At) -> bool:
    """Say whether a place is the title or head of the project or entry that a value is in."""
    head = place[:-1] if place and place[-1] in _HEADS else place
    return len(head) >= _OWNER and at[: len(head)] == head


def _names(finding: Finding, one: Mutation) -> bool:
    """Say whether a finding speaks of the figure that was changed, by the amount."""
    if one.family not in (*AMOUNTS, OTHERS[3]):
        return False
    spoken = (*_spoken(one.was), *_spoken(one.becomes))
    return any(text in finding.message for text in spoken)


def _spoken(text: str) -> list[str]:
    """How a message would write an amount: only one that cannot be mistaken for another."""
    try:
        number = read_quantity(re.sub(r"\s*tbc$", "", text.split(" of ", maxsplit=1)[0])).number
    except Refused:
        return []
    shown = [format_money(abs(number)), format_money(abs(number) * 1000)]
    return [one for one in shown if sum(sign.isdigit() for sign in one) > _ABOVE + 1]


# --- the whole trial ---


def try_part(job: tuple[str, int | None, int]) -> tuple[int, list[Trial]]:
    """Try every second change of one plan, of all or of a sample that is the same every time.

    Returns:
        How many changes there are in all, counted with the first half alone, and the trials.
    """
    plan_id, sample, part = job
    bench = Bench(plan_id)
    changes = bench.changes()
    listed = 0 if part else len(changes)
    if sample is not None and sample < len(changes):
        changes = random.Random(plan_id).sample(changes, sample)  # noqa: S311  no secret
    return listed, [bench.try_out(one) for one in changes[part::_PARTS]]


def try_all(plan_ids: Iterable[str], sample: int | None) -> tuple[int, list[Trial]]:
    """Try the changes of several plans, two at a time."""
    jobs = [(one, sample, part) for one in plan_ids for part in range(_PARTS)]
    listed, trials = 0, []
    with Pool(_PARTS) as pool:
        for there, tried in pool.imap(try_part, jobs, chunksize=1):
            listed += there
            trials += tried
    return listed, trials


def main(arguments: list[str]) -> None:
    """Run the trial; write the page, or print it where one plan alone is tried."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, metavar="N", help="changes of each plan")
    parser.add_argument("--plan", choices=PLAN_IDS, help="one plan alone; the page is not written")
    given = parser.parse_args(arguments)
    listed, trials = try_all([given.plan] if given.plan else PLAN_IDS, given.sample)
    written = page(trials, listed)
    if given.plan:
        sys.stdout.write(written)
    else:
        PAGE.write_text(written, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
