"""What each key of a part means: the text below it, read from the source when somebody asks.

Pydantic can do the same for every model whenever riep starts, which is a quarter of the time that
one plan takes to check; only schemas, and messages about a missing key, ask.
"""

import ast
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from pydantic import BaseModel


@lru_cache(maxsize=256)
def descriptions(part: type[BaseModel]) -> Mapping[str, str]:
    """Give what each field of a part means, by the field's name; one without a text is left out."""
    found: dict[str, str] = {}
    for base in reversed(part.__mro__):
        if issubclass(base, BaseModel) and base is not BaseModel:
            found |= _own(base)
    return found


def _own(part: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """Give the texts that stand below a class's own fields; none where it has no source here."""
    try:
        (defined,) = ast.parse(textwrap.dedent(inspect.getsource(part))).body
    except (OSError, TypeError):
        return
    assert isinstance(defined, ast.ClassDef)  # noqa: S101  for the type checker
    for field, text in pairwise(defined.body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            match text:
                case ast.Expr(value=ast.Constant(value=str(told))):
                    yield field.target.id, inspect.cleandoc(told)
