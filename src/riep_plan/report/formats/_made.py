"""When a file was made: never the clock, so that the same plan gives the same bytes.

``SOURCE_DATE_EPOCH`` is what reproducible builds go by: https://reproducible-builds.org/specs.
"""

import os
from datetime import UTC, datetime, timedelta

from riep_plan.values.refusal import Refused

_VARIABLE = "SOURCE_DATE_EPOCH"
_FIRST = datetime(1970, 1, 1, tzinfo=UTC)


def made() -> datetime | None:
    """Give the time that the environment states; None where it states none.

    Raises:
        Refused: what it states is no number of seconds since 1970.
    """
    stated = os.environ.get(_VARIABLE, "")
    if not stated:
        return None
    try:
        return _FIRST + timedelta(seconds=int(stated))
    except (ValueError, OverflowError):
        raise Refused(
            f"{_VARIABLE} is “{stated}”, which is no number of seconds since 1970",
            "Write one, such as `git log -1 --format=%ct` prints, or leave it out.",
        ) from None
