"""Signs of personal data in example questions."""

from __future__ import annotations

import re

# A personnummer, an e-mail address or a run of seven digits and more. Laws ("2025:400") and short numbers pass.
_PERSONAL = re.compile(r"\b(?:\d{6}|\d{8})[-+ ]?\d{4}\b|[^\s@]+@[^\s@]+\.\w+|(?<![\d:])0\d{1,3}[- ]?\d{2,3}[ ]?\d{2}[ ]?\d{2}\b")


def looks_personal(text: str) -> bool:
    return bool(_PERSONAL.search(text))
