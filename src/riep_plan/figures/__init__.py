"""All arithmetic: used by the rules and by the reports, so that they cannot disagree."""

from riep_plan.figures.ledger import Ledger

__all__ = ["Ledger"]
