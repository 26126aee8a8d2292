"""The structure tree of a file and its signature fields (ISO 32000-1, 14.7 and 12.7)."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from handover_desktop.protocol.pen import Pen
from handover_desktop.protocol.structure import Element, Mark, Role, SignatureField, Structure

_PRINTED = 4
_LOCKED = 128
_SIGNATURES_EXIST, _APPEND_ONLY = 1, 2


def add_fields(document: Pdf, pen: Pen, *, seal: str) -> None:
    """Put the signature fields of the pages into the file, and an unseen one named `seal` on its first page."""
    hidden = SignatureField(seal, 0, (0.0, 0.0, 0.0, 0.0), seal)
    if pen.structure:
        pen.structure.root.kids.append(Element(Role.FIELD, [hidden], alt=seal))
    widgets = []
    for field in (hidden, *pen.fields):
        page = document.pages[field.page].obj
        widget = document.make_indirect(_widget(document, field, page))
        widgets.append(widget)
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(widget)
        page.Tabs = Name.S
    document.Root.AcroForm = document.make_indirect(
        Dictionary(Fields=Array(widgets), SigFlags=_SIGNATURES_EXIST | _APPEND_ONLY)
    )


def _widget(document: Pdf, field: SignatureField, page: Object) -> Dictionary:
    left, bottom, right, top = (round(side, 2) for side in field.box)
    empty = document.make_stream(
        b"",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, round(right - left, 2), round(top - bottom, 2)]),
        Resources=Dictionary(),
    )
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Sig,
        T=String(field.name),
        TU=String(field.tooltip),
        F=_PRINTED | (_LOCKED if right == left else 0),
        Rect=Array([left, bottom, right, top]),
        P=page,
        AP=Dictionary(N=empty),
    )


def add_structure(document: Pdf, structure: Structure) -> None:
    """Write the tree: every part knows its parent, every piece of marked content and every field its part."""
    writer = _Writer(document)
    tree = document.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree.K = writer.write(structure.root, tree)
    document.Root.StructTreeRoot = tree
    document.Root.MarkInfo = Dictionary(Marked=True)
    numbers = Array()
    for at, marks in enumerate(structure.pages):
        document.pages[at].obj.StructParents = at
        numbers.append(at)
        numbers.append(document.make_indirect(Array([writer.written[id(element)] for element in marks])))
    for offset, (widget, form) in enumerate(writer.fields):
        at = len(structure.pages) + offset
        widget.StructParent = at
        numbers.append(at)
        numbers.append(form)
    tree.ParentTree = document.make_indirect(Dictionary(Nums=numbers))
    tree.ParentTreeNextKey = len(structure.pages) + len(writer.fields)


class _Writer:
    """Writes the parts of the tree as objects of the file."""

    def __init__(self, document: Pdf) -> None:
        self._document = document
        self._pages = [page.obj for page in document.pages]
        self._widgets = {
            str(widget.T): widget for page in self._pages for widget in page.get("/Annots", Array())
        }
        self.written: dict[int, Object] = {}
        self.fields: list[tuple[Object, Object]] = []

    def write(self, element: Element, parent: Object) -> Object:
        """Write a part with all that belongs to it."""
        written = self._document.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{element.role}"), P=parent)
        )
        self.written[id(element)] = written
        home = next((kid.page for kid in element.kids if isinstance(kid, Mark)), None)
        if home is not None:
            written.Pg = self._pages[home]
        kids = Array()
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(self.write(kid, written))
            elif isinstance(kid, Mark):
                kids.append(kid.number if kid.page == home else self._reference(kid))
            elif kid.name in self._widgets:
                kids.append(self._field(kid, written))
        if len(kids):
            written.K = kids
        _describe(written, element)
        return written

    def _reference(self, mark: Mark) -> Dictionary:
        return Dictionary(Type=Name.MCR, Pg=self._pages[mark.page], MCID=mark.number)

    def _field(self, field: SignatureField, form: Object) -> Dictionary:
        widget = self._widgets[field.name]
        self.fields.append((widget, form))
        return Dictionary(Type=Name.OBJR, Pg=self._pages[field.page], Obj=widget)


def _describe(written: Object, element: Element) -> None:
    if element.language:
        written.Lang = String(element.language)
    if element.spoken:
        written.ActualText = String(element.spoken)
    if element.alt:
        written.Alt = String(element.alt)
    if element.box:
        written.A = Dictionary(
            O=Name.Layout, Placement=Name.Block, BBox=Array([round(side, 2) for side in element.box])
        )
    if element.scope or element.span > 1:
        table = Dictionary(O=Name.Table)
        if element.scope:
            table.Scope = Name(f"/{element.scope}")
        if element.span > 1:
            table.ColSpan = element.span
        written.A = table
