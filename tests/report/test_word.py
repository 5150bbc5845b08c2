"""``docx``: Word's own headings, lists and tables, in the styles of a replaceable template."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.table import _Cell

from riep_plan.model import Plan
from riep_plan.report import plan_document, renderer
from riep_plan.report.columns import widths
from riep_plan.report.formats._word import Writer
from riep_plan.report.tables import figures, table, words
from tests.plans.raw import PLAN
from tests.report.command import real_document, real_file, riep
from tests.report.whole import whole
from tests.support.word_template import TEMPLATE, template

QUARTER = "Q2"


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return real_file("docx", QUARTER, tmp_path_factory.mktemp("word"), PYTHONHASHSEED="1")


@pytest.fixture(scope="module")
def word(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def of_text(text: str) -> Document:
    """Set a small plan whose overview is a text."""
    data = {"kind": "delivery-plan", "title": "Plan", "narrative": {"overview": text}}
    document = plan_document("plan", Plan.model_validate(data), [])
    return docx.Document(io.BytesIO(renderer("docx")(document)))


def styled(word: Document, *names: str) -> list[str]:
    return [
        one.text for one in word.paragraphs if one.style is not None and one.style.name in names
    ]


def test_headings_are_words_own(word: Document) -> None:
    seen = real_document("html", QUARTER).headings
    assert styled(word, "Title") == [seen[0].text]
    for level in (1, 2, 3):
        wanted = [one.text for one in seen[1:] if one.tag == f"h{level + 1}"]
        assert styled(word, f"Heading {level}") == wanted


def test_every_table_is_there_cell_by_cell(word: Document) -> None:
    seen = real_document("html", QUARTER).tables
    assert styled(word, "Caption") == [one.caption for one in seen]
    found = [[[cell.text for cell in row.cells] for row in one.rows] for one in word.tables]
    assert found == [[one.columns, *one.rows] for one in seen]


def test_paragraphs_and_points_are_there(word: Document) -> None:
    seen = [line for _, line in real_document("html", QUARTER).lines]
    found = [one.text for one in word.paragraphs if one.text]
    assert [line for line in seen if line not in found] == []


def test_a_table_repeats_its_heads_and_breaks_no_row(word: Document) -> None:
    for one in word.tables:
        head, *rows = one._tbl.tr_lst
        assert head.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        repeated = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") for row in rows]
        assert set(repeated) == {None}
        for row in (head, *rows):
            assert row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None


def test_a_table_has_its_style_its_width_and_its_words_for_those_who_cannot_see_it(
    word: Document,
) -> None:
    for one, caption in zip(word.tables, styled(word, "Caption"), strict=True):
        assert one.style is not None
        assert one.style.name == "Riep Table"
        described = one._tbl.tblPr.find(qn("w:tblCaption"))
        assert described is not None
        assert described.get(qn("w:val")) == caption
        grid = [int(column.get(qn("w:w"), "0")) for column in one._tbl.tblGrid]
        assert sum(grid) == int(one._tbl.tblPr.find(qn("w:tblW")).get(qn("w:w"), "0"))


def test_figures_stand_to_the_right_and_totals_in_bold(word: Document) -> None:
    spend = word.tables[styled(word, "Caption").index("Planned spend by project")]
    last = spend.rows[-1]
    assert [_style(one) for one in last.cells[:2]] == ["Table Text", "Table Figure"]
    assert all(run.bold for one in last.cells for run in one.paragraphs[0].runs)
    assert not any(run.bold for run in spend.rows[1].cells[1].paragraphs[0].runs)


def _style(cell: _Cell) -> str | None:
    style = cell.paragraphs[0].style
    return style.name if style else None


def test_prose_keeps_its_lists_and_its_emphasis() -> None:
    text = "One *two* **three**.\n\n- point\n  - inner\n\n1. first\n2. second\n\nThen.\n\n1. again"
    word = of_text(text)
    first = next(one for one in word.paragraphs if one.text == "One two three.")
    assert [run.text for run in first.runs if run.italic] == ["two"]
    assert [run.text for run in first.runs if run.bold] == ["three"]
    assert styled(word, "List Bullet") == ["point"]
    assert styled(word, "List Bullet 2") == ["inner"]
    assert styled(word, "List Number") == ["first", "second", "again"]


def test_each_numbered_list_counts_anew() -> None:
    word = of_text("1. a\n2. b\n\nWords.\n\n7. c")
    counts = [
        int(one._p.xpath("./w:pPr/w:numPr/w:numId/@w:val")[0])
        for one in word.paragraphs
        if one.style is not None and one.style.name == "List Number"
    ]
    assert len(counts) == 3
    assert counts[0] == counts[1] != counts[2]
    numbering = word.part.numbering_part.element
    starts = [
        one.find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}").get(qn("w:val"))
        for one in (numbering.num_having_numId(counts[0]), numbering.num_having_numId(counts[2]))
    ]
    assert starts == ["1", "7"]


@pytest.mark.parametrize("kind", ["work-programme", "programme-plan"])
def test_a_plan_with_something_of_everything_is_set(kind: str) -> None:
    word = docx.Document(io.BytesIO(renderer("docx")(plan_document("p", whole(kind), []))))
    assert len(word.tables) > 8


def test_it_states_its_title_and_language(word: Document) -> None:
    assert word.core_properties.title.endswith(QUARTER)
    assert word.core_properties.language == "en-GB"
    languages = {one.get(qn("w:val")) for one in word.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_its_pages_repeat_the_title_and_are_numbered(word: Document) -> None:
    (section,) = word.sections
    assert section.header._element.xpath("string(.)") == word.core_properties.title
    for footer in (section.footer, section.first_page_footer):
        fields = [one.get(qn("w:instr")) for one in footer._element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]


def test_a_table_of_many_columns_lies_on_its_side() -> None:
    writer = Writer(io.BytesIO(TEMPLATE.read_bytes()))
    heads = [f"Column {one}" for one in range(12)]
    wide = table("Wide", figures(*heads), [["£1,000,000"] * 12])
    writer.paragraph("Before")
    writer.table(wide)
    writer.table(wide)
    writer.paragraph("After")
    writer.table(table("Narrow", figures(*heads), [["£1"] * 12]))
    assert sides(writer) == [False, True, False]


def test_a_document_that_ends_with_a_wide_table_has_no_empty_page() -> None:
    writer = Writer(io.BytesIO(TEMPLATE.read_bytes()))
    writer.paragraph("Before")
    writer.table(table("Wide", figures(*"abcdefghijkl"), [["£1,000,000"] * 12]))
    assert sides(writer) == [False, True]


def sides(writer: Writer) -> list[bool]:
    """Say of each section whether its pages lie on their side."""
    word = docx.Document(io.BytesIO(writer.bytes()))
    return [(one.page_width or 0) > (one.page_height or 0) for one in word.sections]


def test_neither_heads_nor_the_last_row_stand_alone_on_a_page() -> None:
    writer = Writer(io.BytesIO(TEMPLATE.read_bytes()))
    rows = [["Q1", "£1"], ["Q2", "£2"], ["Q3", "£3"]]
    writer.table(table("T", (*words("Quarter"), *figures("Spent")), rows).with_total(["All", "£6"]))
    (made,) = docx.Document(io.BytesIO(writer.bytes())).tables
    kept = [[bool(cell._tc.xpath(".//w:keepNext")) for cell in row.cells] for row in made.rows]
    assert kept == [[True] * 2, [False] * 2, [False] * 2, [True] * 2, [False] * 2]


def test_the_same_plan_gives_the_same_bytes(content: bytes, tmp_path: Path) -> None:
    assert real_file("docx", QUARTER, tmp_path, PYTHONHASHSEED="2") == content


def test_a_time_is_stated_only_where_the_environment_gives_one(
    content: bytes, tmp_path: Path
) -> None:
    assert {one.date_time for one in _parts(content)} == {(1980, 1, 1, 0, 0, 0)}
    assert b"dcterms:created" not in zipfile.ZipFile(io.BytesIO(content)).read("docProps/core.xml")
    dated = real_file("docx", QUARTER, tmp_path, SOURCE_DATE_EPOCH="1277942400")
    assert {one.date_time for one in _parts(dated)} == {(2010, 7, 1, 0, 0, 0)}
    stated = docx.Document(io.BytesIO(dated)).core_properties
    assert stated.created is not None
    assert stated.created.isoformat()[:10] == "2010-07-01"


def test_a_time_that_is_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    run = riep("report", PLAN.name, "--format", "docx", "--out", str(tmp_path), folder=PLAN.parent)
    assert run.returncode == 2
    assert "SOURCE_DATE_EPOCH is “yesterday”" in run.stderr


def _parts(content: bytes) -> list[zipfile.ZipInfo]:
    return zipfile.ZipFile(io.BytesIO(content)).infolist()


# --- the template ---


def test_the_template_is_as_its_maker_makes_it() -> None:
    assert template() == TEMPLATE.read_bytes(), "python -m tests.support.word_template"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a place for a council's own template, where the command is run."""
    place = tmp_path / "templates" / "word" / "report.docx"
    place.parent.mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return place


def test_a_councils_own_template_takes_the_place_of_ours(own: Path) -> None:
    theirs = docx.Document(str(TEMPLATE))
    theirs.add_paragraph("Wirral Council: committee report")
    theirs.styles["Heading 1"].font.color.rgb = RGBColor(0x80, 0, 0x40)
    theirs.save(str(own))
    word = of_text("Words.")
    assert word.paragraphs[0].text == "Wirral Council: committee report"
    assert word.styles["Heading 1"].font.color.rgb == RGBColor(0x80, 0, 0x40)
    assert "1. Commission details" in styled(word, "Heading 1")


def test_a_template_without_our_styles_is_set_in_its_own(own: Path) -> None:
    docx.Document().save(str(own))
    document = plan_document("p", whole("work-programme"), [])
    word = docx.Document(io.BytesIO(renderer("docx")(document)))
    assert "How it contributes." in styled(word, "Normal")
    assert {one.style.name for one in word.tables if one.style} == {"Table Grid"}


@pytest.mark.parametrize("stuff", [b"", b"no Word document at all", b"PK\x03\x04 broken"])
def test_a_template_that_word_did_not_save_is_refused(stuff: bytes, own: Path) -> None:
    own.write_bytes(stuff)
    (own.parents[2] / "plan.yaml").write_text("riep: 1\nkind: delivery-plan\ntitle: Plan\n")
    run = riep("report", "plan.yaml", "--format", "md,docx", folder=own.parents[2])
    assert run.returncode == 2
    assert "the template word/report.docx cannot be used" in run.stderr
    assert not (own.parents[2] / "reports").exists()


def test_what_is_missing_is_said_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in = "raise ModuleNotFoundError(\"No module named 'docx'\", name='docx')"
    (tmp_path / "docx.py").write_text(stand_in, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=":")
    out = str(tmp_path / "out")
    run = riep("report", PLAN.name, "--format", "md,docx", "--out", out, folder=PLAN.parent)
    assert run.returncode == 2
    assert 'pip install "riep-plan[word]"' in run.stderr
    assert not (tmp_path / "out").exists()


# --- the widths of columns ---


def test_columns_fill_the_page_and_keep_their_longest_words() -> None:
    heads = (*words("Project", "What is given"), *figures("Amount"))
    one = table("T", heads, [("Depots", "A long text of many words " * 5, "£1,653,000")])
    found = widths(one, 10_000)
    assert sum(found) == 10_000
    assert found[1] > found[0]
    assert found[2] >= len("£1,653,000") * 95


def test_columns_that_do_not_fit_share_the_page() -> None:
    one = table("T", words(*["Extraordinarily-long-heading"] * 9), [["x"] * 9])
    found = widths(one, 9_000)
    assert sum(found) == 9_000
    assert max(found) - min(found) <= 1
