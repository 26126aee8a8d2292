"""The structure tree of a file and its signature fields (ISO 32000-1, 14.7 and 12.7)."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from handover_desktop.protocol.layout.pen import Pen
from handover_desktop.protocol.layout.structure import SignatureField
from handover_desktop.protocol.layout.structure_objects import StructureObjects

_PRINTED = 4
_LOCKED = 128
_SIGNATURES_EXIST, _APPEND_ONLY = 1, 2


def add_fields(document: Pdf, pen: Pen, *, seal: str) -> None:
    """Put the signature fields of the pages into the file, and an unseen one named `seal` on its first page."""
    hidden = SignatureField(seal, 0, (0.0, 0.0, 0.0, 0.0), seal)
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


def connect_structure(document: Pdf, objects: StructureObjects) -> None:
    """Let the file, its pages and its fields know the tree that the pages were written with."""
    tree = document.get_object(objects.tree, 0)
    document.Root.StructTreeRoot = tree
    document.Root.MarkInfo = Dictionary(Marked=True)
    for at, page in enumerate(document.pages):
        page.obj.StructParents = at
    key = int(tree.ParentTreeNextKey)
    for widget in document.Root.get("/AcroForm", Dictionary(Fields=[])).Fields:
        name = str(widget.T)
        if name in objects.forms:
            form = document.get_object(objects.forms[name], 0)
        else:
            form = document.make_indirect(
                Dictionary(Type=Name.StructElem, S=Name.Form, P=tree.K, Alt=String(str(widget.TU)))
            )
            tree.K.K.append(form)
        # Not in an array: that is where validators of signatures look for a field.
        form.K = Dictionary(Type=Name.OBJR, Pg=widget.P, Obj=widget)
        widget.StructParent = key
        tree.ParentTree.Nums.append(key)
        tree.ParentTree.Nums.append(form)
        key += 1
    tree.ParentTreeNextKey = key
