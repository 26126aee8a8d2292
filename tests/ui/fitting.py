"""Which texts of a window are cut off without being told whole, and which have not come from the catalogues."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QTabBar,
    QWidget,
)

from handover_desktop.ui.widgets.elided_label import ElidedLabel
from handover_desktop.ui.widgets.outcome_button import OutcomeButton

_FRAME = 20
"""What a field needs beside its text: border and padding, in pixels."""
_ARROW = 28
_SLACK = 1
_HEADING = 12
_BREAKS = re.compile(r"\s+|(?<=/)")
"""Where Qt may begin a new line."""


def faults_of(window: QWidget) -> list[str]:
    """Return what is cut off in `window`, each as a line that names the widget and its text."""
    return [f"{type(widget).__name__}: {said}" for widget in _shown(window) for said in _faults(widget)]


def _shown(window: QWidget) -> Iterator[QWidget]:
    yield from (child for child in window.findChildren(QWidget) if child.isVisible())


def _faults(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield from _label_faults(widget)
    elif isinstance(widget, QAbstractButton):
        yield from _button_faults(widget)
    elif isinstance(widget, QHeaderView):
        yield from _heading_faults(widget)
    elif isinstance(widget, QTabBar):
        yield from _tab_faults(widget)
    elif isinstance(widget, QComboBox | QLineEdit):
        yield from _field_faults(widget)
    elif isinstance(widget, QListWidget):
        needed = widget.sizeHintForColumn(0)
        if needed > widget.viewport().width() + _SLACK:
            yield f"rows need {needed}, have {widget.viewport().width()}"
    elif isinstance(widget, QScrollArea) and widget.horizontalScrollBar().maximum():
        yield f"{widget.horizontalScrollBar().maximum()} px to the side of {widget.accessibleName()!r}"


def _field_faults(widget: QComboBox | QLineEdit) -> Iterator[str]:
    if isinstance(widget, QComboBox):
        needed = widget.fontMetrics().horizontalAdvance(widget.currentText()) + _FRAME + _ARROW
        if needed > widget.width() + _SLACK and widget.currentText() not in widget.toolTip():
            yield f"{widget.currentText()!r} needs {needed}, has {widget.width()}"
    elif not widget.text():
        needed = widget.fontMetrics().horizontalAdvance(widget.placeholderText())
        margins = _FRAME + widget.textMargins().left() + widget.textMargins().right()
        if widget.placeholderText() and needed + margins > widget.width() + _SLACK:
            yield f"hint {widget.placeholderText()!r} needs {needed + margins}, has {widget.width()}"


def _label_faults(label: QLabel) -> Iterator[str]:
    text = label.text()
    if not text or not label.pixmap().isNull():
        return
    if isinstance(label, ElidedLabel):
        if QLabel.text(label) != " ".join(text.split()) and text not in label.toolTip():
            yield f"{text!r} is elided and told nowhere"
        return
    metrics = label.fontMetrics()
    longest = max(map(metrics.horizontalAdvance, _BREAKS.split(text)))
    room = label.contentsRect()
    if label.wordWrap():
        needed = metrics.boundingRect(
            QRect(0, 0, room.width(), 10_000), int(Qt.TextFlag.TextWordWrap), text
        ).height()
        if needed > room.height() + _SLACK or longest > room.width() + _SLACK:
            yield f"{text!r} needs {longest} x {needed}, has {room.width()} x {room.height()}"
    else:
        needed = max(metrics.horizontalAdvance(line) for line in text.splitlines())
        if needed > room.width() + _SLACK and text not in label.toolTip():
            yield f"{text!r} needs {needed}, has {room.width()}"


def _button_faults(button: QAbstractButton) -> Iterator[str]:
    needed = button.sizeHint()
    if not button.text() or button.text() in button.toolTip():
        return
    if isinstance(button, OutcomeButton):
        high = button.heightForWidth(button.width())
        if high > button.height() + _SLACK or button.width() < button.minimumSizeHint().width():
            yield f"{button.text()!r} needs a height of {high}, has {button.height()}"
    elif needed.width() > button.width() + _SLACK or needed.height() > button.height() + _SLACK:
        yield f"{button.text()!r} needs {needed.toTuple()}, has {button.size().toTuple()}"


def _heading_faults(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    for section in range(header.count()):
        text = str(model.headerData(section, header.orientation()) or "")
        told = str(model.headerData(section, header.orientation(), Qt.ItemDataRole.ToolTipRole) or "")
        needed = header.fontMetrics().horizontalAdvance(text) + _HEADING
        if not header.isSectionHidden(section) and needed > header.sectionSize(section) and text not in told:
            yield f"heading {text!r} needs {needed}, has {header.sectionSize(section)}"


def _tab_faults(tabs: QTabBar) -> Iterator[str]:
    for place in range(tabs.count()):
        needed = tabs.fontMetrics().horizontalAdvance(tabs.tabText(place)) + _FRAME
        if tabs.isTabVisible(place) and needed > tabs.tabRect(place).width() + _SLACK:
            yield f"tab {tabs.tabText(place)!r} needs {needed}, has {tabs.tabRect(place).width()}"


def texts_of(window: QWidget) -> Iterator[str]:
    """Yield everything that `window` shows or says to a screen reader."""
    for widget in (window, *window.findChildren(QWidget)):
        yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        elif isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        elif isinstance(widget, QTabBar):
            yield from (widget.tabText(place) for place in range(widget.count()))
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(place) for place in range(widget.count()))
        elif isinstance(widget, QHeaderView) and widget.model() is not None:
            orientation = widget.orientation()
            yield from (str(widget.model().headerData(s, orientation) or "") for s in range(widget.count()))
        yield from (action.text() for action in widget.actions())


def words_in_the_code(folder: Path) -> frozenset[str]:
    """Return every text of the code below `folder` that reads like one: a capital, or more words than one."""
    found = {
        node.value.strip()
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return frozenset(text for text in found if re.search(r"[A-Z][a-z]{2}|[a-z] [a-z]", text))
