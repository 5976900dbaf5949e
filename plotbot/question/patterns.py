"""From a resolved clause to patterns: predicate, given roles, asked role, for matching with events.

A verb may have several readings (units), and a question may put its gap in the main verb or in the
infinitive under it ("what does he want to build"); each makes a pattern of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

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
_ADVERBIAL_ROLES = {
    "place": ("place", "goal", "source"),
    "time": ("time",),
    "reason": ("reason",),
    "manner": ("means", "manner", "instrument"),
    "state": ("attribute", "manner"),
    "attribute": ("degree",),
}


@dataclass
class Slot:
    """A phrase and the roles it may fill, the likeliest first; ``firm`` when grammar leaves no doubt."""

    roles: tuple[str, ...]
    phrase: NounPhrase
    firm: bool = False


@dataclass
class Pattern:
    """What a fact must look like to bear on the question.

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


LIGHT_VERBS = frozenset(
    {
        *(
            "be",
            "",
            "do",
            "happen",
            "occur",
            "take",
            "make",
            "carry",
            "perform",
            "commit",
            "conduct",
            "have",
        ),
        *(
            "begin",
            "start",
            "launch",
            "undergo",
            "experience",
            "suffer",
            "cause",
            "spark",
            "trigger",
        ),
        *("provoke", "prompt", "lead", "bring", "motivate", "explain", "drive", "inspire"),
    }
)
"""Verbs that leave it to a noun to say what happens: "carry out an attack", "spark a quarrel"."""


def _nominal_patterns(clause: Clause, language: Language) -> list[Pattern]:
    """Patterns of the nouns of action in a clause whose verb says little: "where was the attack on X"."""
    frame, wh = clause.frame, clause.wh
    if frame.verb not in LIGHT_VERBS or wh is None:
        return []
    found = []
    for phrase in (frame.subject, frame.object, *(p for _, p in frame.prepositions)):
        if phrase is None or not phrase.events or phrase.ids:
            continue
        predicates = tuple(p.id for p in language.predicates_by_noun.get(phrase.head, ()))
        pattern = Pattern(predicates, phrase.head, nominal=True)
        pattern.asked_word, pattern.asked_phrase = wh.word, wh.phrase
        if wh.function in _ADVERBIAL_ROLES:
            pattern.asked = _ADVERBIAL_ROLES[wh.function]
        elif wh.function == "subject" and frame.verb not in ("be", "", "happen", "occur"):
            pattern.asked = ("reason",) if wh.word == "what" else ("agent",)
        else:
            continue
        if phrase.possessor is not None:
            pattern.slots.append(Slot(("agent", *OBJECT_ROLES), phrase.possessor))
        if phrase.of is not None:
            pattern.slots.append(Slot((*OBJECT_ROLES, "agent", "source"), phrase.of))
        for preposition, other in (*frame.prepositions, *clause.fronted):
            if other is not phrase and preposition in grammar.DEFAULT_PREPOSITION_ROLES:
                inside = preposition in ("within", "among", "amongst", "between", "by")
                roles = (
                    "agent" if inside else "patient",
                    *grammar.DEFAULT_PREPOSITION_ROLES[preposition],
                )
                pattern.slots.append(Slot(roles, other))
        pattern.extras += [Extra(word=word, weight=0.3) for word in phrase.modifiers]
        found.append(pattern)
    return found


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
    for preposition, phrase in clause.fronted:
        if not phrase.wh:
            yield from extras_of(phrase)
    for nested in clause.nested:
        if nested.marker in ("if",):
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
    if frame.verb in VAGUE_VERBS and not any(
        len(u.words) > 1 and not governs(u) for u in frame.units
    ):
        units = [*units, None]
    elif not units:
        units = [None]
    made = [_pattern(frame, unit, wh, language) for unit in units]
    return [pattern for pattern in made if pattern is not None]


def _pattern(frame: Frame, unit: Unit | None, wh: Wh | None, language: Language) -> Pattern | None:
    """The pattern of one reading of a verb; None where its preposition is not there."""
    is_relation = (
        unit is not None
        and unit.predicate in language.relations
        and (unit.subject in ("from", "to") or unit.predicate not in language.predicates)
    )
    predicate = language.predicates.get(unit.predicate) if unit else None
    subject = (unit.subject if unit else None) or (predicate.subject if predicate else "agent")
    obj = (unit.object if unit else None) or ("patient" if not is_relation else "from")
    intransitive = unit is not None and unit.object is None and not is_relation
    pattern = Pattern(
        (unit.predicate,) if unit else (),
        frame.verb,
        negated=frame.negated,
        relation=is_relation,
        unit=unit,
    )
    object_roles = (obj, *(r for r in OBJECT_ROLES if r != obj))
    subject_roles = (subject,) if subject != "patient" else ("patient", "theme", "agent")
    if frame.passive and not intransitive:
        subject_roles, by_roles = object_roles, (subject, "instrument")
    else:
        by_roles = ("agent", "instrument", "means")
    if frame.subject is not None:
        pattern.slots.append(Slot(subject_roles, frame.subject, True))
    if frame.object is not None:
        if frame.passive and not intransitive:
            pattern.slots.append(Slot(object_roles, frame.object))
        else:
            pattern.slots.append(Slot(object_roles, frame.object, not intransitive))
    governed = unit.words[-1] if unit is not None and governs(unit) else ""
    if governed and governed not in frame.stranded:
        index = next((i for i, (p, _) in enumerate(frame.prepositions) if p == governed), None)
        if index is None:
            return None
    else:
        index = None
    if frame.second_object is not None:
        pattern.slots.append(Slot(object_roles, frame.second_object))
    for number, (preposition, phrase) in enumerate(frame.prepositions):
        if number == index:
            roles = subject_roles if frame.passive and not intransitive else object_roles
            pattern.slots.append(Slot(roles, phrase, True))
            continue
        if preposition in grammar.TIME_PREPOSITIONS:
            pattern.extras += extras_of(phrase, 0.3)
            continue
        roles = _preposition_roles(preposition, unit, predicate, by_roles)
        pattern.slots.append(Slot(roles, phrase, preposition == "by" and frame.passive))
    for word in frame.adverbs:
        if word in ("alone", "together", "secretly"):
            pattern.extras.append(Extra(word=word, weight=0.2))
    if wh is not None:
        pattern.asked_word, pattern.asked_phrase = wh.word, wh.phrase
        if wh.function == "subject":
            pattern.asked = (
                subject_roles if not (frame.passive and not intransitive) else object_roles
            )
        elif wh.function in ("object", "predicative") or governed and wh.function == governed:
            pattern.asked = object_roles
        elif wh.function == "place" and frame.verb in MOTION:
            pattern.asked = ("goal", "place")
        elif wh.function in _ADVERBIAL_ROLES:
            pattern.asked = _ADVERBIAL_ROLES[wh.function]
        elif wh.function in grammar.DEFAULT_PREPOSITION_ROLES or wh.function:
            pattern.asked = _preposition_roles(wh.function, unit, predicate, by_roles)
    return pattern


def _preposition_roles(
    preposition: str, unit: Unit | None, predicate: object, by_roles: tuple[str, ...]
) -> tuple[str, ...]:
    own: list[str] = []
    if unit is not None and preposition in unit.prepositions:
        own.append(unit.prepositions[preposition])
    mapping = getattr(predicate, "prepositions", {})
    if preposition in mapping:
        own.append(mapping[preposition])
    default = (
        by_roles if preposition == "by" else grammar.DEFAULT_PREPOSITION_ROLES.get(preposition, ())
    )
    return tuple(dict.fromkeys([*own, *default]))
