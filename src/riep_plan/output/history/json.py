"""A history as JSON, for programs. The envelope and its keys are a contract: docs/history.md."""

from typing import Any

from riep_plan.compare.change import Change
from riep_plan.compare.history import Entry, History
from riep_plan.compare.story.history import tell_entry
from riep_plan.compare.story.kinds import PARTS
from riep_plan.findings.finding import Path, fact
from riep_plan.output._json import written
from riep_plan.output.changes.json import value_as_data
from riep_plan.source.place import pointer

VERSION = 1


def render(told: History) -> str:
    """Give the whole history, the latest commit first; nothing is left out or cut."""
    envelope = {
        "version": VERSION,
        "plan": told.plan,
        "title": told.title,
        "of": pointer(told.of),
        "value": told.value or None,
        "entries": [entry_as_data(one, told.of) for one in told.entries],
    }
    return written(envelope)


def entry_as_data(entry: Entry, of: Path = ()) -> dict[str, Any]:
    """Give what a commit changed."""
    commit = entry.commit
    return {
        "commit": commit.id or None,
        "day": commit.day or None,
        "author": commit.author or None,
        "subject": commit.subject,
        "text": tell_entry(entry, of).text,
        "total": fact(entry.total),
        "cut_off": entry.is_cut_off,
        "unread": entry.comparison.unread or None,
        "changes": [_change(one.change) for one in entry.comparison.changes],
        "values": [value_as_data(one) for one in entry.values],
        "approved": list(entry.approved),
        "recorded": list(entry.recorded),
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "part": PARTS[change.kind].value,
        "subject": pointer(change.subject),
        "text": change.text,
        "amount": fact(change.amount),
    }
