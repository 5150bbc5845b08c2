"""Indicators wherever they stand, the days they speak of, and how their figures hang together."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from riep_plan.figures.delivery.deliveries import deliveries, plan_span
from riep_plan.figures.ledger import Ledger
from riep_plan.figures.money.held import in_pounds
from riep_plan.figures.words.indicator_words import (
    distinctive_words,
    figures_in,
    is_left_out,
    is_rate,
    measure_in,
)
from riep_plan.findings.finding import Path
from riep_plan.model import Plan, Project
from riep_plan.model.delivery import Action
from riep_plan.model.indicator import Baseline, Indicator, Target
from riep_plan.values.period import Span, read_period
from riep_plan.values.quantity import Measure, Quantity
from riep_plan.values.words import listed


class Holder(NamedTuple):
    """The plan or a project, with its path and its indicators, each with its own."""

    at: Path
    part: Plan | Project
    indicators: list[tuple[Path, Indicator]]


def holders(ledger: Ledger) -> Sequence[Holder]:
    """Give what may hold outcomes and indicators: the plan, then each project."""
    return ledger.once(_holders)


def _holders(ledger: Ledger) -> list[Holder]:
    parts: list[tuple[Path, Plan | Project]] = [((), ledger.plan)]
    parts += [(("projects", one), project) for one, project in ledger.plan.projects.items()]
    return [
        Holder(at, part, [((*at, "indicators", one), it) for one, it in part.indicators.items()])
        for at, part in parts
    ]


def indicators(ledger: Ledger) -> Sequence[tuple[Path, Indicator]]:
    """Give every indicator of a plan and its projects, with its path."""
    return ledger.once(_indicators)


def _indicators(ledger: Ledger) -> list[tuple[Path, Indicator]]:
    return [placed for holder in holders(ledger) for placed in holder.indicators]


class Dated(NamedTuple):
    """An indicator with its path, the days of its baseline, and those of its target as stated."""

    at: Path
    indicator: Indicator
    measured: Span | None
    due: Span | None


def dated(ledger: Ledger) -> Sequence[Dated]:
    """Give every indicator with the days that it speaks of."""
    return ledger.once(_dated)


def _dated(ledger: Ledger) -> list[Dated]:
    return [
        Dated(at, one, baseline_days(ledger, one), target_days(ledger, one))
        for at, one in indicators(ledger)
    ]


class Levels(NamedTuple):
    """The levels that an indicator states, baseline first, and what each of them measures.

    Attributes:
        at: the path of the indicator.
        indicator: the indicator.
        stated: the levels, each with the keys that lead to it from the indicator.
        measures: what each measures.
    """

    at: Path
    indicator: Indicator
    stated: list[tuple[Path, Quantity]]
    measures: list[Measure]


def levels(ledger: Ledger) -> Sequence[Levels]:
    """Give the levels of every indicator that states any.

    Nought is left out: it is nought in every unit.
    """
    return ledger.once(_levels)


def _levels(ledger: Ledger) -> list[Levels]:
    found = []
    for at, indicator in indicators(ledger):
        stated = _stated(indicator)
        if stated:
            measures = [measure_in(quantity, indicator.unit) for _, quantity in stated]
            found.append(Levels(at, indicator, stated, measures))
    return found


def _stated(indicator: Indicator) -> list[tuple[Path, Quantity]]:
    baseline, target = indicator.baseline, indicator.target
    found: list[tuple[Path, Quantity]] = []
    if baseline is not None and baseline.value is not None and baseline.value.number:
        found.append((("baseline", "value"), baseline.value))
    if target is not None and target.value is not None and target.value.number:
        found.append((("target", "value"), target.value))
    for key, part in target.profile.quantities.items() if target and target.profile else ():
        if part.number:
            found.append((("target", "profile", key), part))
    return found


def says(statement: Baseline | Target | None) -> bool:
    """Say whether a baseline or target states a level, a spread or words."""
    return statement is not None and bool(
        statement.value or statement.text or statement.distribution
    )


def baseline_days(ledger: Ledger, indicator: Indicator) -> Span | None:
    """The days on which the baseline was measured."""
    stated = indicator.baseline.at if indicator.baseline else None
    return ledger.when(stated) if stated else None


def target_days(ledger: Ledger, indicator: Indicator) -> Span | None:
    """The days by which the target should be reached, as stated; None where it has no date."""
    stated = indicator.target.by if indicator.target else None
    return ledger.when(stated) if stated else None


def last_days(ledger: Ledger, indicator: Indicator) -> Span | None:
    """The days of the target's date; without one, of the last part of its profile."""
    days = target_days(ledger, indicator)
    if days is not None or indicator.target is None or indicator.target.profile is None:
        return days
    keys = ledger.in_order(list(indicator.target.profile.parts))
    return ledger.when(read_period(keys[-1])) if keys else None


def years_before(day: date, years: int) -> date:
    """The first day of the month, so many years before; safe on 29 February."""
    return date(max(day.year - years, 1), day.month, 1)


def years_after(day: date, years: int) -> date:
    """The last day of the month, so many years later."""
    year = min(day.year + years, date.max.year)
    return date(year, day.month, monthrange(year, day.month)[1])


def plan_end(ledger: Ledger) -> date | None:
    """The last day of the plan, by its calendar and the period that it is for."""
    days = plan_span(ledger)
    return days.end if days else None


class Parts(NamedTuple):
    """A target stated as a whole, and what its parts over time come to.

    Attributes:
        at: the keys that lead from the indicator to the whole.
        stated: the whole.
        added: the parts added up.
        last: the last of them.
    """

    at: Path
    stated: Quantity
    added: Quantity
    last: Quantity


def parts_apart(ledger: Ledger, indicator: Indicator) -> Parts | None:
    """Give the first whole that the parts of its target cannot make; None where they can.

    The parts may be steps that add up to the whole or to the way from the baseline, or levels,
    the last of which is the whole; percentages may also be levels of which it is the average.
    """
    target = indicator.target
    if target is None or target.profile is None or not _are_complete(ledger, indicator):
        return None
    profile = target.profile
    keys = ledger.in_order(list(profile.parts))
    parts = [profile.quantities[key] for key in keys]
    total = profile.root.get("total")
    wholes = {("profile", "total"): total, ("value",): target.value, ("change",): target.change}
    for at, whole in wholes.items():
        if whole is None or any(part.measure is not whole.measure for part in parts):
            continue
        added = sum((part.number for part in parts), Decimal(0))
        if not any(_rounds_to(one, whole) for one in _makings(indicator, parts, added)):
            return Parts(("target", *at), whole, Quantity(added, whole.measure), parts[-1])
    return None


def _are_complete(ledger: Ledger, indicator: Indicator) -> bool:
    """Say whether the parts of a target are several and reach its date."""
    profile = indicator.target.profile if indicator.target else None
    if profile is None or len(profile.parts) < 2:  # noqa: PLR2004  one part is no division
        return False
    due = target_days(ledger, indicator)
    last = ledger.when(read_period(ledger.in_order(list(profile.parts))[-1]))
    return due is None or last is None or last.end >= due.start


def _makings(indicator: Indicator, parts: list[Quantity], added: Decimal) -> Iterator[Decimal]:
    yield added
    yield parts[-1].number
    yield added / len(parts)
    start = indicator.baseline.value if indicator.baseline else None
    if start is not None and start.measure is parts[-1].measure:
        yield start.number + added
        yield start.number - added
        yield parts[-1].number - start.number


def _rounds_to(number: Decimal, whole: Quantity) -> bool:
    exponent = whole.number.as_tuple().exponent
    places = Decimal(1).scaleb(min(int(exponent), 0))
    return number == whole.number or number.quantize(places) == whole.number


def populations_apart(indicator: Indicator) -> tuple[Decimal, Decimal] | None:
    """How many stand at the levels of a baseline and of its target, where the two differ.

    Those at no level, such as `n/a`, may be counted or not.
    """
    if indicator.baseline is None or indicator.target is None:
        return None
    before, after = indicator.baseline.distribution, indicator.target.distribution
    if not before or not after or _sizes(before) & _sizes(after):
        return None
    return sum(before.values(), Decimal(0)), sum(after.values(), Decimal(0))


def _sizes(distribution: dict[str, Decimal]) -> set[Decimal]:
    whole = sum(distribution.values(), Decimal(0))
    return {whole, whole - sum(n for level, n in distribution.items() if is_left_out(level))}


def promised_otherwise(text: str, measuring: list[Indicator]) -> tuple[Quantity, str] | None:
    """Give the amount of money that an outcome promises, where no target for it comes to that.

    Only money is compared: of other numbers a text does not tell what they count. With it come
    the amounts of the targets, in words. None where the two agree, or where either says nothing.
    """
    if "£" not in text or "{" in text or is_rate(text):
        return None
    said = set(figures_in(text, Measure.POUNDS))
    stated = [one for indicator in measuring for one in _promises(indicator)]
    if len(said) != 1 or not stated:
        return None
    promised = said.pop()
    targets = [target for target, *_ in stated]
    if sum(targets, Decimal(0)) == promised or any(promised in made for made in stated):
        return None
    shown = [str(Quantity(one, Measure.POUNDS)) for one in dict.fromkeys(targets)]
    return Quantity(promised, Measure.POUNDS), listed(shown)


def _promises(indicator: Indicator) -> Iterator[list[Decimal]]:
    """Give the pounds a target comes to, itself first: a level or change, the way to the level."""
    target, baseline = indicator.target, indicator.baseline
    if target is None:
        return
    start = in_pounds(baseline.value if baseline else None)
    wholes = [in_pounds(target.value), in_pounds(target.change)]
    for whole in wholes:
        if whole is not None:
            yield [abs(whole), *([] if start is None else [abs(whole - start)])]
    parts = target.profile.quantities.values() if target.profile else []
    steps = [part.number for part in parts if part.measure is Measure.POUNDS]
    if steps and wholes == [None, None]:
        yield [sum(steps, Decimal(0)), *steps]


class LateOutput(NamedTuple):
    """The earliest output that should deliver a target, and when work on it is due at first."""

    at: Path
    text: str
    days: Span


def late_outputs(ledger: Ledger) -> Iterator[tuple[Dated, LateOutput]]:
    """Give each indicator whose target is due before the first output that should deliver it."""
    delivered = deliveries(ledger)
    for one in dated(ledger):
        if one.due is None or one.at[0] != "projects":
            continue
        days = delivered[one.at[1]].days
        if days and one.due.end < days[-1].start:
            late = _late_output(ledger, one.at[1], one.indicator, one.due)
            if late is not None:
                yield one, late


def _late_output(
    ledger: Ledger, project_id: str, indicator: Indicator, due: Span
) -> LateOutput | None:
    """Give the first output that should deliver a target, where all of them are due after it.

    They are the outputs of the one action that shares with the indicator two words or more that
    no other action of the project has; where there is none, of all actions for its outcomes. An
    output without a date may be in time, and then nothing is told.
    """
    at: Path = ("projects", project_id, "actions")
    actions, measured = ledger.plan.projects[project_id].actions, set(indicator.measures)
    late: dict[str, LateOutput | None] = {
        action_id: _first_after(due, ledger, (*at, action_id, "outputs"), action)
        for action_id, action in actions.items()
        if action.outputs and measured.intersection(action.serves)
    }
    if not any(late.values()):
        return None
    texts = {key: _words_of(action) for key, action in actions.items()}
    shared = distinctive_words(indicator.text, texts)
    near = [key for key in late if len(shared[key]) > 1]
    found = [late[key] for key in (near if len(near) == 1 else late)]
    known = [one for one in found if one is not None]
    return min(known, key=lambda one: one.days) if len(known) == len(found) else None


def _first_after(due: Span, ledger: Ledger, at: Path, action: Action) -> LateOutput | None:
    """Give the first output of an action, where every one of them is due after a day."""
    found: list[LateOutput] = []
    for output_id, output in action.outputs.items():
        spans = [span for one in output.due if (span := ledger.when(one)) is not None]
        if not spans or len(spans) < len(output.due) or min(spans).start <= due.end:
            return None
        found.append(LateOutput((*at, output_id), output.text, min(spans)))
    return min(found, key=lambda one: one.days)


def _words_of(action: Action) -> str:
    return " ".join([action.text, *(output.text for output in action.outputs.values())])
