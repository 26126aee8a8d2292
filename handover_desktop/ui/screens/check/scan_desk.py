"""What follows from a scan: it opens an item and never decides about it."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from handover_desktop.domain.checks import NEEDS_REMARK, Method
from handover_desktop.domain.ids import HandoverId, ItemId
from handover_desktop.domain.matching import Bearer, Candidate, Likeness, Match, Spelling
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.directions import left_to_right
from handover_desktop.ui.item_texts import ItemTexts
from handover_desktop.ui.operations import Job
from handover_desktop.ui.scanning.bursts import Burst
from handover_desktop.ui.scanning.catcher import ScanCatcher
from handover_desktop.ui.scanning.keys import PutIn
from handover_desktop.ui.scanning.readings import Reading, read_burst
from handover_desktop.ui.scanning.scanner_settings import ScannerSettings
from handover_desktop.ui.scanning.sounds import Sound, Sounds
from handover_desktop.ui.screens.check.scan_panel import ScanPanel
from handover_desktop.ui.widgets.outcome_bar import KEYS, OFFERED

REPEAT_MS: Final = 3000
"""A scanner held on a label sends it again and again."""

QUICK_KEYS: Final = frozenset(
    key for key, outcome in zip(KEYS, OFFERED, strict=True) if outcome not in NEEDS_REMARK
)
"""The keys that record at once: what they record can be taken back."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the screen stands when a code comes: the item that is open, whether an item is within the filter, how many
    are, and whether something is being entered that a scan must not take away.
    """

    handover: HandoverId
    open_item: ItemId | None
    is_listed: Callable[[ItemId], bool]
    listed: int
    is_editable: bool
    is_adding: bool


class Result(enum.Enum):
    """What a code turned out to be, with its sound."""

    EXACT = Sound.EXACT
    OTHER_LINE = Sound.OTHER_LINE
    CHECKED = Sound.CHECKED
    UNKNOWN = Sound.UNKNOWN
    SEVERAL = Sound.SEVERAL


class ScanDesk(QObject):
    """Stands between scanner, register and screen.

    What comes as quickly as a scan while a person writes stands in that field until it is known to be the code of an
    item: it may be the person's text, from a tool that types. `search` is the field that is for codes.

    *Signals:* `open_asked(ItemId, Method)`; `extra_asked(str)` with the code of what is not on the list;
    `told(Result)` when a result stands on the screen; `left()` when a person put it away.
    """

    open_asked = Signal(object, object)
    extra_asked = Signal(str)
    told = Signal(object)
    left = Signal()

    def __init__(
        self,
        context: UiContext,
        texts: ItemTexts,
        place: QWidget,
        *,
        standing: Callable[[], Standing | None],
        search: QWidget,
        sounds: Sounds | None = None,
    ) -> None:
        super().__init__(place)
        self._context = context
        self._ = context._
        self._texts = texts
        self._place = place
        self._standing = standing
        self._search = search
        self._put_in: PutIn | None = None
        self._left_in: PutIn | None = None
        self._joined: set[str] = set()
        self._is_known = False
        self._settings = ScannerSettings(context.settings)
        self.sounds = sounds or Sounds(context.settings)
        self.panel = ScanPanel(context.look, context._, texts)
        self.catcher = ScanCatcher(place)
        self._code = ""
        self._method = Method.SCANNED
        self._last: tuple[str, float] = ("", float("-inf"))
        self._asking: Job | None = None
        self.catcher.quick = QUICK_KEYS
        self.catcher.scanned.connect(self._take_burst)
        self.catcher.mistaken.connect(self._learn_pace)
        self.panel.chosen.connect(self._take_choice)
        self.panel.action_asked.connect(self._ask_extra)
        self.panel.left.connect(self.left)

    def begin(self) -> None:
        """Begin anew at a handover: nothing was scanned yet."""
        self.catcher.detector.prefix = self._settings.prefix
        self.catcher.slowest = self._settings.slowest
        self._last = ("", float("-inf"))
        self.panel.put_away()

    def _learn_pace(self, _key: int, down_ms: float) -> None:
        """Wait longer from now on, and say what became of the key that acted."""
        self._settings.note_slow(down_ms)
        self.catcher.slowest = self._settings.slowest
        self._context.messages.warn(
            self._(
                "The first sign of the scan had acted as a key; that is taken back. From now on the program waits a "
                "little longer for this scanner."
            )
        )

    def look_up(self, text: str) -> None:
        """Find what a person typed as a whole code."""
        self._ask((Spelling(text),), Method.TYPED)

    def take_codes(self, codes: tuple[str, ...]) -> None:
        """Take what was read elsewhere, from a photo, as if it were scanned; all codes of one label mean one item."""
        self._ask(tuple(Spelling(code.strip()) for code in codes), Method.SCANNED)

    def _take_burst(self, burst: Burst) -> None:
        editor = self.catcher.editor
        put_in = PutIn(editor, burst.text) if editor is not None and editor is not self._search else None
        readings = self._read(burst)
        codes, at = [found[0].text.strip() for found in readings], burst.strokes[-1].at
        last, last_at = self._last
        if last in codes and 0 <= at - last_at < REPEAT_MS:
            said = self._(
                "{code} came again within three seconds; the repeat is ignored.", code=left_to_right(last)
            )
            if not self.panel.candidates:
                self.panel.say(said)
            if put_in is not None and self._is_known:
                put_in.take_out()
            return
        self._last = (codes[0], at)
        spellings = [
            Spelling(reading.text.strip(), reading.certain) for found in readings for reading in found
        ]
        self._ask(tuple(one for one in spellings if one.text), Method.SCANNED, put_in)

    def _read(self, burst: Burst) -> list[tuple[Reading, ...]]:
        """Return how a burst may have to be read, alone and as the rest of what came before; the likelier first."""
        parts = [] if burst.is_rest else [burst]
        if burst.before:
            parts.insert(0 if burst.follows_scan else 1, burst.whole)
        calibrations, prefix = self._settings.calibrations, self._settings.prefix
        readings = [read_burst(part, calibrations, prefix=prefix) for part in parts]
        self._joined = {
            reading.text.strip()
            for part, found in zip(parts, readings, strict=True)
            for reading in found
            if part is not burst
        }
        return readings

    def _ask(self, spellings: tuple[Spelling, ...], method: Method, put_in: PutIn | None = None) -> None:
        standing = self._standing()
        if standing is None or not spellings:
            return
        if self._asking is not None and self._put_in is None:  # what was put in waits for its answer
            self._asking.cancel()
        self._put_in = put_in
        handover, checking = standing.handover, self._context.services.checking
        self._asking = self._context.operations.query(
            lambda: checking.match(handover, spellings),
            initiator=self._place,
            done=lambda match: self._take(match, method, put_in),
        )

    def _take(self, match: Match, method: Method, put_in: PutIn | None) -> None:
        standing = self._standing()
        if standing is None:
            return
        self._code, self._method = match.code, method
        self._is_known = bool(match.candidates)
        if put_in is not None and self._is_known:
            put_in.take_out()
            if self._left_in is not None and match.code in self._joined:
                self._left_in.take_out()  # the beginning of the same code
        elif put_in is not None and " " in match.code:
            return  # a person's words
        if method is Method.TYPED and (match.is_certain or (not match.candidates and standing.listed)):
            self._take_typed(match)
        elif not match.candidates:
            self._tell_unknown(standing, put_in)
        elif match.is_certain:
            self._tell_found(match.candidates[0].bearer, standing)
        else:
            self._tell_several(match.candidates, standing)

    def _take_typed(self, match: Match) -> None:
        """Open what was typed in full; where it is only a part, the list shows what contains it."""
        self.panel.put_away()
        if match.candidates:
            self.open_asked.emit(match.candidates[0].bearer.item, Method.TYPED)
        else:
            self.left.emit()

    def _tell_unknown(self, standing: Standing, put_in: PutIn | None) -> None:
        code = left_to_right(self._code)
        said = self._("{code} is not on this list.", code=code)
        if put_in is not None:
            said = self._("{code} is not on this list. It stands where you were writing.", code=code)
        self._left_in = put_in
        self.panel.say(
            said,
            grave=True,
            action=self._("Not on the list…") if standing.is_editable else None,
        )
        self._tell(Result.UNKNOWN)

    def _tell_found(self, bearer: Bearer, standing: Standing) -> None:
        _, line = self._, bearer.line_no
        if bearer.conflict:
            result, text = Result.CHECKED, _("Line {line} has two results; one has to be chosen.", line=line)
        elif bearer.outcome is not None:
            said = self._texts.outcome(bearer.outcome)
            result = Result.CHECKED
            text = _("Line {line} is already checked: {outcome}.", line=line, outcome=said)
        elif bearer.item == standing.open_item:
            result, text = Result.EXACT, _("Line {line}: it is the open item.", line=line)
        elif not standing.is_listed(bearer.item):
            result = Result.OTHER_LINE
            text = _("Another line: {line}. It was outside the filter.", line=line)
        else:
            result, text = Result.OTHER_LINE, _("Another line: {line}. It is open now.", line=line)
        if standing.is_adding and bearer.item != standing.open_item:
            text = f"{text} {_('First add the new item, or cancel it.')}"
        self.panel.say(text, grave=result is Result.CHECKED)
        self._tell(result)
        if not standing.is_adding:
            self.open_asked.emit(bearer.item, self._method)

    def _tell_several(self, candidates: tuple[Candidate, ...], standing: Standing) -> None:
        _, code, count = self._, left_to_right(self._code), len(candidates)
        line = candidates[0].bearer.line_no
        if candidates[0].likeness <= Likeness.TAIL:
            text = _.n(
                "{code} is borne by {count} line. Which one is before you?",
                "{code} is borne by {count} lines. Which one is before you?",
                count,
                code=code,
            )
        elif candidates[0].likeness is Likeness.LAYOUT:
            text = _(
                "{code} is not on this list. On another keyboard layout it would be line {line}. Is it that one?",
                code=code,
                line=line,
            )
        elif count == 1:
            text = _(
                "{code} is not on this list, but looks the same as line {line}. Compare the marked signs.",
                code=code,
                line=line,
            )
        else:
            text = _.n(
                "{code} is not on this list, but looks the same as {count} line. Compare the marked signs.",
                "{code} is not on this list, but looks the same as {count} lines. Compare the marked signs.",
                count,
                code=code,
            )
        may_add = standing.is_editable and candidates[0].likeness > Likeness.TAIL
        self._left_in = None
        self.panel.offer(text, candidates, action=self._("Not on the list…") if may_add else None)
        self._tell(Result.SEVERAL)

    def _tell(self, result: Result) -> None:
        if self._method is Method.SCANNED:
            self.sounds.play(result.value)
        self.told.emit(result)

    def _take_choice(self, candidate: Candidate) -> None:
        self.panel.put_away()
        self.open_asked.emit(candidate.bearer.item, self._method)

    def _ask_extra(self) -> None:
        self.panel.put_away()
        if self._left_in is not None:
            self._left_in.take_out()
        self.extra_asked.emit(self._code)
