"""Drafts: one a person and file, never touching what is published."""

from __future__ import annotations

import pytest

from bot.admin.editing.drafts import Drafts, stamp_of

PATH = "alfa/kontakter.yml"


@pytest.fixture
def office(make_office, database_url):
    """Over each of the databases."""
    return make_office(database_url="" if database_url.startswith("sqlite") else database_url)


@pytest.fixture
def drafts(office) -> Drafts:
    return Drafts(office.engine, office.knowledge)


@pytest.fixture
def anna(office) -> int:
    return office.person().id


@pytest.fixture
def bo(office) -> int:
    return office.person().id


def test_a_draft_is_kept_as_it_was_written_and_the_file_is_left_alone(office, drafts, anna):
    before = (office.knowledge / PATH).read_bytes()
    made = drafts.save("alfa", PATH, anna, "kontakter: []  # åäö\r\n")
    assert drafts.mine("alfa", anna) == [made]
    assert (made.text, made.base, made.submitted) == ("kontakter: []  # åäö\r\n", stamp_of(before), False)
    assert made.changed_at.tzinfo is not None
    assert (office.knowledge / PATH).read_bytes() == before


def test_each_person_has_a_draft_of_their_own(drafts, anna, bo):
    drafts.save("alfa", PATH, anna, "a")
    drafts.save("alfa", PATH, bo, "b")
    drafts.save("beta", "beta/kontakter.yml", anna, "c")
    assert [(each.person, each.text) for each in drafts.on(PATH)] == [(anna, "a"), (bo, "b")]
    assert [each.text for each in drafts.mine("alfa", anna)] == ["a"]
    assert [each.text for each in drafts.all_in("alfa")] == ["a", "b"]
    drafts.drop(PATH, anna)
    assert [each.text for each in drafts.on(PATH)] == ["b"]


def test_a_second_save_keeps_what_it_was_begun_on_and_has_another_stamp(office, drafts, anna):
    first = drafts.save("alfa", PATH, anna, "a")
    (office.knowledge / PATH).write_text("kontakter: []\n")
    second = drafts.save("alfa", PATH, anna, "b")
    assert second.base == first.base
    assert second.stamp != first.stamp
    assert drafts.stale(second)
    assert not drafts.stale(drafts.save("alfa", PATH, anna, "b", base=drafts.stamp_now(PATH)))


@pytest.mark.parametrize(("path", "gone"), [("alfa/rutiner/ny_rutin.yml", ""), ("alfa/rutiner/mapp/x.yml", "")])
def test_a_draft_of_a_new_file_is_begun_on_nothing(office, drafts, anna, path, gone):
    made = drafts.save("alfa", path, anna, "id: ny_rutin\n")
    assert made.base == gone
    assert not drafts.stale(made)
    (office.knowledge / path).parent.mkdir(exist_ok=True)
    (office.knowledge / path).write_text("id: ny_rutin\n")
    assert drafts.stale(made), "somebody else has published a file with that name"


def test_the_overlay_has_texts_and_files_that_go(drafts, anna):
    drafts.save("alfa", PATH, anna, "å")
    drafts.save("alfa", "alfa/rutiner/lovlista.yml", anna, None)
    assert drafts.overlay("alfa", anna) == {PATH: "å".encode(), "alfa/rutiner/lovlista.yml": None}
    assert drafts.overlay("beta", anna) == {}


def test_sent_on_is_taken_back_by_a_change(drafts, anna, bo):
    drafts.save("alfa", PATH, anna, "a")
    drafts.save("alfa", PATH, bo, "b")
    drafts.submit("alfa", anna, True)
    assert [each.submitted for each in drafts.on(PATH)] == [True, False]
    drafts.save("alfa", PATH, anna, "c")
    assert [each.submitted for each in drafts.on(PATH)] == [False, False]


def test_what_no_database_takes_is_replaced(drafts, anna):
    assert drafts.save("alfa", PATH, anna, "a\x00b").text == "a\ufffdb"
