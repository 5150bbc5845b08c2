"""Evidence of made plans: tables with sums and shares, and assessments of organisations."""

from decimal import ROUND_HALF_UP, Decimal
from random import Random

from tests.support.correct.amounts import NOTHING, amount
from tests.support.correct.governance import review_day
from tests.support.correct.money import Data
from tests.support.correct.scene import Scene, financial_year, month_of
from tests.support.correct.words import Subject

_COST, _SHARE, _CASES = "Cost", "Share of cost", "Cases"


def table(scene: Scene, number: str, subject: Subject) -> Data:
    """Make a table of what a service costs: parts, their total and shares, what is met."""
    dice = scene.dice("evidence", number)
    scaled = dice.random() < 0.4
    amounts = [amount(dice, Decimal(1), 20_000, 4_000_000) for _ in range(dice.randint(2, 5))]
    whole = sum(amounts, NOTHING)
    names = ("Staff", "Premises", "Suppliers", "Transport", "Systems")
    rows: Data = {}
    cases = [dice.randint(20, 900) for _ in amounts]
    for name, one, count in zip(names, amounts, cases, strict=False):
        cells = {_COST: _money(one, scaled=scaled), _CASES: f"{count:,}"}
        share = (one * 100 / whole).quantize(Decimal(1), ROUND_HALF_UP)
        rows[name.lower()] = {"text": name, "values": cells | {_SHARE: f"{share}%"}}
    cells = {_COST: _money(whole, scaled=scaled), _CASES: f"{sum(cases):,}"}
    rows["total"] = {"text": "Total", "values": cells, "adds": list(rows)}
    met = (whole * dice.randint(2, 8) / 10).quantize(Decimal(1))
    rows["met"] = {"text": "Met by grants", "values": {_COST: _money(met, scaled=scaled)}}
    rows["net"] = {
        "text": "Net cost",
        "values": {_COST: _money(whole - met, scaled=scaled), _CASES: "not applicable"},
        "adds": ["total"],
        "less": ["met"],
    }
    made: Data = {"title": f"What {subject.about} costs", "rows": rows}
    return {"costs": made | ({"shares": {_SHARE: _COST}} if dice.random() < 0.7 else {})}


def _money(one: Decimal, *, scaled: bool) -> str:
    if not scaled:
        return f"£{one:,f}"
    return f"£{(one / 1_000_000).quantize(Decimal('0.01'), ROUND_HALF_UP)}m"


def assessments(scene: Scene, organisations: list[str]) -> Data:
    """Make forecasts by organisation, some not returned, and scores of a number assessed."""
    dice = scene.dice("assessments")
    missing = dice.sample(organisations, dice.choice([0, 0, 1])) if scene.has("returns") else []
    returned = [one for one in organisations if one not in missing]
    year = int(scene.years[0][:4])
    forecasts: Data = {
        "title": "Forecasts of savings by organisation",
        "at": month_of(dice, review_day(scene)),
        "scale": {"Green": "On target", "Amber": "At risk", "Red": "Off target"},
        "returned": returned,
        "results": {
            financial_year(year + number): _counts(dice, ["Green", "Amber", "Red"], len(returned))
            for number in range(3)
        },
    }
    if missing:
        forecasts["not_returned"] = missing
    assessed = dice.randint(8, 46)
    steps = ["4", "3", "2", "1"]
    scores: Data = {
        "title": "Use of resources scores",
        "scale": dict(zip(steps, ["Strong", "Well", "Adequate", "Inadequate"], strict=True)),
        "assessed": str(assessed),
        "results": {financial_year(year - 1): _counts(dice, steps, assessed)},
    }
    return {"forecasts": forecasts, "scores": scores}


def _counts(dice: Random, steps: list[str], whole: int) -> dict[str, str]:
    """Divide a number of organisations over the steps of a scale."""
    cuts = sorted(dice.randint(0, whole) for _ in steps[1:])
    edges = [0, *cuts, whole]
    return {step: str(high - low) for step, low, high in zip(steps, edges, edges[1:], strict=False)}
