"""Money of made plans that allocate: budgets, allocations, requests and payments that agree.

One sum of money is stated in several places of such a plan. It is thrown once, line by line and
period by period; everything else that states it is added up from that.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from tests.support.correct.amounts import (
    NOTHING,
    TOTAL,
    Rate,
    Row,
    added,
    amount,
    divided,
    totalled,
)
from tests.support.correct.scene import Scene
from tests.support.correct.words import CAPITAL_LINES, LINES, Subject, chosen, id_of

Data = dict[str, Any]
#: By source, what it pays in each period; the period is empty where money is stated in all.
Uses = dict[str, Row]
IN_ALL = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A project's money.

    Attributes:
        fields: its keys in the project.
        uses: what is allocated to it, by source and period.
        to_pay: what its milestones are paid, by source and period; empty where they are not.
    """

    fields: Data
    uses: Uses
    to_pay: Uses


def periods(scene: Scene) -> tuple[str, ...]:
    """The periods of the plan's amounts: its years and those after it, or none."""
    if form(scene) == "in all":
        return (IN_ALL,)
    return (*scene.years, *scene.later)


def form(scene: Scene) -> str:
    """How the plan states money.

    In all; by year; or budgets by year, of which the first is allocated, or the whole in one sum.
    """
    if scene.is_by_quarters or is_annual(scene):
        return "in all"
    if scene.span == 1 and scene.later:
        return scene.dice("form").choice(["years", "first", "whole"])
    return scene.dice("form").choice(["in all", "years"]) if not scene.later else "years"


def is_annual(scene: Scene) -> bool:
    """Say whether each amount holds for every year of the plan by itself."""
    return scene.kind == "programme-plan" and scene.span > 1 and scene.has("annual")


def shown(scene: Scene, row: Row) -> Decimal | Row:
    """Give a row as the plan writes it: one amount, or its periods with or without a total."""
    if set(row) == {IN_ALL}:
        return row[IN_ALL]
    kept = {key: one for key, one in row.items() if one or scene.dice("noughts").random() < 0.7}
    return totalled(kept or row) if scene.dice("totals").random() < 0.8 else kept or row


def case(scene: Scene, number: str, subject: Subject, sources: Mapping[str, Data]) -> Case:
    """Make a project's money from some of the plan's sources."""
    dice = scene.dice("money", number)
    own = _own_sources(dice, sources)
    lines: Data = {}
    paid: Uses = {source: dict.fromkeys(periods(scene), NOTHING) for source in own}
    for source in own:
        is_pot = sources[source]["kind"] == "capital pot"
        patterns = CAPITAL_LINES if is_pot else LINES
        for pattern in chosen(dice, patterns, dice.randint(1, 4)):
            row = _row(scene, dice)
            text = subject.filled(pattern)
            line: Data = {"text": text, "amounts": {source: shown(scene, row)}}
            if dice.random() < 0.2:
                line |= {"includes": ["Value added tax"], "note": "As tendered."}
            if scene.has("capital"):
                line["kind"] = "capital" if is_pot else "revenue"
            lines[id_of(f"{source} {text}", 8)] = line
            paid[source] = added([paid[source], row])
    if scene.has("capital"):
        _add_capital_lines(scene, dice, subject, lines, paid)
    return _stated_again(scene, lines, paid)


def _own_sources(dice: Random, sources: Mapping[str, Data]) -> list[str]:
    usable = [one for one, it in sources.items() if _is_allocated(it)]
    return dice.sample(usable, dice.choice([1, 1, min(2, len(usable)), len(usable)]))


def _is_allocated(it: Data) -> bool:
    """What joins another source, comes from partners or is still to come is not allocated."""
    return it["kind"] not in {"carry-forward", "match", "in-kind"} and "status" not in it


def _row(scene: Scene, dice: Random, high: int = 300_000) -> Row:
    keys = periods(scene)
    whole = amount(dice, scene.grain, high=high)
    shares = divided(dice, whole, len(keys), scene.step)
    if not shares[0]:
        shares.sort(reverse=True)  # the plan begins with a year that has money
    return dict(zip(keys, shares, strict=True))


def _add_capital_lines(
    scene: Scene, dice: Random, subject: Subject, lines: Data, paid: Uses
) -> None:
    """Buy something from a grant that pays for both kinds, in the plan's first year."""
    source = next((one for one in paid if one == "core"), None)
    if source is None:
        return
    keys = periods(scene)
    row = dict.fromkeys(keys, NOTHING) | {keys[0]: amount(dice, scene.grain, high=80_000)}
    text = subject.filled(dice.choice(CAPITAL_LINES))
    lines[id_of(f"bought {text}", 8)] = {
        "text": text,
        "kind": "capital",
        "amounts": {source: shown(scene, row)},
    }
    paid[source] = added([paid[source], row])


def _stated_again(scene: Scene, lines: Data, paid: Uses) -> Case:
    """State the sums of the lines as budget, allocation and request."""
    uses = {source: _allocated(scene, row) for source, row in paid.items()}
    uses = {source: row for source, row in uses.items() if sum(row.values())}
    allocation = {source: shown(scene, row) for source, row in uses.items()}
    fields: Data = {"allocation": allocation}
    stated: Data = {}
    if scene.has("requested"):
        fields["requested"] = dict(allocation)
    if scene.has("budget"):
        fields["budget"] = lines
        if scene.has("stated"):
            stated["budget"] = {source: shown(scene, row) for source, row in paid.items()}
            stated["budget_total"] = shown(scene, added(paid.values()))
    if scene.has("stated") and uses:
        stated["allocation"] = sum(added(uses.values()).values(), NOTHING)
    if stated:
        fields["stated"] = stated
    if scene.later:
        fields["indicative"] = list(scene.later)
    return Case(fields, uses, uses if scene.has("payments") else {})


def _allocated(scene: Scene, row: Row) -> Row:
    """What is allocated of a budget: its first year, all of it in one sum, or year by year."""
    if form(scene) == "first":
        return {IN_ALL: row[scene.years[0]]}
    return {IN_ALL: sum(row.values(), NOTHING)} if form(scene) == "whole" else row


def own_budget(scene: Scene, sources: Mapping[str, Data]) -> tuple[Data, Uses]:
    """Make the programme's own budget: posts and overheads, outside its projects."""
    dice = scene.dice("own budget")
    if not scene.has("own-budget") or not sources:
        return {}, {}
    keys = (IN_ALL,) if form(scene) in ("first", "whole") else periods(scene)
    lines: Data = {}
    uses: Uses = {}
    head = next(one for one, it in sources.items() if _is_allocated(it))
    is_pot = sources[head]["kind"] == "capital pot"
    texts = _ASSETS if is_pot else _POSTS
    for text in dice.sample(texts, dice.randint(1, 3)):
        whole = amount(dice, scene.grain, high=90_000)
        row = dict(zip(keys, divided(dice, whole, len(keys), scene.step), strict=True))
        lines[id_of(text)] = {"text": text, "amounts": {head: shown(scene, row)}}
        if scene.has("capital"):
            lines[id_of(text)]["kind"] = "capital" if is_pot else "revenue"
        uses[head] = added([uses.get(head, {}), row])
    if scene.has("tbc"):
        lines["to-come"] = {"text": "Climate change network", "amounts": {"to-come": "tbc"}}
        if scene.has("capital"):
            lines["to-come"]["kind"] = "revenue"
    return lines, uses


_POSTS = (
    *("Programme office", "Programme Manager (Efficiency)", "Regional conference"),
    *("Partnership chair's expenses", "Audit of the partnership's accounts"),
)
_ASSETS = ("Tele-presence system", "Shared data centre", "Fit-out of the partnership's premises")


def estimates(scene: Scene, dice: Random, whole: Decimal | None = None) -> tuple[Data, Decimal]:
    """Make a group of estimates, numbers at rates and amounts; with what it comes to.

    Where the whole is given, the last estimate is what is left of it.
    """
    parts: Data = {}
    come_to = NOTHING
    for text, number, rate in dice.sample(_COUNTED, dice.randint(1, 3)):
        price = Rate(rate + dice.choice([0, 0, 25, 50]))
        worth = Decimal(number) * price
        parts[id_of(text)] = {"text": text, "number": number, "rate": price}
        if dice.random() < 0.7:
            parts[id_of(text)]["amount"] = +worth
        come_to += worth
    if whole is None:
        if dice.random() < 0.5:
            parts["other"] = {"text": "Other costs", "amount": amount(dice, scene.grain, 500, 9000)}
            come_to += parts["other"]["amount"]
    elif whole != come_to:
        text = "Committed already, taken off" if whole < come_to else "Balance of the grant"
        parts["rest"] = {"text": text, "amount": whole - come_to}
        come_to = whole
    group: Data = {"text": "How it is worked out", "parts": parts}
    return group | ({"total": come_to} if dice.random() < 0.7 else {}), come_to


_COUNTED = (
    ("Days of officers' time", "24", 250),
    ("Councils taking part", "12", 1500),
    ("Workshops", "6", 425),
    ("Licences", "150", 35),
    ("Half days of advice", "7.5", 400),
    ("Visits", "40", 120),
)


def cost_alone(scene: Scene, number: str, lines: Data, served: int) -> tuple[Data, Decimal]:
    """State what each council would spend alone on each line, and what is saved together.

    Returns:
        The project's further fields, and what it saves.
    """
    dice = scene.dice("alone", number)
    alone, saved = NOTHING, NOTHING
    for line in lines.values():
        whole = sum((_whole(one) for one in line["amounts"].values()), NOTHING)
        each = Rate((whole / served).quantize(Decimal(1)) + dice.choice([100, 400, 1250, 5000]))
        line["cost_alone"] = each
        line["saving"] = each * served - whole
        alone, saved = alone + each, saved + line["saving"]
    stated = {"cost_alone": Rate(alone), "saving": saved}
    return {"stated": stated, "efficiencies": {"in_year": {"non_cashable": saved}}}, saved


def _whole(profile: Decimal | Row) -> Decimal:
    if isinstance(profile, Decimal):
        return profile
    return profile.get(TOTAL, sum((one for key, one in profile.items() if key != TOTAL), NOTHING))
