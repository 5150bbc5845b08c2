"""Files made to waste time, to break the program or to forge what it prints."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import (
    COMMAND,
    FUNDED_PLAN,
    PLAN,
    REAL_PLAN,
    Ended,
    Files,
    PlanWriter,
    assert_no_traceback,
    environment,
    write_files,
)

#: Every attack here takes about a second; a reader whose time grew with the square of the file
#: would need minutes.
LIMIT = 30.0
HEAD = "riep: 1\nkind: delivery-plan\ntitle: Depots\n"
FUNDED = HEAD + "funding:\n  core: {title: Grant, kind: core}\n"

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names or shell")


def run(folder: Path, *arguments: str) -> Ended:
    """Run the command from a folder; one that does not end in time fails the test."""
    finished = subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        timeout=LIMIT,
        check=False,
    )
    out = finished.stdout.decode("utf-8")
    return Ended(finished.returncode, out, finished.stderr.decode("utf-8", "replace"))


def project(text: str) -> str:
    return FUNDED + "projects:\n  depot:\n    title: Depot\n" + text


def nested_aliases() -> str:
    """Lists of 48 brackets, each level made of the one before."""
    lines = ["narrative:", "  l0: &l0 " + "[" * 48 + "x" + "]" * 48]
    lines += [f"  l{n}: &l{n} {'[' * 48}*l{n - 1}, *l{n - 1}{']' * 48}" for n in range(1, 20)]
    return "\n".join(lines) + "\n"


def unknown_ids() -> str:
    """Actions that serve 300 outcomes which there are not, beside 300 that there are."""
    known = "".join(f"      outcome-number-{n:03}: Less rent\n" for n in range(300))
    served = ", ".join(f"outcome-nummer-{n:03}" for n in range(300))
    actions = f"    actions:\n      lease: {{text: Sign, serves: [{served}]}}\n"
    return project(f"    outcomes:\n{known}{actions}")


def scale() -> str:
    steps = ", ".join(f"step-{n}" for n in range(4_000))
    risks = "".join(f"  r{n}: {{text: Fire, likelihood: stop-{n}}}\n" for n in range(300))
    return f"{HEAD}risk_scale:\n  likelihood: [{steps}]\n  impact: [{steps}]\nrisks:\n{risks}"


#: Each with how it has to end: 1 where something is wrong with the plan, 0 where nothing is.
ATTACKS: dict[str, tuple[str, int]] = {
    "blank lines": (HEAD + "\n" * 200_000, 0),
    "blank lines in a text": (
        f"{HEAD}narrative:\n  overview: |\n    a{chr(10) * 200_000}    b\n",
        0,
    ),
    "words in one line": (f"{HEAD}narrative:\n  overview: {'word ' * 80_000}end\n", 0),
    "commas": (f"{HEAD}narrative:\n  overview: {',' * 400_000}\n", 1),
    "commas after a letter": (f"{HEAD}narrative:\n  overview: a{',' * 400_000}\n", 0),
    "commas in brackets": (f"{HEAD}narrative:\n  overview: [{',' * 400_000}]\n", 1),
    "spaces inside a value": (f"{HEAD}narrative:\n  overview: a{' ' * 400_000}b\n", 0),
    "spaces after a colon": (f"{HEAD}narrative:\n  overview:{' ' * 400_000}b\n", 0),
    "brackets and a letter": (f"{HEAD}narrative:\n  overview: {'[]' * 1_000}x\n", 1),
    "empty keys": (HEAD + "".join(f"k{n}:\n" for n in range(10_000)), 1),
    "keys without words": (HEAD + ": x\n" * 10_000, 1),
    "duplicate keys": (HEAD + "title: Again\n" * 20_000, 1),
    "aliases of a long text": (
        f"{HEAD}partnership: &a {'long text ' * 1_000}end\nnarrative:\n"
        + "".join(f"  s{n}: *a\n" for n in range(2_000)),
        1,
    ),
    "aliases in aliases": (HEAD + nested_aliases(), 1),
    "plus signs": (
        project(f"    spend: {{core: {{revenue: {{total: {'+' * 5_000}}}}}}}\n"),
        1,
    ),
    "half a character": (f'{HEAD}programme: "\\ud800"\n', 1),
    "a scale of many steps": (scale(), 1),
    "unknown ids": (unknown_ids(), 1),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_ends_in_time_and_in_words(attack: str, tmp_path: Path) -> None:
    text, status = ATTACKS[attack]
    write_files(tmp_path / "plan", {"plan.yaml": text.encode()})
    ended = run(tmp_path, "validate", "plan")
    assert_no_traceback(ended)
    assert "could not finish" not in ended.out
    assert ended.status == status, ended.out[:2_000]
    assert ended.err == ""


@pytest.fixture
def nested(tmp_path: Path) -> Iterator[Path]:
    """A plan below a thousand folders; pytest's own clearing up cannot remove so many."""
    here = Path.cwd()
    top = tmp_path / "top"
    top.mkdir()
    try:
        os.chdir(top)
        for _ in range(1_000):
            Path("d").mkdir()
            os.chdir("d")
        Path("plan.yaml").write_bytes(HEAD.encode())
        os.chdir(here)
        yield top
    finally:
        os.chdir(top)
        while Path("d").is_dir():
            os.chdir("d")
        Path("plan.yaml").unlink(missing_ok=True)
        while Path("..", "d").is_dir():
            os.chdir("..")
            Path("d").rmdir()
        os.chdir(here)


@posix
def test_a_thousand_nested_folders(nested: Path) -> None:
    """Each was made from within the one above, since their whole path may be too long to give."""
    write_files(nested / "e", {"plan.yaml": PLAN})
    ended = run(nested, "validate", ".")
    assert_no_traceback(ended)
    assert ended.status in (0, 1, 2)
    if ended.status == 2:
        assert len(ended.err.splitlines()) == 1
    else:
        assert "2 plans" in ended.out


# --- What a name or a text may not forge -----------------------------------------------------

NAMES = {"newline": "plan\n::error::forged", "terminal escape": "plan\x1b[2J\x1b]0;forged\x07"}
FAULTY: Files = {
    "plan.yaml": FUNDED_PLAN,
    "projects/depot.yaml": """\
        riep: 1
        title: Depot
        spend: {core: {revenue: {total: 3, Q1: 1}}}
        """,
}


@posix
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("arguments", [("validate",), ("validate", "--format", "github")])
def test_validate_prints_no_folder_name_raw(
    name: str, arguments: tuple[str, ...], tmp_path: Path
) -> None:
    write_files(tmp_path / "plans" / NAMES[name], FAULTY)
    ended = run(tmp_path, *arguments)
    assert ended.status == 1
    assert "forged" in ended.out
    assert_not_forged(ended)


@posix
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("out", ["reports", "-"])
def test_report_prints_no_folder_name_raw(name: str, out: str, tmp_path: Path) -> None:
    write_files(tmp_path / "plans" / NAMES[name], FAULTY)
    ended = run(tmp_path, "report", "--out", out)
    assert ended.status in (0, 2)
    assert "forged" in ended.err
    assert_not_forged(ended)


def assert_not_forged(ended: Ended) -> None:
    assert_no_traceback(ended)
    said = ended.out + ended.err
    assert "\x1b" not in said
    assert "\x07" not in said
    assert not re.search(r"^::error::forged", said, re.MULTILINE)


@posix
def test_validate_with_stderr_closed() -> None:
    """File 2 is then free, and the first file opened would get its number."""
    command = shlex.join([*COMMAND, "validate", str(REAL_PLAN)])
    usual = subprocess.run(
        ["/bin/sh", "-c", command],
        env=environment(),
        capture_output=True,
        timeout=LIMIT,
        check=True,
    )
    closed = subprocess.run(
        ["/bin/sh", "-c", f"{command} 2>&-"],
        env=environment(),
        capture_output=True,
        timeout=LIMIT,
        check=False,
    )
    assert closed.returncode == 0
    assert closed.stdout == usual.stdout
    assert closed.stdout.startswith(b"No findings, ")


def markdown(write_plan: PlanWriter, tmp_path: Path, overview: str) -> str:
    indented = "".join(f"    {line}\n" for line in overview.split("\n"))
    plan = f"{HEAD}narrative:\n  overview: |\n{indented}"
    write_plan({"plan.yaml": plan.encode()})
    ended = run(tmp_path, "report", "plan", "--format", "md", "--out", "-")
    assert_no_traceback(ended)
    assert ended.status == 0
    return ended.out


@pytest.mark.parametrize("end", ["\\", "  "], ids=["backslash", "spaces"])
@pytest.mark.parametrize("forged", ["# Forged", "## Forged", "- Forged", "> Forged", "1. Forged"])
def test_a_hard_break_forges_no_block(
    end: str, forged: str, write_plan: PlanWriter, tmp_path: Path
) -> None:
    said = markdown(write_plan, tmp_path, f"Before{end}\n\\{forged}\n\nAfter{end}\n{forged}")
    mark = re.escape(forged.split(maxsplit=1)[0])
    assert said.count("Forged") == 2
    if forged.startswith(("#", ">")):
        assert not re.search(rf"^\s*{mark}\s+Forged", said, re.MULTILINE)
    else:  # the first has its mark escaped by the plan; the second is a list of the plan's own
        assert len(re.findall(rf"^\s*{mark}\s+Forged", said, re.MULTILINE)) <= 1


@pytest.mark.parametrize("underline", ["===", "---"])
def test_a_hard_break_underlines_no_heading(
    underline: str, write_plan: PlanWriter, tmp_path: Path
) -> None:
    said = markdown(write_plan, tmp_path, f"Forged\\\n{underline}")
    assert "Forged" in said
    assert not re.search(rf"^\s*{underline}\s*$", said, re.MULTILINE)


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example",
        "HTTP://evil.example",
        "ftp://evil.example",
        "www.evil.example",
        "WWW.evil.example",
        "someone@evil.example",
    ],
)
def test_a_bare_address_is_no_link_in_markdown(
    address: str, write_plan: PlanWriter, tmp_path: Path
) -> None:
    said = markdown(write_plan, tmp_path, f"See {address} for more.")
    assert "evil" in said
    assert address not in said
    assert address in "".join(said.split("\\"))
