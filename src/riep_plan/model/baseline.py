"""Baselines: the findings of a day, kept so that only new ones count."""

from riep_plan.model.base import Part, Text, Texts, Version


class BaselineFile(Part, defer_build=True):
    """A baseline, as `riep baseline` writes it."""

    riep: Version
    """The version of the plan language."""
    baseline: dict[Text, dict[Text, Texts]] = {}
    """For each plan by id, and each rule by code, the places of its findings as paths of keys;
    `.` is the plan itself. A place stands as often as the rule finds something there."""
