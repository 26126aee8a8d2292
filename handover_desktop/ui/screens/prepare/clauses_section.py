"""The clauses: declarations chosen from the catalogue, with their text in each language of the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPlainTextEdit, QWidget

from handover_desktop.domain.blanks import Blank, has_blanks, unknown_blanks
from handover_desktop.domain.handovers import Clause, HandoverDetails
from handover_desktop.domain.reconciliation import OpenPoint, Point
from handover_desktop.domain.terms import TERMS
from handover_desktop.domain.texts import N_
from handover_desktop.i18n import DOCUMENT_LANGUAGES, Direction, direction_of
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.directions import left_to_right
from handover_desktop.ui.screens.prepare.ordered_cards import OrderedCard, OrderedSection
from handover_desktop.ui.screens.prepare.section import text_area, write_from_the_right
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.field import Field

_OWN = "own"
_SHORT = 64


class ClauseCard(OrderedCard):
    """One clause with its texts, each with what it says once its blanks are filled in."""

    def __init__(self, context: UiContext, clause: Clause, languages: tuple[str, ...]) -> None:
        _, look = context._, context.look
        super().__init__(context, N_("Clause {number}"), _("Remove this clause"))
        self._clause = clause
        self._last: QObject | None = None
        self._editors: dict[str, QPlainTextEdit] = {}
        self._fields: dict[str, Field] = {}
        row = QHBoxLayout()
        row.setSpacing(look.theme.space(4))
        texts = dict(clause.texts)
        for language in languages:
            editor = text_area(self.edited.emit, rows=5)
            if direction_of(language) is Direction.RIGHT_TO_LEFT:
                write_from_the_right(editor)
            editor.blockSignals(True)
            editor.setPlainText(texts.get(language, ""))
            editor.blockSignals(False)
            editor.installEventFilter(self)
            self._editors[language] = editor
            self._fields[language] = Field(look, DOCUMENT_LANGUAGES.get(language, language), editor)
            row.addWidget(self._fields[language], 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self._insert = button(look, _("Insert a value"), role="quiet")
        self._menu = QMenu(self._insert)
        for blank in Blank:
            action = self._menu.addAction(f"{_(TERMS[blank])}\t{left_to_right(blank.written)}")
            action.triggered.connect(lambda _checked=False, blank=blank: self._write(blank))
        self._insert.setMenu(self._menu)
        foot = QHBoxLayout()
        foot.addWidget(self._insert)
        foot.addStretch(1)
        self.body.addLayout(foot)

    @property
    def has_blanks(self) -> bool:
        """Whether anything in the texts is to be filled in, or looks as if it were."""
        texts = [editor.toPlainText() for editor in self._editors.values()]
        return any(has_blanks(text) or unknown_blanks(text) for text in texts)

    def show_filled(self, filled: Clause | None) -> None:
        """Show below each text what is printed; None where no text has blanks."""
        texts = dict(filled.texts) if filled is not None else {}
        for language, field in self._fields.items():
            written = self._editors[language].toPlainText()
            unknown = unknown_blanks(written)
            printed = texts.get(language, "") if has_blanks(written) else ""
            field.set_hint(self._("Printed: {text}", text=printed) if printed else "")
            field.set_error(
                self._(
                    "There is no value {blank}. It is printed as it stands.",
                    blank=left_to_right(", ".join(unknown)),
                )
                if unknown
                else None
            )

    def _write(self, blank: Blank) -> None:
        """Write a blank where the cursor is, in the text that was written in last."""
        editors = list(self._editors.values())
        editor = next((one for one in editors if one is self._last), editors[0])
        editor.insertPlainText(blank.written)
        editor.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep in mind in which text the cursor was last."""
        if event.type() is QEvent.Type.FocusIn:
            self._last = watched
        return super().eventFilter(watched, event)

    def with_unknown(self) -> QWidget:
        """Return the first text with a blank that there is not, else the first."""
        editors = list(self._editors.values())
        return next((one for one in editors if unknown_blanks(one.toPlainText())), editors[0])

    def first_empty(self) -> QWidget:
        """Return the first text that is missing, else the first."""
        editors = list(self._editors.values())
        return next((one for one in editors if not one.toPlainText().strip()), editors[0])

    def clause(self) -> Clause:
        """Return the clause as written; texts in languages that are not shown are kept."""
        texts = dict(self._clause.texts)
        texts.update({tag: editor.toPlainText().strip() for tag, editor in self._editors.items()})
        kept = tuple((tag, text) for tag, text in texts.items() if text or tag in dict(self._clause.texts))
        return Clause(self._clause.key, kept)


class ClausesSection(OrderedSection[ClauseCard]):
    """The declarations above the signatures, in their order."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        _ = context._
        note = _(
            "The declarations that stand above the signatures. Values that you insert are filled in when it is printed."
        )
        super().__init__(context, _("Clauses"), note, _("Add a clause"), parent)
        self._languages: tuple[str, ...] = ()
        self._catalogue: tuple[Clause, ...] = ()
        self._menu = QMenu(self._add)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._add.setMenu(self._menu)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which texts are shown."""
        return self._languages

    def show_catalogue(self, catalogue: Sequence[Clause], languages: tuple[str, ...]) -> None:
        """Offer `catalogue`, which has every language; what nobody edited is filled in from it in a new one."""
        written = tuple(card.clause() for card in self._cards)
        self._catalogue, self._languages = tuple(catalogue), languages
        known = {clause.key: dict(clause.texts) for clause in catalogue}
        self._show(tuple(_complete(clause, known.get(clause.key, {}), languages) for clause in written))

    def load(self, details: HandoverDetails) -> None:
        """Show `details`."""
        self._languages = details.languages
        self._show(details.clauses)

    def apply(self, details: HandoverDetails) -> HandoverDetails:
        """Return `details` with the clauses as written."""
        return replace(details, clauses=tuple(card.clause() for card in self._cards))

    def place_of(self, point: OpenPoint) -> QWidget | None:
        """Return the input where `point` is settled."""
        number = dict(point.params).get("number")
        if not isinstance(number, int) or number > len(self._cards):
            return None
        card = self._cards[number - 1]
        match point.point:
            case Point.CLAUSE_WITHOUT_TEXT:
                return card.first_empty()
            case Point.UNKNOWN_BLANK:
                return card.with_unknown()
        return None

    @property
    def have_blanks(self) -> bool:
        """Whether any text is to be filled in."""
        return any(card.has_blanks for card in self._cards)

    def show_filled(self, filled: Sequence[Clause]) -> None:
        """Show what the clauses say once they are filled in; empty where nothing is to be."""
        by_key = {clause.key: clause for clause in filled}
        for card in self._cards:
            card.show_filled(by_key.get(card.clause().key))

    def _show(self, clauses: Sequence[Clause]) -> None:
        self._empty()
        for clause in clauses:
            self._append(clause)
        self._show_places()

    def _fill_menu(self) -> None:
        self._menu.clear()
        chosen = {card.clause().key for card in self._cards}
        for clause in self._catalogue:
            texts = dict(clause.texts)
            shown_in = next(
                (tag for tag in (self.context._.language, *self._languages) if tag in texts), "en"
            )
            text = texts.get(shown_in, clause.key)
            shown = text if len(text) <= _SHORT else f"{text[:_SHORT].rsplit(' ', 1)[0]}…"
            action = self._menu.addAction(shown.replace("&", "&&"))
            action.setEnabled(clause.key not in chosen)
            action.triggered.connect(lambda _checked=False, clause=clause: self._take(self._chosen(clause)))
        self._menu.addSeparator()
        self._menu.addAction(self.context._("A clause of your own"), lambda: self._take(self._own_clause()))

    def _chosen(self, clause: Clause) -> Clause:
        texts = dict(clause.texts)
        return Clause(clause.key, tuple((language, texts.get(language, "")) for language in self._languages))

    def _own_clause(self) -> Clause:
        taken = {card.clause().key for card in self._cards}
        key = next(key for number in range(1, len(taken) + 2) if (key := f"{_OWN}-{number}") not in taken)
        return Clause(key, tuple((language, "") for language in self._languages))

    def _take(self, clause: Clause) -> None:
        self._append(clause)
        self._show_places()
        self.edited.emit()

    def _append(self, clause: Clause) -> None:
        self._put(ClauseCard(self.context, clause, self._languages))


def _complete(clause: Clause, known: dict[str, str], languages: tuple[str, ...]) -> Clause:
    """Fill in the texts that are missing; an edited clause gets none, for the catalogue says something else."""
    texts = dict(clause.texts)
    is_edited = any(text and text != known.get(language) for language, text in texts.items())
    for language in languages:
        texts[language] = texts.get(language) or ("" if is_edited else known.get(language, ""))
    return Clause(clause.key, tuple(texts.items()))
