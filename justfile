# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
# Every recipe is a line that also works by hand. On Windows: .venv\Scripts instead of .venv/bin.

# install, and start two points and a coordination point
demo:
    python3 start.py

# the same story without a person, judged
story:
    python3 start.py --check --loss 0.2 --seed 1

# install what the tests need, then every check and test
test:
    python3 start.py test

# the long tests too
soak:
    python3 start.py test --soak

# fast: format, lint, types, arrows
check:
    .venv/bin/ruff format --check .
    .venv/bin/ruff check .
    .venv/bin/mypy
    .venv/bin/lint-imports

# new lock files after a change of dependencies; needs uv
lock:
    uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --group build pyproject.toml -o requirements/run.txt
    uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --group dev pyproject.toml -o requirements/dev.txt
    uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --group media -o requirements/media.txt

# a wheel, without network
wheel:
    .venv/bin/hatchling build -t wheel
