-- SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
-- SPDX-License-Identifier: EUPL-1.2
-- The first schema. Never changed once a database was made with it.

CREATE TABLE airtime (
    minute INTEGER NOT NULL,
    kind TEXT NOT NULL,
    seconds REAL NOT NULL,
    packets INTEGER NOT NULL,
    PRIMARY KEY (minute, kind)
) STRICT;

CREATE TABLE claim (
    id TEXT NOT NULL,
    helper TEXT NOT NULL,
    request TEXT NOT NULL,
    point INTEGER NOT NULL,
    role TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;
CREATE INDEX ix_claim_helper ON claim (helper);
CREATE INDEX ix_claim_request ON claim (request);

CREATE TABLE entry (
    author INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    lamport INTEGER NOT NULL,
    frame_number INTEGER,
    subject TEXT NOT NULL,
    kind INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    state TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (author, seq)
) STRICT;
CREATE INDEX ix_entry_frame_number ON entry (frame_number);
CREATE INDEX ix_entry_lamport ON entry (lamport);
CREATE INDEX ix_entry_subject ON entry (subject);

CREATE TABLE frame (
    author INTEGER NOT NULL,
    number INTEGER NOT NULL,
    body BLOB NOT NULL,
    received_at INTEGER NOT NULL,
    sent_at INTEGER,
    checked INTEGER DEFAULT '0' NOT NULL,
    unread INTEGER DEFAULT '0' NOT NULL,
    PRIMARY KEY (author, number)
) STRICT;
CREATE INDEX frame_unchecked ON frame (author, number) WHERE checked = 0;

CREATE TABLE frame_aside (
    id INTEGER NOT NULL,
    author INTEGER NOT NULL,
    number INTEGER NOT NULL,
    body BLOB NOT NULL,
    received_at INTEGER NOT NULL,
    contradicted INTEGER DEFAULT '0' NOT NULL,
    PRIMARY KEY (id)
) STRICT;
CREATE INDEX frame_aside_number ON frame_aside (author, number);

CREATE TABLE heard (
    author INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (author)
) STRICT;

CREATE TABLE held_mark (
    author INTEGER NOT NULL,
    number INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (author, number)
) STRICT;

CREATE TABLE helper (
    id TEXT NOT NULL,
    author INTEGER NOT NULL,
    opened_seq INTEGER NOT NULL,
    point INTEGER NOT NULL,
    ticket TEXT NOT NULL,
    skills TEXT NOT NULL,
    pc4 TEXT NOT NULL,
    adult INTEGER NOT NULL,
    vehicle INTEGER NOT NULL,
    group_size INTEGER NOT NULL,
    status TEXT NOT NULL,
    revision INTEGER NOT NULL,
    registered_at INTEGER NOT NULL,
    house INTEGER NOT NULL,
    name TEXT,
    phone TEXT,
    remarks TEXT,
    PRIMARY KEY (id)
) STRICT;
CREATE INDEX ix_helper_status ON helper (status);
CREATE INDEX ix_helper_ticket ON helper (ticket);

CREATE TABLE house_entry (
    author INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    about_seq INTEGER NOT NULL,
    subject TEXT NOT NULL,
    ciphertext BLOB NOT NULL,
    chain BLOB NOT NULL,
    PRIMARY KEY (author, seq)
) STRICT;
CREATE INDEX ix_house_entry_about_seq ON house_entry (about_seq);
CREATE INDEX ix_house_entry_subject ON house_entry (subject);

CREATE TABLE meta (
    name TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (name)
) STRICT;

CREATE TABLE migration (
    number INTEGER NOT NULL,
    PRIMARY KEY (number)
) STRICT;

CREATE TABLE point (
    id TEXT NOT NULL,
    point INTEGER NOT NULL,
    status TEXT NOT NULL,
    staff INTEGER NOT NULL,
    visitors INTEGER NOT NULL,
    power TEXT NOT NULL,
    power_hours INTEGER,
    reported_at INTEGER NOT NULL,
    lamport INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;
CREATE INDEX ix_point_point ON point (point);

CREATE TABLE receipt (
    author INTEGER NOT NULL,
    held_author INTEGER NOT NULL,
    head INTEGER NOT NULL,
    at INTEGER NOT NULL,
    raw BLOB NOT NULL,
    PRIMARY KEY (author, held_author)
) STRICT;

CREATE TABLE replica (
    author INTEGER NOT NULL,
    replica_id BLOB NOT NULL,
    private_key BLOB NOT NULL,
    active INTEGER NOT NULL,
    house_seq INTEGER NOT NULL,
    house_chain BLOB NOT NULL,
    entry_seq INTEGER NOT NULL,
    confirmed INTEGER NOT NULL,
    PRIMARY KEY (author)
) STRICT;

CREATE TABLE request (
    id TEXT NOT NULL,
    author INTEGER NOT NULL,
    opened_seq INTEGER NOT NULL,
    point INTEGER NOT NULL,
    ticket TEXT NOT NULL,
    category_group TEXT NOT NULL,
    priority TEXT NOT NULL,
    people INTEGER NOT NULL,
    pc4 TEXT NOT NULL,
    deadline_at INTEGER,
    callback_only INTEGER NOT NULL,
    status TEXT NOT NULL,
    ended INTEGER NOT NULL,
    registered_at INTEGER NOT NULL,
    seen_at INTEGER,
    taken_over_by INTEGER,
    category TEXT,
    address TEXT,
    note TEXT,
    house INTEGER NOT NULL,
    category_here TEXT,
    address_here TEXT,
    note_here TEXT,
    place_words TEXT,
    name TEXT,
    phone TEXT,
    health_note TEXT,
    access_note TEXT,
    remarks TEXT,
    needed INTEGER NOT NULL,
    met INTEGER NOT NULL,
    outcome TEXT,
    reason TEXT,
    party TEXT,
    touched_at INTEGER NOT NULL,
    callback_at INTEGER,
    callback_way TEXT,
    told_at INTEGER,
    answered_at INTEGER,
    duplicate_of TEXT NOT NULL,
    together TEXT NOT NULL,
    revision INTEGER NOT NULL,
    postcode TEXT,
    street TEXT,
    house_number TEXT,
    requester TEXT,
    vulnerabilities TEXT,
    access TEXT,
    anonymous INTEGER,
    travelled INTEGER NOT NULL,
    contested TEXT NOT NULL,
    place_key TEXT NOT NULL,
    PRIMARY KEY (id)
) STRICT;
CREATE INDEX ix_request_ended ON request (ended);
CREATE INDEX ix_request_point ON request (point);
CREATE INDEX ix_request_ticket ON request (ticket);

CREATE TABLE subject_key (
    subject TEXT NOT NULL,
    author INTEGER NOT NULL,
    "key" BLOB NOT NULL,
    PRIMARY KEY (subject, author)
) STRICT;

CREATE TABLE ticket_counter (
    kind TEXT NOT NULL,
    desk TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (kind, desk)
) STRICT;
