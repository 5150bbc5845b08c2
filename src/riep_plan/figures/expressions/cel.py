"""The one module that touches the package for CEL: reads an expression, and answers it.

The package's reader and evaluator are used as they are, with four differences that
docs/own-rules.md states: every number is an exact decimal; a key that is left out is ``null``;
``has`` asks whether the plan says something; and an answer takes a bounded number of steps.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from typing import Any, cast

import lark
from celpy.celparser import CELParseError, CELParser
from celpy.celtypes import BoolType
from celpy.evaluation import Activation, CELEvalError, Evaluator, function_matches

from riep_plan.figures.expressions.nodes import Node, NotRead, Part, refused
from riep_plan.figures.expressions.shapes import is_there

LONGEST = 1_000
#: How deep a tree of the package's may be: each of its levels is a few calls of Python's.
_DEEPEST = 110
_MOST_STEPS = 500_000
_STEPS_OF_NAMING = 12
_EXACT = Context(prec=60, traps=[DivisionByZero, InvalidOperation, Overflow])


class NotAnswered(Exception):
    """An expression that gives no answer for this plan, and why."""


@dataclass
class Budget:
    """How many steps may still be taken; all own rules of a plan share one."""

    steps: int = _MOST_STEPS

    def spend(self, steps: int = 1) -> None:
        """Take steps.

        Raises:
            NotAnswered: none is left.
        """
        self.steps -= steps
        if self.steps < 0:
            raise NotAnswered(f"the rules of this policy take more than {_MOST_STEPS:,} steps")


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that was read.

    Attributes:
        text: as it was written.
        node: what it says.
        tree: the same, as the package reads it.
    """

    text: str
    node: Node
    tree: lark.Tree[lark.Token]


def read(text: str) -> Expression:
    """Read an expression.

    Raises:
        NotRead: it is not CEL, or longer or deeper than riep allows.
    """
    if len(text) > LONGEST:
        raise NotRead(
            f"it has {len(text):,} characters; {LONGEST:,} are allowed",
            "Say it in several rules.",
            LONGEST,
        )
    try:
        tree = CELParser().parse(text)
    except CELParseError as error:
        raise refused(text, _position(text, error)) from None
    except RecursionError:
        raise _too_deep() from None
    if _depth(tree) > _DEEPEST:
        raise _too_deep()
    return Expression(text, _node(tree), tree)


def _too_deep() -> NotRead:
    return NotRead(
        "it has too many parts, or they stand too deep in one another",
        "Say it in several rules.",
        0,
    )


def _position(text: str, error: CELParseError) -> int:
    """Count characters from nought to where reading stopped; the end of a text that breaks off."""
    stopped = getattr(error.__context__, "token", None)
    if error.line is None or error.column is None or getattr(stopped, "type", "") == "$END":
        return len(text)
    before = text.split("\n")[: error.line - 1]
    return min(sum(len(one) + 1 for one in before) + error.column - 1, len(text))


def _depth(tree: lark.Tree[lark.Token]) -> int:
    """Count the levels of a tree, without calling itself."""
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        one, level = waiting.pop()
        deepest = max(deepest, level)
        waiting += [(child, level + 1) for child in one.children if isinstance(child, lark.Tree)]
    return deepest


_OPERATORS = {
    "relation_lt": "<",
    "relation_le": "<=",
    "relation_gt": ">",
    "relation_ge": ">=",
    "relation_eq": "==",
    "relation_ne": "!=",
    "relation_in": "in",
    "addition_add": "+",
    "addition_sub": "-",
    "multiplication_mul": "*",
    "multiplication_div": "/",
    "multiplication_mod": "%",
    "unary_not": "!",
    "unary_neg": "-",
}
_LITERALS = {
    "INT_LIT": Part.NUMBER,
    "FLOAT_LIT": Part.NUMBER,
    "STRING_LIT": Part.TEXT,
    "MLSTRING_LIT": Part.TEXT,
    "BOOL_LIT": Part.TRUTH,
    "NULL_LIT": Part.NULL,
}
_NAMED = {
    "ident": Part.NAME,
    "ident_arg": Part.CALL,
    "member_dot": Part.KEY,
    "member_dot_arg": Part.METHOD,
}
_PLAIN = {"member_index": Part.INDEX, "list_lit": Part.LIST}
_JOINED = {"conditionalor": "||", "conditionaland": "&&"}


def _node(tree: lark.Tree[lark.Token]) -> Node:
    """Leave out the levels of the grammar that say nothing."""
    rule, children = str(tree.data), tree.children
    if rule == "literal":
        return _literal(cast("lark.Token", children[0]), tree)
    if rule in _NAMED or rule in _PLAIN:
        names = [one for one in children if isinstance(one, lark.Token)]
        parts = tuple(_node(one) for child in children for one in _spread(child))
        part = _NAMED.get(rule) or _PLAIN[rule]
        return Node(part, str(names[0]) if names else "", parts, *_ends(tree))
    trees = [child for child in children if isinstance(child, lark.Tree)]
    if len(trees) != len(children) or rule in ("map_lit", "member_object"):
        return Node(Part.OTHER, rule, (), *_ends(tree))
    return _node(trees[0]) if len(trees) == 1 else _joined(tree, trees)


def _joined(tree: lark.Tree[lark.Token], trees: list[lark.Tree[lark.Token]]) -> Node:
    """Join what stands on the sides of a sign."""
    rule, ends = str(tree.data), _ends(tree)
    if rule == "expr":
        return Node(Part.CHOICE, "?:", tuple(_node(one) for one in trees), *ends)
    first, last = trees
    if rule in _JOINED:
        return Node(Part.BINARY, _JOINED[rule], (_node(first), _node(last)), *ends)
    operator = _OPERATORS[str(first.data)]
    if rule == "unary":
        return Node(Part.UNARY, operator, (_node(last),), *ends)
    left = _node(cast("lark.Tree[lark.Token]", first.children[0]))
    return Node(Part.BINARY, operator, (left, _node(last)), *ends)


def _spread(child: lark.Tree[lark.Token] | lark.Token) -> Iterator[lark.Tree[lark.Token]]:
    """Give the expressions of a list one by one."""
    if isinstance(child, lark.Tree):
        if child.data == "exprlist":
            yield from (one for one in child.children if isinstance(one, lark.Tree))
        else:
            yield child


def _literal(token: lark.Token, tree: lark.Tree[lark.Token]) -> Node:
    part = _LITERALS.get(token.type, Part.OTHER)
    text = str(token)
    if part is Part.TEXT:
        text = str(Evaluator(tree, Activation()).literal(tree))
    return Node(part, text, (), *_ends(tree))


def _ends(tree: lark.Tree[lark.Token]) -> tuple[int, int]:
    meta = tree.meta
    return (0, 0) if meta.empty else (meta.start_pos, meta.end_pos)


class _Answerer(Evaluator):
    """The package's evaluator, with exact numbers and what a plan leaves out."""

    def __init__(self, tree: lark.Tree[lark.Token], activation: Activation, budget: Budget) -> None:
        super().__init__(tree, activation)
        self.budget = budget

    def sub_evaluator(self, ast: lark.Tree[lark.Token]) -> Evaluator:
        """Make an evaluator of what a macro asks of each part."""
        return _Answerer(ast, self.activation, self.budget)

    def set_activation(self, values: Any) -> Evaluator:  # noqa: ANN401  as the package has it
        """Name what is asked about: this copies every name, and so counts as many steps."""
        self.budget.spend(_STEPS_OF_NAMING)
        return super().set_activation(values)

    def _visit_tree(self, tree: lark.Tree[lark.Token]) -> Any:  # noqa: ANN401  as the package has it
        self.budget.spend()
        return super()._visit_tree(tree)

    def literal(self, tree: lark.Tree[lark.Token]) -> Any:  # noqa: ANN401  as above
        """Read a number as the exact decimal that is written."""
        token = cast("lark.Token", tree.children[0])
        return (
            Decimal(str(token)) if token.type in ("INT_LIT", "FLOAT_LIT") else super().literal(tree)
        )

    def member_dot(self, tree: lark.Tree[lark.Token]) -> Any:  # noqa: ANN401  as above
        """Follow a key; one that the plan leaves out leads to nothing."""
        holder = self.visit(cast("lark.Tree[lark.Token]", tree.children[0]))
        return _below(holder, str(tree.children[1]))

    def member_index(self, tree: lark.Tree[lark.Token]) -> Any:  # noqa: ANN401  as above
        """Follow a key or position in brackets."""
        holder, key = self.visit_children(tree)
        return _below(holder, key)

    def macro_has_eval(self, exprlist: lark.Tree[lark.Token]) -> BoolType:
        """Say whether the plan says something there."""
        (value,) = self.visit_children(exprlist)
        return BoolType(not isinstance(value, CELEvalError) and is_there(value))


def _below(holder: object, key: object) -> object:
    if isinstance(holder, CELEvalError):
        return holder
    if isinstance(key, CELEvalError):
        return key
    if isinstance(holder, dict):
        return _seen(holder[key])
    if isinstance(holder, list) and isinstance(key, Decimal) and 0 <= key < len(holder):
        return _seen(holder[int(key)])
    return CELEvalError("there is no such place in the list")


def _seen(value: object) -> object:
    return BoolType(value) if isinstance(value, bool) else value


def _size(value: Any) -> Decimal:  # noqa: ANN401  a text, list or mapping; the checker has looked
    return Decimal(len(value))


def _test(does: Callable[[str, str], bool]) -> Callable[[str, str], BoolType]:
    return lambda text, part: BoolType(does(text, part))


def _date(text: str) -> date:
    return date.fromisoformat(text)


_FUNCTIONS: Mapping[str, Any] = {
    "size": _size,
    "contains": _test(lambda text, part: part in text),
    "startsWith": _test(lambda text, part: text.startswith(part)),
    "endsWith": _test(lambda text, part: text.endswith(part)),
    "date": _date,
}


def answer(expression: Expression, values: Mapping[str, object], budget: Budget) -> bool:
    """Answer an expression that was checked.

    Args:
        expression: what is asked.
        values: what it may name.
        budget: the steps that are left.

    Raises:
        NotAnswered: it divides by nought, takes too many steps, or is otherwise undecided.
    """
    activation = Activation(functions=_FUNCTIONS)
    evaluator = _Answerer(expression.tree, activation, budget)
    try:
        with localcontext(_EXACT):
            found = evaluator.evaluate(cast("Any", values))
    except ZeroDivisionError:
        raise NotAnswered("it divides by nought") from None
    except ArithmeticError:
        raise NotAnswered("it divides by nought, or a number becomes too large") from None
    except RecursionError:
        raise NotAnswered("its parts stand too deep in one another") from None
    except CELEvalError as error:
        raise NotAnswered(_reason(error)) from None
    if not isinstance(found, (BoolType, bool)):
        raise NotAnswered("it is neither true nor false")
    return bool(found)


def _reason(error: CELEvalError) -> str:
    if "divide by zero" in str(error.args[0]):
        return "it divides by nought"
    if "no such place" in str(error.args[0]):
        return "a list in it is shorter than it says"
    return "a value in it is not of the kind that it needs"


def pattern_fault(pattern: str) -> bool:
    """Say whether a text is no pattern that ``matches`` can use."""
    return isinstance(function_matches("", pattern), CELEvalError)
