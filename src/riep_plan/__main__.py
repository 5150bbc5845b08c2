"""``python -m riep_plan`` is the ``riep`` command."""

import os
import sys

# Python puts the folder that it is run in first among those it imports from. A checkout that is
# being checked may hold a typer.py: nothing of it may run.
try:
    _here = os.getcwd()  # noqa: PTH109  no more imports than these
except FileNotFoundError:  # it is there no more
    _here = ""
if sys.path and not sys.flags.safe_path and sys.path[0] in ("", _here):
    del sys.path[0]

from riep_plan.cli import main

if __name__ == "__main__":
    main()
