"""``riep new return``: returns to fill in, prefilled, and nothing that is there overwritten."""

import re
import shutil
from pathlib import Path
from textwrap import dedent

import pytest

from riep_plan.figures import Ledger
from riep_plan.figures.returns.spend import position, spend_lines
from riep_plan.source.discover import find_plans
from riep_plan.source.load import load
from riep_plan.source.loaded import LoadedPlan, iter_problems
from tests.cli.running import REPOSITORY, PlanWriter, Runner, assert_refused

PLANS = REPOSITORY / "plans"
ILLUSTRATIVE = PLANS / "shared-services-2025-26"
#: An answer to each question, by the last key; the rest are texts.
ANSWERS = {
    "received": "15 January 2026",
    "on": "15 January 2026",
    "expected": "June 2026",
    "closed": "15 January 2026",
    "at": "31 December 2025",
    "slips": "500",
    "variance": "-100",
    "actual": "100",
    "to_date": "200",
    "brought_forward": "100",
    "value": "12",
    "likelihood": "medium",
    "impact": "medium",
}
PLAN = """\
    riep: 1
    kind: delivery-plan
    title: Efficiency programme 2010/11
    unit: thousand
    calendar:
      Q1: {from: April 2010, to: June 2010}
      Q2: {from: July 2010, to: September 2010}
    funding:
      core: {title: "Grant: core # and more", kind: core}
    risk_scale: {likelihood: ["low: rare", high], impact: [low, high]}
    """
DEPOT = """\
    riep: 1
    title: Depot
    spend:
      core:
        revenue: {total: 12.5, Q1: 5, Q2: 7.5}
        capital: {total: 0, Q1: 0, Q2: 0}
    risks:
      tender: {text: "Nobody tenders: “#? riep: 2”", likelihood: "low: rare", impact: high}
    """
FIRST_RETURN = """\
    riep: 1
    spend:
      core:
        revenue: {brought_forward: 0, actual: 4.5, to_date: 4.5, forecast: {Q2: 8}}
    """


def loaded(folder: Path) -> LoadedPlan:
    (site,) = find_plans(folder)
    return load(site)


def quarters_of_plans() -> list[tuple[str, str]]:
    found = [load(site) for site in find_plans(PLANS)]
    return [(one.id, label) for one in found if one.plan for label in one.plan.calendar]


def copy_of(plan_id: str, folder: Path) -> Path:
    """Copy a plan, with what plans share."""
    shutil.copytree(PLANS / "policies", folder / "plans" / "policies")
    return Path(shutil.copytree(PLANS / plan_id, folder / "plans" / plan_id))


@pytest.fixture
def illustrative(tmp_path: Path) -> Path:
    return copy_of(ILLUSTRATIVE.name, tmp_path)


@pytest.mark.parametrize(("plan_id", "quarter"), quarters_of_plans())
def test_what_is_written_reads_without_a_fault_and_knows_no_spend(
    tmp_path: Path, riep: Runner, plan_id: str, quarter: str
) -> None:
    folder = copy_of(plan_id, tmp_path)
    shutil.rmtree(folder / "returns" / quarter, ignore_errors=True)
    ended = riep("new", "return", "--quarter", quarter, folder)
    assert (ended.status, ended.err) == (0, "")
    found = loaded(folder)
    assert [problem for _, problem in iter_problems(found)] == []
    assert found.plan is not None
    assert set(found.plan.returns[quarter].projects) == set(found.plan.projects)
    ledger = Ledger(found.plan)
    for line in spend_lines(ledger, quarter):
        now = position([line], quarter)
        if line.budget.amount:
            assert not now.actual_in_quarter.is_known, line
        assert now.actual_in_quarter.amount == 0


@pytest.mark.parametrize(("plan_id", "quarter"), quarters_of_plans())
def test_an_answered_return_reads_without_a_fault(
    tmp_path: Path, riep: Runner, plan_id: str, quarter: str
) -> None:
    folder = copy_of(plan_id, tmp_path)
    shutil.rmtree(folder / "returns" / quarter, ignore_errors=True)
    riep("new", "return", "-q", quarter, folder)
    for file in (folder / "returns" / quarter).iterdir():
        text = file.read_text("utf-8")
        file.write_text(answered(text), encoding="utf-8")
    found = loaded(folder)
    assert [(file.name, problem) for file, problem in iter_problems(found)] == []
    assert found.plan is not None
    assert all(one.signed_off for one in found.plan.returns[quarter].projects.values())


def answered(text: str) -> str:
    """Answer every question as the file itself asks to."""
    lines = [line.removeprefix("#? ") for line in text.replace(": tbc ", ": 100 ").splitlines()]
    asked = [line for line in lines if "nothing_to_report" not in line]
    return "\n".join(re.sub(r"^( *)(\w+): +#.*$", _answer, line) for line in asked) + "\n"


def _answer(match: re.Match[str]) -> str:
    answer = {"status": "green"}.get(match[2], ANSWERS.get(match[2], "A sentence"))
    if match[2] == "status" and "delayed" in match[0]:
        answer = "delayed"
    return f"{match[1]}{match[2]}: {answer}"


def test_only_what_is_missing_is_written_and_a_second_run_writes_nothing(
    illustrative: Path, riep: Runner
) -> None:
    before = {path: path.read_bytes() for path in illustrative.rglob("*.yaml")}
    ended = riep("new", "return", "--quarter", "Q3", illustrative)
    assert ended.out.splitlines() == [
        "customer-contact: has a return for Q3, left as it is",
        "joint-depot: has a return for Q3, left as it is",
        "joint-procurement: has a return for Q3, left as it is",
        f"legal-network: plans/{illustrative.name}/returns/Q3/legal-network.yaml",
        "payroll-transfer: has a return for Q3, left as it is",
        "shared-revenues-and-benefits: has a return for Q3, left as it is",
        "programme: has a return for Q3, left as it is",
        "1 return to fill in, 6 left as they were.",
    ]
    written = illustrative / "returns/Q3/legal-network.yaml"
    text = written.read_bytes()
    assert {path: path.read_bytes() for path in before} == before
    assert set(illustrative.rglob("*")) - set(before) >= {written}
    again = riep("new", "return", "--quarter", "Q3", illustrative)
    assert again.status == 0
    assert again.out.splitlines()[-1] == "No return written, 7 left as they were."
    assert written.read_bytes() == text


def test_a_file_that_is_being_written_is_left_too(illustrative: Path, riep: Runner) -> None:
    file = illustrative / "returns/Q3/legal-network.yaml"
    file.write_text("riep: 1\nsummary: Half a sentence\n", encoding="utf-8")
    assert riep("new", "return", "--quarter", "Q3", illustrative).status == 0
    assert file.read_text("utf-8") == "riep: 1\nsummary: Half a sentence\n"


def test_the_last_return_is_carried_over(illustrative: Path, riep: Runner) -> None:
    for file in ("shared-revenues-and-benefits", "joint-depot", "payroll-transfer"):
        (illustrative / f"returns/Q4/{file}.yaml").unlink()
    riep("new", "return", "--quarter", "Q4", illustrative)
    found = loaded(illustrative).plan
    assert found is not None
    returned = found.returns["Q4"].projects
    revenues = returned["shared-revenues-and-benefits"]
    assert revenues.spend["core"].revenue is not None
    assert revenues.spend["core"].revenue.brought_forward == 375000
    assert revenues.spend["core"].revenue.forecast is None
    assert revenues.risks["data-quality"].likelihood == "high"
    assert revenues.risks["supplier-rates"].likelihood == "low", "a risk that a return named first"
    text = (illustrative / "returns/Q4/joint-depot.yaml").read_text("utf-8")
    assert "The return for Q3 said delayed," in text.replace("\n#?       # ", " ")
    assert "#?     works-start:" not in text
    assert "#?   works-start:" in text
    assert "planning-consent" not in text, "delivered long ago"
    payroll = returned["payroll-transfer"]
    assert payroll.spend["core"].revenue is not None
    assert payroll.spend["core"].revenue.brought_forward == 99500, "as corrected in Q3"
    assert payroll.risks == {}, "closed"


def test_what_was_spent_before_is_asked_where_a_return_is_missing(
    illustrative: Path, riep: Runner
) -> None:
    (illustrative / "returns/Q4/legal-network.yaml").unlink()
    riep("new", "return", "--quarter", "Q4", "--project", "legal-network", illustrative)
    text = (illustrative / "returns/Q4/legal-network.yaml").read_text("utf-8")
    assert re.search(r"^#\?       brought_forward: +# .*; £3,800 is known$", text, re.MULTILINE)
    assert "training-day" in text


def test_one_project_alone(illustrative: Path, riep: Runner) -> None:
    shutil.rmtree(illustrative / "returns/Q4")
    ended = riep("new", "return", "--quarter", "q4", "--project", "joint-depot", illustrative)
    assert ended.status == 0
    assert [one.name for one in (illustrative / "returns/Q4").iterdir()] == ["joint-depot.yaml"]


def test_awkward_words_and_thousands(write_plan: PlanWriter, riep: Runner) -> None:
    folder = write_plan(
        {
            "plan.yaml": PLAN,
            "projects/depot.yaml": DEPOT,
            "returns/Q1/depot.yaml": FIRST_RETURN,
        }
    )
    assert riep("new", "return", "--quarter", "Q2", folder).status == 0
    found = loaded(folder).plan
    assert found is not None
    depot = found.returns["Q2"].projects["depot"]
    assert depot.risks["tender"].likelihood == "low: rare"
    assert set(depot.spend) == {"core"}
    assert depot.spend["core"].capital is None, "no money is planned in it"
    assert depot.spend["core"].revenue is not None
    assert depot.spend["core"].revenue.brought_forward == 4500
    assert (depot.received, depot.rag, depot.signed_off) == (None, None, None)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--quarter", "Q5"], ["--quarter", "Q5"]),
        (["--quarter", "Q1–Q2"], ["not one quarter"]),
        (["--quarter", "Q3"], ["no Q3", "Q1 and Q2"]),
        (["--quarter", "Q1", "--project", "dept"], ["no project “dept”", "depot"]),
        (["--quarter", "Q1", "--project", "depot", "--project", "x"], ["no project “x”"]),
    ],
)
def test_wrong_names_get_one_line(
    write_plan: PlanWriter, riep: Runner, arguments: list[str], words: list[str]
) -> None:
    folder = write_plan({"plan.yaml": PLAN, "projects/depot.yaml": DEPOT})
    assert_refused(riep("new", "return", *arguments, folder), *words)
    assert not (folder / "returns").exists()


def test_a_plan_that_cannot_take_returns(write_plan: PlanWriter, riep: Runner) -> None:
    one_file = write_plan({"small.yaml": PLAN}, "one") / "small.yaml"
    assert_refused(riep("new", "return", "-q", "Q1", one_file), "in one file")
    broken = write_plan({"plan.yaml": "riep: 1\nkind: [\n"}, "two")
    assert_refused(riep("new", "return", "-q", "Q1", broken), "riep validate")
    without = write_plan({"plan.yaml": PLAN}, "three")
    assert_refused(riep("new", "return", "-q", "Q1", without), "no projects")
    inside = write_plan(
        {
            "plan.yaml": PLAN + "returns: {Q1: {due: 10 July 2010}}\n",
            "projects/depot.yaml": DEPOT,
        },
        "four",
    )
    assert_refused(riep("new", "return", "-q", "Q1", inside), "returns/Q1.yaml")
    assert_refused(riep("new", "return", "-q", "Q1", inside.parent), "plans here", "three")


def test_nothing_is_written_outside_the_plan(
    write_plan: PlanWriter, riep: Runner, tmp_path: Path
) -> None:
    folder = write_plan({"plan.yaml": PLAN, "projects/depot.yaml": DEPOT})
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / "returns").mkdir()
    try:
        (folder / "returns" / "Q1").symlink_to(elsewhere, target_is_directory=True)
    except OSError:
        pytest.skip("links cannot be made here")
    ended = riep("new", "return", "-q", "Q1", folder)
    assert ended.status == 2
    assert list(elsewhere.iterdir()) == []


OWN = """\
    budget:
      office: {text: Office, kind: revenue, amounts: {core: {Q1: 1, Q2: 2}}}
    milestones:
      agreement:
        text: Agreement
        due: Q2
        steps:
          draft: {text: Draft, due: Q1}
          signed: {text: Signed, due: Q2}
    """


def test_the_programme_is_asked_for_what_is_its_own(tmp_path: Path, riep: Runner) -> None:
    plan = tmp_path / "plan"
    write(plan / "plan.yaml", PLAN, OWN)
    write(plan / "projects/depot.yaml", DEPOT)
    ended = riep("new", "return", "-q", "Q1", plan)
    assert (ended.status, ended.out.splitlines()[-1]) == (0, "2 returns to fill in.")
    text = (plan / "returns/Q1/programme.yaml").read_text("utf-8")
    assert text.startswith("# The programme itself: return for Q1")
    assert "spend:\n  core:\n" in text
    asked = [line.removeprefix("#? ") for line in text.splitlines()]
    start = asked.index("milestones:")
    assert asked[start : start + 2] == ["milestones:", "  agreement:"]
    steps = asked.index("    steps:")
    assert asked[steps + 1] == "      draft:"
    assert "      signed:" not in asked
    only = riep("new", "return", "-q", "Q2", "--project", "depot", plan)
    assert only.out.splitlines()[-1] == "1 return to fill in."
    assert not (plan / "returns/Q2/programme.yaml").exists()


def write(path: Path, *parts: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(dedent(part) for part in parts), encoding="utf-8")
