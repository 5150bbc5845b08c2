"""Changes as text: one module a format, each with ``render(review) -> str``.

A module here is a format by its own name; there is nothing else to register. Pages in HTML are
documents, and are made in ``report.changes``.
"""

import importlib
import pkgutil
from collections.abc import Callable

from riep_plan.compare.comparison import Review

USUAL = "text"


def formats() -> list[str]:
    """Give the names of the formats, the usual one first."""
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    return sorted(
        (name for name in names if name[0] != "_"), key=lambda name: (name != USUAL, name)
    )


def renderer(name: str) -> Callable[[Review], str]:
    """Give the function that writes a format.

    Raises:
        KeyError: there is no such format.
    """
    if name not in formats():
        raise KeyError(name)
    render: Callable[[Review], str] = importlib.import_module(f"{__name__}.{name}").render
    return render
