-- SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Running a point: logbook, shifts, lists, teams, children who came alone.

CREATE TABLE log_entry (
    id TEXT NOT NULL,
    subject TEXT NOT NULL,
    at INTEGER NOT NULL,
    lamport INTEGER NOT NULL,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    text TEXT NOT NULL,
    significant INTEGER NOT NULL,
    about TEXT NOT NULL,
    corrects TEXT NOT NULL,
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    incident TEXT NOT NULL,
    PRIMARY KEY (id)
) STRICT;

CREATE INDEX ix_log_entry_subject ON log_entry (subject);

CREATE INDEX log_order ON log_entry (at, lamport);

CREATE TABLE shift (
    id TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    lamport INTEGER NOT NULL,
    closed_at INTEGER,
    how TEXT,
    flagged INTEGER NOT NULL,
    staff INTEGER NOT NULL,
    minimum INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;

CREATE INDEX shift_open ON shift (closed_at);

CREATE TABLE shift_told (
    id TEXT NOT NULL,
    point INTEGER NOT NULL,
    staff INTEGER NOT NULL,
    minimum INTEGER NOT NULL,
    flagged INTEGER NOT NULL,
    teams_out INTEGER NOT NULL,
    decisions INTEGER NOT NULL,
    incidents INTEGER NOT NULL,
    told_at INTEGER NOT NULL,
    lamport INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;

CREATE INDEX ix_shift_told_point ON shift_told (point);

CREATE TABLE work_list (
    id TEXT NOT NULL,
    moment TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    lamport INTEGER NOT NULL,
    open_steps INTEGER NOT NULL,
    sealed_at INTEGER,
    PRIMARY KEY (id)
) STRICT;

CREATE TABLE team (
    id TEXT NOT NULL,
    status TEXT NOT NULL,
    request TEXT NOT NULL,
    people TEXT NOT NULL,
    formed_at INTEGER NOT NULL,
    due_at INTEGER,
    sign_due_at INTEGER,
    PRIMARY KEY (id)
) STRICT;

CREATE INDEX ix_team_request ON team (request);

CREATE INDEX ix_team_status ON team (status);

CREATE TABLE child (
    id TEXT NOT NULL,
    wristband TEXT NOT NULL,
    request TEXT NOT NULL,
    status TEXT NOT NULL,
    first TEXT NOT NULL,
    second TEXT NOT NULL,
    came_at INTEGER NOT NULL,
    wrong INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;

CREATE INDEX ix_child_request ON child (request);

CREATE TABLE offer (
    id TEXT NOT NULL,
    point INTEGER NOT NULL,
    ticket TEXT NOT NULL,
    kind TEXT NOT NULL,
    amount INTEGER NOT NULL,
    loan INTEGER NOT NULL,
    pc4 TEXT NOT NULL,
    status TEXT NOT NULL,
    until_at INTEGER,
    registered_at INTEGER NOT NULL,
    what TEXT,
    house INTEGER NOT NULL,
    conditions TEXT,
    place_words TEXT,
    name TEXT,
    phone TEXT,
    remarks TEXT,
    PRIMARY KEY (id)
) STRICT;

CREATE INDEX ix_offer_status ON offer (status);

CREATE TABLE offer_hold (
    id TEXT NOT NULL,
    offer TEXT NOT NULL,
    request TEXT NOT NULL,
    point INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    until_at INTEGER,
    use TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (id)
) STRICT;

CREATE INDEX ix_offer_hold_offer ON offer_hold (offer);

CREATE INDEX ix_offer_hold_request ON offer_hold (request);
