"""Trying a scanner: what arrives, what is understood, how fast, and learning where the layout stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from handover_desktop.services.item_codes import draw_linear, draw_squares
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.scanning.bursts import Burst, Suffix
from handover_desktop.ui.scanning.calibration import EVERY_SIGN, FIGURES, LETTERS, TEST_CODE, calibrate
from handover_desktop.ui.scanning.catcher import ScanCatcher
from handover_desktop.ui.scanning.code_sheet import save_sheet
from handover_desktop.ui.scanning.code_view import CodeView
from handover_desktop.ui.scanning.readings import Ground, Reading, read_burst
from handover_desktop.ui.scanning.scanner_settings import ScannerSettings
from handover_desktop.ui.tabbing import TabbedDialog
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.banner import Banner, BannerKind
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.scroll_page import ScrollPage
from handover_desktop.ui.widgets.targets import as_target

if TYPE_CHECKING:
    from handover_desktop.protocol.layout.codes import Symbol

_LINEAR, _SQUARE = QSize(700, 92), QSize(222, 190)
"""Large enough for two pixels a bar: scanners read no finer ones from a screen."""

_LEAST = QSize(1180, 690)


class ScannerDialog(TabbedDialog):
    """Codes on the left to be scanned from the screen or from paper, on the right what became of them."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._ = context, context._
        self._settings = ScannerSettings(context.settings)
        self._drawn: tuple[tuple[str, Symbol], ...] = ()
        self.setWindowTitle(self._("Scanner test and calibration"))
        self.setMinimumSize(_LEAST)
        self.catcher = ScanCatcher(self)
        self.catcher.detector.prefix = self._settings.prefix
        self.catcher.scanned.connect(self._take)
        self.verdict = Banner(context.look, close_text=self._("Dismiss"))
        self.learning = QCheckBox(self._("Learn from the next scan"))
        self.facts: dict[str, QLabel] = {}
        self._views = self._make_views()
        self._lay_out()
        self._draw()

    def _make_views(self) -> dict[str, CodeView]:
        _, look = self._, self._context.look
        captions = {
            TEST_CODE: (_("1  Test"), _LINEAR),
            LETTERS: (_("2  Calibration: letters"), _LINEAR),
            FIGURES: (_("3  Calibration: figures and marks"), _LINEAR),
            "qr": (_("Test, QR"), _SQUARE),
            "matrix": (_("Test, DataMatrix"), _SQUARE),
            EVERY_SIGN: (_("Calibration, QR"), _SQUARE),
        }
        return {key: CodeView(look, caption, size=size) for key, (caption, size) in captions.items()}

    def _lay_out(self) -> None:
        look, space = self._context.look, self._context.look.theme.space
        codes = QVBoxLayout()
        codes.setSpacing(space(2))
        for key in (TEST_CODE, LETTERS, FIGURES):
            codes.addWidget(self._views[key])
        squares = QHBoxLayout()
        squares.setSpacing(space(2))
        for key in ("qr", "matrix", EVERY_SIGN):
            squares.addWidget(self._views[key])
        codes.addLayout(squares)
        codes.addStretch(1)
        page = ScrollPage(look)
        right = page.body
        right.setSpacing(space(3))
        right.addWidget(
            text_label(
                look,
                self._("Scan code 1 from the screen or from paper. What your scanner sends is shown here."),
            )
        )
        right.addWidget(self.verdict)
        right.addLayout(self._make_facts())
        right.addLayout(self._make_settings())
        right.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(space(6))
        both.addLayout(codes)
        both.addWidget(page, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(space(5), space(5), space(5), space(4))
        rows.setSpacing(space(4))
        rows.addLayout(both, 1)
        rows.addWidget(self._make_buttons())

    def _make_facts(self) -> QGridLayout:
        _, look = self._, self._context.look
        names = {
            "came": _("Received"),
            "understood": _("Understood"),
            "ground": _("Read by"),
            "layout": _("Keyboard layout"),
            "end": _("After the code"),
            "pace": _("Pace"),
        }
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(look.theme.space(4))
        for row, (key, name) in enumerate(names.items()):
            value = text_label(look, "–", TextStyle.LARGE)
            if key in ("came", "understood"):
                value.setFont(look.theme.mono(TextStyle.LARGE))
            value.setAccessibleName(name)
            self.facts[key] = value
            grid.addWidget(
                text_label(look, name, tone="muted", wrap=False), row, 0, Qt.AlignmentFlag.AlignTop
            )
            grid.addWidget(value, row, 1)
        return grid

    def _make_settings(self) -> QVBoxLayout:
        _, look = self._, self._context.look
        self.prefix = QLineEdit(self._settings.prefix)
        as_target(self.prefix)
        self.prefix.setMaxLength(8)
        self.prefix.textEdited.connect(self._set_prefix)
        self.slow = QLineEdit()
        as_target(self.slow)
        self.forget = button(look, _("Forget what was learned"), role="quiet", icon_name="eraser")
        self.forget.clicked.connect(self._forget)
        self.forget.setEnabled(bool(self._settings.calibrations))
        column = QVBoxLayout()
        column.setSpacing(look.theme.space(2))
        column.addWidget(self.learning)
        column.addWidget(
            text_label(
                look,
                _("Then scan codes 2 and 3, or the large QR code: what becomes of each sign is remembered."),
                tone="muted",
            )
        )
        column.addWidget(self.forget, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Field(look, _("Signs before each code"), self.prefix, optional_text=_("optional")))
        column.addWidget(
            Field(look, _("Too slow for a scan: what arrives here was taken for typing"), self.slow)
        )
        return column

    def _make_buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox()
        save = button(self._context.look, self._("Save the codes as PDF…"), icon_name="printer")
        save.clicked.connect(self._save)
        box.addButton(save, QDialogButtonBox.ButtonRole.ActionRole)
        close = button(self._context.look, self._("Done"), role="primary")
        box.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        box.rejected.connect(self.reject)
        return box

    def _draw(self) -> None:
        def work() -> dict[str, Symbol]:
            qr, matrix = draw_squares(TEST_CODE)
            linear = {payload: draw_linear(payload) for payload in (TEST_CODE, LETTERS, FIGURES)}
            return {**linear, "qr": qr, "matrix": matrix, EVERY_SIGN: draw_squares(EVERY_SIGN)[0]}

        self._context.operations.compute(work, initiator=self, done=self._show_codes, label=None)

    def _show_codes(self, drawn: dict[str, Symbol]) -> None:
        self._drawn = tuple((self._views[key].accessibleName(), symbol) for key, symbol in drawn.items())
        for key, symbol in drawn.items():
            self._views[key].show_symbol(symbol)

    def _take(self, burst: Burst) -> None:
        burst = burst.whole if burst.is_rest else burst
        reading = self._read(burst)
        if self.learning.isChecked() and reading.text != TEST_CODE:
            self._learn(burst)
            reading = self._read(burst)
        else:
            self._judge(reading)
        _ = self._
        ends = {Suffix.ENTER: _("Enter"), Suffix.TAB: _("Tab"), Suffix.NONE: _("nothing")}
        self.facts["came"].setText(burst.text)
        self.facts["understood"].setText(reading.text)
        self.facts["ground"].setText(self._ground(reading))
        self.facts["layout"].setText(
            ", ".join(_(name) for name in reading.layouts) or _("not one known here")
        )
        self.facts["end"].setText(ends[burst.suffix])
        self.facts["pace"].setText(_("{ms} ms a sign", ms=round(burst.pace)))

    def _read(self, burst: Burst) -> Reading:
        return read_burst(burst, self._settings.calibrations, prefix=self._settings.prefix)[0]

    def _ground(self, reading: Reading) -> str:
        _ = self._
        return {
            Ground.PLACES: _("the places of the keys"),
            Ground.CALIBRATION: _("what was learned"),
            Ground.TEXT: _("the signs as they came"),
            Ground.LAYOUT: _("the layout that alone gives such signs"),
        }[reading.ground]

    def _judge(self, reading: Reading) -> None:
        _ = self._
        if reading.text == TEST_CODE:
            self.verdict.show_message(BannerKind.SUCCESS, _("The test code is read right."))
        elif len(reading.text) == len(TEST_CODE):
            self.verdict.show_message(
                BannerKind.WARNING, _("The test code is not read right. Learn from codes 2 and 3.")
            )
        else:
            self.verdict.show_message(BannerKind.INFO, _("A scan arrived; it is not the test code."))

    def _learn(self, burst: Burst) -> None:
        _, prefix = self._, self._settings.prefix
        known = next((one for one in self._settings.calibrations if one.prefix == prefix), None)
        learned = calibrate(burst.text, prefix=prefix, known=known)
        if learned is None:
            self.verdict.show_message(
                BannerKind.WARNING,
                _(
                    "Nothing was learned: that was no calibration code, or signs of it did not arrive. Try again."
                ),
            )
            return
        self._settings.keep(learned)
        self.forget.setEnabled(True)
        self.verdict.show_message(
            BannerKind.SUCCESS, _("Learned. Scan code 1 to see whether it is read right.")
        )

    def _forget(self) -> None:
        self._settings.forget()
        self.forget.setEnabled(False)

    def _set_prefix(self, prefix: str) -> None:
        self._settings.set_prefix(prefix)
        self.catcher.detector.prefix = prefix

    def _save(self) -> None:
        _ = self._
        path = self._context.files.choose_target("scanner-codes.pdf", _("PDF"), ".pdf")
        if path is None or not self._drawn:
            return
        title, drawn = self.windowTitle(), self._drawn
        note = _(
            "Scan the test first. If it is read wrong, choose “Learn from the next scan” and scan the calibration."
        )
        self._context.operations.compute(
            lambda: save_sheet(path, title, note, drawn),
            initiator=self,
            done=lambda _nothing: self.verdict.show_message(
                BannerKind.SUCCESS, _("The codes are saved as {path}.", path=path)
            ),
            failed=self._context.messages.refuse,
        )
