"""Findings as text: one module a format, each with ``render(result) -> str``.

A module here is a format by its own name; there is nothing else to register. What the formats
share is in modules whose names begin with an underscore. The formats of changes are in ``changes``.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from riep_plan.output._formats import USUAL, formats_in, renderer_in

if TYPE_CHECKING:
    from riep_plan.findings.result import Result

__all__ = ["USUAL", "formats", "renderer"]


def formats() -> list[str]:
    """Give the names of the formats, the usual one first."""
    return formats_in(__path__)


def renderer(name: str) -> "Callable[[Result], str]":
    """Give the function that writes a format.

    Raises:
        KeyError: there is no such format.
    """
    return renderer_in(__name__, __path__, name)
