"""Waivers: findings accepted with a reason, and the waivers themselves checked."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from riep_plan.findings.finding import Finding, Path
from riep_plan.findings.result import Acceptance
from riep_plan.findings.rule import Rule, Severity
from riep_plan.model.policy import Waiver
from riep_plan.values.period import format_day
from riep_plan.values.words import nearest


def _waiver_rule(number: int, name: str, severity: Severity) -> Rule:
    return Rule(f"WVR{number:02d}", name, severity, since="0.1.0", waivable=False)


WAIVER_UNUSED = _waiver_rule(1, "waiver-unused", Severity.WARNING)
WAIVER_EXPIRED = _waiver_rule(2, "waiver-expired", Severity.ERROR)
WAIVER_OF_NO_RULE = _waiver_rule(3, "waiver-of-no-rule", Severity.ERROR)
WAIVER_RULES = (WAIVER_UNUSED, WAIVER_EXPIRED, WAIVER_OF_NO_RULE)


#: Says whether a waiver, by its id, excuses a finding that it covers.
Counts = Callable[[Finding, str], bool]


def always(_finding: Finding, _waiver_id: str) -> bool:
    """A waiver excuses what it covers: so it is where a plan is judged by itself."""
    return True


class Judged(NamedTuple):
    """A finding, and the waiver that accepts it if one does."""

    finding: Finding
    waiver: Acceptance | None


class Waivers:
    """A plan's waivers, on a given day."""

    def __init__(self, waivers: Mapping[str, Waiver], as_of: date | None) -> None:
        """Take the waivers.

        Args:
            waivers: by id.
            as_of: the day on which they are judged; None holds that none has expired.
        """
        self._waivers = waivers
        self._as_of = as_of
        self._places: dict[tuple[str, str], tuple[str, int]] = {}
        for waiver_id, waiver in waivers.items():
            for position, at in enumerate(waiver.at):
                if not self._has_expired(waiver):
                    self._places.setdefault((waiver.rule, spelled(at)), (waiver_id, position))

    def judge(self, findings: Iterable[Finding], counts: Counts = always) -> Iterator[Judged]:
        """Pair each finding with the waiver that accepts it. None is lost.

        Args:
            findings: everything that the rules found.
            counts: says whether a waiver excuses a finding that it covers; where it does not, the
                finding stays open and names it.
        """
        for finding in findings:
            covering = self._covering(finding)
            if covering is None or counts(finding, covering[0]):
                yield Judged(finding, self._acceptance(covering[0]) if covering else None)
            else:
                named = f"The waiver “{covering[0]}” came with this change, and does not excuse it."
                yield Judged(replace(finding, help=f"{finding.help} {named}".strip()), None)

    def faults(
        self, findings: Collection[Finding], ran: Collection[str], known: Mapping[str, Rule]
    ) -> Iterator[Finding]:
        """Find what is wrong with the waivers themselves.

        Args:
            findings: everything that the rules found.
            ran: the codes of the rules that ran; a waiver of another may yet be of use.
            known: every rule, by code.
        """
        used = {self._covering(finding) for finding in findings}
        for waiver_id, waiver in self._waivers.items():
            at: Path = ("waivers", waiver_id)
            facts = known.get(waiver.rule)
            if facts is None or not facts.waivable:
                yield _of_no_rule(at, waiver, facts, known)
            elif self._has_expired(waiver):
                yield self._expired(at, waiver)
            elif waiver.rule in ran:
                for position, place in enumerate(waiver.at):
                    if (waiver_id, position) not in used:
                        first = self._places[waiver.rule, spelled(place)]
                        there = [
                            "/".join(one.at) for one in findings if one.rule.code == facts.code
                        ]
                        yield _unused(at, waiver, position, first, there)

    def _covering(self, finding: Finding) -> tuple[str, int] | None:
        if not finding.rule.waivable:
            return None
        return self._places.get((finding.rule.code, "/".join(finding.at)))

    def _has_expired(self, waiver: Waiver) -> bool:
        last = waiver.until.days.end if waiver.until.days else date.min
        return self._as_of is not None and self._as_of > last

    def _acceptance(self, waiver_id: str) -> Acceptance:
        waiver = self._waivers[waiver_id]
        return Acceptance(waiver_id, waiver.reason, waiver.agreed_by, str(waiver.until))

    def _expired(self, at: Path, waiver: Waiver) -> Finding:
        today = format_day(self._as_of) if self._as_of else ""
        return Finding(
            WAIVER_EXPIRED,
            (*at, "until"),
            f"The waiver of {waiver.rule} held until {waiver.until}; it is now {today}.",
            help="Put the fault right, or have the waiver agreed again with a later date.",
            expected=f"a date from {today}",
            actual=str(waiver.until),
        )


def spelled(at: str) -> str:
    """Read a waiver's place with or without a slash before it."""
    return at.strip().strip("/")


def _unused(
    at: Path, waiver: Waiver, position: int, first: tuple[str, int], there: list[str]
) -> Finding:
    place = waiver.at[position]
    here: Path = (*at, "at", str(position))
    if first != (at[-1], position):
        message = f"“{place}” is waived by “{first[0]}” already."
        return Finding(WAIVER_UNUSED, here, message, help="Delete one of the two.")
    meant = nearest(spelled(place), there)
    return Finding(
        WAIVER_UNUSED,
        here,
        f"{waiver.rule} finds nothing at “{place}”, so this waiver accepts nothing.",
        help=f"Did you mean {meant}?"
        if meant
        else "Delete it if the fault was put right; otherwise correct the place.",
        expected=meant,
        actual=place,
    )


def _of_no_rule(at: Path, waiver: Waiver, facts: Rule | None, known: Mapping[str, Rule]) -> Finding:
    if facts is not None:
        message = f"{waiver.rule} ({facts.name}) is a fault that no waiver can accept."
        return Finding(
            WAIVER_OF_NO_RULE, (*at, "rule"), message, help="Put the fault itself right."
        )
    meant = nearest(waiver.rule.upper(), known)
    return Finding(
        WAIVER_OF_NO_RULE,
        (*at, "rule"),
        f"There is no rule “{waiver.rule}”.",
        help=f"Did you mean {meant}?" if meant else "`riep rules` lists them.",
        actual=waiver.rule,
    )
