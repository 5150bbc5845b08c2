"""What is delivered and when: what must be found, and what must stay silent."""

from pathlib import Path
from textwrap import dedent, indent

import pytest

from riep_plan.check.run import Options, report_plan
from riep_plan.source.discover import find_plans
from riep_plan.source.load import load
from tests.cli.running import write_files

HEAD = """\
riep: 1
kind: work-programme
title: Work programme
period: 2009/10
funding:
  core: {title: Core grant, kind: core}
"""
CALENDAR = """\
calendar:
  Q1: {from: April 2009, to: June 2009}
  Q2: {from: July 2009, to: September 2009}
  Q3: {from: October 2009, to: December 2009}
  Q4: {from: January 2010, to: March 2010}
"""


def found(folder: Path, projects: str, more: str = "") -> list[tuple[str, str]]:
    """Check a plan of these projects and give this family's findings: code and path."""
    plan = HEAD + more + "projects:\n" + indent(dedent(projects), "  ")
    (site,) = find_plans(write_files(folder / "plan", {"plan.yaml": plan.encode()}))
    reported = report_plan(load(site), Options(select=("DLV", "FRM", "ENG")))
    return [(one.rule.code, one.at) for one in reported]


def milestones(*written: str) -> str:
    lines = [
        f"m{number}: {{text: Milestone {number}, {one}}}" for number, one in enumerate(written)
    ]
    return "p:\n  title: P\n  milestones:\n" + indent("\n".join(lines), "    ") + "\n"


def place(*steps: str) -> str:
    return "/".join(("projects", "p", "milestones", *steps))


# --- Dates ------------------------------------------------------------------------------------


def test_a_plan_that_dates_nothing_is_one_finding(tmp_path: Path) -> None:
    undated = "payments: {core: 1}"
    assert found(tmp_path, milestones(undated, undated, undated)) == [("DLV03", place("m0"))]


def test_a_small_plan_that_dates_nothing_says_nothing_of_dates(tmp_path: Path) -> None:
    assert found(tmp_path, milestones("payments: {core: 1}", "payments: {core: 1}")) == []


def test_a_project_that_dates_nothing_is_one_finding(tmp_path: Path) -> None:
    other = "q: {title: Q, milestones: {n: {text: N, due: May 2009}}}\n"
    undated = milestones("note: x", "note: x")
    assert found(tmp_path, undated + other) == [("DLV03", place().rstrip("/"))]


def test_steps_have_the_date_of_their_milestone_and_give_it_theirs(tmp_path: Path) -> None:
    steps = "steps: {{a: {{text: A{}}}, b: {{text: B}}}}"
    whole = f"due: May 2009, {steps.format('')}"
    apart = steps.format(", due: May 2009")
    assert found(tmp_path, milestones(whole, apart)) == [("DLV03", place("m1", "steps", "b"))]


@pytest.mark.parametrize(
    ("due", "is_outside"),
    [
        ("31 March 2010", False),
        ("1 April 2010", True),
        ("31 March 2009", True),
        ("July 2009 – October 2010", True),
        ("January 2009 – May 2009", False),
        ("2010", False),
        ("2009/10", False),
        ("2010/11", True),
    ],
)
def test_a_milestone_is_due_within_the_plan(tmp_path: Path, due: str, is_outside: bool) -> None:
    expected = [("DLV05", place("m0", "due", "0"))] if is_outside else []
    assert found(tmp_path, milestones(f"due: {due}")) == expected


def test_years_in_which_a_project_has_money_are_its_own(tmp_path: Path) -> None:
    later = milestones("due: May 2010")
    assert found(tmp_path, later + "  indicative: 2010/11\n") == []
    assert found(tmp_path / "b", later + "  allocation: {core: {2009/10: 1, 2010/11: 2}}\n") == []


MONTHS = ["April", "May", "June", "July", "August", "September", "October"]


@pytest.mark.parametrize(
    ("order", "blamed"),
    [
        ([0, 1, 2, 3, 4, 5, 6], None),
        ([0, 1, 2, 6, 3, 4, 5], 3),
        ([0, 1, 3, 2, 4, 5, 6], 3),
        ([1, 2, 3, 4, 5, 6, 0], 6),
        ([6, 0, 1, 2, 3, 4, 5], 0),
        ([3, 4, 5, 0, 1, 2, 6], None),
        ([2, 0, 1, 4, 3], None),
    ],
)
def test_one_date_out_of_order_is_found(
    tmp_path: Path, order: list[int], blamed: int | None
) -> None:
    listed = milestones(*(f"due: {MONTHS[month]} 2009" for month in order))
    expected = [] if blamed is None else [("DLV06", place(f"m{blamed}", "due"))]
    assert found(tmp_path, listed) == expected


def test_a_wrong_year_is_one_finding(tmp_path: Path) -> None:
    dates = [f"due: {month} 2009" for month in MONTHS]
    dates[3] = "due: July 2008"
    assert found(tmp_path, milestones(*dates)) == [("DLV05", place("m3", "due", "0"))]


@pytest.mark.parametrize(
    ("paid", "is_early"),
    [
        ("{2009/10: 5}", False),
        ("{2008/09: 5}", True),
        ("{2008/09: 2, 2009/10: 3}", False),
        ("{2008/09: 0, 2009/10: 3}", False),
        ("{2010/11: 5}", False),
        ("{2011/12: 5}", True),
        ("{2008/09: tbc}", False),
        ("5", False),
    ],
)
def test_payments_fall_in_the_time_of_their_milestone(
    tmp_path: Path, paid: str, is_early: bool
) -> None:
    expected = [("DLV07", place("m0", "payments"))] if is_early else []
    payments = f"due: May 2009, payments: {{core: {paid}}}"
    assert found(tmp_path, milestones(payments)) == expected


# --- Money ------------------------------------------------------------------------------------

FUNDED = "{}: {{title: T, allocation: {{core: 5}}{}}}\n"
AIM = ", objectives: {o: {text: O}}"


@pytest.mark.parametrize(
    ("says", "places"),
    [
        (["", "", ""], []),
        ([AIM, ""], []),
        ([AIM, AIM, ""], ["projects/p2/title"]),
        ([AIM, "", ""], ["projects/p1/title"]),
        ([AIM, AIM, ", budget: {a: {text: A}, b: {text: B}}"], []),
    ],
)
def test_money_wants_something_planned(tmp_path: Path, says: list[str], places: list[str]) -> None:
    """Compared with the plan's other projects; where most plan nothing there is one finding."""
    projects = "".join(FUNDED.format(f"p{place}", one) for place, one in enumerate(says))
    assert found(tmp_path, projects) == [("DLV08", one) for one in places]


def delivered(*due: str, spend: str = "") -> str:
    """Write a project whose outputs are due so; one without a date is written ``-``."""
    dates = ["" if one == "-" else f", due: {one}" for one in due]
    outputs = ", ".join(f"o{place}: {{text: O{place}{one}}}" for place, one in enumerate(dates))
    spent = f", spend: {{core: {{revenue: {spend}}}}}" if spend else ""
    return f"p: {{title: P, actions: {{a: {{text: A, outputs: {{{outputs}}}}}}}{spent}}}\n"


@pytest.mark.parametrize(
    ("due", "spend", "codes"),
    [
        (["Q1", "Q2", "Q4"], "{Q1: 1, Q3: 2}", ["DLV09"]),
        (["Q1", "Q2", "Q3–Q4"], "{Q1: 1, Q3: 2}", []),
        (["Q1", "Q2", "Q4"], "{Q1: 1, Q3: 0}", []),
        (["Q1", "Q2", "Q4", "-"], "{Q3: 2}", ["DLV01"]),
        (["Q1", "Q4"], "{Q3: 2}", []),
        (["Q4", "Q4", "March 2010"], "", ["DLV10"]),
        (["Q4", "Q4", "Q3–Q4"], "", []),
        (["Q4", "Q4"], "", []),
    ],
)
def test_outputs_are_spread_over_the_quarters(
    tmp_path: Path, due: list[str], spend: str, codes: list[str]
) -> None:
    assert [code for code, _ in found(tmp_path, delivered(*due, spend=spend), CALENDAR)] == codes


@pytest.mark.parametrize(
    ("payment", "first", "is_short"),
    [
        ("9", "cost: 5", True),
        ("10", "cost: 5", False),
        ("11", "cost: 5", False),
        ("9 tbc", "cost: 5", True),
        ("tbc", "cost: 5", False),
        ("9", "cost: 5, payments: {core: 5}", False),
    ],
)
def test_steps_cost_no_more_than_is_paid(
    tmp_path: Path, payment: str, first: str, is_short: bool
) -> None:
    steps = f"steps: {{a: {{text: A, {first}}}, b: {{text: B, cost: 5}}}}"
    written = milestones(f"due: May 2009, payments: {{core: {payment}}}, {steps}")
    assert found(tmp_path, written) == ([("DLV11", place("m0", "payments"))] if is_short else [])


# --- Words ------------------------------------------------------------------------------------

TEXT = "Survey of depots that councils own or share"


def test_words_of_another_project_are_found_once_for_each_pair(tmp_path: Path) -> None:
    one = "{}: {{title: T, benefits: {{a: {{text: {}}}, b: {{text: {} soon}}}}}}\n"
    three = "".join(one.format(name, TEXT, TEXT) for name in "pqr")
    assert [code for code, _ in found(tmp_path, three)] == ["DLV12", "DLV12"]
    four = "".join(one.format(name, TEXT, TEXT) for name in "pqrs")
    assert found(tmp_path / "b", four) == []


PART = "Working with the community Part {}: Outcomes based accountability{}"


@pytest.mark.parametrize(
    ("text", "terms", "is_twice"),
    [
        (PART.format(1, " x 5"), "due: May 2009, payments: {core: 7}", True),
        (PART.format(2, " x 5"), "due: May 2009, payments: {core: 7}", False),
        (PART.format(1, ""), "due: June 2009, payments: {core: 7}", False),
        (PART.format(1, ""), "due: May 2009, payments: {core: 8}", False),
        (PART.format(1, ""), "due: May 2009, payments: {core: 7}, funded_under: p", False),
        ("Outcomes based budgets", "due: May 2009, payments: {core: 7}", False),
    ],
)
def test_one_delivery_in_two_projects_is_paid_for_once(
    tmp_path: Path, text: str, terms: str, is_twice: bool
) -> None:
    one = '{}: {{title: T, milestones: {{m: {{text: "{}", {}}}}}}}\n'
    first = one.format("p", PART.format(1, ""), "due: May 2009, payments: {core: 7}")
    codes = [code for code, _ in found(tmp_path, first + one.format("q", text, terms))]
    assert ("DLV13" in codes) is is_twice


@pytest.mark.parametrize(
    ("project", "at"),
    [
        ("benefits: {a: {text: Less waste}, b: {text: less waste.}}", "benefits/b"),
        ("benefits: {a: {text: Less waste, value: 3}, b: {text: Less waste}}", None),
        ("objectives: {a: {text: A, details: [One, Two, one]}}", "objectives/a/details/2"),
        ("milestones: {a: {text: A, due: May 2009}, b: {text: A, due: June 2009}}", None),
        ("milestones: {a: {text: A, due: May 2009}, b: {text: A, due: May 2009}}", "milestones/b"),
    ],
)
def test_what_is_listed_twice_is_found(tmp_path: Path, project: str, at: str | None) -> None:
    expected = [("DLV14", f"projects/p/{at}")] if at else []
    assert found(tmp_path, f"p: {{title: P, {project}}}\n") == expected


@pytest.mark.parametrize(
    ("action", "line", "is_found"),
    [
        ("4 knowledge sharing events", "5 knowledge sharing events for councils", True),
        ("Skills workshops x 4 for councillors", "Skills workshops x 5", True),
        ("3 x training session for officers", "training sessions x 2", True),
        ("5 knowledge sharing events", "5 knowledge sharing events for councils", False),
        ("Up to 4 knowledge sharing events", "5 knowledge sharing events", False),
        ("4 knowledge sharing events", "5 events", False),
        ("4 meetings of the forum, and events", "5 knowledge sharing events", False),
        ("NVQ level 2 training courses", "NVQ level 3 training courses", False),
        ("2009 training courses", "2010 training courses", False),
        ("£4 training courses", "5 training courses", False),
        ("4% training courses", "5 training courses", False),
        ("Training courses for 4 days", "Training courses for 5 days", False),
    ],
)
def test_a_number_of_things_is_the_same_throughout(
    tmp_path: Path, action: str, line: str, is_found: bool
) -> None:
    says = f'actions: {{a: {{text: "{action}"}}}}, budget: {{b: {{text: "{line}"}}}}'
    project = f"p: {{title: P, {says}}}\n"
    expected = [("DLV15", "projects/p/actions/a/text")] if is_found else []
    assert found(tmp_path, project) == expected


def test_payments_from_two_sources_are_each_rounded(tmp_path: Path) -> None:
    """£30,400 and £33,400 are 30 and 33 in thousands, and their steps of £31,900 are 32 each."""
    steps = "steps: {a: {text: A, cost: 32}, b: {text: B, cost: 32}}"
    paid = "due: May 2009, payments: {core: 30, match: 33}"
    more = "  match: {title: Partners, kind: match}\nunit: thousand\n"
    assert found(tmp_path, milestones(f"{paid}, {steps}"), more) == []
