"""Help inside the program: what each place is for, the keys, and what this program is."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from handover_desktop import __version__
from handover_desktop.domain.texts import N_
from handover_desktop.i18n import Translator
from handover_desktop.services.how_to_check import HOW_TO_CHECK
from handover_desktop.ui.directions import left_to_right
from handover_desktop.ui.tabbing import TabbedDialog
from handover_desktop.ui.theme import Look, TextStyle
from handover_desktop.ui.widgets.key_cap import KeyCap
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.scroll_page import ScrollPage

TOPICS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "handovers": (
        N_("Handovers"),
        (
            N_("A register is one file with all handovers of an office. Save a backup of it on a USB stick."),
            N_("Open a handover with Enter or a double click: it opens at the step where it stands."),
            N_(
                "“Use as a starting point” makes a new handover with the same parties, commission, "
                "clauses and languages. Place, date and list stay empty."
            ),
            N_("A handover that is not finalised can be cancelled with a reason. It stays readable."),
            N_(
                "A register that another window has open, or that cannot be written, can be read: “Only read it” shows "
                "a copy of it as it stands on the disk."
            ),
        ),
    ),
    "assets": (
        N_("Assets"),
        (
            N_("Search the assets of all handovers by any identifier or word, in Latin or Cyrillic letters."),
            N_(
                "The right side shows the history of an asset: its list, every check, its protocol, "
                "and where else it is."
            ),
        ),
    ),
    "journal": (
        N_("Journal"),
        (
            N_(
                "Every act that changes something leaves an entry that no one can change or remove unnoticed."
            ),
            N_(
                "“Check the chain” reads all entries again. Each finalised protocol prints the mark "
                "of the last entry."
            ),
        ),
    ),
    "import": (
        N_("Import a list"),
        (
            N_(
                "Choose a file, drop it on the window, or paste the rows of a spreadsheet. Nothing is written before "
                "you press “Import”."
            ),
            N_(
                "Look at the header row and at the column that each field is read from. Correct them "
                "where needed; the next list with the same header is read the same way."
            ),
            N_(
                "A row that stands for several pieces, such as 29 cars of one kind, can become a line for each piece: "
                "select it among the lines."
            ),
            N_(
                "Errors keep a row out. What is to be confirmed, warnings and notices do not; you see them again later."
            ),
            N_(
                "A value that is wrong in the list can be corrected beside its problem (F2). The file stays as it is; "
                "the audit log keeps what stood there."
            ),
            N_(
                "Rows with errors can be taken too, to be completed on site: tick it beside the problems. They are in "
                "no total, and their remark says what is missing."
            ),
            N_(
                "Many problems of one kind are one entry, which the right arrow key opens. “Save the problems” "
                "writes all of them as a spreadsheet."
            ),
            N_(
                "A list that comes again is compared with the one that is there: “Compare with the list” shows what "
                "was added, changed and is gone. Space ticks what is accepted; checks stay with their lines."
            ),
        ),
    ),
    "prepare": (
        N_("Prepare"),
        (
            N_("Write down who hands over to whom, where and when. Ctrl+S saves."),
            N_(
                "What you leave empty is printed as a line to be filled in by hand. Place, date "
                "and two parties are needed."
            ),
            N_("A party that is marked “signs” gets a signature block on the protocol."),
            N_(
                "“Insert a value” puts place, date, counts or amounts into a clause; below the text stands what is "
                "printed."
            ),
            N_(
                "Under “Donor and papers”, a donor profile fills in threshold, statement and annexes. Check the "
                "amount in your agreement and change it here for this handover."
            ),
        ),
    ),
    "check": (
        N_("Check"),
        (
            N_(
                "Compare the object with the large identifier, then choose an outcome by its key or its button."
            ),
            N_(
                "An outcome is saved when its mark is filled. It stays, even if the laptop loses power the next moment."
            ),
            N_(
                "A scan is caught whatever has the focus. It opens the item and says what it found; it never accepts. "
                "Codes are also read from a photo: press the button beside the search, or drop it on the list."
            ),
            N_(
                "A camera reads codes as a scanner does: F8 opens it above the list and puts it away. It stays on for "
                "the next code, and is off as soon as you leave the check."
            ),
            N_(
                "Signs that look alike (O and 0, I and 1, Cyrillic and Latin letters) never count as equal: the item "
                "is proposed with the differing signs marked, and you decide. 1 to 9 choose among several."
            ),
            N_("If a scanner is read wrong, try it in Settings, “Scanner test and calibration”."),
            N_(
                "Undo takes the last entry back, of several items for all of them, and is itself written down. "
                "Ctrl+Shift+Z records it again."
            ),
            N_(
                "When a check begins, say whether the laptop's clock is right. If it is not, give the right time: it "
                "is noted beside the clock, which is left alone."
            ),
            N_("Add what is presented but not on the list; say who presented it."),
            N_(
                "“On paper” prints a form to tick by hand. What was ticked is typed in from there, row by row: 1 to 4 "
                "for the box, Enter to go on. It never overwrites what the laptop says; differences are shown."
            ),
            N_(
                "Photos are added by their button, dropped, or pasted. They are kept without the place where they "
                "were taken; their numbers go into remarks and the photo log."
            ),
            N_(
                "F7 takes photos with a camera. Space or Enter takes one and uses it, Escape goes back. What you do "
                "not use is kept nowhere."
            ),
            N_(
                "The item sheet (D) asks more about vehicles and equipment: keys, documents, damage on a drawing, "
                "parts of a kit. Nothing in it must be filled in. What is missing or damaged is proposed as the remark."
            ),
        ),
    ),
    "reconcile": (
        N_("Reconcile"),
        (
            N_("What is open, what differs, and what stops finalising. Each entry leads to its item."),
            N_(
                "A ceremony protocol (File menu, or Prepare) states groups and totals for the public act, with its own "
                "place, date and signatures. Here it stands beside what was accepted; a difference stops nothing."
            ),
            N_(
                "Items that stay open can be closed as “not checked”. The protocol says so; they are "
                "never called missing."
            ),
        ),
    ),
    "sign": (
        N_("Sign"),
        (
            N_(
                "Finalising freezes the content and gives it its number. “Unlock…” voids number and signatures with a "
                "reason and goes back to the check; what is void is kept and never counts again."
            ),
            N_(
                "Signed paper has to be crossed out or collected before unlocking. Once the handover is closed, "
                "corrections need a supplementary protocol."
            ),
            N_(
                "Each signatory reads totals, remarks and clause, then signs here or on paper. You can go on later."
            ),
            N_(
                "Before a signature is kept, read the name aloud from the sheet and ask whether it is correct. A "
                "deputy signs with a name, a function and the number of the authority."
            ),
            N_(
                "“No signature…” records that a party refused, with reason and witness, or was absent, with a reason. "
                "The protocol prints that in the place of the signature, and the others can sign."
            ),
        ),
    ),
    "close": (
        N_("Close"),
        (
            N_(
                "Save or print the protocol. Attach the scan of the signed pages: choose it or drop it on the window."
            ),
            N_("Close the handover when everyone has signed. Open items go on a supplementary protocol."),
            N_("What is saved to a USB stick is read back from it and compared."),
            N_(
                "Note who holds which original. A copy has its own number, says COPY on every page, and carries the "
                "sealed file unchanged."
            ),
            N_(
                "Export in the File menu gives data out: tables, data, an archive of everything, or a redacted "
                "edition. Labels with codes are made there too."
            ),
        ),
    ),
    "verify": (N_("Verify"), HOW_TO_CHECK),
    "settings": (
        N_("Settings"),
        (
            N_("Language and look belong to this laptop. Organisation and site belong to the register."),
            N_(
                "Protocol numbers begin with the codes of organisation and site. Numbers already given do not change."
            ),
            N_(
                "The sealing key is made when a protocol is first sealed. Save its certificate for those who "
                "receive protocols, and a copy of the key for the day when this laptop breaks."
            ),
            N_("Donor profiles can be edited, copied, and carried to another register as a file."),
        ),
    ),
}

_TOPIC_HEIGHT: Final = 36
_TO: Final = "…"
"""Between the first and the last key of several."""
_Key = QKeySequence.StandardKey
_Keys = tuple[tuple[str | QKeySequence.StandardKey, str], ...]
SHEET: Final[tuple[tuple[tuple[str, _Keys], ...], ...]] = (
    (
        (
            N_("Everywhere"),
            (
                ("F1", N_("Help for this place")),
                ("Ctrl+F1", N_("This sheet")),
                (_Key.New, N_("New handover")),
                ("Ctrl+I", N_("Import a list")),
                ("Ctrl+E", N_("Export")),
                ("Ctrl+L", N_("Labels")),
                (_Key.Open, N_("Open a register")),
                ("Ctrl+Shift+V", N_("Verify a protocol")),
                ("Alt+Home", N_("Handovers")),
                ("Ctrl+,", N_("Settings")),
                ("Ctrl+1 … 5", N_("The five steps")),
                (_Key.Find, N_("Search")),
                ("F11", N_("Full screen")),
                ("Ctrl+Shift+C", N_("Ceremony view")),
                (_Key.Quit, N_("Quit")),
            ),
        ),
        (
            N_("Photos"),
            (
                ("F7", N_("Take photos with a camera")),
                ("Left Right", N_("The one before, the next one")),
                ("Del", N_("Remove the photo")),
            ),
        ),
    ),
    (
        (
            N_("Check"),
            (
                ("A", N_("Accepted")),
                ("R", N_("Accepted with remarks")),
                ("N", N_("Not accepted")),
                ("M", N_("Missing")),
                ("Space", N_("Accepted, in the list")),
                ("Enter", N_("From the list to the outcomes")),
                ("S", N_("Sealed, contents not inspected")),
                ("I", N_("Read on the object…")),
                ("T", N_("Clock: yes, it is right")),
                ("Ins", N_("Not on the list…")),
                ("F8", N_("Read codes with a camera")),
                ("1 … 9", N_("Choose among several found")),
                ("Shift+Down", N_("Select several")),
                ("D", N_("Item sheet: answers, damage, kit")),
                ("Ctrl+Enter", N_("Save the remark or the reason")),
                ("Esc", N_("Back to the list")),
                (_Key.Undo, N_("Undo the last entry")),
                ("Ctrl+Shift+Z", N_("Record again what was undone")),
                (_Key.Paste, N_("Paste a photo")),
            ),
        ),
        (N_("Form on paper"), (("PgUp PgDown", N_("Turn the page")),)),
    ),
    (
        (
            N_("Prepare"),
            (
                (_Key.Save, N_("Save")),
                ("Alt+Up", N_("Move up the party or clause")),
                ("Alt+Down", N_("Move down the party or clause")),
                (_Key.Paste, N_("Paste a table")),
            ),
        ),
        (
            N_("Document"),
            (
                (_Key.Find, N_("Find in the document")),
                ("F3", N_("Next match")),
                ("Shift+F3", N_("Previous match")),
                ("Ctrl+PgDown", N_("Next page")),
                ("Ctrl+PgUp", N_("Previous page")),
                ("Ctrl++", N_("Larger")),
                ("Ctrl+-", N_("Smaller")),
                ("Ctrl+0", N_("Fit the width")),
                ("Ctrl+9", N_("Fit the page")),
                ("F4", N_("Small pages")),
                (_Key.Copy, N_("Copy what is marked")),
                (_Key.Print, N_("Print…")),
                (_Key.Save, N_("Save as PDF…")),
            ),
        ),
    ),
)
"""The keys, by columns of the sheet: its parts, each with its keys and what they do."""


class HelpDialog(TabbedDialog):
    """The help texts, opened at the place where the user is; the work goes on beside it."""

    def __init__(self, parent: QWidget, look: Look, _: Translator, *, topic: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Help"))
        self.setObjectName("help")
        space = look.theme.space
        self.resize(space(190), space(110))
        topics, pages = QListWidget(), QStackedWidget()
        topics.setFixedWidth(space(48))
        topics.setAccessibleName(_("Help"))
        for title, paragraphs in TOPICS.values():
            entry = QListWidgetItem(_(title), topics)
            entry.setSizeHint(QSize(0, _TOPIC_HEIGHT))
            pages.addWidget(_page(look, _(title), tuple(_(text) for text in paragraphs)))
        topics.currentRowChanged.connect(pages.setCurrentIndex)
        self._topics = topics
        self.show_topic(topic)
        row = QHBoxLayout()
        row.setSpacing(space(4))
        row.addWidget(topics)
        row.addWidget(pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(5), space(5), space(5), space(4))
        column.setSpacing(space(4))
        column.addLayout(row, 1)
        column.addWidget(_closing(self, _))
        topics.setFocus()

    def show_topic(self, topic: str) -> None:
        """Turn to the help for a place; to the first topic where there is none."""
        self._topics.setCurrentRow(list(TOPICS).index(topic) if topic in TOPICS else 0)

    def open_beside(self, window: QWidget) -> None:
        """Show the help at the far end of `window`, which stays usable."""
        room = window.frameGeometry()
        left = room.left() if self.isRightToLeft() else room.right() - self.width()
        self.move(left, room.top() + (room.height() - self.height()) // 2)
        self.show()


class ShortcutSheet(TabbedDialog):
    """All keys on one sheet."""

    def __init__(self, parent: QWidget, look: Look, _: Translator) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keyboard shortcuts"))
        space = look.theme.space
        sheets = QHBoxLayout()
        sheets.setSpacing(space(5))
        for parts in SHEET:
            grid = QGridLayout()
            grid.setHorizontalSpacing(space(3))
            grid.setVerticalSpacing(space(2))
            for title, keys in parts:
                heading = text_label(look, _(title), TextStyle.LARGE, strong=True, wrap=False)
                if grid.rowCount() > 1:
                    grid.setRowMinimumHeight(grid.rowCount(), space(4))
                grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
                for key, text in keys:
                    row = grid.rowCount()
                    grid.addWidget(KeyCap(look, spell(key)), row, 0, Qt.AlignmentFlag.AlignRight)
                    grid.addWidget(text_label(look, _(text), wrap=False), row, 1)
            grid.setRowStretch(grid.rowCount(), 1)
            sheets.addLayout(grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(6), space(6), space(4))
        column.setSpacing(space(6))
        column.addLayout(sheets)
        column.addWidget(_closing(self, _))


class AboutDialog(TabbedDialog):
    """What this program is, its version and its licence, and what it never does."""

    def __init__(self, parent: QWidget, look: Look, _: Translator) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("About Handover"))
        space = look.theme.space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(8), space(8), space(8), space(4))
        column.setSpacing(space(3))
        column.addWidget(text_label(look, "Handover", TextStyle.DISPLAY, strong=True, wrap=False))
        column.addWidget(text_label(look, _("Version {version}", version=__version__), tone="muted"))
        for text in (
            _("Handing over assets, from the list to the signed protocol, on a laptop without a network."),
            _("It has no network code: nothing leaves this laptop unless you save or print it."),
            _(
                "A signature drawn here is a simple electronic signature bound to the content. Where the law asks "
                "for more, sign the printed protocol."
            ),
            _(
                "Licence: EUPL-1.2. Faces: Inter, DejaVu Sans. Icons: Lucide. Built on Qt for Python; cameras are read "
                "by PyAV and FFmpeg (GPL-3.0)."
            ),
        ):
            label = text_label(look, text)
            label.setMinimumWidth(space(110))
            column.addWidget(label)
        column.addWidget(_closing(self, _))


def spell(key: str | QKeySequence.StandardKey) -> str:
    """Return the name of a key, or of several with blanks between them, as this desktop writes it in this language."""
    words = key.split() if isinstance(key, str) else [key]
    native = QKeySequence.SequenceFormat.NativeText
    spelled = " ".join(word if word == _TO else QKeySequence(word).toString(native) for word in words)
    return left_to_right(spelled or QKeySequence("Ctrl+Q").toString(native))


def _page(look: Look, title: str, paragraphs: tuple[str, ...]) -> ScrollPage:
    page = ScrollPage(look)
    column = page.body
    column.setSpacing(look.theme.space(3))
    column.addWidget(text_label(look, title, TextStyle.TITLE, strong=True))
    for text in paragraphs:
        column.addWidget(text_label(look, text))
    column.addStretch(1)
    return page


def _closing(dialog: QDialog, _: Translator) -> QDialogButtonBox:
    box = QDialogButtonBox()
    close = box.addButton(_("Done"), QDialogButtonBox.ButtonRole.RejectRole)
    close.setDefault(True)
    box.rejected.connect(dialog.reject)
    return box
