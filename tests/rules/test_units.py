"""UNI: what is a slip of unit or form, and what only looks like one."""

from decimal import Decimal

import pytest

from riep_plan.figures.money.unit_slips import misplaced, misplaced_alone
from riep_plan.values.money import Unit
from tests.figures.stated import ledger_of, project
from tests.figures.tables import Data
from tests.rules.asked import places_in


def found(code: str, data: Data, unit: Unit = Unit.POUND) -> list[str]:
    """Where a rule finds something, below the project ``p`` if there."""
    return [one.removeprefix("projects/p/") for one in places_in(code, ledger_of(data, unit))]


def budget(*amounts: object, **stated: object) -> Data:
    lines = {f"l{n}": {"text": "L", "amounts": {"core": one}} for n, one in enumerate(amounts)}
    return project(budget=lines, stated=stated)


# --- Sums ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "total", "at"),
    [
        (("100k", 275, "25k"), "400k", ["budget/l1/amounts/core"]),
        (("100k", "275m", "25k"), "400k", ["budget/l1/amounts/core"]),
        (("100k", "275k", "25k"), "400k", []),
        (("100k", "270k", "25k"), "400k", []),  # out, but by no thousand
        ((400, 400, 0), "400400", []),  # two would do equally well
        (("100k", "275k", "25k"), 400, []),  # the total itself: its own rule stands there
        ((275,), "275k", []),  # one of two statements, and nothing tells which
        ((0, "25k"), "400k", []),
    ],
)
def test_a_part_is_blamed_where_it_alone_explains_its_sum(
    lines: tuple[object, ...], total: object, at: list[str]
) -> None:
    assert found("UNI01", budget(*lines, budget={"core": total})) == at


def test_a_table_in_thousands_is_right_to_its_last_place() -> None:
    lines = budget(100, "£275", "25.2", budget={"core": 400})
    assert found("UNI01", lines, Unit.THOUSAND) == ["budget/l1/amounts/core"]


# --- Like amounts ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amounts", "at"),
    [
        (("40k", "57", "60k", "90k"), ["budget/l1/amounts/core"]),
        (("40k", "57m", "60k", "90k"), ["budget/l1/amounts/core"]),
        (("40k", "57", "60k"), ["budget/l1/amounts/core"]),
        (("40k", "57"), []),
        (("40k", "57", "300k"), []),  # two that are so unlike make no pattern
        (("40k", "500", "60k", "90k"), []),  # a small line: £500,000 would be no better
        (("1k", "40", "60k", "900k"), []),  # amounts of every size
        (("40", "57", "60k", "90k", "80k"), []),  # two scales, and nothing tells which is meant
        (("40k", 0, "60k", "90k"), []),
        (("40k", "-57", "60k", "90k"), []),
        (("40k", "tbc", "60k", "90k"), []),
    ],
)
def test_an_amount_is_compared_with_its_like(amounts: tuple[object, ...], at: list[str]) -> None:
    assert found("UNI02", budget(*amounts)) == at


def test_quarters_are_alike_and_their_total_is_not() -> None:
    row = {"total": 180000, "Q1": 45000, "Q2": 45, "Q3": 45000, "Q4": 45000}
    found_in_row = found("UNI02", project(spend={"core": {"revenue": row}}))
    assert found_in_row == ["spend/core/revenue/Q2"]
    right = row | {"Q2": 45000}
    assert found("UNI02", project(spend={"core": {"revenue": right}})) == []


def test_what_projects_are_given_is_alike() -> None:
    given = {"a": "200k", "b": "£275", "c": "300k", "d": "195k"}
    data = {
        "projects": {one: {"title": one, "allocation": {"core": x}} for one, x in given.items()}
    }
    assert found("UNI02", data) == ["projects/b/allocation/core"]


def test_a_large_line_is_borne_out_by_its_sum() -> None:
    lines = ("40k", "57m", "60k", "90k")
    assert found("UNI02", budget(*lines, budget={"core": "57190k"})) == []
    small = budget("40k", "57", "60k", "90k", budget={"core": 190057})
    assert found("UNI02", small) == ["budget/l1/amounts/core"]


def test_sources_are_not_alike() -> None:
    asked = {"core": "165k", "ring-fenced": "100", "pot": "275"}
    assert found("UNI02", project(requested=asked)) == []


def test_pounds_in_a_document_in_thousands() -> None:
    assert found("UNI02", budget(40, 57000, 60, 90), Unit.THOUSAND) == ["budget/l1/amounts/core"]


def test_round_among_exact() -> None:
    assert found("UNI06", budget(17256, 7223, 9481, 10000, 5162)) == ["budget/l3/amounts/core"]
    assert found("UNI06", budget(17256, 7223, 9481, 10000)) == []
    assert found("UNI06", budget(17256, 7220, 9481, 10000, 5162)) == []
    assert found("UNI06", budget(17256, 7223, 9481, 10140, 5162)) == []


# --- Print and prose -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["£30,0000", "£275,00", "£1,5000", "£12,34", "£250.000", "£1.500.000", "£1,2345,678"],
)
def test_a_separator_in_the_wrong_place(text: str) -> None:
    assert misplaced(f"It costs {text}, in all.") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "£30,000",
        "£275",
        "£1.5m",
        "£7.159m",
        "£1.931 million",
        "£99.50",
        "£1,250.50",
        "£2000",
        "£1.5",
        "targets 12,13 and 14",
        "£5 or £10,",
        "£25k,",
        "£1,429k",
        "1008/09",
        "£5-10,000",
    ],
)
def test_an_amount_written_well(text: str) -> None:
    assert misplaced(text) == []


def test_an_amount_printed_alone_needs_no_pound_sign() -> None:
    assert misplaced_alone("275,00") == ["275,00"]
    assert misplaced_alone("0,694") == ["0,694"]
    assert misplaced_alone("(estimated £30,0000)") == ["£30,0000"]
    for good in ("6,304,666", "25", "£1.67m", "1008/09", "27. Marketing, Communication", "1, 2, 3"):
        assert misplaced_alone(good) == []


def test_what_is_printed_is_shown_at_its_value() -> None:
    origin = {"at": ["projects/p/budget/l0/amounts/core"], "printed": "275,00"}
    data = budget("275k") | {"provenance": {"one": origin}}
    assert found("UNI04", data) == ["budget/l0/amounts/core"]
    lost = data | {"provenance": {"one": origin | {"at": ["projects/p/lost"]}}}
    assert found("UNI04", lost) == ["provenance/one/printed"]


@pytest.mark.parametrize(
    ("printed", "is_found"),
    [
        ("Cost (£k): £9,000", True),
        ("Cost (£000): £9,000", True),
        ("Cost (£'000): £9,000", True),
        ("Cost (£k): £9", False),
        ("Cost (£k)", False),
        ("Cost (£k): £9,000k", False),
        ("Cost (£): £9,000", False),
        ("£9,000, elsewhere £k", False),
    ],
)
def test_a_heading_in_thousands_over_pounds(printed: str, is_found: bool) -> None:
    data = budget({"2009/10": 9000}) | {
        "provenance": {"one": {"at": ["projects/p/budget/l0"], "printed": printed}}
    }
    assert bool(found("UNI03", data)) is is_found


def test_a_heading_of_evidence_in_thousands() -> None:
    def table(*cells: str) -> Data:
        rows = {f"r{n}": {"text": "R", "values": {"Cost (£k)": one}} for n, one in enumerate(cells)}
        return budget(9000, 2000) | {"evidence": {"costs": {"title": "Costs", "rows": rows}}}

    assert found("UNI03", table("£9,000", "£2,000")) == ["evidence/costs/rows/r0/values/Cost (£k)"]
    assert found("UNI03", table("£9,000", "£3,000", "£4,000")) == []
    assert found("UNI03", table("£9", "£2")) == []


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("£165 will be used", True),
        ("£165,000k will be used", True),
        ("£165k will be used", False),
        ("£165 per delegate", False),
        ("£165 a day", False),
        ("£50 will be used", False),
        ("£167 will be used", False),
    ],
)
def test_a_text_out_by_a_thousand(text: str, is_found: bool) -> None:
    data = project(description=text, allocation={"core": 165000}, requested={"core": 50000})
    assert bool(found("UNI05", data)) is is_found


def test_a_small_project_among_large_ones_is_no_slip() -> None:
    """Its own row says that it is small, and its total holds."""
    rows = {f"p{n}": {"title": f"P{n}", "allocation": {"core": _years(n)}} for n in range(1, 5)}
    rows["small"] = {"title": "Small", "allocation": {"core": _years(Decimal("0.002"))}}
    assert found("UNI02", {"projects": rows}) == []


def _years(times: int | Decimal) -> dict[str, str]:
    shares = {"2009/10": 80_000 * times, "2010/11": 90_000 * times, "2011/12": 100_000 * times}
    return {key: f"{one:.2f}" for key, one in ({"total": 270_000 * times} | shares).items()}


@pytest.mark.parametrize(("cell", "is_found"), [("£165m", False), ("£165.2m", True)])
def test_three_digits_of_evidence_are_those_of_a_figure_by_chance(
    cell: str, is_found: bool
) -> None:
    table = {"title": "Costs", "rows": {"r": {"text": "R", "values": {"Cost": cell}}}}
    data = project(evidence={"t": table}, allocation={"core": 165000, "match": 165200})
    assert bool(found("UNI05", data)) is is_found


def test_a_price_is_a_thousandth_of_many_a_total() -> None:
    basis = {"g": {"parts": {"a": {"number": 2, "rate": "£425", "amount": 850}}}}
    given = {"a": {"source": "core", "text": "Workshops", "amount": 850, "basis": basis}}
    data = project(additional_funding=given, description="A hall would cost £425,000 to build.")
    assert found("UNI05", data) == []
