"""``riep validate --engine``: what it cannot do, in one line. What it does: tests/check/engines."""

from pathlib import Path

import pytest

from tests.cli.running import Runner, assert_refused


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--engine", "ray://x"], "there is no engine ray://x"),
        (["--engine", "dask://127.0.0.1:1", "--jobs", "2"], "--jobs"),
        (["--engine", "dask://127.0.0.1:1", "--changed-since", "HEAD"], "--changed-since"),
    ],
)
def test_the_command_says_so_in_one_line(
    riep: Runner, real_plan: Path, options: list[str], word: str
) -> None:
    assert_refused(riep("validate", real_plan, *options), word)
