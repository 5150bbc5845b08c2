"""Documents: view models of a plan, and the templates that set them out.

A view says what stands in a document; a template says in which order, under which headings. A
template computes nothing, and a view knows nothing of Markdown or HTML.
"""

from riep_plan.report.documents import (
    Document,
    plan_document,
    portfolio_document,
    portfolio_quarter_document,
    quarter_document,
    quarter_document_of,
)
from riep_plan.report.formats import USUAL, formats, render, renderer
from riep_plan.report.portfolio.member import Member

__all__ = [
    "USUAL",
    "Document",
    "Member",
    "formats",
    "plan_document",
    "portfolio_document",
    "portfolio_quarter_document",
    "quarter_document",
    "quarter_document_of",
    "render",
    "renderer",
]
