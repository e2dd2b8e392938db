from __future__ import annotations

import json
from pathlib import Path

import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.compile import HEADER, compile_training, labels, nlu_yaml, taught

from .packs import CLEAN, NATIONAL, check, municipality, questions, write

TOLK = "nationell/rutiner/tolk.yml"


def own(routine_id: str, word: str) -> str:
    return CLEAN[TOLK].replace("id: tolk", f"id: {routine_id}").replace("tolken", word)


def examples(text: str) -> dict[str, list[str]]:
    """Rasa's own reading: one example a line, after a dash."""
    return {item["intent"]: [line[2:] for line in item["examples"].splitlines()] for item in yaml.safe_load(text)["nlu"]}


def packs(root: Path, files: dict[str, str]):
    return check(write(root, files)).packs


def test_a_national_routine_and_its_overlays_share_one_label(tmp_path: Path) -> None:
    found = labels(packs(tmp_path, {**CLEAN, "alfa/rutiner/tolk.yml": "id: tolk\nfragor: [tolk hos oss, HUR TOLKEN?]\nprovfragor: [prov hos oss]\n"}))
    assert list(found) == ["rutin/orosanmalan", "rutin/tolk"]
    assert found["rutin/tolk"][0] == "hur tolken"
    assert found["rutin/tolk"][-1] == "tolk hos oss"
    assert len(found["rutin/tolk"]) == 16


def test_two_municipalities_routines_of_one_name_get_labels_of_their_own(tmp_path: Path) -> None:
    files = {
        **NATIONAL,
        **municipality("alfa", "01"),
        **municipality("beta", "02"),
        "alfa/rutiner/lov.yml": own("lov", "alfalov"),
        "beta/rutiner/lov.yml": own("lov", "betalov"),
    }
    found = labels(packs(tmp_path, files))
    assert list(found) == ["rutin/orosanmalan", "rutin/tolk", "rutin/alfa.lov", "rutin/beta.lov"]
    assert all("alfalov" in text for text in found["rutin/alfa.lov"])
    assert all("betalov" in text for text in found["rutin/beta.lov"])


def test_a_routine_without_a_base_set_is_learnt_from_its_title_and_steps_too(tmp_path: Path) -> None:
    steps = "  - text: Ring först.\n    kontakt: socialjour\n  - Skriv på lovlistan.\n  - Är barnet i fara? Ring 112.\n  - text: Behöver ni språkhjälp?\n    rutin: tolk\n"
    local = (
        own("lov", "alfalov")
        .replace("  - text: Ring först.\n    kontakt: socialjour\n  - Skriv sedan.\n", steps)
        .replace("titel: ", "titel: Lovlistan och ")
    )
    other = own("sommar", "alfasommar").replace("  - Skriv sedan.\n", "  - Skriv på tavlan.\n").replace("titel: ", "titel: Sommaren och ")
    found = packs(tmp_path, {**CLEAN, "alfa/rutiner/lov.yml": local, "alfa/rutiner/sommar.yml": other})
    asked, learnt = labels(found), taught(found)
    more = {label: learnt[label][len(texts) :] for label, texts in asked.items()}
    title, text = learnt["rutin/alfa.lov"][len(asked["rutin/alfa.lov"]) :]
    assert title.startswith("Lovlistan och ")
    assert text == "Skriv på lovlistan."  # not what two say alike, not what is about danger or another routine
    assert more["rutin/alfa.sommar"][1:] == ["Skriv på tavlan."]
    assert more["rutin/tolk"] == more["rutin/orosanmalan"] == []


def test_test_questions_are_never_among_the_training_texts(tmp_path: Path) -> None:
    root = tmp_path / "out"
    compile_training(packs(tmp_path / "in", CLEAN), root)
    trained = (root / "data/nlu/generated/rutiner.yml").read_text(encoding="utf-8")
    tests = examples((root / "build/provfragor.yml").read_text(encoding="utf-8"))
    assert tests["rutin/tolk"] == ["hur tolken imorgon", "var tolken imorgon", "när tolken imorgon"]
    assert "imorgon" not in trained


def test_a_routine_without_questions_has_no_label(tmp_path: Path) -> None:
    files = {**CLEAN, TOLK: CLEAN[TOLK].replace(questions("tolken"), "fragor: []\n")}
    assert "rutin/tolk" not in labels(packs(tmp_path, files))


def test_the_same_knowledge_gives_the_same_bytes_whatever_the_order(tmp_path: Path) -> None:
    files = {**NATIONAL, **municipality("alfa", "01"), **municipality("beta", "02")}
    first, second = tmp_path / "1", tmp_path / "2"
    read = packs(tmp_path / "in", files)
    written = compile_training(read, first)
    compile_training(dict(reversed(read.items())), second)
    assert len(written) == 3
    for path in written:
        assert path.read_bytes() == (second / path.relative_to(first)).read_bytes()


def test_unchanged_files_are_not_written_again(tmp_path: Path) -> None:
    root = tmp_path / "out"
    read = packs(tmp_path / "in", CLEAN)
    written = compile_training(read, root)
    times = {path: path.stat().st_mtime_ns for path in written}
    assert compile_training(read, root) == []
    assert {path: path.stat().st_mtime_ns for path in written} == times


def test_only_what_a_change_touches_is_written(tmp_path: Path) -> None:
    root = tmp_path / "out"
    compile_training(packs(tmp_path / "in", CLEAN), root)
    answer = packs(tmp_path / "in", {TOLK: CLEAN[TOLK].replace("Ring mottagningen.", "Ring växeln.")})
    assert compile_training(answer, root) == []
    question = packs(tmp_path / "in", {TOLK: CLEAN[TOLK].replace("  - hur tolken\n", "  - en ny fråga\n")})
    assert compile_training(question, root) == [root / "data/nlu/generated/rutiner.yml"]
    contact = packs(tmp_path / "in", {"alfa/kontakter.yml": CLEAN["alfa/kontakter.yml"].replace("[socjouren]", "[kvällssoc]")})
    assert compile_training(contact, root) == [root / ".cache/names.json"]
    assert not list(root.rglob("*.new"))


def test_the_names_of_every_municipality_are_written_with_their_owner(tmp_path: Path) -> None:
    root = tmp_path / "out"
    compile_training(packs(tmp_path / "in", {**NATIONAL, **municipality("alfa", "01"), **municipality("beta", "02")}), root)
    rows = json.loads((root / ".cache/names.json").read_text(encoding="utf-8"))
    units = {(row["owner"], row["text"]) for row in rows if (row["kind"], row["id"]) == ("enhet", "solrosen")}
    assert units == {("alfa", "Förskolan Solrosen i Alfa"), ("beta", "Förskolan Solrosen i Beta")}
    assert {"kind": "kontakt", "id": "socialjour", "text": "jouren", "owner": "nationell"} in rows


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])).filter(str.split), min_size=1, max_size=4))
def test_any_question_comes_back_as_one_example(texts: list[str]) -> None:
    made = nlu_yaml({"rutin/tolk": texts})
    assert made.startswith(HEADER)
    read = yaml.safe_load(made)["nlu"][0]["examples"]
    assert read.split("\n")[:-1] == [f"- {' '.join(text.split())}" for text in texts]
