-- SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Information packs: which one each point goes by, which were installed here, and the search index of the current one.

CREATE TABLE point_pack (
    id TEXT NOT NULL,
    point INTEGER NOT NULL,
    pack TEXT NOT NULL,
    version INTEGER NOT NULL,
    core_version INTEGER,
    expires_at INTEGER NOT NULL,
    put_back INTEGER NOT NULL,
    installed_at INTEGER NOT NULL,
    lamport INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;
CREATE INDEX ix_point_pack_point ON point_pack (point);
CREATE TABLE pack (
    digest BLOB NOT NULL,
    pack_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    core_version INTEGER,
    issued INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    root BLOB NOT NULL,
    installed_at INTEGER NOT NULL,
    place TEXT NOT NULL,
    PRIMARY KEY (digest)
) STRICT;
CREATE TABLE pack_index (
    one INTEGER NOT NULL,
    digest BLOB NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (one)
) STRICT;
