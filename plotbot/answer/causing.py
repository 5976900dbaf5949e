"""What the readers of cause, consequence, time and order share: patterns of the language's verbs.

The words that tell the event are cut out of the question and read for themselves, so that any way
to tell it will do: "what came of (his leaving the house)".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from plotbot.answer.handling import Handlers
from plotbot.answer.model import ANSWERED, Answer, Statement
from plotbot.film.model import Event
from plotbot.language.inflection import forms
from plotbot.language.patterns import either
from plotbot.question.reading import Reading

MOST_TOLD = 3
WHAT = (
    r"^(?:and )?(?:what|which)(?: (?:events?|things?|happenings?|incidents?|developments?|deeds?))?"
)
SOFT = (
    r"(?: (?:exactly|then|all|else|ultimately|eventually|finally|first|actually|originally|"
    r"initially|"
    r"it is that|it was that|is it that|was it that|would|will|has|have|had))*"
)
DO = r"(?:do|does|did|has|have|had|would|will)"


class Causing(Handlers):
    """Base of those who read questions about what lies round an event."""

    def told(self, reading: Reading, statements: Iterable[Statement], event: Event) -> Answer:
        """The answer that tells some statements; the conversation goes on from the last."""
        told = tuple(statements)
        fact = told[0].fact
        return Answer(
            ANSWERED,
            statements=told,
            topic=reading.ids,
            details={"event": fact.id if isinstance(fact, Event) else event.id, "beside": True},
        )

    def verbs(self, kind: str, participles: bool = False) -> str:
        """A pattern for the verbs of a kind in the finite forms, or as participles."""
        made = []
        for phrase in self.speech.forms.get("causing", {}).get(kind, ()):
            verb, _, rest = phrase.partition(" ")
            words = ("is", "was", "are", "were") if verb == "be" else _finite(verb)
            if participles:
                words = (forms(verb).participle,)
            made += [f"{word} {rest}".strip() for word in words]
        return either(made)

    def bases(self, kind: str) -> str:
        return either(self.speech.forms.get("causing", {}).get(kind, ()))

    def nouns(self, kind: str) -> str:
        nouns = self.speech.forms.get("asked_nouns", {}).get(kind, ())
        return either([*nouns, *(f"{noun}s" for noun in nouns)])


def _finite(verb: str) -> tuple[str, ...]:
    made = forms(verb)
    return (made.third, made.past, made.base)


def compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


def cut(patterns: Iterable[re.Pattern[str]], text: str) -> str:
    """The words that tell the event, cut out by the first pattern that fits."""
    for pattern in patterns:
        found = pattern.match(text)
        if found:
            return next(words for words in found.groups() if words)
    return ""
