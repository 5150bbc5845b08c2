"""Paths as a plan writes them, in waivers, restrictions and notes: ``projects/depot/spend``."""

from riep_plan.figures.walk import within
from riep_plan.findings.finding import Path


def keys_of(written: str) -> tuple[str, ...]:
    """Read a path as a plan writes it: ``projects/depot``, with a slash before it or without."""
    return tuple(written.strip().strip("/").split("/"))


def path_of(value: object, keys: tuple[str, ...], at: Path = ()) -> Path | None:
    """Find the value that written keys lead to; a key may itself hold a slash, as ``2008/09`` does.

    What may be written as its text alone answers to ``…/text`` and to its own path.
    """
    if not keys:
        return at
    here = within(value)
    for length in range(1, len(keys) + 1):
        key = "/".join(keys[:length])
        if key in here and (found := path_of(here[key], keys[length:], (*at, key))) is not None:
            return found
    return None
