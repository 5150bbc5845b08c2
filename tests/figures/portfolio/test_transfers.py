"""Money that two plans state: what is certain, both of its sides, and what nobody can tell."""

from decimal import Decimal

import pytest

from riep_plan.figures.portfolio.circles import circular
from riep_plan.figures.portfolio.programme import Measure
from riep_plan.figures.portfolio.transfers import Doubt, Doubtful, Transfer, Way
from tests.figures.portfolio.regions import plan, project, region_of, source
from tests.figures.tables import Data


def earlier(**more: object) -> Data:
    return plan("Earlier", "2008/09", funding={"grant": source(100)}, **more)


def later(amount: object = 30, **more: object) -> Data:
    brought = source(amount, kind="carry-forward", **more)
    return plan("Later", "2009/10", funding={"grant": source(1_000), "brought": brought})


def only_transfer(plans: dict[str, Data]) -> Transfer:
    (found,) = region_of(plans).transfers
    return found


def only_doubt(plans: dict[str, Data]) -> Doubtful:
    (found,) = region_of(plans).doubtful
    return found


@pytest.mark.parametrize(
    ("before", "gave", "gap"),
    [
        (earlier(stated={"unallocated": {"grant": 30}}), 30, 0),
        (earlier(stated={"unallocated": {"grant": 25}}), 25, 5),
        (earlier(projects={"p": project(40)}), 60, -30),
        (earlier(projects={"p": project("tbc")}), None, None),
    ],
)
def test_a_carry_forward_beside_what_was_left(
    before: Data, gave: int | None, gap: int | None
) -> None:
    plans = {"a": before, "b": later(carried_from="a/grant")}
    found = only_transfer(plans)
    assert (found.way, found.measure) == (Way.CARRIED, Measure.AVAILABLE)
    assert (found.giver.plan_id, found.receiver.plan_id) == ("a", "b")
    assert (found.giver.amount.amount if found.giver.amount else None) == gave
    assert found.gap == gap
    assert {str(years): one for years, one in found.taken_off.items()} == {"2009/10": 30}
    assert region_of(plans).whole(Measure.AVAILABLE).amount == 100 + 1_000


def test_amounts_in_thousands_that_may_agree_do() -> None:
    before = earlier(stated={"unallocated": {"grant": "30.4k"}})
    found = only_transfer({"a": before, "b": later("30400.00", carried_from="a/grant")})
    assert found.gap == 0


@pytest.mark.parametrize("origin", ["elsewhere/grant", "a/no-such-source", "last year’s grant"])
def test_what_comes_from_no_plan_here_is_new_money(origin: str) -> None:
    region = region_of({"a": earlier(), "b": later(carried_from=origin)})
    assert (region.transfers, region.doubtful) == ([], [])
    assert region.whole(Measure.AVAILABLE).amount == 100 + 1_000 + 30


def test_money_carried_on_twice_is_taken_off_in_both_later_plans() -> None:
    third = plan(
        "Third",
        "2010/11",
        funding={"rest": source(20, kind="carry-forward", carried_from="b/brought")},
    )
    region = region_of({"a": earlier(), "b": later(carried_from="a/grant"), "c": third})
    assert [one.counted_once for one in region.transfers] == [30, 20]
    assert region.whole(Measure.AVAILABLE).amount == 100 + 1_000


def test_money_that_comes_from_itself_does_not_vanish() -> None:
    one = plan("One", funding={"x": source(5, carried_from="b/y")})
    other = plan("Other", funding={"y": source(5, carried_from="a/x")})
    region = region_of({"a": one, "b": other})
    assert region.whole(Measure.AVAILABLE).amount == 10
    assert [doubt.doubt for doubt in region.doubtful] == [Doubt.CIRCLE, Doubt.CIRCLE]


def test_a_carry_forward_without_origin_is_in_doubt_and_counts() -> None:
    plans = {
        "a": earlier(projects={"p": project(40)}, stated={"unallocated": {"grant": 60}}),
        "b": later() | {"projects": {"q": {"title": "Q", "continues": ["a/p"]}}},
    }
    found = only_doubt(plans)
    assert (found.doubt, found.may_be_twice) == (Doubt.NO_ORIGIN, True)
    assert found.giver is not None
    assert found.giver.plan_id == "a"
    assert found.giver.amount is not None
    assert found.giver.amount.amount == 60
    assert region_of(plans).whole(Measure.AVAILABLE).amount == 100 + 1_000 + 30


def test_a_carry_forward_of_the_first_plan_is_in_no_total_twice() -> None:
    found = only_doubt({"b": later(), "c": plan("Last", "2010/11")})
    assert (found.giver, found.may_be_twice) == (None, False)


@pytest.mark.parametrize("funder", ["a", "a/grant", "EARLIER"])
def test_money_from_another_programme_counts_with_the_giver(funder: str) -> None:
    paid = {"help": {"text": "Help for Later", "amounts": {"grant": 45}}}
    given = plan("Later", "2008/09", funding={"help": source(50, funder=funder)})
    plans = {"a": earlier(budget=paid), "b": given}
    found = only_transfer(plans)
    assert found.way is Way.FUNDED
    assert (found.counted_once, found.gap) == (Decimal(50), Decimal(5))
    assert region_of(plans).whole(Measure.AVAILABLE).amount == 100


def test_money_from_another_programme_in_other_years_is_not_in_both() -> None:
    given = plan("Later", "2009/10", funding={"help": source(50, funder="a")})
    plans = {"a": earlier(), "b": given}
    assert only_transfer(plans).counted_once == 0
    assert region_of(plans).whole(Measure.AVAILABLE).amount == 150


@pytest.mark.parametrize(("period", "may_be"), [("2008/09", True), ("2009/10", False)])
def test_money_from_the_body_of_another_programme_is_in_doubt(period: str, may_be: bool) -> None:
    body = "Eastern Improvement Partnership"
    given = plan("Other", period, funding={"help": source(50, funder=body)})
    plans = {"a": earlier(partnership=body), "b": given}
    found = only_doubt(plans)
    assert (found.doubt, found.may_be_twice) == (Doubt.OF_BODY, may_be)
    assert region_of(plans).whole(Measure.AVAILABLE).amount == 150


def test_a_body_that_gives_to_its_own_programme_gives_nothing_to_another() -> None:
    body = "Eastern Improvement Partnership"
    given = plan("Other", partnership=body, funding={"help": source(50, funder=body)})
    region = region_of({"a": earlier(partnership=body), "b": given})
    assert (region.transfers, region.doubtful) == ([], [])


def test_circles() -> None:
    assert circular({1: [2], 2: [3], 3: [1], 4: [1], 5: [5], 6: []}) == {1, 2, 3, 5}
    assert circular({}) == frozenset()


def test_two_of_three_years_of_a_project_are_in_two_plans() -> None:
    before = plan(
        period="2008/09 to 2010/11",
        projects={"p": project({"2008/09": 1, "2009/10": 20, "2010/11": 300})},
    )
    after = plan(
        period="2009/10 to 2010/11",
        projects={"q": project({"2009/10": 25, "2010/11": 300}, continues=["a/p"])},
    )
    region = region_of({"a": before, "b": after})
    (found,) = region.transfers
    assert (found.way, found.measure) == (Way.CONTINUED, Measure.ALLOCATED)
    assert found.gap == 5
    assert found.counted_once == 320
    assert region.whole(Measure.ALLOCATED).amount == 1 + 25 + 300


def test_a_project_whose_years_are_not_divided_is_in_doubt() -> None:
    before = plan(period="2008/09 to 2010/11", projects={"p": project(90)})
    after = plan(period="2009/10", projects={"q": project(30, continues=["a/p"])})
    region = region_of({"a": before, "b": after})
    (found,) = region.doubtful
    assert (found.doubt, found.measure) == (Doubt.UNDIVIDED, Measure.ALLOCATED)
    assert region.transfers == []
    assert region.whole(Measure.ALLOCATED).amount == Decimal(120)


def test_projects_that_go_on_from_each_other_do_not_vanish() -> None:
    one = plan(projects={"p": project(5, continues=["b/q"])})
    other = plan(projects={"q": project(6, continues=["a/p"])})
    region = region_of({"a": one, "b": other})
    assert region.whole(Measure.ALLOCATED).amount == 11
    assert {doubt.doubt for doubt in region.doubtful} == {Doubt.CIRCLE}


def test_the_same_saving_of_a_continued_project_counts_once() -> None:
    def saving(amount: int) -> Data:
        return {"efficiencies": {"forecast": {"cashable": {"March 2011": amount}}}}

    before = plan(period="2008/09", projects={"p": project(**saving(400))})
    after = plan(period="2009/10", projects={"q": project(continues=["a/p"], **saving(500))})
    region = region_of({"a": before, "b": after})
    assert [one.measure for one in region.transfers] == [Measure.CASHABLE]
    assert region.whole(Measure.CASHABLE).amount == 500
