# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What goes between a station and the municipality to take a point out, a coordination point too: a file, or codes.

    8 B "NSOUT\\x01\\n\\0" | 8 B incident | 32 B public key of the root | certificate of the point: u8 length and signed
    part, 64 B signature | then, to the end, u8 length and a command as in a frame

A *request* has commands 1: a station says what it holds of each writer of the point, so that this stays. An *order* has
the same as commands 5, each with the root's signature: whoever brings it, to whichever station, it counts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from content.container import open_regular
from sync.certificates import ROOT, CertificateError, PointCertificate
from sync.commands import CommandError, Revoke, decode_command, encode_revoke, revoke_room, signed_by_root
from sync.frames import COMMAND

SUFFIX = ".nsout"
MAX_ORDER_FILE = 8_192
_MAGIC = b"NSOUT\x01\n\x00"
_FIXED = len(_MAGIC) + 8 + 32


class OrderFileError(Exception):
    """``problem``: ``no_order``, ``other_incident``, ``other_root`` (another municipality's), ``signature``."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class OrderFile:
    """``contents``: of frames, as they travel; ``revokes``: what they say."""

    incident: bytes
    root_public: bytes
    certificate: PointCertificate
    contents: tuple[bytes, ...]

    @property
    def revokes(self) -> tuple[Revoke, ...]:
        """Decoded; :func:`read_order_file` saw that they all are of this certificate."""
        found = (decode_command(content[1:]) for content in self.contents)
        return tuple(one for one in found if isinstance(one, Revoke))

    @property
    def signed(self) -> bool:
        """An order, not a request: does every command have the root's signature?"""
        return all(
            one.by_root and signed_by_root(content[1:], self.incident, self.root_public)
            for one, content in zip(self.revokes, self.contents, strict=True)
        )

    def to_bytes(self) -> bytes:
        """As above."""
        head = _MAGIC + self.incident + self.root_public + self.certificate.to_bytes()
        return head + b"".join(bytes((len(content),)) + content for content in self.contents)


def order_bytes(file: Path) -> bytes:
    """Of a regular file, no more than an order can have. Raises ``PackError``, OSError."""
    with open_regular(file) as stream:
        return stream.read(MAX_ORDER_FILE + 1)


def read_order_file(raw: bytes) -> OrderFile:
    """Raises :class:`OrderFileError` and nothing else. The certificate is what its issuer signed if that is the root;
    whether commands are signed, ask :attr:`OrderFile.signed`."""
    if not raw.startswith(_MAGIC) or not _FIXED < len(raw) <= MAX_ORDER_FILE:
        raise OrderFileError("no_order")
    at = _FIXED + 1 + raw[_FIXED] + 64
    try:
        certificate = PointCertificate.from_signed(raw[_FIXED + 1 : at - 64], raw[at - 64 : at])
    except CertificateError:
        raise OrderFileError("no_order") from None
    contents = []
    while at < len(raw):
        contents.append(raw[at + 1 : at + 1 + raw[at]])
        at += 1 + raw[at]
    made = OrderFile(raw[8:16], raw[16:_FIXED], certificate, tuple(contents))
    _check(made, whole=at == len(raw))
    return made


def _check(made: OrderFile, *, whole: bool) -> None:
    try:
        decoded = [decode_command(content[1:]) for content in made.contents if content[:1] == bytes((COMMAND,))]
    except CommandError:
        raise OrderFileError("no_order") from None
    about = (made.certificate.point, made.certificate.generation)
    right = [one for one in decoded if isinstance(one, Revoke) and (one.point, one.generation) == about]
    if not whole or not right or len(right) != len(made.contents):
        raise OrderFileError("no_order")
    if made.certificate.incident != made.incident:
        raise OrderFileError("other_incident")
    if made.certificate.issuer == ROOT and not made.certificate.signed_with(made.root_public):
        raise OrderFileError("signature")


def sign_order(request: OrderFile, root: Ed25519PrivateKey) -> OrderFile:
    """The municipality's order for what a station asked. Raises :class:`OrderFileError` if this is not its root."""
    if root.public_key().public_bytes_raw() != request.root_public:
        raise OrderFileError("other_root")
    point, generation = request.certificate.point, request.certificate.generation
    marks = [mark for one in request.revokes for mark in one.marks]
    room = revoke_room(by_root=True)
    contents = [
        encode_revoke(point, generation, marks[at : at + room], request.incident, root)
        for at in range(0, len(marks) or 1, room)
    ]
    return OrderFile(request.incident, request.root_public, request.certificate, tuple(contents))
