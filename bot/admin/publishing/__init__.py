"""Publish, history, training, swap."""
