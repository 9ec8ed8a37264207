# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two points and a coordination point, each with its screens, on one virtual mesh that is overheard; and a person at
the keyboard whose keys are counted.

Everything between a form at one point and a page at another is real: the browser, the station and its store, the stock
library, the mesh. What the person types is counted as the keystroke-level model does (Card, Moran and Newell, 1980).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Error, Page

from content.canonical import Json, dumps
from devices.ether import Ether
from devices.lora import Preset
from devices.mesh_daemon import MeshDaemon
from devices.meshtastic_radio import MeshtasticRadio
from noodsteunpunt.clock import Clock, SystemClock
from noodsteunpunt.demo.privacy import found, open_air
from noodsteunpunt.domain.values import Actor, Role
from noodsteunpunt.enrolment import Enrolment, demo_enrolments
from noodsteunpunt.library.library import Offer
from noodsteunpunt.library.roots import fingerprint_of
from noodsteunpunt.runner import Runner
from tests.support.library_kit import LEAD, lasting_root, pack_file, tree
from tests.support.radio_kit import QUICK
from tests.support.screen_driver import (
    PATIENCE,
    TOKEN,
    by_id,
    focused,
    named,
    opened,
    served,
    shows,
    sit_down,
    tap,
    type_text,
    waits_for,
    watched,
)
from tests.support.screens_kit import running_station
from tests.support.station_kit import POINTS
from ui.device import Device

ROOT = Path(__file__).resolve().parents[2]

KB, HA, CP = 1, 2, 9
"""De Kern, Het Anker, the coordination point."""
NODES = {point: 0x4E530000 + point for point in (KB, HA, CP)}
SEATED = {
    KB: Actor("Testpersoon Balie", Role.REQUEST_DESK),
    HA: Actor("Testpersoon Anker", Role.REQUEST_DESK),
    CP: Actor("Testpersoon Kazerne", Role.COORDINATOR),
}

TREE = """(() => [...document.querySelectorAll('flt-semantics')]
    .filter(one => !one.parentElement.closest('flt-semantics')).map(one => one.outerHTML).join(''))()"""
"""The accessibility tree as it is, for whether it changes."""

WORDS = """() => [...document.querySelectorAll('flt-semantics')]
    .map(one => one.getAttribute('aria-label') || one.innerText || '').filter(Boolean).join(' | ').slice(0, 3000)"""
"""All that the accessibility tree says, for who must find out why a test failed."""

_EMPTY_BOX = """name => {
    const named = document.querySelector(`[flt-semantics-identifier="${name}"]`);
    const box = named && (named.matches('[aria-checked]') ? named : named.querySelector('[aria-checked]'));
    return box !== null && box.getAttribute('aria-checked') === 'false';
}"""
"""Is this an answer or a box without a mark?"""

_PRESSED_AGAIN = 5.0
"""Seconds after which a person presses again."""

K, P, H, M = 0.28, 1.1, 0.4, 1.35
"""Seconds: a key, pointing, hand to another device, a thought (Card, Moran and Newell)."""


@dataclass(slots=True)
class Typist:
    """Counts what a person does. ``free``: letters that would be written on paper as well."""

    keys: int = 0
    free: int = 0
    points: int = 0
    thoughts: int = 0
    paper: frozenset[str] = frozenset()

    @property
    def seconds(self) -> float:
        """The estimate, free text and all; a hand that points leaves the keys and comes back."""
        return K * (self.keys + self.free) + (P + 2 * H) * self.points + M * self.thoughts

    def written(self, text: str, line: str) -> None:
        """Free text is only what a line of the blank paper form asks as well."""
        assert line in self.paper, f"{line!r} is no line of the paper form: {sorted(self.paper)}"
        self.free += len(text)


@dataclass(slots=True)
class Seat:
    """One person at one screen."""

    point: int
    page: Page
    runner: Runner
    url: str
    device: Device
    typist: Typist = field(default_factory=Typist)

    def afresh(self) -> Seat:
        """On the first screen with empty forms, whatever was left half done here."""
        for name in self.device.kept_forms():
            self.device.forget(name)
        self.page.keyboard.press("F2")
        focused(self.page, "search")
        return self

    # -- by keys ----------------------------------------------------------------------------------------

    def key(self, name: str, *, thought: bool = False) -> None:
        """One key."""
        self.typist.keys += name.count("+") + 1
        self.typist.thoughts += thought
        self.page.keyboard.press(name)

    def at(self, identifier: str) -> None:
        """Until that control has the focus: the person looks there before the next key."""
        focused(self.page, identifier)
        self.typist.thoughts += 1

    def says(self, identifier: str, text: str, line: str = "") -> None:
        """Types in the field that has the focus; ``line`` of the paper form asks the same."""
        if line:
            self.typist.written(text, line)
        else:
            self.typist.keys += len(text)
        type_text(self.page, identifier, text)

    # -- by mouse ---------------------------------------------------------------------------------------

    def tap(self, identifier: str) -> None:
        """A press on the control of that name."""
        self.points_at(identifier)

    def points_at(self, identifier: str) -> None:
        """One press, counted; pressed again where an empty box stays empty, or nothing on the whole screen changes."""
        self.typist.points += 1
        self.typist.keys += 1
        named(self.page)
        changed = f"([before, name]) => {TREE} !== before"
        if self.page.evaluate(_EMPTY_BOX, identifier):
            changed = f"([before, name]) => !({_EMPTY_BOX})(name)"
        before = [self.page.evaluate(TREE), identifier]
        tap(self.page, identifier)
        with suppress(Error):
            self.page.wait_for_function(changed, arg=before, timeout=_PRESSED_AGAIN * 1000)
            return
        if by_id(self.page, identifier).count():
            tap(self.page, identifier)

    def does(self, identifier: str, done: Callable[[], bool]) -> None:
        """A press, and again while nothing comes of it: on a slow computer what is drawn anew may move away from under
        the pointer."""
        self.points_at(identifier)
        end = time.monotonic() + PATIENCE / 1000
        while not done():
            assert time.monotonic() < end, (identifier, self.device.actor, self.page.evaluate(WORDS))
            with suppress(AssertionError):
                until(done, _PRESSED_AGAIN)
                return
            if by_id(self.page, identifier).count():
                tap(self.page, identifier)

    def fill(self, identifier: str, text: str, line: str = "") -> None:
        """A press on a field, and a text in it."""
        self.typist.points += 1
        if line:
            self.typist.written(text, line)
        else:
            self.typist.keys += len(text)
        type_text(self.page, identifier, text, lambda: tap(self.page, identifier))

    # -- looking ----------------------------------------------------------------------------------------

    def sees(self, text: str) -> None:
        """Until it is there."""
        waits_for(self.page, text)

    def sees_not(self, text: str) -> None:
        """It is not there now."""
        assert not shows(self.page, text), text

    def finds(self, identifier: str) -> None:
        """Until there is such a control."""
        by_id(self.page, identifier).wait_for(state="attached", timeout=PATIENCE)

    def goes(self, path: str) -> None:
        """Another screen, by its address."""
        opened(self.page, f"{self.url}{path}")

    def counts(self, form: str) -> Typist:
        """From here on, against this blank form of the national pack."""
        card = (ROOT / "content" / "packs" / "kern-nl" / "cards" / f"formulier-{form}.md").read_text("utf-8")
        lines = frozenset(line[2:].rstrip(":") for line in card.splitlines() if line.startswith("- ") and ":" in line)
        self.typist = Typist(paper=lines)
        return self.typist

    def ticket(self) -> str:
        """The number on the screen after saving."""
        self.finds("recorded")
        rows = self.runner.query(lambda reader: reader.requests(point=self.point)).result()
        return next(row.ticket for row in rows if shows(self.page, row.ticket))


@dataclass(slots=True)
class Desks:
    """The seats, and the air between them."""

    seats: dict[int, Seat]
    daemon: MeshDaemon
    enrolments: dict[int, Enrolment]

    def overheard(self) -> bytes:
        """Everything that was on the air, opened with every key there is."""
        opened_air = open_air([one.payload for one in self.daemon.captured()], list(self.enrolments.values()))
        assert opened_air.closed == 0
        return b"\n".join(sorted(opened_air.layers))

    def never_sent(self, *words: str) -> None:
        """None of these was on the air, in any form, sealed or not."""
        assert found(words, self.overheard()) == set()

    def sent(self, *words: str) -> None:
        """These were, sealed for who may read them: the search finds what is there."""
        assert found(words, self.overheard()) == set(words)

    def sent_in_the_open(self, *words: str) -> bool:
        """Any of these in what every member may read."""
        opened_air = open_air([one.payload for one in self.daemon.captured()], [self.enrolments[HA]])
        return bool(found(words, b"\n".join(sorted(opened_air.layers))))

    def cut(self, *groups: tuple[int, ...]) -> None:
        """These hear only each other."""
        self.daemon.partition([[NODES[point] for point in group] for group in groups])

    def heal(self) -> None:
        """All hear all again."""
        self.daemon.heal()


@contextmanager
def desks(
    folder: Path, browser: Browser, points: tuple[int, ...] = (KB, CP), clock: Clock | None = None
) -> Iterator[Desks]:
    """Running stations with a seat at each. ``clock``: of all of them."""
    enrolments = demo_enrolments(POINTS, SystemClock().now() - 3600)
    radios = [(NODES[point], f"Radio {point}", f"R{point}", 0) for point in points]
    with ExitStack() as stack:
        daemon = stack.enter_context(MeshDaemon(Ether(Preset.SHORT_FAST, 3), radios))
        seats = {}
        for point in points:
            radio = MeshtasticRadio(f"tcp://127.0.0.1:{daemon.ports[NODES[point]]}", timing=QUICK)
            stack.callback(radio.close)
            runner = stack.enter_context(
                running_station(folder, point, enrolments=enrolments, radio=radio, clock=clock)
            )
            seats[point] = stack.enter_context(_seat(browser, runner, point))
        yield Desks(seats, daemon, enrolments)


@contextmanager
def _seat(browser: Browser, runner: Runner, point: int) -> Iterator[Seat]:
    actor = SEATED[point]
    with served(runner) as url, watched() as windows:
        context = browser.new_context(viewport={"width": 1280, "height": 640}, locale="nl-NL")
        page = opened(context.new_page(), f"{url}?token={TOKEN}")
        sit_down(page, actor.name, actor.role.value)
        try:
            yield Seat(point, page, runner, url.rstrip("/"), windows[-1].desk.device)
        finally:
            context.close()


def install_pack(
    folder: Path,
    runner: Runner,
    cards: dict[str, tuple[str, str]],
    lists: dict[str, Sequence[str]] | None = None,
    things: dict[str, Sequence[str]] | None = None,
) -> None:
    """A small signed pack with these cards: name -> (title, text); two streets; lists: moment -> steps; and what is
    needed and what not to bring: kind -> names."""
    files = {}
    for name, (title, text) in cards.items():
        page: Json = {"title": title, "body": [{"kind": "paragraph", "spans": [{"text": text}]}]}
        files[f"card.{name}.json"] = dumps(
            {"id": name, "language": "nl", "languages": {"nl": page}, "origin": "voorbeeld"}
        )
    streets: Json = [
        {"name": "Dorpsstraat", "postcodes": ["3551AB"], "district": "Dorp"},
        {"name": "Kerkstraat", "postcodes": ["3551AC"], "district": "Dorp"},
    ]
    files["streets.json"] = dumps(streets)
    checklists: Json = [
        {"id": moment, "moment": moment, "title": {"nl": moment}, "steps": [{"text": {"nl": text}} for text in steps]}
        for moment, steps in (lists or {}).items()
    ]
    files["checklists.json"] = dumps(checklists)
    wanted: Json = [
        {"id": kind, "kind": kind, "title": {"nl": kind}, "items": [{"name": {"nl": name}} for name in names]}
        for kind, names in (things or {}).items()
    ]
    files["lists.json"] = dumps(wanted)
    made = pack_file(folder, 1, {**tree(1), **files}, expires=4_000_000_000)
    root = lasting_root()
    offer = Offer(root, fingerprint_of(root))
    runner.call(lambda station: station.install_pack(made, LEAD, offer)).result()


def until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait for what comes over the air."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, condition
        time.sleep(0.05)
