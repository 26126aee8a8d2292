"""Asking what of a handover is to be given out, and how."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from handover_desktop.domain.ids import HandoverId
from handover_desktop.domain.texts import N_
from handover_desktop.i18n import DOCUMENT_LANGUAGES
from handover_desktop.services.exporting import PART_NAMES, Redaction
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.exports.choices import ExportChoices, What, recall
from handover_desktop.ui.only_read import writes
from handover_desktop.ui.settings import EXPORT_CHOICES
from handover_desktop.ui.small_screens import adjust
from handover_desktop.ui.tabbing import TabbedDialog
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.targets import as_target

_NAMES: Final = {
    What.XLSX: N_("Spreadsheet (XLSX)"),
    What.CSV: N_("One table (CSV)"),
    What.JSON: N_("Data for other programs (JSON)"),
    What.ARCHIVE: N_("Archive of everything (ZIP)"),
    What.PAGES: N_("Redacted pages (PDF)"),
    What.REGISTER: N_("The whole register (JSON)"),
}
_NOTES: Final = {
    What.XLSX: N_("The list and a sheet for every annex. The list can be imported again as it is."),
    What.CSV: N_(
        "For other programs. LibreOffice shows it as it is when it is told to format quoted fields as text; Excel may "
        "drop leading zeros: take XLSX for that."
    ),
    What.JSON: N_("All that the protocol shows. The digest of the file is the one that is printed."),
    What.ARCHIVE: N_("Protocol, data, photos and scans in one file that anyone can check."),
    What.PAGES: N_("The pages with REDACTED across them, without seal, signatures and photos."),
    What.REGISTER: N_("Every handover of this register, with its content. Files are named, not included."),
}
_SEPARATORS: Final = {
    ";": N_("Semicolon"), ",": N_("Comma"), "\t": N_("Tab"), "|": N_("Bar"),
}  # fmt: skip
_DECIMALS: Final = {".": N_("Point: 1234.50"), ",": N_("Comma: 1234,50")}
_WORDED: Final = (What.XLSX, What.CSV, What.PAGES)
_REDACTABLE: Final = (What.XLSX, What.CSV, What.JSON)
_PAUSE_MS: Final = 250


class ExportDialog(TabbedDialog):
    """What to give out; `chosen` says it once the dialog is accepted. Without `final` there is no archive."""

    def __init__(self, context: UiContext, handover: HandoverId, *, final: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._handover = context, handover
        _, look = context._, context.look
        self.setWindowTitle(_("Export"))
        before = recall(context.settings, EXPORT_CHOICES, ExportChoices)
        offered = [what for what in What if final or what is not What.ARCHIVE]
        self.what = _choice({what.value: _(_NAMES[what]) for what in offered}, before.what.value)
        self._note = text_label(look, tone="muted")
        self.part = _choice({part.value: _(name) for part, name in PART_NAMES.items()}, before.part.value)
        self.separator = _choice({sign: _(name) for sign, name in _SEPARATORS.items()}, before.separator)
        self.decimal = _choice({sign: _(name) for sign, name in _DECIMALS.items()}, before.decimal)
        self.mark = QCheckBox(_("Mark the file as UTF-8, for spreadsheets"))
        self.mark.setChecked(before.mark)
        names = {"": _("As in the document"), **DOCUMENT_LANGUAGES}
        self.language = _choice(names, before.language)
        self.redacted = QCheckBox(_("Redacted edition"))
        self.redacted.setChecked(before.redacted)
        self.words = as_target(QLineEdit(before.words))
        self.count = text_label(look, tone="muted")
        self._build()
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._ask_count)
        self.what.currentIndexChanged.connect(self._judge)
        self.redacted.toggled.connect(self._judge)
        self.words.textChanged.connect(lambda _text: self._timer.start())
        self._judge()

    def _build(self) -> None:
        look, _ = self._context.look, self._context._
        space = look.theme.space
        self._csv = QWidget()
        signs = QHBoxLayout()
        signs.setSpacing(space(4))
        signs.addWidget(Field(look, _("Separator"), self.separator), 1)
        signs.addWidget(Field(look, _("Decimals"), self.decimal), 1)
        inner = QVBoxLayout(self._csv)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(space(3))
        inner.addLayout(signs)
        inner.addWidget(self.mark)
        self._table = Field(look, _("Table"), self.part)
        self._language = Field(look, _("Headings and outcomes"), self.language)
        tables = QHBoxLayout()
        tables.setSpacing(space(4))
        tables.addWidget(self._table, 1)
        tables.addWidget(self._language, 1)
        hint = _("Separate words by commas. They are looked for in category and description.")
        self._words = Field(look, _("Words that tell unmarked vehicles"), self.words, hint=hint)
        self._left_out = text_label(
            look,
            _(
                "Left out are people, addresses, names and places of units, photos, columns without a field, and of "
                "unmarked vehicles VIN, plate and other identifiers."
            ),
            tone="muted",
        )
        rows = QVBoxLayout(self)
        rows.setContentsMargins(space(6), space(5), space(6), space(5))
        rows.setSpacing(space(3))
        rows.addWidget(text_label(look, _("Export"), TextStyle.TITLE, strong=True))
        rows.addWidget(Field(look, _("What"), self.what))
        rows.addWidget(self._note)
        rows.addLayout(tables)
        for widget in (self._csv, self.redacted, self._left_out, self._words):
            rows.addWidget(widget)
        rows.addWidget(self.count)
        rows.addStretch(1)
        rows.addLayout(self._build_foot())
        self.setMinimumWidth(space(150))

    def _build_foot(self) -> QHBoxLayout:
        look, _ = self._context.look, self._context._
        self.save = as_target(button(look, _("Save…"), role="primary", icon_name="save"))
        self.cancel = as_target(button(look, _("Cancel"), role="quiet"))
        self.save.setDefault(True)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        self.cancel.clicked.connect(self.reject)
        self.save.clicked.connect(self.accept)
        writes(self._context, self.save)
        return foot

    @property
    def chosen(self) -> ExportChoices:
        """What is chosen now."""
        return ExportChoices(
            what=What(self.what.currentData()),
            part=next(part for part in PART_NAMES if part.value == self.part.currentData()),
            separator=str(self.separator.currentData()),
            decimal=str(self.decimal.currentData()),
            mark=self.mark.isChecked(),
            language=str(self.language.currentData()),
            redacted=self.redacted.isChecked(),
            words=self.words.text(),
        )

    def _judge(self) -> None:
        """Show what belongs to the choice, and ask how many vehicles its words hide."""
        what = What(self.what.currentData())
        self._note.setText(self._context._(_NOTES[what]))
        for widget in (self._table, self._csv):
            widget.setVisible(what is What.CSV)
        self._language.setVisible(what in _WORDED)
        self.redacted.setVisible(what in _REDACTABLE)
        is_redacted = what is What.PAGES or (what in _REDACTABLE and self.redacted.isChecked())
        for widget in (self._left_out, self._words, self.count):
            widget.setVisible(is_redacted)
        if is_redacted:
            self._ask_count()
        QTimer.singleShot(0, self, lambda: adjust(self))

    def _ask_count(self) -> None:
        redaction = redaction_of(self.chosen)
        exporting, handover = self._context.services.exporting, self._handover
        self._context.operations.query(
            lambda: exporting.unmarked(handover, redaction), initiator=self, done=self._show_count, label=None
        )

    def _show_count(self, count: int) -> None:
        _ = self._context._
        text = _.n(
            "{count} item is taken for an unmarked vehicle.",
            "{count} items are taken for unmarked vehicles.",
            count,
        )
        self.count.setText(text if count else _("No item is taken for an unmarked vehicle."))


def redaction_of(chosen: ExportChoices) -> Redaction:
    """Return the redaction whose words were typed."""
    return Redaction(tuple(word.strip() for word in chosen.words.split(",") if word.strip()))


def _choice(names: dict[str, str], chosen: str) -> QComboBox:
    box = as_target(QComboBox())
    for value, name in names.items():
        box.addItem(name, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))
    return box
