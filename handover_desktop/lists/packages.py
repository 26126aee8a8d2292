"""Opens the parts of an office package, and follows the relations between them (ECMA-376, part 2)."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Collection, Mapping
from typing import IO

from handover_desktop.lists.limits import Meter
from handover_desktop.lists.xml_parts import End, Start, parse_xml


class Package:
    """The parts of one workbook, whose names differ in case from one program to the other.

    Raises zipfile.BadZipFile, KeyError, ValueError or expat.ExpatError for a damaged one, and TooLarge.
    """

    def __init__(self, data: bytes, meter: Meter) -> None:
        self._package = zipfile.ZipFile(io.BytesIO(data))
        self._meter = meter
        meter.expect(octets=sum(entry.file_size for entry in self._package.infolist()))
        self._names = {
            name.casefold().replace("\\", "/").lstrip("/"): name for name in self._package.namelist()
        }

    def open(self, part: str) -> IO[bytes]:
        """Open a part."""
        return self._package.open(self._names[part.casefold()])

    def read_xml(
        self,
        part: str,
        start: Start,
        end: End | None = None,
        *,
        opening: Collection[str] | None = None,
        closing: Collection[str] | None = None,
    ) -> None:
        """Feed the XML of a part to handlers, of all tags or of those that are named."""
        with self.open(part) as stream:
            parse_xml(stream, start, end, self._meter, opening=opening, closing=closing)

    def main_part(self) -> str:
        """Return the name of the workbook's own part."""
        for kind, target in self.relations("").values():
            if kind == "officeDocument":
                return target
        raise KeyError("the package names no workbook")

    def relations(self, part: str) -> Mapping[str, tuple[str, str]]:
        """Return kind and part of what `part` refers to, by the name of the relation."""
        folder, name = posixpath.split(part)
        found: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes["Target"].replace("\\", "/")
                whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                found[attributes["Id"]] = (attributes["Type"].rpartition("/")[2], whole)

        self.read_xml(posixpath.join(folder, "_rels", f"{name}.rels"), start)
        return found
