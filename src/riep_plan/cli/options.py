"""Options that several verbs share, and what they mean."""

from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from riep_plan.cli import console
from riep_plan.values.words import listed, nearest, visible

if TYPE_CHECKING:
    from riep_plan.check import Options

#: More processes than any machine has a use for.
_MOST_JOBS = 999


def one_of(kind: str, word: str, words: Collection[str], *, plural: str | None = None) -> str:
    """Give a word that is one of those known.

    Raises:
        CommandFailed: it is none of them.
    """
    if word in words:
        return word
    meant = nearest(word.lower(), words)
    all_of_them = f"the {plural or f'{kind}s'} are {listed(list(words))}."
    hint = f"did you mean {meant}?" if meant else all_of_them
    raise console.CommandFailed(f"there is no {kind} “{visible(word)}”; {hint}")


def whole_number(option: str, least: int, most: int) -> Callable[[str], int]:
    """Give what reads a whole number within limits, such as how many processes there may be.

    It raises CommandFailed where it is not one.
    """

    def read(text: str) -> int:
        digits = text.lstrip("0") or text[:1]  # Python refuses to count the longest of numbers
        is_number = digits.isascii() and digits.isdecimal() and len(digits) <= len(str(most))
        if not is_number or not least <= int(digits) <= most:
            raise console.CommandFailed(
                f"{option}: “{visible(text)}” is not a whole number from {least} to {most}."
            )
        return int(digits)

    return read


Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="PATH", help="Plans, or folders of plans.  [default: plans]"),
]
OnePlan = Annotated[
    Path | None, typer.Argument(metavar="PLAN", help="The plan.  [default: the one in plans]")
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")
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
        parser=whole_number("--jobs", 1, _MOST_JOBS),
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


def day_of(text: str | None) -> date | None:
    """Read ``--as-of``: a day, or the last day of a month, quarter-less year or financial year.

    Raises:
        CommandFailed: it is no date.
    """
    from riep_plan.values.period import read_period
    from riep_plan.values.refusal import Refused

    if text is None:
        return None
    try:
        period = read_period(text)
    except Refused as refused:
        raise console.CommandFailed(f"--as-of: {console.told(refused)}") from None
    if period.days is None:
        raise console.CommandFailed(
            f"--as-of: “{visible(text)}” has no days of its own; write 2010-12-31."
        )
    return period.days.end


def options_of(
    select: list[str] | None,
    ignore: list[str] | None,
    as_of: str | None,
    *,
    of_changes: bool = False,
) -> "Options":
    """Read what to check: which rules, and on which day.

    Args:
        select: what ``--select`` gives.
        ignore: what ``--ignore`` gives.
        as_of: what ``--as-of`` gives.
        of_changes: whether there are changes to judge.

    Raises:
        CommandFailed: no rule's code begins so, no rule is left that could judge anything, or it
            is no date.
    """
    from riep_plan.check import Options
    from riep_plan.check.catalogue import ALWAYS, asked_for
    from riep_plan.rules.changes import CHANGE_RULES

    options = Options(_codes_of("--select", select), _codes_of("--ignore", ignore), day_of(as_of))
    left = asked_for(options.select, options.ignore)
    if not left:
        said = "--select and --ignore together leave" if options.select else "--ignore leaves"
        raise console.CommandFailed(f"{said} no rule to check by.")
    if not of_changes and left <= {rule.code for rule in CHANGE_RULES}:
        raise console.CommandFailed(
            "the rules that are left judge how a plan changes: "
            "`riep validate --changed-since REV` says since when."
        )
    for code in options.ignore:
        if code.startswith(tuple(ALWAYS)):
            console.note(
                f"--ignore {code} changes nothing: what cannot be read, or judged, is always told."
            )
    return options


def _codes_of(option: str, given: list[str] | None) -> tuple[str, ...]:
    """Read codes given one an option or several with commas.

    Raises:
        CommandFailed: no rule's code begins so, or there is none.
    """
    from riep_plan.check.catalogue import is_beginning

    codes = tuple(
        code.strip().upper() for one in given or () for code in one.split(",") if code.strip()
    )
    if given and not codes:
        raise console.CommandFailed(f"{option} needs a value: {option} CODE.")
    for code in codes:
        if not is_beginning(code):
            raise console.CommandFailed(
                f"no rule's code begins with “{code}”; `riep rules` lists them."
            )
    return codes
