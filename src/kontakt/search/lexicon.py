"""The words of all labels, and which of them a typed word may mean.

A *term* is a word in the form both written languages share; a *spelling* is how a label writes it. Each
pair of neighbouring letters keeps one big integer with a bit for every spelling that holds the pair, so that
"all spellings that begin with", "that contain" and "that share most pairs with" are a handful of
operations on integers, whatever the size of the lexicon. Only what they leave is looked at by itself.
"""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kontakt.search.spellings import canonical
from kontakt.search.words import stem_of_trunk, trunk

_FEW = 48
_AFTER_ALL = "\U0010ffff"  # no letter stands after it in the alphabet
_COUNTED = ("english", "_uses", "_terms")


class Lexicon:
    """Spellings and terms, counted, so that words come and go with their labels."""

    def __init__(self) -> None:
        self.spellings: list[str] = []  # by number; "" where a spelling has gone
        self.trunk_of: dict[str, str] = {}  # spelling -> its trunk
        self.term_of: dict[str, str] = {}  # spelling -> term
        self.by_stem: dict[str, tuple[str, ...]] = {}  # stem -> terms, in order
        self.stem_of: dict[str, str] = {}  # term -> stem
        self.english: Counter[str] = Counter()  # spellings in English labels, with how often
        self._number: dict[str, int] = {}
        self._alphabetical: list[str] = []  # spellings
        self._uses: Counter[str] = Counter()
        self._terms: Counter[str] = Counter()  # how many spellings each term has
        self._pairs: dict[str, int] = {}  # pair of letters -> a bit for each spelling that holds it
        self._lengths: dict[int, int] = {}  # length -> a bit for each spelling of it
        self._free: list[int] = []

    def __len__(self) -> int:
        return len(self._number)

    def copy(self) -> "Lexicon":
        """One with the same words; what is added to or removed from either leaves the other as it is."""
        other = Lexicon()
        other.__dict__.update({name: value.copy() for name, value in self.__dict__.items()})
        return other

    def folded(self) -> dict[str, Any]:
        """What it holds, as plain data that ``unfolded`` makes an equal one of. It is not a copy: not to be changed."""
        return self.__dict__ | {name: dict(getattr(self, name)) for name in _COUNTED}

    @classmethod
    def unfolded(cls, folded: Mapping[str, Any]) -> "Lexicon":
        """The one that was folded so. It takes over what it is given."""
        lexicon = cls()
        if folded.keys() != lexicon.__dict__.keys():
            raise ValueError("not a folded lexicon")
        lexicon.__dict__.update({**folded, **{name: Counter(folded[name]) for name in _COUNTED}})
        return lexicon

    def is_english(self, term: str) -> bool:
        """Whether a term stands in English labels alone."""
        return 0 < self.english.get(term, 0) >= self._uses.get(term, 0)

    def fill(self, words: Iterable[str]) -> None:
        """Add the words of many labels to an empty lexicon, in one go."""
        self._uses.update(words)
        term_of: dict[str, str] = {}
        for spelling, uses in list(self._uses.items()):
            shared = term_of[spelling] = canonical(spelling)
            if shared != spelling and canonical(shared) == shared:
                self._uses[shared] += uses
        for spelling in self._uses:
            self._name(spelling, term_of.get(spelling, spelling))
        self._alphabetical = sorted(self._number)
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for spelling, number in self._number.items():
            for pair in pairs(spelling):
                holders[pair].append(number)
        lengths: defaultdict[int, list[int]] = defaultdict(list)
        for spelling, number in self._number.items():
            lengths[len(spelling)].append(number)
        size = len(self.spellings)
        self._pairs = {pair: _bits(numbers, size) for pair, numbers in holders.items()}
        self._lengths = {length: _bits(numbers, size) for length, numbers in lengths.items()}

    def add(self, word: str) -> None:
        """Add one use of a word. Its shared form is a spelling too, so that ``tjen`` finds ``teneste``."""
        shared = canonical(word)
        if shared != word and canonical(shared) == shared:
            self.add(shared)
        self._uses[word] += 1
        if self._uses[word] == 1:
            bit = 1 << self._name(word, shared)
            insort(self._alphabetical, word)
            self._lengths[len(word)] = self._lengths.get(len(word), 0) | bit
            for pair in pairs(word):
                self._pairs[pair] = self._pairs.get(pair, 0) | bit

    def remove(self, word: str) -> None:
        """Take one use of a word away."""
        shared = canonical(word)
        if shared != word and canonical(shared) == shared:
            self.remove(shared)
        self._uses[word] -= 1
        if self._uses[word]:
            return
        del self._uses[word]
        number = self._number.pop(word)
        self.spellings[number] = ""
        self._free.append(number)
        del self._alphabetical[bisect_left(self._alphabetical, word)]
        bit = 1 << number
        self._lengths[len(word)] ^= bit
        for pair in set(pairs(word)):
            self._pairs[pair] ^= bit
        del self.trunk_of[word]
        term = self.term_of.pop(word)
        self._terms[term] -= 1
        if not self._terms[term]:
            del self._terms[term]
            root = self.stem_of.pop(term)
            others = tuple(holder for holder in self.by_stem.pop(root) if holder != term)
            if others:
                self.by_stem[root] = others

    def _name(self, spelling: str, term: str) -> int:
        if self._free:
            number = self._free.pop()
            self.spellings[number] = spelling
        else:
            number = len(self.spellings)
            self.spellings.append(spelling)
        self._number[spelling] = number
        base = self.trunk_of[spelling] = trunk(spelling)
        self.term_of[spelling] = term
        self._terms[term] += 1
        if term not in self.stem_of:
            root = self.stem_of[term] = stem_of_trunk(base if term == spelling else trunk(term))
            self.by_stem[root] = tuple(sorted((*self.by_stem.get(root, ()), term)))
        return number

    def beginning(self, letters: str, most: int) -> list[str]:
        """The spellings that begin with the letters, in no order. Where very many share the letters' pairs, the shorter
        ones, whole lengths only, until of those that share them ``most`` would be passed."""
        sharing = self._sharing(pairs(letters)[:-1])
        if not sharing:
            return []
        first = bisect_left(self._alphabetical, letters)
        after = bisect_left(self._alphabetical, letters + _AFTER_ALL, first)
        begun = self._alphabetical[first:after]
        if sharing.bit_count() <= most:
            return begun
        _, longest = self._shortest(sharing, most)
        return [spelling for spelling in begun if len(spelling) <= longest]

    def containing(self, letters: str, most: int) -> list[str]:
        """The spellings that contain the letters (at least two), in no order; the shorter ones as in ``beginning``."""
        sharing = self._sharing(pairs(letters)[1:-1])
        if sharing.bit_count() > most:
            sharing, _ = self._shortest(sharing, most)
        near = [self.spellings[number] for number in _members(sharing)]
        return [spelling for spelling in near if letters in spelling]

    def _sharing(self, wanted: Iterable[str]) -> int:
        """The spellings that hold each of these pairs."""
        sharing = -1
        for pair in wanted:
            sharing &= self._pairs.get(pair, 0)
            if not sharing:
                break
        return sharing

    def _shortest(self, members: int, most: int) -> tuple[int, int]:
        """The shortest of these spellings, whole lengths only, until ``most`` would be passed, and the last length."""
        taken = count = longest = 0
        for length in sorted(self._lengths):
            some = members & self._lengths[length]
            count += some.bit_count()
            if count > most and taken:
                break
            if some:
                taken |= some
                longest = length
        return taken, longest

    def alike(self, word: str, edits: int, most: int) -> list[str]:
        """Spellings that may be the word with some edits, or begin so: those that share most of its letter
        pairs, whole ranks only, until ``most`` would be passed; and as many again of those that begin with
        the same letter, as few people mistake the first.

        An edit breaks two pairs, a swap of neighbours three; at least three must be left (two in a word of
        four letters).
        """
        own = set(pairs(word))
        fewest = max(2 if len(word) <= 4 else 3, len(own) - 3 * edits)
        planes = _count(self._pairs.get(pair, 0) for pair in own)
        same_letter = self._pairs.get(f"^{word[0]}", 0)
        near = _ranked(planes, len(own), fewest, most)
        near |= _ranked([plane & same_letter for plane in planes], len(own), fewest, most)
        return [self.spellings[number] for number in _members(near)]


def pairs(word: str) -> list[str]:
    """The neighbouring letters of a word, its beginning and its end among them: ``^h hu un nd d$``."""
    padded = f"^{word}$"
    return [padded[at : at + 2] for at in range(len(padded) - 1)]


def _bits(numbers: list[int], size: int) -> int:
    """A number with these bits set, all below ``size``."""
    bits = bytearray(size // 8 + 1)
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def _members(bits: int) -> Iterator[int]:
    if bits.bit_count() <= _FEW:
        while bits:
            lowest = bits & -bits
            yield lowest.bit_length() - 1
            bits ^= lowest
        return
    digits = f"{bits:b}"[::-1]
    at = digits.find("1")
    while at >= 0:
        yield at
        at = digits.find("1", at + 1)


def _count(sets: Iterable[int]) -> list[int]:
    """How many of the sets each member is in, as binary digits: the lowest plane first."""
    planes: list[int] = []
    for members in sets:
        carry = members
        for place, plane in enumerate(planes):
            planes[place] = plane ^ carry
            carry &= plane
            if not carry:
                break
        if carry:
            planes.append(carry)
    return planes


def _at_least(planes: list[int], least: int) -> int:
    """The members counted at least so often."""
    if least >= 1 << len(planes):
        return 0
    above, equal = 0, -1
    for place in reversed(range(len(planes))):
        if least >> place & 1:
            equal &= planes[place]
        else:
            above |= equal & planes[place]
            equal &= ~planes[place]
    return above | equal


def _ranked(planes: list[int], highest: int, fewest: int, most: int) -> int:
    """The members counted most often: whole ranks from the highest down, until there would be too many."""
    taken = 0
    for count in range(highest, fewest - 1, -1):
        reached = _at_least(planes, count)
        if reached.bit_count() > most:
            break
        taken = reached
    return taken
