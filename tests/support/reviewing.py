"""The repository that the guide to reviewing works on; ``python -m`` this writes what it prints.

Ids of commits are made from contents, names and days, so they are the same on every machine.
"""

import os
import re
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from tests.support.git import Repo
from tests.support.readme import ROOT, renewed

GUIDE = ROOT / "docs" / "reviewing.md"

PLAN = """\
riep: 1
kind: work-programme
title: Shared fleet work programme 2027/28
accountable_body: Marchmoor County Council
period: April 2027 to March 2028
calendar:
  Q1: {from: April 2027, to: June 2027}
  Q2: {from: July 2027, to: September 2027}
  Q3: {from: October 2027, to: December 2027}
  Q4: {from: January 2028, to: March 2028}
funding:
  core: {title: Fleet grant, kind: core, amount: 200000}
meetings:
  board-june: {body: Fleet Board, on: 17 June 2027}
policy:
  board: Fleet Board
  delegated:
    manager:
      text: Money may move between projects without the board up to £10,000.
      to: Programme manager
      of: [virement, re-profile]
      limit: 10000
"""
WORKSHOP = """\
riep: 1
title: Joint vehicle workshop
spend:
  core:
    revenue: {total: 120000, Q1: 30000, Q2: 30000, Q3: 30000, Q4: 30000}
milestones:
  lease: {text: Lease of the workshop signed, due: 30 June 2027}
"""
CHARGING = """\
riep: 1
title: Charging points in depots
spend:
  core:
    revenue: {total: 80000, Q1: 0, Q2: 40000, Q3: 40000, Q4: 0}
milestones:
  first: {text: First charging point in use, due: 30 September 2027}
"""
_MOVED = "revenue: {total: 60000, Q1: 0, Q2: 20000, Q3: 40000, Q4: 0}"
_FOLDER = "plans/shared-fleet"
_WORKSHOP_FILE = f"{_FOLDER}/projects/workshop.yaml"
_CHARGING_FILE = f"{_FOLDER}/projects/charging-points.yaml"


def lay_out(folder: Path) -> Path:
    """Make the repository, with a branch that is to be reviewed and one that was made meanwhile."""
    repo = Repo(folder, date(2027, 4, 1))
    files = {f"{_FOLDER}/plan.yaml": PLAN, _WORKSHOP_FILE: WORKSHOP, _CHARGING_FILE: CHARGING}
    repo.commit(files, "The programme as the board agreed it")
    later = CHARGING.replace("Q2: 40000, Q3: 40000", "Q2: 35000, Q3: 45000")
    repo.commit({_CHARGING_FILE: later}, "Charging points: order half of them later")
    repo.commit({_CHARGING_FILE: CHARGING}, "Charging points: the supplier can deliver after all")
    repo.git("checkout", "--quiet", "-b", "roof")
    moved = CHARGING.replace(_line(CHARGING), _MOVED).replace("30 September", "30 November")
    raised = WORKSHOP.replace("total: 120000", "total: 140000").replace("Q2: 30000", "Q2: 50000")
    repo.commit({_CHARGING_FILE: moved, _WORKSHOP_FILE: raised}, "Mend the workshop's roof")
    repo.git("checkout", "--quiet", "-b", "lease", "main")
    signed = WORKSHOP.replace("30 June", "15 June").replace("Q2: 30000", "Q2: 28000")
    signed = signed.replace("Q4: 30000", "Q4: 32000")
    repo.commit({_WORKSHOP_FILE: signed}, "The lease is signed earlier")
    repo.git("checkout", "--quiet", "roof")
    return folder


def _line(text: str) -> str:
    found = re.search(r"revenue: \{.*\}", text)
    assert found is not None
    return found[0]


@contextmanager
def riep_on_path(folder: Path) -> Iterator[None]:
    """Have git find this checkout's riep by its name, as where it is installed."""
    script = folder / "riep"
    folder.mkdir(parents=True, exist_ok=True)
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m riep_plan "$@"\n', encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    before = os.environ["PATH"]
    os.environ["PATH"] = f"{folder}{os.pathsep}{before}"
    try:
        yield
    finally:
        os.environ["PATH"] = before


def followed(folder: Path) -> str:
    """Follow the guide in a folder of its own; give it with what its commands print now."""
    with riep_on_path(folder / "bin"):
        return renewed(GUIDE.read_text(encoding="utf-8"), lay_out(folder / "marchmoor"))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        text = followed(Path(name))
    GUIDE.write_text(text, encoding="utf-8", newline="\n")
