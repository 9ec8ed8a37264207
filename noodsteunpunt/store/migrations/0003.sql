-- SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
-- SPDX-License-Identifier: EUPL-1.2
-- What was entered again under a new replica, to know it when the first one turns up.

CREATE TABLE reentered (
    author INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    body BLOB NOT NULL,
    id TEXT NOT NULL,
    settled INTEGER NOT NULL,
    PRIMARY KEY (author, seq)
) STRICT;
