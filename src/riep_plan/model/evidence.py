"""What a plan rests on: tables of evidence, assessments of organisations, policy drivers."""

from riep_plan.model.base import Count, Id, Ids, IdsInAnyOrder, Part, Text, When


class EvidenceRow(Part):
    """A row of a table of evidence."""

    text: Text
    """What the row is of."""
    values: dict[Text, Text] = {}
    """Its cells, by the heading of the column: a number, a percentage, pounds or words."""
    adds: IdsInAnyOrder = ()
    """The rows that this one is the sum of, by id, where it is a total."""
    less: IdsInAnyOrder = ()
    """The rows that are taken off, by id: a shortfall is a cost less a budget."""


class Evidence(Part):
    """A table that supports the case: costs elsewhere, a survey, a market."""

    title: Text
    """What the table shows."""
    rows: dict[Id, EvidenceRow]
    """Its rows, by id."""
    shares: dict[Text, Text] = {}
    """Columns of percentages, each with the column that it is a share of the total of."""
    note: Text | None = None
    """What stands below it."""


class Assessment(Part):
    """Organisations placed on a scale: by their own forecasts, or by an inspector."""

    title: Text
    """What was assessed."""
    at: When | None = None
    """When."""
    scale: dict[Text, Text]
    """The steps of the scale, best first, each with what it means."""
    assessed: Count | None = None
    """How many organisations were assessed, where they are not named."""
    returned: Ids = ()
    """The organisations that made a return, by id."""
    not_returned: Ids = ()
    """The organisations that made none, by id."""
    results: dict[Text, dict[Text, Count]]
    """How many organisations stand at each step, by year or other heading."""


class Driver(Part):
    """A policy that the plan answers to."""

    source: Text
    """The paper or review."""
    theme: Text | None = None
    """The heading that the document puts it under."""
    text: Text | None = None
    """What it asks."""
    reference: Text | None = None
    """Page and paragraph."""
    response: Text | None = None
    """How the plan answers it."""
