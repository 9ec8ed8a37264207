-- SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
-- SPDX-License-Identifier: EUPL-1.2
-- The organisation that a helper comes with.

ALTER TABLE helper ADD COLUMN organisation TEXT;
