"""The README's console blocks: what each command prints; ``python -m`` this to write them anew."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
BLOCK = re.compile(r"^```console\n\$ (.+)\n((?:.*\n)*?)```$", re.MULTILINE)


def lay_out(folder: Path) -> Path:
    """Copy what the commands work on, so that they change nothing here."""
    for name in ("plans", "schemas"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def printed_by(command: str, folder: Path) -> str:
    """Run a line of the README as a reader would, with this checkout's riep."""
    riep = f'"{sys.executable}" -m riep_plan '
    done = subprocess.run(  # noqa: S602  the commands are our own README's
        re.sub(r"(^|&& )riep ", lambda match: match[1] + riep, command),
        cwd=folder,
        shell=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "NO_COLOR": "1"},
    )
    return done.stdout + done.stderr


def main() -> None:
    """Write what each command prints now into the README."""
    with tempfile.TemporaryDirectory() as name:
        folder = lay_out(Path(name))
        text = README.read_text(encoding="utf-8")
        renewed = BLOCK.sub(
            lambda match: f"```console\n$ {match[1]}\n{printed_by(match[1], folder)}```", text
        )
    README.write_text(renewed, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
