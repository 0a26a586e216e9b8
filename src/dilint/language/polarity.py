"""Which words of a sentence are negated or forbidden.

«не» before a verb negates that verb; «не» before a modal negates what the modal governs;
a prohibition («запрещается», «не допускается», «нельзя», «никто не вправе») negates its whole
clause, up to a comma or «и» behind which another verb rules. «не только», «не менее», «не позднее» negate nothing, and
no more does the «ни» of «кто бы ни», «каким бы ни был».
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
    r"счита|призна|дела|возник|наступ|ведет|пови?лечет|требу|нужн|уполномоч|попада)"
)
_FORBIDS = re.compile(
    r"(?:запрещ(?!ающ|енн)|запрет|недопустим|недопущен|нельзя|исключен[аоы]?\Z|исключает|неправомерн[оы]?\Z|незаконн[оы]?\Z|противореч|воспреща|отменен|ничтожн|излиш(?:ен|не|ня|ни)\Z)"
)
_NOBODY = frozenset(("никто никого никому ничто ничего никакой никакая никакие никаких никакого ни ").split())
_VERB = re.compile(
    r"(?:[еиаяую]т|[еиаяую]тся|л[аои]?|лся|лась|лось|лись|ть|ться|чь|ти|ешь|ишь|[еая]н[аоы]?|(?<![щшн])[ое]м)\Z"
)
_CONCESSION = 5  # tokens between «бы» and its «ни»
_QUESTION = re.compile(
    r"(?:кто|кого|кому|кем|ком|что|чего|чему|чем|чей|чья|чье|чьи|как|какой|каки\w*|како\w+|какая|сколько|где|когда|куда)\Z"
)
_PREPOSITIONS = frozenset("в во с со на по за из у от до".split())
#: «не подлежащий», «не предусмотренный»: denies what follows it up to the comma, not the clause it hangs on.
_PARTICIPLE = re.compile(
    r"(?:[ая]щ|[ую]щ|вш|нн|[еяи]м)(?:ий|ый|ая|ее|ое|ие|ые|его|ого|ему|ому|им|ым|их|ых|ими|ыми|ей|ой|ую|ем|ом)(?:ся)?\Z"
)
_BORDERS = frozenset((",", ":", "и"))
_WITHOUT = frozenset(("без", "вместо", "помимо"))


def negated(sentence: Sentence) -> tuple[bool, ...]:
    """One flag a token: whether what the word says is denied or forbidden."""
    return _scan(sentence)[0]


def denied(sentence: Sentence) -> tuple[bool, ...]:
    """One flag a token: whether it stands where the main verb is negated, so that nouns are not asserted."""
    return _scan(sentence)[1]


@lru_cache(maxsize=256)
def _scan(sentence: Sentence) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
    words, clause = sentence.words, sentence.clause
    flags = [False] * len(words)
    denied = [False] * len(words)
    for i, word in enumerate(words):
        if word in ("не", "ни") and _concedes(words, i):
            continue
        if word == "не" and i + 1 < len(words):
            following = words[i + 1]
            if following in _HARMLESS:
                continue
            flags[i + 1] = True
            if following in _PREPOSITIONS and i + 2 < len(words):
                flags[i + 2] = True
            if _PARTICIPLE.search(following):
                _until_comma(flags, words, clause, i + 1, verbs=True)
            elif _CARRIERS.match(following):
                _spread((flags, denied), words, clause, i)
            elif i and words[i - 1] in ("а", "но"):
                _until_comma(flags, words, clause, i + 1)
            elif _VERB.search(following):
                _spread((denied,), words, clause, i)
        elif word == "нет" or _FORBIDS.match(word):
            if not (i and words[i - 1] == "не") and not _removes(words, i):
                _spread((flags, denied), words, clause, i)
        elif word in _NOBODY:
            _spread((flags, denied), words, clause, i)
        elif word in _WITHOUT:
            _deprive(flags, words, i)
    return tuple(flags), tuple(denied)


def _deprive(flags: list[bool], words: tuple[str, ...], i: int) -> None:
    """Mark the two words after «без», and two more behind an «и»: «без оформления и дополнительной оплаты»."""
    left = 2
    for k in range(i + 1, len(words)):
        joins = words[k] in ("и", "или") and words[k + 1 : k + 2] and words[k + 1] not in _PREPOSITIONS
        if not (left or joins) or words[k] == "," or _finite(words[k]):
            return
        flags[k] = True
        left = 2 if joins else left - 1


def _spread(marks: tuple[list[bool], ...], words: tuple[str, ...], clause: tuple[int, ...], i: int) -> None:
    """Mark the clause around token `i`, up to a comma or «и» behind which another verb rules."""
    low, high = i, i + 1
    while low > 0 and clause[low - 1] == clause[i]:
        if words[low - 1] in _BORDERS and _ruled(words, clause, low - 2, -1):
            break
        low -= 1
    while high < len(words) and clause[high] == clause[i]:
        if words[high] in _BORDERS and _ruled(words, clause, high + 1, 1):
            break
        high += 1
    for mark in marks:
        mark[low:high] = [True] * (high - low)


def _concedes(words: tuple[str, ...], i: int) -> bool:
    """Whether «не» or «ни» belongs to «кто бы ни», «сколько бы нарядов он ни закрыл»."""
    if "бы" not in words[max(0, i - _CONCESSION) : i]:
        return False
    return any(_QUESTION.match(word) for word in words[max(0, i - 2 * _CONCESSION) : i])


def _removes(words: tuple[str, ...], i: int) -> bool:
    """«исключается из списка», «из штата исключается»: takes away, forbids nothing."""
    return words[i].startswith("исключа") and "из" in words[max(0, i - 5) : i + 2]


def _ruled(words: tuple[str, ...], clause: tuple[int, ...], at: int, step: int) -> bool:
    """Whether the stretch between commas that begins at `at` has a finite verb of its own."""
    here = at - step
    while 0 <= at < len(words) and words[at] not in _BORDERS and clause[at] == clause[here]:
        if _finite(words[at]):
            return True
        at += step
    return False


def _finite(word: str) -> bool:
    return word[0].isalpha() and any(r.pos in ("VERB", "PRTS") for r in readings(word)[:1])


def _until_comma(
    flags: list[bool], words: tuple[str, ...], clause: tuple[int, ...], i: int, verbs: bool = False
) -> None:
    """Mark from token `i` up to a comma; with `verbs`, up to a finite verb as well."""
    for k in range(i, len(words)):
        if words[k] in (",", ";", ".") or clause[k] != clause[i] or (verbs and k > i and _finite(words[k])):
            return
        flags[k] = True
