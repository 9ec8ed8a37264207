# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2

demo:
    python3 start.py

check:
    python3 start.py --check --loss 0.2 --seed 1

test:
    python3 start.py test

soak:
    .venv/bin/python -m pytest -q -m soak

wheel:
    .venv/bin/python -m hatchling build
