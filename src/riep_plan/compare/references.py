"""What names something else in a plan: which keys, ids and paths follow when that has a new id."""

from collections.abc import Callable, Hashable, Iterable, Mapping

from riep_plan.compare.change import Leaf, Renaming
from riep_plan.compare.leaves import Holds, holds, said_of
from riep_plan.figures.quotes import quotes_in
from riep_plan.findings.finding import Path
from riep_plan.model.budget import AdditionalFunding, BudgetLine
from riep_plan.model.delivery import Action, Milestone, Step
from riep_plan.model.evidence import Assessment, EvidenceRow
from riep_plan.model.funding import FundingSource
from riep_plan.model.governance import Agreed, Decision
from riep_plan.model.indicator import Indicator
from riep_plan.model.policy import Mix, Origin, Waiver
from riep_plan.model.project import Project
from riep_plan.model.restricted import Restriction
from riep_plan.model.returns import ChangeRequest, Correction

#: Keys that name something kept elsewhere: their paths, with ``*`` for any id and ``@`` for the
#: naming key; and what they name, with the places of the path that its own path takes over.
_KEYS: Mapping[str, tuple[str | int, ...]] = {
    "projects/*/allocation/@": ("funding", -1),
    "projects/*/requested/@": ("funding", -1),
    "projects/*/spend/@": ("funding", -1),
    "projects/*/budget/*/amounts/@": ("funding", -1),
    "projects/*/milestones/*/payments/@": ("funding", -1),
    "projects/*/milestones/*/steps/*/payments/@": ("funding", -1),
    "projects/*/stated/budget/@": ("funding", -1),
    "projects/*/stated/payments/@": ("funding", -1),
    "projects/*/decisions/@": ("meetings", -1),
    "projects/*/contributes/@": ("frameworks", -1),
    "budget/*/amounts/@": ("funding", -1),
    "milestones/*/payments/@": ("funding", -1),
    "milestones/*/steps/*/payments/@": ("funding", -1),
    "stated/available/@": ("funding", -1),
    "stated/allocation/@": ("funding", -1),
    "stated/unallocated/@": ("funding", -1),
    "returns/*/projects/@": ("projects", -1),
    "returns/*/projects/*/spend/@": ("funding", -1),
    "returns/*/projects/*/outputs/@": ("projects", 3, "actions", -1),
    "returns/*/projects/*/outputs/*/@": ("projects", 3, "actions", 5, "outputs", -1),
    "returns/*/projects/*/milestones/@": ("projects", 3, "milestones", -1),
    "returns/*/projects/*/indicators/@": ("projects", 3, "indicators", -1),
    "returns/*/projects/*/milestones/*/steps/@": ("projects", 3, "milestones", 5, "steps", -1),
    "returns/*/projects/*/risks/@": ("projects", 3, "risks", -1),
    "returns/*/programme/spend/@": ("funding", -1),
    "returns/*/programme/milestones/@": ("milestones", -1),
    "returns/*/programme/milestones/*/steps/@": ("milestones", 4, "steps", -1),
    "returns/*/programme/indicators/@": ("indicators", -1),
    "returns/*/programme/risks/@": ("risks", -1),
    "decisions/@": ("meetings", -1),
}
_BY_LENGTH: dict[int, list[tuple[tuple[str, ...], tuple[str | int, ...]]]] = {}
for _pattern, _named in _KEYS.items():
    _steps = tuple(_pattern.split("/"))
    _BY_LENGTH.setdefault(len(_steps), []).append((_steps, _named))

#: Where the id in a value leads, by the path of the value and the id; the first that fits counts.
_Homes = Callable[[Path, str], tuple[Path, ...]]


def _in(*place: str) -> _Homes:
    return lambda _, id_: ((*place, id_),)


def _beside(at: Path, id_: str) -> tuple[Path, ...]:
    """What an id names that stands in the same mapping."""
    return ((*at[:-2], id_),)


def _own_outcome(at: Path, id_: str) -> tuple[Path, ...]:
    return ((*at[:-3], "outcomes", id_),)


_VALUES: Mapping[tuple[type, str], _Homes] = {
    (Action, "funded_by"): _in("funding"),
    (Action, "serves"): _own_outcome,
    (Action, "after"): _beside,
    (Milestone, "after"): _beside,
    (Step, "after"): _beside,
    (Milestone, "funded_under"): _in("projects"),
    (Step, "funded_under"): _in("projects"),
    (Indicator, "measures"): _own_outcome,
    (EvidenceRow, "adds"): _beside,
    (EvidenceRow, "less"): _beside,
    (Assessment, "returned"): _in("organisations"),
    (Assessment, "not_returned"): _in("organisations"),
    (AdditionalFunding, "source"): _in("funding"),
    (FundingSource, "pooled_with"): _in("funding"),
    (FundingSource, "only_for"): lambda _, id_: (("projects", id_), ("workstreams", id_)),
    (Project, "workstreams"): _in("workstreams"),
    (BudgetLine, "workstreams"): _in("workstreams"),
    (Project, "contributes"): lambda at, id_: (("frameworks", at[-1], "targets", id_),),
    (Decision, "returns_to"): _in("meetings"),
    (Decision, "corrects"): _in("meetings"),
    (Decision, "waives"): _in("waivers"),
    (ChangeRequest, "decision"): _in("meetings"),
    (Mix, "sources"): _in("funding"),
}
#: Values that are paths of keys.
_PATHS = {
    (Agreed, "at"),
    (Waiver, "at"),
    (Origin, "at"),
    (Restriction, "at"),
    (Correction, "at"),
    (ChangeRequest, "from"),
    (ChangeRequest, "to"),
}


def return_of(path: Path) -> Path:
    """Give the path of the return that a path leads into, a project's or the programme's own.

    It is empty for what is in no return.
    """
    if path[:1] != ("returns",):
        return ()
    if path[2:3] == ("programme",):
        return path[:3]
    return path[:4] if path[2:3] == ("projects",) and len(path) > 3 else ()  # noqa: PLR2004


def project_at(path: Path) -> Path:
    """Give the path of the project that a path leads into, by its return too; empty for none."""
    if path[:1] == ("projects",):
        return path[:2]
    inside = return_of(path)
    return inside[2:] if inside[2:3] == ("projects",) else ()


def named_by(leaf: Leaf) -> list[tuple[str, tuple[Path, ...]]]:
    """Give each id in a value, with the paths of what it may name, the likeliest first."""
    homes = _VALUES.get((leaf.owner, leaf.field))
    each = leaf.value if type(leaf.value) is tuple else (leaf.value,)
    return [(id_, homes(leaf.at, id_) if homes else ()) for id_ in each]


def home_of(path: Path) -> Path:
    """Give the path of what the last key of a path names: its own, unless it names another."""
    for steps, named in _BY_LENGTH.get(len(path), ()):
        if all(step in ("*", "@", key) for step, key in zip(steps, path, strict=True)):
            return tuple(one if isinstance(one, str) else path[one] for one in named)
    return path


class Translation:
    """Writes what one version says in the ids of the other, as though nothing had been renamed.

    Where an id of the later version is already used in the earlier one, for something that is
    not there, it becomes the old one: so that what is told apart stays told apart.
    """

    def __init__(self, renamed: Iterable[Renaming]) -> None:
        """Take the parts that have another id in the version to translate to."""
        self._new: dict[Path, str] = {}
        for one in renamed:
            parent = one.before[:-1]
            self._new[one.before] = one.after[-1]
            self._new[(*parent, one.after[-1])] = one.before[-1]

    def path(self, path: Path) -> Path:
        """Give a path in the ids of the other version."""
        if not self._new:
            return path
        places = range(len(path))
        return tuple(self._new.get(home_of(path[: place + 1]), path[place]) for place in places)

    def written(self, at: str) -> str:
        """Do the same for a path that is written with slashes."""
        return "/".join(self.path(tuple(at.split("/")))) if self._new else at

    def said(self, leaf: Leaf) -> Hashable:
        """Give what a value means in the ids of the other version."""
        value = self._value(leaf) if self._new else leaf.value
        return leaf.said if value is leaf.value or value == leaf.value else said_of(value)

    def _value(self, leaf: Leaf) -> object:
        field = (leaf.owner, leaf.field)
        if field in _PATHS:
            return _each(leaf.value, lambda text: self._path_in(leaf, tuple(text.split("/"))))
        if homes := _VALUES.get(field):
            return _each(leaf.value, lambda id_: self._id(homes(leaf.at, id_), id_))
        if isinstance(leaf.value, (str, tuple)) and holds(*field) is Holds.WORDS:
            return _each(leaf.value, lambda text: self._quoting(leaf.at, text))
        return leaf.value

    def _id(self, homes: Iterable[Path], id_: str) -> str:
        return next((self._new[home] for home in homes if home in self._new), id_)

    def _path_in(self, leaf: Leaf, keys: Path) -> str:
        return "/".join(self._tail(_base(leaf, keys), keys))

    def _tail(self, base: Path, keys: Path) -> Path:
        """Translate a path that begins at another, and give what it adds to that."""
        return self.path((*base, *keys))[len(base) :]

    def _quoting(self, at: Path, text: str) -> str:
        """Translate the paths that a text quotes figures by."""
        if "{" not in text:
            return text
        own = at[:2] if at[:1] == ("projects",) else ()
        for quote in quotes_in(text):
            tails = (self._tail(base, quote.path) for base in dict.fromkeys((own, ())))
            new = next((tail for tail in tails if tail != quote.path), quote.path)
            written = quote.text.replace("/".join(quote.path), "/".join(new), 1)
            text = text.replace(quote.text, written)
        return text


def _base(leaf: Leaf, keys: Path) -> Path:
    """Where a path that a value holds begins: at the plan, the project or the return."""
    if leaf.owner is Correction:
        return return_of(leaf.at)
    is_own = leaf.owner is Agreed or (leaf.owner is ChangeRequest and keys[:1] != ("budget",))
    return project_at(leaf.at) if is_own and keys[:1] != ("projects",) else ()


def _each(value: object, change: Callable[[str], str]) -> object:
    """Change a text, or each of several."""
    if isinstance(value, str):
        return change(value)
    if type(value) is tuple:
        return tuple(change(one) if isinstance(one, str) else one for one in value)
    return value
