"""What verbs do with findings: read the baseline, write a result, end with its status."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riep_plan.cli import console
from riep_plan.cli.options import one_of
from riep_plan.findings.rule import Severity
from riep_plan.output import USUAL, formats, renderer

if TYPE_CHECKING:
    from riep_plan.check.run import Run
    from riep_plan.findings.result import Result
    from riep_plan.source.baseline import KeptBaseline

GITHUB = "github"
#: GitHub takes up to a mebibyte for the summary of a step; a character may be four bytes.
_MOST_BYTES, _MOST_CHARACTERS = 1_048_576, 260_000
_SEVERITIES = [one.value for one in Severity]


def _severity(text: str) -> Severity:
    return Severity(one_of("severity", text, _SEVERITIES, plural="severities"))


Format = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="|".join(formats()),
        help="How to write findings.",
        callback=lambda name: one_of("format", name, formats()),
        autocompletion=lambda: list(formats()),
    ),
]
FailOn = Annotated[
    Severity,
    typer.Option(
        "--fail-on",
        metavar="|".join(_SEVERITIES),
        help="End with status 1 from this severity on.",
        parser=_severity,
        autocompletion=lambda: _SEVERITIES,
    ),
]
BaselineFile = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="FILE", help="Count only what is not in this baseline."),
]
ShowWaived = Annotated[
    bool, typer.Option("--show-waived", help="Show waived findings with their reasons.")
]


@dataclass(frozen=True, slots=True)
class Telling:
    """How a result is told.

    Attributes:
        format: the format of findings.
        fail_on: the severity from which on the status is 1.
        show_waived: whether waived findings are shown as text.
        output: the file to write; None for stdout.
    """

    format: str = USUAL
    fail_on: Severity = Severity.ERROR
    show_waived: bool = False
    output: Path | None = None

    def end_with(self, run: "Run") -> None:
        """Write a result, and end the command with its status.

        Raises:
            Exit: with 2 where a file could not be read, 1 where findings count.
            CommandFailed: the output cannot be written.
        """
        text = self._rendered(run.result)
        if self.format == GITHUB:
            _write_step_summary(run.result)
        if self.output is None:
            console.write(text)
        else:
            console.write_file(self.output, text)
        console.end_if_unread(run.unread)
        if any(one.rule.severity.rank <= self.fail_on.rank for one in run.result.open):
            raise typer.Exit(console.FOUND)

    def _rendered(self, result: "Result") -> str:
        if self.format != USUAL:
            return renderer(self.format)(result)
        from riep_plan.output import text

        coloured = console.uses_colour() and self.output is None
        paint = console.paint if coloured else text.plain
        width = console.width()
        return text.render(result, show_waived=self.show_waived, width=width, paint=paint)


def kept_baseline(path: Path | None) -> "KeptBaseline | None":
    """Read the baseline, if there is one.

    Raises:
        Refused: it is no baseline.
        CommandFailed: it cannot be read.
    """
    if path is None:
        return None
    from riep_plan.source.baseline import read_baseline

    try:
        return read_baseline(path)
    except OSError as error:
        reason = error.strerror or error
        raise console.CommandFailed(f"the baseline {path} cannot be read: {reason}.") from None


def _write_step_summary(result: "Result") -> None:
    """Add the findings to the summary of GitHub's step, which drops none as annotations do."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    from riep_plan.output import markdown

    text = markdown.render(result, longest=_MOST_BYTES - _MOST_CHARACTERS)
    if len(text.encode()) >= _MOST_BYTES:
        text = markdown.render(result, longest=_MOST_CHARACTERS - 10_000)
    try:
        with Path(path).open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(text + "\n")
    except OSError as error:
        console.note(f"the summary of the step cannot be written: {error.strerror or error}.")
