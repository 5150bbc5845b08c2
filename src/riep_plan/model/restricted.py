"""What a plan keeps from the public, and why."""

from riep_plan.model.base import Part, Text, Texts


class Restriction(Part):
    """Values that are left out of documents for the public, with everything below them."""

    at: Texts
    """The value or values, as a path of keys: `projects/depot/spend`."""
    reason: Text
    """Why, and who decided it: an exemption, a contract that is being let."""
