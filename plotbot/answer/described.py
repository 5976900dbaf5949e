"""The fact that a question describes without naming it, by everything it says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from plotbot.answer.explaining import PERCEIVING, tells_way
from plotbot.answer.matching import Match
from plotbot.answer.model import ANSWERED, NOT_IN_SYNOPSIS, Answer, Statement
from plotbot.answer.ranking import Ranked, Ranking, Ranks
from plotbot.film.model import Event, Fact
from plotbot.question.asked import MANNER, PLACE, REASON
from plotbot.question.reading import Reading

ENOUGH, DOUBTFUL = 0.45, 0.65
"""Which share of a question a fact must bear out to be taken for the one described; and where it
leaves out a thing or somebody whom the question names."""
FAR_MORE, FARTHER = 0.2, 0.45
"""How much more than an answer found by form a fact must bear out to be told instead."""
CONFIRMING, MAIN = 0.7, 0.6
"""The same for what is told on a question whether something is so; and its main words alone."""
UNTOLD, CONTENT = 0.27, 0.45
"""By how much less a fact may be meant than the one most meant and still be told; and which share
of what is said, names apart, it must clearly bear out."""
AS_LIKELY, SECOND = 0.15, 3
"""How far behind the fact told another may be and be told beside it, of the first so many."""
JUST_SO = 0.95
"""How well a fact must fit in its words and its shape to be told instead of any other."""
MEANT, CLEARLY_MEANT = 0.85, 0.35
"""What a fact must bear out that does not tell what is asked, and by how much more it must be meant
than what was found by form, for the question to be refused."""
ALONE = 0.62
"""What a fact must bear out that clearly tells but one thing said."""
ALL_ELSE, DESPITE = 0.75, 0.7
"""What a fact must bear out that tells all but the noun asked for; and one that contradicts."""
SURE = 0.9
"""From which score and likeness of the verb on what was found by form needs nothing beside it."""
OUTDOING, BETTER = 0.65, 0.3
"""What a fact must bear out at least, and by how much its score must be higher, to be told instead
of what was found by form."""
NEARBY = 0.1
"""How far behind the best fact another may be and still be told instead."""
MOST_TRIED = 8
"""How many of the likeliest facts are looked at."""

_AFTER_THAT = re.compile(r"\b(?:after|before) (?:that|this|it)\b")
"""What points to the order of what was told, not to a fact."""


class Described:
    """Answers from the fact that most of a question's words point to."""

    def __init__(self, ranking: Ranking):
        self.ranking = ranking

    def answer(self, reading: Reading, other: Answer | None = None) -> Answer | None:
        """The answer from the fact that most of the question's words point to.

        None where they do not point to one clearly, or it does not tell what is asked for; or
        where ``other``, an answer or a refusal found by form, has as good a claim.
        """
        whether = reading.is_whether or reading.is_statement
        if whether and (other is None or other.status == ANSWERED):
            return None
        if reading.clause.frame.negated and not whether:
            return None
        if reading.wh.startswith("how ") or _AFTER_THAT.search(reading.low):
            return None
        subject = reading.clause.frame.subject
        if subject is not None and subject.pronoun in ("i", "you", "we"):
            return None
        ranks = self.ranking.of(reading)
        if not ranks.weighing.describes:
            return None
        for ranked in self._fitting(reading, ranks, other):
            statements, ids = ranked.told or ((Statement(ranked.fact),), ())
            if whether and ranked.conflict:
                return None
            if whether and not (ranked.borne >= CONFIRMING and ranks.weighing.clear(ranked.fact)):
                return None
            if whether and ranks.weighing.main_told(ranked.fact) < MAIN:
                return None
            if whether and self._asks_kind(reading) and isinstance(ranked.fact, Event):
                return None  # what somebody does is not what he is
            beside = self._beside(ranks, ranked)
            return Answer(
                ANSWERED,
                statements=(*statements, *beside),
                entities=ids,
                topic=reading.ids,
                considered=tuple(
                    (r.fact.id, round(r.borne, 3), "described") for r in ranks.ranked[:5]
                ),
                details={"event": ranked.fact.id, "borne": ranked.borne},
            )
        return None

    def untold(self, reading: Reading, answer: Answer) -> Answer | None:
        """The refusal of a question that clearly means a fact which does not tell what is asked.

        None where the answer found by form is of a fact that is as likely meant.
        """
        ranks = self.ranking.of(reading)
        if ranks.asked.form not in (PLACE, REASON, MANNER) or not ranks.ranked:
            return None
        own = max((r.meant for r in ranks.of(_facts(answer))), default=0.0)
        meant = max(ranks.ranked, key=lambda r: r.meant)
        clear = meant.borne >= MEANT and meant.shape > 0 and not meant.conflict
        if meant.told is not None or not clear or meant.meant < own + CLEARLY_MEANT:
            return None
        return Answer(
            NOT_IN_SYNOPSIS,
            statements=(Statement(meant.fact),),
            topic=reading.ids,
            details={"event": meant.fact.id},
        )

    def completed(self, reading: Reading, answer: Answer) -> Answer:
        """An answer found by form, with the fact that the question's words rather point to."""
        match = answer.details.get("match")
        sure = isinstance(match, Match) and match.score >= SURE and match.predicate >= SURE
        if reading.wh == "" or len(answer.statements) != 1 or sure:
            return answer
        ranks = self.ranking.of(reading)
        if ranks.asked.form:
            return answer
        first = ranks.first
        if first is None or first.conflict or first.told is None or first.borne < ENOUGH:
            return answer
        more = first.told[0][:1]
        if not more or _alike(more[0], answer.statements[0]):
            return answer
        return replace(answer, statements=(*answer.statements, *more))

    def _asks_kind(self, reading: Reading) -> bool:
        """Whether it is asked if somebody or something is of a kind: "is X a traitor"."""
        frame = reading.clause.frame
        if frame.verb != "be" or frame.object is None or frame.prepositions:
            return False
        if frame.object.determiner not in ("a", "an"):
            return False
        return frame.object.head not in self.ranking.knowledge.speech.generic_nouns

    @staticmethod
    def _beside(ranks: Ranks, told: Ranked) -> tuple[Statement, ...]:
        """What stands so near behind what is told that it may be meant as well."""
        for other in ranks.ranked[:SECOND]:
            if other.fact is told.fact or other.told is None or other.conflict:
                continue
            sure = min(told.borne, told.shape) >= JUST_SO
            if other.score < told.score - (0.0 if sure else AS_LIKELY) or not other.told[0]:
                continue
            if told.told is None or not any(_alike(other.told[0][0], s) for s in told.told[0]):
                return other.told[0][:1]
        return ()

    @staticmethod
    def _tells(reading: Reading, ranks: Ranks, ranked: Ranked) -> bool:
        """Whether a fact may be told: it tells what is asked for, or all else that is said of it.

        The noun of "what loss", "which feeling" may say of a fact what no part of it is called.
        """
        if ranked.told is not None:
            return True
        if ranks.asked.form == MANNER and isinstance(ranked.fact, Event):
            # "how did they beat it": what is told in other words is how
            own = ranks.weighing.main_in_other_words(ranked.fact)
            if {unit.predicate for unit in reading.clause.frame.units} & PERCEIVING:
                own = own and tells_way(ranked.fact)  # how somebody knows is by whom or what
            return own and ranked.borne >= ALL_ELSE and ranked.fact.status == "happens"
        wh = reading.clause.wh
        plain = wh is not None and wh.word in ("what", "which") and not ranks.asked.form
        if not plain or ranked.borne < ALL_ELSE or ranks.weighing.leaves_out(ranked.fact):
            return False
        return ranks.weighing.content_told(ranked.fact) >= ALL_ELSE and ranks.weighing.says_asked(
            ranked.fact
        )

    def _fitting(self, reading: Reading, ranks: Ranks, other: Answer | None) -> Iterable[Ranked]:
        """The facts that may be told, the likeliest first."""
        if not ranks.ranked:
            return
        best = ranks.ranked[0]
        told = _facts(other) if other is not None else []
        least, least_score = 0.0, -1.0
        if other is not None and other.status == ANSWERED:
            if other.form == "event":
                least_score = max((r.score for r in ranks.of(told)), default=0.0) + BETTER
            else:
                far = FAR_MORE if other.form != "film" else FARTHER
                least = max(OUTDOING, ranks.weighing.told_by(told) + far)
        sure = other is not None and other.status != ANSWERED and other.details.get("sure")
        meant = max(r.meant for r in ranks.ranked)
        for ranked in ranks.ranked[:MOST_TRIED]:
            if max(ranked.score, ranked.meant - UNTOLD) < best.score - NEARBY:
                return
            if ranked.meant < meant - UNTOLD or ranks.weighing.content_told(ranked.fact) < CONTENT:
                continue
            if not ranks.weighing.of_film and not ranks.weighing.says_all(ranked.fact):
                continue
            enough = DOUBTFUL if ranks.weighing.leaves_out(ranked.fact) else ENOUGH
            enough = max(enough, DESPITE) if ranked.conflict else enough
            just_so = min(ranked.shape, ranked.borne) >= JUST_SO
            just_so = just_so and ranks.weighing.says_main(ranked.fact)
            just_so = just_so and not (other is not None and other.form == "film")
            if ranked.borne < (enough if just_so else max(least, enough)):
                continue
            if not self._tells(reading, ranks, ranked):
                continue
            alone = not ranks.weighing.clear(ranked.fact)
            if alone and (ranked.borne < ALONE or ranks.asked.form == PLACE and not ranked.shape):
                continue
            if ranked.score < least_score:
                continue
            if sure and ranked.fact not in told:
                continue
            yield ranked


def _facts(answer: Answer) -> list[Fact]:
    return [statement.fact for statement in answer.statements]


def _alike(one: Statement, other: Statement) -> bool:
    """Whether two statements tell the same: one fact, or two made of the same words."""
    same = one.fact.sentence == other.fact.sentence
    return same and (one.fact.quote in other.fact.quote or other.fact.quote in one.fact.quote)
