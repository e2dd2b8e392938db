"""Which contact, unit or term a message names: by the phrases found in it, else by the nearest spelling."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from bot.answers.understood import Situation, Understood
from bot.knowledge.guide import Guide, Resolved
from bot.knowledge.model import Term, Unit
from bot.knowledge.names import names
from bot.swedish.normalise import fold
from bot.swedish.phrases import Found

SPELLING_CUTOFF = 84
"""Of 100, rapidfuzz ratio over folded words: one slip in six letters passes, another word does not."""


def nearest_names(guide: Guide, message: str, kinds: frozenset[str]) -> tuple[Found, ...]:
    """Names of `kinds` that some words of the message are probably a slip of."""
    choices = {fold(phrase.text): phrase for phrase in names(guide) if phrase.kind in kinds and len(fold(phrase.text)) >= 5}
    words = fold(message).split()
    best: dict[str, Found] = {}
    for size in (3, 2, 1):
        for start in range(len(words) - size + 1):
            gram = " ".join(words[start : start + size])
            if len(gram) < 5:
                continue
            match = process.extractOne(gram, list(choices), scorer=fuzz.ratio, score_cutoff=SPELLING_CUTOFF)
            if match:
                phrase = choices[match[0]]
                found = Found(phrase.kind, phrase.id, phrase.owner, 0, 0, gram, match[1] / 100)
                if phrase.id not in best or best[phrase.id].score < found.score:
                    best[phrase.id] = found
    return tuple(sorted(best.values(), key=lambda item: -item.score)[:1])


def named_unit(situation: Situation, understood: Understood) -> Unit | None:
    for found in understood.phrases:
        if found.kind == "enhet":
            unit = situation.guide.organisation.unit(found.id)
            if unit:
                return unit
    return None


def named_role(situation: Situation, understood: Understood) -> str | None:
    return next((found.id for found in understood.phrases if found.kind == "roll" and found.id in situation.guide.roles), None)


def named_contacts(situation: Situation, understood: Understood) -> tuple[Resolved, ...]:
    """The contacts a message asks for, in the order named: for the unit it names, else for the person's own."""
    unit = named_unit(situation, understood) or situation.unit
    references = [found.id for found in understood.phrases if found.kind == "kontakt"]
    asked = situation.guide.resolve_all(tuple(references), unit)
    if asked:
        return asked
    mentioned = named_unit(situation, understood)
    if mentioned is None:
        return ()
    own = ("chef", *(role for role in mentioned.local_roles if role != "chef"))
    return situation.guide.resolve_all(own, mentioned)


def named_terms(situation: Situation, understood: Understood) -> tuple[Term, ...]:
    ids = dict.fromkeys(found.id for found in understood.phrases if found.kind == "begrepp")
    return tuple(situation.guide.terms[term_id] for term_id in ids if term_id in situation.guide.terms)
