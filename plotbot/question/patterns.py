"""From a resolved clause to patterns: predicate, given roles, asked role, for matching with events.

A verb may have several readings (units), and a question may put its gap in the main verb or in the
infinitive under it ("what does he want to build"); each makes a pattern of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from plotbot.film.model import PLACE_ROLES
from plotbot.language.lexicon import Language, Unit
from plotbot.question import grammar
from plotbot.question.syntax import Clause, Frame, NounPhrase, Wh
from plotbot.question.units import governs

OBJECT_ROLES = ("patient", "theme", "product", "topic", "recipient", "opponent", "goal", "company")
"""Roles that the object of one verb has and another verb puts differently."""

GENERIC_VERBS = frozenset(
    {"do", "happen", "have", "get", "go", "be", "make", "take", "put", "come", ""}
)
VAGUE_VERBS = frozenset({"do", "happen", "have", "get", "be", ""})
"""Those of them that may stand for any event at all."""
MOTION = frozenset(
    {"go", "head", "fly", "travel", "return", "move", "leave", "depart", "come", "run", "flee"}
)
"""Verbs with which "where" asks for the goal."""
LIGHT_VERBS = frozenset(
    "be do happen occur take make carry perform commit conduct have begin start launch undergo"
    " experience suffer cause spark trigger provoke prompt lead bring motivate explain drive"
    " inspire".split()
) | {""}
"""Verbs that leave it to a noun to say what happens: "carry out an attack", "spark a quarrel"."""
_SAYING_LITTLE_OF_IT = frozenset("be have prompt explain motivate inspire drive".split()) | {""}
_PERFORMING = (LIGHT_VERBS - _SAYING_LITTLE_OF_IT) | frozenset(
    "give undertake commit utter pronounce swear reach arrive mount stage".split()
)
"""Those of them with which somebody does what a noun says: "make a promise"."""
_OF_WHO_ACTS = ("within", "among", "amongst", "between", "by")
_TELLING_ADVERBS = ("alone", "together", "secretly")
_ADVERBIAL_ROLES = {
    "place": PLACE_ROLES,
    "time": ("time",),
    "reason": ("reason",),
    "manner": ("means", "manner", "instrument"),
    "state": ("attribute", "manner"),
    "attribute": ("degree",),
}


@dataclass
class Slot:
    """A phrase and the roles it may fill, the likeliest first.

    ``firm``: grammar leaves no doubt that it fills one of them.
    """

    roles: tuple[str, ...]
    phrase: NounPhrase
    firm: bool = False


@dataclass
class Pattern:
    """What a fact must look like to bear on the question.

    ``itself``: what happens is what is asked for ("which promise does she make").
    ``under``: its verb completes another that says something itself ("forces X to work").
    """

    predicates: tuple[str, ...]
    verb: str
    slots: list[Slot] = field(default_factory=list)
    asked: tuple[str, ...] = ()
    asked_phrase: NounPhrase | None = None
    asked_word: str = ""
    extras: list[Extra] = field(default_factory=list)
    negated: bool = False
    relation: bool = False
    unit: Unit | None = None
    nominal: bool = False
    itself: bool = False
    under: bool = False

    @property
    def generic(self) -> bool:
        """Whether the verb says nothing of what happens ("do", "have")."""
        return not self.predicates


@dataclass
class Extra:
    """Something else the question says that a fact may bear out: predicates, entities or a word."""

    predicates: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    word: str = ""
    weight: float = 0.5


def patterns_of(clause: Clause, language: Language) -> list[Pattern]:
    """All patterns of a clause, the likeliest first."""
    found: list[Pattern] = []
    frames = clause.frames
    for depth, frame in enumerate(frames):
        gap_here = depth == len(frames) - 1
        for pattern in _frame_patterns(
            frame, clause.wh if gap_here or depth == 0 else None, language
        ):
            for other in frames:
                if other is not frame and other.verb not in GENERIC_VERBS:
                    pattern.extras.append(Extra(predicates=_predicates(other), weight=0.7))
                    pattern.extras += _phrase_extras(other.phrases, frame)
            pattern.under = depth > 0 and frames[0].verb not in GENERIC_VERBS
            found.append(pattern)
    found += _nominal_patterns(clause, language)
    extras = list(_clause_extras(clause))
    for pattern in found:
        pattern.extras += extras
    found.sort(key=lambda p: p.generic)
    return found


def _nominal_patterns(clause: Clause, language: Language) -> list[Pattern]:
    """Patterns of the nouns of action in a clause whose verb says little.

    "Where was the attack on X": an attack, its patient X, its place asked for.
    """
    frame, wh = clause.frame, clause.wh
    found = _asked_itself(frame, wh, language)
    asked = _asked_of_noun(frame, wh)
    if wh is None or not asked:
        return found
    for phrase in (frame.subject, frame.object, *(p for _, p in frame.prepositions)):
        if phrase is None or not phrase.events or phrase.ids:
            continue
        predicates = tuple(p.id for p in language.predicates_by_noun.get(phrase.head, ()))
        pattern = Pattern(predicates, phrase.head, nominal=True, asked=asked)
        pattern.asked_word, pattern.asked_phrase = wh.word, wh.phrase
        pattern.slots += _nominal_slots(phrase, clause)
        pattern.extras += [Extra(word=word, weight=0.3) for word in phrase.modifiers]
        found.append(pattern)
    return found


def _asked_itself(frame: Frame, wh: Wh | None, language: Language) -> list[Pattern]:
    """The pattern of a noun of action that is asked for: "what promise does she make"."""
    phrase = wh.phrase if wh is not None and wh.word in ("what", "which") else None
    if wh is None or phrase is None or phrase.mentions or frame.verb not in _PERFORMING:
        return []
    predicates = tuple(p.id for p in language.predicates_by_noun.get(phrase.head, ()))
    if not predicates or wh.function not in ("subject", "object"):
        return []
    pattern = Pattern(predicates, phrase.head, nominal=True, itself=True, asked=("content",))
    pattern.asked_word = wh.word
    doers = [p for word, p in frame.prepositions if word == "by"]
    doers += [frame.subject] if frame.subject is not None and not frame.passive else []
    pattern.slots += [Slot(("agent", *OBJECT_ROLES), p) for p in doers]
    pattern.extras += [Extra(word=word, weight=0.3) for word in phrase.modifiers]
    return [pattern]


def _asked_of_noun(frame: Frame, wh: Wh | None) -> tuple[str, ...]:
    """The roles of a noun of action that may be asked for; none where the verb says enough."""
    if wh is None or frame.verb not in LIGHT_VERBS:
        return ()
    if wh.function in _ADVERBIAL_ROLES:
        return _ADVERBIAL_ROLES[wh.function]
    if wh.function == "subject" and frame.verb not in ("be", "", "happen", "occur"):
        return ("reason",) if wh.word == "what" else ("agent",)
    return ()


def _nominal_slots(noun: NounPhrase, clause: Clause) -> Iterable[Slot]:
    """Who may have to do with a noun of action: its possessor, and those behind a preposition."""
    if noun.possessor is not None:
        yield Slot(("agent", *OBJECT_ROLES), noun.possessor)
    if noun.of is not None:
        yield Slot((*OBJECT_ROLES, "agent", "source"), noun.of)
    for preposition, phrase in (*clause.frame.prepositions, *clause.fronted):
        roles = grammar.DEFAULT_PREPOSITION_ROLES.get(preposition)
        if phrase is not noun and roles is not None:
            likeliest = "agent" if preposition in _OF_WHO_ACTS else "patient"
            yield Slot((likeliest, *roles), phrase)


def _predicates(frame: Frame) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unit.predicate for unit in frame.units))


def _phrase_extras(phrases: Iterable[NounPhrase], frame: Frame | None) -> list[Extra]:
    own = {id(p) for p in frame.phrases} if frame else set()
    found = []
    for phrase in phrases:
        if id(phrase) in own or phrase.wh:
            continue
        found += extras_of(phrase)
    return found


def extras_of(phrase: NounPhrase, weight: float = 0.6) -> list[Extra]:
    """What a phrase that fills no role says all the same."""
    if phrase.ids and not phrase.is_class:
        return [Extra(ids=phrase.ids, weight=weight)]
    found = [Extra(word=word, weight=weight * 0.7) for word in phrase.words if len(word) > 2]
    for inner in (phrase.of, phrase.possessor):
        if inner is not None:
            found += extras_of(inner, weight)
    return found


def _clause_extras(clause: Clause) -> Iterable[Extra]:
    for _, phrase in clause.fronted:
        if not phrase.wh:
            yield from extras_of(phrase)
    for nested in clause.nested:
        if nested.marker == "if":
            continue
        for frame in nested.frames:
            if frame.verb not in GENERIC_VERBS:
                yield Extra(predicates=_predicates(frame), weight=0.5)
            for phrase in frame.phrases:
                yield from extras_of(phrase, 0.4)
        yield from _clause_extras(nested)


def _frame_patterns(frame: Frame, wh: Wh | None, language: Language) -> list[Pattern]:
    units: list[Unit | None] = list(frame.units)
    if frame.verb in ("do", "happen") and wh is not None and wh.function in ("object", "subject"):
        units = [u for u in units if u is None or not governs(u) or len(u.words) > 2]
    if frame.verb in VAGUE_VERBS and not any(len(u.words) > 1 + governs(u) for u in frame.units):
        units = [*units, None]
    elif not units:
        units = [None]
    made = [_pattern(frame, unit, wh, language) for unit in units]
    return [pattern for pattern in made if pattern is not None]


def _pattern(frame: Frame, unit: Unit | None, wh: Wh | None, language: Language) -> Pattern | None:
    """The pattern of one reading of a verb; None where its preposition is not there."""
    roles = _roles(frame, unit, language)
    governed = unit.words[-1] if unit is not None and governs(unit) else ""
    prepositions = [preposition for preposition, _ in frame.prepositions]
    if governed and governed not in (*frame.stranded, *prepositions):
        return None
    pattern = Pattern(
        (unit.predicate,) if unit else (),
        frame.verb,
        negated=frame.negated,
        relation=unit is not None and _is_relation(unit, language),
        unit=unit,
    )
    if frame.subject is not None:
        pattern.slots.append(Slot(roles.subject, frame.subject, True))
    if frame.object is not None:
        pattern.slots.append(Slot(roles.object, frame.object, roles.firm_object))
    if frame.second_object is not None:
        pattern.slots.append(Slot(roles.object, frame.second_object))
    free = not governed or governed in frame.stranded
    governed_at = None if free else prepositions.index(governed)
    for index, (preposition, phrase) in enumerate(frame.prepositions):
        if index == governed_at:
            pattern.slots.append(Slot(roles.object, phrase, True))
        elif preposition in grammar.TIME_PREPOSITIONS or _is_time(preposition, phrase):
            pattern.extras += extras_of(phrase, 0.3)
        else:
            by_agent = preposition == "by" and frame.passive
            pattern.slots.append(Slot(roles.behind(preposition), phrase, by_agent))
    for word in frame.adverbs:
        if word in _TELLING_ADVERBS:
            pattern.extras.append(Extra(word=word, weight=0.2))
    if wh is not None:
        pattern.asked_word, pattern.asked_phrase = wh.word, wh.phrase
        pattern.asked = _asked(wh, frame, governed, roles)
    return pattern


def _is_time(preposition: str, phrase: NounPhrase) -> bool:
    """Whether a phrase says when: "on the night of the feast"."""
    return preposition in ("on", "at", "in") and phrase.head in grammar.TIME_NOUNS


def _asked(wh: Wh, frame: Frame, governed: str, roles: _Roles) -> tuple[str, ...]:
    """The roles that a wh-word may ask for, by its place in the clause."""
    if wh.function == "subject":
        return roles.subject
    taken = any(preposition == governed for preposition, _ in frame.prepositions)
    if wh.function in ("object", "predicative"):
        return roles.object
    if governed and wh.function == governed and not taken:
        return roles.object
    if wh.function == "place" and frame.verb in MOTION:
        return ("goal", "place")
    if wh.function in _ADVERBIAL_ROLES:
        return _ADVERBIAL_ROLES[wh.function]
    return roles.behind(wh.function) if wh.function else ()


@dataclass(frozen=True)
class _Roles:
    """The roles of what stands round a verb in one of its readings, the likeliest first.

    ``object`` is also the phrase behind a preposition that belongs to the verb. ``firm_object``:
    it can be nothing else. ``by``: behind "by". ``prepositions``: behind others.
    """

    subject: tuple[str, ...]
    object: tuple[str, ...]
    firm_object: bool
    by: tuple[str, ...]
    prepositions: tuple[Mapping[str, str], ...]

    def behind(self, preposition: str) -> tuple[str, ...]:
        """The roles of a phrase behind a preposition."""
        own = [listed[preposition] for listed in self.prepositions if preposition in listed]
        if preposition == "by":
            return tuple(dict.fromkeys((*own, *self.by)))
        default = grammar.DEFAULT_PREPOSITION_ROLES.get(preposition, ())
        return tuple(dict.fromkeys((*own, *default)))


def _roles(frame: Frame, unit: Unit | None, language: Language) -> _Roles:
    """The roles round a verb in the frame of a unit; the passive turns subject and object about."""
    predicate = language.predicates.get(unit.predicate) if unit else None
    is_relation = unit is not None and _is_relation(unit, language)
    intransitive = unit is not None and unit.object is None and not is_relation
    subject = (unit.subject if unit else None) or (predicate.subject if predicate else None)
    likeliest = (unit.object if unit else None) or ("from" if is_relation else "patient")
    objects = (likeliest, *(role for role in OBJECT_ROLES if role != likeliest))
    prepositions = tuple(known.prepositions for known in (unit, predicate) if known is not None)
    doer = subject or "agent"
    if frame.passive and not intransitive:
        return _Roles(objects, objects, False, (doer, "instrument"), prepositions)
    subjects = (doer,) if doer != "patient" else ("patient", "theme", "agent")
    by = ("agent", "instrument", "means")
    return _Roles(subjects, objects, not intransitive, by, prepositions)


def _is_relation(unit: Unit, language: Language) -> bool:
    """Whether a unit is for what holds between two ("own"), not for what happens."""
    return unit.predicate in language.relations and (
        unit.subject in ("from", "to") or unit.predicate not in language.predicates
    )
