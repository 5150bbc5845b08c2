"""Options that several verbs share, and what they mean."""

from pathlib import Path
from typing import Annotated

import typer

from riep_plan.cli import console
from riep_plan.values.words import visible

Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="PATH", help="Plans, or folders of plans.  [default: plans]"),
]
Select = Annotated[
    list[str] | None,
    typer.Option("--select", metavar="CODE", help="Only these rules, such as TOT or CAP01."),
]
Ignore = Annotated[
    list[str] | None, typer.Option("--ignore", metavar="CODE", help="All but these rules.")
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="The day to judge waivers on.")
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        min=1,
        metavar="N",
        help="How many processes share the work.  [default: one a processor]",
    ),
]


def quarter_of(text: str) -> str:
    """Read ``--quarter``: ``Q2``, or words that mean one quarter.

    Raises:
        CommandFailed: it is not one quarter.
    """
    from riep_plan.values.period import read_period
    from riep_plan.values.refusal import Refused

    try:
        labels = read_period(text).labels
    except Refused:
        labels = ()
    if len(labels) != 1:
        raise console.CommandFailed(
            f"--quarter: “{visible(text)}” is not one quarter; write Q1 to Q4."
        )
    return labels[0]


def codes_of(given: list[str] | None) -> tuple[str, ...]:
    """Read codes given one an option or several with commas.

    Raises:
        CommandFailed: no rule's code begins so.
    """
    from riep_plan.check.catalogue import is_beginning

    codes = tuple(
        code.strip().upper() for one in given or () for code in one.split(",") if code.strip()
    )
    for code in codes:
        if not is_beginning(code):
            raise console.CommandFailed(
                f"no rule's code begins with {code}; `riep rules` lists them."
            )
    return codes
