"""What a plan says twice: the same words, the same payment, or one thing in two numbers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from riep_plan.figures.delivery.deliveries import (
    Holder,
    Point,
    holders,
    outputs,
    paid,
    points,
    spans,
)
from riep_plan.figures.ledger import Ledger
from riep_plan.figures.words.likeness import Counted, alike, contradict, counted, plain
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project
from riep_plan.model.budget import BudgetLine
from riep_plan.model.delivery import Action, Benefit, Milestone, Objective, Output, Step
from riep_plan.values.period import Span

#: A text of fewer words may well stand in two projects by chance.
COPIED_WORDS = 8
#: A text in so many projects, or more, is the programme's own standard wording.
STANDARD_WORDING = 4
#: Texts beyond so many are not compared one with another.
MOST_COMPARED = 200


class Copy(NamedTuple):
    """A text of one project that another has word for word."""

    text: str
    first: Path
    other: Path


class PaidTwice(NamedTuple):
    """Two points of two projects that speak of one thing, due at one time at one price."""

    first: Point
    other: Point
    names: tuple[str, str]
    amount: Decimal


class TwoNumbers(NamedTuple):
    """Two places that speak of the same things and differ in how many."""

    at: Path
    text: str
    number: Counted
    other: Path
    other_text: str
    other_number: Counted


def copies(ledger: Ledger) -> Mapping[tuple[str, str], list[Copy]]:
    """Give the texts that stand word for word in two projects, by the pair of projects.

    A text that a third project has too is given with the first that has it; what many projects
    have is their programme's wording.
    """
    seen: set[str] = set()
    shared: set[str] = set()
    for said in ledger.once(_said).values():
        own = set(said)
        shared |= own & seen
        seen |= own
    shared = {words for words in shared if words.count(" ") >= COPIED_WORDS - 1}
    where: dict[str, dict[str, tuple[str, Path]]] = defaultdict(dict)
    for project_id, project in ledger.plan.projects.items() if shared else ():
        for at, text in _promises(("projects", project_id), project):
            if (words := plain(text)) in shared:
                where[words].setdefault(project_id, (text, at))
    found: dict[tuple[str, str], list[Copy]] = defaultdict(list)
    for places in [one for one in where.values() if 1 < len(one) < STANDARD_WORDING]:
        (first_id, (text, first)), *others = places.items()
        for other_id, (_, other) in others:
            found[first_id, other_id].append(Copy(text, first, other))
    return found


def paid_twice(ledger: Ledger) -> Iterator[PaidTwice]:
    """Give milestones and steps that two projects both pay for."""
    by_terms: dict[tuple[Decimal, tuple[Span, ...]], list[tuple[Holder, Point]]] = defaultdict(list)
    for holder in holders(ledger):
        for point in points(holder):
            due, amount = spans(ledger, point.one.due), _price(point)
            if due and amount and amount > 0 and point.one.funded_under is None:
                by_terms[amount, tuple(due)].append((holder, point))
    for (amount, _), found in by_terms.items():
        for (one, first), (two, other) in combinations(found[:MOST_COMPARED], 2):
            if one.at != two.at and alike(first.one.text, other.one.text):
                yield PaidTwice(first, other, (one.name, two.name), amount)


def said_twice(ledger: Ledger) -> Iterator[tuple[Path, Path, str]]:
    """Give what a project lists twice, with where it stands first and its text.

    Entries count that are alike in all they say, and points of one list with the same words.
    """
    for project_id, said in ledger.once(_said).items():
        if len(set(said)) == len(said):
            continue
        project = ledger.plan.projects[project_id]
        for telling, entries in _lists(("projects", project_id), project):
            words = [plain(_text_of(one)) for _, one in entries]
            if len(set(words)) == len(words):
                continue
            first: dict[object, Path] = {}
            for (place, one), spoken in zip(entries, words, strict=True):
                rest = tuple(str(getattr(one, name)) for name in telling)
                before = first.setdefault((spoken, rest), place)
                if before != place and spoken:
                    yield place, before, _text_of(one)


def two_numbers(ledger: Ledger) -> Iterator[TwoNumbers]:
    """Give the places of one project that count the same things differently.

    Actions are compared with their own outputs; actions, milestones and steps with the budget's
    lines; and milestones that another project pays for with that project's.
    """
    counting = {at[1] for at, _ in ledger.numbered if at[0] == "projects" and at[2] in _COUNTING}
    for project_id in (one for one in ledger.plan.projects if one in counting):
        project = ledger.plan.projects[project_id]
        at: Path = ("projects", project_id)
        for action_id, action in project.actions.items():
            own = [
                ((*at, "actions", action_id, "outputs", key, "text"), output.text)
                for key, output in action.outputs.items()
            ]
            yield from _contradictions([((*at, "actions", action_id, "text"), action.text)], own)
        lines = [((*at, "budget", key, "text"), line.text) for key, line in project.budget.items()]
        yield from _contradictions(_planned(at, project), lines)
        yield from _paid_elsewhere(ledger.plan, at, project)


def _paid_elsewhere(plan: Plan, at: Path, project: Project) -> Iterator[TwoNumbers]:
    for key, milestone in project.milestones.items():
        payer = milestone.funded_under
        if payer is not None and payer in plan.projects and at[-1] != payer:
            own = [((*at, "milestones", key, "text"), milestone.text)]
            there = _planned(("projects", payer), plan.projects[payer])
            yield from _contradictions(own, there)


def _contradictions(
    ones: Iterable[tuple[Path, str]], others: list[tuple[Path, str]]
) -> Iterator[TwoNumbers]:
    counting = [one for one in others if counted(one[1]) is not None][:MOST_COMPARED]
    for at, text in [one for one in ones if counted(one[1]) is not None][:MOST_COMPARED]:
        for other, other_text in counting:
            found = contradict(text, other_text)
            if found is not None:
                yield TwoNumbers(at, text, found[0], other, other_text, found[1])


def _planned(at: Path, project: Project) -> list[tuple[Path, str]]:
    found = [((*at, "actions", key, "text"), one.text) for key, one in project.actions.items()]
    holder = Holder(at, project.name, project, project.milestones)
    return found + [((*point.at, "text"), point.one.text) for point in points(holder)]


def _price(point: Point) -> Decimal | None:
    cost = point.one.cost if isinstance(point.one, Step) else None
    return cost if cost is not None else paid(point.one.payments)


def _said(ledger: Ledger) -> Mapping[str, list[str]]:
    """Give the words of everything that each project may say twice, or another may say too."""
    return {one: [plain(it) for it in _texts(has)] for one, has in ledger.plan.projects.items()}


def _texts(project: Project) -> list[str]:
    found = [it.text for one in project.actions.values() for it in one.outputs.values()]
    found += [one.text for one in project.risks.values()]
    for part, names in _POINTS.items():
        for one in getattr(project, part).values():
            found.append(one.text)
            for name in names:
                found += getattr(one, name)
    return found


def _promises(at: Path, project: Project) -> Iterator[tuple[Path, str]]:
    """Give what a project says of itself alone: what it does, delivers, gains and fears."""
    for key, action in project.actions.items():
        yield (*at, "actions", key, "text"), action.text
    for place, output in outputs(at, project):
        yield (*place, "text"), output.text
    for key, milestone in project.milestones.items():
        if milestone.funded_under is None:
            yield (*at, "milestones", key, "text"), milestone.text
    for part in ("objectives", "benefits", "risks"):
        for key, one in getattr(project, part).items():
            yield (*at, part, key, "text"), one.text


#: An entry of a list: a text alone, or what has one.
_Entry = str | Action | Output | Milestone | Objective | Benefit | BudgetLine
#: A list's entries, and where each of them stands.
_Entries = Sequence[tuple[Path, _Entry]]


def _text_of(entry: _Entry) -> str:
    return entry if isinstance(entry, str) else entry.text


def _lists(at: Path, project: Project) -> Iterator[tuple[tuple[str, ...], _Entries]]:
    """Give each list of a project that has two entries, with what tells two of them apart."""
    yield ("due",), outputs(at, project)
    for part, telling in _TELLING.items():
        held = getattr(project, part)
        for key, one in held.items():
            for name in _POINTS[part]:
                texts: tuple[str, ...] = getattr(one, name)
                if len(texts) > 1:
                    here: Path = (*at, part, key, name)
                    yield (), [((*here, str(n)), text) for n, text in enumerate(texts)]
        if len(held) > 1:
            yield telling, [((*at, part, key), one) for key, one in held.items()]


#: What may make two entries of a list different things although their texts are the same.
_TELLING = {
    "actions": ("includes", "theme", "funded_by", "serves", "outputs"),
    "milestones": ("includes", "due", "due_text", "steps", "funded_under"),
    "objectives": ("details", "theme"),
    "benefits": ("details", "measures", "scale", "value", "over", "by"),
    "budget": ("includes", "kind", "amounts", "amount", "note"),
}
#: Those of them that are lists of texts themselves.
_POINTS = {
    part: tuple(name for name in telling if name in {"includes", "details", "measures"})
    for part, telling in _TELLING.items()
}
#: Where a project says how many there are of a thing.
_COUNTING = {"actions", "milestones", "budget"}
