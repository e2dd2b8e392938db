"""The page's shell: little, escaped, nothing inline."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
import yaml

from bot.web import pages


class Elements(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found, self.words = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def one(self, tag):
        (attributes,) = [attributes for name, attributes in self.found if name == tag]
        return attributes


@pytest.mark.parametrize("path", ["/", "/o/alfa"])
def test_the_page_is_for_one_municipality(site, path):
    answer = site.client.get(path)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    chat = Elements(answer.text).one("vagvisaren-chat")
    assert (chat["mode"], chat["organisation"], chat["organisation-name"]) == ("page", "alfa", "Alfa kommun")


def test_each_municipality_has_its_address(site):
    assert Elements(site.client.get("/o/beta").text).one("vagvisaren-chat")["organisation"] == "beta"


def test_an_unknown_municipality_has_no_page(site):
    assert site.client.get("/o/gamma").json()["type"] == "/problem/organisation-finns-inte"


NASTY = ['"><script>alert(1)</script>', "' onload='x", "Å & <b>Ö</b>", "$version ${organisation} $$", "&quot;&#34;", "\\u003cscript\\u003e"]


@pytest.mark.parametrize("name", NASTY)
def test_a_name_is_shown_as_it_is_written_and_never_read_as_markup(make_site, knowledge, name):
    path = knowledge / "alfa" / "organisation.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump({**content, "namn": name}, allow_unicode=True), encoding="utf-8")
    site = make_site()
    assert site.service.live.result.errors == ()
    plain, nasty = Elements(make_plain(site)), Elements(site.client.get("/").text)
    assert nasty.one("vagvisaren-chat")["organisation-name"] == name
    assert [tag for tag, _ in nasty.found] == [tag for tag, _ in plain.found]
    assert [sorted(attributes) for _, attributes in nasty.found] == [sorted(attributes) for _, attributes in plain.found]


def make_plain(site):
    return site.client.get("/o/beta").text


def test_nothing_is_inline_so_that_the_strict_policy_holds(site):
    text = site.client.get("/").text
    elements = Elements(text)
    assert not [tag for tag, _ in elements.found if tag == "style"]
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    for tag, attributes in elements.found:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag


def test_every_file_the_page_asks_for_is_our_own_and_is_there(site):
    elements = Elements(site.client.get("/").text)
    addresses = [attributes.get("src") or attributes.get("href") for tag, attributes in elements.found if tag in {"script", "link"}]
    assert len(addresses) >= 3
    for address in addresses:
        assert re.match(r"/static/|(/o/\w+)?/manifest", address)
        if not address.startswith("/static/vagvisaren.js"):  # built
            assert site.client.get(address).status_code == 200


def test_112_can_be_called_before_any_script_has_run_and_without_scripts(site):
    text = site.client.get("/").text
    assert 'href="tel:112"' in text
    noscript = text[text.index("<noscript>") : text.index("</noscript>")]
    assert "112" in noscript


def test_the_page_is_in_swedish_and_not_for_search_engines(site):
    elements = Elements(site.client.get("/").text)
    assert elements.one("html")["lang"] == "sv"
    assert ("meta", {"name": "robots", "content": "noindex"}) in elements.found


def test_files_carry_the_build_so_that_browsers_fetch_a_new_one(site):
    site.app.state.build = "a\"'<>b"
    assert 'vagvisaren.js?v=a&quot;&#x27;&lt;&gt;b"' in site.client.get("/").text


def test_the_folder_of_built_files_is_made_when_nothing_is_built(tmp_path, monkeypatch, make_site):
    monkeypatch.setattr(pages, "STATIC", tmp_path / "static")
    site = make_site()
    assert site.app.state.build == "dev"
    assert site.client.get("/").status_code == 200
    assert site.client.get("/static/vagvisaren.js").status_code == 404


def test_a_monitor_may_ask_for_the_head_alone(site):
    answer = site.client.head("/")
    assert (answer.status_code, answer.content) == (200, b"")


def test_files_are_compressed_on_the_way(site):
    answer = site.client.get("/static/document.css", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert ".document" in answer.text
    assert "content-encoding" not in site.client.get("/static/document.css", headers={"accept-encoding": "identity"}).headers
