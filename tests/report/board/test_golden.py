"""The board reports of the illustrative plan, kept word for word, quarter by quarter.

``expected/`` holds each as Markdown, and as HTML without its style and drawings. To accept what is
written now, after looking at it: ``pytest tests/report --update-golden``.
"""

import re
from pathlib import Path

import pytest

from tests.plans.raw import QUARTERS, ROOT
from tests.report.command import report_texts
from tests.report.test_golden import differences, without_style

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
    if update_golden:
        EXPECTED.mkdir(exist_ok=True)
        for name, text in got.items():
            (EXPECTED / name).write_text(text, encoding="utf-8", newline="\n")
    wanted = {
        path.name: path.read_text(encoding="utf-8")
        for path in EXPECTED.glob(f"{PLAN.name}-{quarter}.*")
    }
    assert differences(got, wanted) == "", "look, then: pytest tests/report --update-golden"


def test_no_expectation_is_left_over() -> None:
    names = {path.name for path in EXPECTED.iterdir()}
    assert names == {f"{PLAN.name}-{q}.{format_}" for q in QUARTERS for format_ in ("md", "html")}
