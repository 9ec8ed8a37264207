-- SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
-- SPDX-License-Identifier: EUPL-1.2
-- Frames by which an author says that earlier ones of it are superseded.

ALTER TABLE frame ADD COLUMN skip INTEGER DEFAULT '0' NOT NULL;
CREATE INDEX frame_skip ON frame (author, number) WHERE skip IS 1;
