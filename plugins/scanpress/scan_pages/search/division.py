"""Which file of a part has a word: words are divided by their beginnings, so that no file has much more than others."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from scanpress.scan_pages.search.postings import Rows, lines_of
from scanpress.scan_pages.search.words import forgiven

ANY = "*"
"""Follows a divided beginning in the line of all scans with a word that begins so."""

START = 3
"""Letters of a word that say in which file it is, if no more are needed."""

_END = 2
_SHORT, _LONG = 7, 6  # letters of similar words that are found by their first three letters, and by four


@dataclass(frozen=True)
class Division:
    """How words are divided into files: those that begin alike share one.

    If they are too many, their beginning is divided: its words share a file only if the next letter is the same, too.
    So the file of a word follows from the divided beginnings alone. `divided` and `whole` have the words of each.
    """

    files: int
    divided: Mapping[str, Sequence[str]]
    whole: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, words: Collection[str], files: int) -> "Division":
        """Divide words: a beginning is divided if more words have it than a file has on average.

        Their number does for their size: it changes seldom, and so does the file of a word.
        """
        share = len(words) // files
        divided, whole = dict[str, Sequence[str]](), dict[str, Sequence[str]]()
        length = START
        while words:
            alike: defaultdict[str, list[str]] = defaultdict(list)
            for word in words:
                alike[word[:length]].append(word)
            words = []
            for start, several in alike.items():
                if len(several) > max(1, share):
                    divided[start] = several
                    words += [word for word in several if word != start]
                    whole[start] = [word for word in several if word == start]
                else:
                    whole[start] = several
            length += 1
        return cls(files, divided, whole)

    def lines_of_files(self, lines: Mapping[str, str], found: Sequence[Rows], scans: int) -> list[list[str]]:
        """Return the lines of each file: those of words, and those of divided beginnings."""
        of_files: list[list[str]] = [[] for _ in range(self.files)]
        for start, words in self.whole.items():
            of_files[file_of_start(start, self.files)] += [lines[word] for word in words]
        for start, line in self.lines_of_starts(found, scans).items():
            of_files[file_of_start(start, self.files)].append(line)
        return of_files

    def lines_of_starts(self, found: Sequence[Rows], scans: int) -> dict[str, str]:
        """Return a line for each divided beginning, with all scans that have a word which begins so.

        >>> words = {"model": [1, 2], "modern": [2, 5]}
        >>> Division(64, {"mod": list(words)}, {}).lines_of_starts([words], 16)
        {'mod': 'mod* BBD'}
        """
        together = [
            {f"{start}{ANY}": some for start, words in self.divided.items() if (some := _together(rows, words))}
            for rows in found
        ]
        return {line.removesuffix(ANY): text for line, text in lines_of(together, scans).items()}

    def similar_words(self, words: Iterable[str], files: int) -> list[list[str]]:
        """Return the words of each file in which words are found if another has one letter wrong."""
        alike: defaultdict[str, list[str]] = defaultdict(list)
        for word in forgiven(words):
            for key in self.keys_of_similar(word):
                alike[key].append(word)
        of_files: list[list[str]] = [[] for _ in range(files)]
        for key, several in alike.items():
            of_files[file_of_key(key, files)] += several
        return of_files

    def keys_of_similar(self, word: str) -> Iterator[str]:
        """Yield the keys by which a word is found if another has one letter wrong.

        These are its length and its last two letters, which few wrong letters change, and its beginning if that is
        divided: all other words that begin alike are in its own file.

        >>> [*Division(64, {"mod": ()}, {}).keys_of_similar("modality")]
        ['8ty', 'moda']
        """
        yield f"{len(word)}{word[-_END:]}"
        if word[:START] in self.divided:
            if len(word) <= _SHORT:
                yield word[:START]
            if len(word) >= _LONG:
                yield word[: START + 1]


def file_of_start(start: str, files: int) -> int:
    """Return the number of the file of words that begin so; a word and its plural share one."""
    return file_of_key(start.removesuffix("s"), files)


def file_of_key(key: str, files: int) -> int:
    """Return the number of the file of a key."""
    return crc32(key.encode()) % files


def _together(rows: Rows, words: Iterable[str]) -> list[int]:
    """Return the scans that have one of several words."""
    return sorted(set().union(*[rows[word] for word in words if word in rows]))
