"""The README tells the truth: each console block prints what it shows."""

import re
from pathlib import Path

import pytest

from tests.support.readme import BLOCK, README, ROOT, lay_out, printed_by

BLOCKS = BLOCK.findall(README.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out(tmp_path_factory.mktemp("checkout"))


def test_the_readme_shows_the_main_commands() -> None:
    shown = " ".join(command for command, _ in BLOCKS)
    assert all(f"riep {verb}" in shown for verb in ("validate", "report", "show"))


@pytest.mark.parametrize(("command", "printed"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_a_console_block_prints_what_it_shows(command: str, printed: str, checkout: Path) -> None:
    assert printed_by(command, checkout) == printed


def test_links_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
