"""Money by quarter, however a plan writes its periods, and totals that have no parts."""

from decimal import Decimal
from pathlib import Path
from textwrap import dedent

import pytest

from riep_plan.figures import Ledger
from riep_plan.figures.quarter import Progress, progress
from riep_plan.figures.sums.equation import Sum
from riep_plan.figures.tables import Row, all_spend_rows
from riep_plan.model import Plan
from riep_plan.report.glance import glance
from tests.cli.running import run_process, write_files
from tests.figures.tables import CALENDAR, Data


def ledger_of(*projects: Data) -> Ledger:
    return Ledger(
        Plan.model_validate(
            {
                "kind": "delivery-plan",
                "title": "Depots",
                "calendar": CALENDAR,
                "funding": {"grant": {"title": "Grant", "kind": "core"}},
                "projects": {f"p{n}": {"title": f"P{n}"} | one for n, one in enumerate(projects)},
            }
        )
    )


def spending(**revenue: str) -> Data:
    return {"spend": {"grant": {"revenue": {k.replace("_", " "): v for k, v in revenue.items()}}}}


def rows_of(ledger: Ledger) -> list[Row]:
    return [row for _, row in all_spend_rows(ledger.plan)]


def pounds(quarter: int, to_date: int, whole: int) -> Progress:
    return Progress(Decimal(quarter), Decimal(to_date), Decimal(whole))


MONTHS = spending(
    July_2010="1", September_2010="2", October_2010="4", March_2011="8", June_2011="16"
)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Q1", pounds(3, 3, 31)),
        ("Q2", pounds(4, 7, 31)),
        ("Q3", pounds(8, 15, 31)),
        ("Q4", pounds(16, 31, 31)),
    ],
)
def test_months_count_in_their_quarter(label: str, expected: Progress) -> None:
    ledger = ledger_of(MONTHS)
    assert progress(ledger, rows_of(ledger), label) == expected


def test_months_and_quarters_add_up_together() -> None:
    ledger = ledger_of(MONTHS, spending(Q1="100", Q2="200"))
    assert progress(ledger, rows_of(ledger), "Q2") == pounds(204, 307, 331)


def test_months_outside_the_calendar_count_in_the_whole() -> None:
    ledger = ledger_of(spending(April_2010="1", August_2010="2", December_2012="4"))
    assert progress(ledger, rows_of(ledger), "Q1") == pounds(2, 3, 7)


def test_a_longer_period_counts_in_the_quarter_in_which_it_ends() -> None:
    """A financial year belongs to no quarter until it is over."""
    ledger = ledger_of({"spend": {"grant": {"revenue": {"2010/11": "12"}}}})
    assert progress(ledger, rows_of(ledger), "Q2") == pounds(0, 0, 12)
    assert progress(ledger, rows_of(ledger), "Q3") == pounds(12, 12, 12)


# --- A total without parts -------------------------------------------------------------------


def test_a_total_without_parts_counts_in_the_whole() -> None:
    ledger = ledger_of(spending(total="1000"), spending(total="5", Q1="5"))
    assert progress(ledger, rows_of(ledger), "Q1") == pounds(5, 5, 1005)


def test_a_total_without_parts_counts_at_a_glance() -> None:
    ledger = ledger_of(spending(total="1000"), spending(total="5", Q1="5"))
    first, second, programme = (row.cells for row in glance(ledger).projects.rows)
    assert first == ("P0", "£1,000", "£0", "£1,000", "£0")
    assert second == ("P1", "£5", "£0", "£5", "£0")
    assert programme == ("Programme", "£1,005", "£0", "£1,005", "£0")


WITHOUT_PARTS = """\
    riep: 1
    kind: delivery-plan
    title: Depots
    calendar:
      Q1: {from: July 2010, to: September 2010}
      Q2: {from: October 2010, to: December 2010}
    funding: {grant: {title: Grant, kind: core}}
    stated: {spend: {revenue: {total: 1005}}}
    projects:
      depot:
        title: Depot
        spend: {grant: {revenue: {total: 1000}}}
        stated: {spend: {overall: {total: 1000}}}
      fleet:
        title: Fleet
        spend: {grant: {revenue: {total: 5, Q1: 2, Q2: 3}}}
    """


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_files(tmp_path / "plan", {"plan.yaml": dedent(WITHOUT_PARTS)})
    return tmp_path


def lines_of(folder: Path, *arguments: str) -> list[str]:
    ended = run_process(folder, *arguments)
    assert (ended.status, ended.err) == (0, "")
    return ended.out.splitlines()


def test_show_gives_a_total_without_parts(folder: Path) -> None:
    lines = lines_of(folder, "show", "plan")
    (depot,) = [line.split() for line in lines if line.strip().startswith("Depot ")]
    (programme,) = [line.split() for line in lines if line.strip().startswith("Programme ")]
    assert depot == ["Depot", "£1,000", "£0", "£1,000", "£0"]
    assert programme == ["Programme", "£1,005", "£0", "£1,005", "£0"]


def test_the_document_shows_no_nought_that_nobody_stated(folder: Path) -> None:
    lines = lines_of(folder, "report", "plan", "--out", "-", "--format", "md")
    start = lines.index(next(line for line in lines if line.startswith("## 6")))
    end = lines.index(next(line for line in lines if line.startswith("## 7")))
    rows = [
        [cell.strip(" *") for cell in line.strip("|").split("|")]
        for line in lines[start:end]
        if line.startswith("|")
    ]
    assert [row for row in rows if row[0] == "Depot"] == [
        ["Depot", "Revenue", "£1,000", "–", "–"],
        ["Depot", "Total", "£1,000", "–", "–"],
    ]
    assert ["Fleet", "Revenue", "£5", "£2", "£3"] in rows
    assert ["Programme", "Revenue", "£1,005", "–", "–"] in rows


# --- Estimates -------------------------------------------------------------------------------


def test_estimates_multiply_exactly() -> None:
    """Python's own decimals keep 28 digits unless they are told otherwise."""
    number, rate = "12345678901234567891", "999999999999.99"
    product = Decimal(f"{12345678901234567891 * 99999999999999}e-2")
    funding = {
        "source": "grant",
        "text": "Training",
        "basis": {"all": {"total": "1", "parts": {"one": {"number": number, "rate": rate}}}},
    }
    ledger = ledger_of({"additional_funding": {"training": funding}})
    (equation,) = [one for one in ledger.equations if one.kind is Sum.OF_ESTIMATE]
    assert len(product.as_tuple().digits) > 28
    assert [part.amount for part in equation.parts] == [product]
