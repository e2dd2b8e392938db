"""Knowledge → what Rasa trains on and matches with. Everything written here is derived and git-ignored."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge.guide import Guide
from bot.knowledge.load import NATIONAL
from bot.knowledge.model import Pack, RoutineFile
from bot.knowledge.names import names
from bot.swedish.normalise import fold

ALARM = "112"
HEADER = "# Made by `vagvisaren compile` from knowledge/. Do not edit: the example questions stand in the routine files.\n"


def labels(packs: Mapping[str, Pack], *, tests: bool = False) -> dict[str, list[str]]:
    """Intent label → example questions (or test questions), national first, each once.

    A routine that only one municipality has is labelled `rutin/<organisation>.<id>`: two may use one id for different things.
    """
    found: dict[str, list[str]] = {}
    for label, routine, _ in _labelled(packs):
        found.setdefault(label, []).extend(routine.test_questions if tests else routine.questions)
    return {label: _unique(texts) for label, texts in found.items() if texts}


def taught(packs: Mapping[str, Pack]) -> dict[str, list[str]]:
    """Intent label → what is learnt about it: the example questions, and of a routine without a base set its own title and steps too
    (figures: docs/decisions/0013-lean-routines.md)."""
    found = labels(packs)
    own = {label: _about(routine) for label, routine, own in _labelled(packs) if own and label in found}
    said = Counter(fold(text) for texts in own.values() for text in texts)
    return {label: _unique([*texts, *(text for text in own.get(label, ()) if said[fold(text)] == 1)]) for label, texts in found.items()}


def _labelled(packs: Mapping[str, Pack]) -> Iterator[tuple[str, RoutineFile, bool]]:
    """Label, file, and whether only that municipality has the routine; the national pack first."""
    national = packs[NATIONAL]
    for pack in sorted(packs.values(), key=lambda pack: (pack.id != NATIONAL, pack.id)):
        for routine in pack.routines.values():
            own = pack.id != NATIONAL and routine.id not in national.routines
            yield f"rutin/{pack.id}.{routine.id}" if own else f"rutin/{routine.id}", routine, own


def _about(routine: RoutineFile) -> list[str]:
    """Not the steps that lead to another routine or to 112: they are about something else."""
    steps = [step.text for step in routine.parts.steps or () if step.routine is None and ALARM not in step.text]
    return _unique([*([routine.parts.title] if routine.parts.title else ()), *steps])


def _unique(texts: Iterable[str]) -> list[str]:
    first: dict[str, str] = {}
    for text in texts:
        first.setdefault(fold(text), text)
    return list(first.values())


def nlu_yaml(examples: Mapping[str, Iterable[str]]) -> str:
    """Rasa 3.1 NLU training data. Line breaks inside a question become spaces."""
    data: dict[str, Any] = {
        "version": "3.1",
        "nlu": [
            {"intent": label, "examples": _Literal("".join(f"- {' '.join(text.split())}\n" for text in texts))} for label, texts in examples.items()
        ],
    }
    return HEADER + yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


class _Literal(str):
    """Text dumped as a block scalar, as Rasa writes its examples."""


class _Dumper(yaml.SafeDumper):
    pass


_Dumper.add_representer(_Literal, lambda dumper, data: dumper.represent_scalar("tag:yaml.org,2002:str", str(data), style="|"))


def names_json(guides: Iterable[Guide]) -> str:
    """Every name of every municipality, for the phrase matcher in Rasa's pipeline."""
    rows = sorted({(name.kind, name.id, name.text, name.owner) for guide in guides for name in names(guide)})
    return json.dumps([dict(zip(("kind", "id", "text", "owner"), row, strict=True)) for row in rows], ensure_ascii=False, indent=0)


def compile_training(packs: Mapping[str, Pack], root: Path) -> list[Path]:
    """Write the training data, the test questions and the names under the project folder. Returns the files that changed."""
    guides = [Guide(packs[NATIONAL], pack) for pack in packs.values() if pack.organisation is not None]
    contents = {
        root / "data/nlu/generated/rutiner.yml": nlu_yaml(taught(packs)),
        root / "build/provfragor.yml": nlu_yaml(labels(packs, tests=True)),
        root / ".cache/names.json": names_json(guides),
    }
    return [path for path, content in contents.items() if _write(path, content)]


def _write(path: Path, content: str) -> bool:
    """True when the file was made or changed. An unchanged file keeps its time, so that nothing trains for no reason."""
    if path.is_file() and path.read_text(encoding="utf-8") == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(path.suffix + ".new")
    beside.write_text(content, encoding="utf-8")
    beside.replace(path)
    return True
