"""Files that a PDF carries within it, taken out within bounds; the PDF may be hostile."""

from __future__ import annotations

import zlib

import pikepdf

MALFORMED = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    pikepdf.DataDecodingError,
    AttributeError,
    LookupError,
    OSError,
    TypeError,
    ValueError,
    zlib.error,
)
"""What pikepdf raises where a file is damaged, encrypted, or has something else where an object is expected."""

_MOST_BYTES = 256_000_000

pikepdf.settings.set_qpdf_limits(
    flate_max_memory=_MOST_BYTES,
    png_max_memory=_MOST_BYTES,
    run_length_max_memory=_MOST_BYTES,
    max_stream_filters=4,
)


def attached_file(document: pikepdf.Pdf, name: str, *, most: int) -> bytes | None:
    """Return the attachment called `name`; None where there is none, it is damaged, or longer than `most` bytes.

    Raises one of MALFORMED where the file has something else in its place.
    """
    attached = document.attachments.get(name)
    if attached is None:
        return None
    stream = attached.obj.EF.F
    kind = stream.get("/Filter")
    raw = bytes(stream.read_raw_bytes())
    if kind is None:
        return raw if len(raw) <= most else None
    if kind != pikepdf.Name.FlateDecode or "/DecodeParms" in stream:
        return None
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(raw, most)
    except zlib.error:
        return None
    return found if unpacking.eof else None
