"""The guide to reviewing: followed from its first command to its last, it shows what it says."""

import os
import re

import pytest

from tests.support.readme import BLOCK, FENCE
from tests.support.reviewing import GUIDE, followed

TEXT = GUIDE.read_text(encoding="utf-8")
COMMANDS = [command for command, _ in BLOCK.findall(TEXT)]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="its commands are for a POSIX shell")


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The guide with what its commands print, each run when the steps before it were done."""
    return followed(tmp_path_factory.mktemp("reviewing"))


@pytest.mark.parametrize("place", range(len(COMMANDS)), ids=COMMANDS)
def test_a_command_prints_what_the_guide_shows(place: int, now: str) -> None:
    assert BLOCK.findall(now)[place] == BLOCK.findall(TEXT)[place]


def test_every_block_is_run_or_saved() -> None:
    blocks = FENCE.findall(TEXT)
    assert len(blocks) * 2 == len(re.findall(r"^ *```", TEXT, re.MULTILINE))
    assert [language for language, name, _, _ in blocks if not name] == ["console"] * len(COMMANDS)


def test_it_shows_what_reviewers_need() -> None:
    shown = " ".join(COMMANDS)
    needed = ("riep diff", "--changed-since", "riep git install", "git merge", "riep history")
    assert [one for one in (*needed, "riep blame") if one not in shown] == []


def test_no_command_fails_or_shows_nothing_that_it_should_not() -> None:
    printed = dict(BLOCK.findall(TEXT))
    assert [
        command for command, lines in printed.items() if bool(lines) == (" --quiet main" in command)
    ] == []
    assert "Traceback" not in TEXT
    assert not re.search(r"^riep: (?!plans/.* was \d+; it is)", TEXT, re.MULTILINE)
