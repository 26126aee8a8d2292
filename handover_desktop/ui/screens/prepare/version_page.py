"""A new version of a list beside what stands on the handover: looked at, accepted one by one, taken over at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from handover_desktop.domain.errors import HandoverError
from handover_desktop.domain.list_changes import ChangeKind, Difference, Pairs
from handover_desktop.services.changes import ChangeSet
from handover_desktop.services.list_change_texts import KIND_TERMS, say_consequence, say_totals
from handover_desktop.services.list_difference_files import save_differences
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.directions import set_margins
from handover_desktop.ui.keeping import keep_splitter
from handover_desktop.ui.only_read import writes
from handover_desktop.ui.operations import Steps
from handover_desktop.ui.screens.prepare.pair_dialog import PairDialog
from handover_desktop.ui.screens.prepare.version_models import Part
from handover_desktop.ui.screens.prepare.version_tables import DifferencesTable, FieldsPane
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.elided_combo import ElidedComboBox
from handover_desktop.ui.widgets.elided_label import ElidedLabel
from handover_desktop.ui.widgets.empty_state import EmptyState
from handover_desktop.ui.widgets.labels import hair_line, text_label
from handover_desktop.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from handover_desktop.lists.reading import ListReading
    from handover_desktop.services.list_versions import NewVersion

_SPLITTER = "list-version/splitter"


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person decided so far: the keys that are accepted, and the pairs."""

    accepted: frozenset[str]
    pairs: Pairs


class VersionPage(QWidget):
    """Compares, and takes over what is accepted.

    *Signals:* `back_asked()`, `taken_over(object, int)` with the commit and how many differences were taken over.
    """

    back_asked = Signal()
    taken_over = Signal(object, int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._reading: ListReading | None = None
        self._version: NewVersion | None = None
        self.table = DifferencesTable(context)
        self.table.view.keep_columns(context.settings)
        self.table.pointed_at.connect(self._point)
        self.table.model.accepted_changed.connect(self._tell)
        self.fields = FieldsPane(context)
        self.fields.apart_asked.connect(self._separate)
        self.fields.pair_asked.connect(self._ask_pair)
        self._parts = QSplitter(Qt.Orientation.Vertical)
        self._parts.addWidget(self.table)
        self._parts.addWidget(self.fields)
        self._parts.setChildrenCollapsible(False)
        self._parts.setSizes([300, 260])
        keep_splitter(self._parts, context.settings, _SPLITTER)
        self._same = self._build_same()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._parts)
        self._stack.addWidget(self._same)
        space = context.look.theme.space
        body = QVBoxLayout()
        body.setContentsMargins(space(6), space(4), space(6), space(3))
        body.setSpacing(space(3))
        body.addLayout(self._build_head())
        body.addWidget(self._build_bar())
        body.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(hair_line(context.look))
        column.addLayout(self._build_foot())

    @property
    def decisions(self) -> Decisions | None:
        """What was decided so far; None where nothing is compared."""
        if self._version is None:
            return None
        return Decisions(frozenset(self.table.model.accepted), self._version.pairs)

    def begin(self, reading: ListReading, version: NewVersion, decided: Decisions | None = None) -> None:
        """Show how `reading` differs, with what was `decided` before or else the usual choice."""
        self._reading = reading
        self._search.set_text("")
        self._part.setCurrentIndex(0)
        self._show(version, version.usual if decided is None else decided.accepted)
        if decided is not None and decided.pairs != version.pairs:
            self._compare(decided.pairs, decided.accepted)

    def focus_first(self) -> None:
        """Put the focus where the work begins."""
        (self.table.view if self._stack.currentWidget() is self._parts else self._back).setFocus()

    def set_busy(self, busy: bool) -> None:
        """Hold the button back while something is compared or taken over."""
        self._take.setEnabled(not busy and bool(self.table.model.accepted))

    def _build_same(self) -> EmptyState:
        _ = self._context._
        return EmptyState(
            self._context.look,
            "circle-check",
            _("The same list: nothing changes"),
            _("Every line of this version stands on the handover as it is. Nothing has to be taken over."),
        )

    def _build_head(self) -> QVBoxLayout:
        look = self._context.look
        self._title = ElidedLabel(look, "", style=TextStyle.TITLE)
        self._title.setFont(look.theme.font(TextStyle.TITLE, strong=True))
        self._about = text_label(look, "", tone="muted")
        rows = QVBoxLayout()
        rows.setSpacing(look.theme.space(0.5))
        rows.addWidget(self._title)
        rows.addWidget(self._about)
        return rows

    def _build_bar(self) -> QWidget:
        _, look = self._context._, self._context.look
        self._part = ElidedComboBox()
        self._part.setAccessibleName(_("Differences in sight"))
        self._part.setMinimumContentsLength(22)
        for part in Part:
            self._part.addItem("", part)
        self._part.currentIndexChanged.connect(lambda _index: self._narrow())
        self._search = SearchField(look, _("Search"), clear_text=_("Clear"))
        self._search.searched.connect(lambda _text: self._narrow())
        everything = button(look, _("Accept all shown"), role="quiet", icon_name="check")
        everything.clicked.connect(lambda: self._accept_shown(wanted=True))
        nothing = button(look, _("Accept none shown"), role="quiet", icon_name="x")
        nothing.clicked.connect(lambda: self._accept_shown(wanted=False))
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.theme.space(2))
        row.addWidget(self._part)
        row.addWidget(self._search, 1)
        row.addWidget(everything)
        row.addWidget(nothing)
        return self._bar

    def _build_foot(self) -> QHBoxLayout:
        _, look = self._context._, self._context.look
        space = look.theme.space
        self._save = button(look, _("Save the differences"), role="quiet", icon_name="download")
        self._save.setToolTip(_("All differences as a spreadsheet, for those who have to agree."))
        self._save.clicked.connect(self._save_differences)
        self._totals = ElidedLabel(look, "")
        self._back = button(look, _("Back to the list"))
        self._back.clicked.connect(self.back_asked)
        self._take = button(look, "", role="primary", icon_name="check")
        self._take.clicked.connect(self._take_over)
        writes(self._context, self._take)
        row = QHBoxLayout()
        set_margins(row, space(5), space(3), space(6), space(3))
        row.setSpacing(space(3))
        row.addWidget(self._save)
        row.addWidget(self._totals, 1)
        row.addWidget(self._back)
        row.addWidget(self._take)
        return row

    def _show(self, version: NewVersion, accepted: Iterable[str], point_at: str = "") -> None:
        self._version = version
        differences = version.comparison.differences
        known = {one.key for one in differences}
        self.table.model.show_differences(differences, known & {*accepted})
        for place, part in enumerate(Part):
            count = sum(part.holds(one) for one in differences)
            self._part.setItemText(
                place, f"{self._word(part)} ({self._context.formats.number(Decimal(count))})"
            )
        self._describe(version)
        self._stack.setCurrentWidget(self._parts if differences else self._same)
        self._bar.setVisible(bool(differences))
        self._save.setVisible(bool(differences))
        self._take.setVisible(bool(differences))
        self.table.point_at(point_at)

    def _word(self, part: Part) -> str:
        _ = self._context._
        if part is Part.ALL:
            return _("All differences")
        return _("To decide") if part is Part.TO_DECIDE else _(KIND_TERMS[ChangeKind(part.value)])

    def _describe(self, version: NewVersion) -> None:
        """Say what is compared with what, and what no row of the table says."""
        _, comparison, reading = self._context._, version.comparison, self._reading
        replaces = version.replaces
        self._title.setText(_("New version: {file}", file=reading.file_name if reading else ""))
        said = [
            _(
                "Beside {file}, imported {when}.",
                file=replaces.file_name,
                when=self._context.formats.moment(replaces.imported_at),
            )
            if replaces
            else "",
            _.n("{count} line is the same.", "{count} lines are the same.", comparison.unchanged),
            _.n(
                "{count} row cannot be read; its line stays as it is.",
                "{count} rows cannot be read; their lines stay as they are.",
                comparison.unread,
            )
            if comparison.unread
            else "",
            _("The lines come in another order; on the handover they keep their places.")
            if comparison.reordered
            else "",
            _("Checks stay with their lines, whatever is accepted."),
        ]
        self._about.setText(" ".join(part for part in said if part))

    def _narrow(self) -> None:
        self.table.sight.narrow(Part(self._part.currentData()), self._search.text())
        self.table.point_at("")
        self._point(self.table.current())

    def _point(self, one: Difference | None) -> None:
        if one is None or self._version is None:
            self.fields.show_difference(None, "", can_pair=False)
            return
        note = say_consequence(one, self._context._)
        self.fields.show_difference(one, note, can_pair=bool(self._partners(one)))

    def _partners(self, one: Difference) -> tuple[Difference, ...]:
        """Return what a line can be paired with: one that is gone with one that was added."""
        assert self._version is not None
        other = ChangeKind.GONE if one.kind is ChangeKind.ADDED else ChangeKind.ADDED
        return tuple(found for found in self._version.comparison.of(other) if _can_pair(found))

    def _tell(self) -> None:
        """Say what the list amounts to with what is accepted."""
        if self._version is None:
            return
        _, formats, comparison = self._context._, self._context.formats, self._version.comparison
        accepted = self.table.model.accepted
        after = comparison.totals_after(accepted)
        before, then = (say_totals(one, _, formats) for one in (comparison.before, after))
        self._totals.setText(
            _("Before: {before}. After: {after}.", before=before, after=then) if accepted else before
        )
        self._take.setText(
            _.n("Take over {count} difference", "Take over {count} differences", len(accepted))
            if accepted
            else _("Nothing is accepted")
        )
        self._take.setAccessibleName(self._take.text())
        self._take.setEnabled(bool(accepted))

    def _accept_shown(self, *, wanted: bool) -> None:
        self.table.model.accept(self.table.sight.rows(), wanted=wanted)

    def _separate(self) -> None:
        one = self.table.current()
        if self._version is None or one is None or one.known is None or one.place is None:
            return
        pair, pairs = (one.known.item.uid, one.place), self._version.pairs
        self._decide(replace(pairs, together=pairs.together - {pair}, apart=pairs.apart | {pair}), one)

    def _ask_pair(self) -> None:
        one = self.table.current()
        if self._version is None or one is None:
            return
        dialog = PairDialog(self._context, one, self._partners(one), self.window())
        taken, other = dialog.exec() == QDialog.DialogCode.Accepted, dialog.chosen
        dialog.deleteLater()
        if not taken or other is None:
            return
        gone, added = (one, other) if one.kind is ChangeKind.GONE else (other, one)
        if gone.known is None or added.place is None:
            return
        pair, pairs = (gone.known.item.uid, added.place), self._version.pairs
        self._decide(replace(pairs, together=pairs.together | {pair}, apart=pairs.apart - {pair}), gone)

    def _decide(self, pairs: Pairs, about: Difference) -> None:
        """Compare anew with other pairs; what was accepted stays so, but for what became another difference."""
        self._compare(pairs, frozenset(self.table.model.accepted) - {about.key}, about.key)

    def _compare(self, pairs: Pairs, accepted: frozenset[str], point_at: str = "") -> None:
        reading, version = self._reading, self._version
        if reading is None or version is None:
            return
        versions, handover = self._context.services.list_versions, version.handover.id
        before = {one.key: one.kind for one in version.comparison.differences}
        self.set_busy(True)

        def show(found: NewVersion | None) -> None:
            if found is not None:
                differences = found.comparison.differences
                anew = {one.key for one in differences if before.get(one.key) is not one.kind}
                self._show(found, (accepted - anew) | (found.usual & anew), point_at)

        self._context.operations.compute(
            lambda: versions.compare(reading, handover, pairs=pairs),
            initiator=self,
            done=show,
            failed=self._context.messages.refuse,
            settled=lambda: self.set_busy(False),
            label=self._context._("Comparing…"),
        )

    def _save_differences(self) -> None:
        version, _ = self._version, self._context._
        if version is None or self._reading is None:
            return
        name = f"{Path(self._reading.file_name).stem} – {_('Differences')}.xlsx"
        path = self._context.files.choose_target(name, _("Lists"), ".xlsx")
        if path is None:
            return
        accepted = frozenset(self.table.model.accepted)
        language = self._context.services.workplace.translator(_.language)
        self._context.operations.compute(
            lambda: save_differences(version, accepted, path, translator=language),
            initiator=self,
            done=lambda _nothing: self._context.messages.tell(_("Saved as {path}.", path=path)),
            failed=self._context.messages.refuse,
        )

    def _take_over(self) -> None:
        reading, version = self._reading, self._version
        if reading is None or version is None:
            return
        accepted, steps = frozenset(self.table.model.accepted), Steps()
        versions, handover = self._context.services.list_versions, version.handover.id

        def finish(changes: ChangeSet) -> None:
            self._version = self._reading = None
            self.taken_over.emit(changes, len(accepted))

        def refuse(error: HandoverError) -> None:
            self._context.messages.refuse(error)
            self._compare(version.pairs, accepted)

        self.set_busy(True)
        self._context.operations.command(
            lambda: versions.accept(reading, handover, accepted, pairs=version.pairs, progress=steps),
            initiator=self,
            done=finish,
            failed=refuse,
            settled=lambda: self.set_busy(False),
            steps=steps,
            label=self._context._("Importing {name}…", name=reading.file_name),
        )


def _can_pair(one: Difference) -> bool:
    """Tell whether a difference can be one half of a pair: a line that comes back has its partner already."""
    return one.kind is ChangeKind.GONE or one.known is None
