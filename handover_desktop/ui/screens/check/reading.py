"""The identifier as it stands on the object, typed where it differs from the list."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from handover_desktop.domain.assets import AssetLine
from handover_desktop.domain.identifiers import Identifier, IdentifierKind, look_alike_key, lookup_key
from handover_desktop.domain.terms import TERMS
from handover_desktop.i18n import Translator
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.targets import as_target


class Comparison(enum.Enum):
    """How what is read on the object stands to the list."""

    NOTHING = "nothing"
    SAME = "same"
    NEW = "new"
    LOOKS_ALIKE = "looks-alike"
    DIFFERENT = "different"


def compare(listed: Sequence[str], read: str) -> Comparison:
    """Compare `read` with the listed identifiers of its kind; look-alike signs are never silently equal."""
    key = lookup_key(read)
    if not key:
        return Comparison.NOTHING
    keys = [lookup_key(value) for value in listed]
    if not keys:
        return Comparison.NEW
    if key in keys:
        return Comparison.SAME
    alike = look_alike_key(read) in [look_alike_key(value) for value in listed]
    return Comparison.LOOKS_ALIKE if alike else Comparison.DIFFERENT


class ReadingRow(QWidget):
    """One line per kind of identifier; each keeps its own text while another kind is shown.

    *Signals:* `edited()` when a reading changed; `entered()` on Enter.
    """

    edited = Signal()
    entered = Signal()

    def __init__(self, look: Look, _: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ = _
        self._asset = AssetLine("", "")
        self._texts: dict[IdentifierKind, str] = {}
        self._kind = QComboBox()
        as_target(self._kind)
        self._kind.setAccessibleName(_("Kind of identifier"))
        for kind in IdentifierKind:
            self._kind.addItem(_(TERMS[kind]), kind)
        self._editor = QLineEdit()
        as_target(self._editor)
        self._editor.setFont(look.theme.mono(TextStyle.LARGE))
        self._editor.setPlaceholderText(_("As it is written on the object"))
        self._editor.setAccessibleName(_("Read on the object"))
        self._verdict = text_label(look, "", TextStyle.BODY, strong=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.theme.space(2))
        row.addWidget(self._kind)
        row.addWidget(self._editor, 2)
        row.addWidget(self._verdict, 3)
        self._kind.currentIndexChanged.connect(self._show_kind)
        self._editor.textEdited.connect(self._take_text)
        self._editor.returnPressed.connect(self.entered)
        self.setFocusProxy(self._editor)

    def load(self, asset: AssetLine, readings: Sequence[Identifier]) -> None:
        """Begin with `readings` for `asset`, at its main identifier."""
        self._asset = asset
        self._texts = {reading.kind: reading.value for reading in readings}
        main = asset.main_identifier
        kind = next(iter(self._texts), main.kind if main else IdentifierKind.SERIAL_NUMBER)
        self._kind.setCurrentIndex(self._kind.findData(kind))
        self._show_kind()

    @property
    def begun(self) -> tuple[tuple[IdentifierKind, str], ...]:
        """What is typed, by kind."""
        return tuple((kind, text) for kind, text in self._texts.items() if text)

    def begin_again(self, begun: Iterable[tuple[IdentifierKind, str]]) -> None:
        """Show what was typed before."""
        self._texts = dict(begun)
        kind = next(iter(self._texts), self._present_kind())
        self._kind.setCurrentIndex(self._kind.findData(kind))
        self._show_kind()

    @property
    def readings(self) -> tuple[Identifier, ...]:
        """What was read and is not simply what the list says."""
        found = (Identifier(kind, text.strip()) for kind, text in self._texts.items())
        return tuple(reading for reading in found if self._compare(reading) in _KEPT)

    @property
    def has_difference(self) -> bool:
        """Whether something read contradicts the list."""
        return any(self._compare(reading) is not Comparison.NEW for reading in self.readings)

    def _compare(self, reading: Identifier) -> Comparison:
        listed = [i.value for i in self._asset.identifiers if i.kind is reading.kind]
        return compare(listed, reading.value)

    def _present_kind(self) -> IdentifierKind:
        return IdentifierKind(self._kind.currentData())

    def _show_kind(self) -> None:
        self._editor.setText(self._texts.get(self._present_kind(), ""))
        self._tell()

    def _take_text(self, text: str) -> None:
        self._texts[self._present_kind()] = text
        self._tell()
        self.edited.emit()

    def _tell(self) -> None:
        found = self._compare(Identifier(self._present_kind(), self._editor.text()))
        sentences = {
            Comparison.NOTHING: "",
            Comparison.SAME: self._("The same as on the list."),
            Comparison.NEW: self._("Not on the list; it will be recorded."),
            Comparison.LOOKS_ALIKE: self._(
                "Differs from the list by signs that look alike. Read it once more."
            ),
            Comparison.DIFFERENT: self._(
                "Differs from the list. Choose accepted with remarks, or not accepted."
            ),
        }
        self._verdict.setText(sentences[found])
        self._editor.setAccessibleDescription(sentences[found])


_KEPT = frozenset({Comparison.NEW, Comparison.LOOKS_ALIKE, Comparison.DIFFERENT})
