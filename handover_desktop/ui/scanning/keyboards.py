"""Keyboards: which sign a US keyboard has at a key's place, and what other layouts make of the same keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from handover_desktop.domain.texts import N_

US_PLAIN: Final = "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
US_SHIFTED: Final = '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?'
_EVDEV: Final = (41, *range(2, 14), *range(16, 28), 43, *range(30, 41), *range(44, 54))
"""The codes of those keys, row by row: Linux's own, and those of the first PC keyboards, which Windows tells."""

_KEYPAD: Final[dict[int, str]] = {
    71: "7",
    72: "8",
    73: "9",
    75: "4",
    76: "5",
    77: "6",
    79: "1",
    80: "2",
    81: "3",
    82: "0",
}
_X11_OFFSET: Final = 8
_PLACES: Final[dict[int, tuple[str, str]]] = dict(
    zip(_EVDEV, zip(US_PLAIN, US_SHIFTED, strict=True), strict=True)
)
_APPLE: Final[dict[int, str]] = {
    code: sign
    for sign, code in zip(
        US_PLAIN,
        (
            50, 18, 19, 20, 21, 23, 22, 26, 28, 25, 29, 27, 24,
            12, 13, 14, 15, 17, 16, 32, 34, 31, 35, 33, 30, 42,
            0, 1, 2, 3, 5, 4, 38, 40, 37, 41, 39,
            6, 7, 8, 9, 11, 45, 46, 43, 47, 44,
        ),
        strict=True,
    )
}  # fmt: skip
_SHIFT: Final[dict[str, str]] = dict(zip(US_PLAIN, US_SHIFTED, strict=True))


def us_sign(platform: str, *, scan_code: int, virtual_key: int, shifted: bool) -> str:
    """Return the sign that a US keyboard gives for a key, empty where the platform does not tell its place.

    `platform` is the name of Qt's platform plugin; `shifted` is of the shift key alone, never of caps lock.
    """
    if platform == "cocoa":
        sign = _APPLE.get(virtual_key, "")
        return _SHIFT.get(sign, "") if shifted else sign
    code = scan_code & 0xFF if platform == "windows" else scan_code - _X11_OFFSET
    if scan_code <= 0:
        return ""
    if code == 57:
        return " "
    digit = _KEYPAD.get(code, "")
    plain, upper = _PLACES.get(code, (digit, digit))
    return upper if shifted else plain


@dataclass(frozen=True, slots=True)
class Layout:
    """A keyboard layout as far as a US scanner meets it: what each key gives, in the order of the US keys.

    `also` are signs that come instead on other systems, with what was sent for them.
    """

    name: str
    plain: str
    shifted: str
    also: tuple[tuple[str, str], ...] = ()

    @property
    def from_us(self) -> Mapping[str, str]:
        """What becomes of each sign that a scanner sends as a US keyboard."""
        return dict(zip(US_PLAIN + US_SHIFTED + " ", self.plain + self.shifted + " ", strict=True))

    @property
    def to_us(self) -> Mapping[str, str]:
        """Which sign was sent for each that came."""
        return {came: sent for sent, came in reversed(tuple(self.from_us.items()))} | dict(self.also)

    def gives(self, sent: str, came: str) -> bool:
        """Tell whether the key of the US sign `sent` can give `came`."""
        return self.from_us.get(sent) == came or (came, sent) in self.also


US: Final = Layout(N_("US"), US_PLAIN, US_SHIFTED)
LAYOUTS: Final = (
    US,
    Layout(
        N_("UK"),
        "`1234567890-=qwertyuiop[]#asdfghjkl;'zxcvbnm,./",
        '¬!"£$%^&*()_+QWERTYUIOP{}~ASDFGHJKL:@ZXCVBNM<>?',
    ),
    Layout(
        N_("German"),
        "^1234567890ß´qwertzuiopü+#asdfghjklöäyxcvbnm,.-",
        "°!\"§$%&/()=?`QWERTZUIOPÜ*'ASDFGHJKLÖÄYXCVBNM;:_",
    ),
    Layout(
        N_("French"),
        "²&é\"'(-è_çà)=azertyuiop^$*qsdfghjklmùwxcvbn,;:!",
        "~1234567890°+AZERTYUIOP¨£µQSDFGHJKLM%WXCVBN?./§",
    ),
    Layout(
        N_("Serbian Latin"),
        "‚1234567890'+qwertzuiopšđžasdfghjklčćyxcvbnm,.-",
        '~!"#$%&/()=?*QWERTZUIOPŠĐŽASDFGHJKLČĆYXCVBNM;:_',
    ),
    Layout(
        N_("Serbian Cyrillic"),
        "`1234567890'+љњертзуиопшђжасдфгхјклчћѕџцвбнм,.-",
        '~!"#$%&/()=?*ЉЊЕРТЗУИОПШЂЖАСДФГХЈКЛЧЋЅЏЦВБНМ;:_',
        also=(("ж", "z"), ("Ж", "Z")),  # under X11; the stroke that Windows has there is in no identifier
    ),
)


def layouts_between(sent: str, came: str) -> tuple[Layout, ...]:
    """Return the layouts that make `came` of the US keys `sent`."""
    pairs = tuple(zip(sent, came, strict=False))
    if len(sent) != len(came):
        return ()
    return tuple(layout for layout in LAYOUTS if all(layout.gives(s, c) for s, c in pairs))


def layouts_giving(came: str) -> tuple[Layout, ...]:
    """Return the layouts on which a US scanner's keys can have given `came`."""
    return tuple(layout for layout in LAYOUTS if all(sign in layout.to_us for sign in came))
