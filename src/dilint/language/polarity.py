"""Which words of a sentence are negated or forbidden.

«не» before a verb negates that verb; «не» before a modal negates what the modal governs;
a prohibition («запрещается», «не допускается», «нельзя», «никто не вправе») negates its whole
clause up to the next predicate. «не только», «не менее», «не позднее» negate nothing, and no more does the «ни» of
«кто бы ни», «каким бы ни был».
"""

from __future__ import annotations

import re
from functools import lru_cache

from dilint.language.morphology import readings
from dilint.language.sentences import Sentence

_HARMLESS = frozenset(
    ("только менее более позднее позже ранее раньше реже чаще выше ниже свыше меньше больше столько ").split()
)
#: After «не», these carry the negation to what they govern, before them and after them alike.
_CARRIERS = re.compile(
    r"(?:вправе|мо[гж]|долж[еён]н|обязан|подлеж|допуска|допусти|разреша|применя|предусм|устан[ао]вл|производ|влек|влеч|"
    r"явля|име[еюл]|осуществл|практику|след|служ|распростран|означ|предполаг|быва|быть|буд[еу]т|станет|стан[еу]т|да[её]т|"
    r"счита|призна|дела|возник|наступ|ведет|пови?лечет|требу)"
)
_FORBIDS = re.compile(
    r"(?:запрещ(?!ающ|енн)|запрет|недопустим|недопущен|нельзя|исключен[аоы]?\Z|исключает|неправомерн[оы]?\Z|незаконн[оы]?\Z|противореч|воспреща|отменен|ничтожн|излиш(?:ен|не|ня|ни)\Z)"
)
_NOBODY = frozenset(("никто никого никому ничто ничего никакой никакая никакие никаких никакого ни ").split())
_VERB = re.compile(
    r"(?:[еиаяую]т|[еиаяую]тся|л[аои]?|лся|лась|лось|лись|ть|ться|чь|ти|ешь|ишь|[еая]н[аоы]?|(?<![щшн])[ое]м)\Z"
)
_CONCESSION = 4  # tokens between «бы» and its «ни»
_QUESTION = re.compile(
    r"(?:кто|кого|кому|кем|ком|что|чего|чему|чем|чей|чья|чье|чьи|как|какой|каки\w*|како\w+|какая|сколько|где|когда|куда)\Z"
)
_PREPOSITIONS = frozenset("в во с со на по за из у от до".split())
_WITHOUT = frozenset(("без", "вместо", "помимо"))


def negated(sentence: Sentence) -> tuple[bool, ...]:
    """One flag a token: whether what the word says is denied or forbidden."""
    return _scan(sentence)[0]


def denied(sentence: Sentence) -> frozenset[int]:
    """Tokens of the clauses whose main verb is negated: nouns among them are not asserted."""
    return _scan(sentence)[1]


@lru_cache(maxsize=256)
def _scan(sentence: Sentence) -> tuple[tuple[bool, ...], frozenset[int]]:
    words, clause = sentence.words, sentence.clause
    flags = [False] * len(words)
    unsaid: set[int] = set()
    for i, word in enumerate(words):
        if word in ("не", "ни") and "бы" in words[max(0, i - _CONCESSION) : i] and _concedes(words, i):
            continue
        if word == "не" and i + 1 < len(words):
            following = words[i + 1]
            if following in _HARMLESS:
                continue
            flags[i + 1] = True
            if following in _PREPOSITIONS and i + 2 < len(words):
                flags[i + 2] = True
            if _CARRIERS.match(following):
                unsaid.update(_spread(flags, words, clause, i))
            elif i and words[i - 1] in ("а", "но"):
                _until_comma(flags, words, clause, i + 1)
            elif _VERB.search(following):
                unsaid.update(_extent(words, clause, i))
        elif word == "нет" or _FORBIDS.match(word):
            if not (i and words[i - 1] == "не"):
                unsaid.update(_spread(flags, words, clause, i))
        elif word in _NOBODY:
            unsaid.update(_spread(flags, words, clause, i))
        elif word in _WITHOUT:
            for k in range(i + 1, min(i + 3, len(words))):
                flags[k] = True
    return tuple(flags), frozenset(unsaid)


def _spread(flags: list[bool], words: tuple[str, ...], clause: tuple[int, ...], i: int) -> list[int]:
    extent = _extent(words, clause, i)
    for k in extent:
        flags[k] = True
    return extent


def _extent(words: tuple[str, ...], clause: tuple[int, ...], i: int) -> list[int]:
    """The clause of token i as far as the commas and «и» beyond which another predicate stands."""
    extent = [i]
    for step in (-1, 1):
        run = _segment(words, clause, i, step)
        while run:
            extent += run
            run = _segment(words, clause, run[-1], step)
            if any(_finite(words[k]) for k in run):
                break
    return extent


def _segment(words: tuple[str, ...], clause: tuple[int, ...], i: int, step: int) -> list[int]:
    """Tokens behind (or before) token i, the comma or «и» that ends them included."""
    run = []
    k = i + step
    while 0 <= k < len(words) and clause[k] == clause[i]:
        run.append(k)
        if words[k] in (",", "и"):
            break
        k += step
    return run


def _finite(word: str) -> bool:
    return word[0].isalpha() and len(word) > 2 and readings(word)[0].pos in ("VERB", "PRTS")


def _concedes(words: tuple[str, ...], i: int) -> bool:
    """Whether «не» or «ни» belongs to «кто бы ни», «сколько бы это ни», «чего бы не»."""
    return any(_QUESTION.match(word) for word in words[max(0, i - 2 * _CONCESSION) : i])


def _until_comma(flags: list[bool], words: tuple[str, ...], clause: tuple[int, ...], i: int) -> None:
    for k in range(i, len(words)):
        if words[k] in (",", ";", ".") or clause[k] != clause[i]:
            return
        flags[k] = True
