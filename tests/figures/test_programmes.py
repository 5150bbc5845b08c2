"""A programme's statements of one sum of money: what agrees is not doubted, and a slip is found."""

from collections.abc import Iterable
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riep_plan.figures import Ledger
from riep_plan.figures.sums.equation import Equation, Sum
from riep_plan.findings.finding import Finding
from riep_plan.rules.registry import all_rules
from riep_plan.values.money import Unit
from tests.figures.programmes import FORMS, programmes
from tests.figures.tables import At, Data, amount_at, amounts, cells, plan_of, put, slips

steady = settings(
    deadline=None,
    derandomize=True,
    database=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow],
)
#: Forms in which a table's cells are themselves what other tables are compared with.
PLAIN = FORMS[:2]


def ledger_of(data: Data) -> Ledger:
    return Ledger(plan_of(data))


def holds_figure(term: At, cell: At) -> bool:
    """Say whether a term is a cell, or the row that a cell is part of, taken as one amount."""
    return cell[: len(term)] == term


def figures_of(equation: Equation) -> list[At]:
    return [equation.total.at, *(part.at for part in equation.parts)]


def sums_with(ledger: Ledger, cell: At) -> list[Equation]:
    return [
        equation
        for equation in ledger.equations
        if any(holds_figure(at, cell) for at in figures_of(equation))
    ]


def blamed(ledger: Ledger) -> list[tuple[At, Decimal]]:
    """Each figure named, and what it should be."""
    return [
        (one.suspect.term.at, one.suspect.amount)
        for one in ledger.failures
        if one.suspect is not None
    ]


def slipped(data: Data, draw: st.DataObject) -> tuple[At, Data]:
    """Change one figure of a programme by a visible amount."""
    at = draw.draw(st.sampled_from(cells(data)))
    return at, put(data, at, amount_at(data, at) + draw.draw(slips))


def each(sums: Iterable[Equation]) -> list[tuple[Sum, list[At]]]:
    """Sums in an order of their own: what kind each is, and the figures in it."""
    return sorted(((one.kind, figures_of(one)) for one in sums), key=str)


# --- What agrees -----------------------------------------------------------------------------


@given(data=programmes())
@steady
def test_a_programme_whose_statements_agree_has_no_failing_sum(data: Data) -> None:
    ledger = ledger_of(data)
    assert ledger.failing == ()
    assert ledger.failures == ()


@given(data=programmes())
@steady
def test_each_kind_of_statement_is_compared(data: Data) -> None:
    """Else the law above would hold of nothing."""
    expected = {Sum.OF_BUDGET, Sum.OF_PAYMENTS, Sum.OF_ALLOCATION, Sum.OVER_ALLOCATIONS}
    expected |= {Sum.OF_FUNDING, Sum.OF_BALANCE}
    assert {one.kind for one in ledger_of(data).equations} >= expected


@given(data=programmes())
@steady
def test_every_figure_stands_in_a_sum(data: Data) -> None:
    ledger = ledger_of(data)
    assert [at for at in cells(data) if not sums_with(ledger, at)] == []


@given(data=programmes())
@steady
def test_the_same_figures_in_thousands_agree_too(data: Data) -> None:
    """A consistent table stays consistent if each of its figures counts thousands."""
    in_thousands = Ledger(plan_of(data, Unit.THOUSAND))
    assert in_thousands.failing == ()
    assert len(in_thousands.equations) == len(ledger_of(data).equations)


# --- One slip --------------------------------------------------------------------------------


@given(data=programmes(), draw=st.data())
@steady
def test_a_slip_fails_a_sum_and_none_that_it_is_no_part_of(data: Data, draw: st.DataObject) -> None:
    at, wrong = slipped(data, draw)
    ledger = ledger_of(wrong)
    assert ledger.failing
    assert [one for one in ledger.failing if one not in sums_with(ledger, at)] == []


@given(data=programmes(), draw=st.data())
@steady
def test_no_other_figure_than_the_slip_is_named(data: Data, draw: st.DataObject) -> None:
    at, wrong = slipped(data, draw)
    assert [named for named, _ in blamed(ledger_of(wrong)) if not holds_figure(named, at)] == []


@given(data=programmes(PLAIN), draw=st.data())
@steady
def test_a_figure_that_is_named_is_named_once_with_what_it_was(
    data: Data, draw: st.DataObject
) -> None:
    at, wrong = slipped(data, draw)
    ledger = ledger_of(wrong)
    assert blamed(ledger) in ([], [(at, amount_at(data, at))])
    if blamed(ledger):
        assert len(ledger.failures) == 1


@given(data=programmes(["years"]), draw=st.data())
@steady
def test_a_figure_of_a_year_is_named_once_with_what_it_was(data: Data, draw: st.DataObject) -> None:
    at, wrong = slipped(data, draw)
    assert blamed(ledger_of(wrong)) in ([], [(at, amount_at(data, at))])


def _rivals(ledger: Ledger, at: At) -> list[At]:
    """The figures that stand in the very same sums, so that no sum tells them apart."""
    own = each(sums_with(ledger, at))
    others = {term for equation in sums_with(ledger, at) for term in figures_of(equation)}
    return [one for one in others - {at} if each(sums_with(ledger, one)) == own]


@given(data=programmes(PLAIN), draw=st.data())
@steady
def test_a_slip_is_named_unless_nothing_tells_it_from_another(
    data: Data, draw: st.DataObject
) -> None:
    """Two lines of one budget are in the same sums; a total that is cast only once is shown so."""
    at, wrong = slipped(data, draw)
    ledger = ledger_of(wrong)
    undecided = bool(_rivals(ledger, at))
    alone = len(sums_with(ledger, at)) == 1 and sums_with(ledger, at)[0].total.at == at
    assert bool(blamed(ledger)) is not (undecided or alone)


@given(data=programmes(PLAIN), draw=st.data())
@steady
def test_what_is_said_to_fit_puts_everything_right(data: Data, draw: st.DataObject) -> None:
    _, wrong = slipped(data, draw)
    for at, amount in blamed(ledger_of(wrong)):
        assert ledger_of(put(wrong, at, amount)).failing == ()


# --- Several slips ---------------------------------------------------------------------------


def several(data: Data, draw: st.DataObject) -> Data:
    for at in draw.draw(st.lists(st.sampled_from(cells(data)), min_size=1, max_size=5)):
        data = put(data, at, amount_at(data, at) + draw.draw(slips))
    return data


@given(data=programmes(), draw=st.data())
@steady
def test_no_failing_sum_is_lost_and_none_is_told_twice(data: Data, draw: st.DataObject) -> None:
    ledger = ledger_of(several(data, draw))
    told = [one for failure in ledger.failures for one in failure.sums]
    assert each(told) == each(ledger.failing)


@given(data=programmes(), draw=st.data())
@steady
def test_each_failure_is_one_finding(data: Data, draw: st.DataObject) -> None:
    """Several rules may see a slip: it has one cause, and is told under the first of them."""
    ledger = ledger_of(several(data, draw))
    found = totals(ledger)
    causes = {one.cause for one in found if one.cause}
    silent = [one for one in found if not one.cause]
    assert len(causes) + len(silent) == len(ledger.failures)
    for one in found:
        assert one.expected != one.actual
        assert "£" in one.message


def totals(ledger: Ledger) -> list[Finding]:
    """What the rules of totals find."""
    rules = [rule for rule in all_rules() if rule.facts.family == "TOT"]
    assert len(rules) >= 14
    return [finding for rule in rules for finding in rule(ledger)]


@given(data=programmes(PLAIN), draw=st.data())
@steady
def test_of_several_slips_none_is_named_that_would_not_mend_its_sums(
    data: Data, draw: st.DataObject
) -> None:
    wrong = several(data, draw)
    for failure in ledger_of(wrong).failures:
        if failure.suspect is not None:
            at, amount = failure.suspect.term.at, failure.suspect.amount
            mended = each(ledger_of(put(wrong, at, amount)).failing)
            assert [one for one in each(failure.sums) if one in mended] == []


@given(data=programmes(), draw=st.data(), amount=amounts)
@steady
def test_a_gap_is_the_stated_total_less_its_parts(
    data: Data, draw: st.DataObject, amount: Decimal
) -> None:
    at = draw.draw(st.sampled_from(cells(data)))
    for equation in ledger_of(put(data, at, amount)).equations:
        parts = sum((part.amount * part.times for part in equation.parts), Decimal(0))
        assert equation.gap == equation.total.amount - parts
