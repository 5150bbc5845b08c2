"""What depends on what in a plan: whether a change leaves it at odds with itself.

It is decided from the plan's own structure, whether or not a rule looks: a sum that held is out by
another amount, however little; a figure differs from its own words, from what is printed for it,
or from its parts; a name names nothing, or nothing names what must be named; a date leaves the
calendar or stands after what follows it; what the language requires is missing.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from riep_plan.figures import Ledger
from riep_plan.figures.sums.equation import Equation
from riep_plan.figures.sums.evidence import Share, evidence_shares
from riep_plan.findings.finding import Path as At
from riep_plan.model import Plan
from riep_plan.values.period import Period, Span, read_period
from riep_plan.values.refusal import Refused
from tests.support.mutations import AMOUNTS, DATES, MONTHS, OTHERS, Mutation
from tests.support.references import named_paths, references_of
from tests.support.repairs import Node, Repaired, below

A_SUM = "a sum"
A_SHARE = "a share of a whole"
PRINTED = "what is printed elsewhere"
WORDS = "its own words"
PARTS = "its parts"
SERIES = "the numbering"
RETURNS = "the number of returns"
CALENDAR = "the calendar"
PERIOD = "the plan's period"
ORDER = "the order of two dates"
REFERENCE = "a reference"
ORPHAN = "what must be named"
LANGUAGE = "the language"
_ENTRY = 2

#: What is not at odds, though a figure of a sum is changed: no more than the sum may be rounded.
ROUNDING = "less than its sums are rounded by"
#: Nor where an amount of the sum is still to be confirmed, which may make up for it.
OPEN = "what is to be confirmed may make up for it"

UNCERTAIN = ("", ROUNDING, OPEN)


@dataclass(frozen=True)
class Odds:
    """What a changed plan is at odds with.

    Attributes:
        reason: what it is, in words; empty where the plan is as good as before.
        places: where it shows: the figures of the sum, the name that names nothing.
    """

    reason: str = ""
    places: frozenset[At] = frozenset()

    @property
    def is_certain(self) -> bool:
        """Whether the plan alone shows that something is wrong."""
        return self.reason not in UNCERTAIN


#: Each sum by its kind and total, with how far it is out before any rounding is allowed for.
Gaps = Mapping[tuple[object, At], set[Decimal]]


@dataclass
class Basis:
    """A plan put right, with what its parts are to one another, worked out once."""

    repaired: Repaired

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.repaired.plan

    @cached_property
    def ledger(self) -> Ledger:
        """Its figures."""
        return Ledger(self.plan, neighbours=self.repaired.source.neighbours)

    @cached_property
    def gaps(self) -> Gaps:
        """How far out each sum is, by its kind and total, before any rounding is allowed for."""
        return gaps_of(self.ledger.equations)

    @cached_property
    def shares(self) -> Mapping[At, Decimal]:
        """How far each stated share is from what it works out at."""
        return shares_of(self.plan)

    @cached_property
    def named(self) -> list[tuple[At, At]]:
        """Each place that something else names, with where it is named."""
        return [*named_paths(self.repaired.tree), *_defined(self.repaired)]

    @cached_property
    def printed(self) -> Mapping[At, str]:
        """What is printed for a figure elsewhere, by the place that the note names."""
        notes = self.repaired.tree.get("provenance", {})
        found = {}
        for target, at in named_paths(self.repaired.tree):
            words = notes[at[1]].get("printed", "") if at[0] == "provenance" else ""
            if any(sign.isdigit() for sign in words):
                found[target] = words
        return found

    @cached_property
    def days(self) -> Span | None:
        """The days that the plan is for."""
        return self.ledger.days or (self.plan.period.days if self.plan.period else None)


def gaps_of(equations: tuple[Equation, ...]) -> Gaps:
    """How far out each sum is, before any rounding is allowed for."""
    found: dict[tuple[object, At], set[Decimal]] = defaultdict(set)
    for one in equations:
        found[one.kind, one.total.at].add(one.total.amount - one.added)
    return found


def shares_of(plan: Plan) -> Mapping[At, Decimal]:
    """How far each stated share is from what it works out at."""
    return {one.at: _gap(one) for one in evidence_shares(plan)}


def _gap(share: Share) -> Decimal:
    return share.stated - share.worked_out


def _defined(repaired: Repaired) -> Iterator[tuple[At, At]]:
    """Where what is named by an id is defined, with where it is named."""
    tree = repaired.tree
    for one in references_of(repaired):
        for at in _homes(one.at, one.named, tree):
            yield at, one.at


def _homes(at: At, named: str, tree: Mapping[str, Any]) -> list[At]:
    keys = ("funding", "meetings", "frameworks", "workstreams", "organisations", "projects")
    field = at[-2] if at[-1].isdecimal() else at[-1]
    if field in {"serves", "measures"}:
        return [(*(at[:2] if at[0] == "projects" else ()), "outcomes", named)]
    if field in {"adds", "less"}:
        return [(*at[: at.index("rows") + 1], named)]
    if "contributes" in at and at[-1].isdecimal():
        return [("frameworks", at[at.index("contributes") + 1], "targets", named)]
    if field in {"likelihood", "impact"}:
        return []
    kinds = {"workstreams": ("workstreams",), "funded_under": ("projects",)}
    kinds |= {"returned": ("organisations",), "not_returned": ("organisations",)}
    return [(key, named) for key in kinds.get(field, keys) if named in tree.get(key, {})]


def depends(basis: Basis, one: Mutation, after: Plan | None) -> Odds:
    """Say what in the plan a change is at odds with.

    Args:
        basis: the plan before.
        one: the change.
        after: the plan changed; None where the language refuses it.
    """
    if after is None:
        return _refused(basis, one)
    found = [
        _sums(basis, Ledger(after)),
        _shares(basis, after),
        Odds(_figures(basis, one)) if one.family in AMOUNTS else Odds(),
        _dates(basis, one, after) if one.family in (*DATES, OTHERS[3]) else Odds(),
        Odds(REFERENCE if one.family == OTHERS[0] else ""),
        _orphans(basis, after) if one.family in (OTHERS[1], OTHERS[2]) else Odds(),
        _unnamed(basis, one) if one.family == OTHERS[2] else Odds(),
    ]
    at_odds = [odds for odds in found if odds.reason and odds.is_certain]
    if not at_odds:
        return next((odds for odds in found if odds.reason), Odds())
    places = frozenset(place for odds in at_odds for place in odds.places)
    return Odds(at_odds[0].reason, places)


def _refused(basis: Basis, one: Mutation) -> Odds:
    """A number that cannot be read is missed by its sum; a required key, by the language."""
    if one.family in (*AMOUNTS, *DATES):
        terms = (term.at for sums in basis.ledger.equations for term in (sums.total, *sums.parts))
        return Odds(A_SUM if any(_holds(at, one.at) or _holds(one.at, at) for at in terms) else "")
    return Odds(LANGUAGE)


def _holds(outer: At, inner: At) -> bool:
    return inner[: len(outer)] == outer


def _sums(basis: Basis, ledger: Ledger) -> Odds:
    """Every sum that is out by another amount than before, and by more than rounding."""
    places: set[At] = set()
    uncertain = ""
    for one in ledger.equations:
        known = basis.gaps.get((one.kind, one.total.at), set()) | {Decimal(0)}
        if one.total.amount - one.added not in known:
            if not one.gap:
                uncertain = OPEN if one.more else uncertain or ROUNDING
            places |= {term.at for term in (one.total, *one.parts)} if one.gap else set()
    if places:
        return Odds(A_SUM, frozenset(places))
    return Odds(uncertain)


def _shares(basis: Basis, after: Plan) -> Odds:
    """Every share that is out by another amount than before, and by more than rounding."""
    changed = [one for one in evidence_shares(after) if basis.shares.get(one.at) != _gap(one)]
    out = frozenset(one.at for one in changed if abs(_gap(one)) > one.allowance)
    return Odds(A_SHARE, out) if out else Odds(ROUNDING if changed else "")


def _figures(basis: Basis, one: Mutation) -> str:
    holder: Node = basis.repaired.tree
    for step in one.at[:-1]:
        holder = below(holder, step)
    if any(_holds(at, one.at) for at in basis.printed):
        return PRINTED
    if isinstance(holder, dict) and _says(str(holder.get("text", "")), one.was):
        return WORDS
    if _has_parts(basis, one.at):
        return PARTS
    if one.at[-1] == "number" and len(one.at) == _ENTRY + 1:
        return _series(basis, one)
    if "assessments" in one.at and "results" in one.at:
        assessment = basis.plan.assessments[one.at[1]]
        return RETURNS if assessment.returned or assessment.assessed else ""
    return ""


def _has_parts(basis: Basis, at: At) -> bool:
    """Say whether a value is that of a target with a value in all and its parts over time."""
    target: Any = basis.repaired.tree
    for step in at[: at.index("target") + 1] if "target" in at else ():
        target = below(target, step)
    return "target" in at and {"value", "profile"} <= set(target)


def _says(text: str, number: str) -> bool:
    """Say whether words have a number, standing by itself, and not as a quotation."""
    digits = re.escape(number.strip())
    return bool(re.search(rf"(?<![\d.,£/]){digits}(?![\d]|[.,]\d)", text)) and "{" not in text


def _series(basis: Basis, one: Mutation) -> str:
    """A number of a series that counts on from 1; or one that another has already."""
    siblings = getattr(basis.plan, one.at[0])
    numbers = sorted(entry.number for entry in siblings.values() if entry.number is not None)
    counts_on = set(numbers) == set(range(1, max(numbers) + 1))
    return SERIES if counts_on or one.becomes in map(str, numbers) else ""


def _dates(basis: Basis, one: Mutation, after: Plan) -> Odds:
    if one.at[0] == "calendar":
        return Odds(CALENDAR, frozenset({one.at[:2]}))
    was, now = _period(one.was), _period(one.becomes.split(" of ")[0])
    if was is None or now is None:
        return Odds()
    field = next((step for step in reversed(one.at) if not step.isdecimal()), "")
    if field == "due" and basis.days is not None and was.days is not None and now.days is not None:
        out = was.days.within(basis.days) and not now.days.within(basis.days)
        return Odds(PERIOD if out else "")
    if one.family == DATES[1] and any(
        _holds(at, one.at) and re.search("|".join(MONTHS), words)
        for at, words in basis.printed.items()
    ):
        return Odds(PRINTED)
    crossed = _out_of_order(after) - _out_of_order(basis.plan)
    return Odds(ORDER, frozenset(crossed)) if crossed else Odds()


def _period(text: str) -> Period | None:
    try:
        return read_period(text)
    except Refused:
        return None


def _out_of_order(plan: Plan) -> set[At]:
    """Give the indicators whose baseline is later than their target, and later decisions."""
    found: set[At] = set()
    for at, owner in _owners(plan):
        for name, indicator in owner.indicators.items():
            measured = indicator.baseline.at if indicator.baseline else None
            due = indicator.target.by if indicator.target else None
            if _is_later(measured, due):
                found.add((*at, "indicators", name))
    decided = {name for project in plan.projects.values() for name in project.decisions}
    for name in decided & set(plan.meetings):
        if _is_later(plan.meetings[name].on, plan.date):
            found.add(("meetings", name))
    return found


def _is_later(one: Period | None, other: Period | None) -> bool:
    if one is None or other is None or one.days is None or other.days is None:
        return False
    return one.days.start > other.days.end


def _owners(plan: Plan) -> Iterator[tuple[At, Any]]:
    yield (), plan
    yield from ((("projects", one), project) for one, project in plan.projects.items())


def _orphans(basis: Basis, after: Plan) -> Odds:
    """Outcomes that no indicator measures any more, workstreams that no project belongs to."""
    gone = _unmeasured(after) - _unmeasured(basis.plan)
    return Odds(ORPHAN, frozenset(gone)) if gone else Odds()


def _unmeasured(plan: Plan) -> set[At]:
    found: set[At] = set()
    for at, owner in _owners(plan):
        measured = {name for one in owner.indicators.values() for name in one.measures}
        found |= {(*at, "outcomes", name) for name in owner.outcomes if name not in measured}
    used = Counter(name for project in plan.projects.values() for name in project.workstreams)
    used.update(name for line in plan.budget.values() for name in line.workstreams)
    return found | {("workstreams", name) for name in plan.workstreams if name not in used}


def _unnamed(basis: Basis, one: Mutation) -> Odds:
    """Say whether something that stays names what is deleted, or a quarter that is."""
    naming = {by for home, by in basis.named if _holds(one.at, home) and not _holds(one.at, by)}
    if naming:
        return Odds(REFERENCE, frozenset(naming))
    is_quarter = one.at[0] == "calendar" and len(one.at) <= _ENTRY
    return Odds(CALENDAR if is_quarter else "")
