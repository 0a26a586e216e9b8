"""Who is hit: which party the predicate of a clause takes something from.

A frame (rules/lexicon/frames.yaml) says where a class of predicates keeps its victim:
`subject` («работник уплачивает»), `object` («лишать работника»), or prepositional and bare cases («с+gent», «на+accs»,
«datv»); and what a missing victim means (`null`): `employee` (the holder of the post: «уплачивает штраф»),
`agent` (the holder is the one who acts: «взыскивает пени») or `nobody` («осмотр оплачивается»: who pays is not said).
Every noun phrase is read with all its cases.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dilint.language.lexicon import FormTable, mask_of
from dilint.language.morphology import readings
from dilint.language.sentences import Sentence

UNKNOWN = "unknown"
_ATTRIBUTES = frozenset(("ADJF", "PRTF", "NPRO", "NUMR", "ADVB", "CONJ"))
#: Pronouns that stand for a party named before.
_PRONOUNS = frozenset(("него", "нее", "ему", "ней", "ним", "них", "нему"))
_PURSES = ("зарплат", "заработ", "оклад", "жаловань", "получк", "з/п", "преми", "счет", "плат")
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


def nouns(sentence: Sentence, parties: Parties) -> tuple[Noun, ...]:
    """All party nouns of a sentence with the preposition that governs them."""
    result: list[Noun] = []
    words = sentence.words
    for i, word in enumerate(words):
        if len(word) < 2 and word not in ("я",):
            continue
        if not word[0].isalpha():
            continue
        party = _named_before(result) if word in _PRONOUNS else parties.of(word)
        if party is None:
            continue
        cases = frozenset(r.case for r in readings(word) if r.case)
        numbers = frozenset(r.number for r in readings(word) if r.case == "nomn")
        preposition, attribute = _governor(words, i)
        result.append(Noun(i, party, preposition, cases, attribute and "gent" in cases, numbers))
    return tuple(result)


def _named_before(found: list[Noun]) -> str:
    """Who a pronoun may be: an employer is seldom meant where something is taken."""
    return next((n.party for n in reversed(found) if n.party in ("employee", "third")), "employee")


def _governor(words: tuple[str, ...], i: int) -> tuple[str, bool]:
    for k in range(i - 1, max(-1, i - 6), -1):
        found = readings(words[k]) if words[k][0].isalpha() else ()
        if not found or words[k] in _PRONOUNS:
            return "", False
        if found[0].pos == "PREP":
            return words[k], False
        if found[0].pos == "NOUN" and not any(r.pos in ("ADJF", "PRTF") for r in found):
            return "", k == i - 1 or all(_modifies(w) for w in words[k + 1 : i])
        if not any(r.pos in _ATTRIBUTES for r in found):
            return "", False
    return "", False


def _modifies(word: str) -> bool:
    return any(r.pos in ("ADJF", "PRTF", "NPRO") for r in readings(word)) if word[0].isalpha() else False


def victims(sentence: Sentence, at: int, frame: Mapping[str, str], parties: Parties, about: bool) -> frozenset[str]:
    """Parties that the predicate at token `at` hits, `{"unknown"}` where nothing tells, or empty: nobody here.

    `about`: the sentence tells of a duty concerning such acts («ведёт учёт взысканий»), so a missing victim is nobody.
    """
    kinds = readings(sentence.words[at])
    nominal = bool(kinds) and kinds[0].pos == "NOUN"
    passive = not nominal and (sentence.words[at].endswith(("ся", "сь")) or any(r.passive for r in kinds[:2]))
    found = nouns(sentence, parties)
    near = [n for n in found if abs(n.at - at) <= _REACH]
    specs = frame.get("nominal" if nominal else "passive" if passive else "active", "").split()
    best: tuple[int, str] | None = None
    for noun in near:
        for spec in specs:
            if _fits(noun, spec, at, sentence) and (best is None or _distance(noun.at, at) < best[0]):
                best = (_distance(noun.at, at), noun.party)
    if best is not None:
        return frozenset((best[1],))
    purse = next((n.party for n in near if n.preposition == "из" or (n.attribute and _purse(sentence, n.at))), None)
    if purse is not None:
        return frozenset((purse,))
    if about or frame.get("null") == "nobody":
        return frozenset()
    null = "unknown" if passive or nominal else frame.get("null", "unknown")
    if null == "agent":
        return frozenset()
    if null == "unknown":
        around = {n.party for n in near}
        if around & {"third", "state"} and "employee" not in around:
            return frozenset(around)
        return frozenset((UNKNOWN,))
    return frozenset((null,))


def _fits(noun: Noun, spec: str, at: int, sentence: Sentence) -> bool:
    if spec == "subject":
        verb = {r.number for r in readings(sentence.words[at]) if r.pos in ("VERB", "PRTS") and r.number}
        agrees = not verb or not noun.numbers or bool(verb & noun.numbers)
        if noun.at > at and sentence.clause[noun.at] != sentence.clause[at]:
            return False  # «возмещает ущерб, который причинил водитель»
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


def _distance(noun: int, predicate: int) -> int:
    """Words behind the predicate count half: Russian clauses put the victim there more often."""
    return (predicate - noun) * 2 if noun < predicate else noun - predicate


def _purse(sentence: Sentence, at: int) -> bool:
    """Whether a genitive hangs on pay («из зарплаты работника»)."""
    k = at - 1
    while k > 0 and _modifies(sentence.words[k]):
        k -= 1
    return k >= 0 and sentence.words[k].startswith(_PURSES)
