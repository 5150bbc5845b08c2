"""Documents as Markdown, for reviewers and code hosts."""

import re

from riep_plan.report.documents import Document
from riep_plan.report.prose import escape_markdown, escape_markdown_line, prose_to_markdown
from riep_plan.report.typesetting import Setting, set_document


def _finish(text: str) -> str:
    """Leave one blank line between blocks and none at the ends."""
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


_SETTING = Setting("md", (escape_markdown, escape_markdown_line), prose_to_markdown, _finish)


def render(document: Document) -> bytes:
    """Set a document as Markdown.

    Raises:
        Refused: a template cannot be used.
    """
    return set_document(document, _SETTING).encode("utf-8")
