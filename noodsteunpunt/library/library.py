# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The packs of one station: verified, brought onto the disk, and only then named in the database.

A new file is written under another name, synced, verified again, renamed, its folder synced; then one transaction makes
it the current pack. A power cut leaves the old pack or the new one; what is left over is swept at the next start.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from content.announcement import Announcement, open_announcement
from content.container import OpenedPack, Point, open_pack, open_regular
from content.delta import MAGIC as DELTA
from content.delta import apply_delta
from content.errors import PackError, Reason
from content.manifest import MAX_TOTAL
from content.signing import PACK
from content.trust import Trust
from noodsteunpunt.clock import Clock
from noodsteunpunt.domain.facts import PackInstalled
from noodsteunpunt.domain.packs import InstalledPack, PackPlace, TakenAnnouncement
from noodsteunpunt.domain.rules import check_put_back
from noodsteunpunt.domain.values import Actor
from noodsteunpunt.library.disk import Disk
from noodsteunpunt.library.opening import announced_over, described, kept_root, verified
from noodsteunpunt.library.roots import root_beside
from noodsteunpunt.library.texts import index_of
from noodsteunpunt.store.database import Store

_ROOT = "pack_root"
_INCOMING = "incoming.tmp"
_PIECE = 1 << 16
_LARGEST = MAX_TOTAL + 2 * PACK.most
_DAY = 86_400


class RootMissing(Exception):
    """This point does not know yet whose packs it may believe."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What comes with a pack. ``root``: a root file, the first or the next one; ``fingerprint`` (32 B) of the first
    one, as a person compared it, where the point's own papers do not say it. Without ``clock_trusted`` no date is
    judged."""

    root: bytes | None = None
    fingerprint: bytes | None = None
    clock_trusted: bool = True


NOTHING_NEW = Offer()


class Library:
    """Belongs to the thread of the station. ``folder`` holds the files and nothing else; ``first_root`` is the
    fingerprint (32 B) in the papers of the point, or nothing."""

    def __init__(
        self, folder: Path, store: Store, clock: Clock, disk: Disk | None = None, *, first_root: bytes = b""
    ) -> None:
        self._folder = folder
        self._store = store
        self._clock = clock
        self._disk = disk or Disk()
        self.first_root = first_root
        self._was_damaged = False

    # -- what is there ----------------------------------------------------------------------------------

    def sweep(self) -> None:
        """Takes away what a power cut or an earlier version left. Raises OSError."""
        self._disk.make_folder(self._folder)
        kept = {pack.file for pack in self._store.packs() if pack.place is not PackPlace.FORMER}
        for path in self._folder.iterdir():
            if path.name not in kept and path.is_file():
                with suppress(OSError):  # somebody still has it open: at the next start, then
                    self._disk.remove(path)

    def renew_index(self) -> None:
        """At the start: an index that this version of the program cannot read is made again. Raises StoreError."""
        pack = self.at(PackPlace.CURRENT)
        if pack is None or self._store.index_readable():
            return
        with suppress(PackError), self._layered(pack) as opened:
            self._store.put_index(index_of(opened))

    def at(self, place: PackPlace) -> InstalledPack | None:
        """The pack in that place."""
        return next((pack for pack in self._store.packs() if pack.place is place), None)

    def open_current(self) -> OpenedPack | None:
        """The pack to read from, verified again, with what was announced over it; the kept one when the current one is
        damaged, None without any.

        Close it. Its :attr:`OpenedPack.expired` is a warning, and None when the clock cannot be right.
        """
        for place in (PackPlace.CURRENT, PackPlace.PREVIOUS):
            pack = self.at(place)
            if pack is not None:
                with suppress(PackError):
                    return self._layered(pack)
        return None

    def damaged(self) -> bool:
        """Is there a current pack that cannot be read whole?"""
        pack = self.at(PackPlace.CURRENT)
        if pack is None:
            return False
        try:
            self._open(pack).close()
        except PackError:
            return True
        return False

    def alarm(self, *, read: bool) -> str:
        """``pack_damaged``, ``pack_expired`` by a clock that can be right, or nothing.

        ``read``: every byte of the file; else it is as whole as it was the last time.
        """
        pack, now = self.at(PackPlace.CURRENT), self.now()
        if read:
            self._was_damaged = self.damaged()
        if self._was_damaged:
            return "pack_damaged"
        return "pack_expired" if pack and now is not None and pack.expires <= now else ""

    def _open(self, pack: InstalledPack) -> OpenedPack:
        trust = kept_root(pack.root)
        opened = open_pack(self._folder / pack.file, trust, now=self.now(), pack_id=pack.pack_id, installed=True)
        if opened.digest != pack.digest:
            opened.close()
            raise PackError(Reason.OTHER_PACK, found=opened.header.pack_id, needed=pack.pack_id)
        return opened

    def _layered(self, pack: InstalledPack) -> OpenedPack:
        opened = self._open(pack)
        return opened.with_cards({card.name: card.data for card in announced_over(opened, self._store, self.now())})

    def announced(self) -> list[Announcement]:
        """The cards that are shown over the current pack; :attr:`Announcement.expired` is a warning."""
        pack = self.at(PackPlace.CURRENT)
        if pack is None:
            return []
        with suppress(PackError), self._open(pack) as opened:
            return announced_over(opened, self._store, self.now())
        return []

    def now(self) -> int | None:
        """Unix seconds, or None when the clock is before something that has already happened."""
        now, kept = self._clock.now(), self._store.meta_get(_ROOT)
        known = [self._store.incident.started_at, *(pack.issued for pack in self._store.packs())]
        if kept:
            known.append(kept_root(kept).root.issued)
        return None if now < max(known) else now

    # -- whom it believes -------------------------------------------------------------------------------

    def knows_root(self) -> bool:
        """Does this point know its municipality's keys?"""
        return bool(self._store.meta_get(_ROOT))

    def trust(self, offer: Offer, now: int | None) -> Trust:
        """The root this point goes by, after it took the one that is offered, the first or the next one. Durable.

        The first one must have the fingerprint of the papers, whatever a person says. Raises PackError, RootMissing.
        """
        kept, root, first = self._store.meta_get(_ROOT), offer.root, self.first_root or offer.fingerprint
        if root is None or root == kept:
            if not kept:
                raise RootMissing
            return kept_root(kept)
        if kept:
            trust = kept_root(kept).replaced_by(root, now=now)
        elif first is None:
            raise RootMissing
        else:
            trust = Trust.first(root, fingerprint=first, now=now)
        self._store.meta_set(_ROOT, root)
        return trust

    # -- what changes it --------------------------------------------------------------------------------

    def install(self, file: Path, actor: Actor, offer: Offer = NOTHING_NEW) -> InstalledPack:
        """Makes a pack, or the pack that a difference leads to, the current one; durable on return.

        Versions only rise; the version that is there already may be brought again. The root that the papers name may
        lie beside the pack. Raises PackError, RootMissing,
        OSError, StoreError, and then the old pack is still the current one.
        """
        now = self.now() if offer.clock_trusted else None
        if offer.root is None and self.first_root and not self.knows_root():
            offer = replace(offer, root=root_beside(file, self.first_root))
        trust = self.trust(offer, now)
        point = self._point(trust, now)
        self._disk.make_folder(self._folder)
        new = self._folder / _INCOMING
        try:
            self._bring(file, new, point)
            return self._take(new, point, actor)
        finally:
            with suppress(OSError):
                self._disk.remove(new)

    def _point(self, trust: Trust, now: int | None) -> Point:
        packs = self._store.packs()
        current = next((pack for pack in packs if pack.place is PackPlace.CURRENT), None)
        newest = max(packs, key=lambda pack: pack.version, default=None)
        return Point(
            trust,
            now,
            highest=newest.version if newest else 0,
            highest_digest=newest.digest if newest else None,
            pack_id=current.pack_id if current else None,
        )

    def _bring(self, file: Path, new: Path, point: Point) -> None:
        """Onto this disk. A whole pack is verified on the stick first: nothing is written for one that is refused."""
        with open_regular(file) as stream:
            is_delta = stream.read(len(DELTA)) == DELTA
        if is_delta:
            self._patch(file, new, point)
            return
        verified(file, point).close()
        with open_regular(file) as stream, self._disk.writing(new) as out:
            left = _LARGEST
            while left > 0 and (piece := stream.read(min(_PIECE, left))):
                out.write(piece)
                left -= len(piece)

    def _patch(self, file: Path, new: Path, point: Point) -> None:
        base = self.at(PackPlace.CURRENT)
        if base is None:
            raise PackError(Reason.BASE_OTHER)
        with self._open(base) as opened, open_regular(file) as delta, self._disk.writing(new) as out:
            apply_delta(opened, delta, point, out)

    def _take(self, new: Path, point: Point, actor: Actor) -> InstalledPack:
        # Again, and now the bytes on this disk: the stick may have lied the second time.
        with verified(new, point) as opened:
            pack = described(opened, point.trust, self._clock.now())
            current = self.at(PackPlace.CURRENT)
            if current is not None and current.digest == pack.digest and not self.damaged():
                return current
            over = {card.name: card.data for card in announced_over(opened, self._store, self.now())}
            index = index_of(opened.with_cards(over))
        self._disk.rename(new, self._folder / pack.file)
        self._disk.sync_folder(self._folder)
        self._store.put_pack(pack, index, self._fact(pack, actor), self._clock.now())
        with suppress(OSError):
            self.sweep()
        return pack

    def put_back(self, actor: Actor) -> InstalledPack:
        """The leader takes the version before this one again; this one is kept. Durable on return.

        Raises RuleViolation, PackError, StoreError.
        """
        pack = self.at(PackPlace.PREVIOUS)
        check_put_back(actor, there=pack is not None)
        assert pack is not None  # noqa: S101 - checked above, where the type checker cannot see it
        with self._layered(pack) as opened:
            index = index_of(opened)
        self._store.put_pack(pack, index, self._fact(pack, actor, put_back=True), self._clock.now())
        return pack

    def announce(self, message: bytes, actor: Actor, offer: Offer = NOTHING_NEW) -> Announcement:
        """A signed card that is shown over the current pack from now on; durable on return.

        Raises PackError: among others without a pack, for another one, and for a number that was here before.
        """
        now = self.now() if offer.clock_trusted else None
        trust = self.trust(offer, now)
        pack = self.at(PackPlace.CURRENT)
        if pack is None:
            raise PackError(Reason.BASE_OTHER)
        earlier = {taken.card: taken.number for taken in self._store.announcements(pack.digest)}
        with self._open(pack) as opened:
            card = open_announcement(message, opened, trust, now=now, seen=earlier)
            over = {held.name: held.data for held in announced_over(opened, self._store, self.now())} | {
                card.name: card.data
            }
            index = index_of(opened.with_cards(over))
        at = self._clock.now()
        taken = TakenAnnouncement(pack.digest, card.name, card.number, card.expires, message, trust.data, at)
        fact = replace(self._fact(pack, actor), announced=max(card.number, *earlier.values(), 0))
        self._store.put_announcement(taken, index, fact)
        return card

    def _fact(self, pack: InstalledPack, actor: Actor, *, put_back: bool = False) -> PackInstalled:
        """What others hear."""
        return PackInstalled(
            pack=pack.pack_id,
            version=pack.version,
            core_version=pack.core_version,
            expires=pack.expires // _DAY,
            put_back=put_back,
            announced=max((taken.number for taken in self._store.announcements(pack.digest)), default=0),
            role=actor.role,
            name=actor.name,
        )
