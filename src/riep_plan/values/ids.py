"""Identifiers: short names in lower case that stay the same when a title changes."""

import re

from riep_plan.values.refusal import Refused

ID_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_LONGEST = 80
_ID = re.compile(ID_PATTERN)


def read_id(text: str) -> str:
    """Read an identifier such as ``foster-care-placements``.

    Raises:
        Refused: it has capitals, spaces or signs; the advice gives the form that is allowed.
    """
    if _ID.fullmatch(text) and len(text) <= _LONGEST:
        return text
    if len(text) > _LONGEST:
        raise Refused(f"an id has at most {_LONGEST} characters", "Shorten it.")
    suggestion = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    advice = f"Write {suggestion}." if suggestion else "Use small letters, digits and hyphens."
    return _refuse(text, advice)


def _refuse(text: str, advice: str) -> str:
    raise Refused(f"“{text}” is not an id: small letters, digits and single hyphens", advice)
