"""A handover with a list in the throw-away register, and a bare window around one screen."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from handover_desktop.domain.assets import AssetLine, Origin
from handover_desktop.domain.checks import Finding
from handover_desktop.domain.handovers import HandoverDetails, Party, PartyRole
from handover_desktop.domain.identifiers import Identifier, IdentifierKind
from handover_desktop.domain.ids import HandoverId, ItemId
from handover_desktop.domain.money import Money
from handover_desktop.services.desk import Services
from handover_desktop.services.views import ItemCard
from handover_desktop.ui.context import Step, UiContext
from handover_desktop.ui.scanning.catcher import ScanCatcher
from handover_desktop.ui.screen import Screen
from tests.ui.settling import rest

if TYPE_CHECKING:
    from tests.ui.screens.conftest import Trail

S = TypeVar("S", bound=Screen)


def vehicle(number: int) -> AssetLine:
    """Return a vehicle with a VIN."""
    return AssetLine(
        f"V{number}",
        f"Patrol vehicle {number}",
        category="Vehicles",
        make="Demo",
        model="DV-1",
        identifiers=(Identifier(IdentifierKind.VIN, f"0SYZZZV11ZR{number:06d}"),),
        unit_price=Money("EUR", 1_945_000),
        receiving_unit="U01" if number % 2 else "U02",
    )


def lamps(line: str = "L1", *, quantity: int = 60) -> AssetLine:
    """Return a line of pieces to count."""
    price = Money("EUR", 13_200)
    return AssetLine(
        line, "Searchlight", Decimal(quantity), category="Lamps", unit_price=price, receiving_unit="U03"
    )


PARTIES = (
    Party(
        PartyRole.TRANSFEROR, "Demo Partner", representative="Officer A", function="Manager", mandate="A-1"
    ),
    Party(PartyRole.RECIPIENT, "Demo Ministry", representative="Osoba B", function="Head", mandate="B-2"),
)


def add_handover(
    services: Services, lines: Sequence[AssetLine], *, demo: bool = True, reference: str = "HO-1"
) -> HandoverId:
    """Add a handover with `lines` on which nothing is missing but the check."""
    details = HandoverDetails(
        title="Demo",
        place="Beograd",
        handover_date=date(2026, 3, 2),
        parties=PARTIES,
        originals=3,
        clauses=services.handovers.default_clauses(("en", "sr-Cyrl")),
    )
    workplace = services.workplace
    with workplace.writing() as store:
        made = store.add_handover(uid=workplace.uid(), reference=reference, details=details, demo=demo)
        store.add_items(made.id, [(workplace.uid(), line, Origin.LISTED, "") for line in lines])
    return made.id


@dataclass
class Room:
    """One screen on a real register."""

    qtbot: QtBot
    context: UiContext
    trail: Trail
    handover: HandoverId
    windows: list[QWidget] = field(default_factory=list)

    @property
    def services(self) -> Services:
        """The use cases."""
        return self.context.services

    def show(self, kind: type[S], *, size: tuple[int, int] = (1366, 640)) -> S:
        """Put a screen into a window, enter it, and wait until it has read everything."""
        window = QWidget()
        layout = QVBoxLayout(window)
        layout.setContentsMargins(0, 0, 0, 0)
        screen = kind(self.context)
        layout.addWidget(screen)
        self.qtbot.addWidget(window)
        self.windows.append(window)
        window.resize(*size)
        with self.qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        self.context.operations.changed.connect(screen.on_changed)
        screen.enter(self.handover)
        self.settle()
        return screen

    def settle(self) -> None:
        """Wait until no key is held for being a scan's, and nothing is under way."""
        catchers = [catcher for window in self.windows for catcher in window.findChildren(ScanCatcher)]
        rest(
            self.qtbot,
            lambda: not self.context.operations.is_busy and not any(c.is_holding for c in catchers),
        )

    def item(self, line: str) -> ItemId:
        """Return the item of a line."""
        (found,) = self.services.checking.find(self.handover, line)
        return found.id

    def card(self, line: str) -> ItemCard:
        """Return what the register holds of a line."""
        return self.services.checking.card(self.item(line))

    def finding(self, line: str) -> Finding | None:
        """Return what stands for a line."""
        return self.card(line).finding

    def went_to(self, step: Step) -> bool:
        """Tell whether the screen asked to go to `step`."""
        return ("open_handover", self.handover, step) in self.trail.steps

    @contextmanager
    def held_lane(self) -> Iterator[None]:
        """Keep the data lane busy, as a slow disk would, for the length of the block."""
        gate = threading.Event()
        self.context.operations.query(gate.wait, initiator=None, done=lambda _nothing: None)
        try:
            yield
        finally:
            gate.set()
