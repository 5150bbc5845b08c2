"""A plan as the public may see it: without what it restricts, and without what gives that away.

Everything that a document shows is made from the plan, so what is not in it can be in no document,
in no format. docs/formats.md says what this protects, and what it cannot.
"""

from collections.abc import Iterator, Mapping
from typing import cast

from riep_plan.figures.disclosure import giving_away
from riep_plan.figures.omission import NOT_PUBLIC, without
from riep_plan.figures.quotes import quoted_text, quotes_in, rewritten, texts_of
from riep_plan.figures.references import references_of
from riep_plan.figures.walk import leaves
from riep_plan.figures.written_paths import keys_of, path_of
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.governance import Decision
from riep_plan.values.refusal import Refused
from riep_plan.values.words import shortened

#: The restriction of what goes with something that is restricted.
_ALONG = ""
#: Why some values cannot be left out by themselves, and what to do.
TOLD_AGAIN = "returns tell the same money again"
ADVICE = "Restrict the whole project, with which its returns go"
#: Where the keys of a project begin, and those whose money its returns tell again.
_PROJECT = 2
_MONEY_OF_PROJECTS = {"allocation", "budget", "efficiencies", "milestones", "spend", "stated"}
#: The keys of a return that hold money.
_MONEY_OF_RETURNS = {"spend", "efficiencies", "changes", "corrections"}


def _restricted(plan: Plan) -> dict[str, list[Path]]:
    """Give the paths that a plan restricts, by restriction."""
    found: dict[str, list[Path]] = {}
    for id_, restriction in plan.restricted.items():
        for one in restriction.at:
            path = path_of(plan, keys_of(one))
            if path is None:
                raise Refused(
                    f"the plan restricts “{shortened(one, 80)}”, and nothing stands there",
                    "Put it right: what was meant would be shown",
                )
            if is_told_again(plan, path):
                raise Refused(
                    f"“{shortened(one, 80)}” cannot be restricted by itself: {TOLD_AGAIN}",
                    ADVICE,
                )
            found.setdefault(id_, []).append(path)
    return found


def is_told_again(plan: Plan, path: Path) -> bool:
    """Say whether returns would tell what stands at a path, though it were left out.

    What was spent to date less what was brought forward is what was spent; a return that is left
    out would look as though it had never come; and what is spent and still expected comes to a
    project's budget, or shows how far it is off.
    """
    if path[:1] == ("returns",):
        in_return = path[3:4] if path[2:3] == ("programme",) else path[4:5]
        return not in_return or in_return[0] in _MONEY_OF_RETURNS
    if path[:1] == ("projects",):
        is_money = len(path) > _PROJECT and path[_PROJECT] in _MONEY_OF_PROJECTS
        return is_money and any(path[1] in one.projects for one in plan.returns.values())
    is_own = path[:1] == ("budget",)
    return is_own and any(one.programme is not None for one in plan.returns.values())


def public_plan(plan: Plan) -> Plan:
    """Give the plan without what it restricts.

    References to what is restricted go with it, and so do waivers and notes on where a value came
    from. Stated totals go where a restricted amount could be worked out from them, and quotations
    in prose where they would say something else than before.

    Raises:
        Refused: a restriction leads nowhere, or to something that no document can do without.
    """
    named = _restricted(plan)
    if not named:
        return plan
    paths = [path for one in named.values() for path in one]
    left = without(plan, [*paths, *_about(plan, paths), ("restricted",)])
    while gone := list(_lost(plan, left)):
        left = without(left, gone)
    away = giving_away(plan, _groups(plan, left, named))
    left = without(left, [*away, *_about(left, list(away))])
    return _without_quotes(plan, left)


def _lost(plan: Plan, left: Plan) -> Iterator[Path]:
    """Give the references that led somewhere in the plan and lead nowhere in what is left."""
    led = {
        (one.what, one.named)
        for one in references_of(plan, complete=True)
        if one.named in one.known
    }
    for one in references_of(left, complete=True):
        if one.named not in one.known and (one.what, one.named) in led:
            yield one.at
    for quarter, returns in left.returns.items():
        for project_id in returns.projects:
            if project_id in plan.projects and project_id not in left.projects:
                yield ("returns", quarter, "projects", project_id)


def _about(plan: Plan, paths: list[Path]) -> list[Path]:
    """Give what speaks of what stands at, below or above: waivers, notes on origin, agreements."""
    found = [
        at
        for at, places in _agreed(plan)
        if any(_overlap(one, path) for one in places for path in paths)
    ]
    for key, notes in (("waivers", plan.waivers), ("provenance", plan.provenance)):
        for id_, note in notes.items():
            places = [keys_of(one) for one in note.at]
            known = [path_of(plan, one) or one for one in places]
            if any(_overlap(one, path) for one in known for path in paths):
                found.append((key, id_))
    return found


def _agreed(plan: Plan) -> Iterator[tuple[Path, list[Path]]]:
    """Give each change that a decision agrees to, by its path, with the places that it names."""
    on_projects = [(("projects", one), of.decisions) for one, of in plan.projects.items()]
    homes: list[tuple[Path, Mapping[str, Decision]]] = [((), plan.decisions), *on_projects]
    for home, decisions in homes:
        for meeting_id, decision in decisions.items():
            for key, agreed in decision.agrees.items():
                words = [keys_of(one) for one in agreed.at]
                places = [path_of(plan, (*home, *one)) or path_of(plan, one) for one in words]
                known = [one for one in places if one is not None]
                yield (*home, "decisions", meeting_id, "agrees", key), known


def _overlap(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _groups(plan: Plan, left: Plan, named: dict[str, list[Path]]) -> dict[str, frozenset[Path]]:
    """Give the single values that are gone, by the restriction that took them."""
    kept = {at for at, _ in leaves(left)}
    groups: dict[str, set[Path]] = {}
    for at, _ in leaves(plan):
        if at in kept or at[0] in ("restricted", "waivers", "provenance"):
            continue
        owners = (
            id_ for id_, paths in named.items() if any(at[: len(one)] == one for one in paths)
        )
        groups.setdefault(next(owners, _ALONG), set()).add(at)
    return {id_: frozenset(cells) for id_, cells in groups.items()}


def _without_quotes(plan: Plan, left: Plan) -> Plan:
    """Blank each quotation that no longer says what it said, whatever it would say now."""
    before = {text: at for at, text in texts_of(plan)}
    if not before:
        return left

    def written(text: str, at: Path) -> str:
        for quote in quotes_in(text):
            said = quoted_text(plan, before.get(text, at), quote)
            if said is not None and said != quoted_text(left, at, quote):
                text = text.replace(quote.text, NOT_PUBLIC)
        return text

    return cast("Plan", rewritten(left, (), written))
