"""Who is who and who decides in made plans; risks, options, drivers and targets of others."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.support.correct.amounts import NOTHING
from tests.support.correct.money import Data, Uses
from tests.support.correct.scene import Scene, month_of, months_on, said
from tests.support.correct.words import (
    BODIES,
    COMMENTS,
    CONDITIONS,
    COUNCILS,
    DRIVERS,
    RISKS,
    ROLES,
    Subject,
    chosen,
    id_of,
)

_SCALES = (
    (["low", "medium", "high"], ["low", "medium", "high"]),
    (["1", "2", "3", "4", "5"], ["1", "2", "3", "4", "5"]),
    (["unlikely", "possible", "likely"], ["minor", "moderate", "major", "severe"]),
    (["1", "2", "3"], ["1", "2", "3"]),
)


def people(scene: Scene) -> Data:
    """Make the contacts, the accountable body and the partners of a plan."""
    dice = scene.dice("people")
    councils = dice.sample(COUNCILS, dice.randint(3, 10))
    contacts = {
        id_of(role): {"role": role, "organisation": council, "title": "General queries"}
        for role, council in zip(dice.sample(ROLES, 2), councils, strict=False)
    }
    return {
        "accountable_body": councils[0],
        "contacts": contacts,
        "organisations": {id_of(one, 6): {"title": one, "role": "Partner"} for one in councils},
    }


def meetings(scene: Scene) -> Data:
    """Make the meetings that decided, the last on or before the document's date."""
    dice = scene.dice("meetings")
    days = sorted(scene.start - timedelta(days=dice.randint(10, 150)) for _ in range(2))
    bodies = dice.sample(BODIES, 2)
    return {
        f"{id_of(body)}-{day.isoformat()}": {
            "body": body,
            "on": said(dice, day),
            "item": str(dice.randint(2, 12)),
            "asked": ["To consider the outline business cases."],
        }
        for body, day in zip(bodies, days, strict=True)
    }


def document_date(scene: Scene) -> str:
    """Give the date of the document: before the plan begins, and after its meetings."""
    dice = scene.dice("date")
    day: date = scene.start - timedelta(days=dice.randint(0, 9))
    return dice.choice([said, month_of])(dice, day)


def decisions(scene: Scene, number: str, held: list[str], uses: Uses) -> Data:
    """Make what meetings decided on a project: it was approved, at times on conditions."""
    dice = scene.dice("decisions", number)
    found: Data = {}
    outcome = "approved"
    whole = sum((one for row in uses.values() for one in row.values()), NOTHING)
    if len(held) > 1 and dice.random() < 0.4:
        found[held[0]] = {"outcome": "endorsed", "comment": dice.choice(COMMENTS["endorsed"])}
    last: Data = {"outcome": outcome}
    if dice.random() < 0.5:
        last["comment"] = dice.choice(COMMENTS[outcome])
    if dice.random() < 0.3 and whole:
        last["amount"] = Decimal(whole)
    if dice.random() < 0.3:
        asked = chosen(dice, CONDITIONS, dice.randint(1, 2))
        last["conditions"] = [_condition(scene, dice, one) for one in asked]
    found[held[-1]] = last
    return found


def _condition(scene: Scene, dice: Random, text: str) -> str | Data:
    """What was asked for, some of it by a day within the plan."""
    if not scene.has("asked-by"):
        return text
    return {"text": text, "due": month_of(dice, scene.day(dice, 0.2))}


def workstreams(scene: Scene) -> Data:
    """Make groups of projects, each led."""
    names = ("Efficiency", "Adult Social Care", "Environment", "Communities")
    count = min(scene.size, 1 + scene.dice("streams").randint(0, 2))
    return {
        id_of(name): {
            "title": name,
            "number": str(place),
            "lead": ROLES[place],
            "outcomes": [f"Better {name.lower()}"],
        }
        for place, name in enumerate(names[:count], 1)
    }


def frameworks() -> Data:
    """Make a set of numbered targets outside the plan."""
    targets = {
        "1": "All authorities performing well for adult social care",
        "2": "At least 95% of undisputed invoices paid within 30 days",
        "7": "Every authority achieving its annual efficiency target",
        "12": "CO2 reduction",
    }
    return {"regional": {"title": "Regional strategy", "targets": targets}}


def communications() -> Data:
    """Make a plan of communications."""
    return {
        "status": "A plan of communications was agreed with the partners' press officers.",
        "messages": {
            "leaders": {
                "text": "Progress and savings to date",
                "recipients": "Council leaders",
                "method": "Briefing note",
                "frequency": "Quarterly",
            }
        },
    }


def risk_scale(scene: Scene) -> Data:
    """Choose the scale of a plan's risks, in words or numbers."""
    likelihood, impact = scene.dice("scale").choice(_SCALES)
    return {"likelihood": likelihood, "impact": impact}


def risks(scene: Scene, place: str, subject: Subject) -> Data:
    """Make a register of risks, each scored, managed and owned."""
    dice = scene.dice("risks", place)
    scale = risk_scale(scene)
    owners = scene.dice("owners").sample(ROLES, 3)
    found: Data = {}
    for text, mitigation in dice.sample(RISKS, dice.randint(1, 4)):
        risk = subject.filled(text)
        scores = {part: dice.randrange(len(steps)) for part, steps in scale.items()}
        found[id_of(risk)] = {
            "text": risk,
            **{part: scale[part][score] for part, score in scores.items()},
            "mitigation": subject.filled(mitigation),
            "owner": dice.choice(owners),
        }
        if scene.has("residual"):
            left = {part: dice.randint(0, score) for part, score in scores.items()}
            found[id_of(risk)]["residual"] = {part: scale[part][one] for part, one in left.items()}
    return found


def options(scene: Scene, number: str, subject: Subject) -> Data:
    """Make the ways that were weighed, one of them preferred."""
    dice = scene.dice("options", number)
    return {
        "as-now": {
            "text": f"Leave {subject.about} as it is",
            "standing": dice.choice(["rejected", "considered"]),
            "reason": "It would not reduce costs.",
        },
        "together": {"text": f"Organise {subject.about} together", "standing": "preferred"},
    }


def drivers(scene: Scene) -> Data:
    """Make the policies that the plan answers to."""
    dice = scene.dice("drivers")
    return {
        id_of(source): {
            "source": source,
            "text": text,
            "theme": "Value",
            "reference": f"Page {dice.randint(2, 80)}",
        }
        for source, text in dice.sample(DRIVERS, 2)
    }


def own_milestones(scene: Scene) -> Data:
    """Make milestones of the programme itself, in the order of their dates."""
    dice = scene.dice("own milestones")
    days = sorted(scene.day(dice) for _ in range(3))
    texts = ("Programme board agrees its forward plan", "Mid-year review", "Annual report")
    return {
        id_of(text): {"text": text, "due": scene.due(dice, day)}
        for text, day in zip(texts, days, strict=True)
    }


def review_day(scene: Scene) -> date:
    """A day some time before the plan, when partners were reviewed."""
    return months_on(scene.start, -scene.dice("review").randint(1, 10))
