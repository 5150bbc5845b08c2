"""Documents for Word, made of a template that a council can replace.

``templates/word/report.docx`` has the styles, the page, its header and footer; a user's own
``templates/word/report.docx`` where riep is run takes its place, and whatever stands in it comes
before the document. Word finds headings, lists, captions and tables by their styles' names, and so
do the people who set the minutes.
"""

import io
from typing import TYPE_CHECKING

from riep_plan.report.blocks import Block, Heading, Paragraph, Picture, Points, Prose, blocks_of
from riep_plan.report.documents import Document
from riep_plan.report.formats._made import made
from riep_plan.report.formats._office import repacked
from riep_plan.report.tables import Table
from riep_plan.source.templates import template_file
from riep_plan.values.refusal import Refused

if TYPE_CHECKING:
    from riep_plan.report.formats._word import Writer

_TEMPLATE = "word/report.docx"
#: Dots of a picture for each pixel of its drawing, so that it prints well.
_SHARPNESS = 2.5


def render(document: Document) -> bytes:
    """Set a document for Word.

    Raises:
        Refused: a template cannot be used, or python-docx is not installed.
    """
    writer = _writer()
    writer.title(document.title)
    before: Block | None = None
    for block in blocks_of(document, drawn=True):
        if isinstance(block, Paragraph) and block.is_note:
            writer.note(block.text, is_kept=isinstance(before, Heading))
        else:
            _write(writer, block)
        before = block
    when = made()
    writer.properties(document.title, when)
    return repacked(writer.bytes(), when)


def _writer() -> "Writer":
    try:
        from riep_plan.report.formats._word import Writer  # noqa: PLC0415  heavy, and optional
    except ImportError as error:
        if error.name is None or error.name.split(".")[0] not in ("docx", "lxml"):
            raise
        raise Refused(
            "Word documents need python-docx, which is not installed",
            'Install it: pip install "riep-plan[word]"',
        ) from None
    template = template_file(_TEMPLATE)
    try:
        return Writer(io.BytesIO(template.read_bytes()))
    except Exception as error:  # any way in which a user's own file is no Word document
        reason = " ".join(str(error).split())[:80] or type(error).__name__
        raise Refused(
            f"the template {_TEMPLATE} cannot be used: {reason}",
            "Save it in Word as a document (.docx), not as a template or an older format",
        ) from error


def _write(writer: "Writer", block: Block) -> None:
    match block:
        case Heading():
            writer.heading(block.level - 1, block.text)
        case Paragraph():
            writer.paragraph(block.text)
        case Prose():
            writer.prose(block.text)
        case Points():
            writer.points(block.items)
        case Table():
            writer.table(block)
        case Picture():
            _write_picture(writer, block)


def _write_picture(writer: "Writer", picture: Picture) -> None:
    """Place a chart as a picture that older versions of Word show too; its table follows it."""
    if picture.svg:
        from vl_convert import svg_to_png  # noqa: PLC0415  it has drawn the chart already

        writer.picture(svg_to_png(picture.svg, scale=_SHARPNESS), picture.description)
    writer.paragraph(f"{picture.title}. {picture.description}")
