"""A year of pull requests to one plan: what a reviewer is told of each, and what is held up.

The comments stand in ``tests/golden/reviews``. To accept what is written now, after reading it as
somebody who has two minutes: ``pytest tests/compare/test_year.py --update-golden``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from tests.cli.running import assert_no_traceback
from tests.compare.year import REVIEWS, Reviewed, lived_through
from tests.compare.year_steps import STEPS
from tests.support.golden import differences

Year = Mapping[str, Reviewed]
DELEGATED, APPROVED, NEEDED = "within delegated limits", "approved", "approval needed"


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    lived = lived_through(tmp_path_factory.mktemp("year"), STEPS)
    return {one.step.name: one for one in lived}


@dataclass(frozen=True)
class Expected:
    """What a reviewer has to be told of a pull request.

    Attributes:
        headline: what the first lines say of it.
        approvals: how its changes stand, by kind.
        codes: what ``riep validate --changed-since`` finds in the change itself.
        amount: pounds that move or grow in all of it, where money does.
    """

    headline: tuple[str, ...]
    approvals: tuple[tuple[str, str], ...] = ()
    codes: tuple[str, ...] = ()
    amount: str | None = None


EXPECTED: Mapping[str, Expected] = {
    "re-profile": Expected(
        ("moves £20,000 of capital from Q2 to Q3", "within delegated limits"),
        (("re-profile", DELEGATED),),
        amount="20000",
    ),
    "wording": Expected(("changes wording in one place", "what is done about one risk")),
    "virement-within-limit": Expected(
        ("moves £10,000", "from “Customer contact” to “Payroll transfer”", "within delegated"),
        (("virement", DELEGATED),),
        amount="10000",
    ),
    "virement-without-approval": Expected(
        ("moves £30,000", "needs the Valley Board's approval for one virement of £30,000"),
        (("virement", NEEDED),),
        ("CHG01",),
        "30000",
    ),
    "virement-with-approval": Expected(
        ("moves £30,000", "It is approved: Valley Board, 12 June 2025, minute 14"),
        (("virement", APPROVED),),
        amount="30000",
    ),
    "small-virement-1": Expected(
        ("moves £20,000", "within delegated limits"), (("virement", DELEGATED),), amount="20000"
    ),
    "small-virement-2": Expected(
        ("moves £25,000", "within delegated limits"), (("virement", DELEGATED),), amount="25000"
    ),
    "small-virement-3": Expected(
        ("needs the Valley Board's approval for one virement of £20,000",),
        (("virement", NEEDED),),
        ("CHG01",),
        "20000",
    ),
    "returns-q1": Expected(("changes returns in five places",)),
    "quarter-rewritten": Expected(("rewrites one accepted return", "one error"), (), ("CHG02",)),
    "quarter-corrected": Expected(("changes returns in three places",)),
    "renamed-project": Expected(("gives another id to one project",)),
    "target-lowered-in-formatting": Expected(
        ("lowers one target and needs the Valley Board's approval",),
        (("target lowered", NEEDED),),
        ("CHG01",),
    ),
    "slipped-output": Expected(
        ("makes one date later (by 59 days)", "needs the Valley Board's approval"),
        (("slippage", NEEDED),),
        ("CHG01",),
    ),
    "removed-risk": Expected(("removes one risk",)),
    "split-project": Expected(
        ("moves £90,000 of capital from “Joint depot” to “Joint vehicles”", "splits one project"),
        (("virement", NEEDED), ("split", NEEDED)),
        ("CHG01", "CHG01"),
        "90000",
    ),
    "waiver-with-its-fault": Expected(
        ("adds £5,000", "brings one waiver of its own faults", "one error"),
        (("growth", NEEDED),),
        ("CHG01", "CHG06"),
        "5000",
    ),
    "limit-raised": Expected(
        ("loosens the policy that it is judged by", "needs the Valley Board's approval"),
        (("virement", NEEDED),),
        ("CHG01", "CHG05"),
        "30000",
    ),
    "promise-and-grant": Expected(
        ("cuts £5,000 of capital", "promises £10,000 less in savings", "falls by £5,000 (0.6%)"),
        (("cut", NEEDED), ("fewer savings promised", NEEDED)),
        ("CHG01", "CHG01"),
        "-5000",
    ),
}
SILENT = ("reordered", "formatted")
each = pytest.mark.parametrize("name", EXPECTED)
_MONEY = {"virement", "re-profile", "growth", "cut"}


def test_every_comment_is_what_was_read(year: Year, *, update_golden: bool) -> None:
    got = {f"{name}.md": one.comment.out for name, one in year.items()}
    if update_golden:
        for path in REVIEWS.glob("*.md"):
            path.unlink()
        for name, written in got.items():
            (REVIEWS / name).write_text(written, encoding="utf-8", newline="\n")
    wanted = {path.name: path.read_text(encoding="utf-8") for path in REVIEWS.glob("*.md")}
    assert differences(got, wanted) == "", (
        "read, then: pytest tests/compare/test_year.py --update-golden"
    )


@pytest.mark.parametrize("name", [one.name for one in STEPS])
def test_nothing_ends_in_a_traceback_or_writes_to_stderr(year: Year, name: str) -> None:
    for ended in (year[name].comment, year[name].data, year[name].check):
        assert_no_traceback(ended)
        assert ended.err == ""


@pytest.mark.parametrize("name", SILENT)
def test_order_and_format_are_no_changes(year: Year, name: str) -> None:
    held = year[name]
    assert (held.comment.status, held.data.status, held.check.status) == (0, 0, 0)
    assert "Nothing changes in meaning" in held.comment.out
    assert held.data.report["plans"] == []


@each
def test_the_first_lines_say_what_it_does(year: Year, name: str) -> None:
    (plan,) = year[name].data.report["plans"]
    for words in EXPECTED[name].headline:
        assert words in plan["headline"]
    top = year[name].comment.out[: len(plan["headline"]) + 400]
    assert EXPECTED[name].headline[0] in top


@each
def test_who_has_to_agree_is_told(year: Year, name: str) -> None:
    (plan,) = year[name].data.report["plans"]
    told = [
        (plan["changes"][one["change"]]["kind"], one["verdict"])
        for one in plan["approvals"]
        if one["change"] is not None
    ]
    assert told == list(EXPECTED[name].approvals)
    waits = any(verdict == NEEDED for _, verdict in EXPECTED[name].approvals)
    assert ("#### Approval needed" in year[name].comment.out) == waits


@each
def test_the_money_is_told(year: Year, name: str) -> None:
    (plan,) = year[name].data.report["plans"]
    told = [one["amount"] for one in plan["changes"] if one["kind"] in _MONEY]
    assert told == ([EXPECTED[name].amount] if EXPECTED[name].amount else [])


@each
def test_what_may_not_be_merged_fails_the_check(year: Year, name: str) -> None:
    check = year[name].check
    codes = [one["code"] for one in check.findings if one["code"].startswith("CHG")]
    assert sorted(codes) == sorted(EXPECTED[name].codes)
    errors = [one for one in check.findings if one["severity"] == "error"]
    assert check.status == (1 if errors else 0)
    assert year[name].comment.status == 1


def test_what_is_merged_passes_its_check(year: Year) -> None:
    merged = [one for one in year.values() if one.step.merges]
    assert {one.step.name: one.check.status for one in merged} == {
        one.step.name: 0 for one in merged
    }
    assert len(merged) > len(year) / 2


def test_small_virements_add_up_until_somebody_has_to_be_asked(year: Year) -> None:
    """£20,000, £25,000 and £20,000 after the board's own £30,000, which does not count."""
    names = ("small-virement-1", "small-virement-2", "small-virement-3")
    approvals = [year[name].data.report["plans"][0]["approvals"][0] for name in names]
    assert [one["cumulative"] for one in approvals] == ["20000", "45000", "65000"]
    assert "comes to £65,000, beyond the £60,000 in all" in approvals[-1]["why"]


def test_the_figure_that_formatting_hid_is_the_only_change(year: Year) -> None:
    (plan,) = year["target-lowered-in-formatting"].data.report["plans"]
    (change,) = plan["changes"]
    assert (change["before"], change["after"]) == ("50%", "45%")
    (place,) = change["places"]["after"]
    lines = year["target-lowered-in-formatting"].comment.out
    assert f"residents-contact.yaml:{place['line']}" in lines


def test_a_merger_that_the_board_agreed_to_is_approved_with_its_money(year: Year) -> None:
    (plan,) = year["merged-project"].data.report["plans"]
    verdicts = {plan["changes"][one["change"]]["kind"]: one["verdict"] for one in plan["approvals"]}
    assert verdicts == {"merged": APPROVED, "virement": APPROVED}
    moved = [one["amount"] for one in plan["changes"] if one["kind"] == "virement"]
    assert sorted(moved) == ["155000", "70000"]
    assert "merges projects into one project" in plan["headline"]
    (savings,) = [one for one in plan["changes"] if one["kind"] == "savings moved"]
    assert (savings["amount"], [one["amount"] for one in savings["moves"]]) == (
        "270000",
        ["60000", "210000"],
    )


def test_a_project_under_another_id_is_the_same_project(year: Year) -> None:
    """Its accepted return moves with it, and findings about it are not told as new ones."""
    (plan,) = year["renamed-project"].data.report["plans"]
    assert [one["kind"] for one in plan["changes"]] == ["renamed", "wording"]
    assert plan["findings"]["new"] == plan["findings"]["cleared"] == []
    assert plan["effects"] == []


def test_a_correction_says_what_it_corrects(year: Year) -> None:
    assert "corrected from £20,000 to £18,000" in year["quarter-corrected"].comment.out
    codes = {one["code"] for one in year["quarter-corrected"].check.findings}
    assert not {"CHG02", "CHG03"} & codes


def test_a_waiver_does_not_excuse_what_came_with_it(year: Year) -> None:
    found = year["waiver-with-its-fault"].check.findings
    (fault,) = [one for one in found if one["code"] == "TOT01"]
    assert fault["waiver"] is None
    (plan,) = year["waiver-with-its-fault"].data.report["plans"]
    assert "TOT01" in [one["code"] for one in plan["findings"]["new"]]
