"""Windows on small screens: what is larger than the screen is scrolled to, and no window is larger than its screen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QStackedWidget, QStyle, QVBoxLayout, QWidget


class Room(QScrollArea):
    """Holds one widget, which fills it, and scrolls only where there is less than the least that the widget needs."""

    def __init__(self, held: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._floor = QWidget()
        column = _Squeezing(self._floor)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(held)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(self._floor)

    def sizeHint(self) -> QSize:
        """Ask for what the held widget asks for, and for the bar beside it."""
        return self._floor.sizeHint() + QSize(self.verticalScrollBar().sizeHint().width(), 0)

    def minimumSizeHint(self) -> QSize:
        """Ask for nothing: that is what it is for."""
        return QSize(0, 0)


class _Squeezing(QVBoxLayout):
    """Tells nobody that its height depends on its width: a scroll area would give it all the height that its lines
    ask for, however far they can be squeezed, and scroll long before there is need.
    """

    def hasHeightForWidth(self) -> bool:
        return False


class Pages(QStackedWidget):
    """Pages of which only the one that is shown says how much room is needed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.minimumSizeHint().expandedTo(page.minimumSize()) if page is not None else QSize(0, 0)


def room_of(window: QWidget) -> QSize:
    """Return what the screen of `window` has for it, without its title bar, in device-independent pixels."""
    bar = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight, None, window)
    return window.screen().availableGeometry().size() - QSize(0, 0 if window.isFullScreen() else bar)


def fit(dialog: QDialog) -> None:
    """Give `dialog`, before it is shown, all the height its texts need, and let it scroll where its screen has less."""
    room = room_of(dialog)
    if not dialog.testAttribute(Qt.WidgetAttribute.WA_Resized):
        dialog.resize(_asked(dialog).boundedTo(room))
    elif not dialog.isFullScreen():
        dialog.resize(dialog.size().boundedTo(room))
    scroll_if_larger(dialog)


def adjust(dialog: QDialog) -> None:
    """Give `dialog` the size that its present content asks for, as far as its screen has it."""
    scroll_if_larger(dialog)
    if not any(isinstance(child, Room) and child.isHidden() for child in dialog.children()):
        # One that began to scroll just now has its size, and asks for none until all of it is shown.
        dialog.resize(_asked(dialog).boundedTo(room_of(dialog)))


def _asked(dialog: QDialog) -> QSize:
    """Return the size that the content of `dialog` asks for. Qt's own would be two thirds of the screen at most."""
    asked, layout = dialog.sizeHint().expandedTo(dialog.minimumSize()), dialog.layout()
    if layout is not None and layout.hasHeightForWidth():
        asked.setHeight(max(layout.totalHeightForWidth(asked.width()), dialog.minimumHeight()))
    return asked


def scroll_if_larger(dialog: QDialog) -> None:
    """Let `dialog` scroll once it needs more than its screen has."""
    layout, room = dialog.layout(), room_of(dialog)
    if layout is None or any(isinstance(child, Room) for child in dialog.children()):
        return
    least = layout.totalMinimumSize().expandedTo(dialog.minimumSize())
    if layout.hasHeightForWidth():
        width = max(min(dialog.width(), room.width()), least.width())
        least.setHeight(max(least.height(), layout.totalMinimumHeightForWidth(width)))
    if least.boundedTo(room) == least:
        return
    held = QWidget()
    held.setMinimumSize(dialog.minimumSize())
    held.setLayout(layout)
    dialog.setMinimumSize(0, 0)
    outer = QVBoxLayout(dialog)
    outer.setContentsMargins(0, 0, 0, 0)
    scrolled = Room(held)
    outer.addWidget(scrolled)
    bar = QSize(scrolled.verticalScrollBar().sizeHint().width(), 0)
    dialog.resize((least.expandedTo(dialog.size()) + bar).boundedTo(room))
