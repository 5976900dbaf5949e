"""What a question asks for, by the words that say so, however its clause is built.

"What was the motive for leaving" asks for a reason as "why did X leave" does. The words that say
so tell nothing of what happens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from plotbot.language.speech import Speech
from plotbot.question.reading import Reading

REASON, RESULT, MANNER, TIME, PLACE, STATE = "reason", "result", "manner", "time", "place", "state"
_BY_FUNCTION = (REASON, MANNER, TIME, PLACE, STATE)
_BY_NOUN = {"reason": REASON, "manner": MANNER, "time": TIME, "place": PLACE, "consequence": RESULT}

_UPON = re.compile(
    r"(?: (?:affect|influence|impact|touch|shake|trouble|disturb)|"
    r"(?:effects?|impacts?|influence|consequences?|repercussions?|bearing)\b.* (?:on|upon|for)) "
    r"(?P<whom>.+)$"
)


@dataclass(frozen=True)
class Asked:
    """A form (empty where only a wh-word tells) and the lemmas that say it."""

    form: str = ""
    words: frozenset[str] = frozenset()


def asked_of(reading: Reading, speech: Speech) -> Asked:
    """What a question asks for."""
    found = _by_noun(reading, speech) or _by_verb(reading, speech)
    if found is not None:
        return found
    wh = reading.clause.wh
    return Asked(wh.function) if wh is not None and wh.function in _BY_FUNCTION else Asked()


def asks_cause(reading: Reading, speech: Speech) -> bool:
    """Whether a noun asks for the cause, the manner or the result of what else is named.

    "Safehouse, reason?" does not: it names the one and asks the other by itself.
    """
    asked = asked_of(reading, speech)
    nouns = [phrase for phrase in reading.phrases if phrase.head in asked.words]
    joined = bool(reading.wh or reading.clause.frame.prepositions) or any(
        phrase.of is not None or phrase.possessor is not None for phrase in nouns
    )
    return asked.form in (REASON, MANNER, RESULT) and bool(nouns) and joined


def upon_whom(reading: Reading) -> frozenset[str]:
    """On whom an effect is asked for: "how did it affect her", "its impact on them"."""
    found = _UPON.search(reading.low)
    if not found:
        return frozenset()
    return frozenset(
        id
        for phrase in reading.clause.phrases
        if phrase.text and phrase.text.lower() in found["whom"]
        for id in phrase.ids
    )


def _by_noun(reading: Reading, speech: Speech) -> Asked | None:
    """ "What is the motive for ...", "the outcome of ...", "in what fashion"."""
    frame, wh = reading.clause.frame, reading.clause.wh
    heads = [wh.phrase.head] if wh is not None and wh.phrase is not None else []
    if frame.verb in ("be", "") and (wh is None or wh.word == "what"):
        heads += [p.head for p in (frame.subject, frame.object) if p is not None]
    nouns = speech.forms.get("asked_nouns", {})
    for head in heads:
        for kind, form in _BY_NOUN.items():
            if head in nouns.get(kind, ()):
                return Asked(form, frozenset((head,)))
    return None


def _by_verb(reading: Reading, speech: Speech) -> Asked | None:
    """ "What sparks the quarrel", "what led to his leaving": the reason of what is caused."""
    frame, wh = reading.clause.frame, reading.clause.wh
    if wh is None or wh.word != "what" or wh.function != "subject" or wh.phrase is not None:
        return None
    if frame.verb not in speech.forms.get("causing", {}).get("sparks", ()):
        return None
    return Asked(REASON, frozenset((frame.verb,)))
