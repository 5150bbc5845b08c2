"""The public's board report, with the places of its figures: what is restricted is in no format."""

import io
import zipfile
from collections.abc import Mapping

import pikepdf
import pypdfium2
import pytest

from riep_plan.report import formats
from tests.report.board import made
from tests.report.command import riep
from tests.support.needs import needs_pango

pytestmark = needs_pango
SUMMARY = "What was planned for Q2 is done."


def everything_in(name: str, content: bytes) -> str:
    """Give all that a file holds: every part of a Word file, pages and descriptions of a PDF."""
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "\n".join(parts.read(one).decode("utf-8", "replace") for one in parts.namelist())
    if name.endswith(".pdf"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            texts = [
                str(one.get(key))
                for one in pdf.objects
                if isinstance(one, pikepdf.Dictionary)
                for key in ("/Alt", "/ActualText", "/Title", "/T", "/Contents")
                if isinstance(one.get(key), pikepdf.String)
            ]
            texts.append(pdf.Root["/Metadata"].read_bytes().decode("utf-8"))
        pages = pypdfium2.PdfDocument(content)
        texts += [page.get_textpage().get_text_range() for page in pages]
        return " ".join("\n".join(texts).split())
    return content.decode("utf-8")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What is written of the made plan for both audiences, with the places of the figures."""
    folder = tmp_path_factory.mktemp("public")
    made.write(folder)
    chosen = ("--quarter", "Q2", "--trace", "--format", ",".join(formats()), "--out", "out")
    for audience in ("board", "public"):
        run = riep("report", "made", *chosen, "--audience", audience, folder=folder)
        assert run.returncode == 0, run.stderr
    written = (folder / "out").iterdir()
    return {path.name: everything_in(path.name, path.read_bytes()) for path in written}


def restricted() -> list[str]:
    """Words that only what is restricted has."""
    hidden, other, _ = made.ids()
    name, risk = hidden.replace("-", " "), f"The supplier of the {other.replace('-', ' ')} delivers"
    return [name, name.capitalize(), hidden, risk, made.REASON]


@pytest.mark.parametrize("format_", formats())
def test_nothing_restricted_is_in_a_traced_report_for_the_public(
    format_: str, files: Mapping[str, str]
) -> None:
    text = files[f"made-Q2-public.{format_}"]
    assert [one for one in restricted() if one in text] == []
    assert text.count(SUMMARY) == (0 if format_ == "json" else 1)


@pytest.mark.parametrize("format_", formats())
def test_the_same_search_finds_it_in_the_boards_report(
    format_: str, files: Mapping[str, str]
) -> None:
    text = files[f"made-Q2.{format_}"]
    hidden = made.ids()[0]
    assert hidden.replace("-", " ").capitalize() in text
    assert format_ == "pdf" or f"projects/{hidden}.yaml:" in text
    assert text.count(SUMMARY) == (0 if format_ == "json" else 3)


@pytest.mark.parametrize("format_", ["md", "html", "json"])
def test_what_the_public_may_read_is_traced(format_: str, files: Mapping[str, str]) -> None:
    _, _, shown = made.ids()
    text = files[f"made-Q2-public.{format_}"]
    assert f"projects/{shown}.yaml:" in text
    assert f"returns/Q2/{shown}.yaml:" in text
