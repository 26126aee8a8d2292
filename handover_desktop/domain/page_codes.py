"""What the code of a page says, and how what was read of it is understood.

A payload is `AH1:<kind>[.<part>]:<number>:<page>/<pages>:<digest>:<check>`, all in the alphanumeric set of QR codes
(ISO/IEC 18004), where a sign takes five and a half bits.

- `AH1` is the version of this form: a reader leaves alone what begins otherwise.
- Signs of a number that the set lacks are written as % and their UTF-8 bytes in hex.
- The digest is shortened to 80 bits, 16 signs. It need not prove who printed a page, since anyone can copy a code. It
  has to keep pages of other contents apart: by chance that fails once in 10^24 pairs, and someone who wants another
  content under the same number has to try 2^80 of them.
- The check (CRC-16) tells a misread page number from a right one, beyond the error correction of the code itself.
"""

from __future__ import annotations

import base64
import binascii
import enum
import re
from dataclasses import dataclass

VERSION = "AH1"
_DIGITS = 20
"""How many hex digits of the digest a code has: 80 bits."""

_MOST_SIGNS = 300
_MOST_PAGES = 99_999
_PLAIN = re.compile(r"[A-Z0-9 $*+./-]")
_PAYLOAD = re.compile(
    rf"{VERSION}:([PXBC])(?:\.([^:]+))?:([^:]+):([1-9][0-9]*)/([1-9][0-9]*):([A-Z2-7]{{16}}):([0-9A-F]{{4}})"
)


class PageKind(enum.StrEnum):
    """What a page belongs to: a protocol, the extract of a unit, a blank form, or a copy of a protocol."""

    PROTOCOL = "P"
    EXTRACT = "X"
    BLANK = "B"
    COPY = "C"


@dataclass(frozen=True, slots=True)
class PageCode:
    """What the code of a page says. `page` counts from 1; `digest` is hex, of which a code keeps 20 digits.

    `number` is that of the protocol, or the reference of a blank form. `part` tells papers of one number apart: the
    unit of an extract, the number of a copy.
    """

    kind: PageKind
    number: str
    page: int
    pages: int
    digest: str
    part: str = ""

    @property
    def payload(self) -> str:
        """The text of the code; raise ValueError for an empty number or a digest that is too short."""
        if not self.number or len(self.digest) < _DIGITS:
            raise ValueError("a code needs a number and a digest")
        part = f".{_quote(self.part)}" if self.part else ""
        digest = base64.b32encode(bytes.fromhex(self.digest[:_DIGITS])).decode()
        text = f"{VERSION}:{self.kind.value}{part}:{_quote(self.number)}:{self.page}/{self.pages}:{digest}"
        return f"{text}:{_check(text)}"

    def belongs_to(self, digest: str) -> bool:
        """Tell whether the page was printed from the content with this digest."""
        return digest.startswith(self.digest[:_DIGITS])


def read_payload(text: str) -> PageCode | None:
    """Understand the text of a code; None for one that is not ours, or that was misread."""
    if len(text) > _MOST_SIGNS or not text.startswith(VERSION):
        return None
    found = _PAYLOAD.fullmatch(text)
    if found is None or _check(text[:-5]) != found[7]:
        return None
    kind, part, number, page, pages, digest, _checked = found.groups()
    if not int(page) <= int(pages) <= _MOST_PAGES:
        return None
    try:
        texts = _unquote(number), _unquote(part or "")
    except ValueError:
        return None
    return PageCode(PageKind(kind), texts[0], int(page), int(pages), base64.b32decode(digest).hex(), texts[1])


def _check(text: str) -> str:
    return f"{binascii.crc_hqx(text.encode('ascii', 'replace'), 0):04X}"


def _quote(text: str) -> str:
    return "".join(
        sign if _PLAIN.fullmatch(sign) else "".join(f"%{byte:02X}" for byte in sign.encode("utf-8"))
        for sign in text
    )


def _unquote(text: str) -> str:
    """Return the text that was quoted; raise ValueError where it was not quoted like this."""
    raw, at = bytearray(), 0
    while at < len(text):
        if text[at] == "%":
            raw += bytes.fromhex(text[at + 1 : at + 3])
            at += 3
        else:
            raw += text[at].encode("ascii")
            at += 1
    found = raw.decode("utf-8")
    if _quote(found) != text:
        raise ValueError("not quoted like this")
    return found
