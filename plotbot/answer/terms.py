"""What a question says, word by word: names, verbs, verb phrases and nouns, however it is built.

The parser may misread how an unusual sentence hangs together; what its words may mean stays. Each
content word becomes a term with all its meanings; a verb phrase of several words ("put to death")
is one term wherever its words stand in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plotbot.film.index import lemmas_of
from plotbot.language.inflection import lemma_of_verb, noun_lemma
from plotbot.language.lexicon import Language, Unit
from plotbot.question import grammar
from plotbot.question.patterns import GENERIC_VERBS
from plotbot.question.reading import Reading
from plotbot.question.syntax import Clause, NounPhrase, Token
from plotbot.question.tokens import CLOSED

NAME, REFERENCE, VERB, WORD = 1.4, 1.0, 1.0, 0.8
ASKED = 0.5
"""What a noun weighs that says what is asked for ("which city"), as a share of other nouns."""
_REACH, _OBJECT_REACH = 1, 5
_EMPTY = frozenset(
    "film movie story plot thing stuff one person guy man woman people character somebody someone"
    " part scene kind sort type way name time end beginning whole entire other own course place"
    " reason case fact answer question picture tale narrative point moment manner tell say know"
    " show explain describe list give mean want seem much long old many".split()
)
"""Words that tell no fact from another."""
_TELLING = frozenset({"tell", "say", "know", "show", "explain"})
"""Those of them that do where they are the verb of the question itself."""


@dataclass(frozen=True)
class Term:
    """Something a question says: all it may mean, and how much it weighs.

    ``ids`` are entities, ``predicates`` ids of predicates or relations. ``needed``: a name; a fact
    that does not tell it can hardly be meant. ``main``: what the question is about, its verb or
    the noun that it asks for.
    """

    ids: tuple[str, ...] = ()
    predicates: tuple[str, ...] = ()
    word: str = ""
    weight: float = 1.0
    needed: bool = False
    main: bool = False


def terms_of(
    reading: Reading, language: Language, without: frozenset[str] = frozenset()
) -> tuple[Term, ...]:
    """The terms of a question, each once, in the order of its words.

    ``without``: lemmas of words that only say what is asked for.
    """
    heads = _described(reading)
    asked = _asked_nouns(reading)
    absorbed = _absorbed(reading)
    main = asked | _main_words(reading)
    named = {id for token in reading.tokens if token.mention for id in token.mention.ids}
    found = [term for term in _references(reading) if not named & set(term.ids)]
    idioms, taken = _idioms(reading.tokens, language, main)
    found += idioms
    for position, token in enumerate(reading.tokens):
        if position in taken or (without | absorbed) & {token.lower, *lemmas_of(token.lower)}:
            continue
        term = _term(token, language, heads, asked, main)
        if term is not None:
            found.append(term)
    return tuple(dict.fromkeys(found))


def _term(
    token: Token,
    language: Language,
    heads: dict[str, tuple[str, ...]],
    asked: set[str],
    main: set[str],
) -> Term | None:
    if token.mention is not None:
        ids = tuple(id for id in token.mention.ids if id != "film")
        return Term(ids=ids, weight=NAME, needed=True) if ids else None
    word = token.lower
    if not token.is_word or len(word) < 3 or word in CLOSED or word in grammar.NUMBER_WORDS:
        return None
    lemmas = (word, *lemmas_of(word))
    if any(lemma in GENERIC_VERBS for lemma in lemmas):
        return None
    is_main = bool(main & set(lemmas))
    if not (is_main and main & _TELLING) and any(lemma in _EMPTY for lemma in lemmas):
        return None
    predicates = tuple(dict.fromkeys(_meanings(word, language)))
    head = next((heads[lemma] for lemma in lemmas if lemma in heads), ())
    weight = WORD * (ASKED if asked & set(lemmas) else 1.0)
    return Term(head, predicates, word, weight, main=is_main)


def _meanings(word: str, language: Language) -> Iterator[str]:
    """Predicates and relations that a single word may stand for, as verb or as noun."""
    for lemma in lemma_of_verb(word):
        for unit in (
            *language.units_by_first_lemma.get(lemma, ()),
            *language.relation_units_by_first_lemma.get(lemma, ()),
        ):
            if len(unit.words) == 1 or _only_preposition(unit):
                yield unit.predicate
    for lemma in lemmas_of(word):
        for meanings in (
            language.predicates_by_noun,
            language.by_agent_noun,
            language.by_patient_noun,
            language.relations_by_word,
        ):
            yield from (meaning.id for meaning in meanings.get(lemma, ()))


def _only_preposition(unit: Unit) -> bool:
    """Whether a verb phrase is a verb with a preposition, which a question may leave elsewhere."""
    return len(unit.words) == 2 and unit.words[1] in grammar.PREPOSITIONS


# -- verb phrases ----------------------------------------------------------------------------------


def _idioms(tokens: list[Token], language: Language, main: set[str]) -> tuple[list[Term], set[int]]:
    """Verb phrases of several words, the longest at each verb, and the positions they take."""
    words = [_forms(token) for token in tokens]
    present = set().union(*words) if words else set()
    found: list[Term] = []
    taken: set[int] = set()
    for position, token in enumerate(tokens):
        if token.mention is not None or position in taken:
            continue
        best: dict[str, tuple[int, ...]] = {}
        size = 1
        for unit in _units(token, language):
            rest = unit.words[1:]
            if not rest or not all(w in present or w in ("*", "one's") for w in rest):
                continue
            if all(w in grammar.PREPOSITIONS or w == "*" for w in rest) and unit.words[0] == "be":
                continue
            places = _places(words, rest, position + 1)
            if places is None or len(places) < size:
                continue
            if len(places) > size:
                best, size = {}, len(places)
            best[unit.predicate] = places
        if best:
            places = next(iter(best.values()))
            taken |= {position, *places}
            text = " ".join(tokens[i].lower for i in (position, *places))
            is_main = bool(main & set(lemma_of_verb(token.lower)))
            found.append(Term((), tuple(best), text, VERB, main=is_main))
    return found, taken


def _units(token: Token, language: Language) -> Iterable[Unit]:
    for lemma in lemma_of_verb(token.lower) or ((token.lower,) if token.is_word else ()):
        yield from language.units_by_first_lemma.get(lemma, ())
        yield from language.relation_units_by_first_lemma.get(lemma, ())


def _forms(token: Token) -> frozenset[str]:
    """A token's word as a verb phrase of the language data may have it."""
    if token.mention is not None:
        return frozenset()
    low = token.lower
    possessive = ("one's",) if low in grammar.POSSESSIVES else ()
    return frozenset((low, noun_lemma(low), *lemma_of_verb(low), *possessive))


def _places(
    words: list[frozenset[str]], rest: tuple[str, ...], start: int
) -> tuple[int, ...] | None:
    """Where the further words of a verb phrase stand, in order; None where they do not."""
    found: list[int] = []
    reach = _REACH
    for word in rest:
        if word == "*":
            reach = _OBJECT_REACH
            continue
        at = next(
            (i for i in range(start, min(start + reach + 1, len(words))) if word in words[i]), None
        )
        if at is None:
            return None
        found.append(at)
        start, reach = at + 1, _REACH
    return tuple(found)


# -- what the parser made of it --------------------------------------------------------------------


def _references(reading: Reading) -> Iterator[Term]:
    """Those whom pronouns were found to mean."""
    for phrase in _phrases(reading.clause):
        if phrase.pronoun and phrase.ids and phrase.ids != ("film",):
            yield Term(ids=phrase.ids, weight=REFERENCE, needed=True)


def _described(reading: Reading) -> dict[str, tuple[str, ...]]:
    """Whom or what the nouns of descriptions ("the fast twin") may mean, by noun."""
    found: dict[str, tuple[str, ...]] = {}
    for phrase in _phrases(reading.clause):
        if phrase.head and phrase.ids and not phrase.mentions and not phrase.wh:
            if phrase.is_class and len(phrase.ids) > 2:
                continue
            choices = (id for choice in phrase.choices for id in choice)
            found[phrase.head] = tuple(dict.fromkeys((*phrase.ids, *choices)))
    return found


def _absorbed(reading: Reading) -> frozenset[str]:
    """The modifiers of descriptions that mean just one: "new" of "the new base"."""
    return frozenset(
        word
        for phrase in _phrases(reading.clause)
        if len(phrase.ids) == 1 and not phrase.choices and not phrase.mentions and not phrase.wh
        for word in phrase.modifiers
    )


def _main_words(reading: Reading) -> set[str]:
    """The verbs of the main clause, and the nouns that a "be" links with what is asked."""
    found = {frame.verb for frame in reading.clause.frames if frame.verb}
    frame = reading.clause.frame
    if frame.verb == "be":
        linked = [p for p in (frame.subject, frame.object) if p is not None]
        linked += [p.of for p in linked if p.of is not None]
        found |= {p.head for p in linked if p.head and not p.ids}
    return found


def _asked_nouns(reading: Reading) -> set[str]:
    wh = reading.clause.wh
    return {wh.phrase.head} if wh is not None and wh.phrase is not None else set()


def _phrases(clause: Clause) -> Iterator[NounPhrase]:
    for phrase in clause.phrases:
        yield from _with_inner(phrase)
    for nested in clause.nested:
        yield from _phrases(nested)


def _with_inner(phrase: NounPhrase) -> Iterator[NounPhrase]:
    yield phrase
    for inner in (*phrase.parts, phrase.possessor, phrase.of):
        if inner is not None:
            yield from _with_inner(inner)
    if phrase.relative is not None:
        yield from _phrases(phrase.relative)
