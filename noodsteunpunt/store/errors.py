# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why a database cannot be used. No message holds anything a person typed."""

from __future__ import annotations


class StoreError(Exception):
    """Base: the database refused; nothing of the failed transaction stays."""


class StoreDamaged(StoreError):
    """The file's pages do not check out."""


class StoreKeyWrong(StoreError):
    """The file does not open with this key: another key, or its first page is damaged."""


class StoreTooNew(StoreError):
    """Written by a newer program."""


class StoreLocked(StoreError):
    """Another process writes this database."""


class StoreVersion(StoreError):
    """The library's SQLite is older than 3.53.4, which has bugs that corrupt."""
