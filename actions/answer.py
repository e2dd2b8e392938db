"""One action a kind of answer. They differ only in name: which is run is the dialogue's choice (rules and stories)."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import tracker as read
from actions.guides import guide_for
from bot.answers.respond import respond
from bot.answers.wire import state_to_json


class _Answer(Action):
    """Understood + situation → reply. Sends one custom message and sets the slots."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        guide = guide_for(read.metadata(tracker).get("organisation"))
        situation = read.situation(tracker, guide)
        response = respond(read.understood(tracker, guide), situation)
        dispatcher.utter_message(json_message={"reply": response.reply.model_dump(mode="json"), "state": state_to_json(response.state)})
        state = response.state
        return [
            SlotSet("enhet", state.unit),
            SlotSet("roll", state.role),
            SlotSet("senaste_rutin", state.routine),
            SlotSet("laget", state.stage or None),
        ]


class ActionVisaRutin(_Answer):
    """Show a routine, or ask which was meant."""

    def name(self) -> str:
        return "action_visa_rutin"


class ActionKontakt(_Answer):
    def name(self) -> str:
        return "action_kontakt"


class ActionBegrepp(_Answer):
    def name(self) -> str:
        return "action_begrepp"


class ActionFoljdfraga(_Answer):
    def name(self) -> str:
        return "action_foljdfraga"


class ActionOmMig(_Answer):
    def name(self) -> str:
        return "action_om_mig"


class ActionSmalprat(_Answer):
    def name(self) -> str:
        return "action_smalprat"


class ActionJaNej(_Answer):
    """Yes or no, to what was asked last."""

    def name(self) -> str:
        return "action_ja_nej"


class ActionHanvisa(_Answer):
    """Hand on: outside the field, nothing known, none of what was offered."""

    def name(self) -> str:
        return "action_hanvisa"
