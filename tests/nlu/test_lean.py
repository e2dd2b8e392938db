import numpy as np
from scipy.sparse import csr_matrix

from bot.nlu.lean import LEAN, lean_routines, taken_over
from bot.nlu.meaning import Rows

KEYS, BIKES, WEATHER = np.eye(3, dtype=np.float32)


def rows(*messages: tuple[np.ndarray, np.ndarray]) -> Rows:
    """Each message as what it means and which words it has."""
    return Rows(np.array([meaning for meaning, _ in messages]), csr_matrix(np.array([words for _, words in messages])))


def test_a_routine_with_few_messages_is_lean_whatever_else_has_few() -> None:
    assert lean_routines(["rutin/stor"] * LEAN + ["rutin/b", "rutin/a", "utanfor/nara", "smalprat/hej"]) == ["rutin/a", "rutin/b"]


def test_what_was_outside_is_taken_over_when_both_meaning_and_words_are_alike() -> None:
    said = rows((KEYS, KEYS), (KEYS, KEYS), (KEYS, WEATHER), (WEATHER, KEYS), (WEATHER, WEATHER))
    labels = ["rutin/nycklar", *["utanfor/nara"] * 2, "utanfor/amne", "utanfor/amne"]
    assert taken_over(said, labels) == ["rutin/nycklar", "rutin/nycklar", "utanfor/nara", "utanfor/amne", "utanfor/amne"]


def test_alike_in_meaning_to_one_and_in_words_to_another_is_not_enough() -> None:
    said = rows((KEYS, BIKES), (WEATHER, KEYS), (KEYS, KEYS))
    assert taken_over(said, ["rutin/nycklar", "rutin/nycklar", "utanfor/nara"])[2] == "utanfor/nara"


def test_of_two_lean_routines_the_most_alike_takes_it() -> None:
    between = (KEYS * 2 + BIKES * 3) / np.sqrt(np.float32(13))
    said = rows((between, between), (KEYS, KEYS), (BIKES, BIKES))
    assert taken_over(said, ["utanfor/nara", "rutin/nycklar", "rutin/cyklar"])[0] == "rutin/cyklar"


def test_rudeness_small_talk_and_other_routines_keep_theirs() -> None:
    labels = ["rutin/nycklar", "utanfor/ovett", "smalprat/tack", *["rutin/stor"] * LEAN]
    said = rows(*[(KEYS, KEYS)] * len(labels))
    assert taken_over(said, labels) == labels


def test_a_routine_with_a_base_set_takes_nothing_over() -> None:
    labels = [*["rutin/stor"] * LEAN, "utanfor/nara"]
    assert taken_over(rows(*[(KEYS, KEYS)] * len(labels)), labels) == labels
