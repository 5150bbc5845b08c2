"""A value worked out when it is first asked for, and kept: thousands of them to a plan."""

from functools import cached_property
from typing import Any, Self, TypeVar, overload

FoundT = TypeVar("FoundT")


class remembered(cached_property[FoundT]):  # noqa: N801  it is used as the decorator that it replaces
    """The library's `cached_property`, without the lock that Python 3.11 takes for each value.

    Python 3.12 takes none either: at worst, two threads work the same value out twice.
    """

    @overload
    def __get__(self, instance: None, owner: type[Any] | None = None) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type[Any] | None = None) -> FoundT: ...
    def __get__(self, instance: object, owner: type[Any] | None = None) -> Self | FoundT:
        """Work the value out, and put it where the next one to ask finds it first."""
        if instance is None:
            return self
        found: FoundT = self.func(instance)
        instance.__dict__[self.attrname] = found  # type: ignore[index]  # its class has named it
        return found
