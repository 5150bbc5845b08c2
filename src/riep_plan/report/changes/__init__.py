"""What changes between two versions, as a document: a page for screens and print."""

from riep_plan.compare.comparison import Review
from riep_plan.compare.story import tell
from riep_plan.report.changes.view import ChangesView
from riep_plan.report.documents import Document
from riep_plan.report.formats import render as render_document
from riep_plan.values.words import visible_line


def changes_document(review: Review) -> Document:
    """Make the document of a review, for any format of documents."""
    told = tell(review)
    title = f"Changes from {visible_line(told.base)} to {visible_line(told.head)}"
    return Document("changes", title, ("shared/changes.j2",), {"review": ChangesView(told)})


def render(review: Review) -> str:
    """Set a review as one page in HTML.

    Raises:
        Refused: a template, which may be the user's own, cannot be used.
    """
    return render_document(changes_document(review), "html")
