# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bytes on the air per help request and per status change, beside a bound and beside other encodings of the same.

    python -m tests.benchmarks.wire [--json] [--count 200] [--seed 1] [--notes FILE] [--quick]

``FILE`` has one note a line; without it ``notes.txt``, of which no line is in what the text model learnt (a test holds
that). Of ours every byte is counted that goes to the radio: packet header, tags, frame header, witnesses and
signatures, fields, texts.

The bound is what the best encoder of these records could do without any packet, key or tag. For the fields it is the
logarithm of the chance with which the generator below drew them, for the notes a mixture of two text models
(``text_bound.py``). ``--quick`` leaves the second text model out, so the bound is a little too high.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import msgpack

from noodsteunpunt.domain.facts import Fact, RequestRegistered, RequestStatusChanged, subject_id
from noodsteunpunt.domain.tickets import format_ticket
from noodsteunpunt.domain.values import GROUP_OF, Category, Priority, RequestStatus
from noodsteunpunt.encoding import Record, encode_content, fill, record_of
from noodsteunpunt.encoding.notes import NotesModel
from noodsteunpunt.encoding.text import model, newest
from sync.frames import MAX_BODY, TRAILER, WITNESS, Frame, content_room, encode_entries
from sync.frames import Priority as Class
from sync.ids import make_author
from sync.signing import CHECKPOINT_EVERY
from sync.wire import Keys, seal_frame
from tests.benchmarks.peers.plain import cbor
from tests.benchmarks.text_bound import Bound, both, shipped_bits
from tests.support.fact_vectors import FixedSealer
from tests.training import train

NOTES = Path(__file__).with_name("notes.txt")
AUTHOR = make_author(1, 0)
KEYS = Keys.derive(bytes(range(32)), b"incident", 1)

T = TypeVar("T")

NEEDS = {
    Category.MEDICAL_POWER: 12, Category.MEDICATION: 12, Category.WELFARE_CHECK: 12, Category.WATER: 11,
    Category.CARRY_DOWN: 8, Category.EVAC_TRANSPORT: 8, Category.WARMTH: 7, Category.CARE_ROUND: 6, Category.FOOD: 6,
    Category.LIFE_THREAT: 5, Category.MED_COOLING: 4, Category.REPAIR: 4, Category.STUCK_LIFT: 3, Category.BABY: 2,
}  # fmt: skip
PRIORITIES = {Priority.P1: 25, Priority.P2: 75}
PEOPLE = {1: 58, 2: 22, 3: 8, 4: 6, 5: 3, 6: 2, 12: 1}
DEADLINES = {None: 30, 30: 8, 60: 16, 90: 6, 120: 14, 180: 6, 240: 10, 480: 6, 720: 4}
DIGITS = tuple(range(3511, 3538))
PAIRS = tuple(a + b for a in "ABCDEGHJKL" for b in "ABCDEGHJKLMNPRS")
"""27 times 150: the 4,050 postcodes of a town."""
HOUSES = {number: 1000 // (number + 12) + 1 for number in range(1, 300)}
SUFFIXES = {"": 76, "A": 8, "B": 6, "a": 4, "-1": 3, " bis": 3}
DESKS = {"A": 60, "B": 40}
STATUSES = {
    RequestStatus.ASSESSED: 10, RequestStatus.MATCHED: 15, RequestStatus.IN_PROGRESS: 25, RequestStatus.SOLVED: 30,
    RequestStatus.CLOSED: 15, RequestStatus.REFERRED: 5,
}  # fmt: skip
GAP, STATUS_GAP, OPEN = 5, 3, 200
"""Minutes between requests and between steps, in the mean; open requests that a step can be about."""


@dataclass(slots=True)
class Drawn:
    """A seeded draw that counts the information in it. ``minute`` goes on."""

    rng: Random
    bits: float = 0.0
    minute: int = 600
    numbers: dict[str, int] = field(default_factory=lambda: {"A": 40, "B": 25})

    def one(self, weights: dict[T, int]) -> T:
        """One of these."""
        (chosen,) = self.rng.choices(list(weights), list(weights.values()))
        self.bits -= math.log2(weights[chosen] / sum(weights.values()))
        return chosen

    def even(self, choices: Sequence[T]) -> T:
        """Any of these."""
        self.bits += math.log2(len(choices))
        return self.rng.choice(choices)

    def pass_time(self, mean: int) -> None:
        """Whole minutes, geometric."""
        chance, gap = 1 / (mean + 1), 0
        while self.rng.random() > chance:
            gap += 1
        self.bits -= math.log2(chance * (1 - chance) ** gap)
        self.minute += gap

    def request(self, note: str) -> RequestRegistered:
        """P1 or P2, so that address and note travel. The ticket's number goes up by one per desk: no information."""
        self.pass_time(GAP)
        desk, category, digits = self.one(DESKS), self.one(NEEDS), str(self.even(DIGITS))
        self.numbers[desk] += 1
        deadline = self.one(DEADLINES)
        return RequestRegistered(
            letters="KB",
            desk=desk,
            number=self.numbers[desk],
            group=GROUP_OF[category],
            priority=self.one(PRIORITIES),
            people=self.one(PEOPLE),
            pc4=digits,
            deadline=None if deadline is None else self.minute + deadline,
            category=category,
            address=f"{digits}{self.even(PAIRS)} {self.one(HOUSES)}{self.one(SUFFIXES)}",
            note=note,
        )


def requests(count: int, seed: int, notes: Sequence[str]) -> tuple[list[Record], float]:
    """Records in the order of their numbers, and the bits of their fields; the notes come in any order, each as
    often as the others."""
    drawn, order = Drawn(Random(seed)), list(notes) * (count // len(notes) + 1)
    drawn.rng.shuffle(order)
    made = []
    for index in range(count):
        fact = drawn.request(order[index])
        made.append(_record(fact, 300 + index, 900 + index, drawn.minute, None))
    return made, drawn.bits


def steps(count: int, seed: int) -> tuple[list[Record], float]:
    """Status changes of any of the last requests of the own point."""
    drawn, made = Drawn(Random(seed)), []
    for index in range(count):
        drawn.pass_time(STATUS_GAP)
        seq, back = 700 + index, drawn.even(range(1, OPEN + 1))
        fact = RequestStatusChanged(status=drawn.one(STATUSES))
        made.append(_record(fact, seq, 1500 + index, drawn.minute, subject_id(AUTHOR, seq - back)))
    return made, drawn.bits


def _record(fact: Fact, seq: int, lamport: int, minute: int, subject: Any) -> Record:
    return record_of(fact, seq=seq, lamport=lamport, minutes=minute, subject=subject)


def proof(number: int) -> int:
    """B of what proves whose a frame is: a signature in every sixteenth, a witness in the others."""
    return TRAILER if number % CHECKPOINT_EVERY == 0 else WITNESS


def contents(records: Sequence[Record]) -> list[bytes]:
    """Of full frames, from number 17 on."""
    found = list[bytes]()
    while records:
        number = 17 + len(found)
        count = max(1, fill(records, AUTHOR, content_room(0, MAX_BODY - proof(number)), "KB"))
        found.append(encode_content(records[:count], AUTHOR, number, FixedSealer()))
        records = records[count:]
    return found


def on_the_air(records: Sequence[Record]) -> list[bytes]:
    """The packets as a station makes them. What proves whose they are is zeros here, as long as it is."""
    return [
        seal_frame(Frame(AUTHOR, number, encode_entries(Class.URGENT, 0, content) + bytes(proof(number))), KEYS)
        for number, content in enumerate(contents(records), 17)
    ]


def text_bounds(notes: Sequence[str], *, quick: bool) -> tuple[float, float]:
    """(bits of the notes under the shipped model, and under both models together)."""
    shipped = model(newest())
    assert isinstance(shipped, NotesModel)
    ours = [shipped_bits(shipped, note) for note in notes]
    total = sum(map(sum, ours))
    if quick:
        return total, total
    bound = Bound()
    print("the second text model learns: a minute or two", file=sys.stderr)
    made = train.made_notes(train.MADE)
    written = train.written_notes()
    Random(1).shuffle(written)
    bound.learn([*train.lines(train.FOLDER / "teksten.txt"), *train.words(), *made, *written])
    return total, sum(min(sum(mine), both(mine, bound.bits(note))) for note, mine in zip(notes, ours, strict=True))


def as_names(record: Record) -> dict[str, object]:
    """As a program would write it that knows nothing of bits: what is there, by name."""
    values = record.values
    ticket = format_ticket(values["letters"], values["desk"], values["number"])
    told: dict[str, object] = {
        "ticket": ticket, "time": record.minutes, "category": values["category"].value, "group": values["group"].value,
        "priority": values["priority"].value, "status": "new", "people": values["people"],
        "postcode": values["address"][:6], "house_number": values["address"][7:], "note": values["note"],
    }  # fmt: skip
    if values["deadline"] is not None:
        told["deadline"] = values["deadline"]
    return told


def peers(records: Sequence[Record]) -> dict[str, float]:
    """B per request of other encodings, one request a message; without any authentication, sealing or header."""
    named = [as_names(record) for record in records]
    numbered = [dict(enumerate(value for value in row.values())) for row in named]
    texts = [json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() for row in named]
    dictionary = ("\n".join(train.written_notes())[-31_000:] + json.dumps(named[0])).encode()[-32_768:]
    ways = {
        "json": texts,
        "json, deflated": [zlib.compress(text, 9) for text in texts],
        "json, deflated with a dictionary of 32 KB": [_deflate(text, dictionary) for text in texts],
        "cbor with integer keys": [cbor(row) for row in numbered],
        "msgpack, array": [msgpack.packb(list(row.values())) for row in numbered],
        "msgpack, array, deflated with the dictionary": [
            _deflate(msgpack.packb(list(row.values())), dictionary) for row in numbered
        ],
    }
    return {name: round(sum(map(len, made)) / len(records), 1) for name, made in ways.items()}


def _deflate(data: bytes, dictionary: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, dictionary)
    return packer.compress(data) + packer.flush()


def measure(count: int, seed: int, notes: Sequence[str], *, quick: bool) -> dict[str, Any]:
    """Everything, of one run."""
    records, field_bits = requests(count, seed, notes)
    used = [str(record.values["note"]) for record in records]
    shipped, best = text_bounds(used, quick=quick)
    packets = on_the_air(records)
    changes, change_bits = steps(3 * count, seed)
    change_packets = on_the_air(changes)
    ours, bound = sum(map(len, packets)) / count, (field_bits + best) / 8 / count
    status, status_bound = sum(map(len, change_packets)) / len(changes), change_bits / 8 / len(changes)
    return {
        "bytes_per_request": round(ours, 2),
        "bound": round(bound, 2),
        "ratio": round(ours / bound, 3),
        "requests": count,
        "packets": len(packets),
        "note_characters": round(sum(map(len, used)) / count, 1),
        "bound_of_the_fields": round(field_bits / 8 / count, 2),
        "bound_of_the_note": round(best / 8 / count, 2),
        "note_under_the_shipped_model": round(shipped / 8 / count, 2),
        "bytes_per_status": round(status, 2),
        "status_bound": round(status_bound, 2),
        "bytes_alone": round(sum(len(on_the_air([record])[0]) for record in records[:20]) / min(20, count), 1),
        "peers": peers(records),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Bytes on the air per record, and their bound.")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--notes", type=Path, default=NOTES)
    asked = parser.parse_args()
    notes = [note.strip() for note in asked.notes.read_text("utf-8").splitlines() if note.strip()]
    told = measure(asked.count, asked.seed, notes, quick=asked.quick)
    if asked.json:
        print(json.dumps(told))
        return
    for name, value in told.items():
        for line, figure in value.items() if isinstance(value, dict) else ((name, value),):
            print(f"{figure:>10}  {line}")


if __name__ == "__main__":
    main()
