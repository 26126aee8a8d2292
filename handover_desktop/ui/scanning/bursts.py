"""Telling a scanner from a hand by the time between keys; no clock of its own, no window."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

GAP_MS: Final = 40.0
"""The longest time between two keys of a scanner. A hand that is as quick for six keys in a row is none."""

QUICK_MS: Final = 12.0
"""A time between keys that no hand reaches for long."""

PAUSE_MS: Final = 80.0
"""How long a scanner may pause where it is clear that it is one: radio delivers keys in groups."""

DOWN_MS: Final = 18.0
"""How long a first key is waited for where its act can be taken back: most scanners have let go of it by then."""

HAND_MS: Final = 45.0
"""How long a hand keeps a key down at least. What taps them more shortly is a scanner, however slow it is."""

JOIN_MS: Final = 250.0
"""How soon after keys that were let go of others may be the rest of the same scan: a busy laptop makes such pauses."""

LEAST: Final = 6
"""How many signs make a scan where no prefix announces it."""

_MOST_BEFORE: Final = 128


class KeyKind(enum.Enum):
    """What a key can be to a scan: one of its signs, its end, or no part of it."""

    SIGN = "sign"
    ENTER = "enter"
    TAB = "tab"
    OTHER = "other"


class Suffix(enum.Enum):
    """What a scanner sent after the code."""

    NONE = "none"
    ENTER = "enter"
    TAB = "tab"


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key. `text` is what the layout made of it, `position` the sign of a US keyboard at its place, empty where
    the platform does not say; `at` is in milliseconds.
    """

    text: str
    position: str = ""
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Burst:
    """What a scanner sent in one go. `before` is what came just before it and may be the beginning of the same code:
    it was taken for typing, or, where this one `follows_scan`, for a code of its own.
    """

    strokes: tuple[Stroke, ...]
    suffix: Suffix = Suffix.NONE
    before: tuple[Stroke, ...] = ()
    follows_scan: bool = False

    @property
    def whole(self) -> Burst:
        """It and what came before as one."""
        return Burst((*self.before, *self.strokes), self.suffix)

    @property
    def is_rest(self) -> bool:
        """Whether it is too short to be a code of its own."""
        return self.follows_scan and len(self.strokes) < LEAST

    @property
    def text(self) -> str:
        """What the layout made of it."""
        return "".join(stroke.text for stroke in self.strokes)

    @property
    def positions(self) -> str:
        """What a US keyboard would have made of it; empty where one key's place is not known."""
        known = all(stroke.position for stroke in self.strokes)
        return "".join(stroke.position for stroke in self.strokes) if known else ""

    @property
    def pace(self) -> float:
        """Milliseconds between two keys, on average."""
        gaps = len(self.strokes) - 1
        return (self.strokes[-1].at - self.strokes[0].at) / gaps if gaps > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Step:
    """What follows from a key, in this order: `release` what was held, as typing; then `keep` the key back, or let
    it act; `burst` is the scan that it completed.
    """

    release: bool = False
    keep: bool = False
    burst: Burst | None = None


_SUFFIXES: Final = {KeyKind.ENTER: Suffix.ENTER, KeyKind.TAB: Suffix.TAB}


class BurstDetector:
    """Holds keys until it is clear who sends them.

    Every key is told by `press` with its time, in milliseconds of any clock that only goes on, and by `let_go` that it
    is up again; when `deadline` has passed without another, `expire` is called. `down_ms` is how long the first key is
    waited for while it is down.
    """

    def __init__(self, *, prefix: str = "") -> None:
        self.prefix = prefix
        self.down_ms = DOWN_MS
        self._held: list[Stroke] = []
        self._first_is_down = False
        self._taps = 0
        self._ended = float("-inf")
        self._before: tuple[Stroke, ...] = ()
        self._follows_scan = False

    @property
    def held_down(self) -> Stroke | None:
        """The one key that is held and still down, None where it is up, or others came."""
        return self._held[0] if self._first_is_down and len(self._held) == 1 else None

    @property
    def is_holding(self) -> bool:
        """Whether keys are held."""
        return bool(self._held)

    @property
    def last_at(self) -> float:
        """When the last held key came."""
        return self._held[-1].at if self._held else 0.0

    @property
    def deadline(self) -> float | None:
        """When it is clear without another key; None while nothing is held."""
        if not self._held:
            return None
        return self._held[-1].at + (self.down_ms if self.held_down else self._patience)

    @property
    def _patience(self) -> float:
        """How long after the last key the next one still belongs to it."""
        return PAUSE_MS if self._is_tapped() or self._is_scan() or self._is_quick() else GAP_MS

    def _is_tapped(self) -> bool:
        return self._taps == len(self._held)

    def _is_quick(self) -> bool:
        gaps = [later.at - earlier.at for earlier, later in pairwise(self._held)]
        return bool(gaps) and max(gaps) <= QUICK_MS

    def awaits(self, at: float) -> bool:
        """Tell whether a key at the time `at` would still belong to those that are held."""
        return self.is_holding and at - self._held[-1].at <= self._patience

    def let_go(self, down_ms: float) -> None:
        """Note that a key that is held is up again, after `down_ms`."""
        self._first_is_down = False
        if down_ms < HAND_MS:
            self._taps += 1

    def would_keep(self, kind: KeyKind, at: float) -> bool:
        """Tell whether `press` would keep such a key back."""
        if kind is KeyKind.SIGN:
            return True
        if kind is KeyKind.OTHER:
            return False
        return self._ends_now(at) or (not self._held and 0 <= at - self._ended <= PAUSE_MS)

    def press(self, kind: KeyKind, stroke: Stroke) -> Step:
        """Take a key."""
        if kind is KeyKind.SIGN:
            return self._take_sign(stroke)
        if self._ends_now(stroke.at) and kind in _SUFFIXES:
            return Step(keep=True, burst=self._finish(_SUFFIXES[kind], stroke.at))
        if self.would_keep(kind, stroke.at):
            return Step(keep=True)  # the end of a scan that was complete without it
        before = self._settle(stroke.at)
        self._before = ()
        return Step(release=before.release, burst=before.burst)

    def expire(self, at: float) -> Step:
        """Decide about what is held at the time `at`, if it is past the deadline."""
        deadline = self.deadline
        if deadline is None or at < deadline:
            return Step()
        return self._settle(at)

    def abandon(self) -> Step:
        """Decide at once: something else happens that must come after what is held."""
        return self._settle(self._held[-1].at if self._held else 0.0)

    def _take_sign(self, stroke: Stroke) -> Step:
        before = Step()
        if self._held and not self.awaits(stroke.at):
            before = self._settle(stroke.at)
        self._first_is_down = not self._held
        if self._before and not self._held and not 0 <= stroke.at - self._before[-1].at <= JOIN_MS:
            self._before = ()
        self._held.append(stroke)
        return Step(release=before.release, keep=True, burst=before.burst)

    def _ends_now(self, at: float) -> bool:
        return self._is_scan() and self.awaits(at)

    def _is_scan(self) -> bool:
        if len(self._held) >= LEAST or self._is_rest():
            return True
        burst = Burst(tuple(self._held))
        announced = self.prefix and self.prefix in (
            burst.text[: len(self.prefix)],
            burst.positions[: len(self.prefix)],
        )
        return bool(announced) and len(self._held) > len(self.prefix)

    def _is_rest(self) -> bool:
        """Tell whether a scanner sent what is held, as the rest of a scan that had seemed to be over."""
        is_machine = self._is_tapped() or self._is_quick()
        return bool(self._held and self._before) and self._follows_scan and is_machine

    def _settle(self, at: float) -> Step:
        if not self._held:
            return Step()
        if self._is_scan():
            return Step(burst=self._finish(Suffix.NONE, at))
        self._let_go_of_all(follows_scan=False)
        return Step(release=True)

    def _finish(self, suffix: Suffix, at: float) -> Burst:
        burst = Burst(
            tuple(self._held), suffix, self._before, follows_scan=self._follows_scan and bool(self._before)
        )
        self._let_go_of_all(follows_scan=suffix is Suffix.NONE)
        self._ended = at
        if suffix is not Suffix.NONE:
            self._before = ()
        return burst

    def _let_go_of_all(self, *, follows_scan: bool) -> None:
        self._before = (*self._before, *self._held)[-_MOST_BEFORE:]
        self._follows_scan = follows_scan
        self._held, self._taps = [], 0
