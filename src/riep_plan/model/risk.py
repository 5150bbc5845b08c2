"""Risks, and the scale that a plan scores them on."""

from riep_plan.model.base import Part, Steps, Text


class RiskScale(Part):
    """The steps by which this plan scores its risks, lowest first, in words or numbers."""

    likelihood: Steps
    """Steps of likelihood: `[low, medium, high]` or `[1, 2, 3, 4, 5]`."""
    impact: Steps
    """Steps of impact."""


class Residual(Part):
    """How a risk stands after what is done about it."""

    likelihood: Text | None = None
    """A step of the plan's likelihood scale."""
    impact: Text | None = None
    """A step of the plan's impact scale."""


class Risk(Part):
    """What may go wrong, and what is done about it."""

    text: Text
    """The risk in a sentence."""
    likelihood: Text | None = None
    """A step of the plan's likelihood scale."""
    impact: Text | None = None
    """A step of the plan's impact scale."""
    mitigation: Text | None = None
    """What is done to avoid or manage it."""
    owner: Text | None = None
    """The role or body that manages it."""
    residual: Residual | None = None
    """How it stands after that, where the document scores it again."""
