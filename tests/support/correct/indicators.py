"""Indicators of made plans: levels, changes, spreads and words, each the right way round."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from random import Random
from typing import NamedTuple

from tests.support.correct.money import Data
from tests.support.correct.scene import Scene, financial_year, month_of, months_on, said
from tests.support.correct.words import Subject


class _Measure(NamedTuple):
    """What is measured: its name, unit, better direction, and the form of its values."""

    text: str
    unit: str | None
    better: str
    form: str


_MEASURES = (
    _Measure("Number of staff trained in {about}", "staff", "higher", "number"),
    _Measure("Percentage of councils that share {about}", None, "higher", "percent"),
    _Measure("Average days taken by {about}", "days", "lower", "number"),
    _Measure("Cost of a case of {about}", None, "lower", "pounds"),
    _Measure("Residents satisfied with {about} (%)", None, "higher", "percent"),
    _Measure("Complaints about {about}", "complaints", "lower", "number"),
    _Measure("Proportion of forms for {about} returned on time", None, "higher", "percent"),
    _Measure("Number of councils taking part in {title}", "councils", "higher", "number"),
    _Measure("Sickness absence of staff in {about}, days per employee", "days", "lower", "decimal"),
    _Measure("Value of contracts let through {title}", None, "higher", "pounds"),
    _Measure("Visits to the website of {title}", "visits", "higher", "large"),
)
_IN_WORDS = (
    ("Joint arrangements for {about}", "No joint arrangements", "Joint arrangements in place"),
    ("Common standard for {about}", "Each council has its own", "One standard in use by all"),
)
_NATIONAL = (
    ("NI 179", "Value for money gains from {about}", "percent", "higher"),
    ("NI 191", "Residual household waste per household, in kg", "number", "lower"),
    ("NI 185", "CO2 reduction from local authority operations", "percent", "higher"),
)


def indicators(scene: Scene, number: str, subject: Subject, measures: list[str]) -> Data:
    """Make indicators so that each outcome is measured, early ones and late ones."""
    dice = scene.dice("indicators", number)
    wanted = max(len(measures), dice.randint(1, 4))
    names = dice.sample(_MEASURES, min(wanted, len(_MEASURES)))
    found: Data = {}
    for place, one in enumerate(names):
        kind = "lead" if place % 2 else "lag"
        made: Data = {"kind": kind, "text": subject.filled(one.text)}
        if measures:
            made["measures"] = [measures[place % len(measures)]]
        if one.unit:
            made["unit"] = one.unit
        made["better"] = one.better
        found[f"i{place + 1}"] = made | _levels(scene, dice, one, kind)
    if dice.random() < 0.3:
        found["in-words"] = _in_words(scene, dice, subject, measures)
    if scene.has("distributions") and dice.random() < 0.5:
        found["spread"] = _spread(scene, dice, subject, measures)
    if dice.random() < 0.2:
        found["national"] = _national(scene, dice, subject, measures)
    return found


def _dates(scene: Scene, dice: Random, kind: str) -> tuple[str, str]:
    """When a baseline was measured, and by when its target is due."""
    return _measured(scene, dice), _by(scene, dice, kind)


def _measured(scene: Scene, dice: Random) -> str:
    day = months_on(scene.start, -dice.randint(1, 30))
    forms: list[Callable[[Random, date], str]] = [month_of, said, _year]
    return dice.choice(forms)(dice, day)


def _year(_: Random, day: date) -> str:
    return financial_year(day.year if day.month > 3 else day.year - 1)


def _by(scene: Scene, dice: Random, kind: str) -> str:
    if kind == "lag":
        return month_of(dice, months_on(scene.end, dice.randint(0, 36)))
    return dice.choice([month_of, said])(dice, scene.day(dice, 0.75))


def _levels(scene: Scene, dice: Random, one: _Measure, kind: str) -> Data:
    """Give a baseline and a target that is better, stated in one of the ways of plans."""
    low, high = _two(dice, one.form)
    start, goal = (low, high) if one.better == "higher" else (high, low)
    at, by = _dates(scene, dice, kind)
    baseline: Data = {"value": _value(start, one.form), "at": at}
    target: Data = {"by": by}
    way = dice.choice(["value", "change", "text", _over_time(scene, kind)])
    if way == "change":
        target["change"] = _value(goal - start, one.form)
    elif way == "profile" and one.form != "pounds":
        target |= _by_years(scene, dice, one.form, start, goal)
    else:
        target["value"] = _value(goal, one.form)
    if way == "text":
        unit = f" {one.unit}" if one.unit else ""
        target["text"] = f"{_value(goal, one.form)}{unit}, as agreed with partners"
    return {"baseline": baseline, "target": target}


def _over_time(scene: Scene, kind: str) -> str:
    """A target of several years is that of a lag indicator."""
    return "profile" if scene.has("profiles") and kind == "lag" else "value"


def _two(dice: Random, form: str) -> tuple[Decimal, Decimal]:
    if form == "percent":
        low = Decimal(dice.randint(5, 80))
        return low, low + Decimal(dice.randint(1, 19))
    if form == "decimal":
        low = Decimal(dice.randint(50, 90)) / 10
        return low, low + Decimal(dice.randint(1, 30)) / 10
    scale = {"number": 1, "pounds": 5, "large": 250}[form]
    low = Decimal(dice.randint(3, 400) * scale)
    return low, low + Decimal(dice.randint(2, 300) * scale)


def _value(number: Decimal, form: str) -> str:
    sign = "-" if number < 0 else ""
    if form == "percent":
        return f"{number:f}%"
    if form == "pounds":
        return f"{sign}£{abs(number):,f}"
    return f"{number:,f}" if form == "large" else f"{number:f}"


def _by_years(
    scene: Scene, dice: Random, form: str, start: Decimal, goal: Decimal
) -> dict[str, object]:
    """Give a target as steps on the way there: levels at the end of each year."""
    first = scene.end.year
    years = [financial_year(first + number) for number in range(3)]
    step = ((goal - start) / 3).quantize(Decimal("0.1") if form == "decimal" else Decimal(1))
    levels = [start + step, start + 2 * step, goal]
    shown = {year: _value(one, form) for year, one in zip(years, levels, strict=True)}
    return {"value": _value(goal, form), "profile": shown, "by": dice.choice([years[-1]])}


def _in_words(scene: Scene, dice: Random, subject: Subject, measures: list[str]) -> Data:
    text, before, after = dice.choice(_IN_WORDS)
    at, by = _dates(scene, dice, "lead")
    made: Data = {
        "kind": "lead",
        "text": subject.filled(text),
        "baseline": {"text": before, "at": at},
        "target": {"text": after, "by": by},
    }
    return made | ({"measures": list(measures)} if measures else {})


def _spread(scene: Scene, dice: Random, subject: Subject, measures: list[str]) -> Data:
    """How many councils stand at each level, now and then: the same number of them."""
    before = [dice.randint(1, 9) for _ in range(4)]
    moved = dice.randint(1, before[0])
    after = [before[0] - moved, before[1], before[2] + moved, before[3]]
    at, by = _dates(scene, dice, "lag")
    made: Data = {
        "kind": "lag",
        "text": subject.filled("Scores of councils for {about}"),
        "better": "higher",
        "baseline": {"distribution": _by_level(before), "at": at},
        "target": {"distribution": _by_level(after), "by": by},
    }
    return made | ({"measures": list(measures)} if measures else {})


def _by_level(counts: list[int]) -> Data:
    return {str(level + 1): str(count) for level, count in enumerate(counts)}


def _national(scene: Scene, dice: Random, subject: Subject, measures: list[str]) -> Data:
    reference, text, form, better = dice.choice(_NATIONAL)
    same = scene.dice("national", reference)  # one indicator has one value, whichever project
    low, high = _two(same, form)
    start, goal = (low, high) if better == "higher" else (high, low)
    at, by = _dates(scene, same, "lag")
    made: Data = {
        "kind": "lag",
        "text": subject.filled(text),
        "reference": reference,
        "better": better,
        "baseline": {"value": _value(start, form), "at": at},
        "target": {"value": _value(goal, form), "by": by},
    }
    return made | ({"measures": list(measures)} if measures else {})
