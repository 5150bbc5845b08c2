"""What is told of a change, kept word for word in each format.

To accept what is written now, after looking at it: ``pytest tests/output --update-golden``.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest

from riep_plan.compare.comparison import Review
from riep_plan.output.changes import json, markdown, text
from riep_plan.report import changes
from tests.output.reviews import EVERYTHING, NOTHING, ONE
from tests.support.golden import differences_from, without_style

GOLDEN = Path(__file__).parents[1] / "golden" / "changes"
REVIEWS: Mapping[str, Review] = {"everything": EVERYTHING, "one-plan": ONE, "nothing": NOTHING}


def _page(review: Review) -> str:
    return without_style(changes.render(review))


FORMATS: Mapping[str, Callable[[Review], str]] = {
    "80.txt": text.render,
    "160.txt": partial(text.render, width=160),
    "md": markdown.render,
    "json": json.render,
    "html": _page,
}


def test_what_is_told_is_what_was_looked_at(*, update_golden: bool) -> None:
    got = {
        f"{name}.{ending}": render(review)
        for name, review in REVIEWS.items()
        for ending, render in FORMATS.items()
    }
    kept = differences_from(GOLDEN, got, accept=update_golden)
    assert kept == "", "look, then: pytest tests/output --update-golden"


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_review_is_told_the_same(ending: str) -> None:
    assert FORMATS[ending](EVERYTHING) == FORMATS[ending](EVERYTHING)
