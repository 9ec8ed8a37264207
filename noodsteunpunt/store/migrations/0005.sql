-- SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
-- SPDX-License-Identifier: EUPL-1.2
-- The courier and the local network: bundles read here, what was refused, and how far others said they are.

CREATE TABLE bundle (
    id BLOB NOT NULL,
    sender INTEGER NOT NULL,
    created INTEGER NOT NULL,
    read_at INTEGER NOT NULL,
    frames INTEGER NOT NULL,
    house INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;
CREATE TABLE bundle_refused (
    reason TEXT NOT NULL,
    count INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (reason)
) STRICT;
CREATE TABLE told (
    replica INTEGER NOT NULL,
    log TEXT NOT NULL,
    held_author INTEGER NOT NULL,
    head INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (replica, log, held_author)
) STRICT;
