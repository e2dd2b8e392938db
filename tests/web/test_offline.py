"""The file for when there is no network, the service worker and what makes the page installable."""

from __future__ import annotations

import gzip

import pytest
import yaml

from bot.web import pages

FILE = "/api/organisations/alfa/offline"


def test_the_file_holds_the_municipalitys_routines_and_nothing_of_the_other(site):
    answer = site.client.get(FILE)
    assert answer.headers["content-type"] == "application/json"
    assert {routine["card"]["id"] for routine in answer.json()["routines"]} == {"akut_fara", "orosanmalan", "tolk", "lovlista"}
    assert "alfahemlig" in answer.text
    assert "betahemlig" not in answer.text
    assert "031-390" not in answer.text


def test_an_unknown_municipality_has_none(site):
    assert site.client.get("/api/organisations/gamma/offline").json()["type"] == "/problem/organisation-finns-inte"


def test_it_is_not_sent_again_while_nothing_has_changed(site):
    first = site.client.get(FILE)
    assert first.headers["cache-control"] == "public, no-cache"
    for given in (first.headers["etag"], f'"annan", {first.headers["etag"]}'):
        again = site.client.get(FILE, headers={"if-none-match": given})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]


def test_a_changed_number_gives_a_new_file(site, knowledge):
    before = site.client.get(FILE)
    path = knowledge / "alfa" / "kontakter.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("040-628 04 03", "040-628 04 99"), encoding="utf-8")
    site.service.live.reload()
    after = site.client.get(FILE, headers={"if-none-match": before.headers["etag"]})
    assert after.status_code == 200
    assert "040-628 04 99" in after.text


def test_it_is_zipped_for_whoever_can_read_that(site):
    plain = site.client.get(FILE, headers={"accept-encoding": "identity"})
    zipped = site.client.get(FILE, headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert zipped.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in zipped.headers["vary"]
    assert zipped.json() == plain.json()
    assert int(zipped.headers["content-length"]) == len(gzip.compress(plain.content))


def test_a_page_of_another_origin_may_read_it_when_the_settings_say_so(make_site):
    site = make_site(embed_origins="https://intranat.alfa.se")
    answer = site.client.get(FILE, headers={"origin": "https://intranat.alfa.se"})
    assert answer.headers["access-control-allow-origin"] == "https://intranat.alfa.se"
    assert {"Origin", "Accept-Encoding"} <= {part.strip() for part in answer.headers["vary"].split(",")}


def test_no_conversation_leaves_anything_in_it(site):
    before = site.client.get(FILE).content
    site.say(site.start(unit="solrosen"), "orosanmälan för Kalle Karlsson")
    assert site.client.get(FILE).content == before


# Installing


@pytest.mark.parametrize(("page", "home"), [("/", "/"), ("/o/alfa", "/o/alfa"), ("/o/beta", "/o/beta")])
def test_the_page_names_a_manifest_whose_scope_it_lies_in(site, page, home):
    text = site.client.get(page).text
    address = text.split('<link rel="manifest" href="')[1].split('"')[0]
    answer = site.client.get(address)
    found = answer.json()
    assert answer.headers["content-type"] == "application/manifest+json"
    assert (found["id"], found["start_url"], found["scope"]) == (home, home, home)
    assert page.startswith(found["scope"])


def test_the_manifest_is_neutral(site):
    found = site.client.get("/o/alfa/manifest.webmanifest").json()
    assert found["name"] == found["short_name"] == "Vägvisaren"
    assert found["display"] == "standalone"
    assert found["lang"] == "sv"
    assert not {"våld", "heder", "oro", "barn"} & set(found["description"].lower().split())


def test_no_manifest_for_an_unknown_municipality(site):
    assert site.client.get("/o/gamma/manifest.webmanifest").status_code == 404


def test_each_icon_is_there_in_the_size_it_says(site):
    icons = site.client.get("/manifest.webmanifest").json()["icons"]
    assert {icon["purpose"] for icon in icons} == {"any", "maskable"}
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in icons}
    for icon in icons:
        answer = site.client.get(icon["src"])
        assert answer.headers["content-type"] == icon["type"]
        if icon["type"] == "image/png":
            assert size(answer.content) == icon["sizes"]


def test_an_iphone_gets_its_own_icon(site):
    assert size(site.client.get("/static/apple-touch-icon.png").content) == "180x180"


def size(png: bytes) -> str:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return f"{int.from_bytes(png[16:20])}x{int.from_bytes(png[20:24])}"


def test_the_service_worker_is_at_the_root_and_always_asked_for_anew(site):
    answer = site.client.get("/sw.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache"
    assert "worker-src 'self'" in site.client.get("/").headers["content-security-policy"]


def test_without_a_built_client_there_is_no_service_worker(site, tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "STATIC", tmp_path)
    assert site.client.get("/sw.js").json()["type"] == "/problem/finns-inte"


def test_hours_of_one_day_come_along(site, knowledge):
    path = knowledge / "alfa" / "kontakter.yml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    own = content["kontakter"][0]
    del own["dygnet_runt"]
    own["oppettider"] = {"mandag": "08:00-16:30"}
    own["avvikelser"] = [{"datum": "2026-06-05", "tider": "08:00-12:00"}]
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    site.service.live.reload()
    assert site.service.live.result.errors == ()
    times = site.client.get(FILE).json()["contacts"][own["id"]]["times"]
    assert times["week"][0] == [[480, 990]]
    assert times["exceptions"] == {"2026-06-05": [[480, 720]]}
