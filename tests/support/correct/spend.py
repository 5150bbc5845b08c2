"""Spend and efficiencies of made delivery plans: tables by quarter with all their totals."""

from datetime import date
from decimal import Decimal
from random import Random

from tests.support.correct.amounts import NOTHING, TOTAL, Row, added, amount, totalled
from tests.support.correct.delivery import profile_of
from tests.support.correct.money import Data, estimates
from tests.support.correct.scene import Scene, financial_year, month_of, months_on
from tests.support.correct.words import Subject, id_of

KINDS = ("revenue", "capital")


def spend(scene: Scene, number: str) -> Data:
    """Make a project's spend from one or two grants, with its total row."""
    dice = scene.dice("spend", number)
    kinds = KINDS if scene.has("capital") else KINDS[:1]
    table: Data = {}
    for source in ["core", "ring-fenced"][: 1 + scene.has("several-sources")]:
        table[source] = {}
        for kind in kinds:
            whole = amount(dice, scene.grain)
            if kind == "capital" and dice.random() < 0.3:
                whole = NOTHING
            table[source][kind] = _row(scene, profile_of(scene, dice, whole))
    rows = [row for one in table.values() for row in one.values()]
    made: Data = {"spend": table}
    if scene.has("stated"):
        made["stated"] = {"spend": {"overall": totalled(added(_periods(row) for row in rows))}}
    return made


def _row(scene: Scene, row: Row) -> Row:
    return totalled(row) if scene.dice("totals").random() < 0.8 else row


def _periods(row: Row) -> Row:
    return {key: one for key, one in row.items() if key != TOTAL}


def stated_spend(scene: Scene, projects: Data) -> Data:
    """Make the programme's total rows, over its projects."""
    kinds: dict[str, list[Row]] = {}
    for project in projects.values():
        for table in project["spend"].values():
            for kind, row in table.items():
                kinds.setdefault(kind, []).append(_periods(row))
    rows = {kind: totalled(added(its)) for kind, its in kinds.items()}
    overall = totalled(added(_periods(row) for row in rows.values()))
    return {**rows, "overall": overall} if scene.dice("overall").random() < 0.8 else rows


def funding_used(projects: Data) -> dict[str, Decimal]:
    """What is spent from each source, over all projects."""
    found: dict[str, Decimal] = {}
    for project in projects.values():
        for source, table in project["spend"].items():
            for row in table.values():
                found[source] = found.get(source, NOTHING) + sum(_periods(row).values(), NOTHING)
    return found


def efficiencies(scene: Scene, number: str, *, in_year: bool = True) -> Data:
    """Make a project's savings: none before its first quarter is over, most after the plan."""
    dice = scene.dice("efficiencies", number)
    found: Data = {}
    late = max(min(1, len(scene.quarters) - 1), 0)
    if in_year and scene.quarters and dice.random() < 0.7:
        found["in_year"] = {
            kind: totalled(profile_of(scene, dice, _saving(scene, dice), late))
            for kind in _saved(dice)
        }
    if dice.random() < 0.7 or not found:
        dates = _after(scene, dice)
        found["forecast"] = {
            kind: totalled({key: _saving(scene, dice) for key in dates}) for kind in _saved(dice)
        }
    if scene.has("falls-on"):
        for savings in found.values():
            if "cashable" in savings:
                savings["falls_on"] = _budget(dice, savings["cashable"])
    return found


def _budget(dice: Random, saved: Row) -> str | Data:
    """The budget that a saving comes out of, larger than all that is saved."""
    name = "Adult services, all partner councils"
    whole = saved[TOTAL] * dice.randint(4, 30)
    return name if dice.random() < 0.5 else {"text": name, "amount": whole}


def _saved(dice: Random) -> tuple[str, ...]:
    return dice.choice([("cashable",), ("cashable", "non_cashable"), ("non_cashable",)])


def _saving(scene: Scene, dice: Random) -> Decimal:
    return amount(dice, scene.grain, 5_000, 400_000)


def _after(scene: Scene, dice: Random) -> list[str]:
    """Dates after the plan, a year apart: months, or whole financial years."""
    count = dice.randint(1, 4)
    if dice.random() < 0.5:
        first = scene.end.year if scene.end.month < 4 else scene.end.year + 1
        return [financial_year(first + number) for number in range(count)]
    first_month: date = months_on(scene.end, 6)
    return [month_of(dice, months_on(first_month, 12 * number)) for number in range(count)]


def stated_efficiencies(projects: Data) -> Data:
    """Make the programme's total rows of the savings that every project dates alike."""
    found: Data = {}
    for horizon in ("in_year", "forecast"):
        for kind in ("cashable", "non_cashable"):
            rows = [
                _periods(its[horizon][kind])
                for project in projects.values()
                if (its := project.get("efficiencies")) and kind in its.get(horizon, {})
            ]
            if not rows:
                continue
            whole = added(rows)
            is_alike = len({tuple(row) for row in rows}) == 1
            row = totalled(whole) if is_alike else {TOTAL: sum(whole.values(), NOTHING)}
            found.setdefault(horizon, {})[kind] = row
    return found


def additional(scene: Scene, number: str, subject: Subject) -> Data:
    """Make what partners add: money, with how it was worked out, or officers' time."""
    dice = scene.dice("additional", number)
    text = f"Local contributions to {subject.title}"
    basis, worth = estimates(scene, dice)
    made: Data = {id_of(text): {"source": "partners", "text": text, "amount": worth}}
    if dice.random() < 0.6:
        made[id_of(text)]["basis"] = {"contributions": basis}
    if dice.random() < 0.5:
        made["time"] = {"source": "officers", "text": "Time of officers on the project team"}
    return made
