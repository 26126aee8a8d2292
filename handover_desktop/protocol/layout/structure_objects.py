"""The structure tree as objects of a PDF (ISO 32000-1, 14.7): text, since a table has a part for every cell."""

from __future__ import annotations

from collections.abc import Sequence

from handover_desktop.protocol.layout.structure import Element, Mark, Structure


class StructureObjects:
    """The objects of a tree, numbered from `first` on: the tree itself, what leads from marks to parts, the parts.

    `pages` are the object numbers of the pages. `forms` gets the object number of the part of each field, which
    itself is not written here.
    """

    def __init__(self, structure: Structure, pages: Sequence[int], first: int) -> None:
        self.tree = first
        self.forms: dict[str, int] = {}
        self._pages = pages
        self._next = first + 2
        self._numbers: dict[int, int] = {}
        parts: list[str] = []
        root = self._write(structure.root, first, parts)
        leads = " ".join(
            f"{at} [{' '.join(f'{self._numbers[id(element)]} 0 R' for element in marks)}]"
            for at, marks in enumerate(structure.pages)
        )
        lead = f"/ParentTree {first + 1} 0 R /ParentTreeNextKey {len(structure.pages)}"
        tree = f"<</Type /StructTreeRoot /K {root} 0 R {lead}>>"
        self.texts = [tree, f"<</Nums [{leads}]>>", *parts]

    def _write(self, element: Element, parent: int, parts: list[str]) -> int:
        """Write a part and all that belongs to it; return its number."""
        number = self._numbers[id(element)] = self._next
        self._next += 1
        at = len(parts)
        parts.append("")
        home = next((kid.page for kid in element.kids if type(kid) is Mark), -1)
        kids = []
        for kid in element.kids:
            if type(kid) is Element:
                kids.append(f"{self._write(kid, number, parts)} 0 R")
            elif type(kid) is Mark:
                kids.append(str(kid.number) if kid.page == home else self._reference(kid))
            else:
                self.forms[kid.name] = number  # type: ignore[union-attr]
        page = f" /Pg {self._pages[home]} 0 R" if home >= 0 else ""
        content = f" /K [{' '.join(kids)}]" if kids else ""
        parts[at] = (
            f"<</Type /StructElem /S /{element.role} /P {parent} 0 R{page}{content}{_described(element)}>>"
        )
        return number

    def _reference(self, mark: Mark) -> str:
        return f"<</Type /MCR /Pg {self._pages[mark.page]} 0 R /MCID {mark.number}>>"


def _described(element: Element) -> str:
    said = ""
    if element.language:
        said += f" /Lang ({element.language})"
    if element.spoken:
        said += f" /ActualText {_text(element.spoken)}"
    if element.alt:
        said += f" /Alt {_text(element.alt)}"
    if element.box:
        said += (
            f" /A <</O /Layout /Placement /Block /BBox [{' '.join(f'{side:.2f}' for side in element.box)}]>>"
        )
    if element.scope or element.span > 1:
        scope = f" /Scope /{element.scope}" if element.scope else ""
        span = f" /ColSpan {element.span}" if element.span > 1 else ""
        said += f" /A <</O /Table{scope}{span}>>"
    return said


def _text(text: str) -> str:
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
