"""Random plans without a mistake, of every kind, for the law that riep finds nothing in them.

What is correct is decided here from what a careful officer would write, never from what the rules
accept: a plan from here in which a rule finds something shows a fault of the rule.
"""

from hypothesis import strategies as st

from tests.support.correct.amounts import Style
from tests.support.correct.files import as_text, shuffled, write_plan
from tests.support.correct.kinds import plan_of
from tests.support.correct.money import Data
from tests.support.correct.scene import PARTS, Scene, scenes

__all__ = ["PARTS", "Data", "Scene", "Style", "as_text", "plan_of", "scenes", "shuffled"]
__all__ += ["plans", "style_of", "write_plan"]


def plans(kind: str) -> st.SearchStrategy[Data]:
    """Draw plans of a kind as data, in which every ``Decimal`` is an amount in exact pounds."""
    return scenes(kind).map(plan_of)


def style_of(scene: Scene, form: str = "digits") -> Style:
    """Say how a plan's amounts are written: in its unit, to its places, in a form."""
    return Style(scene.unit, scene.dice("places").choice([0, 0, 1]), form)
