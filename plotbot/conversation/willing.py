"""Whether somebody did of their own will what was last told: "did she want to?"."""

from __future__ import annotations

import re

from plotbot.answer.model import CORRECTED, Answer, Statement
from plotbot.conversation.context import Context
from plotbot.conversation.participants import candidates
from plotbot.film.model import Event

_WILLING = re.compile(
    r"^(?:does|did|do|was|were|is|are|has|have|had) (?P<who>he|she|they|it)"
    r"(?: (?:really|even|actually|ever))*"
    r" (?:want(?:ed)?|mean|choose|agree|consent|volunteer|willing|happy|glad|any choice|a choice|"
    r"have (?:any|a|much) choice|a willing \w+|do (?:it|that|this|so) (?:willingly|voluntarily|"
    r"freely|gladly|on purpose|by choice|of (?:his|her|their|its) own \w+(?: \w+)?))"
    r"(?: (?:to|it|that|this|so|do|with|help|him|her|them|about|in the matter))*$"
    r"|^(?:was (?:that|it|this) )?(?:willingly|voluntarily|freely|gladly|"
    r"(?:by|of) (?:his|her|their|its) own \w+(?: \w+)?)$"
)


def willing(context: Context) -> Answer | None:
    """No, where somebody was forced to what was last told; None where nothing tells of force."""
    asked = _WILLING.match(context.bare)
    if asked is None:
        return None
    for event in candidates(context):
        for forcing in _forcing(context, event):
            forced = [context.knowledge.film.entities[i] for i in forcing.entities("patient")]
            who = asked.group("who")
            if who in (None, "they") or any(e.pronoun == who for e in forced):
                return Answer(
                    CORRECTED,
                    "no",
                    (Statement(forcing),),
                    topic=tuple(e.id for e in forced),
                    form="whether",
                    details={"event": forcing.id},
                )
    return None


def _forcing(context: Context, event: Event) -> list[Event]:
    """The events that force somebody to an event, itself among them."""
    language = context.knowledge.language
    return [
        e
        for e in context.query.story.told
        if "force" in language.generalisations(e.predicate)
        and (e is event or e.id in event.links.get("because", ()) or event.id in _inside(e))
    ]


def _inside(event: Event) -> tuple[str, ...]:
    return event.links.get("content", ())
