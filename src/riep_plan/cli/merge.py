"""``riep merge``: what the parts of ``riep validate --shard`` found, put together."""

from pathlib import Path
from typing import Annotated

import typer

from riep_plan.cli.findings import (
    BaselineFile,
    FailOn,
    Format,
    ShowWaived,
    Telling,
    kept_baseline,
)
from riep_plan.cli.options import Output
from riep_plan.findings.rule import Severity
from riep_plan.output import USUAL


def merge(
    parts: Annotated[
        list[Path],
        typer.Argument(metavar="PART", help="What each `riep validate --shard` wrote."),
    ],
    format_: Format = USUAL,
    fail_on: FailOn = Severity.ERROR,
    baseline: BaselineFile = None,
    show_waived: ShowWaived = False,
    output: Output = None,
) -> None:
    """Put the parts of a check together, as though one run had made it.

    Ends with status 0 when nothing is found, 1 when something is, 2 when a part is missing or a
    plan could not be read.
    """
    from riep_plan.check.parts import read_parts
    from riep_plan.check.run import together

    kept = kept_baseline(baseline)
    found = read_parts([(str(path), path.read_bytes()) for path in parts])
    Telling(format_, fail_on, show_waived, output).end_with(together(found, kept))
