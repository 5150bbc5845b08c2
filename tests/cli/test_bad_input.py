"""Bad input: each gets one clear message with its place and advice, and never a traceback."""

import errno
import os
import signal
import stat
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

from tests.cli.running import (
    COMMAND,
    FUNDED_PLAN,
    PATIENCE,
    PLAN,
    PlanWriter,
    Runner,
    assert_no_traceback,
    assert_refused,
    environment,
    hear_interrupts,
)

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such thing")
LINKS = pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
PROJECT = "projects/depot.yaml"


@dataclass(frozen=True)
class Fault:
    """What one fault should give.

    ``at`` is line and column, or None for the file as a whole; ``says`` and ``advises`` are
    words of the message and of the help.
    """

    code: str
    file: str
    at: tuple[int, int] | None
    says: tuple[str, ...]
    advises: tuple[str, ...]


def assert_found(run: Runner, fault: Fault, path: str = "plan") -> None:
    """Expect exactly one finding, in every format, status 1 and no traceback."""
    ended = run("validate", path, "--format", "json")
    assert_no_traceback(ended)
    assert ended.status == 1, ended
    assert ended.err == ""
    found = [(one["code"], one["file"], one["line"], one["column"]) for one in ended.findings]
    line, column = fault.at or (None, None)
    assert found == [(fault.code, f"{path}/{fault.file}", line, column)], ended.out
    (only,) = ended.findings
    assert only["severity"] == "error"
    for word in fault.says:
        assert word in only["message"]
    for word in fault.advises:
        assert word in only["help"]
    for format_ in ("text", "github"):
        again = run("validate", path, "--format", format_)
        assert_no_traceback(again)
        assert (again.status, again.err) == (1, "")
        assert fault.code in again.out


def assert_sound(run: Runner, path: str = "plan") -> None:
    ended = run("validate", path)
    assert_no_traceback(ended)
    assert (ended.status, ended.err) == (0, ""), ended.out
    assert ended.out.startswith("No findings")


def amounts(value: str) -> dict[str, str | bytes]:
    """A plan whose one project spends ``value`` in Q2: line 6, column 11 of its file."""
    project = f"riep: 1\ntitle: Depot\nspend:\n  core:\n    revenue:\n      Q2: {value}\n"
    return {"plan.yaml": FUNDED_PLAN, PROJECT: project}


# --- Paths -----------------------------------------------------------------------------------


def test_missing_path(riep: Runner) -> None:
    assert_refused(riep("validate", "nowhere"), "no file or folder", "nowhere")


def test_missing_default_path(riep: Runner) -> None:
    assert_refused(riep("validate"), "plans", "where plans are looked for")


@pytest.mark.parametrize("verb", ["report", "show"])
def test_missing_path_of_other_verbs(verb: str, riep: Runner) -> None:
    assert_refused(riep(verb, "nowhere"), "no file or folder", "nowhere")


def test_folder_without_a_plan(riep: Runner, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert_refused(riep("validate", "empty"), "no plan under empty", "plan.yaml")


def test_path_below_a_file(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN})
    assert_refused(riep("validate", "plan/plan.yaml/projects"), "plan/plan.yaml/projects")


def test_one_missing_path_among_good_ones(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN})
    assert_refused(riep("validate", "plan", "nowhere"), "nowhere")


# --- Bytes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"# to be written\n",
        b"---\n",
        b"null\n",
        b"\xef\xbb\xbf",
        b"---\n...\n",
    ],
)
@pytest.mark.parametrize("file", ["plan.yaml", PROJECT])
def test_empty_file(content: bytes, file: str, riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN, file: content})
    assert_found(riep, Fault("FRM07", file, None, ("empty",), ("riep: 1",)))


def test_not_yaml(riep: Runner, write_plan: PlanWriter) -> None:
    project = """\
        riep: 1
        title: "Depot
        lead: Wirral
        """
    write_plan({"plan.yaml": PLAN, PROJECT: project})
    assert_found(
        riep, Fault("FRM03", PROJECT, (2, 8), ("quotes", "not closed"), ("quotation mark",))
    )


def test_a_second_colon_on_a_line(riep: Runner, write_plan: PlanWriter) -> None:
    project = """\
        riep: 1
        title: Depot: the sequel
        """
    write_plan({"plan.yaml": PLAN, PROJECT: project})
    assert_found(riep, Fault("FRM03", PROJECT, (2, 13), ("second colon",), ("in quotes",)))


def test_prose_that_is_no_yaml_at_all(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN, PROJECT: "Dear all,\n\nplease find attached.\n"})
    assert_found(
        riep, Fault("FRM12", PROJECT, (1, 1), ("single value", "keys and values"), ("key: value",))
    )


def test_tab_indentation(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN, PROJECT: "riep: 1\ntitle: Depot\nspend:\n\tcore: {}\n"})
    assert_found(riep, Fault("FRM03", PROJECT, (4, 1), ("tab", "spaces only"), ("two spaces",)))


def test_not_utf8(riep: Runner, write_plan: PlanWriter) -> None:
    project = "riep: 1\ntitle: Depot – £20,000\n".replace("–", "-").encode("cp1252")
    write_plan({"plan.yaml": PLAN, PROJECT: project})
    says = ("not UTF-8", "0xA3", "£")
    assert_found(riep, Fault("FRM02", PROJECT, (2, 16), says, ("Save the file as UTF-8",)))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf16(encoding: str, riep: Runner, write_plan: PlanWriter) -> None:
    project = "riep: 1\ntitle: Depot £20,000\n".encode(encoding)
    write_plan({"plan.yaml": PLAN, PROJECT: project})
    assert_found(riep, Fault("FRM02", PROJECT, None, ("UTF-",), ("Save the file as UTF-8",)))


def test_nul_bytes(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN, PROJECT: b"riep: 1\ntitle: De\x00pot\n"})
    assert_found(
        riep, Fault("FRM02", PROJECT, (2, 10), ("cannot be seen", "U+0000"), ("Delete it",))
    )


@pytest.mark.parametrize("sign", ["\x1b", "\x07", "\x85", "\x9b", "\u2028", "\u202e", "\u2066"])
def test_characters_that_act_or_hide(sign: str, riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN, PROJECT: f"riep: 1\ntitle: De{sign}pot\n".encode()})
    says = ("cannot be seen", f"U+{ord(sign):04X}")
    assert_found(riep, Fault("FRM02", PROJECT, (2, 10), says, ("Delete it",)))


def test_byte_order_mark_is_fine(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": b"\xef\xbb\xbf" + dedent(PLAN).encode()})
    assert_sound(riep)


def test_positions_after_a_byte_order_mark(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN, PROJECT: b"\xef\xbb\xbftitel: Depot\nriep: 1\ntitle: Depot\n"})
    assert_found(riep, Fault("FRM10", PROJECT, (1, 1), ("titel",), ("`title`",)))


def test_windows_line_ends_are_fine(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": dedent(FUNDED_PLAN).replace("\n", "\r\n").encode()})
    assert_sound(riep)


def test_positions_with_windows_line_ends(riep: Runner, write_plan: PlanWriter) -> None:
    project = b"riep: 1\r\n\r\ntitle: Depot\r\nspend:\r\n  core: {revenue: {Q1: 1e3}}\r\n"
    write_plan({"plan.yaml": FUNDED_PLAN, PROJECT: project})
    assert_found(riep, Fault("FRM13", PROJECT, (5, 24), ("1e3",), ("1000",)))


def test_syntax_error_with_windows_line_ends(riep: Runner, write_plan: PlanWriter) -> None:
    project = b"riep: 1\r\ntitle: Depot\r\nlead: Wirral: Leeds\r\n"
    write_plan({"plan.yaml": PLAN, PROJECT: project})
    assert_found(riep, Fault("FRM03", PROJECT, (3, 13), ("second colon",), ("in quotes",)))


def test_old_macintosh_line_ends(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN, PROJECT: b"riep: 1\rtitle: Depot\r"})
    assert_found(riep, Fault("FRM02", PROJECT, (1, 8), ("Macintosh",), ()))


# --- YAML ------------------------------------------------------------------------------------


def test_duplicate_keys(riep: Runner, write_plan: PlanWriter) -> None:
    project = """\
        riep: 1
        title: Depot
        outcomes:
          rent: Less rent
          calls: Fewer calls
          rent: Lower rent
        """
    write_plan({"plan.yaml": PLAN, PROJECT: project})
    assert_found(
        riep, Fault("FRM04", PROJECT, (6, 3), ("“rent”", "twice", "line 4"), ("Keep one",))
    )
    (only,) = riep("validate", "plan", "--format", "json").findings
    assert [(one["file"], one["line"]) for one in only["related"]] == [(f"plan/{PROJECT}", 4)]


@pytest.mark.parametrize(
    "keys",
    [
        'rent: a\n  "rent": b',
        "rent: a\n  'rent': b",
        "? rent\n  : a\n  ? rent\n  : b",
        '"1": a\n  1: b',
    ],
)
def test_duplicate_keys_spelt_otherwise(keys: str, riep: Runner, write_plan: PlanWriter) -> None:
    write_plan(
        {"plan.yaml": PLAN, PROJECT: f"riep: 1\ntitle: Depot\noutcomes:\n  {keys}\n".encode()}
    )
    (only,) = riep("validate", "plan", "--format", "json").findings
    assert (only["code"], only["related"][0]["line"]) == ("FRM04", 4)
    assert only["line"] > 4


def test_every_duplicate_key_is_reported(riep: Runner, write_plan: PlanWriter) -> None:
    project = "riep: 1\ntitle: Depot\ntitle: Depots\nlead: Wirral\nlead: Leeds\n"
    write_plan({"plan.yaml": PLAN, PROJECT: project})
    found = riep("validate", "plan", "--format", "json").findings
    assert [(one["code"], one["line"]) for one in found] == [("FRM04", 3), ("FRM04", 5)]


def test_alias_bomb(riep_process: Runner, write_plan: PlanWriter) -> None:
    lines = ["riep: 1", "title: Depot", "a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{step}: &a{step} [{', '.join([f'*a{step - 1}'] * 10)}]" for step in range(1, 12)]
    write_plan({"plan.yaml": PLAN, PROJECT: "\n".join(lines) + "\n"})
    started = time.monotonic()
    ended = riep_process("validate", "plan", "--format", "json")
    assert time.monotonic() - started < PATIENCE / 4
    assert_no_traceback(ended)
    (only,) = ended.findings
    assert (ended.status, only["code"], only["file"]) == (1, "FRM05", f"plan/{PROJECT}")
    assert 4 <= only["line"] <= 8
    assert only["column"] > 5
    assert "10,000 values" in only["message"]
    assert "Write the values out" in only["help"]


def test_a_long_chain_of_aliases(riep: Runner, write_plan: PlanWriter) -> None:
    """Each step is shallow; what they stand for together is not."""
    lines = ["riep: 1", "title: Depot", "a0: &a0 [x]"]
    lines += [f"a{step}: &a{step} [*a{step - 1}]" for step in range(1, 3000)]
    write_plan({"plan.yaml": PLAN, PROJECT: "\n".join(lines) + "\n"})
    ended = riep("validate", "plan", "--format", "json")
    assert_no_traceback(ended)
    (only,) = ended.findings
    assert (ended.status, only["code"] in ("FRM05", "FRM06")) == (1, True)
    assert only["line"] is not None


def test_an_alias_that_contains_itself(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN, PROJECT: "riep: 1\ntitle: Depot\noutcomes: &a {x: *a}\n"})
    assert_found(riep, Fault("FRM05", PROJECT, (3, 18), ("*a", "itself"), ("Write the value out",)))


def test_aliases_within_limits_work(riep: Runner, write_plan: PlanWriter) -> None:
    project = """\
        riep: 1
        title: &title Depot
        short_title: *title
        """
    write_plan({"plan.yaml": PLAN, PROJECT: project})
    assert_sound(riep)


#: Ten thousand deep: the text, the code, and the column where the 51st level opens.
DEEP = {
    "lists in brackets": ("[" * 10_000, "FRM06", 56),
    "lists in block style": ("- " * 10_000, "FRM06", 99),
    "mappings in brackets": ("{a: " * 10_000, "FRM06", 203),
    "both in brackets": ("[{a: " * 5_000, "FRM06", 128),
    "keys in block style": ("? " * 10_000, "FRM05", None),
    "keys in brackets": ("{? " * 10_000, "FRM05", None),
}


@pytest.mark.parametrize("kind", DEEP)
def test_nesting_ten_thousand_deep(kind: str, riep_process: Runner, write_plan: PlanWriter) -> None:
    opening, code, column = DEEP[kind]
    in_brackets = opening.startswith(("[", "{"))
    text = f"riep: 1\ntitle: Depot\n{'lead: ' if in_brackets else ''}{opening}x\n"
    if not in_brackets:
        text = text.replace(opening, f"lead:\n{opening}")
    write_plan({"plan.yaml": PLAN, PROJECT: text.encode()})
    ended = riep_process("validate", "plan", "--format", "json")
    assert_no_traceback(ended)
    (only,) = ended.findings
    found = (ended.status, only["code"], only["file"], only["line"])
    assert found == (1, code, f"plan/{PROJECT}", 3 if in_brackets else 4)
    assert column in (None, only["column"])
    assert only["help"]


@pytest.mark.parametrize("depth", [51, 60, 200, 1500])
@pytest.mark.parametrize("step", ["a:", "-"])
def test_nesting_in_block_style(
    depth: int, step: str, riep: Runner, write_plan: PlanWriter
) -> None:
    body = "".join(" " * (level + 1) + f"{step}\n" for level in range(depth))
    text = f"riep: 1\ntitle: Depot\nlead:\n{body}{' ' * (depth + 1)}x\n"
    write_plan({"plan.yaml": PLAN, PROJECT: text.encode()})
    line = 3 + 50  # the file's own mapping is the first level, and `lead:` opens the second
    ended = riep("validate", "plan", "--format", "json")
    assert_no_traceback(ended)
    (only,) = ended.findings
    assert (ended.status, only["code"], only["line"]) == (1, "FRM06", line)


@pytest.mark.parametrize("file", ["plan.yaml", PROJECT, "waivers.yaml"])
def test_two_hundred_megabytes(file: str, riep: Runner, write_plan: PlanWriter) -> None:
    plan = write_plan({"plan.yaml": PLAN, PROJECT: "riep: 1\ntitle: Depot\n"})
    with (plan / file).open("ab") as stream:
        stream.truncate(200_000_000)
    started = time.monotonic()
    ended = riep("validate", "plan", "--format", "json")
    assert time.monotonic() - started < 10, "it was read"
    assert_no_traceback(ended)
    assert ended.status == 1
    assert_found(riep, Fault("FRM01", file, None, ("200", "10 MB"), ("few kilobytes",)))


@pytest.mark.parametrize(
    "value",
    [
        "!!python/object:os.system {}",
        "!!python/object/apply:os.system [ls]",
        "!!binary aGVsbG8=",
        "!!int 8",
        "!Wirral Council",
        "!<tag:yaml.org,2002:str> Wirral",
        "! Wirral",
    ],
)
def test_tags(value: str, riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN, PROJECT: f"riep: 1\ntitle: Depot\nlead: {value}\n"})
    assert_found(riep, Fault("FRM05", PROJECT, (3, 7), ("tag", "does not read"), ("Delete it",)))


def test_declared_tags(riep: Runner, write_plan: PlanWriter) -> None:
    text = "%TAG ! tag:example.org,2010:\n---\nriep: 1\ntitle: Depot\n"
    write_plan({"plan.yaml": PLAN, PROJECT: text})
    (only,) = riep("validate", "plan", "--format", "json").findings
    assert only["code"] == "FRM05"
    assert "%TAG" in only["help"]


def test_merge_key(riep: Runner, write_plan: PlanWriter) -> None:
    project = """\
        riep: 1
        title: Depot
        actions:
          lease: &lease
            text: Sign the lease
          sale:
            <<: *lease
        """
    write_plan({"plan.yaml": PLAN, PROJECT: project})
    assert_found(riep, Fault("FRM05", PROJECT, (7, 5), ("`<<`", "merges"), ("Write the keys out",)))


def test_two_documents_in_one_file(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN, PROJECT: "riep: 1\ntitle: Depot\n---\nriep: 1\ntitle: Fleet\n"})
    assert_found(riep, Fault("FRM05", PROJECT, (3, 1), ("second document",), ("file of its own",)))


def test_a_mapping_as_a_key(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN, PROJECT: "riep: 1\ntitle: Depot\n{a: b}: c\n"})
    assert_found(riep, Fault("FRM05", PROJECT, (3, 1), ("where a key belongs",), ("word",)))


# --- The plan language -----------------------------------------------------------------------


def test_misspelt_key(riep: Runner, write_plan: PlanWriter) -> None:
    project = """\
        riep: 1
        title: Depot
        indicators:
          rent:
            kind: lag
            text: Rent paid
            basline: {value: 80, at: 2009}
        """
    write_plan({"plan.yaml": PLAN, PROJECT: project})
    assert_found(
        riep, Fault("FRM10", PROJECT, (7, 5), ("“basline”",), ("Did you mean `baseline`?",))
    )


def test_key_like_no_other(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN, PROJECT: "riep: 1\ntitle: Depot\nzzz: 1\n"})
    assert_found(
        riep, Fault("FRM10", PROJECT, (3, 1), ("“zzz”",), ("The keys here are", "short_title"))
    )


def test_missing_key(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN, PROJECT: "riep: 1\nlead: Wirral\n"})
    assert_found(riep, Fault("FRM11", PROJECT, (1, 1), ("`title` is missing",), ("Add it",)))


def test_list_where_a_mapping_belongs(riep: Runner, write_plan: PlanWriter) -> None:
    project = """\
        riep: 1
        title: Depot
        outcomes:
          - Less rent
          - Fewer calls
        """
    write_plan({"plan.yaml": PLAN, PROJECT: project})
    says = ("`outcomes` is a list", "keys and values")
    assert_found(riep, Fault("FRM12", PROJECT, (3, 1), says, ("outcomes:", "without dashes")))


def test_mapping_where_a_list_belongs(riep: Runner, write_plan: PlanWriter) -> None:
    policy = "riep: 1\nrequired_sections: {finance: yes}\n"
    write_plan({"plan.yaml": PLAN, "policy.yaml": policy})
    assert_found(riep, Fault("FRM12", "policy.yaml", (2, 1), ("`required_sections`", "a list"), ()))


def test_single_value_where_a_mapping_belongs(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN, PROJECT: "riep: 1\ntitle: Depot\nspend: 20000\n"})
    says = ("`spend` is a single value", "keys and values")
    assert_found(riep, Fault("FRM12", PROJECT, (3, 8), says, ("spend:",)))


@pytest.mark.parametrize("text", ["document:", "document: ~", "document: null", 'document: ""'])
def test_key_without_a_value(text: str, riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": dedent(PLAN) + text + "\n"})
    ended = riep("validate", "plan", "--format", "json")
    (only,) = ended.findings
    assert (ended.status, only["code"], only["line"]) == (1, "FRM20", 4)
    assert "`document` has no value" in only["message"]
    assert "delete the line" in only["help"]


AMOUNTS = {
    "£275,00": ("comma in the wrong place", "275,000"),
    "0,694": ("comma after a zero", "694"),
    "£30,0000": ("comma in the wrong place", "300,000"),
    "1e3": ("scientific form", "1000"),
    "no": ("not an amount", "0"),
    "010": ("starts with a zero", "10"),
    "NaN": ("not an amount", "0"),
    "+5": ("", "5"),
    "225.005": ("finer than a penny", "225.0"),
    ".NaN": ("not an amount", ""),
    ".inf": ("not an amount", ""),
    "0x1F": ("not an amount", ""),
    "1:30": ("not an amount", ""),
    "(500)": ("", "-500"),
    "tba": ("not an amount", ""),
    "£1.7tn": ("not an amount", ""),
    "-": ("not an amount", ""),
    "12 500": ("", "12500"),
    "1.2.3e4": ("1.2.3e4", ""),
    "1.2.3": ("not an amount", ""),
    "٣٤": ("not an amount", ""),
    "１２５": ("not an amount", ""),
    "1e999999999": ("scientific form", "digits"),
    "999999999999999999": ("trillion", "unit"),
    "99999999999999999999999999999999999999": ("", ""),
    "0.00000000000000000000000000000000000001": ("finer than a penny", ""),
}


@pytest.mark.parametrize("value", AMOUNTS)
@pytest.mark.parametrize("quoted", [False, True], ids=["plain", "quoted"])
def test_amounts(value: str, quoted: bool, riep: Runner, write_plan: PlanWriter) -> None:
    if value == "-" and not quoted:
        pytest.skip("a dash alone is a list")
    said, advice = AMOUNTS[value]
    write_plan(amounts(f'"{value}"' if quoted else value))
    assert_found(riep, Fault("FRM13", PROJECT, (6, 11), (said, f"“{value}”"), (advice,)))


@pytest.mark.parametrize(
    "value", ["225000", "225_000", '"£225,000"', "£225,000", "225k", "£0.225m"]
)
def test_amounts_that_are_read(value: str, riep: Runner, write_plan: PlanWriter) -> None:
    write_plan(amounts(f"{value}\n      total: 225000"))
    assert_sound(riep)


def test_true_as_an_amount(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan(amounts("true"))
    assert_found(riep, Fault("FRM13", PROJECT, (6, 11), ("“true”", "not an amount"), ("0",)))


def output_due(value: str) -> dict[str, str | bytes]:
    """A plan with an output due at ``value``: line 7, column 34 of its project's file."""
    project = f"""\
        riep: 1
        title: Depot
        actions:
          lease:
            text: Sign the lease
            outputs:
              signed: {{text: Lease, due: {value}}}
        """
    return {"plan.yaml": FUNDED_PLAN, PROJECT: project}


@pytest.mark.parametrize("value", ["31 June 2010", "2010-06-31", "31st Jun. 2010"])
def test_a_day_that_is_not(value: str, riep: Runner, write_plan: PlanWriter) -> None:
    write_plan(output_due(value))
    fault = Fault("FRM14", PROJECT, (7, 34), ("no 31 June 2010",), ("June 2010 has 30 days",))
    assert_found(riep, fault)


@pytest.mark.parametrize("value", ["Q5", "Q0", "q12", "Q2–Q5", "Q" + "5" * 50])
def test_a_quarter_that_is_not(value: str, riep: Runner, write_plan: PlanWriter) -> None:
    write_plan(output_due(value))
    fault = Fault("FRM14", PROJECT, (7, 34), ("There is no Q",), ("Q1, Q2, Q3 and Q4",))
    assert_found(riep, fault)


def test_a_quarter_that_is_not_as_a_key(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan(
        {
            "plan.yaml": FUNDED_PLAN,
            PROJECT: "riep: 1\ntitle: Depot\nspend: {core: {revenue: {Q5: 100}}}\n",
        }
    )
    assert_found(riep, Fault("FRM14", PROJECT, (3, 26), ("no Q5",), ("Q1, Q2, Q3 and Q4",)))


def test_a_calendar_with_a_fifth_quarter(riep: Runner, write_plan: PlanWriter) -> None:
    plan = dedent(PLAN) + "calendar:\n  Q5: {from: April 2010, to: June 2010}\n"
    write_plan({"plan.yaml": plan})
    assert_found(riep, Fault("FRM14", "plan.yaml", (5, 3), ("“Q5”",), ("Q1, Q2, Q3 and Q4",)))


@pytest.mark.parametrize("verb", ["validate", "report"])
def test_as_of_that_is_no_date(verb: str, riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": FUNDED_PLAN})
    assert_refused(riep(verb, "plan", "--as-of", "31 June 2010"), "--as-of", "no 31 June 2010")
    assert_refused(riep(verb, "plan", "--as-of", "Q2"), "--as-of", "Q2")


def test_report_of_a_quarter_that_the_plan_has_not(
    riep: Runner, write_plan: PlanWriter, tmp_path: Path
) -> None:
    write_plan({"plan.yaml": FUNDED_PLAN})
    assert_refused(riep("report", "plan", "--quarter", "Q3"), "plan has no Q3", "Q1 and Q2")
    assert not (tmp_path / "reports").exists()


def test_report_of_a_quarter_by_default_path(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": FUNDED_PLAN}, "plans/efficiency")
    assert_refused(riep("report", "--quarter", "Q3"), "efficiency has no Q3", "Q1 and Q2")


def test_report_of_a_quarter_without_a_calendar(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN})
    assert_refused(riep("report", "plan", "--quarter", "Q1"), "plan has no Q1", "calendar")


@pytest.mark.parametrize("quarter", ["Q9", "Q2–Q3", "June 2010", "", "second", "{{ 7*7 }}"])
def test_report_of_no_quarter(quarter: str, riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": FUNDED_PLAN})
    assert_refused(riep("report", "plan", "--quarter", quarter), "--quarter", "Q")


def test_newer_language_version(riep: Runner, write_plan: PlanWriter) -> None:
    project = """\
        riep: 2
        title: Depot
        something_new: [1, 2]
        """
    write_plan({"plan.yaml": PLAN, PROJECT: project})
    assert_found(riep, Fault("FRM18", PROJECT, (1, 7), ("version “2”", "reads 1"), ("newer riep",)))


@pytest.mark.parametrize("verb", ["validate", "report", "show"])
@pytest.mark.parametrize(
    "line",
    [
        "number: " + "9" * 5_000,
        "indicators: {a: {kind: lag, text: x, target: {value: %s}}}" % ("9" * 5_000),
        "efficiencies: {in_year: {cashable: {total: %s}}}" % ("9" * 5_000),
        "risks: {a: {text: %s}}" % ("9" * 5_000),
    ],
    ids=["count", "quantity", "amount", "text"],
)
def test_a_number_of_five_thousand_digits(
    line: str, verb: str, riep: Runner, write_plan: PlanWriter
) -> None:
    write_plan({"plan.yaml": FUNDED_PLAN, PROJECT: f"riep: 1\ntitle: Depot\n{line}\n"})
    ended = riep(verb, "plan")
    assert_no_traceback(ended)
    assert ended.status in (0, 1, 2)


@pytest.mark.parametrize("value", ["01", "1.0", "one", "yes"])
def test_other_language_versions(value: str, riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN, PROJECT: f"riep: {value}\ntitle: Depot\n"})
    assert_found(riep, Fault("FRM18", PROJECT, (1, 7), (f"“{value}”",), ("riep: 1",)))


# --- The files of a plan ---------------------------------------------------------------------


def test_two_projects_with_one_id(riep: Runner, write_plan: PlanWriter) -> None:
    plan = dedent(PLAN) + "projects:\n  fleet: {title: Fleet}\n  depot:\n    title: Shared depot\n"
    write_plan({"plan.yaml": plan, PROJECT: "riep: 1\ntitle: Depot\n"})
    says = ("“depot”", f"plan/{PROJECT}")
    assert_found(riep, Fault("FRM21", "plan.yaml", (6, 3), says, ("Keep one of the two",)))


def test_plan_file_missing(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({PROJECT: "riep: 1\ntitle: Depot\n"})
    assert_found(riep, Fault("FRM19", "plan.yaml", None, ("no plan.yaml",), ("riep: 1",)))


def test_project_named_yml(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN, "projects/depot.yml": "riep: 1\ntitle: Depot\n"})
    fault = Fault("FRM09", "projects/depot.yml", None, ("ends in .yaml",), ("depot.yaml",))
    assert_found(riep, fault)


@pytest.mark.parametrize("name", ["depot.YAML", "depot.Yml", "depot.YML"])
def test_project_with_another_ending(name: str, riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN, f"projects/{name}": "riep: 1\ntitle: Depot\n"})
    fault = Fault("FRM09", f"projects/{name}", None, (".yaml",), ("depot.yaml",))
    assert_found(riep, fault)


def test_project_in_a_nested_folder(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN, "projects/north/depot.yaml": "riep: 1\ntitle: Depot\n"})
    ended = riep("validate", "plan", "--format", "json")
    (only,) = ended.findings
    assert (ended.status, only["code"]) == (1, "FRM09")
    assert only["file"].startswith("plan/projects/north")


def test_misspelt_projects_folder(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN, "project/depot.yaml": "riep: 1\ntitle: Depot\n"})
    ended = riep("validate", "plan", "--format", "json")
    (only,) = ended.findings
    assert (ended.status, only["code"]) == (1, "FRM09")
    assert only["file"].startswith("plan/project")
    assert "projects" in only["help"]


def test_project_whose_name_is_no_id(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN, "projects/Shared Depot.yaml": "riep: 1\ntitle: Depot\n"})
    fault = Fault(
        "FRM16", "projects/Shared Depot.yaml", None, ("named by its id",), ("shared-depot",)
    )
    assert_found(riep, fault)


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("budget.yaml", "plan.yaml"),
        ("projects.yaml", "projects/"),
        ("plan.yml", "plan.yaml"),
        ("waiver.yaml", "waivers.yaml"),
        ("policies.yaml", "policy.yaml"),
    ],
)
def test_unexpected_file(name: str, advice: str, riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN, name: "riep: 1\n"})
    assert_found(riep, Fault("FRM09", name, None, (), (advice,)))


@LINKS
def test_link_to_a_file_outside(riep: Runner, write_plan: PlanWriter, tmp_path: Path) -> None:
    plan = write_plan({"plan.yaml": PLAN, "projects/fleet.yaml": "riep: 1\ntitle: Fleet\n"})
    outside = tmp_path / "secret.yaml"
    outside.write_text("secret: hunter2\n")
    (plan / PROJECT).symlink_to(outside)
    assert_found(riep, Fault("FRM08", PROJECT, None, ("outside the plan",), ("the file itself",)))
    assert "hunter2" not in riep("validate", "plan").out


@LINKS
def test_link_through_a_link_outside(riep: Runner, write_plan: PlanWriter, tmp_path: Path) -> None:
    plan = write_plan({"plan.yaml": PLAN, "projects/fleet.yaml": "riep: 1\ntitle: Fleet\n"})
    (tmp_path / "secret.yaml").write_text("secret: hunter2\n")
    (plan / "way").symlink_to(tmp_path)
    (plan / PROJECT).symlink_to("../way/secret.yaml")
    ended = riep("validate", "plan", "--format", "json")
    assert_no_traceback(ended)
    found = [(one["code"], one["file"]) for one in ended.findings]
    assert ("FRM08", f"plan/{PROJECT}") in found
    assert "hunter2" not in ended.out


@LINKS
@pytest.mark.parametrize("file", ["plan.yaml", "policy.yaml", "waivers.yaml"])
def test_link_of_a_plans_own_file_outside(
    file: str, riep: Runner, write_plan: PlanWriter, tmp_path: Path
) -> None:
    plan = write_plan({"plan.yaml": PLAN})
    (tmp_path / "secret.yaml").write_text("secret: hunter2\n")
    (plan / file).unlink(missing_ok=True)
    (plan / file).symlink_to("../secret.yaml")
    assert_found(riep, Fault("FRM08", file, None, ("outside the plan",), ("the file itself",)))


@LINKS
def test_projects_folder_that_is_a_link_outside(
    riep: Runner, write_plan: PlanWriter, tmp_path: Path
) -> None:
    plan = write_plan({"plan.yaml": PLAN})
    write_plan({"depot.yaml": "riep: 1\ntitle: hunter2\nsecret: 1\n"}, "elsewhere")
    (plan / "projects").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    ended = riep("validate", "plan", "--format", "json")
    assert_no_traceback(ended)
    (only,) = ended.findings
    assert (ended.status, only["code"], only["line"]) == (1, "FRM08", None)
    assert only["file"].startswith("plan/projects")
    assert "outside the plan" in only["message"]
    assert "hunter2" not in ended.out
    again = riep("report", "plan", "--out", "-")
    assert (again.status, again.out) == (2, "")


@LINKS
def test_link_within_the_plan_is_read(riep: Runner, write_plan: PlanWriter) -> None:
    plan = write_plan({"plan.yaml": PLAN, "projects/fleet.yaml": "riep: 1\ntitle: Fleet\n"})
    (plan / PROJECT).symlink_to("fleet.yaml")
    assert_sound(riep)


@LINKS
def test_link_that_leads_nowhere(riep: Runner, write_plan: PlanWriter) -> None:
    plan = write_plan({"plan.yaml": PLAN, "projects/fleet.yaml": "riep: 1\ntitel: Fleet\n"})
    (plan / PROJECT).symlink_to("gone.yaml")
    ended = riep("validate", "plan")
    assert_no_traceback(ended)
    assert ended.status == 2
    assert f"plan/{PROJECT}" in ended.err
    assert len(ended.err.splitlines()) == 1
    assert "plan/projects/fleet.yaml:2:1" in ended.out


@LINKS
@pytest.mark.parametrize("file", ["plan.yaml", PROJECT])
def test_link_to_itself(file: str, riep: Runner, write_plan: PlanWriter) -> None:
    plan = write_plan({"plan.yaml": PLAN, "projects/fleet.yaml": "riep: 1\ntitel: Fleet\n"})
    (plan / file).unlink(missing_ok=True)
    (plan / file).symlink_to(Path(file).name)
    ended = riep("validate", "plan")
    assert_no_traceback(ended)
    assert ended.status in (1, 2)
    assert f"plan/{file}" in ended.out + ended.err
    assert "plan/projects/fleet.yaml:2:1" in ended.out


@LINKS
def test_path_that_is_a_link_to_itself(riep: Runner, tmp_path: Path) -> None:
    (tmp_path / "plan").symlink_to("plan")
    assert_refused(riep("validate", "plan"), "plan")


def test_file_that_may_not_be_read(
    riep: Runner, write_plan: PlanWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The suite may run as root, whom no permission stops; so reading itself refuses here."""
    write_plan(
        {
            "plan.yaml": PLAN,
            PROJECT: "riep: 1\ntitle: Depot\n",
            "projects/fleet.yaml": "riep: 1\ntitel: Fleet\n",
        }
    )
    allowed = os.open

    def refuse(path: str, flags: int, mode: int = 0o777) -> int:
        if Path(path).name == "depot.yaml":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return allowed(path, flags, mode)

    monkeypatch.setattr(os, "open", refuse)
    ended = riep("validate", "plan", "--format", "json")
    assert_no_traceback(ended)
    assert ended.status == 2
    assert len(ended.err.splitlines()) == 1
    assert f"plan/{PROJECT} cannot be read: Permission denied" in ended.err
    found = [(one["code"], one["file"], one["line"]) for one in ended.findings]
    assert found == [
        ("FRM11", "plan/projects/fleet.yaml", 1),
        ("FRM10", "plan/projects/fleet.yaml", 2),
    ]
    for verb in ("report", "show"):
        again = riep(verb, "plan")
        assert_no_traceback(again)
        assert again.status == 2


@POSIX
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read all")
def test_file_without_read_permission(riep: Runner, write_plan: PlanWriter) -> None:
    plan = write_plan({"plan.yaml": PLAN, PROJECT: "riep: 1\ntitle: Depot\n"})
    (plan / PROJECT).chmod(0)
    ended = riep("validate", "plan")
    assert_no_traceback(ended)
    assert ended.status == 2
    assert f"plan/{PROJECT} cannot be read: Permission denied" in ended.err


def test_directory_named_like_a_project(riep: Runner, write_plan: PlanWriter) -> None:
    plan = write_plan({"plan.yaml": PLAN})
    (plan / "projects" / "x.yaml").mkdir(parents=True)
    says = ("A file belongs here", "folder")
    assert_found(riep, Fault("FRM09", "projects/x.yaml", None, says, ("Rename",)))


def test_directory_named_like_the_plan_file(riep: Runner, write_plan: PlanWriter) -> None:
    plan = write_plan({PROJECT: "riep: 1\ntitle: Depot\n"})
    (plan / "plan.yaml").mkdir()
    assert_found(riep, Fault("FRM09", "plan.yaml", None, ("A file belongs here", "folder"), ()))


@POSIX
@pytest.mark.parametrize("file", ["projects/x.yaml", "policy.yaml", "plan.yaml", "stray.yaml"])
def test_fifo(file: str, riep_process: Runner, write_plan: PlanWriter) -> None:
    plan = write_plan({"plan.yaml": PLAN, PROJECT: "riep: 1\ntitle: Depot\n"})
    (plan / file).unlink(missing_ok=True)
    os.mkfifo(plan / file)
    assert stat.S_ISFIFO((plan / file).stat().st_mode)
    ended = riep_process("validate", "plan", "--format", "json")
    assert_no_traceback(ended)
    (only,) = ended.findings
    assert (ended.status, only["code"], only["file"]) == (1, "FRM09", f"plan/{file}")


@POSIX
def test_fifo_as_a_plan_of_its_own(riep_process: Runner, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    os.mkfifo(tmp_path / "plans" / "x.yaml")
    assert_refused(riep_process("validate"), "no plan under plans")
    ended = riep_process("validate", "plans/x.yaml", "--format", "json")
    assert_no_traceback(ended)
    assert ended.status in (1, 2)


# --- The end of the run ----------------------------------------------------------------------


@pytest.fixture
def long_plan(write_plan: PlanWriter) -> Path:
    """A plan with some megabytes of findings: more than any pipe holds."""
    keys = "".join(f"unknown-{number}: 1\n" for number in range(3_000))
    return write_plan({"plan.yaml": dedent(PLAN) + keys})


@POSIX
@pytest.mark.parametrize("format_", ["text", "json", "github"])
def test_reader_that_stops_after_one_line(format_: str, long_plan: Path) -> None:
    process = subprocess.Popen(
        [*COMMAND, "validate", str(long_plan), "--format", format_],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline()
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait(PATIENCE) == 1
    assert said == b""


@POSIX
@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", "plan"],
        ["rules"],
        ["explain", "TOT01"],
        ["show", "plan"],
        ["report", "plan", "--out", "-"],
        ["report", "plan"],
        ["schema"],
        ["--version"],
        ["--help"],
        ["validate", "--help"],
    ],
    ids=" ".join,
)
def test_reader_that_is_already_gone(
    arguments: list[str], write_plan: PlanWriter, tmp_path: Path
) -> None:
    write_plan({"plan.yaml": FUNDED_PLAN})
    reading, writing = os.pipe()
    os.close(reading)
    try:
        finished = subprocess.run(
            [*COMMAND, *arguments],
            cwd=tmp_path,
            env=environment(),
            stdout=writing,
            stderr=subprocess.PIPE,
            timeout=PATIENCE,
            check=False,
        )
    finally:
        os.close(writing)
    assert finished.stderr == b""
    # The plan is sound; only the help is written by a library, which calls a closed pipe a 1.
    assert finished.returncode == 0 or "--help" in arguments


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
def test_output_that_cannot_be_written(write_plan: PlanWriter, tmp_path: Path) -> None:
    write_plan({"plan.yaml": PLAN})
    with Path("/dev/full").open("wb") as full:
        finished = subprocess.run(
            [*COMMAND, "validate", "plan"],
            cwd=tmp_path,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=PATIENCE,
            check=False,
        )
    assert finished.returncode == 2
    assert b"No space left on device" in finished.stderr
    assert len(finished.stderr.splitlines()) == 1


@POSIX
def test_interrupted_while_it_writes(long_plan: Path) -> None:
    """Nobody empties the pipe after its first byte, so the command is still writing then."""
    process = subprocess.Popen(
        [*COMMAND, "validate", str(long_plan)],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=hear_interrupts,  # noqa: PLW1509  no thread runs here
    )
    assert process.stdout is not None
    assert process.stdout.read(1)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert b"Traceback" not in said
    assert said.decode().splitlines() == ["riep: stopped."]


@pytest.mark.parametrize(
    ("patched", "arguments"),
    [
        ("riep_plan.check.many.results", ["validate", "plan"]),
        ("riep_plan.cli.editions.load", ["report", "plan"]),
        ("riep_plan.source.load.load", ["show", "plan"]),
    ],
)
def test_interrupted(
    patched: str,
    arguments: list[str],
    riep: Runner,
    write_plan: PlanWriter,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_plan({"plan.yaml": PLAN})

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(patched, interrupt)
    ended = riep(*arguments)
    assert_no_traceback(ended)
    assert (ended.status, ended.out, ended.err) == (130, "", "riep: stopped.\n")


def test_unforeseen_fault(
    riep: Runner, write_plan: PlanWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_plan({"plan.yaml": PLAN})

    def fail(*_: object, **__: object) -> None:
        message = "nobody thought of this"
        raise ZeroDivisionError(message)

    monkeypatch.setattr("riep_plan.check.many.results", fail)
    ended = riep("validate", "plan")
    assert (ended.status, ended.out) == (2, "")
    assert len(ended.err.splitlines()) == 1
    assert "nobody thought of this" in ended.err


def test_rule_that_there_is_not(riep: Runner) -> None:
    assert_refused(riep("explain", "TOT1"), "no rule “TOT1”", "TOT01")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names themselves")
def test_file_name_that_is_not_utf8(riep_process: Runner, write_plan: PlanWriter) -> None:
    plan = write_plan({"plan.yaml": PLAN, "projects/fleet.yaml": "riep: 1\ntitle: Fleet\n"})
    Path(os.fsdecode(os.fsencode(plan) + b"/projects/dep\xf4t.yaml")).write_text("riep: 1\n")
    for more in ([], ["--format", "json"], ["--format", "github"], ["--output", "found.txt"]):
        ended = riep_process("validate", "plan", *more)
        assert_no_traceback(ended)
        assert ended.status == 1


@POSIX
def test_file_name_that_would_act_on_a_terminal(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN, "projects/\x1b[31mred\n.yaml": "riep: 1\ntitle: Fleet\n"})
    for format_ in ("text", "github", "json"):
        ended = riep("validate", "plan", "--format", format_)
        assert_no_traceback(ended)
        assert ended.status == 1
        assert "\x1b" not in ended.out
        assert "FRM16" in ended.out


def test_a_schema_that_is_no_text_is_behind(riep: Runner, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "plan.schema.json").write_bytes(b"\xff")
    ended = riep("schema", "--check", "--out", "kept")
    assert_no_traceback(ended)
    assert ended.status == 1
    assert "behind the language" in ended.err
