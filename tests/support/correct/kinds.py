"""Whole plans of each kind, put together from their parts."""

from decimal import ROUND_HALF_UP, Decimal
from random import Random

from tests.support.correct import delivery, evidence, governance, indicators, money, prose, spend
from tests.support.correct.amounts import NOTHING, TOTAL, Rate, Unconfirmed, in_words
from tests.support.correct.funding import sources, with_amounts
from tests.support.correct.money import IN_ALL, Case, Data, Uses
from tests.support.correct.scene import Scene, said
from tests.support.correct.words import COUNCILS, ROLES, Subject, id_of, subjects

_TITLES = {
    "delivery-plan": "Delivery plan",
    "investment-programme": "Investment programme",
    "outcome-delivery-plan": "Outcome delivery plan",
    "programme-plan": "Programme plan",
    "work-programme": "Work programme",
}


def plan_of(scene: Scene) -> Data:
    """Make a whole plan, its projects among it; every amount in exact pounds."""
    about = subjects(scene.dice("subjects"), scene.size)
    plan = _head(scene)
    made = _by_quarters(scene, about) if scene.is_by_quarters else _by_allocation(scene, about)
    for part in made:
        plan |= part
    _add_programme(scene, plan, about)
    plan["policy"] = _policy(scene, plan)
    if scene.has("narrative"):
        plan["narrative"] = prose.sections(scene, "plan", about[0], plan)
    if scene.has("provenance"):
        plan |= _provenance(scene, plan)
    return plan


def _head(scene: Scene) -> Data:
    head: Data = {
        "riep": "1",
        "kind": scene.kind,
        "title": f"{_TITLES[scene.kind]} of the Vale Partnership",
        "date": governance.document_date(scene),
        "status": "Approved",
        "partnership": "The Vale Partnership",
        "programme": "Improvement and efficiency",
        "document": "Papers of the board, with the business cases",
        **governance.people(scene),
        "meetings": governance.meetings(scene),
    }
    if scene.unit == "thousand":
        head["unit"] = "thousand"
    if scene.quarters:
        head["calendar"] = {label: _quarter(scene, label) for label in scene.quarters}
    if not scene.is_by_quarters:
        first, last = scene.years[0], scene.years[-1]
        spans = [f"{first} to {last}", f"April {first[:4]} to March {scene.end.year}"]
        head["period"] = first if first == last else scene.dice("period").choice(spans)
    return head


def _quarter(scene: Scene, label: str) -> Data:
    first, last = scene.quarter(label)
    dice = scene.dice("calendar")
    form = dice.choice(["%B %Y", "%Y-%m", "%Y-%m-%d"])
    made: Data = {"from": f"{first:{form}}", "to": f"{last:{form}}"}
    if dice.random() < 0.3:
        made["stated"] = f"{first:%B %Y} to {last:%B %Y}"
    return made


def _by_quarters(scene: Scene, about: list[Subject]) -> tuple[Data, ...]:
    """A delivery plan: what its projects spend and save by quarter."""
    given = sources(scene)
    projects: Data = {}
    for number, subject in zip(scene.ids, about, strict=True):
        project = _project(scene, number, subject, {}) | spend.spend(scene, number)
        projects[id_of(subject.title, 6)] = project
        if scene.has("efficiencies"):
            project["efficiencies"] = spend.efficiencies(scene, number)
        _finish(scene, number, subject, project)
    used = spend.funding_used(projects)
    listed: Uses = {one: {IN_ALL: whole} for one, whole in used.items()}
    for one in used:
        given.setdefault(one, {"title": "Ring-fenced grant", "kind": "ring-fenced"})
    funded = with_amounts(scene, given, [listed])
    stated: Data = {key: one for key, one in funded.get("stated", {}).items() if "alloc" not in key}
    if "unallocated" in funded.get("stated", {}):
        stated["unallocated"] = funded["stated"]["unallocated"]
    if scene.has("stated"):
        stated["spend"] = spend.stated_spend(scene, projects)
        if saved := spend.stated_efficiencies(projects):
            stated["efficiencies"] = saved
    return funded, {"projects": projects}, {"stated": stated} if stated else {}


def _by_allocation(scene: Scene, about: list[Subject]) -> tuple[Data, ...]:
    """A plan that allocates its funding to projects, and budgets, asks and pays by milestones."""
    given = sources(scene)
    projects: Data = {}
    used: list[Uses] = []
    saved = NOTHING
    served = scene.dice("served").randint(6, 46)
    for number, subject in zip(scene.ids, about, strict=True):
        case = money.case(scene, number, subject, given)
        used.append(case.uses)
        project = _project(scene, number, subject, case.uses) | _with_money(
            scene, number, subject, case
        )
        if _saves(scene):
            fields, saving = money.cost_alone(scene, number, project["budget"], served)
            project["stated"] = project.get("stated", {}) | fields["stated"]
            project["efficiencies"] = fields["efficiencies"]
            saved += saving
        elif scene.has("efficiencies") and case.uses:
            project["efficiencies"] = spend.efficiencies(scene, number, in_year=False)
        projects[id_of(subject.title, 6)] = project
        _finish(scene, number, subject, project)
    lines, own = money.own_budget(scene, given)
    funded = with_amounts(scene, given, [*used, own])
    head: Data = {"budget": lines} if lines else {}
    if _saves(scene):
        head["organisations_served"] = str(served)
        if scene.has("stated"):
            funded.setdefault("stated", {})["saving"] = saved
    if money.is_annual(scene):
        head["annual"] = list(scene.years)
    if scene.has("only-for") and "ring-fenced" in funded["funding"]:
        users = [one for one, it in projects.items() if "ring-fenced" in _sources_of(it)]
        if users and "ring-fenced" not in own:
            funded["funding"]["ring-fenced"]["only_for"] = users
    if scene.has("funded-under"):
        _pay_elsewhere(scene, projects)
    return funded, head, {"projects": projects}


def _sources_of(project: Data) -> set[str]:
    """The sources that a project names in its money."""
    lines = project.get("budget", {}).values()
    return {*project["allocation"], *(one for line in lines for one in line["amounts"])}


def _pay_elsewhere(scene: Scene, projects: Data) -> None:
    """Let one project reach a milestone that another one pays for."""
    if len(projects) > 1 and all("milestones" in it for it in projects.values()):
        first, second = list(projects)[:2]
        projects[second]["milestones"]["joint-launch"] = {
            "text": "Joint launch event for both projects",
            "due": scene.last.isoformat(),
            "funded_under": first,
        }


def _saves(scene: Scene) -> bool:
    return money.form(scene) == "in all" and scene.has("cost-alone", "budget")


def _with_money(scene: Scene, number: str, subject: Subject, case: Case) -> Data:
    """A project's money, and milestones that it is paid for."""
    fields = dict(case.fields)
    if scene.has("milestones") or case.to_pay:
        fields["milestones"] = delivery.milestones(scene, number, subject, case.to_pay)
        if case.to_pay and scene.has("stated"):
            fields["stated"]["payments"] = {
                source: money.shown(scene, row) for source, row in case.to_pay.items()
            }
    return fields


def _project(scene: Scene, number: str, subject: Subject, uses: Uses) -> Data:
    """What a project is, does and risks; its money apart."""
    dice = scene.dice("project", number)
    made: Data = {
        "number": number,
        "title": subject.title,
        "page": str(10 + 2 * int(number)),
        "authorities": f"{subject.small} authorities in the area",
        "partners": dice.sample(COUNCILS, 2),
        "lead": dice.choice(COUNCILS),
        "sponsor": dice.choice(ROLES),
        "description": f"The project is about {subject.about}, which partners do apart today.",
    }
    reached: list[str] = []
    if scene.has("indicators"):
        made["outcomes"] = delivery.outcomes(scene, number, subject)
        reached = list(made["outcomes"])
        made["indicators"] = indicators.indicators(scene, number, subject, reached)
    if scene.has("actions") or not scene.has("payments"):
        made["actions"] = delivery.actions(scene, number, subject, reached)
    if scene.has("objectives"):
        made["objectives"] = delivery.objectives(scene, number, subject)
    if scene.has("benefits"):
        made["benefits"] = delivery.benefits(scene, number, subject)
        if not scene.has("efficiencies") and not scene.has("cost-alone"):
            made["benefits"] |= delivery.saved_elsewhere(scene, number, subject)
    if scene.has("risks"):
        made["risks"] = governance.risks(scene, number, subject)
    if scene.has("options"):
        made["options"] = governance.options(scene, number, subject)
    if scene.has("evidence") and dice.random() < 0.5:
        made["evidence"] = evidence.table(scene, number, subject)
    if scene.has("decisions"):
        held = list(governance.meetings(scene))
        made["decisions"] = governance.decisions(scene, number, held, uses)
    return made | _ties(scene, number, dice)


def _ties(scene: Scene, number: str, dice: Random) -> Data:
    """What ties a project to workstreams, targets and earlier work."""
    made: Data = {}
    if scene.has("workstreams"):
        streams = list(governance.workstreams(scene))
        made["workstreams"] = [streams[(int(number) - 1) % len(streams)]]
    if scene.has("frameworks"):
        made["contribution"] = "What it changes helps every council to meet them."
        made["contributes"] = {"regional": dice.sample(["1", "2", "7", "12"], 2)}
    if scene.has("continues") and dice.random() < 0.4:
        made["continues"] = [f"Phase one of the project, {scene.year - 1}"]
    if scene.has("actions") and dice.random() < 0.3:
        made["scope"] = dice.choice(["Regional", "Sub-regional"])
    return made


def _finish(scene: Scene, number: str, subject: Subject, project: Data) -> None:
    """Add what speaks of the project's own figures."""
    if scene.has("additional"):
        project["additional_funding"] = spend.additional(scene, number, subject)
    if scene.has("narrative"):
        project["narrative"] = prose.sections(scene, number, subject, project)


def _add_programme(scene: Scene, plan: Data, about: list[Subject]) -> None:
    """Add what belongs to the plan and to no project."""
    plan["risk_scale"] = governance.risk_scale(scene)
    if scene.has("own-risks") or not scene.has("risks"):
        plan["risks"] = governance.risks(scene, "plan", about[0])
    if scene.has("workstreams"):
        plan["workstreams"] = governance.workstreams(scene)
    if scene.has("frameworks"):
        plan["frameworks"] = governance.frameworks()
    if scene.has("communications"):
        plan["communications"] = governance.communications()
    if scene.has("drivers"):
        plan["drivers"] = governance.drivers(scene)
    if scene.has("own-milestones"):
        plan["milestones"] = governance.own_milestones(scene)
    if scene.has("assessments"):
        plan["assessments"] = evidence.assessments(scene, list(plan["organisations"]))
    if scene.kind == "outcome-delivery-plan":
        outcome = {"efficient": "More efficient services for residents"}
        plan["outcomes"] = outcome
        plan["indicators"] = indicators.indicators(scene, "plan", about[-1], list(outcome))
        plan["options"] = governance.options(scene, "plan", about[-1])


def _policy(scene: Scene, plan: Data) -> Data:
    """What the funder asks, which this plan does."""
    policy: Data = {
        "title": "Guidance of the funder",
        "source": "Letter of the department to accountable bodies",
        "tolerance": {"share": "10%"},
        "rules": {"DLV10": {"severity": "off", "reason": "The board asked for one final report."}},
    }
    if scene.has("decisions"):
        text = "Changes to a project within its allocation"
        limit = {"text": text, "to": "Director", "limit": Rate(25_000)}
        policy["delegated"] = {"director": limit}
    dice = scene.dice("policy")
    if scene.has("capital", "until"):
        policy["capital"] = {"until": said(dice, scene.last)}
    if scene.has("capital", "mix") and (share := _capital_share(plan)):
        policy["mix"] = {"revenue": f"{100 - share}%", "capital": f"{share}%"}
        if scene.has("undecided-mix"):
            policy["mix"]["status"] = "tbc"
    if scene.has("over-programming"):
        policy["over_programming"] = "10%"
    if scene.has("own-rules"):
        policy["own_rules"] = {
            "ORG01": {
                "name": "large-project-without-sponsor",
                "require": "project.cost <= 100000 || has(project.sponsor)",
                "message": "a project over £100,000 needs a sponsor",
            }
        }
    if scene.has("apportionment"):
        policy["apportionment"] = {"sub-regional": "70%", "regional": "30%"}
    if scene.has("required"):
        projects = list(plan["projects"].values())
        asked = ["title", "lead", "sponsor", "description", "risks", "actions", "benefits"]
        policy["required_of_projects"] = [one for one in asked if all(one in it for it in projects)]
        policy["required_sections"] = ["details"] + ["communications"] * ("communications" in plan)
    return policy


def _capital_share(plan: Data) -> int | None:
    """How many per cent of the planned money are capital; None where one kind is all."""
    kinds = {"revenue": NOTHING, "capital": NOTHING}
    for project in plan["projects"].values():
        for table in project.get("spend", {}).values():
            for kind, row in table.items():
                kinds[kind] += _sum(row)
        if "spend" not in project:
            for line in project.get("budget", {}).values():
                kinds[line["kind"]] += sum((_sum(one) for one in line["amounts"].values()), NOTHING)
    for line in plan.get("budget", {}).values():
        known = [one for one in line["amounts"].values() if not isinstance(one, str)]
        kinds[line["kind"]] += sum((_sum(one) for one in known), NOTHING)
    if not all(kinds.values()):
        return None
    share = kinds["capital"] * 100 / sum(kinds.values())
    return int(share.quantize(Decimal(1), ROUND_HALF_UP)) or None


def _sum(profile: Decimal | dict[str, Decimal]) -> Decimal:
    if isinstance(profile, Decimal):
        return profile
    return sum((one for key, one in profile.items() if key != TOTAL), NOTHING)


def _provenance(scene: Scene, plan: Data) -> Data:
    """Say where values come from, and what is printed there."""
    dice = scene.dice("provenance")
    found: Data = {"front": {"at": "title", "page": "1"}}
    amount = plan["funding"].get("core", {}).get("amount")
    if isinstance(amount, Decimal) and not isinstance(amount, (Rate, Unconfirmed)) and amount:
        printed = in_words(dice, amount)
        found["grant"] = {"at": "funding/core/amount", "page": "4", "printed": printed}
    return {"provenance": found}
