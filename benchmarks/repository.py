"""Plans in git: a branch that touches a few of many."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

#: Git, with somebody to sign what it commits.
GIT = ("git", "-c", "user.name=Analyst", "-c", "user.email=analyst@example.org")
MAIN, BRANCH = "main", "branch"
#: What is changed in each file of a touched plan: a word of its title.
_TITLE = "title: "


def commit(top: Path, touched: Sequence[Path]) -> None:
    """Commit all plans below a folder on ``main``, and on a branch a change to some of them."""
    _git(top, "init", "--quiet", f"--initial-branch={MAIN}")
    _git(top, "add", "--all")
    _git(top, "commit", "--quiet", "--message=Plans")
    _git(top, "switch", "--quiet", "--create", BRANCH)
    for plan in touched:
        for file in sorted((plan / "projects").glob("*.yaml")):
            text = file.read_text(encoding="utf-8")
            file.write_text(text.replace(_TITLE, f"{_TITLE}Renamed ", 1), encoding="utf-8")
    _git(top, "commit", "--quiet", "--all", "--message=A branch")


def _git(folder: Path, *words: str) -> None:
    subprocess.run([*GIT, *words], cwd=folder, check=True, capture_output=True)
