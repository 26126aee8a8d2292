"""Where fonts, icons, catalogues and themes lie: in a checkout and in an installed or packaged program."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent
_INSTALLED: Final = _PACKAGE / "_resources"
_CHECKOUT: Final = _PACKAGE.parent / "resources"


def resource_path(*parts: str) -> Path:
    """Return the path of a resource, such as `resource_path("fonts", "DejaVuSans.ttf")`.

    Raises FileNotFoundError with the path in its text where the installation lacks it.
    """
    folder = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
    path = folder.joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"this installation is incomplete, it lacks the resource {path}")
    return path
