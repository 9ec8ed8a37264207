# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""*Wie kan dit doen?* for 500 requests with 300 helpers and 200 offers in a real store: what one answer costs, from the
rows to the reasons. ``python -m tests.benchmarks.matching --json``

Beside it what reading the same rows bare costs in the same run; and whether a second store, with the same facts, and a
second reading give the same order.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any

from sqlalchemy import select

from noodsteunpunt.domain.facts import (
    HelperChecked,
    HelperRegistered,
    OfferRegistered,
    OfferStatusChanged,
    RequestRegistered,
    TaskApproved,
)
from noodsteunpunt.domain.matching import Proposal
from noodsteunpunt.domain.matching_things import WANTS
from noodsteunpunt.domain.values import Category, Priority, Skill, SubjectId
from noodsteunpunt.domain.values_people import Clearance, Limit
from noodsteunpunt.domain.values_point import OfferKind, OfferStatus
from noodsteunpunt.store.database import Reader, Store
from noodsteunpunt.store.tables import HELPER, OFFER
from tests.support.station_kit import NOW, open_store, papers

REQUESTS, HELPERS, OFFERS = 500, 300, 200
HOUR = 10


def filled(store: Store, rng: Random, requests: int, helpers: int, offers: int) -> list[SubjectId]:
    """One commit; the requests' ids."""
    named: dict[str, Any] = {"letters": "KB", "desk": "A"}
    with store.together(NOW) as enter:
        for number in range(helpers):
            helper = enter(
                HelperRegistered(
                    number=number, skills=frozenset(rng.sample(list(Skill), 2)), pc4=f"355{rng.randrange(10)}",
                    adult=rng.random() < 0.9, vehicle=rng.random() < 0.3, group_size=rng.choice((1, 1, 2, 6)), **named,
                )
            )  # fmt: skip
            enter(
                HelperChecked(
                    clearance=frozenset(rng.sample(list(Clearance), 2)), languages=rng.choice(("", "de", "ar nl")),
                    limits=frozenset(rng.sample(list(Limit), rng.randrange(2))),
                ),
                helper,
            )  # fmt: skip
        words = sorted({word for wants in WANTS.values() for word in wants.words})
        for number in range(offers):
            offer = enter(
                OfferRegistered(
                    number=number, kind=rng.choice(list(OfferKind)), what=f"{rng.choice(words)}, schoon", amount=3,
                    pc4=f"355{rng.randrange(10)}", **named,
                )
            )  # fmt: skip
            if rng.random() < 0.8:
                enter(OfferStatusChanged(status=OfferStatus.AVAILABLE), offer)
        found = []
        for number in range(requests):
            category = rng.choice(list(WANTS) if rng.random() < 0.5 else list(Category))
            draft = RequestRegistered(
                number=number, category=category, priority=rng.choice(list(Priority)), people=1,
                pc4=f"355{rng.randrange(10)}", **named,
            )  # fmt: skip
            found.append(enter(draft))
            if rng.random() < 0.3:
                enter(TaskApproved(words="brandweer vraagt het"), found[-1])
    return found


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def measure(seed: int = 1, requests: int = REQUESTS, helpers: int = HELPERS, offers: int = OFFERS) -> dict[str, Any]:
    """Milliseconds per request, and whether the order is the same."""
    enrolment = papers()[1]
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        answers: list[list[Proposal | None]] = []
        spent: list[float] = []
        bare: list[float] = []
        for folder in (one, other):
            store = open_store(Path(folder), enrolment)
            ids = filled(store, Random(seed), requests, helpers, offers)
            with store.reader() as reader:
                answers.append([])
                for request in ids:
                    spent.append(_milliseconds(lambda request=request: answers[-1].append(_asked(reader, request))))
                    if folder == one:
                        bare.append(_milliseconds(lambda: _rows(reader)))
                again = [_asked(reader, request) for request in ids[:20]]
                assert again == answers[-1][:20], "a second reading"
            store.close()
    said = [answer for answer in answers[0] if answer is not None]
    return {
        "requests": requests, "helpers": helpers, "offers": offers, "seed": seed,
        "ms_p50": round(median(spent), 2), "ms_p95": round(quantiles(spent, n=20)[18], 2),
        "ms_worst": round(max(spent), 2),
        "bare_rows_ms_p50": round(median(bare), 2), "to_bare": round(median(spent) / median(bare), 2),
        "same_order": _order(answers[0]) == _order(answers[1]),
        "with_helpers": sum(bool(one.matches) for one in said), "with_things": sum(bool(one.things) for one in said),
        "unexplained": sum(not match.why for one in said for match in (*one.matches, *one.things))
        + sum(not code for one in said for _, code in (*one.refused, *one.things_refused)),
    }  # fmt: skip


def _asked(reader: Reader, request: SubjectId) -> Proposal | None:
    return reader.proposal(request, hour=HOUR, now=NOW + 3600)


def _rows(reader: Reader) -> None:
    with reader.reading() as conn:
        for table in (HELPER, OFFER):
            conn.execute(select(table)).mappings().all()


def _order(answers: list[Proposal | None]) -> list[object]:
    return [
        None if one is None else ([m.helper for m in one.matches], [m.offer for m in one.things]) for one in answers
    ]


def main() -> None:
    """Told as one object, or a line per figure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true", help="a tenth of everything, to see that it works")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    part = 10 if asked.quick else 1
    told = measure(asked.seed, REQUESTS // part, HELPERS // part, OFFERS // part)
    print(
        json.dumps(told, indent=1) if asked.json else "\n".join(f"{name:<20} {value}" for name, value in told.items())
    )


if __name__ == "__main__":
    main()
