"""Questions about what came of an event: consequences, effects on somebody, how a fight ends."""

from __future__ import annotations

import re
from functools import cached_property

from plotbot.answer.causing import DO, MOST_TOLD, SOFT, WHAT, Causing, compiled, cut
from plotbot.answer.model import Answer, Statement
from plotbot.answer.story import brought_about
from plotbot.film.index import lemmas_of
from plotbot.film.model import Event, Fact
from plotbot.question.asked import upon_whom
from plotbot.question.reading import Reading

_FIGHTS = frozenset({"fight", "battle", "attack", "confront", "duel", "besiege"})
_BIG_FIGHT = (
    r"(?:the |this |that )?(?:(?:final|last|big|great|climactic|decisive|end|closing|ultimate) )*"
    r"(?:fight|battle|war|showdown|clash|confrontation|brawl|duel|stand-?off)"
)


class Consequences(Causing):
    """What an event told in any words brought about."""

    def consequence(self, reading: Reading) -> Answer | None:
        """ "What came of X?", "what did X lead to?", "the result of X"."""
        words = cut(self._ensuing, reading.low)
        if not words:
            return None
        found = self.sense.events(words, reading)
        statements = list(
            dict.fromkeys(s for e in found for s in self._come_of(e) if s.fact not in found)
        )
        upon = upon_whom(reading)
        if upon:
            statements = [s for s in statements if upon & self._concerned(s.fact)]
            if not statements:
                return None
        if found and self._is_climax(words, found):
            statements = [Statement(e) for e in self.story.last_of(found[0].part)]
        if not statements and found:
            statements = [Statement(e) for e in self.story.after(found[0], 1)]
        if not statements:
            return None
        return self.told(reading, statements[:MOST_TOLD], found[0])

    def _concerned(self, fact: Fact) -> set[str]:
        """Those who do or suffer something."""
        if not isinstance(fact, Event):
            return set()
        return {id for role in (fact.subject, "agent", "patient") for id in fact.entities(role)}

    def _is_climax(self, words: str, found: list[Event]) -> bool:
        """Whether words name the fight in which the plot comes to its height."""
        lemmas = {lemma for word in words.split() for lemma in lemmas_of(word)}
        known = self.language.predicates_by_noun
        fights = {p.id for lemma in lemmas for p in known.get(lemma, ())} & _FIGHTS
        return bool(fights) and found[0].part == "climax"

    def _come_of(self, event: Event) -> list[Statement]:
        """What an event brought about, directly or, where that is all, through its likes."""
        film = self.film
        found = brought_about(film, event, film.events)
        found += [e for e in film.events if event.id in e.links.get("means", ())]
        if not found:
            found = [
                film.event[id]
                for id in event.links.get("content", ())
                if id in film.event and film.event[id].status == "happens"
            ]
        # that something bad happens is little: what comes of that is asked as well
        slight = [e for e in found if e.predicate == "happen"]
        found += [o for e in slight for o in brought_about(film, e, film.events) if o not in found]
        return [Statement(e) for e in found if e.status == "happens" and e.say != event.say]

    @cached_property
    def _ensuing(self) -> tuple[re.Pattern[str], ...]:
        verbs = self.verbs("ensues")
        leading, bare = self.verbs("leads", participles=True), self.bases("leads")
        nouns = self.nouns("consequence")
        of = r"(?:of|from|to|for|on|upon|behind|after|because of|that \w+ (?:from|of))"
        return compiled(
            rf"{WHAT}{SOFT} {verbs}(?: that)? (?P<x>.+)$",
            rf"{WHAT}(?: (?:is|was|are|were))?(?: the| its| a| any)?(?: \w+){{0,2}} {nouns} "
            rf"{of} (?P<x>.+)$",
            rf"^(?:the )?{nouns} (?:of|from) (?P<x>.+)$",
            rf"{WHAT}(?: \w+){{0,2}} {nouns} (?:{DO} )?(?:{verbs} )?(?P<x>.+?)"
            rf"(?: (?:have|produce|cause|bring|bear|exert))?(?: on .+)?$",
            rf"^what (?:(?:do|does|did|would|will) (?P<x>.+) {bare}|(?:has|have|had) (?P<y>.+) "
            rf"{leading})"
            r"(?: (?:to|in|about|off|on))?"
            r"(?: in the end| directly| (?:the|him|her|them|it)(?: \w+)? to do)?$",
            rf"^what {DO} (?P<x>.+'s? \w+|.*\w+ing\b.*|.+ of .+) "
            r"(?:make|cause|lead|prompt|drive|force|get|push|inspire|move|"
            r"bring|compel|induce) .+? (?:to )?do$",
            rf"^how {DO} (?P<x>.+) (?:affect|influence|impact|touch|shake|trouble|disturb) .+$",
            rf"^(?:to|in) what (?:\w+ )?{DO} (?P<x>.+) (?:lead|give rise|result|end|culminate)$",
            rf"^(?:what becomes of|who (?:wins|won|loses|lost)) (?P<x>{_BIG_FIGHT}\b.*)$",
            r"^(?:how|what) (?:did|does) (?P<x>(?:the |this |that ).+) "
            r"(?:turn out|pan out|play out|work out|end up|come out|finish|end|resolve|go)"
            r"(?: (?:and )?who (?:wins|won))?$",
        )
