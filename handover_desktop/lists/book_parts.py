"""The small parts of an XLSX file: what it holds, what its sheets are named, how its cells are shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"

TEXT = "@"
"""The number format of a text, and its number in every file."""
_TEXT_NUMBER = 49
_FIRST_OWN = 164


@dataclass(slots=True)
class Styles:
    """The formats in use, each with its number in the file; 0 is plain, 1 the heading."""

    known: dict[tuple[str, bool], int] = field(default_factory=dict)

    def number(self, form: str, *, wrap: bool = False) -> int:
        """Return the number of the style for a number format, with line breaks shown where `wrap` is set."""
        return self.known.setdefault((form, wrap), len(self.known) + 2)


def content_types(sheets: int) -> str:
    """Return what each part of a file with so many sheets is."""
    named = {
        f"/xl/worksheets/sheet{number}.xml": f"{_SHEETS}.worksheet+xml" for number in range(1, sheets + 1)
    }
    named |= {
        "/xl/workbook.xml": f"{_SHEETS}.sheet.main+xml",
        "/xl/styles.xml": f"{_SHEETS}.styles+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    each = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in named.items())
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{each}</Types>'
    )


def book_parts(
    names: Sequence[str], spans: Sequence[str], styles: Styles, *, title: str, written_at: datetime | None
) -> dict[str, str]:
    """Return the parts besides the sheets by name; `spans` are the areas that the sheets fill, such as A1:Z20."""
    sheets = {f"worksheets/sheet{number}.xml": "worksheet" for number in range(1, len(names) + 1)}
    return {
        "xl/workbook.xml": _workbook(names, spans),
        "xl/styles.xml": _style_sheet(styles),
        "xl/_rels/workbook.xml.rels": _relations(
            {target: f"{_DOCUMENT}/{kind}" for target, kind in (sheets | {"styles.xml": "styles"}).items()}
        ),
        "docProps/core.xml": _properties(title, written_at),
        "_rels/.rels": _relations(
            {
                "xl/workbook.xml": f"{_DOCUMENT}/officeDocument",
                "docProps/core.xml": f"{_PACKAGE}/relationships/metadata/core-properties",
            }
        ),
    }


def _relations(targets: dict[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _workbook(names: Sequence[str], spans: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, 1)
    )
    areas = "".join(
        _areas(place, name, span) for place, (name, span) in enumerate(zip(names, spans, strict=True))
    )
    return (
        f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{_DOCUMENT}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{sheets}</sheets><definedNames>{areas}</definedNames></workbook>"
    )


def _areas(place: int, name: str, span: str) -> str:
    """Return the names that spreadsheets give to a filtered area, and to the heading that each printed page repeats."""
    sheet, area = escape(f"'{name}'"), re.sub(r"([A-Z]+)([0-9]+)", r"$\1$\2", span)
    return (
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{place}" hidden="1">{sheet}!{area}</definedName>'
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{place}">{sheet}!$1:$1</definedName>'
    )


def _properties(title: str, written_at: datetime | None) -> str:
    written = ""
    if written_at is not None:
        moment = written_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        written = "".join(
            f'<dcterms:{what} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{what}>'
            for what in ("created", "modified")
        )
    said = f"<dc:title>{escape(title)}</dc:title>" if title else ""
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{said}<dc:creator>Handover</dc:creator>'
        f"{written}</cp:coreProperties>"
    )


_LOOKS = (
    '<fonts count="2"><font><sz val="10"/><name val="Arial"/></font>'
    '<font><b/><sz val="10"/><name val="Arial"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE8ECEF"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
)
_PLAIN_AND_HEADING = (
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" '
    'applyFill="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>'
)


def _style_sheet(styles: Styles) -> str:
    own = dict.fromkeys(form for form, _wrap in styles.known if form != TEXT)
    codes = {form: number for number, form in enumerate(own, _FIRST_OWN)}
    forms = "".join(
        f'<numFmt numFmtId="{number}" formatCode={quoteattr(form)}/>' for form, number in codes.items()
    )
    cells = "".join(
        f'<xf numFmtId="{codes.get(form, _TEXT_NUMBER)}" fontId="0" fillId="0" borderId="0" xfId="0" '
        f'applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="{int(wrap)}"/></xf>'
        for form, wrap in styles.known
    )
    return (
        f'{DECLARATION}<styleSheet xmlns="{MAIN}">'
        + (f'<numFmts count="{len(codes)}">{forms}</numFmts>' if codes else "")
        + f'{_LOOKS}<cellXfs count="{len(styles.known) + 2}">{_PLAIN_AND_HEADING}{cells}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
