"""Noun phrases: "the man", "X's first plan", "both of them", "which of the twins", "X and Y"."""

from __future__ import annotations

from plotbot.film.names import Mention
from plotbot.language.inflection import noun_lemma
from plotbot.question import grammar
from plotbot.question.cursor import Cursor
from plotbot.question.state import ClauseState
from plotbot.question.syntax import NounPhrase, Token
from plotbot.question.verbs import is_finite_verb, is_reduced_relative, is_verb_after_phrase

_AFTER_OBJECT = frozenset(
    grammar.PREPOSITIONS
    | grammar.CONJUNCTIONS
    | grammar.ADVERBS
    | grammar.AUXILIARIES
    | set(grammar.SUBORDINATORS)
    | grammar.ARTICLES
    | {"that", "who", "which"}
)
"""Words that may follow an object, so that a "her" before them is one."""
_PARTITIVES = frozenset({"all", "both", "each", "some", "any", "most", "none"})
_NUMBERED = {
    **dict.fromkeys(("pair", "couple", "duo", "twosome"), 2),
    **dict.fromkeys(("trio", "threesome"), 3),
    **dict.fromkeys(("quartet", "foursome"), 4),
}
_KINDS = ("kind", "sort", "type")
_OF_DEPTH = 3
_CHOOSING = frozenset({"which", "many"})


def noun_phrase(cursor: Cursor, state: ClauseState, depth: int = 0) -> NounPhrase | None:
    """The noun phrase that begins here, with its "of" phrase and coordinated parts; None if none.

    ``depth``: how many "of" or "and" it stands under.
    """
    phrase = _PhraseReader(cursor, state).read()
    if phrase is None:
        return None
    while depth < _OF_DEPTH and phrase.head and _of_follows(cursor, phrase):
        cursor.advance()
        target = noun_phrase(cursor, state, depth + 1)
        if target is None:
            cursor.advance(-1)
            break
        phrase = _joined_by_of(phrase, target)
    if depth == 0 or phrase.mentions:
        phrase = _coordinated(phrase, cursor, state, depth)
    return phrase


def _of_follows(cursor: Cursor, phrase: NounPhrase) -> bool:
    inside = cursor.token(1)
    if cursor.lower() != "of" or inside is None or not inside.is_word:
        return False
    if phrase.head in _KINDS and cursor.lower(2) in grammar.AUXILIARIES:
        return True  # "what kind of building is it"
    return inside.lower not in grammar.WH_WORDS and cursor.form(inside) != "gerund"


def _joined_by_of(phrase: NounPhrase, target: NounPhrase) -> NounPhrase:
    if phrase.head in _KINDS:
        target.wh = phrase.wh or target.wh
        target.determiner = "kind"
        return target
    if phrase.wh and phrase.head in _NUMBERED:
        # "which trio of heroes": three of them
        target.wh, target.number, target.plural = phrase.wh, _NUMBERED[phrase.head], True
        target.start = phrase.start
        return target
    innermost = phrase
    while innermost.of is not None:
        innermost = innermost.of
    innermost.of = target
    phrase.text = f"{phrase.text} of {target.text}"
    return phrase


def _coordinated(first: NounPhrase, cursor: Cursor, state: ClauseState, depth: int) -> NounPhrase:
    """A phrase with those joined on by "and", "or" and commas."""
    parts = [first]
    while _part_follows(first, cursor, state, depth):
        saved = cursor.position
        cursor.advance(_conjunction_length(cursor))
        if depth:
            part = _PhraseReader(cursor, state).read()
        else:
            part = noun_phrase(cursor, state, depth + 1)
        if part is None or state.verb and is_finite_verb(cursor):
            cursor.position = saved
            break
        parts.append(part)
    if len(parts) == 1:
        return first
    text = " and ".join(part.text for part in parts)
    return NounPhrase(text, parts=tuple(parts), plural=True, start=first.start)


def _conjunction_length(cursor: Cursor) -> int:
    return 2 if cursor.lower() == "," and cursor.lower(1) in ("and", "or") else 1


def _part_follows(first: NounPhrase, cursor: Cursor, state: ClauseState, depth: int) -> bool:
    if first.wh or cursor.lower() not in ("and", "or", ",", "&", "plus"):
        return False
    following = cursor.token(_conjunction_length(cursor))
    if following is None or following.lower in grammar.WH_WORDS:
        return False
    if not cursor.starts_noun_phrase(following) and not cursor.is_known_noun(following.lower):
        return False
    if depth and not following.mention:
        return False
    if following.lower in grammar.SUBJECT_PRONOUNS and state.verb:
        return False
    return cursor.lower() != "," or bool(following.mention and first.mentions)


class _PhraseReader:
    """Reads one phrase without "of" and "and", word by word.

    Each of its steps tells whether the phrase goes on.
    """

    def __init__(self, cursor: Cursor, state: ClauseState):
        self.cursor = cursor
        self.state = state
        self.start = cursor.position
        self.phrase = NounPhrase("", start=cursor.position)
        self.words: list[str] = []
        self.possessor: NounPhrase | None = None
        self.words_before_name = 0

    def read(self) -> NounPhrase | None:
        """The phrase that begins here; None, and nothing moved, when there is none."""
        while not self.cursor.at_end and self._take(self.cursor.here):
            pass
        return self._made()

    @property
    def _begun(self) -> bool:
        return bool(self.words or self.phrase.mentions)

    def _take(self, token: Token) -> bool:
        cursor, phrase = self.cursor, self.phrase
        low = token.lower
        if cursor.position in cursor.swallowed:
            if self._begun:
                return False
            cursor.advance()
            return True
        if low == "'s" and self._begun:
            return self._end_possessor()
        if not token.is_word:
            return False
        if token.mention is not None and not (
            token.mention.common and _is_common_noun_here(cursor, token.mention)
        ):
            return self._take_name(token, token.mention)
        if low in grammar.WH_WORDS:
            return self._take_wh(low)
        if low in grammar.POSSESSIVES and not self._begun and not self._is_object(low):
            self.possessor = NounPhrase(low, pronoun=low, start=cursor.position)
            cursor.advance()
            return True
        if low in grammar.DEMONSTRATIVES and not self.words and _stands_alone(cursor):
            return self._take_pronoun(low)
        if low in grammar.PRONOUNS and low not in grammar.DEMONSTRATIVES:
            if not self._begun and not phrase.determiner:
                self._take_pronoun(low)
            return False
        if low in grammar.ARTICLES | grammar.DEMONSTRATIVES and self._begun:
            return False
        if low in grammar.DETERMINERS and not self._begun:
            return self._take_determiner(low)
        if low in grammar.NUMBER_WORDS or low.isdigit():
            return self._take_number(low)
        if low in grammar.ORDINALS and not self.words:
            phrase.ordinal = grammar.ORDINALS[low]
            if low in ("former", "latter"):
                self.words.append(low)
            cursor.advance()
            return True
        if low in grammar.INDEFINITE:
            self.words.append(low)
            cursor.advance()
            return low == "ones" or cursor.lower() == "'s"
        if self._ends_before(low):
            return False
        self.words.append(low)
        cursor.advance()
        return True

    def _ends_before(self, low: str) -> bool:
        """Whether a word cannot be part of the phrase, or begins what follows it."""
        if (
            low in grammar.PREPOSITIONS
            or low in grammar.CONJUNCTIONS
            or low in grammar.AUXILIARIES
            and not self._is_noun_for_once(low)
            or low in grammar.NEGATIONS
            or low in grammar.SUBORDINATORS
            and low != "once"
        ):
            return True
        cursor, phrase = self.cursor, self.phrase
        if self._is_subject_of_be() and cursor.is_known_noun(low):
            return True
        if grammar.is_adverb(low) and (self.words or not cursor.starts_noun_phrase_with_adverb()):
            return True
        by_number = phrase.number is not None and (phrase.wh or phrase.determiner)
        if not (self._begun or by_number):  # "the two leave", "the other one says"
            return False
        if self.state.verb and self._is_verb_of_clause_above():
            return True
        if self._lacks_its_plural(low):
            return False
        plural = bool(self.words) and noun_lemma(self.words[-1]) != self.words[-1]
        plural = plural or self.words[-1:] == ["people"]
        return is_verb_after_phrase(
            cursor, self.state, bool(phrase.wh) or self._is_asked, plural
        ) or is_reduced_relative(cursor, self.state)

    @property
    def _is_asked(self) -> bool:
        """Whether the phrase is what is asked for: it has a wh-word, or follows "which of"."""
        before = [token.lower for token in self.cursor.tokens[: self.start]][-3:]
        return bool(self.phrase.wh) or before[-1:] == ["of"] and bool(_CHOOSING & set(before))

    def _is_noun_for_once(self, low: str) -> bool:
        """Whether a helper stands here as a noun: "the might of X", "what sort of being"."""
        before = self.cursor.lower(-1)
        if low == "being" and before in ("of", "human", "living"):
            return True
        return before in grammar.ARTICLES or before in grammar.POSSESSIVES and before != "her"

    def _lacks_its_plural(self, low: str) -> bool:
        """Whether a plural must follow, and does: "how many test subjects"."""
        several = self.phrase.wh == "how many" or (self.phrase.number or 0) > 1
        if not several or not self.words or noun_lemma(self.words[-1]) != self.words[-1]:
            return False
        return noun_lemma(low) != low and self.cursor.is_known_noun(low)

    def _is_verb_of_clause_above(self) -> bool:
        """Whether what can be no noun stands here: "(the man shielded by the twins) retires"."""
        token = self.cursor.here
        third = "third" in self.cursor.form(token) and self.cursor.knows_verb(token)
        return third and not self.cursor.is_known_noun(token.lower)

    def _is_subject_of_be(self) -> bool:
        """Whether a plural subject is read whose predicative follows: "were the twins heroes"."""
        state = self.state
        if state.auxiliary not in grammar.BE or state.subject or state.wh or not self.words:
            return False
        last = self.words[-1]
        return self.phrase.determiner == "the" and noun_lemma(last) != last

    def _end_possessor(self) -> bool:
        """Takes the phrase up to a separate 's for the possessor of what follows."""
        tokens = self.cursor.tokens[self.start : self.cursor.position]
        self.possessor = NounPhrase(
            " ".join(token.text for token in tokens),
            head=noun_lemma(self.words[-1]) if self.words else "",
            modifiers=tuple(self.words[:-1]),
            determiner=self.phrase.determiner,
            mentions=self.phrase.mentions,
            possessor=self.possessor,
            start=self.start,
        )
        self.words, self.phrase.mentions = [], ()
        self.cursor.advance()
        return True

    def _take_name(self, token: Token, mention: Mention) -> bool:
        cursor = self.cursor
        if mention.possessive or token.text.lower().endswith(("'s", "s'")):
            self.possessor = NounPhrase(
                token.text,
                mentions=(mention,),
                possessor=self.possessor,
                start=self.start,
                modifiers=tuple(self.words),
            )
            self.words = []
            cursor.advance()
            return True
        if self.phrase.mentions and not self.words:
            return False
        self.phrase.mentions += (mention,)
        self.words_before_name = len(self.words)
        cursor.advance()
        following = cursor.token()
        return (
            following is not None
            and following.is_word
            and not following.mention
            and _goes_on_after_name(cursor, self.state, following.lower, self._is_asked)
        )

    def _take_wh(self, low: str) -> bool:
        cursor = self.cursor
        if cursor.position != self.start or low not in ("what", "which", "whose", "how"):
            return False
        self.phrase.wh = low
        cursor.advance()
        if low == "how":
            self.phrase.wh = f"how {cursor.lower()}"
            cursor.advance()
        if low == "which" and cursor.lower() == "of":
            self.phrase.head = "one"
            self.words = ["one"]
            return False
        return True

    def _is_object(self, low: str) -> bool:
        """Whether "her" stands for somebody here, not for "of her"."""
        following = self.cursor.token(1)
        return low == "her" and (
            following is None or not following.is_word or following.lower in _AFTER_OBJECT
        )

    def _take_pronoun(self, low: str) -> bool:
        self.phrase.pronoun = low
        self.cursor.advance()
        return False

    def _take_determiner(self, low: str) -> bool:
        phrase = self.phrase
        phrase.determiner = f"{phrase.determiner} {low}" if phrase.determiner else low
        self.cursor.advance()
        if low in _PARTITIVES and self.cursor.lower() == "of":
            self.cursor.advance()
        return True

    def _take_number(self, low: str) -> bool:
        phrase = self.phrase
        if self.words and low.isdigit():
            self.words.append(low)
        else:
            phrase.number = int(low) if low.isdigit() else grammar.NUMBER_WORDS[low]
        self.cursor.advance()
        if self.cursor.lower() == "of" and not self.words:
            if phrase.number == 1:
                # "one of the drones": a phrase of its own, with those behind "of" under it
                self.words.append("one")
                return False
            self.cursor.advance()
        return True

    def _made(self) -> NounPhrase | None:
        phrase, words = self.phrase, self.words
        phrase.possessor = self.possessor
        if phrase.mentions and self.words_before_name == len(words):
            phrase.modifiers = tuple(words)
        elif words:
            phrase.head = noun_lemma(words[-1])
            phrase.modifiers = tuple(words[:-1])
            phrase.plural = phrase.head != words[-1] or phrase.wh == "how many"
        elif self.possessor is not None and not phrase.mentions and not phrase.pronoun:
            phrase = self.possessor
            phrase.start = self.start
        if phrase.number and phrase.number > 1:
            phrase.plural = True
        if not (
            phrase.head
            or phrase.mentions
            or phrase.pronoun
            or phrase.wh
            or phrase.possessor
            or phrase.number is not None
            or phrase.determiner
            or phrase.ordinal
        ):
            self.cursor.position = self.start
            return None
        tokens = self.cursor.tokens[self.start : self.cursor.position]
        phrase.text = " ".join(t.text for t in tokens if t.is_word or t.lower == "'s")
        return phrase


def _is_common_noun_here(cursor: Cursor, mention: Mention) -> bool:
    """Whether a word that is also a name stands here as the common noun it is."""
    before = cursor.before
    if before is None:
        return False
    low = before.lower
    if low in ("a", "an", "these", "those", "this", "that", "'s") or low in grammar.POSSESSIVES:
        return True
    if before.mention is not None and before.mention.possessive:
        return True
    if cursor.lower().endswith("s") and not mention.plural:
        return True
    return bool(
        low not in grammar.DETERMINERS
        and low not in _AFTER_OBJECT
        and low not in grammar.WH_WORDS
        and not before.mention
        and before.is_word
        and not cursor.lemmas(before)
    )


def _goes_on_after_name(cursor: Cursor, state: ClauseState, low: str, asked: bool) -> bool:
    """Whether the word after a name is a noun that the name modifies: "the X base"."""
    if low in _AFTER_OBJECT or low in grammar.PRONOUNS or low in grammar.WH_WORDS:
        return False
    name = cursor.before.mention if cursor.before is not None else None
    asks_what = state.auxiliary in grammar.BE and not state.subject and not state.wh
    several = name is not None and (name.plural or " and " in name.text)
    if asks_what and (several or name is not None and cursor.lower(-2) == "and"):
        return False  # "are the Xs heroes", "are X and Y friends"
    after = cursor.token(2)
    alone = cursor.token(-2) is None or cursor.lower(-2) in grammar.BE
    if asks_what and alone and (after is None or not after.is_word):
        return False  # "is X human?"
    plural = asked and name is not None and name.plural
    return cursor.is_known_noun(low) and not is_verb_after_phrase(cursor, state, plural, plural)


def _stands_alone(cursor: Cursor) -> bool:
    """Whether the "this" or "that" here is a pronoun, with no noun behind it."""
    following, next_but_one = cursor.token(1), cursor.token(2)
    done = next_but_one is None or next_but_one.lower in grammar.PREPOSITIONS
    if following is not None and done and "participle" in cursor.form(following):
        return not cursor.is_known_noun(following.lower)  # "when was this made"
    return (
        following is None
        or not following.is_word
        or following.lower in ("that", "who", "which")
        or following.lower in grammar.AUXILIARIES
        or following.lower in grammar.PREPOSITIONS
        or grammar.is_adverb(following.lower)
    )
