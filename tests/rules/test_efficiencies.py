"""EFF at its edges: what a plan may well say, and must not be asked about; and what it may not."""

from pathlib import Path

import pytest

from tests.support.pages import ExampleFile, findings_of

PLAN = """\
riep: 1
kind: delivery-plan
title: Efficiency programme 2010/11
calendar:
  Q1: {from: July 2010, to: September 2010}
  Q2: {from: October 2010, to: December 2010}
  Q3: {from: January 2011, to: March 2011}
  Q4: {from: April 2011, to: June 2011}
funding:
  grant: {title: Grant, kind: core}
"""


def codes(folder: Path, projects: str) -> list[str]:
    """Give the codes of this family that a plan with these projects has."""
    found = findings_of([ExampleFile("plan.yaml", f"{PLAN}{projects}")], folder)
    return [code for _, _, code in found if code.startswith("EFF")]


TABLE = """
    efficiencies:
      in_year:
        cashable: {Q1: 0, Q2: 100000, Q3: 400000, Q4: 500000}
        non_cashable: {Q4: 200000}
      forecast:
        cashable: {July 2012: 1000000, July 2013: 1000000}
"""


@pytest.mark.parametrize(
    ("text", "target", "found"),
    [
        # £1m in the year, £2m by July 2012, £3m by July 2013, of cashable savings.
        ("Cashable savings", "{value: £1m, by: Q4}", []),
        ("Cashable savings", "{value: £1.2m, by: Q4}", ["EFF01"]),
        ("Savings", "{value: £1.2m, by: Q4}", []),
        ("Savings", "{value: £1.25m, by: Q4}", []),
        ("Non-cashable savings", "{value: £300k, by: Q4}", ["EFF01"]),
        ("Contribution to NI179", "{value: £2m, by: March 2012}", []),
        ("Contribution to NI179", "{value: £3m, by: July 2012}", ["EFF01"]),
        ("Cashable savings", "{value: £3m, by: June 2013}", []),
        ("Cashable savings", "{value: £100k, by: Q2}", []),
        ("Cashable savings", "{value: £500k, by: Q2}", ["EFF01"]),
        ("Projects with identified savings", "{value: £3m, by: Q4}", []),
        ("Projects with identified savings", "{value: £4m, by: Q4}", ["EFF01"]),
        ("Work through the framework", "{value: £150m, by: Q4}", []),
        ("Savings", "{value: 4%, by: Q4}", []),
        # The table ends in July 2013, and says nothing of non-cashable savings after the year.
        ("Cashable savings", "{value: £9m, by: June 2015}", []),
        ("Non-cashable savings", "{value: £9m, by: July 2012}", []),
    ],
)
def test_a_target_is_what_the_table_comes_to_by_its_date(
    tmp_path: Path, text: str, target: str, found: list[str]
) -> None:
    project = f"""\
projects:
  tools:
    title: Joint contracts
    outcomes: {{savings: Lower prices}}
    indicators:
      made:
        kind: lag
        text: {text}
        measures: [savings]
        better: higher
        baseline: {{at: June 2010, text: None}}
        target: {target}
{TABLE}"""
    assert codes(tmp_path, project) == found


def test_one_project_has_one_finding_for_all_that_it_promises_too_much(tmp_path: Path) -> None:
    project = f"""\
projects:
  tools:
    title: Joint contracts
    outcomes:
      savings: Delivery of £9m savings
      more: Delivery of £8m efficiencies
{TABLE}"""
    assert codes(tmp_path, project) == ["EFF01"]


@pytest.mark.parametrize(
    ("text", "value", "found"),
    [
        ("Saves £80,000 a year", "£80,000", []),
        ("Saves £80,000 a year", "£8,000", ["EFF02"]),
        ("Saves £120 k over four years", "£120k", []),
        ("Saves £3-5 million by 2012", "£4m", []),
        ("Saves £3-5 million by 2012", "£6m", ["EFF02"]),
        ("Saves £2m here and £3m there by 2012", "£5m", []),
        ("Saves £2 per tonne over four years", "£240,000", []),
        ("Saves much in a year", "£80,000", []),
        ("Savings of {allocation/grant} a year", "£80,000", []),
    ],
)
def test_a_value_is_what_its_words_say(
    tmp_path: Path, text: str, value: str, found: list[str]
) -> None:
    project = f"""\
projects:
  salt:
    title: Road salt
    allocation: {{grant: 10000}}
    benefits:
      salt: {{text: "{text}", value: "{value}", saving: cashable}}
"""
    assert codes(tmp_path, project) == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("A return on investment of 10:1 is expected.", []),
        ("A return of 9 to 1 is expected, net.", []),
        ("We expect a return of £32 for every £1.", []),
        ("A return on investment of 50:1 is expected.", ["EFF03"]),
        ("Meetings with a mentor are 1:1, and return every month.", []),
        ("Maps are at 50:1.", []),
        ("It starts at 10:15 with a talk on return.", []),
    ],
)
def test_a_return_is_one_that_the_figures_give(
    tmp_path: Path, sentence: str, found: list[str]
) -> None:
    project = f"""\
projects:
  training:
    title: Training
    description: |
      {sentence}
    spend:
      grant: {{revenue: {{Q1: 40000, Q2: 20000, Q3: 20000, Q4: 20000}}}}
{TABLE}"""
    assert codes(tmp_path, project) == found


@pytest.mark.parametrize(
    ("due", "more", "found"),
    [
        ("due: Q3", "", ["EFF04"]),
        ("due: Q2", "", []),
        ("due: Q2–Q4", "", []),
        ("due: [Q2, Q4]", "", []),
        ("note: none", "", []),
        ("due: Q3", "continues: the year before", []),
        ("due: Q3", "milestones: {begun: {text: Team in place, due: August 2010}}", []),
    ],
)
def test_savings_come_after_the_first_output(
    tmp_path: Path, due: str, more: str, found: list[str]
) -> None:
    output = "" if due.startswith("note") else f", {due}"
    project = f"""\
projects:
  tools:
    title: Joint contracts
    {more}
    actions:
      let: {{text: Let contracts, outputs: {{contract: {{text: Contracts in place{output}}}}}}}
{TABLE}"""
    assert codes(tmp_path, project) == found


@pytest.mark.parametrize(
    ("spend", "savings", "found"),
    [
        ("{Q1: 16000, Q2: 112000, Q3: 85000, Q4: 80000}", "87350 611600 464150 436900", ["EFF05"]),
        ("{Q1: 16000, Q2: 112000, Q3: 85000, Q4: 80000}", "87350 611600 464150 536900", []),
        ("{Q1: 50000, Q2: 50000, Q3: 50000, Q4: 50000}", "60000 60000 60000 60000", ["EFF10"]),
        ("{Q1: 50000, Q2: 50000, Q3: 50000}", "60000 60000 60000", []),
        ("{Q1: 0, Q2: 0, Q3: 50000, Q4: 80000}", "0 0 100000 160000", []),
        ("{total: 293000}", "87350 611600 464150 436900", []),
        ("{Q1: 5000, Q2: tbc, Q3: 5000, Q4: 5000}", "1 2 3 4", []),
        ("{Q1: 100, Q2: 100, Q3: 200, Q4: 100}", "0 10000 20000 30000", ["EFF06"]),
        ("{Q1: 100, Q2: 100, Q3: 200, Q4: 100}", "0 10000 20000 20000", []),
    ],
)
def test_a_saving_has_a_shape_of_its_own(
    tmp_path: Path, spend: str, savings: str, found: list[str]
) -> None:
    quarters = ", ".join(f"Q{place}: {one}" for place, one in enumerate(savings.split(), 1))
    project = f"""\
projects:
  carers:
    title: Foster care
    spend: {{grant: {{revenue: {spend}}}}}
    efficiencies: {{in_year: {{non_cashable: {{{quarters}}}}}}}
"""
    assert codes(tmp_path, project) == found


@pytest.mark.parametrize(
    ("money", "found"),
    [
        ("", ["EFF07"]),
        ("spend: {grant: {revenue: {Q1: 0, Q2: 0}}}", ["EFF07"]),
        ("allocation: {grant: tbc}", []),
        ("allocation: {grant: 50000}", []),
        ("additional_funding: {time: {source: grant, text: Officer time}}", []),
    ],
)
def test_a_saving_is_paid_for(tmp_path: Path, money: str, found: list[str]) -> None:
    project = f"""\
projects:
  other: {{title: Depot, allocation: {{grant: 20000}}}}
  tools:
    title: Joint contracts
    {money}
{TABLE}"""
    assert codes(tmp_path, project) == found


def test_a_plan_without_any_costs_is_not_asked_who_pays(tmp_path: Path) -> None:
    assert codes(tmp_path, f"projects:\n  tools:\n    title: Joint contracts\n{TABLE}") == []


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ("{text: Savings on placements, value: £1m, over: a year}", ["EFF08"]),
        ("{text: Savings on fuel for the fleet, value: £1m, over: a year}", []),
        ("{text: Savings on placements, value: £2m, over: a year}", []),
        ("{text: Savings on placements, value: £1m, over: 5 years}", []),
        ("{text: Placements made, value: £1m}", []),
        ("{text: Savings on agency staff, value: £1m}", ["EFF09"]),
        ("{text: Savings on agency staff, value: £1m, scale: per annum}", []),
        ("{text: Savings on agency staff by 2012, value: £1m}", []),
    ],
)
def test_a_benefit_is_counted_once_and_has_a_time(
    tmp_path: Path, second: str, found: list[str]
) -> None:
    project = f"""\
projects:
  one:
    title: Care
    benefits:
      placements: {{text: Savings on placements, value: £1m, over: a year}}
  two:
    title: Market
    benefits:
      claimed: {second}
"""
    assert codes(tmp_path, project) == found
