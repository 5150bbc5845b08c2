"""The words of made plans: what projects are about, who takes part, what they do and fear.

Sentences are put together from a subject and a pattern, so that two of one plan are often alike
without being the same, as they are in real ones.
"""

import re
from random import Random
from typing import NamedTuple

#: Title, and what the project changes, in the middle of a sentence.
SUBJECTS = (
    ("Shared Revenues and Benefits", "revenues and benefits processing"),
    ("Foster Care Placements", "the recruitment of foster carers"),
    ("Business Transformation Programme", "business process improvement"),
    ("Regional Procurement Hub", "the buying of common goods and services"),
    ("Telecare and Assistive Technology", "telecare for older people"),
    ("Waste Minimisation", "the collection of household waste"),
    ("Member Development Charter", "the development of elected members"),
    ("Adult Social Care Market", "the commissioning of residential care"),
    ("Shared Legal Services", "legal advice to councils"),
    ("Construction Framework", "the procurement of building works"),
    ("Fleet and Transport", "the use of vehicles"),
    ("Digital Customer Access", "how residents reach their council"),
    ("Building Control Partnership", "building control"),
    ("Asset Management", "the use of public buildings"),
    ("Carbon Reduction", "energy use in council buildings"),
    ("Shared Internal Audit", "internal audit"),
    ("Winter Maintenance", "the gritting of roads"),
    ("Libraries Consortium", "the supply of library stock"),
    ("Skills for Care Managers", "the qualifications of care managers"),
    ("Housing Options", "advice to homeless households"),
    ("Town Centre Renewal", "empty shops in town centres"),
    ("Planning Portal", "the handling of planning applications"),
    ("Emergency Planning", "the response to civil emergencies"),
    ("Fire Prevention Visits", "home fire safety"),
    ("Community Safety", "the response to anti-social behaviour"),
    ("Youth Employment", "work placements for young people"),
    ("School Transport", "transport for children with special needs"),
    ("Broadband for Villages", "broadband in rural areas"),
    ("Contact Centre Consolidation", "telephone enquiries"),
    ("Land Charges", "local land charges searches"),
)
COUNCILS = (
    *("Ashford Vale District Council", "Northmoor Borough Council", "Kelby City Council"),
    *("Thornshire County Council", "Westerdale MBC", "Harrowby District Council"),
    *("Oakhampton Borough Council", "Fenwick Unitary Authority", "Stourminster Council"),
    *("Marlow Bridge District Council", "Eastry Town Council", "Penford Fire and Rescue"),
    *("Calder Police Authority", "Larkhill Primary Care Trust", "Dunmere County Council"),
)
ROLES = (
    *("Programme Manager", "Director of Finance", "Head of Procurement", "Project Sponsor"),
    *("Assistant Chief Executive", "Senior Accountant", "Head of Adult Services"),
    *("Chair of the Partnership", "Lead Officer", "Improvement Manager"),
)
BODIES = (
    *("Programme Board", "Officer Steering Group", "Members Board", "Joint Committee"),
    *("Chief Executives Group", "Finance Directors Group"),
)
ACTIONS = (
    "Agree the scope of {about} with every partner",
    "Appoint a project manager for {title}",
    "Collect data on {about} from all partners",
    "Procure a supplier to support {about}",
    "Run pilots of {about} in {small} councils",
    "Train staff in new ways of working on {about}",
    "Publish a guide to good practice in {about}",
    "Set up a network of officers who work on {about}",
    "Develop a business case for {about}",
    "Review contracts that bear on {about}",
)
OUTPUTS = (
    "Project manager in post",
    "{many} staff trained",
    "Scope of {title} signed off by the steering group",
    "Baseline report on {about} issued to partners",
    "Contract awarded",
    "{small} pilot sites live and reporting monthly",
    "Guide to {about} published",
    "First meeting of the network held",
    "Business case for {title} approved by the board",
    "Evaluation of {title} complete",
    "Website for {title} launched",
)
MILESTONES = (
    *OUTPUTS[:9],
    "Steering group set up and terms of reference agreed",
    "Interim report on {title} to the board",
    "Lessons from {title} shared across the region",
    "Service specification for {about} agreed",
    "New arrangements for {about} go live",
)
OBJECTIVES = (
    "To make {about} better value for residents.",
    "To share what works in {about} between councils.",
    "To reduce duplication in {about} across the partnership.",
    "To give staff the skills that {about} needs.",
)
OUTCOMES = (
    "Residents are better served by {about}.",
    "{small} more councils share {about}.",
    "Councils spend less on {about} and keep its quality.",
    "Staff are confident in {about}.",
)
BENEFITS = (
    "More reliable data on {about}.",
    "Less duplication between councils in {about}.",
    "Faster decisions on {about}.",
    "Better outcomes for people who depend on {about}.",
    "A stronger case when {about} is negotiated with suppliers.",
)
LINES = (
    *("Project management", "Consultancy support for {title}", "Training and workshops"),
    *("Evaluation", "Legal advice", "Travel", "Communications", "Backfill for seconded officers"),
    *("Research into {about}", "Grants to pilot councils", "Facilitation of partner meetings"),
    "Events and publications on {about}",
)
CAPITAL_LINES = (
    *("Hardware and licences for {title}", "Purchase of equipment", "Software platform"),
    *("Refurbishment of premises", "Vehicles", "Installation of servers"),
)
RISKS = (
    ("Partners do not release staff for {about}", "Secondments agreed in writing at the start"),
    ("Key staff leave during the project", "Documentation kept and a deputy named"),
    (
        "Procurement takes longer than planned",
        "Use an existing framework and start early",
    ),
    (
        "Savings from {about} are lower than forecast",
        "Quarterly review of benefits by the finance directors",
    ),
    ("Councils withdraw from {title}", "Memorandum of understanding signed by leaders"),
    ("Data on {about} proves unreliable", "Sample checks before the baseline is set"),
    ("Change of policy after the election", "Brief all groups and report to the joint committee"),
    ("Costs of {title} rise", "Fixed-price contract with a contingency"),
    ("Poor take-up of {about}", "Communications plan and named champions in each council"),
)
SENTENCES = (
    "Councils in the area have worked on {about} for some years, each in its own way.",
    "A survey of officers showed that practice differs widely and is seldom compared.",
    "The project brings partners together and tests a common approach.",
    "What is learnt will be written up and offered to other partnerships.",
    "Work on {about} builds on the review that the partnership completed last year.",
    "The steering group meets every two months and reports to the board.",
    "Government expects councils to find efficiency savings of 3% each year.",
    "Twelve of the authorities have already signed up; others are awaiting a decision by members.",
    "There is a strong case for {title}, which partners have asked for repeatedly.",
    "Equality impact is assessed at each stage, and residents are consulted.",
    "Lead officers have been named; details of membership are to be agreed with them in spring.",
    "The approach is not new: it has been tried in three other regions since 2004.",
    "Nationally some £4.9bn of savings is expected over the period.",
    "Staff costs are met by the host authority, and recharged at the end of each quarter.",
)
COMMENTS = {
    "approved": ("Approved.", "The group approved the business case.", "Supported by all members."),
    "endorsed": ("Endorsed.", "Members endorsed the approach."),
}
CONDITIONS = (
    "Clearer measures of success to be added.",
    "Links with neighbouring projects to be shown.",
    "Subject to confirmation of the funding by the department.",
    "Progress to be reported to the board in the autumn.",
)
DRIVERS = (
    ("Comprehensive Spending Review", "Councils to find savings year on year."),
    ("Local Government White Paper", "Stronger partnership working between public bodies."),
    ("National Procurement Strategy", "Every council to buy through frameworks."),
    ("Operational Efficiency Programme", "Back-office services to be compared and shared."),
)
SECTIONS = ("background", "overview", "governance", "sustainability", "progress-to-date")


class Subject(NamedTuple):
    """What a project is about: its title, what it changes, and the counts that its texts give."""

    title: str
    about: str
    small: int
    many: int

    def filled(self, pattern: str) -> str:
        """Fill a pattern with what the project is about."""
        text = pattern.format(**self._asdict())
        return text[:1].upper() + text[1:]


def subjects(dice: Random, count: int) -> list[Subject]:
    """Give so many projects a subject each."""
    return [
        Subject(title, about, dice.randint(2, 9), dice.randint(12, 480))
        for title, about in dice.sample(SUBJECTS, count)
    ]


def chosen(dice: Random, patterns: tuple[str, ...], count: int) -> list[str]:
    """Choose so many different patterns."""
    return dice.sample(patterns, min(count, len(patterns)))


def id_of(text: str, words: int = 4) -> str:
    """Make an id of the first words of a text."""
    found = re.findall(r"[a-z0-9]+", text.casefold())
    return "-".join(found[:words])


def keyed(texts: list[str]) -> dict[str, str]:
    """Give each text an id of its own."""
    found: dict[str, str] = {}
    for text in texts:
        key = id_of(text)
        found[key if key not in found else f"{key}-{len(found)}"] = text
    return found
