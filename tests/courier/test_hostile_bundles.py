# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bundles that must be refused: each with its reason, nothing changed, counted."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import example, given
from hypothesis import strategies as st

from noodsteunpunt.courier import errors
from noodsteunpunt.courier.bundle import HEAD, MAGIC, MAX_BUNDLE, Head, open_records, read_head, write_bundle
from noodsteunpunt.courier.errors import CourierError
from noodsteunpunt.courier.reading import import_bundle
from noodsteunpunt.courier.records import (
    FrameRun,
    HouseRun,
    KeyRun,
    Record,
    RecordError,
    Told,
    decode_record,
    encode_record,
)
from noodsteunpunt.enrolment import Enrolment
from noodsteunpunt.errors import explain
from noodsteunpunt.store.courier import HouseLine, KeyLine
from tests.support.courier_kit import ANKER, CP, KERN, Couriers, couriers


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Couriers]:
    with couriers(tmp_path_factory.mktemp("couriers")) as made:
        made.register(KERN)
        made.register(ANKER)
        yield made


@pytest.fixture(scope="module")
def genuine(world: Couriers) -> bytes:
    return world.export(KERN, CP)[0].read_bytes()


def refused(world: Couriers, data: bytes | Path, at: int = CP) -> str:
    """The reason; nothing changed but its count, and nothing was left on the disk."""
    before, counted = world.rows(at), world.at(at).store.bundles_refused()
    with pytest.raises(CourierError) as error:
        import_bundle(world.access(at), data if isinstance(data, Path) else io.BytesIO(data), world.folder / "copies")
    assert world.rows(at) == before
    reason = error.value.reason
    assert world.at(at).store.bundles_refused() == counted | {reason: counted.get(reason, 0) + 1}
    assert list((world.folder / "copies").iterdir()) == []
    assert str(explain(error.value)).startswith("NSP-8")
    return reason


def papers(world: Couriers, point: int) -> Enrolment:
    return world.sim.points[point].enrolment


def forged(world: Couriers, records: list[bytes], *, sender: int = KERN, to: int = CP, **head: object) -> bytes:
    """A bundle that the papers of ``sender`` can make, with anything in it."""
    ours = papers(world, sender)
    certificate = ours.roster.point(to)
    assert certificate is not None
    out = io.BytesIO()
    made = Head(ours.roster.incident, sender << 6, to, 1_800_000_000)
    signing = Ed25519PrivateKey.from_private_bytes(ours.signing_key)
    write_bundle(out, replace(made, **head), records, recipient_public=certificate.exchange_public, signing=signing)  # type: ignore[arg-type]
    return out.getvalue()


def test_for_somebody_else(world: Couriers, genuine: bytes) -> None:
    assert refused(world, genuine, ANKER) == "point"


def test_of_another_incident(world: Couriers, tmp_path: Path) -> None:
    with couriers(tmp_path) as other:
        assert refused(other, world.export(KERN, CP)[0].read_bytes()) == "incident"


def test_half_at_every_length(world: Couriers, genuine: bytes) -> None:
    assert refused(world, b"") == "not_ours"
    lengths = {*range(1, len(MAGIC) + 2), *range(20, len(genuine), 37), HEAD - 1, HEAD, HEAD + 1, len(genuine) - 1}
    for length in sorted(lengths):
        assert refused(world, genuine[:length]) == "half", length


def test_changed_anywhere(world: Couriers, genuine: bytes) -> None:
    reasons = set()
    for place in [*range(HEAD), *range(HEAD, len(genuine), 29)]:
        reasons.add(refused(world, genuine[:place] + bytes((genuine[place] ^ 1,)) + genuine[place + 1 :]))
    assert reasons == {"tampered", "not_ours", "too_new", "incident", "point"}
    assert refused(world, genuine + b"\0") == "tampered"


def test_of_a_later_format(world: Couriers, genuine: bytes) -> None:
    assert refused(world, genuine[:6] + b"\x02" + genuine[7:]) == "too_new"
    assert refused(world, forged(world, [bytes((99, 1, 0))])) == "too_new", "a record that must be understood"


def test_two_gigabytes_of_zeros(world: Couriers, tmp_path: Path) -> None:
    zeros = tmp_path / "zeros"
    with zeros.open("wb") as stream:
        stream.truncate(2 << 30)
    assert refused(world, zeros) == "not_ours"
    with zeros.open("r+b") as stream:
        stream.write(forged(world, [])[:HEAD])
    assert refused(world, zeros) == "tampered", "a genuine head, and then zeros: read no further than it says"


def test_a_length_that_cannot_be(world: Couriers) -> None:
    ours = papers(world, KERN)
    head = Head(ours.roster.incident, KERN << 6, CP, 1, length=MAX_BUNDLE)
    signature = Ed25519PrivateKey.from_private_bytes(ours.signing_key).sign(b"nsp-bundle" + head.signed_bytes())
    assert refused(world, head.signed_bytes() + signature + bytes(1000)) == "too_large"


def test_what_is_no_file(world: Couriers, tmp_path: Path) -> None:
    assert refused(world, tmp_path) == "not_ours"
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert refused(world, pipe) == "not_ours"
    link = tmp_path / "link"
    link.symlink_to("/dev/zero")
    assert refused(world, link) == "not_ours"
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(1000))
    assert refused(world, tmp_path / "photo.jpg") == "not_ours"


def test_signed_by_another_point_than_it_says(world: Couriers) -> None:
    assert refused(world, forged(world, [], sender=ANKER)[:HEAD]) == "half", "by itself it would do"
    assert refused(world, forged(world, [], sender=KERN)[: HEAD - 64] + bytes(64)) == "tampered"
    ours, theirs = papers(world, KERN), papers(world, ANKER)
    certificate = ours.roster.point(CP)
    assert certificate is not None
    out = io.BytesIO()
    signing = Ed25519PrivateKey.from_private_bytes(theirs.signing_key)
    head = Head(ours.roster.incident, KERN << 6, CP, 1)
    write_bundle(out, head, [], recipient_public=certificate.exchange_public, signing=signing)
    assert refused(world, out.getvalue()) == "tampered"
    assert refused(world, forged(world, [], to=CP, sender=KERN, recipient=ANKER), ANKER) == "tampered", (
        "not encrypted for it"
    )


HOUSE_OF_OTHERS = [
    HouseRun(ANKER << 6, (HouseLine(1, 1, "0080-1", bytes(40)),)),
    KeyRun((KeyLine("0080-1", ANKER << 6, bytes(32)),)),
]


@pytest.mark.parametrize("record", HOUSE_OF_OTHERS, ids=["entries", "keys"])
def test_house_entries_that_are_not_the_senders(world: Couriers, record: Record) -> None:
    assert refused(world, forged(world, [encode_record(record)])) == "malformed"


@pytest.mark.parametrize("seq", [1, 2, 7], ids=["other bytes", "a gap", "a wide gap"])
def test_house_entries_that_break_the_chain(world: Couriers, seq: int) -> None:
    """Nothing is held of this writer, not even who it is: its chain has no beginning."""
    run = HouseRun(KERN << 6 | 5, (HouseLine(seq, 1, "0040-1", bytes(40)),))
    assert refused(world, forged(world, [encode_record(run)])) == "malformed"


BAD_RECORDS = [
    bytes((2, 3, 0, 64, 1)),
    bytes((2, 6, 0, 64, 1, 5, 1, 1)),
    bytes((2, 5, 0, 64, 1, 0, 0)),
    bytes((1, 1, 9)),
    bytes((3, 4, 0, 64, 0, 0)),
    bytes((4, 5, 1, 0, 64, 0, 64)),
    bytes((2, 200)),
    bytes((1, 0xFF, 0xFF, 0xFF, 0x7F)),
    bytes((2, *[0xFF] * 12)),
]


@pytest.mark.parametrize("raw", BAD_RECORDS, ids=[record.hex() for record in BAD_RECORDS])
def test_records_that_no_station_makes(world: Couriers, raw: bytes) -> None:
    assert refused(world, forged(world, [raw])) == "malformed"


def test_frames_that_no_engine_takes_are_left_out(world: Couriers) -> None:
    """As on the air: a binding that its point did not sign, a body that is none, an author of no point."""
    runs = [
        FrameRun(KERN << 6 | 9, 0, (bytes(99),)),
        FrameRun(KERN << 6, 7, (b"\x09",)),
        FrameRun(999 << 6, 0, (b"x",)),
    ]
    before = world.at(CP).store.export_canonical()
    read = import_bundle(
        world.access(CP), io.BytesIO(forged(world, [encode_record(run) for run in runs])), world.folder / "copies"
    )
    assert read.frames == 0
    assert world.at(CP).store.export_canonical() == before


def test_a_newer_record_that_may_be_passed_over(world: Couriers) -> None:
    raw = forged(world, [bytes((200, 3, 1, 2, 3))])
    assert import_bundle(world.access(CP), io.BytesIO(raw), world.folder / "copies").frames == 0


def test_every_refusal_has_a_code_of_its_own() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, CourierError)]
    codes = {str(explain(kind("x"))).partition(":")[0] for kind in kinds}
    assert len(codes) == len(kinds) == len({kind.reason for kind in kinds})


# -- decoders ------------------------------------------------------------------------------------------

AUTHOR = st.integers(0, 0xFFFF)
SUBJECT = st.builds("{:04x}-{}".format, AUTHOR, st.integers(1, 1 << 40))
LINES = st.lists(st.tuples(st.integers(-9, 9), SUBJECT, st.binary(min_size=1, max_size=60)), min_size=1, max_size=5)


def house(author: int, first: int, lines: list[tuple[int, str, bytes]]) -> HouseRun:
    return HouseRun(author, tuple(HouseLine(first + n, *line) for n, line in enumerate(lines)))


RECORDS = st.one_of(
    st.builds(Told, st.sampled_from(["mesh", "house"]), st.dictionaries(AUTHOR, st.integers(0, 65_536))),
    st.builds(
        FrameRun,
        AUTHOR,
        st.integers(0, 65_000),
        st.lists(st.binary(min_size=1, max_size=209), min_size=1, max_size=9).map(tuple),
    ),
    st.builds(house, AUTHOR, st.integers(1, 1 << 40), LINES),
    st.builds(KeyRun, st.lists(st.builds(KeyLine, SUBJECT, AUTHOR, st.binary(min_size=32, max_size=32))).map(tuple)),
)


@given(RECORDS)
def test_a_record_comes_out_as_it_went_in(record: Record) -> None:
    raw = encode_record(record)
    start = next(at for at in range(1, 6) if raw[at] < 0x80) + 1
    assert decode_record(raw[0], raw[start:]) == record


@given(st.integers(0, 255), st.binary(max_size=300))
@example(1, b"")
@example(3, bytes(3))
def test_any_bytes_are_a_record_or_refused(kind: int, payload: bytes) -> None:
    with suppress(RecordError):
        decode_record(kind, payload)


@given(st.binary(max_size=400), st.booleans())
def test_any_bytes_are_a_head_or_refused(data: bytes, ours: bool) -> None:
    with suppress(CourierError):
        head = read_head(io.BytesIO((MAGIC if ours else b"") + data))
        list(open_records(io.BytesIO(data), head, Random(1).randbytes(32)))


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000])
def test_pieces_of_every_size(world: Couriers, size: int) -> None:
    """The last piece says that it is the last, also where it is full or empty."""
    bodies = [bytes((200,)) + b"\x7f" + bytes(127)] * (size // 129) + [bytes((200, 0))] * (size % 129 // 2)
    raw = forged(world, bodies)
    stream = io.BytesIO(raw)
    head = read_head(stream)
    assert list(open_records(stream, head, papers(world, CP).exchange_key)) == []
    assert head.length == len(raw) - HEAD
