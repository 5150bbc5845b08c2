"""Reading a rendered document back as a person sees it, from HTML or from Markdown.

Markdown is set by a reader of its own (CommonMark with tables, as code hosts set it) and then
read in the same way, so that both are judged by what is visible.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from markdown_it import MarkdownIt

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
UNSEEN = {"style", "script", "title", "template"}


class Malformed(AssertionError):
    """The HTML does not nest: an element is closed that was not open, or never closed."""


@dataclass
class Element:
    """An HTML element with what stands in it."""

    tag: str
    attributes: dict[str, str]
    children: "list[Element | str]" = field(default_factory=list)

    def walk(self) -> "Iterator[Element]":
        """Give this element and every one below it, in the order of the text."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, *tags: str) -> "list[Element]":
        """Give the elements of these names at or below this one."""
        return [one for one in self.walk() if one.tag in tags]

    @property
    def raw_text(self) -> str:
        """The text that is seen, with its spaces as they stand."""
        parts = []
        for child in self.children:
            if isinstance(child, str):
                parts.append(child)
            elif child.tag not in UNSEEN:
                parts.append(child.raw_text)
        return "".join(parts)

    @property
    def text(self) -> str:
        """The text that is seen, on one line."""
        return " ".join(self.raw_text.split())


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#document", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(set(names)) != len(names):
            raise Malformed(f"<{tag}> has an attribute twice: {names}")
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag != tag:
            raise Malformed(f"</{tag}> closes <{self.open[-1].tag}> at {self.getpos()}")
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Element:
    """Read HTML strictly.

    Raises:
        Malformed: its elements do not nest.
    """
    builder = _Builder()
    builder.feed(html)
    builder.close()
    if len(builder.open) != 1:
        raise Malformed(f"<{builder.open[-1].tag}> is never closed")
    return builder.root


@dataclass
class Table:
    """A table as it is seen: each cell's text, with spanning cells repeated."""

    caption: str
    section: str
    columns: list[str]
    rows: list[list[str]]

    def column(self, name: str) -> list[str]:
        """Give the cells of the column with this heading."""
        return [row[self.columns.index(name)] for row in self.rows]

    def records(self) -> list[dict[str, str]]:
        """Give each row by its columns' headings."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass
class Document:
    """A document as it is seen.

    Attributes:
        root: its elements.
        tables: its tables in order, each with the nearest heading before it.
        lines: its paragraphs and list items in order, each with the nearest heading before it.
    """

    root: Element
    tables: list[Table]
    lines: list[tuple[str, str]]

    def table(self, caption: str) -> Table:
        """Give the one table with this caption."""
        found = [one for one in self.tables if one.caption == caption]
        captions = [one.caption for one in self.tables]
        assert len(found) == 1, f"{len(found)} tables are called “{caption}”, among {captions}"
        return found[0]

    def has_table(self, caption: str) -> bool:
        """Say whether there is a table with this caption."""
        return any(one.caption == caption for one in self.tables)

    def section(self, heading: str) -> list[str]:
        """Give the paragraphs and list items under a heading."""
        return [line for section, line in self.lines if section == heading]

    @property
    def headings(self) -> list[Element]:
        """The headings in order."""
        return self.root.all(*HEADINGS)

    @property
    def text(self) -> str:
        """Everything that is seen, on one line."""
        return self.root.text


def read_html(html: str) -> Document:
    """Read an HTML document."""
    root = parse(html)
    return Document(root, list(_tables(root)), list(_lines(root)))


def set_markdown(markdown: str) -> str:
    """Set Markdown as HTML, as a code host does."""
    return str(MarkdownIt("commonmark").enable("table").render(markdown))


def read_markdown(markdown: str) -> Document:
    """Read a Markdown document; a table's caption is the strong line just before it."""
    return read_html(set_markdown(markdown))


def read(text: str, format_: str) -> Document:
    """Read a document in the format that its file's ending names."""
    return {"html": read_html, "md": read_markdown}[format_](text)


def _tables(root: Element) -> Iterator[Table]:
    section = line = ""
    for element in root.walk():
        if element.tag in HEADINGS:
            section = element.text
        elif element.tag == "p":
            line = element.text
        elif element.tag == "table":
            captions = element.all("caption")
            caption = captions[0].text if captions else line
            grid = _grid(element.all("tr"))
            yield Table(caption, section, grid[0], grid[1:])


def _lines(root: Element) -> Iterator[tuple[str, str]]:
    section = ""
    for element in root.walk():
        if element.tag in HEADINGS:
            section = element.text
        elif element.tag == "p" or (element.tag == "li" and not element.all("p")):
            yield section, element.text


def _grid(rows: list[Element]) -> list[list[str]]:
    """Set out cells in their columns, those that span repeated."""
    filled: dict[tuple[int, int], str] = {}
    for y, row in enumerate(rows):
        x = 0
        for cell in row.all("th", "td"):
            while (y, x) in filled:
                x += 1
            across = int(cell.attributes.get("colspan", "1"))
            down = int(cell.attributes.get("rowspan", "1"))
            for dy in range(down):
                for dx in range(across):
                    filled[y + dy, x + dx] = cell.text
            x += across
    width = max(x for _, x in filled) + 1
    return [[filled[y, x] for x in range(width) if (y, x) in filled] for y in range(len(rows))]
