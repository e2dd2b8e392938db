"""A stand-in for TensorFlow, which Rasa 3.6 imports at start even when no component uses it.

Ready in 2.5–2.8 s instead of 4.6–6.3 and 214 MB instead of 568. Every attribute is an empty class, so that
`class X(tf.keras.Model)` and `@tf.function` at import time work. Using one does nothing, silently: only for a pipeline without
TensorFlow components. Off with `VAGVISAREN_TENSORFLOW=1`; docs/decisions/0003-no-tensorflow.md.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import types
from typing import Any

ROOTS = frozenset({"tensorflow", "tensorflow_addons", "tensorflow_text", "tensorflow_hub", "keras", "jax", "h5py"})


class _Meta(type):
    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = _Meta(name, (_Empty,), {})
        setattr(cls, name, made)
        return made

    def __or__(cls, other: object) -> Any:
        return cls

    def __ror__(cls, other: object) -> Any:
        return cls


class _Empty(metaclass=_Meta):
    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        if len(args) == 1 and callable(args[0]) and not kwargs:
            return args[0]  # used as a decorator
        return super().__new__(cls)

    def __init__(self, *args: Any, **kwargs: Any) -> None: ...

    def __class_getitem__(cls, item: object) -> Any:
        return cls

    def __call__(self, given: Any = None, *args: Any, **kwargs: Any) -> Any:
        return given

    def __init_subclass__(cls, **kwargs: Any) -> None: ...


class _Module(types.ModuleType):
    __version__ = "0"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = _Meta(name, (_Empty,), {})
        setattr(self, name, made)
        return made


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        return importlib.machinery.ModuleSpec(name, self, is_package=True) if name.split(".")[0] in ROOTS else None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: types.ModuleType) -> None: ...


def install() -> None:
    """Put the stand-in first among the importers. Call before anything imports Rasa."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
