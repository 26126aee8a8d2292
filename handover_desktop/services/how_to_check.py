"""How a recipient checks a sealed protocol: the same text in the help and beside the file that is given away."""

from __future__ import annotations

from collections.abc import Iterable

from handover_desktop.domain.seals import Certificate
from handover_desktop.domain.texts import N_
from handover_desktop.i18n import Translator
from handover_desktop.services.reports import describe_certificate

HOW_TO_CHECK = (
    N_(
        "Choose “Verify a protocol…” in the File menu, or drop a protocol on the window. Each question is "
        "answered apart: is the file unchanged, whose seal is it, does this register know it."
    ),
    N_(
        "A seal of another laptop is not trusted until you import its certificate. Compare the fingerprint "
        "with its owner first, by telephone or on paper, not by the mail that brought the file."
    ),
    N_(
        "A file that is cut back to an earlier state is whole in itself. Only the register that gave it out "
        "can tell that later signatures are missing."
    ),
    N_(
        "Whether a protocol was voided later cannot be seen in its file. Only the register that issued it can tell; "
        "the protocol that replaces it names it on its cover."
    ),
    N_(
        "Without this program: an ordinary PDF reader shows the seal. It will say that the identity is "
        "unknown until the certificate is imported there; that says nothing about the file."
    ),
    N_(
        "Look in the reader for “not changed since it was signed” on the seal itself. Some tools, pdfsig "
        "among them, call every signature valid though something was added behind it: they check each "
        "signature, and not what came after. They alone are no judge."
    ),
    N_(
        "The attached file snapshot.json can be saved with any reader. Its SHA-256 (sha256sum, or certutil "
        "-hashfile on Windows) is the digest that the cover prints."
    ),
    N_(
        "The time of the seal is the clock of the laptop that made it; no authority vouches for it. The "
        "printed pages with ink remain the originals."
    ),
)


def how_to_check(
    translators: Iterable[Translator], *, number: str, digest: str, sha256: str, certificate: Certificate
) -> str:
    """Return what a recipient needs to know, in each language; `sha256` is of the file."""
    parts = []
    for _ in translators:
        facts = [
            _("Protocol {number}, digest {digest}", number=number, digest=digest),
            _("SHA-256 of the file: {sha256}", sha256=sha256),
            *describe_certificate(certificate, _),
        ]
        parts.append("\n\n".join(("\n".join(facts), *(_(text) for text in HOW_TO_CHECK))))
    return f"\n\n{'=' * 72}\n\n".join(parts) + "\n"
