# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Framing of the Meshtastic stream: ``94 C3``, length (2 bytes, big endian, at most 512), protobuf.

Sans I/O. Whatever is not a frame is skipped, so both sides find each other again after noise; a client
begins with 32 times ``C3`` on purpose (firmware ``StreamAPI.cpp``).
"""

from __future__ import annotations

START = b"\x94\xc3"
HEADER_BYTES = 4
MAX_MESSAGE = 512


def encode_frame(message: bytes) -> bytes:
    """A message as it goes on the stream. ``ValueError`` when it is too long for one frame."""
    if len(message) > MAX_MESSAGE:
        raise ValueError(f"a message has at most {MAX_MESSAGE} bytes, not {len(message)}")
    return START + len(message).to_bytes(2, "big") + message


class FrameReader:
    """Bytes in, messages out. Keeps at most one unfinished frame. ``skipped`` counts bytes of noise."""

    def __init__(self) -> None:
        self.skipped = 0
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[bytes]:
        """The messages that are complete now."""
        self._buffer += data
        messages = []
        while (message := self._next()) is not None:
            messages.append(message)
        return messages

    def _next(self) -> bytes | None:
        buffer = self._buffer
        while True:
            start = buffer.find(START)
            if start < 0:
                # The last byte may be the first half of a start mark.
                start = len(buffer) - (1 if buffer.endswith(START[:1]) else 0)
            self._skip(start)
            if len(buffer) < HEADER_BYTES:
                return None
            length = int.from_bytes(buffer[2:HEADER_BYTES], "big")
            if length > MAX_MESSAGE:
                self._skip(len(START))
                continue
            if len(buffer) < HEADER_BYTES + length:
                return None
            message = bytes(buffer[HEADER_BYTES : HEADER_BYTES + length])
            del buffer[: HEADER_BYTES + length]
            return message

    def _skip(self, count: int) -> None:
        self.skipped += count
        del self._buffer[:count]
