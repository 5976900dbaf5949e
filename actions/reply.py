"""What all actions share: from the tracker to the core, from its replies to Rasa's messages.

The intent chose the action and is a hint to the core; the core's own reading of the message wins.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import Restarted, SlotSet
from rasa_sdk.executor import CollectingDispatcher

import plotbot
from plotbot.conversation import Turn, converse, films
from plotbot.service import library, plain

NAMED = "film_named"
"""Kept with the focus: the film that the metadata of the last message named."""

SHELL = "cmdline"
"""Rasa's name of the terminal; it shows ``custom`` as JSON and buttons as a menu."""


class CoreAction(Action, ABC):
    """An action that lets the core answer; its subclasses differ in name only."""

    @abstractmethod
    def name(self) -> str:
        """What rules and stories call the action."""

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Answer the latest message and keep the focus."""
        said = tracker.latest_message
        before, focus = tracker.get_slot("film"), tracker.get_slot("focus")
        named = (said.get("metadata") or {}).get("film")
        film = library.film_of(said.get("metadata"), before, (focus or {}).get(NAMED))
        text = plain.typed(said.get("text") or "")
        if before not in (None, film):
            focus = None
        film, turn = about_films(text, film, focus) or (
            film,
            converse(
                library.knowledge(film),
                text,
                focus=focus,
                intent=(said.get("intent") or {}).get("name"),
            ),
        )
        shell = tracker.get_latest_input_channel() == SHELL
        for reply in turn.replies:
            utter(dispatcher, reply, turn, film, tracker.sender_id, shell)
        if turn.forgotten:
            return [Restarted()]  # the store removes the conversation
        kept = {**turn.focus, NAMED: named} if named else turn.focus
        return [SlotSet("focus", kept), SlotSet("film", film)]


def about_films(text: str, film: str, focus: dict[str, Any] | None) -> tuple[str, Turn] | None:
    """The film from now on and what is said, if a message is about the films there are."""
    known = library.readable()
    wish = films.wish(text, known, library.knowledge(film)) if film in known else None
    if wish is None:
        return None
    if wish.film is None:
        return film, Turn((films.listing(known, film, wish.another),), focus or {})
    return wish.film, Turn((films.switched(known[wish.film]),), {})


def utter(
    dispatcher: CollectingDispatcher, reply: Any, turn: Turn, film: str, sender: str, shell: bool
) -> None:
    """Utter one reply: its text, and outside the shell its buttons and its ``custom`` message."""
    if shell:
        dispatcher.utter_message(text=reply.text)
        return
    dispatcher.utter_message(text=reply.text, buttons=[dict(b) for b in reply.buttons])
    dispatcher.utter_message(
        json_message={
            "status": reply.status,
            "film": film,
            "limit": turn.focus.get("limit"),
            "citations": [dict(citation) for citation in reply.citations],
            "question": dict(reply.question),
            "sender": sender,
            "version": plotbot.__version__,
            **({"forgotten": True} if turn.forgotten else {}),
        }
    )
