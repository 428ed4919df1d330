"""The names of well-known venues, so that one name in two spellings is one venue, and two venues are two.

The check does not know `content/venues.yaml`, which is the site's own: it judges only what everybody calls the same.
"""

import re
import unicodedata
from functools import lru_cache

# Abbreviations, and words of the full name that no other venue has, in this order.
_NAMES = {
    "neurips": "neurips|nips|neural information processing systems",
    "icml": "icml|international conference on machine learning",
    "iclr": "iclr|international conference on learning representations",
    "acl": "acl|annual meeting of the association for computational linguistics",
    "naacl": "naacl|naacl hlt|north american chapter of the association for computational linguistics",
    "eacl": "eacl|european chapter of the association for computational linguistics",
    "emnlp": "emnlp|empirical methods in natural language processing",
    "coling": "coling|international conference on computational linguistics",
    "tacl": "tacl|transactions of the association for computational linguistics",
    "aaai": "aaai|aaai conference on artificial intelligence",
    "ijcai": "ijcai|international joint conference on artificial intelligence",
    "cvpr": "cvpr|computer vision and pattern recognition",
    "iccv": "iccv|international conference on computer vision",
    "eccv": "eccv|european conference on computer vision",
    "wacv": "wacv|winter conference on applications of computer vision",
    "kdd": "kdd|sigkdd|knowledge discovery and data mining",
    "sigir": "sigir|research and development in information retrieval",
    "jmlr": "jmlr|journal of machine learning research",
    "tmlr": "tmlr|transactions on machine learning research",
    "jair": "jair|journal of artificial intelligence research",
    "aistats": "aistats|artificial intelligence and statistics",
    "uai": "uai|uncertainty in artificial intelligence",
    "colt": "colt|conference on learning theory",
    "alt": "international conference on algorithmic learning theory",
    "corl": "corl|conference on robot learning",
    "icra": "icra|international conference on robotics and automation",
    "interspeech": "interspeech",
    "icassp": "icassp|acoustics speech and signal processing",
    "www": "the web conference|www conference",
    "chi": "human factors in computing systems",
    "conll": "conll|computational natural language learning",
    "lrec": "lrec|language resources and evaluation",
    "miccai": "miccai|medical image computing and computer assisted intervention",
    "facct": "facct|fairness accountability and transparency",
    "automl": "automl conf|international conference on automated machine learning",
    "colm": "colm|conference on language modeling",
}
_KNOWN = {name: short for short, names in _NAMES.items() for name in names.split("|")}
_LONG = {name: short for name, short in _KNOWN.items() if " " in name}
# Events beside a venue are venues of their own.
_BESIDE = frozenset(
    re.findall(
        r"\S+",
        "workshop workshops tutorial tutorials findings demo demos demonstrations symposium track student",
    )
)
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_SHORT_YEAR = re.compile(r"(?<=[a-z])['’]?(?:[0-9]{2}|(?:19|20)[0-9]{2})\b")
_ORDINAL = re.compile(r"[0-9]+(?:st|nd|rd|th)\b|[0-9]+")
_EMPTY = frozenset(
    re.findall(
        r"\S+",
        "the of on in and for proceedings annual ieee cvf acm conference meeting a an advances vol volume "
        "main long papers",
    )
)


@lru_cache(maxsize=4096)
def known_venue(name: str) -> str | None:
    """Return the abbreviation of a well-known venue, or None; workshops beside it are other venues.

    >>> known_venue("Proceedings of the 36th International Conference on Machine Learning (ICML 2019)")
    'icml'
    >>> known_venue("ICML Workshop on Deep Learning"), known_venue("NIPS'16"), known_venue("My Journal")
    (None, 'neurips', None)
    """
    words = _words(name)
    text = " ".join(words)
    if _BESIDE.intersection(words):
        return None
    found = {short for long, short in _LONG.items() if f" {long} " in f" {text} "}
    if {"acl"} < found:  # the chapters have the name of the association in theirs
        found -= {"acl"}
    found |= {_KNOWN[word] for word in words if word in _KNOWN}
    return found.pop() if len(found) == 1 else None


def is_name_of_venue(text: str) -> bool:
    """Return whether a text is the name of a well-known venue and nothing else, apart from a year.

    >>> is_name_of_venue("ICLR 2023"), is_name_of_venue("Uncertainty in artificial intelligence for robots")
    (True, False)
    """
    words = _essence(text)
    return bool(words) and len(words) <= _MOST_WORDS and (words in _ESSENCES or _has_both_names(words))


def _has_both_names(words: frozenset[str]) -> bool:
    """Return whether words are the abbreviation of a venue and its full name."""
    return any({short} < words and words - {short} in _ESSENCES for short in _NAMES)


def same_venue(one: str, other: str) -> bool:
    """Return whether two names may be those of one venue; an empty name may be any venue.

    >>> same_venue("NeurIPS 2021", "Advances in Neural Information Processing Systems 34"), same_venue("ICML", "ICLR")
    (True, False)
    """
    first, second = known_venue(one), known_venue(other)
    if first and second:
        return first == second
    left, right = _essence(one), _essence(other)
    return (
        not left or not right or left <= right or right <= left or _initials(one) in right or _initials(other) in left
    )


def years_in(name: str) -> frozenset[int]:
    """Return the years that the name of a venue has."""
    return frozenset(int(year) for year in _YEAR.findall(name))


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    plain = "".join(each for each in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(each))
    plain = _ORDINAL.sub(" ", _SHORT_YEAR.sub(" ", plain))
    return tuple(re.findall(r"[^\W_]+", plain))


def _essence(name: str) -> frozenset[str]:
    return frozenset(word for word in _words(name) if word not in _EMPTY)


def _initials(name: str) -> str:
    return "".join(word[0] for word in _words(name) if word not in {"the", "of", "on", "in", "and", "for", "a", "an"})


_ESSENCES = frozenset(map(_essence, _KNOWN)) - {frozenset()}
_MOST_WORDS = max(map(len, _ESSENCES)) + 1
