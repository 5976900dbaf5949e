"""From an answer to the words a user reads, by the ``sayings`` and the ``clauses`` of facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from plotbot.answer import clauses
from plotbot.answer.model import (
    ANSWERED,
    CLARIFY,
    CORRECTED,
    NEAREST,
    NOT_IN_SYNOPSIS,
    NOT_YET,
    OUT_OF_SCOPE,
    SMALLTALK,
    Answer,
    Statement,
)
from plotbot.answer.sayings import (
    LEADS,
    LIMITS,
    NOT_YET_REPLY,
    OUT_OF_SCOPE_REPLY,
    SMALLTALK_REPLIES,
    UNTOLD_REPLIES,
)
from plotbot.film.model import PLACE_ROLES, Bond, Event, Filler, Film
from plotbot.knowledge import Knowledge
from plotbot.question.grammar import NUMBER_WORDS

MOST_WORDS = 58
_NUMBERS = {number: word for word, number in NUMBER_WORDS.items()}


@dataclass(frozen=True)
class Reply:
    """What is sent back for one question: the text, and what it is worth for programs."""

    text: str
    status: str
    citations: tuple[dict, ...] = ()
    question: dict = field(default_factory=dict)
    buttons: tuple[dict, ...] = ()
    explanation: dict = field(default_factory=dict)


def reply(knowledge: Knowledge, answer: Answer, question: dict | None = None) -> Reply:
    """The reply that puts an answer into words."""
    text, facts = _text(knowledge, answer)
    numbers = sorted(dict.fromkeys([*answer.sentences, *(fact.sentence for fact in facts)]))
    if numbers and answer.status in (ANSWERED, CORRECTED, NEAREST, NOT_IN_SYNOPSIS, CLARIFY):
        text = f"{text} {citation(numbers)}"
    citations = tuple({"sentence": n, "text": knowledge.film.sentence(n)} for n in numbers)
    if answer.status == OUT_OF_SCOPE or answer.status == SMALLTALK:
        citations = ()
    buttons = tuple(
        {"title": clauses.name(knowledge.film, id), "payload": _choice(knowledge.film, id)}
        for id in answer.choices
    )
    return Reply(text, answer.status, citations, dict(question or {}), buttons)


def _choice(film: Film, id: str) -> str:
    return f"I mean {clauses.name(film, id)}"


def citation(numbers: Sequence[int]) -> str:
    """The citation in words: "(Synopsis, sentences 5 and 10)"."""
    listed = clauses.join(str(n) for n in numbers)
    return f"(Synopsis, sentence{'s' if len(numbers) > 1 else ''} {listed})"


def _text(knowledge: Knowledge, answer: Answer) -> tuple[str, list]:
    film = knowledge.film
    title = film.title
    if answer.details.get("quote"):
        quoted = " ".join(f'Sentence {n} says: "{film.sentence(n)}"' for n in answer.sentences[:2])
        return quoted, []
    if answer.status == SMALLTALK:
        replies = SMALLTALK_REPLIES.get(answer.lead, SMALLTALK_REPLIES["help"])
        return replies.format(title=title, example=_example(film)), []
    if answer.status == OUT_OF_SCOPE:
        return OUT_OF_SCOPE_REPLY.format(title=title), []
    if answer.status == NOT_YET:
        return NOT_YET_REPLY, []
    if answer.status == CLARIFY:
        names = clauses.join((clauses.name(film, id) for id in answer.choices), "or")
        if answer.statements:
            body, facts = _sentences(knowledge, answer.statements)
            return body, facts
        return f"Which one do you mean: {names}?" if names else "Whom or what do you mean?", []
    if answer.status == NOT_IN_SYNOPSIS:
        return _untold(knowledge, answer)
    if answer.status == NEAREST:
        body = " ".join(
            f'The nearest the synopsis has: "{film.sentence(n)}"' for n in answer.sentences
        )
        return body, []
    body, facts = _sentences(knowledge, answer.statements, _limit(answer))
    if answer.lead == "not_listed":
        body = ""
    parts = [_lead(film, answer), body]
    text = " ".join(part for part in parts if part)
    if answer.details.get("assumed"):
        text = f"(Taking that as {answer.details['assumed']}.) {text}"
    return text, facts


def _limit(answer: Answer) -> int:
    return 140 if answer.form in ("summary", "ending", "list", "order") else MOST_WORDS


def _lead(film: Film, answer: Answer) -> str:
    lead = LEADS.get(answer.lead, "")
    if answer.number is not None:
        counted = _NUMBERS.get(answer.number, str(answer.number)).capitalize()
        names = [clauses.name(film, id) for id in answer.entities]
        if names and len(names) == answer.number:
            return f"{counted}: {clauses.join(names)}."
        return f"{counted} {answer.noun}.".replace(" .", ".")
    if answer.lead == "not_listed":
        names = [clauses.name(film, id) for id in answer.entities if not film.entities[id].members]
        return f"No, the synopsis lists only {clauses.join(names)}."
    if answer.lead == "names":
        names = [clauses.name(film, id) for id in answer.entities]
        return clauses.sentence_case(clauses.join(names))
    return lead


def _sentences(
    knowledge: Knowledge, statements: Sequence[Statement], limit: int = MOST_WORDS
) -> tuple[str, list]:
    """The statements as sentences, as many as fit; repeated ones once, bonds of a kind in one.

    Who was the subject of the sentence before is "he", "she" or "they" in the next.
    """
    said: list[str] = []
    facts: list = []
    before: tuple[str, ...] = ()
    for together in _grouped(statements):
        fact = together[0].fact
        if isinstance(fact, Bond):
            bonds = [s.fact for s in together if isinstance(s.fact, Bond)]
            text, used = clauses.bond_clause(knowledge.film, knowledge.language, *bonds), bonds
            subject: tuple[str, ...] = ()
        else:
            subject = clauses.subject_ids(fact)
            again = subject == before and len(subject) > 0 and _is_somebody(knowledge.film, subject)
            text, used = statement_text(knowledge, together[0], again)
        sentence = clauses.sentence_case(text)
        if sentence in said:
            continue
        if said and len(" ".join([*said, sentence]).split()) > limit:
            break
        said.append(sentence)
        facts += used
        before = subject
    return " ".join(said), facts


def _grouped(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Statements in order, bonds of one relation and source together."""
    groups: list[list[Statement]] = []
    for statement in statements:
        fact = statement.fact
        for group in groups:
            first = group[0].fact
            if (
                isinstance(fact, Bond)
                and isinstance(first, Bond)
                and (first.relation, first.source) == (fact.relation, fact.source)
            ):
                group.append(statement)
                break
        else:
            groups.append([statement])
    return groups


def _is_somebody(film: Film, ids: Sequence[str]) -> bool:
    return all(film.entities[id].pronoun in ("he", "she", "they") for id in ids)


def statement_text(
    knowledge: Knowledge, statement: Statement, again: bool = False
) -> tuple[str, list]:
    """One statement in words, and the facts that it tells.

    ``again``: its subject is that of the sentence before, so that a pronoun names it.
    """
    film, fact = knowledge.film, statement.fact
    if isinstance(fact, Bond):
        return clauses.bond_clause(film, knowledge.language, fact), [fact]
    text = clauses.told(film, fact, again)
    facts: list = [fact]
    told = text.lower()
    if statement.with_place:
        for role in PLACE_ROLES:
            for filler in fact.fillers(role):
                words = clauses.filler(film, filler, clauses.subject_ids(fact))
                if not any(name in told for name in _names_of(film, filler, words)):
                    at = (
                        film.entities[filler.id].at
                        if filler.id and role == "place"
                        else {"goal": "to", "source": "from", "place": "in"}[role]
                    )
                    text += f" {at} {words}"
                    told = text.lower()
    for link in statement.links:
        added = _link_text(film, knowledge, fact, link)
        if added is not None:
            words, used = added
            text += words
            facts += used
    for number, (conjunction, event) in enumerate(statement.near):
        words = clauses.clause(film, event)
        if number and len(f"{text} {words}".split()) > MOST_WORDS - 8:
            break
        text += f" {'and ' if number else ''}{conjunction} {words}"
        facts.append(event)
    return text, facts


def _names_of(film: Film, filler: Filler, words: str) -> Iterator[str]:
    """What a place may be called where it is told already, in small letters, without article."""
    named = [film.entities[id] for id in filler.entities]
    names = [n for e in named for n in (e.name, *e.names, *(c.text for c in e.calls))]
    return (name.lower().removeprefix("the ") for name in (words, *names))


def _link_text(
    film: Film, knowledge: Knowledge, event: Event, link: str
) -> tuple[str, list] | None:
    """What a link adds to a clause, and the facts it tells; None where it leads to none."""
    targets = event.links.get(link, ())
    found = [film.event.get(id) or film.bond.get(id) for id in targets]
    facts = [fact for fact in found if fact is not None]
    if not facts:
        return None
    events = [fact for fact in facts if isinstance(fact, Event)]
    if link == "purpose":
        words = clauses.join(
            clauses.infinitive(film, e, clauses.subject_ids(event)) for e in events
        )
        text = f" to {words}"
        used: list = list(events)
        deeper = _purposes(film, events[-1:])
        for _ in range(2):
            if deeper:
                text += f" to {clauses.join(clauses.infinitive(film, e) for e in deeper)}"
                used += deeper
                deeper = _purposes(film, deeper)
        return text, used
    if link == "because":
        texts, used = [], []
        for fact in facts:
            if isinstance(fact, Event):
                texts.append(clauses.clause(film, fact))
                used.append(fact)
                for cause_id in fact.links.get("because", ())[:1]:
                    cause = film.event.get(cause_id)
                    if cause is not None and len(facts) == 1 and len(texts[0].split()) < 12:
                        texts[-1] += f" ({clauses.clause(film, cause)})"
                        used.append(cause)
            else:
                texts.append(clauses.bond_clause(film, knowledge.language, fact))
                used.append(fact)
        return f", because {clauses.join(texts)}", used
    if link in ("until", "during"):
        conjunction = "until" if link == "until" else "while"
        told = clauses.join(clauses.clause(film, e) for e in events)
        return f" {conjunction} {told}", list(events)
    if link == "means":
        return f" by {clauses.join(clauses.gerund(film, e) for e in events)}", list(events)
    return None


def _purposes(film: Film, events: Sequence[Event]) -> list[Event]:
    """What some events are done for, as far as those are events themselves."""
    ids = [id for event in events for id in event.links.get("purpose", ())]
    return [film.event[id] for id in ids if id in film.event]


def limit_text(knowledge: Knowledge, lead: str, event_id: str = "") -> str:
    """The confirmation of a spoiler limit in words."""
    event = knowledge.film.event.get(event_id)
    words = clauses.clause(knowledge.film, event) if event is not None else ""
    return LIMITS[lead].format(event=words)


def limit_reply(knowledge: Knowledge, lead: str, event_id: str = "") -> Reply:
    """The reply to what a user says of spoilers."""
    status = CLARIFY if lead == "unknown" else SMALLTALK
    return Reply(limit_text(knowledge, lead, event_id), status, (), {"form": "chat"})


def _untold(knowledge: Knowledge, answer: Answer) -> tuple[str, list]:
    film = knowledge.film
    if answer.lead in UNTOLD_REPLIES:
        return UNTOLD_REPLIES[answer.lead], []
    text = "The synopsis does not say that."
    if answer.statements:
        body, facts = _sentences(knowledge, answer.statements[:1], 36)
        return f"{text} The nearest it tells: {body}", facts
    names = [clauses.name(film, id) for id in answer.topic[:1]]
    if names and film.entities[answer.topic[0]].kind != "film":
        return f"{text} (I looked for {names[0]}.)", []
    return text, []


def _example(film: Film) -> str:
    people = [e for e in film.entities.values() if e.kind == "person" and film.events]
    agents = [clauses.subject_ids(e) for e in film.events if e.status == "happens"]
    counts = {p.id: sum(p.id in ids for ids in agents) for p in people}
    best = max(people, key=lambda p: counts[p.id]).name if people else "the hero"
    return f"What happens to {best}?"
