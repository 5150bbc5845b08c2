"""The board reports of the illustrative plan, kept word for word, quarter by quarter.

``expected/`` holds each as Markdown, and as HTML without its style and drawings. To accept what is
written now, after looking at it: ``pytest tests/report --update-golden``.
"""

import re
from pathlib import Path

import pytest

from tests.plans.raw import QUARTERS, ROOT
from tests.report.command import report_texts
from tests.support.golden import differences_from, without_style

PLAN = ROOT / "plans" / "shared-services-2025-26"
EXPECTED = Path(__file__).parent / "expected"


def _plain(text: str) -> str:
    """Leave out how a page looks: style and drawings may change without a word changing."""
    return re.sub(r"<svg.*?</svg>", "<svg>…</svg>", without_style(text), flags=re.DOTALL)


@pytest.mark.parametrize("quarter", QUARTERS)
def test_the_board_report_is_what_was_looked_at(quarter: str, *, update_golden: bool) -> None:
    texts = report_texts(PLAN, "--quarter", quarter)
    got = {name: _plain(text) for name, text in texts.items()}
    assert set(got) == {f"{PLAN.name}-{quarter}.{format_}" for format_ in ("md", "html")}
    kept = differences_from(EXPECTED, got, accept=update_golden, pattern=f"{PLAN.name}-{quarter}.*")
    assert kept == "", "look, then: pytest tests/report --update-golden"


def test_no_expectation_is_left_over() -> None:
    names = {path.name for path in EXPECTED.iterdir()}
    assert names == {f"{PLAN.name}-{q}.{format_}" for q in QUARTERS for format_ in ("md", "html")}
