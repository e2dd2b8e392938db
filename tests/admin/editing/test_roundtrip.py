"""Values into YAML text: outside the changed value every byte stays."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.admin.editing.formtree import from_yaml
from bot.admin.editing.roundtrip import NotReadable, rewrite
from bot.admin.editing.tree import Branch, Row, Rows
from bot.settings import ROOT

AWKWARD = """\
# En kommentar överst, som ska stå kvar.

id: boka_vagn   # bredvid
titel:   "Boka: vagn"
egen_nyckel: [1, två]   # okänd för formuläret
fragor:
# vid vänsterkanten
- boka vagn
-   'hur gör jag''s'

  # ovanför den tredje
- "får vi
  låna"   # efter
kort_svar: >
  Låna vagnen
  hos kollegan.
bradska: planera
steg:
    - Ring först.

    # vid steget
    - text: Hämta vagnen.
      kontakt: chef   # den egna
      okand: behålls
    - {text: "Lämna den, torr", rutin: tolk, okand: 2}
kontakter: [chef, 'vaxel']
agare:
granskad: "2026-01-01"
granskas_senast: "2026-07-01"
# sist"""


def texts(*values: str | None, origins: list[int | None] | None = None) -> Rows:
    return Rows([Row(value, origin) for value, origin in zip(values, origins or range(len(values)), strict=True)])


def differing(before: str, after: str) -> tuple[list[str], list[str]]:
    """Lines that are only in the one or the other."""
    old, new = before.split("\n"), after.split("\n")
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return old, new


def changed(**keys) -> tuple[list[str], list[str]]:
    return differing(AWKWARD, rewrite(AWKWARD, "rutin", Branch(keys)))


def test_nothing_changed_is_the_same_bytes():
    assert rewrite(AWKWARD, "rutin", from_yaml(AWKWARD, "rutin")) == AWKWARD


@pytest.mark.parametrize("path", sorted((ROOT / "knowledge").rglob("*.yml")), ids=lambda path: str(path.relative_to(ROOT / "knowledge")))
def test_every_file_of_ours_stays_as_it_is(path: Path):
    shape = {"kontakter": "kontaktfil", "begrepp": "begreppsfil", "organisation": "organisation", "paket": "paket", "fara": "farafil"}.get(
        path.stem, "rutin"
    )
    text = path.read_text(encoding="utf-8")
    assert rewrite(text, shape, from_yaml(text, shape)) == text


def test_a_text_keeps_its_quotes_and_the_comment_beside_it():
    assert changed(titel="Låna vagn") == (['titel:   "Boka: vagn"'], ['titel:   "Låna vagn"'])
    assert changed(id="lana_vagn") == (["id: boka_vagn   # bredvid"], ["id: lana_vagn   # bredvid"])


def test_a_text_that_yaml_would_read_as_something_else_is_quoted():
    for text in ("16:30", "ja: nej", "no", "2026-01-01", "# nej", "- nej", "@soc", "007", "null", "a #b", "*a", '"a', "[a", "a: b"):
        after = rewrite(AWKWARD, "rutin", Branch({"agare": text}))
        assert yaml.safe_load(after)["agare"] == text
        assert differing(AWKWARD, after)[0] == ["agare:"]


def test_a_folded_text_becomes_one_line():
    old, new = changed(kort_svar="Fråga kollegan.")
    assert (old, new) == (["kort_svar: >", "  Låna vagnen", "  hos kollegan."], ["kort_svar: Fråga kollegan."])


def test_an_empty_value_takes_the_key_away_and_a_new_key_goes_where_the_format_has_it():
    assert changed(bradska="") == (["bradska: planera"], [])
    assert changed(undvik=texts("Vänta inte.", origins=[None])) == ([], ["undvik:", "  - Vänta inte."])
    after = rewrite(AWKWARD, "rutin", Branch({"undvik": texts("Vänta inte.", origins=[None])}))
    assert after.index("okand: 2}") < after.index("undvik") < after.index("kontakter: [")


def test_one_item_changes_and_the_others_keep_quotes_comments_and_blank_lines():
    assert changed(fragor=texts("boka en vagn", None, None)) == (["- boka vagn"], ["- boka en vagn"])
    assert changed(fragor=texts(None, None, "kan vi låna")) == (['- "får vi', '  låna"   # efter'], ['- "kan vi låna"   # efter'])


def test_items_are_added_and_removed():
    assert changed(fragor=texts(None, None, None, "en till", origins=[0, 1, 2, None])) == ([], ["- en till"])
    assert changed(fragor=texts(None, None, origins=[0, 2])) == (["-   'hur gör jag''s'"], [])


def test_the_comment_above_an_item_that_goes_is_not_lost():
    after = rewrite(AWKWARD, "rutin", Branch({"fragor": texts(None, None, origins=[0, 1])}))
    assert "# ovanför den tredje" in after
    assert "låna" not in yaml.safe_load(after)["fragor"]


def test_items_that_are_moved_take_what_stands_above_them_along():
    after = rewrite(AWKWARD, "rutin", Branch({"fragor": texts(None, None, None, origins=[2, 0, 1])}))
    assert yaml.safe_load(after)["fragor"] == ["får vi låna", "boka vagn", "hur gör jag's"]
    assert after.index("# ovanför den tredje") < after.index("får vi") < after.index("- boka vagn")
    assert sorted(after.split("\n")) == sorted(AWKWARD.split("\n"))


def step(text: str, **more: str) -> Branch:
    return Branch({"text": text, "kontakt": "", "rutin": "", **more})


def test_a_step_changes_inside_and_keeps_what_the_form_does_not_know():
    rows = Rows([Row(None, 0), Row(step("Hämta den.", kontakt="chef"), 1), Row(None, 2)])
    assert changed(steg=rows) == (["    - text: Hämta vagnen."], ["    - text: Hämta den."])
    rows = Rows([Row(None, 0), Row(None, 1), Row(step("Lämna den, torr", rutin="lan"), 2)])
    _old, new = changed(steg=rows)
    assert new == ['    - {text: "Lämna den, torr", rutin: lan, okand: 2}']


def test_a_plain_step_gets_a_contact_and_a_step_loses_one():
    old, new = changed(steg=Rows([Row(step("Ring först.", kontakt="vaxel"), 0), Row(None, 1), Row(None, 2)]))
    assert (old, new) == (["    - Ring först."], ["    - text: Ring först.", "      kontakt: vaxel"])
    old, new = changed(steg=Rows([Row(None, 0), Row(step("Hämta vagnen."), 1), Row(None, 2)]))
    assert (old, new) == (["      kontakt: chef   # den egna"], [])


def test_what_the_form_does_not_know_outlives_what_it_empties():
    text = "kalla:\n  titel: En källa\n  okand: behålls\nlokala_roller:\n  vaxel: a\n  felskriven: b\n"
    branch = Branch({"lokala_roller": Branch({"vaxel": "", "chef": ""})})
    assert rewrite(text, "organisation", branch) == text.replace("  vaxel: a\n", "")
    contact = "kontakter:\n  - id: a\n    kalla:\n      titel: En källa\n      okand: behålls\n"
    rows = Rows([Row(Branch({"kalla": Branch({"titel": "", "url": ""})}), 0)])
    assert rewrite(contact, "kontaktfil", Branch({"kontakter": rows})) == contact.replace("      titel: En källa\n", "")


def test_a_plain_step_that_becomes_more_keeps_the_comment_beside_it():
    text = "steg:\n  - Ring först.  # alltid\n  - Gå.\n"
    after = rewrite(text, "rutin", Branch({"steg": Rows([Row(step("Ring först.", kontakt="vaxel"), 0), Row(None, 1)])}))
    assert after == "steg:\n  - text: Ring först.\n    kontakt: vaxel  # alltid\n  - Gå.\n"


def test_brackets_over_several_lines_keep_their_lines():
    text = "fragor: [ett,\n  två, # kommentar\n  'tre' ]\nbradska: nu\n"
    assert rewrite(text, "rutin", Branch({"fragor": texts(None, "2", None)})) == text.replace("två", '"2"')
    assert rewrite(text, "rutin", Branch({"fragor": texts(None, None, None, "a, b", origins=[0, 1, 2, None])})) == text.replace(
        "'tre'", "'tre', \"a, b\""
    )
    assert yaml.safe_load(rewrite(text, "rutin", Branch({"fragor": texts(None, None, origins=[2, 0])})))["fragor"] == ["tre", "ett"]


def test_brackets_stay_brackets():
    assert changed(kontakter=texts(None, None, "tolk", origins=[0, 1, None])) == (
        ["kontakter: [chef, 'vaxel']"],
        ["kontakter: [chef, 'vaxel', tolk]"],
    )


def test_a_list_in_the_middle_of_nothing():
    assert rewrite("id: a\n", "rutin", Branch({"fragor": texts("ett", origins=[None]), "titel": "T"})) == "id: a\ntitel: T\nfragor:\n  - ett\n"
    assert rewrite("", "rutin", Branch({"titel": "T", "id": "a"})) == "id: a\ntitel: T\n"


def test_one_number_may_stand_alone_and_several_in_a_list():
    text = 'kontakter:\n  - id: soc\n    namn: Soc\n    telefon: "040-628 04 12" # växel\n'
    one = Branch({"nummer": "040-628 04 13", "namn": ""})
    contact = Branch({"telefon": Rows([Row(one, 0)])})
    after = rewrite(text, "kontaktfil", Branch({"kontakter": Rows([Row(contact, 0)])}))
    assert after == text.replace("04 12", "04 13")
    contact = Branch({"telefon": Rows([Row(one, 0), Row(Branch({"nummer": "112", "namn": "larm"}), None)])})
    after = rewrite(text, "kontaktfil", Branch({"kontakter": Rows([Row(contact, 0)])}))
    assert yaml.safe_load(after)["kontakter"][0]["telefon"] == ["040-628 04 13", {"nummer": "112", "namn": "larm"}]


@pytest.mark.parametrize(
    "text", [AWKWARD.replace("\n", "\r\n"), "\ufeff" + AWKWARD, AWKWARD + "\n\n\n", AWKWARD.replace("ska stå kvar", "ska\u2028 # stå\u0085 # kvar")]
)
def test_line_ends_and_marks_stay(text: str):
    after = rewrite(text, "rutin", Branch({"bradska": "idag"}))
    assert after == text.replace("bradska: planera", "bradska: idag")
    more = rewrite(text, "rutin", Branch({"undvik": texts("Nej.", origins=[None])}))
    assert more.count("\r\n") == (more.count("\n") if "\r\n" in text else 0)


@pytest.mark.parametrize(
    "text",
    [
        "- a\n",
        "a: [",
        "{id: a}\n",
        "id: a\n  b: c\n",
        "a: &x [*x]\n",
        "? id\n: a\n",
        "? [a]\n: b\n",
        "a: !!python/name:os.system b\n",
        "[" * 100_000,
        "a: " + "[" * 20 + "]" * 20,
        "text",
        "a: b\n---\na: c\n",
        "\x00",
    ],
)
def test_what_is_no_mapping_is_refused_and_nothing_is_written(text: str):
    with pytest.raises(NotReadable):
        rewrite(text, "rutin", Branch({"titel": "T"}))


LINE = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters="\u00a0"), min_size=1, max_size=40).filter(
    lambda text: text.split()
)


@given(st.lists(LINE, min_size=1, max_size=6), LINE, st.integers(0, 5))
@settings(max_examples=150, deadline=None)
def test_whatever_is_written_is_read_back(items: list[str], title: str, place: int):
    branch = Branch({"titel": title, "fragor": texts(*items, origins=[None] * len(items))})
    after = rewrite(AWKWARD, "rutin", branch)
    read = yaml.safe_load(after)
    assert read["titel"] == " ".join(title.split())
    assert read["fragor"] == [" ".join(each.split()) for each in items]
    again = rewrite(after, "rutin", Branch({"fragor": Rows([Row(None if at != place else "ny", at) for at in range(len(items))])}))
    expected = [" ".join(each.split()) if at != place else "ny" for at, each in enumerate(items)]
    assert yaml.safe_load(again)["fragor"] == expected
    assert yaml.safe_load(again)["egen_nyckel"] == [1, "två"]


def test_a_row_of_nothing_but_blanks_is_left_out_of_a_list_that_is_new():
    made = Branch({"kontakter": Rows([Row("vaxel"), Row("\u00a0"), Row("\u2028 ")])})
    assert yaml.safe_load(rewrite("id: prov\n", "rutin", made)) == {"id": "prov", "kontakter": ["vaxel"]}
