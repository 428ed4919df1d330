"""Reasons that show what their answer says is missing, such as "Trained on 8 NVIDIA A100 GPUs." beside No.

A reason affirms what its question asks for if it names it with words of the question, and nothing in it denies or
limits it. It shows something by its signs: the name of a GPU, a version, a label such as "Algorithm 1:". Only what a
reader would call obvious counts: a word that may take it back ("but", "baseline", "only") makes it no evidence.
"""

import re
from collections.abc import Sequence

from scanpress.checking.known.clauses import WORDS, Clause, Topic, clauses, content, stem, stems

GPU = (
    r"[RG]TX ?[0-9]{3}|\b(?:A(?:10|30|40|100|4000|5000|6000)|[VHP]100|H200|L40S?)\b|Tesla [A-Z][0-9]"
    r"|Titan (?:RTX|Xp?|V)\b|\bTPU ?v[0-9]|Xeon|Ryzen|EPYC|Threadripper|Core i[3579]|Apple M[1-4]"
)
"""A pattern of the models of processors; the name of a maker is none."""
_LIBRARY = (
    r"Py ?Torch|Tensor ?Flow|CUDA|JAX|Keras|[Ss]cikit-learn|[Nn]um[Pp]y|Pandas|spaCy|NLTK|Gurobi|CPLEX|[Tt]ransformers"
)
VERSION = rf"(?:{_LIBRARY}),? ?(?:version |v|=+)?[0-9]+\.[0-9]"
"""A pattern of a library with its version."""
_SPLIT = (
    r"[0-9]{1,2}(?:\.[0-9])? ?%[^.;]{0,60}\btrain\w*[^.;]{0,60}\b(?:test|valid|dev)\w*"
    r"|\btrain\w*[^.;]{0,60}\b(?:test|valid|dev)\w*[^.;]{0,60}[0-9]{2} ?[/:-] ?[0-9]{1,2} ?[/:-] ?[0-9]{1,2}\b"
    r"|[0-9]{2} ?[/:-] ?[0-9]{1,2} ?[/:-] ?[0-9]{1,2}\b[^.;]{0,60}\btrain"
    r"|[0-9]{2}[^.;]{0,30}\bfor train\w*[^.;]{1,30}[0-9]{2}[^.;]{0,30}\bfor (?:test|valid|dev)\w*"
)
_SETTING = (
    r"(?:learning rate|batch size|weight decay|dropout|momentum|warm-?up|epochs|temperature)"
    r"(?: (?:of|is|was|to|as|=)| =)? ?[0-9]|[0-9]+ epochs"
)
_NEEDED_SETTINGS = 2
# Words that may say that it is not that of the paper, or not enough.
_TAKEN_BACK = re.compile(
    r"\b(?:but|however|although|though|while|whereas|except|only|just|no|not|nor|never|none|neither|without|cannot|unclear"
    r"|unspecified|missing|lacks?|omit\w*|baselines?|competitors?|prior|previous|others?|original|another|related"
    r"|third-party|similar|unlike|instead|would|will|may|might|could|if|unless|should|et\sal|promise\w*|thank\w*|donat\w*"
    r"|insufficient|incomplete|vague|generic|cited?|cites|refer\w*|mention\w*|e\.g|alone|assum\w*|unknown|formerly"
    r"|appears?|seems?|presumably|probably|estimat\w*|according)\b"
    r"|n['\u2019]t\b|[?\"\u201c\u00ab\[]|\([A-Z][^()]*[0-9]{4}\)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"Algorithm [0-9]{1,2}(?::? [A-Z][\w-]+ [^.<>]{3,}|(?: (?:in|on) [A-Z][^,.]{2,30})? (?:shows?|gives?|presents?"
    r"|lists?|provides?|contains?|summari[sz]es) [^.<>]{3,})\.?\Z"
)
# How a word of a question begins, and the pattern of what is evidence for Yes, whichever instrument asks.
_BY_QUESTION = (
    ("pseudo", _LABEL),
    ("hardware", re.compile(GPU)),
    ("software", re.compile(VERSION)),
    ("splits", re.compile(_SPLIT, re.IGNORECASE)),
)
_QUOTED = re.compile(r"\A[\"\u201c]([^\"\u201c\u201d]+)[\"\u201d]")  # most evidence is
_OF_SETUP = frozenset(["setup", "hyperparameters"])


def is_shown(text: str, question: str) -> bool:
    """Return whether a reason shows what its answer says is missing.

    >>> is_shown("We train on 8 NVIDIA A100 GPUs.", "hardware_specification")
    True
    >>> is_shown("We train on GPUs, such as the NVIDIA A100 of the baseline.", "hardware_specification")
    False
    """
    text = _QUOTED.sub(r"\1", text)
    if _TAKEN_BACK.search(text):
        return False
    asked = {*question.split("_")}
    if asked & _OF_SETUP:
        return len(re.findall(_SETTING, text, re.IGNORECASE)) >= _NEEDED_SETTINGS
    pattern = next((each for start, each in _BY_QUESTION if any(word.startswith(start) for word in asked)), None)
    found = pattern is not None and (pattern.match(text) if pattern is _LABEL else pattern.search(text))
    return bool(found)


_PEOPLE = "participants|annotators|subjects|volunteers|crowd ?workers|raters|respondents|students|workers"
RECRUITED = (
    rf"(?:[A-Z][a-z-]+|[0-9]+)(?: [a-z-]+){{0,4}} (?:{_PEOPLE}) "
    r"(?:were|was) (?:recruited|hired|paid|randomi[sz]ed|randomly|asked|compensated|interviewed)"
)
"""A pattern of how a reason begins that speaks of people who took part."""
_OF_PEOPLE = frozenset(
    "recruitment irb ethics demographics inclusion randomization blinding attrition human participants".split()  # noqa: SIM905 - one list of words
)


def took_part(text: str, question: str) -> bool:
    """Return whether a reason speaks of people who took part, though the question is said not to apply.

    >>> took_part("Forty participants were recruited through Prolific.", "recruitment_methods_described")
    True
    >>> took_part("Forty participants were recruited by Smith et al.", "recruitment_methods_described")
    False
    """
    is_asked = not _OF_PEOPLE.isdisjoint(question.split("_"))
    return is_asked and re.match(RECRUITED, text) is not None and not _TAKEN_BACK.search(text)


_COMPANIES = (
    r"Microsoft|Google (?:Research|Brain|DeepMind|AI|Inc|LLC|Cloud)|DeepMind|Meta AI|Facebook|Amazon (?:Web|Science|AI"
    r"|Alexa|Research|Inc)|IBM|NVIDIA|Huawei|Tencent|Alibaba|ByteDance|Baidu|Samsung|Salesforce|OpenAI|Anthropic|Adobe"
    r"|Intel (?:Labs|Corp)|Sony (?:AI|Research|Group)|Qualcomm"
)
_UNIVERSITY = r"Universit(?:y|\u00e9|\u00e4t|\u00e0|at|eit)|Institute of Technology|Polytechnic|ETH Z"
# A company's name in that of a chair or a joint laboratory, or in a note on an internship, is no affiliation.
_NO_AFFILIATION = re.compile(
    r"\b(?:joint|key lab\w*|moe|chair|professor\w*|intern\w*|fellow\w*|fund\w*|grants?|support\w*|awards?|thank\w*"
    r"|visit\w*|during|after|before|now|since|retired|alumn\w*|scholars?|left|colab|scholar|drive|gmail)\b",
    re.IGNORECASE,
)
_EXPERIMENTS = (
    r"(?:We|The authors|Authors)(?: [a-z]+ly)? (?:train|fine-?tune|evaluate|run|conduct|perform|validate|test)\b.*"
    r"(?:experiments|data ?sets?|tasks|benchmarks?|ImageNet|GPUs?|accuracy)"
)
_NO_EXPERIMENTS = (
    r"(?:(?:The|This) (?:paper|work|study)|It|This) (?:is (?:an? )?(?:purely |entirely |fully )?theor"
    r"|(?:does not|doesn't) (?:\w+ )?(?:contain|include|have|report|present|conduct|run|perform) (?:any )?(?:\w+ )?"
    r"experiment)"
    r"|No (?:\w+ )?experiments (?:are|were) (?:run|reported|conducted|performed|presented|carried)"
)
NAMED: dict[str, str] = {
    "Theoretical": f"^{_EXPERIMENTS}",
    "Experimental": f"^(?:{_NO_EXPERIMENTS})",
    "Academia": _COMPANIES,
    "Industry": _UNIVERSITY,
}
"""Answers other than Yes and No, each with a pattern of reasons that may contradict it."""


def contradicts(text: str, result: str) -> bool:
    """Return whether a reason contradicts an answer that is a word of its own, such as Academia.

    >>> contradicts("1University of Washington 2Microsoft Research", "Academia")
    True
    >>> contradicts("University of Washington; one author is an intern at Microsoft Research", "Academia")
    False
    """
    if result not in NAMED or not re.search(NAMED[result], text, re.DOTALL):
        return False
    if result == "Experimental":
        return re.search(r"\b(?:but|however|although|though|while|only|except|simulat\w*)\b", text) is None
    return not (_TAKEN_BACK.search(text) or (result != "Theoretical" and _NO_AFFILIATION.search(text)))


_SOFTWARE = re.compile(
    rf"{_LIBRARY}|Python|Ubuntu|Linux|Docker|conda|\bpip\b|librar|packag|software|framework|solver|version|\bR\b|C\+\+|Java"
    r"|Matlab|MATLAB|[A-Za-z] ?v?[0-9]+\.[0-9]"
)
_HARDWARE = re.compile(
    rf"{GPU}|NVIDIA|[GCT]PU|AWS|EC2|Azure|\bGCP\b|[Cc]loud|Colab|\bcores?\b|memory|\bRAM\b|\bGB\b|server|cluster|laptop|MacBook"
    r"|processor|Intel|AMD|machine|\bnodes?\b|workstation|Jetson|FPGA|hardware|device|phone|Raspberry|comput"
)
OF_OTHER = {"software": GPU, "hardware": VERSION}
"""Words of a question, each with a pattern of what belongs to the other one of the two."""


def of_other_question(text: str, question: str) -> str:
    """Return what a reason speaks of if it is only of hardware, and software is asked for, or the other way round.

    >>> of_other_question("8 NVIDIA A100 GPUs.", "software_dependencies"), of_other_question("8 A100.", "hardware")
    ('hardware', '')
    """
    asked = {*question.split("_")}
    if "software" in asked:
        return "hardware" if re.search(GPU, text) and not _SOFTWARE.search(text) else ""
    if "hardware" in asked:
        return "software" if re.search(VERSION, text) and not _HARDWARE.search(text) else ""
    return ""


_HOST = re.compile(r"https?://|\b(?:GitHub|GitLab|Zenodo|OSF|Figshare|Hugging ?Face|Kaggle|Dryad|[Ss]upplement\w*)\b")


def affirms(text: str, topic: Topic) -> bool:
    """Return whether a reason says that what its question asks for is there."""
    every = clauses(text)
    words = frozenset(word for each in every for word in each.words)
    if _UNPLAIN.search(text) or not words.isdisjoint(_LIMITING - topic.own):
        return False
    if not topic.enough_not.isdisjoint(map(stem, words)):
        return False
    if topic.is_open and _HOST.search(text) and any(_is_given(each, topic) for each in every):
        return True
    if topic.is_open and WORDS["releasing"].isdisjoint(words):
        return False
    is_placed = any(each.has_place for each in every)
    is_located = is_placed or any(each.has_figures for each in every)
    if not is_located and _FINITE.isdisjoint(words):  # "Funding disclosed."
        return False
    return any(_speaks_of(each, topic, is_located=is_located, is_placed=is_placed) for each in every)


_UNPLAIN = re.compile(r"\?|\"\"|=[0-9A-F]{2}=")  # a question, or a text that a program damaged
_FINITE = WORDS["auxiliary"] | {each for each in WORDS["present"] if each.endswith("s")}
_LIMITING = frozenset().union(
    *(WORDS[name] for name in ("no", "missing", "lacks", "later", "against", "conceding", "hedges"))
)


def _speaks_of(clause: Clause, topic: Topic, *, is_located: bool, is_placed: bool) -> bool:
    """Return whether a clause speaks of several things that a question asks for, or has the whole name of one."""
    is_told = is_placed or (
        not WORDS["telling"].isdisjoint(clause.words) and not WORDS["paper"].isdisjoint(clause.words[:2])
    )
    is_named = topic.is_open or (is_told and not topic.rare.isdisjoint(stems(clause.words)))
    shown = _number_of_things(clause.unnumbered, topic.shown if is_named else topic.rare)
    has_verb = any(
        each in topic.verbs or (each.endswith("ed") and stem(each) in topic.shown) for each in clause.words[1:]
    )
    if shown >= _TWO and has_verb and is_located:
        return True
    return (shown >= _MANY and (is_located or has_verb)) or (not topic.is_open and _is_given(clause, topic, whole=True))


def _number_of_things(words: Sequence[str], known: frozenset[str]) -> int:
    """Return how many things of a question are named: words beside each other are one, and so is a word twice."""
    number, is_beside = 0, False
    seen: set[str] = set()
    for word in words:
        found = frozenset() if word in WORDS["vessels"] else stems([word]) & known
        number += bool(found - seen) and not is_beside
        seen |= found
        is_beside = bool(found)
    return number


_TWO, _MANY = 2, 3  # things that a question asks for: with a verb, and without


def _is_given(clause: Clause, topic: Topic, *, whole: bool = False) -> bool:
    """Return whether a clause says that the thing itself is given: all of its name, or the thing that is public."""
    words = clause.unnumbered
    if (WORDS["giving"] | topic.own_verbs).isdisjoint(words):
        return False
    begin, is_owner, is_after_verb = 0, False, False
    for place, word in enumerate([*words, "."]):
        if word in topic.verbs or word in WORDS["auxiliary"] or word in WORDS["of"] or word in '.,()"\u201c':
            run = content(words[begin:place])
            is_said = is_after_verb or word not in topic.verbs or word in _ADJECTIVES or word.endswith("ed")
            if is_said and not is_owner and _is_thing(run, topic, whole=whole) and not _is_of_another(words[place:]):
                return True
            is_owner = word in WORDS["of"] and any(each not in WORDS["vessels"] for each in run)
            begin, is_after_verb = place + 1, word in topic.verbs
    return False


def _is_thing(words: Sequence[str], topic: Topic, *, whole: bool) -> bool:
    """Return whether words without a verb are the name of what a question asks for, and of nothing else."""
    spoken = frozenset(stem(each) for each in words if not each.endswith("ed") or stem(each) in topic.shown)
    if whole:
        return spoken <= topic.meant and any(each <= spoken for each in topic.names)
    return not spoken.isdisjoint(topic.named) and spoken <= topic.meant | stems(WORDS["vessels"])


_ADJECTIVES = frozenset(["accessible", "available", "public"])


def _is_of_another(words: Sequence[str]) -> bool:
    """Return whether words go on with whose thing it is, and it is not that of the paper."""
    following = words[1:_WHOSE] if words[:1] and words[0] in {"by", "for", "from", "of"} else ()
    if any(each in {"all", "each", "every"} for each in following[:1]):
        return False
    return any(each not in WORDS["paper"] for each in content(following))


_WHOSE = 5  # words after a thing among which its owner is
