# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who lacks much asks what matters, gets that first, and ends level with everybody; snapshots and skips together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest

from sync.engine import SnapshotReceived
from sync.frames import Frame, Priority, encode_entries
from sync.ids import Author, make_author
from sync.packets import Ask, Sender, SnapshotPart, Want
from sync.snapshot import Key, Row, Snapshot
from sync.talk import encode_ask, encode_talk, encode_want
from sync.vectors import NOTHING
from sync.wire import TALK, open_packet, seal_control, seal_frame
from tests.support.skips_kit import story
from tests.support.snapshot_kit import POINT, SIGNER, Desk, packet, statement, with_desk
from tests.support.sync_medium import Medium, Node
from tests.support.sync_papers import COORDINATOR, KEYS

WRITER = make_author(2, 1)
WRITTEN = 200
OPEN = [(WRITER, number) for number in (3, 30, 31, 60, 188)]


def history(points: Collection[int] = (1, 2, COORDINATOR), *, loss: float = 0.0, seed: int = 1) -> Medium:
    """Point 2 wrote, everybody has that but point 1, which begins now."""
    medium = Medium(points, loss=loss, seed=seed)
    writer = medium[2]
    for _ in range(WRITTEN):
        writer.write(b"water and a word on where it is needed")
    for point in points:
        if point not in (1, 2):
            medium[point].log.bodies.update(writer.log.bodies)
    for node in medium.nodes.values():
        node.stop()
    for node in medium.nodes.values():
        node.start()
    return medium


def has(node: Node, keys: Collection[Key]) -> bool:
    return all(key in node.log.bodies for key in keys)


def lacking(node: Node) -> int:
    return sum((WRITER, number) not in node.log.bodies for number in range(WRITTEN))


def parts(medium: Medium) -> list[SnapshotPart]:
    opened = [open_packet(raw, KEYS) for _, raw in medium.air]
    return [one for one in opened if isinstance(one, SnapshotPart)]


@pytest.mark.parametrize("loss", [0.0, 0.3])
def test_what_is_open_comes_first_and_then_all_else(loss: float) -> None:
    medium, desk = history(loss=loss, seed=3), Desk(OPEN[:2], OPEN[2:], [])
    with_desk(medium, desk)
    newcomer = medium[1]
    assert medium.run(300, lambda: has(newcomer, OPEN))
    assert lacking(newcomer) > WRITTEN // 3
    progress = newcomer.up.progress()
    assert progress is not None and progress.whole and progress.at == 90 and progress.older > WRITTEN // 3
    assert medium.run(900, medium.level)
    assert newcomer.up.progress() is None
    assert all(POINT in points for points in desk.asked)


def test_without_a_word_on_what_matters_all_comes_as_ever() -> None:
    medium = history()
    assert medium.run(600, medium.level)
    assert not parts(medium) and medium[1].up.progress() is None


def test_a_desk_that_cannot_say_it_now_keeps_nobody_waiting() -> None:
    medium = history()
    desk = Desk()
    with_desk(medium, desk)
    desk.at = None
    assert medium.run(600, medium.level)
    assert desk.asked and not parts(medium)


def test_who_lacks_little_asks_nobody() -> None:
    medium, desk = history(), Desk(OPEN, [], [])
    medium[1].log.bodies.update({key: body for key, body in medium[2].log.bodies.items() if key[1] < WRITTEN - 5})
    medium[1].stop()
    medium[1].start()
    with_desk(medium, desk)
    assert medium.run(600, medium.level)
    assert not desk.asked and not parts(medium)


def test_over_a_point_between_that_has_none_itself() -> None:
    """1 and 9 do not hear each other: 3 asks on, and passes on what comes."""
    medium, desk = history((1, 2, 3, COORDINATOR)), Desk(OPEN, [], [])
    with_desk(medium, desk)
    medium.cut([1, 3], [3, 2], [3, COORDINATOR], [2, COORDINATOR])
    newcomer = medium[1]
    assert medium.run(600, lambda: has(newcomer, OPEN) and newcomer.up.progress() is not None)
    assert lacking(newcomer) > WRITTEN // 3
    assert any(isinstance(event, SnapshotReceived) for event in medium[3].events)
    assert medium.run(900, medium.level)


def test_one_that_was_made_a_moment_ago_is_sent_again_and_not_made_again() -> None:
    medium, desk = history((1, 2, 3, COORDINATOR)), Desk(OPEN, [], [])
    medium[3].log.bodies = {(medium[3].author, 0): medium[3].log.bodies[(medium[3].author, 0)]}
    medium[3].stop()
    with_desk(medium, desk)
    assert medium.run(600, lambda: has(medium[1], OPEN))
    made = len(desk.asked)
    medium[3].start()
    assert medium.run(900, medium.level)
    assert made == 1 and len(desk.asked) <= 2


def test_a_coordination_point_that_is_behind_itself_makes_none() -> None:
    medium, desk = history(), Desk(OPEN, [], [])
    chief = medium[COORDINATOR]
    chief.log.bodies = {(chief.author, 0): chief.log.bodies[(chief.author, 0)]}
    with_desk(medium, desk)
    medium.cut([1, 2], [COORDINATOR])
    said = encode_talk(ask=encode_ask(Ask(POINT)))
    chief.up._repairs.lacks.note(WRITER, WRITTEN, medium.now)
    chief.hear(seal_control(TALK, Sender(medium[1].author, 3, 1), said, KEYS))
    assert not desk.asked
    medium.heal()
    assert medium.run(1800, medium.level)


def test_a_question_for_a_point_that_nobody_certified_is_nothing() -> None:
    medium, desk = history(), Desk(OPEN, [], [])
    with_desk(medium, desk)
    for counter, point in enumerate((77, 1023)):
        want = encode_want(Want(SIGNER, {WRITER: NOTHING}), 100)
        said = encode_talk(want=want, ask=encode_ask(Ask(point)))
        medium[COORDINATOR].hear(seal_control(TALK, Sender(medium[1].author, 3, counter), said, KEYS))
    assert not desk.asked


def test_a_snapshot_covers_the_points_that_asked() -> None:
    medium, desk = history(), Desk([], [], OPEN, at=0)
    with_desk(medium, desk)
    assert medium.run(300, lambda: medium[1].up.progress() is not None)
    progress = medium[1].up.progress()
    assert progress is not None and progress.own and progress.at is None and progress.levels == 3


# -- skips ------------------------------------------------------------------------------------------------


def told(*, here: bool = True) -> tuple[Node, list[int], int]:
    """A coordination point that holds an author's story with a skip. Returns it, what is named, and the skip."""
    medium = Medium()
    medium.cut([1], [2], [COORDINATOR])
    node = medium[COORDINATOR]
    bodies, named = story(WRITER, frames=40)
    for number, body in enumerate(bodies):
        if here or number not in named:
            node.hear(seal_frame(Frame(WRITER, number, body), KEYS))
    assert node.up.heads()[WRITER] == len(bodies)
    return node, named, len(bodies) - 1


def made_by(node: Node, open_frames: Collection[Key]) -> Snapshot:
    traffic = node.up._snapshots
    traffic.maker._config = replace(node.config, matters=Desk(open_frames).matters)
    made = traffic.maker.make([POINT])
    assert made is not None and made.whole
    return made


@pytest.mark.parametrize("here", [True, False])
def test_what_is_superseded_is_never_named_and_the_skip_is(here: bool) -> None:
    node, named, skip = told(here=here)
    made = made_by(node, [(WRITER, number) for number in range(skip)])
    row = made.rows[WRITER]
    assert row.head == skip + 1
    assert set(row.numbers()) == {number for number in range(1, skip + 1) if number not in named}


def test_a_named_frame_that_a_skip_covers_counts_as_here() -> None:
    """The snapshot is older than the skip."""
    node, named, skip = told(here=False)
    reader = node.medium[1]
    rows = {WRITER: Row(skip, ((named[0], 1), (skip - 1, 1))), SIGNER: Row(1)}
    reader.hear(seal_frame(Frame(SIGNER, 0, node.log.bodies[(SIGNER, 0)]), KEYS))
    reader.hear(packet(rows, statement(rows)))
    for number in (0, skip - 1):
        reader.hear(seal_frame(Frame(WRITER, number, node.log.bodies[(WRITER, number)]), KEYS))
    progress = reader.up.progress()
    assert progress is not None and (progress.here, progress.named) == (2, 3)
    older = progress.older
    reader.hear(seal_frame(Frame(WRITER, skip, node.log.bodies[(WRITER, skip)]), KEYS))
    progress = reader.up.progress()
    assert progress is not None and (progress.here, progress.named) == (3, 3)
    assert progress.older == older - (len(named) - 1)


def test_a_skip_goes_before_all_that_is_history() -> None:
    node, _, skip = told()
    rows = {WRITER: Row(skip + 1), SIGNER: Row(1)}
    node.up._snapshots.kept.made(_snapshot(rows))
    assert node.up._snapshots.kept.urgency(WRITER, skip) is Priority.URGENT
    assert node.up._snapshots.kept.urgency(WRITER, 1) is Priority.BULK


def _snapshot(rows: dict[Author, Row]) -> Snapshot:
    opened = open_packet(packet(rows, statement(rows)), KEYS)
    assert isinstance(opened, SnapshotPart)
    made = Snapshot(SIGNER, opened.part.statement)
    assert made.add(opened.part, b"raw")
    return made


@pytest.mark.parametrize("loss", [0.0, 0.3])
def test_with_skips_and_a_snapshot_a_newcomer_ends_level_and_fetches_nothing_superseded(loss: float) -> None:
    medium = Medium((1, 2, 3, COORDINATOR), loss=loss, seed=5)
    writer = medium[2]
    medium[1].stop()
    for number in range(120):
        writer.write_body(encode_entries(Priority.STATUS, 1 if number % 3 else 0, b"%d" % number))
        if number % 10 == 9:
            medium.run(30)
    medium.run(600, lambda: writer.up.acknowledged() == writer.up.heads()[WRITER])
    writer.config = replace(writer.config, skip_pays=0.5)
    writer.stop()
    writer.start()
    medium.run(600)
    withheld = {(WRITER, n) for n in writer.up._held.authors[WRITER].withheld}
    assert withheld
    recent = max(number for author, number in writer.log.bodies if author == WRITER)
    names = [(WRITER, number) for number in (4, 5, 8, recent)]
    with_desk(medium, Desk(names, [], []))
    medium[1].start()
    wanted = [key for key in names if key not in withheld]
    assert medium.run(900, lambda: has(medium[1], wanted))
    assert medium.run(1800, lambda: medium[1].up.heads().get(WRITER) == writer.up.heads()[WRITER])
    assert not withheld & medium[1].log.bodies.keys()
    assert medium.run(600, lambda: medium[1].up._held.summary()[0] == writer.up._held.summary()[0])
