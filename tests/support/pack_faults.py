# SPDX-FileCopyrightText: 2026 Noodsteunpunt contributors
# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: E501 - one fault a line
"""One seeded fault for every check of the linter: an edit of the example pack, and where it must be found."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """``old`` in ``file`` becomes ``new``; the finding is on the line that then holds ``at`` (nothing: line 1).

    ``there``: the file that is named, when it is another one. ``also``: other codes that the same edit must give.
    """

    code: str
    file: str
    old: str
    new: str
    at: str = ""
    there: str = ""
    also: tuple[str, ...] = ()


CARD, ENGLISH, PACK, PLACES = "cards/stroom.md", "cards/stroom.en.md", "pack.yaml", "places.yaml"
SVG = "media/stroom.svg"
TEXT = "Wij weten niet hoe lang het duurt."
POINT = '["52.15517", "5.38721"]'
KERN_SOURCE = 'url: "https://www.denkvooruit.nl/", date: 2026-01-15}'

FORM_FAULTS = [
    Fault("P001-bestand-onbekend", "notes.txt", "", "x"),
    Fault("P002-bestand-ontbreekt", PACK, "*", ""),
    Fault("P004-geen-utf8", "lists.yaml", "", "\udcff", at="\udcff"),
    Fault("P005-vreemd-teken", CARD, TEXT, "Wij weten\u200b het niet.", at="Wij weten\u200b"),
    Fault("P006-yaml-fout", "lists.yaml", "", "- {", at="", there="lists.yaml"),
    Fault("P007-anker", "lists.yaml", "title: Nodig", "title: &naam Nodig", at="&naam"),
    Fault("P008-verwijzing", "lists.yaml", "title: Nodig", "title: *naam", at="*naam"),
    Fault("P009-samenvoegen", "radio.yaml", "", "<<: {channel: a}\n", at="<<"),
    Fault("P010-label", "lists.yaml", "title: Nodig", "title: !str Nodig", at="!str"),
    Fault("P011-dubbele-sleutel", PACK, "version: 3", "version: 3\nversion: 4", at="version: 4"),
    Fault("P012-te-diep", "lists.yaml", "items: [Kleding]", "items: " + "[" * 40 + "]" * 40, at="items: [["),
    Fault("P013-meer-dan-een-deel", "radio.yaml", "preset: LONG_FAST", "preset: LONG_FAST\n---\na: b", at="---"),
    Fault("P014-te-veel-waarden", "lists.yaml", "", "- a\n" * 100_001, there="lists.yaml", at="*"),
    Fault("P016-aanhalingstekens", "numbers.yaml", 'number: "112"', "number: 112", at="number: 112"),
    Fault("P017-bestandsnaam", "media/Stroom Nieuw.svg", "", "<svg/>"),
    Fault("P018-voorblad", "cards/gas.md", "", "## Wat weten we\n"),
    Fault("P019-vraagteken", "questions.yaml", '"Kan ik hier mijn telefoon laden?"', "Laden?", at="Laden?"),
    Fault("P101-sleutel-onbekend", PLACES, "capacity: 150", "capaciteit: 150", at="capaciteit"),
    Fault("P102-sleutel-ontbreekt", PLACES, "  name: De Kern\n", "", at="id: de-kern"),
    Fault("P103-verkeerde-vorm", PACK, "modules: [requests, information]", "modules: requests", at="modules"),
    Fault("P104-leeg", PLACES, "city: Voorbeelddam", "city:", at="  city:"),
    Fault("P105-getal-kan-niet", PLACES, "capacity: 150", "capacity: 1_50", at="1_50"),
    Fault("P106-datum-kan-niet", PACK, "issued: 2026-05-01", "issued: 2026-02-30", at="2026-02-30"),
    Fault("P107-id-vorm", PLACES, "id: apotheek-dorp", "id: Apotheek Dorp", at="id: Apotheek Dorp"),
    Fault("P108-id-dubbel", PLACES, "id: apotheek-dorp", "id: de-kern", at="id: de-kern\n  kind: pharmacy"),
    Fault("P110-te-lang", PLACES, "city: Voorbeelddam", "city: " + "a" * 501, at="aaa"),
    Fault("P111-adres-op-internet", CARD, "https://www.denkvooruit.nl/", "http://denkvooruit.nl", at="http:"),
    Fault("P112-coordinaat-kan-niet", PLACES, POINT, '["52,15517", "5.38721"]', at="52,15517"),
    Fault("P113-keuze", "kinds.yaml", "title: English, direction: ltr", "title: English, direction: left", at="left"),
]

PACK_FAULTS = [
    Fault("P109-onbekend", PLACES, "kind: pharmacy", "kind: farmacy", at="farmacy"),
    Fault("P201-pakket-verlopen", PACK, "expires: 2027-05-01", "expires: 2026-05-20", at="2026-05-20"),
    Fault("P202-pakket-verloopt-bijna", PACK, "expires: 2027-05-01", "expires: 2026-07-01", at="2026-07-01"),
    Fault("P203-datums-verwisseld", CARD, "\ndate: 2026-05-01", "\ndate: 2027-06-01", at="valid-until", also=("P221-datum-later", "P313-vertaling-ouder")),
    Fault("P204-herziening-voorbij", CARD, "next-review: 2027-02-01", "next-review: 2026-05-20", at="2026-05-20"),
    Fault("P205-gemeentecode", PACK, "GM9999", "9999", at="municipality", also=("P016-aanhalingstekens",)),
    Fault("P206-kern-ontbreekt", PACK, "version: 3", 'version: 3\ncore: {id: maan, version: 1, sha256: "0"}', at="maan"),
    Fault("P209-claim-onbekend", CARD, "claims: [noodpakket-hours]", "claims: [noodpakket-uren]", at="noodpakket-uren", also=("P216-claim-ongebruikt",)),
    Fault("P210-claim-niet-in-tekst", CARD, "**72 uur**", "**drie dagen**", at="claims:"),
    Fault("P211-bewaartermijn", PACK, "days: 28", "days: 3650", at="days: 3650"),
    Fault("P212-ongebruikte-taal", PACK, "languages: [nl, en]", "languages: [nl, en, fy]", at="languages", also=("P109-onbekend", "P312-taal-ontbreekt")),
    Fault("P213-moment-zonder-lijst", "kinds.yaml", "opening: {title: Openen}", "opening: {title: Openen}\n  night: {title: Nacht}", there="checklists.yaml"),
    Fault("P214-geen-punt", PLACES, "kind: support-point", "kind: pharmacy"),
    Fault("P215-regio-onbekend", PACK, "region: nl-europa", "region: europa", at="region: europa"),
    Fault("P216-claim-ongebruikt", PACK, 'noodpakket-hours: "72"', 'noodpakket-hours: "72"\n  water: "3"', at="water"),
    Fault("P217-postcodevorm", "region.yaml", "postcode: 9999 AA", 'postcode: "[0-9]{4}"', at="[0-9]", also=("P605-postcode",)),
    Fault("P220-gebied-kan-niet", PACK, '[["52.10", "5.30"], ["52.20", "5.45"]]', '[["5.30", "52.10"], ["5.45", "52.20"]]', at="area:"),
    Fault("P221-datum-later", PLACES, "accessibility: Zonder drempel, met een toilet voor rolstoelen\n  source: Gemeente Voorbeelddam\n  date: 2026-04-01", "accessibility: Zonder drempel\n  source: Gemeente Voorbeelddam\n  date: 2026-07-01", at="2026-07-01"),
    Fault("P222-tijdzone", "region.yaml", "Europe/Amsterdam", "Europa/Amsterdam", at="Europa"),
    Fault("P701-media-ontbreekt", CARD, "pictogram: stroom.svg", "pictogram: strom.svg", at="strom.svg"),
]  # fmt: skip

CARD_FAULTS = [
    Fault("P301-kaart-zonder-bron", CARD, "source:\n  - {title: Stroomuitval, publisher: Rijksoverheid, " + KERN_SOURCE + "\n", "", at="id: stroom"),
    Fault("P302-zonder-eigenaar", CARD, "owner: Team Crisisbeheersing\n", "", at="id: stroom"),
    Fault("P303-zonder-datum", CARD, "valid-until: 2027-05-01\n", "", at="id: stroom"),
    Fault("P304-advies-verlopen", CARD, "valid-until: 2027-05-01", "valid-until: 2026-05-20", at="2026-05-20"),
    Fault("P305-advies-verloopt-bijna", CARD, "valid-until: 2027-05-01", "valid-until: 2026-07-20", at="2026-07-20"),
    Fault("P306-bron-onvolledig", CARD, "publisher: Rijksoverheid, ", "", at="Stroomuitval"),
    Fault("P307-bron-oud", CARD, "date: 2026-01-15", "date: 2016-01-15", at="2016"),
    Fault("P308-kop-ontbreekt", CARD, "## Wat doen we\n", "", at=""),
    Fault("P309-kop-onbekend", CARD, "## Wat doen we", "## Wat wij doen", at="## Wat wij doen", also=("P308-kop-ontbreekt",)),
    Fault("P310-kop-volgorde", CARD, "## Wat weten we", "## Wat doen we\nEerst dit.\n## Wat weten we", at="## Wat weten we"),
    Fault("P311-kop-zonder-tekst", CARD, "Wij weten niet wanneer de stroom terug is.", "", at="## Wat nog niet"),
    Fault("P312-taal-ontbreekt", ENGLISH, "*", "", at="id: stroom", there=CARD, also=("P212-ongebruikte-taal",)),
    Fault("P313-vertaling-ouder", ENGLISH, "date: 2026-05-01", "date: 2026-04-01", at="2026-04-01"),
    Fault("P314-vertaling-zonder-kaart", "cards/gas.en.md", "", "---\ntitle: Gas\ndate: 2026-05-01\n---\nGas.\n"),
    Fault("P315-vertaling-andere-nummers", ENGLISH, "Call 112.", "Call for help."),
    Fault("P316-vorm-ontbreekt", CARD, "pictogram: stroom.svg\n", "", at="id: stroom"),
    Fault("P317-soort-vraagt-meer", "kinds.yaml", "title: Onderwerp", "title: Onderwerp\n    needs: [audio]", at="id: stroom", there=CARD),
    Fault("P318-html", CARD, TEXT, "<b>Nu</b>", at="<b>", also=("P318-html",)),
    Fault("P319-opmaak-onbekend", CARD, TEXT, "Dit is *schuin*.", at="*schuin*"),
    Fault("P320-plaatje-zonder-tekst", CARD, "![Een lamp met een streep erdoor]", "![]", at="![]"),
    Fault("P321-koppeling-stuk", CARD, "place:de-kern", "place:de-kerk", at="place:de-kerk"),
    Fault("P322-koppeling-onveilig", CARD, "(place:de-kern)", "(javascript:x)", at="javascript"),
    Fault("P323-koppeling-zegt-niets", CARD, "[De Kern]", "[klik hier]", at="klik hier"),
    Fault("P324-hoofdletters", CARD, TEXT, "BLIJF ALTIJD BINNEN.", at="BLIJF", also=("P406-afkorting",)),
    Fault("P325-kaart-lang", CARD, TEXT, "Kijk goed uit. " * 210),
    Fault("P326-kop-niveau", CARD, "## Wat doen we", "# Titel\nTekst.\n## Wat doen we", at="# Titel"),
    Fault("P327-naam-anders", CARD, "id: stroom\n", "id: strom\n", at="id: strom"),
    Fault("P328-adres-zonder-koppeling", CARD, TEXT, "Kijk op www.voorbeelddam.example.", at="www"),
    Fault("P329-dag-zonder-datum", CARD, TEXT, "Vandaag is er water.", at="Vandaag"),
    Fault("P330-kaart-zonder-tekst", "cards/leeg.md", "", "---\nid: leeg\nkind: procedure\ntitle: Leeg\nowner: Team\nsource: [{title: A, publisher: B, date: 2026-01-01}]\ndate: 2026-05-01\nvalid-until: 2027-05-01\npictogram: stroom.svg\n---\n"),
    Fault("P331-beschrijving-zegt-niets", CARD, "![Een lamp met een streep erdoor]", "![stroom.svg]", at="![stroom"),
    Fault("P401-leesniveau", CARD, TEXT, "De gemeentelijke crisisorganisatie coördineert noodvoorzieningen overeenkomstig vastgestelde rampenbestrijdingsplannen. " * 4, at="De stroom is uit", also=("P403-lange-woorden",)),
    Fault("P402-zin-lang", CARD, TEXT, "Als u nu naar buiten gaat en daar ziet dat het licht bij de buren ook uit is dan weet u dat het niet aan u ligt.", at="Als u nu"),
    Fault("P403-lange-woorden", CARD, TEXT, "Noodvoorziening, noodvoorziening, noodvoorziening en nog een noodvoorziening, noodvoorziening, noodvoorziening.", at="De stroom is uit"),
    Fault("P404-lijdende-vorm", CARD, TEXT, "Er wordt hard gewerkt. Er wordt nu gekeken. Er worden mensen gebeld. Het wordt gemaakt.", at="De stroom is uit"),
    Fault("P405-moeilijk-woord", CARD, TEXT, "Wij weten reeds iets.", at="reeds"),
    Fault("P406-afkorting", CARD, TEXT, "De GHOR komt.", at="GHOR"),
    Fault("P408-letters-gemengd", CARD, TEXT, "Er is geen str\u043em.", at="geen"),
    Fault("P407-aanspreken", CARD, TEXT, "Blijf waar je bent.", at="je bent"),
]  # fmt: skip

PLACE_FAULTS = [
    Fault("P501-telefoon-kan-niet", PLACES, "000-0000012", "000-000", at="000-000\n"),
    Fault("P502-nummer-niet-in-lijst", CARD, TEXT, "Bel 000-0000099.", at="000-0000099", also=("P315-vertaling-andere-nummers",)),
    Fault("P503-frequentie-kan-niet", "numbers.yaml", "98.9 MHz", "98.9", at="98.9", also=("P016-aanhalingstekens",)),
    Fault("P504-nummer-of-frequentie", "numbers.yaml", "  frequency: 98.9 MHz\n", "", at="id: rampenzender"),
    Fault("P505-ander-alarmnummer", CARD, TEXT, "Bel 911.", at="911", also=("P315-vertaling-andere-nummers",)),
    Fault("P506-betaald-nummer", PLACES, "000-0000012", "0900-1234", at="0900-1234"),
    Fault("P507-radioband", "radio.yaml", "EU868", "US915", at="US915"),
    Fault("P508-zendvermogen", "radio.yaml", "power-dbm: 27", "power-dbm: 30", at="power-dbm"),
    Fault("P601-openingstijd-kan-niet", PLACES, "ma-vr 08:30-17:30", "ma-vr 17:30-08:30", at="17:30-08:30"),
    Fault("P602-buiten-gemeente", PLACES, '["52.15617", "5.38821"]', '["51.15617", "5.38821"]', at="51.15617"),
    Fault("P603-rd-en-wgs84", PLACES, '["155000", "463000"]', '["155000", "463100"]', at="463100"),
    Fault("P604-verwisseld", PLACES, '["52.15617", "5.38821"]', '["5.38821", "52.15617"]', at='["5.38821'),
    Fault("P605-postcode", PLACES, "postcode: 9999 XA\n  city", "postcode: 9999 X\n  city", at="9999 X\n"),
    Fault("P606-postcode-onbekend", PLACES, "postcode: 9999 XA\n  city", "postcode: 9998 XA\n  city", at="9998 XA"),
    Fault("P607-zelfde-plek", PLACES, '["52.15617", "5.38821"]', POINT, at="wgs84", there="", also=()),
    Fault("P608-zonder-herkomst", "numbers.yaml", "  source: Rijksoverheid\n", "", at="id: alarm"),
    Fault("P609-oud", "numbers.yaml", "source: Rijksoverheid\n  date: 2026-04-01", "source: Rijksoverheid\n  date: 2023-04-01", at="2023"),
    Fault("P610-zonder-coordinaten", PLACES, '  wgs84: ["52.15617", "5.38821"]\n', "", at="id: apotheek-dorp"),
    Fault("P611-te-grof", PLACES, '["52.15617", "5.38821"]', '["52.156", "5.38821"]', at="52.156"),
    Fault("P612-toegankelijkheid", PLACES, "  accessibility: Zonder drempel, met een toilet voor rolstoelen\n", "", at="id: de-kern"),
    Fault("P614-tijd-kan-niet", CARD, TEXT, "Open tot 25.00 uur.", at="25.00"),
    Fault("P613-rd-hoort-niet", "region.yaml", "coordinates: [wgs84, rd]", "coordinates: [wgs84]", at="rd:", there=PLACES),
]  # fmt: skip

OTHER_FAULTS = [
    Fault("P702-media-ongebruikt", "media/oud.svg", "", "<svg/>"),
    Fault("P703-media-te-groot", SVG, "</svg>", " " * 100_000 + "</svg>"),
    Fault("P704-contrast", SVG, "#1a1a1a", "#ffff99", at="#ffff99"),
    Fault("P705-svg-onveilig", SVG, "<path", "\n<script>x</script><path", at="<script"),
    Fault("P706-media-soort", "media/stroom.png", "", "<svg/>", also=("P702-media-ongebruikt",)),
    Fault("P707-kleur-onbekend", SVG, "#1a1a1a", "currentColor", at="currentColor"),
    Fault("P801-bsn", CARD, TEXT, "Mijn nummer is 111222333.", at="111222333", also=("P315-vertaling-andere-nummers",)),
    Fault("P802-e-mail", PACK, "contact: Balie gemeentehuis", "contact: test.persoon@voorbeelddam.example", at="test.persoon"),
    Fault("P803-iban", "lists.yaml", "items: [Kleding]", "items: [Geld op NL91 ABNA 0417 1643 00]", at="NL91", also=("P502-nummer-niet-in-lijst",)),
    Fault("P804-geboortedatum", CARD, TEXT, "Testpersoon, geboren op 3 mei 1950.", at="geboren", also=("P315-vertaling-andere-nummers",)),
    Fault("P805-naam-bij-nummer", CARD, TEXT, "Vraag mevrouw Testpersoon, 000-0000013.", at="Testpersoon", also=("P315-vertaling-andere-nummers",)),
    Fault("P807-naam-van-persoon", PACK, "contact: Balie gemeentehuis", "contact: Jan de Testpersoon", at="Testpersoon"),
    Fault("P806-mobiel-nummer", "partners.yaml", "000-0000013", "06-00000013", at="06-00000013"),
    Fault("P901-tegenspraak", "lists.yaml", "items: [Kleding]", "items: [dekens]", at="dekens"),
    Fault("P902-dubbele-regel", "lists.yaml", "items: [Kleding]", "items: [Kleding, kleding]", at="kleding]"),
    Fault("P903-straat-dubbel", "streets.yaml", "", "- {name: dorpsplein, postcodes: [9999 XB]}\n", at="dorpsplein,"),
]  # fmt: skip

FAULTS = FORM_FAULTS + PACK_FAULTS + CARD_FAULTS + PLACE_FAULTS + OTHER_FAULTS
