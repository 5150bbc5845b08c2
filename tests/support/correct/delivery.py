"""What projects of made plans do: actions with outputs, milestones with payments, benefits."""

from datetime import date
from decimal import Decimal
from random import Random

from tests.support.correct.amounts import NOTHING, Row, amount, divided
from tests.support.correct.money import IN_ALL, Data, Uses, shown
from tests.support.correct.scene import Scene, year_end, year_start
from tests.support.correct.words import (
    ACTIONS,
    BENEFITS,
    MILESTONES,
    OBJECTIVES,
    OUTCOMES,
    OUTPUTS,
    Subject,
    chosen,
    id_of,
    keyed,
)


def outcomes(scene: Scene, number: str, subject: Subject) -> dict[str, str]:
    """Make a project's outcomes."""
    dice = scene.dice("outcomes", number)
    return keyed([subject.filled(one) for one in chosen(dice, OUTCOMES, dice.randint(1, 2))])


def actions(scene: Scene, number: str, subject: Subject, serves: list[str]) -> Data:
    """Make a project's actions; their outputs fall within the plan, the first of them early."""
    dice = scene.dice("actions", number)
    texts = [subject.filled(one) for one in chosen(dice, ACTIONS, dice.randint(1, 5))]
    outputs = iter(chosen(dice, OUTPUTS, len(OUTPUTS)))
    found: Data = {}
    for place, text in enumerate(texts):
        made: Data = {}
        for _ in range(dice.choice([1, 1, 2])):
            output = subject.filled(next(outputs))
            day = scene.start if place == 0 and not made else scene.day(dice, 0.0, 0.7)
            made[id_of(output)] = {"text": output, "due": scene.due(dice, day)}
        found[id_of(text)] = {"text": text, "outputs": made}
        if serves:
            found[id_of(text)]["serves"] = [dice.choice(serves)]
        if dice.random() < 0.2:
            found[id_of(text)]["includes"] = ["Terms of reference", "Timetable"]
            found[id_of(text)]["theme"] = "Working together"
    first = next(iter(found))
    if serves:
        found[first]["serves"] = list(serves)
    others = [one for one in found if one != first]
    if scene.has("after") and others and len(found[first]["outputs"]) == 1:
        found[others[0]]["after"] = [first]  # what is due first begins with the plan
    return found


def milestones(scene: Scene, number: str, subject: Subject, to_pay: Uses) -> Data:
    """Make a project's milestones in the order of their dates, paid for in the year of each."""
    dice = scene.dice("milestones", number)
    years = [IN_ALL] if not to_pay or IN_ALL in next(iter(to_pay.values())) else _years(to_pay)
    is_bought = "capital-pot" in to_pay
    texts = iter(chosen(dice, MILESTONES[is_bought and _PEOPLE :], len(MILESTONES)))
    most = min(4, (len(MILESTONES) - _PEOPLE) // max(len(years), 1))
    found: Data = {}
    reached: dict[str, date] = {}
    for year in years:
        days = sorted(_day(scene, dice, year) for _ in range(dice.randint(1, most)))
        shares = {
            source: divided(dice, row.get(year, NOTHING), len(days), scene.step)
            for source, row in to_pay.items()
        }
        for place, day in enumerate(days):
            text = subject.filled(next(texts))
            paid: Uses = {one: {year: its[place]} for one, its in shares.items() if its[place]}
            found[id_of(text)] = _milestone(scene, dice, text, day, paid)
            reached[id_of(text)] = day
    if scene.has("after") and reached:
        _follow_on(found, reached)
    return found


def _follow_on(found: Data, reached: dict[str, date]) -> None:
    """Let the last milestone follow the first, where it is reached later; both to the day."""
    first, last = min(reached, key=reached.__getitem__), max(reached, key=reached.__getitem__)
    if reached[first] < reached[last]:
        found[last]["after"] = [first]
        for one in (first, last):
            found[one]["due"] = reached[one].isoformat()


#: So many milestones, the first, are about people, whom no capital pays for.
_PEOPLE = 2


def _years(to_pay: Uses) -> list[str]:
    return sorted({year for row in to_pay.values() for year, one in row.items() if one})


def _day(scene: Scene, dice: Random, year: str) -> date:
    if year == IN_ALL:
        return scene.day(dice)
    first, last = year_start(year), year_end(year)
    return date.fromordinal(dice.randint(first.toordinal(), last.toordinal()))


def _milestone(scene: Scene, dice: Random, text: str, day: date, paid: Uses) -> Data:
    made: Data = {"text": text, "due": scene.due(dice, day)}
    if paid:
        made["payments"] = {source: shown(scene, row) for source, row in paid.items()}
    if scene.has("steps") and dice.random() < 0.4:
        made["steps"] = _steps(scene, dice, paid)
    if not scene.has("exact") and dice.random() < 0.1:
        made["note"] = "Subject to confirmation by the steering group."
    return made


def _steps(scene: Scene, dice: Random, paid: Uses) -> Data:
    """Break a milestone down into steps, whose costs are its payment or less."""
    texts = dice.sample(["Draft for comment", "Final version", "Circulation to partners"], 2)
    whole = sum((one for row in paid.values() for one in row.values()), NOTHING)
    steps: Data = {id_of(text): {"text": text} for text in texts}
    if whole and dice.random() < 0.6:
        for step, cost in zip(steps.values(), divided(dice, whole, 2, scene.step), strict=True):
            step["cost"] = cost
    return steps


def objectives(scene: Scene, number: str, subject: Subject) -> Data:
    """Make objectives, some under a heading."""
    dice = scene.dice("objectives", number)
    found: Data = {}
    for key, text in keyed(
        [subject.filled(one) for one in chosen(dice, OBJECTIVES, dice.randint(1, 3))]
    ).items():
        found[key] = {"text": text}
        if dice.random() < 0.3:
            found[key] |= {"theme": "Better value", "details": ["By the end of the plan"]}
    return found


def benefits(scene: Scene, number: str, subject: Subject) -> Data:
    """Make benefits in words, with measures, and some with a number."""
    dice = scene.dice("benefits", number)
    found: Data = {}
    for text in [subject.filled(one) for one in chosen(dice, BENEFITS, dice.randint(1, 3))]:
        made: Data = {"text": text}
        if dice.random() < 0.2:
            made |= {"details": ["In every council"], "scale": "Considerable"}
        if dice.random() < 0.4:
            made["measures"] = [f"Survey of users of {subject.about}", "Time taken by each case"]
        if dice.random() < 0.3:
            made |= {"value": f"{dice.randint(3, 40)}%", "by": scene.due(dice, scene.end)}
        found[id_of(text, 6)] = made
    return found


def saved_elsewhere(scene: Scene, number: str, subject: Subject) -> Data:
    """A benefit that is a saving in pounds, with the time that it is for."""
    dice = scene.dice("saved", number)
    value: Decimal = amount(dice, Decimal(1000), 20_000, 900_000)
    text = f"Saving from {subject.about}, shared by {subject.small} councils"
    return {
        id_of(text, 6): {
            "text": text,
            "saving": dice.choice(["cashable", "non-cashable"]),
            "value": f"£{value:,f}",
            "over": dice.choice(["a year", "5 years"]),
        }
    }


def profile_of(scene: Scene, dice: Random, whole: Decimal, first: int = 0) -> Row:
    """Spread an amount over the plan's quarters, from one of them on."""
    labels = scene.quarters
    shares = divided(dice, whole, len(labels) - first, scene.step)
    return dict(zip(labels, [NOTHING] * first + shares, strict=True))
