"""What may be asked of a check."""

import pytest

from riep_plan.check.run import Options


@pytest.mark.parametrize("name", ["select", "ignore"])
@pytest.mark.parametrize("codes", [["TOT"], "TOT", {"TOT"}])
def test_codes_are_given_as_a_tuple(name: str, codes: object) -> None:
    """Anything else would end as a fault of riep in every plan, or find more than is asked."""
    with pytest.raises(TypeError, match=f"{name} is a tuple of codes"):
        Options(**{name: codes})  # type: ignore[arg-type]  # on purpose
