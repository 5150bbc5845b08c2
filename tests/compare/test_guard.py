"""What may not be changed so: approvals, closed quarters, decisions, policies and own waivers."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

import pytest

from riep_plan.check import Options
from riep_plan.compare.approvals import Earlier
from riep_plan.compare.guard import judge_change
from riep_plan.findings.result import Reported
from tests.source.loading import Found, found, loaded

PLAN = dedent(
    """\
    riep: 1
    kind: work-programme
    title: Programme
    calendar:
      Q1: {from: April 2025, to: June 2025}
      Q2: {from: July 2025, to: September 2025}
    meetings:
      board-may: {body: Board, on: 1 May 2025}
      board-july: {body: Board, on: 31 July 2025}
    funding:
      core: {title: Core grant, kind: core, amount: 200000}
    policy:
      delegated:
        manager: {text: Small changes, to: Manager, limit: 25000}
    """
)
DEPOT = dedent(
    """\
    riep: 1
    title: Depot
    spend:
      core:
        revenue: {total: 100000, Q1: 50000, Q2: 50000}
    """
)
CARE = DEPOT.replace("Depot", "Care")
DECISION = dedent(
    """\
    decisions:
      board-july:
        outcome: approved
        reference: "12"
        agrees:
          care-first:
            kind: virement
            amount: 40000
            at: [projects/depot/spend, projects/care/spend]
    """
)
OWN_DECISION = DECISION.replace("decisions:", "riep: 1\ndecisions:")
LESS = DEPOT.replace("100000", "60000").replace("Q2: 50000", "Q2: 10000")
MORE = CARE.replace("100000", "140000").replace("Q2: 50000", "Q2: 90000")
ACCEPTED = dedent(
    """\
    riep: 1
    rag:
      spend: {status: green, because: As planned.}
    spend:
      core:
        revenue: {actual: 50000, forecast: {Q2: 50000}}
    changes:
      later:
        kind: re-profile
        text: Works later
        amount: 10000
        from: spend/core/revenue/Q1
        to: spend/core/revenue/Q2
    signed_off: {by: Director, on: 8 July 2025}
    accepted: {by: Manager, on: 20 July 2025}
    """
)
WAIVER = dedent(
    """\
    riep: 1
    waivers:
      as-printed:
        rule: TOT01
        at: projects/depot/spend/core/revenue/total
        reason: It is printed so.
        agreed_by: Manager
        until: March 2030
    """
)
WRONG = DEPOT.replace("100000", "110000")

Texts = Mapping[str, str | None]
BASE: Texts = {"plan.yaml": PLAN, "projects/depot.yaml": DEPOT, "projects/care.yaml": CARE}
VIREMENT: Texts = {"projects/depot.yaml": LESS, "projects/care.yaml": MORE}
Q1 = "returns/Q1/depot.yaml"


def judged(
    folder: Path,
    before: Texts | None,
    after: Texts,
    *select: str,
    earlier: Earlier | None = None,
) -> list[Reported]:
    """Judge a change of the plan.

    Each version is the base with what it has otherwise; None is no file, and no earlier version.
    """
    fresh = folder / str(len(list(folder.iterdir())))
    versions = [
        loaded(fresh, _bytes(files), f"{name}/plan") if files is not None else None
        for name, files in (("before", before), ("after", after))
    ]
    now = versions[1]
    assert now is not None
    options = Options(select=select or ("CHG", "TOT", "FRM", "WVR"))
    result = judge_change(versions[0], now, options, earlier)
    return [one for one in result.reported if one.is_open]


def _bytes(files: Texts) -> dict[str, bytes]:
    return {name: text.encode() for name, text in {**BASE, **files}.items() if text is not None}


def codes(reported: list[Reported]) -> list[str]:
    return [one.rule.code for one in reported]


def places(reported: list[Reported]) -> list[Found]:
    return found(reported)


def test_a_plan_that_is_the_same_has_no_findings_of_change(tmp_path: Path) -> None:
    assert judged(tmp_path, {}, {}) == []


def test_beyond_the_limit_without_a_decision(tmp_path: Path) -> None:
    (one,) = judged(tmp_path, {}, VIREMENT)
    assert (one.rule.code, Path(one.place.file).name) == ("CHG01", "depot.yaml")
    assert "£40,000 is £15,000 beyond the £25,000 that the Manager may agree to." in one.message
    assert "No decision in the plan approves it." in one.message
    assert "`kind: virement, amount: 40000`" in one.help


@pytest.mark.parametrize(
    "where", [{"plan.yaml": PLAN + DECISION}, {"decisions.yaml": OWN_DECISION}]
)
def test_approval_in_the_same_change(where: Texts, tmp_path: Path) -> None:
    assert judged(tmp_path, {}, {**VIREMENT, **where}) == []


def test_approval_of_less(tmp_path: Path) -> None:
    short = OWN_DECISION.replace("40000", "39000")
    (one,) = judged(tmp_path, {}, {**VIREMENT, "decisions.yaml": short})
    assert "Board, 31 July 2025, minute 12, does not count: it agrees to £39,000." in one.message
    (related,) = one.related
    assert Path(related.place.file).name == "decisions.yaml"


def test_a_request_of_a_return_that_was_agreed(tmp_path: Path) -> None:
    """Its totals go with the quarters that the request names."""
    asked = ACCEPTED.replace("re-profile", "virement").replace("10000", "40000")
    asked = asked.replace("revenue/Q1", "revenue/Q2").replace("to: ", "to: projects/care/")
    decided = asked.replace("amount: 40000", "amount: 40000\n    decision: board-july")
    minuted = LESS + 'decisions:\n  board-july: {outcome: approved, reference: "12"}\n'
    after = {**VIREMENT, Q1: decided, "projects/depot.yaml": minuted}
    assert judged(tmp_path, {Q1: asked}, after) == []
    assert codes(judged(tmp_path, {Q1: asked}, {**after, Q1: asked})) == ["CHG01"]


def test_refusal(tmp_path: Path) -> None:
    refused = OWN_DECISION.replace("approved", "rejected")
    (one,) = judged(tmp_path, {}, {**VIREMENT, "decisions.yaml": refused})
    assert "Board, 31 July 2025, minute 12 refused it." in one.message


def test_a_decision_of_the_base_needs_the_history_to_count(tmp_path: Path) -> None:
    kept = {"decisions.yaml": OWN_DECISION}
    (one,) = judged(tmp_path, kept, {**kept, **VIREMENT})
    assert "it stood before this change" in one.message
    earlier = Earlier(since_decision={("decisions", "board-july", "agrees", "care-first"): []})
    assert judged(tmp_path, kept, {**kept, **VIREMENT}, earlier=earlier) == []


def test_a_waiver_does_not_excuse_it(tmp_path: Path) -> None:
    waiver = WAIVER.replace("TOT01", "CHG01").replace("/total", "/Q2")
    found = judged(tmp_path, {}, {**VIREMENT, "waivers.yaml": waiver})
    assert sorted(codes(found)) == ["CHG01", "WVR03"]


def test_raising_the_limit_in_the_same_change(tmp_path: Path) -> None:
    raised = PLAN.replace("limit: 25000", "limit: 90000")
    found = judged(tmp_path, {}, {**VIREMENT, "plan.yaml": raised})
    assert places(found) == [("CHG05", "plan.yaml", "manager"), ("CHG01", "depot.yaml", "10000")]
    assert judged(tmp_path, {}, {"plan.yaml": raised}) == []


def test_taking_the_limits_away_in_the_same_change(tmp_path: Path) -> None:
    without = PLAN[: PLAN.index("policy:")]
    found = judged(tmp_path, {}, {**VIREMENT, "plan.yaml": without})
    assert places(found) == [("CHG05", "plan.yaml", "riep"), ("CHG01", "depot.yaml", "10000")]


SETTING = "  rules:\n    TOT01: {severity: %s, reason: Agreed with the funder}\n"


@pytest.mark.parametrize("severity", ["off", "warning", "info"])
def test_turning_a_rule_down_for_the_fault_that_comes_with_it(
    severity: str, tmp_path: Path
) -> None:
    quiet = PLAN + SETTING % severity
    found = judged(tmp_path, {}, {"plan.yaml": quiet, "projects/depot.yaml": WRONG})
    assert places(found)[0] == ("CHG05", "plan.yaml", "TOT01")
    assert "1 finding of TOT01" in found[0].message


def test_turning_a_rule_down_for_a_fault_that_was_there(tmp_path: Path) -> None:
    wrong = {"projects/depot.yaml": WRONG}
    quiet = {**wrong, "plan.yaml": PLAN + SETTING % "off"}
    assert judged(tmp_path, wrong, quiet) == []


def test_an_accepted_return_is_not_rewritten(tmp_path: Path) -> None:
    altered = ACCEPTED.replace("actual: 50000", "actual: 46000")
    (one,) = judged(tmp_path, {Q1: ACCEPTED}, {Q1: altered})
    assert places([one]) == [("CHG02", "depot.yaml", "46000")]
    assert (one.expected, one.actual) == ("£50,000", "£46,000")
    assert one.message == (
        "Depot: the return for Q1, accepted by the Manager on 20 July 2025, is rewritten: "
        "`spend/core/revenue/actual` was £50,000, and is £46,000."
    )


def test_a_return_that_nobody_accepted_may_be_altered(tmp_path: Path) -> None:
    open_ = ACCEPTED[: ACCEPTED.index("accepted:")]
    altered = open_.replace("actual: 50000", "actual: 46000")
    assert judged(tmp_path, {Q1: open_}, {Q1: altered}) == []
    assert judged(tmp_path, {Q1: open_}, {Q1: ACCEPTED}) == []


def test_an_accepted_return_is_corrected_later(tmp_path: Path) -> None:
    later = dedent(
        """\
        riep: 1
        spend: {core: {revenue: {actual: 50000}}}
        corrections:
          twice:
            quarter: Q1
            at: spend/core/revenue/actual
            was: 50000
            becomes: 46000
            reason: An invoice was counted twice.
            agreed_by: Manager
        """
    )
    after = {Q1: ACCEPTED, "returns/Q2/depot.yaml": later}
    assert judged(tmp_path, {Q1: ACCEPTED}, after) == []
    altered = {**after, Q1: ACCEPTED.replace("actual: 50000", "actual: 46000")}
    assert codes(judged(tmp_path, {Q1: ACCEPTED}, altered)) == ["CHG02"]


def test_a_decision_on_what_an_accepted_return_asks_may_be_added(tmp_path: Path) -> None:
    decided = ACCEPTED.replace("amount: 10000", "amount: 10000\n    decision: board-july")
    assert judged(tmp_path, {Q1: ACCEPTED}, {Q1: decided}) == []
    other = decided.replace("board-july", "board-may")
    assert codes(judged(tmp_path, {Q1: decided}, {Q1: other})) == ["CHG02"]


def test_a_reformatted_return_says_the_same(tmp_path: Path) -> None:
    comment = ACCEPTED.replace("actual: 50000", 'actual: "£50,000"') + "# looked at again\n"
    assert judged(tmp_path, {Q1: ACCEPTED}, {Q1: comment}) == []


def test_a_project_with_another_id_keeps_its_returns(tmp_path: Path) -> None:
    renamed = {
        "projects/depot.yaml": None,
        "projects/barn.yaml": DEPOT,
        Q1: None,
        "returns/Q1/barn.yaml": ACCEPTED,
    }
    assert judged(tmp_path, {Q1: ACCEPTED}, renamed) == []


def test_a_closed_return_is_not_removed(tmp_path: Path) -> None:
    (one,) = judged(tmp_path, {Q1: ACCEPTED}, {})
    assert one.rule.code == "CHG03"
    assert one.message == (
        "Depot: the return for Q1, accepted by the Manager on 20 July 2025, is gone."
    )


def test_a_quarter_is_closed_by_a_later_return_that_was_accepted(tmp_path: Path) -> None:
    open_ = ACCEPTED[: ACCEPTED.index("accepted:")]
    later = "riep: 1\nnothing_to_report: Closed\naccepted: {by: Manager, on: 20 October 2025}\n"
    kept = {"returns/Q2/depot.yaml": later}
    assert codes(judged(tmp_path, {Q1: open_, **kept}, kept)) == ["CHG03"]
    assert judged(tmp_path, {Q1: open_}, {}) == []


RECORDED = DEPOT + dedent(
    """\
    decisions:
      board-may:
        outcome: deferred
        amount: 100000
        reference: "4"
        conditions: [A business case]
    """
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("deferred", "approved"),
        ("amount: 100000", "amount: 120000"),
        ('reference: "4"', 'reference: "5"'),
        ("[A business case]", "[]"),
    ],
)
def test_a_decision_is_not_rewritten(old: str, new: str, tmp_path: Path) -> None:
    before = {"projects/depot.yaml": RECORDED}
    after = {"projects/depot.yaml": RECORDED.replace(old, new)}
    assert codes(judged(tmp_path, before, after)) == ["CHG04"]


def test_a_decision_on_the_plan_is_not_rewritten_or_removed(tmp_path: Path) -> None:
    before = {"decisions.yaml": OWN_DECISION}
    raised = {"decisions.yaml": OWN_DECISION.replace("40000", "90000")}
    assert places(judged(tmp_path, before, raised)) == [("CHG04", "decisions.yaml", "90000")]
    (gone,) = judged(tmp_path, before, {})
    assert gone.message == (
        "The decision on the plan (Board, 31 July 2025, approved) is no longer in the plan."
    )


def test_the_day_of_a_meeting_that_decided_is_not_rewritten(tmp_path: Path) -> None:
    moved = PLAN.replace("31 July", "30 July")
    kept = {"decisions.yaml": OWN_DECISION}
    assert codes(judged(tmp_path, kept, {**kept, "plan.yaml": moved})) == ["CHG04"]
    assert judged(tmp_path, {}, {"plan.yaml": moved}) == []


def test_what_the_record_lacked_may_be_added(tmp_path: Path) -> None:
    fuller = RECORDED + "    comment: In the body's words\n    returns_to: board-july\n"
    before, after = {"projects/depot.yaml": RECORDED}, {"projects/depot.yaml": fuller}
    assert judged(tmp_path, before, after) == []


def test_a_later_decision_puts_the_record_right(tmp_path: Path) -> None:
    right = RECORDED.replace("deferred", "approved")
    later = right + '  board-july: {outcome: approved, reference: "1", corrects: board-may}\n'
    before = {"projects/depot.yaml": RECORDED}
    assert judged(tmp_path, before, {"projects/depot.yaml": later}) == []
    for unfit in (later.replace(', reference: "1"', ""), later.replace("board-july", "board-june")):
        assert codes(judged(tmp_path, before, {"projects/depot.yaml": unfit})) == ["CHG04"]


def test_a_project_that_is_gone_takes_its_decisions_with_it(tmp_path: Path) -> None:
    before = {"projects/depot.yaml": RECORDED}
    assert "CHG04" not in codes(judged(tmp_path, before, {"projects/depot.yaml": None}))


def test_an_own_waiver_does_not_count(tmp_path: Path) -> None:
    after = {"projects/depot.yaml": WRONG, "waivers.yaml": WAIVER}
    total, waiver = judged(tmp_path, {}, after)
    assert (total.rule.code, waiver.rule.code) == ("TOT01", "CHG06")
    assert "The waiver “as-printed” came with this change, and does not excuse it." in total.help
    assert "1 finding of TOT01 stays open" in waiver.message


def test_a_waiver_of_the_base_counts(tmp_path: Path) -> None:
    kept = {"waivers.yaml": WAIVER}
    assert judged(tmp_path, kept, {**kept, "projects/depot.yaml": WRONG}) == []


def test_a_waiver_of_a_fault_that_was_there_counts(tmp_path: Path) -> None:
    before = {"projects/depot.yaml": WRONG}
    assert judged(tmp_path, before, {**before, "waivers.yaml": WAIVER}) == []
    worse = {"projects/depot.yaml": WRONG.replace("110000", "190000"), "waivers.yaml": WAIVER}
    assert codes(judged(tmp_path, before, worse)) == ["TOT01", "CHG06"]


def test_a_waiver_follows_what_it_excuses_to_new_ids(tmp_path: Path) -> None:
    depot = f"{DEPOT}milestones:\n  lease: {{text: The lease is signed}}\n"
    depot += "  open: {text: The depot opens, due: May 2025}\n"
    waiver = WAIVER.replace("TOT01", "DLV03").replace(
        "spend/core/revenue/total", "milestones/lease"
    )
    before: Texts = {"projects/depot.yaml": depot, "waivers.yaml": waiver}
    after: Texts = {
        "projects/depot.yaml": None,
        "projects/barn.yaml": depot.replace("lease: {", "signed: {"),
        "waivers.yaml": waiver.replace("depot/milestones/lease", "barn/milestones/signed"),
    }
    rules = ("CHG", "DLV03", "WVR")
    assert codes(judged(tmp_path, before, {**before, "waivers.yaml": None}, *rules)) == ["DLV03"]
    assert judged(tmp_path, before, after, *rules) == []


def test_a_waiver_that_is_widened_does_not_count_for_what_it_did_not_cover(tmp_path: Path) -> None:
    narrow = WAIVER.replace("depot/", "care/")
    wide = WAIVER.replace(
        "at: projects/depot/spend/core/revenue/total",
        "at: [projects/care/spend/core/revenue/total, projects/depot/spend/core/revenue/total]",
    )
    wrong = {"projects/depot.yaml": WRONG, "projects/care.yaml": WRONG}
    found = judged(tmp_path, {"waivers.yaml": narrow}, {**wrong, "waivers.yaml": wide})
    assert places(found) == [
        ("TOT01", "depot.yaml", "110000"),
        ("CHG06", "waivers.yaml", "as-printed"),
    ]


@pytest.mark.parametrize(
    ("decision", "counts"),
    [
        ('outcome: endorsed, reference: "3", waives: as-printed', True),
        ("outcome: endorsed, waives: as-printed", False),
        ('outcome: rejected, reference: "3", waives: as-printed', False),
    ],
)
def test_a_waiver_that_a_body_agreed_to_counts(decision: str, counts: bool, tmp_path: Path) -> None:
    after = {
        "projects/depot.yaml": WRONG,
        "waivers.yaml": WAIVER,
        "plan.yaml": f"{PLAN}decisions:\n  board-july: {{{decision}}}\n",
    }
    assert (judged(tmp_path, {}, after) == []) is counts


def test_everything_comes_with_a_plan_that_is_new(tmp_path: Path) -> None:
    after = {"projects/depot.yaml": WRONG, "waivers.yaml": WAIVER}
    assert codes(judged(tmp_path, None, after)) == ["TOT01", "CHG06"]
    assert judged(tmp_path, None, VIREMENT) == []


def test_a_file_that_cannot_be_read_is_told_and_the_change_is_not_judged(tmp_path: Path) -> None:
    broken = {**VIREMENT, "projects/care.yaml": "riep: 1\ntitle: [\n"}
    assert {one[:3] for one in codes(judged(tmp_path, {}, broken))} == {"FRM"}


def test_a_file_that_could_not_be_read_before_hides_no_other_change(tmp_path: Path) -> None:
    before = {"projects/third.yaml": "riep: 1\ntitle: [\n"}
    assert codes(judged(tmp_path, before, VIREMENT)) == ["CHG01"]


def test_a_fault_of_riep_is_told_and_fails_the_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("no such thing")

    monkeypatch.setattr("riep_plan.compare.guard.differences", broken)
    found = judged(tmp_path, {}, {"projects/depot.yaml": WRONG})
    assert codes(found) == ["ENG01", "TOT01"]
    assert "could not judge what changed in this plan (ValueError: no such" in found[0].message


def test_rules_about_changes_can_be_left_out(tmp_path: Path) -> None:
    assert judged(tmp_path, {}, VIREMENT, "TOT") == []


def test_a_decision_agrees_to_no_more_afterwards(tmp_path: Path) -> None:
    more = OWN_DECISION + (
        "      more: {kind: virement, amount: 90000, at: projects/depot/spend, text: More}\n"
    )
    (found,) = judged(tmp_path, {"decisions.yaml": OWN_DECISION}, {"decisions.yaml": more})
    assert (found.rule.code, found.place.pointer.split("/")[-2]) == ("CHG04", "more")
