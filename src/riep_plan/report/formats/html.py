"""Documents as one HTML file each, which needs no network, no script and no other file."""

import re

from markupsafe import Markup

from riep_plan.report.documents import Document
from riep_plan.report.prose import prose_to_html
from riep_plan.report.typesetting import Setting, set_document


def _finish(text: str) -> str:
    return re.sub(r"\n\s*\n+", "\n", text).strip() + "\n"


def _prose(text: str) -> str:
    return Markup(prose_to_html(text))  # noqa: S704  markdown-it has escaped it


_SETTING = Setting("html", None, _prose, _finish)


def render(document: Document) -> bytes:
    """Set a document as HTML.

    Raises:
        Refused: a template cannot be used.
    """
    return set_document(document, _SETTING).encode("utf-8")
