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
JOURNALS = frozenset(["tacl", "jmlr", "tmlr", "jair"])
"""The venues that are not held in one year."""
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


@lru_cache(maxsize=4096)
def near_venues(name: str) -> tuple[str, ...]:
    """Return a name with the well-known venue that it nearly names: two letters exchanged, or one letter off.

    >>> near_venues("ICRL 2023"), near_venues("NuerIPS"), near_venues("Conference on Robot Learnin")
    (('ICLR 2023',), ('NeurIPS',), ('Conference on Robot Learning',))
    >>> near_venues("ICCL"), near_venues("AACL"), near_venues("My Journal")
    ((), (), ())
    """
    words = _words(name)
    if known_venue(name) or _BESIDE.intersection(words) or len(name) > _LONGEST_NAME:
        return ()
    if len(words) == 1:
        short = words[0]
        found = [] if short in _REAL or len(short) < _SHORTEST else [each for each in _KNOWN if _is_near(short, each)]
        written = re.search(re.escape(short), name, re.IGNORECASE)
        if not written:
            return ()
        return tuple(name.replace(written[0], abbreviation(each), 1) for each in found)
    ends = [" ".join(words[start:]) for start in range(len(words) - 2)]
    found = [each for each in _LONG if len(each) >= _LONG_NAME and any(_is_off(end, each) for end in ends)]
    return tuple(" ".join(word if word in _SMALL else word.capitalize() for word in each.split()) for each in found)


def abbreviation(known: str) -> str:
    """Return how the abbreviation of a well-known venue is written, such as NeurIPS."""
    return _SHOWN.get(known, known.upper())


def _is_near(one: str, other: str) -> bool:
    """Return whether two abbreviations differ in two letters that are exchanged, or in one letter of five or more."""
    if one == other or " " in other or len(other) < _SHORTEST:
        return False
    pairs = [place for place, (left, right) in enumerate(zip(one, other, strict=False)) if left != right]
    if len(one) == len(other) and len(pairs) == 2 and pairs[1] == pairs[0] + 1:  # noqa: PLR2004 - exchanged letters
        return one[pairs[0]] == other[pairs[1]] and one[pairs[1]] == other[pairs[0]]
    if len(other) == _SHORTEST:  # a letter twice: other letters make other abbreviations
        return any(one == other[:place] + other[place - 1 :] for place in range(1, len(other) + 1))
    if other[0] != one[0]:
        return False
    return _is_off(one, other, letters=1)


def _is_off(one: str, other: str, letters: int = 2) -> bool:
    """Return whether two texts differ in a few letters at one place."""
    if one == other or abs(len(one) - len(other)) > letters:
        return False
    same = _in_common(one, other)
    left, right = one[same:], other[same:]
    return max(len(left), len(right)) - _in_common(left[::-1], right[::-1]) <= letters


def _in_common(one: str, other: str) -> int:
    """Return how many letters two texts begin with in common."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))


_SMALL = frozenset(["the", "of", "on", "in", "and", "for"])
_SHORTEST, _LONG_NAME, _LONGEST_NAME = 4, 20, 300
_SHOWN = {
    "www": "The Web Conference",
    "automl": "AutoML",
    "neurips": "NeurIPS",
    "nips": "NIPS",
    "corl": "CoRL",
    "conll": "CoNLL",
    "facct": "FAccT",
    "interspeech": "Interspeech",
}
# Other venues whose abbreviations are near those of the well-known ones.
_REAL = frozenset(
    re.findall(
        r"\S+",
        """aacl aaia aamas acal accl accv acii acml acmmm aied aies aist alife amta anlp apsipa asonam
        asru assets atal atc avss bionlp bmvc cade cair cait calr calt cars case ccai ccl ccwc cdc cec
        chil ciaa cicling cics cikm cira clef cleir clic clin clir cobra codi cogsci coin coli coll
        comad coml conf conl cops corr cosyne cscl cscw cvip cvm cvmp cvww dcai dcase dicta disc dsaa
        eaai eaal ealc eamt ecai ecal ecce eccl eccs ecir ecml ecmr ecom ecpr ecvp ecvw edm egsr eics
        elra emnl esann esswc eswc etra eurips euvip eval facc fact fairs fast fccm flairs focs fscd
        fusion fuzz gcpr gecco globecom hcii hicss hlt hri iaai iadis iait iasc iberamia ibpria icac
        icacci icad icaif icail icair icalp icann icap icaps icar icarcv icasi icassp icat icbl iccai
        iccbr iccc iccci icce icci iccit iccl iccp iccs iccsa iccv iccve icdar icdcs icde icdm icdt icfp
        icgi icgv icicl icicle icip icis iclc icld iclm iclp iclt iclv icmi icml icmla icmlc icmr icms
        icnlp icnn icon iconip icpe icpr icprai icpram icra icrai icrm ics icsc icse icslp icslr icst
        icsv ictai ictir icuas icva icve icvgip icvip icvr icvs icvsp icwsm ida idc idm ieeevr ijacai
        ijaci ijacsa ijar ijcar ijcia ijcl ijclp ijcnlp ijcnn ijcv ijmlc ijrr imcl infocom inlg inlp
        ipmi iros isbi iscl iscslp isit ismar ismb ismir issta iswc itsc itw iui iva ivapp iwcs iwslt
        jaai jaamas jaic jmir jmlc josa kdir kes konvens kr lamas latech lclr lics lrel lrev maic
        mdai mic micai mir miua mlsp mmm mobicom mss mwscas naai nanoai ncaa neuralcomp nips nlpcc
        nodalida nsdi oopsla osdi paacl pacl pacli paclic pakdd pami pldi pods popl prcv pricai prml
        qcai ranlp rcis recsys rlc rlj roman rss saicsit scai sdm semeval sepln sicon sigcse sigdial
        siggraph sigir-ap sigit sigmm sigmod sigspatial slt soda spcom spire stacs star stl stoc synasc
        tacas talc talip tall tallip taln tamlr tcvg tipr tir tkdd tlt tnnls tods tois tpami tsd tsp uic
        uist umap usenix vcip vis visapp viscg visigrapp vlc vldb vr wcci wccv wmt wosp wscg wsdm wsom
        www xai""",
    )
)


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
