# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Revoking a point, a new key for the others, and what a coordination point vouches for: engines on a medium."""

from __future__ import annotations

import pytest

from sync.chain import chain_next, chain_start, sign_body
from sync.commands import CommandError, decode_command, encode_message, encode_revoke, rekey_groups
from sync.events import Announced, Rekeyed, Revoked
from sync.frames import COMMAND, Frame, Priority, content_of
from sync.ids import make_author
from sync.keyring import GRACE
from sync.orders import LEFT
from sync.packets import Sender, State
from sync.talk import encode_state, encode_talk
from sync.wire import TALK, Keys, PacketError, open_packet, seal_control, seal_frame
from tests.support.sync_medium import Medium, Node
from tests.support.sync_papers import (
    COORDINATOR,
    EPOCH,
    INCIDENT,
    KEYS,
    PACKET,
    ROOT,
    binding,
    content,
    entries,
    key,
    witnessed,
)

THIEF = make_author(3, 1)


def epoch(node: Node) -> int:
    return node.up._keyring.current.epoch


def talked(seed: int = 1, loss: float = 0.2, points: tuple[int, ...] = (1, 2, 3, COORDINATOR)) -> Medium:
    """Everybody said something and holds all of it."""
    medium = Medium(points, seed=seed, loss=loss)
    for node in medium.nodes.values():
        node.write(b"before")
    assert medium.run(600, medium.level)
    return medium


def honest(medium: Medium, *points: int) -> bool:
    logs = [medium[point].log.bodies for point in points]
    return all(log == logs[0] for log in logs)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_a_revoked_point_said_stays_and_nothing_it_says_after_is_taken(seed: int) -> None:
    medium = talked(seed)
    medium[COORDINATOR].revoke(3)
    assert medium.run(600, lambda: all(epoch(medium[point]) == EPOCH + 1 for point in (1, 2, COORDINATOR)))
    assert epoch(medium[3]) == EPOCH
    # The coordination point vouched for what it had said.
    assert medium.run(600, lambda: all(medium[point].up.verified()[THIEF] == 2 for point in (1, 2, COORDINATOR)))
    for point in (1, 2, COORDINATOR):
        assert {number for author, number in medium[point].log.bodies if author == THIEF} == {0, 1}
        said = Frame(THIEF, 2, entries(2, b"after", author=THIEF))
        before = medium[point].up.rejected["revoked"]
        medium[point].hear(seal_frame(said, KEYS))
        assert medium[point].up.rejected["revoked"] == before + 1
        assert (THIEF, 2) not in medium[point].log.bodies


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_revoked_point_that_hears_it_says_nothing_any_more(seed: int) -> None:
    medium = talked(seed, loss=0.0)
    medium[COORDINATOR].revoke(3)
    assert medium.run(600, lambda: all(epoch(medium[point]) == EPOCH + 1 for point in (1, 2, COORDINATOR)))
    assert epoch(medium[3]) == EPOCH and medium[3].up.silenced


@pytest.mark.parametrize("listens", [True, False])
def test_a_revoked_point_that_missed_it_is_told_at_its_next_word_and_seldom_if_it_does_not_listen(
    listens: bool,
) -> None:
    medium = talked(loss=0.0)
    medium.cut([1, 2, COORDINATOR], [3])
    medium[COORDINATOR].revoke(3)
    medium.run(2 * GRACE)
    told = {point: len(medium[point].sent) for point in (1, 2, COORDINATOR)}
    medium.heal()
    if not listens:
        medium[3].hear = lambda *_: []  # type: ignore[method-assign]
    for _ in range(6):
        medium[3].write(b"and on")
        medium.run(60)
    under_old = [
        outgoing.payload
        for point, before in told.items()
        for _, outgoing in medium[point].sent[before:]
        if outgoing.payload[1] == EPOCH
    ]
    assert medium[3].up.silenced is listens
    # The binding of who ordered it and the order: 113 and 118 bytes. Once, or after 60, 120, 240, ... packet times.
    assert sorted({len(payload) for payload in under_old}) == [113, 118]
    assert len(under_old) <= (4 if listens else 18)
    assert all(medium[point].up.rejected["revoked"] for point in told)
    hour = 1700 * PACKET["short"]
    before = {point: len(medium[point].sent) for point in told}
    for _ in range(30):
        medium[3].write(b"still")
        medium.run(10 * hour / 30)
    late = [
        outgoing
        for point, start in before.items()
        for _, outgoing in medium[point].sent[start:]
        if outgoing.payload[1] == EPOCH
    ]
    assert len(late) <= (0 if listens else 3 * 2 * 12)


def test_who_has_not_the_new_key_says_so_after_a_while_and_answers_nothing() -> None:
    medium = talked(loss=0.0)
    node = medium[1]
    later = Keys.derive(b"n" * 32, INCIDENT, EPOCH + 1)
    sent = len(node.sent)
    node.up.outgoing = lambda *_: []  # type: ignore[method-assign]
    for _ in range(8):
        node.hear(seal_frame(Frame(THIEF, 2, entries(2, author=THIEF)), later))
        assert not node.up.admission.outdated(medium.now)
    assert node.up.admission.outdated(medium.now + GRACE + 1) and len(node.sent) == sent
    talk = encode_talk(encode_state(State(0, 0, 0), 99))
    node.hear(seal_control(TALK, Sender(THIEF, 1, 1), talk, KEYS))
    assert not node.up.admission.outdated(medium.now + GRACE + 1)


def test_what_is_sent_after_a_rekey_nobody_reads_who_has_the_old_key() -> None:
    medium = talked()
    medium[COORDINATOR].revoke(3)
    medium.run(GRACE)
    since = len(medium.air)
    medium[1].write(b"secret", Priority.LIFE)
    assert medium.run(300, lambda: honest(medium, 1, 2, COORDINATOR))
    for _, payload in medium.air[since:]:
        with pytest.raises(PacketError, match="epoch"):
            open_packet(payload, KEYS)
    assert not any(b"secret" in body for body in medium[3].log.bodies.values())


@pytest.mark.parametrize("away", [60.0, 3 * GRACE])
def test_who_missed_the_new_key_gets_it_on_coming_back(away: float) -> None:
    medium = talked()
    medium[2].stop()
    medium[COORDINATOR].revoke(3)
    medium.run(away)
    medium[1].write(b"meanwhile")
    medium[2].start()
    assert epoch(medium[2]) == EPOCH
    medium[2].write(b"while away")
    assert medium.run(1200, lambda: epoch(medium[2]) == EPOCH + 1 and honest(medium, 1, 2, COORDINATOR))
    assert any(isinstance(event, Rekeyed) for event in medium[2].events)
    assert Revoked(3, own=False) in medium[2].events
    assert (THIEF, 1) in medium[2].log.bodies


@pytest.mark.parametrize("listens", [True, False])
def test_who_missed_it_behind_the_radio_of_the_revoked_point_gets_it_over_that_radio(listens: bool) -> None:
    medium = talked(points=(1, 3, COORDINATOR), loss=0.0)
    medium.cut([1, 3], [3, COORDINATOR])
    if not listens:
        medium[3].stop()
    medium[COORDINATOR].revoke(3)
    # At rest stations speak to who is far about once in 1,700 packet times.
    assert medium.run(
        4 * 1700 * PACKET["short"], lambda: epoch(medium[1]) == EPOCH + 1 and honest(medium, 1, COORDINATOR)
    )


def test_what_came_after_the_end_goes_aside_where_it_was_heard_before_the_revoke() -> None:
    medium = talked()
    medium.cut([1, 3], [2, COORDINATOR])
    medium[3].write(b"by the thief")
    assert medium.run(300, lambda: (THIEF, 2) in medium[1].log.bodies)
    medium[COORDINATOR].revoke(3)
    medium.run(60)
    medium.heal()
    assert medium.run(1200, lambda: epoch(medium[1]) == EPOCH + 1 and honest(medium, 1, 2, COORDINATOR))
    assert (THIEF, 2) not in medium[1].log.bodies and medium[1].log.aside(THIEF, 2)


def test_orders_survive_a_restart() -> None:
    medium = talked()
    medium[COORDINATOR].revoke(3)
    medium.run(600)
    for point in (1, COORDINATOR):
        medium[point].stop()
        medium[point].start()
        assert epoch(medium[point]) == EPOCH + 1
        medium[point].hear(seal_frame(Frame(THIEF, 2, entries(2, b"after", author=THIEF)), KEYS))
        assert (THIEF, 2) not in medium[point].log.bodies


def test_a_support_point_orders_nothing() -> None:
    medium = talked(loss=0.0)
    medium[1].order([encode_revoke(2, 0, [])])
    medium.run(300)
    for point in (2, 3, COORDINATOR):
        assert medium[point].up.rejected["command"] == 1
        assert not medium[point].up.silenced and (make_author(2, 1), 1) in medium[point].log.bodies


def test_only_the_root_revokes_a_coordination_point_whoever_passes_it_on() -> None:
    medium = talked(loss=0.0)
    chief = medium[COORDINATOR]
    marks = chief.up.orders._mark(chief.author)
    medium[COORDINATOR].order([encode_revoke(COORDINATOR, 0, marks)])
    assert not chief.up.silenced
    medium[1].order([encode_revoke(COORDINATOR, 0, marks, INCIDENT, key("replica 65"))])
    medium.run(120)
    assert not any(node.up.silenced for node in medium.nodes.values())
    medium[1].order([encode_revoke(COORDINATOR, 0, marks, INCIDENT, ROOT)])
    assert medium.run(300, lambda: chief.up.silenced)
    assert medium.run(300, lambda: honest(medium, 1, 2, 3))
    assert (chief.author, 1) in medium[2].log.bodies


def test_an_order_of_the_root_counts_also_in_a_frame_that_it_puts_an_end_to_itself() -> None:
    medium = talked(loss=0.0)
    chief = medium[COORDINATOR]
    chief.order([encode_revoke(COORDINATOR, 0, [], INCIDENT, ROOT)])
    assert chief.up.silenced
    said = Frame(chief.author, 2, chief.log.bodies[(chief.author, 2)])
    for point in (1, 2, 3):
        medium[point].hear(seal_frame(said, KEYS))
        assert medium[point].up.members.bans.points() == {COORDINATOR: 0}
        assert not any(author == chief.author for author, _ in medium[point].log.bodies)
    medium.run(300)
    sent = {point: len(medium[point].sent) for point in (1, 2, 3)}
    medium.run(300)  # and they do not go on asking each other for what went aside
    assert all(len(medium[point].sent) - before < 12 for point, before in sent.items())
    chief.stop()
    chief.start()
    assert chief.up.silenced


def test_an_author_that_is_silent_is_vouched_for_and_of_two_genuine_contents_one_stays() -> None:
    medium = talked()
    medium[2].stop()
    author = make_author(2, 1)
    image = witnessed(author, 2, content(2, b"the image"))
    real = witnessed(author, 2, content(2, b"the laptop"))
    medium[1].hear(seal_frame(Frame(author, 2, image), KEYS))
    medium[COORDINATOR].hear(seal_frame(Frame(author, 2, real), KEYS))
    medium[3].hear(seal_frame(Frame(author, 2, real), KEYS))
    chief = medium[COORDINATOR].up
    medium[COORDINATOR].order(chief.orders.vouch([author]))
    assert medium.run(900, lambda: honest(medium, 1, 3, COORDINATOR))
    for point in (1, 3):
        assert medium[point].log.bodies[(author, 2)] == real
        assert medium[point].up.verified()[author] == 3


def test_a_coordination_point_vouches_by_itself_for_who_fell_silent_before_it_signed() -> None:
    medium = talked(loss=0.0)
    medium[2].write(b"and was never heard again")
    medium.run(60)
    medium[2].stop()
    chief, author = medium[COORDINATOR], make_author(2, 1)
    age = chief.config.timing.checkpoint_age
    assert medium[1].up.verified()[author] == 1
    assert chief.up.orders.vouches_due(medium.now) == [] == medium[1].up.orders.vouches_due(medium.now + 9 * age)
    contents = chief.up.orders.vouches_due(medium.now + 3 * age)
    assert chief.up.orders.vouches_due(medium.now + 3 * age) == []
    chief.order(contents)
    assert medium.run(300, lambda: medium[1].up.verified()[author] == 3)


def test_and_soon_and_once_for_who_goes_on_under_another_slot() -> None:
    medium = talked(loss=0.0)
    medium[2].write(b"under the first slot")
    medium.run(60)
    chief, author = medium[COORDINATOR], make_author(2, 1)
    soon = medium.now + 1.1 * LEFT * chief.config.timing.packet
    assert chief.up.orders.vouches_due(soon) == []
    successor = make_author(2, 2)
    chief.hear(seal_frame(Frame(successor, 0, binding(successor)), KEYS))
    contents = chief.up.orders.vouches_due(soon)
    chief.order(contents)
    assert medium.run(300, lambda: medium[1].up.verified()[author] == 3)
    chief.hear(seal_frame(Frame(author, 3, witnessed(author, 3, content(3, b"it works on"))), KEYS))
    assert chief.up.orders.vouches_due(soon + 2 * LEFT * chief.config.timing.packet) == []


def test_a_message_of_several_frames_comes_whole() -> None:
    medium = talked()
    message = bytes(range(250))
    medium[COORDINATOR].order(encode_message(message))
    assert medium.run(300, lambda: all(Announced(message) in medium[point].events for point in (1, 2, 3)))
    medium[1].stop()
    medium[1].start()
    assert medium[1].up.orders.messages() == [message]


def test_ten_members_share_three_packets() -> None:
    assert [len(group) for group in rekey_groups(range(1, 11))] == [4, 4, 2]
    assert all(len(group) >= 3 for group in rekey_groups(range(0, 1000, 130))[:-1])


@pytest.mark.parametrize(
    "raw", [b"", b"\x07abc", b"\x01\xff\xff\x00", b"\x02\x05\x03\x01", b"\x04" + bytes(21), b"\x03\x10x"]
)
def test_what_is_no_command_is_refused(raw: bytes) -> None:
    with pytest.raises(CommandError):
        decode_command(raw)


def test_a_command_copied_under_another_number_orders_nothing() -> None:
    medium = talked(loss=0.0)
    medium[COORDINATOR].revoke(3, secret=None)
    chief = medium[COORDINATOR]
    body = next(body for (who, _), body in chief.log.bodies.items() if who == chief.author and body[0] == COMMAND)
    own = medium[1].author
    chain = chain_start(INCIDENT, own, medium[1].log.bodies[(own, 0)])
    chain = chain_next(chain, 1, medium[1].log.bodies[(own, 1)])
    copied = sign_body(key(f"replica {own}"), INCIDENT, own, 2, chain, content_of(body))
    stranger = Medium((2,))[2]
    stranger.hear(seal_frame(Frame(own, 0, binding(own)), KEYS))
    stranger.hear(seal_frame(Frame(own, 2, copied), KEYS))
    assert stranger.up.rejected["command"] == 1 and not stranger.up.orders._members.bans.points()
