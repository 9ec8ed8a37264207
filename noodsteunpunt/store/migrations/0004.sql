-- SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Information packs: which one each point goes by, which were installed here, what was announced since, and the search
-- index of what is shown.

CREATE TABLE point_pack (
    id TEXT NOT NULL,
    point INTEGER NOT NULL,
    pack TEXT NOT NULL,
    version INTEGER NOT NULL,
    core_version INTEGER,
    expires_at INTEGER NOT NULL,
    put_back INTEGER NOT NULL,
    announced INTEGER NOT NULL,
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
CREATE TABLE announcement (
    digest BLOB NOT NULL,
    card TEXT NOT NULL,
    number INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    message BLOB NOT NULL,
    root BLOB NOT NULL,
    taken_at INTEGER NOT NULL,
    PRIMARY KEY (digest, card)
) STRICT;
CREATE TABLE pack_index (
    one INTEGER NOT NULL,
    digest BLOB NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (one)
) STRICT;
