# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The commands that are held and count: who is revoked, which keys there are, what a coordination point vouches for.

All of it follows from the frames in the log: a start reads them again, and when a command goes aside what it ordered
ends. A coordination point may revoke support points and change the key; a coordination point itself only the root
revokes, whoever passes that on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sync.certificates import COORDINATION_POINT, PointCertificate
from sync.commands import (
    VOUCH_ROOM,
    Command,
    CommandError,
    Mark,
    Message,
    Rekey,
    Revoke,
    Vouch,
    decode_command,
    encode_rekey,
    encode_revoke,
    encode_vouch,
    rekey_groups,
    revoke_room,
    signed_by_root,
    wrap,
)
from sync.events import Announced, EngineConfig, Event, FrameLog, Rekeyed, Revoked, Settled
from sync.frames import BINDING, COMMAND, Frame, content_of
from sync.holdings import Holdings
from sync.ids import Author, point_of
from sync.keyring import NEVER, Keyring
from sync.keys import rekey_key
from sync.members import Members
from sync.standing import merged
from sync.trust import Trust

LAST_EPOCH = 255

SILENT = 2.0
"""Times the age at which an author signs by itself: after that it will not."""

LEFT = 200.0
"""Packet times of silence after which who was followed by another author of its point is vouched for, once: its writer
may have found other frames under its numbers, and is gone from there."""

Key = tuple[Author, int]


def _by_root(command: Command) -> bool:
    """Whoever's frame brought it, and if that is no good any more: it proves itself."""
    return isinstance(command, Revoke) and command.by_root


class EpochsUsed(ValueError):
    """The key was changed 255 times: a new incident is needed."""


class Orders:
    """Of one engine."""

    def __init__(
        self,
        config: EngineConfig,
        log: FrameLog,
        held: Holdings,
        members: Members,
        trust: Trust,
        keyring: Keyring,
        rejected: Counter[str],
    ) -> None:
        self._config = config
        self._log = log
        self._held = held
        self._members = members
        self._trust = trust
        self._keyring = keyring
        self._rejected = rejected
        self._commands: dict[Key, Command] = {}
        self._came: dict[Author, float] = {}
        self._began: dict[Author, float] = {}
        self._newest: dict[int, float] = {}
        self._left: set[Author] = set()
        self._secrets: dict[tuple[Author, int, bytes], bytes] = {}
        for author, number, start, _ in log.outline():
            if start[0] & 15 == COMMAND:
                self._read(Author(author), number, log.read(author, number) or b"")
        self._renew(-NEVER)

    # -- held -------------------------------------------------------------------------------------------

    def took(self, frame: Frame, now: float) -> list[Event]:
        """A frame is durable. What it orders, if it is a command of who may give it."""
        self._came[frame.author] = now
        if frame.body[0] == BINDING:
            self._began[frame.author] = self._newest[point_of(frame.author)] = now
        if frame.body[0] & 15 != COMMAND:
            return []
        command = self._read(frame.author, frame.number, frame.body)
        if command is None:
            self._rejected["command"] += 1
            return []
        before = self._members.bans.points()
        events: list[Event] = []
        if self._renew(now):
            events.append(Rekeyed(self._keyring.current.epoch))
        for point, generation in self._members.bans.points().items():
            if generation > before.get(point, -1):
                events.append(Revoked(point, own=point == point_of(self._config.author)))
        if isinstance(command, Message):
            events += self._whole(frame.author, frame.number, command)
        return [*events, *self.review()]

    def aside(self, done: Settled, now: float) -> None:
        """Frames went aside: what they ordered ends."""
        keys = [(done.author, number) for number in done.aside]
        gone = [key for key in keys if key in self._commands and not _by_root(self._commands[key])]
        for key in gone:
            del self._commands[key]
        if gone:
            self._renew(now)

    def review(self) -> list[Settled]:
        """What the commands say of frames that are held, as far as that was not told before."""
        found = [self._cut(author) for author in list(self._held.authors)]
        vouches = [command for command in self._commands.values() if isinstance(command, Vouch)]
        for mark in (mark for command in vouches for mark in command.marks):
            if mark.author != self._config.author and not self._members.coordinates(mark.author):
                found.append(self._trust.vouch(mark.author, mark.count, mark.chain))
        return [settled for settled in found if not settled.empty]

    def messages(self) -> list[bytes]:
        """Every whole message that is held."""
        firsts = [(key, one) for key, one in self._commands.items() if isinstance(one, Message) and not one.index]
        return [event.data for (author, number), one in firsts for event in self._whole(author, number, one)]

    def keys_for(self, point: int, epoch: int) -> list[Key]:
        """The frames by which this point comes from an epoch to the newest."""
        return [
            key
            for key, one in self._commands.items()
            if isinstance(one, Rekey) and one.epoch > epoch and point in one.wraps
        ]

    def in_force(self, revokes: Iterable[Revoke]) -> bool:
        """Was all of this ordered before?"""
        return set(revokes) <= {one for one in self._commands.values() if isinstance(one, Revoke)}

    def end_of(self, point: int) -> list[Key]:
        """The frame that takes this point out, of the highest generation; none if nothing does."""
        found = [
            (-one.generation, key)
            for key, one in self._commands.items()
            if isinstance(one, Revoke) and one.point == point
        ]
        return [key for _, key in sorted(found)[:1]]

    def _read(self, author: Author, number: int, body: bytes) -> Command | None:
        """One of who may give it, noted."""
        try:
            raw = content_of(body)[1:]
            command = decode_command(raw)
        except CommandError:
            return None
        if not self._may(author, number, command, raw):
            return None
        self._commands[(author, number)] = command
        return command

    def _may(self, author: Author, number: int, command: Command, raw: bytes) -> bool:
        roster = self._members.roster
        if isinstance(command, Revoke) and command.by_root:
            return signed_by_root(raw, roster.incident, roster.root_public)
        if not self._members.coordinates(author) or self._trust.of(author).before(number) is None:
            return False
        return not isinstance(command, Revoke) or not self._is_coordination(command.point)

    def _is_coordination(self, point: int) -> bool:
        return any(one.kind == COORDINATION_POINT for one in self._members.certificates(point))

    def _renew(self, now: float) -> bool:
        """Bans and keys from all commands. True if we send under another key from now on."""
        bans = self._members.bans
        while True:
            bans.renew([one for one in self._commands.values() if isinstance(one, Revoke)])
            cut = [
                key
                for key, one in self._commands.items()
                if not _by_root(one) and (end := bans.cut(key[0])) is not None and key[1] >= end
            ]
            if not cut:
                break
            for key in cut:  # what a revoked coordination point ordered after its end
                del self._commands[key]
        rekeys = sorted((one.epoch, key) for key, one in self._commands.items() if isinstance(one, Rekey))
        found = [(epoch, self._secret(key)) for epoch, key in rekeys]
        return self._keyring.renew([(epoch, secret) for epoch, secret in found if secret is not None], now)

    def _secret(self, key: Key) -> bytes | None:
        """The group key in a rekey, if there is one for us in it."""
        command, point = self._commands[key], point_of(self._config.author)
        if not isinstance(command, Rekey) or point not in command.wraps:
            return None
        found = (*key, command.wraps[point])
        if found not in self._secrets:
            issuer = self._certificate(key[0])
            shared = self._shared(issuer.exchange_public, command.epoch) if issuer is not None else None
            if shared is None:
                return None
            self._secrets[found] = wrap(shared, command.wraps[point], *key)
        return self._secrets[found]

    def _certificate(self, author: Author) -> PointCertificate | None:
        generation = self._members.bans.generations.get(author)
        held = self._members.certificates(point_of(author))
        return next((one for one in held if one.generation == generation), None)

    def _shared(self, public: bytes, epoch: int) -> bytes | None:
        try:
            return rekey_key(self._config.exchange_private, public, self._config.roster.incident, epoch)
        except ValueError:  # no private key, or a point of small order
            return None

    def _cut(self, author: Author) -> Settled:
        """What a revoke says of an author's frames. Our own stay here whatever others do with them."""
        bans = self._members.bans
        end = bans.cut(author)
        if end is None or author == self._config.author:
            return Settled(author)
        held = self._held.of(author)
        after = frozenset(n for n in (*range(end, held.head), *held.beyond) if n >= end and held.here(n))
        mark = bans.mark(author, bans.generations.get(author, 0))
        vouched = self._trust.vouch(author, mark.count, mark.chain) if mark is not None else Settled(author)
        return merged(author, [Settled(author, aside=after), vouched])

    def _whole(self, author: Author, number: int, part: Message) -> list[Announced]:
        first = number - part.index
        parts = [self._commands.get((author, first + at)) for at in range(part.count)]
        data = [
            one.data
            for at, one in enumerate(parts)
            if isinstance(one, Message) and (one.index, one.count) == (at, part.count)
        ]
        return [Announced(b"".join(data))] if len(data) == part.count else []

    # -- given ------------------------------------------------------------------------------------------

    def revoke(self, point: int) -> list[bytes]:
        """Contents of the frames that revoke a point: all that we hold of it stays its word."""
        generation = max((one.generation for one in self._members.certificates(point)), default=0)
        marks = [
            mark for author in sorted(self._held.authors) if point_of(author) == point for mark in self._mark(author)
        ]
        room = revoke_room()
        return [encode_revoke(point, generation, marks[at : at + room]) for at in range(0, len(marks) or 1, room)]

    def _mark(self, author: Author) -> list[Mark]:
        head = self._held.of(author).head
        end = self._members.bans.cut(author)
        head = head if end is None else min(head, end)
        chain = self._trust.chain_at(author, head)
        if chain is None and (beyond := self._trust.signed_beyond(author, head)) is not None:
            head, chain = beyond
        return [] if chain is None else [Mark(author, head, chain)]

    def rekey(self, secret: bytes, number: int, *, without: int | None = None) -> list[bytes]:
        """Contents of our frames from ``number`` on that bring every member the group key ``secret`` (32 B) of the
        next epoch. Raises :class:`EpochsUsed`."""
        used = [one.epoch for one in self._commands.values() if isinstance(one, Rekey)]
        epoch, author = max([self._keyring.current.epoch, *used]) + 1, self._config.author
        if epoch > LAST_EPOCH:
            raise EpochsUsed
        certificates = [one for one in self._members.points() if one.point != without]
        publics = {
            one.point: one.exchange_public
            for one in certificates
            if not self._members.bans.revoked(one.point, one.generation)
        }
        contents = []
        for at, group in enumerate(rekey_groups(publics)):
            shared = {point: self._shared(publics[point], epoch) for point in group}
            wraps = {point: wrap(key, secret, author, number + at) for point, key in shared.items() if key is not None}
            contents.append(encode_rekey(epoch, wraps))
        return contents

    def vouches_due(self, now: float) -> list[bytes]:
        """Contents of frames that vouch for who fell silent before they signed; only at a coordination point."""
        if not self._config.is_coordination:
            return []
        silent = [
            author
            for author, standing in self._trust.authors.items()
            if standing.loose
            and standing.replica_public is not None
            and author != self._config.author
            and now - self._came.setdefault(author, now) > self._silence(author)
        ]
        self._came.update(dict.fromkeys(silent, now))
        self._left.update(filter(self._followed, silent))
        return self.vouch(silent)

    def _silence(self, author: Author) -> float:
        """Seconds after which it will not sign any more."""
        timing = self._config.timing
        early = author not in self._left and self._followed(author)
        return LEFT * timing.packet if early else SILENT * timing.checkpoint_age

    def _followed(self, author: Author) -> bool:
        return self._newest.get(point_of(author), -NEVER) > self._began.get(author, -NEVER)

    def vouch(self, authors: list[Author]) -> list[bytes]:
        """Contents of the frames that vouch for all that we hold of these authors."""
        marks = [mark for author in authors for mark in self._mark(author)]
        return [encode_vouch(marks[at : at + VOUCH_ROOM]) for at in range(0, len(marks), VOUCH_ROOM)]
