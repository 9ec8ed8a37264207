-- SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Lists of thousands of requests and journals of a hundred thousand entries stay quick.

CREATE INDEX request_order ON request (ended, priority, (deadline_at IS NULL), deadline_at, registered_at, id);
CREATE INDEX request_board ON request (ended, point, priority, seen_at);
DROP INDEX ix_request_ended;
CREATE INDEX entry_not_folded ON entry (state) WHERE state <> 'ok';
CREATE INDEX entry_pending ON entry (author, seq) WHERE frame_number IS NULL;
CREATE INDEX frame_unread ON frame (author) WHERE unread IS 1;
CREATE INDEX frame_sent ON frame (author, sent_at);
