"""Patterns of words that most plans do not have: each is compiled when it is first asked."""

import re
from typing import AnyStr, Generic, cast


class _Lazy(Generic[AnyStr]):
    """Stands for a pattern; what is asked of it is the compiled pattern's own from then on."""

    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self._pattern: AnyStr = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        if name.startswith("_"):  # of a copy that is still being made, and has nothing
            raise AttributeError(name)
        found: object = getattr(re.compile(self._pattern, self._flags), name)
        setattr(self, name, found)
        return found


def lazy_pattern(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Give what ``re.compile`` gives, without the time that compiling takes before it is used.

    A run on one plan asks less than half of the patterns that its rules have.
    """
    return cast("re.Pattern[AnyStr]", _Lazy(pattern, flags))
