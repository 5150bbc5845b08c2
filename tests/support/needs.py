"""What a test needs of the system; without it the test is skipped, except where CI is set."""

import importlib
import os

import pytest


def _missing() -> str:
    try:
        importlib.import_module("weasyprint")
    except OSError as error:  # the package is there, the libraries that it loads are not
        return f"Pango cannot be loaded: {error}"
    return ""


_PANGO = _missing()
needs_pango = pytest.mark.skipif(
    bool(_PANGO) and os.environ.get("CI") != "true", reason=_PANGO or "Pango is there"
)
