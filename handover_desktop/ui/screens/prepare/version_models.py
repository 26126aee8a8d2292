"""What differs in a new version of a list, as rows of tables."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QObject, QSize, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QFont, QIcon

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.identifiers import IdentifierKind
from handover_desktop.domain.list_changes import ChangeKind, Difference, FieldChange, lines_beside
from handover_desktop.domain.texts import N_
from handover_desktop.services.list_change_texts import (
    KIND_TERMS,
    say_changes,
    say_check,
    say_consequence,
    say_field,
    say_value,
)
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.icons import icon
from handover_desktop.ui.item_texts import ItemTexts
from handover_desktop.ui.marks import Mark, outcome_mark
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.labels import as_tip
from handover_desktop.ui.widgets.rows_model import Index, RowsModel

KIND_ICONS: Final = {
    ChangeKind.ADDED: "plus",
    ChangeKind.CHANGED: "arrow-left-right",
    ChangeKind.GONE: "ban",
}
MARK_SIZE: Final = QSize(16, 16)
SORT_ROLE: Final = Qt.ItemDataRole.UserRole
ACCEPT: Final = 0
KIND: Final = 1
_LINE: Final = 2
_IDENTIFIER: Final = 4
_CHECK: Final = 6
_HEADINGS: Final = (
    N_("Accept"), N_("Kind"), N_("Line no."), N_("Description"), N_("Identifier"), N_("What differs"),
    N_("Check so far"), N_("If accepted"),
)  # fmt: skip
_IDENTIFIERS: Final = frozenset(IdentifierKind)
_FIELD_HEADINGS: Final = (N_("Field"), N_("On the handover"), N_("In the new version"))


class Part(enum.Enum):
    """Which differences are in sight."""

    ALL = "all"
    TO_DECIDE = "to-decide"
    ADDED = "added"
    CHANGED = "changed"
    GONE = "gone"

    def holds(self, one: Difference) -> bool:
        """Tell whether a difference is in sight; to be decided are those that are not accepted of themselves."""
        if self is Part.TO_DECIDE:
            return not one.is_usual
        return self is Part.ALL or one.kind.value == self.value


def asset_of(one: Difference) -> AssetLine:
    """Return the line that a difference is about: as it would stand, or what stands where the list has it no more."""
    found = one.line or (one.known.item.asset if one.known else None)
    if found is None:
        raise ValueError("a difference has a line on one side at least")
    return found


class DifferencesModel(RowsModel[Difference]):
    """Every difference, with a tick where it is accepted.

    *Signals:* `accepted_changed()` when other differences are accepted than before.
    """

    accepted_changed = Signal()

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(context._, _HEADINGS, parent)
        self._context = context
        self._texts = ItemTexts(context._, context.formats)
        self._said: dict[int, tuple[str, ...]] = {}
        self.accepted: set[str] = set()

    def show_differences(self, differences: tuple[Difference, ...], accepted: Iterable[str]) -> None:
        """Show `differences`, of which those with the keys `accepted` are ticked."""
        self.accepted = {*accepted}
        self._said.clear()
        self.show(differences)
        self.accepted_changed.emit()

    def accept(self, rows: Iterable[int], *, wanted: bool) -> None:
        """Tick these rows, or take their ticks away."""
        chosen = sorted(rows)
        if not chosen:
            return
        keys = {self._rows[row].key for row in chosen}
        if wanted:
            self.accepted |= keys
        else:
            self.accepted -= keys
        self.dataChanged.emit(self.index(chosen[0], ACCEPT), self.index(chosen[-1], ACCEPT))
        self.accepted_changed.emit()

    def texts(self, row: int) -> tuple[str, ...]:
        """Return what stands in the cells of a row."""
        if row not in self._said:
            self._said[row] = self._say(self._rows[row])
        return self._said[row]

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == ACCEPT else flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != ACCEPT:
            return False
        self.accept([index.row()], wanted=Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = index.row(), index.column()
        one = self._rows[row]
        if role == Qt.ItemDataRole.CheckStateRole and column == ACCEPT:
            return Qt.CheckState.Checked if one.key in self.accepted else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return self.texts(row)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_tip(self.texts(row)[column])
        if role == Qt.ItemDataRole.DecorationRole:
            return self._mark(one, column)
        if role == Qt.ItemDataRole.FontRole and column == _IDENTIFIER:
            return self._context.look.theme.mono(TextStyle.BODY)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._aloud(row, column)
        if role == SORT_ROLE:
            return self._place(row, column)
        return None

    def _say(self, one: Difference) -> tuple[str, ...]:
        _, asset = self._context._, asset_of(one)
        main = asset.main_identifier
        differs = (
            say_changes(one.fields, _, self._context.formats)
            if one.kind is ChangeKind.CHANGED
            else self._amount(asset)
        )
        kind = _(KIND_TERMS[one.kind])
        return (
            "",
            kind,
            asset.line_no,
            asset.description,
            main.value if main else "",
            differs,
            say_check(one.known, _),
            say_consequence(one, _),
        )

    def _amount(self, asset: AssetLine) -> str:
        value = [asset.value] if asset.value is not None else []
        parts = (self._texts.pieces(asset.quantity, asset.unit), self._texts.values(value) if value else "")
        return " · ".join(part for part in parts if part)

    def _mark(self, one: Difference, column: int) -> object:
        if column == KIND:
            return icon("circle-question-mark" if one.doubtful else KIND_ICONS[one.kind], self._context.look)
        if column == _CHECK and one.known is not None and one.known.is_checked:
            finding = one.known.finding
            shown = Mark.CONFLICT if one.known.conflict or finding is None else finding.outcome
            mark = outcome_mark(shown, self._context.look.theme, MARK_SIZE.width(), dpr=2.0)
            found = QIcon(mark)
            found.addPixmap(mark, QIcon.Mode.Selected)  # Qt would fade it
            return found
        return None

    def _aloud(self, row: int, column: int) -> str:
        """Return what a screen reader says; of the tick, the whole row."""
        texts = self.texts(row)
        if column != ACCEPT:
            return texts[column]
        _ = self._context._
        state = _("accepted") if self._rows[row].key in self.accepted else _("not accepted")
        return ", ".join(part for part in (state, *texts) if part)

    def _place(self, row: int, column: int) -> object:
        one = self._rows[row]
        if column == ACCEPT:
            return one.key not in self.accepted
        if column == KIND:
            return row
        text = self.texts(row)[column]
        return f"{int(text):>12}" if column == _LINE and text.isdecimal() else text.casefold()


class DifferencesInSight(QSortFilterProxyModel):
    """The differences of one part in which all words of a search occur."""

    def __init__(self, model: DifferencesModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._part = Part.ALL
        self._words: tuple[str, ...] = ()
        self.setSourceModel(model)
        self.setSortRole(SORT_ROLE)

    def narrow(self, part: Part, text: str) -> None:
        """Show one part of the differences, and of that what holds the words of `text`."""
        self.beginFilterChange()
        self._part, self._words = part, tuple(text.casefold().split())
        self.endFilterChange()

    def rows(self) -> list[int]:
        """Return the rows of the model that are in sight."""
        return [self.mapToSource(self.index(row, 0)).row() for row in range(self.rowCount())]

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        one = self._model.row(row)
        if one is None or not self._part.holds(one):
            return False
        if not self._words:
            return True
        identifiers = (found.value for found in asset_of(one).identifiers)
        said = "\n".join((*self._model.texts(row), *identifiers)).casefold()
        return all(word in said for word in self._words)


class FieldsModel(RowsModel[FieldChange]):
    """A line as it stands and as the new version has it, field beside field; what differs comes first, in bold."""

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(context._, _FIELD_HEADINGS, parent)
        self._context = context
        self._marks_differences = False

    def show_difference(self, one: Difference | None) -> None:
        """Show both sides of a difference, or nothing."""
        fields: tuple[FieldChange, ...] = ()
        if one is not None:
            before = one.known.item.asset if one.known is not None else None
            fields = lines_beside(before, one.line)
        self._marks_differences = one is not None and one.kind is ChangeKind.CHANGED
        self.show(sorted(fields, key=lambda field: field.before == field.after))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        field = self._rows[index.row()]
        differs = self._marks_differences and field.before != field.after
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            _, formats = self._context._, self._context.formats
            name = say_field(field, _)
            text = (
                f"≠ {name}" if differs else name,
                say_value(field.before, formats),
                say_value(field.after, formats),
            )[index.column()]
            return as_tip(text) if role == Qt.ItemDataRole.ToolTipRole else text
        if role == Qt.ItemDataRole.FontRole:
            return self._font(
                is_identifier=bool(index.column()) and field.field in _IDENTIFIERS, differs=differs
            )
        if role == Qt.ItemDataRole.ForegroundRole and self._marks_differences and not differs:
            return self._context.look.theme.colours.muted
        return None

    def _font(self, *, is_identifier: bool, differs: bool) -> QFont:
        theme = self._context.look.theme
        return theme.mono(strong=differs) if is_identifier else theme.font(strong=differs)
