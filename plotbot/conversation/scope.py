"""What no film would tell: questions that are off-topic under a spoiler limit too."""

from __future__ import annotations

from plotbot.knowledge import Knowledge
from plotbot.question.reading import Reading


def foreign_to(whole: Knowledge, reading: Reading | None) -> bool:
    """Whether a question's verb and nouns are none of the whole plot's: "who won the cup?".

    Nor are its nouns any that a plot might have, so nothing is given away.
    """
    if reading is None or reading.ids or not reading.clause.frame.units:
        return False
    deeds = {p for e in whole.film.events for p in whole.language.generalisations(e.predicate)}
    if any(unit.predicate in deeds for unit in reading.clause.frame.units):
        return False
    index, language = whole.index, whole.language
    phrases = [p for p in reading.phrases if p.head or p.ids or p.events or p.mentions]
    if any(p.ids or p.events or p.mentions or p.possessor or p.relative for p in phrases):
        return False
    heads = {p.head for p in phrases if p.head}
    plotted = {w for w in heads if w in index.nouns or w in language.nouns}
    return bool(heads) and not plotted and not any(p.pronoun for p in reading.phrases)
