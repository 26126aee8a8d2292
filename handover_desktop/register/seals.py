"""The certificates whose seals this register trusts."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from handover_desktop.domain.seals import Certificate
from handover_desktop.register.columns import instant_of
from handover_desktop.register.tables import SealCertificateRow
from handover_desktop.register.transaction import Transaction, WritingTransaction
from handover_desktop.register.views import TrustedSeal


class SealReading(Transaction):
    """Trust as it stands."""

    def trusted_seals(self) -> tuple[TrustedSeal, ...]:
        """Return the trusted certificates, oldest first."""
        query = select(SealCertificateRow).order_by(SealCertificateRow.added_at, SealCertificateRow.sha256)
        return tuple(
            TrustedSeal(
                sha256=row["sha256"],
                name=row["name"],
                der=row["certificate"],
                added_at=instant_of(row["added_at"], row["added_offset"]),
                added_by=row["added_by"],
            )
            for row in self._connection.execute(query).mappings()
        )


class SealWriting(SealReading, WritingTransaction):
    """Trust given and taken back."""

    def trust_seal(self, certificate: Certificate) -> None:
        """Trust a certificate that is not trusted yet."""
        added_at, added_offset = self._at_columns
        self._connection.execute(
            insert(SealCertificateRow),
            {
                "sha256": certificate.sha256,
                "name": certificate.name,
                "certificate": certificate.der,
                "added_at": added_at,
                "added_offset": added_offset,
                "added_by": self.actor,
            },
        )

    def forget_seal(self, sha256: str) -> None:
        """Trust a certificate no longer."""
        self._connection.execute(delete(SealCertificateRow).where(SealCertificateRow.sha256 == sha256))
