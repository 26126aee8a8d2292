"""The sealing key of this laptop: where it lies, made on first use, opened once for the session."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from handover_desktop.domain.errors import Code, DomainError
from handover_desktop.domain.seals import Certificate
from handover_desktop.paths import make_folder, write_atomically

if TYPE_CHECKING:
    from handover_desktop.protocol.seal.keys import SigningKey

_FILE = "seal.p12"
_DEMO_FILE = "seal-demo.p12"
_CARD_FILE = "seal-card.json"
_OWNER_ONLY = 0o600
_FOLDER_MODE = 0o700


@dataclass(frozen=True, slots=True)
class KeyName:
    """What a new certificate says of its owner; `organisation` may be empty."""

    common_name: str
    organisation: str


class Keyring:
    """The keys of one folder. The demo has its own, so that a real seal never stands on a demo."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._passphrase = ""
        self._opened: dict[str, tuple[bytes, SigningKey]] = {}

    def unlock(self, passphrase: str) -> None:
        """Use this passphrase, or the PIN of the card, from now on."""
        self._passphrase = passphrase

    def path(self, *, demo: bool) -> Path:
        """Return where the key lies."""
        return self._folder / (_DEMO_FILE if demo else _FILE)

    def has_key(self, *, demo: bool) -> bool:
        """Tell whether there is a key, in a file or by a card."""
        return self.path(demo=demo).exists() or (not demo and self._card.exists())

    def make(self, name: KeyName, *, demo: bool, at: datetime) -> None:
        """Make a key where there is none."""
        from handover_desktop.protocol.seal.keys import make_key

        if not self.has_key(demo=demo):
            self._write(
                self.path(demo=demo),
                make_key(common_name=name.common_name, organisation=name.organisation, at=at),
            )

    def renew(self, name: KeyName, *, at: datetime) -> None:
        """Put a new key in the place of the present one, under the same passphrase, and keep that beside it."""
        from handover_desktop.protocol.seal.keys import make_key, protect_key

        path = self.path(demo=False)
        present = _read(path)
        made = make_key(common_name=name.common_name, organisation=name.organisation, at=at)
        if self._passphrase:
            made = protect_key(made, "", self._passphrase, name=path.name)
        kept = f"{path.stem}-{hashlib.sha256(present).hexdigest()[:16]}{path.suffix}"
        self._write(path.with_name(kept), present)
        self._write(path, made)

    @contextmanager
    def opened(self, *, demo: bool) -> Iterator[SigningKey]:
        """Open the key for a block; a file is read once for the session, a card each time.

        Raises DomainError SEAL_KEY_LOCKED, SEAL_KEY_DAMAGED or CARD_NOT_USABLE.
        """
        if not demo and self._card.exists():
            from handover_desktop.protocol.seal.keys import open_card

            library, label = self._read_card()
            with open_card(library, self._passphrase, label=label) as key:
                yield key
        else:
            yield self._open_file(self.path(demo=demo))

    def replace(self, content: bytes, passphrase: str, *, name: str) -> Certificate:
        """Put the PKCS#12 file `content` in the place of this laptop's key, under the same passphrase.

        Raises DomainError KEY_LOCKED or KEY_UNREADABLE; the present key is then kept.
        """
        from handover_desktop.protocol.seal.keys import open_key

        certificate = open_key(content, passphrase, name=name).certificate
        self._write(self.path(demo=False), content)
        self._card.unlink(missing_ok=True)
        self._passphrase = passphrase
        return certificate

    def use_card(self, library: Path, pin: str, *, label: str) -> Certificate:
        """Seal with the key of a card from now on; raise CARD_NOT_USABLE. The key in the file is kept, unused."""
        from handover_desktop.protocol.seal.keys import open_card

        with open_card(library, pin, label=label) as key:
            certificate = key.certificate
        described = json.dumps({"library": str(library), "label": label})
        self._write(self._card, described.encode())
        self._passphrase = pin
        return certificate

    def protect(self, new: str) -> None:
        """Put the key under another passphrase, empty for none; the present one was given to `unlock`."""
        from handover_desktop.protocol.seal.keys import protect_key

        path = self.path(demo=False)
        with self.opened(demo=False):
            self._write(path, protect_key(_read(path), self._passphrase_of(path), new, name=path.name))
        self._passphrase = new

    def export(self, passphrase: str) -> bytes:
        """Return the key and its certificate as PKCS#12 under `passphrase`; raises as `opened`."""
        from handover_desktop.protocol.seal.keys import protect_key

        path = self.path(demo=False)
        with self.opened(demo=False):
            return protect_key(_read(path), self._passphrase_of(path), passphrase, name=path.name)

    @property
    def is_card(self) -> bool:
        """Whether this laptop seals with a card."""
        return self._card.exists()

    @property
    def _card(self) -> Path:
        return self._folder / _CARD_FILE

    def _read_card(self) -> tuple[Path, str]:
        try:
            described = json.loads(_read(self._card))
            return Path(described["library"]), str(described["label"])
        except (ValueError, TypeError, KeyError) as wrong:
            raise DomainError(Code.SEAL_KEY_DAMAGED, path=self._card, detail=str(wrong)) from wrong

    def _open_file(self, path: Path) -> SigningKey:
        from handover_desktop.protocol.seal.keys import open_key

        content = _read(path)
        known = self._opened.get(path.name)
        if known is not None and known[0] == content:
            return known[1]
        try:
            key = open_key(content, self._passphrase_of(path), name=path.name)
        except DomainError as refused:
            if refused.code is Code.KEY_LOCKED:
                raise DomainError(Code.SEAL_KEY_LOCKED) from refused
            raise DomainError(Code.SEAL_KEY_DAMAGED, path=path, detail="PKCS#12") from refused
        self._opened[path.name] = (content, key)
        return key

    def _passphrase_of(self, path: Path) -> str:
        return "" if path.name == _DEMO_FILE else self._passphrase

    def _write(self, path: Path, content: bytes) -> None:
        make_folder(self._folder, mode=_FOLDER_MODE)
        write_atomically(path, content, mode=_OWNER_ONLY)
        self._opened.pop(path.name, None)


def _read(path: Path) -> bytes:
    """Read a key file, and take away what others may do with it, as after a copy from elsewhere."""
    try:
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & ~_OWNER_ONLY:
            path.chmod(_OWNER_ONLY)
        return path.read_bytes()
    except OSError as fault:
        raise DomainError(Code.SEAL_KEY_DAMAGED, path=path, detail=fault.strerror) from fault
