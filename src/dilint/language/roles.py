"""Who is hit: which party the predicate of a clause takes something from.

A frame (rules/lexicon/frames.yaml) says where a class of predicates keeps its victim:
`subject` («работник уплачивает»), `object` («лишать работника»), or prepositional and bare cases («с+gent», «на+accs»,
«datv»); and what a missing victim means (`null`): `employee` (the holder of the post: «уплачивает штраф»)
or `agent` (the holder is the one who acts: «взыскивает пени»). Every noun phrase is read with all its cases.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dilint.language.lexicon import FormTable, mask_of
from dilint.language.morphology import Reading, readings
from dilint.language.sentences import Sentence

UNKNOWN = "unknown"
_ATTRIBUTES = frozenset(("ADJF", "PRTF", "NPRO", "NUMR", "ADVB", "CONJ"))
#: Pronouns that stand for a party named before.
PRONOUNS = frozenset(("него", "нее", "ему", "ней", "ним", "них", "нему", "нем"))
_PURSES = ("зарплат", "заработ", "оклад", "жаловань", "получк", "з/п", "преми", "счет", "плат")
#: «Обязать работника возместить»: whoever is obliged is the subject of the infinitive.
_OBLIGES = re.compile(r"обяза(?:ть|л|в)|обяж|обязыва|обязует\Z|застав|вынуд|вынужд|потребова|требова(?:ть|л)")
_MODAL = re.compile(r"обязан|долж[еа]?н|вправе|может|могут|прид[её]т|приходит|будет|буд[уе]|предстоит")
_OBLIGED = ("accs", "с+gent", "со+gent", "от+gent", "у+gent")
_REACH = 14  # tokens between a predicate and its victim


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties' words are classes of `table`; other animate nouns are employees (professions are many)."""

    table: FormTable
    own: frozenset[str] = frozenset()  # words of the document's position

    def of(self, word: str) -> str | None:
        """The party a noun names, or None where it names no party."""
        if word in self.own:
            return "employee"
        mask = mask_of(word, self.table)
        for part in word.split("-") if "-" in word else ():  # «перевозчик-подрядчик»
            mask |= mask_of(part, self.table)
        for party in ("third", "state", "employer", "employee"):
            if mask & self.table.bits.get(party, 0):
                return party
        if mask & self.table.bits.get("boss", 0):
            return "employee"
        if mask & self.table.bits.get("thing", 0):
            return None
        found = readings(word)
        nouns = [r for r in found if r.pos == "NOUN"]
        if nouns and any(r.animate for r in nouns[:3]) and found[0].pos in ("NOUN", "ADJF", "PRTF"):
            return "employee"
        return None


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase head that names a party."""

    at: int
    party: str
    preposition: str
    cases: frozenset[str]
    attribute: bool  # a bare genitive behind another noun («зарплата работника»)
    numbers: frozenset[str] = frozenset()  # grammatical numbers of its nominative readings
    plural: bool = False  # in every reading
    refused: bool = False  # «лежит не на работнике», «а не водитель»


def nouns(sentence: Sentence, parties: Parties) -> tuple[Noun, ...]:
    """All party nouns of a sentence with the preposition that governs them."""
    result: list[Noun] = []
    words = sentence.words
    for i, word in enumerate(words):
        if len(word) < 2 and word not in ("я",):
            continue
        if not word[0].isalpha():
            continue
        party = _named_before(result) if word in PRONOUNS else parties.of(word)
        if party == "employee" and word.startswith("лиц") and words[max(0, i - 1)].startswith("трет"):
            party = "third"
        if party == "third" and word.startswith("учени") and parties.of((*words, "")[i + 1]) == "employee":
            party = "employee"  # «ученик слесаря»
        if party is None:
            continue
        found = _agreeing(words, i)
        cases = frozenset(r.case for r in found)
        numbers = frozenset(r.number for r in found if r.case == "nomn")
        plural = bool(found) and all(r.number == "plur" for r in found)
        preposition, attribute = _governor(words, i)
        result.append(
            Noun(i, party, preposition, cases, attribute and "gent" in cases, numbers, plural, _refused(words, i))
        )
    return tuple(result)


def _agreeing(words: tuple[str, ...], i: int) -> list[Reading]:
    """Readings of a noun that have a case, only those that agree with the attribute right before it."""
    found = [r for r in readings(words[i]) if r.case]
    before = words[i - 1] if i else ""
    own = {(r.case, r.number) for r in readings(before) if r.pos in ("ADJF", "PRTF")} if before.isalpha() else set()
    return [r for r in found if (r.case, r.number) in own] or found


def _refused(words: tuple[str, ...], i: int) -> bool:
    """Whether «не» stands right before a noun or its preposition; «не виновный в этом работник» is not refused."""
    k = i - 1
    while k >= 0 and modifies(words[k]):
        k -= 1
    if k >= 0 and words[k].isalpha() and readings(words[k])[0].pos == "PREP":
        return k > 0 and words[k - 1] in ("не", "ни")
    return k == i - 1 and k >= 0 and words[k] in ("не", "ни")


def _named_before(found: list[Noun]) -> str:
    """Who a pronoun may be: an employer is seldom meant where something is taken."""
    return next((n.party for n in reversed(found) if n.party in ("employee", "third")), "employee")


def _governor(words: tuple[str, ...], i: int) -> tuple[str, bool]:
    for k in range(i - 1, max(-1, i - 6), -1):
        found = readings(words[k]) if words[k][0].isalpha() else ()
        if not found or words[k] in PRONOUNS:
            return "", False
        if found[0].pos == "PREP":
            return words[k], False
        if found[0].pos == "NOUN" and not any(r.pos in ("ADJF", "PRTF") for r in found):
            return "", k == i - 1 or all(modifies(w) for w in words[k + 1 : i])
        if not any(r.pos in _ATTRIBUTES for r in found):
            return "", False
    return "", False


def modifies(word: str) -> bool:
    """Whether a word may stand between a noun and what governs it."""
    return any(r.pos in ("ADJF", "PRTF", "NPRO") for r in readings(word)) if word[0].isalpha() else False


def victims(sentence: Sentence, at: int, frame: Mapping[str, str], parties: Parties, about: bool) -> frozenset[str]:
    """Parties that the predicate at token `at` hits, `{"unknown"}` where nothing tells, or empty: nobody here.

    `about`: the sentence tells of a duty concerning such acts («ведёт учёт взысканий»), so a missing victim is nobody.
    """
    voice = _voice(sentence.words[at])
    near = _near(sentence, at, parties)
    fitting = _fitting(sentence, at, frame, near)
    if meant := _meant(fitting, at):
        return frozenset((meant.party,))
    if fitting:
        return frozenset()
    purse = next((n.party for n in near if n.preposition == "из" or (n.attribute and _purse(sentence, n.at))), None)
    if purse is not None:
        return frozenset((purse,))
    if about:
        return frozenset()
    null = "unknown" if voice != "active" else frame.get("null", "unknown")
    if null == "agent":
        return frozenset()
    if null == "unknown":
        around = {n.party for n in near}
        if around & {"third", "state"} and "employee" not in around:
            return frozenset(around)
        return frozenset((UNKNOWN,))
    return frozenset((null,))


def victim(sentence: Sentence, at: int, frame: Mapping[str, str], parties: Parties) -> Noun | None:
    """The noun that names whom the predicate at token `at` hits, where it is named."""
    return _meant(_fitting(sentence, at, frame, _near(sentence, at, parties)), at)


def _near(sentence: Sentence, at: int, parties: Parties) -> tuple[Noun, ...]:
    return tuple(n for n in nouns(sentence, parties) if abs(n.at - at) <= _REACH)


def _voice(word: str) -> str:
    kinds = readings(word)
    if kinds and kinds[0].pos == "NOUN":
        return "nominal"
    reflexive = word.endswith(("ся", "сь")) and any(r.lemma.endswith("ся") for r in kinds)  # not «неся»
    return "passive" if reflexive or any(r.passive for r in kinds[:2]) else "active"


def _fitting(sentence: Sentence, at: int, frame: Mapping[str, str], near: tuple[Noun, ...]) -> list[Noun]:
    specs = frame.get(_voice(sentence.words[at]), "").split()
    if "subject" in specs and _obliged(sentence, at):
        specs = [*(spec for spec in specs if spec != "subject"), *_OBLIGED]
    return [n for n in near if any(_fits(n, spec, at, sentence) for spec in specs)]


def _obliged(sentence: Sentence, at: int) -> bool:
    """Whether the predicate is the infinitive of «обязать кого возместить»."""
    if readings(sentence.words[at])[0].pos != "INFN":
        return False
    return any(_OBLIGES.match(word) for word in sentence.words[max(0, at - _REACH) : at])


def _meant(fitting: list[Noun], at: int) -> Noun | None:
    return min((n for n in fitting if not n.refused), key=lambda n: _distance(n.at, at), default=None)


def _fits(noun: Noun, spec: str, at: int, sentence: Sentence) -> bool:
    if spec == "subject":
        verb = {r.number for r in readings(sentence.words[at]) if r.pos in ("VERB", "PRTS") and r.number}
        agrees = not verb or not noun.numbers or bool(verb & noun.numbers)
        if noun.at > at and sentence.clause[noun.at] != sentence.clause[at] and sentence.words[noun.at - 1] != "а":
            return False  # «возмещает ущерб, который причинил водитель», but «не мойщик, а водитель»
        if noun.at > at and readings(sentence.words[at])[0].pos == "INFN" and not _modal(sentence.words[at : noun.at]):
            return False  # «возмещать студии доход»
        if noun.at < at and _embedded(sentence.words, noun.at, at):
            return False  # «хозяин, у которого работает продавец, отвечает»
        return not noun.preposition and not noun.attribute and "nomn" in noun.cases and agrees
    if "+" in spec:
        preposition, case = spec.split("+")
        return noun.preposition.rstrip("о") == preposition.rstrip("о") and case in noun.cases
    if noun.preposition:
        return False
    if spec in ("gent", "ablt", "datv", "accs"):
        if spec == "gent" and noun.at < at:
            return False
        return spec in noun.cases and (not noun.attribute or noun.at > at)
    return False


def _embedded(words: tuple[str, ...], noun: int, at: int) -> bool:
    """Whether a noun stands in a relative clause that ends before the predicate."""
    if "," not in words[noun:at]:
        return False
    start = next((k for k in range(noun - 1, -1, -1) if words[k] in (",", ";", ":")), -1)
    return any(word.startswith("котор") for word in words[start + 1 : noun])


def _modal(between: tuple[str, ...]) -> bool:
    """Whether an infinitive has a subject behind it: «возмещать обязан водитель»."""
    return any(_MODAL.match(word) for word in between)


def _distance(noun: int, predicate: int) -> int:
    """Words behind the predicate count half: Russian clauses put the victim there more often."""
    return (predicate - noun) * 2 if noun < predicate else noun - predicate


def _purse(sentence: Sentence, at: int) -> bool:
    """Whether a genitive hangs on pay («из зарплаты работника»)."""
    k = at - 1
    while k > 0 and modifies(sentence.words[k]):
        k -= 1
    return k >= 0 and sentence.words[k].startswith(_PURSES)
