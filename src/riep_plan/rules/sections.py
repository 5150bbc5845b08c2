"""SEC: the sections that the funder's guidance asks for."""

import re
from collections.abc import Iterator, Mapping, Sequence

from riep_plan.figures import Ledger
from riep_plan.figures.sections import Section, has_section, section_place
from riep_plan.findings.finding import Finding, Path, Related
from riep_plan.findings.rule import Rule, Severity
from riep_plan.model import Project
from riep_plan.rules.registry import rule
from riep_plan.values.lazy_pattern import lazy_pattern
from riep_plan.values.words import listed, nearest, shortened

# What stands where something is still to be written: such words alone, with at most a date; or one
# short sentence that waits for something and says nothing else, or that ends by saying so. Longer
# text is content.
_BY = r"(?: (?:by|in|from|when|after|at) [^.,;]{1,60})?"
_STATE = (
    r"(?:written|confirmed|advised|agreed|determined|completed|added|provided|supplied|decided)"
)
_ALONE = lazy_pattern(
    rf"(?:tb[acd]|n/?a|x{{3,}}|to follow|(?:still |yet )?to be {_STATE}|pending"
    rf"|under development|not (?:yet )?(?:available|{_STATE})"
    rf"|placeholder|lorem ipsum.*){_BY}",
    re.IGNORECASE,
)
_WAITING = lazy_pattern(
    r"(?:await(?:s|ing)?|waiting (?:for|on))\b"
    r"(?!.*\b(?:is|are|was|were|has|have|will|can|may)\b)",
    re.IGNORECASE | re.DOTALL,
)
_STILL_OPEN = lazy_pattern(
    rf".*\b(?:(?:still |yet )?to be {_STATE}|(?:is|are) awaited|to follow){_BY}",
    re.IGNORECASE | re.DOTALL,
)
_SENTENCES = re.compile(r"[.!?]\s")
_SHORT, _SHORTER, _LONGEST = 30, 15, 400
_EDGES = " \t\n.,;:!?…-–—*_()'\"“”‘’[]"
#: What a placeholder has, one of these words, if it does not begin with a mark or as below.
_OPEN_WORDS = ("to be ", "to follow", "awa", "lorem")
#: How a placeholder begins otherwise, in small letters, as few other texts do: “pending” and
#: “waiting” up to their i, because some keyboards write another one (“PENDİNG”, “waıting”).
_BEGINS = rf"[{re.escape(_EDGES)}]|tb[acd]|n/?a|xxx|pend|under d|not |placeholder|wa"


def is_placeholder(text: str, *, is_task: bool = False) -> bool:
    """Say whether a text only says that something is still to be written.

    Args:
        text: the text.
        is_task: whether it says what is to be done, where “terms of reference to be agreed” is
            content.
    """
    if len(text) > _LONGEST:
        return False
    whole = text.strip()
    core = whole.strip(_EDGES)
    in_brackets = whole[:1] == "[" and whole.find("]") == len(whole) - 1
    if not core or in_brackets or _ALONE.fullmatch(core):
        return True
    words = len(core.split())
    if words > _SHORT or _SENTENCES.search(core):
        return False
    is_open = not is_task and words <= _SHORTER and _STILL_OPEN.fullmatch(core)
    return bool(_WAITING.match(core) or is_open)


_WHERE: Mapping[str, str] = {
    Section.DETAILS: "as `accountable_body`, with the `contacts`",
    Section.COMMUNICATIONS: "under `communications`, as `messages`",
    Section.OUTCOMES: "as `outcomes` of the projects",
    Section.FINANCE: "as `spend` of the projects",
    Section.EFFICIENCIES: "as `efficiencies` of the projects",
    Section.RISKS: "under `risks`",
}


@rule("SEC01", "section-missing", since="0.1.0", whole=True)
def section_missing(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A section that the policy requires and the plan has not."""
    for position, section in enumerate(dict.fromkeys(ledger.plan.policy.required_sections)):
        if not has_section(ledger.plan, section):
            yield Finding(
                facts,
                section_place(section),
                f"The plan has no section “{section}”, which its policy requires.",
                help=f"Write it {_WHERE.get(section, f'under `narrative`, as `{section}`')}.",
                expected=str(section),
                related=(
                    Related(
                        (("policy", "required_sections", str(position)),),
                        "the policy that requires it",
                    ),
                ),
            )


def _may_wait(ledger: Ledger) -> Sequence[tuple[Path, str]]:
    """Give the texts that have what a placeholder cannot be without."""
    words = [one for one in _OPEN_WORDS if one in ledger.lower_prose]
    if not words:
        return ledger.beginning(_BEGINS)
    return [one for one in ledger.texts if _may_be_open(words, one[1].lower())]


def _may_be_open(words: list[str], text: str) -> bool:
    return bool(re.match(_BEGINS, text)) or any(one in text for one in words)


#: What says what somebody is to do.
_TASKS = {"actions", "asked", "conditions", "milestones", "mitigation"}
#: What is no content of its own: words quoted from elsewhere, and names of what comes later.
_QUOTED = {"printed", "note", "stated", "due_text", "returns_to", "values", "waivers", "policy"}


@rule("SEC02", "placeholder-left-in", since="0.1.0")
def placeholder_left_in(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A section or description that only says it is still to be written."""
    for at, text in _may_wait(ledger):
        if _QUOTED.isdisjoint(at) and is_placeholder(text, is_task=not _TASKS.isdisjoint(at)):
            yield Finding(
                facts,
                at,
                f"This is a placeholder, still to be written: “{shortened(text, 80)}”.",
                help="Write it, or waive this with the reason that it has to wait.",
                actual=shortened(text, 200),
            )


_NOTHING: tuple[object, ...] = (None, {}, ())


@rule("SEC03", "business-case-incomplete", since="0.2.0", severity=Severity.WARNING)
def business_case_incomplete(facts: Rule, ledger: Ledger) -> Iterator[Finding]:
    """A project without a part that the policy asks of every project."""
    asked = ledger.plan.policy.required_of_projects
    wanted = [key for key in asked if key in Project.model_fields]
    for place, key in enumerate(asked):
        if key not in Project.model_fields:
            meant = nearest(key, Project.model_fields)
            yield Finding(
                facts,
                ("policy", "required_of_projects", str(place)),
                f"The policy asks every project for “{key}”, which no project can have.",
                help=f"Did you mean {meant}?" if meant else "Write a key of a project.",
                expected=meant,
                actual=key,
            )
    for project_id, project in ledger.plan.projects.items() if wanted else ():
        missing = [key for key in wanted if getattr(project, key) in _NOTHING]
        if missing:
            yield Finding(
                facts,
                ("projects", project_id, "title"),
                f"{project.name} has no {listed(missing, 'or')}, which its policy asks of every "
                "project.",
                help=f"Add {listed([f'`{key}:`' for key in missing])}.",
                expected=listed(wanted),
                related=(
                    Related((("policy", "required_of_projects"),), "the policy that asks for it"),
                ),
            )
