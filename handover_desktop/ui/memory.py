"""What a person left in a screen: texts, choices, selection and scroll, for the same screen made anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

_MOST_ROWS = 1000
"""More selected rows than this are not remembered."""

_Path = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """The state of a screen's widgets, each found again by its place in the tree of widgets."""

    texts: dict[_Path, str] = field(default_factory=dict)
    choices: dict[_Path, int] = field(default_factory=dict)
    rows: dict[_Path, tuple[int, tuple[int, ...]]] = field(default_factory=dict)
    scrolls: dict[_Path, tuple[int, int]] = field(default_factory=dict)
    focus: _Path | None = None


def remember(screen: QWidget) -> Memory:
    """Return what is written, chosen and in sight in `screen`."""
    found = Memory(focus=next((path for path, widget in _walk(screen) if widget.hasFocus()), None))
    for path, widget in _walk(screen):
        if (text := _text_of(widget)) is not None:
            found.texts[path] = text
        if (choice := _choice_of(widget)) is not None:
            found.choices[path] = choice
        if isinstance(widget, QAbstractItemView) and widget.selectionModel() is not None:
            rows = tuple(index.row() for index in widget.selectionModel().selectedIndexes()[:_MOST_ROWS])
            found.rows[path] = widget.currentIndex().row(), tuple(dict.fromkeys(rows))
        if isinstance(widget, QAbstractScrollArea):
            bars = widget.horizontalScrollBar(), widget.verticalScrollBar()
            found.scrolls[path] = bars[0].value(), bars[1].value()
    return found


def give_back_writing(screen: QWidget, memory: Memory) -> None:
    """Put texts and choices back where they differ, as if they were made by hand."""
    for path, widget in _walk(screen):
        if path in memory.choices and _choice_of(widget) not in (None, memory.choices[path]):
            _choose(widget, memory.choices[path])
    for path, widget in _walk(screen):
        if path in memory.texts and _text_of(widget) not in (None, memory.texts[path]):
            _write(widget, memory.texts[path])


def give_back_sight(screen: QWidget, memory: Memory) -> None:
    """Select what was selected, scroll to where it was, and put the focus back."""
    widgets = dict(_walk(screen))
    for path, (current, rows) in memory.rows.items():
        view = widgets.get(path)
        if isinstance(view, QAbstractItemView) and view.selectionModel() is not None:
            _select(view, current, rows)
    for path, (across, down) in memory.scrolls.items():
        area = widgets.get(path)
        if isinstance(area, QAbstractScrollArea):
            area.horizontalScrollBar().setValue(across)
            area.verticalScrollBar().setValue(down)
    focus = widgets.get(memory.focus) if memory.focus is not None else None
    if focus is not None and focus.isVisible() and QApplication.activeModalWidget() is None:
        focus.setFocus()


def _walk(parent: QWidget, path: _Path = ()) -> Iterator[tuple[_Path, QWidget]]:
    """Yield every widget below `parent` with its path: at each level its kind, and which of that kind it is."""
    seen: Counter[str] = Counter()
    for child in parent.children():
        if isinstance(child, QWidget) and not child.isWindow():
            kind = type(child).__name__
            own = (*path, (kind, seen[kind]))
            seen[kind] += 1
            yield own, child
            yield from _walk(child, own)


def _text_of(widget: QWidget) -> str | None:
    if isinstance(widget, QLineEdit):
        inner = isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox)
        return None if widget.isReadOnly() or inner else widget.text()
    if isinstance(widget, QPlainTextEdit):
        return None if widget.isReadOnly() else widget.toPlainText()
    if isinstance(widget, QComboBox) and widget.isEditable():
        return widget.currentText()
    return None


def _choice_of(widget: QWidget) -> int | None:
    if isinstance(widget, QSpinBox):
        return widget.value()
    if isinstance(widget, QComboBox):
        return None if widget.isEditable() else widget.currentIndex()
    if isinstance(widget, QAbstractButton):
        alone = widget.isCheckable() and not widget.autoExclusive() and widget.group() is None
        return int(widget.isChecked()) if alone else None
    return None


def _choose(widget: QWidget, choice: int) -> None:
    if isinstance(widget, QSpinBox):
        widget.setValue(choice)
    elif isinstance(widget, QComboBox) and 0 <= choice < widget.count():
        widget.setCurrentIndex(choice)
        widget.activated.emit(choice)
    elif isinstance(widget, QAbstractButton):
        widget.setChecked(bool(choice))


def _write(widget: QWidget, text: str) -> None:
    if isinstance(widget, QLineEdit):
        widget.setText(text)
        widget.textEdited.emit(text)
    elif isinstance(widget, QPlainTextEdit):
        widget.setPlainText(text)
    elif isinstance(widget, QComboBox):
        widget.setEditText(text)


def _select(view: QAbstractItemView, current: int, rows: tuple[int, ...]) -> None:
    model, chosen = view.model(), view.selectionModel()
    flags = QItemSelectionModel.SelectionFlag
    index = model.index(current, 0, view.rootIndex())
    now = tuple(dict.fromkeys(one.row() for one in chosen.selectedIndexes()[:_MOST_ROWS]))
    if not index.isValid() or (view.currentIndex().row(), now) == (current, rows):
        return
    chosen.setCurrentIndex(index, flags.NoUpdate)
    chosen.clearSelection()
    for row in rows:
        chosen.select(model.index(row, 0, view.rootIndex()), flags.Select | flags.Rows)
