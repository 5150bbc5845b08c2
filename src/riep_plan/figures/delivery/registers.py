"""Risk registers: every risk of a plan, which of them are alike, and which are severe."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from riep_plan.figures.ledger import Ledger
from riep_plan.figures.words.likeness import letters_of, words_of
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.risk import Residual, Risk, RiskScale

#: So many risks in common are no chance: one register was made from the other.
COPIED_FROM = 3

Placed = tuple[Path, Risk]


class Score(NamedTuple):
    """The likelihood and impact of a risk, as written; None where nobody gave it."""

    likelihood: str | None
    impact: str | None


#: What has a likelihood and an impact.
Scored = Risk | Residual | Score


def risks_of(ledger: Ledger) -> Sequence[Placed]:
    """Give every risk of the programme and of its projects."""
    return ledger.once(_risks_of)


def _risks_of(ledger: Ledger) -> list[Placed]:
    return [placed for register in registers_of(ledger) for placed in register]


def registers_of(ledger: Ledger) -> Sequence[list[Placed]]:
    """Give the risks of the programme, then those of each project, register by register."""
    return ledger.once(_registers_of)


def _registers_of(ledger: Ledger) -> list[list[Placed]]:
    found: list[list[Placed]] = [[(("risks", one), it) for one, it in ledger.plan.risks.items()]]
    for project_id, project in ledger.plan.projects.items():
        at: Path = ("projects", project_id, "risks")
        found.append([((*at, one), risk) for one, risk in project.risks.items()])
    return found


def scores_of(risk: Scored) -> tuple[str, str] | None:
    """Likelihood and impact, without capitals; None where one of them is not given."""
    if risk.likelihood is None or risk.impact is None:
        return None
    return risk.likelihood.casefold(), risk.impact.casefold()


def is_severe(scale: RiskScale | None, risk: Scored, severe_from: Decimal) -> bool:
    """Say whether both scores stand so high, in per cent, on the plan's own scale."""
    scores = scores_of(risk)
    if scale is None or scores is None:
        return False
    places = (_height(scale.likelihood, scores[0]), _height(scale.impact, scores[1]))
    return all(place is not None and place * 100 >= severe_from for place in places)


def rises(scale: RiskScale | None, risk: Risk) -> Iterator[str]:
    """Give the parts whose score after what is done about a risk is higher than before."""
    if scale is None or risk.residual is None:
        return
    for part in ("likelihood", "impact"):
        before, after = getattr(risk, part), getattr(risk.residual, part)
        steps: tuple[str, ...] = getattr(scale, part)
        known = [step.casefold() for step in steps]
        if before is None or after is None or not {before.casefold(), after.casefold()} <= {*known}:
            continue
        if known.index(after.casefold()) > known.index(before.casefold()):
            yield part


def _height(steps: tuple[str, ...], score: str) -> Decimal | None:
    """How high a score stands on a scale, from 0 to 1; None off the scale or with one step."""
    known = [step.casefold() for step in steps]
    if score not in known or len(known) == 1:
        return None
    return Decimal(known.index(score)) / (len(known) - 1)


def listed_twice(ledger: Ledger) -> Iterator[tuple[Placed, Placed]]:
    """Give each risk that stands in one register again, after the first of the same words."""
    for register in registers_of(ledger):
        first: dict[tuple[str, ...], Placed] = {}
        for placed in register if len(register) > 1 else ():
            before = first.setdefault(words_of(placed[1].text), placed)
            if before is not placed:
                yield before, placed


def scored_two_ways(ledger: Ledger) -> Iterator[tuple[Placed, list[Placed]]]:
    """Give each risk that registers share in words and not in scores.

    The one that stands out comes first: it is scored as the fewest are, the last of these.
    """
    for found in _of_the_same_words(risks_of(ledger)):
        of_registers: dict[Path, Placed] = {}
        for at, risk in found:
            if scores_of(risk) is not None:
                of_registers.setdefault(at[:-1], (at, risk))
        placed = list(of_registers.values())
        scores = [scores_of(risk) for _, risk in placed]
        if len(set(scores)) > 1:
            odd = min(reversed(range(len(placed))), key=lambda one: scores.count(scores[one]))
            others = [one for one in placed if scores_of(one[1]) != scores[odd]]
            yield placed[odd], others


def _of_the_same_words(risks: Sequence[Placed]) -> list[list[Placed]]:
    """Group the risks that are in the same words; few are in those of another."""
    near: dict[tuple[int, ...], list[Placed]] = defaultdict(list)
    for one in risks:
        near[letters_of(one[1].text)].append(one)
    alike: dict[tuple[str, ...], list[Placed]] = defaultdict(list)
    for one in [one for some in near.values() if len(some) > 1 for one in some]:
        alike[words_of(one[1].text)].append(one)
    return [found for found in alike.values() if len(found) > 1]


def copied(plan: Plan) -> list[dict[str, list[Placed]]]:
    """Group the projects whose registers share risks, scored alike: by project, those shared."""
    registers = _with_risks_of_others(plan)
    shared: dict[str, dict[object, Placed]] = defaultdict(dict)
    groups: list[set[str]] = []
    for first, second in combinations(registers, 2):
        common = registers[first].keys() & registers[second].keys()
        if len(common) < COPIED_FROM:
            continue
        for one in (first, second):
            shared[one] |= {key: registers[one][key] for key in common}
        joined = [group for group in groups if group & {first, second}]
        groups = [group for group in groups if group not in joined]
        groups.append({first, second}.union(*joined))
    return [
        {
            one: [placed for key, placed in has.items() if key in shared[one]]
            for one, has in registers.items()
            if one in group
        }
        for group in groups
    ]


def _with_risks_of_others(plan: Plan) -> dict[str, dict[object, Placed]]:
    """Give the registers that have enough risks which others have, too: few, of many projects."""
    registers = {
        one: _by_content(one, plan)
        for one, has in plan.projects.items()
        if len(has.risks) >= COPIED_FROM
    }
    times = Counter(key for has in registers.values() for key in has)
    return {
        one: has
        for one, has in registers.items()
        if sum(times[key] > 1 for key in has) >= COPIED_FROM
    }


def _by_content(project_id: str, plan: Plan) -> dict[object, Placed]:
    """A project's scored risks by their words and scores."""
    at: Path = ("projects", project_id, "risks")
    return {
        (words_of(risk.text), scores_of(risk)): ((*at, risk_id), risk)
        for risk_id, risk in plan.projects[project_id].risks.items()
        if scores_of(risk) is not None
    }
