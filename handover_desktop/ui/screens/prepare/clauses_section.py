"""The clauses: declarations chosen from the catalogue, with their text in each language of the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QMenu, QPlainTextEdit, QWidget

from handover_desktop.domain.handovers import Clause, HandoverDetails
from handover_desktop.domain.reconciliation import OpenPoint, Point
from handover_desktop.domain.texts import N_
from handover_desktop.i18n import DOCUMENT_LANGUAGES, Direction, direction_of
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.screens.prepare.ordered_cards import OrderedCard, OrderedSection
from handover_desktop.ui.screens.prepare.section import text_area, write_from_the_right
from handover_desktop.ui.widgets.field import Field

_OWN = "own"
_SHORT = 64


class ClauseCard(OrderedCard):
    """One clause with its texts."""

    def __init__(self, context: UiContext, clause: Clause, languages: tuple[str, ...]) -> None:
        _, look = context._, context.look
        super().__init__(context, N_("Clause {number}"), _("Remove this clause"))
        self._clause = clause
        self._editors: dict[str, QPlainTextEdit] = {}
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
            self._editors[language] = editor
            row.addWidget(Field(look, DOCUMENT_LANGUAGES.get(language, language), editor), 1)
        self.body.addLayout(row)

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
        note = _("The declarations that stand above the signatures.")
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
        if point.point is not Point.CLAUSE_WITHOUT_TEXT or not isinstance(number, int):
            return None
        return self._cards[number - 1].first_empty() if number <= len(self._cards) else None

    def _show(self, clauses: Sequence[Clause]) -> None:
        for card in list(self._cards):
            self._drop(card)
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
