"""What is seen: a card read in five seconds, focus that is visible and never hidden, nothing that moves for whoever wants calm."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from screen import Screen, fixture
from test_states import STATES, answered, context_form, guide, statement, unfolded

from bot.web import documents

Page = Callable[..., Screen]

FOCUS = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (!at || at === document.body) return null;
  // a ticked step shows its focus on the number beside the hidden box
  const shown = at.type === 'checkbox' ? at.nextElementSibling : at;
  const style = getComputedStyle(shown);
  const box = shown.getBoundingClientRect();
  const points = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5]].map(([x, y]) => [box.left + box.width * x, box.top + box.height * y]);
  const deepest = (x, y) => {
    let found = document.elementFromPoint(x, y);
    while (found?.shadowRoot) {
      const inner = found.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === found) break;
      found = inner;
    }
    return found;
  };
  const over = (a, b) => { for (let node = b; node; node = node.parentNode ?? node.host) if (node === a) return true; return false; };
  const seen = points.some(([x, y]) => { const found = deepest(x, y); return found && (over(at, found) || over(found, at)); });
  return { name: at.getAttribute('aria-label') ?? at.textContent.trim().slice(0, 40), tag: at.localName, seen, top: box.top, bottom: box.bottom,
    outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 };
}"""

MOVING = """() => { const found = [];
  const walk = (root) => {
    found.push(...root.getAnimations().map((moving) => moving.effect.target.localName));
    for (const element of root.querySelectorAll('*')) if (element.shadowRoot) walk(element.shadowRoot);
  };
  walk(document); return found; }"""


def walk(screen: Screen) -> list[dict[str, object]]:
    """Every stop of Tab through the page, and of Shift+Tab back."""
    stops: list[dict[str, object]] = []
    for key in ("Tab", "Shift+Tab"):
        screen.page.evaluate("document.activeElement?.blur()")
        for _ in range(90):
            screen.page.keyboard.press(key)
            found = screen.page.evaluate(FOCUS)
            if found is None:
                break
            stops.append(found)
    return stops


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("state", ["start", "routine_unfolded", "redirect", "context_form", "statement"])
def test_focus_is_visible_and_never_hidden(page_at: Page, state: str, width: int) -> None:
    screen = page_at(width, touch=False)
    STATES[state](screen)
    stops = walk(screen)
    assert len(stops) > 5
    assert [stop for stop in stops if not stop["seen"]] == []
    assert [stop for stop in stops if not stop["outline"]] == []


def test_the_focus_mark_is_there_in_forced_colours(page_at: Page) -> None:
    screen = page_at(390, forced_colors="active", touch=False)
    answered("routine")(screen)
    assert [stop for stop in walk(screen) if not stop["outline"]] == []


@pytest.mark.parametrize("width", [390, 1280])
def test_a_card_is_read_in_five_seconds(page_at: Page, width: int) -> None:
    """In one view, in this order: what, how urgent, the short answer, whom, open or not, the number. Everything else comes after."""
    screen = page_at(width).ready()
    screen.ask("Hur gör jag en orosanmälan?", "routine")
    card = screen.page.locator("vv-routine")
    parts = [
        card.get_by_role("heading", name="Göra en orosanmälan"),
        card.locator("vv-urgency"),
        card.locator(".answer"),
        card.locator(".first .name"),
        card.locator(".first vv-open-now"),
        card.locator(".first vv-call").first,
    ]
    boxes = [part.bounding_box() for part in parts]
    floor = screen.page.locator("vv-composer").bounding_box()
    assert floor
    tops = [box["y"] if box else -1 for box in boxes]
    assert tops == sorted(tops)
    assert tops[0] > 60
    assert boxes[-1]
    assert boxes[-1]["y"] + boxes[-1]["height"] <= floor["y"]
    assert boxes[-1]["height"] >= 56


@pytest.mark.parametrize("width", [390, 1280])
def test_why_somebody_stands_first_does_not_push_the_number_away(page_at: Page, width: int) -> None:
    screen = page_at(width).ready()
    turn = fixture("routine")
    turn["messages"][0]["first_contact"]["why"] = "Visas först för att mottagningen har stängt nu."  # type: ignore[index]
    screen.api.answers = [lambda route: route.fulfill(json=turn)]
    screen.ask("Hur gör jag en orosanmälan?")
    number = screen.page.locator("vv-routine .first vv-call").first.bounding_box()
    why = screen.page.locator("vv-routine .first .why").bounding_box()
    floor = screen.page.locator("vv-composer").bounding_box()
    assert number
    assert why
    assert floor
    assert number["y"] < why["y"]
    assert number["y"] + number["height"] <= floor["y"]


def test_what_a_card_has_and_in_what_order(page_at: Page) -> None:
    screen = page_at(390).ready()
    screen.ask("Hur gör jag en orosanmälan?", "routine")
    card = screen.page.locator("vv-routine")
    names = [".first", "vv-steps", ".avoid", "vv-references", "vv-origin", ".related", "vv-feedback"]
    tops = [(card.locator(name).first.bounding_box() or {"y": -1})["y"] for name in names]
    assert tops == sorted(tops)
    assert min(tops) > 0
    assert card.locator("vv-references details").get_attribute("open") is None
    origin = " ".join(card.locator("vv-origin p").all_inner_texts())
    assert origin.startswith("Exempeldata")
    assert "ansvarig" in origin
    assert "granskad 20" in origin
    avoid = card.locator(".avoid").evaluate("part => getComputedStyle(part).backgroundColor")
    assert avoid != card.locator(".card").evaluate("part => getComputedStyle(part).backgroundColor")


def test_a_name_that_only_repeats_the_job_is_said_once(page_at: Page) -> None:
    screen = page_at(390).ready()
    screen.ask("Hur gör jag en orosanmälan?", "routine")
    assert screen.page.locator(".first .name").inner_text() == "Socialtjänstens mottagning, barn och familj"
    assert screen.page.get_by_text("Din chef", exact=True).count() == 1


@pytest.mark.parametrize("state", ["slow", "routine_unfolded", "widget_open"])
def test_nothing_moves_for_whoever_wants_calm(page_at: Page, state: str) -> None:
    screen = page_at(390)
    STATES[state](screen)
    assert screen.page.evaluate(MOVING) == []


def test_something_moves_for_others(page_at: Page) -> None:
    screen = page_at(390, reduced_motion="no-preference")
    STATES["slow"](screen)
    assert screen.page.evaluate(MOVING) == ["p"]


@pytest.mark.parametrize("go", [unfolded, context_form, statement])
def test_the_page_at_400_percent(page_at: Page, go: Callable[[Screen], None]) -> None:
    """1280 px at 400 % is 320 by 256 CSS pixels."""
    screen = page_at(320, viewport={"width": 320, "height": 256}, touch=False)
    go(screen)
    assert screen.sideways() <= 0
    assert [stop for stop in walk(screen) if not stop["seen"]] == []


def test_more_space_between_letters_and_lines_cuts_nothing(page_at: Page) -> None:
    """WCAG 2.2, 1.4.12."""
    screen = page_at(390)
    unfolded(screen)
    screen.page.evaluate(
        """() => { const sheet = new CSSStyleSheet();
        sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }');
        const walk = (root) => { root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
          for (const element of root.querySelectorAll('*')) if (element.shadowRoot) walk(element.shadowRoot); };
        walk(document); }"""
    )
    assert screen.sideways() <= 0
    cut = screen.page.evaluate(
        """() => { const found = [];
        const walk = (root) => { for (const element of root.querySelectorAll('*')) {
          if (element.shadowRoot) walk(element.shadowRoot);
          const style = getComputedStyle(element);
          const hidden = style.clipPath !== 'none' || element.localName === 'textarea';
          if (!hidden && style.overflowX !== 'visible' && style.overflowX !== 'auto' && element.scrollWidth > element.clientWidth + 1)
            found.push(`${element.localName}.${element.className}`);
        } };
        walk(document); return found; }"""
    )
    assert cut == []


def test_the_statement_is_linked_from_the_foot_of_the_page(page_at: Page) -> None:
    screen = page_at(390).ready()
    screen.site.pages["/o/exempelkommun/tillganglighet"] = (documents.statement(guide(), "", "test"), "")
    screen.page.get_by_role("link", name="Tillgänglighet").click()
    screen.page.get_by_role("heading", name="Tillgänglighet i Vägvisaren").wait_for()
    screen.api.will_answer("begin_again")
    screen.page.get_by_role("link", name="Till Vägvisaren").click()
    screen.page.get_by_text("Vanliga frågor:", exact=True).wait_for()
