"""Drafts events: reads each clause of a sentence as the parser reads a statement.

    drafted = draft_events(knowledge)
    drafted.events       one for every clause that was read, in the order of the text
    drafted.unread       the clauses that were not, and why

A clause is read when its verb leads to one predicate and its subject to somebody in the cast; what
stands around the verb gets its likeliest role. It never guesses at negation or at "may".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from plotbot.drafting.clauses import REASONS, Clause, count_verbs, cut
from plotbot.film.model import PEOPLE, ROLES, Event, Fact, Filler
from plotbot.knowledge import Knowledge
from plotbot.language import inflection
from plotbot.language.words import ARTICLES
from plotbot.question import grammar
from plotbot.question.patterns import Pattern, patterns_of
from plotbot.question.reading import Reading, read
from plotbot.question.syntax import Frame, NounPhrase
from plotbot.question.text import Segment
from plotbot.yamlfile import nearest

_SAID_ADVERB = re.compile(r"\b([a-z]+ly) ")
_TIMES = frozenset(
    "second minute hour day night morning evening afternoon noon midnight dawn dusk week weekend "
    "month year decade century season spring summer autumn winter moment time while age childhood "
    "youth end beginning meantime monday tuesday wednesday thursday friday saturday sunday".split()
)
_POSSESSED = re.compile(r"['’]s?$")


@dataclass(frozen=True)
class Unread:
    """A clause that no draft tells, and what kept it from being read."""

    sentence: int
    clause: str
    why: str


@dataclass(frozen=True)
class DraftedEvents:
    """What came of a text."""

    events: tuple[Event, ...] = ()
    unread: tuple[Unread, ...] = ()


class _NotRead(Exception):
    """A clause cannot be read; says why."""


@dataclass
class _Thread:
    """Whom the text is about: the last subject, and who was named in this sentence and before."""

    subject: tuple[str, ...] = ()
    named: list[list[str]] = field(default_factory=lambda: [[], []])

    def next_sentence(self) -> None:
        """Forgets whom the sentence before the last one named."""
        self.named = [[], self.named[0]]

    def mention(self, ids: Iterable[str]) -> None:
        """Notes some as named in this sentence."""
        self.named[0] += [id for id in ids if id not in self.named[0]]

    def whom(self, knowledge: Knowledge, pronoun: str, but: Sequence[str] = ()) -> str | None:
        """Who a pronoun stands for; None where it may be one of several."""
        entities = knowledge.film.entities
        kind = grammar.PRONOUNS[pronoun]

        def fits(id: str) -> bool:
            return id not in but and id in entities and entities[id].pronoun == kind

        if len(self.subject) == 1 and fits(self.subject[0]):
            return self.subject[0]
        found = {id for ids in self.named for id in ids if fits(id)}
        return found.pop() if len(found) == 1 else None


def draft_events(knowledge: Knowledge, skip: Iterable[tuple[int, str]] = ()) -> DraftedEvents:
    """Events of the clauses that nothing in the film quotes yet, each marked as a draft.

    Args:
        skip: sentence and quote of clauses to leave alone: drafted before, and struck out.
    """
    film = knowledge.film
    known = set(skip)
    quotes: dict[int, list[str]] = {}
    facts: tuple[Fact, ...] = (*film.events, *film.bonds)
    for fact in facts:
        quotes.setdefault(fact.sentence, []).append(fact.quote)
    events: list[Event] = []
    unread: list[Unread] = []
    ids = {*film.event, *film.bond, *film.entities}
    thread = _Thread()
    for number, sentence in enumerate(film.sentences, 1):
        clauses = cut(sentence, _name_spans(knowledge, sentence))
        made: list[tuple[Clause, Event | None]] = []
        thread.next_sentence()
        for index, clause in enumerate(clauses):
            told = any(_overlap(sentence, clause, quote) for quote in quotes.get(number, ()))
            before = thread.subject
            try:
                event = _read(knowledge, thread, number, clauses, index)
            except _NotRead as reason:
                if clause.subject == "own" and thread.subject is before:
                    thread.subject = ()
                if not told and (number, clause.quote) not in known:
                    unread.append(Unread(number, clause.quote, str(reason)))
                made.append((clause, None))
                continue
            if told or (number, clause.quote) in known:
                made.append((clause, None))
                continue
            event = replace(event, id=_free(event.id, ids), part=_part(knowledge, number))
            ids.add(event.id)
            made.append((clause, event))
        events += _linked(made)
    return DraftedEvents(tuple(replace(e, order=n) for n, e in enumerate(events)), tuple(unread))


def _name_spans(knowledge: Knowledge, sentence: str) -> list[tuple[int, int]]:
    return [
        (mention.start, mention.end)
        for mention in knowledge.names.find(sentence)
        if not mention.guessed and any(c.isupper() for c in mention.text)
    ]


def _overlap(sentence: str, clause: Clause, quote: str) -> bool:
    start = sentence.find(quote)
    return start >= 0 and start < clause.end and clause.start < start + len(quote)


def _free(id: str, taken: set[str]) -> str:
    made, number = id, 2
    while made in taken:
        made, number = f"{id}_{number}", number + 1
    return made


def _part(knowledge: Knowledge, number: int) -> str:
    return "ending" if number == len(knowledge.film.sentences) else "story"


def _linked(made: Sequence[tuple[Clause, Event | None]]) -> list[Event]:
    """The events of a sentence, a clause with "because" as the reason of the one beside it."""
    events = [event for _, event in made]
    for index, (clause, event) in enumerate(made):
        if clause.joint not in REASONS or event is None:
            continue
        other = index - 1 if index else index + 1
        told = events[other] if 0 <= other < len(events) else None
        if told is not None:
            events[other] = replace(told, links={**told.links, "because": (event.id,)})
    return [event for event in events if event is not None]


def _read(
    knowledge: Knowledge, thread: _Thread, number: int, clauses: Sequence[Clause], index: int
) -> Event:
    """The event of a clause.

    Raises:
        _NotRead: when it cannot be read.
    """
    clause = clauses[index]
    body, manner = _without_adverb(clause.body)
    subject = _subject_before(knowledge, thread, number, clauses, index)
    reading = _reading(knowledge, _statement(knowledge, clause, body, subject))
    frame = reading.clause.frame
    _resolve(knowledge, thread, frame)
    if frame.subject is not None and frame.subject.ids and clause.subject != "noun":
        thread.subject = frame.subject.ids
    thread.mention(i for phrase in frame.phrases for i in phrase.ids)
    if frame.negated:
        raise _NotRead("it says what is not so")
    if frame.auxiliary in grammar.MODALS:
        raise _NotRead(f"it says what {frame.auxiliary} be, not what is")
    if reading.clause.nested or count_verbs(body) > 1:
        raise _NotRead("it has a clause within it")
    if not frame.verb or reading.clause.wh is not None:
        raise _NotRead("no verb was found")
    if frame.verb == "be" and not frame.passive:
        raise _NotRead("it says what somebody is: write a bond, or what the text `calls` them")
    if frame.subject is None:
        raise _NotRead("who does it is not clear")
    pattern = _pattern(knowledge, reading)
    roles = _roles(knowledge, pattern, frame)
    if manner:
        roles["manner"] = (Filler(manner),)
    agent = next((r for r in ("agent", "patient", "theme") if r in roles), None)
    if agent is None:
        raise _NotRead("who does it is not clear")
    passive = frame.passive
    subject_role = _role_of(frame.subject, pattern, roles) or agent
    who = [i for f in roles[subject_role] for i in f.entities]
    others = [i for r, f in roles.items() if r != subject_role for x in f for i in x.entities]
    if set(who) & set(others):
        raise _NotRead("whom it is done to is not clear")
    named = "_".join([*who[:1], pattern.predicates[0], *others[:1]])
    return Event(
        id=named or pattern.predicates[0],
        predicate=pattern.predicates[0],
        say=_say(knowledge, frame, body, manner, passive),
        sentence=number,
        quote=clause.quote,
        order=0,
        roles=roles,
        subject=subject_role,
        draft=clause.quote,
    )


def _reading(knowledge: Knowledge, text: str) -> Reading:
    return read(knowledge, Segment(text, False))


def _resolve(knowledge: Knowledge, thread: _Thread, frame: Frame) -> None:
    """Gives the pronouns of a clause those whom they stand for.

    Raises:
        _NotRead: when that is not clear.
    """
    subject: tuple[str, ...] = ()
    for phrase in frame.phrases:
        if phrase.pronoun in grammar.PRONOUNS and not phrase.mentions and not phrase.head:
            reflexive = phrase.pronoun.endswith(("self", "selves"))
            id = subject[0] if reflexive and subject else None
            id = id or thread.whom(knowledge, phrase.pronoun, subject)
            if id is None:
                raise _NotRead(f"whom `{phrase.pronoun}` stands for is not clear")
            phrase.ids = (id,)
        if phrase is frame.subject:
            subject = phrase.ids


def _without_adverb(body: str) -> tuple[str, str]:
    """A clause without an adverb of manner before its verb, and that adverb."""
    for match in _SAID_ADVERB.finditer(body):
        following = re.match(r"[a-z]+", body[match.end() :])
        if following and inflection.lemma_of_verb(following.group()) and match.start() < 60:
            return body[: match.start()] + body[match.end() :], match.group(1)
    return body, ""


def _subject_before(
    knowledge: Knowledge, thread: _Thread, number: int, clauses: Sequence[Clause], index: int
) -> tuple[str, ...]:
    """Whom a clause without a subject of its own is about; empty for one that has its own."""
    clause = clauses[index]
    if clause.subject == "own":
        return ()
    if clause.subject == "noun":
        before = knowledge.film.sentence(number)[: clause.start]
        last = [m for m in knowledge.names.find(before) if not m.guessed]
        if clause.joint not in ("who", "which") or not last or before[last[-1].end :].strip(" ,"):
            raise _NotRead(f"whom `{clause.joint}` stands for is not clear")
        return last[-1].ids[:1]
    if clause.subject == "next":
        following = next((c for c in clauses[index + 1 :] if c.subject == "own"), None)
        if following is not None:
            frame = _reading(knowledge, following.body).clause.frame
            if frame.subject is not None and frame.subject.ids:
                return frame.subject.ids
    elif thread.subject:
        return thread.subject
    raise _NotRead("who does it is not clear")


def _statement(knowledge: Knowledge, clause: Clause, body: str, subject: tuple[str, ...]) -> str:
    """A clause as a statement of its own, with its subject in front and a finite verb."""
    if clause.subject == "own" or not subject:
        return body
    names = " and ".join(knowledge.film.entities[id].name for id in subject)
    first, _, rest = body.partition(" ")
    lemmas = inflection.lemma_of_verb(first.lower())
    if first.lower() in grammar.AUXILIARIES - {"having", "being"} or not lemmas:
        return f"{names} {body}"
    forms = inflection.forms(lemmas[0])
    if first.lower() == "having":
        return f"{names} has {rest}"
    if first.lower() == forms.gerund:
        return f"{names} {forms.third} {rest}".strip()
    opening = clause.subject == "next"
    if first.lower() == forms.participle and (opening or rest.startswith("by ")):
        return f"{names} is {body}"
    return f"{names} {first.lower()} {rest}".strip()


def _pattern(knowledge: Knowledge, reading: Reading) -> Pattern:
    """The one pattern of a statement: that of the plain verb, or the only one there is."""
    language, frame = knowledge.language, reading.clause.frame
    patterns = [
        p
        for p in patterns_of(reading.clause, language)
        if p.unit is not None and not p.relation and not p.nominal and p.verb == frame.verb
    ]
    if not patterns:
        known = [*language.predicates, *language.units_by_first_lemma]
        raise _NotRead(f"no predicate for `{frame.verb}`: {nearest(frame.verb, known)}")
    own = [p for p in patterns if p.predicates[0] == frame.verb]
    if own:
        return own[0]
    longest = max(len(p.unit.words) for p in patterns if p.unit)
    best = [p for p in patterns if p.unit and len(p.unit.words) == longest]
    phrase = best[0].unit.phrase if best[0].unit else ""
    named = [p for p in best if p.predicates[0] == phrase.replace(" ", "_")]
    ids = dict.fromkeys(p.predicates[0] for p in named or best)
    if len(ids) > 1:
        raise _NotRead(f"`{phrase}` may be {', '.join(ids)}")
    return (named or best)[0]


def _roles(knowledge: Knowledge, pattern: Pattern, frame: Frame) -> dict[str, tuple[Filler, ...]]:
    """What fills which role; a role that is taken gives way to the next likely one."""
    roles: dict[str, tuple[Filler, ...]] = {}
    for slot in pattern.slots:
        fillers = _fillers(knowledge, slot.phrase)
        wanted = [role for role in slot.roles if role in ROLES]
        if slot.phrase is frame.subject and not fillers:
            raise _NotRead(f"who `{slot.phrase.text}` is is not clear")
        if slot.phrase is frame.second_object and not _gives(knowledge, frame):
            continue
        if slot.phrase is frame.object and _gives(knowledge, frame):
            wanted = ["recipient"]
        if slot.phrase.head in _TIMES:
            roles.setdefault("time", (Filler(slot.phrase.text),))
        elif fillers and wanted:
            roles.setdefault(wanted[0], fillers)
    return roles


def _gives(knowledge: Knowledge, frame: Frame) -> bool:
    """Whether a verb has two objects: whom something is given to, and what."""
    one, other = frame.object, frame.second_object
    if one is None or other is None or not one.ids:
        return False
    return knowledge.film.entities[one.ids[0]].kind in PEOPLE and not other.mentions


def _fillers(knowledge: Knowledge, phrase: NounPhrase) -> tuple[Filler, ...]:
    """A noun phrase as entities, else as a phrase with the names in it as entities."""
    film = knowledge.film
    whole = not (phrase.of or phrase.possessor or phrase.modifiers) or bool(phrase.parts)
    if phrase.ids and (whole or phrase.mentions and not phrase.possessor):
        return tuple(Filler(film.entities[id].name, id) for id in phrase.ids)
    if phrase.pronoun or phrase.wh:
        return ()
    text = _with_ids(knowledge, phrase.text)
    return (Filler(text),) if " " in text else ()


def _role_of(
    phrase: NounPhrase | None, pattern: Pattern, roles: dict[str, tuple[Filler, ...]]
) -> str | None:
    slot = next((s for s in pattern.slots if s.phrase is phrase), None)
    return next((r for r in slot.roles if r in roles), None) if slot else None


def _say(knowledge: Knowledge, frame: Frame, body: str, manner: str, passive: bool) -> str:
    """The verb phrase of a clause, its verb in the base form, names as ids."""
    for match in re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", body):
        word = match.group()
        if word[0].islower() and frame.verb in inflection.lemma_of_verb(word):
            singular = re.search(
                r"\b(?:an?|the) (?:[a-z-]+ )*[a-z-]+[^s ] $", body[: match.start()]
            )
            if inflection.lemma_of_verb(word)[0] == word and singular:
                raise _NotRead(f"`{word}` may be no verb here")
            break
    else:
        raise _NotRead("its verb was not found again")
    rest = _with_ids(knowledge, body[match.end() :].strip(" ,.;:"))
    for pronoun, id in _pronouns(frame):
        if re.search(rf"\b{pronoun}\b", rest):
            rest = re.sub(rf"\b{pronoun}\b", f"{{{id}}}", rest, count=1)
    verb = f"be {inflection.forms(frame.verb).participle}" if passive else frame.verb
    return " ".join(part for part in (verb, rest, manner) if part)


def _pronouns(frame: Frame) -> list[tuple[str, str]]:
    """Pronouns behind the verb that stand for one entity."""
    phrases = [frame.object, frame.second_object, *(phrase for _, phrase in frame.prepositions)]
    return [
        (p.pronoun, p.ids[0])
        for p in phrases
        if p is not None and p.pronoun in ("him", "her", "it", "them") and len(p.ids) == 1
    ]


def _with_ids(knowledge: Knowledge, text: str) -> str:
    """A text with the names in it as ids in braces."""
    made, at = "", 0
    for mention in knowledge.names.find(text):
        if mention.guessed or len(mention.ids) != 1:
            continue
        entity = knowledge.film.entities[mention.ids[0]]
        before, after = text[at : mention.start], text[mention.end :]
        common = mention.text.lower() == mention.text
        if common and not (
            before.endswith("the ") and re.match(r"$|[,;.]| (?:and|to|in)\b", after)
        ):
            continue
        if entity.name.split()[0] in ARTICLES:
            before = re.sub(r"\b(?:[Tt]he|an?) $", "", before)
        ending = _POSSESSED.search(mention.text) if mention.possessive else None
        possessive = "'s" if ending else ""
        made += before + "{" + entity.id + "}" + possessive
        at = mention.end
    return made + text[at:]
