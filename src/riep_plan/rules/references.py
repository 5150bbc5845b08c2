"""REF: what one part of a plan says of another, by id."""

from collections.abc import Iterator

from riep_plan.figures import Ledger
from riep_plan.figures.audience import ADVICE, TOLD_AGAIN, is_told_again
from riep_plan.figures.references import Reference, dangling
from riep_plan.figures.written_paths import keys_of, path_of
from riep_plan.findings.finding import Finding, Related
from riep_plan.findings.rule import Rule, Severity
from riep_plan.rules.registry import rule
from riep_plan.values.words import listed, nearest, shortened


@rule("REF01", "reference-to-nothing", since="0.1.0")
def reference_to_nothing(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """An id that names no outcome, funding source, meeting, … of the plan."""
    for one in dangling(ledger.plan, complete=ledger.complete):
        there = f"The plan has {listed(sorted(one.known))}." if one.known else "The plan has none."
        yield names_nothing(facts, one, there)


def names_nothing(facts: Rule, one: Reference, there: str) -> Finding:
    """Say that an id names nothing, with what was meant, or else with what there is."""
    meant = nearest(one.named, one.known)
    return Finding(
        facts,
        one.at,
        f"“{shortened(one.named, 60)}” is the id of no {one.what}.",
        help=f"Did you mean {meant}?" if meant else shortened(there, 160),
        expected=meant,
        actual=one.named,
    )


@rule("REF02", "number-used-twice", since="0.1.0")
def number_used_twice(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Two projects, or two workstreams, with one number."""
    for key, what in (("projects", "project"), ("workstreams", "workstream")):
        first: dict[int, str] = {}
        for one_id, one in getattr(ledger.plan, key).items():
            if one.number is None:
                continue
            if one.number in first:
                yield Finding(
                    facts,
                    (key, one_id, "number"),
                    f"“{one_id}” has number {one.number}, which “{first[one.number]}” has already.",
                    help=f"Give each {what} a number of its own, or leave the number out.",
                    actual=str(one.number),
                    related=(Related(((key, first[one.number], "number"),), "the first one"),),
                )
            first.setdefault(one.number, one_id)


@rule("REF03", "continues-nothing", since="0.2.0", severity=Severity.WARNING)
def continues_nothing(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A project that continues one of another plan, where there is no such plan or project."""
    for project_id, project in ledger.plan.projects.items():
        for place, words in enumerate(project.continues):
            plan_id, slash, earlier = words.partition("/")
            if not slash or " " in words:
                continue
            known = ledger.neighbours.get(plan_id)
            if known is not None and earlier in known:
                continue
            missing = (
                f"there is no plan “{plan_id}” beside this one"
                if known is None
                else f"“{plan_id}” has no project “{earlier}”"
            )
            meant = nearest(earlier, known) if known else None
            yield Finding(
                facts,
                ("projects", project_id, "continues", str(place)),
                f"{project.name} continues {words}, but {missing}.",
                help=f"Did you mean {plan_id}/{meant}?"
                if meant
                else "Write the id of a plan kept beside this one and of its project, or words.",
                actual=words,
            )


@rule("REF04", "carried-from-nothing", since="0.4.0", severity=Severity.WARNING)
def carried_from_nothing(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Money carried over from another plan, where there is no such plan or source."""
    for source_id, source in ledger.plan.funding.items():
        words = source.carried_from or ""
        plan_id, slash, earlier_id = words.partition("/")
        if not slash or " " in words:
            continue
        earlier = ledger.earlier.get(plan_id)
        if plan_id in ledger.neighbours and (earlier is None or earlier_id in earlier.funding):
            continue  # a plan that is there and cannot be read has findings of its own
        missing = (
            f"“{plan_id}” has no funding source “{earlier_id}”"
            if earlier is not None
            else f"there is no plan “{plan_id}” beside this one"
        )
        meant = nearest(earlier_id, earlier.funding) if earlier is not None else None
        yield Finding(
            facts,
            ("funding", source_id, "carried_from"),
            f"{source.title} is carried over from {words}, but {missing}.",
            help=f"Did you mean {plan_id}/{meant}?"
            if meant
            else "Write the id of a plan kept beside this one and of its source, or words.",
            expected=f"{plan_id}/{meant}" if meant else None,
            actual=words,
        )


@rule("REF05", "note-about-nothing", since="0.4.0", severity=Severity.WARNING, whole=True)
def note_about_nothing(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A note on where a value came from, where the plan has no such value."""
    for origin_id, origin in ledger.plan.provenance.items():
        for place, path in enumerate(origin.at):
            if path_of(ledger.plan, tuple(path.split("/"))) is not None:
                continue
            yield Finding(
                facts,
                ("provenance", origin_id, "at", str(place)),
                f"The note is about “{shortened(path, 120)}”, and nothing stands there.",
                help="Write the keys that lead to the value, with a slash between two; or delete "
                "the note with the value.",
                actual=path,
            )


@rule("REF06", "restriction-of-nothing", since="0.4.0", severity=Severity.WARNING, whole=True)
def restriction_of_nothing(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A restriction of what the public may see, where the plan has no such value."""
    for restriction_id, restriction in ledger.plan.restricted.items():
        for place, path in enumerate(restriction.at):
            if path_of(ledger.plan, keys_of(path)) is None:
                yield Finding(
                    facts,
                    ("restricted", restriction_id, "at", str(place)),
                    f"“{shortened(path, 120)}” is restricted, and nothing stands there.",
                    help="Write the keys that lead to the value, with a slash between two; until "
                    "then what was meant is not left out.",
                    actual=path,
                )


@rule("REF07", "restriction-told-again", since="0.5.0", severity=Severity.WARNING, whole=True)
def restriction_told_again(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A restriction of money that returns would tell the public all the same."""
    for restriction_id, restriction in ledger.plan.restricted.items():
        for place, words in enumerate(restriction.at):
            path = path_of(ledger.plan, keys_of(words))
            if path is not None and is_told_again(ledger.plan, path):
                yield Finding(
                    facts,
                    ("restricted", restriction_id, "at", str(place)),
                    f"“{shortened(words, 120)}” cannot be kept from the public by itself: "
                    f"{TOLD_AGAIN}.",
                    help=f"{ADVICE}; until then no document for the public can be made.",
                    actual=words,
                )
