"""Names are found by what stands round them. None of the names here stand in tests/evaluation/personuppgifter.yml or in a list of the product's."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.privacy import people
from bot.privacy.mask import MASK

NAMES = Path(people.__file__).parent / "names.yml"


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("pojken Abdirahman säger att pappa slår honom", "Abdirahman"),
        ("Mamma Zeynep vågar inte lämna sin man", "Zeynep"),
        ("Pappan, Farhad Mirzaei, hotade mig", "Farhad Mirzaei"),
        ("Flickan (Layla) ska giftas bort", "Layla"),
        ("Tvillingarna Ture och Dilnaz har inte kommit", "Ture"),
        ("syskonen Amir, Soraya och Ziba är borta", "Ziba"),
        ("Storebror Yonas hämtar alltid", "Yonas"),
        ("fostermamman Ingeborg ringde", "Ingeborg"),
        ("Familjen Al-Tamimi svarar inte", "Al-Tamimi"),
        ("hon heter selam", "selam"),
        ("flickan heter dilnaz", "dilnaz"),
        ("Barnets namn är Vilgot", "Vilgot"),
        ("Khadras pappa nekar till allt", "Khadra"),
        ("jag pratade med Björks mamma i morse", "Björk"),
        ("Fadumo, 4 år, ska bo hos farmor", "Fadumo"),
        ("Tyra är 3 år och har blåmärken", "Tyra"),
        ("besök i dag: Hibaq Warfa, v 24, är rädd", "Hibaq Warfa"),
        ("det är vilgot på gula avdelningen", "vilgot"),
        ("Hilma på gula avdelningen har slutat prata", "Hilma"),
        ("Jamila berättade att hon inte får ha pojkvän", "Jamila"),
        ("Lilla Saga ritade en kniv", "Saga"),
        ("Lille Sten gråter varje dag", "Sten"),
        ("jag är orolig för Fadumo", "Fadumo"),
        ("ska vi ringa till Mehmet först", "Mehmet"),
        ("mvh Ragnhild Hedström", "Ragnhild Hedström"),
        ("The boy, Rashid, told me that daddy hits him", "Rashid"),
        ("My student Hawa is afraid", "Hawa"),
    ],
)
def test_a_name_is_seen_by_what_stands_round_it(mask, text, hidden):
    masked = mask(text)
    assert hidden not in masked.text
    assert MASK in masked.text
    assert masked.kinds == ("namn",)


@pytest.mark.parametrize(
    "text",
    [
        "Pojken på blå avdelningen säger att pappa slår honom.",
        "Mamman vill inte att svågern får veta något.",
        "Flickans pappa luktar alkohol. Vad gör jag?",
        "barnet heter något annat i journalen",
        "vad heter målvakten i vm",
        "Vad heter boken om heder?",
        "Skolan heter Ekbackaskolan, vem är kurator där?",
        "vår avdelning heter Humlan",
        "Barn 3 år som inte pratar",
        "En elev, 15 år, är rädd",
        "Kvinnan är gravid i vecka 28",
        "Familjen ska resa till Antalya i juni",
        "Socialsekreteraren säger nej",
        "Rutinen säger att jag ska vänta",
        "Avdelning Viol och avdelning Linnea har olika rutiner",
        "Kan vi hänvisa till Rädda Barnen eller Röda Korset?",
        "Vem äger SoL och LVU hos er?",
        "Vår BVC-sköterska är sjuk",
        "hur gör jag en Orosanmälan",
        "Maj och juni är värst",
        "HUR GÖR JAG EN OROSANMÄLAN NU",
        "Är det Polisen eller Socialtjänsten som gör det?",
        "Mamman pratar Arabiska",
    ],
)
def test_ordinary_words_are_left_alone(mask, text):
    assert mask(text).text == text


def test_a_name_does_not_reach_over_a_full_stop(mask):
    assert mask("Jag såg mamman. Hon grät. Vad gör jag?").kinds == ()


def test_the_words_after_the_name_are_kept(mask):
    assert mask("Mamman heter Rehana och hon vågar inte gå hem").text == f"Mamman heter {MASK} och hon vågar inte gå hem"


def test_units_contacts_and_lines_of_the_municipality_are_never_masked(masker, example):
    sentences = ["vem är chef på {}", "numret till {} tack", "jag är orolig för {}", "Pojken på {} är borta", "{} har stängt"]
    named = [unit.name for unit in example.organisation.units] + [contact.name for contact in example.contacts.values()]
    disturbed = {text: masked.text for name in named for sentence in sentences if (masked := masker.mask(text := sentence.format(name))).kinds}
    assert disturbed == {}


def test_a_unit_is_not_a_name_even_after_a_word_for_a_person(masker):
    assert masker.mask("chefen Solrosen svarar inte").kinds == ()


def test_no_word_of_the_lists_is_of_another_type_than_text():
    lists = yaml.safe_load(NAMES.read_text(encoding="utf-8"))
    assert [(key, word) for key, words in lists.items() for word in words if not isinstance(word, str)] == []


def test_a_word_for_a_person_is_never_also_a_word_that_says_a_name_comes():
    lists = yaml.safe_load(NAMES.read_text(encoding="utf-8"))
    assert not set(lists["namnord"]) & set(lists["heter"])
    assert not set(lists["ocksa_namn"]) & set(lists["inte_namn"])
