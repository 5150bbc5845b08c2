"""The command called wrongly: one line in plain words, whichever verb it is."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
import typer
from typer.core import TyperArgument, TyperGroup, TyperOption

from riep_plan.check.catalogue import catalogue
from riep_plan.cli.app import app
from riep_plan.cli.verb import Verb
from tests.cli.running import PLAN, PlanWriter, Runner, assert_refused

#: A value that each kind of option takes, by what stands for it in help.
_VALUES = {"N": "1", "PORT": "1", "Q1|Q2|Q3|Q4": "Q1", "K/N": "1/2", "DATE": "2010"}


class Option(NamedTuple):
    """An option of a verb: the words that call the verb, with what it cannot go without."""

    words: tuple[str, ...]
    option: TyperOption


class Argument(NamedTuple):
    """An argument of a verb, the verb's name, and the words that it cannot be called without."""

    verb: str
    words: tuple[str, ...]
    argument: TyperArgument


def verbs(command: object, *path: str) -> Iterator[tuple[tuple[str, ...], Verb]]:
    """Every verb, with the words that call it."""
    if isinstance(command, TyperGroup):
        for word, below in command.commands.items():
            yield from verbs(below, *path, word)
    if isinstance(command, Verb):
        yield path, command


def options() -> Iterator[Option]:
    """Every option of every verb that takes a value."""
    for path, verb in VERBS:
        words = *path, *("x" for one in verb.params if _is_needed(one))
        for one in verb.params:
            if isinstance(one, TyperOption) and not one.is_flag:
                yield Option(words, one)


def arguments() -> Iterator[Argument]:
    """Every argument of every verb that people call."""
    for path, verb in VERBS:
        options = [one for one in verb.params if isinstance(one, TyperOption) and one.required]
        words = *path, *(word for one in options for word in (one.opts[0], _value(one)))
        for one in verb.params:
            if isinstance(one, TyperArgument) and not verb.hidden:
                yield Argument(" ".join(("riep", *path)), words, one)


def _value(one: TyperOption) -> str:
    stands_for = one.metavar or ""
    return _VALUES.get(stands_for, stands_for.split("|")[0])


def _is_needed(one: object) -> bool:
    return isinstance(one, TyperArgument) and one.required


VERBS = list(verbs(typer.main.get_command(app)))
OPTIONS, ARGUMENTS = list(options()), list(arguments())
SINGLE = [one for one in OPTIONS if not one.option.multiple]


def name(one: Option | Argument) -> str:
    parameter = one.option if isinstance(one, Option) else one.argument
    return f"{' '.join(one.words)} {parameter.opts[0]}"


def test_there_are_options_to_judge() -> None:
    names = {(one.words[0], one.option.opts[0]) for one in SINGLE}
    assert {("report", "--quarter"), ("validate", "--format"), ("diff", "--as-of")} < names
    assert ("report", "--format") not in names
    taken = {(one.words[0], one.argument.metavar) for one in ARGUMENTS}
    assert {("validate", "PATH"), ("explain", "CODE"), ("git", "FOLDER")} < taken


@pytest.mark.parametrize("one", OPTIONS, ids=name)
def test_help_says_what_stands_for_a_value(one: Option) -> None:
    assert one.option.metavar


@pytest.mark.parametrize("one", ARGUMENTS, ids=name)
def test_help_says_what_stands_for_an_argument(one: Argument) -> None:
    assert (one.argument.metavar or "").isupper()


@pytest.mark.parametrize("one", SINGLE, ids=name)
def test_a_value_is_given_once(one: Option, riep: Runner) -> None:
    """Of two values one would be passed over in silence."""
    first, value = one.option.opts[0], _value(one.option)
    ended = riep(*one.words, f"{first}={value}", one.option.opts[-1], value)
    assert_refused(ended, f"riep: {first} is given more than once: it takes one value.\n")


@pytest.mark.parametrize("one", OPTIONS, ids=name)
def test_a_value_is_not_empty(one: Option, riep: Runner) -> None:
    """As it is where a script gives a variable that nobody has set."""
    assert_refused(riep(*one.words, f"{one.option.opts[0]}="))


@pytest.mark.parametrize("one", ARGUMENTS, ids=name)
def test_an_argument_is_not_empty(one: Argument, riep: Runner) -> None:
    """An empty path would be the folder that the command is run in."""
    said = f"`{one.verb}` is given an empty {one.argument.metavar}; `{one.verb} --help` says"
    assert_refused(riep(*one.words, ""), said)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["validate", "--jobs", ""], "--jobs needs a value: --jobs N."),
        (["validate", "-o", ""], "--output needs a value: --output FILE."),
        (["validate", "--select", ""], "--select needs a value: --select CODE."),
        (["validate", "--select", "TOT", "--select", ""], "--select needs a value: --select CODE."),
        (["validate", "--select", " , "], "--select needs a value: --select CODE."),
        (["baseline", "--ignore", ","], "--ignore needs a value: --ignore CODE."),
        (["validate", "plan", ""], "`riep validate` is given an empty PATH; `riep validate --help"),
        (["report", "--format", "html,"], "there is no format “”; the formats are md, html, "),
        (["explain", " "], "there is no rule “ ”; `riep rules` lists them."),
        ([""], "there is no command “”; `riep --help` lists them."),
    ],
)
def test_an_empty_value_is_one_that_is_missing(
    words: list[str], said: str, riep: Runner, write_plan: PlanWriter
) -> None:
    write_plan({"plan.yaml": PLAN})
    ended = riep(*words)
    assert_refused(ended)
    assert ended.err.startswith(f"riep: {said}")


def test_git_may_hand_over_an_empty_word(riep: Runner) -> None:
    """It would take a refusal for a reason to stop."""
    assert riep("git", "diff-driver", "", "", "", "", "", "", "").status == 0


@pytest.mark.parametrize(
    ("verb", "usage"),
    [("merge-driver", "{BASE} {OURS} {THEIRS} [SIZE] [FILE]"), ("textconv", "{FILE}")],
)
def test_help_on_what_git_calls_says_what_it_takes(verb: str, usage: str, riep: Runner) -> None:
    assert riep("git", verb, "--help").out.startswith(f"Usage: riep git {verb} [OPTIONS] {usage}\n")


def test_a_size_that_git_never_gives_is_refused_in_one_line(riep: Runner) -> None:
    assert_refused(riep("git", "merge-driver", "1", "1", "1", "x"), "SIZE: “x” is not a whole")


def test_what_may_be_given_often_is_taken(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN})
    often = ["--select", "TOT", "--select", "TOT", "--ignore", "CAP", "--ignore", "DLV"]
    assert riep("validate", "plan", *often).status == 0


def test_a_switch_that_is_given_twice_says_the_same(riep: Runner, write_plan: PlanWriter) -> None:
    write_plan({"plan.yaml": PLAN})
    assert riep("validate", "plan", "--show-waived", "--show-waived").status == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("nosuch", "there is no command “nosuch”; `riep --help` lists them."),
        ("validat", "there is no command “validat”; did you mean `riep validate`?"),
        ("new retrun", "there is no command “retrun”; did you mean `riep new return`?"),
        ("git diff-drive", "there is no command “diff-drive”; `riep git --help` lists them."),
        ("--versoin", "`riep` has no option --versoin; did you mean --version?"),
        ("validate --nosuch", "`riep validate` has no option --nosuch; `riep validate --help` "),
        ("validate --fromat json", "`riep validate` has no option --fromat; did you mean --format"),
        ("new return --quart Q1", "`riep new return` has no option --quart; did you mean --quarte"),
        ("report --quarter", "--quarter needs a value: --quarter Q1|Q2|Q3|Q4.\n"),
        ("report -q", "-q needs a value: -q Q1|Q2|Q3|Q4.\n"),
        ("validate --fix=3", "--fix takes no value: it stands alone.\n"),
        ("explain", "`riep explain` needs CODE; `riep explain --help` says more.\n"),
        ("new return", "`riep new return` needs --quarter Q1|Q2|Q3|Q4; `riep new return --help` "),
        ("explain TOT01 TOT02", "`riep explain` has no use for “TOT02”; `riep explain --help` "),
        ("validate --jobs x", "--jobs: “x” is not a whole number from 1 to 999.\n"),
        ("validate --jobs 0", "--jobs: “0” is not a whole number from 1 to 999.\n"),
        ("validate --jobs 1000", "--jobs: “1000” is not a whole number from 1 to 999.\n"),
        ("validate --jobs ٣", "--jobs: “٣” is not a whole number from 1 to 999.\n"),
        (f"validate --jobs {'9' * 5000}", "--jobs: “999"),
        ("validate --jobs 1_0", "--jobs: “1_0” is not a whole number from 1 to 999.\n"),
        (
            "history -n 1000000",
            "--max-count: “1000000” is not a whole number from 1 to 9999",
        ),
        ("report --port 65536", "--port: “65536” is not a whole number from 0 to 65535.\n"),
        ("report --quarter Q9", "--quarter: “Q9” is not one quarter; write Q1 to Q4.\n"),
        ("validate --format pdf", "there is no format “pdf”; the formats are text, github, "),
        ("validate --format jsn", "there is no format “jsn”; did you mean json?\n"),
        ("report --format md,htm", "there is no format “htm”; did you mean html?\n"),
        ("rules --format xml", "there is no format “xml”; the formats are text and json.\n"),
        ("validate --fail-on x", "there is no severity “x”; the severities are error, warning "),
        ("report --audience x", "there is no audience “x”; the audiences are board and public.\n"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(words: str, said: str, riep: Runner) -> None:
    ended = riep(*words.split())
    assert_refused(ended)
    assert ended.err.startswith(f"riep: {said}")


def test_what_is_typed_cannot_act_on_the_terminal(riep: Runner) -> None:
    for words in (["\x1b[2J"], ["validate", "--\x1b[2J"], ["schema", "\x1b[2J"]):
        assert_refused(riep(*words), "<U+001B>")


@pytest.mark.parametrize("number", ["1", "999", f"{'0' * 5000}1"])
def test_a_number_within_its_limits_is_taken(
    number: str, riep: Runner, write_plan: PlanWriter
) -> None:
    write_plan({"plan.yaml": PLAN})
    assert riep("validate", "plan", "--jobs", number).status == 0


@pytest.mark.parametrize("verb", ["validate", "baseline"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--select TOT --ignore TOT", "--select and --ignore together leave no rule"),
        ("--select CAP01,TOT --ignore C,T", "--select and --ignore together leave no rule"),
        (f"--ignore ORG,{','.join(catalogue())}", "--ignore leaves no rule"),
        ("--select CHG", "riep validate --changed-since REV"),
    ],
    ids=["one family", "several", "all", "changes"],
)
def test_a_check_by_no_rule_is_refused(
    verb: str, words: str, said: str, riep: Runner, write_plan: PlanWriter
) -> None:
    write_plan({"plan.yaml": PLAN})
    assert_refused(riep(verb, "plan", *words.split()), said)


@pytest.mark.parametrize("words", ["--select ORG", "--select FRM", "--select TOT --ignore TOT01"])
def test_a_rule_that_is_left_is_enough(words: str, riep: Runner, write_plan: PlanWriter) -> None:
    """Rules of the organisation's own stand in the plan, and faults of form are always told."""
    write_plan({"plan.yaml": PLAN})
    assert riep("validate", "plan", *words.split()).status == 0
