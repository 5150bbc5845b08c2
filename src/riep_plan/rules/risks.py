"""RSK: risks, what is done about them, and who does it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from riep_plan.figures import Ledger
from riep_plan.figures.delivery.cases import PROGRAMME_FROM, funded_cases, is_practice, speaks_of
from riep_plan.figures.delivery.registers import (
    copied,
    is_severe,
    listed_twice,
    rises,
    risks_of,
    scored_two_ways,
    scores_of,
)
from riep_plan.figures.words.likeness import holds_words, words_of
from riep_plan.findings.finding import Finding, Path, Related, also_at
from riep_plan.findings.rule import Rule, Severity
from riep_plan.model import Plan
from riep_plan.model.risk import Risk
from riep_plan.rules.registry import rule
from riep_plan.values.lazy_pattern import lazy_pattern
from riep_plan.values.words import count, listed, nearest, shortened

# What points to another row by its place in the table, at the beginning of the text.
_BY_PLACE = lazy_pattern(
    r"(?:(?:the )?same )?(?:as|see|refer to)(?: the)? "
    r"(?:above|below|previous|preceding|before|last|next)\b|ditto\b|idem\b",
    re.IGNORECASE,
)
# What says that nothing is done; and what only watches, which is not enough for a severe risk.
_NOTHING_DONE = lazy_pattern(
    r"none|nil|nothing|do nothing|not (?:currently )?(?:a priority|applicable|required|needed)"
    r"|no (?:action|mitigation|measures?)(?: (?:is |are )?(?:required|needed|planned|possible"
    r"|identified|taken))?|none (?:required|needed|planned|possible|identified)"
    r"|cannot be (?:mitigated|managed)",
    re.IGNORECASE,
)
_ONLY_WATCHED = lazy_pattern(
    r"(?:to be |risk )?(?:accept(?:ed)?|tolerated?|monitor(?:ed)?|noted?|watch"
    r"|keep under review)(?: (?:the )?(?:risk|situation|position))?",
    re.IGNORECASE,
)
_EDGES = " \t\n.,;:!…-–—()'\"“”‘’"
_ORDER = (
    ("negligible", "insignificant", "rare", "remote", "very low"),
    ("low", "minor", "unlikely"),
    ("medium", "moderate", "possible"),
    ("high", "major", "likely", "probable"),
    ("very high", "severe", "critical", "catastrophic", "almost certain"),
)
_PARTS = ("likelihood", "impact")
_RANK = {word: rank for rank, words in enumerate(_ORDER) for word in words}


@rule("RSK01", "risk-without-mitigation", since="0.1.0")
def risk_without_mitigation(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A risk that nothing is done about."""
    for at, risk in risks_of(ledger):
        if risk.mitigation is None:
            yield _missing(facts, at, risk, "says nothing of what is done about it", "mitigation")


@rule("RSK02", "risk-without-owner", since="0.1.0")
def risk_without_owner(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A risk that nobody manages."""
    without = [(at, risk) for at, risk in risks_of(ledger) if risk.owner is None]
    if len(without) > 1 and all(risk.owner is None for _, risk in risks_of(ledger)):
        if ledger.complete:
            yield Finding(
                facts,
                without[0][0],
                f"None of the plan's {len(without)} risks names anybody who manages it.",
                help="Add `owner:` to each, a role or a body.",
                related=(Related(tuple(at for at, _ in without[1:]), "the other risks"),),
            )
        return
    for at, risk in without:
        yield _missing(facts, at, risk, "names nobody who manages it", "owner")


@rule("RSK03", "risk-without-score", since="0.1.0")
def risk_without_score(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A risk whose likelihood or impact is not given."""
    for at, risk in risks_of(ledger):
        for part in _PARTS:
            if getattr(risk, part) is None:
                yield _missing(facts, (*at, part), risk, f"has no {part}", part)


@rule("RSK04", "risk-off-the-scale", since="0.1.0")
def risk_off_the_scale(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A likelihood or impact that is no step of the plan's own scale."""
    scale = ledger.plan.risk_scale
    if scale is None:
        return
    known = {part: {one.casefold() for one in getattr(scale, part)} for part in _PARTS}
    for at, risk in risks_of(ledger):
        for keys, part, score in _all_scores(risk):
            if score is not None and score.casefold() not in known[part]:
                steps = getattr(scale, part)
                begun = [step for step in steps if step.casefold().startswith(score.casefold())]
                meant = begun[0] if len(begun) == 1 else nearest(score.lower(), steps)
                advice = f"Did you mean “{meant}”? " if meant else ""
                yield Finding(
                    facts,
                    (*at, *keys),
                    f"The {part} “{score}” is not a step of the plan's scale.",
                    help=f"{advice}Its steps are {listed(steps)}.",
                    expected=listed(steps, "or"),
                    actual=score,
                    related=(Related((("risk_scale", part),), f"the scale of {part}"),),
                )


@rule("RSK05", "mitigation-points-by-place", since="0.3.0", severity=Severity.WARNING)
def mitigation_points_by_place(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A mitigation or owner that is only to be understood beside the row above it."""
    for at, risk in risks_of(ledger):
        for part in ("mitigation", "owner"):
            text = getattr(risk, part)
            if text is not None and _BY_PLACE.match(text.strip(_EDGES)):
                yield Finding(
                    facts,
                    (*at, part),
                    f"The {part} of “{shortened(risk.text, 80)}” is “{shortened(text, 60)}”: it "
                    "points to another row of the table by its place.",
                    help="Write out what is meant; a register is sorted and shortened.",
                    actual=shortened(text, 200),
                )


@rule("RSK06", "mitigation-without-action", since="0.3.0", severity=Severity.WARNING)
def mitigation_without_action(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A mitigation that says nothing is done, or that only says the risk again."""
    scale, severe_from = ledger.plan.risk_scale, ledger.plan.policy.severe_from
    for at, risk in risks_of(ledger):
        core = (risk.mitigation or "").strip(_EDGES)
        if not core:
            continue
        if _NOTHING_DONE.fullmatch(core):
            fault = "that is no action"
        elif holds_words(risk.text, core):
            fault = "that only says the risk again"
        elif _ONLY_WATCHED.fullmatch(core) and is_severe(scale, risk, severe_from):
            fault = "that lets it stand"
        else:
            continue
        severe = is_severe(scale, risk, severe_from)
        rated = f", scored {_scored(risk)}, the top of the scale," if severe else ""
        yield Finding(
            facts,
            (*at, "mitigation"),
            f"The mitigation of “{shortened(risk.text, 80)}”{rated} is “{shortened(core, 60)}”: "
            f"{fault}.",
            help="Say what is done to make it less likely or less harmful, and by whom.",
            actual=shortened(core, 200),
        )


@rule("RSK07", "project-without-risks", since="0.3.0", severity=Severity.WARNING, whole=True)
def project_without_risks(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A project with money and a business case and no risk, where the others have them."""
    cases = funded_cases(ledger)
    having = [one for one, project in cases.items() if project.risks]
    if "risks" in ledger.plan.policy.required_of_projects or not is_practice(having, cases):
        return
    for project_id, project in cases.items():
        if not project.risks:
            yield Finding(
                facts,
                ("projects", project_id, "title"),
                f"{project.name} has no risks, where {len(having)} of the plan's {len(cases)} "
                "funded business cases have them.",
                help="Add `risks:`, or say why it has none and waive this.",
            )


@rule("RSK08", "plan-without-risks", since="0.3.0", severity=Severity.WARNING, whole=True)
def plan_without_risks(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A plan of several funded business cases that speaks of no risk at all."""
    plan, cases = ledger.plan, funded_cases(ledger)
    asked = "risks" in (*plan.policy.required_sections, *plan.policy.required_of_projects)
    if risks_of(ledger) or asked or len(cases) < PROGRAMME_FROM or speaks_of(plan, ["risk"]):
        return
    yield Finding(
        facts,
        ("risks",),
        f"The plan has {count(len(cases), 'funded business case')} and lists no risk, neither of "
        "the programme nor of any project.",
        help="Add `risks:` to the plan or to its projects.",
    )


@rule("RSK09", "scores-without-scale", since="0.3.0", severity=Severity.WARNING)
def scores_without_scale(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Scores in numbers, in a plan that does not say what they are out of."""
    if ledger.plan.risk_scale is not None:
        return
    numbers = [
        ((*at, part), score)
        for at, risk in risks_of(ledger)
        for part in _PARTS
        if (score := getattr(risk, part)) is not None and score.isdigit()
    ]
    if numbers:
        yield Finding(
            facts,
            numbers[0][0],
            f"Risks are scored in numbers ({count(len(numbers), 'score')}, the highest "
            f"{max(int(score) for _, score in numbers)}), and the plan does not say out of how "
            "many.",
            help="Add `risk_scale:`, the lowest step first: "
            "`{likelihood: [1, 2, 3, 4, 5], impact: [1, 2, 3, 4, 5]}`.",
            related=also_at([at for at, _ in numbers[1:]], "the other scores"),
        )


@rule("RSK10", "scale-upside-down", since="0.3.0", severity=Severity.WARNING)
def scale_upside_down(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A scale with its highest step first."""
    scale = ledger.plan.risk_scale
    for part in _PARTS if scale is not None else ():
        steps: tuple[str, ...] = getattr(scale, part)
        ranks = [rank for step in steps if (rank := _rank(step)) is not None]
        if len(ranks) > 1 and all(before > after for before, after in pairwise(ranks)):
            yield Finding(
                facts,
                ("risk_scale", part),
                f"The scale of {part} runs from “{steps[0]}” down to “{steps[-1]}”; its lowest "
                "step comes first.",
                help="Turn it round: severe risks are told by the top of the scale.",
                expected=listed(tuple(reversed(steps))),
                actual=listed(steps),
            )


@rule("RSK11", "risk-listed-twice", since="0.3.0", severity=Severity.WARNING)
def risk_listed_twice(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """The same risk twice in one register."""
    for (first_at, first), (at, risk) in listed_twice(ledger):
        ways = ""
        if scores_of(first) != scores_of(risk):
            ways = f", scored {_scored(first)} and then {_scored(risk)}"
        yield Finding(
            facts,
            (*at, "text"),
            f"The risk “{shortened(risk.text, 80)}” is listed twice in one register{ways}.",
            help="Keep one of the two, with what both say is done about it.",
            related=also_at([first_at], "the first"),
        )


@rule("RSK12", "risk-scored-two-ways", since="0.3.0", severity=Severity.INFO)
def risk_scored_two_ways(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A risk that two registers share word for word and score differently."""
    for (at, risk), others in scored_two_ways(ledger):
        elsewhere = dict.fromkeys(
            f"{_scored(one)} in {_register(ledger.plan, there)}" for there, one in others
        )
        yield Finding(
            facts,
            at,
            f"{_register(ledger.plan, at)} gives “{shortened(risk.text, 80)}” {_scored(risk)}; "
            f"the same risk has {'; '.join(elsewhere)}.",
            help="Check that the difference is meant and the reason is known.",
            related=also_at([there for there, _ in others], "the same risk elsewhere"),
        )


@rule("RSK13", "risks-copied", since="0.3.0", severity=Severity.INFO, whole=True)
def risks_copied(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """Projects whose registers share several risks, word for word and scored alike."""
    for group in copied(ledger.plan):
        names = [ledger.plan.projects[one].name for one in group]
        shared = [placed for one in group.values() for placed in one]
        texts = list({words_of(risk.text): risk.text for _, risk in shared}.values())
        yield Finding(
            facts,
            shared[0][0],
            f"The registers of {listed(names)} have {count(len(texts), 'risk')} in common, in the "
            f"same words with the same scores, such as “{shortened(texts[0], 60)}”.",
            help="Check that each project weighed its own risks, and did not take over a form.",
            related=also_at([at for at, _ in shared[1:]], "the other copies"),
        )


@rule("RSK14", "residual-above-inherent", since="0.4.0", severity=Severity.WARNING)
def residual_above_inherent(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A risk that is scored higher after what is done about it than before."""
    for at, risk in risks_of(ledger):
        for part in rises(ledger.plan.risk_scale, risk):
            before, after = getattr(risk, part), getattr(risk.residual, part)
            yield Finding(
                facts,
                (*at, "residual", part),
                f"“{shortened(risk.text, 80)}” has {after} for {part} after what is done about "
                f"it, and {before} before: the mitigation makes it worse.",
                help="Check whether the two scores changed places, or say what the mitigation "
                "brings with it.",
                expected=f"{before} or lower",
                actual=after,
                related=also_at([(*at, part)], "the score before"),
            )


@rule("RSK15", "severe-risk-unmanaged", since="0.4.0", severity=Severity.WARNING)
def severe_risk_unmanaged(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A severe risk with nobody to manage it, on which nothing is done or that stays severe."""
    scale, severe_from = ledger.plan.risk_scale, ledger.plan.policy.severe_from
    for at, risk in risks_of(ledger):
        if risk.owner is not None or not is_severe(scale, risk, severe_from):
            continue
        core = (risk.mitigation or "").strip(_EDGES)
        if not core:
            why = "nothing is done about it"
        elif _NOTHING_DONE.fullmatch(core) or _ONLY_WATCHED.fullmatch(core):
            why = f"all that is done about it is “{shortened(core, 60)}”"
        elif risk.residual is not None and is_severe(scale, risk.residual, severe_from):
            why = "it stays severe after all that is done about it"
        else:
            continue
        yield Finding(
            facts,
            at,
            f"“{shortened(risk.text, 80)}” is severe ({_scored(risk)}), nobody manages it, and "
            f"{why}.",
            help="Name who manages it (`owner:`), and what brings it down.",
            related=also_at([("risk_scale",)], "the scale"),
        )


def _all_scores(risk: Risk) -> list[tuple[Path, str, str | None]]:
    """Give each score of a risk, and of what is left of it, with its keys and its scale."""
    found: list[tuple[Path, str, str | None]] = [
        (("likelihood",), "likelihood", risk.likelihood),
        (("impact",), "impact", risk.impact),
    ]
    if (left := risk.residual) is not None:
        found.append((("residual", "likelihood"), "likelihood", left.likelihood))
        found.append((("residual", "impact"), "impact", left.impact))
    return found


def _rank(step: str) -> int | None:
    """How high a step is by itself: a number, or a word of the usual scales."""
    return int(step) if step.isdecimal() else _RANK.get(step.casefold())


def _scored(risk: Risk) -> str:
    return f"{risk.likelihood or 'none'} for likelihood and {risk.impact or 'none'} for impact"


def _register(plan: Plan, at: Path) -> str:
    return plan.projects[at[1]].name if at[0] == "projects" else "The programme"


def _missing(facts: Rule, at: Path, risk: Risk, what: str, key: str) -> Finding:
    return Finding(
        facts, at, f"The risk “{shortened(risk.text, 80)}” {what}.", help=f"Add `{key}:`."
    )
