"""What every classifier is given: both versions, each difference put to its subject, and names."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from riep_plan.compare.change import Difference, Differences, Effect
from riep_plan.compare.classify.lineage import Division, divisions
from riep_plan.compare.classify.subject import Subject, subject_of
from riep_plan.compare.effects import effects
from riep_plan.compare.identity import collections_of
from riep_plan.compare.patch import mirrored_names
from riep_plan.compare.references import Translation, home_of, project_at, return_of
from riep_plan.figures import Ledger
from riep_plan.figures.walk import below
from riep_plan.findings.finding import Path
from riep_plan.model import Plan
from riep_plan.model.base import Part
from riep_plan.model.returns import Return
from riep_plan.values.words import shortened

#: Names in sentences are cut to so many characters.
NAME = 60
#: Subjects that keep their values where a whole project, or other part, is new or gone.
_BY_THEMSELVES = {
    *(Subject.MONEY, Subject.SAVING, Subject.DECISION),
    *(Subject.RETURN, Subject.WAIVER, Subject.POLICY),
}


@dataclass(frozen=True)
class Context:
    """Two versions of a plan and what differs.

    Attributes:
        before: the earlier version.
        after: the later one.
        differences: all that tells them apart.
    """

    before: Plan
    after: Plan
    differences: Differences

    @cached_property
    def to_earlier(self) -> Translation:
        """Writes paths of the later version in the ids of the earlier one."""
        return Translation(mirrored_names(self.differences.renamed))

    @cached_property
    def ledgers(self) -> tuple[Ledger, Ledger]:
        """The figures of both versions, such as the days of their quarters."""
        return Ledger(self.before), Ledger(self.after)

    @cached_property
    def _totals(self) -> Mapping[Path, Effect]:
        found = effects(self.before, self.after, self.differences.renamed)
        return {one.of: one for one in found if not one.kind}

    def total_of(self, project: Path) -> Decimal | None:
        """Give the pounds that a project has, or had where it is gone; None where unknown.

        Only totals that differ are known: those of new and gone projects are among them.
        """
        found = self._totals.get(project)
        if found is None:
            return None
        return found.before if found.after is None else found.after

    def totals_of(self, project: Path) -> tuple[Decimal | None, Decimal | None]:
        """Give the pounds that a project had and has; None for what is not known or not there.

        Only totals that differ are known.
        """
        found = self._totals.get(project)
        return (None, None) if found is None else (found.before, found.after)

    def of(self, subject: Subject) -> tuple[Difference, ...]:
        """Give the differences of a subject, each of which its classifier accounts for."""
        return self._routed.get(subject, ())

    def below(self, subject: Subject, length: int) -> Iterator[tuple[Path, tuple[Difference, ...]]]:
        """Give a subject's differences by the part that their keys lead into.

        Args:
            subject: the subject.
            length: how many keys lead to a part; a shorter key is a part by itself.
        """
        yield from grouped(self.of(subject), lambda one: one.key[:length])

    def was(self, key: Path) -> object:
        """Give what stood at a key in the earlier version; None where there was nothing."""
        return value_at(self.before, self.to_earlier.path(key))

    def now(self, key: Path) -> object:
        """Give what stands at a key in the later version; None where there is nothing."""
        return value_at(self.after, key)

    def is_new(self, key: Path) -> bool:
        """Whether only the later version has anything at a key."""
        return self.was(key) is None

    def is_gone(self, key: Path) -> bool:
        """Whether only the earlier version has anything at a key."""
        return self.now(key) is None

    def is_there(self, key: Path) -> bool:
        """Whether either version has anything at a key."""
        return not (self.is_new(key) and self.is_gone(key))

    @cached_property
    def wholes(self) -> Mapping[Path, tuple[Difference, ...]]:
        """The outermost parts that are wholly new or gone, with the values that go with them."""
        return dict(grouped(self.of(Subject.SCOPE), self.whole_of))

    @cached_property
    def risks(self) -> Mapping[Path, tuple[Difference, ...]]:
        """The risks that are new or gone where their project is neither, with their values."""
        found = dict(grouped(self.of(Subject.RISK), self.whole_of))
        found.pop((), None)
        return found

    @cached_property
    def divisions(self) -> tuple[Division, ...]:
        """The projects that are split, and those that are merged."""
        return tuple(divisions(self))

    @cached_property
    def carried(self) -> frozenset[Path]:
        """The parts that went from one project to another, or came, when it was split or merged."""
        return frozenset(path for one in self.divisions for path in one.carried)

    def whole_of(self, one: Difference) -> Path:
        """Give the outermost part, of those kept by id, that is new or gone with a value."""
        found = (one.key[:length] for length in range(2, len(one.key) + 1))
        return next((path for path in found if path in self._one_sided), ())

    @cached_property
    def _kept(self) -> tuple[frozenset[Path], frozenset[Path]]:
        """The parts of either version that are kept by an id, in the ids of the later one."""
        to_later = Translation(self.differences.renamed)
        was = frozenset(to_later.path(path) for path in _kept_by_id(self.before, ()))
        return was, frozenset(_kept_by_id(self.after, ()))

    @cached_property
    def _one_sided(self) -> frozenset[Path]:
        """The parts kept by an id that only one of the versions has."""
        was, now = self._kept
        return was ^ now

    @cached_property
    def _routed(self) -> Mapping[Subject, tuple[Difference, ...]]:
        found: dict[Subject, list[Difference]] = {}
        for one in self.differences:
            found.setdefault(self._subject(one), []).append(one)
        return {subject: tuple(each) for subject, each in found.items()}

    def _subject(self, one: Difference) -> Subject:
        found = subject_of(one)
        if (key := return_of(one.key)) and self._is_whole(key):
            return Subject.RETURN
        if found in _BY_THEMSELVES:
            return found
        whole = self.whole_of(one)
        return found if not whole or whole[-2] == "risks" else Subject.SCOPE

    def _is_whole(self, key: Path) -> bool:
        """Whether a return is new, gone, or had been accepted: then all of it counts as one."""
        was, now = self.was(key), self.now(key)
        return was is None or now is None or (isinstance(was, Return) and was.accepted is not None)

    def name(self, key: Path) -> str:
        """Give the name of a part of the plan: its title or text, shortened, in quotes."""
        found = self._called(key)
        return f"“{shortened(found, NAME)}”"

    def project_of(self, key: Path) -> str:
        """Give the name of the project that a key leads into; empty for the programme's own."""
        project = project_at(key)
        return self._called(project) if project else ""

    def named(self, key: Path) -> str:
        """Give a part's name, and in brackets the project that it belongs to."""
        project = self.project_of(key)
        is_itself = len(key) <= 2  # noqa: PLR2004  projects, id
        return f"{self.name(key)} ({project})" if project and not is_itself else self.name(key)

    def holder(self, key: Path) -> str:
        """Give the innermost part with a name that a value stands in, with its project.

        The plan's own values have no such part: the text is then empty.
        """
        was, now = self._kept
        prefixes = (key[:length] for length in range(len(key), 1, -1))
        found = next((one for one in prefixes if one in now or one in was), ())
        return self.named(found) if found else ""

    def _called(self, key: Path) -> str:
        return self._head(key) or key[-1]

    def _head(self, key: Path) -> str:
        """The title or text of what stands at a key, as it is now or as it was."""
        for part in (self.now(key), self.was(key)):
            for field in ("short_title", "title", "text", "body", "role", "source"):
                found = getattr(part, field, None)
                if isinstance(found, str) and isinstance(part, Part):
                    return found
            if isinstance(part, str):
                return part
        return ""


def grouped(
    found: Iterable[Difference], key: Callable[[Difference], Path]
) -> Iterator[tuple[Path, tuple[Difference, ...]]]:
    """Give differences by a path that is made of their keys, in the order of those paths."""
    for path, each in groupby(sorted(found, key=key), key=key):
        yield path, tuple(each)


def value_at(plan: Plan, path: Path) -> object:
    """Follow keys down from a plan; None where they lead nowhere."""
    here: object = plan
    for step in path:
        here = here.get(step) if isinstance(here, dict) else dict(below(here)).get(step)
    return here


def _kept_by_id(part: object, at: Path) -> Iterator[Path]:
    """Give the path of every part or text that is kept under an id of its own."""
    if not isinstance(part, Part):
        return
    for name, key, has_ids in collections_of(type(part)):
        found = getattr(part, name)
        if isinstance(found, Part):
            yield from _kept_by_id(found, (*at, key))
        elif isinstance(found, dict):
            for id_, one in found.items():
                path = (*at, key, id_)
                if has_ids and home_of(path) == path:
                    yield path
                yield from _kept_by_id(one, path)
