"""The portfolio of the plans kept here, word for word: whole, and for a quarter.

``expected/`` holds each as Markdown, and as HTML without its style; no findings are in it, so that
no rule's waiver changes it. To accept what is written now, after looking at it:
``pytest tests/report --update-golden``.
"""

from pathlib import Path

import pytest

from riep_plan.report import render
from tests.report.command import FORMATS
from tests.report.portfolio.seen import kept_here
from tests.support.golden import differences_from, without_style

EXPECTED = Path(__file__).parent / "expected"
QUARTERS = (None, "Q2")


def _name(quarter: str | None) -> str:
    return "portfolio" if quarter is None else f"portfolio-{quarter}"


@pytest.mark.parametrize("quarter", QUARTERS)
def test_the_portfolio_is_what_was_looked_at(quarter: str | None, *, update_golden: bool) -> None:
    document = kept_here(quarter)
    got = {f"{document.name}.{one}": without_style(render(document, one)) for one in FORMATS}
    kept = differences_from(EXPECTED, got, accept=update_golden, pattern=f"{_name(quarter)}.*")
    assert kept == "", "look, then: pytest tests/report --update-golden"


def test_no_expectation_is_left_over() -> None:
    names = {path.name for path in EXPECTED.iterdir()}
    assert names == {f"{_name(quarter)}.{one}" for quarter in QUARTERS for one in FORMATS}
