-- SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
-- SPDX-License-Identifier: EUPL-1.2
-- What hangs on the public board, and the point's own words beside cards.

CREATE TABLE board_item (
    id TEXT NOT NULL,
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    card TEXT NOT NULL,
    urgent INTEGER NOT NULL,
    posted_at INTEGER NOT NULL,
    until_at INTEGER,
    PRIMARY KEY (id)
) STRICT;
