"""Two small municipalities for the actions to answer from, and trackers as Rasa sends them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
import yaml
from rasa_sdk import Tracker

from actions import guides as served
from bot.knowledge.guide import Guide
from bot.knowledge.live import LiveKnowledge

TODAY = date(2026, 11, 23)


def _routine(routine_id: str, title: str, **more: Any) -> dict[str, Any]:
    return {
        "id": routine_id,
        "titel": title,
        "fragor": [f"fråga om {title.lower()}"],
        "kort_svar": f"Svar: {title}.",
        "bradska": "planera",
        "steg": ["Första steget.", "Andra steget."],
        "kontakter": ["socialjour"],
        "agare": "Nationell grundtext",
        "granskad": "2026-03-01",
        "granskas_senast": "2027-03-01",
        **more,
    }


_NATIONAL: dict[str, Any] = {
    "paket.yml": {
        "id": "nationell",
        "namn": "Nationell grundtext",
        "status": "granskad",
        "godkand": {"av": "Redaktionen", "datum": "2026-03-01"},
        "verksamhetstyper": [{"id": "forskola", "namn": "Förskola"}],
        "roller": [{"id": "barnmorska", "namn": "Barnmorska"}],
        "lokala_roller": [{"id": "socialjour", "namn": "Socialjouren", "beskrivning": "Svarar på kvällen.", "reserv": "sos-112"}],
        "hanvisning": ["socialjour", "sos-112"],
    },
    "kontakter.yml": {"kontakter": [{"id": "sos-112", "namn": "SOS Alarm", "telefon": "112", "dygnet_runt": "ja"}]},
    "begrepp.yml": {
        "begrepp": [{"id": "hrv", "term": "HRV", "definition": "Hedersrelaterat våld och förtryck.", "kalla": {"titel": "Socialstyrelsen"}}]
    },
    "fara.yml": {"fara": [{"id": "kniv", "uttryck": ["hota * kniv"], "prov": ["han hotar oss med kniv"]}]},
    "rutiner/akut_fara.yml": _routine("akut_fara", "Någon är i fara nu", bradska="nu"),
    "rutiner/tolk.yml": _routine("tolk", "Boka tolk"),
    "rutiner/orosanmalan.yml": _routine("orosanmalan", "Göra en orosanmälan"),
}


def _municipality(name: str, unit: str, hours: dict[str, Any]) -> dict[str, Any]:
    return {
        "organisation.yml": {
            "id": name.lower(),
            "namn": f"{name} kommun",
            "status": "exempel",
            "lokala_roller": {"socialjour": "jouren"},
            "enheter": [{"id": unit.lower(), "namn": f"Förskolan {unit}", "alias": [unit], "typ": "forskola"}],
        },
        "kontakter.yml": {"kontakter": [{"id": "jouren", "namn": f"Jouren i {name}", "telefon": "040-628 04 01", **hours}]},
    }


@pytest.fixture(scope="session")
def guides(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Guide]:
    root = tmp_path_factory.mktemp("actions")
    alfa = _municipality("Alfa", "Solrosen", {"oppettider": {"alla_dagar": "08:00-16:00"}, "helgdagar": "som_vanligt"})
    beta = _municipality("Beta", "Vitsippan", {"dygnet_runt": "ja"})
    for folder, files in (("nationell", _NATIONAL), ("alfa", alfa), ("beta", beta)):
        for name, content in files.items():
            path = root / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    live = LiveKnowledge(root, lambda: TODAY)
    assert live.result.errors == ()
    return live.guides


@pytest.fixture
def alfa(guides: Mapping[str, Guide]) -> Guide:
    return guides["alfa"]


@pytest.fixture(autouse=True)
def provided(guides: Mapping[str, Guide], monkeypatch: pytest.MonkeyPatch) -> None:
    """The actions answer from the small municipalities, as when the app has handed over its guides."""
    monkeypatch.setattr(served, "_provider", lambda: guides)


@pytest.fixture
def tracker() -> Callable[..., Tracker]:
    """A tracker after one message. `slots` may be given; what is left over is the message's metadata."""

    def make(
        text: str = "",
        label: str = "utanfor/okand",
        *,
        score: float = 0.9,
        danger_chance: float = 0.0,
        entities: tuple[tuple[str, str], ...] = (),
        slots: dict[str, Any] | None = None,
        **metadata: Any,
    ) -> Tracker:
        latest = {
            "text": text,
            "intent": {"name": label.split("/")[0], "confidence": score},
            "intent_ranking": [{"name": label, "confidence": score}],
            "entities": [{"entity": kind, "value": value, "start": 0, "end": 0} for kind, value in entities],
            "vagvisaren": {"label": label, "right": score, "known": score, "danger": danger_chance},
            "metadata": {"organisation": "alfa", **metadata},
        }
        return Tracker("nobody", slots or {}, latest, [], False, None, {}, None)

    return make
