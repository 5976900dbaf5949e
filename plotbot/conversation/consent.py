"""Whether others knew of what was told, were asked, or agreed: "were the others in on it?"."""

from __future__ import annotations

import re

from plotbot.answer.model import ANSWERED, CORRECTED, Answer, Statement
from plotbot.conversation.context import Context
from plotbot.conversation.participants import by_the_same
from plotbot.film.model import Event

_SECRET = "secret"
_OTHERS = (
    r"(?:(?:(?:all |any of |some of )?(?:the |his |her |their )?(?:others?|rest|team|group|gang|"
    r"crew|friends|teammates|colleagues|companions|family|people|heroes)|everybody|everyone|anybody|"
    r"anyone|somebody|someone|they|them|all)(?: else)?(?: of (?:the \w+|them))?(?:'s?)?)"
)
_DOES = r"(?:did|do|does|were|was|are|is|had|have|has)(?: not)?"
_ABOUT_IT = r"(?: (?:of|about|with|to|for|it|that|this|in|on|at all|first|then|beforehand|too))*"
_KNOWING = re.compile(
    rf"^{_DOES} {_OTHERS} (?:already |even |ever |all )*(?:know|knew|aware|informed|told|in on|"
    rf"consulted|asked|warned|involved|notified|see it coming|get asked|get told){_ABOUT_IT}$"
    rf"|^{_DOES} (?:he|she|they|it) (?:even |ever |first |already )*(?:tell|told|ask|asked|inform|"
    rf"informed|consult|consulted|warn|warned|notify){_ABOUT_IT} {_OTHERS}{_ABOUT_IT}$"
    rf"|^(?:with|without|behind) (?:{_OTHERS}|whose) (?:knowledge|permission|consent|approval|"
    r"blessing|agreement|knowing|leave|authority|backs?)$"
    rf"|^{_OTHERS} (?:knew|were told|were asked|were in on){_ABOUT_IT}$"
)
_AGREEING = re.compile(
    rf"^{_DOES} {_OTHERS} (?:all |really |just )*(?:ok|okay|fine|cool|happy|pleased|good|on board|"
    r"all right|alright|agree|agreed|approve|approved|consent|consented|like|accept|accepted|"
    rf"support|supported|mind|go along|in favour|in favor|love|welcome){_ABOUT_IT}$"
    rf"|^{_OTHERS} (?:were|was|are|is) (?:all |really |just )*(?:ok|okay|fine|cool|happy|good|"
    rf"on board|all right|alright){_ABOUT_IT}$"
)


def consented(context: Context) -> Answer | None:
    """Whether others knew of what was told, or took it well; None for any other message."""
    agreeing = _AGREEING.match(context.bare)
    if not context.told or agreeing is None and not _KNOWING.match(context.bare):
        return None
    if agreeing is None and re.match(r"do(?:es)?\b", context.bare):
        return None  # whether they have come to know of it by now
    for event in context.told[:2]:
        quarrel = _quarrel(context, event)
        if agreeing and quarrel is not None:
            lead = "yes" if " mind" in context.bare else "no"
            return _answer(quarrel, lead, event, ("because",))
    hidden = next(filter(None, (hidden_of(context, e) for e in context.told[:2])), None)
    return _answer(hidden, "no", hidden) if hidden is not None else None


def hidden_of(context: Context, event: Event) -> Event | None:
    """What is told to be done without the others that an event is part of, in its sentence."""
    if not any(_SECRET in filler.text for filler in event.fillers("manner")):
        return None
    own = by_the_same(context, event)
    return next((e for e in own if _SECRET in e.say), None)


def _quarrel(context: Context, event: Event) -> Event | None:
    """The quarrel that came of an event."""
    quarrels = context.knowledge.speech.forms.get("quarrels", {}).get("predicates", ())
    return next(
        (
            e
            for e in context.query.story.told
            if event.id in e.links.get("because", ()) and e.predicate in quarrels
        ),
        None,
    )


def _answer(event: Event, lead: str, about: Event, links: tuple[str, ...] = ()) -> Answer:
    return Answer(
        CORRECTED if lead == "no" else ANSWERED,
        lead,
        (Statement(event, links),),
        topic=event.entities(event.subject),
        form="whether",
        details={"event": about.id},
    )
