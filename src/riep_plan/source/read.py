"""One file's text to bare data, by the fast reader where it is certain."""

from collections.abc import Sequence

from riep_plan.source.fast import NotPlain, read_fast, read_fast_together
from riep_plan.source.nodes import data_of


def read_data(text: str) -> object:
    """Read YAML to mappings, lists and the text of each value.

    Raises:
        Unreadable: it is empty, not YAML, or uses what riep does not read.
    """
    return read_closely(text)[0]


def read_closely(text: str) -> tuple[object, bool]:
    """Read YAML, and say whether each key in it is certain to have a value.

    Raises:
        Unreadable: it is empty, not YAML, or uses what riep does not read.
    """
    try:
        return read_fast(text), True
    except NotPlain:
        # Most plans do without it, and need not wait until it is imported.
        from riep_plan.source.careful import read_carefully  # noqa: PLC0415

        return data_of(read_carefully(text)), False


def read_together(texts: Sequence[str]) -> Sequence[object | None]:
    """Read what is certain of several files, quickly; None for each that wants to be read alone."""
    try:
        return read_fast_together(texts)
    except NotPlain:
        return [None] * len(texts)
