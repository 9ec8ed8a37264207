# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Made-up requests for the benchmarks: every field in use, nothing that could be a person's.

Notes are put together from parts by a seeded ``Random`` and then spoilt as tired people do. None of the sentences is in
what the text model was trained on.
"""

from __future__ import annotations

from random import Random

from noodsteunpunt.domain.drafts import RequestDraft
from noodsteunpunt.domain.values import Category, Priority

_WHO = (
    "mevrouw van 83", "bewoner 2 hoog", "man met beademing", "gezin met 3 kinderen", "echtpaar boven de 70", "buurman",
    "jonge moeder", "student zonder stroom", "dame in rolstoel", "meneer met looprek",
)  # fmt: skip
_WHAT = (
    "durft de trap niet af", "heeft geen drinkwater meer", "zit al uren in de kou", "kan niemand bellen",
    "zuurstof bijna op", "insuline wordt te warm", "lift staat stil tussen 4 en 5", "accu traplift leeg",
    "heeft hulp nodig bij wassen", "eet sinds gisteren niet", "poes zit opgesloten", "wc spoelt niet door",
)  # fmt: skip
_HOW = (
    "nog 2 uur", "voordeur klemt", "sleutel bij de buren", "hond in huis", "aan achterzijde kloppen", "wacht beneden",
    "spreekt alleen Turks", "hoort slecht", "code portiek stuk", "graag voor 18u", "3e verd links", "belt niet",
)  # fmt: skip
_SHORT = {"mevrouw": "mw", "meneer": "dhr", "verdieping": "verd", "niet": "nt", "nodig": "nod", "gisteren": "gstrn"}
_NEEDS = (
    (Category.MEDICAL_POWER, 12), (Category.MEDICATION, 12), (Category.MED_COOLING, 6), (Category.CARRY_DOWN, 8),
    (Category.EVAC_TRANSPORT, 9), (Category.STUCK_LIFT, 5), (Category.WELFARE_CHECK, 14), (Category.WATER, 10),
    (Category.FOOD, 6), (Category.WARMTH, 8), (Category.BABY, 4), (Category.ANIMAL, 2), (Category.SANITATION, 4),
)  # fmt: skip
_CODES = tuple(f"{number}" for number in range(3511, 3586))
_LETTERS = "ABCDEGHJKLMNPRSTVWXZ"


def note(rng: Random, most: int = 60) -> str:
    """48 characters in the mean; capitals, commas and short forms as they come."""
    words = f"{rng.choice(_WHO)} {rng.choice(_WHAT)}"
    if len(words) < 36:
        words += rng.choice((", ", " ", ". ")) + rng.choice(_HOW)
    for long, short in _SHORT.items():
        if rng.random() < 0.15:
            words = words.replace(long, short)
    if rng.random() < 0.2:
        at = rng.randrange(len(words) - 1)
        words = words[:at] + words[at + 1] + words[at] + words[at + 2 :]
    if rng.random() < 0.5:
        words = words[0].upper() + words[1:]
    return words[:most].strip()


def requests(count: int, seed: int, priority: Priority | None = Priority.P2) -> list[RequestDraft]:
    """As a busy point takes them down; without ``priority`` all four, one in ten P1."""
    rng = Random(seed)
    needs, shares = zip(*_NEEDS, strict=True)
    made = []
    for _ in range(count):
        suffix = rng.choice(("", "", "", "", "A", "B", "-1", "bis")) if rng.random() < 0.5 else ""
        chosen = priority or Priority(rng.choices(("P1", "P2", "P3", "P4"), (10, 30, 40, 20))[0])
        made.append(
            RequestDraft(
                rng.choices(needs, shares)[0],
                chosen,
                people=rng.choices((1, 2, 3, 4, 5, 6), (60, 20, 8, 7, 3, 2))[0],
                postcode=rng.choice(_CODES) + rng.choice(_LETTERS) + rng.choice(_LETTERS),
                house_number=f"{rng.randrange(1, 240)}{suffix}".replace("bis", " bis"),
                note=note(rng),
                deadline_minutes=rng.choice((30, 60, 90, 120, 180, 240, 360, 720)) if rng.random() < 0.7 else None,
            )
        )
    return made


def plain(draft: RequestDraft, number: int, minute: int) -> dict[str, object]:
    """The same request as other programs would carry it: the open and the sealed fields, by name."""
    return {
        "ticket": f"KB-A{number:03d}-{number * 7 % 10}",
        "category": draft.category.value,
        "priority": draft.priority.value,
        "status": "new",
        "people": draft.people,
        "postcode": draft.postcode,
        "house_number": draft.house_number,
        "deadline": draft.deadline_minutes,
        "time": 1_800_000_000 + 60 * minute,
        "note": draft.note,
    }
