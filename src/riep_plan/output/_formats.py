"""Which formats a package has: each of its modules by its own name, but for those of ``_names``."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from typing import Any

#: What is written where no format is asked for.
USUAL = "text"


def formats_in(path: Iterable[str]) -> list[str]:
    """Give the names of a package's formats, the usual one first."""
    names = [module.name for module in pkgutil.iter_modules(path) if not module.ispkg]
    return sorted(
        (name for name in names if name[0] != "_"), key=lambda name: (name != USUAL, name)
    )


def renderer_in(package: str, path: Iterable[str], name: str) -> Callable[[Any], str]:
    """Give the function of a package that writes a format.

    Raises:
        KeyError: there is no such format.
    """
    if name not in formats_in(path):
        raise KeyError(name)
    render: Callable[[Any], str] = importlib.import_module(f"{package}.{name}").render
    return render
