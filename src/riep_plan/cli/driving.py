"""What git shows of a file when riep is its diff driver: what it means, or else its lines."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from riep_plan.cli import console
from riep_plan.compare.versions.driver import Call, in_plan, read_call
from riep_plan.compare.versions.git import Repository, lines_between
from riep_plan.output.changes.text import plain, render_part
from riep_plan.values.lines import wrapped
from riep_plan.values.refusal import Refused
from riep_plan.values.words import visible, visible_line

_NOTHING = b""
#: Lines of a comparison by their first sign, with the part that they play.
_ROLES = {"+": "added", "-": "removed", "@": "info"}
_MEANS_NOTHING = (
    "Nothing changes in meaning: only comments, order or layout. "
    "`git diff --no-ext-diff --no-textconv` shows the lines."
)
_NO_PART = "It cannot be read as a part of a plan that is here. Line by line:"
_TOGETHER = "`riep diff` tells what all these files change together, and who must agree."


def driven(words: Sequence[str]) -> str:
    """Give what git is to show of a file.

    Raises:
        ValueError: git never calls a driver so.
        OSError: a version of the file cannot be read.
    """
    call = read_call(words)
    paint = console.paint if _wants_colour() else plain
    if call.is_unmerged:
        return f"{paint(f'{visible_line(call.path)}: in conflict', 'error')}\n"
    heading = _heading(call)
    try:
        text = _meant(call, heading, paint)
        remark = "" if text else _NO_PART
    except Exception as error:  # noqa: BLE001  whatever is wrong, the lines can be shown
        text, remark = "", f"{console.told(error)} Line by line:"
    return text or _lines(call, heading, remark, paint)


def _heading(call: Call) -> str:
    """Name the file, and say what becomes of it as a whole."""
    before, after = visible_line(call.path), visible_line(call.new_path)
    name = before if before == after else f"{before} → {after}"
    if call.before is None:
        return f"{name} (new)"
    if call.after is None:
        return f"{name} (deleted)"
    old, new = call.modes
    return f"{name} (mode {old} → {new})" if old != new else name


def _meant(call: Call, heading: str, paint: Callable[[str, str], str]) -> str:
    """Tell what a file of a plan changes; nothing where it is of no plan."""
    from riep_plan.compare.run import changes_of_file

    top = Repository.around(Path.cwd()).top
    with in_plan(top, call, os.environ.get("GIT_PREFIX", "")) as found:
        if found is None:
            return ""
        changes = changes_of_file(found)
    if not changes.is_changed:
        return f"{paint(heading, 'path')}\n{_wrapped(_MEANS_NOTHING)}\n\n"
    told = render_part(heading, changes, width=_width(), paint=paint)
    return f"{told}{_closing()}\n"


def _closing() -> str:
    """Say after the last of several files that they are told one by one."""
    place, many = (os.environ.get(f"GIT_DIFF_PATH_{word}", "") for word in ("COUNTER", "TOTAL"))
    return f"\n{_wrapped(_TOGETHER)}\n" if place == many and many not in ("", "1") else ""


def _wrapped(text: str) -> str:
    return "\n".join(wrapped(text, _width()))


def _lines(call: Call, heading: str, remark: str, paint: Callable[[str, str], str]) -> str:
    def told() -> Iterator[str]:
        yield paint(heading, "path")
        yield remark
        for line in lines_between(call.before or _NOTHING, call.after or _NOTHING):
            role = _ROLES.get(line[:1])
            shown = visible(line)
            yield paint(shown, role) if role else shown
        yield ""

    return "".join(f"{line}\n" for line in told())


def _wants_colour() -> bool:
    """Whether git would use colour: as it is set, or on a terminal, if only behind its pager."""
    if os.environ.get("NO_COLOR"):
        return False
    on_terminal = console.uses_colour() or bool(os.environ.get("GIT_PAGER_IN_USE"))
    try:
        return Repository.around(Path.cwd()).wants_colour(on_terminal=on_terminal)
    except Refused:
        return on_terminal


def _width() -> int:
    """Columns to fill: behind its pager git says how many the terminal has."""
    if os.environ.get("GIT_PAGER_IN_USE") and not sys.stdout.isatty():
        return shutil.get_terminal_size().columns
    return console.width()
