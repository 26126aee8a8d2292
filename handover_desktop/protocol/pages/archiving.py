"""The finished file, as PDF/A-3 asks for it (ISO 19005-3): its data attached, its properties said twice alike.

Up to `TAGGED_LINES` lines it is also tagged (level A, and ISO 14289-1). The same input gives the same bytes.
"""

from __future__ import annotations

import functools
import io
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from handover_desktop.domain.seals import SEAL_FIELD
from handover_desktop.protocol.layout.pen import Pen
from handover_desktop.protocol.layout.shaping import LRM, RLM
from handover_desktop.protocol.layout.tagging import add_fields, connect_structure
from handover_desktop.protocol.pages.cover import title_of
from handover_desktop.protocol.pages.manuscript import Manuscript

SNAPSHOT_NAME = "snapshot.json"
DIGEST_PREFIX = "SHA-256 "
EXTRACT_PREFIX = "Extract of SHA-256 "
"""The first words of the keywords: behind them stands the digest, and in an extract the code of its unit."""


TAGGED_LINES = 300
"""Documents of more lines are not tagged: each cell is an object then, and judging a seal walks them all (72
lines 0.4 s, 1,000 lines 4.5 s, 10,000 lines 44 s and 1 GB), while nobody has a thousand lines read out."""


@dataclass(frozen=True, slots=True)
class _Properties:
    """What a document says of itself; empty texts are left out."""

    title: str
    subject: str
    keywords: str
    program: str
    language: str
    made: datetime | None


def archive(pdf: bytes, script: Manuscript, pen: Pen, *, unit: str = "") -> bytes:
    """Return `pdf`, which `pen` drew, as an archive file; a final protocol gets the canonical snapshot as its data.

    The extract for a receiving unit, the code of which is `unit`, shows a part alone, and so must not carry all of it.
    """
    properties = _properties(script, unit)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        _set_info(document, properties)
        root.Metadata = document.make_stream(
            _packet(properties, tagged=pen.structure is not None), Type=Name.Metadata, Subtype=Name.XML
        )
        root.OutputIntents = Array([_output_intent(document)])
        root.Lang = String(properties.language)
        root.PageMode = Name.UseNone
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        if not script.draft:
            if not unit:
                _attach(document, script.data)
            add_fields(document, pen, seal=SEAL_FIELD)
        if pen.has_arabic:
            _name_letters(document)
        if pen.objects:
            connect_structure(document, pen.objects)
        target = io.BytesIO()
        document.save(
            target,
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return target.getvalue()


def _properties(script: Manuscript, unit: str) -> _Properties:
    _, snapshot = script.tongues, script.snapshot
    title = f"{_('Extract for a receiving unit')[0]} {unit}:" if unit else title_of(script)[0]
    digest = f"{EXTRACT_PREFIX}{script.digest} {unit}" if unit else DIGEST_PREFIX + script.digest
    number = snapshot.reference if script.draft else snapshot.number
    return _Properties(
        f"{title} {number}".strip(RLM + LRM),
        number,
        "" if script.draft else digest,
        snapshot.program,
        _.languages[0],
        None if script.draft else snapshot.finalised_at,
    )


def _set_info(document: pikepdf.Pdf, said: _Properties) -> None:
    info = document.docinfo
    for key in list(info.keys()):
        del info[key]
    info["/Title"] = said.title
    info["/Subject"] = said.subject
    info["/Producer"] = said.program
    if said.keywords:
        info["/Keywords"] = said.keywords
    if said.made:
        info["/CreationDate"] = info["/ModDate"] = _pdf_date(said.made)


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>{level}</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{program}</pdf:Producer>
{more}</rdf:Description>
{accessible}</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""

_ACCESSIBLE = """<rdf:Description rdf:about=""
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the document keeps to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""What says that the file is accessible; PDF/A wants the terms for it declared in the file itself."""


def _packet(said: _Properties, *, tagged: bool) -> bytes:
    """Return the properties as an XMP packet (ISO 16684-1), written here: libraries cannot declare the terms."""
    more = f"<pdf:Keywords>{escape(said.keywords)}</pdf:Keywords>\n" if said.keywords else ""
    if said.made:
        moment = said.made.isoformat(timespec="seconds")
        more += f"<xmp:CreateDate>{moment}</xmp:CreateDate>\n<xmp:ModifyDate>{moment}</xmp:ModifyDate>\n"
    text = _PACKET.format(
        level="A" if tagged else "B",
        title=escape(said.title),
        subject=escape(said.subject),
        language=said.language,
        program=escape(said.program),
        more=more,
        accessible=_ACCESSIBLE if tagged else "",
    )
    return text.encode()


def _output_intent(document: pikepdf.Pdf) -> Dictionary:
    profile = document.make_stream(_srgb_profile(), N=3)
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )


@functools.cache
def _srgb_profile() -> bytes:
    """Return the ICC profile of sRGB, without the moment at which it was made."""
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    dated = slice(24, 36)
    no_date = bytes((7, 208, 0, 1, 0, 1)) + bytes(6)
    return profile[: dated.start] + no_date + profile[dated.stop :]


def _attach(document: pikepdf.Pdf, content: bytes) -> None:
    document.attachments[SNAPSHOT_NAME] = pikepdf.AttachedFileSpec(
        document,
        content,
        filename=SNAPSHOT_NAME,
        mime_type="application/json",
        relationship=Name.Data,
        creation_date="",
        mod_date="",
    )


_FORM_OF = re.compile(rb"(<[0-9A-F]{2}> )<(F[BCDE][0-9A-F]{2})>")


def _name_letters(document: pikepdf.Pdf) -> None:
    """Let the fonts say which letters the forms of Arabic stand for, so that a search finds the words."""
    fonts = {
        font.objgen: font for page in document.pages for font in page.obj.Resources.Font.as_dict().values()
    }
    for font in fonts.values():
        meaning = font.ToUnicode.read_bytes()
        letters = _FORM_OF.sub(lambda found: found[1] + _letters_of(found[2]), meaning)
        if letters != meaning:
            font.ToUnicode.write(letters)


def _letters_of(form: bytes) -> bytes:
    """Return the letter behind a presentation form as UTF-16 in hex.

    A ligature stays: readers turn Arabic around letter by letter.
    """
    letters = unicodedata.normalize("NFKC", chr(int(form, 16))).strip()
    if len(letters) != 1:
        return b"<" + form + b">"
    return b"<" + letters.encode("utf-16-be").hex().upper().encode() + b">"


def _pdf_date(moment: datetime) -> str:
    """Return a moment in the form of ISO 32000-1, 7.9.4."""
    offset = moment.strftime("%z") or "+0000"
    return f"D:{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"
