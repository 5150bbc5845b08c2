"""``riep fmt``: one form for a plan's files, and nothing in them lost or changed."""

import os
import re
from pathlib import Path

import pytest

from tests.cli.running import (
    PlanWriter,
    Runner,
    assert_no_traceback,
    assert_refused,
    run_process,
    write_files,
)

UGLY = """\
    riep: 1
    kind: work-programme
    title: "Emoji 🙂 and all"   # kept
    funding:
        core: {title: Core, kind: core, amount: "£225,000"}   # the grant
        other:
            title: Other
            kind: match
            amount: 1.5k
    milestones:
        # when
        one: {text: One, due: [Sept 2010, q2-q4]}
    """
TIDY = """\
    riep: 1
    kind: work-programme
    title: "Emoji 🙂 and all"   # kept
    funding:
      core: {title: Core, kind: core, amount: 225000}   # the grant
      other:
        title: Other
        kind: match
        amount: 1500
    milestones:
      # when
      one: {text: One, due: [September 2010, Q2–Q4]}
    """


def text_of(indented: str) -> str:
    return re.sub(r"^ {4}", "", indented, flags=re.MULTILINE)


@pytest.fixture
def plan(write_plan: PlanWriter) -> Path:
    return write_plan({"plan.yaml": UGLY}) / "plan.yaml"


def test_a_file_is_formatted(riep: Runner, plan: Path) -> None:
    ended = riep("fmt", "plan")
    assert ended.status == 0
    assert ended.out.splitlines() == [
        "plan/plan.yaml: 2 amounts, 2 dates and the layout",
        "1 file formatted (1 file looked at).",
    ]
    assert plan.read_text("utf-8") == text_of(TIDY)


def test_formatting_twice_changes_nothing(riep: Runner, plan: Path) -> None:
    riep("fmt", "plan")
    once = plan.stat()
    ended = riep("fmt", "plan")
    assert ended.out == "Nothing to format (1 file looked at).\n"
    assert plan.stat().st_mtime_ns == once.st_mtime_ns


def test_check_writes_nothing(riep: Runner, plan: Path) -> None:
    ended = riep("fmt", "--check", "plan")
    assert ended.status == 1
    assert "1 file would change" in ended.out
    assert plan.read_text("utf-8") == text_of(UGLY)
    riep("fmt", "plan")
    assert riep("fmt", "--check", "plan").status == 0


def test_diff_shows_and_writes_nothing(riep: Runner, plan: Path) -> None:
    ended = riep("fmt", "--diff", "plan")
    assert ended.status == 1
    assert ended.out.startswith("--- plan/plan.yaml\n+++ plan/plan.yaml (formatted)\n@@")
    assert "-        amount: 1.5k\n" in ended.out
    assert "+    amount: 1500\n" in ended.out
    assert plan.read_text("utf-8") == text_of(UGLY)
    assert len(ended.err.splitlines()) == 1


def test_a_diff_sends_nothing_to_the_terminal(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan(
        {"plan.yaml": "riep: 1\nkind: work-programme\ntitle: \u200bhidden   \n"}, name="hidden"
    )
    shown = riep("fmt", "--diff", "hidden").out
    assert "<U+200B>" in shown
    assert "\u200b" not in shown


def test_the_folder_plans_is_the_usual_one(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": UGLY}, name="plans/x")
    assert "plans/x/plan.yaml: " in riep("fmt").out


def test_a_named_file_is_formatted_and_no_other(riep: Runner, write_plan: PlanWriter) -> None:
    folder = write_plan(
        {
            "plan.yaml": UGLY,
            "projects/a.yaml": "riep: 1\ntitle: A   \n",
            "projects/b.yaml": "riep: 1\ntitle: B   \n",
        }
    )
    ended = riep("fmt", "plan/projects/a.yaml")
    assert ended.out.splitlines()[-1] == "1 file formatted (1 file looked at)."
    assert (folder / "projects/a.yaml").read_text() == "riep: 1\ntitle: A\n"
    assert (folder / "projects/b.yaml").read_text() == "riep: 1\ntitle: B   \n"
    assert (folder / "plan.yaml").read_text("utf-8") == text_of(UGLY)


THOUSANDS = """\
    riep: 1
    kind: work-programme
    title: In thousands
    unit: thousand
    funding:
      core: {title: Core, kind: core, amount: "1,975"}
      half: {title: Half, kind: core, amount: 275.5}
      exact: {title: Exact, kind: core, amount: 165k}
      perhaps: {title: Perhaps, kind: core, amount: "£2,500 (TBC)"}
    """


def test_thousands_stay_thousands_and_pounds_pounds(riep: Runner, write_plan: PlanWriter) -> None:
    folder = write_plan(
        {
            "plan.yaml": THOUSANDS,
            "projects/a.yaml": "riep: 1\ntitle: A\nallocation: {core: '1,100'}\n",
            "policy.yaml": "riep: 1\ntolerance: {amount: '1,000'}\n",
        }
    )
    assert riep("fmt", "plan").status == 0
    plan = (folder / "plan.yaml").read_text("utf-8")
    assert re.findall(r"amount: (.*)}", plan) == ["1975", "275.5", "£165000", "£2500 tbc"]
    assert "{core: 1100}" in (folder / "projects/a.yaml").read_text()
    assert "{amount: 1000}" in (folder / "policy.yaml").read_text()


def test_a_shared_policy_is_in_pounds_and_written_once(riep: Runner, tmp_path: Path) -> None:
    follows = "follows: shared\n    "
    write_files(
        tmp_path / "plans",
        {
            "a/plan.yaml": THOUSANDS + follows,
            "b/plan.yaml": THOUSANDS + follows,
            "policies/shared.yaml": "riep: 1\ntolerance: {amount: 1k}\n",
        },
    )
    ended = riep("fmt")
    assert ended.out.count("plans/policies/shared.yaml") == 1
    assert "{amount: 1000}" in (tmp_path / "plans/policies/shared.yaml").read_text()
    assert riep("fmt", "--check").status == 0


def test_words_of_the_document_and_order_that_shows_stay(
    riep: Runner, write_plan: PlanWriter
) -> None:
    text = """\
        riep: 1
        kind: work-programme
        title: £225,000 in Sept 2010
        calendar:
          Q1: {from: July 2010, to: September 2010, stated: Jul-Sept 2010}
        workstreams: {b: {title: B}, a: {title: A}}
        projects:
          x:
            title: X
            workstreams: [b, a]
            evidence:
              t:
                title: T
                rows:
                  s: {text: S, adds: [r, q], values: {cost: "£1,000"}}
                  q: {text: Q}
                  r: {text: R}
        """
    file = write_plan({"plan.yaml": text}) / "plan.yaml"
    before = file.read_text("utf-8")
    riep("fmt", "plan")
    assert file.read_text("utf-8") == before.replace("[r, q]", "[q, r]")


@pytest.mark.parametrize("ids", ["- z  # of z\n- a", "# of z\n- z\n- a", "- z\n# of a\n- a"])
def test_a_list_with_comments_between_its_ids_stays(
    riep: Runner, write_plan: PlanWriter, ids: str
) -> None:
    text = """\
        riep: 1
        kind: work-programme
        title: X
        evidence:
          t:
            title: T
            rows:
              z: {text: Z}
              a: {text: A}
              s:
                text: S
                adds:
                  IDS
        """.replace("IDS", ids.replace("\n", "\n" + " " * 18))
    file = write_plan({"plan.yaml": text}) / "plan.yaml"
    before = file.read_text()
    assert riep("fmt", "plan").out.startswith("Nothing to format")
    assert file.read_text() == before


def test_what_anchors_share_stays(riep: Runner, write_plan: PlanWriter) -> None:
    text = (
        "riep: 1\nkind: work-programme\ntitle: X\nfunding:\n"
        "  a: {title: &t 225k, kind: core, amount: *t}\n"
        "  b: &b {title: B, kind: core, amount: 1k}\n  c: *b\n"
        "  d: {title: D, kind: core, amount: 1k}\n"
    )
    file = write_plan({"plan.yaml": text.encode()}) / "plan.yaml"
    ended = riep("fmt", "plan")
    assert ended.out.startswith("plan/plan.yaml: 1 amount\n")
    assert file.read_text() == text.replace(
        "D, kind: core, amount: 1k", "D, kind: core, amount: 1000"
    )


WRONG = {
    "a key that is not there": (
        "title: X\ntilte: X\n",
        "FRM10 (line 4): There is no key “tilte”",
    ),
    "a key given twice": ("title: X\ntitle: Y\n", "FRM04 (line 4): “title” is given twice"),
    "a tab": ("title: X\nfunding:\n\tcore: 1\n", "FRM03 (line 5)"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_a_file_with_a_fault_is_left_alone_and_named(
    riep: Runner, write_plan: PlanWriter, case: tuple[str, str]
) -> None:
    wrong, message = case
    text = f"riep: 1\nkind: work-programme\n{wrong}period: Sept 2010   \n".encode()
    folder = write_plan({"plan.yaml": text, "projects/a.yaml": "riep: 1\ntitle: A   \n"})
    ended = riep("fmt", "plan")
    assert ended.status == 1
    assert f"plan/plan.yaml is left alone: {message}" in ended.err
    assert (folder / "plan.yaml").read_bytes() == text
    # Without the plan file nobody knows what a project's numbers count.
    assert (folder / "projects/a.yaml").read_text() == "riep: 1\ntitle: A   \n"


def test_a_fault_in_one_project_keeps_no_other_from_being_formatted(
    riep: Runner, write_plan: PlanWriter
) -> None:
    folder = write_plan(
        {
            "plan.yaml": TIDY,
            "projects/a.yaml": "riep: 1\n",
            "projects/b.yaml": "riep: 1\ntitle: B   \n",
        }
    )
    ended = riep("fmt", "plan")
    assert ended.status == 1
    assert "plan/projects/a.yaml is left alone: FRM11" in ended.err
    assert (folder / "projects/b.yaml").read_text() == "riep: 1\ntitle: B\n"


HEAD = "riep: 1\nkind: work-programme\n"
WINDOWS = HEAD.replace("\n", "\r\n")
LINE_ENDS = {
    "windows": (WINDOWS + "title: X  \r\n", WINDOWS + "title: X\r\n"),
    "mixed": (WINDOWS + "title: X\n", HEAD + "title: X\n"),
    "mark and no line end": ("\ufeff" + HEAD + "title: X", HEAD + "title: X\n"),
    "tabs": (HEAD + "title:\tX\t# t\t\n", HEAD + "title:\tX\t# t\n"),
}


@pytest.mark.parametrize("case", LINE_ENDS.values(), ids=LINE_ENDS)
def test_line_ends_marks_and_tabs(
    riep: Runner, write_plan: PlanWriter, case: tuple[str, str]
) -> None:
    before, after = case
    file = write_plan({"plan.yaml": before.encode()}) / "plan.yaml"
    riep("fmt", "plan")
    assert file.read_bytes() == after.encode()
    assert riep("fmt", "--check", "plan").status == 0


def test_a_very_long_line(riep: Runner, write_plan: PlanWriter) -> None:
    cells = ", ".join(f"{year}: {year}k" for year in range(1900, 2199))
    text = f"riep: 1\nkind: work-programme\ntitle: {'x' * 50_000}\nfunding:\n"
    text += f"  core: {{title: C, kind: core, amount: {{{cells}}}}}\n"
    file = write_plan({"plan.yaml": text.encode()}) / "plan.yaml"
    assert riep("fmt", "plan").status == 0
    assert file.read_text() == re.sub(r": (\d{4})k", r": \g<1>000", text)


def test_a_link_inside_the_plan_stays_a_link(riep: Runner, write_plan: PlanWriter) -> None:
    folder = write_plan({"plan.yaml": TIDY, "projects/a.yaml": "riep: 1\ntitle: A   \n"})
    (folder / "projects/b.yaml").symlink_to("a.yaml")
    ended = riep("fmt", "plan")
    assert ended.status == 0
    assert ended.out.splitlines()[-1] == "1 file formatted (2 files looked at)."
    assert (folder / "projects/b.yaml").is_symlink()
    assert (folder / "projects/a.yaml").read_text() == "riep: 1\ntitle: A\n"


def test_nothing_is_written_through_a_link_that_leads_outside(
    riep: Runner, write_plan: PlanWriter, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("riep: 1\ntitle: A   \n")
    folder = write_plan({"plan.yaml": TIDY})
    (folder / "projects").mkdir()
    (folder / "projects/a.yaml").symlink_to(outside)
    ended = riep("fmt", "plan")
    assert ended.status == 1
    assert "plan/projects/a.yaml is left alone: FRM08" in ended.err
    assert outside.read_text() == "riep: 1\ntitle: A   \n"


def test_a_read_only_file(riep: Runner, plan: Path) -> None:
    plan.chmod(0o444)
    assert_refused(riep("fmt", "plan"), "plan/plan.yaml cannot be written: it is read-only")
    assert plan.read_text("utf-8") == text_of(UGLY)


def test_a_crash_leaves_the_old_file(
    riep: Runner, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", crash)
    assert_refused(riep("fmt", "plan"), "plan/plan.yaml cannot be written: Input/output error")
    assert plan.read_text("utf-8") == text_of(UGLY)
    assert os.listdir(plan.parent) == ["plan.yaml"]  # noqa: PTH208  names alone


def test_the_message_says_how_many_were_written_before(
    riep: Runner, write_plan: PlanWriter
) -> None:
    folder = write_plan({"plan.yaml": UGLY, "projects/a.yaml": "riep: 1\ntitle: A   \n"})
    (folder / "projects/a.yaml").chmod(0o444)
    assert_refused(
        riep("fmt", "plan"), "projects/a.yaml cannot be written", "1 file before it was written"
    )
    assert (folder / "plan.yaml").read_text("utf-8") == text_of(TIDY)


def test_no_such_path(riep: Runner) -> None:
    assert_refused(riep("fmt", "nowhere"), "there is no file or folder nowhere")


def test_a_large_file(tmp_path: Path) -> None:
    lines = "".join(f"  o{number}: {'text ' * 18}{number}   # note\n" for number in range(3_000))
    text = f"riep: 1\nkind: work-programme\ntitle: Large\nperiod: Sept 2010\noutcomes:\n{lines}"
    folder = write_files(tmp_path / "plan", {"plan.yaml": text.encode()})
    ended = run_process(tmp_path, "fmt", "plan")
    assert_no_traceback(ended)
    assert ended.status == 0
    assert (folder / "plan.yaml").read_text() == text.replace("Sept", "September")


def test_a_file_over_the_limit_of_size(riep: Runner, write_plan: PlanWriter) -> None:
    text = b"riep: 1\nkind: work-programme\ntitle: X   \n#" + b"x" * 10_000_000
    folder = write_plan({"plan.yaml": text})
    ended = riep("fmt", "plan")
    assert ended.status == 1
    assert "FRM01" in ended.err
    assert (folder / "plan.yaml").read_bytes() == text
