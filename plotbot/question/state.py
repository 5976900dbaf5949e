"""What has been seen of a clause so far, by which each next word is judged."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from plotbot.language.lexicon import Unit
from plotbot.question.grammar import BE
from plotbot.question.syntax import Chunk, NounPhrase


@dataclass
class ClauseState:
    """The chunks read, and what they amount to.

    Attributes:
        auxiliary: the last helper verb.
        subject: whether a noun phrase stands that may be the subject.
        verb: whether the verb is read.
        wh: whether a wh-word, or a phrase with one, is read.
        be_units: readings of "be" with words that follow ("be in charge of").
    """

    chunks: list[Chunk] = field(default_factory=list)
    auxiliary: str = ""
    subject: bool = False
    verb: bool = False
    wh: bool = False
    be_units: tuple[Unit, ...] = ()

    def add(self, chunk: Chunk) -> None:
        """Takes note of a chunk."""
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
        """The chunk read last."""
        return self.chunks[-1] if self.chunks else None

    @property
    def last_kind(self) -> str:
        """The kind of the chunk read last; empty at the beginning."""
        return self.chunks[-1].kind if self.chunks else ""

    @property
    def says_what_it_is(self) -> bool:
        """Whether a "be" is read with what follows it: "(those) who are in charge of the base"."""
        kinds = [chunk.kind for chunk in self.chunks]
        if self.auxiliary not in BE or "AUX" not in kinds:
            return False
        return "NP" in kinds[kinds.index("AUX") :]

    def after_phrase(self, wh: bool) -> ClauseState:
        """The state as it would be were the noun phrase that is being read complete."""
        chunks = [*self.chunks, Chunk("NP", phrase=NounPhrase(""))]
        return replace(self, chunks=chunks, subject=True, wh=self.wh or wh)
