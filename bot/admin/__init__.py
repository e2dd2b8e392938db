"""The admin's workplace: edit, check, preview, publish, undo, see what is missing."""
