# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""Places: inside the municipality, RD and WGS84 the same spot, postcodes that are there, known since when."""

from __future__ import annotations

import re

from content.lint.context import Context
from content.lint.geometry import LatLon, area, inside, metres, point, rd_to_wgs84
from content.lint.packs import date_of
from content.yamlsource import Items, Mapping, Scalar

MOST_METRES = 10
"""The formula's half metre, whole metres, and five decimals (1 m): more is another spot."""
MONTHS = 18
_FILE = "places.yaml"


def check_area(context: Context) -> None:
    """The municipality's area: a real one, inside the region (P220)."""
    node = context.source.pack.get("area")
    if node is not None and area(context.region.get("bounds")) and not _own_area(context):
        context.report("P220-gebied-kan-niet", "pack.yaml", node.mark)


def _own_area(context: Context) -> list[LatLon]:
    """The corners of the municipality; nothing when they cannot be."""
    corners, bounds = area(context.source.pack.get("area")), area(context.region.get("bounds"))
    if len(corners) == 2 and (corners[0][0] >= corners[1][0] or corners[0][1] >= corners[1][1]):
        return []
    return corners if not bounds or all(inside(corner, bounds) for corner in corners) else []


def check_positions(context: Context) -> None:
    """Coordinates (P602, P603, P604, P607, P610, P611, P613)."""
    bounds = area(context.region.get("bounds"))
    border = _own_area(context) or bounds
    has_rd = "rd" in {item.text for item in context.region.texts("coordinates")}
    seen: dict[LatLon, str] = {}
    for place in context.source.records("places"):
        at = point(place.get("wgs84"))
        if "wgs84" not in place.pairs:
            context.report("P610-zonder-coordinaten", _FILE, place.mark)
        if context.region.pairs and "rd" in place.pairs and not has_rd:
            context.report("P613-rd-hoort-niet", _FILE, place.mark_of("rd"))
        if at is None:
            continue
        if border and not inside(at, border):
            swapped = inside((at[1], at[0]), bounds or border)
            code = "P604-verwisseld" if swapped else "P602-buiten-gemeente"
            context.report(code, _FILE, place.mark_of("wgs84"))
        else:
            _same_spot(context, place, at)
        for item in place.texts("wgs84"):
            if len(item.text.partition(".")[2]) < 4:
                context.report("P611-te-grof", _FILE, item.mark, text=item.text)
        if at in seen:
            context.report("P607-zelfde-plek", _FILE, place.mark_of("wgs84"), id=seen[at])
        seen.setdefault(at, place.text("id"))


def _same_spot(context: Context, place: Mapping, at: LatLon) -> None:
    node = place.get("rd")
    texts = [item.text for item in node.items if isinstance(item, Scalar)] if isinstance(node, Items) else []
    if len(texts) == 2 and all(re.fullmatch(r"[0-9]{4,6}", text) for text in texts):
        apart = metres(at, rd_to_wgs84(int(texts[0]), int(texts[1])))
        if apart > MOST_METRES:
            mark = place.mark_of("rd")
            context.report("P603-rd-en-wgs84", _FILE, mark, metres=round(apart), most=MOST_METRES)


def postcode_pattern(form: str) -> re.Pattern[str]:
    """The pattern for ``9999 AA``; a space may be left out."""
    parts = {"9": "[0-9]", "A": "[A-Z]", " ": " ?", "-": "-"}
    return re.compile("".join(parts.get(character, "") for character in form[:10]))


def check_postcodes(context: Context) -> None:
    """Postcodes have the region's form (P605) and are in the streets (P606); a street stands there once (P903)."""
    form = context.region.text("postcode")
    pattern = postcode_pattern(form)
    known: set[str] = set()
    streets: dict[str, int] = {}
    for street in context.source.records("streets"):
        name = street.text("name").casefold()
        if name in streets:
            values = {"name": street.text("name"), "before": streets[name]}
            context.report("P903-straat-dubbel", "streets.yaml", street.mark, **values)
        streets.setdefault(name, street.mark.line)
        for item in street.texts("postcodes"):
            known.add(item.text.replace(" ", ""))
            if form and not (pattern.fullmatch(item.text) or re.fullmatch(r"[0-9]{4}", item.text)):
                context.report("P605-postcode", "streets.yaml", item.mark, text=item.text[:20], example=form)
    for place in context.source.records("places"):
        text = place.text("postcode")
        if not text or not form:
            continue
        short = text.replace(" ", "")
        if not pattern.fullmatch(text):
            context.report("P605-postcode", _FILE, place.mark_of("postcode"), text=text[:20], example=form)
        elif known and short not in known and short[:4] not in known:
            context.report("P606-postcode-onbekend", _FILE, place.mark_of("postcode"), text=text)


def check_origin(context: Context) -> None:
    """Where it comes from and when (P608, P609); can people with a wheelchair come in (P612)."""
    for table in ("places", "numbers", "partners"):
        for row in context.source.records(table):
            for key in ("source", "date"):
                if key not in row.pairs:
                    context.report("P608-zonder-herkomst", f"{table}.yaml", row.mark, key=key)
            said = date_of(row, "date")
            if said and (context.today - said).days > MONTHS * 31:
                context.report("P609-oud", f"{table}.yaml", row.mark_of("date"), day=said, months=MONTHS)
    kinds = context.groups["place-kinds"]
    for place in context.source.records("places"):
        kind = kinds.get(place.text("kind"))
        if kind and kind.text("needed") == "yes" and "accessibility" not in place.pairs:
            context.report("P612-toegankelijkheid", _FILE, place.mark)
