"""The portfolio: several programmes in one document, the region on its first page."""

from riep_plan.report.portfolio.quarter import PortfolioQuarterView
from riep_plan.report.portfolio.view import Member, PortfolioView

__all__ = ["Member", "PortfolioQuarterView", "PortfolioView"]
