"""A place in a row of tokens, and what can be told by looking round from it.

All that parses a clause moves one shared ``Cursor``. Nothing here depends on what has been parsed.
"""

from __future__ import annotations

from functools import cached_property

from plotbot.language.expressions import ONESELF, POSSESSIVE
from plotbot.language.inflection import lemma_of_verb, noun_lemma
from plotbot.language.lexicon import Language, Unit
from plotbot.language.words import REFLEXIVES
from plotbot.question import grammar
from plotbot.question.syntax import Token
from plotbot.question.verb_forms import may_be_finite, verb_form

FARTHEST = 40
"""How many words further on are looked at."""
_NOT_ONLY_BEFORE_NOUNS = frozenset({"all", "both", "last", "first", "second", "one"})
_ALSO_ADJECTIVES = frozenset("first last next right only very well still".split())
_OFTEN_ADVERBS = frozenset({"to", "up", "down", "off", "out", "back"})


class Cursor:
    """The tokens of a segment and the place that parsing has come to.

    ``swallowed`` are positions that a verb phrase read earlier has taken ("fall *in love*").
    ``awaits_base``: the clause above has a helper whose verb is still to come ("did the man who").
    """

    def __init__(self, tokens: list[Token], language: Language, film_nouns: frozenset[str]):
        self.tokens = tokens
        self.language = language
        self.film_nouns = film_nouns
        self.position = 0
        self.swallowed: set[int] = set()
        self.awaits_base = False

    @cached_property
    def forms(self) -> frozenset[str]:
        """Every word there is and every one that it may be a form of; "one's" for any such word."""
        found: set[str] = set()
        for token in self.tokens:
            found.add(token.lower)
            if not token.mention:
                found.update((noun_lemma(token.lower), *lemma_of_verb(token.lower)))
            if token.lower in grammar.POSSESSIVES:
                found.add(POSSESSIVE)
            if token.lower in REFLEXIVES:
                found.add(ONESELF)
        return frozenset(found)

    @property
    def here(self) -> Token:
        """The token to be read next; there must be one."""
        return self.tokens[self.position]

    @property
    def at_end(self) -> bool:
        """Whether all tokens are read."""
        return self.position >= len(self.tokens)

    @property
    def before(self) -> Token | None:
        """The token just read."""
        return self.tokens[self.position - 1] if self.position else None

    def advance(self, count: int = 1) -> None:
        """Goes on by some tokens."""
        self.position += count

    def token(self, offset: int = 0) -> Token | None:
        """The token so far from here; None beyond either end."""
        index = self.position + offset
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def lower(self, offset: int = 0) -> str:
        """The word so far from here; empty beyond either end."""
        token = self.token(offset)
        return token.lower if token else ""

    def lemmas(self, token: Token | None) -> tuple[str, ...]:
        """The verbs that a token may be a form of; none for names and small words."""
        if token is None or not token.is_word or token.mention and not token.mention.common:
            return ()
        if token.lower in grammar.DETERMINERS or token.lower in grammar.PREPOSITIONS:
            return ()
        return lemma_of_verb(token.lower)

    def form(self, token: Token | None) -> str:
        """The forms that a token may be of the likeliest verb; empty when it is no verb."""
        lemmas = self.lemmas(token)
        return verb_form(token.lower, lemmas[0]) if token is not None and lemmas else ""

    def units(self, lemma: str) -> tuple[Unit, ...]:
        """The verb phrases that begin with a verb, those of predicates first."""
        return self.language.units_of(lemma)

    def knows_verb(self, token: Token | None) -> bool:
        """Whether the language data list a verb that a token may be a form of."""
        return any(self.is_known_verb(lemma) for lemma in self.lemmas(token))

    def is_known_verb(self, lemma: str) -> bool:
        """Whether the language data list a verb."""
        return (
            lemma in self.language.units_by_first_lemma
            or lemma in self.language.relation_units_by_first_lemma
        )

    def is_known_noun(self, word: str) -> bool:
        """Whether film or language data list a noun."""
        lemma = noun_lemma(word)
        return (
            lemma in self.film_nouns
            or word in self.film_nouns
            or lemma in self.language.nouns
            or lemma in self.language.predicates_by_noun
            or lemma in self.language.relations_by_word
        )

    def starts_noun_phrase(self, token: Token | None) -> bool:
        """Whether a token is sure to begin a noun phrase: a name, an article, a pronoun."""
        if token is None or not token.is_word:
            return False
        low = token.lower
        return (
            token.mention is not None
            or low in grammar.DETERMINERS
            or low in grammar.POSSESSIVES
            or low in grammar.PRONOUNS
            or low in grammar.NUMBER_WORDS
            or low in grammar.INDEFINITE
        )

    def starts_noun_phrase_with_adverb(self) -> bool:
        """Whether the word here, an adverb elsewhere, stands inside a phrase: "the next fight"."""
        low, before = self.lower(), self.lower(-1)
        if low in ("earlier", "later") and self.is_known_noun(self.lower(1)):
            return before in ("which", "what", "whose") or before in grammar.DETERMINERS
        mention = self.before.mention if self.before is not None else None
        if low == "next" and mention is not None and mention.possessive:
            return True
        newly = low.endswith("ly")  # "the newly founded town"
        if not newly and low not in _ALSO_ADJECTIVES:
            return False
        return before in grammar.ARTICLES or before in grammar.POSSESSIVES

    def is_noun_position(self, index: int) -> bool:
        """Whether the word before a position leaves room for a noun only."""
        if index == 0:
            return False
        before = self.tokens[index - 1]
        low = before.lower
        if before.mention and before.mention.possessive or low == "'s":
            return True
        if low in grammar.ARTICLES:
            return True
        if low in grammar.POSSESSIVES and (low != "her" or self.lemmas(self.tokens[index])):
            return True
        if low in grammar.QUANTIFIERS or low in grammar.NUMBER_WORDS or low in grammar.ORDINALS:
            return low not in _NOT_ONLY_BEFORE_NOUNS
        return low in grammar.PREPOSITIONS and low not in _OFTEN_ADVERBS

    # -- verbs further on --------------------------------------------------------------------------

    def verb_next(self, offset: int) -> bool:
        """Whether a verb stands there, adverbs before it aside."""
        for step in range(offset, offset + 3):
            token = self.token(step)
            if token is None or not token.is_word:
                return False
            if token.lower in grammar.AUXILIARIES or self.lemmas(token):
                return True
            if not grammar.is_adverb(token.lower):
                return False
        return False

    def verb_later(self, offset: int, until: frozenset[str] = frozenset()) -> bool:
        """Whether a helper or a known verb stands anywhere from there on, before certain words."""
        start = self.position + offset
        words = [token.lower for token in self.tokens[start : start + FARTHEST]]
        end = start + next((i for i, word in enumerate(words) if word in until), len(words))
        return any(
            token.lower in grammar.AUXILIARIES
            or any(
                may_be_finite(verb_form(token.lower, lemma)) and self.is_known_verb(lemma)
                for lemma in self.lemmas(token)
            )
            and not self.is_noun_position(index)
            for index, token in enumerate(self.tokens[start:end], start)
        )

    def auxiliary_later(self, offset: int) -> bool:
        """Whether a helper stands anywhere from there on."""
        start = self.position + offset
        rest = self.tokens[start : start + FARTHEST]
        return any(token.lower in grammar.AUXILIARIES for token in rest)

    def base_verb_later(self, offset: int) -> bool:
        """Whether a known verb in its base form follows soon, before any preposition."""
        for step in range(offset, offset + 3):
            token = self.token(step)
            if token is None or not token.is_word or token.lower in grammar.PREPOSITIONS:
                return False
            is_verb = token.lower in self.lemmas(token) and self.knows_verb(token)
            if is_verb and not self.is_noun_position(self.position + step):
                return token.lower in grammar.MAINLY_VERBS or not self.is_known_noun(token.lower)
        return False

    def participle_later(self, offset: int) -> bool:
        """Whether a past participle follows within a few words."""
        for step in range(offset, offset + 5):
            token = self.token(step)
            if token is None:
                return False
            if any("participle" in verb_form(token.lower, lemma) for lemma in self.lemmas(token)):
                return True
        return False
