"""What a change means in money: real plans with a few amounts changed, as a reviewer reads it."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from riep_plan.compare.change import Budget, Kind, Move
from riep_plan.compare.effects import effects
from riep_plan.figures.money.sources import pools
from riep_plan.model import Plan
from tests.compare.two_versions import NWIEP, changes_of_money, plan_of, put, tree_of
from tests.support.repairs import PLAN_IDS, Tree

EM_IEP, EM_RIEP, NWEGG = "em-iep-2009-10", "em-riep-2008-09", "nwegg-2008-10"
FOSTER = "projects/foster-care-placements"
ASSETS = "projects/asset-management"
COMMUNITY = "projects/community-and-neighbourhood-development"
PLAN_UNCHANGED = ((), Decimal(0))
Told = list[tuple[Kind, str, Decimal | None]]


def told(before: Plan, after: Plan) -> Told:
    """Give each change of money in short."""
    return [(one.kind, one.text, one.amount) for one in changes_of_money(before, after)]


def versions(plan_id: str, *edits: tuple[str, object]) -> tuple[Plan, Plan]:
    """Give a real plan before and after some values are written over."""
    after = tree_of(plan_id)
    for at, value in edits:
        put(after, at, value)
    return plan_of(tree_of(plan_id)), plan_of(after)


def nwiep(*edits: tuple[str, object]) -> tuple[Plan, Plan]:
    """Give the delivery plan before and after."""
    return versions(NWIEP, *edits)


def effect(before: Plan, after: Plan, *of: str, kind: str = "") -> Decimal | None:
    """Give by how much a total changes; None where it is not among the effects."""
    its = [one for one in effects(before, after) if one.of == of and one.kind == kind]
    return its[0].difference if its else None


def test_a_re_profile_between_quarters() -> None:
    before, after = nwiep(
        (f"{FOSTER}/spend/nwiep/capital/Q1", "0"), (f"{FOSTER}/spend/nwiep/capital/Q2", "58000")
    )

    (change,) = changes_of_money(before, after)

    assert change.kind is Kind.RE_PROFILE
    assert change.text == (
        "Capital of Foster Care Placements from NWIEP programme funding: £16,000 (27.6%) moves "
        "from Q1 to Q2; its total stays £58,000."
    )
    assert (change.before, change.after) == (
        "£16,000 in Q1 and £42,000 in Q2",
        "£0 in Q1 and £58,000 in Q2",
    )
    budget = Budget("foster-care-placements", "nwiep", "capital", "Q1")
    assert change.moves == (Move(Decimal(16000), budget, replace(budget, period="Q2")),)
    assert [one.key[-1] for one in change.differences] == ["Q1", "Q2"]
    assert [(one.of, one.difference) for one in effects(before, after)] == [PLAN_UNCHANGED]


def test_a_row_that_loses_every_amount_loses_its_money() -> None:
    before, after = nwiep((f"{FOSTER}/spend/nwiep/capital", {}))

    (change,) = [one for one in changes_of_money(before, after) if one.kind is not Kind.DETAIL]

    assert (change.kind, change.amount) == (Kind.CUT, Decimal(-58000))


def test_a_virement_between_projects_and_what_is_new_beyond_it() -> None:
    before, after = nwiep(
        (f"{FOSTER}/spend/nwiep/capital/Q2", "22000"),
        (f"{ASSETS}/spend/nwiep/capital/Q2", "28750"),
    )

    assert told(before, after) == [
        (
            Kind.VIREMENT,
            (
                "£20,000 of capital from NWIEP programme funding moves from Foster Care Placements "
                "to Asset Management in Q2: the one falls from £58,000 to £38,000 (34.5%), the "
                "other grows from £15,000 to £40,000 (166.7%)."
            ),
            Decimal(20000),
        ),
        (
            Kind.GROWTH,
            (
                "Capital of Asset Management from NWIEP programme funding grows from £15,000 to "
                "£40,000; £5,000 (33.3%) of it is new money, in Q2."
            ),
            Decimal(5000),
        ),
    ]
    assert effect(before, after) == 5000
    assert effect(before, after, "projects", "foster-care-placements") == -20000
    assert effect(before, after, "projects", "asset-management", kind="capital") == 25000


def test_every_change_has_a_value_to_point_at() -> None:
    before, after = nwiep(
        (f"{FOSTER}/spend/nwiep/capital/Q2", "22000"),
        (f"{ASSETS}/spend/nwiep/capital/Q2", "28750"),
    )

    assert all(one.differences for one in changes_of_money(before, after))


def test_a_virement_between_kinds_of_one_project() -> None:
    before, after = nwiep(
        (f"{ASSETS}/spend/nwiep/revenue/Q4", "30000"), (f"{ASSETS}/spend/nwiep/capital/Q4", "7500")
    )

    assert told(before, after) == [
        (
            Kind.VIREMENT,
            (
                "£3,750 of Asset Management from NWIEP programme funding moves from revenue to "
                "capital in Q4: the one falls from £135,000 to £131,250 (2.8%), the other grows "
                "from £15,000 to £18,750 (25%)."
            ),
            Decimal(3750),
        )
    ]


def test_a_total_that_changes_with_its_quarters_states_the_same_change_again() -> None:
    at = f"{FOSTER}/spend/nwiep/capital"
    before, after = nwiep((f"{at}/Q2", "22000"), (f"{at}/total", "38000"))

    (change,) = changes_of_money(before, after)

    assert (change.kind, change.amount) == (Kind.CUT, Decimal(-20000))
    assert [one.key[-1] for one in change.differences] == ["Q2"]
    assert [one.key[-1] for one in change.also] == ["total"]


def test_a_stated_total_alone_moves_no_money() -> None:
    before, after = nwiep((f"{FOSTER}/spend/nwiep/capital/total", "38000"))

    assert told(before, after) == [
        (
            Kind.STATED,
            (
                "The stated total of capital of Foster Care Placements from NWIEP programme "
                "funding: £58,000 becomes £38,000."
            ),
            None,
        )
    ]
    assert effects(before, after) == ()


def test_a_project_that_is_split_moves_its_money_to_the_new_ones() -> None:
    after = tree_of(NWIEP)
    gone = after["projects"].pop("foster-care-placements")
    for name, share in (("north", 60), ("south", 40)):
        row = {key: str(int(one) * share // 100) for key, one in _capital(gone).items()}
        after["projects"][name] = {"title": name.title(), "spend": {"nwiep": {"capital": row}}}
    before = tree_of(NWIEP)
    for tree in (before, after):
        for project in tree["projects"].values():
            project.get("spend", {}).get("nwiep", {}).pop("revenue", None)

    found = [one for one in told(plan_of(before), plan_of(after)) if one[0] is not Kind.DETAIL]

    assert found == [
        (
            Kind.VIREMENT,
            (
                f"£{amount} of capital from NWIEP programme funding moves from Foster Care "
                f"Placements to {name}: the one is gone, with its £58,000, the other is new, "
                f"with £{amount}."
            ),
            Decimal(amount.replace(",", "")),
        )
        for name, amount in (("North", "34,800"), ("South", "23,200"))
    ]


def _capital(project: Tree) -> dict[str, str]:
    row: dict[str, str] = project["spend"]["nwiep"]["capital"]
    return row


def test_an_amount_that_is_confirmed_is_not_money_from_nowhere() -> None:
    before, after = versions(EM_IEP, ("budget/climate-change/amounts/ring-fenced", "20"))

    assert told(before, after) == [
        (
            Kind.GROWTH,
            (
                "The budget of the programme itself from Additional Ring Fenced Funding: to be "
                "confirmed becomes £20,000, for “Climate Change”."
            ),
            Decimal(20000),
        )
    ]
    assert told(after, before)[0][1:] == (
        (
            "The budget of the programme itself from Additional Ring Fenced Funding: £20,000 "
            "becomes to be confirmed, for “Climate Change”."
        ),
        Decimal(-20000),
    )
    assert effects(before, after)[0].name == "The plan, without amounts to be confirmed"
    assert effect(before, after) == 20000


def test_a_mark_that_is_taken_away_moves_nothing() -> None:
    at = f"{COMMUNITY}/budget/community-cohesion/amounts/ring-fenced"
    before, after = versions(EM_IEP, (at, "£105000"))

    assert told(before, after) == [
        (
            Kind.DETAIL,
            (
                "“Community Cohesion Programme” in the budget of Community and Neighbourhood "
                "Development Programme from Additional Ring Fenced Funding: £105,000 (tbc) becomes "
                "£105,000."
            ),
            None,
        )
    ]


def test_other_tables_that_do_not_follow_the_allocation_are_named() -> None:
    before, after = versions(
        EM_IEP,
        (f"{COMMUNITY}/allocation", {"core": "100", "ring-fenced": "306", "capital-pot": "50"}),
        (f"{COMMUNITY}/budget/lia-support/amounts/core", "£100000"),
    )

    (change,) = changes_of_money(before, after)

    assert change.kind is Kind.VIREMENT
    assert change.text.split(": ", 1)[1] == (
        "the one falls from £120,000 to £100,000 (16.7%), the other grows from £286,000 to "
        "£306,000 (7%); the budget lines from Additional Ring Fenced Funding stay at £286,476; "
        "the payments for milestones from Core CLG Funding stay at £120,000; the payments for "
        "milestones from Additional Ring Fenced Funding stay at £286,476."
    )
    assert [one.key[2] for one in change.also] == ["budget"]


def test_lines_that_follow_a_rounded_allocation_agree_with_it() -> None:
    at = f"{COMMUNITY}/budget/community-cohesion/amounts/ring-fenced"
    milestones = f"{COMMUNITY}/milestones"
    before, after = versions(
        EM_IEP,
        (f"{COMMUNITY}/allocation/ring-fenced", "287"),
        (at, "£105600 tbc"),
        (f"{milestones}/cohesion/steps/programme/payments/ring-fenced", "£105600 tbc"),
    )

    (change,) = changes_of_money(before, after)

    assert (change.kind, change.amount) == (Kind.GROWTH, Decimal(1000))
    assert change.text.endswith("grows from £286,000 to £287,000, by £1,000 (0.3%).")
    assert {one.key[2] for one in change.also} == {"budget", "milestones"}


def test_lines_that_change_alone_are_a_detail_beside_the_allocation() -> None:
    before, after = versions(
        NWEGG, ("projects/customer-services/budget/knowledge-events/amount", "12000")
    )

    assert told(before, after) == [
        (
            Kind.DETAIL,
            (
                "The budget lines of Customer Service Mgmt go from £84,000 to £85,000, by £1,000 "
                "(1.2%); the allocation stays at £84,000."
            ),
            Decimal(1000),
        )
    ]
    assert effects(before, after) == ()


def test_money_that_moves_between_lines_is_a_virement_of_its_budget() -> None:
    before, after = versions(
        EM_IEP,
        (f"{COMMUNITY}/budget/heri-kwetu/amounts/ring-fenced", "£17220"),
        (f"{COMMUNITY}/budget/neighbourhood-wardens/amounts/ring-fenced", "£77000"),
    )

    ((kind, text, amount),) = told(before, after)

    assert (kind, amount) == (Kind.VIREMENT, Decimal(10000))
    assert text.endswith(
        "moves from “Neighbourhood Wardens/Community Cohesion” to “Heri Kwetu”: the one goes from "
        "£87,000 to £77,000, the other goes from £7,220 to £17,220."
    )


@pytest.mark.parametrize("table", ["budget", "milestones"])
def test_money_between_lines_goes_back_as_it_came_whatever_their_ids(table: str) -> None:
    """A line under another id comes in the same place, whichever version is the earlier."""

    def plan(travel: str, *amounts: str) -> Plan:
        key = "amounts" if table == "budget" else "payments"
        ids = {"legal": "Legal advice", travel: "Travel to the partners", "training": "Training"}
        lines = {
            id_: {"text": text, key: {"core": amount}}
            for (id_, text), amount in zip(ids.items(), amounts, strict=True)
        }
        return audit({"allocation": {"core": "500"}, table: lines})

    before = plan("core-travel", "10", "50", "60")
    after = plan("zz-travel", "35", "30", "30")

    there, back = routes(before, after), routes(after, before)

    assert there == [
        ("Travel to the partners", "Legal advice", Decimal(20)),
        ("Training", "Legal advice", Decimal(5)),
    ]
    assert back == [(more, less, amount) for less, more, amount in there]


def routes(before: Plan, after: Plan) -> list[tuple[str, str, Decimal | None]]:
    """Give from which line to which money moves, by their words, and how much."""
    found = [one for one in changes_of_money(before, after) if " moves from “" in one.text]
    named = [re.findall("“(.*?)”", one.text) for one in found]
    return [(less, more, one.amount) for one, (less, more) in zip(found, named, strict=True)]


def test_only_the_lines_say_in_which_year_money_is_spent() -> None:
    at = "projects/shaping-the-market-for-children-in-care/budget/project-manager/amounts/regional"
    row = {"2008/09": "30000", "2009/10": "85000", "2010/11": "75000"}
    before, after = versions(EM_RIEP, (at, row))

    assert told(before, after) == [
        (
            Kind.RE_PROFILE,
            (
                "The budget lines of Shaping the Market for Children in Care from Regional "
                "programme allocation: £10,000 (3.7%) moves from 2008/09 to 2009/10; its total "
                "stays £268,000; the allocation stays at £56,000."
            ),
            Decimal(10000),
        )
    ]


def test_what_a_source_has_and_a_project_asks_for_are_tables_of_their_own() -> None:
    before, after = versions(
        EM_IEP,
        ("funding/core/amount", "3000"),
        (f"{COMMUNITY}/requested/core", "£130000"),
    )

    found = changes_of_money(before, after)

    assert [one.kind for one in found] == [Kind.DETAIL, Kind.DETAIL]
    assert found[0].text.startswith("What Core CLG Funding has goes from £")
    assert found[1].text == (
        "What Community and Neighbourhood Development Programme asks for from Core CLG Funding "
        "goes from £120,000 to £130,000, by £10,000 (8.3%)."
    )
    assert effects(before, after) == ()


SPREAD = {"2008/09": "60", "2009/10": "40"}


@pytest.mark.parametrize(
    ("before", "after", "kind", "text"),
    [
        (
            {"budget": {"a": {"text": "Staff", "amounts": {"core": "100"}}}},
            {"budget": {"a": {"text": "Staff", "amounts": {"core": SPREAD}}}},
            Kind.DETAIL,
            (
                "The budget of Audit from Core: £100 stated in all is now £60 in 2008/09 and £40 "
                "in 2009/10."
            ),
        ),
        (
            {"budget": {"a": {"text": "Staff", "amounts": {"core": "100"}}}},
            {"budget": {"a": {"text": "Staff", "kind": "capital", "amounts": {"core": "100"}}}},
            Kind.DETAIL,
            "£100 of Audit from Core is now said to be capital.",
        ),
        (
            {"budget": {"a": {"text": "Staff", "kind": "revenue", "amounts": {"core": "100"}}}},
            {"budget": {"a": {"text": "Staff", "kind": "capital", "amounts": {"core": "100"}}}},
            Kind.VIREMENT,
            (
                "£100 of Audit from Core moves from revenue to capital: the one is gone, with its "
                "£100, the other is new, with £100."
            ),
        ),
        (
            {"budget": {"a": {"text": "Staff", "amount": "100"}}},
            {"budget": {"a": {"text": "Staff", "amounts": {"core": "100"}}}},
            Kind.DETAIL,
            "£100 of Audit is now said to be from Core.",
        ),
        (
            {"allocation": {"core": "100"}},
            {"allocation": {"core": "70", "match": "30"}},
            Kind.VIREMENT,
            (
                "£30 of Audit moves from Core to Partners: the one falls from £100 to £70 (30%), "
                "the other is new, with £30."
            ),
        ),
        (
            {"allocation": {"core": "100"}},
            {"allocation": {"core": "125"}},
            Kind.GROWTH,
            "The allocation of Audit from Core grows from £100 to £125, by £25 (25%).",
        ),
        (
            {"allocation": {"core": {"Q1": "1", "Q2": "2", "Q3": "3", "Q4": "4"}}},
            {"allocation": {"core": {"Q1": "4", "Q2": "3", "Q3": "2", "Q4": "1"}}},
            Kind.RE_PROFILE,
            (
                "The allocation of Audit from Core: £4 (40%) moves, £3 from Q4 to Q1 and £1 from "
                "Q3 to Q2; its total stays £10."
            ),
        ),
    ],
)
def test_small_plans(before: Tree, after: Tree, kind: Kind, text: str) -> None:
    found = told(audit(before), audit(after))

    assert [one[:2] for one in found] == [(kind, text)]


def audit(project: Tree) -> Plan:
    """Make a plan of one project."""
    sources = {"core": {"title": "Core", "kind": "core"}}
    sources["match"] = {"title": "Partners", "kind": "match"}
    return plan_of(
        {
            "kind": "work-programme",
            "title": "Programme",
            "funding": sources,
            "projects": {"audit": {"title": "Audit", **project}},
        }
    )


@pytest.mark.parametrize("has_allocation", [True, False])
def test_an_allocation_beside_the_table_of_spend_counts_once(*, has_allocation: bool) -> None:
    def plan(revenue: str, whole: str) -> Plan:
        allocation = {"allocation": {"core": whole}} if has_allocation else {}
        return audit({"spend": {"core": {"revenue": {"Q1": revenue, "Q2": "40"}}}, **allocation})

    before, after = plan("60", "100"), plan("80", "120")

    (change,) = changes_of_money(before, after)

    assert (change.kind, change.amount) == (Kind.GROWTH, Decimal(20))
    assert effect(before, after) == 20


def test_a_table_that_counts_from_now_on_moves_nothing_where_it_agrees() -> None:
    spend = {"spend": {"core": {"revenue": {"Q1": "60"}, "capital": {"Q2": "40"}}}}
    before, after = audit(spend), audit({**spend, "allocation": {"core": "100"}})

    assert told(before, after) == [
        (Kind.DETAIL, "The allocation of Audit from Core is stated now: £100.", None)
    ]


def test_a_table_that_counts_from_now_on_hides_no_virement() -> None:
    before = audit({"spend": {"core": {"revenue": {"Q1": "60"}, "capital": {"Q1": "40"}}}})
    spend = {"spend": {"core": {"revenue": {"Q1": "50"}, "capital": {"Q1": "50"}}}}
    after = audit({**spend, "allocation": {"core": "100"}})

    assert told(before, after)[0] == (
        Kind.VIREMENT,
        (
            "£10 of Audit from Core moves from revenue to capital in Q1, in the table of spend: "
            "the one falls from £60 to £50 (16.7%), the other grows from £40 to £50 (25%); the "
            "allocation stays at £100."
        ),
        Decimal(10),
    )


def test_lines_of_no_stated_kind_hide_no_virement() -> None:
    def plan(first: str, second: str) -> Plan:
        line = {"text": "Staff", "amounts": {"core": first}}
        other = {"text": "Servers", "kind": "capital", "amounts": {"core": second}}
        return audit({"budget": {"staff": line, "servers": other}})

    assert told(plan("80", "20"), plan("60", "40")) == [
        (
            Kind.VIREMENT,
            (
                "£20 of Audit from Core moves from lines of no stated kind to capital: the one "
                "falls from £80 to £60 (25%), the other grows from £20 to £40 (100%)."
            ),
            Decimal(20),
        )
    ]


@pytest.mark.parametrize("plan_id", PLAN_IDS)
def test_totals_are_those_that_the_rules_and_reports_use(plan_id: str) -> None:
    plan = plan_of(tree_of(plan_id))
    nothing = Plan(kind=plan.kind, title=plan.title, unit=plan.unit)

    totals = {one.of: one.after or Decimal(0) for one in effects(nothing, plan) if not one.kind}

    for pool in pools(plan):
        sources = [totals.get(("funding", one), Decimal(0)) for one in pool.members]
        assert sum(sources) == pool.takes


def test_revenue_and_capital_are_told_apart_where_all_money_says_which_it_is() -> None:
    def plan(kind: str | None, amount: str) -> Plan:
        line = {"text": "Servers", "amounts": {"core": amount}} | ({"kind": kind} if kind else {})
        staff = {"text": "Staff", "kind": "revenue", "amounts": {"core": "50"}}
        return audit({"budget": {"servers": line, "staff": staff}})

    known = effects(plan("capital", "10"), plan("capital", "20"))
    unsaid = effects(plan(None, "10"), plan(None, "20"))

    assert [(one.kind, one.before, one.after) for one in known if not one.of] == [
        ("", Decimal(60), Decimal(70)),
        ("capital", Decimal(10), Decimal(20)),
    ]
    assert {one.kind for one in unsaid} == {""}


def test_a_project_that_was_not_there_has_no_total_before() -> None:
    before = plan_of({"kind": "work-programme", "title": "Programme"})
    after = audit({"allocation": {"core": "100"}})

    its = next(one for one in effects(before, after) if one.of == ("projects", "audit"))

    assert (its.name, its.before, its.after, its.difference) == (
        "Audit",
        None,
        Decimal(100),
        Decimal(100),
    )


def test_a_renamed_project_and_source_have_the_same_money() -> None:
    before, after = tree_of(NWIEP), tree_of(NWIEP)
    after["projects"]["fostering"] = after["projects"].pop("foster-care-placements")
    put(after, "projects/fostering/spend/nwiep/capital/Q2", "52000")

    found = told(plan_of(before), plan_of(after))

    assert [(kind, amount) for kind, _, amount in found] == [(Kind.GROWTH, Decimal(10000))]
