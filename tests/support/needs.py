"""What a test needs of the system: without it the test is skipped, unless RIEP_NEEDS is ``all``."""

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
    bool(_PANGO) and os.environ.get("RIEP_NEEDS") != "all", reason=_PANGO or "Pango is there"
)
