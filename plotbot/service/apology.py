"""What is said when no answer came: one sentence, so that nobody is left with nothing."""

from __future__ import annotations

from typing import Any

import plotbot

SENTENCE = "Something went wrong while I looked for the answer. Please ask again."
NOT_REMOVED = (
    "Something went wrong while I removed our conversation: it may still be there. "
    "Please tell me again later."
)


def messages(sender: str, sentence: str = SENTENCE) -> list[dict[str, Any]]:
    """The sentence and its ``custom`` message, as the webhook returns them."""
    custom = {
        "status": "error",
        "citations": [],
        "question": {},
        "sender": sender,
        "version": plotbot.__version__,
    }
    return [
        {"recipient_id": sender, "text": sentence},
        {"recipient_id": sender, "custom": custom},
    ]
