"""Funding of made plans: who pays, what there is, and what is left when all is allocated."""

from collections.abc import Iterable
from decimal import Decimal

from tests.support.correct.amounts import NOTHING, Row, added, amount
from tests.support.correct.money import IN_ALL, Data, Uses, estimates, form, shown
from tests.support.correct.scene import Scene, month_of, months_on, said

#: Sources that projects are paid from, by id.
_GRANTS: dict[str, Data] = {
    "core": {"title": "Core grant", "kind": "core", "funder": "Communities and Local Government"},
    "ring-fenced": {
        "title": "Additional ring-fenced grant",
        "kind": "ring-fenced",
        "ring_fence": "Service improvement on a regional basis",
    },
    "windfall": {"title": "Windfall from the capacity building fund", "kind": "windfall"},
    "levy": {"title": "Efficiency levy on members", "kind": "levy"},
    "subscription": {"title": "Subscriptions of members", "kind": "subscription"},
}
_POT: Data = {"title": "Capital pot", "kind": "capital pot"}
#: What partners give, of which the plan has no account of its own.
PARTNERS: dict[str, Data] = {
    "partners": {"title": "Partner councils", "kind": "match"},
    "officers": {"title": "Officers of partner councils", "kind": "in-kind"},
}


def sources(scene: Scene) -> Data:
    """Choose the sources of a plan; their amounts follow from what is paid from them."""
    dice = scene.dice("sources")
    others = [one for one in _GRANTS if one != "core"]
    count = dice.randint(1, 2) if scene.has("several-sources") else 0
    chosen = ["core", *dice.sample(others, count)]
    found = {one: dict(_GRANTS[one]) for one in chosen}
    if scene.has("capital", "several-sources"):
        found["capital-pot"] = dict(_POT)
    if scene.has("pooled"):
        found["brought-forward"] = {
            "title": "Brought forward from last year",
            "kind": "carry-forward",
            "pooled_with": "core",
        }
        if scene.has("carried-from"):
            found["brought-forward"]["carried_from"] = "The underspend that the board agreed to"
    if scene.has("additional"):
        found |= {one: dict(it) for one, it in PARTNERS.items()}
    if scene.has("tbc", "own-budget"):
        found["to-come"] = {
            "title": "Climate change grant",
            "kind": "ring-fenced",
            "ring_fence": "Climate change",
            "status": "tbc",
        }
    return found


def with_amounts(scene: Scene, given: Data, used: Iterable[Uses]) -> Data:
    """Give each source what is paid from it, and more where some is left; state the balances.

    Returns:
        The plan's ``funding``, and its ``stated`` where it has one.
    """
    rows: dict[str, Row] = {}
    for uses in used:
        for source, row in uses.items():
            rows[source] = added([rows.get(source, {}), row])
    left = {source: _left(scene, source, row) for source, row in rows.items()}
    available = {source: added([_funded(scene, row), left[source]]) for source, row in rows.items()}
    for source, row in available.items():
        _give(scene, given, source, row)
    for one in [one for one in given if one not in rows and one != "brought-forward"]:
        if given[one]["kind"] not in ("match", "in-kind") and one != "to-come":
            del given[one]  # a source from which nothing is paid is not listed
    if "brought-forward" in given and "core" not in rows:
        del given["brought-forward"]
    return {"funding": given} | _stated(scene, given, rows, available, left)


def _left(scene: Scene, source: str, row: Row) -> Row:
    """What is left of a source, where the plan states balances."""
    dice = scene.dice("left", source)
    if scene.has("balances", "over-programming"):  # five per cent too much, which is meant
        return {key: -_share(scene, one, 5) for key, one in _funded(scene, row).items()}
    if not scene.has("balances"):
        return dict.fromkeys(_funded(scene, row), NOTHING)
    return {
        key: dice.choice([NOTHING, amount(dice, scene.grain, 500, 250_000)])
        for key in _funded(scene, row)
    }


def _funded(scene: Scene, row: Row) -> Row:
    """The periods of a row that its source has money for: later years are indicative only."""
    return {key: one for key, one in row.items() if key not in scene.later}


def _give(scene: Scene, given: Data, source: str, row: Row) -> None:
    """Set a source's amount; part of a pool's is brought forward."""
    dice = scene.dice("give", source)
    if source == "core" and "brought-forward" in given:
        part = scene.dice("share").randint(10, 60)
        share = {key: _share(scene, one, part) for key, one in row.items()}
        given["brought-forward"]["amount"] = shown(scene, share)
        if form(scene) != "years" and dice.random() < 0.6:
            basis, _ = estimates(scene, dice, sum(share.values(), NOTHING))
            given["brought-forward"]["basis"] = {"last-year": basis}
        row = {key: one - share[key] for key, one in row.items()}
    given[source]["amount"] = shown(scene, row)
    if source == "subscription" and form(scene) != "years" and dice.random() < 0.6:
        basis, _ = estimates(scene, dice, sum(row.values(), NOTHING))
        given[source]["basis"] = {"members": basis}
    if scene.has("from"):
        given[source]["from"] = month_of(dice, months_on(scene.start, -dice.choice([0, 0, 3, 12])))
    if scene.has("until"):
        day = dice.choice([scene.last, months_on(scene.last, dice.randint(2, 14))])
        given[source]["until"] = dice.choice([said, month_of])(dice, day)
    if scene.has("indicative"):
        given[source]["status"] = dice.choice(["confirmed", "indicative"])


def _share(scene: Scene, whole: Decimal, percent: int) -> Decimal:
    """So many per cent of an amount, in the plan's steps; nothing that is shown as nought."""
    share = (whole * percent / 100 // scene.grain) * scene.grain
    return share if share >= scene.step.least else NOTHING


def _stated(scene: Scene, given: Data, rows: Uses, available: Uses, left: Uses) -> Data:
    """State totals over all projects, as the document's summary does."""
    if not (scene.has("stated") or scene.has("balances")) or not rows:
        return {}
    stated: Data = {}
    if scene.has("stated"):
        stated["allocation"] = {one: _in_columns(scene, row) for one, row in rows.items()}
        if not scene.later:
            stated["allocation_total"] = shown(scene, added(rows.values()))
    if scene.has("balances"):
        stated["available"] = {one: shown(scene, row) for one, row in available.items()}
        stated["unallocated"] = {one: shown(scene, row) for one, row in left.items()}
        if all("amount" in it for it in given.values()):
            stated["funding"] = shown(scene, added(available.values()))
    return {"stated": stated}


def _in_columns(scene: Scene, row: Row) -> Decimal | Row:
    """A row of totals; with later years that are indicative only, no total over them is struck."""
    if IN_ALL in row or not scene.later:
        return shown(scene, row)
    return row
