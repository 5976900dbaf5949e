"""The sentence that may tell what no fact tells: for films, and parts of films, without facts yet.

A sentence is open when no fact but drafts cites it; only open ones are quoted, so a film whose
facts are complete never gets here. A sentence is ranked by the share of the question's words that
it holds, rare words counting for more (``SentenceIndex``), then by what its form asks for. Where
the best share is below ``ENOUGH``, nothing is quoted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from plotbot.answer.model import NEAREST, NOT_IN_SYNOPSIS, OUT_OF_SCOPE, Answer
from plotbot.film.sentences import SentenceIndex
from plotbot.knowledge import Knowledge
from plotbot.language.inflection import forms, lemma_of_verb, noun_lemma
from plotbot.language.words import (
    ARTICLES,
    AUXILIARIES,
    CONJUNCTIONS,
    FILM_WORDS,
    PREPOSITIONS,
    PRONOUNS,
    QUESTION_WORDS,
    SMALL_WORDS,
)
from plotbot.question.reading import Reading

ENOUGH = 0.55
"""The least share of a question's words that a sentence must hold. Measured by
``benchmarks/nearest.py``: three quotations in four are the sentence that tells."""

CLEAR = 0.15
"""How much more than any other sentence it must hold, below the share ``WHOLE``."""

WHOLE = 0.84

SYNONYM = 0.7
"""What a word of the same meaning counts for, against the word itself."""

FORM = 0.1
"""What a sentence gains that has words for what the form of the question asks for."""

_EMPTY = (
    ARTICLES
    | AUXILIARIES
    | CONJUNCTIONS
    | PREPOSITIONS
    | PRONOUNS
    | QUESTION_WORDS
    | SMALL_WORDS
    | frozenset(
        "film films movie movies story plot scene scenes synopsis sentence text character "
        "characters actor actress tell tells told say says said describe explain list show shows "
        "happen happens happened happening mean means give gives please become becomes became "
        "person people guy man woman thing fate end ends ended ending begin begins began start "
        "starts started beginning opening finally summary summarize summarise recap premise".split()
    )
)
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_FATE = re.compile(
    r"\b(?:fate|end up|ends up|become of|becomes of|became of|happens? to|happened to)\b"
)
_END = re.compile(r"\b(?:ends?|ended|ending|concludes?|conclusion|finale|outcome)\b")
_BEGINNING = re.compile(r"\b(?:begins?|began|starts?|started|opening|beginning|first)\b")
_WHOLE = re.compile(r"\b(?:about|summary|summari[sz]e|recap|plot|story|premise)\b")
_ON_FILM = re.compile(
    r"\b(?:film|movie|directed|written by|sequel|stars|starring|produced|released|novel)\b", re.I
)
_INTRODUCED = r"(?:,? (?:an? |the |who\b|whose\b)|,? (?:is|was) (?:an? |the )|['’]s \w+[ ,])"


@dataclass(frozen=True)
class _Word:
    """A word or name of a question: other ways to write it, and words of its meaning.

    ``light``: it says so little that a text without it lacks nothing.
    """

    same: tuple[str, ...]
    alike: tuple[str, ...] = ()
    light: bool = False
    named: bool = False

    @property
    def every(self) -> tuple[str, ...]:
        """All its words."""
        return (*self.same, *self.alike)


@lru_cache(maxsize=64)
def _index(knowledge: Knowledge) -> SentenceIndex:
    return SentenceIndex(knowledge.film.sentences)


def nearest(knowledge: Knowledge, reading: Reading, found: Answer) -> Answer:
    """The answer that quotes the nearest open sentence where nothing was found; else ``found``."""
    if not knowledge.film.open_sentences or found.status not in (NOT_IN_SYNOPSIS, OUT_OF_SCOPE):
        return found
    words = _words(knowledge, reading)
    number = _by_place(knowledge, reading, words) or _by_words(knowledge, reading, words)
    if number in knowledge.film.open_sentences:
        return Answer(NEAREST, form=found.form, topic=reading.ids, sentences=(number,))
    if found.status == OUT_OF_SCOPE and any(_index(knowledge).holding(w.same) for w in words):
        return Answer(NOT_IN_SYNOPSIS, topic=reading.ids, form=found.form)
    return found


def _by_words(knowledge: Knowledge, reading: Reading, words: list[_Word]) -> int | None:
    """The sentence that holds most of a question's words, where that is enough."""
    ranked = rank(knowledge, words, reading)
    best = next(iter(ranked), None)
    if best is None or ranked[best] < ENOUGH:
        return None
    rival = max((share for number, share in ranked.items() if number != best), default=0.0)
    if ranked[best] < WHOLE and ranked[best] - rival < CLEAR:
        return None
    if not any(word.named for word in words) or all(word.named for word in words):
        return best
    told = {n for word in words if not word.named for n in _index(knowledge).holding(word.every)}
    return best if best in told else None


def _by_place(knowledge: Knowledge, reading: Reading, words: list[_Word]) -> int | None:
    """The sentence that a question asks for by its place in the text."""
    film, low, index = knowledge.film, reading.low, _index(knowledge)
    beside = re.match(
        r"what (?:happens|happened|comes|came) (?:right |just )?(before|after)\b", low
    )
    if beside:
        best = _by_words(knowledge, reading, words)
        other = (best or 0) + (1 if beside.group(1) == "after" else -1)
        return other if best and 1 <= other <= len(film.sentences) else None
    names = [word for word in words if word.named]
    if len(names) == len(words) == 1 and _FATE.search(low):
        return max(index.holding(names[0].same), default=None)
    if any(index.holding(word.same) for word in words):
        return None
    if reading.part in ("end", "mid_credits") or _END.search(low):
        return len(film.sentences)
    if reading.part == "beginning" or _BEGINNING.search(low) or _WHOLE.search(low):
        story = (n for n, text in enumerate(film.sentences, 1) if not _ON_FILM.search(text))
        return next(story, 1)
    return None


def rank(knowledge: Knowledge, words: Iterable[_Word], reading: Reading) -> dict[int, float]:
    """The sentences that hold words of a question with their shares, the best first."""
    index, film = _index(knowledge), knowledge.film
    shares: dict[int, float] = {}
    weights: dict[int, float] = {}
    total = 0.0
    for word in words:
        exact = index.holding(word.same)
        alike = {**index.holding(word.alike), **exact}
        if word.light and not exact:
            continue
        rarity = _rarity(index, exact or alike)
        total += rarity
        for number, weight in alike.items():
            part = 1.0 if number in exact else SYNONYM * _rarity(index, alike) / rarity
            shares[number] = shares.get(number, 0.0) + part * rarity
            weights[number] = weights.get(number, 0.0) + part * weight
    if not shares:
        return {}
    cues = knowledge.speech.forms.get("told_by", {}).get(_form(reading), ())
    named = _named_alone(knowledge, reading)
    for number in shares:
        sentence = film.sentence(number)
        shares[number] /= total
        if any(re.search(rf"\b{re.escape(cue)}\b", sentence, re.IGNORECASE) for cue in cues):
            weights[number] += FORM * total
        if named and any(re.search(re.escape(n) + _INTRODUCED, sentence) for n in named):
            weights[number] += total
    if named:
        first = min(shares)
        weights[first] += total / 2
    order = sorted(shares, key=lambda n: (-round(shares[n], 2), -weights[n], n))
    return {number: shares[number] for number in order}


def _rarity(index: SentenceIndex, holding: Collection[int]) -> float:
    """How much it tells that a word stands in a sentence: more, the fewer sentences hold it."""
    return math.log1p(index.size / (len(holding) or 0.5))


def _words(knowledge: Knowledge, reading: Reading) -> list[_Word]:
    """The words of a question that say something, names with all their forms."""
    film, text = knowledge.film, reading.segment.text
    found: list[_Word] = []
    covered: set[int] = set()
    for token in reading.tokens:
        if token.mention is not None:
            found.append(_name(knowledge, token.mention.ids))
            covered.update(range(token.start, token.end))
    pronouns = [p for p in reading.phrases if p.pronoun and p.ids and not p.mentions]
    found += [_name(knowledge, phrase.ids) for phrase in pronouns]
    for match in _WORD.finditer(text):
        word = match.group().lower().replace("’", "'").removesuffix("'s")
        if match.start() in covered or word in _EMPTY or word.replace("'", "") in _EMPTY:
            continue
        light = word in FILM_WORDS
        same = tuple(
            dict.fromkeys((word, *(f for v in lemma_of_verb(word) for f in forms(v).all())))
        )
        found.append(_Word(same, () if light else _alike(knowledge, word), light))
    film_itself = film.entities.get("film")
    title = film_itself.name.lower() if film_itself else ""
    return [word for word in dict.fromkeys(found) if title not in [s.lower() for s in word.same]]


def _name(knowledge: Knowledge, ids: Iterable[str]) -> _Word:
    entities = [knowledge.film.entities[id] for id in ids]
    every = [f for e in entities for f in (e.name, *e.names, *e.assumed_names)]
    bare = [re.sub(r"^(?:the|an?) ", "", form, flags=re.IGNORECASE) for form in every]
    return _Word(tuple(dict.fromkeys(bare)), named=True)


@lru_cache(maxsize=4096)
def _alike(knowledge: Knowledge, word: str) -> tuple[str, ...]:
    """Words that may tell the same as a word: by what the language data lists together."""
    language = knowledge.language
    found: dict[str, None] = {}
    for lemma in (*lemma_of_verb(word), noun_lemma(word)):
        predicates = {
            *(
                unit.predicate
                for unit in language.units_by_first_lemma.get(lemma, ())
                if len(unit.words) == 1
            ),
            *(p.id for p in language.predicates_by_noun.get(lemma, ())),
            *(p.id for p in language.by_agent_noun.get(lemma, ())),
        }
        for id in sorted(predicates & set(language.predicates)):
            predicate = language.predicates[id]
            for unit in predicate.units:
                found.update(dict.fromkeys(w for w in unit.words if len(unit.words) == 1))
            found.update(dict.fromkeys((*predicate.nouns, *predicate.agent_nouns)))
        for concept in language.concepts_by_word.get(lemma, ()):
            found.update(dict.fromkeys((*concept.words, *concept.adjectives)))
        for relation in language.relations_by_word.get(lemma, ()):
            found.update(dict.fromkeys(relation.words))
    found.pop(word, None)
    return tuple(found)


def _form(reading: Reading) -> str:
    wh = reading.clause.wh
    return {"place": "where", "reason": "why", "manner": "how", "time": "when"}.get(
        wh.function if wh else "", reading.wh
    )


def _named_alone(knowledge: Knowledge, reading: Reading) -> tuple[str, ...]:
    """The forms of a name where a question asks for nothing but who or what bears it."""
    mentions = [token.mention for token in reading.tokens if token.mention is not None]
    if len(mentions) != 1 or len(_words(knowledge, reading)) != 1:
        return ()
    return _name(knowledge, mentions[0].ids).same
