# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""A new pack's folder: small, filled in, without a *fout* or *waarschuwing*. An officer changes it bit by bit."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from string import Template

from content.compile import compile_tree, tree_digest
from content.fields import MUNICIPALITY
from content.source import load_source
from content.values import ID
from noodsteunpunt.texts import _

CORE = "kern-nl"
ISLAND = "voorbeeldeiland"
"""The example for the Caribbean Netherlands, which has other numbers and goes without the core."""

_NAME = re.compile(r"[^\W\d_][^\x00-\x1f\"\\$]{0,60}|'[^\x00-\x1f\"\\$]{1,60}")

_FILES = {
    "pack.yaml": """\
# Wat dit pakket is. Verhoog version bij elke nieuwe uitgave; een lager nummer wordt geweigerd.
id: $id
title: "Informatiepakket $name"
version: 1
owner: "Team Crisisbeheersing, gemeente $name"
contact: Balie van het gemeentehuis
issued: $today
expires: $expires
next-review: $review
municipality: $code          # de code van het CBS
region: nl-europees
area: [["52.4561", "5.1812"], ["52.5371", "5.3283"]]   # de hoek linksonder en de hoek rechtsboven
core: {id: $core, version: $core_version, sha256: "$core_sha256"}
languages: [nl]
forms: [text, large-print, pictogram]
modules: [informatie, hulpvragen, helpers, bord]
retention:
  hulpvragen: {days: 14, legal-basis: Taak van algemeen belang van de gemeente (AVG artikel 6 lid 1 onder e)}
""",
    "places.yaml": """\
# De plaatsen. Een noodsteunpunt is er altijd. Coördinaten: eerst breedte, dan lengte.
- id: eerste-punt
  kind: noodsteunpunt
  name: Het eerste punt
  address: Dorpsplein 1
  postcode: 1371 AB
  city: "$name"
  wgs84: ["52.496631", "5.254679"]
  hours: bij een ramp
  capacity: 100
  accessibility: Zonder drempel, met een wc voor rolstoelen
  source: {title: Draaiboek noodsteunpunten, publisher: "Gemeente $name", date: $today}
  date: $today
- id: coordinatiepunt
  kind: coordinatiepunt
  name: Coördinatiepunt
  address: Kazernelaan 3
  postcode: 1371 AE
  city: "$name"
  wgs84: ["52.500934", "5.245535"]
  hours: bij een ramp
  accessibility: Niet voor bezoekers
  source: {title: Draaiboek noodsteunpunten, publisher: "Gemeente $name", date: $today}
  date: $today
- id: kazerne
  kind: brandweerkazerne
  name: Brandweerkazerne
  address: Kazernelaan 1
  postcode: 1371 AE
  city: "$name"
  wgs84: ["52.500576", "5.246273"]
  hours: bij een ramp
  accessibility: Zonder drempel
  source: {title: Lijst van kazernes, publisher: "Gemeente $name", date: $today}
  date: $today
""",
    "streets.yaml": """\
# De straten en hun postcodes.
- {name: Dorpsplein, postcodes: [1371 AB], district: Dorp}
- {name: Kazernelaan, postcodes: [1371 AE], district: Dorp}
""",
    "cards/welkom.md": """\
---
id: welkom
kind: topic
title: Welkom op dit punt
owner: Team Crisisbeheersing
source:
  - {title: Draaiboek noodsteunpunten, publisher: "Gemeente $name", date: $today}
date: $today
valid-until: $expires
next-review: $review
pictogram: punt.svg
---
## Wat weten we
Dit is een noodsteunpunt. Hier krijgt u informatie, ook zonder stroom.

## Wat doen we
Wij hangen nieuws op het bord. Wij noteren uw vraag.

## Wat kunt u doen
- Lees eerst het bord.
- Is iemand in gevaar? Zeg het meteen aan de balie.

## Wat nog niet bekend
Wij weten niet hoe lang dit duurt.
""",
    "LEESMIJ.md": """\
# Informatiepakket $name

Wat hier staat, gaat niet mee in het pakket: het is voor wie het bijhoudt.

1. Pas de bestanden aan met een teksteditor.
2. Controleer de map: `noodsteunpunt pack check`.
3. Kijk hoe de kaarten eruitzien: `noodsteunpunt pack preview`.
""",
}


def bad_name(identifier: str, name: str, code: str) -> str:
    """What is wrong with the name of the folder, of the municipality, or its code. Empty when all can be."""
    if ID.fullmatch(identifier) is None:
        return _("the folder {text} needs a name of small letters, digits and hyphens", text=identifier)
    if _NAME.fullmatch(name) is None:
        return _("{text} cannot be the name of a municipality", text=name)
    if MUNICIPALITY.fullmatch(code) is None:
        return _("{text} is no code of a municipality, like GM0344", text=code)
    return ""


def core_pin(core: Path) -> tuple[str, str, str]:
    """Id, version and digest of a core's folder. Raises OSError, or CompileError when it has a *fout*."""
    source, _findings = load_source(core)
    return source.id, source.pack.text("version"), tree_digest(compile_tree(source))


def new_folder(folder: Path, identifier: str, name: str, code: str, core: Path, today: datetime.date) -> list[str]:
    """Fills ``folder``, which is empty or not there, and gives the names of its files."""
    folder.mkdir(parents=True, exist_ok=True)
    core_id, core_version, digest = core_pin(core)
    values = {
        "id": identifier,
        "name": name,
        "code": code,
        "today": today.isoformat(),
        "review": (today + datetime.timedelta(days=180)).isoformat(),
        "expires": (today + datetime.timedelta(days=365)).isoformat(),
        "core": core_id,
        "core_version": core_version,
        "core_sha256": digest,
    }
    for file, text in _FILES.items():
        path = folder / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(Template(text).substitute(values), "utf-8", newline="\n")
    return list(_FILES)
