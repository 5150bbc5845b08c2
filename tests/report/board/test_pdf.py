"""A board report as PDF: its charts are figures with words, its chart tables are printed."""

import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from tests.report.board import made
from tests.report.command import riep
from tests.report.reading import Document, read
from tests.report.test_pdf import named
from tests.support.needs import needs_pango

pytestmark = needs_pango


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("board")
    made.write(folder)
    run = riep("report", "made", "-q", "Q2", "--format", "html,pdf", "--out", ".", folder=folder)
    assert run.returncode == 0, run.stderr
    return folder


@pytest.fixture(scope="module")
def page(folder: Path) -> Document:
    return read((folder / "made-Q2.html").read_text("utf-8"), "html")


@pytest.fixture(scope="module")
def content(folder: Path) -> bytes:
    return (folder / "made-Q2.pdf").read_bytes()


@pytest.fixture(scope="module")
def pdf(content: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(content)) as opened:
        yield opened


def test_every_chart_is_one_figure_that_says_what_it_shows(folder: Path, pdf: pikepdf.Pdf) -> None:
    drawn = (folder / "made-Q2.html").read_text("utf-8").count("<svg")
    titles = [str(one.get("/Alt", "")) for one in named(pdf, "Figure")]
    assert len(titles) == drawn > 3
    assert "" not in titles
    assert "Cumulative spend" in titles
    assert max(Counter(titles).values()) == 1


def test_the_table_of_a_chart_is_printed_though_a_screen_folds_it_away(
    folder: Path, page: Document, content: bytes
) -> None:
    assert "<details>" in (folder / "made-Q2.html").read_text("utf-8")
    (spend,) = [one for one in page.tables if one.caption == "Cumulative spend"]
    pages = pypdfium2.PdfDocument(content)
    text = "".join("".join(page.get_textpage().get_text_range() for page in pages).split())
    assert "Thefiguresofthischart" not in text
    assert ["".join("".join(row).split()) in text for row in spend.rows] == [True] * len(spend.rows)


def test_its_bookmarks_are_its_headings(page: Document, pdf: pikepdf.Pdf) -> None:
    def below(items: list[pikepdf.OutlineItem]) -> Iterator[str]:
        for item in items:
            yield str(item.title)
            yield from below(item.children)

    with pdf.open_outline() as outline:
        assert list(below(outline.root)) == [one.text for one in page.headings]
