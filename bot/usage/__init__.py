"""Counts without words, feedback, and questions that a person sent on."""
