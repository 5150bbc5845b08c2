"""Decisions on the plan as a whole: in the plan file or in a file of their own, never in both."""

from decimal import Decimal
from pathlib import Path

from tests.source.loading import HEAD, findings, found, loaded

MEETINGS = "meetings:\n  board: {body: Board, on: 1 May 2025}\n"
PLAN = f"{HEAD}unit: thousand\n{MEETINGS}"
OWN = """\
riep: 1
decisions:
  board:
    outcome: approved
    reference: "12"
    agrees:
      more: {kind: virement, amount: 30}
"""


def test_decisions_have_a_file_of_their_own(tmp_path: Path) -> None:
    read = loaded(tmp_path, {"plan.yaml": PLAN.encode(), "decisions.yaml": OWN.encode()})
    assert read.complete
    assert read.plan is not None
    assert read.plan.decisions["board"].agrees["more"].amount == Decimal(30000)


def test_or_they_stand_in_the_plan(tmp_path: Path) -> None:
    whole = PLAN + OWN.removeprefix("riep: 1\n")
    apart = loaded(tmp_path, {"plan.yaml": PLAN.encode(), "decisions.yaml": OWN.encode()}).plan
    within = loaded(tmp_path / "one", {"plan.yaml": whole.encode()}).plan
    assert apart is not None
    assert within is not None
    assert within.decisions == apart.decisions


def test_they_do_not_stand_in_both(tmp_path: Path) -> None:
    both = PLAN + "decisions:\n  board: {outcome: approved}\n"
    read = loaded(tmp_path, {"plan.yaml": both.encode(), "decisions.yaml": OWN.encode()})
    assert found(findings(read, "FRM")) == [("FRM21", "plan.yaml", "decisions")]


def test_what_is_wrong_in_them_is_shown_in_their_file(tmp_path: Path) -> None:
    wrong = OWN.replace("  board:", "  bord:") + "    waives: as-printed\n    corrects: april\n"
    read = loaded(tmp_path, {"plan.yaml": PLAN.encode(), "decisions.yaml": wrong.encode()})
    assert found(findings(read, "REF")) == [
        ("REF01", "decisions.yaml", "bord"),
        ("REF01", "decisions.yaml", "as-printed"),
        ("REF01", "decisions.yaml", "april"),
    ]
