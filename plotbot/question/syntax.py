"""The shape of a question: tokens, noun phrases, frames and clauses, before any film is looked at.

Clause ── wh         what is asked for, and where in the clause it stands
       ── frame      the main verb with what stands around it
       ── nested     clauses under it: "after he killed X", "the man who ran it", "to build it"
"""

from __future__ import annotations

from dataclasses import dataclass, field

from plotbot.film.names import Mention
from plotbot.language.lexicon import Unit


@dataclass
class Token:
    """A word, or a whole name. ``lower`` is its spelling after repair of a typing error."""

    text: str
    lower: str
    start: int
    end: int
    mention: Mention | None = None
    repaired: bool = False

    @property
    def is_word(self) -> bool:
        return self.lower[:1].isalnum()


@dataclass
class NounPhrase:
    """A noun phrase; ``ids`` are filled in by the resolver, which knows film and conversation.

    ``choices`` are other readings, the likeliest first, where ``ids`` is not certain. ``is_class``:
    any one of ``ids`` is meant ("which hero"), not all of them. ``events`` are what a noun of
    action ("the raid", "X's death") stands for.
    """

    text: str
    head: str = ""
    modifiers: tuple[str, ...] = ()
    determiner: str = ""
    pronoun: str = ""
    mentions: tuple[Mention, ...] = ()
    possessor: NounPhrase | None = None
    of: NounPhrase | None = None
    parts: tuple[NounPhrase, ...] = ()
    relative: Clause | None = None
    wh: str = ""
    number: int | None = None
    ordinal: int | None = None
    plural: bool = False
    start: int = 0
    ids: tuple[str, ...] = ()
    choices: tuple[tuple[str, ...], ...] = ()
    events: tuple[str, ...] = ()
    is_class: bool = False
    assumed: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """Content words of the phrase, the head last."""
        return (*self.modifiers, self.head) if self.head else self.modifiers


@dataclass
class Chunk:
    """A piece of a clause in the making: kind is WH, AUX, NP, V, P, NEG, TO, ADV or CONJ."""

    kind: str
    word: str = ""
    phrase: NounPhrase | None = None
    units: tuple[Unit, ...] = ()
    form: str = ""
    position: int = 0


@dataclass
class Wh:
    """What a clause asks for. ``function``: subject, object, place, time, reason, manner, count,
    possessor, attribute, truth, or a preposition ("with", "by") it depends on."""

    word: str
    function: str
    phrase: NounPhrase | None = None


@dataclass
class Frame:
    """A verb with its neighbours. ``units`` are its readings; none where the verb is "be"."""

    verb: str = ""
    form: str = ""
    units: tuple[Unit, ...] = ()
    subject: NounPhrase | None = None
    object: NounPhrase | None = None
    second_object: NounPhrase | None = None
    prepositions: list[tuple[str, NounPhrase]] = field(default_factory=list)
    stranded: list[str] = field(default_factory=list)
    passive: bool = False
    auxiliary: str = ""
    negated: bool = False
    adverbs: list[str] = field(default_factory=list)
    complement: Frame | None = None

    @property
    def phrases(self) -> tuple[NounPhrase, ...]:
        """All noun phrases of the frame itself, in the order of their roles."""
        own = [self.subject, self.object, self.second_object]
        return tuple(p for p in [*own, *(phrase for _, phrase in self.prepositions)] if p)


@dataclass
class Clause:
    """A frame, what it asks for, and the clauses under it. ``marker`` says how it is joined on."""

    frame: Frame
    wh: Wh | None = None
    marker: str = ""
    nested: list[Clause] = field(default_factory=list)
    fronted: list[tuple[str, NounPhrase]] = field(default_factory=list)
    text: str = ""

    @property
    def frames(self) -> tuple[Frame, ...]:
        """The main frame and those that complete it ("wants" + "to build")."""
        frames: list[Frame] = []
        frame: Frame | None = self.frame
        while frame is not None:
            frames.append(frame)
            frame = frame.complement
        return tuple(frames)

    @property
    def phrases(self) -> tuple[NounPhrase, ...]:
        """The noun phrases of its frames, the one behind the wh-word, and those in front."""
        found = [phrase for frame in self.frames for phrase in frame.phrases]
        if self.wh is not None and self.wh.phrase is not None:
            found.append(self.wh.phrase)
        return (*found, *(phrase for _, phrase in self.fronted))
