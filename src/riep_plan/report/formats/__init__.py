"""Documents as files: one module a format, each with ``render(document) -> bytes``.

A module here is a format by its own name, which is the ending of its files too; there is nothing
else to register. A module imports what only its format needs when it is asked to render, so that
nobody waits for a library that they do not use. What formats share is in modules whose names begin
with an underscore.
"""

import importlib
import pkgutil
from collections.abc import Callable
from functools import lru_cache

from riep_plan.report.documents import Document

#: What is written where no format is asked for.
USUAL = ("md", "html")


@lru_cache(maxsize=1)
def formats() -> tuple[str, ...]:
    """Give the names of the formats, the usual ones first."""
    names = [module.name for module in pkgutil.iter_modules(__path__) if module.name[0] != "_"]
    return (*USUAL, *sorted(name for name in names if name not in USUAL))


def renderer(name: str) -> Callable[[Document], bytes]:
    """Give the function that writes a format.

    It raises :class:`~riep_plan.values.refusal.Refused` where a template cannot be used, or where
    something that the format needs is not installed.

    Raises:
        KeyError: there is no such format.
    """
    if name not in formats():
        raise KeyError(name)
    render: Callable[[Document], bytes] = importlib.import_module(f"{__name__}.{name}").render
    return render


def render(document: Document, format_: str) -> str:
    """Set a document in a format that is text: ``md``, ``html``, ``json``.

    Raises:
        KeyError: there is no such format.
        Refused: a template, which may be the user's own, cannot be used.
    """
    return renderer(format_)(document).decode("utf-8")
