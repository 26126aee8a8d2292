"""The check screen: the list on the left, the item on the right, the figures below."""

from __future__ import annotations

from array import array
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QVBoxLayout, QWidget

from handover_desktop.domain.checks import CheckRecord, Method, Outcome
from handover_desktop.domain.ids import HandoverId, ItemId
from handover_desktop.domain.states import State
from handover_desktop.services.changes import ChangeSet, Kind
from handover_desktop.services.views import CheckRequest, ItemCard, ItemFilter
from handover_desktop.ui.context import Step, UiContext
from handover_desktop.ui.item_texts import ItemTexts
from handover_desktop.ui.operations import Job
from handover_desktop.ui.paper import PaperButton
from handover_desktop.ui.screen import Screen
from handover_desktop.ui.screens.check.bench import Bench, Parts
from handover_desktop.ui.screens.check.clock_strip import ClockStrip
from handover_desktop.ui.screens.check.code_camera import CodeCamera
from handover_desktop.ui.screens.check.data import (
    CheckData,
    Figures,
    ItemData,
    next_open,
    read_check,
    read_figures,
    read_item,
    read_new,
)
from handover_desktop.ui.screens.check.extra_form import Extra
from handover_desktop.ui.screens.check.item_pane import Carried, ItemPane
from handover_desktop.ui.screens.check.last_action import LastAction
from handover_desktop.ui.screens.check.list_pane import ListPane
from handover_desktop.ui.screens.check.photo_codes import PhotoCodes
from handover_desktop.ui.screens.check.photo_desk import PhotoDesk
from handover_desktop.ui.screens.check.progress import CONFLICTS, EXCEPTIONS, progress_parts
from handover_desktop.ui.screens.check.recorder import Recorder
from handover_desktop.ui.screens.check.scan_desk import ScanDesk, Standing
from handover_desktop.ui.settings import Setting
from handover_desktop.ui.widgets.buttons import button
from handover_desktop.ui.widgets.empty_state import EmptyState
from handover_desktop.ui.widgets.item_model import ItemModel
from handover_desktop.ui.widgets.progress_strip import ProgressStrip

ADVANCE: Final = Setting("check/advance", "on", "After an outcome, go on to the next open item.")


class CheckScreen(Screen):
    """The check of one handover. A row turns to its outcome when the commit is done, never before."""

    LEAST = (940, 560)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._ = context._
        self._services = context.services
        self._texts = ItemTexts(context._, context.formats)
        self._card: ItemCard | None = None
        self._wish: ItemId | None = None
        self._found: tuple[ItemId, Method] | None = None
        self._editable = False
        self._open_ids: set[int] = set()
        self._total = 0
        self._searching: Job | None = None
        look = context.look
        self.model = ItemModel(self._services.checking.item_rows, self._texts, self)
        self.list = ListPane(look, self._, self.model)
        self.pane = ItemPane(look, self._, self._texts)
        self.photos = PhotoDesk(context, self.pane.view.photos, self)
        self.recorder = Recorder(context, self.model, self.pane.form, self)
        self.scans = ScanDesk(context, self._texts, self, standing=self._stand, search=self.list.search_input)
        self.codes = PhotoCodes(context, self.list, self.list.search_input)
        self.camera = CodeCamera(context)
        self.list.put_above(self.camera)
        self.last = LastAction(look, self._, context.formats, self._texts)
        self.progress = ProgressStrip(look)
        self.clock = ClockStrip(context)
        self._advance = QCheckBox(self._("Go on to the next open item"))
        self._advance.setChecked(context.settings.get(ADVANCE) == "on")
        self._reconcile = button(look, self._("Reconcile"), icon_name="arrow-right")
        self.paper = PaperButton(context, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._bench = Bench(
            self.context,
            Parts(
                clock=self.clock,
                listed=self.list,
                scans=self.scans.panel,
                item=self.pane,
                foot=(self.last, self._advance),
                below=(self.progress, self.paper.desk, self.paper.widget, self._reconcile),
            ),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._bench)
        self._empty = self._make_empty()
        self._stack.addWidget(self._empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _make_empty(self) -> EmptyState:
        empty = EmptyState(
            self.context.look,
            "file-spreadsheet",
            self._("There is nothing to check yet"),
            self._("Import the asset list of this handover; its lines are checked here one by one."),
        )
        empty.add_action(self._("Import a list"), primary=True, icon="upload").clicked.connect(
            lambda: self.context.navigation.import_list(None, self.handover)
        )
        return empty

    def _connect(self) -> None:
        self.list.wanted.connect(self._search)
        self.list.entered.connect(self._find)
        self.list.selected.connect(self._show_selection)
        self.list.accept_asked.connect(lambda: self.pane.form.choose(Outcome.ACCEPTED))
        self.list.extra_asked.connect(self._ask_extra)
        self.list.view.opened.connect(self.pane.form.bar.setFocus)
        self.pane.form.submitted.connect(self._record)
        self.pane.view.resolved.connect(self._resolve)
        self.recorder.recorded.connect(self._recorded)
        for gone_back in (self.recorder.undone, self.recorder.redone):
            gone_back.connect(self._undone)
        self.recorder.taken_back.connect(self._taken_back)
        self.scans.catcher.mistaken.connect(self.recorder.take_back)
        self.pane.extra.submitted.connect(self._add_extra)
        self.pane.left.connect(self._turn_back)
        self.list.from_photo.clicked.connect(self.codes.choose)
        self.codes.found.connect(self.scans.take_codes)
        self.list.from_camera.clicked.connect(self.camera.toggle)
        self.camera.found.connect(self.scans.take_codes)
        self.camera.left.connect(self.list.view.setFocus)
        self.scans.catcher.held.connect(self.pane.form.bar.show_pressed)
        self.scans.open_asked.connect(self._open_found)
        self.scans.extra_asked.connect(self._ask_extra)
        self.scans.left.connect(self.list.view.setFocus)
        self.pane.sheet.checklist_asked.connect(self._choose_checklist)
        self.last.undo_asked.connect(self._undo)
        self.last.redo_asked.connect(self._redo)
        self.clock.answered.connect(self.list.view.setFocus)
        self.progress.part_clicked.connect(self._filter_by_part)
        self._advance.toggled.connect(lambda on: self.context.settings.put(ADVANCE, "on" if on else "off"))
        self._reconcile.clicked.connect(self._go_on)

    def enter(self, handover: HandoverId | None) -> None:
        """Read the check of `handover`; the first open item is selected, or the one asked for."""
        if handover != self.handover:
            self._card = None
            self.recorder.forget()
            with QSignalBlocker(self.list):
                self.list.show_all()
        super().enter(handover)
        self.scans.begin()
        self._load()

    def leave(self) -> bool:
        """Keep the splitter; a remark or an extra item that was begun is asked about."""
        self._bench.keep()
        may_leave = not self.pane.has_begun or self.context.messages.confirm(
            self._("Not saved"),
            self._("What you began to write here is not saved."),
            yes=self._("Leave without it"),
        )
        if may_leave:
            self.paper.desk.leave()
        return may_leave

    def carry(self) -> object:
        """Carry the item that is shown and the remarks that were begun."""
        self._bench.keep()
        self.paper.desk.leave()
        return Carried(self.list.current, self.pane.begun, is_adding=self.pane.is_adding)

    def resume(self, carried: object) -> None:
        """Show the item again, with what was begun."""
        assert isinstance(carried, Carried)
        self._wish = carried.item
        self.pane.begin_again(carried.begun)
        if carried.is_adding:
            self._ask_extra("")

    def show_item(self, item: ItemId) -> None:
        """Open the check at one item, whatever the list was narrowed to."""
        self._wish = item
        with QSignalBlocker(self.list):
            self.list.show_all()
        self._load()

    def on_changed(self, changes: ChangeSet, initiator: QObject | None) -> None:
        """Show what others changed; own commits are shown already."""
        if Kind.CLOCK in changes.kinds:
            self.clock.reload()
        if initiator is self or changes.handover != self.handover:
            return
        if Kind.PHOTOS in changes.kinds:
            self.photos.reload()
        if changes.kinds & {Kind.CHECKS, Kind.ITEMS, Kind.HANDOVERS, Kind.DETAILS}:
            self._load()

    def _load(self) -> None:
        handover = self.handover
        if handover is None:
            return
        wanted = self.list.filter
        self.context.operations.query(
            lambda: read_check(self._services, handover, wanted), initiator=self, done=self._show
        )

    def _show(self, data: CheckData) -> None:
        if data.handover.id != self.handover:
            return
        self._editable = not data.handover.state.is_frozen and self._services.original is None
        self._stack.setCurrentWidget(self._bench if data.figures.progress.lines else self._empty)
        self.pane.set_editable(
            self._editable, "" if self._editable else self._why_frozen(data.handover.state)
        )
        self.list.set_editable(self._editable)
        self.clock.show_handover(data.handover, editable=self._editable)
        self._advance.setVisible(self._editable)
        self.paper.show_handover(data.handover.id, data.choices.receiving_units, editable=self._editable)
        self._reconcile.setVisible(data.handover.state is not State.CANCELLED)
        self.list.set_choices(data.choices)
        self._open_ids = set(data.open_ids)
        self._total = data.figures.progress.lines
        self.list.show_ids(data.ids, self._total)
        self._show_figures(data.figures)
        wish, self._wish = self._wish, None
        item = wish or self.list.current or next_open(data.ids, self._open_ids, None)
        if item is None and len(data.ids):
            item = ItemId(data.ids[0])
        self._go_to(item)
        self.list.view.setFocus()

    def _why_frozen(self, state: State) -> str:
        if self._services.original is not None:
            return self._("This register is only read here. Its check can be read, not changed.")
        if state is State.CANCELLED:
            return self._("This handover is cancelled. Its check can be read, not changed.")
        return self._(
            "The content is frozen since it was finalised. A correction is a supplementary protocol."
        )

    def _show_figures(self, figures: Figures) -> None:
        self.progress.set_parts(progress_parts(figures.progress, self._, self.context.formats, self._texts))
        self.last.show_last(figures.last, editable=self._editable, can_redo=self.recorder.can_redo)
        done = not self._open_ids
        self._reconcile.play("primary" if done and self._editable else "plain")

    def _search(self, wanted: ItemFilter) -> None:
        handover = self.handover
        if handover is None:
            return
        if self._searching is not None:
            self._searching.cancel()
        self._searching = self.context.operations.query(
            lambda: self._services.checking.search(handover, wanted),
            initiator=self,
            done=lambda found: self._show_found(wanted, *found),
        )

    def _show_found(self, wanted: ItemFilter, ids: array[int], named: ItemId | None) -> None:
        if wanted != self.list.filter:
            return
        self.list.show_ids(ids, self._total)
        if named is not None and named != self.list.current:
            self.list.select(named)
        elif self.list.current is None and len(ids):
            self.list.select(ItemId(ids[0]))

    def _find(self, text: str) -> None:
        """Open the item whose line `text` names, or whose identifier it is; several stay to be chosen from."""
        handover = self.handover
        if handover is None:
            return
        self.context.operations.query(
            lambda: self._services.checking.find_line(handover, text),
            initiator=self,
            done=lambda found: self._take_line(found, text),
        )

    def _take_line(self, found: tuple[ItemId, ...], text: str) -> None:
        if len(found) == 1:
            self._open_found(found[0], Method.TYPED)
        elif found:
            self.list.view.setFocus()
        else:
            self.scans.look_up(text)

    def _stand(self) -> Standing | None:
        if self.handover is None:
            return None
        shown = self.list.selection
        return Standing(
            self.handover,
            shown[0] if len(shown) == 1 else None,
            lambda item: self.model.row_of(item) is not None,
            self.model.rowCount(),
            self._editable,
            self.pane.extra_begun,
        )

    def _open_found(self, item: ItemId, method: Method) -> None:
        """Open what a code or a line number named, whatever the list was narrowed to."""
        self._found = (item, method)
        if self.pane.is_adding:
            self.pane.show_nothing()
        is_open = self.list.selection == (item,)
        if self.list.text or self.model.row_of(item) is None:
            self.show_item(item)
        elif not is_open:
            self._go_to(item)
        if not is_open or self.pane.form.draft is None:
            self.list.view.setFocus()

    def _show_selection(self) -> None:
        items = self.list.selection
        if self.pane.extra_begun:
            return
        if len(items) > 1:
            self._show_no_single()
            self.pane.show_many(len(items))
        elif items:
            self._open(items[0])
        else:
            self._show_no_single()
            self.pane.show_nothing()

    def _show_no_single(self) -> None:
        self._card = None
        self.photos.show(self.handover, None, (), editable=False)

    def _open(self, item: ItemId) -> None:
        self.context.operations.query(
            lambda: read_item(self._services, item),
            initiator=self,
            done=self._show_item,
            once_painted=True,
        )

    def _show_item(self, data: ItemData) -> None:
        card = data.card
        if self.list.selection != (card.item.id,):
            return
        usual = tuple(self.context._(text) for text in data.form.checklist.photos)
        self.photos.show(self.handover, card.item.id, data.photos, editable=self._editable, usual=usual)
        if self.pane.form.draft is None or not self._shows(card):
            self._card = card
            self.pane.show_card(card, data.form)

    def _choose_checklist(self, category: str, key: str) -> None:
        """Ask other questions about items of a category, from the one that is shown on."""
        items = self.list.selection
        self.context.operations.command(
            lambda: self._services.checklists.choose(category, key),
            initiator=self,
            done=lambda _changes: self._open(items[0]) if len(items) == 1 else None,
        )

    def _shows(self, card: ItemCard) -> bool:
        return self._card is not None and self._card.item.id == card.item.id

    def _record(self, request: CheckRequest) -> None:
        """Record what was found for what is selected; a single item must be the one that is shown."""
        items, key = self.list.selection, self.scans.catcher.acting
        if len(items) == 1 and self._card is not None and self._card.item.id == items[0]:
            confirmed = self.pane.view.confirmed
            request = replace(request, method=self._method(items[0]), confirmed=confirmed)
            self.recorder.record(items, request, key=key)
        elif len(items) > 1:
            self.recorder.record(items, request)

    def _resolve(self, record: CheckRecord) -> None:
        if self._card is not None:
            item = self._card.item.id
            self.recorder.resolve(item, record, method=self._method(item))

    def _method(self, item: ItemId) -> Method:
        return self._found[1] if self._found is not None and self._found[0] == item else Method.CLICKED

    def _recorded(self, changes: ChangeSet) -> None:
        """Go on to the next open item; the figures, and a list that depends on outcomes, follow."""
        handover, wanted, current = self.handover, self.list.filter, self.list.current
        assert handover is not None
        self.scans.panel.put_away()
        self.pane.drop_drafts(changes.items)
        self.pane.form.put_away()
        self._open_ids -= {item for item in changes.items if self.model.is_decided(item)}
        following = None
        if self._advance.isChecked() and len(changes.items) == 1:
            following = next_open(self.model.ids, self._open_ids, current)
        self._go_to(following or current)
        if wanted.depends_on_outcome:
            self._search(wanted)
        self._read_figures(handover)

    def _read_figures(self, handover: HandoverId) -> None:
        self.context.operations.query(
            lambda: read_figures(self._services, handover),
            initiator=self,
            done=self._show_figures,
            once_painted=True,
        )

    def _taken_back(self, changes: ChangeSet) -> None:
        self._open_ids |= {item for item in changes.items if not self.model.is_decided(item)}
        self._go_to(self.list.current)
        if self.handover is not None:
            self._read_figures(self.handover)

    def _go_to(self, item: ItemId | None) -> None:
        """Select an item and show it afresh, also where it was selected before."""
        before = self.list.selection
        if item is not None and self.list.select(item) and self.list.selection == before:
            self._open(item)

    def _undo(self) -> None:
        if self.handover is not None and self._editable:
            self.recorder.undo(self.handover)

    def _redo(self) -> None:
        if self._editable:
            self.recorder.redo()

    def _undone(self, changes: ChangeSet) -> None:
        """Go to the item whose record was taken back, or made again: of several to the first of the list."""
        self.show_item(min(changes.items))

    def _ask_extra(self, searched: str) -> None:
        handover = self.handover
        if handover is None or not self._editable:
            return
        self.context.operations.query(
            lambda: read_new(self._services, handover),
            initiator=self,
            done=lambda new: self.pane.show_extra(new, searched),
        )

    def _add_extra(self, extra: Extra) -> None:
        handover = self.handover
        if handover is None:
            return
        self.context.operations.command(
            lambda: self._services.checking.add_extra(handover, extra.asset, reason=extra.reason),
            initiator=self,
            done=self._added,
            failed=lambda error: self.pane.extra.refuse(self.context.messages.sentence(error)),
        )

    def _added(self, changes: ChangeSet) -> None:
        (item,) = changes.items
        self.scans.panel.put_away()
        self.pane.show_nothing()
        self.show_item(item)

    def _turn_back(self) -> None:
        if self.pane.is_adding:
            self.pane.show_nothing()
            self._show_selection()
        self.list.view.setFocus()

    def _filter_by_part(self, key: str) -> None:
        if key == EXCEPTIONS:
            self.list.show_exceptions()
        elif key == CONFLICTS:
            self._go_on()
        else:
            self.list.show_open()

    def _go_on(self) -> None:
        if self.handover is not None:
            self.context.navigation.open_handover(self.handover, Step.RECONCILE)
