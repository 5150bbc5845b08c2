"""README and docs quote the benchmark's figures, and no others, where they speak of it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BENCHMARKS = ROOT / "docs" / "benchmarks.md"
#: A figure of speed or memory: a number with its unit.
FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?(?=\s?(?:×|s|ms|min|seconds?|times|MiB|MB|GB)\b|\s?×)")
_GENERATED = re.compile(r"<!-- begin: .*?<!-- end -->", re.DOTALL)
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def foreign(text: str, measured: str) -> Iterator[str]:
    """Give the figures in paragraphs that refer to the benchmark which are none of its own."""
    known = set(re.findall(r"\d[\d,]*(?:\.\d+)?", measured))
    for paragraph in re.split(r"\n\s*\n", _GENERATED.sub("", text)):
        if BENCHMARKS.name in paragraph:
            yield from (one for one in FIGURE.findall(paragraph) if one not in known)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_quoted_was_measured(page: Path) -> None:
    if page == BENCHMARKS:
        pytest.skip("the page itself")
    measured = BENCHMARKS.read_text(encoding="utf-8")
    assert list(foreign(page.read_text(encoding="utf-8"), measured)) == []


@pytest.mark.parametrize("quoted", ["98765.4 s", "98765.4×", "98765.4 times", "98765.4 MiB"])
def test_a_figure_that_was_not_measured_is_noticed(quoted: str) -> None:
    text = f"It takes {quoted}, as [measured](docs/benchmarks.md), for 200 plans.\n\n98765.4 s\n"
    assert list(foreign(text, "200 plans took 3.0 s")) == ["98765.4"]
