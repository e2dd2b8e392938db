"""Rasa actions: a tracker becomes a question for the knowledge core, its answer becomes messages. `python -m rasa_sdk --actions actions` serves them too."""

from actions.answer import (
    ActionBegrepp,
    ActionFoljdfraga,
    ActionHanvisa,
    ActionJaNej,
    ActionKontakt,
    ActionOmMig,
    ActionSmalprat,
    ActionVisaRutin,
)

__all__ = ["ActionBegrepp", "ActionFoljdfraga", "ActionHanvisa", "ActionJaNej", "ActionKontakt", "ActionOmMig", "ActionSmalprat", "ActionVisaRutin"]
