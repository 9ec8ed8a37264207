# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the letters that are typed to the exact need: by its name, and by the words that people use for it.

The words are looked for, never shown, so they need no catalogue: Dutch, with what visitors from elsewhere say.
"""

from __future__ import annotations

import re
import unicodedata

from noodsteunpunt.domain.values import GROUP_OF, Category, CategoryGroup
from ui.labels import label

GROUPS = tuple(CategoryGroup)
"""In the order of their digits, from 1."""

_SAID: dict[Category, str] = {
    Category.LIFE_THREAT: "bewusteloos ademt niet bloeding bloedt hart borst pijn op de borst hartaanval beroerte stikt"
    " verstikking vergiftiging reanimatie benauwd flauwgevallen bevalling weeen",
    Category.MEDICAL_POWER: "beademing beademingsapparaat zuurstof zuurstofapparaat concentrator accu batterij apneu"
    " cpap sondepomp voedingspomp sonde sondevoeding tillift hoog-laagbed matras personenalarm uitzuigapparaat dialyse"
    " thuisdialyse apparaat generator aggregaat stroom ventilator",
    Category.MEDICATION: "medicijn medicijnen pillen tabletten recept apotheek insuline zuurstof zuurstoffles noodfles"
    " fles medikamente medicine infuus pleisters stoma inhalator puffer",
    Category.MED_COOLING: "insuline koelen koelkast koelbox koeling koud medicijnkoeling koelelement",
    Category.CARRY_DOWN: "traplift stoeltjeslift trap dragen naar beneden tillen bed bedlegerig verdieping hoog boven"
    " evacuatiestoel ligt op bed kan niet lopen",
    Category.EVAC_TRANSPORT: "vervoer evacuatie ontruimen ontruiming auto bus rolstoelbus rolstoeltaxi taxi wegbrengen"
    " ophalen transport weg",
    Category.STUCK_LIFT: "lift vast vastzitten opgesloten",
    Category.WELFARE_CHECK: "kijken langsgaan buurman buurvrouw alleen oudere ouderen hoor niets doet niet open"
    " ongerust controle oma opa tante dement dementie verward",
    Category.WATER: "drinkwater drinken kraan kraanwater flessen dorst water wasser",
    Category.FOOD: "eten voedsel honger maaltijd brood essen food",
    Category.WARMTH: "kou koud kachel verwarming dekens deken slaapplek slapen overnachten slaapplaats onderdak warm",
    Category.CHARGING: "opladen laden telefoon powerbank scootmobiel rolstoel stekker gehoorapparaat stopcontact",
    Category.BABY: "baby luiers luier windeln diapers pampers flesvoeding melk melkpoeder kindje zuigeling kind",
    Category.ANIMAL: "dier hond kat huisdier vee paard koeien vogel hund",
    Category.REPAIR: "lekkage dak boom kabel gaslucht gas ruit schade raam instorten gevaarlijk omgewaaid brandlucht",
    Category.SANITATION: "toilet wc riool riolering plee verstopt afvoer",
    Category.CARE_ROUND: "thuiszorg wijkverpleging verpleegkundige zuster zorgronde bel deurbel sleutel niet binnen"
    " steunkousen wondzorg",
    Category.INTERPRETER: "tolk taal vertalen vertaler gebaren gebarentaal doof duits engels arabisch oekraiens pools",
    Category.NUISANCE: "inbraak diefstal ruzie agressie plunderen plundering onveilig overlast bedreiging"
    " bedreigd dronken vechten",
    Category.INFO: "vraag informatie weten uitleg gerucht vergiftigd klopt het geld pinnen betalen benzine school",
    Category.OTHER: "anders overig gift gave kleding kleren spullen brengen",
    Category.MINOR_ALONE: "kind alleen kwijt ouders mama papa minderjarig",
    Category.TRACING: "zoek zoeken vermist vader moeder familie zoon dochter opa oma broer zus"
    " kwijt gezocht verdwaald weggelopen dement",
    Category.DEATH: "overleden dood overlijden gestorven",
    Category.REFUGE: "geweld thuis huiselijk geweld onderduiken blijf mishandeling",
}


_EMPTY = frozenset(
    (
        "mijn", "zijn", "haar", "onze", "deze", "niet", "niets", "doet", "doen", "heeft", "hebben", "voor", "naar",
        "maar", "nog", "want", "waar", "daar", "kunnen", "kan", "moet", "moeten", "graag", "komt", "komen", "staat",
        "zitten", "zit", "hier", "geen", "iets", "iemand", "mevrouw", "meneer", "uur", "uren", "minuten",
    )
)  # fmt: skip
"""Words that say nothing about the need."""


def parted(typed: str) -> tuple[CategoryGroup | None, str]:
    """``2st`` -> the second group and ``st``. A digit that is no group belongs to the letters."""
    text = typed.strip()
    if text[:1].isascii() and text[:1].isdigit() and 1 <= int(text[0]) <= len(GROUPS):
        return GROUPS[int(text[0]) - 1], text[1:].strip()
    return None, text


def narrowed(typed: str, group: CategoryGroup | None = None) -> tuple[Category, ...]:
    """The needs that fit what is typed, the best first. A group alone gives all of its needs; nothing gives none."""
    digit, letters = parted(typed)
    inside = digit or group
    wanted = folded(letters)
    if not wanted:
        return tuple(category for category in Category if inside is not None and GROUP_OF[category] is inside)
    found = [(rank, category) for category in Category if (rank := _rank(category, wanted)) is not None]
    if inside is not None:
        found = [(rank, category) for rank, category in found if GROUP_OF[category] is inside]
    return tuple(category for _, category in sorted(found, key=lambda pair: pair[0]))


def _rank(category: Category, wanted: str) -> int | None:
    """0: its name begins so; 1: a word of its name; 2: a word that people use; 3: inside a word."""
    name = folded(label(category))
    said = folded(_SAID[category])
    if name.startswith(wanted):
        return 0
    if _begins_a_word(name, wanted):
        return 1
    if _begins_a_word(said, wanted):
        return 2
    return 3 if len(wanted) > 3 and (wanted in name or wanted in said) else _by_words(f"{name} {said}", wanted)


def _begins_a_word(text: str, wanted: str) -> bool:
    return text.startswith(wanted) or f" {wanted}" in text


def _by_words(text: str, wanted: str) -> int | None:
    """A whole sentence: how many of its longer words are known here; the more the better."""
    words = [word for word in wanted.split() if len(word) > 3 and word not in _EMPTY]
    known = sum(_begins_a_word(text, word) for word in words)
    return 10 - min(known, 5) if known else None


def folded(text: str) -> str:
    """Small letters without accents; every other sign is a space."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", plain))
