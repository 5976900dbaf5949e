"""A topic in front of its question: "and him, where is he?", "what about her, does she live?".

The topic is whom the pronouns of the question mean.
"""

from __future__ import annotations

import re
from dataclasses import replace

from plotbot.conversation.context import Context
from plotbot.question import grammar
from plotbot.question.text import Segment

_LEAD = (
    r"(?:(?:and|but|so|or|ok|okay|well|now|then|no|nope|sorry|wait)[ ,]+)*"
    r"(?:i (?:mean|meant)[ ,]+)?"
    r"(?:(?:what|how) about |as for |what of |regarding |concerning |about |for )?"
)
_PRONOUN = r"(?:he|she|it|they|him|her|them|his|their|its)"
_SUBJECT = r"(?:he|she|it|they|his|her|their|its)"
_AUX = "|".join(sorted(grammar.AUXILIARIES))
_QUESTION = (
    rf"(?:(?:{_AUX}) {_SUBJECT} .+"
    rf"|(?:what|why|where|when|how|whom|whose|which)(?: \w+){{0,3}} {_PRONOUN}\b.*"
    rf"|who (?:is|are|was|were) {_SUBJECT}\b.*|who(?: \w+){{1,3}} {_PRONOUN}$)"
)
_TOPIC = re.compile(rf"^{_LEAD}(?P<topic>[\w'. -]+?),?;? (?P<question>{_QUESTION})$", re.IGNORECASE)
MOST_WORDS = 6


def turned(context: Context) -> Context:
    """The context of the question behind a topic, the topic foremost; the same where none is."""
    found = _TOPIC.match(re.sub(r"[?!. ]+$", "", context.text))
    if found is None:
        return context
    topic = found.group("topic").strip(" ,")
    words = topic.lower().split()
    if not words or len(words) > MOST_WORDS or words[0] in grammar.WH_WORDS | grammar.AUXILIARIES:
        return context
    reading = context.read(topic)
    phrases = [p for p in reading.phrases if p.ids]
    if reading.wh or reading.clause.frame.units or len(phrases) != 1 or phrases[0].is_class:
        return context
    ids = phrases[0].ids
    joined = ("+".join(ids),) if len(ids) > 1 else ids
    segment = Segment(found.group("question"), True, raw=found.group("question"))
    return replace(context, state=context.state.mention(joined), segment=segment)
