"""What changes mean: an example of every kind, as a reviewer reads it."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from riep_plan.compare.change import MONEY, Change, Kind
from riep_plan.compare.matters import matter_of
from riep_plan.model import Plan
from riep_plan.model.governance import Matter
from tests.compare.test_differences import assert_lawful
from tests.compare.two_versions import ILLUSTRATIVE, NWIEP, between, plan_of, put, said, tree_of
from tests.support.repairs import Node, Tree

CARE = "projects/foster-care-placements/"
DEPOT = "projects/joint-depot/"
BOARD = "Shared Services Board"


def without(tree: Tree, at: str) -> Tree:
    *above, last = at.split("/")
    here = tree
    for step in above:
        here = here[step]
    del here[last]
    return tree


def changes(plan_id: str, values: Mapping[str, Node], *gone: str) -> list[Change]:
    """Give the changes of a real plan that a few values make, and hold them to the laws."""
    after = tree_of(plan_id)
    for at, value in values.items():
        put(after, at, value)
    for at in gone:
        without(after, at)
    return list(assert_lawful(plan_of(tree_of(plan_id)), plan_of(after)))


def one(plan_id: str, values: Mapping[str, Node], *gone: str) -> Change:
    (found,) = changes(plan_id, values, *gone)
    return found


# --- time ---

BRAND = f"{CARE}actions/regional-brand/outputs/brand-approved/due"
NAMED = "“Media company appointed, brand developed and approved” (Foster Care Placements)"


@pytest.mark.parametrize(
    ("due", "kind", "days", "told"),
    [
        ("Q3", Kind.SLIPPAGE, 90, "slips from Q2 to Q3 (3 months)"),
        ("Q1", Kind.ADVANCE, -92, "is brought forward from Q2 to Q1 (3 months)"),
        ("Q2–Q3", Kind.SLIPPAGE, 90, "slips from Q2 to Q2–Q3 (3 months)"),
        ("December 2010", Kind.DATE, None, "changes from Q2 to December 2010"),
        ("31 March 2011", Kind.SLIPPAGE, 90, "slips from Q2 to 31 March 2011 (3 months)"),
        ("12 January 2011", Kind.SLIPPAGE, 12, "slips from Q2 to 12 January 2011 (12 days)"),
        ("December 2011", Kind.SLIPPAGE, 365, "slips from Q2 to December 2011 (1 year)"),
        ("1 March 2011", Kind.SLIPPAGE, 60, "slips from Q2 to 1 March 2011 (about 2 months)"),
        (["Q1", "Q2"], Kind.DATE, None, "changes from Q2 to Q1 and Q2"),
    ],
)
def test_a_date_slips_or_advances(due: Node, kind: Kind, days: int | None, told: str) -> None:
    found = one(NWIEP, {BRAND: due})
    assert (found.kind, found.days, found.text) == (kind, days, f"{NAMED} {told}.")
    assert found.subject == tuple(BRAND.split("/"))


def test_a_date_taken_out_is_said_with_the_words_in_its_place() -> None:
    works = f"{DEPOT}milestones/works-start/"
    found = one(ILLUSTRATIVE, {f"{works}due_text": "once consent is given"}, f"{works}due")
    assert (found.kind, found.before, found.after) == (
        *(Kind.DATE, "6 October 2025", "once consent is given"),
    )


def test_of_several_dates_the_furthest_move_is_said() -> None:
    tree = put(tree_of(NWIEP), BRAND, ["Q1", "Q3"])
    after = put(tree_of(NWIEP), BRAND, ["Q2", "Q3"])
    (found,) = assert_lawful(plan_of(tree), plan_of(after))
    assert (found.kind, found.days) == (Kind.SLIPPAGE, 91 + 1)


def test_dates_that_move_both_ways_only_change() -> None:
    tree = put(tree_of(NWIEP), BRAND, ["Q2", "Q3"])
    after = put(tree_of(NWIEP), BRAND, ["Q1", "Q4"])
    (found,) = assert_lawful(plan_of(tree), plan_of(after))
    assert (found.kind, found.days) == (Kind.DATE, None)


def test_a_quarter_of_the_calendar_moves_as_one() -> None:
    quarter = {"from": "January 2026", "to": "April 2026"}
    found = one(ILLUSTRATIVE, {"calendar/Q4": quarter})
    assert (found.kind, found.days, found.subject) == (Kind.SLIPPAGE, 30, ("calendar", "Q4"))
    assert found.text.endswith("to January 2026 – April 2026 (1 month later).")


def test_what_a_return_expects_may_slip() -> None:
    tree = _open_returns()
    at = "returns/Q2/projects/joint-depot/outputs/build/contractor-appointed/expected"
    after = put(_open_returns(), at, "30 March 2026")
    (found,) = assert_lawful(plan_of(tree), plan_of(after))
    assert found.kind is Kind.SLIPPAGE
    assert found.text == (
        "“Building contractor appointed after open tender” (Joint Vehicle Depot), as the Q2 return "
        "expects it, slips from 30 January 2026 to 30 March 2026 (2 months)."
    )


# --- indicators ---

TARGETS = [
    (NWIEP, f"{CARE}indicators/campaign-responses/target/value", "1200", Kind.TARGET_LOWERED),
    (NWIEP, f"{CARE}indicators/campaign-responses/target/value", "1600", Kind.TARGET_RAISED),
    (NWIEP, f"{CARE}indicators/carers-approved/target/change", "120", Kind.TARGET_LOWERED),
    (ILLUSTRATIVE, f"{DEPOT}indicators/running-cost/target/value", "£950000", Kind.TARGET_LOWERED),
    (ILLUSTRATIVE, f"{DEPOT}indicators/running-cost/target/value", "£850000", Kind.TARGET_RAISED),
    (ILLUSTRATIVE, f"{DEPOT}indicators/running-cost/target/value", "10%", Kind.TARGET),
    (ILLUSTRATIVE, f"{DEPOT}indicators/running-cost/better", "higher", Kind.TARGET),
    (ILLUSTRATIVE, f"{DEPOT}indicators/running-cost/baseline/value", "£1000000", Kind.BASELINE),
]


@pytest.mark.parametrize(("plan_id", "at", "value", "kind"), TARGETS)
def test_a_target_is_raised_where_more_is_asked(
    plan_id: str, at: str, value: str, kind: Kind
) -> None:
    assert one(plan_id, {at: value}).kind is kind


def test_a_target_without_a_better_way_only_changes() -> None:
    at = f"{CARE}indicators/campaign-responses"
    tree = without(tree_of(NWIEP), f"{at}/better")
    after = put(without(tree_of(NWIEP), f"{at}/better"), f"{at}/target/value", "1200")
    (found,) = assert_lawful(plan_of(tree), plan_of(after))
    assert found.kind is Kind.TARGET


def test_a_lowered_target_is_said_in_one_sentence() -> None:
    target = {"value": "1200", "text": "1200 responses followed up", "by": "December 2010"}
    found = one(NWIEP, {f"{CARE}indicators/campaign-responses/target": target})
    assert found.text == (
        "Target of “Recruit additional 150 carers” (Foster Care Placements) lowered from 1,500 to "
        "1,200 (20% less)."
    )
    assert (found.share, len(found.differences)) == (Decimal(-20), 2)


def test_words_of_a_target_whose_figures_stay_are_wording() -> None:
    at = f"{CARE}indicators/campaign-responses/target/text"
    assert one(NWIEP, {at: "Responses to the campaign"}).kind is Kind.WORDING


def test_a_target_in_words_alone_changes_with_them() -> None:
    at = f"{CARE}indicators/brand-adopted/target/text"
    assert one(NWIEP, {at: "Half of the authorities"}).kind is Kind.TARGET


def test_a_target_by_period_is_compared_by_its_sum() -> None:
    at = "projects/business-improvement-training/indicators/nvq2-people/target/profile/Q4"
    found = one(NWIEP, {at: "60"})
    assert found.kind is Kind.TARGET_LOWERED
    assert "from 300 over its periods to 285 over its periods (5% less)" in found.text


# --- savings ---


def test_savings_are_raised_lowered_and_moved() -> None:
    row = f"{DEPOT}efficiencies/forecast/cashable"
    more = one(ILLUSTRATIVE, {row: {"March 2027": "180000", "March 2028": "282000"}})
    assert (more.kind, more.amount, more.share) == (Kind.SAVING_RAISED, Decimal(42000), Decimal(10))
    less = one(ILLUSTRATIVE, {}, f"{DEPOT}efficiencies")
    assert (less.kind, less.amount, less.after) == (Kind.SAVING_LOWERED, Decimal(-420000), "")
    moved = {"total": "420000", "March 2027": "100000", "2028-03": "320000"}
    later = one(ILLUSTRATIVE, {row: moved})
    assert (later.kind, later.amount) == (Kind.SAVING_MOVED, Decimal(80000))
    assert later.text == (
        "Forecast cashable savings of “Joint Vehicle Depot” re-profiled: £80,000 in March 2027 "
        "less, £80,000 in 2028-03 more; the total stays £420,000."
    )


def test_a_total_of_savings_that_no_period_bears_out_is_a_statement() -> None:
    found = one(ILLUSTRATIVE, {f"{DEPOT}efficiencies/forecast/cashable/total": "500000"})
    assert found.kind is Kind.STATED


# --- risks ---


def test_a_risk_goes_up_and_down_on_the_plans_scale() -> None:
    at = "risks/reorganisation/"
    assert one(ILLUSTRATIVE, {f"{at}likelihood": "very high"}).kind is Kind.RISK_UP
    assert one(ILLUSTRATIVE, {f"{at}impact": "low"}).kind is Kind.RISK_DOWN
    even = one(ILLUSTRATIVE, {f"{at}likelihood": "low", f"{at}impact": "high"})
    assert (even.kind, len(even.differences)) == (Kind.RISK, 2)
    assert one(ILLUSTRATIVE, {f"{at}likelihood": "unheard of"}).kind is Kind.RISK
    assert one(ILLUSTRATIVE, {f"{at}owner": "The board"}).kind is Kind.RISK
    assert one(ILLUSTRATIVE, {f"{at}text": "Another"}).kind is Kind.WORDING


def test_a_risk_is_new_or_gone_as_one() -> None:
    risk = {"text": "Fuel prices double", "likelihood": "low", "impact": "high", "owner": "Board"}
    found = one(ILLUSTRATIVE, {f"{DEPOT}risks/fuel": risk})
    assert found.kind is Kind.RISK_UP
    assert found.text == (
        "“Fuel prices double” (Joint Vehicle Depot) is a new risk (likelihood low, impact high)."
    )
    assert one(ILLUSTRATIVE, {}, f"{DEPOT}risks/tender").kind is Kind.RISK_DOWN


def test_what_remains_of_a_risk_is_scored_by_itself() -> None:
    at = "risks/reorganisation/residual"
    tree = put(tree_of(ILLUSTRATIVE), at, {"likelihood": "low", "impact": "low"})
    after = put(tree_of(ILLUSTRATIVE), at, {"likelihood": "high", "impact": "low"})
    (found,) = assert_lawful(plan_of(tree), plan_of(after))
    assert found.kind is Kind.RISK_UP
    assert found.text.startswith("What remains of “Reorganisation of local government")


# --- scope ---


def test_an_added_output_is_one_change() -> None:
    output = {"text": "Fuel contract let", "due": "Q4"}
    found = one(ILLUSTRATIVE, {f"{DEPOT}actions/build/outputs/fuel": output})
    assert found.text == "Output “Fuel contract let” (Joint Vehicle Depot) is added, due Q4."
    assert (found.kind, len(found.differences)) == (Kind.ADDED, 2)


def test_a_removed_project_is_one_change_beside_its_money_and_savings() -> None:
    found = changes(NWIEP, {}, "projects/foster-care-placements")
    removed = [change for change in found if change.kind is Kind.REMOVED]
    assert [change.text for change in removed] == [
        (
            "Project “Foster Care Placements” is removed, with £293,000, 7 outputs, 1 outcome and "
            "5 indicators."
        )
    ]
    rest = {change.kind for change in found if change.kind not in MONEY}
    assert rest == {Kind.SAVING_LOWERED, Kind.REMOVED, Kind.DETAIL}


def _split() -> Tree:
    """Foster care in two projects, which share out its actions, its indicators and its money."""
    tree = tree_of(NWIEP)
    whole = tree["projects"].pop("foster-care-placements")
    actions, indicators = list(whole["actions"]), list(whole["indicators"])

    def part(title: str, start: int, end: int, spend: Node) -> Node:
        kept = {key: whole["actions"][key] for key in actions[start:end]}
        measured = {key: whole["indicators"][key] for key in indicators[start:end]}
        return {
            **{key: whole[key] for key in ("outcomes", "description")},
            "title": title,
            "actions": kept,
            "indicators": measured,
            "spend": {"nwiep": spend},
        }

    spend = whole["spend"]["nwiep"]
    tree["projects"]["brand"] = part("Brand", 0, 3, {"capital": spend["capital"]})
    tree["projects"]["carers"] = part("Carers", 3, 9, {"revenue": spend["revenue"]})
    return tree


def test_a_project_is_split_into_several_and_merged_from_them() -> None:
    whole, parts = plan_of(tree_of(NWIEP)), plan_of(_split())
    there = [text for kind, text in said(whole, parts) if kind is Kind.SPLIT]
    assert there == [
        (
            "Project “Foster Care Placements” (£293,000) is split into “Brand” (£58,000) and "
            "“Carers” (£235,000)."
        )
    ]
    back = [text for kind, text in said(parts, whole) if kind is Kind.MERGED]
    assert back == [
        (
            "Projects “Brand” (£58,000) and “Carers” (£235,000) are merged into “Foster Care "
            "Placements” (£293,000)."
        )
    ]
    assert_lawful(whole, parts)


CARRIED = ("indicators", "risks")


def _part_given(**values: Node) -> Tree:
    """The depot without what a new project has from it: money, an indicator, a risk, savings."""
    tree = tree_of(ILLUSTRATIVE)
    depot = tree["projects"]["joint-depot"]
    given = {
        key: {name: depot[key].pop(name)} for key in CARRIED for name in [next(iter(depot[key]))]
    }
    spend = depot["spend"]
    source = next(iter(spend))
    (kind, *_), taken = spend[source], Decimal(10000)
    quarter = next(key for key in spend[source][kind] if key.startswith("Q"))
    for key in {"total", quarter} & set(spend[source][kind]):
        spend[source][kind][key] = str(Decimal(spend[source][kind][key]) - taken)
    tree["projects"]["fuel"] = {
        "title": "Joint fuel",
        "outcomes": {"cheap": "Fuel is bought together"},
        "spend": {source: {kind: {quarter: "10000"}}},
        **given,
        **values,
    }
    return tree


def _scope_of(before: Plan, after: Plan) -> list[tuple[Kind, str]]:
    whole = {Kind.SPLIT, Kind.MERGED, Kind.ADDED, Kind.REMOVED, Kind.RISK_UP, Kind.RISK_DOWN}
    return [(kind, text) for kind, text in said(before, after) if kind in whole]


def test_a_project_that_gives_part_of_itself_to_a_new_one_is_split() -> None:
    before, after = plan_of(tree_of(ILLUSTRATIVE)), plan_of(_part_given())
    assert _scope_of(before, after) == [
        (
            Kind.SPLIT,
            (
                "Project “Joint Vehicle Depot” is split: “Joint fuel” (£10,000) is new, with 1 "
                "indicator and 1 risk from it, and 1 outcome of its own."
            ),
        )
    ]
    assert _scope_of(after, before) == [
        (
            Kind.MERGED,
            (
                "Project “Joint fuel” (£10,000) is merged into “Joint Vehicle Depot”, which takes "
                "over 1 indicator and 1 risk; 1 outcome is gone."
            ),
        )
    ]
    assert_lawful(before, after)


def test_a_promise_that_changes_on_its_way_is_told_by_itself() -> None:
    """A target that is lowered as it moves must not go unseen within the split."""
    tree = _part_given()
    (indicator,) = tree["projects"]["fuel"]["indicators"].values()
    indicator["target"] = {**indicator["target"], "value": "1"}
    found = _scope_of(plan_of(tree_of(ILLUSTRATIVE)), plan_of(tree))
    assert [kind for kind, _ in found] == [Kind.REMOVED, Kind.SPLIT]
    assert "1 risk from it, and 1 outcome and 1 indicator of its own" in found[1][1]


def _savings_of(tree: Tree) -> list[tuple[Kind, str, Decimal | None]]:
    found = assert_lawful(plan_of(tree_of(ILLUSTRATIVE)), plan_of(tree))
    return [(one.kind, one.text, one.amount) for one in found if "savings" in one.kind]


def _with_savings(left: Node, given: Node) -> Tree:
    tree = _part_given(efficiencies={"forecast": {"cashable": given}})
    tree["projects"]["joint-depot"]["efficiencies"]["forecast"]["cashable"] = left
    return tree


def test_savings_that_another_project_takes_over_are_moved() -> None:
    """The depot promises £180,000 by March 2027 and £240,000 by March 2028."""
    told = _savings_of(_with_savings({"March 2027": "180000", "March 2028": "200000"},
                                     {"March 2028": "40000"}))  # fmt: skip
    text = "£40,000 of forecast cashable savings moves from “Joint Vehicle Depot” to “Joint fuel”"
    assert told == [(Kind.SAVING_MOVED, f"{text}.", Decimal(40000))]


def test_of_savings_that_move_only_what_is_left_over_is_more_or_less() -> None:
    less = _savings_of(_with_savings({"March 2027": "180000", "March 2028": "200000"},
                                     {"March 2028": "30000"}))  # fmt: skip
    assert [(kind, amount) for kind, _, amount in less] == [
        (Kind.SAVING_LOWERED, Decimal(-10000)),
        (Kind.SAVING_MOVED, Decimal(30000)),
    ]
    assert less[0][1] == (
        "£10,000 of forecast cashable savings of “Joint Vehicle Depot” is promised no more: "
        "£40,000 becomes £30,000 in “Joint fuel” (25% less)."
    )
    more = _savings_of(_with_savings({"March 2027": "180000", "March 2028": "200000"},
                                     {"March 2028": "50000"}))  # fmt: skip
    assert more[0] == (
        Kind.SAVING_RAISED,
        (
            "£10,000 of forecast cashable savings of “Joint fuel” is new, beyond the £40,000 from "
            "“Joint Vehicle Depot” (25% more)."
        ),
        Decimal(10000),
    )


def test_savings_that_move_to_a_later_time_say_so_and_are_a_matter_for_the_board() -> None:
    tree = _with_savings({"March 2027": "140000", "March 2028": "240000"}, {"March 2028": "40000"})
    (found,) = [
        one
        for one in between(plan_of(tree_of(ILLUSTRATIVE)), plan_of(tree))
        if one.kind is Kind.SAVING_MOVED
    ]
    assert found.text.endswith(
        ", in all £40,000 in March 2027 less and £40,000 in March 2028 more."
    )
    assert matter_of(found) is Matter.SAVINGS


def test_nobody_has_to_agree_to_savings_that_only_change_hands() -> None:
    tree = _with_savings({"March 2027": "180000", "March 2028": "200000"}, {"March 2028": "40000"})
    found = between(plan_of(tree_of(ILLUSTRATIVE)), plan_of(tree))
    assert [matter_of(one) for one in found if one.kind is Kind.SAVING_MOVED] == [None]


def test_new_projects_that_take_up_nothing_are_only_new() -> None:
    tree = tree_of(NWIEP)
    del tree["projects"]["foster-care-placements"]
    for id_ in ("one", "two"):
        tree["projects"][id_] = {"title": f"Project {id_}", "outcomes": {"a": f"Outcome {id_}"}}
    kinds = [kind for kind, _ in said(plan_of(tree_of(NWIEP)), plan_of(tree))]
    assert (kinds.count(Kind.SPLIT), kinds.count(Kind.ADDED)) == (0, 2)


# --- decisions, waivers, policy, returns, and the rest ---


def test_a_decision_is_said_as_minutes_do() -> None:
    meeting = {"body": BOARD, "on": "1 September 2026"}
    decision = {"outcome": "deferred", "amount": "1000", "conditions": ["A", "B"]}
    found = changes(
        ILLUSTRATIVE,
        {"meetings/board-x": meeting, f"{DEPOT}decisions/board-x": decision},
    )
    assert [(change.kind, change.text) for change in found] == [
        (Kind.DECISION, f"Meeting of the {BOARD} (1 September 2026) is added."),
        (
            Kind.DECISION,
            (
                f"{BOARD} (1 September 2026) deferred “Joint Vehicle Depot” (£1,000), with "
                "2 conditions."
            ),
        ),
    ]


def test_a_decision_on_the_plan_is_one_too() -> None:
    decision = {"outcome": "approved", "agrees": {"a": {"kind": "virement", "amount": "5000"}}}
    found = one(ILLUSTRATIVE, {"decisions": {"board-2025-07-31": decision}})
    assert (found.kind, found.text) == (
        Kind.DECISION,
        f"{BOARD} (31 July 2025) approved the plan.",
    )


def test_a_waiver_is_new_gone_or_changed() -> None:
    waiver = {"rule": "CAP01", "at": "a/b", "reason": "So.", "agreed_by": "Board", "until": "2030"}
    new = one(NWIEP, {"waivers/a-new-one": waiver})
    assert (new.kind, new.text) == (
        Kind.WAIVER,
        "Waiver “a-new-one” accepts CAP01 at a/b, agreed by Board, until 2030.",
    )
    later = one(NWIEP, {"waivers/q2-heading/until": "December 2030"})
    assert later.text == (
        "Waiver “q2-heading” of CAL03: until changes from December 2029 to December 2030."
    )
    gone = one(NWIEP, {}, "waivers/q2-heading")
    assert gone.text == "Waiver “q2-heading” of CAL03 at calendar/Q2/stated is taken out."


def test_a_policy_is_said_with_its_default() -> None:
    found = one(NWIEP, {"policy/target_years": "12"})
    assert (found.kind, found.text) == (Kind.POLICY, "Policy: target years changes from 10 to 12.")
    limit = {"text": "Small sums", "limit": "5000"}
    new = one(NWIEP, {"policy/delegated": {"officer": limit}})
    assert new.text == (
        "Policy: the delegation “Small sums” is new: limit £5,000; text Small sums."
    )


def _open_returns() -> Tree:
    """The illustrative plan as it was before any return was accepted."""
    tree = tree_of(ILLUSTRATIVE)
    for quarter in tree["returns"].values():
        for found in (*quarter["projects"].values(), quarter.get("programme", {})):
            found.pop("accepted", None)
    return tree


Q2_RETURN = "returns/Q2/projects/joint-depot"


def test_an_accepted_return_is_rewritten() -> None:
    found = one(ILLUSTRATIVE, {f"{Q2_RETURN}/spend/core/revenue/actual": "15000"})
    assert (found.kind, found.text) == (
        Kind.RETURN,
        (
            "Q2 return of “Joint Vehicle Depot”, already accepted, is rewritten: spend core "
            "revenue actual changes from £14,000 to £15,000."
        ),
    )


@pytest.mark.parametrize(
    ("at", "value", "told"),
    [
        ("spend/core/revenue/actual", "15000", "is revised: spend core revenue actual changes"),
        ("accepted", {"by": "Manager", "on": "2025-11-01"}, "is accepted by Manager on 2025-11-01"),
        (
            "corrections",
            {
                "a": {
                    "quarter": "Q1",
                    "at": "spend/core/revenue/actual",
                    "was": "14500",
                    "becomes": "14600",
                    "reason": "A slip",
                    "agreed_by": "Manager",
                }
            },
            "spend/core/revenue/actual is corrected from £14,500 to £14,600, agreed by Manager",
        ),
    ],
)
def test_a_return_is_revised_accepted_and_corrects(at: str, value: Node, told: str) -> None:
    after = put(_open_returns(), f"{Q2_RETURN}/{at}", value)
    (found,) = assert_lawful(plan_of(_open_returns()), plan_of(after))
    assert found.kind is Kind.RETURN
    assert told in found.text


def test_a_return_is_received_as_one() -> None:
    before, after = plan_of(without(_open_returns(), Q2_RETURN)), plan_of(_open_returns())
    (found,) = assert_lawful(before, after)
    assert found.text == "Q2 return of “Joint Vehicle Depot” was received on 17 October 2025."
    programme = one(ILLUSTRATIVE, {}, "returns/Q1/programme")
    assert programme.text.startswith("Q1 return of the programme itself, already accepted, is ta")


def test_a_stated_total_is_said_by_its_row() -> None:
    row = {"total": "990000", "Q1": "65000", "Q2": "270000", "Q3": "400000", "Q4": "255000"}
    found = one(ILLUSTRATIVE, {"stated/spend/capital": row})
    assert (found.kind, found.text) == (
        Kind.STATED,
        (
            "Stated spend, capital: Q1 changes from £55,000 to £65,000; total changes from "
            "£980,000 to £990,000."
        ),
    )


@pytest.mark.parametrize(
    ("at", "value", "kind", "text"),
    [
        ("lead", "Bolton", Kind.DETAIL, "Lead of “Foster Care Placements” is set: “Bolton”."),
        (
            "title",
            "Fostering",
            Kind.WORDING,
            "Title of “Fostering” changes from “Foster Care Placements” to “Fostering”.",
        ),
        (
            "description",
            "All of it, said again at more length than before, so that it is another text.",
            Kind.WORDING,
            "Description of “Foster Care Placements” is reworded.",
        ),
        (
            "actions/tv-campaign/funded_by",
            ["nwiep"],
            Kind.DETAIL,
            (
                "Funding sources of “Launch a major television advertising campaign supported by…” "
                "(Foster Care Placements) are set: “NWIEP programme funding”."
            ),
        ),
    ],
)
def test_facts_and_words_come_last(at: str, value: Node, kind: Kind, text: str) -> None:
    found = one(NWIEP, {f"{CARE}{at}": value})
    assert (found.kind, found.text) == (kind, text)


def test_a_list_is_said_by_what_it_gains_and_loses() -> None:
    at = "projects/adult-joint-improvement-programme/workstreams"
    tree = put(tree_of("em-iep-2009-10"), at, ["economic-growth"])
    (found,) = assert_lawful(plan_of(tree_of("em-iep-2009-10")), plan_of(tree))
    assert found.text == (
        "Workstreams of “Adult Joint Improvement Programme”: “Economic Growth” added; “Adult "
        "Social Care” taken out."
    )


def test_changes_stand_in_the_order_in_which_they_are_read() -> None:
    found = changes(
        NWIEP,
        {
            BRAND: "Q3",
            f"{CARE}title": "Fostering",
            "risks/r1/likelihood": "high",
            f"{CARE}spend/nwiep/capital/Q1": "10000",
            "waivers/q2-heading/until": "2030",
            f"{CARE}indicators/campaign-responses/target/value": "1200",
        },
    )
    assert [change.kind for change in found if change.kind is not Kind.STATED] == [
        *(Kind.CUT, Kind.SLIPPAGE, Kind.TARGET_LOWERED, Kind.RISK_UP, Kind.WAIVER, Kind.WORDING)
    ]


def test_a_path_left_with_an_old_id_is_said_as_such() -> None:
    tree = tree_of(NWIEP)
    put(tree, "projects/whole-place", tree["projects"].pop("total-place"))
    found = assert_lawful(plan_of(tree_of(NWIEP)), plan_of(tree))
    waivers = [change.text for change in found if change.kind is Kind.WAIVER]
    assert "Waiver “capital-in-q4” of CAP01: places still name an id that was renamed." in waivers
