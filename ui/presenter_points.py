# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""The coordination board and the network screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from noodsteunpunt.domain.views import PointRow
from noodsteunpunt.domain.views_desk import HeadCount
from noodsteunpunt.domain.views_network import LedgerRow, NetworkView, PeerRow
from ui.labels import label
from ui.presenter import RADIO_STATES
from ui.presenter_arrival import ArrivalLines, arrival_lines
from ui.presenter_radio import advice
from ui.presenter_words import Tone, clock_time, seconds_text, when
from ui.texts import _, mark, n_

_KINDS = {
    "life": mark("Danger to life"),
    "facts": mark("New facts"),
    "repair": mark("Repeats for who missed something"),
    "control": mark("Keeping level with each other"),
    "relay": mark("Passing on for others"),
}

_REFUSED = {
    "malformed": mark("damaged or unreadable"),
    "foreign": mark("of another incident or group"),
    "replay": mark("heard before"),
    "own_echo": mark("our own, heard back"),
    "binding": mark("from a writer without papers"),
    "fork": mark("two versions of one message: look into this"),
    "receipt": mark("a confirmation that is not from the coordination point"),
    "chain": mark("a history that does not fit"),
    "revoked": mark("of a point that was taken out: look into this"),
    "epoch": mark("under a key that this point does not have"),
    "epoch_old": mark("under an old key: somebody missed the new one"),
    "flood": mark("of a sender that sends more than it may: look into this"),
    "not_passed_on": mark("kept but not passed on, for one point says too much"),
    "wrongly_skipped": mark("left out by its point though it counts: kept here"),
    "snapshot": mark("an overview that is not from the coordination point: look into this"),
    "snapshot_old": mark("an overview older than the one that is here"),
    "counter": mark("with a number that cannot be: look into this"),
    "command": mark("an order of who may not give it: look into this"),
    "signature": mark("with a false signature: look into this"),
    "unsigned": mark("in the name of the coordination point, but not signed: look into this"),
    "witness": mark("in the name of another point: look into this"),
    "contradicts": mark("something else than a point signed: look into this"),
    "contested": mark("two versions of one message, none of them signed yet"),
    "contradicted": mark("not what the point signed later: it does not count"),
    "certificate": mark("with false papers: look into this"),
    "tag": mark("not made with our key"),
}

_BUNDLES = {
    "bundle_not_ours": mark("no bundle at all"),
    "bundle_half": mark("only a part of it was there"),
    "bundle_incident": mark("of another incident or exercise"),
    "bundle_point": mark("for another point"),
    "bundle_tampered": mark("changed, or not made by a point: look into this"),
    "bundle_revoked": mark("of a point that was taken out: look into this"),
    "bundle_twice": mark("read before"),
    "bundle_too_new": mark("of a newer program"),
    "bundle_too_large": mark("larger than can be right"),
    "bundle_malformed": mark("with something in it that cannot be: look into this"),
}


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A point on the coordination board. ``faded``: no contact, these are the last known values."""

    name: str
    status: str
    heard: str
    open_urgent: str
    open_other: str
    unseen: str
    people: str
    staff: str
    power: str
    helpers: str
    faded: bool
    tone: Tone
    pack: str = ""
    pack_old: bool = False


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """Airtime of the last hour for one kind of traffic."""

    kind: str
    text: str
    share: float


@dataclass(frozen=True, slots=True)
class PeerLine:
    """Another writer: what we hold of it, and when we heard it."""

    name: str
    held: str
    heard: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """The network screen; every number is counted here since the start or in the last hour, as it says."""

    radio: str
    radio_works: bool
    advice: str
    facts: tuple[tuple[str, str], ...]
    airtime: str
    used_share: float
    ledger: tuple[LedgerLine, ...]
    peers: tuple[PeerLine, ...]
    waiting: str
    refused: tuple[str, ...]
    notes: tuple[str, ...]
    arrival: ArrivalLines | None = None


def board_row(row: PointRow, now: int, counts: Sequence[HeadCount] = ()) -> BoardRow:
    """One point, with the age of what we know."""
    return BoardRow(
        name=f"{row.point.name} ({row.point.letters})",
        status=label(row.status) if row.status is not None else _("no report yet"),
        heard=heard_line(row, now),
        open_urgent=f"P1 {row.open_p1}   P2 {row.open_p2}",
        open_other=f"P3 {row.open_p3}   P4 {row.open_p4}",
        unseen=n_("{count} not seen", "{count} not seen", row.unseen) if row.unseen else "",
        people=_people(row, now, counts),
        staff="" if row.staff is None else n_("{count} person on duty", "{count} people on duty", row.staff),
        power=_power(row),
        helpers=n_("{count} helper free", "{count} helpers free", row.helpers_available),
        faded=row.no_contact,
        tone=Tone.FADED if row.no_contact else Tone.DANGER if row.open_p1 and row.unseen else Tone.PLAIN,
        pack=_pack(row, now),
        pack_old=row.pack is not None and row.pack.expires_at <= now,
    )


def _people(row: PointRow, now: int, counts: Sequence[HeadCount]) -> str:
    count = next((one for one in counts if one.point == row.point.number), None)
    if count is None:
        return ""
    people = n_("{count} person counted", "{count} people counted", count.present)
    return f"{people} {when(count.counted_at, now)}"


def heard_line(row: PointRow, now: int) -> str:
    if row.own:
        return _("this point")
    if row.heard_at is None:
        return _("never heard yet")
    if row.no_contact:
        return _("no contact since {time}", time=when(row.heard_at, now))
    return _("heard {when}", when=when(row.heard_at, now))


def _power(row: PointRow) -> str:
    if row.power is None:
        return ""
    power = _("power: {source}", source=label(row.power).lower())
    if row.power_hours is None:
        return power
    hours = n_("{count} hour", "{count} hours", row.power_hours)
    return f"{power}, {hours}"


def _pack(row: PointRow, now: int) -> str:
    if row.pack is None:
        return ""
    pack, since = row.pack, when(row.pack.installed_at, now)
    if pack.expires_at <= now:
        return _("information {pack} {version}, expired", pack=pack.pack, version=pack.version)
    told = _("information {pack} {version}, since {time}", pack=pack.pack, version=pack.version, time=since)
    return f"{told}, {_('with an announcement')}" if pack.announced else told


def network_page(view: NetworkView, now: int) -> NetworkPage:
    """Radio, airtime, peers, and what was refused."""
    budget = max(view.budget_seconds, 0.001)
    left = max(0.0, view.budget_seconds - view.used_seconds)
    return NetworkPage(
        radio=_(RADIO_STATES.get(view.radio_state, RADIO_STATES["lost"])),
        radio_works=view.radio_state == "ready",
        advice=advice(view.radio_reason),
        facts=tuple(
            (name, value)
            for name, value in (
                (_("Setting"), view.preset),
                (_("Region"), view.region),
                (_("Radio number"), view.node),
            )
            if value
        ),
        airtime=_(
            "{used} used of {budget} this hour, {left} left, of which {reserve} kept for danger to life",
            used=seconds_text(view.used_seconds),
            budget=seconds_text(view.budget_seconds),
            left=seconds_text(left),
            reserve=seconds_text(min(left, view.reserve_seconds)),
        ),
        used_share=min(1.0, view.used_seconds / budget),
        ledger=tuple(_ledger(row, budget) for row in view.ledger),
        peers=tuple(_peer(row, now) for row in view.peers),
        waiting=_waiting(view),
        refused=tuple(_refused(code, count) for code, count in sorted(view.rejected.items()) if count),
        notes=_notes(view),
        arrival=arrival_lines(view.arrival, now),
    )


def _ledger(row: LedgerRow, budget: float) -> LedgerLine:
    # What the radio passed on for others it tells in seconds only.
    packets = n_(", {count} packet", ", {count} packets", row.packets) if row.packets or row.kind != "relay" else ""
    kind = _(_KINDS[row.kind]) if row.kind in _KINDS else row.kind
    return LedgerLine(kind, f"{seconds_text(row.seconds)}{packets}", min(1.0, row.seconds / budget))


def _peer(row: PeerRow, now: int) -> PeerLine:
    heard = _("never heard directly") if row.heard_at is None else _("heard {when}", when=when(row.heard_at, now))
    held = n_("{count} message held here", "{count} messages held here", row.held)
    return PeerLine(
        name=f"{row.point.name} ({row.point.letters}), {row.author}",
        held=_("{held}, {checked} of them signed", held=held, checked=min(row.verified, row.held)),
        heard=heard,
        tone=Tone.FADED if row.heard_at is None or now - row.heard_at > 3600 else Tone.PLAIN,
    )


def _waiting(view: NetworkView) -> str:
    waiting = view.waiting_entries + view.waiting_frames
    if not waiting:
        return _("Nothing waits for the radio.")
    entries = n_("{count} fact", "{count} facts", view.waiting_entries)
    frames = n_("{count} message", "{count} messages", view.waiting_frames)
    return _("Waiting for airtime: {facts}, {frames}.", facts=entries, frames=frames)


def _refused(code: str, count: int) -> str:
    if code in _BUNDLES:
        why = _(_BUNDLES[code])
        return n_("{count} bundle refused: {reason}", "{count} bundles refused: {reason}", count, reason=why)
    reason = _(_REFUSED[code]) if code in _REFUSED else _("for another reason ({code})", code=code)
    return n_("{count} packet refused: {reason}", "{count} packets refused: {reason}", count, reason=reason)


def _notes(view: NetworkView) -> tuple[str, ...]:
    notes = []
    if view.missing_frames:
        known = view.frames + view.missing_frames
        text = _(
            "{have} of {known} messages have arrived here; the rest is being fetched.", have=view.frames, known=known
        )
        notes.append(text)
    if view.unknown_facts:
        notes.append(
            n_(
                "{count} fact is newer than this program: it is kept and passed on.",
                "{count} facts are newer than this program: they are kept and passed on.",
                view.unknown_facts,
            )
        )
    if view.held_aside:
        notes.append(n_("{count} fact is held aside.", "{count} facts are held aside.", view.held_aside))
    if view.forks:
        notes.append(
            n_(
                "One writer was found twice. Ask the municipality which laptop is the right one.",
                "{count} writers were found twice. Ask the municipality which laptops are the right ones.",
                view.forks,
            )
        )
    for letters, count in sorted(view.suspects.items()):
        notes.append(
            n_(
                "{count} packet in the name of {point} refused. Call that point: is its laptop still there?",
                "{count} packets in the name of {point} refused. Call that point: is its laptop still there?",
                count,
                point=letters,
            )
        )
    return tuple(notes)


def report_age(row: PointRow, now: int) -> str:
    """When the point last reported itself."""
    return "" if row.reported_at is None else _("reported {time}", time=clock_time(row.reported_at, now))
