"""From tokens to clauses: a small parser for the English of questions.

It goes through the tokens once, from left to right, and decides at each word whether a noun phrase, a
verb or a clause begins, by what has been seen in the clause so far. No film is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from plotbot.language.inflection import forms, lemma_of_verb, noun_lemma
from plotbot.language.lexicon import Language, Unit
from plotbot.question import grammar
from plotbot.question.frames import build_frame
from plotbot.question.syntax import Chunk, Clause, Frame, NounPhrase, Token, Wh
from plotbot.question.units import governs

GENERIC_VERBS = frozenset(
    {"do", "happen", "have", "get", "go", "be", "make", "take", "put", "come"}
)
_GAP = 6
_LETS_ADVERB_BETWEEN = grammar.ADVERBS | {"all", "both"}


@dataclass
class _State:
    """What has been seen of a clause so far."""

    chunks: list[Chunk] = field(default_factory=list)
    auxiliary: str = ""
    subject: bool = False
    verb: bool = False
    wh: bool = False
    be_units: tuple[Unit, ...] = ()

    def add(self, chunk: Chunk) -> None:
        self.chunks.append(chunk)
        if chunk.kind == "AUX":
            self.auxiliary = chunk.word
        elif chunk.kind == "V":
            self.verb = True
        elif chunk.kind == "NP":
            before = self.chunks[-2].kind if len(self.chunks) > 1 else ""
            if before != "P" and not self.verb:
                self.subject = True
                if chunk.phrase is not None and chunk.phrase.wh:
                    self.wh = True
        elif chunk.kind == "WH":
            self.wh = True

    @property
    def last(self) -> Chunk | None:
        return self.chunks[-1] if self.chunks else None


def parse_clauses(tokens: list[Token], language: Language, film_nouns: frozenset[str]) -> Clause:
    """The main clause of a segment, with the clauses under it.

    Args:
        film_nouns: common nouns that the film's entities go by, so that "machine" stays a noun.
    """
    return _Parser(tokens, language, film_nouns).main()


@lru_cache(maxsize=8192)
def verb_form(word: str, lemma: str) -> str:
    """Which forms of ``lemma`` a word may be, in words: "third", "past participle", "base past
    participle" (set, put); empty when none."""
    made = forms(lemma)
    names = [
        name
        for name in ("base", "third", "gerund", "past", "participle")
        if getattr(made, name) == word
    ]
    if not names and word.endswith("ed"):
        names = ["past", "participle"]
    return " ".join(names)


class _Parser:
    def __init__(self, tokens: list[Token], language: Language, film_nouns: frozenset[str]):
        self.tokens = tokens
        self.language = language
        self.film_nouns = film_nouns
        self.position = 0
        self.swallowed: set[int] = set()

    # -- looking around ----------------------------------------------------------------------------

    def token(self, offset: int = 0) -> Token | None:
        index = self.position + offset
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def lower(self, offset: int = 0) -> str:
        token = self.token(offset)
        return token.lower if token else ""

    def lemmas(self, token: Token | None) -> tuple[str, ...]:
        if token is None or not token.is_word or token.mention and not token.mention.common:
            return ()
        if token.lower in grammar.DETERMINERS or token.lower in grammar.PREPOSITIONS:
            return ()
        return lemma_of_verb(token.lower)

    def known_verb(self, lemma: str) -> bool:
        return (
            lemma in self.language.units_by_first_lemma
            or lemma in self.language.relation_units_by_first_lemma
        )

    def is_noun_start(self, token: Token | None) -> bool:
        if token is None or not token.is_word:
            return False
        low = token.lower
        if token.mention or low in grammar.DETERMINERS or low in grammar.POSSESSIVES:
            return True
        if low in grammar.PRONOUNS or low in grammar.NUMBER_WORDS or low in grammar.INDEFINITE:
            return True
        return False

    # -- clauses -----------------------------------------------------------------------------------

    def main(self) -> Clause:
        clauses: list[Clause] = []
        while self.position < len(self.tokens):
            before = self.position
            marker = self.subordinator() if not clauses or self.position else ""
            if marker:
                self.position += len(marker.split())
            clause = self.clause("sub" if marker else "main")
            clause.marker = grammar.SUBORDINATORS.get(marker.split()[0], "") if marker else ""
            clauses.append(clause)
            if self.position == before:
                self.position += 1
        if not clauses:
            return Clause(Frame())
        mains = [c for c in clauses if not c.marker]
        asking = [c for c in mains if c.wh] or [
            c for c in mains if c.frame.verb or c.frame.auxiliary
        ]
        main = (asking or mains or clauses)[0]
        for other in clauses:
            if other is not main:
                if other.marker or other.frame.verb:
                    main.nested.append(other)
                else:
                    main.fronted += [("", p) for p in other.frame.phrases] + other.fronted
        return main

    def subordinator(self) -> str:
        """The subordinator that begins here and is followed by a clause of its own; else empty."""
        low = self.lower()
        if low not in grammar.SUBORDINATORS or self.token() is not None and self.token().mention:
            return ""
        if low in ("so",):
            return "so that" if self.lower(1) == "that" else ""
        if low == "as" and self.lower(1) in ("well", "a", "an", "to"):
            return ""
        if low == "when" and self.position == 0 and self.lower(1) in grammar.AUXILIARIES:
            return ""
        if low in ("if", "whether") and self.position == 0:
            return low
        if low == "when" and self.position == 0:
            rest = [t.lower for t in self.tokens]
            if not any(t in (",",) for t in rest) or not any(
                w in grammar.WH_WORDS or w in grammar.AUXILIARIES for w in rest[rest.index(",") :]
            ):
                return ""
        seen_noun = False
        for offset in range(1, 14):
            token = self.token(offset)
            if token is None or token.lower == ",":
                break
            if token.lower in grammar.AUXILIARIES:
                return low if seen_noun or offset > 1 else ""
            if token.lower in grammar.WH_WORDS and offset > 1:
                break
            lemmas = self.lemmas(token)
            if lemmas and offset == 1 and "gerund" in verb_form(token.lower, lemmas[0]):
                return low
            if lemmas and seen_noun and not self.noun_position(self.position + offset):
                return low
            if token.mention or token.lower in grammar.PRONOUNS or not lemmas:
                seen_noun = seen_noun or token.lower not in grammar.ADVERBS
            elif not lemmas or self.noun_position(self.position + offset):
                seen_noun = True
        return ""

    def noun_position(self, index: int) -> bool:
        """Whether the word before leaves room for a noun only."""
        if index == 0:
            return False
        before = self.tokens[index - 1]
        low = before.lower
        if before.mention and before.mention.possessive or low == "'s":
            return True
        if low in grammar.ARTICLES or low in grammar.POSSESSIVES and not self._her_is_object(index):
            return True
        if low in grammar.QUANTIFIERS or low in grammar.NUMBER_WORDS or low in grammar.ORDINALS:
            return low not in ("all", "both", "last", "first", "second", "one")
        return low in grammar.PREPOSITIONS and low not in ("to", "up", "down", "off", "out", "back")

    def _her_is_object(self, index: int) -> bool:
        before = self.tokens[index - 1]
        return before.lower == "her" and not self.lemmas(self.tokens[index])

    def clause(self, kind: str) -> Clause:
        """One clause from here; ends where another must begin."""
        state = _State()
        nested: list[Clause] = []
        start = self.position
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            low = token.lower
            if self.position in self.swallowed:
                self.position += 1
                continue
            if not token.is_word:
                if self._ends_clause(kind, state):
                    self.position += 1
                    break
                self.position += 1
                continue
            if self.position > start and self.subordinator():
                if kind == "sub" and not state.verb and not state.auxiliary:
                    pass
                marker = self.subordinator()
                self.position += len(marker.split())
                inner = self.clause("sub")
                inner.marker = grammar.SUBORDINATORS[marker.split()[0]]
                nested.append(inner)
                continue
            if kind in ("rel", "sub") and state.verb and self._finite_again(state):
                break
            if self._relative_here(state):
                relative = self._relative()
                phrase = next((c.phrase for c in reversed(state.chunks) if c.phrase), None)
                if phrase is not None:
                    phrase.relative = relative
                else:
                    nested.append(relative)
                continue
            before = self.position
            self._chunk(state)
            if self.position == before:
                self.position += 1
        clause = build_clause(state.chunks)
        if clause.frame.verb == "be" and not clause.frame.units:
            clause.frame.units = state.be_units
        clause.nested += nested
        clause.text = " ".join(t.text for t in self.tokens[start : self.position])
        return clause

    def _be_units(self) -> tuple[Unit, ...]:
        """Readings of the "be" here with words that follow: "be angry at", "be in charge of", "be dead".

        The words are swallowed, but for a preposition at their end.
        """
        words = [t.lower for t in self.tokens]
        best: list[Unit] = []
        best_at = size = 0
        candidates = (
            *self.language.units_by_first_lemma.get("be", ()),
            *self.language.relation_units_by_first_lemma.get("be", ()),
        )
        for unit in candidates:
            rest = [w for w in unit.words[1:] if w != "*"]
            core = rest[:-1] if governs(unit) else rest
            if not core or all(w in grammar.PREPOSITIONS | grammar.ARTICLES for w in core):
                continue
            if not governs(unit) and core[-1] in self.language.relations_by_word:
                continue
            for at in range(self.position + 1, min(self.position + 8, len(words) - len(rest) + 1)):
                if words[at] in grammar.WH_WORDS | grammar.AUXILIARIES:
                    break
                if words[at : at + len(rest)] == rest:
                    if len(core) > size:
                        best, best_at, size = [], at, len(core)
                    if len(core) == size and at == best_at:
                        best.append(unit)
                    break
        if best:
            self.swallowed |= set(range(best_at, best_at + size))
        return tuple(best)

    def _ends_clause(self, kind: str, state: _State) -> bool:
        if self.lower() not in (",", ":", "-"):
            return False
        following = self.lower(1)
        if following in grammar.CONJUNCTIONS:
            following = self.lower(2)
        asks = following in grammar.WH_WORDS or (
            following in grammar.PREPOSITIONS and self.lower(2) in grammar.WH_WORDS
        )
        if kind == "rel":
            return state.verb
        if kind == "sub":
            return asks or following in grammar.AUXILIARIES or state.verb
        return asks and not state.wh

    def _finite_again(self, state: _State) -> bool:
        """In a clause that has its verb: whether a finite verb comes that belongs to the one above."""
        if self.lower() not in grammar.AUXILIARIES:
            token = self.token()
            lemmas = self.lemmas(token)
            if not lemmas or token is None:
                return False
            last = state.last
            if last is None or last.kind != "NP" or self.noun_position(self.position):
                return False
            shape = verb_form(token.lower, lemmas[0])
            return ("third" in shape or shape == "past") and any(
                self.known_verb(lemma) for lemma in lemmas
            )
        last = state.last
        return last is not None and last.kind not in ("AUX", "NEG", "CONJ", "WH", "TO")

    def _relative_here(self, state: _State) -> bool:
        low = self.lower()
        last = state.last
        if last is None or last.phrase is None and last.kind != "P":
            return False
        if low in ("who", "whom", "which", "whose", "where") and last.kind == "NP":
            begun = state.verb or state.wh or state.auxiliary
            if self.lower(-1) == "," and not begun:
                return False
            if [c.kind for c in state.chunks] == ["P", "NP"]:
                return self._asks_after_comma()
            return True
        if low in ("whom", "which") and last.kind == "P" and len(state.chunks) > 2:
            return state.chunks[-2].kind == "NP"
        if low == "that" and last.kind == "NP":
            following = self.token(1)
            if following is None:
                return False
            if (
                following.lower in grammar.AUXILIARIES
                or following.lower in grammar.SUBJECT_PRONOUNS
            ):
                return True
            return bool(following.mention) or bool(self.lemmas(following))
        if last.kind == "NP" and last.phrase is not None and not last.phrase.pronoun:
            # "the place she left", "the vision Wanda gave him"; "a body made in secret"
            token = self.token()
            done = state.verb or state.auxiliary in grammar.BE or last.phrase.wh
            common = last.phrase.mentions and last.phrase.mentions[0].common
            if token is not None and done and (last.phrase.head or common):
                subject = low in grammar.SUBJECT_PRONOUNS or bool(
                    token.mention and not token.mention.possessive
                )
                if subject and self._verb_follows(1):
                    return not (last.phrase.wh and state.auxiliary)
                lemmas = self.lemmas(token)
                if lemmas and (state.verb or last.phrase.wh and self._verb_later(1)):
                    form = verb_form(low, lemmas[0])
                    return ("participle" in form or "gerund" in form) and any(
                        self.known_verb(lemma) for lemma in lemmas
                    )
        return False

    def _asks_after_comma(self) -> bool:
        """Whether the question itself comes only after a comma further on."""
        rest = self.tokens[self.position :]
        return any(
            t.lower == "," and n.lower in grammar.WH_WORDS | grammar.AUXILIARIES
            for t, n in zip(rest, rest[1:])
        )

    def _verb_follows(self, offset: int) -> bool:
        for step in range(offset, offset + 3):
            token = self.token(step)
            if token is None or not token.is_word:
                return False
            if token.lower in grammar.AUXILIARIES or self.lemmas(token):
                return True
            if token.lower not in grammar.ADVERBS:
                return False
        return False

    def _verb_later(self, offset: int) -> bool:
        index = self.position + offset
        return any(
            t.lower in grammar.AUXILIARIES
            or any(
                _finite(verb_form(t.lower, lemma)) and self.known_verb(lemma)
                for lemma in self.lemmas(t)
            )
            and not self.noun_position(i)
            for i, t in enumerate(self.tokens[index:], index)
        )

    def _relative(self) -> Clause:
        low = self.lower()
        if low == "that":
            self.position += 1
            clause = self.clause("rel")
        elif low in grammar.WH_WORDS:
            clause = self.clause("rel")
        else:
            participle = bool(self.lemmas(self.token())) and "participle" in verb_form(
                low, self.lemmas(self.token())[0]
            )
            clause = self.clause("rel")
            clause.frame.passive = (
                clause.frame.passive or participle and clause.frame.subject is None
            )
        clause.marker = "relative"
        return clause

    # -- chunks ------------------------------------------------------------------------------------

    def _chunk(self, state: _State) -> None:
        token = self.tokens[self.position]
        low = token.lower
        if token.mention and not token.mention.common:
            self._noun_phrase_chunk(state)
        elif low in grammar.WH_WORDS:
            self._wh_chunk(state)
        elif low in grammar.AUXILIARIES and not (low in ("having",) or self._main_verb_aux(state)):
            state.add(Chunk("AUX", low, position=self.position))
            if low in grammar.BE and not state.be_units and not self._participle_later(1):
                state.be_units = self._be_units()
            self.position += 1
        elif low in ("not", "never") or low == "no" and not self._noun_after():
            state.add(Chunk("NEG", low, position=self.position))
            self.position += 1
        elif low == "to" and self._infinitive_after():
            state.add(Chunk("TO", position=self.position))
            self.position += 1
        elif self._is_verb(state):
            self._verb_chunk(state)
        elif low in grammar.PREPOSITIONS and not self._adverbial():
            state.add(Chunk("P", low, position=self.position))
            self.position += 1
        elif low in grammar.CONJUNCTIONS:
            state.add(Chunk("CONJ", low, position=self.position))
            self.position += 1
        elif low in grammar.ADVERBS and not self._starts_phrase():
            state.add(Chunk("ADV", low, position=self.position))
            self.position += 1
        else:
            self._noun_phrase_chunk(state)

    def _main_verb_aux(self, state: _State) -> bool:
        """Whether "do" or "have" is the clause's verb here, not a helper: "what did he do"."""
        low = self.lower()
        if low not in ("do", "have", "does", "did", "has", "had"):
            return False
        if state.auxiliary in grammar.DO | grammar.MODALS or state.last and state.last.kind == "TO":
            return True
        if low in ("have", "has", "had"):
            following = self.token(1)
            if following is None:
                return True
            if (
                following.lower in ("not", "been", "had", "to")
                or following.lower in grammar.ADVERBS
            ):
                return False
            if state.subject or state.wh:
                if self.is_noun_start(following) and following.lower not in grammar.PRONOUNS:
                    return not self._participle_later(2)
                lemmas = self.lemmas(following)
                return not lemmas and not self._participle_later(1)
        return False

    def _participle_later(self, offset: int) -> bool:
        for step in range(offset, offset + 5):
            token = self.token(step)
            if token is None:
                return False
            for lemma in self.lemmas(token):
                if "participle" in verb_form(token.lower, lemma):
                    return True
        return False

    def _noun_after(self) -> bool:
        following = self.token(1)
        return following is not None and following.is_word

    def _infinitive_after(self) -> bool:
        following = self.token(1)
        if following is not None and following.lower in _LETS_ADVERB_BETWEEN:
            following = self.token(2)
        if following is None or following.mention and not following.mention.common:
            return False
        if following.lower in ("be", "have", "do"):
            return True
        lemmas = self.lemmas(following)
        return following.lower in lemmas and not following.lower.endswith("s")

    def _adverbial(self) -> bool:
        """Whether a preposition stands alone as an adverb ("back", "away", "up")."""
        return self.lower() in ("away", "back", "apart", "together") and not self.is_noun_start(
            self.token(1)
        )

    def _starts_phrase(self) -> bool:
        low = self.lower()
        if low in ("first", "last", "next", "right", "only", "very", "well", "still"):
            before = self.tokens[self.position - 1].lower if self.position else ""
            return before in grammar.ARTICLES or before in grammar.POSSESSIVES
        return False

    def _is_verb(self, state: _State) -> bool:
        token = self.tokens[self.position]
        lemmas = self.lemmas(token)
        if not lemmas and token.lower not in grammar.DO | grammar.HAVE:
            return False
        low = token.lower
        if low in grammar.PRONOUNS or low in grammar.INDEFINITE:
            return False
        if low in grammar.AUXILIARIES:
            return low not in grammar.BE and low not in grammar.MODALS
        last = state.last
        shape = verb_form(low, lemmas[0])
        before = self.tokens[self.position - 1] if self.position else None
        known = any(self.known_verb(lemma) for lemma in lemmas)
        if last is not None and last.kind == "TO":
            return low in lemmas
        if self.noun_position(self.position):
            return "gerund" in shape and before is not None and before.lower in grammar.PREPOSITIONS
        noun = self._noun_like(low)
        if state.verb:
            joined = last is not None and last.kind == "CONJ"
            if (
                last is not None
                and last.kind == "V"
                and last.word in ("get", "be", "keep", "go", "come")
            ):
                return "participle" in shape or "gerund" in shape
            if last is not None and last.kind == "V" and last.word in ("help", "let", "make"):
                return "base" in shape and known and not noun
            return (
                joined
                and known
                and ("base" in shape or _finite(shape))
                and (not noun or self.is_noun_start(self.token(1)))
            )
        if state.auxiliary in grammar.DO or state.auxiliary in grammar.MODALS:
            return low in lemmas and (state.subject or state.wh) and (known or not noun)
        if state.auxiliary in grammar.BE:
            if state.last is not None and state.last.kind in ("AUX", "NEG", "ADV", "NP", "TO"):
                following = self.token(1)
                attributive = (
                    state.last.kind in ("AUX",) and not state.wh and following is not None and False
                )
                return ("gerund" in shape or "participle" in shape) and not attributive
            return False
        if state.auxiliary in grammar.HAVE:
            return "participle" in shape
        if state.wh or state.subject:
            if last is not None and last.kind == "P":
                return "gerund" in shape
            if _finite(shape) and (shape != "base past participle" or not noun):
                return known or not noun
            if "base" in shape and known:
                if last is not None and last.kind == "WH":
                    return True
                return not noun or self.is_noun_start(self.token(1)) or self._plural_subject(state)
            if "gerund" in shape:
                follows = last is not None and last.kind in ("NP", "ADV", "WH")
                return known and follows and (not noun or self.is_noun_start(self.token(1)))
            return False
        if "gerund" in shape:
            return known
        if self.position == 0 and low in lemmas and not known:
            return self.is_noun_start(self.token(1)) and not noun
        return bool(shape) and known and (self.is_noun_start(self.token(1)) or not noun)

    def _plural_subject(self, state: _State) -> bool:
        phrase = state.last.phrase if state.last else None
        following = self.token(1)
        if following is not None and following.lower == "of":
            return False
        return phrase is not None and (phrase.plural or len(phrase.parts) > 1)

    def _noun_like(self, word: str) -> bool:
        lemma = noun_lemma(word)
        return (
            lemma in self.film_nouns
            or word in self.film_nouns
            or lemma in self.language.nouns
            or lemma in self.language.predicates_by_noun
            or lemma in self.language.relations_by_word
        )

    def _verb_chunk(self, state: _State) -> None:
        token = self.tokens[self.position]
        lemmas = self.lemmas(token) or lemma_of_verb(token.lower)
        units, taken, lemma = self._units(lemmas)
        if not units and len(lemmas) > 1:
            lemma = next((x for x in lemmas if self.known_verb(x)), lemmas[0])
        self.swallowed |= taken
        form = verb_form(token.lower, lemma)
        state.add(Chunk("V", lemma, units=units, form=form, position=self.position))
        self.position += 1

    def _units(self, lemmas: tuple[str, ...]) -> tuple[tuple[Unit, ...], set[int], str]:
        """Readings of the verb here, those with the most words, and the further tokens they take."""
        matched: list[tuple[int, int, frozenset[int], Unit, str]] = []
        for lemma in lemmas:
            candidates = (
                *self.language.units_by_first_lemma.get(lemma, ()),
                *self.language.relation_units_by_first_lemma.get(lemma, ()),
            )
            for unit in candidates:
                taken = self._match_unit(unit)
                if taken is None:
                    continue
                core = set(taken)
                if taken and governs(unit):
                    core.discard(max(taken))
                matched.append((len(core), len(taken), frozenset(core), unit, lemma))
        if not matched:
            return (), set(), lemmas[0]
        size = max(m[0] for m in matched)
        chosen = sorted((m for m in matched if m[0] == size), key=lambda m: -m[1])
        core = chosen[0][2]
        units = tuple(dict.fromkeys(m[3] for m in chosen if m[2] == core))
        return units, set(core), chosen[0][4]

    def _match_unit(self, unit: Unit) -> set[int] | None:
        """The positions of the unit's further words after the verb here; None when they are not there."""
        taken: set[int] = set()
        index = self.position + 1
        gap = 0
        words = [w for w in unit.words[1:]]
        previous_gap = False
        for place, word in enumerate(words):
            if word == "*":
                previous_gap = True
                continue
            particle = place == 0 or previous_gap
            reach = _GAP if previous_gap else (4 if particle and word in _PARTICLES else 0)
            found = self._find_word(word, index, reach)
            if found is None:
                return None
            gap = found - index
            if gap and not previous_gap and not (particle and word in _PARTICLES):
                return None
            if gap and not self._gap_is_phrase(index, found):
                return None
            taken.add(found)
            index = found + 1
            previous_gap = False
        return taken

    def _gap_is_phrase(self, start: int, end: int) -> bool:
        """Whether only a noun phrase stands between two positions."""
        return all(
            t.is_word
            and t.lower not in grammar.AUXILIARIES
            and (t.lower not in grammar.PREPOSITIONS or t.lower in ("of",))
            and t.lower not in grammar.WH_WORDS
            for t in self.tokens[start:end]
        )

    def _find_word(self, word: str, index: int, reach: int) -> int | None:
        for at in range(index, min(index + reach + 1, len(self.tokens))):
            token = self.tokens[at]
            if (
                token.lower == word
                or not token.mention
                and (noun_lemma(token.lower) == word or word in lemma_of_verb(token.lower))
            ):
                return at
            if word == "one's" and token.lower in grammar.POSSESSIVES:
                return at
        return None

    def _wh_chunk(self, state: _State) -> None:
        low = self.lower()
        following = self.token(1)
        if low in ("what", "which", "whose") and following is not None and following.is_word:
            noun = self._wh_noun_after()
            if noun:
                self._noun_phrase_chunk(state)
                return
        if low == "how" and self.lower(1) in ("many", "much"):
            self._noun_phrase_chunk(state)
            return
        word = low
        self.position += 1
        if low == "how" and self.lower() in (
            *(
                "old",
                "long",
                "far",
                "big",
                "tall",
                "fast",
                "often",
                "strong",
                "large",
                "heavy",
                "deep",
            ),
            *(
                "high",
                "late",
                "early",
                "soon",
                "powerful",
                "expensive",
                "rich",
                "smart",
                "dangerous",
            ),
        ):
            word = f"how {self.lower()}"
            self.position += 1
        if low == "how" and self.lower() == "come":
            word = "why"
            self.position += 1
        if low == "what" and self.lower() == "else":
            self.position += 1
        state.add(Chunk("WH", word, position=self.position))

    def _wh_noun_after(self) -> bool:
        """Whether "what", "which" or "whose" goes with the noun behind it."""
        token = self.token(1)
        assert token is not None
        low = token.lower
        wh = self.lower()
        if low in grammar.AUXILIARIES or low in grammar.PREPOSITIONS and low != "of":
            return False
        if low == "of":
            return wh == "which"
        if token.mention:
            return wh != "what" or bool(token.mention.common)
        if low in grammar.PRONOUNS or low in grammar.ARTICLES or low in grammar.POSSESSIVES:
            return False
        if low in ("else", "exactly", "all", "happened", "happens", "happen"):
            return False
        if wh in ("which", "whose"):
            return not (
                wh == "which"
                and self.lemmas(token)
                and not self._noun_like(low)
                and low not in ("one", "ones")
            )
        lemmas = self.lemmas(token)
        if not lemmas:
            return low not in grammar.ADVERBS
        shape = verb_form(low, lemmas[0])
        following = self.token(2)
        if self._noun_like(low) or low in ("kind", "sort", "type"):
            if "base" in shape and following is not None:
                return not self.is_noun_start(following) or following.lower in grammar.PRONOUNS
            if "third" in shape:
                return following is not None and (
                    following.lower in grammar.AUXILIARIES or bool(self.lemmas(following))
                )
            return "base" in shape or "gerund" in shape
        return False

    # -- noun phrases ------------------------------------------------------------------------------

    def _noun_phrase_chunk(self, state: _State) -> None:
        start = self.position
        phrase = self._noun_phrase(state)
        if phrase is None:
            self.position = max(self.position, start + 1)
            return
        state.add(Chunk("NP", phrase=phrase, position=start))

    def _noun_phrase(self, state: _State, depth: int = 0) -> NounPhrase | None:
        """A noun phrase with its possessors, "of" phrase and coordinated parts."""
        first = self._simple_phrase(state)
        if first is None:
            return None
        while True:
            if self.lower() in ("of", "in", "inside", "within", "on") and depth < 3 and first.head:
                if self.lower() != "of" and not self._belongs(first):
                    break
                inside = self.token(1)
                if inside is None or inside.lower in grammar.WH_WORDS or not inside.is_word:
                    break
                if (
                    self.lemmas(inside)
                    and verb_form(inside.lower, self.lemmas(inside)[0]) == "gerund"
                ):
                    break
                preposition = self.lower()
                self.position += 1
                target = self._noun_phrase(state, depth + 1)
                if target is None:
                    self.position -= 1
                    break
                if first.head in ("kind", "sort", "type") and preposition == "of":
                    target.wh = first.wh or target.wh
                    target.determiner = "kind"
                    first = target
                else:
                    innermost = first
                    while innermost.of is not None:
                        innermost = innermost.of
                    innermost.of, innermost.of_preposition = target, preposition
                    first.text = f"{first.text} {preposition} {target.text}"
                continue
            break
        if depth == 0 or first.mentions:
            first = self._coordination(first, state, depth)
        return first

    def _belongs(self, phrase: NounPhrase) -> bool:
        """Whether a place after a noun tells which one is meant, not where something happens."""
        return False

    def _coordination(self, first: NounPhrase, state: _State, depth: int) -> NounPhrase:
        parts = [first]
        while self.lower() in ("and", "or", ",", "&", "plus") and not first.wh:
            skip = 2 if self.lower() == "," and self.lower(1) in ("and", "or") else 1
            following = self.token(skip)
            if following is None or following.lower in grammar.WH_WORDS:
                break
            if not self.is_noun_start(following) and not self._noun_like(following.lower):
                break
            if depth and not following.mention:
                break
            if following.lower in grammar.SUBJECT_PRONOUNS and state.verb:
                break
            if self.lower() == "," and not (following.mention and first.mentions):
                break
            saved = self.position
            self.position += skip
            part = self._noun_phrase(state, depth + 1) if not depth else self._simple_phrase(state)
            if part is None or state.verb and self._verb_here_after_np():
                self.position = saved
                break
            parts.append(part)
        if len(parts) == 1:
            return first
        text = " and ".join(part.text for part in parts)
        return NounPhrase(text, parts=tuple(parts), plural=True, start=first.start)

    def _verb_here_after_np(self) -> bool:
        token = self.token()
        if token is None:
            return False
        lemmas = self.lemmas(token)
        return token.lower in grammar.AUXILIARIES or (
            bool(lemmas)
            and _finite(verb_form(token.lower, lemmas[0]))
            and self.known_verb(lemmas[0])
        )

    def _simple_phrase(self, state: _State) -> NounPhrase | None:
        start = self.position
        phrase = NounPhrase("", start=start)
        words: list[str] = []
        possessor: NounPhrase | None = None
        leading = 0

        def close() -> None:
            nonlocal words
            phrase.text = " ".join(
                t.text for t in self.tokens[start : self.position] if t.is_word or t.lower == "'s"
            )

        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            low = token.lower
            if self.position in self.swallowed:
                if words or phrase.mentions or phrase.pronoun:
                    break
                self.position += 1
                continue
            if low == "'s" and (words or phrase.mentions):
                self.position += 1
                owner = NounPhrase(
                    " ".join(t.text for t in self.tokens[start : self.position - 1]),
                    head=noun_lemma(words[-1]) if words else "",
                    modifiers=tuple(words[:-1]),
                    determiner=phrase.determiner,
                    mentions=phrase.mentions,
                    possessor=possessor,
                    start=start,
                )
                possessor, words, phrase.mentions = owner, [], ()
                continue
            if not token.is_word:
                break
            if token.mention is not None and not (
                token.mention.common and self._common_noun_here(token)
            ):
                if token.mention.possessive or token.text.lower().endswith(("'s", "s'")):
                    owner = NounPhrase(
                        token.text,
                        mentions=(token.mention,),
                        possessor=possessor,
                        start=start,
                        modifiers=tuple(words),
                        head="",
                    )
                    possessor, words = owner, []
                    self.position += 1
                    continue
                if phrase.mentions and not words:
                    break
                phrase.mentions += (token.mention,)
                leading = len(words)
                self.position += 1
                following = self.token()
                if following is None or not following.is_word or following.mention:
                    break
                if following.lower in grammar.ADVERBS or not self._noun_continues(state):
                    break
                continue
            if low in grammar.WH_WORDS:
                if start == self.position and low in ("what", "which", "whose", "how"):
                    phrase.wh = low
                    self.position += 1
                    if low == "how":
                        phrase.wh = f"how {self.lower()}"
                        self.position += 1
                    if self.lower() == "of" and low == "which":
                        phrase.head = "one"
                        words = ["one"]
                        break
                    continue
                break
            if (
                low in grammar.POSSESSIVES
                and not words
                and not phrase.mentions
                and not phrase.pronoun
            ):
                following = self.token(1)
                is_object = low == "her" and (
                    following is None
                    or not following.is_word
                    or following.lower in CLOSED_AFTER_OBJECT
                )
                if not is_object:
                    possessor = NounPhrase(low, pronoun=low, start=self.position)
                    self.position += 1
                    continue
            if (
                low in grammar.DEMONSTRATIVES
                and not words
                and self._demonstrative_is_pronoun(state)
            ):
                phrase.pronoun = low
                self.position += 1
                break
            if low in grammar.PRONOUNS and low not in grammar.DEMONSTRATIVES:
                if words or phrase.mentions or phrase.determiner:
                    break
                phrase.pronoun = low
                self.position += 1
                break
            if (words or phrase.mentions) and low in grammar.ARTICLES | grammar.DEMONSTRATIVES:
                break
            if low in grammar.DETERMINERS and not words and not phrase.mentions:
                phrase.determiner = low if not phrase.determiner else f"{phrase.determiner} {low}"
                self.position += 1
                if self.lower() == "of" and low in (
                    "all",
                    "both",
                    "each",
                    "some",
                    "any",
                    "most",
                    "none",
                ):
                    self.position += 1
                continue
            if low in grammar.NUMBER_WORDS or low.isdigit():
                if words and low.isdigit():
                    words.append(low)
                else:
                    phrase.number = grammar.NUMBER_WORDS.get(low, int(low) if low.isdigit() else 0)
                self.position += 1
                if self.lower() == "of" and not words:
                    words.append("one" if phrase.number == 1 else "")
                    words = [w for w in words if w]
                    self.position += 1
                continue
            if low in grammar.ORDINALS and not words:
                phrase.ordinal = grammar.ORDINALS[low]
                words.append(low) if low in ("former", "latter") else None
                self.position += 1
                continue
            if low in grammar.INDEFINITE or low in ("one", "ones"):
                words.append(low)
                self.position += 1
                if low != "one" and low != "ones":
                    break
                continue
            if (
                low in grammar.PREPOSITIONS
                or low in grammar.CONJUNCTIONS
                or low in grammar.AUXILIARIES
                or low in grammar.NEGATIONS
                or low in grammar.SUBORDINATORS
                and low not in ("once",)
            ):
                break
            if low in grammar.ADVERBS and not (self._starts_phrase() and not words):
                break
            begun = words or phrase.mentions or phrase.wh and phrase.number is not None
            if begun and (self._is_verb_after(state, bool(phrase.wh)) or self._reduced_here(state)):
                break
            words.append(low)
            self.position += 1
        phrase.possessor = possessor
        if phrase.mentions and leading == len(words):
            phrase.modifiers = tuple(words)
        elif words:
            lemma = noun_lemma(words[-1])
            phrase.head = lemma
            phrase.modifiers = tuple(words[:-1])
            phrase.plural = lemma != words[-1]
        elif possessor is not None and not phrase.mentions and not phrase.pronoun:
            phrase = possessor
            phrase.start = start
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
            self.position = start
            return None
        close()
        return phrase

    def _reduced_here(self, state: _State) -> bool:
        """Whether a participle after a noun begins a shortened relative clause: "the body made in X"."""
        token = self.token()
        lemmas = self.lemmas(token)
        if token is None or not lemmas or not state.verb or self._noun_like(token.lower):
            return False
        following = self.token(1)
        shape = verb_form(token.lower, lemmas[0])
        return (
            "participle" in shape
            and "base" not in shape
            and (following is None or following.lower in grammar.PREPOSITIONS)
        )

    def _common_noun_here(self, token: Token) -> bool:
        """Whether a word that is also a name stands here as the common noun it is."""
        before = self.tokens[self.position - 1] if self.position else None
        if before is None:
            return False
        low = before.lower
        if low in ("a", "an", "these", "those", "this", "that", "'s") or low in grammar.POSSESSIVES:
            return True
        if before.mention is not None and before.mention.possessive:
            return True
        if token.lower.endswith("s") and token.mention is not None and not token.mention.plural:
            return True
        return bool(
            low not in grammar.DETERMINERS
            and low not in CLOSED_AFTER_OBJECT
            and low not in grammar.AUXILIARIES
            and low not in grammar.WH_WORDS
            and not before.mention
            and before.is_word
            and not self.lemmas(before)
        )

    def _noun_continues(self, state: _State) -> bool:
        """After a name: whether the next word is a noun that the name modifies ("Hydra base")."""
        token = self.token()
        if (
            token is None
            or token.lower in CLOSED_AFTER_OBJECT
            or token.lower in grammar.AUXILIARIES
        ):
            return False
        if token.lower in grammar.PRONOUNS or token.lower in grammar.WH_WORDS:
            return False
        if self._is_verb_after(state, False):
            return False
        if not self._noun_like(token.lower):
            return False
        return True

    def _is_verb_after(self, state: _State, wh: bool) -> bool:
        """Whether the word here is the clause's verb, given that a noun phrase ends before it."""
        token = self.token()
        lemmas = self.lemmas(token)
        if token is None or not lemmas:
            return False
        if state.verb:
            return False if not (state.last and state.last.kind in ("CONJ",)) else False
        probe = _State(list(state.chunks), state.auxiliary, True, state.verb, state.wh or wh)
        probe.chunks.append(Chunk("NP", phrase=NounPhrase("")))
        if not self._is_verb(probe):
            return False
        shape = verb_form(token.lower, lemmas[0])
        if self._noun_like(token.lower) and ("base" in shape or "third" in shape):
            if state.auxiliary in grammar.DO | grammar.MODALS:
                return "base" in shape and not self._base_verb_later(1)
            following = self.token(1)
            if "third" in shape and not state.auxiliary:
                return True
            if state.auxiliary in grammar.BE | grammar.HAVE and "participle" in shape:
                return True
            return self.is_noun_start(following)
        if "participle" in shape and not state.auxiliary and not wh:
            return True
        return True

    def _base_verb_later(self, offset: int) -> bool:
        for step in range(offset, offset + 3):
            token = self.token(step)
            if token is None or not token.is_word or token.lower in grammar.PREPOSITIONS:
                return False
            lemmas = self.lemmas(token)
            if token.lower in lemmas and any(self.known_verb(x) for x in lemmas):
                if not self.noun_position(self.position + step):
                    return not self._noun_like(token.lower)
        return False

    def _demonstrative_is_pronoun(self, state: _State) -> bool:
        following = self.token(1)
        if following is None or not following.is_word:
            return True
        low = following.lower
        if low in grammar.AUXILIARIES or low in grammar.PREPOSITIONS or low in grammar.ADVERBS:
            return True
        return self._is_verb_after(state, False) and False


CLOSED_AFTER_OBJECT = frozenset(
    grammar.PREPOSITIONS
    | grammar.CONJUNCTIONS
    | grammar.ADVERBS
    | grammar.AUXILIARIES
    | set(grammar.SUBORDINATORS)
    | grammar.ARTICLES
    | {"that", "who", "which"}
)
_PARTICLES = frozenset(
    {
        *(
            "up",
            "down",
            "off",
            "on",
            "out",
            "in",
            "over",
            "away",
            "back",
            "apart",
            "together",
            "through",
        ),
        *("around", "along", "aside", "under", "forward", "ahead"),
    }
)


def _finite(shape: str) -> bool:
    return "third" in shape or "past" in shape or "participle" in shape


def build_clause(chunks: list[Chunk]) -> Clause:
    """A clause from its chunks: which phrase is subject, which object, what is asked for."""
    return build_frame(chunks)


__all__ = ["GENERIC_VERBS", "Chunk", "Wh", "parse_clauses", "verb_form"]
