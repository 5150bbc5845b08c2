"""Random YAML documents, written in every style, from plain prose to what only YAML can mean."""

from typing import TypeAlias

from hypothesis import strategies as st

Data: TypeAlias = "str | list[Data] | dict[str, Data]"

#: Plain values that readers of YAML have read in many ways.
_ODD = """\
.5 -.5 5. -5. +.5 . .. ... - -- --- + +5 -5 0 00 010 -0 0x1F 0o17 0b11 1e3 1E3 1e+3 1.5e-3 1_000
1,000 1:30 1:30:00 12:30:45.5 ~ null Null NULL true True TRUE false False yes Yes no No on off y n
.inf -.inf .Inf .nan .NaN .NAN nan NaN inf £5 £275,00 -£5 2010-06-30 2010/11 Q2 Q2–Q4 33% 1/2 = <<
< > <= a:b a:: :a a#b #a a' 'a "a a" 'a' "a" `a` @a %a !a &a *a |a >a ?a ,a [a a] {a a} a,b é 🙂
0.10 0.100 123456789012345678901234567890.123456789 1e400 -1e-400 0.1e1 9007199254740993 \\n a\\b
"""
ODD = _ODD.split()
PHRASES = [
    "a: b",
    "a #b",
    "a # b",
    "# comment",
    "- item",
    "? key",
    "key: ",
    "a & b",
    "R&D: costs",
    "see *below*",
    "*note",
    "&anchor x",
    "!tag x",
    "<<: x",
    " spaced ",
    "two  spaces",
    "line one\nline two",
    "line one\n\nline three\n",
    "  indented\nless",
    "trailing \nspace ",
    "\ttab",
    "tab\there",
    "ends with colon:",
    "it's",
    'say "hi"',
    "[x, y]",
    "{x: y}",
    "--- x",
    "... x",
    "%YAML 1.2",
    "",
]

_ALPHABET = "aB0 :#-,.?!&*[]{}'\"|>%@`~=<+_/\\£é–\n\t"
texts = st.one_of(
    st.sampled_from(ODD),
    st.sampled_from(PHRASES),
    st.text(_ALPHABET, max_size=12),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8),
    st.from_regex(r"[-+]?[0-9_.,]{1,8}([eE][-+]?[0-9]{1,3})?", fullmatch=True),
)
keys = st.one_of(st.sampled_from(["a", "b", "riep", "title", "Q1", "total"]), texts)
trees = st.recursive(
    texts,
    lambda below: st.one_of(st.lists(below, max_size=4), st.dictionaries(keys, below, max_size=4)),
    max_leaves=12,
)


def single_quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def double_quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t") + '"'


class Writer:
    """Writes a tree as YAML, drawing a style for each part; not every draw is valid YAML."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def document(self, tree: Data) -> str:
        opening = self._draw(st.sampled_from(["", "", "", "---\n", "# comment\n", "\n", "--- "]))
        ending = self._draw(st.sampled_from(["\n", "\n", "", "\n\n", "\n...\n", "\n# end\n"]))
        return opening + self._block(tree, 0).lstrip("\n") + ending

    def _one_of(self, *choices: str) -> str:
        return self._draw(st.sampled_from(choices))

    def _block(self, tree: Data, indent: int) -> str:
        """Write what follows a key or a dash."""
        if isinstance(tree, str) or not tree:
            return self._scalar(tree, indent) if isinstance(tree, str) else self._flow(tree)
        if self._draw(st.integers(0, 4)) == 0:
            return self._flow(tree)
        step = self._draw(st.sampled_from([1, 2, 2, 4]))
        lines = []
        if isinstance(tree, dict):
            for key, value in tree.items():
                lines.append(f"{self._key(key)}:{self._separated(value, indent + step)}")
        else:
            lines = [f"-{self._separated(value, indent + step)}" for value in tree]
        return "".join(f"\n{' ' * indent}{line}" for line in lines)

    def _separated(self, value: Data, indent: int) -> str:
        written = self._block(value, indent)
        comment = self._one_of("", "", "", "", "  # note")
        space = self._one_of(" ", " ", " ", "  ", "\t")
        if written.startswith("\n"):
            return comment + written
        return space + written + ("" if "\n" in written else comment)

    def _scalar(self, text: str, indent: int) -> str:
        style = self._one_of("plain", "plain", "plain", "single", "double", "|", "|-", ">", ">-")
        if style == "plain":
            return text
        if style == "single":
            return single_quoted(text)
        if style == "double":
            return double_quoted(text)
        margin = " " * (indent + 1)
        return style + "".join(f"\n{margin}{line}" for line in text.split("\n"))

    def _key(self, text: str) -> str:
        style = self._one_of("plain", "plain", "single", "double")
        if style == "plain":
            return text
        return single_quoted(text) if style == "single" else double_quoted(text)

    def _flow(self, tree: Data) -> str:
        if isinstance(tree, str):
            style = self._one_of("plain", "plain", "single", "double")
            if style == "plain":
                return text_in_line(tree)
            return single_quoted(tree) if style == "single" else double_quoted(tree)
        comma = self._one_of(", ", ",", " , ", ",\n ")
        if isinstance(tree, dict):
            colon = self._one_of(": ", ": ", ":", " : ")
            pairs = (f"{self._key(key)}{colon}{self._flow(value)}" for key, value in tree.items())
            return "{" + comma.join(pairs) + self._one_of("}", "}", ",}", " }")
        return "[" + comma.join(map(self._flow, tree)) + self._one_of("]", "]", ", ]")


def text_in_line(text: str) -> str:
    return text.replace("\n", " ")


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Draw a tree and write it in drawn styles."""
    return Writer(draw).document(draw(trees))
