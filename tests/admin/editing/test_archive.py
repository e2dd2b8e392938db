"""Zip files down and up, good ones and bad ones."""

from __future__ import annotations

import io
import zipfile

import pytest

from bot.admin.editing.archive import MAX_FILES, NotTaken, packed, unpacked
from bot.admin.people import Role


def zipped(files: dict[str, bytes]) -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return found.getvalue()


def test_what_comes_down_goes_up_again_unchanged(office):
    data = packed(office.knowledge, "alfa")
    files = unpacked(data, "alfa").files
    assert {f"alfa/{name}" for name in ("organisation.yml", "kontakter.yml")} <= files.keys()
    assert all((office.knowledge / name).read_text(encoding="utf-8") == text for name, text in files.items())
    assert not any(name.startswith(("beta", "nationell")) for name in files)


def test_with_or_without_the_folder_and_with_backslashes():
    assert unpacked(zipped({"kontakter.yml": b"a: b"}), "alfa").files == {"alfa/kontakter.yml": "a: b"}
    assert unpacked(zipped({"alfa\\rutiner\\tolk.yml": b"id: tolk"}), "alfa").files == {"alfa/rutiner/tolk.yml": "id: tolk"}


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/cron.d/x.yml",
        "/etc/x.yml",
        "beta/kontakter.yml",
        "alfa/../beta/kontakter.yml",
        "alfa/rutiner/../../x.yml",
        "alfa/.git/config",
        "alfa/rutiner/a/b.yml",
        "C:\\kontakter.yml",
    ],
)
def test_names_that_lead_elsewhere_are_not_read(name):
    found = unpacked(zipped({name: b"a: b", "kontakter.yml": b"c: d"}), "alfa")
    assert found.files == {"alfa/kontakter.yml": "c: d"}
    assert len(found.ignored) == 1


def test_a_symbolic_link_is_not_followed():
    entry = zipfile.ZipInfo("alfa/kontakter.yml")
    entry.external_attr = 0o120777 << 16
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as archive:
        archive.writestr(entry, "/etc/passwd")
        archive.writestr("alfa/begrepp.yml", "begrepp: []")
    assert unpacked(found.getvalue(), "alfa").files == {"alfa/begrepp.yml": "begrepp: []"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"no zip", "inget-zip"),
        (b"", "inget-zip"),
        (zipped({"kontakter.yml": b"a: b"})[:-30], "inget-zip"),
        (zipped({"kontakter.yml": b"x" * 600_000}), "for-stor"),
        (zipped({f"rutiner/r{number}.yml": b"x" * 500_000 for number in range(40)}), "for-stor"),
        (zipped({f"r{number}": b"" for number in range(MAX_FILES + 1)}), "for-manga"),
        (zipped({"bilder/a.png": b""}), "inget-innehall"),
        (zipped({"kontakter.yml": "å".encode("latin-1")}), "teckenkodning"),
    ],
)
def test_what_cannot_be_taken_is_refused_whole(data, code):
    with pytest.raises(NotTaken) as refused:
        unpacked(data, "alfa")
    assert refused.value.code == code


def test_an_upload_becomes_drafts_and_nothing_is_published(office):
    editor = office.as_(Role.EDITOR)
    before = (office.knowledge / "alfa/kontakter.yml").read_text()
    files = {
        "kontakter.yml": (before + "# ny rad\n").encode(),
        "rutiner/prov.yml": b"id: prov\n",
        "organisation.yml": (office.knowledge / "alfa/organisation.yml").read_bytes(),
    }
    answer = editor.post("/admin/alfa/filer", files={"paket": ("alfa.zip", zipped(files), "application/zip")})
    assert answer.status_code == 200
    assert "Nya: alfa/rutiner/prov.yml" in answer.text
    assert "Ändrade: alfa/kontakter.yml" in answer.text
    assert "alfa/organisation.yml" not in answer.text.split("Filerna")[0].split("<main")[1]
    assert (office.knowledge / "alfa/kontakter.yml").read_text() == before


def test_a_bad_upload_says_what_to_do(office):
    editor = office.as_(Role.EDITOR)
    answer = editor.post("/admin/alfa/filer", files={"paket": ("a.zip", b"no zip", "application/zip")})
    assert answer.status_code == 422
    assert "Packa mappen igen" in answer.text
