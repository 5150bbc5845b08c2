"""JSON for programs, which people also look at in a terminal."""

import json

from hypothesis import given
from hypothesis import strategies as st

from riep_plan.output._json import written
from riep_plan.values.words import visible

DATA = st.recursive(
    st.text(st.characters())
    | st.integers()
    | st.none()
    | st.sampled_from(["\x1b[2J", "\x9b", "\u202e"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(data=DATA)
def test_nothing_in_json_acts_on_a_terminal(data: object) -> None:
    text = written(data)
    assert visible(text) == text
    assert json.loads(text) == data


def test_letters_stay_as_they_are() -> None:
    assert written({"a": "é £ –"}) == '{\n  "a": "é £ –"\n}\n'
