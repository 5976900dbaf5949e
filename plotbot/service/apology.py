"""What is said when no answer came: one sentence, so that nobody is left with nothing."""

from __future__ import annotations

from typing import Any

import plotbot

SENTENCE = "Something went wrong while I looked for the answer. Please ask again."


def messages(sender: str) -> list[dict[str, Any]]:
    """The sentence and its ``custom`` message, as the webhook returns them."""
    custom = {
        "status": "error",
        "citations": [],
        "question": {},
        "sender": sender,
        "version": plotbot.__version__,
    }
    return [
        {"recipient_id": sender, "text": SENTENCE},
        {"recipient_id": sender, "custom": custom},
    ]
