"""The checklists of this register: copied, exchanged as files, and which category uses which."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from handover_desktop.domain.checklists import Checklist
from handover_desktop.services.changes import ChangeSet
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.only_read import writes
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.card import Section
from handover_desktop.ui.widgets.elided_combo import ElidedComboBox
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.labels import text_label

_Read = tuple[tuple[Checklist, ...], tuple[tuple[str, str], ...]]


class ChecklistsSection(QWidget):
    """Checklists to choose from; all takes effect at once."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        _, look = context._, context.look
        self._lists: tuple[Checklist, ...] = ()
        self.section = Section(
            look,
            _("Checklists"),
            _(
                "What the item sheet asks, by category. A checklist is a file that can be exported, edited and "
                "imported again; answers that were given stay."
            ),
        )
        self.choice = ElidedComboBox()
        self.choice.activated.connect(lambda _index: self._show_chosen())
        self._asked = text_label(look, "", TextStyle.CAPTION, tone="muted")
        self.copy = button(look, _("Duplicate"), role="quiet", icon_name="copy")
        self.copy.clicked.connect(self._duplicate)
        self.bring_in = button(look, _("Import…"), role="quiet", icon_name="upload")
        self.bring_in.clicked.connect(self._bring_in)
        self.export = button(look, _("Export…"), role="quiet", icon_name="download")
        self.export.clicked.connect(self._export)
        self.remove = button(look, _("Remove"), role="quiet", icon_name="trash-2")
        self.remove.clicked.connect(self._remove)
        writes(context, self.copy, self.bring_in, self.remove)
        self._categories = QVBoxLayout()
        self.categories: dict[str, QComboBox] = {}
        self._lay_out()

    def _lay_out(self) -> None:
        space = self.context.look.theme.space
        acts = QHBoxLayout()
        acts.setSpacing(space(1))
        for act in (self.copy, self.bring_in, self.export, self.remove):
            acts.addWidget(act)
        acts.addStretch(1)
        body = self.section.body
        body.addWidget(Field(self.context.look, self.context._("Checklist"), self.choice))
        body.addWidget(self._asked)
        body.addLayout(acts)
        self._categories.setSpacing(space(2))
        body.addLayout(self._categories)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.section)

    def load(self) -> None:
        """Read the checklists of the register."""
        checklists = self.context.services.checklists

        def work() -> _Read:
            return checklists.list(), checklists.chosen()

        self.context.operations.query(work, initiator=self, done=self._show)

    def _show(self, read: _Read) -> None:
        _, before = self.context._, self.choice.currentData()
        added = len(read[0]) > len(self._lists) > 0
        self._lists, chosen = read
        self.choice.clear()
        for one in self._lists:
            self.choice.addItem(_(one.name), one.key)
        self.choice.setCurrentIndex(len(self._lists) - 1 if added else max(0, self.choice.findData(before)))
        self._show_chosen()
        while (old := self._categories.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.categories = {}
        for category, key in chosen:
            self._categories.addWidget(self._category(category, key))

    def _category(self, category: str, key: str) -> QWidget:
        _, made = self.context._, QComboBox()
        made.addItem(_("By the words of the checklists"), "")
        for one in self._lists:
            made.addItem(_(one.name), one.key)
        made.setCurrentIndex(max(0, made.findData(key)))
        made.activated.connect(
            lambda _index: self._change(
                lambda: self.context.services.checklists.choose(category, str(made.currentData()))
            )
        )
        self.categories[category] = made
        label = _("Category “{category}”", category=category or _("no category"))
        return Field(self.context.look, label, made)

    def _shown(self) -> Checklist | None:
        key = self.choice.currentData()
        return next((one for one in self._lists if one.key == key), None)

    def _show_chosen(self) -> None:
        _, shown = self.context._, self._shown()
        asked = " · ".join(_(question.text) for question in shown.questions) if shown else ""
        self._asked.setText(asked or _("It asks nothing."))
        self.remove.setEnabled(
            shown is not None and not self.context.services.checklists.is_preset(shown.key)
        )

    def _duplicate(self) -> None:
        if (shown := self._shown()) is not None:
            self._change(lambda: self.context.services.checklists.duplicate(shown.key))

    def _remove(self) -> None:
        if (shown := self._shown()) is not None:
            self._change(lambda: self.context.services.checklists.remove(shown.key))

    def _bring_in(self) -> None:
        path = self.context.files.choose_checklist()
        if path is not None:
            self._change(lambda: self.context.services.checklists.bring_in(path))

    def _export(self) -> None:
        _, shown = self.context._, self._shown()
        if shown is None:
            return
        path = self.context.files.choose_target(f"{_(shown.name)}.json", _("Checklists"), ".json")
        if path is not None:
            self.context.operations.query(
                lambda: self.context.services.checklists.export(shown.key, path),
                initiator=self,
                done=lambda _nothing: self.context.messages.tell(
                    _("The checklist is saved as {path}.", path=path)
                ),
            )

    def _change(self, work: Callable[[], ChangeSet]) -> None:
        self.context.operations.command(
            work, initiator=self, done=lambda _changes: self.load(), failed=self.context.messages.refuse
        )
