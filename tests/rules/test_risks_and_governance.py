"""RSK and GOV: what must be found, and what must stay silent."""

from collections.abc import Callable

import pytest

from tests.figures.tables import Data
from tests.rules.asked import found, places

FIVE = {part: ["1", "2", "3", "4", "5"] for part in ("likelihood", "impact")}
FIVE_AND_FOUR = {"likelihood": ["1", "2", "3", "4", "5"], "impact": ["low", "mid", "high", "top"]}


def risk(text: str = "A fire", likelihood: str = "3", impact: str = "4", **more: str) -> Data:
    return {"text": text, "likelihood": likelihood, "impact": impact} | more


def project(**more: object) -> Data:
    return {"title": "Depot", "allocation": {"core": "5000"}} | more


def projects(of: int, make: Callable[..., Data], *others: Data) -> Data:
    made = [make(number) for number in range(of)]
    return {"projects": {f"p{place}": one for place, one in enumerate((*made, *others))}}


# --- Mitigations ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("As above.", True),
        ("As above plus a newsletter", True),
        ("see above", True),
        ("Same as previous", True),
        ("“Ditto”", True),
        ("As agreed with the board", False),
        ("See the communications plan", False),
        ("Training as above the line is agreed", False),
    ],
)
def test_a_mitigation_by_place(text: str, is_found: bool) -> None:
    data = {"risks": {"fire": risk(mitigation=text)}}
    assert places("RSK05", data) == (["risks/fire/mitigation"] if is_found else [])


@pytest.mark.parametrize(
    ("mitigation", "scores", "scale", "is_found"),
    [
        ("None.", ("1", "1"), None, True),
        ("No action required", ("1", "1"), FIVE, True),
        ("Not a priority", ("1", "1"), None, True),
        ("a fire", ("1", "1"), None, True),
        ("Accept", ("4", "4"), FIVE, True),
        ("Monitor", ("5", "4"), FIVE, True),
        ("Monitor", ("4", "high"), FIVE_AND_FOUR, False),
        ("Monitor", ("4", "top"), FIVE_AND_FOUR, True),
        ("Accept", ("3", "5"), FIVE, False),
        ("Accept", ("5", "5"), None, False),
        ("Monitor progress every month", ("5", "5"), FIVE, False),
        ("None of the depots opens before the drill", ("5", "5"), FIVE, False),
        ("Fire drills", ("5", "5"), FIVE, False),
    ],
)
def test_a_mitigation_that_is_no_action(
    mitigation: str, scores: tuple[str, str], scale: Data | None, is_found: bool
) -> None:
    data: Data = {"risks": {"fire": risk("A fire", *scores, mitigation=mitigation)}}
    if scale:
        data["risk_scale"] = scale
    assert places("RSK06", data) == (["risks/fire/mitigation"] if is_found else [])


# --- Registers --------------------------------------------------------------------------------

BENEFITS = {"rent": {"text": "Less rent"}}


def with_risks(_: int = 0) -> Data:
    return project(benefits=BENEFITS, risks={"fire": risk()})


def test_a_funded_case_without_risks_among_others_that_have_them() -> None:
    lone, line = project(benefits=BENEFITS), project()
    assert places("RSK07", projects(3, with_risks, lone)) == ["projects/p3/title"]
    assert places("RSK07", projects(2, with_risks, lone)) == []
    assert places("RSK07", projects(3, with_risks, lone, lone)) == []
    assert places("RSK07", projects(3, with_risks, line)) == []
    asked = {"policy": {"required_of_projects": ["risks"]}}
    assert places("RSK07", projects(3, with_risks, lone) | asked) == []


def test_a_programme_that_lists_no_risk_is_told_once() -> None:
    cases = projects(4, lambda _: project(benefits=BENEFITS))
    assert places("RSK08", cases) == ["risks"]
    assert places("RSK08", projects(3, lambda _: project(benefits=BENEFITS))) == []
    assert places("RSK08", projects(9, lambda _: project())) == []
    assert places("RSK08", cases | {"risks": {"fire": risk()}}) == []
    assert places("RSK08", cases | {"narrative": {"risk-management": "The board looks."}}) == []
    assert places("RSK08", cases | {"policy": {"required_sections": ["risks"]}}) == []


def test_only_numbers_want_a_scale() -> None:
    assert places("RSK09", {"risks": {"a": risk(), "b": risk()}}) == ["risks/a/likelihood"]
    assert places("RSK09", {"risks": {"a": risk("A", "Low", "High")}}) == []
    assert places("RSK09", {"risks": {"a": risk()}, "risk_scale": FIVE}) == []


@pytest.mark.parametrize(
    ("steps", "is_found"),
    [
        (["5", "4", "3"], True),
        (["High", "Medium", "Low"], True),
        (["likely", "possible", "rare"], True),
        (["1", "2", "3"], False),
        (["low", "high", "medium"], False),
        (["red", "amber", "green"], False),
        (["high"], False),
    ],
)
def test_a_scale_upside_down(steps: list[str], is_found: bool) -> None:
    data = {"risk_scale": {"likelihood": ["low", "high"], "impact": steps}}
    assert places("RSK10", data) == (["risk_scale/impact"] if is_found else [])


def test_alike_in_one_register_and_in_two() -> None:
    twice = {"a": risk("A fire."), "b": risk("a FIRE", "1", "1")}
    assert places("RSK11", {"risks": twice}) == ["risks/b/text"]
    assert places("RSK12", {"risks": twice}) == []
    apart = projects(
        0,
        project,
        *(project(risks={"a": risk(likelihood=one)}) for one in ("3", "2", "3")),
    )
    assert places("RSK11", apart) == []
    assert places("RSK12", apart) == ["projects/p1/risks/a"]


def test_copies_are_told_once_for_all_that_share_them() -> None:
    form = {one: risk(one) for one in ("staff", "partners", "lease", "weather")}
    less = {one: form[one] for one in ("staff", "partners", "lease")}
    data = projects(0, project, *(project(risks=one) for one in (less, form, less)))
    (only,) = found("RSK13", data)
    assert "/".join(only.at) == "projects/p0/risks/staff"
    assert "3 risks" in only.message
    two = {one: form[one] for one in ("staff", "partners")}
    assert places("RSK13", projects(0, project, project(risks=two), project(risks=form))) == []


# --- Who leads, and where it belongs ----------------------------------------------------------


def led(_: int = 0) -> Data:
    return project(benefits=BENEFITS, lead="Head of Property")


def test_a_project_without_lead() -> None:
    lone = project(benefits=BENEFITS)
    assert places("GOV01", projects(3, led, lone)) == ["projects/p3/title"]
    assert places("GOV01", projects(3, led, project())) == []
    streams = {"workstreams": {"assets": {"title": "Assets", "lead": "AF"}}}
    belongs = lone | {"workstreams": ["assets"]}
    assert places("GOV01", projects(3, led, belongs) | streams) == []


@pytest.mark.parametrize(
    "somebody",
    [
        {"accountable_body": "Wirral MBC"},
        {"contacts": {"lead": {"role": "Programme manager"}}},
        {"narrative": {"governance": "The board meets each quarter."}},
    ],
)
def test_a_plan_that_names_nobody_is_told_once(somebody: Data) -> None:
    cases = projects(4, lambda _: project(benefits=BENEFITS))
    assert places("GOV01", cases) == ["projects"]
    assert places("GOV01", cases | somebody) == []


def test_workstreams_and_projects() -> None:
    titles = {"workstreams": {one: {"title": one} for one in ("w0", "w1", "w2", "w3")}}
    each = projects(3, lambda one: project(workstreams=[f"w{one}"]), project())
    assert places("GOV03", each | titles) == ["projects/p3/title"]
    assert places("GOV04", each | titles) == ["workstreams/w3"]
    shared = {"budget": {"team": {"text": "Team", "workstreams": ["w2", "w3"]}}}
    alone = {"budget": {"team": {"text": "Team", "workstreams": ["w3"]}}}
    assert places("GOV04", each | titles | shared) == ["workstreams/w3"]
    assert places("GOV04", each | titles | alone) == []
    assert places("GOV03", each) == []


# --- Decisions --------------------------------------------------------------------------------

MEETINGS = {
    "meetings": {
        "june": {"body": "Board", "on": "16 June 2010"},
        "may": {"body": "Steering group", "on": "20 May 2010"},
    }
}


def decided(allocation: Data | None = None, **decisions: Data) -> Data:
    given = project(decisions=decisions) | ({"allocation": allocation} if allocation else {})
    return {"projects": {"depot": given}} | MEETINGS


def test_an_allocation_without_decision() -> None:
    approved = project(decisions={"june": {"outcome": "approved"}})
    free = {"title": "Network"}
    data = projects(3, lambda _: approved, project(), free)
    assert places("GOV05", data | MEETINGS) == ["projects/p3/allocation"]
    assert places("GOV05", projects(2, lambda _: approved, project()) | MEETINGS) == []


def test_the_latest_decision_counts_in_whatever_order() -> None:
    off, on = {"outcome": "deferred"}, {"outcome": "approved"}
    place = "projects/depot/decisions/june/outcome"
    assert places("GOV06", decided(june=off)) == [place]
    assert places("GOV06", decided(june=on, may=off)) == []
    assert places("GOV06", decided(june=off, may=on)) == [place]
    assert places("GOV06", decided({"core": "0"}, june=off)) == []


@pytest.mark.parametrize(
    ("amount", "is_found"),
    [("300", False), ("100", False), ("250", False), ("200", False), ("50", False), ("310", True)],
)
def test_an_amount_approved(amount: str, is_found: bool) -> None:
    allocation = {"core": "100", "green": {"2010/11": "150", "2011/12": "50"}}
    data = decided(allocation, june={"outcome": "approved", "amount": amount})
    assert bool(found("GOV07", data)) is is_found


@pytest.mark.parametrize(
    ("key", "more", "is_found"),
    [
        ("May 2010", {}, True),
        ("June 2010", {}, False),
        ("2010/11", {}, False),
        ("2008/09", {}, False),
        ("May 2010", {"continues": "project 453"}, False),
    ],
)
def test_money_before_approval(key: str, more: Data, is_found: bool) -> None:
    spend = {"core": {"revenue": {key: "500"}}}
    data = decided(june={"outcome": "approved"}) | {"period": "2010/11"}
    data["projects"]["depot"] |= {"spend": spend} | more
    place = f"projects/depot/spend/core/revenue/{key}"
    assert places("GOV08", data) == ([place] if is_found else [])


def test_conditions_and_what_comes_back() -> None:
    open_ended = {"outcome": "approved", "conditions": ["Ask the union"]}
    back = {"outcome": "endorsed", "conditions": ["Add benefits"], "returns_to": "Board"}
    data = projects(
        0,
        project,
        project(decisions={"may": open_ended}),
        project(decisions={"may": open_ended}),
        project(decisions={"may": back}),
        project(decisions={"may": back, "june": {"outcome": "approved"}}),
    )
    (only,) = found("GOV09", data | MEETINGS)
    assert only.at == ("projects", "p0", "decisions", "may", "conditions")
    (counted,) = found("GOV10", data | MEETINGS)
    assert "1 project" in counted.message
    assert "£5,000" in counted.message
    lone = projects(0, project, project(decisions={"may": open_ended}))
    assert places("GOV09", lone | MEETINGS) == []


def test_a_decision_after_the_document() -> None:
    data = decided(june={"outcome": "approved"})
    assert places("GOV11", data | {"date": "10 June 2010"}) == ["meetings/june/on"]
    assert places("GOV11", data | {"date": "June 2010"}) == []
    to_come = decided(may={"outcome": "approved"}) | {"date": "10 June 2010"}
    assert places("GOV11", to_come) == []


def test_a_plan_that_is_kept_through_its_year() -> None:
    """Its calendar runs past its date; with returns a quarter more is decided on."""
    dated = decided(june={"outcome": "approved"}) | {"date": "10 January 2010"}
    quarter = {"Q4": {"from": "April 2010", "to": "June 2010"}}
    earlier = {"Q4": {"from": "January 2010", "to": "March 2010"}}
    returned = {"Q4": {"projects": {"p0": {"received": "9 April 2010"}}}}
    assert places("GOV11", dated) == ["meetings/june/on"]
    assert places("GOV11", dated | {"calendar": quarter}) == []
    assert places("GOV11", dated | {"calendar": earlier}) == ["meetings/june/on"]
    assert places("GOV11", dated | {"calendar": earlier, "returns": returned}) == []
    later = dated | {"calendar": earlier, "returns": returned}
    later["meetings"] = {"june": {"body": "Board", "on": "16 June 2011"}}
    assert places("GOV11", later) == ["meetings/june/on"]


@pytest.mark.parametrize(
    ("comment", "is_found"),
    [
        ("The group endorsed this project.", True),
        ("The group approved this and endorsed its review.", False),
        ("It can start once endorsed by the members.", False),
        ("The group noted the benefits.", False),
        ("The group refused it.", True),
    ],
)
def test_an_outcome_against_its_comment(comment: str, is_found: bool) -> None:
    data = decided(june={"outcome": "approved", "comment": comment})
    assert bool(found("GOV12", data)) is is_found


# --- Names and numbers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "printed", "is_found"),
    [
        ("title", "Shared DEPOTS programme", False),
        ("title", "7. Shared Depots", False),
        ("title", "8. Shared Depots", True),
        ("title", "Depots; Shared depots", False),
        ("title", "Shared depots; Garages", True),
        ("short_title", "Depots (phase three)", True),
        ("number", "8. Whatever it is called", True),
        ("number", "7. Whatever it is called", False),
        ("allocation", "275,00", False),
    ],
)
def test_names_in_print(key: str, printed: str, is_found: bool) -> None:
    one = {"number": "7", "title": "Shared depots", "short_title": "Depots"}
    data = {
        "projects": {"depot": one},
        "provenance": {"name": {"at": f"projects/depot/{key}", "printed": printed}},
    }
    assert places("GOV13", data) == ([f"projects/depot/{key}"] if is_found else [])


@pytest.mark.parametrize(
    ("numbers", "is_found"),
    [
        ([1, 2, 3, 5], True),
        ([1, 2, 3, 4], False),
        ([1, 2, 4], False),
        ([940, 941, 944, 946], False),
        ([1, 2, 3, 9], False),
    ],
)
def test_numbers_left_out(numbers: list[int], is_found: bool) -> None:
    data = projects(0, project, *({"title": "Depot", "number": str(one)} for one in numbers))
    assert bool(found("GOV14", data)) is is_found
