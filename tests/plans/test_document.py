"""Every figure of the published document's tables is in the plan and in the plan rendered.

``figures.csv`` was taken from the document's text by a path of its own, without the plan. Names of
projects differ from table to table of the document, so they are matched to ids here by hand.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache

import pytest

from tests.plans.facts import (
    PROGRAMME,
    Cell,
    Facts,
    Measure,
    begins,
    count_where,
    facts_of_document,
    facts_of_files,
    holds,
    plain,
    quarters,
    same_date,
)
from tests.plans.raw import PLAN_ID, ROOT, projects_data
from tests.report.command import real_document

FIGURES = ROOT / "tests" / "documents" / PLAN_ID / "figures.csv"

#: How many figures each of the document's tables has.
COUNTS = {
    "communications": 5,
    "actions": 75,
    "lag-indicators": 67,
    "lead-indicators": 98,
    "spend": 165,
    "additional-funding": 12,
    "in-year-efficiencies": 90,
    "forecast-efficiencies": 90,
    "risks": 6,
}

PROJECTS: Mapping[str, str | None] = {
    "Shared Service": "shared-services",
    "Shared Services": "shared-services",
    "NWCH": "north-west-construction-hub",
    "NW Construction Hub": "north-west-construction-hub",
    "Procurement": "north-west-procurement-programme",
    "Regional Procurement": "north-west-procurement-programme",
    "BPI Training": "business-improvement-training",
    "Business Improvement Training": "business-improvement-training",
    "Business Improvement Techniques support and training": "business-improvement-training",
    "BIT Training support": "business-improvement-training",
    "Total Place": "total-place",
    "Asset Management": "asset-management",
    "Adult HSC": "adult-social-care",
    "Adult Social Care Efficiencies": "adult-social-care",
    "Adult Health Social Care": "adult-social-care",
    "Foster Care Placements": "foster-care-placements",
    "Communications & Networking": "communications-and-networking",
    "Programme Management": "programme-management",
    "Programme Total": PROGRAMME,
}

#: The document's tables of money, as the plan calls them.
MONEY = {"spend": "spend", "in-year-efficiencies": "in_year", "forecast-efficiencies": "forecast"}
ROWS = {
    "NWIEP Revenue": "revenue",
    "NWIEP Capital": "capital",
    "TOTAL": "overall",
    "Cashable Savings": "cashable",
    "Non-Cashable Benefits": "non_cashable",
}

#: A row and column of one of the document's tables, with the figures printed there.
Lines = dict[tuple[str, str], list[str]]


@lru_cache(maxsize=1)
def document_lines() -> Mapping[str, Lines]:
    """Give the document's figures by table, then by row and column."""
    tables: dict[str, Lines] = defaultdict(lambda: defaultdict(list))
    with FIGURES.open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(stream):
            tables[line["table"]][line["row"], line["column"]].append(line["figure"])
    return tables


def document_money(table: str) -> dict[Cell, Decimal]:
    """Give one of the document's tables of money by the plan's names."""
    found: dict[Cell, Decimal] = {}
    for (row, column), figures in document_lines()[table].items():
        name, kind = row.rsplit(" / ", 1)
        assert len(figures) == 1, f"{row}, {column} stands twice"
        found[MONEY[table], PROJECTS[name], ROWS[kind], column] = Decimal(figures[0])
    return found


def _from_markdown() -> Facts:
    return facts_of_document(real_document("md"))


def _from_html() -> Facts:
    return facts_of_document(real_document("html"))


SOURCES: Mapping[str, Callable[[], Facts]] = {
    "files": facts_of_files,
    "markdown": _from_markdown,
    "html": _from_html,
}


@pytest.fixture(params=list(SOURCES))
def facts(request: pytest.FixtureRequest) -> Facts:
    return SOURCES[str(request.param)]()


def test_the_figures_are_counted_by_table() -> None:
    counts = {
        table: sum(len(figures) for figures in lines.values())
        for table, lines in document_lines().items()
    }
    assert counts == COUNTS
    assert sum(counts.values()) == 608


# --- money: cell by cell, both ways ---


@pytest.mark.parametrize("table", MONEY)
def test_money_is_the_documents(table: str, facts: Facts) -> None:
    printed = document_money(table)
    assert len(printed) == COUNTS[table]
    wrong = {cell: facts.money.get(cell) for cell in printed}
    assert wrong == printed


def test_no_money_stands_that_the_document_has_not(facts: Facts) -> None:
    printed = {cell for table in MONEY for cell in document_money(table)}
    assert {cell: amount for cell, amount in facts.money.items() if cell not in printed} == {}


def test_money_in_another_cell_would_be_noticed() -> None:
    printed = document_money("spend")
    moved = facts_of_files().money
    one, *_, other = printed
    moved[one], moved[other] = moved[other], moved[one]
    assert {cell: moved[cell] for cell in printed} != printed


# --- promises and measures: figure by figure ---


def missing(
    table: str, facts: Facts, stands: Callable[[Facts, str, str, list[str]], bool]
) -> list[str]:
    """Give the lines of a table whose figures do not stand where they should."""
    return [
        f"{row} | {column} | {', '.join(figures)}"
        for (row, column), figures in document_lines()[table].items()
        if not stands(facts, row, column, figures)
    ]


def project_and_row(row: str) -> tuple[str, str]:
    name, _, rest = row.partition(" / ")
    project = PROJECTS[name]
    assert project is not None
    return project, rest


def action_stands(facts: Facts, row: str, column: str, figures: list[str]) -> bool:
    project, text = project_and_row(row)
    promises = [one for one in facts.promises if one.project == project]
    if column == "outcome":
        return outcome_stands(facts, project, figures)
    if column == "action":
        return count_where(
            [_shared_cell([(one.action, one.output) for one in promises], text)], figures
        )
    matching = [one for one in promises if one.output and begins(one.output, text)]
    if column == "output":
        return count_where([one.output for one in matching], figures)
    assert column == "quarter"
    return all(
        sum(same_date(one.due, figure) for one in matching) >= figures.count(figure)
        for figure in figures
    )


def _shared_cell(pairs: list[tuple[str, str]], text: str) -> str:
    """Give an action's text; actions that share a cell of the document run on to an output."""
    for position, (action, _) in enumerate(pairs):
        if begins(action, text):
            last = next(
                place for place, (_, output) in enumerate(pairs) if place >= position and output
            )
            return " ".join(action for action, _ in pairs[position : last + 1])
    return ""


def outcome_stands(facts: Facts, project: str, figures: list[str]) -> bool:
    return count_where([text for one, text in facts.outcomes if one == project], figures)


def measure_stands(kind: str) -> Callable[[Facts, str, str, list[str]], bool]:
    def stands(facts: Facts, row: str, column: str, figures: list[str]) -> bool:
        project, text = project_and_row(row)
        if column == "outcome":
            return outcome_stands(facts, project, figures)
        found = [
            one
            for one in facts.measures
            if (one.project, one.kind) == (project, kind)
            and (plain(one.text) in plain(text) or plain(text) in plain(one.text))
        ]
        unmeasured = [why for one, why in facts.unmeasured if one == project and begins(why, text)]
        return _measure_column(found, unmeasured, column, figures)

    return stands


def _measure_column(
    found: list[Measure], unmeasured: list[str], column: str, figures: list[str]
) -> bool:
    if column == "indicator":
        return count_where([*(one.text for one in found), *unmeasured], figures)
    if column == "baseline":
        return count_where([one.baseline for one in found], figures)
    if column == "target":
        return count_where([one.target for one in found], figures)
    if column.startswith("target Q"):
        quarter = column.removeprefix("target ")
        return count_where(
            [one.target for one in found], [f"{one} in {quarter}" for one in figures]
        )
    dates = [one.measured if column == "baseline date" else one.by for one in found]
    assert column in ("baseline date", "target date")
    together = frozenset[int]().union(*(quarters(figure) for figure in figures))
    if len(set(figures)) > 1 and together:
        return any(quarters(date) == together for date in dates)
    return all(
        sum(same_date(date, figure) for date in dates) >= figures.count(figure)
        for figure in figures
    )


def message_stands(facts: Facts, row: str, column: str, figures: list[str]) -> bool:
    found = [one for one in facts.messages if plain(one[0]) == plain(row)]
    if column == "key message":
        return count_where([text for text, _ in found], figures)
    assert column == "frequency"
    return [plain(frequency) for _, frequency in found] == [plain(figure) for figure in figures]


def risk_stands(facts: Facts, row: str, column: str, figures: list[str]) -> bool:
    label, _, text = row.partition(": ")
    found = [one for one in facts.risks if plain(one[0]) == plain(label)]
    assert column in ("likelihood", "impact")
    place = 2 if column == "likelihood" else 3
    return [(plain(one[1]), plain(one[place])) for one in found] == [
        (plain(text), plain(figure)) for figure in figures
    ]


def funding_stands(facts: Facts, row: str, column: str, figures: list[str]) -> bool:
    project, text = project_and_row(row)
    assert len(figures) == 1
    amount = Decimal(figures[0])
    if column == "amount":
        known = [(one[0], one[2]) for one in facts.funding if begins(one[1], text)]
        return known == [(project, amount)]
    parts, subtotal = facts.estimates[text]
    if column == "subtotal":
        return subtotal == amount
    name, _, place = column.partition(" ")
    number, rate = parts[int(place or 1) - 1]
    return {"count": number, "rate": rate}[name] == amount


STANDS: Mapping[str, Callable[[Facts, str, str, list[str]], bool]] = {
    "communications": message_stands,
    "actions": action_stands,
    "lag-indicators": measure_stands("lag"),
    "lead-indicators": measure_stands("lead"),
    "additional-funding": funding_stands,
    "risks": risk_stands,
}


def test_every_table_is_looked_at() -> None:
    assert {*MONEY, *STANDS} == set(COUNTS)


@pytest.mark.parametrize("table", STANDS)
def test_every_figure_stands_where_it_should(table: str, facts: Facts) -> None:
    assert missing(table, facts, STANDS[table]) == []


@pytest.mark.parametrize("table", STANDS)
def test_a_figure_that_is_not_there_would_be_noticed(table: str) -> None:
    """Shift each line's figures to a value that no plan has: every one must then be missing."""
    facts = facts_of_files()
    stands = STANDS[table]
    dates = {"quarter", "target date", "baseline date"}
    found = [
        (row, column)
        for row, column in document_lines()[table]
        if stands(facts, row, column, ["May 1871" if column in dates else "987654"])
    ]
    assert found == []


# --- the measures of sameness themselves ---


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("£8,000,000 of savings", "£8 million"),
        ("£8m savings", "£8,000,000"),
        ("up to £500k", "£500,000"),
        ("1,500 responses", "1500 responses"),
        ("90% projects delivered +/- 5% cost", "+/- 5%"),
        ("£0 from current", "0"),
        ("Q1 – Q4", "q1 - q4"),
    ],
)
def test_same_figures_are_found(text: str, figure: str) -> None:
    assert holds(text, figure)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("1500 responses", "150"),
        ("£3m", "3"),
        ("15%", "5%"),
        ("75", "75%"),
        ("75%", "75"),
        ("4.5", "4"),
        ("£8,000", "£8m"),
        ("NVQ3", "3"),
    ],
)
def test_other_figures_are_not_found(text: str, figure: str) -> None:
    assert not holds(text, figure)


def test_quarters_are_read_in_every_form_of_the_document() -> None:
    forms = ["Q1 – Q4", "Q1-Q4", "Q1-4", "Q1, Q2, Q3 and Q4"]
    assert {quarters(form) for form in forms} == {frozenset({1, 2, 3, 4})}
    assert quarters("Q1/Q3") == quarters("Q1 and Q3") == {1, 3}
    assert quarters("Q1 & Q2") == quarters("Q1–Q2") == {1, 2}


def test_every_project_has_its_names() -> None:
    ids = Counter(one for one in PROJECTS.values() if one is not None)
    assert set(ids) == set(projects_data())
