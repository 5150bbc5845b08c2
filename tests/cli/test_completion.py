"""What the shell is told when somebody presses the tab key."""

import subprocess
import sys
from collections.abc import Mapping

import pytest

from tests.cli.running import PATIENCE, completing, environment

#: The command must be called by its name: the variable that asks for words has it.
COMMAND = [
    sys.executable,
    "-c",
    "import sys; sys.argv[0] = 'riep'; from riep_plan.cli import main; main()",
]


def completed(settings: Mapping[str, str]) -> list[str]:
    """The words that are offered."""
    finished = subprocess.run(
        COMMAND,
        env=environment() | dict(settings),
        capture_output=True,
        timeout=PATIENCE,
        check=True,
    )
    assert finished.stderr == b""
    return finished.stdout.decode().split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("riep va", ["validate"]),
        ("riep --ver", ["--version"]),
        ("riep git inst", ["install"]),
        ("riep new return --qu", ["--quarter"]),
        ("riep validate --fo", ["--format"]),
        ("riep validate plans --format json --fo", []),  # it is given already
        ("riep validate --select TOT --sel", ["--select"]),  # which may be given often
        ("riep validate --nosuch --jobs many --fo", ["--format"]),  # whatever else is wrong
        ("riep validate --fail-on ", ["error", "warning", "info"]),
        ("riep validate --fail-on=w", ["warning"]),
        ("riep validate --format j", ["json", "junit"]),
        ("riep report --quarter ", []),
        ("riep validate ", []),  # files are the shell's to offer
    ],
)
def test_the_words_that_may_follow_are_offered(words: str, offered: list[str]) -> None:
    assert completed(completing(words)) == offered


def test_a_version_that_is_asked_for_is_not_among_the_words_offered() -> None:
    offered = completed(completing("riep --version "))
    assert offered[:2] == ["validate", "merge"]
    assert "riep" not in offered


@pytest.mark.parametrize("shell", ["zsh", "fish", "powershell"])
def test_other_shells_are_told_the_same_words(shell: str) -> None:
    settings = {
        "_RIEP_COMPLETE": f"complete_{shell}",
        "_TYPER_COMPLETE_ARGS": "riep validate --fo",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": "--fo",
    }
    assert "--format" in " ".join(completed(settings))
