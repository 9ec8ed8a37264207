# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which snapshots count: a coordination point's own word, the newest, whole; and nothing else changes anything."""

from __future__ import annotations

import pytest

from sync.commands import encode_revoke
from sync.engine import Event, Rejected, SnapshotReceived
from sync.frames import Frame, Priority
from sync.ids import make_author
from sync.packets import Talk
from sync.snapshot import Part, Progress, Row, Snapshot
from sync.snapshots import MAX_EARLY
from sync.wire import MAX_PACKET, Keys, open_packet, seal_frame
from tests.support.snapshot_kit import SIGNER, packet, statement
from tests.support.sync_medium import Medium, Node
from tests.support.sync_papers import COORDINATOR, GROUP_KEY, INCIDENT, KEYS, ROOT, binding

A = make_author(2, 1)
ROWS = {A: Row(40, ((7, 1), (20, 3))), SIGNER: Row(2)}
LATER = {A: Row(50, ((7, 1), (44, 1))), SIGNER: Row(2)}


def station(*, knows: bool = True) -> Node:
    """It hears nobody, and has the coordination point's key if it knows it."""
    medium = Medium()
    medium.cut([1], [2], [COORDINATOR])
    node = medium[1]
    if knows:
        node.hear(seal_frame(Frame(SIGNER, 0, binding(SIGNER)), KEYS))
    return node


def reasons(events: list[Event]) -> list[str]:
    return [event.reason for event in events if isinstance(event, Rejected)]


def test_a_coordination_points_word_counts_and_is_kept() -> None:
    node, raw = station(), packet(ROWS)
    assert node.up.progress() is None
    assert node.hear(raw) == [SnapshotReceived((raw,))]
    # Of who has something to say also the frame that says who it is; of the rest 40 + 2 - 5, one of which is here.
    assert node.up.progress() == Progress(90, 2, own=False, whole=True, here=0, named=5, older=36)
    node.stop()
    node.start()
    assert node.up.progress() == Progress(90, 2, own=False, whole=True, here=0, named=5, older=36)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (packet(ROWS, signer=A), "snapshot"),  # no coordination point
        (packet(ROWS, signer=make_author(77, 0)), "snapshot"),  # nobody at all
        (packet(ROWS, replica=f"replica {A}"), "snapshot"),  # another's key
        (packet(ROWS, incident=b"othercas"), "snapshot"),  # signed for another incident
        (packet(ROWS, keys=Keys.derive(GROUP_KEY, b"othercas", 1)), "tag"),
        (packet(ROWS, keys=Keys.derive(GROUP_KEY, INCIDENT, 2)), "epoch"),
        (packet(ROWS, keys=Keys.derive(bytes(32), INCIDENT, 1)), "tag"),
        (packet(ROWS)[:-1], "tag"),
        (packet(ROWS)[:14], "short"),
        (packet(ROWS) + bytes(200), "malformed"),
        (packet(ROWS, statement(ROWS, points=(1, 2), parts=16), 16), "malformed"),
        (packet({A: Row(40, ((39, 2),))}), "malformed"),
    ],
)
def test_what_is_no_coordination_points_word_changes_nothing(raw: bytes, reason: str) -> None:
    node = station()
    assert reasons(node.hear(raw)) == [reason]
    assert node.up.rejected[reason] == 1
    assert node.up.progress() is None and not node.log.kept_snapshot


def test_every_changed_byte_is_refused() -> None:
    node, raw = station(), packet(ROWS)
    for at in range(len(raw)):
        assert reasons(node.hear(raw[:at] + bytes((raw[at] ^ 1,)) + raw[at + 1 :]))
    assert node.up.progress() is None


def test_the_same_again_and_an_older_one_after_a_newer() -> None:
    node = station()
    assert reasons(node.hear(packet(ROWS))) == []
    assert reasons(node.hear(packet(ROWS))) == ["replay"]
    assert reasons(node.hear(packet(ROWS, counter=9))) == ["replay"]
    newer = packet(LATER)
    assert node.hear(newer) == [SnapshotReceived((newer,))]
    assert reasons(node.hear(packet(ROWS))) == ["snapshot_old"]
    assert node.log.kept_snapshot == [newer]
    # Of as many frames the later one counts.
    assert reasons(node.hear(packet(LATER, statement(LATER, at=89)))) == ["snapshot_old"]
    assert reasons(node.hear(packet(LATER, statement(LATER, at=91)))) == []


def test_a_whole_one_stays_until_a_newer_one_is_whole() -> None:
    node = station()
    node.hear(packet(ROWS))
    said = statement(LATER, parts=2)
    node.hear(packet({SIGNER: LATER[SIGNER]}, said, 0))
    progress = node.up.progress()
    assert progress is not None and progress.whole and progress.named == 5
    assert len(node.log.kept_snapshot) == 2
    node.hear(packet({A: LATER[A]}, said, 1))
    progress = node.up.progress()
    assert progress is not None and progress.whole and progress.named == 3
    assert len(node.log.kept_snapshot) == 2


def test_without_a_whole_one_the_part_that_is_here_counts() -> None:
    node, said = station(), statement(ROWS, parts=2)
    node.hear(packet({A: ROWS[A]}, said, 1))
    assert node.up.progress() == Progress(90, 2, own=False, whole=False, here=0, named=5, older=35)


def test_parts_that_contradict_each_other_are_no_word() -> None:
    node, said = station(), statement(ROWS, parts=2)
    node.hear(packet({A: ROWS[A]}, said, 0))
    assert reasons(node.hear(packet({A: Row(39)}, said, 1))) == ["snapshot"]
    assert node.up.progress() is None
    assert reasons(node.hear(packet(LATER))) == []


def test_one_that_comes_before_its_signers_key_waits_for_it() -> None:
    node, raw = station(knows=False), packet(ROWS)
    assert node.hear(raw) == [] and node.up.progress() is None and not node.up.rejected
    events = node.hear(seal_frame(Frame(SIGNER, 0, binding(SIGNER)), KEYS))
    assert SnapshotReceived((raw,)) in events and node.up.progress() is not None


def test_a_slot_that_nobody_wrote_under_never_counts_and_what_waits_is_bounded() -> None:
    node = station()
    for slot in range(2, 60):
        assert node.hear(packet(ROWS, signer=make_author(COORDINATOR, slot))) == []
    assert node.up.progress() is None
    assert len(node.up._snapshots.kept._early) == MAX_EARLY


def test_a_forged_one_that_waited_is_refused_when_the_key_comes() -> None:
    node = station(knows=False)
    node.hear(packet(ROWS, replica="somebody"))
    events = node.hear(seal_frame(Frame(SIGNER, 0, binding(SIGNER)), KEYS))
    assert reasons(events) == ["snapshot"] and node.up.progress() is None


def test_the_word_of_who_is_revoked_ends() -> None:
    node = station()
    node.hear(packet(ROWS))
    assert node.up.progress() is not None
    node.order([encode_revoke(COORDINATOR, 0, [], INCIDENT, ROOT)])
    assert node.up.progress() is None
    assert reasons(node.hear(packet(LATER))) == ["revoked"]
    node.stop()
    node.start()
    assert node.up.progress() is None


def test_what_was_kept_wrongly_is_like_not_having_it() -> None:
    node = station()
    node.log.kept_snapshot = [b"", b"rubbish", packet(ROWS, replica="somebody"), packet(ROWS)[:60]]
    node.stop()
    node.start()
    assert node.up.progress() is None


def test_of_a_point_that_is_none_any_more_only_what_stays_is_waited_for() -> None:
    node = station()
    node.hear(packet(ROWS))
    marks = [mark for mark in node.up.orders._mark(A) if mark.count]
    node.order([encode_revoke(A >> 6, 0, marks, INCIDENT, ROOT)])
    progress = node.up.progress()
    assert progress is not None and progress.named == 0 and progress.older == 1


def test_nothing_is_checked_acknowledged_or_held_because_a_snapshot_says_so() -> None:
    node = station()
    before = node.up.heads(), node.up.verified(), node.up.acknowledged(), dict(node.log.bodies)
    own = {node.author: Row(9, ((3, 2),)), A: Row(9)}
    node.hear(packet(own))
    assert (node.up.heads(), node.up.verified(), node.up.acknowledged(), node.log.bodies) == before


def test_history_is_repaired_last_and_what_is_newer_as_ever() -> None:
    node = station()
    for number in (0, 5, 7, 45):
        node.up._snapshots._held.add(A, number, bytes((1 | Priority.URGENT << 4, 0)))
    kept = node.up._snapshots.kept
    assert [kept.urgency(A, number) for number in (5, 7, 45)] == [Priority.URGENT] * 3
    node.hear(packet(ROWS))
    assert [kept.urgency(A, n) for n in (0, 5, 7, 45)] == [
        Priority.URGENT,
        Priority.BULK,
        Priority.URGENT,
        Priority.URGENT,
    ]
    missing = [((A, number), kept.urgency(A, number)) for number in (5, 7, 45)]
    assert [key[1] for key, _ in kept.chosen(missing)] == [7, 45]
    assert kept.chosen(missing[:1]) == missing[:1]  # history goes when there is nothing else


def test_a_wide_question_and_a_beacon_fit_a_packet_together() -> None:
    """Many gaps, of which much is named, while it is time to say how far we are with all of it."""
    node = station()
    writers = [make_author(point, slot) for point in (1, 2, 3, 4, 5) for slot in range(2, 14)]
    held, traffic = node.up._held, node.up._snapshots
    for author in writers:
        for number in (*range(40), *range(41, 99, 2)):
            held.add(author, number, b"\x21\0")
    rows = {author: Row(98, ((40, 50),)) for author in writers} | {SIGNER: Row(1)}
    said = Snapshot(SIGNER, statement(rows))
    assert said.add(Part(said.statement, 0, dict(sorted(rows.items()))), b"raw")
    both = 0
    for _ in range(40):
        traffic.kept.made(said)
        for author in writers:
            node.up.lacks.note(author, 99, node.medium.now)
        node.medium.now += 4.0
        node.up._outbox._beacon_due = node.up._outbox.whole = True
        for outgoing in node.up.outgoing(node.medium.now, 4):
            assert len(outgoing.payload) <= MAX_PACKET
            talk = open_packet(outgoing.payload, KEYS)
            both += isinstance(talk, Talk) and talk.state is not None and talk.want is not None
    assert both
