"""A repository of a test's own: files written and committed, day after day."""

import os
import subprocess
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from textwrap import dedent

_FIRST_DAY = date(2010, 4, 1)


class Repo:
    """A repository in a folder. Each commit is made a day after the one before."""

    def __init__(self, top: Path, day: date = _FIRST_DAY) -> None:
        """Begin a repository whose first branch is ``main``, on a day."""
        self.top = top
        self._day = day
        top.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *words: str, given: str = "") -> str:
        """Run git here, without any settings of the machine's, and give what it prints."""
        settings = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.top),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": f"{self._day}T12:00:00Z",
            "GIT_COMMITTER_DATE": f"{self._day}T12:00:00Z",
        }
        for who in ("AUTHOR", "COMMITTER"):
            settings |= {f"GIT_{who}_NAME": "Analyst", f"GIT_{who}_EMAIL": "analyst@example.org"}
        done = subprocess.run(
            ["git", *words],
            cwd=self.top,
            input=given,
            capture_output=True,
            text=True,
            check=True,
            env=settings,
        )
        return done.stdout

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Write files; None deletes one."""
        for name, content in files.items():
            path = self.top / name
            if content is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            raw = content if isinstance(content, bytes) else dedent(content).encode()
            path.write_bytes(raw)

    def commit(self, files: Mapping[str, str | bytes | None], subject: str = "A change") -> str:
        """Write files and commit everything; give the commit's id."""
        self.write(files)
        self.git("add", "--all")
        self._day += timedelta(days=1)
        self.git("commit", "--quiet", "--allow-empty", f"--message={subject}")
        return self.git("rev-parse", "HEAD").strip()
