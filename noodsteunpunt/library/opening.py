# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opening what a point may believe, and what it already believed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from content.announcement import Announcement, open_announcement
from content.container import OpenedPack, Point, open_pack
from content.errors import PackError
from content.trust import Trust
from noodsteunpunt.domain.packs import InstalledPack
from noodsteunpunt.library.roots import fingerprint_of
from noodsteunpunt.store.database import Store


def kept_root(data: bytes) -> Trust:
    """It was believed when it was taken, and came out of our own database."""
    return Trust.first(data, fingerprint=fingerprint_of(data), now=None)


def verified(file: Path, point: Point) -> OpenedPack:
    return open_pack(
        file,
        point.trust,
        now=point.now,
        highest=point.highest,
        highest_digest=point.highest_digest,
        pack_id=point.pack_id,
    )


def described(opened: OpenedPack, trust: Trust, at: int) -> InstalledPack:
    about = opened.value("pack.json")
    core = about.get("core") if isinstance(about, Mapping) else None
    version = core.get("version") if isinstance(core, Mapping) else None
    header = opened.header
    return InstalledPack(
        digest=opened.digest,
        pack_id=header.pack_id,
        version=header.version,
        core_version=version if isinstance(version, int) and version >= 0 else None,
        issued=header.issued,
        expires=header.expires,
        root=trust.data,
        installed_at=at,
    )


def announced_over(opened: OpenedPack, store: Store, now: int | None) -> list[Announcement]:
    """What was believed over this pack and is read again; ``now`` in Unix seconds, None without a trusted clock.

    One that cannot be read is passed over: the pack's own card stays.
    """
    found = []
    for taken in store.announcements(opened.digest):
        trust = kept_root(taken.root)
        with suppress(PackError):
            found.append(open_announcement(taken.message, opened, trust, now=now, seen={}, installed=True))
    return found
