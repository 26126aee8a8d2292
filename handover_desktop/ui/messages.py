"""What the window says to the person before it: the only message boxes."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence

import PySide6
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from handover_desktop import __version__
from handover_desktop.domain.errors import EnvironmentFault, HandoverError
from handover_desktop.i18n import Translator
from handover_desktop.ui.operations import Writes
from handover_desktop.ui.tabbing import TabbedDialog
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.labels import text_label


class Tone(enum.Enum):
    """How a notice in the window is meant."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


class Unsaved(enum.Enum):
    """What to do with edits that are not saved."""

    SAVE = "save"
    DISCARD = "discard"
    STAY = "stay"


class Messages:
    """Notices along the top of the window, and the few questions that need a box of their own."""

    def __init__(
        self, window: QWidget, look: Look, _: Translator, *, show: Callable[[Tone, str], None]
    ) -> None:
        self._window = window
        self._look = look
        self._ = _
        self._show = show

    def sentence(self, error: HandoverError) -> str:
        """Return what `error` says to people."""
        from handover_desktop.domain.terms import (
            say,  # the words of the whole domain, once there is something to say
        )

        return say(self._, error.code.text, error.params)

    def tell(self, text: str) -> None:
        """Say that something is done, in passing."""
        self._show(Tone.SUCCESS, text)

    def warn(self, text: str) -> None:
        """Say what was not done, without stopping anyone."""
        self._show(Tone.WARNING, text)

    def refuse(self, error: HandoverError) -> None:
        """Say why a rule refused what was asked, where no field is there to say it beside.

        A fault of the surroundings was said already when it comes here.
        """
        if isinstance(error, EnvironmentFault):
            return
        self._show(Tone.WARNING, self.sentence(error))

    def fault(self, error: EnvironmentFault) -> None:
        """Say what the surroundings did, what is kept and what helps; it stands until it is closed."""
        self._show(Tone.ERROR, self.sentence(error))

    def unsettled(self, writes: Writes) -> str:
        """Return why nothing can be finalised while writing stands so; empty where it can."""
        if writes is Writes.PENDING:
            return self._("The last entry is still being saved. Wait a moment.")
        if writes is Writes.FAILED:
            return self._(
                "The last entry could not be saved. Close the message above and repeat the entry first."
            )
        return ""

    def ask_unsaved(self, what: str) -> Unsaved:
        """Ask what becomes of edits; `what` says which ones, as a sentence."""
        ways = (self._("Save"), self._("Discard"))
        question = what, self._("Save them before you go on?")
        way = self._ask(self._("Unsaved changes"), question, ways=ways, stay=self._("Stay here"))
        return Unsaved.STAY if way is None else (Unsaved.SAVE, Unsaved.DISCARD)[way]

    def confirm(self, title: str, text: str, *, yes: str, detail: str = "") -> bool:
        """Ask whether to go on; `yes` names the act on its button. Escape and Cancel mean no."""
        return self.choose(title, text, ways=(yes,), detail=detail) is not None

    def choose(self, title: str, text: str, *, ways: Sequence[str], detail: str = "") -> int | None:
        """Ask which of `ways` to go; return its place, None for Escape and Cancel."""
        return self._ask(title, (text, detail), ways=ways, stay=self._("Cancel"))

    def _ask(self, title: str, texts: tuple[str, str], *, ways: Sequence[str], stay: str) -> int | None:
        dialog = _QuestionDialog(self._window, self._look, title, texts)
        dialog.offer(ways, stay)
        dialog.exec()
        dialog.deleteLater()  # it would not outlive its own end by itself
        return dialog.way

    def ask_reason(self, title: str, text: str, *, yes: str) -> str | None:
        """Ask for a reason that must not be empty; None when the person changes their mind."""
        dialog = _ReasonDialog(self._window, self._look, (title, text, yes, self._("Keep as it is")))
        return dialog.reason if dialog.exec() == QDialog.DialogCode.Accepted else None

    def crash(self, report: str) -> None:
        """Show a mistake of this program with a report that can be copied; nothing saved is lost by it."""
        _CrashDialog(self._window, self._look, self._, report).exec()


class _QuestionDialog(TabbedDialog):
    """Asks which way to go; `way` is the place of what was chosen, None where it was put away."""

    def __init__(self, parent: QWidget, look: Look, title: str, texts: tuple[str, str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.way: int | None = None
        space = look.theme.space
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(6), space(6), space(5))
        column.setSpacing(space(3))
        text, detail = texts
        for said, strong in ((text, bool(detail)), (detail, False)):
            label = text_label(look, said, strong=strong)
            label.setMinimumWidth(space(100))
            label.setVisible(bool(said))
            column.addWidget(label)
        self.setAccessibleName(text)
        self.setAccessibleDescription(detail)
        column.addSpacing(space(2))

    def offer(self, ways: Sequence[str], stay: str) -> None:
        """Put the buttons: the first of `ways` is the one that Return takes."""
        box = QDialogButtonBox()
        for place, text in enumerate(ways):
            made = box.addButton(text.replace("&", "&&"), QDialogButtonBox.ButtonRole.AcceptRole)
            made.setDefault(not place)
            made.clicked.connect(lambda _on=False, way=place: self._take(way))
        box.addButton(stay, QDialogButtonBox.ButtonRole.RejectRole)
        box.rejected.connect(self.reject)
        self._column.addWidget(box)

    def _take(self, way: int) -> None:
        self.way = way
        self.accept()


class _ReasonDialog(TabbedDialog):
    """Asks for a reason in the person's own words."""

    def __init__(self, parent: QWidget, look: Look, texts: tuple[str, str, str, str]) -> None:
        super().__init__(parent)
        title, text, yes, no = texts
        self.setWindowTitle(title)
        space = look.theme.space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(6), space(6), space(5))
        column.setSpacing(space(3))
        label = text_label(look, text)
        self._editor = QPlainTextEdit()
        self._editor.setTabChangesFocus(True)
        self._editor.setMinimumSize(space(110), space(24))
        self._editor.setAccessibleName(text)
        label.setBuddy(self._editor)
        buttons = QDialogButtonBox()
        self._yes = buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(no, QDialogButtonBox.ButtonRole.RejectRole)
        self._yes.setDefault(True)
        self._yes.setEnabled(False)
        self._editor.textChanged.connect(lambda: self._yes.setEnabled(bool(self.reason)))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        for widget in (label, self._editor, buttons):
            column.addWidget(widget)

    @property
    def reason(self) -> str:
        """The reason as written, without surrounding space."""
        return self._editor.toPlainText().strip()


class _CrashDialog(TabbedDialog):
    """Shows a report that helps to mend the program."""

    def __init__(self, parent: QWidget, look: Look, _: Translator, report: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("This is a mistake in the program"))
        space = look.theme.space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(6), space(6), space(5))
        column.setSpacing(space(3))
        heading = QLabel(_("The last step did not work because of a mistake in the program."))
        heading.setFont(look.theme.font(TextStyle.LARGE, strong=True))
        advice = QLabel(
            _(
                "Everything shown as done is saved. You can go on. Send this report to those who "
                "look after the program."
            )
        )
        for label in (heading, advice):
            label.setWordWrap(True)
            column.addWidget(label)
        import platform

        versions = f"Handover {__version__}, Python {platform.python_version()}, Qt {PySide6.__version__}"
        text = f"{versions}, {platform.system()} {platform.release()}\n\n{report}"
        editor = QPlainTextEdit(text)
        editor.setReadOnly(True)
        editor.setFont(look.theme.mono(TextStyle.CAPTION))
        editor.setMinimumSize(space(160), space(60))
        editor.setAccessibleName(_("Report"))
        column.addWidget(editor)
        buttons = QDialogButtonBox()
        copy = buttons.addButton(_("Copy the report"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(_("Go on"), QDialogButtonBox.ButtonRole.AcceptRole)
        close.setDefault(True)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        buttons.accepted.connect(self.accept)
        column.addWidget(buttons)
