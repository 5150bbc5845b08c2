"""How many projects a text says that the whole programme has."""

import re
from collections.abc import Iterator

from riep_plan.values.lazy_pattern import lazy_pattern

_WORDS = dict(
    zip(
        (
            *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
            *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
            *("nineteen", "twenty"),
        ),
        range(2, 21),
        strict=True,
    )
)
_NUMBER = rf"(?P<number>\d{{1,3}}|{'|'.join(_WORDS)})"
# Words that speak of all of them; “three projects” alone may be any three.
_ALL = lazy_pattern(
    r"\b(?:programme|plan|report|document)\s+(?:now\s+)?(?:consists\s+of|comprises|contains"
    r"|is\s+made\s+up\s+of|has|includes|sets\s+out)\s+(?:a\s+total\s+of\s+|all\s+)?"
    rf"{_NUMBER}\s+(?:(?:outline|separate|regional|funded|different|main)\s+){{0,2}}"
    r"(?P<thing>projects|business\s+cases)\b",
    re.IGNORECASE,
)


def whole_numbers_of_projects(text: str) -> Iterator[tuple[str, int]]:
    """Give each number of projects that a text says the whole has, with its words."""
    folded = text.casefold()
    for match in _ALL.finditer(text) if "projects" in folded or "business" in folded else ():
        word = match["number"].casefold()
        yield " ".join(match[0].split()), _WORDS.get(word) or int(word)
