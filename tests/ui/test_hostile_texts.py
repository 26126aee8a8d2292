"""Texts that look like markup come from lists and people: they are shown as they are, and nothing is loaded by them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.checks import Outcome, Remark
from handover_desktop.domain.handovers import Party, PartyRole
from handover_desktop.domain.identifiers import Identifier, IdentifierKind
from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.money import Money
from handover_desktop.services.desk import Services
from handover_desktop.services.views import CheckRequest, ItemFilter
from handover_desktop.ui.places import Place
from handover_desktop.ui.screens.check import CheckScreen
from handover_desktop.ui.screens.prepare.importing import ImportScreen
from tests.ui.screens.room import add_handover
from tests.ui.tour import Tour

_MARKUP = '<img src="secret.png"><b>'
_MOST_ROWS, _MOST_COLUMNS = 30, 20
_LIST = f"""No;Article;S/N;Pieces;Price EUR;{_MARKUP}
1;Radio {_MARKUP};SN-{_MARKUP};1;100.00;{_MARKUP}
2;Radio {_MARKUP};SN-0002;{_MARKUP};100.00;{_MARKUP}
"""


def _hostile(number: int) -> AssetLine:
    def said(what: str) -> str:
        return f"{what} {number} {_MARKUP}"

    return AssetLine(
        f"{number}{_MARKUP}",
        said("Radio"),
        Decimal(1),
        category=f"Radios {_MARKUP}",
        make=said("Make"),
        model=said("Model"),
        identifiers=(Identifier(IdentifierKind.SERIAL_NUMBER, said("SN")),),
        unit_price=Money("EUR", 100),
        receiving_unit=f"Unit {_MARKUP}",
        location=said("Store"),
        remark=said("Dented"),
        details=((said("Colour"), said("red")),),
    )


def _add(services: Services) -> HandoverId:
    made = add_handover(services, [_hostile(number) for number in range(1, 5)], reference=f"HO {_MARKUP}")
    current = services.handovers.get(made)
    named = tuple(
        Party(role, f"{role} {_MARKUP}", representative=f"Demo Osoba {_MARKUP}", function=_MARKUP)
        for role in (PartyRole.TRANSFEROR, PartyRole.RECIPIENT)
    )
    details = replace(current.details, title=_MARKUP, project=_MARKUP, place=_MARKUP, parties=named)
    services.handovers.save_details(made, details, revision=current.revision)
    first, second, *_others = services.checking.item_ids(made, ItemFilter())
    wrong = Remark(f"Cracked {_MARKUP}", agreed_action=_MARKUP, responsible=_MARKUP)
    services.checking.record(first, CheckRequest(Outcome.ACCEPTED_WITH_REMARKS, remark=wrong))
    services.checking.record(second, CheckRequest(Outcome.MISSING, remark=wrong))
    return made


def _drawn_as_markup(widget: QWidget) -> list[str]:
    """Return what of a window Qt would read as markup: tooltips, of the cells of lists too, and labels."""
    found = [one.toolTip() for one in (widget, *widget.findChildren(QWidget))]
    found += [
        one.text()
        for one in widget.findChildren(QLabel)
        if one.textFormat() is not Qt.TextFormat.PlainText and not one.isHidden()
    ]
    for view in widget.findChildren(QAbstractItemView):
        model = view.model()
        for row in range(min(model.rowCount(), _MOST_ROWS) if model is not None else 0):
            for column in range(_MOST_COLUMNS):
                tip = model.index(row, column).data(Qt.ItemDataRole.ToolTipRole)
                found.append(tip if isinstance(tip, str) else "")
    return [text for text in found if "<img" in text or "<b>" in text]


@pytest.fixture
def hostile(tour: Tour) -> HandoverId:
    return tour.ask(_add)


def test_what_looks_like_markup_is_drawn_nowhere(tour: Tour, hostile: HandoverId) -> None:
    tour.handovers["hostile"] = hostile
    seen: list[str] = []
    drawn: dict[str, list[str]] = {}

    def look(name: str, widget: QWidget) -> None:
        seen.append(name)
        if faults := _drawn_as_markup(widget):
            drawn[name] = faults

    tour.show = look
    for room in (Place.HANDOVERS, Place.ASSETS, Place.JOURNAL, Place.SETTINGS):
        tour.go(room.value, room)
    for step in (Place.PREPARE, Place.CHECK, Place.RECONCILE, Place.SIGN):
        tour.go(step.value, step, "hostile")
    tour.go("check", Place.CHECK, "hostile")
    screen = tour.window.navigator.screen
    assert isinstance(screen, CheckScreen)
    for item in screen.model.ids:
        screen.show_item(item)
        tour.settle()
        look("item", tour.window.shell)
    path = tour.folder / "hostile.csv"
    path.write_text(_LIST, "utf-8")
    tour.window.navigator.import_list(path, hostile)
    tour.settle()
    importing = tour.window.navigator.screen
    assert isinstance(importing, ImportScreen)
    for number in range(importing._review._tabs.count()):
        importing._review._tabs.setCurrentIndex(number)
        tour.settle()
        look(f"import-{number}", tour.window.shell)
    assert len(seen) >= 13
    assert not drawn, "\n".join(f"{name}: {texts}" for name, texts in drawn.items())
