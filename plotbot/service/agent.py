"""An assistant in this process: Rasa's agent with our actions and store, and no server.

Used by the terminal commands and by tests.
"""

from __future__ import annotations

import logging
import uuid
from pathlib import Path
from typing import Any

from plotbot.service import quiet

quiet.configure_logging()

from rasa.core.agent import Agent  # noqa: E402
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage  # noqa: E402

from plotbot.service import apology, mends  # noqa: E402
from plotbot.service.local import LocalActions  # noqa: E402
from plotbot.service.locks import LocalLocks  # noqa: E402
from plotbot.service.plain import PLAIN  # noqa: E402
from plotbot.service.store import ConversationStore  # noqa: E402

SHELL = "cmdline"
WEBHOOK = "rest"


class NoAnswer(RuntimeError):
    """An action failed; says how."""


class Assistant:
    """One conversation with the bot."""

    def __init__(self, model: Path, film: str | None = None, channel: str = SHELL) -> None:
        mends.apply()
        # Rasa logs what an action raises with its traceback; here it is raised as one line.
        logging.getLogger("rasa.core.processor").setLevel(logging.CRITICAL)
        self.actions = LocalActions()
        self.agent = Agent.load(
            model,
            tracker_store=ConversationStore(path=":memory:"),
            lock_store=LocalLocks(),
            action_endpoint=self.actions,
        )
        self.channel = channel
        self.sender = uuid.uuid4().hex
        self.metadata: dict[str, Any] = {PLAIN: True, **({"film": film} if film else {})}

    async def ask(self, text: str) -> list[dict[str, Any]]:
        """The replies, as the webhook returns them.

        Raises:
            NoAnswer: if there is none; the next question may have one.
        """
        output = CollectingOutputChannel()
        self.actions.failure = None
        await self.agent.handle_message(
            UserMessage(
                text,
                output,
                self.sender,
                input_channel=self.channel,
                metadata=self.metadata,
            )
        )
        if not output.messages:
            error = self.actions.failure
            raise NoAnswer(f"{type(error).__name__}: {error}" if error else apology.SENTENCE)
        return output.messages
