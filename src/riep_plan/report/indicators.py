"""Indicators in the words of a document: where they stand, where they should, and by when."""

from collections.abc import Mapping

from riep_plan.model.indicator import Baseline, Indicator, IndicatorKind, Target
from riep_plan.report.tables import ABSENT, Table, table, words
from riep_plan.values.quantity import Quantity, format_number, read_quantity
from riep_plan.values.refusal import Refused
from riep_plan.values.words import listed


def indicator_table(
    subject: str,
    indicators: Mapping[str, Indicator],
    outcomes: Mapping[str, str],
    kind: IndicatorKind,
) -> Table:
    """Set the lag or lead indicators of a project or programme as a table."""
    rows = [
        (
            f"{one.reference}: {one.text}" if one.reference else one.text,
            baseline_words(one),
            str(one.baseline.at) if one.baseline and one.baseline.at else "not stated",
            target_words(one),
            target_date(one.target),
            "; ".join(outcomes.get(outcome, outcome) for outcome in one.measures) or ABSENT,
        )
        for one in indicators.values()
        if one.kind is kind
    ]
    columns = words("Indicator", "Baseline", "Measured", "Target", "By", "Outcomes measured")
    return table(f"{subject}: {kind} indicators", columns, rows)


def baseline_words(indicator: Indicator) -> str:
    """Say where an indicator stands, in the document's words where it has any."""
    return _stated_words(indicator, indicator.baseline) or "not stated"


def target_words(indicator: Indicator) -> str:
    """Say where an indicator should stand, in the document's words where it has any."""
    target = indicator.target
    if target is None:
        return "not stated"
    stated = _stated_words(indicator, target)
    if not stated and target.change is not None:
        unit = f" {indicator.unit}" if indicator.unit else ""
        stated = f"{'+' if target.change.number > 0 else ''}{target.change}{unit}"
    if target.profile is not None:
        parts = [f"{one} in {key}" for key, one in target.profile.quantities.items()]
        stated = "; ".join(filter(None, (stated, listed(parts))))
    return stated or "not stated"


def target_date(target: Target | None) -> str:
    """Say when a target should be reached."""
    if target is not None and target.by is not None:
        return str(target.by)
    if target is not None and target.profile is not None and target.profile.parts:
        return listed(list(target.profile.parts))
    return "not stated"


def _stated_words(indicator: Indicator, statement: Baseline | Target | None) -> str:
    """The words, value and distribution of a statement; a value that the words repeat is left."""
    if statement is None:
        return ""
    unit = f" {indicator.unit}" if indicator.unit else ""
    value = "" if statement.value is None else str(statement.value)
    spread = listed(
        [f"{format_number(number)} at {level}" for level, number in statement.distribution.items()]
    )
    text = statement.text or ""
    if statement.value is not None and not _repeats(text, statement.value):
        text = f"{value}{unit}; {text}" if text else f"{value}{unit}"
    return "; ".join(filter(None, (text, spread)))


def _repeats(text: str, value: Quantity) -> bool:
    """Say whether a text gives the value itself, however it writes it: ``£4m``, ``£4,000,000``."""
    return any(_quantity(word.strip(".,;()")) == value for word in text.split())


def _quantity(word: str) -> Quantity | None:
    try:
        return read_quantity(word)
    except Refused:
        return None
