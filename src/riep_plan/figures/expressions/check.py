"""What is wrong with an expression, found without a plan: every part of it is looked at.

An expression that is asked of no project, or whose last part is never reached, is checked like
any other. A value that a plan may leave out has to be asked for before it is compared:
``has(project.number) && project.number > 3``.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from riep_plan.figures.expressions.filled import filled_if, path_of
from riep_plan.figures.expressions.nodes import Node, Part
from riep_plan.figures.expressions.shapes import (
    DATE,
    NOTHING,
    NUMBER,
    TEXT,
    TRUTH,
    UNKNOWN,
    Kind,
    Shape,
    empty,
    list_of,
)
from riep_plan.values.quantity import read_number
from riep_plan.values.refusal import Refused
from riep_plan.values.words import listed, nearest, shortened

MACROS = ("all", "exists", "exists_one", "filter", "map")
_OF_TEXTS = ("contains", "startsWith", "endsWith", "matches")
_CALLS = ("has", "size", "date")
_SIZED = (Kind.TEXT, Kind.LIST, Kind.MAPPING)
_MOST_KEYS = 12
_SHOWN = 80


class Wrong(Enum):
    """What kind of fault an expression has."""

    UNREADABLE = 1
    NAMES_NOTHING = 2
    DOES_NOT_DECIDE = 3


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of an expression.

    Attributes:
        wrong: what kind of fault.
        message: what is wrong.
        help: what to do.
        start: the position of the first character that is at fault, from nought.
    """

    wrong: Wrong
    message: str
    help: str
    start: int


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be named at a place, and what is known there to be filled."""

    names: Mapping[str, Shape]
    filled: frozenset[str] = frozenset()

    def knowing(self, paths: Collection[str]) -> "Scope":
        """The same, where these values are known to be there."""
        return Scope(self.names, self.filled | frozenset(paths))

    def naming(self, name: str, shape: Shape) -> "Scope":
        """The same, with one more name."""
        return Scope({**self.names, name: shape}, self.filled)


@dataclass
class Checker:
    """Looks through one expression and keeps what is wrong with it."""

    text: str
    is_pattern: Callable[[str], bool]
    faults: list[Fault] = field(default_factory=list)

    def decides(self, node: Node, scope: Scope) -> None:
        """Look for what keeps an expression from being true or false."""
        self._wanted(node, scope, Kind.TRUTH)

    def _fault(self, wrong: Wrong, node: Node, message: str, advice: str = "") -> Shape:
        self.faults.append(Fault(wrong, message, advice, node.start))
        return UNKNOWN

    def _said(self, node: Node) -> str:
        return f"`{shortened(self.text[node.start : node.end], _SHOWN)}`"

    def _shape(self, node: Node, scope: Scope) -> Shape:
        if node.part in _SURE:
            return _SURE[node.part]
        found = self._rule(node.part)(node, scope)
        return found.filled if path_of(node) in scope.filled else found

    def _rule(self, part: Part) -> Callable[[Node, Scope], Shape]:
        return {
            Part.NUMBER: self._number,
            Part.NAME: self._name,
            Part.KEY: self._key,
            Part.INDEX: self._index,
            Part.CALL: self._call,
            Part.METHOD: self._method,
            Part.LIST: self._list,
            Part.UNARY: self._unary,
            Part.BINARY: self._binary,
            Part.CHOICE: self._choice,
            Part.OTHER: self._other,
        }[part]

    def _wanted(self, node: Node, scope: Scope, *kinds: Kind) -> Shape:
        """Give the shape of a part that has to be there, and of one of these kinds."""
        found = self._shape(node, scope)
        if found.kind is Kind.UNKNOWN:
            return found
        if found.kind not in kinds:
            message = f"{self._said(node)} is {found.kind.value}, where {_either(kinds)} is needed."
            return self._fault(Wrong.DOES_NOT_DECIDE, node, message, _advice(found, kinds))
        if found.may_be_empty and found.kind not in (Kind.LIST, Kind.MAPPING):
            said = self._said(node)
            message = f"{said} is empty where a plan leaves it out, and then nothing is decided."
            advice = f"Ask for it first: `has({said.strip('`')}) && …`."
            return self._fault(Wrong.DOES_NOT_DECIDE, node, message, advice)
        return found

    def _number(self, node: Node, scope: Scope) -> Shape:  # noqa: ARG002  all rules take the same
        try:
            read_number(node.word)
        except Refused as refused:
            message = f"{self._said(node)} is not written plainly."
            return self._fault(Wrong.UNREADABLE, node, message, refused.advice)
        return NUMBER

    def _name(self, node: Node, scope: Scope) -> Shape:
        if node.word in scope.names:
            return scope.names[node.word]
        known = list(scope.names)
        meant = nearest(node.word, known)
        message = f"There is nothing called {self._said(node)} here."
        advice = f"Did you mean `{meant}`?" if meant else f"There is {_ticked(known)}."
        return self._fault(Wrong.NAMES_NOTHING, node, message, advice)

    def _key(self, node: Node, scope: Scope) -> Shape:
        return self._below(node, self._shape(node.parts[0], scope), node.word)

    def _index(self, node: Node, scope: Scope) -> Shape:
        holder, key = node.parts
        found = self._shape(holder, scope)
        if found.kind is Kind.LIST:
            self._wanted(key, scope, Kind.NUMBER)
            return found.below
        self._wanted(key, scope, Kind.TEXT)
        if found.kind is Kind.RECORD and key.part is not Part.TEXT:
            message = f"{self._said(holder)} has keys that are known: one of them has to be named."
            return self._fault(Wrong.NAMES_NOTHING, node, message, _keys(found))
        return self._below(node, found, key.word)

    def _below(self, node: Node, holder: Shape, key: str) -> Shape:
        said = self._said(node.parts[0])
        if holder.kind is Kind.UNKNOWN:
            return UNKNOWN
        if holder.kind is Kind.MAPPING:
            below = holder.below
            return below if below == NUMBER else empty(below)
        if holder.kind is Kind.RECORD and key in holder.keys:
            return empty(holder.keys[key]) if holder.may_be_empty else holder.keys[key]
        if holder.kind is Kind.RECORD:
            meant = nearest(key, sorted(holder.keys))
            advice = f"Did you mean `{meant}`?" if meant else _keys(holder)
            message = f"{said} has no key “{key}”."
            return self._fault(Wrong.NAMES_NOTHING, node, message, advice)
        advice = ""
        if holder.kind is Kind.LIST:
            advice = f"Ask for one of it: `{said.strip('`')}.exists(one, one.{key} …)`."
        message = f"{said} is {holder.kind.value}, which has no keys."
        return self._fault(Wrong.NAMES_NOTHING, node, message, advice)

    def _call(self, node: Node, scope: Scope) -> Shape:
        if node.word not in _CALLS:
            return self._no_function(node, scope)
        if len(node.parts) != 1:
            return self._count(node, f"{node.word}()", "one thing")
        (argument,) = node.parts
        if node.word == "size":
            self._wanted(argument, scope, *_SIZED)
            return NUMBER
        if node.word == "date":
            return self._date(argument)
        if argument.part not in (Part.KEY, Part.INDEX):
            message = f"has() asks for a key, and {self._said(argument)} is none."
            return self._fault(Wrong.DOES_NOT_DECIDE, argument, message, "Write has(project.lead).")
        self._shape(argument, scope)
        return TRUTH

    def _date(self, node: Node) -> Shape:
        try:
            if node.part is not Part.TEXT:
                raise ValueError
            date.fromisoformat(node.word)
        except ValueError:
            message = f"{self._said(node)} is not a day."
            return self._fault(Wrong.UNREADABLE, node, message, 'Write date("2011-03-31").')
        return DATE

    def _no_function(self, node: Node, scope: Scope) -> Shape:
        for argument in node.parts:
            if node.word not in _CALLS and argument.part is not Part.NAME:
                self._shape(argument, scope)
        known = [*_CALLS, *_OF_TEXTS, *MACROS]
        meant = nearest(node.word, known)
        advice = f"Did you mean {meant}()?" if meant else f"There is {_ticked(known)}."
        message = f"There is no function {node.word}()."
        return self._fault(Wrong.NAMES_NOTHING, node, message, advice)

    def _count(self, node: Node, name: str, wanted: str) -> Shape:
        return self._fault(Wrong.DOES_NOT_DECIDE, node, f"{name} takes {wanted}.")

    def _method(self, node: Node, scope: Scope) -> Shape:
        holder, *arguments = node.parts
        if node.word in MACROS:
            return self._macro(node, scope)
        if node.word == "size" and not arguments:
            self._wanted(holder, scope, *_SIZED)
            return NUMBER
        if node.word not in _OF_TEXTS:
            self._shape(holder, scope)
            return self._no_function(Node(node.part, node.word, (), node.start, node.end), scope)
        self._wanted(holder, scope, Kind.TEXT)
        if len(arguments) != 1:
            return self._count(node, f"{node.word}()", "one text")
        self._wanted(arguments[0], scope, Kind.TEXT)
        if node.word == "matches":
            self._pattern(arguments[0])
        return TRUTH

    def _pattern(self, node: Node) -> None:
        if node.part is not Part.TEXT or not self.is_pattern(node.word):
            message = f"{self._said(node)} is not a pattern that matches() can use."
            self._fault(Wrong.UNREADABLE, node, message, "Write a regular expression in quotes.")

    def _macro(self, node: Node, scope: Scope) -> Shape:
        holder, *arguments = node.parts
        found = self._wanted(holder, scope, Kind.LIST, Kind.MAPPING)
        if len(arguments) != 2 or arguments[0].part is not Part.NAME:  # noqa: PLR2004  name, question
            example = f"`{self._said(holder).strip('`')}.{node.word}(one, …)`"
            return self._count(node, f"{node.word}()", f"a name and an expression: {example}")
        name, asked = arguments
        if name.word in scope.names:
            message = f"“{name.word}” is a name already."
            return self._fault(Wrong.NAMES_NOTHING, name, message, "Choose another.")
        inside = scope.naming(name.word, TEXT if found.kind is Kind.MAPPING else found.below)
        if node.word == "map":
            return list_of(self._shape(asked, inside))
        self._wanted(asked, inside, Kind.TRUTH)
        if node.word == "filter":
            return list_of(TEXT) if found.kind is Kind.MAPPING else found
        return TRUTH

    def _list(self, node: Node, scope: Scope) -> Shape:
        shapes = [self._wanted(one, scope, *_SINGLE) for one in node.parts]
        kinds = {one.kind for one in shapes} - {Kind.UNKNOWN}
        if len(kinds) > 1:
            message = f"{self._said(node)} mixes {listed(sorted(one.value for one in kinds))}."
            return self._fault(Wrong.DOES_NOT_DECIDE, node, message)
        return list_of(shapes[0] if shapes else UNKNOWN)

    def _unary(self, node: Node, scope: Scope) -> Shape:
        wanted = TRUTH if node.word == "!" else NUMBER
        self._wanted(node.parts[0], scope, wanted.kind)
        return wanted

    def _binary(self, node: Node, scope: Scope) -> Shape:
        first, last = node.parts
        if node.word in ("&&", "||"):
            self._wanted(first, scope, Kind.TRUTH)
            known = filled_if(first, true=node.word == "&&")
            self._wanted(last, scope.knowing(tuple(known)), Kind.TRUTH)
            return TRUTH
        if node.word in ("==", "!="):
            return self._equality(node, scope)
        if node.word == "in":
            return self._membership(node, scope)
        if node.word in ("<", "<=", ">", ">="):
            left = self._wanted(first, scope, *_ORDERED)
            right = self._wanted(last, scope, *_ORDERED)
            return self._alike(node, left, right)
        self._wanted(first, scope, Kind.NUMBER)
        self._wanted(last, scope, Kind.NUMBER)
        return NUMBER

    def _equality(self, node: Node, scope: Scope) -> Shape:
        shapes = [self._shape(one, scope) for one in node.parts]
        for one, found in zip(node.parts, shapes, strict=True):
            if found.kind in (Kind.RECORD, Kind.LIST, Kind.MAPPING):
                message = (
                    f"{self._said(one)} is {found.kind.value}, and is not compared as a whole."
                )
                advice = f"Ask has({self._said(one).strip('`')}), or compare one of its keys."
                return self._fault(Wrong.DOES_NOT_DECIDE, one, message, advice)
        return self._alike(node, *shapes)

    def _membership(self, node: Node, scope: Scope) -> Shape:
        first, last = node.parts
        item = self._shape(first, scope)
        holder = self._wanted(last, scope, Kind.LIST, Kind.MAPPING)
        held = TEXT if holder.kind is Kind.MAPPING else holder.below
        if item.kind in (Kind.RECORD, Kind.LIST, Kind.MAPPING) or held.kind is Kind.RECORD:
            what = first if held.kind is not Kind.RECORD else last
            message = f"{self._said(what)} holds no single values, so “in” cannot be asked of it."
            advice = "Use exists(): `project.risks.exists(one, one.id == …)`."
            return self._fault(Wrong.DOES_NOT_DECIDE, node, message, advice)
        return self._alike(node, item, held)

    def _alike(self, node: Node, left: Shape, right: Shape) -> Shape:
        """Check that two values are of one kind; anything may be asked whether it is null."""
        kinds = {left.kind, right.kind} - {Kind.UNKNOWN, Kind.NOTHING}
        if len(kinds) > 1:
            pair = f"{left.kind.value} with {right.kind.value}"
            message = f"{self._said(node)} compares {pair}."
            return self._fault(Wrong.DOES_NOT_DECIDE, node, message, _advice_for_pair(kinds))
        return TRUTH

    def _choice(self, node: Node, scope: Scope) -> Shape:
        asked, first, last = node.parts
        self._wanted(asked, scope, Kind.TRUTH)
        left = self._shape(first, scope.knowing(tuple(filled_if(asked, true=True))))
        right = self._shape(last, scope.knowing(tuple(filled_if(asked, true=False))))
        if self._alike(node, left, right) is UNKNOWN:
            return UNKNOWN
        found = right if left.kind is Kind.NOTHING else left
        return empty(found) if left.may_be_empty or right.may_be_empty else found

    def _other(self, node: Node, scope: Scope) -> Shape:  # noqa: ARG002  all rules take the same
        message = f"{self._said(node)} is a part of CEL that own rules do not use."
        return self._fault(
            Wrong.UNREADABLE, node, message, "docs/own-rules.md lists what they use."
        )


_SINGLE = (Kind.NUMBER, Kind.TEXT, Kind.TRUTH, Kind.DATE)
_ORDERED = (Kind.NUMBER, Kind.DATE)
_SURE = {Part.TEXT: TEXT, Part.TRUTH: TRUTH, Part.NULL: NOTHING}


def _either(kinds: Collection[Kind]) -> str:
    return listed([one.value for one in kinds], "or")


def _ticked(words: Collection[str]) -> str:
    return listed([f"`{one}`" for one in words])


def _keys(shape: Shape) -> str:
    known = sorted(shape.keys)
    more = " and others" if len(known) > _MOST_KEYS else ""
    return f"It has {_ticked(known[:_MOST_KEYS])}{more}: docs/own-rules.md."


def _advice(found: Shape, kinds: Collection[Kind]) -> str:
    if found.kind is Kind.TEXT and set(kinds) == set(_ORDERED):
        return 'Texts have no order. Compare them with == or in: `risk.impact in ["4", "5"]`.'
    if Kind.TRUTH in kinds:
        return "Compare it with something: `… > 3`, or ask has(…)."
    if found.kind is Kind.RECORD:
        return _keys(found)
    return ""


def _advice_for_pair(kinds: Collection[Kind]) -> str:
    if set(kinds) == {Kind.DATE, Kind.TEXT}:
        return 'Write a day as date("2011-03-31").'
    if set(kinds) == {Kind.NUMBER, Kind.TEXT}:
        return 'A text is written in quotes, a number without: "4" and 4 are different.'
    return ""
