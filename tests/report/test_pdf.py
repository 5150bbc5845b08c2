"""``pdf``: tagged as PDF/UA-1 asks, the same words as the page, and the same bytes each time."""

import io
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from tests.plans.raw import PLAN
from tests.report.command import real_document, real_file, riep
from tests.support.needs import needs_pango

pytestmark = needs_pango
QUARTER = "Q2"


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return real_file("pdf", QUARTER, tmp_path_factory.mktemp("pdf"), PYTHONHASHSEED="1")


@pytest.fixture(scope="module")
def pdf(content: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(content)) as opened:
        yield opened


def elements(node: object) -> Iterator[pikepdf.Object]:
    """Give every element of the structure, in the order of reading."""
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from elements(one)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])


def named(pdf: pikepdf.Pdf, *names: str) -> list[pikepdf.Object]:
    return [one for one in elements(pdf.Root.StructTreeRoot) if str(one["/S"])[1:] in names]


def test_it_says_that_it_is_tagged_and_in_which_language(pdf: pikepdf.Pdf) -> None:
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == "en-GB"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert str(pdf.docinfo["/Title"]).endswith(QUARTER)


def test_it_claims_pdf_ua_1(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == str(pdf.docinfo["/Title"])


def test_its_headings_are_those_of_the_page(pdf: pikepdf.Pdf) -> None:
    tags = Counter(str(one["/S"])[1:].lower() for one in named(pdf, "H1", "H2", "H3", "H4"))
    seen = Counter(one.tag for one in real_document("html", QUARTER).headings)
    assert tags == seen


def test_every_cell_of_a_table_says_what_heads_it(pdf: pikepdf.Pdf) -> None:
    heads = {str(one["/ID"]) for one in named(pdf, "TH")}
    cells = named(pdf, "TD")
    assert len(cells) > 100
    for one in cells:
        headers = [str(each) for each in one["/A"]["/Headers"]]
        assert headers
        assert set(headers) <= heads


def test_every_table_has_its_caption_once(pdf: pikepdf.Pdf) -> None:
    seen = [one.caption for one in real_document("html", QUARTER).tables]
    assert len(named(pdf, "Caption")) == len(seen)


def test_everything_drawn_is_tagged_or_an_artifact(pdf: pikepdf.Pdf) -> None:
    """Nothing is shown outside marked content, where assistive technology would miss it."""
    for page in pdf.pages:
        depth = 0
        for instruction in pikepdf.parse_content_stream(page):
            name = str(instruction.operator)
            depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
            assert depth > 0 or name not in ("Tj", "TJ", "Do", "sh"), name


def test_fonts_are_embedded(pdf: pikepdf.Pdf) -> None:
    descriptors = [
        one
        for one in pdf.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
    ]
    assert descriptors
    assert [one for one in descriptors if not {"/FontFile2", "/FontFile3"} & set(one.keys())] == []


@lru_cache(maxsize=1)
def pages_of(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_pages_are_numbered_and_titled(content: bytes) -> None:
    pages = pages_of(content)
    assert len(pages) > 2
    for number, text in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in text
    title = "Efficiency Commission delivery plan 2010/11: Q2"
    assert all(title in text for text in pages)


def test_the_figures_are_those_of_the_page(content: bytes) -> None:
    text = "".join("".join(pages_of(content)).split())
    tables = real_document("html", QUARTER).tables
    cells = {each for one in tables for row in one.rows for each in row if each.startswith("£")}
    assert len(cells) > 20
    assert [one for one in cells if "".join(one.split()) not in text] == []


def test_the_same_plan_gives_the_same_bytes(content: bytes, tmp_path: Path) -> None:
    assert real_file("pdf", QUARTER, tmp_path, PYTHONHASHSEED="2") == content


def test_a_time_is_stated_only_where_the_environment_gives_one(
    pdf: pikepdf.Pdf, tmp_path: Path
) -> None:
    assert "/CreationDate" not in pdf.docinfo
    dated = real_file("pdf", QUARTER, tmp_path, SOURCE_DATE_EPOCH="1277942400")
    with pikepdf.open(io.BytesIO(dated)) as found:
        assert str(found.docinfo["/CreationDate"]).startswith("D:20100701000000")


@pytest.mark.parametrize(
    ("stand_in", "said"),
    [
        ("raise ImportError('no weasyprint')", 'pip install "riep-plan[pdf]"'),
        ("raise OSError('cannot load library libpango-1.0-0')", "libpango-1.0-0"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(
    stand_in: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "weasyprint.py").write_text(stand_in, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=":")
    out = str(tmp_path / "out")
    run = riep("report", PLAN.name, "--format", "md,pdf", "--out", out, folder=PLAN.parent)
    assert run.returncode == 2
    assert said in run.stderr
    assert run.stderr.count("\n") == 1
    assert run.stdout == ""
    assert not (tmp_path / "out").exists()
