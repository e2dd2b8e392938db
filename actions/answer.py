"""One action a kind of answer. They differ only in name: which is run is the dialogue's choice (rules and stories)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import tracker as read
from actions.guides import guide_for
from bot.answers.respond import respond
from bot.answers.understood import Understood
from bot.answers.wire import state_to_json


class _Answer(Action):
    """Understood + situation → reply. Sends one custom message and sets the slots."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        guide = guide_for(read.metadata(tracker).get("organisation"))
        situation = read.situation(tracker, guide)
        response = respond(self.meaning(read.understood(tracker, guide)), situation)
        dispatcher.utter_message(json_message={"reply": response.reply.model_dump(mode="json"), "state": state_to_json(response.state)})
        state = response.state
        return [SlotSet("enhet", state.unit), SlotSet("roll", state.role), SlotSet("senaste_rutin", state.routine), SlotSet("laget", state.stage or None)]

    def meaning(self, understood: Understood) -> Understood:
        return understood


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


class ActionHanvisa(_Answer):
    """Hand on. After "Menade du …?" a no is not small talk: the person is handed on."""

    def name(self) -> str:
        return "action_hanvisa"

    def meaning(self, understood: Understood) -> Understood:
        return replace(understood, label="inget") if understood.family == "smalprat" else understood
