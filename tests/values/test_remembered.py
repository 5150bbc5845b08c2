"""What is worked out once, and kept."""

from riep_plan.values.remembered import remembered


class Counted:
    """Something that counts how often it is worked out."""

    def __init__(self) -> None:
        self.times = 0

    @remembered
    def answer(self) -> int:
        """How often it was worked out by now."""
        self.times += 1
        return self.times


def test_it_is_worked_out_when_first_asked_for_and_then_kept() -> None:
    one = Counted()
    assert one.times == 0
    assert [one.answer, one.answer] == [1, 1]


def test_each_has_its_own() -> None:
    one, other = Counted(), Counted()
    assert (one.answer, other.answer) == (1, 1)
    assert (one.times, other.times) == (1, 1)


def test_what_is_kept_can_be_forgotten() -> None:
    one = Counted()
    assert one.answer == 1
    del one.answer
    assert one.answer == 2


def test_asked_of_the_class_it_is_the_property_itself() -> None:
    assert isinstance(Counted.answer, remembered)
