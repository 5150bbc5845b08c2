"""Parts of a plan that are new or gone, are split or merged, or only have another id.

A part that is new or gone is one change, with everything in it; its money and its savings are
changes of their own. Where a project is split or merged, what it has from the others, or gave to
them, is told there: ``classify.lineage`` says which those are.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from riep_plan.compare.change import Change, Difference, Kind, Renaming
from riep_plan.compare.classify.context import Context
from riep_plan.compare.classify.lineage import Division
from riep_plan.findings.finding import Path
from riep_plan.model.delivery import Action, Milestone, Output, Step
from riep_plan.model.project import Project
from riep_plan.values.money import format_money
from riep_plan.values.words import count, listed

#: What a part is called, by the key that its ids stand under.
_NOUNS = {
    "projects": "project",
    "actions": "action",
    "outputs": "output",
    "milestones": "milestone",
    "steps": "step",
    "indicators": "indicator",
    "benefits": "benefit",
    "objectives": "objective",
    "outcomes": "outcome",
    "options": "option",
    "workstreams": "workstream",
    "funding": "funding source",
    "budget": "budget line",
    "additional_funding": "additional funding",
    "frameworks": "framework of targets",
    "targets": "target of a framework",
    "calendar": "quarter",
    "risks": "risk",
}
#: Parts that promise nothing: facts, and text.
_FACTS = {
    "organisations": "organisation",
    "contacts": "contact",
    "evidence": "table of evidence",
    "rows": "row of evidence",
    "assessments": "assessment",
    "drivers": "policy driver",
    "basis": "working of an amount",
    "parts": "part of the working of an amount",
    "provenance": "note on where values came from",
    "restricted": "restriction of what the public may see",
}
_TEXTS = {"narrative": "section", "messages": "message"}
#: Parts that other subjects account for, which may have another id all the same.
_OTHERS = {
    "meetings": "meeting",
    "waivers": "waiver",
    "delegated": "delegation",
    "new_risks": "new risk",
    "changes": "change",
    "corrections": "correction",
}
_ALL_NOUNS = _NOUNS | _FACTS | _TEXTS | _OTHERS
#: What is counted when a project is new or gone.
_COUNTED = ("outcomes", "milestones", "indicators", "benefits", "risks")


def changes(context: Context) -> Iterator[Change]:
    """Give the changes of scope: split and merged projects, parts new and gone, other ids."""
    wholes = dict(context.wholes)
    for division in context.divisions:
        paths = [path for path in division.paths if path in wholes]
        held = [one for path in paths for one in wholes.pop(path)]
        for path in division.carried:
            held += wholes.pop(path, ()) or context.risks[path]
        say = _remaining if division.remains else _division
        yield say(context, division, tuple(held))
    for path, each in wholes.items():
        yield _whole(context, path, each)
    for one in context.differences.renamed:
        yield _renamed(context, one)


def _division(context: Context, division: Division, each: tuple[Difference, ...]) -> Change:
    one, several = division.one, division.several
    names = [context.name(path) for path in several]
    whole = f"{context.name(one)}{_money(context, one)}"
    parts = listed(
        [f"{name}{_money(context, path)}" for name, path in zip(names, several, strict=True)]
    )
    if division.is_split:
        text = f"Project {whole} is split into {parts}."
        sides = (context.name(one), listed(names))
    else:
        text = f"Projects {parts} are merged into {whole}."
        sides = (listed(names), context.name(one))
    kind = Kind.SPLIT if division.is_split else Kind.MERGED
    subject = next(diff.leaf.at[:2] for diff in each if diff.key[:2] == one)
    return Change(kind, subject, text, each, *sides)


def _remaining(context: Context, division: Division, each: tuple[Difference, ...]) -> Change:
    """A project that gives part of itself to new ones, or takes in what others were."""
    one, several = division.one, division.several
    names = [context.name(path) for path in several]
    whole, is_split = context.name(one), division.is_split
    parts = listed(
        [f"{name}{_money(context, path)}" for name, path in zip(names, several, strict=True)]
    )
    are = "are" if len(several) > 1 else "is"
    carried, own = _carried(context, division)
    took, rest = listed(_counts(carried)), listed(_counts(own))
    if is_split:
        told = f"Project {whole} is split: {parts} {are} new"
        told += f", with {took} from it" if took else ""
        their = "their" if len(several) > 1 else "its"
        told += f", {'and' if took else 'with'} {rest} of {their} own" if rest else ""
        sides = (whole, listed([whole, *names]))
    else:
        told = f"{'Projects' if len(several) > 1 else 'Project'} {parts} {are} merged into {whole}"
        told += f", which takes over {took}" if took else ""
        told += f"; {rest} {'are' if own.total() > 1 else 'is'} gone" if rest else ""
        sides = (listed([*names, whole]), whole)
    kind = Kind.SPLIT if is_split else Kind.MERGED
    return Change(kind, one, f"{told}.", each, *sides)


def _carried(context: Context, division: Division) -> tuple[Counter[str], Counter[str]]:
    """Count what the projects of one version alone share with one that remains, and what not."""
    find = context.now if division.is_split else context.was
    every: Counter[str] = Counter()
    for path in division.several:
        if isinstance(project := find(path), Project):
            every += _promises(project)
    took: Counter[str] = Counter()
    find = context.was if division.is_split else context.now
    for path in division.carried:
        took[path[-2]] += 1
        if isinstance(action := find(path), Action):
            took["outputs"] += len(action.outputs)
    took = Counter({key: number for key, number in took.items() if key in every})
    return took, every - took


def _promises(project: Project) -> Counter[str]:
    outputs = sum(len(action.outputs) for action in project.actions.values())
    return Counter({"outputs": outputs} | {key: len(getattr(project, key)) for key in _COUNTED})


def _counts(numbers: Mapping[str, int]) -> list[str]:
    """Say how many of each there are: ``7 outputs``."""
    every = ("outputs", *_COUNTED)
    return [count(numbers[key], _NOUNS[key]) for key in every if numbers.get(key)]


def _money(context: Context, project: Path) -> str:
    """Say a project's money in brackets, where it is known."""
    amount = context.total_of(project)
    return f" ({format_money(amount)})" if amount is not None else ""


def _whole(context: Context, path: Path, each: tuple[Difference, ...]) -> Change:
    is_new = context.is_new(path)
    found = context.now(path) if is_new else context.was(path)
    collection = path[-2]
    noun = _ALL_NOUNS.get(collection, collection.replace("_", " "))
    name = context.named(path)
    told = f"{noun} {name} is {'added' if is_new else 'removed'}{_with(context, path, found)}."
    sides = ("", context.name(path)) if is_new else (context.name(path), "")
    if collection in _TEXTS:
        kind = Kind.WORDING
    elif collection in _FACTS or "assessments" in path:
        kind = Kind.DETAIL
    else:
        kind = Kind.ADDED if is_new else Kind.REMOVED
    subject = each[0].leaf.at[: len(path)]
    return Change(kind, subject, told[:1].upper() + told[1:], each, *sides)


def _with(context: Context, path: Path, found: object) -> str:
    """Say what a part brings or takes with it: money and promises, or when it is due."""
    if isinstance(found, (Output, Milestone, Step)):
        when = listed([str(one) for one in found.due]) or getattr(found, "due_text", None)
        return f", due {when}" if when else ""
    if not isinstance(found, Project):
        return ""
    amount = context.total_of(path)
    money = [format_money(amount)] if amount is not None else []
    counted = _counts(_promises(found))
    return f", with {listed([*money, *counted])}" if money or counted else ""


def _renamed(context: Context, one: Renaming) -> Change:
    collection = one.after[-2]
    noun = _ALL_NOUNS.get(collection, collection.replace("_", " "))
    name = f"{noun} {context.named(one.after)}"
    text = f"{name} has another id: {one.before[-1]} is now {one.after[-1]}."
    return Change(
        *(Kind.RENAMED, one.after, text[:1].upper() + text[1:]),
        before=one.before[-1],
        after=one.after[-1],
    )
