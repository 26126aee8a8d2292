"""What a sheet says in words, and the remark that follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from handover_desktop.domain.checklists import Checklist
from handover_desktop.domain.checks import Remark, RemarkType
from handover_desktop.domain.sheets import (
    MISSING,
    NO,
    Answer,
    DamageLook,
    DamageMark,
    ItemSheet,
    KitLook,
    PartState,
    is_lack,
    place_of,
)
from handover_desktop.domain.terms import ANSWER_TERMS, PLACE_TERMS, TERMS

Translate = Callable[..., str]


def describe_mark(_: Translate, mark: DamageMark) -> str:
    """Return a mark in words, with the code of its side: Scratch, right rear (RI)."""
    return _(
        "{mark}, {place} ({code})",
        mark=_(TERMS[mark.type]),
        place=_(PLACE_TERMS[place_of(mark)]),
        code=mark.zone.value,
    ) + (f": {mark.note.strip()}" if mark.note.strip() else "")


def propose_remark(_: Translate, sheet: ItemSheet | None, checklist: Checklist) -> Remark | None:
    """Return the remark that the exceptions of a sheet amount to, None where there are none."""
    found = list(_exceptions(_, sheet, checklist)) if sheet else []
    if not found:
        return None
    return Remark("; ".join(text for _kind, text in found), found[0][0])


@dataclass(frozen=True, slots=True)
class ComparedSheet:
    """One of several sheets about an item: what it says otherwise than the others, and what all of them say.

    Both are (label, text); `differing` also names what only another sheet says, with words for nothing.
    """

    differing: tuple[tuple[str, str], ...]
    same: tuple[tuple[str, str], ...]


def compare_sheets(
    _: Translate, sheets: Sequence[ItemSheet | None], checklist: Checklist
) -> tuple[ComparedSheet, ...]:
    """Compare sheets line by line: each answer, each mark of damage, each part of a kit by itself."""
    found = [tuple(_lines(_, sheet, checklist)) if sheet else () for sheet in sheets]
    same = tuple(line for line in dict.fromkeys(found[0]) if all(line in lines for lines in found))
    labels = list(
        dict.fromkeys(label for lines in found for label, text in lines if (label, text) not in same)
    )
    return tuple(ComparedSheet(tuple(_otherwise(_, lines, same, labels)), same) for lines in found)


def _otherwise(
    _: Translate, lines: Sequence[tuple[str, str]], same: Sequence[tuple[str, str]], labels: Sequence[str]
) -> Iterator[tuple[str, str]]:
    for label in labels:
        own = [text for name, text in lines if name == label and (name, text) not in same]
        yield from ((label, text) for text in own)
        if not own:
            shared = any(name == label for name, _text in same)
            yield label, _("nothing more") if shared else _("not noted")


def _lines(_: Translate, sheet: ItemSheet, checklist: Checklist) -> Iterator[tuple[str, str]]:
    """Return (label, text) of all that a sheet says, what is counted apart each in a line of its own."""
    yield from ((label_of(_, answer.question, checklist), _answer(_, answer)) for answer in sheet.answers)
    if sheet.damage is DamageLook.NONE_NOTED:
        yield _("Damage"), _("No damage noted")
    yield from ((_("Damage"), describe_mark(_, mark)) for mark in sheet.marks)
    if sheet.kit is KitLook.LOOKED:
        apart = [
            _("{part}: missing", part=one.part)
            if one.state is PartState.MISSING
            else _("{part}: damaged", part=one.part)
            for one in sheet.exceptions
        ]
        yield from ((_("Kit contents"), text) for text in (apart or [_("All there")]))


def describe_sheet(_: Translate, sheet: ItemSheet, checklist: Checklist) -> tuple[tuple[str, str], ...]:
    """Return (label, text) of all that a sheet says."""
    lines = [(label_of(_, answer.question, checklist), _answer(_, answer)) for answer in sheet.answers]
    if sheet.damage is DamageLook.NONE_NOTED:
        lines.append((_("Damage"), _("No damage noted")))
    if sheet.marks:
        lines.append((_("Damage"), "; ".join(_marks(_, sheet))))
    if sheet.kit is KitLook.LOOKED:
        apart = "; ".join(text for _kind, text in _kit(_, sheet))
        lines.append((_("Kit contents"), apart or _("All there")))
    return tuple(lines)


def label_of(_: Translate, key: str, checklist: Checklist) -> str:
    """Return what a question is called; its key where the list does not have it any more."""
    question = checklist.question(key)
    return _(question.text) if question else key


def _answer(_: Translate, answer: Answer) -> str:
    if answer.of:
        return _("{count} of {expected}", count=answer.value, expected=answer.of)
    return _(ANSWER_TERMS[answer.value]) if answer.value in ANSWER_TERMS else answer.value


def _exceptions(_: Translate, sheet: ItemSheet, checklist: Checklist) -> Iterator[tuple[RemarkType, str]]:
    for text in _marks(_, sheet):
        yield RemarkType.DAMAGE, text
    missing = []
    for answer in filter(is_lack, sheet.answers):
        question = checklist.question(answer.question)
        label, about = (
            label_of(_, answer.question, checklist),
            question.about if question else RemarkType.OTHER,
        )
        if answer.value == MISSING:
            missing.append((about, label))
        elif answer.value == NO:
            yield about, _("{question}: no", question=label)
        else:
            yield (
                about,
                _("{thing}: {count} of {expected}", thing=label, count=answer.value, expected=answer.of),
            )
    if missing:
        yield missing[0][0], _("Missing: {things}", things=", ".join(label for _about, label in missing))
    yield from _kit(_, sheet)


def _marks(_: Translate, sheet: ItemSheet) -> Iterator[str]:
    for number, mark in enumerate(sheet.marks, 1):
        text = describe_mark(_, mark)
        yield f"{number}. {text}" if len(sheet.marks) > 1 else text


def _kit(_: Translate, sheet: ItemSheet) -> Iterator[tuple[RemarkType, str]]:
    gone = [e.part for e in sheet.exceptions if e.state is PartState.MISSING]
    broken = [e.part for e in sheet.exceptions if e.state is PartState.DAMAGED]
    if gone:
        yield RemarkType.MISSING_ACCESSORY, _("Not in the kit: {things}", things=", ".join(gone))
    if broken:
        yield RemarkType.DAMAGE, _("Damaged in the kit: {things}", things=", ".join(broken))
