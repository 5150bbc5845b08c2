"""Prose of made plans, which quotes figures by reference, or writes them out and agrees."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from tests.support.correct.amounts import TOTAL, Rate, Unconfirmed, in_words
from tests.support.correct.money import Data
from tests.support.correct.scene import Scene
from tests.support.correct.words import SECTIONS, SENTENCES, Subject, chosen

_QUOTING = (
    "The plan has {figure} for {what}.",
    "Members noted that {figure} stands under {what}, which was agreed in advance.",
    "Of the money in this plan, {figure} is for {what}.",
    "Partners were told of the {figure} for {what} and support it.",
)
#: Amounts of other years, other bodies, of which this plan has no figure.
_ELSEWHERE = (
    "Councils of the region spend about {amount} a year on {about}.",
    "The review put the cost of doing nothing at {amount}.",
    "A neighbouring region invested {amount} in {about} before it saw results.",
    "In the year before, {amount} was spent on {about} and the accounts were closed.",
)


def sections(scene: Scene, place: str, subject: Subject, part: Data) -> Data:
    """Write sections of a part of the plan: a project, or the plan itself."""
    dice = scene.dice("prose", place)
    found: Data = {}
    for name in chosen(dice, SECTIONS, dice.randint(1, 3)):
        texts = [subject.filled(one) for one in chosen(dice, SENTENCES, dice.randint(1, 4))]
        texts += _with_figures(scene, dice, subject, part)
        dice.shuffle(texts)
        text = " ".join(texts)
        found[name] = {"title": "How it is run", "text": text} if name == "governance" else text
    return found


def _with_figures(scene: Scene, dice: Random, subject: Subject, part: Data) -> Iterator[str]:
    figures = list(_figures(part, ()))
    if figures and scene.has("quotes"):
        path, figure = dice.choice(figures)
        quoted = [f"{{{path}}}", f"{{{path}|k}}"]
        yield _said(dice, path, dice.choice(quoted))
    if figures and scene.has("exact"):
        path, figure = dice.choice(figures)
        yield _said(dice, path, in_words(dice, abs(figure)))
    if dice.random() < 0.3:
        sentence = dice.choice(_ELSEWHERE)
        same = scene.dice("elsewhere", sentence, subject.title)  # one thing has one amount
        other = Decimal(same.randint(21, 987)) * same.choice([1_000, 10_000, 100_000, 2_345])
        yield subject.filled(sentence.replace("{amount}", in_words(same, other)))


def _said(dice: Random, path: str, figure: str) -> str:
    """Say what a figure is, and what it is of, by the names that lead to it."""
    what = path.replace("_", " ").replace("-", " ").replace("/", ", ")
    return dice.choice(_QUOTING).replace("{figure}", figure).replace("{what}", what)


def _figures(part: object, at: tuple[str, ...]) -> Iterator[tuple[str, Decimal]]:
    """Give every figure of a part that prose can quote, with its path."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key not in _UNQUOTED:
                yield from _figures(value, (*at, key))
    elif isinstance(part, Decimal) and not isinstance(part, (Rate, Unconfirmed)) and part > 0:
        yield "/".join(at), part


#: Projects quote their own figures; a total is quoted by the row that it stands in.
_UNQUOTED = {"projects", TOTAL}
