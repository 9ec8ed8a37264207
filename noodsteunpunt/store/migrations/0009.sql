-- SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Who works here, and who was last at which keyboard. No PIN and no badge.

CREATE TABLE person (
    id TEXT NOT NULL,
    person TEXT NOT NULL,
    roles TEXT NOT NULL,
    gone INTEGER NOT NULL,
    added_at INTEGER NOT NULL,
    role TEXT,
    taken_at INTEGER,
    device TEXT NOT NULL,
    PRIMARY KEY (id)
) STRICT;
