"""Whether what is typed means danger to life: a few phrases, looked for in the whole text on every key press.

A phrase is words in their order, between which a few others may stand. A word is met in any form and in both forms of
Norwegian; from six letters on also with one letter doubled or not, or two swapped; where it is long, with any one slip
of the keys. ``a/b`` is either word, ``begin-`` and ``-end`` what begins or ends so, and ``ikke`` or ``not`` any word
that denies: ``puster ikke`` is met by ``han pustar visst ikkje``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from rapidfuzz.distance import OSA

from kontakt.search.everyday import ORDINARY
from kontakt.search.spellings import canonical
from kontakt.search.words import fold, folded_words, stem_of_trunk, trunk

_MOST_LETTERS = 2000
_BETWEEN, _BETWEEN_IN_EXCEPTION = 3, 1
"""How many other words may stand between two of a phrase."""

_LONG = 7  # letters from which doubled ones count once
_LONG_ENOUGH_FOR_A_SLIP = 8
_LONG_ENOUGH_TO_SWAP = 6
_MOST_REMEMBERED = 10_000
_APOSTROPHES = str.maketrans("", "", "'’‘`´")
_EITHER, _OPEN = "/", "-"

_ENDINGS = frozenset(("", *folded_words("e s a en et er ar es as ene ane erne arne ens ets ers ars enes anes")))

_DENYING = frozenset(
    folded_words(
        "ikke ikkje ikkj ikk ike ikje kje itj hakke kanke itte ittje ittj itt inte ente ekkje ekje knapt "
        "not cannot cant aint isnt arent wasnt doesnt dont didnt wont couldnt"
    )
)


@dataclass(frozen=True, slots=True)
class Alarm:
    """A danger: the ``phrases`` that raise it, and those that do not, though one of the others stands in them
    (``unless``: ``etter hjerteinfarkt``)."""

    id: str
    phrases: tuple[str, ...]
    unless: tuple[str, ...] = ()


class Watch:
    """The alarms, ready to be looked for. Pure: the same text raises the same alarms. May be used from any thread.

    What the phrases are made of is worked out by the first use, or by ``make_ready`` at a moment that suits better; for
    alarms that are the same it is known already, and so it is for those of which it was folded.
    """

    def __init__(self, alarms: Iterable[Alarm] = ()) -> None:
        self._alarms = tuple(alarms)
        self._made: _Phrases | None = None

    def make_ready(self) -> None:
        """Do now what the first text would wait for: some hundredths of a second."""
        self._ready()

    def folded(self) -> Any:
        """What the phrases are made of, as plain data to be stored: ``unfold`` of the same program understands it."""
        return self._alarms_plain(), self._ready().folded()

    def unfold(self, folded: Any) -> None:
        """Take over what was folded, unless it is of other alarms. Raises ValueError or TypeError where it is no such
        thing."""
        of, phrases = folded
        if of == self._alarms_plain():
            self._made = _Phrases.unfolded(phrases)

    def _alarms_plain(self) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        return [(alarm.id, alarm.phrases, alarm.unless) for alarm in self._alarms]

    def raised(self, text: str) -> tuple[str, ...]:
        """The ids of the alarms that a text raises, in the order they were given in."""
        if not self._alarms:
            return ()
        phrases = self._ready()
        words = [phrases.meant_by(word) for word in _words(text[:_MOST_LETTERS])]
        met = {alarm for alarm, _places in _met(words, [word.raising for word in words], _BETWEEN)}
        if met:
            met = _without_exceptions(met, words)
        return tuple(self._alarms[at].id for at in sorted(met))

    def _ready(self) -> "_Phrases":
        if self._made is None:
            self._made = _phrases_of(self._alarms)
        return self._made


Slot = int
"""A word of a phrase, by a number: what is written there, wherever it is written."""


class _Phrase(NamedTuple):
    """``alarm`` is the position of the one that it belongs to."""

    alarm: int
    slots: tuple[Slot, ...]
    all: frozenset[Slot]


class _Word(NamedTuple):
    """What a typed word means: the slots that it fills, and the phrases and exceptions that may begin with it."""

    slots: frozenset[Slot] = frozenset()
    raising: tuple[_Phrase, ...] = ()
    excepting: tuple[_Phrase, ...] = ()


_NOTHING = _Word()


@dataclass(slots=True)
class _Spellings:
    """Slots by how their words may be written."""

    forms: dict[str, set[Slot]] = field(default_factory=dict)
    beginnings: dict[str, set[Slot]] = field(default_factory=dict)
    ends: dict[str, set[Slot]] = field(default_factory=dict)
    denying: set[Slot] = field(default_factory=set)
    slipped: dict[str, set[str]] = field(default_factory=dict)  # forms, by their letters in whatever order
    long: dict[str, list[str]] = field(default_factory=dict)  # forms, by their first letter

    def learn(self, written: str, slot: Slot) -> None:
        """Note that a word, as it is written in a phrase, fills a slot."""
        word = written.strip(_OPEN)
        if not word.isalnum():
            word = "".join(folded_words(word))
        if written.endswith(_OPEN):
            for spelling in {word, canonical(word)}:
                self.beginnings.setdefault(spelling, set()).add(slot)
        elif written.startswith(_OPEN):
            for spelling in {word, _form(word)}:
                self.ends.setdefault(spelling, set()).add(slot)
        elif word in _DENYING:
            self.denying.add(slot)
        else:
            form = _form(word)
            if len(form) >= _LONG_ENOUGH_FOR_A_SLIP and form not in self.forms:
                self.long.setdefault(form[0], []).append(form)
            self.forms.setdefault(form, set()).add(slot)
            if len(word) >= _LONG_ENOUGH_TO_SWAP:
                self.slipped.setdefault(_letters(form), set()).add(form)

    def met_by(self, word: str) -> set[Slot]:
        """The slots that a folded word fills."""
        form = _form(word)
        slots = self.forms.get(form, set()) | (self.denying if word in _DENYING else set())
        for spelling in {word, canonical(word)} if self.beginnings else ():
            for size in range(3, len(spelling) + 1):
                slots |= self.beginnings.get(spelling[:size], set())
        for spelling in {word, form} if self.ends else ():
            for start in range(1, len(spelling) - 1):
                slots |= self.ends.get(spelling[start:], set())
        if not slots and len(word) >= _LONG_ENOUGH_TO_SWAP and word not in ORDINARY:
            for near in self.slipped.get(_letters(form), ()):
                if OSA.distance(_undoubled(form), _undoubled(near), score_cutoff=1) <= 1:
                    slots |= self.forms[near]
        if not slots and len(form) >= _LONG_ENOUGH_FOR_A_SLIP - 1:
            for near in self.long.get(form[0], ()):
                if OSA.distance(form, near, score_cutoff=1) <= 1:
                    slots |= self.forms[near]
        return slots


class _Phrases:
    """Every phrase and exception, and what typed words mean to them."""

    def __init__(self, alarms: Sequence[Alarm] = ()) -> None:
        self._slots: dict[str, Slot] = {}
        self._spellings = _Spellings()
        self._raising = self._by_first_slot((at, phrase) for at, alarm in enumerate(alarms) for phrase in alarm.phrases)
        self._excepting = self._by_first_slot(
            (at, phrase) for at, alarm in enumerate(alarms) for phrase in alarm.unless
        )
        self._known: dict[str, _Word] = {}

    def folded(self) -> Any:
        """As plain data, not to be changed."""
        spellings = {each.name: getattr(self._spellings, each.name) for each in fields(_Spellings)}
        by_slot = [
            {slot: [(phrase.alarm, phrase.slots) for phrase in phrases] for slot, phrases in each.items()}
            for each in (self._raising, self._excepting)
        ]
        return spellings, by_slot

    @classmethod
    def unfolded(cls, folded: Any) -> "_Phrases":
        spellings, by_slot = folded
        phrases = cls()
        phrases._spellings = _Spellings(**spellings)
        phrases._raising, phrases._excepting = (
            {slot: [_Phrase(alarm, slots, frozenset(slots)) for alarm, slots in each] for slot, each in plain.items()}
            for plain in by_slot
        )
        return phrases

    def meant_by(self, word: str) -> _Word:
        """What a folded word means."""
        meaning = self._known.get(word)
        if meaning is None:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            slots = frozenset(self._spellings.met_by(word))
            raising = tuple(phrase for slot in slots for phrase in self._raising.get(slot, ()))
            excepting = tuple(phrase for slot in slots for phrase in self._excepting.get(slot, ()))
            meaning = self._known[word] = _Word(slots, raising, excepting) if slots else _NOTHING
        return meaning

    def _by_first_slot(self, phrases: Iterable[tuple[int, str]]) -> dict[Slot, list[_Phrase]]:
        by_slot: dict[Slot, list[_Phrase]] = {}
        for alarm, written in phrases:
            slots = tuple(self._slot(word) for word in fold(written.translate(_APOSTROPHES)).split())
            if slots:
                by_slot.setdefault(slots[0], []).append(_Phrase(alarm, slots, frozenset(slots)))
        return by_slot

    def _slot(self, written: str) -> Slot:
        slot = self._slots.get(written)
        if slot is None:
            slot = self._slots[written] = len(self._slots)
            for alternative in written.split(_EITHER):
                if alternative.strip(_OPEN):
                    self._spellings.learn(alternative, slot)
        return slot


@lru_cache(maxsize=2)  # the region's, and the empty ones of a start without a cache
def _phrases_of(alarms: tuple[Alarm, ...]) -> _Phrases:
    return _Phrases(alarms)


def _words(text: str) -> list[str]:
    return folded_words(text.translate(_APOSTROPHES))


@lru_cache(maxsize=_MOST_REMEMBERED)
def _form(word: str) -> str:
    """What the forms of a folded word share. Short ones keep every letter: ``bran`` is not yet ``brann``."""
    shared = canonical(word)
    base = trunk(shared)
    if shared[len(base) :] not in _ENDINGS:  # more than a word's own ending went: brannfare is no form of brann
        base = shared
    return stem_of_trunk(base) if len(base) >= _LONG else base


def _undoubled(form: str) -> str:
    return "".join(letter for letter, _same in groupby(form))


@lru_cache(maxsize=_MOST_REMEMBERED)
def _letters(form: str) -> str:
    """The letters of a form in alphabetical order, which neither a doubled letter nor a swap changes."""
    return "".join(sorted(_undoubled(form)))


def _without_exceptions(met: set[int], words: Sequence[_Word]) -> set[int]:
    """Those of the alarms that are met by words which no exception of theirs covers."""
    covered: dict[int, set[int]] = {}
    for alarm, places in _met(words, [word.excepting for word in words], _BETWEEN_IN_EXCEPTION):
        covered.setdefault(alarm, set()).update(places)
    standing = met - covered.keys()
    for alarm in met & covered.keys():
        rest = [_NOTHING if at in covered[alarm] else word for at, word in enumerate(words)]
        if any(raised == alarm for raised, _places in _met(rest, [word.raising for word in rest], _BETWEEN)):
            standing.add(alarm)
    return standing


def _met(
    words: Sequence[_Word], beginning: Sequence[tuple[_Phrase, ...]], between: int
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The alarms whose phrases are met, each with the places of the words that meet them; ``beginning`` are the phrases
    that may begin with each word."""
    if not any(beginning):
        return
    there = frozenset[Slot]().union(*(word.slots for word in words))
    for at, phrases in enumerate(beginning):
        for phrase in phrases:
            if phrase.all <= there and (places := _places(phrase.slots, words, at, between)):
                yield phrase.alarm, places


def _places(slots: tuple[Slot, ...], words: Sequence[_Word], at: int, between: int) -> tuple[int, ...]:
    """The places of the words that meet a phrase which begins at this one; none where it is not met."""
    if slots[0] not in words[at].slots:
        return ()
    if len(slots) == 1:
        return (at,)
    for place in range(at + 1, min(len(words), at + between + 2)):
        if rest := _places(slots[1:], words, place, between):
            return (at, *rest)
    return ()
