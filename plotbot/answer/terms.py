"""What a question says, expression by expression: names, phrases, words, with all they may mean.

The parser may misread how an unusual sentence hangs together; what its words may mean stays. Each
content word, and each idiom wherever its words stand in order, becomes a term.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from plotbot.answer.story import FILM
from plotbot.film.index import lemmas_of
from plotbot.language.expressions import ONESELF, POSSESSIVE, Meaning
from plotbot.language.lexicon import Language
from plotbot.language.words import REFLEXIVES
from plotbot.question import grammar
from plotbot.question.patterns import GENERIC_VERBS
from plotbot.question.reading import Reading
from plotbot.question.syntax import Clause, NounPhrase, Token
from plotbot.question.tokens import CLOSED

NAME, REFERENCE, VERB, WORD = 1.4, 1.0, 0.95, 1.1
GUESSED = 0.3
"""What whom a pronoun may mean weighs where nobody was spoken of."""
LESS_LIKELY, LEAST_LIKELY = 0.12, 0.5
"""By how much each further one of those whom a phrase may mean is less likely."""
BESIDE, MEANWHILE = 0.35, 0.7
"""What a term weighs that only says after or before what, and while what, as a share of others."""
_AFTER = frozenset("after before once until till following since".split())
_WHILE = frozenset("when while whilst during".split())
FILM_ITSELF = 1.0
FEW = 6
ASKED = 0.68
"""What a noun weighs that says what is asked for ("which city"), as a share of other nouns."""
_EMPTY = frozenset(
    "film movie story plot thing stuff one person guy man woman people character somebody someone"
    " part scene kind sort type way name time end beginning whole entire other own course place"
    " reason case fact answer question picture tale narrative point moment manner tell say know"
    " show explain describe list give mean want seem much long old many exactly bit lot actual"
    " happen occur befall start begin try let thank please dude bloke fellow chap lol".split()
)
"""Words that tell no fact from another."""
_EMPTY_IDIOMS = frozenset(
    tuple(idiom.split(" "))
    for idiom in (
        "take place,go on,end up,wind up,happen to,turn out,come about,manage to,try to,get to,"
        "set about,in order to,what happen,what become,happen,go down,what type of,what sort of,"
        "first time,last time,what kind of,ended up,ends up,set out,according to,supposed to,"
        "meant to,have to,get around"
    ).split(",")
)
"""Expressions of several words that tell no fact from another."""
_TELLING = frozenset({"tell", "say", "know", "show", "explain", "want", "start", "begin", "try"})
"""Those of them that do where they are the verb of the question itself."""


@dataclass(frozen=True)
class Term:
    """Something a question says: all it may mean, and how much it weighs.

    ``entities`` are those it may stand for and ``meanings`` what its words may mean, each with how
    surely; ``lemmas`` the base forms of a single word. ``needed``: a name; a fact that does not
    tell it can hardly be meant. ``main``: what the question is about, its verb or the noun that it
    asks for. ``noun``: it names a thing of its own, which a fact that is meant would hardly leave
    out.
    """

    entities: Mapping[str, float] = field(default_factory=dict, hash=False)
    meanings: Mapping[Meaning, float] = field(default_factory=dict, hash=False)
    lemmas: tuple[str, ...] = ()
    word: str = ""
    weight: float = 1.0
    needed: bool = False
    main: bool = False
    noun: bool = False


def terms_of(
    reading: Reading, language: Language, without: frozenset[str] = frozenset()
) -> tuple[Term, ...]:
    """The terms of a question, each once, in the order of its words.

    ``without``: lemmas of words that only say what is asked for.
    """
    heads = _described(reading)
    asked = _asked_nouns(reading)
    left_out = without | _absorbed(reading)
    main = asked | _main_words(reading)
    if without:
        main |= _what_it_is_asked_of(reading, without)
    tokens = reading.tokens
    shares = _shares(tokens)
    for position in _said_besides(reading):
        if position < len(shares):
            shares[position] = min(shares[position], BESIDE)
    defining = _defined(reading)
    replaced = {position for _, span in defining for position in span}
    named = {id for token in tokens if token.mention for id in token.mention.ids}
    found = [term for term in _references(reading) if not named & set(term.entities)]
    found += _chosen_from(reading)
    if _of_film(reading):
        found.append(Term({FILM: 1.0}, word=FILM, weight=FILM_ITSELF))
    found += [Term(dict.fromkeys(ids, 1.0), word=ids[0], weight=NAME) for ids, _ in defining]
    expressed: set[int] = set()
    for expression in language.expressions.find([_forms(token) for token in tokens]):
        first = expression.positions[0]
        words = [tokens[i].lower for i in expression.positions]
        plain = [t.lower for t in (tokens[i] for i in expression.positions) if not t.mention]
        if replaced & set(expression.positions):
            continue
        if len(words) > 1 and _says_nothing(plain):
            expressed |= set(expression.positions) if _is_empty(plain) else set()
            continue
        expressed |= set(expression.positions)
        if len(words) == 1:
            term = _word(tokens[first], expression.meanings, left_out, heads, asked, main)
        else:
            is_main = bool(main & set(lemmas_of(words[0])))
            term = Term({}, expression.meanings, (), " ".join(words), VERB, main=is_main)
        if term is not None:
            found.append(_less(term, shares[first]))
    for position, token in enumerate(tokens):
        term = None
        if position in replaced:
            continue
        if token.mention is not None:
            ids = [id for id in token.mention.ids if id != FILM]
            if ids:
                term = Term(dict.fromkeys(ids, 1.0), word=token.lower, weight=NAME, needed=True)
        elif position not in expressed:
            term = _word(token, {}, left_out, heads, asked, main)
        if term is not None:
            found.append(_less(term, shares[position]))
    nouns = {p.head for p in _phrases(reading.clause) if p.head and not p.pronoun}
    found = [replace(t, noun=True) if nouns & set(t.lemmas) else t for t in found]
    return tuple(dict.fromkeys(found))


def _says_nothing(words: list[str]) -> bool:
    """Whether an expression is made of small words only, such as "is to", but is no idiom."""
    if _is_empty(words):
        return True
    of_small_words = all(word in CLOSED for word in words)
    return of_small_words and words[-1] not in ("after", "against", "behind", "out", "off", "down")


def _is_empty(words: list[str]) -> bool:
    """Whether an idiom tells no fact from another."""
    return {tuple(lemmas_of(word)[0] for word in words), tuple(words)} & _EMPTY_IDIOMS != set()


def _less(term: Term, share: float) -> Term:
    """A term of what only says when something happens, which a fact need not tell."""
    if share == 1.0:
        return term
    return replace(term, weight=term.weight * share, needed=False, main=False)


def _shares(tokens: list[Token]) -> list[float]:
    """What the words weigh by where they stand: less behind "after", "once", "while"."""
    found: list[float] = []
    share = 1.0
    for position, token in enumerate(tokens):
        word = token.lower
        if word in _AFTER:
            share = BESIDE
        elif word in _WHILE and position:
            share = MEANWHILE
        elif not token.is_word and word in ",;:-" or word in grammar.WH_WORDS:
            share = 1.0
        found.append(share)
    return found


def _defined(reading: Reading) -> list[tuple[tuple[str, ...], range]]:
    """Those whom a clause of their own defines ("the man who ran it"), with where that stands."""
    found: list[tuple[tuple[str, ...], range]] = []
    for phrase in _phrases(reading.clause):
        relative = phrase.relative
        if relative is None or len(phrase.ids) != 1:
            continue
        if any(phrase.ids[0] in mention.ids for mention in phrase.mentions):
            continue
        if phrase.head and phrase.head not in _EMPTY:
            continue
        inner = [p for p in _phrases(relative) if p.start > phrase.start and p.text]
        if inner:
            end = max(p.start + (1 if p.mentions else len(p.text.split())) for p in inner)
            found.append((phrase.ids, range(phrase.start, end)))
    return found


def _said_besides(reading: Reading) -> Iterator[int]:
    """Positions of clauses that add something of what a noun already names: "the ring he wants"."""
    for phrase in _phrases(reading.clause):
        relative = phrase.relative
        if relative is None or len(phrase.ids) != 1 or not phrase.head or phrase.head in _EMPTY:
            continue
        inner = [p for p in _phrases(relative) if p.start > phrase.start and p.text]
        if inner and relative.frame.verb:
            start = phrase.start + len(phrase.text.split())
            yield from range(start, max(p.start for p in inner) + 2)


def _of_film(reading: Reading) -> bool:
    """Whether a question is about the film itself, not what happens in it."""
    frame = reading.clause.frame
    wh = reading.clause.wh
    asked = [frame.subject, frame.object, wh.phrase if wh is not None else None]
    parts = [part for p in asked if p is not None for part in (p, p.of) if part is not None]
    what_it_is = frame.verb == "be" and wh is not None and wh.phrase is not None
    elsewhere = bool(reading.resolver.salient) or what_it_is
    return any(p.ids == (FILM,) and not (p.pronoun and elsewhere) for p in parts)


def _word(
    token: Token,
    meanings: Mapping[Meaning, float],
    left_out: frozenset[str],
    heads: dict[str, dict[str, float]],
    asked: set[str],
    main: set[str],
) -> Term | None:
    word = token.lower
    if not token.is_word or len(word) < 2 or word in CLOSED or word in grammar.NUMBER_WORDS:
        return None
    if word.endswith("s") and word[:-1] in grammar.INDEFINITE:  # "everybodys"
        return None
    lemmas = lemmas_of(word)
    if left_out & set(lemmas) or any(lemma in GENERIC_VERBS for lemma in lemmas):
        return None
    is_main = bool(main & set(lemmas))
    if not (is_main and main & _TELLING) and any(lemma in _EMPTY for lemma in lemmas):
        return None
    head = next((heads[lemma] for lemma in lemmas if lemma in heads), {})
    weight = WORD * (ASKED if asked & set(lemmas) else 1.0)
    return Term(head, meanings, lemmas, word, weight, main=is_main)


def _forms(token: Token) -> frozenset[str]:
    """A token's word as an expression of the language data may have it."""
    if token.mention is not None:
        return frozenset((POSSESSIVE,)) if token.lower.endswith(("'s", "s'")) else frozenset()
    if not token.is_word:
        return frozenset((POSSESSIVE, "'s")) if token.lower == "'s" else frozenset()
    possessive = (POSSESSIVE,) if token.lower in grammar.POSSESSIVES else ()
    reflexive = (ONESELF,) if token.lower in REFLEXIVES else ()
    return frozenset((*lemmas_of(token.lower), *possessive, *reflexive))


# -- what the parser made of it --------------------------------------------------------------------


def _references(reading: Reading) -> Iterator[Term]:
    """Those whom pronouns may mean, the likeliest more surely."""
    known = {id for item in reading.resolver.salient for id in item.split("+")}
    known |= {id for token in reading.tokens if token.mention for id in token.mention.ids}
    known |= {id for ids in _described(reading).values() for id in ids}
    for phrase in _phrases(reading.clause):
        if phrase.pronoun and phrase.ids and phrase.ids != (FILM,):
            sure = bool(known & set(phrase.ids))
            weight = REFERENCE if sure else GUESSED
            yield Term(_choices(phrase), word=phrase.pronoun, weight=weight, needed=sure)


def _chosen_from(reading: Reading) -> Iterator[Term]:
    """Those among whom the answer is: "which of the two"."""
    wh = reading.clause.wh
    phrase = wh.phrase if wh is not None else None
    if (
        phrase is not None
        and phrase.is_class
        and 1 < len(phrase.ids) <= FEW
        and not phrase.mentions
    ):
        yield Term(dict.fromkeys(phrase.ids, 1.0), word="which", weight=REFERENCE)


def _choices(phrase: NounPhrase) -> dict[str, float]:
    """All whom a phrase may mean, each with how surely."""
    found: dict[str, float] = {}
    for number, ids in enumerate((phrase.ids, *phrase.choices)):
        for id in ids:
            found.setdefault(id, max(LEAST_LIKELY, 1.0 - LESS_LIKELY * number))
    return found


def _described(reading: Reading) -> dict[str, dict[str, float]]:
    """Whom or what the nouns of descriptions ("the fast twin") may mean, by noun."""
    return {
        phrase.head: _choices(phrase)
        for phrase in _phrases(reading.clause)
        if phrase.head
        and phrase.ids
        and not phrase.mentions
        and not phrase.wh
        and not (phrase.is_class and len(phrase.ids) > 2)
    }


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


def _what_it_is_asked_of(reading: Reading, asked: frozenset[str]) -> set[str]:
    """The deed in "the reason for the raid", which is what such a question is about."""
    phrases = [phrase for phrase in _phrases(reading.clause) if phrase.head in asked]
    owned = [p.of for p in phrases if p.of is not None and not p.of.mentions]
    behind = [
        phrase
        for word, phrase in reading.clause.frame.prepositions[:1]
        if word in ("behind", "for", "of") and not phrase.mentions
    ]
    return {p.head for p in (owned or behind) if p.head and not p.ids}


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
