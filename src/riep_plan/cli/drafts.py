"""What verbs do with files that would change: show them as a diff, or write them."""

import difflib
from collections.abc import Iterable, Sequence

from riep_plan.cli import console
from riep_plan.source.formatting import Draft
from riep_plan.source.save import NotSaved, save
from riep_plan.values.words import count, visible

#: What the sign at the start of a line of a diff says of the line.
_ROLES = {"+": "added", "-": "removed", "@": "quiet"}


def show_diffs(drafts: Iterable[Draft]) -> None:
    """Write what would change in each file, as a unified diff."""
    for draft in drafts:
        console.write("".join(f"{line}\n" for line in _diff(draft)))


def _diff(draft: Draft) -> Iterable[str]:
    colour = console.uses_colour()
    lines = difflib.unified_diff(
        _lines(draft.before), _lines(draft.after), draft.name, f"{draft.name} (formatted)"
    )
    for line in lines:
        shown = visible(line.removesuffix("\n"))
        role = _ROLES.get(line[:1])
        yield console.paint(shown, role) if colour and role else shown
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"


def _lines(raw: bytes) -> list[str]:
    """Give a file's lines, each with the end that it has."""
    *whole, rest = raw.decode().split("\n")
    return [*(f"{line}\n" for line in whole), *([rest] if rest else [])]


def save_all(drafts: Sequence[Draft]) -> None:
    """Write each file, whole or not at all.

    Raises:
        CommandFailed: one cannot be written; the message says how many were before it.
    """
    for done, draft in enumerate(drafts):
        try:
            save(draft.path, draft.name, draft.before, draft.after)
        except NotSaved as reason:
            others = (
                f" {count(done, 'file')} before it {'was' if done == 1 else 'were'} written."
                if done
                else ""
            )
            raise console.CommandFailed(f"{reason}{others}") from None
