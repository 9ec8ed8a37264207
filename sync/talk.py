# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The plaintext of what a station says to its neighbours: beacon, want and frames, in one packet where they fit, for
every packet costs as much airtime as fifty bytes before it says anything.

u8 flags (bit 0 more, 1 state, 2 want, 3 ask), then each of these that there is, with u8 length before it; then runs of
one author's consecutive frames: u8 count (0: the rest is filling), u16 author, u16 first number, per frame u8 length,
body.

State: u8 flags (bits 0-1: 0 digest, 1 syndromes, 2 the whole vector, 3 a part of it; 2: points follow; 3: goes far),
u32 digest, varint count, varint receipted, the points that are heard, then the syndromes or the vector. Want: u16
asked, the vector. Ask: u16 point, u16 name, varint mask. Points: u8 length, Elias gamma of how many and of the steps
between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sync import syndromes
from sync.bits import BitError, BitReader, BitWriter
from sync.errors import SyncError
from sync.frames import MAX_BODY, Frame
from sync.ids import Author
from sync.packets import Ask, Sender, State, Talk, Want
from sync.snapshot import MAX_PARTS
from sync.varint import VarintError, read_varint, write_varint
from sync.vectors import decode_vector, encode_vector

MORE, STATE, WANT, ASK = 1, 2, 4, 8
DIGEST, SYNDROMES, WHOLE, PART = range(4)
HEARS, FAR = 4, 8
_FORM = 3
_HEAD = 12
"""Bytes that a state's flags, digest and both counts take at most."""

RUN_HEADER = 5
MAX_HEARD = 64
MAX_POINT = 1023


class TalkError(SyncError):
    """Not such a plaintext; ``sync.wire`` makes a refusal of it."""


def encode_state(state: State, room: int) -> bytes:
    """The vector of a state, if it has one, else its syndromes, if it has those; as much of a vector as fits."""
    hears = b"" if state.hears is None else _encode_points(state.hears)
    form, rest = DIGEST, b""
    if state.vector is not None:
        rest, fitted = encode_vector(state.vector, room - _HEAD - len(hears))
        form = WHOLE if fitted == len(state.vector) else PART
    elif state.syndromes is not None:
        form, rest = SYNDROMES, syndromes.to_bytes(state.syndromes)
    out = bytearray((form | (HEARS if hears else 0) | (FAR if state.far else 0),)) + state.digest.to_bytes(4, "big")
    write_varint(out, state.count)
    write_varint(out, state.receipted)
    return bytes(out) + hears + rest


def decode_state(raw: bytes) -> State:
    """Raises ``IndexError``, :class:`VarintError` or :class:`BitError` for what is none."""
    form, digest = raw[0] & _FORM, int.from_bytes(raw[1:5], "big")
    count, at = read_varint(raw, 5)
    receipted, at = read_varint(raw, at)
    hears = None
    if raw[0] & HEARS:
        hears = _decode_points(raw[at + 1 : at + 1 + raw[at]])
        at += 1 + raw[at]
    rest, far = raw[at:], bool(raw[0] & FAR)
    if form in {WHOLE, PART}:
        return State(digest, count, receipted, None, decode_vector(rest), form == WHOLE, hears, far)
    if form == SYNDROMES and len(rest) == syndromes.SIZE:
        return State(digest, count, receipted, syndromes.from_bytes(rest), hears=hears, far=far)
    if form != DIGEST or rest:
        raise BitError("state")
    return State(digest, count, receipted, hears=hears, far=far)


def _encode_points(points: frozenset[int]) -> bytes:
    out, last = BitWriter(), -1
    chosen = sorted(points)[:MAX_HEARD]
    out.gamma(len(chosen))
    for point in chosen:
        out.gamma(point - last - 1)
        last = point
    bits = out.to_bytes()
    return bytes((len(bits),)) + bits


def _decode_points(raw: bytes) -> frozenset[int]:
    bits, points, last = BitReader(raw), set[int](), -1
    for _ in range(bits.gamma()):
        last += bits.gamma() + 1
        if last > MAX_POINT:
            raise BitError("points")
        points.add(last)
    return frozenset(points)


def encode_want(want: Want, room: int) -> bytes:
    """As many authors as fit."""
    return want.asked.to_bytes(2, "big") + encode_vector(want.vector, room - 2)[0]


def encode_ask(ask: Ask) -> bytes:
    """5 to 7 B."""
    out = bytearray(ask.point.to_bytes(2, "big") + ask.name.to_bytes(2, "big"))
    write_varint(out, ask.mask)
    return bytes(out)


def _decode_ask(raw: bytes) -> Ask:
    mask, at = read_varint(raw, 4)
    ask = Ask(int.from_bytes(raw[:2], "big"), int.from_bytes(raw[2:4], "big"), mask)
    if at != len(raw) or ask.point > MAX_POINT or mask >> MAX_PARTS:
        raise BitError("ask")
    return ask


def cost(frame: Frame, after: Frame | None) -> int:
    """Bytes that ``frame`` adds behind ``after``."""
    continues = after is not None and (after.author, after.number + 1) == (frame.author, frame.number)
    return len(frame.body) + 1 + (0 if continues else RUN_HEADER)


def encode_talk(
    state: bytes = b"",
    want: bytes = b"",
    frames: Sequence[Frame] = (),
    *,
    ask: bytes = b"",
    more: bool = False,
    least: int = 0,
) -> bytes:
    """From encoded parts; filled with zeros to ``least`` bytes. Neighbours in ``frames`` share a run."""
    flags = (MORE if more else 0) | (STATE if state else 0) | (WANT if want else 0) | (ASK if ask else 0)
    out = bytearray((flags,))
    for part in (state, want, ask):
        if part:
            out.append(len(part))
            out += part
    for run in _runs(frames):
        out.append(len(run))
        out += run[0].author.to_bytes(2, "big") + run[0].number.to_bytes(2, "big")
        for frame in run:
            out.append(len(frame.body))
            out += frame.body
    return bytes(out) + bytes(max(0, least - len(out)))


def _runs(frames: Iterable[Frame]) -> list[list[Frame]]:
    runs: list[list[Frame]] = []
    for frame in frames:
        last = runs[-1][-1] if runs else None
        if last is not None and (last.author, last.number + 1) == (frame.author, frame.number) and len(runs[-1]) < 255:
            runs[-1].append(frame)
        else:
            runs.append([frame])
    return runs


def decode_talk(sender: Sender, plain: bytes) -> Talk:
    """Raises :class:`TalkError`."""
    try:
        flags, at = plain[0], 1
        state = want = ask = None
        if flags & STATE:
            state, at = decode_state(plain[at + 1 : at + 1 + plain[at]]), at + 1 + plain[at]
        if flags & WANT:
            raw, at = plain[at + 1 : at + 1 + plain[at]], at + 1 + plain[at]
            want = Want(Author(int.from_bytes(raw[:2], "big")), decode_vector(raw[2:]))
        if flags & ASK:
            ask, at = _decode_ask(plain[at + 1 : at + 1 + plain[at]]), at + 1 + plain[at]
        frames = _decode_frames(plain, at)
    except (IndexError, VarintError, BitError) as error:
        raise TalkError("talk") from error
    nothing = state is None and want is None and ask is None and not frames
    if flags > MORE | STATE | WANT | ASK or at > len(plain) or nothing:
        raise TalkError("talk")
    return Talk(sender, state, want, tuple(frames), bool(flags & MORE), ask)


def _decode_frames(plain: bytes, at: int) -> list[Frame]:
    frames: list[Frame] = []
    while at < len(plain) and plain[at]:
        count, author = plain[at], Author(int.from_bytes(plain[at + 1 : at + 3], "big"))
        number = int.from_bytes(plain[at + 3 : at + 5], "big")
        at += RUN_HEADER
        for offset in range(count):
            length = plain[at]
            body = plain[at + 1 : at + 1 + length]
            if not length or len(body) != length or length > MAX_BODY or number + offset > 0xFFFF:
                raise BitError("frames")
            frames.append(Frame(author, number + offset, body))
            at += 1 + length
    if any(plain[at:]):
        raise BitError("filling")
    return frames
