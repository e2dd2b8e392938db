"""Rasa components (Python 3.10 runtime). Importing this package hastens Rasa's action calls; see `bot.nlu.fast_action`."""
