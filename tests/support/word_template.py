"""Makes ``templates/word/report.docx``: the styles that Word documents are set in.

Run it after a change here: ``python -m tests.support.word_template``. It starts from the empty
document that python-docx brings along, and leaves the styles, a header with the title and a footer
with page numbers.
"""

import io
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from riep_plan.report.formats._office import repacked

TEMPLATE = Path(__file__).parents[2] / "templates" / "word" / "report.docx"
FONT, LANGUAGE = "Arial", "en-GB"
INK, ACCENT, QUIET = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0x1D, 0x4F, 0x76), "F3F2F1"
HEADINGS = {1: (15, 18, 6), 2: (12.5, 14, 4), 3: (11, 12, 3), 4: (10.5, 10, 3)}


def template() -> bytes:
    """Make the template; the same bytes every time."""
    document = docx.Document()
    _page(document)
    _language(document)
    _paragraph_styles(document)
    _table_style(document)
    _header_and_footer(document)
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.title = "Template for riep's Word documents"
    made = io.BytesIO()
    document.save(made)
    return repacked(made.getvalue(), None)


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)


def _language(document: Document) -> None:
    for run in document.styles.element.iter(qn("w:lang")):
        run.set(qn("w:val"), LANGUAGE)


def _font(style: ParagraphStyle, size: float, *, bold: bool | None = None) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)


def _style(document: Document, name: str, size: float, after: float) -> ParagraphStyle:
    styles = document.styles
    known = {one.name for one in styles}
    style = styles[name] if name in known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    _font(style, size)
    style.paragraph_format.space_before = Pt(0)
    style.paragraph_format.space_after = Pt(after)
    return style


def _paragraph_styles(document: Document) -> None:
    normal = _style(document, "Normal", 10.5, 7)
    normal.font.color.rgb = INK
    normal.paragraph_format.line_spacing = 1.15
    title = _style(document, "Title", 20, 10)
    title.font.bold, title.font.color.rgb = True, INK
    for level, (size, before, after) in HEADINGS.items():
        heading = _style(document, f"Heading {level}", size, after)
        heading.font.bold, heading.font.italic = True, False
        heading.font.color.rgb = ACCENT if level in (1, 2) else INK
        heading.paragraph_format.space_before = Pt(before)
        heading.paragraph_format.keep_with_next = True
    for name in ("List Bullet", "List Bullet 2", "List Number", "List Number 2"):
        _style(document, name, 10.5, 3)
    caption = _style(document, "Caption", 9.5, 3)
    caption.font.bold, caption.font.color.rgb = True, INK
    caption.paragraph_format.space_before = Pt(8)
    caption.paragraph_format.keep_with_next = True
    _note(document)
    text = _style(document, "Table Text", 8.5, 0)
    text.paragraph_format.line_spacing = 1
    figure = _style(document, "Table Figure", 8.5, 0)
    figure.paragraph_format.line_spacing = 1
    figure.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    under = _style(document, "Table Note", 8.5, 8)
    under.paragraph_format.space_before = Pt(3)


def _note(document: Document) -> None:
    note = _style(document, "Note", 10.5, 8)
    note.paragraph_format.left_indent = Cm(0.3)
    properties = note.element.get_or_add_pPr()
    border = f'<w:left w:val="single" w:sz="36" w:space="8" w:color="{ACCENT}"/>'
    properties.append(parse_xml(f"<w:pBdr {nsdecls('w')}>{border}</w:pBdr>"))
    shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{QUIET}"/>'
    properties.append(parse_xml(shade))
    _in_order(properties)


def _in_order(properties: BaseOxmlElement) -> None:
    """Put a paragraph's properties in the order that the standard asks for."""
    order = ["keepNext", "keepLines", "pBdr", "shd", "spacing", "ind", "jc", "outlineLvl"]
    known = sorted(properties, key=lambda one: order.index(one.tag.rpartition("}")[2]))
    for one in known:
        properties.append(one)


def _table_style(document: Document) -> None:
    line = 'w:val="single" w:sz="4" w:space="0" w:color="B1B4B6"'
    document.styles.element.append(
        parse_xml(f"""
        <w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="RiepTable">
          <w:name w:val="Riep Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/>
          <w:tblPr>
            <w:tblBorders><w:top {line}/><w:bottom {line}/><w:insideH {line}/></w:tblBorders>
            <w:tblCellMar>
              <w:top w:w="40" w:type="dxa"/><w:left w:w="70" w:type="dxa"/>
              <w:bottom w:w="40" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>
            </w:tblCellMar>
          </w:tblPr>
          <w:tblStylePr w:type="firstRow">
            <w:rPr><w:b/></w:rPr>
            <w:tcPr>
              <w:tcBorders>
                <w:bottom w:val="single" w:sz="12" w:space="0" w:color="1A1A1A"/>
              </w:tcBorders>
              <w:shd w:val="clear" w:color="auto" w:fill="{QUIET}"/><w:vAlign w:val="bottom"/>
            </w:tcPr>
          </w:tblStylePr>
        </w:style>""")
    )


def _header_and_footer(document: Document) -> None:
    section = document.sections[0]
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    _field(header._p, "TITLE", "")
    for footer in (section.footer, section.first_page_footer):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.add_run("Page ")
        _field(paragraph._p, "PAGE", "1")
        paragraph.add_run(" of ")
        _field(paragraph._p, "NUMPAGES", "1")
    for name in ("Header", "Footer"):
        _style(document, name, 8.5, 0)


def _field(paragraph: BaseOxmlElement, instruction: str, shown: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = shown
    run.append(text)
    field.append(run)
    paragraph.append(field)


if __name__ == "__main__":
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(template())
