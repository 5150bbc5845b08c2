"""What a plan says in figures, gathered alike from its files and from its rendered documents."""

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tests.plans.raw import (
    Data,
    name_of,
    plan_data,
    pounds,
    programme_rows,
    projects_data,
    rows_of,
)
from tests.report.reading import Document, Table

#: A cell of a table of money: table, project (None for the programme), row and column.
Cell = tuple[str, str | None, str, str]
PROGRAMME = None
NOT_SAID = {"", "–", "not stated"}


@dataclass
class Measure:
    """An indicator, in words."""

    project: str
    kind: str
    text: str
    baseline: str
    measured: str
    target: str
    by: str


@dataclass
class Promise:
    """An output with its action and its date, in words; an action may have no output."""

    project: str
    action: str
    output: str
    due: str


@dataclass
class Facts:
    """Everything that the document's tables hold.

    Attributes:
        money: the amount of each cell of the tables of money.
        measures: indicators.
        promises: outputs with their actions.
        outcomes: (project, outcome).
        unmeasured: (project, why it has no lag indicator).
        messages: (key message, frequency).
        risks: (id, text, likelihood, impact).
        funding: (project, what is given, amount).
        estimates: by group, its parts as (number, rate), then its subtotal.
    """

    money: dict[Cell, Decimal] = field(default_factory=dict)
    measures: list[Measure] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    outcomes: list[tuple[str, str]] = field(default_factory=list)
    unmeasured: list[tuple[str, str]] = field(default_factory=list)
    messages: list[tuple[str, str]] = field(default_factory=list)
    risks: list[tuple[str, str, str, str]] = field(default_factory=list)
    funding: list[tuple[str, str, Decimal]] = field(default_factory=list)
    estimates: dict[str, tuple[list[tuple[Decimal, Decimal]], Decimal]] = field(
        default_factory=dict
    )


# --- from the plan's files ---


def facts_of_files() -> Facts:
    """Gather the plan's figures from its YAML."""
    plan, facts = plan_data(), Facts()
    for table, row, amounts in programme_rows():
        for column, amount in amounts.items():
            facts.money[table, PROGRAMME, row, str(column)] = pounds(amount)
    for project_id, project in projects_data().items():
        _add_project(facts, project_id, project)
    for message in plan["communications"]["messages"].values():
        facts.messages.append((message["text"], message["frequency"]))
    for risk_id, risk in plan["risks"].items():
        facts.risks.append((risk_id, risk["text"], risk["likelihood"], risk["impact"]))
    return facts


def _add_project(facts: Facts, project_id: str, project: Data) -> None:
    for table, row, amounts in rows_of(project):
        for column, amount in amounts.items():
            facts.money[table, project_id, row, str(column)] = pounds(amount)
    facts.measures += [
        _measure(project_id, indicator) for indicator in project.get("indicators", {}).values()
    ]
    facts.promises += _promises(project_id, project)
    facts.outcomes += [(project_id, text) for text in project.get("outcomes", {}).values()]
    if "no_lag_indicator" in project:
        facts.unmeasured.append((project_id, project["no_lag_indicator"]))
    for funding in project.get("additional_funding", {}).values():
        facts.funding.append((project_id, funding["text"], pounds(funding["amount"])))
        for group in funding.get("basis", {}).values():
            parts = [
                (pounds(one["number"]), pounds(one["rate"])) for one in group["parts"].values()
            ]
            facts.estimates[group["text"]] = (parts, pounds(group["total"]))


def _measure(project_id: str, indicator: Data) -> Measure:
    baseline, target = indicator.get("baseline", {}), indicator.get("target", {})
    by = target.get("by") or ", ".join(target.get("profile", {}))
    return Measure(
        project_id,
        indicator["kind"],
        indicator["text"],
        _said(baseline, indicator),
        str(baseline.get("at", "")),
        _said(target, indicator),
        str(by),
    )


def _said(statement: Data, indicator: Data) -> str:
    unit = f" {indicator['unit']}" if "unit" in indicator else ""
    parts = [f"{statement[key]}{unit}" for key in ("value", "change") if key in statement]
    parts += [f"{number} at {level}" for level, number in statement.get("distribution", {}).items()]
    parts += [f"{number} in {quarter}" for quarter, number in statement.get("profile", {}).items()]
    return "; ".join([*parts, statement.get("text", "")])


def _promises(project_id: str, project: Data) -> Iterator[Promise]:
    for action in project.get("actions", {}).values():
        outputs = action.get("outputs", {})
        for output in outputs.values():
            due: Any = output.get("due", "")
            words = ", ".join(due) if isinstance(due, list) else str(due)
            yield Promise(project_id, action["text"], output["text"], words)
        if not outputs:
            yield Promise(project_id, action["text"], "", "")


# --- from a rendered document ---

_KINDS = {
    "Revenue": "revenue",
    "Capital": "capital",
    "Total": "overall",
    "Cashable": "cashable",
    "Non-cashable": "non_cashable",
}
_MONEY_TABLES = {
    "spend": "Spend profile",
    "in_year": "In-year efficiencies",
    "forecast": "Forecast efficiencies",
}


def facts_of_document(document: Document) -> Facts:
    """Gather the plan's figures from its own document, each from the table it belongs in."""
    facts = Facts()
    names = {name_of(project): one for one, project in projects_data().items()}
    for table, caption in _MONEY_TABLES.items():
        _add_money(facts, table, document.table(caption), names)
    for project_id, project in projects_data().items():
        _add_section(facts, project_id, project, document)
    for row in document.table("Communications plan").rows:
        facts.messages.append((row[0], row[-1]))
    for row in document.table("Programme: risks").rows:
        facts.risks.append((row[0], row[1], row[2], row[3]))
    for record in document.table("Additional funding").records():
        amount = money(record["Amount"])
        facts.funding.append((names[record["Project"]], record["What is given"], amount))
    _add_estimates(facts, document.table("How additional funding was estimated"))
    return facts


def _add_money(facts: Facts, table: str, found: Table, names: dict[str, str]) -> None:
    columns = [_column(heading) for heading in found.columns[2:]]
    for name, kind, *cells in found.rows:
        project = PROGRAMME if name == "Programme" else names[name]
        for column, cell in zip(columns, cells, strict=True):
            key = (table, project, _KINDS[kind], column)
            assert key not in facts.money, f"{key} stands twice"
            facts.money[key] = money(cell)


def _column(heading: str) -> str:
    """Find the period that a column is for: ``Q1: July 2010 to …``, ``Delivered by July 2012``."""
    match = re.search(r"\bQ[1-4]\b|\b[A-Z][a-z]+ \d{4}$|^Total$", heading)
    assert match, f"the column “{heading}” names no period"
    return "total" if match[0] == "Total" else match[0]


def money(cell: str) -> Decimal:
    """Read an amount as documents write it; a mark, or anything else beside it, is a failure."""
    match = re.fullmatch(r"(-?)£(\d{1,3}(?:,\d{3})*(?:\.\d\d)?)", cell)
    assert match, f"“{cell}” is not an amount and nothing else"
    return Decimal(match[1] + match[2].replace(",", ""))


def _add_section(facts: Facts, project_id: str, project: Data, document: Document) -> None:
    name = name_of(project)
    for kind in ("lag", "lead"):
        caption = f"{name}: {kind} indicators"
        if document.has_table(caption):
            facts.measures += [
                Measure(project_id, kind, *row[:5]) for row in document.table(caption).rows
            ]
    caption = f"{name}: actions and outputs"
    if document.has_table(caption):
        facts.promises += [
            Promise(project_id, *("" if cell in NOT_SAID else cell for cell in row[:3]))
            for row in document.table(caption).rows
        ]
    number = f"Project {project['number']}: " if "number" in project else ""
    for line in document.section(f"{number}{project['title']}, outcomes and measures"):
        if line.startswith("Lag indicators: "):
            facts.unmeasured.append((project_id, line.removeprefix("Lag indicators: ")))
        else:
            facts.outcomes.append((project_id, line))


def _add_estimates(facts: Facts, found: Table) -> None:
    parts: list[tuple[Decimal, Decimal]] = []
    for record in found.records():
        if record["Rate"] in NOT_SAID:
            facts.estimates[record["Estimate"]] = (parts, money(record["Amount"]))
            parts = []
        else:
            number = Decimal(record["Number"].replace(",", ""))
            parts.append((number, money(record["Rate"])))


# --- comparing words and figures ---

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"’": "'", "“": '"', "”": '"'})
_SCALES = {None: 1, "k": 1_000, "m": 1_000_000, "million": 1_000_000}


def plain(text: str) -> str:
    """Write a text so that only its words and figures count.

    Dashes become hyphens, £8 million and £8m become £8000000, 1,500 becomes 1500.
    """
    words = " ".join(text.translate(_DASHES).casefold().split())
    words = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", words)
    return re.sub(r"£ ?(\d+(?:\.\d+)?)(?: ?(million|[km])\b)?", _whole, words)


def _whole(match: re.Match[str]) -> str:
    amount = Decimal(match[1]) * _SCALES[match[2]]
    return f"£{amount:f}" if amount % 1 else f"£{amount:.0f}"


def holds(text: str, figure: str) -> bool:
    """Say whether a figure stands in a text, whole: 150 does not stand in 1500, nor 3 in £3."""
    wanted = plain(figure)
    before = r"(?<![\w.,])" if wanted == "0" else r"(?<![\w.,£])"
    return re.search(rf"{before}{re.escape(wanted)}(?![\w%]|[.,]\d)", plain(text)) is not None


def quarters(text: str) -> frozenset[int]:
    """Give the quarters that a text names: Q1-Q4, Q1-4, Q1/Q3, Q1 & Q2, Q1, Q2 and Q3."""
    found: set[int] = set()
    for first, last in re.findall(r"q([1-4])(?: ?- ?q?([1-4]))?", plain(text)):
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)


def same_date(text: str, figure: str) -> bool:
    """Say whether two dates are the same quarters, or the same words with months written out."""
    if quarters(figure):
        return quarters(text) == quarters(figure)
    return _months_written_out(plain(text)) == _months_written_out(plain(figure))


def _months_written_out(text: str) -> str:
    for month in calendar.month_name[1:]:
        text = re.sub(rf"\b{month[:3]}\b\.?", month, text, flags=re.IGNORECASE)
    return text.casefold()


def begins(text: str, start: str) -> bool:
    """Say whether a text begins with another, which may be cut short; or the other with it."""
    longer, shorter = plain(text), plain(start)
    return (
        bool(shorter)
        and bool(longer)
        and (longer.startswith(shorter) or shorter.startswith(longer))
    )


def count_where(texts: Iterable[str], figures: Sequence[str]) -> bool:
    """Say whether each figure stands in as many texts as it is given times."""
    known = list(texts)
    return all(
        sum(holds(text, figure) for text in known) >= figures.count(figure) for figure in figures
    )
