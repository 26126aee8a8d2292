"""The visual language: tokens, fonts and colours of the window, and how they are put on an application."""

from __future__ import annotations

import enum
import json
import string
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtCore import Qt  # not before the first paint: its enumerations alone take 50 ms

FAMILY: Final = "Inter"
MORE_FAMILY: Final = "DejaVu Sans Condensed"
MONO_FAMILY: Final = "DejaVu Sans Mono"
STYLE: Final = ("-style", "fusion")
"""Arguments for QApplication: the style looks the same on every platform, and costs nothing when asked for there."""
_HALF: Final = 128
TARGET: Final = 44
"""The least height in pixels of what people press while they check and sign."""


class ThemeChoice(enum.StrEnum):
    """What the user asked for; SYSTEM follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    OUTDOOR = "outdoor"


class TextStyle(enum.IntEnum):
    """The type scale; the value is the size in device-independent pixels, where a theme has no larger one."""

    CAPTION = 12
    BODY = 14
    LARGE = 16
    TITLE = 20
    DISPLAY = 28
    HUGE = 40


class Colours(NamedTuple):
    """The colours of a theme. `good`, `amber` and `red` belong to outcomes alone.

    `paper` and `ink` are the same in every theme: what is signed looks like a sheet. Before the first paint a
    dataclass of so many fields takes five times as long to make.
    """

    window: QColor
    surface: QColor
    sunken: QColor
    raised: QColor
    text: QColor
    muted: QColor
    hairline: QColor
    control: QColor
    disabled: QColor
    accent: QColor
    on_accent: QColor
    accent_soft: QColor
    focus: QColor
    selection: QColor
    on_selection: QColor
    good: QColor
    good_soft: QColor
    amber: QColor
    amber_soft: QColor
    red: QColor
    red_soft: QColor
    on_outcome: QColor
    paper: QColor
    ink: QColor


@dataclass(frozen=True, slots=True)
class Theme:
    """One look of the window. `hairline`, `radius` and `sizes` (of type) are in device-independent pixels."""

    name: str
    dark: bool
    hairline: int
    radius: int
    unit: int
    sizes: Mapping[TextStyle, int]
    colours: Colours

    def space(self, steps: float) -> int:
        """Return `steps` times the unit of space, in pixels."""
        return round(steps * self.unit)

    def scaled(self, pixels: int) -> int:
        """Return a length that goes with the type; `pixels` is that at its usual size."""
        return pixels * self.sizes[TextStyle.BODY] // TextStyle.BODY

    def font(self, style: TextStyle = TextStyle.BODY, *, strong: bool = False) -> QFont:
        """Return the window's face, with figures of equal width."""
        font = QFont(FAMILY)
        font.setPixelSize(self.sizes[style])
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        font.setFeature(QFont.Tag("tnum"), 1)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def mono(self, style: TextStyle = TextStyle.BODY, *, strong: bool = False) -> QFont:
        """Return the face for identifiers, in which 0 and O, 1, I and l differ."""
        font = QFont(MONO_FAMILY)
        font.setPixelSize(self.sizes[style])
        font.setWeight(QFont.Weight.Bold if strong else QFont.Weight.Normal)
        return font


def load_theme(resources: Path, name: str) -> Theme:
    """Read the tokens of the theme `name`; raise KeyError or ValueError for a missing or unknown one."""
    tokens = json.loads((resources / "themes" / f"{name}.json").read_text(encoding="utf-8"))
    sizes = {style: tokens["type_scale"][style.name.lower()] for style in TextStyle}
    if any(size < style for style, size in sizes.items()):
        raise ValueError(f"type scale of {name}")
    expected = set(Colours._fields)
    if expected != set(tokens["colours"]):
        raise ValueError(f"colours of {name}: {sorted(expected ^ set(tokens['colours']))}")
    colours = Colours(**{key: QColor(value) for key, value in tokens["colours"].items()})
    return Theme(
        tokens["name"],
        tokens["dark"],
        tokens["hairline"],
        tokens["radius"],
        tokens["space"],
        sizes,
        colours,
    )


_FIRST_FACE: Final = "Inter-Regular.otf"
_MORE_FACES: Final = (
    "Inter-SemiBold.otf",
    "DejaVuSansMono.ttf",
    "DejaVuSansMono-Bold.ttf",
    "DejaVuSansCondensed.ttf",
    "DejaVuSansCondensed-Bold.ttf",
)


def load_more_fonts(resources: Path) -> None:
    """Make the other faces known: what the first paint does without. The last ones write what the window's own
    has no letters for. Raises FileNotFoundError when one cannot be used.
    """
    if MORE_FAMILY in QFont.substitutes(FAMILY):
        return
    for file in _MORE_FACES:
        _load_face(resources, file)
    QFont.insertSubstitution(FAMILY, MORE_FAMILY)


def _load_face(resources: Path, file: str) -> None:
    if QFontDatabase.addApplicationFont(str(resources / "fonts" / file)) < 0:
        raise FileNotFoundError(resources / "fonts" / file)


def palette_of(theme: Theme) -> QPalette:
    """Return the palette of `theme`, with its disabled colours."""
    c = theme.colours
    role = QPalette.ColorRole
    palette = QPalette()
    for key, colour in (
        (role.Window, c.window),
        (role.WindowText, c.text),
        (role.Base, c.surface),
        (role.AlternateBase, c.raised),
        (role.Text, c.text),
        (role.Button, c.surface),
        (role.ButtonText, c.text),
        (role.BrightText, c.on_accent),
        (role.Highlight, c.selection),
        (role.HighlightedText, c.on_selection),
        (role.Link, c.accent),
        (role.LinkVisited, c.accent),
        (role.ToolTipBase, c.text),
        (role.ToolTipText, c.window),
        (role.PlaceholderText, c.muted),
        (role.Light, c.raised),
        (role.Midlight, c.hairline),
        (role.Mid, c.hairline),
        (role.Dark, c.control),
        (role.Shadow, c.control),
        (role.Accent, c.accent),
    ):
        palette.setColor(key, colour)
    for key in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, c.disabled)
    return palette


def stylesheet_of(theme: Theme, resources: Path) -> str:
    """Return the style sheet with the tokens of `theme` filled in."""
    template = string.Template((resources / "themes" / "window.qss").read_text(encoding="utf-8"))
    colours = {name: colour.name() for name, colour in theme.colours._asdict().items()}
    images = (resources / "themes" / "images").as_posix()
    return template.substitute(
        colours,
        hairline_width=f"{theme.hairline}px",
        focus_width=f"{theme.hairline + 1}px",
        radius=f"{theme.radius}px",
        images=images,
        theme=theme.name,
        **{style.name.lower(): f"{size}px" for style, size in theme.sizes.items()},
    )


def apply_theme(app: QApplication, theme: Theme, resources: Path) -> None:
    """Put palette, font and style sheet on the whole application, which was started with `STYLE`."""
    app.setPalette(palette_of(theme))
    app.setFont(theme.font())
    app.setStyleSheet(stylesheet_of(theme, resources))


class Look(QObject):
    """The look of the running application; widgets take it as their first argument and follow it.

    It brings one face of the window; `load_more_fonts` brings the others.

    *Signals:* `changed()` after another theme was put on.
    """

    changed = Signal()

    def __init__(self, app: QApplication, resources: Path, choice: ThemeChoice = ThemeChoice.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        self.resources = resources
        _load_face(resources, _FIRST_FACE)
        self._themes = {
            name: load_theme(resources, name)
            for name in (ThemeChoice.LIGHT, ThemeChoice.DARK, ThemeChoice.OUTDOOR)
        }
        self._system_is_dark = app.palette().window().color().lightness() < _HALF
        self._theme = self._wanted()
        apply_theme(app, self._theme, resources)
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def theme(self) -> Theme:
        """The theme that is shown."""
        return self._theme

    @property
    def choice(self) -> ThemeChoice:
        """What the user asked for."""
        return self._choice

    def choose(self, choice: ThemeChoice) -> None:
        """Show the theme that `choice` names."""
        self._choice = choice
        self._put_on()

    def _wanted(self) -> Theme:
        if self._choice is not ThemeChoice.SYSTEM:
            return self._themes[self._choice]
        return self._themes[ThemeChoice.DARK if self._system_is_dark else ThemeChoice.LIGHT]

    def _put_on(self) -> None:
        wanted = self._wanted()
        if wanted is self._theme:
            return
        self._theme = wanted
        apply_theme(self._app, wanted, self.resources)
        self.changed.emit()

    def _follow_system(self, scheme: Qt.ColorScheme) -> None:
        self._system_is_dark = scheme.name == "Dark"
        if self._choice is ThemeChoice.SYSTEM:
            self._put_on()
