"""From what a person meant to what they are shown: compose an answer, redirect, clarify, danger, opening hours. Pure Python."""
