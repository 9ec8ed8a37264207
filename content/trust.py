# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whom a point believes: the municipality's root, and how one root follows another.

After The Update Framework (TUF specification 1.0.33, sections 2.1 and 5.3): roles with thresholds, everything
expires, a new root is signed by enough keys of the old one and enough of its own, versions go up by one. What
differs: a key has an end date of its own, and a pack is one signed file, so there are no snapshot and timestamp roles.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

from content.canonical import CanonicalError, Json, dumps, loads
from content.errors import PackError, Reason
from content.fields import MAX_TIME, MUNICIPALITY, FieldError, members, number, rows, text
from content.signing import ROOT, Envelope, Role, Signer, at_end, enough, key_id, read_envelope, require, valid_keys

MAX_KEYS = 16
ROLES = {"announcement": 1, "pack": 2, "root": 2}
"""Who may do what, and the lowest threshold that a root may give it."""

_NAMES = frozenset(("expires", "format", "issued", "keys", "municipality", "roles", "version"))
_KEY_ID = re.compile(r"[0-9a-f]{16}")
_PUBLIC = re.compile(r"[0-9a-f]{64}")
_HOLDER = re.compile(r"[^\x00-\x1f]{1,60}")


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """``holder`` is an office, not a person. Unix seconds."""

    public: bytes
    holder: str
    expires: int


@dataclass(frozen=True, slots=True)
class Root:
    """What a root document says. Times in Unix seconds; ``keys`` by key id; ``roles`` has exactly :data:`ROLES`."""

    version: int
    municipality: str
    issued: int
    expires: int
    keys: Mapping[bytes, TrustedKey]
    roles: Mapping[str, Role]

    @property
    def signers(self) -> dict[bytes, Signer]:
        """For :mod:`content.signing`."""
        return {name: Signer(key.public, key.expires) for name, key in self.keys.items()}

    def document(self) -> bytes:
        """Canonical JSON; raises PackError where :func:`parse_root` would."""
        value: dict[str, Json] = {
            "expires": self.expires,
            "format": 1,
            "issued": self.issued,
            "keys": {
                name.hex(): {"expires": key.expires, "holder": key.holder, "public": key.public.hex()}
                for name, key in self.keys.items()
            },
            "municipality": self.municipality,
            "roles": {
                name: {"keys": sorted(key.hex() for key in role.keys), "threshold": role.threshold}
                for name, role in self.roles.items()
            },
            "version": self.version,
        }
        document = dumps(value)
        parse_root(document)
        return document

    def unsigned(self) -> bytes:
        """A root file that nobody signed yet."""
        return Envelope(ROOT, (), self.document()).to_bytes()


def _parse_keys(value: Json) -> dict[bytes, TrustedKey]:
    if not isinstance(value, Mapping) or not 0 < len(value) <= MAX_KEYS:
        raise FieldError("keys")
    found: dict[bytes, TrustedKey] = {}
    for name, listed in value.items():
        key = members(listed, frozenset(("expires", "holder", "public")), "keys")
        public = bytes.fromhex(text(key["public"], _PUBLIC, "public"))
        if _KEY_ID.fullmatch(name) is None or bytes.fromhex(name) != key_id(public):
            raise FieldError("keys")
        found[bytes.fromhex(name)] = TrustedKey(
            public, text(key["holder"], _HOLDER, "holder"), number(key["expires"], 1, MAX_TIME, "expires")
        )
    return found


def _parse_role(value: Json, keys: Mapping[bytes, TrustedKey], least: int) -> Role:
    role = members(value, frozenset(("keys", "threshold")), "roles")
    listed = [bytes.fromhex(text(name, _KEY_ID, "roles")) for name in rows(role["keys"], "roles", MAX_KEYS)]
    if listed != sorted(set(listed)) or not keys.keys() >= set(listed):
        raise FieldError("roles")
    return Role(frozenset(listed), number(role["threshold"], least, len(listed), "threshold"))


def parse_root(document: bytes) -> Root:
    """What the document says; raises PackError. Verifies no signature."""
    try:
        value = members(loads(document, max_bytes=ROOT.most), _NAMES, "root")
        if value["format"] != 1:
            raise PackError(Reason.NEWER_FORMAT)
        keys = _parse_keys(value["keys"])
        roles = members(value["roles"], frozenset(ROLES), "roles")
        issued = number(value["issued"], 1, MAX_TIME, "issued")
        return Root(
            number(value["version"], 1, 2**31, "version"),
            text(value["municipality"], MUNICIPALITY, "municipality"),
            issued,
            number(value["expires"], issued + 1, MAX_TIME, "expires"),
            keys,
            {name: _parse_role(roles[name], keys, least) for name, least in ROLES.items()},
        )
    except CanonicalError as error:
        raise PackError(Reason.ROOT_MALFORMED, problem=error.reason.value) from None
    except FieldError as error:
        raise PackError(Reason.ROOT_MALFORMED, problem=error.field) from None


@dataclass(frozen=True, slots=True)
class Trust:
    """A root that this point believes, and the file it came from (kept beside what was installed under it)."""

    root: Root
    data: bytes

    @property
    def fingerprint(self) -> bytes:
        """SHA-256 of the document: what enrolment papers say about the first root."""
        return hashlib.sha256(_envelope(self.data).document).digest()

    @classmethod
    def first(cls, data: bytes, *, fingerprint: bytes, now: int | None) -> Trust:
        """The root of which the enrolment papers gave the fingerprint (32 B).

        Signed by its own threshold, too; signatures of keys that an earlier root had are passed over. A point reads
        the root it keeps in the same way, with the fingerprint it kept. ``now`` in Unix seconds, None when no clock is
        trusted or for a root that is kept. Raises PackError.
        """
        envelope = _envelope(data)
        if hashlib.sha256(envelope.document).digest() != fingerprint:
            raise PackError(Reason.ROOT_FINGERPRINT)
        root = parse_root(envelope.document)
        require(_signed_by(envelope, root), root.signers, root.roles["root"], _at(root, now))
        check_root_date(root, now)
        return cls(root, data)

    def replaced_by(self, data: bytes, *, now: int | None) -> Trust:
        """The next root, when enough keys of this one and enough of its own signed it.

        That this root has expired is no hindrance, or a point that slept for a year could never be helped. Raises
        PackError; the old trust stays.
        """
        envelope = _envelope(data)
        old = self.root.signers
        enough(valid_keys(_signed_by(envelope, self.root), old), self.root.roles["root"])
        root = parse_root(envelope.document)
        valid = valid_keys(envelope, {**root.signers, **old})
        self._check_succession(root)
        late = {key for key in valid if key in root.keys and root.keys[key].expires <= _at(root, now)}
        enough(valid - late, root.roles["root"])
        check_root_date(root, now)
        return Trust(root, data)

    def _check_succession(self, root: Root) -> None:
        if root.municipality != self.root.municipality:
            raise PackError(Reason.OTHER_MUNICIPALITY, found=root.municipality, needed=self.root.municipality)
        if root.version <= self.root.version:
            raise PackError(Reason.ROOT_ROLLED_BACK)
        if root.version != self.root.version + 1:
            raise PackError(Reason.ROOT_GAP, needed=self.root.version + 1)


def _at(root: Root, now: int | None) -> int:
    """Without a clock it is at least the moment at which the root was made."""
    return root.issued if now is None else now


def check_root_date(root: Root, now: int | None) -> None:
    """Raises PackError when the root has expired; without a trusted clock nothing is known."""
    if now is not None and root.expires <= now:
        raise PackError(Reason.ROOT_EXPIRED)


def _signed_by(envelope: Envelope, root: Root) -> Envelope:
    """With the signatures only that claim a key of ``root``."""
    known = tuple(signature for signature in envelope.signatures if signature.key in root.keys)
    return Envelope(ROOT, known, envelope.document)


def _envelope(data: bytes) -> Envelope:
    stream = io.BytesIO(data)
    envelope = read_envelope(stream, ROOT)
    at_end(stream)
    return envelope
