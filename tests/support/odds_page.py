# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""``docs/odds.md`` from the declarations. ``python -m tests.support.odds_page`` prints it."""

from __future__ import annotations

from typing import Any

from noodsteunpunt.domain.facts import FACTS, Lane
from noodsteunpunt.domain.odds import Given, Odds
from noodsteunpunt.encoding.schema import since, specs

HEAD = """# Odds

What the encoding takes for likely, from the declarations; a draft as they are. How it is used: [content](content.md).
Weights are in the order of the members in [facts](facts.md), of a yes or no as (no, yes), of an integer from 0 up.
"""


def page() -> str:
    """All kinds and their fields on the air."""
    lines = [HEAD, "| kind | parts | opens a subject | level |", "|---|---|---|---|"]
    for number in sorted(FACTS):
        kind: Any = FACTS[number]
        parts, opens = getattr(kind, "PARTS", 3), getattr(kind, "OPENS", False)
        lines.append(f"| {number} {kind.__name__} | {parts} | {'yes' if opens else 'no'} | {since(kind)} |")
    lines += ["", "| field | lane | odds |", "|---|---|---|"]
    for number in sorted(FACTS):
        kind = FACTS[number]
        for lane in (Lane.AIR, Lane.SEALED):
            for spec in specs(kind, lane):
                level = "" if spec.since == 1 else f"level {spec.since}; "
                lines.append(f"| {kind.__name__}.{spec.name} | {lane.value} | {level}{_told(spec.odds)} |")
    return "\n".join(lines) + "\n"


def _told(odds: Odds | None) -> str:
    if odds is None:
        return ""
    if isinstance(odds, Given):
        cases = "; ".join(f"{case.value}: {_row(parts)}" for case, parts in odds.cases.items())
        return f"Given {odds.name}: {cases}; otherwise: {_row(odds.otherwise)}"
    values = {name: getattr(odds, name) for name in odds.__dataclass_fields__}
    told = " ".join(f"{name} {_row(v) if isinstance(v, tuple) else v}" for name, v in values.items() if v is not False)
    return f"{type(odds).__name__} {told}".replace("parts ", "").strip()


def _row(values: tuple[object, ...]) -> str:
    return "(" + ", ".join(map(str, values)) + ")"


if __name__ == "__main__":
    print(page(), end="")
