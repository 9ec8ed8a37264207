# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The house log as docs/storage.md describes it, checked with nothing of the store's own code."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from noodsteunpunt.store.database import Store
from tests.support.station_kit import open_store, papers
from tests.support.store_kit import register, register_helper


def worked(folder: Path) -> Store:
    store = open_store(folder, papers()[1])
    for index in range(3):
        register(store, remarks=f"Testpersoon {index}")
    register_helper(store)
    return store


def rows(store: Store, query: str) -> list[Any]:
    return list(store._connection.execute(query).fetchall())


def chain(store: Store) -> bytes:
    (value,) = rows(store, "SELECT replica_id FROM replica")[0]
    for seq, ciphertext, kept in rows(store, "SELECT seq, ciphertext, chain FROM house_entry ORDER BY seq"):
        value = hashlib.sha256(value + seq.to_bytes(4, "big") + ciphertext).digest()
        assert value == kept, seq
    return bytes(value)


def test_the_chain_covers_every_entry_in_order(tmp_path: Path) -> None:
    store = worked(tmp_path)
    assert rows(store, "SELECT house_seq, house_chain FROM replica") == [(4, chain(store))]
    store._connection.execute("UPDATE house_entry SET ciphertext = zeroblob(40) WHERE seq = 2")
    with pytest.raises(AssertionError, match="2"):
        chain(store)
    store.close()


def test_every_subject_has_its_own_key_and_every_entry_its_own_nonce(tmp_path: Path) -> None:
    store = worked(tmp_path)
    keys = dict(rows(store, "SELECT subject, key FROM subject_key"))
    assert len(set(keys.values())) == len(keys) == 4 and all(len(key) == 32 for key in keys.values())
    for author, seq, subject, ciphertext in rows(store, "SELECT author, seq, subject, ciphertext FROM house_entry"):
        nonce = b"hous" + author.to_bytes(2, "big") + seq.to_bytes(6, "big")
        assert AESGCMSIV(keys[subject]).decrypt(nonce, ciphertext, None)
        for other in keys.keys() - {subject}:
            with pytest.raises(InvalidTag):
                AESGCMSIV(keys[other]).decrypt(nonce, ciphertext, None)
    store.close()


def test_a_destroyed_key_leaves_a_log_that_checks_out_and_a_row_without_a_person(tmp_path: Path) -> None:
    store = worked(tmp_path)
    before = store.export_canonical()
    (subject, *_) = sorted(before["house"]["request"])
    store._connection.execute("DELETE FROM subject_key WHERE subject = ?", (subject,))
    store.rebuild()
    after = store.export_canonical()
    assert after["air"] == before["air"] and after["sealed"] == before["sealed"]
    assert before["house"]["request"].keys() - after["house"]["request"].keys() == {subject}
    chain(store)
    store.close()
