"""Where tables are declared. The app imports them by using them; migrations and their test need all of them at once."""

from __future__ import annotations

from importlib import import_module

MODULES = ("bot.usage.store", "bot.admin.accounts.tables", "bot.admin.editing.tables", "bot.admin.publishing.tables", "bot.admin.lists.tables")


def load() -> None:
    """Puts every table on `Base.metadata`. By name, since storage stands below those who use it."""
    for module in MODULES:
        try:
            import_module(module)
        except ModuleNotFoundError as error:
            if error.name != module:
                raise
