"""What the portfolio's tables share: names of plans and projects, and amounts not wholly known."""

from collections import Counter
from collections.abc import Iterable, Mapping

from riep_plan.figures.portfolio.programme import short_name
from riep_plan.figures.portfolio.transfers import Item, Ledgers
from riep_plan.figures.returns.traced import Figure
from riep_plan.report.board.cells import MARK, gap, pounds
from riep_plan.report.tables import ABSENT
from riep_plan.values.money import format_money
from riep_plan.values.words import listed

_MOST_NAMES = 4


def plan_names(ledgers: Ledgers) -> Mapping[str, str]:
    """Give each plan a short name; plans of one name have their ids beside it."""
    return told_apart({one: short_name(ledger.plan) for one, ledger in ledgers.items()})


def told_apart(names: Mapping[str, str]) -> Mapping[str, str]:
    """Put the id beside the name of each plan whose name others have too."""
    used = Counter(names.values())
    return {one: f"{name} ({one})" if used[name] > 1 else name for one, name in names.items()}


def project_name(ledgers: Ledgers, item: Item) -> str:
    """What a project of a plan is called."""
    plan_id, project_id = item
    return ledgers[plan_id].plan.projects[project_id].name


def money(figure: Figure | None) -> str:
    """Write an amount; what is not known in full is marked, and what no plan states is a dash."""
    return pounds(figure).text


def gap_money(figure: Figure | None) -> str:
    """Write a difference; with anything unknown in it, it is not known."""
    return gap(figure).text


def stated_money(figure: Figure | None) -> str:
    """Write an amount within a sentence."""
    if figure is None or (not figure.is_known and not figure.amount):
        return "an amount that is not known"
    return f"{'' if figure.is_known else 'at least '}{format_money(figure.amount)}"


def marked(rows: Iterable[Iterable[str]], why: str) -> str:
    """Say what the mark means, where any cell has it."""
    return f"{MARK} {why}" if any(MARK in cell for row in rows for cell in row) else ""


def few(names: Iterable[str]) -> str:
    """Name a few and count the others."""
    found = list(names)
    more = len(found) - _MOST_NAMES
    return listed([*found[:_MOST_NAMES], *([f"{more} more"] if more > 0 else [])]) or ABSENT
