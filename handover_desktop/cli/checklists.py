"""The commands of checklists: what is asked about items beside their outcome."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from typing import TYPE_CHECKING

from handover_desktop.cli.commands import OpenRegister
from handover_desktop.cli.console import Console
from handover_desktop.domain.errors import Code, DomainError

if TYPE_CHECKING:
    from handover_desktop.domain.checklists import Checklist, Question
    from handover_desktop.services.desk import Services


def list_checklists(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """List the checklists with what uses them: the words of categories, and categories chosen for good."""
    with closing(open_register()) as services:
        found, chosen = services.checklists.list(), services.checklists.chosen()
        presets = {one.key for one in found if services.checklists.is_preset(one.key)}
    if console.as_json:
        console.print_json([_summary(one, chosen, presets) for one in found])
        return 0
    for one in found:
        count = len(one.questions)
        asked = console._.n("{count} question", "{count} questions", count)
        own = "" if one.key in presets else console._("own")
        used = ", ".join((*one.words, *(category for category, key in chosen if key == one.key)))
        parts = (f"{one.key:<16} {console._(one.name)}", asked, own, used)
        console.print("  ".join(part for part in parts if part))
    return 0


def show_checklist(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Show the questions of a checklist and the shapes that damage is marked on."""
    with closing(open_register()) as services:
        found = _find(services, given.key)
    if console.as_json:
        console.print_json(found)
        return 0
    _ = console._
    console.print(f"{found.key}  {_(found.name)}")
    group = ""
    for question in found.questions:
        if question.group != group:
            group = question.group
            console.print(f"{_(group)}:" if group else "")
        console.print(f"  {_said(console, question)}")
    for drawing, words in found.drawings:
        console.print(_("Drawing {drawing}: {words}", drawing=drawing.value, words=", ".join(words) or "–"))
    return 0


def export_checklist(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Write a checklist to a file that can be edited and taken in again."""
    with closing(open_register()) as services:
        services.checklists.export(given.key, given.file)
    console.print(console._("Written: {path}", path=given.file))
    return 0


def import_checklist(console: Console, open_register: OpenRegister, given: Namespace) -> int:
    """Take in a checklist from a file, and say under which key it is kept."""
    with closing(open_register(create=True)) as services:
        before = {one.key: one for one in services.checklists.list()}
        services.checklists.bring_in(given.file)
        after = services.checklists.list()
    kept = next((one for one in after if before.get(one.key) != one), None)
    if kept is None:
        console.print(console._("Nothing changed: the checklist is there already."))
    else:
        console.print(console._("Kept: {key}, {name}", key=kept.key, name=console._(kept.name)))
    return 0


def _find(services: Services, key: str) -> Checklist:
    found = next((one for one in services.checklists.list() if one.key == key), None)
    if found is None:
        raise DomainError(Code.CHECKLIST_UNKNOWN, name=key)
    return found


def _said(console: Console, question: Question) -> str:
    expected = f" ({question.expected})" if question.expected else ""
    return f"{question.key:<24} {console._(question.text)}{expected}  [{question.kind.value}]"


def _summary(one: Checklist, chosen: tuple[tuple[str, str], ...], presets: set[str]) -> dict[str, object]:
    return {
        "key": one.key,
        "name": one.name,
        "questions": len(one.questions),
        "words": one.words,
        "categories": [category for category, key in chosen if key == one.key],
        "preset": one.key in presets,
    }
