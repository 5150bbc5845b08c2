"""Indicators: how anyone will know, from a baseline to a target."""

from enum import StrEnum

from riep_plan.model.base import Amount, Ids, Number, Part, Text, When
from riep_plan.model.profile import QuantityProfile


class IndicatorKind(StrEnum):
    """A lead indicator moves within a year; a lag indicator takes longer or is rarely counted."""

    LAG = "lag"
    LEAD = "lead"


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"


class Baseline(Part):
    """Where an indicator stands before the project."""

    value: Amount | None = None
    """The value: a number, a percentage or pounds."""
    distribution: dict[Text, Number] = {}
    """How many stand at each level, such as `{2: 22, 3: 15}`."""
    text: Text | None = None
    """The document's own words, where a value alone does not say it."""
    at: When | None = None
    """When it was measured."""


class Target(Part):
    """Where an indicator should stand because of the project."""

    value: Amount | None = None
    """The value to reach."""
    change: Amount | None = None
    """How far from the baseline, where the document states a change and not a level."""
    distribution: dict[Text, Number] = {}
    """How many should stand at each level."""
    profile: QuantityProfile | None = None
    """What is due in each quarter or year."""
    text: Text | None = None
    """The document's own words, where a value alone does not say it."""
    by: When | None = None
    """When it should be reached."""


class Indicator(Part):
    """How anyone will know that an outcome is achieved."""

    kind: IndicatorKind
    """`lead` or `lag`."""
    text: Text
    """What is measured."""
    reference: Text | None = None
    """Its number in a national or regional set: `NI 179`."""
    measures: Ids = ()
    """The outcomes it measures, by id."""
    unit: Text | None = None
    """What is counted: people, days, projects."""
    better: Direction | None = None
    """Which way is better: `higher` or `lower`."""
    baseline: Baseline | None = None
    """Where it stands."""
    target: Target | None = None
    """Where it should stand."""
