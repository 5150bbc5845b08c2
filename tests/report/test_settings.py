"""Documents name the rules that their plan was judged by, where its policy sets any."""

from textwrap import dedent

from riep_plan.model import Plan, PlanFile
from riep_plan.report.settings_view import SettingsView
from riep_plan.source.build import build
from riep_plan.source.read import read_data

PLAN = """\
    riep: 1
    kind: delivery-plan
    title: Depots
    period: 2010/11
    policy:
      rules:
        TOT: {severity: warning, material: {amount: 500, share: 2%}, reason: "Officer, 3 June 2010"}
        EFF: {severity: off, reason: The grant asks for none}
        IND13: {from: April 2011, reason: Guidance of 2011}
      changes:
        later: {from: April 2011, baseline_years: 3}
        note-4: {from: April 2010, source: Note 4, target_years: 2}
    """


def plan(text: str) -> Plan:
    return build(read_data(dedent(text)), PlanFile)


def test_each_setting_is_said_with_its_reason() -> None:
    assert [row.cells for row in SettingsView(plan(PLAN)).rules.rows] == [
        ("EFF", "Is not asked of this plan", "The grant asks for none"),
        ("IND13", "Holds for plans from April 2011, and so not for this one", "Guidance of 2011"),
        (
            "TOT",
            "Counts as a warning; a difference below £500 and 2% is a remark",
            "Officer, 3 June 2010",
        ),
    ]


def test_changes_stand_in_the_order_of_their_days() -> None:
    view = SettingsView(plan(PLAN))
    assert view.day == (
        "The plan is judged by the rules of 1 April 2010, the day on which it begins."
    )
    assert [row.cells for row in view.changes.rows] == [
        ("April 2010", "Holds", "target years", "Note 4"),
        ("April 2011", "Later than this plan", "baseline years", ""),
    ]


def test_a_plan_without_settings_says_nothing_of_them() -> None:
    view = SettingsView(plan("riep: 1\nkind: delivery-plan\ntitle: Depots\n"))
    assert not view.rules
    assert not view.changes
    assert view.day == ""
