"""The accessibility statement says what the law asks for and whom to tell; the example page is a page with one script tag."""

from __future__ import annotations

import pytest
import yaml

from .test_pages import NASTY, Elements

REQUIRED = [
    "Alfa kommun",
    "Vägvisaren",
    "2018:1937",
    "delvis förenlig",
    "Innehåll som inte är tillgängligt",
    "oskäligt betungande",
    "självskattning",
    "Senaste bedömningen gjordes",
    "uppdaterades senast",
    "https://www.digg.se/tdosanmalan",
]


@pytest.mark.parametrize("path", ["/tillganglighet", "/o/alfa/tillganglighet"])
def test_the_statement_has_what_the_law_asks_for(site, path):
    answer = site.client.get(path)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert [part for part in REQUIRED if part not in answer.text] == []
    assert "$" not in answer.text
    assert Elements(answer.text).one("html")["lang"] == "sv"


def test_each_municipality_answers_for_its_own(site):
    assert "Beta" in site.client.get("/o/beta/tillganglighet").text
    assert site.client.get("/o/gamma/tillganglighet").status_code == 404


def test_faults_are_told_to_the_switchboard(site, knowledge):
    path = knowledge / "alfa" / "kontakter.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    content["kontakter"].append(
        {"id": "vaxeln", "namn": "Alfa växel", "telefon": "040-628 04 00", "epost": "vaxel@alfa.example", "verifierad": "2026-03-01"}
    )
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    organisation = knowledge / "alfa" / "organisation.yml"
    about = yaml.safe_load(organisation.read_text(encoding="utf-8"))
    about["lokala_roller"]["vaxel"] = "vaxeln"
    organisation.write_text(yaml.safe_dump(about, allow_unicode=True), encoding="utf-8")
    site.service.live.reload()
    text = site.client.get("/tillganglighet").text
    assert text.count("Alfa växel") == 2
    assert '<a href="tel:+46406280400">040-628 04 00</a>' in text
    assert '<a href="mailto:vaxel@alfa.example">' in text


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("tillganglighet@alfa.example", '<a href="mailto:tillganglighet@alfa.example">tillganglighet@alfa.example</a>'),
        ("https://alfa.example/fel?a=1&b=2", '<a href="https://alfa.example/fel?a=1&amp;b=2">https://alfa.example/fel?a=1&amp;b=2</a>'),
        ("Ring 040-628 04 00", '<p class="contact">Ring 040-628 04 00</p>'),
        ("javascript:alert(1)", '<p class="contact">javascript:alert(1)</p>'),
    ],
)
def test_or_to_whom_the_setting_names(make_site, contact, shown):
    assert shown in make_site(accessibility_contact=contact).client.get("/tillganglighet").text


@pytest.mark.parametrize("name", NASTY)
def test_a_name_is_never_read_as_markup(make_site, knowledge, name):
    path = knowledge / "alfa" / "organisation.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump({**content, "namn": name}, allow_unicode=True), encoding="utf-8")
    client = make_site().client
    nasty, plain = Elements(client.get("/tillganglighet").text), Elements(client.get("/o/beta/tillganglighet").text)
    assert [tag for tag, _ in nasty.found] == [tag for tag, _ in plain.found]
    assert name in " ".join(nasty.words)


def test_the_example_is_one_script_tag_and_nothing_inline(site):
    elements = Elements(site.client.get("/exempel").text)
    script = elements.one("script")
    assert script["src"].startswith("/static/vagvisaren.js?v=")
    assert script["data-organisation"] == "alfa"
    assert not [tag for tag, attributes in elements.found if tag in {"style", "vagvisaren-chat"} or "style" in attributes]


@pytest.mark.parametrize("path", ["/tillganglighet", "/exempel"])
def test_every_file_is_our_own_and_is_there(site, path):
    elements = Elements(site.client.get(path).text)
    for tag, attributes in elements.found:
        if tag in {"script", "link"}:
            address = attributes.get("src") or attributes["href"]
            assert address.startswith("/static/")
            assert site.client.get(address).status_code == 200
    assert site.client.head(path).status_code == 200
