"""NLU: names become Rasa entities, and masks before the classifier sees them.

``NameLinker`` is a tokenizer. It finds the names of all films (from their folders, when messages
come in, never when the model is trained), gives them as entities whose values are ids of the film,
and puts a mask such as ``xperson`` in the place of each: the trained model knows no film, and a new
film needs no training. The message's text stays as it was typed.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.nlu.tokenizers.whitespace_tokenizer import WhitespaceTokenizer
from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from plotbot.service import library, plain

logger = logging.getLogger(__name__)

MASKS = {
    "person": "xperson",
    "program": "xperson",
    "group": "xgroup",
    "place": "xplace",
    "thing": "xthing",
    "idea": "xthing",
    "film": "xfilm",
}
"""What the classifier sees of a name, by the kind of who or what bears it."""

PLACEHOLDER = re.compile(r"\b(PERSON|GROUP|PLACE|THING|FILM)\b")
"""How the training data write a masked name."""


class Span(NamedTuple):
    """A name in a text, with what the classifier sees of it."""

    start: int
    end: int
    mask: str


class Name(NamedTuple):
    """A name of a film, found in a text; ``common`` if it might be a common noun as well."""

    start: int
    end: int
    text: str
    film: str
    id: str
    kind: str
    guessed: bool
    possessive: bool
    common: bool

    @property
    def masked(self) -> Span:
        """Its mask, with the ending of a possessive."""
        return Span(self.start, self.end, MASKS[self.kind] + ("'s" if self.possessive else ""))


def find_names(text: str, first: str | None = None) -> list[Name]:
    """Names in a text, over all films, ``first`` or else the default one first; none overlap."""
    names: list[Name] = []
    for film in sorted(library.films(), key=lambda film: film != first):
        known = library.knowledge(film)
        for found in known.names.find(text):
            if any(found.start < name.end and name.start < found.end for name in names):
                continue
            entity = known.film.entities[found.ids[0]]
            names.append(
                Name(
                    found.start,
                    found.end,
                    found.text,
                    film,
                    entity.id,
                    entity.kind,
                    found.guessed,
                    found.possessive,
                    found.common,
                )
            )
    return sorted(names)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class NameLinker(WhitespaceTokenizer):
    """Tokens with masked names; the names themselves as entities."""

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Tokens of the training examples, their placeholders as masks."""
        super().process_training_data(training_data)
        for example in training_data.training_examples:
            text = example.get(TEXT)
            if text:
                spans = [
                    Span(*found.span(), MASKS[found[0].lower()])
                    for found in PLACEHOLDER.finditer(text)
                ]
                example.set(TOKENS_NAMES[TEXT], self._masked(text, spans))
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Tokens and entities of messages as they come in."""
        for message in messages:
            self._disarm(message)
        super().process(messages)
        for message in messages:
            text = message.get(TEXT)
            if not text:
                continue
            try:
                names = find_names(text, (message.get(METADATA) or {}).get("film"))
            except Exception:  # a broken film must not take the others down
                logger.exception("Names could not be looked up.")
                continue
            spans = [name.masked for name in names if not name.common]
            message.set(TOKENS_NAMES[TEXT], self._masked(text, spans))
            message.set(ENTITIES, [_entity(name) for name in names], add_to_output=True)
        return messages

    def _masked(self, text: str, spans: Iterable[Span]) -> list[Token]:
        masked, pieces = mask(text, spans)
        tokens = self.tokenize(Message({TEXT: masked}), TEXT)
        return [
            Token(token.text, _back(token.start, pieces), _back(token.end, pieces))
            for token in tokens
        ]

    @staticmethod
    def _disarm(message: Message) -> None:
        metadata = message.get(METADATA) or {}
        text = message.get(TEXT)
        if text and metadata.get(plain.PLAIN):
            message.set(TEXT, plain.disarm(text))


def _entity(name: Name) -> dict[str, Any]:
    entity = {
        "entity": name.kind,
        "value": name.id,
        "start": name.start,
        "end": name.end,
        "film": name.film,
        "extractor": NameLinker.__name__,
    }
    return {**entity, "guessed": True} if name.guessed else entity


Piece = tuple[int, int, int, int]
"""Start and end in the masked text, start and end in the text."""


def mask(text: str, spans: Iterable[Span]) -> tuple[str, list[Piece]]:
    """The text with a mask in the place of every name, and which piece of it came from where."""
    masked, pieces, at = "", [], 0
    for span in sorted(spans):
        for start, end, words in ((at, span.start, None), (span.start, span.end, span.mask)):
            words = text[start:end] if words is None else words
            pieces.append((len(masked), len(masked) + len(words), start, end))
            masked += words
        at = span.end
    pieces.append((len(masked), len(masked) + len(text) - at, at, len(text)))
    return masked + text[at:], pieces


def _back(position: int, pieces: list[Piece]) -> int:
    """Where a position of the masked text is in the text."""
    for masked_start, masked_end, start, end in pieces:
        if masked_start <= position <= masked_end:
            return min(start + position - masked_start, end)
    return position
