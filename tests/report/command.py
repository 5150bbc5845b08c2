"""Running the command as a user does, and reading what it writes."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pytest

from tests.plans.raw import PLAN, PLAN_ID
from tests.report.reading import Document, read

FORMATS = ("md", "html")


def riep(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run ``riep`` in a folder, away from any terminal."""
    environment = {key: value for key, value in os.environ.items() if key != "COLUMNS"}
    return subprocess.run(
        [sys.executable, "-m", "riep_plan", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def report_texts(plan: Path, *arguments: str) -> Mapping[str, str]:
    """Give what ``riep report`` writes of a plan: each file's text by its name."""
    with tempfile.TemporaryDirectory() as out:
        run = riep("report", plan.name, "--out", out, *arguments, folder=plan.parent)
        assert run.returncode == 0, run.stderr
        return {path.name: path.read_text(encoding="utf-8") for path in Path(out).iterdir()}


def real_file(format_: str, quarter: str, folder: Path, **environment: str) -> bytes:
    """Write the real plan's report of a quarter as one file, and give what is in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        for name, value in environment.items():
            patch.setenv(name, value)
        chosen = ("--quarter", quarter, "--format", format_, "--out", str(folder))
        run = riep("report", PLAN.name, *chosen, folder=PLAN.parent)
    assert run.returncode == 0, run.stderr
    return (folder / f"{PLAN_ID}-{quarter}.{format_}").read_bytes()


@lru_cache(maxsize=8)
def real_texts(quarter: str | None = None) -> Mapping[str, str]:
    """Give the real plan's document, or one quarter's report, by format."""
    chosen = () if quarter is None else ("--quarter", quarter)
    name = PLAN_ID if quarter is None else f"{PLAN_ID}-{quarter}"
    texts = report_texts(PLAN, *chosen)
    return {format_: texts[f"{name}.{format_}"] for format_ in FORMATS}


@lru_cache(maxsize=16)
def real_document(format_: str, quarter: str | None = None) -> Document:
    """Read the real plan's document, or one quarter's report, as a person sees it."""
    return read(real_texts(quarter)[format_], format_)
