# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two real stores and a model of each: whatever is recorded, exchanged, closed, rebuilt or cut off, in whatever
order, each holds what the model holds, and what was acknowledged is never lost."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from noodsteunpunt.domain.facts import (
    EmergencyReported,
    Fact,
    HelperRegistered,
    MessageWritten,
    OfferRegistered,
    PointReported,
    RequestRegistered,
    ShiftTold,
)
from noodsteunpunt.domain.values import PointStatus, Priority, SubjectId
from noodsteunpunt.store.database import Store
from tests.support.fact_maker import later_facts
from tests.support.station_kit import NOW, open_store, papers
from tests.support.store_kit import freeze_all, own_frames
from tests.support.store_model import Model, Written, rows_of

ENROLMENTS = papers()
POINTS = (1, 9)
WHO = st.integers(0, 1)
NAMES = st.sampled_from(["", "Testpersoon Berk", "Testpersoon Eik"])
NUMBER = st.integers(1, 999)
OPENING: st.SearchStrategy[Fact] = st.one_of(
    st.builds(
        RequestRegistered,
        letters=st.just("KB"),
        desk=st.just("A"),
        number=NUMBER,
        priority=st.sampled_from(Priority),
        people=st.integers(1, 9),
        note=st.sampled_from(["", "accu nog 40 min"]),
        name=NAMES,
    ),
    st.builds(HelperRegistered, letters=st.just("KB"), desk=st.just("A"), number=NUMBER, name=NAMES),
    st.builds(
        EmergencyReported,
        letters=st.just("KB"),
        desk=st.just("A"),
        number=NUMBER,
        people=st.integers(1, 9),
        what=st.just("pijn op de borst"),
        name=NAMES,
    ),
    st.builds(
        MessageWritten,
        letters=st.just("KB"),
        desk=st.just("A"),
        number=NUMBER,
        to_point=st.sampled_from([0, 1]),
        text_open=st.just("water om 16 uur"),
        name=NAMES,
    ),
    st.builds(PointReported, status=st.sampled_from(PointStatus), staff=st.integers(0, 9), name=NAMES),
    st.builds(
        OfferRegistered,
        letters=st.just("KB"),
        desk=st.just("A"),
        number=NUMBER,
        amount=st.integers(1, 9),
        what=st.just("dekens"),
        name=NAMES,
    ),
    st.builds(ShiftTold, staff=st.integers(0, 9), flagged=st.booleans(), name=NAMES),
)


class TwoStores(RuleBasedStateMachine):
    """Index 0 is a support point, 1 the coordination point."""

    def __init__(self) -> None:
        super().__init__()
        self.top = Path(tempfile.mkdtemp())
        self.written = Written()
        self.stores: list[Store] = []
        self.models: list[Model] = []
        self.folders: list[Path] = []
        self.ids: list[SubjectId] = []
        self.minute = 0

    @initialize()
    def open_both(self) -> None:
        for point in POINTS:
            self.folders.append(self.top / str(point))
            self.stores.append(open_store(self.folders[-1], ENROLMENTS[point]))
            self.models.append(Model(point, self.written))
            self.models[-1].take(own_frames(self.stores[-1]))

    def _record(self, who: int, fact: Fact, subject: SubjectId | None) -> None:
        self.minute += 1
        known = max((self.written.facts[key][1].lamport for key in self.models[who].entries), default=0)
        key, about = self.written.record(self.stores[who], fact, subject, NOW + self.minute * 47)
        assert self.written.facts[key][1].lamport == known + 1, "after everything it knew"
        self.models[who].entries.add(key)
        self.ids += [SubjectId(about), SubjectId(f"{key[0]:04x}-{key[1]}")]

    @rule(who=WHO, opening=OPENING, count=st.integers(0, 5), data=st.data(), freeze=st.booleans())
    def works(self, who: int, opening: Fact, count: int, data: st.DataObject, freeze: bool) -> None:
        """Opens a subject, and adds facts about any, also about one that this store has never heard of."""
        self._record(who, opening, None)
        for _ in range(count):
            self._record(who, self._later_fact(data), self._id(data))
            if freeze:
                self._freeze(who)

    def _later_fact(self, data: st.DataObject) -> Fact:
        facts = later_facts(lambda of: data.draw(st.sampled_from(of)), self._id(data), self._id(data), data.draw(NAMES))
        return data.draw(st.sampled_from(facts))

    def _id(self, data: st.DataObject) -> SubjectId:
        return data.draw(st.sampled_from(self.ids))

    def _freeze(self, who: int) -> None:
        author = self.stores[who].own_author() or 0
        self.models[who].take((author, number, body) for number, body in freeze_all(self.stores[who]))

    @rule(who=WHO, data=st.data())
    def accepts(self, who: int, data: st.DataObject) -> None:
        """Frames of the other in any order, some twice, in one commit or in several."""
        self._freeze(1 - who)
        theirs = [(author, number, body) for (author, number), body in self.models[1 - who].frames.items()]
        heard = data.draw(st.lists(st.sampled_from(theirs), min_size=1, max_size=6))
        cut = data.draw(st.integers(0, len(heard)))
        for batch in (heard[:cut], heard[cut:]):
            self.stores[who].accept(batch, NOW)
            self.models[who].take(batch)

    @rule(who=WHO, how=st.sampled_from(["close", "lose power", "rebuild"]))
    def goes_on(self, who: int, how: str) -> None:
        """After a clean end, after a power cut (the files as they lie there, on a new disk), or rebuilt."""
        store, folder = self.stores[who], self.folders[who]
        before = store.export_canonical()
        if how == "rebuild":
            store.rebuild()
        elif how == "lose power":
            self.folders[who] = folder.with_name(folder.name + "x")
            shutil.copytree(folder, self.folders[who])
        if how != "rebuild":
            store.close()
            self.stores[who] = open_store(self.folders[who], ENROLMENTS[POINTS[who]])
        assert self.stores[who].export_canonical() == before

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        for store, model in zip(self.stores, self.models, strict=True):
            assert rows_of(store) == model.rows()
            assert store.heads() == model.heads()

    def teardown(self) -> None:
        if len(self.stores) == 2:
            self._meet()
        for store in self.stores:
            store.close()
        shutil.rmtree(self.top)

    def _meet(self) -> None:
        """After everything was exchanged both say the same in the open."""
        for who in (0, 1):
            self._freeze(who)
        for store, model in zip(self.stores, reversed(self.models), strict=True):
            store.accept([(author, number, body) for (author, number), body in model.frames.items()], NOW)
        one, other = (store.export_canonical() for store in self.stores)
        assert one["air"] == other["air"] and one["frames"] == other["frames"] and one["digest"] == other["digest"]
        everything = {f"{author:04x}-{seq}" for author, seq in self.written.facts}
        assert set(one["air"]["request"]) <= everything


TestTwoStores = TwoStores.TestCase
TestTwoStores.settings = settings(
    max_examples=8,
    stateful_step_count=15,
    deadline=None,
    phases=(Phase.reuse, Phase.generate),  # making an example of two stores smaller takes many minutes
    suppress_health_check=list(HealthCheck),
)
