"""A region's totals: what the plans state, less what is in two of them, whatever their order."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from riep_plan.figures.portfolio.programme import Measure
from riep_plan.figures.portfolio.region import Region
from riep_plan.figures.returns.traced import Figure
from tests.figures.portfolio.regions import (
    NOTHING,
    Made,
    made_regions,
    plan,
    project,
    region_of,
    source,
)
from tests.figures.test_programmes import steady


def counted(region: Region, measure: Measure) -> dict[str, Decimal]:
    """Pounds by year, without years of nought."""
    found = {str(one.years): one.counted.amount for one in region.by_year(measure)}
    return {year: amount for year, amount in found.items() if amount}


def without_nought(found: dict[str, Decimal]) -> dict[str, Decimal]:
    return {year: amount for year, amount in found.items() if amount}


@steady
@given(made_regions())
def test_new_money_counts_once_whatever_is_brought_forward(made: Made) -> None:
    assert counted(region_of(made.plans), Measure.AVAILABLE) == without_nought(made.has)


@steady
@given(made_regions())
def test_a_project_that_goes_on_counts_once_in_a_year(made: Made) -> None:
    assert counted(region_of(made.plans), Measure.ALLOCATED) == without_nought(made.gives)


@steady
@given(made_regions())
def test_the_total_is_what_the_plans_state_less_the_transfers(made: Made) -> None:
    region = region_of(made.plans)
    for measure in Measure:
        stated = sum((one.amount for one in _wholes(region, measure)), NOTHING)
        off = sum((one.counted_once for one in region.transfers if one.measure is measure), NOTHING)
        assert region.whole(measure).amount == stated - off


def _wholes(region: Region, measure: Measure) -> list[Figure]:
    found = (one.whole(measure) for one in region.programmes.values())
    return [one for one in found if one is not None]


@steady
@given(made_regions(), st.data())
def test_the_order_of_plans_makes_no_difference(made: Made, data: st.DataObject) -> None:
    ids = sorted(made.plans)
    shuffled = data.draw(st.permutations(ids))
    one, other = (region_of({key: made.plans[key] for key in keys}) for keys in (ids, shuffled))
    assert one.transfers == other.transfers
    assert one.doubtful == other.doubtful
    assert one.seen_twice == other.seen_twice
    assert all(one.by_year(measure) == other.by_year(measure) for measure in Measure)


def test_a_plan_that_says_it_is_made_up_counts_in_no_total() -> None:
    region = region_of(
        {
            "real": plan(funding={"grant": source(100)}, projects={"p": project(60)}),
            "made-up": plan(
                status="Illustrative: no council's plan",
                funding={"grant": source(7_000, carried_from="real/grant")},
                projects={"q": project(5, continues=["real/p"])},
            ),
        }
    )
    assert region.whole(Measure.AVAILABLE).amount == 100
    assert region.whole(Measure.ALLOCATED).amount == 60
    assert (region.transfers, region.seen_twice) == ([], [])
    assert [one.plan_id for one in region.programmes.values() if one.is_illustrative] == ["made-up"]


def test_years_that_a_plan_does_not_divide_stand_together() -> None:
    region = region_of(
        {
            "one": plan(period="2008/09", funding={"grant": source(1)}),
            "three": plan(period="2008/09 to 2010/11", funding={"grant": source(10)}),
        }
    )
    assert counted(region, Measure.AVAILABLE) == {"2008/09": 1, "2008/09 to 2010/11": 10}


def test_what_is_drawn_on_and_not_stated_is_not_nought() -> None:
    plans = {
        "a": plan(funding={"grant": {"title": "Grant", "kind": "core"}}, projects={"p": project(9)})
    }
    region = region_of(plans)
    whole = region.whole(Measure.AVAILABLE)
    assert not whole.is_known
    assert region.programmes["a"].unstated == ("Grant",)
    assert region.programmes["a"].left is None


def test_a_source_that_nothing_draws_on_need_not_be_known() -> None:
    funding = {"grant": source(9), "friends": {"title": "Friends", "kind": "match"}}
    region = region_of({"a": plan(funding=funding, projects={"p": project(4)})})
    assert region.whole(Measure.AVAILABLE).is_known
    left = region.programmes["a"].left
    assert left is not None
    assert left.amount == 5


def test_quarters_stand_in_the_financial_years_that_they_fall_in() -> None:
    calendar = {
        "Q1": {"from": "January 2010", "to": "March 2010"},
        "Q2": {"from": "April 2010", "to": "June 2010"},
    }
    spend = {"grant": {"revenue": {"Q1": 3, "Q2": 4}, "capital": {"Q2": 5}}}
    region = region_of(
        {
            "a": {
                "kind": "delivery-plan",
                "title": "A",
                "calendar": calendar,
                "funding": {"grant": {"title": "Grant", "kind": "core"}},
                "projects": {"p": {"title": "P", "spend": spend}},
            }
        }
    )
    assert counted(region, Measure.REVENUE) == {"2009/10": 3, "2010/11": 4}
    assert counted(region, Measure.CAPITAL) == {"2010/11": 5}
    assert counted(region, Measure.ALLOCATED) == {"2009/10": 3, "2010/11": 9}
