"""Turns that cannot be understood alone: "why?", "and Thor?", "what then?", "how do you know?".

Each function takes the reading or text of a turn and the focus, and gives an answer or the question
that was meant, written out; None where the turn is not of its kind.
"""

from __future__ import annotations

import re
from typing import Optional

from plotbot.answer.events import manners, reasons
from plotbot.answer.model import ANSWERED, NOT_IN_SYNOPSIS, Answer, Statement
from plotbot.answer.query import Query
from plotbot.conversation.focus import Focus
from plotbot.film.model import Event
from plotbot.question import grammar
from plotbot.question.patterns import OBJECT_ROLES
from plotbot.question.reading import Reading
from plotbot.question.syntax import NounPhrase

_OTHER = re.compile(
    r"^(?:and |but |or |so )*(?:(?:what|how) about|same for|what of|as for|and)?\s*(.+?)(?: then| too| as well)?$", re.IGNORECASE
)
_MEANT = re.compile(
    r"^(?:no|nope|sorry|not \w+|nah)?[, ]*(?:i (?:mean|meant)|i was (?:asking|talking) about|rather|make that|i am talking about)\s+(.+)$",
    re.IGNORECASE,
)
_MEANT_LAST = re.compile(r"^(.+?)[, ]+(?:i mean|i meant|that is|not \w+)$", re.IGNORECASE)
_BARE = re.compile(
    rf"^(?:and |but |so |ok |then )*(?:exactly )?(?:({'|'.join(grammar.DEFAULT_PREPOSITION_ROLES)}) )?"
    r"(who|whom|what|where|when|why|how|which one|what else|who else)(?: exactly| not| though| so| come| then| with| by| from| for| to| else)*$",
    re.IGNORECASE,
)


def substituted(text: str, focus: Focus) -> Optional[str]:
    """The last question with what it was about replaced: "what about Thor?", "no, I meant Wanda"."""
    if not focus.question or not focus.topic:
        return None
    meant = _MEANT.match(text)
    new = meant.group(1) if meant else None
    if new is None:
        return None
    return _put(focus, new)


def other(text: str, reading: Reading, focus: Focus) -> Optional[str]:
    """The last question about somebody else: "and Thor?", "what about her brother?"."""
    if not focus.question or not focus.topic:
        return None
    named = re.match(
        r"^(?:and |but |or |so )*(?:(?:what|how) about|same for|what of|as for|and)\s+(.+)$", text, re.IGNORECASE
    )
    bare = reading.clause.wh is None and not reading.clause.frame.verb and len(reading.tokens) <= 4
    if named is None and not bare:
        return None
    rest = (named.group(1) if named else text).strip(" ?")
    words = rest.lower().split()
    if not words or words[0] in grammar.WH_WORDS or words[0] in grammar.AUXILIARIES or len(words) > 6:
        return None
    if reading.clause.frame.units and reading.clause.frame.verb not in ("be", ""):
        return None
    if not any(p.ids or p.pronoun for p in reading.phrases):
        return None
    phrase = next((p for p in reading.phrases if p.ids), None)
    if phrase is not None and (phrase.pronoun or phrase.possessor is not None):
        from plotbot.answer import clauses

        film = reading.resolver.film
        rest = clauses.join(clauses.name(film, id) for id in phrase.ids)
    return _put(focus, rest)


def _put(focus: Focus, new: str) -> str:
    return re.sub(rf"\b{re.escape(focus.topic)}(?!\w)", lambda _: new, focus.question, count=1, flags=re.IGNORECASE)


def topic_of(reading: Reading, query: Query) -> str:
    """The words of a question for the one it is about."""
    best: Optional[NounPhrase] = None
    for phrase in reading.phrases:
        for candidate in (phrase, *(x for x in (phrase.possessor, phrase.of) if x is not None)):
            if candidate.wh or not candidate.ids or not candidate.text:
                continue
            kind = query.film.entities[candidate.ids[0]].kind
            if best is None or kind == "person" and query.film.entities[best.ids[0]].kind not in ("person",):
                best = candidate
    if best is None:
        return ""
    text = best.text
    return text[:-2] if text.endswith("'s") else text


def elliptic(text: str, focus: Focus, query: Query) -> Optional[Answer]:
    """A bare wh-word about the last answer: "why?", "by whom?", "in what?", "with whom?"."""
    found = _BARE.match(text)
    if found is None or not focus.event:
        return None
    event = query.film.event.get(focus.event)
    if event is None:
        return None
    preposition, word = (found.group(1) or "").lower(), found.group(2).lower()
    trailing = re.search(r"\b(with|by|from|for|to)$", text.lower())
    if trailing:
        preposition = trailing.group(1)
    if word == "why" or (word == "what" and preposition == "for"):
        statements = reasons(query.knowledge, event)
        if statements and all(s.fact is event for s in statements):
            cause = _cause(query, event)
            return Answer(ANSWERED, statements=statements, form="why", details={"event": cause or event.id})
        return _told(statements, event, "why")
    if word == "how":
        return _told(manners(query.knowledge, event), event, "how")
    if word == "where":
        place = any(event.fillers(r) for r in ("place", "goal", "source"))
        return _told((Statement(event, (), True),) if place else (), event, "where")
    if word == "when":
        return Answer(ANSWERED, statements=(Statement(event),), form="when", details={"event": event.id, "when": True})
    roles = (
        ("agent",)
        if not preposition or preposition == "by"
        else grammar.DEFAULT_PREPOSITION_ROLES.get(preposition, OBJECT_ROLES)
    )
    if word == "what" and not preposition:
        roles = OBJECT_ROLES
    if preposition == "with" and word in ("who", "whom"):
        roles = ("company", "agent", "patient", "opponent")
    for role in roles:
        ids = event.entities(role)
        if event.fillers(role) and (role != "agent" or len(ids) > 1 or preposition in ("by", "")):
            return Answer(ANSWERED, statements=(Statement(event),), entities=ids, form=word, details={"event": event.id})
    return Answer(NOT_IN_SYNOPSIS, statements=(Statement(event),), form=word, details={"event": event.id})


def _cause(query: Query, event: Event) -> str:
    for link in ("because", "purpose"):
        for id in event.links.get(link, ()):
            if id in query.film.event:
                return id
    return ""


def _told(statements: tuple[Statement, ...], event: Event, form: str) -> Answer:
    if statements:
        return Answer(ANSWERED, statements=statements, form=form, details={"event": event.id})
    return Answer(NOT_IN_SYNOPSIS, statements=(Statement(event),), form=form, details={"event": event.id})


def walked(kind: str, focus: Focus, query: Query) -> Optional[Answer]:
    """"What happened next?", "and before that?": the plot from the event last told."""
    event = query.film.event.get(focus.event)
    if event is None:
        return query.story.first() if kind == "next" else None
    chosen = query.story.after(event) if kind == "next" else query.story.before(event)
    if not chosen:
        return Answer(NOT_IN_SYNOPSIS, statements=(Statement(event),), form="order", details={"event": event.id})
    pivot = chosen[-1] if kind == "next" else chosen[0]
    return Answer(
        ANSWERED, statements=tuple(Statement(e) for e in chosen), form="order", details={"event": pivot.id},
        entities=tuple(chosen[-1].entities(chosen[-1].subject)[:1]),
    )
