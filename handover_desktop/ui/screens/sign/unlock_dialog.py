"""Asking before a protocol is voided: what will count no more, why, who decides it, and where signed paper is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from handover_desktop.domain.voiding import LONGEST_VOID_REASON
from handover_desktop.i18n import Translator
from handover_desktop.services.acts import describe_act
from handover_desktop.services.documents import SIGNED_SCAN
from handover_desktop.services.editions import EXTRACT, PROTOCOL
from handover_desktop.services.voiding import AtStake
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.screens.sign.asking import AskingDialog
from handover_desktop.ui.theme import TARGET
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.signs import Sign
from handover_desktop.ui.widgets.targets import as_target


@dataclass(frozen=True, slots=True)
class Unlocking:
    """Why a protocol is voided, who decided it, and whether signed paper is withdrawn."""

    reason: str
    who: str
    originals_withdrawn: bool


class UnlockDialog(AskingDialog):
    """Shows what is voided and asks for all that the act needs; nothing is done before the last button."""

    def __init__(self, context: UiContext, stake: AtStake, parent: QWidget) -> None:
        _, look = context._, context.look
        super().__init__(
            context, parent, title=_("Unlock"), act=_("Void and unlock"), limit=LONGEST_VOID_REASON
        )
        self.resize(look.theme.space(170), look.theme.space(150))
        self.who = as_target(QLineEdit())
        self.withdrawn = QCheckBox(_("All originals signed on paper are crossed out or collected"))
        self.withdrawn.setMinimumHeight(TARGET)
        self._must_withdraw = stake.signed_on_paper
        self.add_head(
            _("{number} will be void.", number=stake.number),
            _(
                "Its number is not given again. It stays readable, marked VOID, and the next protocol names it. "
                "Everything that was found in the check stays as it is."
            ),
        )
        self.body.addLayout(self._build_stake(stake))
        self.add_reason(_("It is printed on the cover of the next protocol."))
        self._who_field = Field(look, _("Decided by"), self.who, hint=_("Name of the person."))
        self.body.addWidget(self._who_field)
        self._withdrawn_field = Field(look, _("Signed paper"), self.withdrawn)
        self._withdrawn_field.setVisible(stake.signed_on_paper)
        self.body.addWidget(self._withdrawn_field)
        self.body.addStretch(1)
        for changed in (self.reason.textChanged, self.who.textChanged, self.withdrawn.toggled):
            changed.connect(self.judge)

    @property
    def found(self) -> Unlocking:
        """What was filled in."""
        return Unlocking(self.reason_text, self.who.text().strip(), self.withdrawn.isChecked())

    def _build_stake(self, stake: AtStake) -> QVBoxLayout:
        """Name what is voided, a line each."""
        look = self._look
        lines = QVBoxLayout()
        lines.setSpacing(look.theme.space(1))
        lines.addWidget(text_label(look, self._("What counts no more:"), strong=True))
        for text in _stake_lines(stake, self._):
            row = QHBoxLayout()
            row.setSpacing(look.theme.space(2))
            row.addWidget(Sign(look, "ban", 16), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(text_label(look, text), 1)
            lines.addLayout(row)
        return lines

    def judge(self) -> QWidget | None:
        """Ask who decides it too, and that signed paper is out of the way."""
        found, first = self.found, super().judge()
        nobody = self.need(found.who, self._("Name the person who decides it."))
        settled = "settled" if found.originals_withdrawn or not self._must_withdraw else ""
        in_the_way = self.need(settled, self._("Cross out or collect the originals first, then tick this."))
        marked = (
            (self.who, self.mark(self._who_field, nobody)),
            (self.withdrawn, self.mark(self._withdrawn_field, in_the_way)),
        )
        return first or next((widget for widget, is_wrong in marked if is_wrong), None)


def _stake_lines(stake: AtStake, _: Translator) -> list[str]:
    lines = [_("The number {number}", number=stake.number)]
    lines += [describe_act(act, _) for act in stake.signatures]
    if not stake.signatures:
        lines.append(_("No signature: nobody has signed yet"))
    files = sum(one.kind in (PROTOCOL, EXTRACT) for one in stake.documents)
    if files:
        lines.append(_.n("{count} sealed file", "{count} sealed files", files))
    scans = sum(one.kind == SIGNED_SCAN for one in stake.documents)
    if scans:
        lines.append(_.n("{count} scan of signed pages", "{count} scans of signed pages", scans))
    return lines
