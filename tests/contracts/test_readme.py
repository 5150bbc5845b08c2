"""The README tells the truth: each console block prints what it shows."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_BLOCK = re.compile(r"^```console\n\$ (.+)\n((?:.*\n)*?)```$", re.MULTILINE)
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = _BLOCK.findall(README)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("plans", "schemas"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def test_the_readme_shows_the_main_commands() -> None:
    shown = " ".join(command for command, _ in BLOCKS)
    assert all(f"riep {verb}" in shown for verb in ("validate", "report", "show"))


@pytest.mark.parametrize(("command", "printed"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_a_console_block_prints_what_it_shows(command: str, printed: str, checkout: Path) -> None:
    riep = f'"{sys.executable}" -m riep_plan '
    done = subprocess.run(  # noqa: S602  the commands are our own README's
        re.sub(r"(^|&& )riep ", lambda match: match[1] + riep, command),
        cwd=checkout,
        shell=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "NO_COLOR": "1"},
    )
    assert done.stdout + done.stderr == printed


def test_links_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
