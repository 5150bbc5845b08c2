"""What prose promises by a date: ``the review will be finished by June 2009``."""

import re
from collections.abc import Iterator

from riep_plan.figures.words.prose import sentence_lines
from riep_plan.values.lazy_pattern import lazy_pattern
from riep_plan.values.period import Period, read_period
from riep_plan.values.refusal import Refused

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
# A promise, and no report of one: “it was agreed that … would” speaks of the past.
_PROMISE = lazy_pattern(
    r"\b(?:will|shall|(?:is|are) (?:due|planned|expected|scheduled|intended) to|(?:is|are) to be)\b"
    rf"[^.;!?]*?\bby\s+(?:the\s+)?(?:end\s+of\s+)?(?P<by>(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?"
    rf"{_MONTH}\s+(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
#: What none is without, and most sentences are.
_YEAR = re.compile(r"(?:19|20)\d\d")
_REPORTED = lazy_pattern(
    r"\b(?:was|were|had|has been|have been)\s+(?:\w+\s+){0,2}"
    r"(?:that|completed|achieved|delivered)\b",
    re.IGNORECASE,
)


def promised(text: str) -> Iterator[tuple[str, Period]]:
    """Give each sentence of a text that promises something by a month or day, with that."""
    for line in sentence_lines(text) if _YEAR.search(text) else ():
        match = _PROMISE.search(line) if _YEAR.search(line) else None
        if match is None or _REPORTED.search(line):
            continue
        try:
            yield line, read_period(match["by"])
        except Refused:
            continue
