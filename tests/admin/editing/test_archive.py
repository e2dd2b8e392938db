"""Zip files down and up, good ones and bad ones."""

from __future__ import annotations

import io
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.admin.editing.archive import MAX_FILES, NotTaken, packed, unpacked
from bot.admin.editing.paths import is_file_of
from bot.admin.editing.sheet import drafts_of
from bot.admin.people import Role


def zipped(files: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", how) as archive:
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
        (zipped({"kontakter.yml": b"a: b"}, zipfile.ZIP_LZMA), "inget-zip"),
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


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_a_damaged_zip_is_refused_or_read_never_more(data):
    whole = bytearray(zipped({"kontakter.yml": b"kontakter: []\n" * 50, "rutiner/tolk.yml": "id: tolk # åäö\n".encode() * 9}))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = unpacked(bytes(whole), "alfa")
    except NotTaken:
        return
    assert all(is_file_of("alfa", path) for path in found.files)


def test_a_bomb_is_stopped_while_it_is_read():
    """Half a gigabyte of blanks in half a megabyte."""
    bomb = zipped({"kontakter.yml": b" " * 500_000_000})
    assert len(bomb) < 1_000_000
    tracemalloc.start()
    with pytest.raises(NotTaken):
        unpacked(bomb, "alfa")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


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


def test_what_is_wrong_in_an_upload_is_told_before_anything_is_published(office):
    editor = office.as_(Role.EDITOR)
    answer = editor.post(
        "/admin/alfa/filer", files={"paket": ("a.zip", zipped({"rutiner/prov.yml": b"id: prov\nbradska: kanske\n"}), "application/zip")}
    )
    assert "/admin/alfa/yaml/alfa/rutiner/prov.yml" in answer.text
    assert "rad 2:" in answer.text
    assert "0 fel" not in answer.text


def test_an_upload_leaves_drafts_alone_unless_told(office):
    editor = office.as_(Role.EDITOR)
    path = "alfa/rutiner/lovlista.yml"
    drafts = drafts_of(office.desk)
    drafts.save("alfa", path, editor.person.id, "id: lovlista\n# mitt\n")
    upload = {"files": {"paket": ("a.zip", zipped({"rutiner/lovlista.yml": b"id: lovlista\n# zip\n"}), "application/zip")}}
    told = editor.post("/admin/alfa/filer", **upload).text
    assert f"de är kvar som de var: {path}" in told
    assert drafts.one(path, editor.person.id).text.endswith("# mitt\n")
    editor.post("/admin/alfa/filer", {"ersatt": "ja"}, **upload)
    assert drafts.one(path, editor.person.id).text.endswith("# zip\n")


def test_routines_that_are_not_in_the_zip_go_only_when_asked(office):
    editor = office.as_(Role.EDITOR)
    upload = {"files": {"paket": ("a.zip", zipped({"rutiner/prov.yml": b"id: prov\n"}), "application/zip")}}
    editor.post("/admin/alfa/filer", **upload)
    assert [each.path for each in drafts_of(office.desk).mine("alfa", editor.person.id)] == ["alfa/rutiner/prov.yml"]
    assert "Borttagna: alfa/rutiner/lovlista.yml" in editor.post("/admin/alfa/filer", {"ta_bort": "ja"}, **upload).text
    gone = {each.path: each.text for each in drafts_of(office.desk).mine("alfa", editor.person.id)}
    assert gone.pop("alfa/rutiner/lovlista.yml") is None
    assert gone.keys() == {"alfa/rutiner/prov.yml"}, "the files that must be there are left"


@pytest.mark.parametrize("files", [{}, {"files": {"paket": ("", b"", "application/octet-stream")}}])
def test_no_file_at_all_is_told_as_well(office, files):
    answer = office.as_(Role.EDITOR).post("/admin/alfa/filer", **files)
    assert answer.status_code == 422
    assert "Packa mappen igen" in answer.text


def test_only_editors_upload(office):
    assert office.as_(Role.READER).post("/admin/alfa/filer").status_code == 403
    assert office.as_(Role.EDITOR, "beta").get("/admin/alfa/filer/paket.zip").status_code == 403


def test_a_bad_upload_says_what_to_do(office):
    editor = office.as_(Role.EDITOR)
    answer = editor.post("/admin/alfa/filer", files={"paket": ("a.zip", b"no zip", "application/zip")})
    assert answer.status_code == 422
    assert "Packa mappen igen" in answer.text
