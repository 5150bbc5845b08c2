"""What larger numbers of plans would take: straight lines through what was measured.

Written into docs/scale.md, between its marks.
"""

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from benchmarks import table
from benchmarks.measure import Run
from benchmarks.targets import Grown

_MARKED = re.compile(r"(<!-- begin: extrapolation -->\n)(.*?)(<!-- end -->\n)", re.DOTALL)
#: Principal councils in England since April 2023, and what is asked of them here.
COUNCILS, YEARS, PROGRAMMES = 317, 10, 5
_NUMBERS = {
    "every council, one plan": COUNCILS,
    "… for ten years": COUNCILS * YEARS,
    "… with five programmes each": COUNCILS * YEARS * PROGRAMMES,
    "a million plans": 1_000_000,
}
_HEAD = ("what", "plans", "files", "on disk", "kept", "clock", "processors", "unchanged", "memory")
_MINUTE, _HOUR, _LONG = 60, 3600, 120
_UNITS = ("B", "kB", "MB", "GB", "TB")


def write_into(page: Path, grown: Grown, measured_on: str) -> None:
    """Write the estimates into a page, in place of earlier ones."""
    text = page.read_text(encoding="utf-8")
    block = "\n".join(lines(grown, measured_on)) + "\n"
    page.write_text(_MARKED.sub(rf"\g<1>\n{block}\n\g<3>", text), encoding="utf-8")


def lines(grown: Grown, measured_on: str) -> Iterator[str]:
    """Write what was measured, and what follows from it."""
    (less, more), (small, large), held = grown.plans, grown.runs, grown.memory
    yield from textwrap.wrap(
        f"Measured on {measured_on}: {less:,} plans took {_both(small)}, {more:,} took "
        f"{_both(large)}; all processes together held {held[0]:.0f} and {held[1]:.0f} MiB. A plan "
        f"is {grown.files:.0f} files, {_bytes(grown.size)} of text, {_bytes(grown.disk)} on the "
        f"disk, and {_bytes(grown.kept)} of what is kept for the next run.",
        100,
    )
    yield ""
    yield from table.markdown([_HEAD, *(_row(what, n, grown) for what, n in _NUMBERS.items())])


def _both(run: Run) -> str:
    """Write what a run took, both ways."""
    return f"{duration(run.wall)} ({duration(run.processor)} of the processors)"


def _row(what: str, number: int, grown: Grown) -> table.Row:
    wall, processor, memory = (
        along(number, grown.plans, pair)
        for pair in (
            (grown.runs[0].wall, grown.runs[1].wall),
            (grown.runs[0].processor, grown.runs[1].processor),
            grown.memory,
        )
    )
    return (
        what,
        f"{number:,}",
        f"{number * grown.files:,.0f}",
        _bytes(number * grown.disk),
        _bytes(number * grown.kept),
        duration(wall),
        duration(processor),
        duration(number * grown.again),
        _bytes(memory * 1024 * 1024),
    )


def along(number: int, at: tuple[int, int], values: tuple[float, float]) -> float:
    """Give the value at a number on the straight line through two that were measured."""
    slope = (values[1] - values[0]) / (at[1] - at[0])
    return values[1] + (number - at[1]) * slope


def duration(seconds: float) -> str:
    """Write a time in the unit that it is thought of in."""
    if seconds < _LONG:
        return f"{seconds:.1f} s"
    if seconds < _LONG * _MINUTE:
        return f"{seconds / _MINUTE:.0f} min"
    return f"{seconds / _HOUR:.1f} h"


def _bytes(number: float) -> str:
    for unit in _UNITS:
        if number < 1000 or unit == _UNITS[-1]:  # noqa: PLR2004  SI
            return f"{number:.0f} {unit}" if number >= 10 else f"{number:.1f} {unit}"  # noqa: PLR2004
        number /= 1000
    raise AssertionError
