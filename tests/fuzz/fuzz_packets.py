# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Coverage-guided fuzzing of what comes over the air, from an outsider and from a member with the group's key.
Invariants: a packet or one error comes out and nothing else; what was decoded is written the same again; an engine that
hears it raises nothing, vouches for nothing and has nothing of anybody.

    python -m tests.fuzz.fuzz_packets --corpus FOLDER      writes genuine packets to start from
    python -m tests.fuzz.fuzz_packets FOLDER -max_total_time=600

needs atheris (Linux), which is no dependency of the kit; the options are libFuzzer's. ``tests/fuzz/corpus/packets`` is
what earlier runs found worth keeping. The first byte of an input chooses what it is.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

from sync.bits import BitError
from sync.commands import CommandError, Rekey, decode_command, encode_rekey
from sync.engine import Engine
from sync.frames import Frame, FrameError, Priority, decode_body, encode_entries
from sync.ids import Author, make_author
from sync.packets import Sender, State, Want
from sync.snapshot import Part, Row, Snapshot, decode_part, encode_part
from sync.talk import TalkError, decode_talk, encode_ask, encode_state, encode_talk, encode_want
from sync.varint import VarintError
from sync.vectors import Holding
from sync.wire import (
    RECEIPT,
    SNAPSHOT,
    TALK,
    PacketError,
    open_packet,
    seal_control,
    seal_frame,
    snapshot_message,
)
from tests.support.snapshot_kit import SIGNER, statement
from tests.support.sync_papers import COORDINATOR, INCIDENT, KEYS, MemoryLog, binding, checkpoint, config, key

OURS = ("sync",)
OTHER = make_author(2, 1)
SENDER = Sender(OTHER, 1, 1)
CONFIGS = config(1), config(COORDINATOR)
KINDS = RECEIPT, SNAPSHOT, TALK
BINDINGS = {settings.author: binding(settings.author) for settings in CONFIGS} | {OTHER: binding(OTHER)}


def payload(data: bytes) -> None:
    open_packet(data, KEYS)


def talk(data: bytes) -> None:
    said = decode_talk(SENDER, data)
    # There is room for all here: a part of a vector is a whole one when it is written.
    meant = said.state and replace(said.state, complete=said.state.vector is not None)
    state = b"" if said.state is None else encode_state(said.state, 4096)
    want = b"" if said.want is None else encode_want(said.want, 4096)
    ask = b"" if said.ask is None else encode_ask(said.ask)
    if max(len(state), len(want)) > 255:
        return
    again = decode_talk(SENDER, encode_talk(state, want, said.frames, ask=ask, more=said.more))
    assert (again.state, again.want, again.ask, again.more) == (meant, said.want, said.ask, said.more)
    assert sorted(again.frames, key=_key) == sorted(said.frames, key=_key)


def _key(frame: Frame) -> tuple[int, int, bytes]:
    return frame.author, frame.number, frame.body


def command(data: bytes) -> None:
    read = decode_command(data)
    if isinstance(read, Rekey) and read.epoch < 256:
        assert decode_command(encode_rekey(read.epoch, read.wraps)[1:]) == read


def member(data: bytes) -> None:
    """Talk, receipts, snapshots and frames under the right key, each behind its length, said to a point or coordination
    point."""
    settings, log = CONFIGS[data[0] & 1], MemoryLog()
    log.bodies = {(author, 0): body for author, body in BINDINGS.items()}
    engine, at = Engine(settings, log, Random(1), 0.0), 1
    before, epoch = engine.heads(), engine.epoch
    for counter in range(1, 9):
        kind, length = data[at : at + 1], data[at + 1 : at + 2]
        if not length:
            break
        body = data[at + 2 : at + 2 + length[0]][:215]
        at += 2 + length[0]
        if kind[0] % 3:
            said = seal_control(
                KINDS[kind[0] >> 6 & 1 if kind[0] % 3 == 2 else 2], Sender(OTHER, 1, counter), body, KEYS
            )
        else:
            said = seal_frame(Frame(Author((OTHER, settings.author)[kind[0] >> 7]), kind[0] >> 2 & 31, body), KEYS)
        engine.receive(said, float(counter))
        engine.outgoing(float(counter), 2)
    assert engine.heads() == before and engine.epoch == epoch and not engine.members.bans.points()
    assert engine.acknowledged() in (0, 1) and engine.progress() is None


def frame(data: bytes) -> None:
    decode_body(data)


def snapshot(data: bytes) -> None:
    """What a coordination point may have signed: its parts, each behind its length."""
    log = MemoryLog()
    log.bodies = {(author, 0): body for author, body in BINDINGS.items()}
    engine, at, whole = Engine(CONFIGS[0], log, Random(1), 0.0), 0, None
    before = engine.heads(), engine.verified()
    for counter in range(1, 9):
        body = data[at + 1 : at + 1 + data[at]][:150] if at < len(data) else b""
        at += 1 + len(body)
        if not body:
            break
        part = decode_part(body)
        assert decode_part(encode_part(part)) == part
        whole = whole or Snapshot(SIGNER, part.statement)
        if part.statement == whole.statement:
            whole.add(part, body)
        signed = key(f"replica {SIGNER}").sign(snapshot_message(INCIDENT, SIGNER, body)) + body
        engine.receive(seal_control(SNAPSHOT, Sender(SIGNER, 1, counter), signed, KEYS), float(counter))
        engine.outgoing(float(counter), 2)
        engine.progress()
    assert (engine.heads(), engine.verified()) == before


MODES: tuple[Callable[[bytes], None], ...] = (payload, talk, command, member, frame, snapshot)


def one_input(data: bytes) -> None:
    """What the fuzzer calls, and the tests."""
    if len(data) < 2:
        return
    try:
        MODES[data[0] % len(MODES)](data[1:])
    except (PacketError, TalkError, CommandError, FrameError, BitError, VarintError, IndexError) as error:
        str(error)


def write_corpus(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    entry = encode_entries(Priority.LIFE, 3, b"water") + bytes(4)
    vector = {OTHER: Holding(3, ((5, 2),)), make_author(9, 1): Holding(70)}
    state = encode_state(State(1, 9, 3, vector=vector, complete=True, hears=frozenset({1, 9})), 200)
    said = encode_talk(state, encode_want(Want(OTHER, vector), 90), (Frame(OTHER, 1, entry),), more=True)
    signed = checkpoint(OTHER, 1, [BINDINGS[OTHER]])
    rekey = encode_rekey(2, {1: bytes(32), 300: bytes(32)})[1:]
    rows = {OTHER: Row(40, ((7, 1), (20, 3))), SIGNER: Row(2)}
    parts = [encode_part(Part(statement(rows, parts=2), at, {who: row})) for at, (who, row) in enumerate(rows.items())]
    inputs = {
        "carry": b"\0" + seal_frame(Frame(OTHER, 1, entry), KEYS),
        "talk": b"\1" + said,
        "rekey": b"\2" + rekey,
        "revoke": b"\2\1\0\2\0\1\0\5" + bytes(16),
        "message": b"\2\3\1water",
        "vouch": b"\2\4\0\x81\0\5" + bytes(16),
        "member": b"\3\0\1" + bytes((len(said),)) + said + b"\0" + bytes((len(signed),)) + signed,
        "coordination": b"\3\1\0" + bytes((len(entry),)) + entry,
        "checkpoint": b"\4" + signed,
        "snapshot": b"\5" + b"".join(bytes((len(part),)) + part for part in parts),
    }
    for name, data in inputs.items():
        (folder / name).write_bytes(data)


def main() -> None:
    if "--corpus" in sys.argv:
        write_corpus(Path(sys.argv[-1]))
        return
    import atheris

    # Ours alone, read anew: with everything instrumented a second has few runs in it.
    for name in [name for name in sys.modules if name.startswith((*OURS, "tests."))]:
        del sys.modules[name]
    with atheris.instrument_imports(include=list(OURS)):
        target = importlib.import_module("tests.fuzz.fuzz_packets")
    atheris.Setup(sys.argv, target.one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
