# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""What needs a person now, as rows with a clock, the worst first. No Flet here."""

from __future__ import annotations

from dataclasses import dataclass

from noodsteunpunt.domain.values import Category, CategoryGroup, Priority
from noodsteunpunt.domain.values_desk import AttentionKind, Precedence, Topic
from noodsteunpunt.domain.values_point import IncidentKind
from noodsteunpunt.domain.views import Alarm, Snapshot
from noodsteunpunt.domain.views_desk import Attention, AttentionItem, KeptDraft
from ui.codes import member
from ui.labels import label
from ui.presenter_radio import advice
from ui.presenter_words import Tone, clock_time, deadline, duration, when
from ui.sentences_work import limit_words
from ui.texts import _, mark, n_

_ALARMS = {
    "radio_not_ready": mark("The radio does not answer. Check the plug. You can go on working: everything waits."),
    "radio_odd": mark("The radio works, but look at this."),
    "store_failed": mark("The disk refused to write. What was recorded is safe. Check that the disk is not full."),
    "pack_expired": mark("The information here has expired. It can be wrong: ask the municipality for the new one."),
    "pack_damaged": mark("The information here is damaged. Bring it again from the stick."),
    "replica_copied": mark("This database is a copy. It goes on under a new number; nothing is lost."),
    "standby": mark("This laptop is the spare: it records and sends nothing by radio until it takes over."),
    "two_active": mark("Two laptops of this point have the radio. Let one of them stand by."),
    "replica_forked": mark("Another laptop used the same database. This one goes on under a new number."),
    "contradicted": mark(
        "Something was heard as from {points} that is not from there: it does not count. Ask there what is right."
    ),
    "revoked": mark("Taken out, a laptop may be stolen: {points}. What was said before stays; trust nothing new."),
    "key_old": mark(
        "The others send with a newer key, and this point cannot read it. Ask the coordination point if it takes part."
    ),
    "revoked_own": mark(
        "This point was taken out: nothing is sent. All stays here; ask the municipality for new papers."
    ),
}

_K = AttentionKind
_WORDS: dict[AttentionKind, tuple[str, Tone]] = {
    _K.EMERGENCY_SILENT: (mark("Emergency report: nobody answers"), Tone.DANGER),
    _K.EMERGENCY_OPEN: (mark("Emergency report"), Tone.DANGER),
    _K.EMERGENCY_OUTCOME: (mark("Tell the outcome"), Tone.DANGER),
    _K.TEAM_OVERDUE: (mark("Team not back in time"), Tone.DANGER),
    _K.CHILD_ALONE: (mark("A child needs two of the team"), Tone.DANGER),
    _K.INCIDENT: (mark("Incident at this point"), Tone.DANGER),
    _K.HELPER_UNFIT: (mark("May not do this (any more)"), Tone.DANGER),
    _K.OFFER_CONFLICT: (mark("More promised than there is"), Tone.ATTENTION),
    _K.TWO_SHIFTS: (mark("Two shifts are open"), Tone.ATTENTION),
    _K.SHIFT_SHORT: (mark("Too few people on duty"), Tone.ATTENTION),
    _K.P1_UNSEEN: (mark("P1 danger to life"), Tone.DANGER),
    _K.MESSAGE_FLASH: (mark("Message: at once"), Tone.DANGER),
    _K.DEADLINE: (mark("Time runs out"), Tone.ATTENTION),
    _K.CIRCLE: (mark("Doubles of each other"), Tone.ATTENTION),
    _K.CONFLICT: (mark("Assigned twice"), Tone.ATTENTION),
    _K.P2_UNSEEN: (mark("P2 urgent"), Tone.ATTENTION),
    _K.CALLBACK: (mark("Promised to tell"), Tone.ATTENTION),
    _K.REPLY_DUE: (mark("Answer asked"), Tone.ATTENTION),
    _K.MESSAGE: (mark("Message"), Tone.PLAIN),
    _K.ANSWER: (mark("Answer of the coordination point"), Tone.ATTENTION),
    _K.STUCK: (mark("Does not get through"), Tone.ATTENTION),
    _K.CONTESTED: (mark("Two different answers"), Tone.ATTENTION),
    _K.STALE: (mark("Check again"), Tone.PLAIN),
}
_DUE = frozenset({_K.DEADLINE, _K.CALLBACK, _K.REPLY_DUE})
"""Their time lies ahead, or is over; of the others it is since when."""

_PATHS = {
    "child": "children",
    "request": "requests",
    "helper": "helpers",
    "offer": "helpers/offers",
    "emergency": "emergencies",
    "message": "messages",
    "team": "helpers/teams",
}


@dataclass(frozen=True, slots=True)
class AttentionRow:
    """``clock``: how long already, or how long still. ``path``: where to do it; empty for nowhere."""

    name: str
    word: str
    text: str
    clock: str
    tone: Tone
    path: str


def attention_rows(snapshot: Snapshot, attention: Attention, now: int) -> tuple[AttentionRow, ...]:
    """What is broken and dangerous, then what waits for a person, then what else is odd."""
    alarms = [(alarm.level == Tone.DANGER, _alarm_row(index, alarm)) for index, alarm in enumerate(snapshot.alarms)]
    rows = [row for danger, row in alarms if danger]
    rows += [_row(index, item, now) for index, item in enumerate(attention.items)]
    rows += [row for danger, row in alarms if not danger]
    return tuple(rows)


def _alarm_row(index: int, alarm: Alarm) -> AttentionRow:
    points = alarm.detail.get("points", "")
    text = (
        _(_ALARMS[alarm.code], points=points)
        if alarm.code in _ALARMS
        else _("Something is wrong ({code}).", code=alarm.code)
    )
    danger = alarm.level == Tone.DANGER
    more = advice(alarm.detail.get("reason", ""))
    return AttentionRow(
        name=f"alarm-{index}",
        word=_("Failure") if danger else _("Look at this"),
        text=f"{text} {more}".strip(),
        clock="",
        tone=Tone.DANGER if danger else Tone.ATTENTION,
        path="/network" if alarm.code in {"radio_not_ready", "radio_odd"} else "",
    )


def _row(index: int, item: AttentionItem, now: int) -> AttentionRow:
    word, tone = _WORDS[item.kind]
    said = [item.ticket, _what(item), item.text]
    return AttentionRow(
        name=f"attention-{index}",
        word=_(word),
        text="  ".join(part for part in said if part),
        clock=_clock(item, now),
        tone=tone,
        path=_path(item),
    )


def _path(item: AttentionItem) -> str:
    if item.what == "shift":
        return "/shift/log" if item.kind is _K.INCIDENT else "/shift"
    return f"/{_PATHS[item.what]}/{item.subject}" if item.what in _PATHS else ""


def _what(item: AttentionItem) -> str:
    codes = item.codes
    category = member(Category, codes.get("category", ""))
    group = member(CategoryGroup, codes.get("group", ""))
    priority = member(Priority, codes.get("priority", ""))
    incident = member(IncidentKind, codes.get("incident", ""))
    if incident is not None:
        return label(incident)
    if item.kind is _K.HELPER_UNFIT:
        return limit_words(codes.get("limit", ""))
    precedence = member(Precedence, codes.get("precedence", ""))
    kind = category or group
    named = "" if kind is None else label(kind)
    first = item.kind not in {_K.P1_UNSEEN, _K.P2_UNSEEN} and priority is not None
    parts = [priority.value if first and priority else "", named]
    if precedence is not None and item.kind in {_K.MESSAGE, _K.STUCK, _K.REPLY_DUE}:
        parts.append(label(precedence))
    if codes.get("topic") == Topic.UNIT:
        parts.append(label(Topic.UNIT))
    return " ".join(part for part in parts if part)


def _clock(item: AttentionItem, now: int) -> str:
    if item.kind in _DUE:
        return f"{clock_time(item.at, now)}, {deadline(item.at, now)}"
    if item.kind is _K.EMERGENCY_SILENT:
        return _("{time} without the word of a person: send a runner", time=duration(max(0, now - item.at)))
    return when(item.at, now)


def attention_count(attention: Attention, alarms: int) -> str:
    """The number behind the heading, in words."""
    total = sum(attention.counts.values()) + alarms
    return n_("{count} thing", "{count} things", total) if total else _("nothing")


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A half-typed form that can be taken up again."""

    kept: KeptDraft
    text: str
    mine: bool


_FORMS = {
    "request": mark("Request, not saved yet"),
    "helper": mark("Helper, not saved yet"),
    "offer": mark("Offer, not saved yet"),
    "emergency": mark("Emergency report, not saved yet"),
    "message": mark("Message, not saved yet"),
}


def draft_rows(drafts: list[KeptDraft], device: str, connected: frozenset[str], now: int) -> tuple[DraftRow, ...]:
    """Those of this browser, and those that somebody left at one that is not there any more."""
    rows = []
    for kept in drafts:
        mine = kept.device == device
        if kept.form in _FORMS and (mine or kept.device not in connected):
            begun = _("{form}, begun {when}", form=_(_FORMS[kept.form]), when=when(kept.started_at, now))
            rows.append(DraftRow(kept, begun if mine else _("{text}, at another screen", text=begun), mine))
    return tuple(rows)
