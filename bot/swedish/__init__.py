"""Swedish as typed: normalise, tokenise, lemmas, compounds, phrases. Runs on both Pythons (3.10 under Rasa, 3.11+ in the app)."""
