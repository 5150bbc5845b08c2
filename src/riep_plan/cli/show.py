"""``riep show``: a plan at a glance in the terminal."""

from typing import TYPE_CHECKING

from riep_plan.cli import console
from riep_plan.cli.options import Paths

if TYPE_CHECKING:
    from riep_plan.findings.result import Result
    from riep_plan.report.glance import Glance
    from riep_plan.report.tables import Table


def show(paths: Paths = None) -> None:
    """Show plans at a glance: their projects, quarters and findings."""
    from riep_plan.check.run import Options, report_plan
    from riep_plan.cli.plans import plan_in, sites_of
    from riep_plan.figures import Ledger
    from riep_plan.findings.result import Result
    from riep_plan.report.glance import glance
    from riep_plan.source.load import load

    for site in sites_of(paths):
        loaded = load(site)
        plan = plan_in(loaded)
        reported = report_plan(loaded, Options())
        result = Result(1, len(loaded.files), tuple(reported))
        ledger = Ledger(plan)
        console.write(_drawn(glance(ledger), result))


def _drawn(seen: "Glance", result: "Result") -> str:
    from io import StringIO

    from rich.console import Console
    from rich.text import Text

    from riep_plan.findings.summary import summary_of
    from riep_plan.values.words import visible

    target = StringIO()
    colour = console.uses_colour()
    screen = Console(
        file=target,
        width=console.width(),
        force_terminal=colour,
        no_color=not colour,
        highlight=False,
    )
    screen.print(Text(visible(seen.title), style="bold"))
    for fact in seen.facts:
        screen.print(Text(visible(fact)))
    for table in filter(None, (seen.projects, seen.quarters, seen.allocations)):
        screen.print(_table(table))
    screen.print(Text(summary_of(result)))
    return "\n".join(line.rstrip() for line in target.getvalue().split("\n"))


def _table(table: "Table") -> object:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as Drawn
    from rich.text import Text

    from riep_plan.values.words import visible

    drawn = Drawn(box=SIMPLE_HEAD, pad_edge=False, expand=False)
    for column in table.columns:
        drawn.add_column(
            column.title,
            justify="right" if column.numeric else "left",
            no_wrap=column.numeric,
        )
    for row in table.rows:
        if row.is_total:
            drawn.add_section()
        style = "bold" if row.is_total else ""
        drawn.add_row(*(Text(visible(cell), style=style) for cell in row.cells))
    return drawn
