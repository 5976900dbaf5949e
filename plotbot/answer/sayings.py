"""All fixed sentences and openings of replies; ``wording`` puts answers into them."""

from __future__ import annotations

LEADS = {
    "yes": "Yes:",
    "no": "No:",
    "correct": "Not so:",
    "planned": "No, that was only the plan:",
    "feared": "No, that was only feared:",
    "believed": "No, that was only believed:",
    "prevented": "No, that did not come about:",
    "open": "No, only the plan is told:",
    "unrealised": "That did not come about:",
    "first": "First,",
    "next": "Then",
    "before": "Before that,",
    "earlier": "Before it:",
    "later": "After it:",
    "alone": "No, not alone:",
    "when": "In this order:",
    "source": "It rests on this:",
}

SMALLTALK_REPLIES = {
    "greet": "Hello! Ask me about the plot of {title}: who did what, why, and how it ends.",
    "thank": "You are welcome. Ask on, if you like.",
    "goodbye": "Goodbye! Come back for more of the plot of {title}.",
    "help": "I answer questions about the plot of {title} from its synopsis: characters, "
    'events and outcomes. Try "{example}" or "How does it end?".',
    "bot_identity": "I am plotbot, a small program (a bot, no person). I answer questions about "
    "the plot of {title} from its synopsis.",
    "how_are_you": "Fine, thank you. What would you like to know about the plot of {title}?",
    "praise": "Thank you! What else would you like to know about {title}?",
    "insult": "I am sorry that I am no help so far. Ask me about the plot of {title}, and I will "
    "try.",
    "forget": "I have forgotten all that we said. Ask me about the plot of {title}, if you like.",
    "laugh": "Glad to hear it. Any question about {title}?",
    "affirm": "All right. What would you like to know about {title}?",
    "deny": "All right. Ask me anything else about {title}.",
    "joke": "I know no jokes, only the plot of {title}. Ask me about that.",
    "wait": "Take your time. Ask me about {title} when you like.",
    "remark": "Indeed. What else would you like to know about {title}?",
    "nothing": "I have not told you anything yet. Ask me about the plot of {title}.",
}
FILMS = {
    "list": "I know {titles}. We are talking about {current}.",
    "which": "I know {titles}. Which one shall we talk about?",
    "alone": "I know {current} only. Ask me about its plot.",
    "switched": "All right: from now on {title}. Ask me about its plot.",
}
"""What is said of the films there are."""
OUT_OF_SCOPE_REPLY = (
    "I can only answer questions about the plot of {title}, in English: its characters, events and "
    "outcomes."
)
NOT_YET_REPLY = "The synopsis up to where you are does not tell that."
LIMITS = {
    "limited": "All right: I tell nothing that comes after this point: {event}.",
    "opening": "All right: I tell only the opening until you say how far you have come.",
    "not_the_end": "All right: I keep the ending to myself.",
    "lifted": "All right: from now on I tell everything.",
    "unknown": "How far have you seen it? Name something that happens there, or a place.",
}
"""Confirmations of a spoiler limit."""
UNTOLD_REPLIES = {
    "end": "That is where the synopsis ends.",
    "start": "That is where the story of the synopsis begins.",
    "nobody_else": "The synopsis names no other.",
    "nothing_more": "The synopsis tells no more of that.",
}
