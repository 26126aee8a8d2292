"""The seal of this laptop, and the seals that this register trusts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from handover_desktop.domain.errors import HandoverError
from handover_desktop.domain.seals import Certificate
from handover_desktop.services.changes import ChangeSet
from handover_desktop.services.reports import grouped_fingerprint
from handover_desktop.services.sealing import Sealing
from handover_desktop.services.views import TrustedSeal
from handover_desktop.ui.context import UiContext
from handover_desktop.ui.only_read import writes
from handover_desktop.ui.seal_prompt import unlock_seal
from handover_desktop.ui.secrets_dialog import ask_secret
from handover_desktop.ui.theme import TextStyle
from handover_desktop.ui.widgets.buttons import button, icon_button
from handover_desktop.ui.widgets.card import Card, Section
from handover_desktop.ui.widgets.flow_layout import FlowLayout
from handover_desktop.ui.widgets.labels import text_label
from handover_desktop.ui.widgets.signs import Sign


@dataclass(frozen=True, slots=True)
class _Standing:
    """The own certificate, or why it cannot be told; and whom this register trusts."""

    own: Certificate | None
    must_be_renewed: bool
    problem: HandoverError | None
    trusted: tuple[TrustedSeal, ...]


def _read_standing(sealing: Sealing) -> _Standing:
    try:
        own, problem = sealing.own(), None
    except HandoverError as error:
        own, problem = None, error
    return _Standing(own, own is not None and sealing.must_be_renewed(own), problem, sealing.trusted())


class SealSection(QWidget):
    """Everything takes effect at once."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._sealing = context.services.sealing
        _, look = context._, context.look
        note = _(
            "Final protocols are sealed by a key of this laptop: whoever changes the file afterwards is found "
            "out. The seal is the organisation's, never a person's signature."
        )
        section = Section(look, _("Seal"), note)
        self._card = Card(look)
        self._own = QVBoxLayout()
        self._own.setSpacing(look.theme.space(1))
        self._card.body.addLayout(self._own)
        section.body.addWidget(self._card)
        section.body.addLayout(self._build_acts())
        section.body.addWidget(text_label(look, _("Seals that are trusted in this register"), strong=True))
        self._trusted = QVBoxLayout()
        self._trusted.setSpacing(look.theme.space(1))
        section.body.addLayout(self._trusted)
        self.trust = button(look, _("Trust a seal…"), role="quiet", icon_name="shield-check")
        self.trust.clicked.connect(self._trust)
        writes(context, self.trust)
        foot = QHBoxLayout()
        foot.addWidget(self.trust)
        foot.addStretch(1)
        section.body.addLayout(foot)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(section)

    def load(self) -> None:
        """Read the key and the trusted seals."""
        self.context.operations.query(lambda: _read_standing(self._sealing), initiator=self, done=self._show)

    def _build_acts(self) -> FlowLayout:
        _, look = self.context._, self.context.look
        row = FlowLayout(spacing=look.theme.space(2))
        self.export = button(look, _("Save the certificate…"), icon_name="download")
        self.export.clicked.connect(self._export)
        self.bring_in = button(look, _("Import a key…"), role="quiet", icon_name="upload")
        self.bring_in.clicked.connect(self._bring_in)
        self.keep = button(look, _("Save a copy of the key…"), role="quiet", icon_name="archive")
        self.keep.clicked.connect(self._keep)
        self.protect = button(look, _("Passphrase…"), role="quiet", icon_name="lock")
        self.protect.clicked.connect(self._protect)
        self.renew = button(look, _("Make a new key…"), icon_name="plus")
        self.renew.clicked.connect(self._renew)
        writes(self.context, self.bring_in, self.protect, self.renew)
        self.renew.hide()
        for made in (self.renew, self.export, self.bring_in, self.keep, self.protect):
            row.addWidget(made)
        return row

    def _show(self, standing: _Standing) -> None:
        _, look = self.context._, self.context.look
        _clear(self._own)
        _clear(self._trusted)
        if standing.own is not None:
            self._show_own(standing.own)
        elif standing.problem is not None:
            sentence = self.context.messages.sentence(standing.problem)
            self._own.addWidget(text_label(look, sentence, strong=True))
        else:
            text = _("There is no key yet. It is made when a protocol is first sealed.")
            self._own.addWidget(text_label(look, text, tone="muted"))
        self.renew.setVisible(standing.must_be_renewed)
        if standing.must_be_renewed:
            text = _("Nothing can be sealed with this key today: today is not within its time.")
            self._own.addWidget(text_label(look, text, strong=True))
        has_file = standing.own is not None and not self._sealing.is_card
        for made in (self.keep, self.protect):
            made.setEnabled(has_file)
        for seal in standing.trusted:
            self._trusted.addWidget(self._make_row(seal))
        if not standing.trusted:
            self._trusted.addWidget(text_label(look, _("None yet."), tone="muted"))

    def _show_own(self, own: Certificate) -> None:
        _, look = self.context._, self.context.look
        self._own.addWidget(text_label(look, own.name, strong=True))
        dates = _(
            "Valid {start} to {end}",
            start=self.context.formats.date(own.valid_from.date()),
            end=self.context.formats.date(own.valid_until.date()),
        )
        words = [own.organisation, dates] if own.organisation else [dates]
        self._own.addWidget(text_label(look, " · ".join(words), tone="muted"))
        self._own.addWidget(text_label(look, _("Fingerprint (SHA-256)"), TextStyle.CAPTION, tone="muted"))
        print_ = text_label(look, grouped_fingerprint(own.sha256))
        print_.setFont(look.theme.mono(TextStyle.CAPTION))
        print_.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._own.addWidget(print_)

    def _make_row(self, seal: TrustedSeal) -> QWidget:
        _, look = self.context._, self.context.look
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.theme.space(3))
        row.addWidget(Sign(look, "shield-check"))
        row.addWidget(text_label(look, seal.name), 1)
        mark = text_label(look, grouped_fingerprint(seal.sha256[:16]), wrap=False)
        mark.setFont(look.theme.mono(TextStyle.CAPTION))
        row.addWidget(mark)
        drop = icon_button(look, "trash-2", _("Trust {name} no longer", name=seal.name))
        drop.clicked.connect(lambda: self._distrust(seal))
        writes(self.context, drop)
        row.addWidget(drop)
        return made

    def _export(self) -> None:
        path = self.context.files.choose_target("seal.pem", self.context._("Certificates"), ".pem")
        if path is not None:
            self.context.operations.query(
                lambda: self._sealing.export_certificate(path),
                initiator=self,
                done=lambda _nothing: self._tell_saved(str(path)),
                failed=self._refuse,
            )

    def _keep(self) -> None:
        _ = self.context._
        path = self.context.files.choose_target("seal.p12", _("Keys (PKCS#12)"), ".p12")
        if path is None:
            return
        text = _("The copy is of use only with this passphrase: at least eight characters.")
        secret = self._ask(_("Copy of the key"), text, repeat=_("Once more"))
        if secret is not None:
            self.context.operations.query(
                lambda: self._sealing.export_key(path, secret),
                initiator=self,
                done=lambda _nothing: self._tell_saved(str(path)),
                failed=self._refuse,
            )

    def _bring_in(self) -> None:
        _ = self.context._
        path = self.context.files.choose_key()
        if path is None:
            return
        secret = self._ask(_("Import a key"), _("The passphrase of {name}:", name=path.name))
        if secret is not None:
            self._command(lambda: self._sealing.import_key(path, secret))

    def _renew(self) -> None:
        _ = self.context._
        agreed = self.context.messages.confirm(
            _("Make a new key"),
            _("If the clock of this laptop is wrong today, set it right instead. Otherwise make a new key."),
            yes=_("Make a new key"),
            detail=_(
                "The present key is kept beside the new one, and what it sealed is verified as before. Recipients who "
                "trust this laptop's certificate need the new one as well."
            ),
        )
        if agreed:
            self._command(self._sealing.renew)

    def _protect(self) -> None:
        _ = self.context._
        text = _("It is asked for when a protocol is sealed, once a session. Leave it empty for none.")
        secret = self._ask(_("Passphrase of the seal"), text, repeat=_("Once more"))
        if secret is not None:
            self._command(lambda: self._sealing.protect(secret))

    def _trust(self) -> None:
        path = self.context.files.choose_certificate()
        if path is not None:
            self._command(lambda: self._sealing.trust(path))

    def _distrust(self, seal: TrustedSeal) -> None:
        _ = self.context._
        agreed = self.context.messages.confirm(
            _("Trusted seals"),
            _("Trust {name} no longer?", name=seal.name),
            yes=_("Trust it no longer"),
            detail=_("Protocols with this seal are then said to be not trusted here."),
        )
        if agreed:
            self._command(lambda: self._sealing.distrust(seal.sha256))

    def _command(self, work: Callable[[], ChangeSet]) -> None:
        self.context.operations.command(
            work, initiator=self, done=lambda _changes: self.load(), failed=self._refuse
        )

    def _ask(self, title: str, text: str, *, repeat: str = "") -> str | None:
        return ask_secret(
            self.window(), self.context.look, self.context._, title=title, text=text, repeat=repeat
        )

    def _tell_saved(self, path: str) -> None:
        self.context.messages.tell(self.context._("Saved as {path}.", path=path))
        self.load()

    def _refuse(self, error: HandoverError) -> None:
        unlocked = unlock_seal(self.context, self, error)
        if unlocked:
            self.load()
        elif unlocked is None:
            self.context.messages.refuse(error)


def _clear(rows: QVBoxLayout) -> None:
    while (old := rows.takeAt(0)) is not None:
        if (widget := old.widget()) is not None:
            widget.hide()
            widget.deleteLater()
