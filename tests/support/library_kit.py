# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Packs as a point gets them: small, signed, in files, at a moment when their keys hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from content.announcement import Announcement, sign_announcement, write_announcement
from content.canonical import Json, dumps
from content.container import inspect_pack
from noodsteunpunt.domain.values import Actor, Role
from noodsteunpunt.library.disk import Disk
from noodsteunpunt.library.library import Library, Offer
from noodsteunpunt.library.roots import fingerprint_of
from noodsteunpunt.store.database import Store
from tests.support.signed_kit import DAY, KEYS, TRUST, a_pack, a_root, root_file
from tests.support.station_kit import NOW

CARD = "card.stroom.json"
LEAD = Actor("Testpersoon Leider", Role.POINT_LEAD)
KINDS: Json = {"languages": {"en": {"title": {"nl": "English"}}, "nl": {"title": {"nl": "Nederlands"}}}}


def lasting_root() -> bytes:
    """For stations that go by this machine's clock: the same keys, until 2096."""
    root = a_root()
    keys = {name: replace(key, expires=4_000_000_000) for name, key in root.keys.items()}
    return root_file(replace(root, keys=keys, expires=4_000_000_000))


class FixedClock:
    """It is always ``time``."""

    def __init__(self, time: int = NOW) -> None:
        self.time = time

    def now(self) -> int:
        return self.time

    def steady(self) -> float:
        return float(self.time)


def tree(version: int, **more: bytes) -> dict[str, bytes]:
    """A pack with one card in two languages, one place and one picture."""
    pages: Json = {
        "nl": {"title": "Stroom", "body": [{"kind": "paragraph", "spans": [{"text": f"Lamp {version} brandt"}]}]},
        "en": {"title": "Power", "body": [{"kind": "heading", "level": 2, "text": "Lamps"}]},
    }
    places: Json = [
        {"id": "de-kern", "name": {"nl": "De Kern", "en": "The Core"}, "address": "Dorpsplein 1", "kind": "point"}
    ]
    files = {
        "card.stroom.json": dumps({"id": "stroom", "language": "nl", "languages": pages, "origin": "voorbeeld"}),
        "kinds.json": dumps(KINDS),
        "media.lamp.svg": b"<svg/>" + b" " * version,
        "pack.json": dumps({"core": {"id": "kern-nl", "version": 4}, "id": "voorbeeld", "version": version}),
        "places.json": dumps(places),
    }
    return files | {name.replace("__", "."): data for name, data in more.items()}


def pack_file(folder: Path, version: int, files: Mapping[str, bytes] | None = None, **header: str | int) -> Path:
    """A signed pack on a stick."""
    path = folder / f"v{version}.nspack"
    path.write_bytes(a_pack(files or tree(version), version=version, **header))
    return path


def _card(words: str, name: str = "stroom") -> bytes:
    page: Json = {"title": "Stroom", "body": [{"kind": "paragraph", "spans": [{"text": words}]}]}
    return dumps({"id": name, "language": "nl", "languages": {"nl": page}, "origin": "voorbeeld"})


def announced(
    pack: Path, words: str, number: int = 1, *, name: str = CARD, keys: int = 2, expires: int = NOW + DAY
) -> bytes:
    """An announcement over this pack, signed by so many officers."""
    with inspect_pack(pack) as base:
        made = write_announcement(base, Announcement(name, number, NOW - 60, expires, _card(words, name[5:-5])))
    for key in KEYS[:keys]:
        made = sign_announcement(made, key)
    return made


def library(folder: Path, store: Store, *, disk: Disk | None = None, clock: FixedClock | None = None) -> Library:
    """A station's packs, begun."""
    made = Library(folder / "library", store, clock or FixedClock(), disk)
    made.sweep()
    return made


def install(made: Library, path: Path) -> int:
    """By the leader, with the root and its fingerprint at hand; the version."""
    return made.install(path, LEAD, Offer(TRUST.data, fingerprint_of(TRUST.data))).version


def lamp(made: Library) -> str:
    """What the card in the current pack says; reads the whole pack."""
    opened = made.open_current()
    assert opened is not None
    with opened:
        files = dict(opened.files())
    version = files["media.lamp.svg"].count(b" ")
    assert f"Lamp {version} brandt".encode() in files["card.stroom.json"], "files of two packs"
    return f"Lamp {version}"
