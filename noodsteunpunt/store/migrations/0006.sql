-- SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
-- SPDX-License-Identifier: EUPL-1.2
-- The desk: noodmeldingen, messages, counts, questions, half-typed forms; and the words to search for.

CREATE TABLE emergency (
    id TEXT NOT NULL,
    author INTEGER NOT NULL,
    opened_seq INTEGER NOT NULL,
    point INTEGER NOT NULL,
    ticket TEXT NOT NULL,
    people INTEGER NOT NULL,
    pc4 TEXT NOT NULL,
    request TEXT NOT NULL,
    role TEXT NOT NULL,
    status TEXT NOT NULL,
    ended INTEGER NOT NULL,
    registered_at INTEGER NOT NULL,
    received_at INTEGER,
    handed_at INTEGER,
    outcome TEXT,
    outcome_at INTEGER,
    told_at INTEGER,
    what_kind TEXT,
    what TEXT,
    address TEXT,
    dangers TEXT,
    house INTEGER NOT NULL,
    place_words TEXT,
    name TEXT,
    phone TEXT,
    remarks TEXT,
    tried_112 INTEGER,
    PRIMARY KEY (id)
) STRICT;
CREATE INDEX emergency_open ON emergency (ended, registered_at);
CREATE TABLE message (
    id TEXT NOT NULL,
    author INTEGER NOT NULL,
    opened_seq INTEGER NOT NULL,
    point INTEGER NOT NULL,
    ticket TEXT NOT NULL,
    to_point INTEGER NOT NULL,
    precedence TEXT NOT NULL,
    topic TEXT NOT NULL,
    role TEXT NOT NULL,
    written_at INTEGER NOT NULL,
    reply_due_at INTEGER,
    in_reply_to TEXT NOT NULL,
    about TEXT NOT NULL,
    closed_at INTEGER,
    text_open TEXT NOT NULL,
    text TEXT,
    taken_down INTEGER NOT NULL,
    from_point INTEGER NOT NULL,
    from_words TEXT NOT NULL,
    road TEXT NOT NULL,
    house INTEGER NOT NULL,
    approved_by TEXT,
    name TEXT,
    PRIMARY KEY (id)
) STRICT;
CREATE INDEX ix_message_about ON message (about);
CREATE INDEX ix_message_in_reply_to ON message (in_reply_to);
CREATE INDEX message_order ON message (written_at, id);
CREATE TABLE line (
    id TEXT NOT NULL,
    subject TEXT NOT NULL,
    position INTEGER NOT NULL,
    what TEXT NOT NULL,
    code TEXT NOT NULL,
    at INTEGER NOT NULL,
    point INTEGER NOT NULL,
    role TEXT NOT NULL,
    road TEXT NOT NULL,
    outcome TEXT NOT NULL,
    due_at INTEGER,
    people INTEGER,
    text TEXT,
    access TEXT,
    house INTEGER NOT NULL,
    receiver TEXT,
    words TEXT,
    name TEXT,
    PRIMARY KEY (id)
) STRICT;
CREATE INDEX line_subject ON line (subject, position);
CREATE TABLE head_count (
    id TEXT NOT NULL,
    point INTEGER NOT NULL,
    present INTEGER NOT NULL,
    children INTEGER NOT NULL,
    less_mobile INTEGER NOT NULL,
    animals INTEGER NOT NULL,
    method TEXT NOT NULL,
    counted_at INTEGER NOT NULL,
    lamport INTEGER NOT NULL,
    house INTEGER NOT NULL,
    minors_alone INTEGER,
    words TEXT,
    PRIMARY KEY (id)
) STRICT;
CREATE INDEX ix_head_count_point ON head_count (point);
CREATE TABLE question (
    id TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    found INTEGER NOT NULL,
    item TEXT NOT NULL,
    words TEXT NOT NULL,
    language TEXT NOT NULL,
    PRIMARY KEY (id)
) STRICT;
CREATE TABLE search_row (
    number INTEGER NOT NULL,
    subject TEXT NOT NULL,
    what TEXT NOT NULL,
    ticket TEXT NOT NULL,
    point INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (number),
    UNIQUE (subject)
) STRICT;
CREATE TABLE draft (
    device TEXT NOT NULL,
    form TEXT NOT NULL,
    nonce BLOB NOT NULL,
    answers BLOB NOT NULL,
    started_at INTEGER NOT NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (device, form)
) STRICT;
CREATE TABLE pin_try (
    ticket TEXT NOT NULL,
    wrong INTEGER NOT NULL,
    since INTEGER NOT NULL,
    total INTEGER NOT NULL,
    PRIMARY KEY (ticket)
) STRICT;
CREATE INDEX request_callback ON request (callback_at) WHERE callback_at IS NOT NULL;
CREATE INDEX request_contested ON request (contested) WHERE contested <> '';
CREATE INDEX request_deadline ON request (ended, deadline_at);
CREATE INDEX request_double ON request (duplicate_of) WHERE duplicate_of <> '';
CREATE INDEX request_group ON request (ended, category_group, registered_at);
CREATE INDEX request_pc4 ON request (ended, pc4);
CREATE INDEX request_place ON request (place_key);
CREATE INDEX request_together ON request (together) WHERE together <> '';
CREATE INDEX request_unseen ON request (ended, priority, seen_at, registered_at);
CREATE INDEX request_touched ON request (ended, touched_at);
CREATE VIRTUAL TABLE desk_text USING fts5 (
    marks, body, also, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
INSERT INTO desk_text (desk_text, rank) VALUES ('secure-delete', 1);
