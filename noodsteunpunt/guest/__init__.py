# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The guest process: pack and board for visitors' phones and a second screen.

It holds no key, imports nothing of the station and reads one folder: what the station handed over (``published``).
"""
