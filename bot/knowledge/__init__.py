"""The routines: read, check, resolve for one municipality. Pure Python: no web, no Rasa, no database."""
