# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A member with the group's key and the keys of its own point tries everything against a point and a coordination
point: forged, repeated and rolled back frames, receipts, commands, papers and counters, in any order, with restarts."""

from __future__ import annotations

from random import Random

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from sync.certificates import make_binding
from sync.chain import sign_body
from sync.commands import Mark as ChainMark
from sync.commands import encode_rekey, encode_revoke, encode_vouch
from sync.frames import Frame
from sync.ids import Author, make_author
from sync.packets import State, Want
from sync.talk import encode_state, encode_talk, encode_want
from sync.vectors import Holding
from sync.wire import RECEIPT, TALK, Keys, Sender, encode_receipt, seal_control, seal_frame
from tests.support.sync_medium import Medium, Node
from tests.support.sync_papers import (
    COORDINATOR,
    EPOCH,
    GROUP_KEY,
    INCIDENT,
    KEYS,
    binding,
    checkpoint,
    content,
    key,
    witnessed,
)

HONEST, LIAR, CHIEF = make_author(2, 1), make_author(3, 1), make_author(COORDINATOR, 1)
HUGE = (1 << 63) - 1
AUTHORS = st.sampled_from((HONEST, CHIEF, make_author(1, 1), LIAR))
NUMBERS = st.integers(0, 24) | st.sampled_from((0xFFFE, 0xFFFF))


class Adversary(RuleBasedStateMachine):
    """``point`` and ``chief`` hear the same packets; ``truth`` is what the honest author really wrote."""

    def __init__(self) -> None:
        super().__init__()
        self.medium = Medium((1, COORDINATOR), seed=1)
        self.medium.links = set()
        self.point, self.chief = self.medium[1], self.medium[COORDINATOR]
        self.truth = [binding(HONEST)]
        self.packets: list[bytes] = []
        self.counter = 0
        self.say(seal_frame(Frame(HONEST, 0, self.truth[0]), KEYS))
        self.say(seal_frame(Frame(CHIEF, 0, self.chief.log.bodies[(CHIEF, 0)]), KEYS))

    def say(self, payload: bytes) -> None:
        self.packets.append(payload)
        for node in (self.point, self.chief):
            node.hear(payload)

    def control(self, kind: int, plain: bytes, author: Author, counter: int | None = None) -> None:
        self.counter += 1
        self.say(seal_control(kind, Sender(author, 7, self.counter if counter is None else counter), plain, KEYS))

    def liar_signs(self, author: Author, number: int, body: bytes) -> bytes:
        return sign_body(key(f"replica {LIAR}"), INCIDENT, author, number, bytes(16), body)

    @rule(signed=st.booleans(), heard=st.booleans())
    def honest_writes(self, signed: bool, heard: bool) -> None:
        number, body = len(self.truth), content(len(self.truth), b"true")
        made = checkpoint(HONEST, number, self.truth, body) if signed else witnessed(HONEST, number, body)
        self.truth.append(made)
        payload = seal_frame(Frame(HONEST, number, made), KEYS)
        if heard:
            self.say(payload)
        else:
            self.packets.append(payload)

    @rule(at=st.integers(0, 10_000))
    def repeats(self, at: int) -> None:
        self.say(self.packets[at % len(self.packets)])

    @rule(author=AUTHORS, number=NUMBERS, text=st.sampled_from((b"false", b"true")))
    def forges_unsigned(self, author: Author, number: int, text: bytes) -> None:
        self.say(seal_frame(Frame(author, number, content(number, text) + bytes(4)), KEYS))

    @rule(author=AUTHORS, number=NUMBERS)
    def forges_signed(self, author: Author, number: int) -> None:
        self.say(seal_frame(Frame(author, number, self.liar_signs(author, number, content(number, b"false"))), KEYS))

    @rule(author=st.sampled_from((HONEST, CHIEF)), number=st.integers(0, 2))
    def forges_papers(self, author: Author, number: int) -> None:
        public = key("liar").public_key().public_bytes_raw()
        self.say(seal_frame(Frame(author, number, make_binding(key("point 3"), INCIDENT, author, public)), KEYS))

    @rule(author=st.sampled_from((LIAR, CHIEF)), number=st.integers(1, 3), which=st.integers(0, 2))
    def forges_commands(self, author: Author, number: int, which: int) -> None:
        marks = [ChainMark(HONEST, 1, bytes(16))]
        body = (encode_revoke(2, 9, marks), encode_rekey(9, {1: bytes(32)}), encode_vouch(marks))[which]
        self.say(seal_frame(Frame(LIAR, 0, binding(LIAR)), KEYS))
        self.say(seal_frame(Frame(author, number, self.liar_signs(author, number, body)), KEYS))

    @rule(head=st.integers(1, 40))
    def forges_receipts(self, head: int) -> None:
        plain, _ = encode_receipt({self.point.author: (head, bytes(2))}, key("liar"), INCIDENT, CHIEF)
        self.control(RECEIPT, plain, CHIEF)

    @rule(author=AUTHORS, number=st.sampled_from((0, 1, HUGE)), head=st.sampled_from((0, 30, 0x10000)))
    def lies_about_counters(self, author: Author, number: int, head: int) -> None:
        vector = {HONEST: Holding(head), self.point.author: Holding(head), CHIEF: Holding(head)}
        state = encode_state(State(1, number, number, vector=vector), 200)
        self.control(TALK, encode_talk(state, encode_want(Want(Author(0), vector), 90)), author)

    @rule(author=AUTHORS, counter=st.sampled_from((0xFFFF, 0)))
    def jumps_a_counter(self, author: Author, counter: int) -> None:
        self.control(TALK, encode_talk(encode_state(State(0, 0, 0), 200)), author, counter)

    @rule(author=AUTHORS, number=NUMBERS, epoch=st.sampled_from((0, 2, 255)))
    def speaks_under_other_keys(self, author: Author, number: int, epoch: int) -> None:
        keys = Keys.derive(GROUP_KEY, INCIDENT, epoch)
        self.say(seal_frame(Frame(author, number, content(number, b"false") + bytes(4)), keys))

    @rule(at=st.integers(0, 10_000), bit=st.integers(0, 8 * 231))
    def flips_a_bit(self, at: int, bit: int) -> None:
        raw = bytearray(self.packets[at % len(self.packets)])
        raw[bit // 8 % len(raw)] ^= 1 << bit % 8
        self.say(bytes(raw))

    @rule()
    def time_passes(self) -> None:
        self.medium.run(30)

    @rule(point=st.sampled_from((1, COORDINATOR)))
    def restarts(self, point: int) -> None:
        self.medium[point].stop()
        self.medium[point].start()

    @invariant()
    def nothing_false_is_checked(self) -> None:
        for node in (self.point, self.chief):
            for number in range(node.up.verified().get(HONEST, 0)):
                assert node.log.bodies[(HONEST, number)] == self.truth[number]
            for author, number in node.log.checked:
                if author == HONEST:
                    assert node.log.bodies[(author, number)] == self.truth[number]

    @invariant()
    def the_coordination_point_holds_nothing_false(self) -> None:
        for (author, number), body in self.chief.log.bodies.items():
            assert author != HONEST or body == self.truth[number]

    @invariant()
    def nobody_speaks_or_orders_for_the_coordination_point(self) -> None:
        chief = {at: body for at, body in self.point.log.bodies.items() if at[0] == CHIEF}
        assert all(self.chief.log.bodies.get(at) == body for at, body in chief.items())
        for node in (self.point, self.chief):
            assert node.up.epoch == EPOCH and not node.up.members.bans.points() and not node.up.silenced
        assert self.point.up.acknowledged() == 0 or _signed_for(self.chief, self.point)

    @invariant()
    def own_frames_are_our_own(self) -> None:
        assert set(self.point.log.bodies) >= {(self.point.author, 0)}
        assert self.point.up.heads()[self.point.author] == 1 + self.point.seq


def _signed_for(chief: Node, point: Node) -> bool:
    return chief.up.heads().get(point.author, 0) >= point.up.acknowledged()


TestAdversary = Adversary.TestCase
TestAdversary.settings = settings(max_examples=20, stateful_step_count=30, deadline=None)


def test_a_flood_is_cut_off_and_counted_against_its_sender_alone() -> None:
    medium = Medium((1, 2, COORDINATOR), seed=1)
    medium.links = set()
    node, rng = medium[1], Random(1)
    for boot in range(40):
        for counter in range(1, 200):
            plain = encode_talk(want=encode_want(Want(Author(0), {HONEST: Holding(rng.randrange(9))}), 60))
            node.hear(seal_control(TALK, Sender(LIAR, boot, counter), plain, KEYS))
    suspects = node.up.admission.suspects
    assert suspects == {("flood", 3): node.up.rejected["flood"]} and suspects["flood", 3] > 1000
    plain = encode_talk(encode_state(State(0, 0, 0), 200))
    node.hear(seal_control(TALK, Sender(HONEST, 1, 1), plain, KEYS))
    assert node.up.rejected["flood"] == suspects["flood", 3]


def test_who_hears_itself_spoken_for_begins_anew() -> None:
    medium = Medium((1, COORDINATOR), seed=1)
    node = medium[1]
    before = node.up._outbox.sender.next()
    plain = encode_talk(encode_state(State(0, 0, 0), 200))
    node.hear(seal_control(TALK, Sender(before.author, before.boot, 0xFFFF), plain, KEYS))
    after = node.up._outbox.sender.next()
    assert after.boot != before.boot and after.counter == 1


def test_what_was_heard_before_a_restart_is_no_news_after_it() -> None:
    medium = Medium((1, COORDINATOR), seed=1)
    medium.links = set()
    node, plain = medium[1], encode_talk(encode_state(State(0, 0, 0), 200))
    recorded = [seal_control(TALK, Sender(HONEST, 5, counter), plain, KEYS) for counter in range(1, 100)]
    for payload in recorded:
        node.hear(payload)
    kept = node.up.admission.replay.to_bytes()
    node.stop()
    node.start()
    node.up.admission.replay.restore(kept + b"half")
    for payload in recorded:
        node.hear(payload)
    assert node.up.rejected["replay"] == len(recorded)
    node.hear(seal_control(TALK, Sender(HONEST, 5, 100), plain, KEYS))
    assert node.up.rejected["replay"] == len(recorded)
