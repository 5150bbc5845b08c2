"""Writing Word's own elements: what python-docx has, and what it leaves to others."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import BinaryIO

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Emu
from docx.text.paragraph import Paragraph
from markdown_it.token import Token

from riep_plan.report.columns import is_wide, widths
from riep_plan.report.prose import parse_prose
from riep_plan.report.tables import Table, TableRow

_LANGUAGE = "en-GB"
_TWIPS = 635  # the units of python-docx in a twentieth of a point


class Writer:
    """A Word document that is being written, block after block."""

    def __init__(self, template: BinaryIO) -> None:
        """Take the template; a style that it lacks is set as plain text."""
        self._document = docx.Document(template)
        self._usual, self._upright = self._document.sections[-1].orientation, self._room()
        self._styles = {
            kind: {one.name: one.style_id for one in self._document.styles if one.type == kind}
            for kind in (WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.TABLE)
        }

    def title(self, words: str) -> None:
        """Write the document's title, and repeat it where the template's pages ask for it."""
        self.paragraph(words, "Title")
        for section in self._document.sections:
            for part in (section.header, section.first_page_header, section.footer):
                for field in part._element.iter(qn("w:fldSimple")):
                    if field.get(qn("w:instr"), "").split()[:1] == ["TITLE"]:
                        for text in field.iter(qn("w:t")):
                            text.text = words

    def heading(self, level: int, words: str) -> None:
        """Write a heading; level 1 is a section."""
        self.paragraph(words, f"Heading {level}")

    def note(self, words: str, *, is_kept: bool = False) -> None:
        """Write a note that stands out; one below a heading stays with what it heads."""
        self.paragraph(words, "Note").paragraph_format.keep_with_next = is_kept or None

    def paragraph(self, words: str, style: str | None = None) -> Paragraph:
        """Write a paragraph in a style of the template."""
        self._turn_page(self._usual)
        return self._paragraph(words, style)

    def _paragraph(self, words: str, style: str | None) -> Paragraph:
        known = self._styles[WD_STYLE_TYPE.PARAGRAPH]
        return self._document.add_paragraph(words, style=style if style in known else None)

    def points(self, items: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Write a list, each item with its own points."""
        for item, inner in items:
            self.paragraph(item, "List Bullet")
            for point in inner:
                self.paragraph(point, "List Bullet 2")

    def prose(self, text: str) -> None:
        """Write a plan's prose: paragraphs, lists and emphasis."""
        lists: list[tuple[str, int | None]] = []
        for token in parse_prose(text):
            if token.type in ("bullet_list_open", "ordered_list_open"):
                lists.append(self._list(token, len(lists)))
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                lists.pop()
            elif token.type == "inline":
                style, number = lists[-1] if lists else (None, None)
                paragraph = self.paragraph("", style)
                _add_runs(paragraph, token.children or [])
                if number is not None:
                    _set_number(paragraph, number)

    def _list(self, opening: Token, depth: int) -> tuple[str, int | None]:
        """Give a list's style and, where it is numbered, a count of its own."""
        inner = " 2" if depth else ""
        if opening.type == "bullet_list_open":
            return f"List Bullet{inner}", None
        style = f"List Number{inner}"
        return style, self._new_count(style, int(opening.attrGet("start") or 1))

    def _new_count(self, style: str, start: int) -> int | None:
        """Start counting anew: in Word every list of a style goes on from the one before."""
        if style not in self._styles[WD_STYLE_TYPE.PARAGRAPH]:
            return None
        found = self._document.styles[style].element.find(
            f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}"
        )
        if found is None:
            return None
        numbering = self._document.part.numbering_part.element
        of_style = numbering.num_having_numId(int(found.get(qn("w:val"), "0")))
        count = numbering.add_num(of_style.abstractNumId.val)
        count.add_lvlOverride(ilvl=0).add_startOverride(start)
        return int(count.numId)

    def table(self, one: Table) -> None:
        """Write a table with its caption above and its note below.

        Wide tables that follow each other stand on pages turned on their side, together.
        """
        is_turned = is_wide(one, self._upright)
        self._turn_page(WD_ORIENT.LANDSCAPE if is_turned else self._usual)
        self._paragraph(one.caption, "Caption")
        body = self._document.element.body
        body.insert_element_before(self._table(one), "w:sectPr")
        self._paragraph(one.note, "Table Note")  # an empty one keeps two tables apart

    def picture(self, png: bytes, description: str) -> None:
        """Place a picture as wide as the page allows, with what there is to see in it in words."""
        self._turn_page(self._usual)
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(io.BytesIO(png))
        room = Emu(self._room() * _TWIPS)
        shape.height, shape.width = Emu(int(shape.height * room / shape.width)), room
        shape._inline.docPr.set("descr", description)

    def _room(self) -> int:
        """Give the width between the margins, in twentieths of a point."""
        section = self._document.sections[-1]
        margins = (section.left_margin or 0) + (section.right_margin or 0)
        return int((section.page_width or 0) - margins) // _TWIPS

    def _turn_page(self, orientation: WD_ORIENT) -> None:
        """Go on upon pages that lie so, where the page does not lie so already."""
        if self._document.sections[-1].orientation is orientation:
            return
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        sides = sorted((section.page_width or 0, section.page_height or 0))
        is_landscape = orientation is WD_ORIENT.LANDSCAPE
        section.page_height, section.page_width = sides if is_landscape else sides[::-1]
        section.orientation = orientation

    def _table(self, one: Table) -> BaseOxmlElement:
        room = self._room()
        columns = widths(one, room)
        styles = self._styles[WD_STYLE_TYPE.TABLE]
        style = styles.get("Riep Table") or styles.get("Table Grid") or ""
        table = _element("w:tbl", _table_properties(one.caption, style, room))
        table.append(_element("w:tblGrid", *(_element("w:gridCol", w=one) for one in columns)))
        heads = TableRow(tuple(column.title for column in one.columns))
        rows = (heads, *one.rows)
        for place, row in enumerate(rows):
            # Neither the heads nor the last row, often a total, stands on a page alone.
            is_kept = place in (0, len(rows) - 2)
            table.append(self._row(row, one, columns, is_head=place == 0, is_kept=is_kept))
        return table

    def _row(
        self,
        row: TableRow,
        table: Table,
        columns: Sequence[int],
        *,
        is_head: bool,
        is_kept: bool,
    ) -> BaseOxmlElement:
        properties = _element("w:trPr", _element("w:cantSplit"))
        if is_head:
            properties.append(_element("w:tblHeader"))
        made = _element("w:tr", properties)
        for text, column, width in zip(row.cells, table.columns, columns, strict=True):
            style = "Table Figure" if column.numeric else "Table Text"
            cell = _element("w:tcPr", _element("w:tcW", w=width, type="dxa"))
            if row.is_total:
                cell.append(_element("w:shd", val="clear", color="auto", fill="F3F2F1"))
            paragraph = self._cell(text, style, is_bold=row.is_total, is_kept=is_kept)
            made.append(_element("w:tc", cell, paragraph))
        return made

    def _cell(self, text: str, style: str, *, is_bold: bool, is_kept: bool) -> BaseOxmlElement:
        style_id = self._styles[WD_STYLE_TYPE.PARAGRAPH].get(style)
        looks = [_element("w:pStyle", val=style_id)] if style_id else []
        looks += [_element("w:keepNext")] if is_kept else []
        paragraph = _element("w:p", *([_element("w:pPr", *looks)] if looks else []))
        run = _element("w:r")
        if is_bold:
            run.append(_element("w:rPr", _element("w:b")))
        words = _element("w:t")
        words.text = text
        words.set(qn("xml:space"), "preserve")
        run.append(words)
        paragraph.append(run)
        return paragraph

    def properties(self, title: str, made: datetime | None) -> None:
        """State the title and language, and a time only where one is given."""
        core = self._document.core_properties
        core.title, core.language = title, _LANGUAGE
        for name in ("dcterms:created", "dcterms:modified"):
            for element in core._element.findall(qn(name)):
                core._element.remove(element)
        if made is not None:
            core.created = core.modified = made.replace(tzinfo=None)

    def bytes(self) -> bytes:
        """Give the file."""
        made = io.BytesIO()
        self._document.save(made)
        return made.getvalue()


def _table_properties(caption: str, style: str, width: int) -> BaseOxmlElement:
    looks = {"firstRow": 1, "lastRow": 0, "firstColumn": 1, "lastColumn": 0}
    return _element(
        "w:tblPr",
        *([_element("w:tblStyle", val=style)] if style else []),
        _element("w:tblW", w=width, type="dxa"),
        _element("w:tblLayout", type="fixed"),
        _element("w:tblLook", val="04A0", **looks, noHBand=1, noVBand=1),
        _element("w:tblCaption", val=caption),
    )


def _element(tag: str, *inside: BaseOxmlElement, **attributes: object) -> BaseOxmlElement:
    element: BaseOxmlElement = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    for one in inside:
        element.append(one)
    return element


def _add_runs(paragraph: Paragraph, tokens: Sequence[Token]) -> None:
    is_bold = is_italic = False
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            is_bold = token.nesting > 0
        elif token.type in ("em_open", "em_close"):
            is_italic = token.nesting > 0
        elif token.type == "hardbreak":
            paragraph.add_run().add_break()
        else:
            run = paragraph.add_run(" " if token.type == "softbreak" else token.content)
            run.bold, run.italic = is_bold or None, is_italic or None


def _set_number(paragraph: Paragraph, count: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = count
