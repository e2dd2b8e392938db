"""Vägvisaren. Keep this file empty of imports: both Python runtimes load it."""
