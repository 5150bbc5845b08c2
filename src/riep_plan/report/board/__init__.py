"""The board report: what happened in a quarter, against what was planned, for the board."""

from riep_plan.report.board.trace import Places
from riep_plan.report.board.view import BoardView

__all__ = ["BoardView", "Places"]
