"""The command `vagvisaren`: one command a module. What people read stands in texts.yml."""

from bot.cli.main import main

__all__ = ["main"]
