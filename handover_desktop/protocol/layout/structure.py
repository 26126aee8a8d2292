"""What the parts of a page are, for those who do not see it: headings, tables, figures, fields, in reading order."""

from __future__ import annotations

import enum
from collections.abc import Hashable
from dataclasses import dataclass, field


class Role(enum.StrEnum):
    """The parts of a document; the values are the structure types of ISO 32000-1, 14.8.4."""

    DOCUMENT = "Document"
    TITLE = "H1"
    HEADING = "H2"
    SUBHEADING = "H3"
    PARAGRAPH = "P"
    TABLE = "Table"
    ROW = "TR"
    HEAD = "TH"
    CELL = "TD"
    FIGURE = "Figure"
    FIELD = "Form"
    SPAN = "Span"


class Scope(enum.StrEnum):
    """Which cells a head cell speaks for."""

    COLUMN = "Column"
    ROW = "Row"


Box = tuple[float, float, float, float]
"""Left, bottom, right and top on a page, in points from its lower left corner."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Marked content: its page, counted from 0, and its number there."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class SignatureField:
    """A prepared signature field: its page, counted from 0, and its place there."""

    name: str
    page: int
    box: Box
    tooltip: str


@dataclass(slots=True, eq=False)
class Element:
    """A part of the document; `kids` are in reading order. `language` is empty where it is that of its parent.

    `alt` stands for what is seen, `spoken` for letters that are not drawn in the order of reading; `span` is how
    many columns a cell takes.
    """

    role: Role
    kids: list[Element | Mark | SignatureField] = field(default_factory=list)
    alt: str = ""
    spoken: str = ""
    language: str = ""
    scope: Scope | None = None
    span: int = 1
    box: Box | None = None


ARTIFACT = Element(Role.SPAN)
"""Stands for what belongs to the page and not to the document: rules, frames, repeated heads."""


class Structure:
    """The tree of a document while its pages are drawn."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self.root = Element(Role.DOCUMENT)
        self.pages: list[list[Element]] = []
        self._languages = languages
        self._open = [self.root]
        self._begun: dict[Hashable, Element] = {}
        self._has_heading = False

    def open(self, element: Element, key: Hashable = None) -> None:
        """Begin a part within the open one, or go on with the one that was begun under this key."""
        begun = self._begun.get(key) if key is not None else None
        if begun is None:
            self._settle_heading(element)
            if ARTIFACT not in self._open and element is not ARTIFACT:
                self._open[-1].kids.append(element)
            if key is not None:
                self._begun[key] = element
            begun = element
        self._open.append(begun)

    def _settle_heading(self, element: Element) -> None:
        """Let no level of headings be left out: before the first heading a lower one takes its level."""
        if element.role is Role.HEADING:
            self._has_heading = True
        elif element.role is Role.SUBHEADING and not self._has_heading:
            element.role = Role.HEADING

    def close(self) -> None:
        """End the part that was begun last."""
        self._open.pop()

    def current(self, voice: int, spoken: str = "") -> Element:
        """Return the part that text in the document's language number `voice` belongs to.

        `spoken` is the text where it is not drawn in the order of reading. Text outside of all parts is a
        paragraph of its own.
        """
        if ARTIFACT in self._open:
            return ARTIFACT
        inner = self._open[-1]
        if inner is self.root:
            inner = self._last(inner, Role.PARAGRAPH, "")
        if voice and voice < len(self._languages):
            inner = self._last(inner, Role.SPAN, self._languages[voice])
        if spoken:
            inner = self._last(inner, Role.SPAN, "", is_spoken=True)
            inner.spoken = f"{inner.spoken} {spoken}".lstrip()
        return inner

    def mark(self, element: Element) -> int:
        """Return the number of a new piece of marked content on the current page that belongs to `element`."""
        marks = self.pages[-1]
        element.kids.append(Mark(len(self.pages) - 1, len(marks)))
        marks.append(element)
        return len(marks) - 1

    @staticmethod
    def _last(parent: Element, role: Role, language: str, *, is_spoken: bool = False) -> Element:
        """Return the last part of `parent` where it is one like this, otherwise a new one."""
        last = parent.kids[-1] if parent.kids else None
        fits = isinstance(last, Element) and last.role is role and last.language == language
        if not isinstance(last, Element) or not fits or bool(last.spoken) is not is_spoken:
            last = Element(role, language=language)
            parent.kids.append(last)
        return last
