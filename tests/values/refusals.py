"""What a reader of values says of a text that it refuses."""

from collections.abc import Callable

from riep_plan.values.refusal import Refused


def refusal_of(read: Callable[[str], object], text: str) -> Refused | None:
    """The refusal of a text, or None where it is read; any other exception goes on."""
    try:
        read(text)
    except Refused as refused:
        return refused
    return None
