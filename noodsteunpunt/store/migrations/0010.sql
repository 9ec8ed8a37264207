-- SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
-- SPDX-License-Identifier: EUPL-1.2
-- What was seen of a helper, where they may work and since when they are here; a task that the leader approved.

ALTER TABLE helper ADD COLUMN identity TEXT;
ALTER TABLE helper ADD COLUMN vog TEXT;
ALTER TABLE helper ADD COLUMN clearance TEXT;
ALTER TABLE helper ADD COLUMN limits TEXT;
ALTER TABLE helper ADD COLUMN languages TEXT;
ALTER TABLE helper ADD COLUMN on_since INTEGER;
ALTER TABLE request ADD COLUMN approved_at INTEGER;
