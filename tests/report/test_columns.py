"""Whether a table fits an upright page is told from what stands in it."""

from riep_plan.report.columns import UPRIGHT, is_tight, is_wide
from riep_plan.report.tables import Table, figures, table, words


def of_amounts(columns: int) -> Table:
    """A table of projects with so many columns of millions."""
    titles = [f"Column {number}" for number in range(columns)]
    return table(
        "Amounts", (*words("Project"), *figures(*titles)), [("Depot", *["£1,635,500 †"] * columns)]
    )


def test_a_table_is_roomy_then_tight_then_wide() -> None:
    told = [(is_tight(of_amounts(number)), is_wide(of_amounts(number))) for number in range(1, 20)]
    first_tight, first_wide = told.index((True, False)), told.index((False, True))
    assert 0 < first_tight < first_wide
    assert set(told[:first_tight]) == {(False, False)}
    assert set(told[first_tight:first_wide]) == {(True, False)}
    assert set(told[first_wide:]) == {(False, True)}


def test_on_a_wider_page_it_is_not_tight() -> None:
    one = next(one for one in map(of_amounts, range(1, 20)) if is_tight(one))
    assert not is_tight(one, 2 * UPRIGHT)
