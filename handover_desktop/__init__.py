"""Offline handover of assets: from the asset list to the signed acceptance protocol."""

from __future__ import annotations

__version__ = "0.1.0"
