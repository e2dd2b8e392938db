"""Choose and compose: what was understood, in its situation → a reply and what to remember.

One handler a family of meanings, in one table. Danger goes round them all: it is put first whatever else is said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.answers import cards, lookup
from bot.answers import messages as m
from bot.answers.followup import follow_up
from bot.answers.person import about_me, ask_where, learn
from bot.answers.redirect import redirect
from bot.answers.smalltalk import small_talk
from bot.answers.texts import text
from bot.answers.tour import onward, tour
from bot.answers.understood import Candidate, Danger, Situation, State, Understood, local_label
from bot.knowledge.model import Urgency

# Chosen on tests/evaluation (docs/measurements.md): where right answers stop growing faster than wrong ones.
ANSWER_AT = 0.45
"""Chance of being right at which one routine is shown as the answer …"""
ANSWER_KNOWN_AT = 0.60
"""… when it is also this likely that the message is about any routine at all."""
ANSWER_TERSE_AT = 0.75
"""ANSWER_AT for a single word: "tolk" says what is meant, "oro" and "heder" do not."""
CLARIFY_AT = 0.20
"""Chance that the message is about any routine at which "Menade du …?" is asked rather than handing on."""
NAMED_AT = 0.15
"""Share of the score at which a question for a contact or term wins over a routine, when the message names one."""
RUNNER_UP_AT = 0.05
"""Share of the score at which a second routine is worth showing in "Menade du …?"."""
MAX_CHOICES = 3
ACUTE_ROUTINE = "akut_fara"
"""Shown under the 112 card when no routine was clearly meant."""


@dataclass(frozen=True)
class Response:
    reply: m.Reply
    state: State


def respond(understood: Understood, situation: Situation) -> Response:
    """Answer one message. Never empty: what is not known is handed on."""
    situation = learn(understood, situation)
    handler = _HANDLERS.get(understood.family, _unknown)
    response = handler(understood, situation)
    if response is None:
        response = _unknown(understood, situation)
    response = _with_candidates(response, understood, situation)
    return danger_first(response, understood.danger, situation)


def _routine(understood: Understood, situation: Situation) -> Response:
    named = _asks_for_named(understood, situation)
    if named is not None:
        return named
    here = _candidates_here(understood, situation)
    sure = understood.right >= (ANSWER_TERSE_AT if understood.terse else ANSWER_AT) and understood.known >= ANSWER_KNOWN_AT
    if understood.chosen or (here and sure and here[0][0] == local_label(understood.label, situation.guide)):
        routine_id = here[0][0] if here else local_label(understood.label, situation.guide)
        if routine_id:
            return show_routine(routine_id, situation)
    return _hesitate(understood, situation)


def _asks_for_named(understood: Understood, situation: Situation) -> Response | None:
    """A message that names a contact or a term and nearly reads as a question for it: "numret till tolkförmedlingen"."""
    if understood.chosen:
        return None
    score = {candidate.label: candidate.score for candidate in understood.candidates}
    if score.get("kontaktfraga", 0.0) >= NAMED_AT and any(found.kind == "kontakt" for found in understood.phrases):
        return _contact(understood, situation)
    if score.get("begreppsfraga", 0.0) >= NAMED_AT and any(found.kind == "begrepp" for found in understood.phrases):
        return _term(understood, situation)
    return None


def _hesitate(understood: Understood, situation: Situation) -> Response:
    """Not sure: ask once which was meant, else hand on."""
    close = [routine_id for routine_id, score in _candidates_here(understood, situation) if score >= RUNNER_UP_AT][:MAX_CHOICES]
    if understood.known < CLARIFY_AT or not close:
        return redirect("unknown", situation)
    if situation.state.stage == "clarify":
        # asked a moment ago: asking again helps nobody
        return show_routine(close[0], situation) if understood.right >= ANSWER_AT / 2 else redirect("unknown", situation)
    choices = (*cards.routine_choices(situation, close), m.Choice(choice="inget", label=text("klargor.inget")))
    reply = m.Reply(outcome=m.Outcome(kind="clarify"), messages=(m.Choices(text=text("klargor.text"), choices=choices),))
    return Response(reply, replace(situation.state, stage="clarify", suggested=close[0]))


def show_routine(routine_id: str, situation: Situation) -> Response:
    """The routine card for this person; with a question where they work, once, when the answer depends on it."""
    routine = situation.guide.routine(routine_id, unit=situation.unit, role=situation.role)
    if routine is None:
        return redirect("unknown", situation)
    parts: list[m.Message] = []
    urgent = routine.urgency is Urgency.NOW
    if urgent:
        parts.append(cards.emergency_line(situation))
    parts.append(cards.routine_card(situation, routine))
    state = situation.state.answered(routine_id)
    question = ask_where(situation, routine)
    if question:
        parts.append(question)
        state = replace(state, asked=True)
    return Response(m.Reply(outcome=m.Outcome(kind="answer", routine=routine_id, urgent=urgent), messages=tuple(parts)), state)


def _contact(understood: Understood, situation: Situation) -> Response | None:
    asked = lookup.named_contacts(situation, understood)
    if not asked:
        return _fall_back_on_routine(understood, situation)
    card = cards.asked_card(situation, asked[:5])
    reply = m.Reply(outcome=m.Outcome(kind="contact", contact=asked[0].contact.id), messages=(card,))
    return Response(reply, replace(situation.state, stage="answered"))


def _term(understood: Understood, situation: Situation) -> Response | None:
    asked = lookup.named_terms(situation, understood)
    if not asked:
        return _fall_back_on_routine(understood, situation)
    reply = m.Reply(outcome=m.Outcome(kind="term", term=asked[0].id), messages=tuple(cards.term_card(situation, term) for term in asked[:3]))
    return Response(reply, replace(situation.state, stage="answered"))


def _fall_back_on_routine(understood: Understood, situation: Situation) -> Response | None:
    """A contact or term was asked for that is not ours: the routine it stands nearest, if any is near."""
    here = _candidates_here(understood, situation)
    if not here or here[0][1] < RUNNER_UP_AT:
        return None
    return _hesitate(replace(understood, known=max(understood.known, CLARIFY_AT)), situation)


def _follow_up(understood: Understood, situation: Situation) -> Response | None:
    if situation.state.stage == "tour" and understood.detail in ("steg", "mer"):
        return Response(*onward(situation))
    if not situation.state.routine and understood.known >= CLARIFY_AT and understood.detail != "tid":
        return _hesitate(understood, situation)
    followed = follow_up(understood.detail, situation)
    return Response(*followed) if followed else None


def _about_me(understood: Understood, situation: Situation) -> Response:
    if situation.state.stage == "tour":  # the same step again, now with the unit's own people
        step, state = tour(str(situation.state.step), situation)
        known = about_me(situation) if situation.unit or situation.role else ()
        return Response(replace_messages(step, (*known, *step.messages)), replace(state, asked=True))
    if understood.chosen and not understood.phrases:
        skipped = m.Reply(outcome=m.Outcome(kind="smalltalk"), messages=(m.Text(text=text("person.hoppade")),))
        return Response(skipped, replace(situation.state, asked=True))
    if situation.state.routine and (situation.unit or situation.role):
        shown = show_routine(situation.state.routine, situation)
        reply = replace_messages(shown.reply, (*about_me(situation), *shown.reply.messages))
        return Response(reply, shown.state)
    return Response(m.Reply(outcome=m.Outcome(kind="smalltalk"), messages=about_me(situation)), situation.state)


def _small_talk(understood: Understood, situation: Situation) -> Response:
    return Response(*small_talk(understood.detail, situation))


def _outside(understood: Understood, situation: Situation) -> Response:
    reasons: dict[str, m.Reason] = {"amne": "outside", "enskilt_arende": "single_case", "ovett": "abuse", "sprak": "other_language"}
    return redirect(reasons.get(understood.detail, "unknown"), situation)


def _unknown(understood: Understood, situation: Situation) -> Response:
    return _hesitate(understood, situation)


def _yes(understood: Understood, situation: Situation) -> Response:
    """Yes to the first that was offered; else nothing to say yes to."""
    if situation.state.stage == "clarify" and situation.state.suggested:
        return show_routine(situation.state.suggested, situation)
    if situation.state.stage == "tour":
        return Response(*onward(situation))
    return Response(*small_talk("ja", situation))


def _no(understood: Understood, situation: Situation) -> Response:
    if situation.state.stage == "clarify":
        return redirect("unknown", situation)
    return Response(*tour("", situation)) if situation.state.stage == "tour" else Response(*small_talk("nej", situation))


def _none_of_these(understood: Understood, situation: Situation) -> Response:
    return redirect("unknown", situation)


_HANDLERS: dict[str, Callable[[Understood, Situation], Response | None]] = {
    "rutin": _routine,
    "kontaktfraga": _contact,
    "begreppsfraga": _term,
    "foljd": _follow_up,
    "om_mig": _about_me,
    "smalprat": _small_talk,
    "utanfor": _outside,
    "ja": _yes,
    "nej": _no,
    "inget": _none_of_these,
}


def _candidates_here(understood: Understood, situation: Situation) -> list[tuple[str, float]]:
    """Routine candidates this municipality has, best first."""
    found: dict[str, float] = {}
    for candidate in understood.candidates:
        routine_id = local_label(candidate.label, situation.guide)
        if routine_id:
            found[routine_id] = max(candidate.score, found.get(routine_id, 0.0))
    return sorted(found.items(), key=lambda pair: -pair[1])


def _with_candidates(response: Response, understood: Understood, situation: Situation) -> Response:
    views = tuple(m.CandidateView(routine=routine_id, score=round(score, 4)) for routine_id, score in _candidates_here(understood, situation)[:3])
    outcome = response.reply.outcome.model_copy(update={"candidates": views, "simplified": understood.simplified})
    return replace(response, reply=response.reply.model_copy(update={"outcome": outcome}))


def replace_messages(reply: m.Reply, messages: tuple[m.Message, ...]) -> m.Reply:
    return reply.model_copy(update={"messages": messages})


def danger_first(response: Response, danger: Danger, situation: Situation) -> Response:
    """112 at the top. A strong signal gives the whole card and the routine nearest to it; a weaker one a line above the answer."""
    if danger is None:
        return response
    outcome = response.reply.outcome
    if danger == "line":
        urgent = outcome.model_copy(update={"urgent": True})
        return replace(response, reply=m.Reply(outcome=urgent, messages=(cards.emergency_line(situation), *_without_112(response.reply.messages))))
    if outcome.kind != "answer":
        response = show_routine(ACUTE_ROUTINE, situation)
    acute = response.reply.outcome.model_copy(
        update={"kind": "acute", "urgent": True, "candidates": outcome.candidates, "simplified": outcome.simplified}
    )
    return replace(response, reply=m.Reply(outcome=acute, messages=(cards.emergency_card(situation), *_without_112(response.reply.messages))))


def _without_112(messages: tuple[m.Message, ...]) -> tuple[m.Message, ...]:
    return tuple(message for message in messages if not isinstance(message, m.Emergency))


__all__ = ["Candidate", "Response", "danger_first", "respond", "show_routine"]
