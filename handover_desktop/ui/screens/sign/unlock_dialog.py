"""Asking before a protocol is voided: what will count no more, why, who decides it, and where signed paper is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from handover_desktop.domain.voiding import LONGEST_VOID_REASON
from handover_desktop.i18n import Translator
from handover_desktop.services.acts import describe_act
from handover_desktop.services.documents import SIGNED_SCAN
from handover_desktop.services.editions import EXTRACT, PROTOCOL
from handover_desktop.services.voiding import AtStake
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.tabbing import TabbedDialog
from handover_desktop.ui.theme import TARGET, TextStyle
from handover_desktop.ui.widgets.field import Field
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.scroll_page import ScrollPage
from handover_desktop.ui.widgets.signs import Sign
from handover_desktop.ui.widgets.targets import as_target


@dataclass(frozen=True, slots=True)
class Unlocking:
    """Why a protocol is voided, who decided it, and whether signed paper is withdrawn."""

    reason: str
    who: str
    originals_withdrawn: bool


class UnlockDialog(TabbedDialog):
    """Shows what is voided and asks for all that the act needs; nothing is done before the last button."""

    def __init__(self, context: UiContext, stake: AtStake, parent: QWidget) -> None:
        super().__init__(parent)
        _, look = context._, context.look
        self._ = _
        space = look.theme.space
        self.setWindowTitle(_("Unlock"))
        self.resize(space(170), space(150))
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setMinimumHeight(space(20))
        self.reason.setMaximumHeight(space(30))
        self.who = as_target(QLineEdit())
        self.withdrawn = QCheckBox(_("All originals signed on paper are crossed out or collected"))
        self.withdrawn.setMinimumHeight(TARGET)
        self.withdrawn.setVisible(stake.signed_on_paper)
        self._must_withdraw = stake.signed_on_paper
        self._too_long = text_label(look, "", strong=True)
        box = QDialogButtonBox()
        self.go = box.addButton(_("Void and unlock"), QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        page = ScrollPage(look)
        page.body.setSpacing(space(3))
        page.body.addWidget(
            text_label(look, _("{number} will be void.", number=stake.number), TextStyle.TITLE, strong=True)
        )
        page.body.addWidget(
            text_label(
                look,
                _(
                    "Its number is not given again. It stays readable, marked VOID, and the next protocol names it. "
                    "Everything that was found in the check stays as it is."
                ),
                tone="muted",
            )
        )
        page.body.addLayout(self._build_stake(context, stake))
        page.body.addWidget(
            Field(look, _("Reason"), self.reason, hint=_("It is printed on the cover of the next protocol."))
        )
        page.body.addWidget(self._too_long)
        page.body.addWidget(Field(look, _("Decided by"), self.who, hint=_("Name of the person.")))
        page.body.addWidget(self.withdrawn)
        page.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(6), space(5), space(6), space(5))
        column.setSpacing(space(3))
        column.addWidget(page, 1)
        column.addWidget(box)
        for changed in (self.reason.textChanged, self.who.textChanged, self.withdrawn.toggled):
            changed.connect(self._judge)
        self.reason.setFocus()
        self._judge()

    @property
    def found(self) -> Unlocking:
        """What was filled in."""
        reason = " ".join(self.reason.toPlainText().split())
        return Unlocking(reason, self.who.text().strip(), self.withdrawn.isChecked())

    def _build_stake(self, context: UiContext, stake: AtStake) -> QVBoxLayout:
        """Name what is voided, a line each."""
        look = context.look
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

    def _judge(self) -> None:
        found = self.found
        excess = len(found.reason) - LONGEST_VOID_REASON
        self._too_long.setVisible(excess > 0)
        self._too_long.setText(
            self._.n("{count} character too many.", "{count} characters too many.", max(excess, 0))
        )
        paper_is_settled = found.originals_withdrawn or not self._must_withdraw
        self.go.setEnabled(bool(found.reason and found.who) and excess <= 0 and paper_is_settled)


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
