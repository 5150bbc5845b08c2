"""Laws of the diff from end to end: files in, a review or a merged plan out.

What holds between two models alone is in ``tests/compare/test_differences.py``; of their money, in
``tests/compare/test_money_laws.py``. Here plans are written to files, changed, formatted, merged
and compared as the command does it.
"""

import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from riep_plan.check import Options
from riep_plan.check.run import check_plan
from riep_plan.compare.change import Kind
from riep_plan.compare.comparison import Comparison, Review
from riep_plan.compare.merging.files import merged_file
from riep_plan.compare.run import comparison
from riep_plan.compare.versions.pairs import Pair
from riep_plan.findings.rule import Severity
from riep_plan.model.base import KINDS
from riep_plan.output.changes import formats, renderer
from riep_plan.report.changes import render as page
from riep_plan.source.discover import PlanSite
from riep_plan.source.load import load
from riep_plan.source.loaded import LoadedPlan
from riep_plan.source.read import read_data
from tests.compare.test_differences import MIRRORED
from tests.compare.test_money_laws import edited
from tests.compare.year import riep
from tests.support.correct import Scene, plan_of, scenes, shuffled, style_of, write_plan

_FORMS = ("digits", "comma", "underscore", "k")
#: A part of a plan's data, of whatever shape.
Node = Any
At = tuple[str, ...]

few = settings(
    deadline=None,
    max_examples=int(os.environ.get("RIEP_PLANS", "4")),
    suppress_health_check=[HealthCheck.too_slow],
)
of_every_kind = pytest.mark.parametrize("kind", KINDS)


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for a while, whose name every plan in it is compared under."""
    made = Path(tempfile.mkdtemp()).resolve()
    try:
        yield made
    finally:
        shutil.rmtree(made)


def site(root: Path) -> PlanSite:
    return PlanSite("made", root, is_folder=True)


def read(root: Path) -> LoadedPlan:
    """Read a plan, with its texts in memory: its files may change or go."""
    return load(site(root))


def compared(before: LoadedPlan, after: LoadedPlan) -> Comparison:
    return comparison(Pair(before, after), Options())


def wrongs(root: Path) -> list[str]:
    """Give the errors and warnings in a plan."""
    found = check_plan(site(root), Options()).reported
    return [one.rule.code for one in found if one.rule.severity is not Severity.INFO]


# --- nothing changes ---


@of_every_kind
@given(data=st.data(), form=st.sampled_from(_FORMS))
@few
def test_formatting_gives_nothing(kind: str, data: st.DataObject, form: str) -> None:
    scene = data.draw(scenes(kind))
    turned = shuffled(plan_of(scene), scene.dice("order", data.draw(st.integers(0, 99))))
    with folder() as top:
        root = write_plan(top / "made", cast("dict[str, Any]", turned), style_of(scene, form))
        before = read(root)
        assert riep(root, "fmt", ".").status == 0
        found = compared(before, read(root))
    assert (found.changes, found.effects, found.is_changed) == ((), (), False)
    assert not found.findings.new
    assert not found.findings.cleared


# --- something does ---


@contextmanager
def two_versions(scene: Scene, seed: int) -> Iterator[tuple[LoadedPlan, LoadedPlan]]:
    """Write a plan without a mistake, and the same with some of its figures and words changed."""
    with folder() as top:
        before = write_plan(top / "before" / "made", plan_of(scene), style_of(scene))
        shutil.copytree(before, top / "after" / "made")
        dice = Random(seed)  # noqa: S311  no secret
        for file in sorted((top / "after" / "made").rglob("*.yaml")):
            was = read_data(file.read_text(encoding="utf-8"))
            now = with_edits(edited(cast("dict[str, Any]", was), dice), dice, dice.randint(0, 4))
            file.write_text(json.dumps(now, ensure_ascii=False), encoding="utf-8")
        yield read(before), read(top / "after" / "made")


def leaves(part: Node, at: At = ()) -> Iterator[At]:
    """Give the place of every single value that is in no list."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from leaves(value, (*at, key))
    elif not isinstance(part, list):
        yield at


def with_edits(tree: Node, dice: Random, many: int) -> Node:
    """Change some words, and take some keys out."""
    places = [at for at in leaves(tree) if at not in {("riep",), ("kind",), ("title",)}]
    for at in dice.sample(places, min(many, len(places))):
        holder = tree
        for step in at[:-1]:
            holder = holder[step]
        if isinstance(holder[at[-1]], str) and " " in holder[at[-1]]:
            holder[at[-1]] += " as well"
        elif dice.random() < 0.3:
            del holder[at[-1]]
    return tree


some_seed = st.integers(0, 2**32)


@of_every_kind
@given(data=st.data(), seed=some_seed)
@few
def test_the_amounts_told_add_up_to_the_totals_told(
    kind: str, data: st.DataObject, seed: int
) -> None:
    with two_versions(data.draw(scenes(kind)), seed) as (before, after):
        assume(before.plan and after.plan)
        found = compared(before, after)
    amounts = [
        one.change.amount or Decimal(0)
        for one in found.changes
        if one.change.kind in (Kind.GROWTH, Kind.CUT)
    ]
    totals = [one.difference for one in found.effects if not one.of and not one.kind]
    assert sum(amounts) == sum(totals)


@of_every_kind
@given(data=st.data(), seed=some_seed)
@few
def test_the_other_way_round_everything_is_told_turned(
    kind: str, data: st.DataObject, seed: int
) -> None:
    with two_versions(data.draw(scenes(kind)), seed) as (before, after):
        assume(before.plan and after.plan)
        there, back = compared(before, after), compared(after, before)
    kinds = [Counter(one.change.kind for one in each.changes) for each in (there, back)]
    assert Counter(MIRRORED.get(one, one) for one in kinds[0].elements()) == kinds[1]
    turned = [(one.of, one.kind, one.after, one.before) for one in there.effects]
    assert sorted(turned, key=str) == sorted(
        ((one.of, one.kind, one.before, one.after) for one in back.effects), key=str
    )
    assert found_in(there, "new") == found_in(back, "cleared")
    assert found_in(there, "cleared") == found_in(back, "new")


def found_in(one: Comparison, which: str) -> list[tuple[str, str]]:
    """Give findings by rule and place, but those of the change itself, which has a direction."""
    found = getattr(one.findings, which)
    return sorted(
        (held.rule.code, held.message) for held in found if not held.rule.code.startswith("CHG")
    )


@of_every_kind
@given(data=st.data(), seed=some_seed)
@few
def test_every_change_is_told_in_every_format(kind: str, data: st.DataObject, seed: int) -> None:
    with two_versions(data.draw(scenes(kind)), seed) as (before, after):
        found = compared(before, after)
        review = Review("one", "other", (found,) if found.is_changed else ())
        texts = [*(renderer(name)(review) for name in formats()), page(review)]
    told = json.loads(renderer("json")(review))
    assert [(one["kind"], one["text"]) for plan in told["plans"] for one in plan["changes"]] == [
        (one.change.kind, one.change.text) for one in found.changes
    ]
    assert all(texts)
    values = Counter(
        value["pointer"] for plan in told["plans"] for one in plan["changes"]
        for value in one["values"]
    )  # fmt: skip
    assert [pointer for pointer, many in values.items() if many > 1] == []


# --- merging ---


def changed_apart(tree: Node, dice: Random) -> tuple[Node, Node, Node]:
    """Change a plan's words on two sides in different places; give both, and what has all of it.

    Each side also adds something of its own.
    """
    places = [at for at in leaves(tree) if is_words(tree, at)]
    dice.shuffle(places)
    half = len(places) // 2
    ours, theirs = places[:half][:6], places[half:][:6]
    sides = [reworded(tree, each, mark) for each, mark in ((ours, "by us"), (theirs, "by them"))]
    both = reworded(reworded(tree, ours, "by us"), theirs, "by them")
    for side, mark in ((sides[0], "us"), (sides[1], "them"), (both, "us"), (both, "them")):
        for key in ("risks", "milestones", "contacts"):
            if isinstance(side.get(key), dict) and side[key]:
                side[key] = {**side[key], f"of-{mark}": copied(next(iter(tree[key].values())))}
    return sides[0], sides[1], both


def copied(part: Node) -> Node:
    return json.loads(json.dumps(part))


def is_words(tree: Node, at: At) -> bool:
    """Whether a value is prose that no figure stands in, so that a word more breaks nothing."""
    value = tree
    for step in at:
        value = value[step]
    is_prose = isinstance(value, str) and " " in value and not any(map(str.isdigit, value))
    return is_prose and at[-1] in ("text", "mitigation", "title", "description", "reason")


def reworded(tree: Node, places: list[At], mark: str) -> Node:
    made = copied(tree)
    for at in places:
        holder = made
        for step in at[:-1]:
            holder = holder[step]
        holder[at[-1]] += f" {mark}"
    return made


def yaml(tree: Node, indent: int = 0) -> str:
    """Write data as an analyst would: keys in blocks, everything else on its line."""
    lines = []
    for key, value in tree.items():
        start = f"{' ' * indent}{key}:"
        if isinstance(value, dict) and value and indent < 6:
            lines.append(f"{start}\n{yaml(value, indent + 2)}")
        else:
            lines.append(f"{start} {json.dumps(value, ensure_ascii=False)}\n")
    return "".join(lines)


@of_every_kind
@given(data=st.data(), seed=some_seed)
@few
def test_disjoint_changes_merge_either_way_to_the_same_plan(
    kind: str, data: st.DataObject, seed: int
) -> None:
    """And it validates where both sides do."""
    scene = data.draw(scenes(kind))
    dice = Random(seed)  # noqa: S311  no secret
    with folder() as top:
        base = write_plan(top / "base" / "made", plan_of(scene), style_of(scene))
        roots = [top / name / "made" for name in ("ours", "theirs", "both", "back")]
        for file in sorted(base.rglob("*.yaml")):
            name = file.relative_to(base)
            tree = read_data(file.read_text(encoding="utf-8"))
            ours, theirs, both = changed_apart(tree, dice)
            texts = [yaml(one).encode() for one in (tree, ours, theirs)]
            place = f"plans/made/{name.as_posix()}"
            there = merged_file(place, texts[0], texts[1], texts[2])
            back = merged_file(place, texts[0], texts[2], texts[1])
            assert (there.conflicts, back.conflicts) == ((), ())
            assert read_data(there.content.decode()) == both == read_data(back.content.decode())
            contents = (texts[1], texts[2], there.content, back.content)
            for root, content in zip(roots, contents, strict=True):
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_bytes(content)
        one, other = read(roots[2]), read(roots[3])
        assert not compared(one, other).is_changed
        if not wrongs(roots[0]) and not wrongs(roots[1]):
            assert wrongs(roots[2]) == []


@given(data=st.data(), seed=some_seed)
@few
def test_a_value_changed_on_both_sides_is_never_chosen(data: st.DataObject, seed: int) -> None:
    scene = data.draw(st.sampled_from(KINDS).flatmap(scenes))
    dice = Random(seed)  # noqa: S311  no secret
    with folder() as top:
        file = write_plan(top / "made", plan_of(scene), style_of(scene)) / "plan.yaml"
        tree = read_data(file.read_text(encoding="utf-8"))
    places = [at for at in leaves(tree) if is_words(tree, at)]
    assume(places)
    at = dice.choice(places)
    sides = [reworded(tree, [at], mark) for mark in ("by us", "by them")]
    base, ours, theirs = (yaml(one).encode() for one in (tree, *sides))
    found = merged_file("plans/made/plan.yaml", base, ours, theirs)
    assert len(found.conflicts) == 1
    for words in (b"<<<<<<< ", b"by us", b"by them", b">>>>>>> "):
        assert words in found.content
