"""A reply as text in a terminal, in the order of the card."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rich.console import Console
from rich.padding import Padding

from bot.answers import messages as m


def show(reply: m.Reply, console: Console) -> None:
    for message in reply.messages:
        _SHOW[message.type](message, console)
        console.print()


def _text(message: m.Text, console: Console) -> None:
    console.print(message.text, markup=False)


def _notice(message: m.Notice, console: Console) -> None:
    console.print(message.text, style="yellow", markup=False)


def _emergency(message: m.Emergency, console: Console) -> None:
    console.print(f"{message.title}  {message.text}", style="bold red", markup=False)
    for step in message.steps:
        console.print(f"  • {step}", markup=False)
    for contact in message.contacts:
        _contact(contact, console)


def _routine(card: m.RoutineCard, console: Console) -> None:
    console.print(card.title, style="bold", markup=False)
    console.print(card.answer, markup=False)
    if card.first_contact:
        _contact(card.first_contact, console)
    for number, step in enumerate(card.steps, start=1):
        phone = f"  [{step.contact.name}: {step.contact.phone.display}]" if step.contact and step.contact.phone else ""
        console.print(Padding(f"{number}. {step.text}{phone}", (0, 0, 0, 2)), markup=False)
    for line in card.avoid:
        console.print(f"  ✗ {line}", style="red", markup=False)
    for contact in card.contacts:
        _contact(contact, console)
    for law in card.laws:
        console.print(f"  {' '.join(part for part in (law.law, law.paragraph) if part)}", style="dim", markup=False)
    origin = card.origin
    line = " · ".join(part for part in (origin.label, origin.owner, origin.reviewed_on, origin.status_label) if part)
    console.print(line, style="dim", markup=False)


def _contacts(message: m.Contacts, console: Console) -> None:
    console.print(message.title, style="bold", markup=False)
    for contact in message.contacts:
        _contact(contact, console)


def _contact(contact: m.ContactView, console: Console) -> None:
    numbers = ", ".join(phone.display for phone in contact.phones)
    parts = [contact.name, numbers, contact.open.label, contact.caveat, contact.why]
    console.print("  ☎ " + " · ".join(part for part in parts if part), style="green", markup=False)


def _term(card: m.TermCard, console: Console) -> None:
    console.print(f"{card.term}: {card.definition}", markup=False)
    console.print(card.source.title, style="dim", markup=False)


def _choices(message: m.Choices, console: Console) -> None:
    if message.text:
        console.print(message.text, markup=False)
    for choice in message.choices:
        console.print(f"  → {choice.label}", markup=False)


_SHOW: dict[str, Callable[[Any, Console], None]] = {
    "text": _text,
    "notice": _notice,
    "emergency": _emergency,
    "routine": _routine,
    "contacts": _contacts,
    "term": _term,
    "choices": _choices,
}
