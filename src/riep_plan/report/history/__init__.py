"""A plan's history as a document: its total over time, and what each commit changed."""

from riep_plan.compare.history import History
from riep_plan.report.documents import Document
from riep_plan.report.formats import render as render_document
from riep_plan.report.history.view import HistoryView
from riep_plan.values.words import visible_line


def history_document(told: History) -> Document:
    """Make the document of a history, for any format of documents."""
    of = f": {'/'.join(told.of)}" if told.of else ""
    title = visible_line(f"How {told.title} came to be{of}")
    views = {"history": HistoryView(told)}
    return Document(f"{told.plan}-history", title, ("shared/history.j2",), views)


def render(told: History, format_: str = "html") -> str:
    """Set a history as a page (``html``) or as Markdown (``md``).

    Raises:
        Refused: a template, which may be the user's own, cannot be used.
    """
    return render_document(history_document(told), format_)
