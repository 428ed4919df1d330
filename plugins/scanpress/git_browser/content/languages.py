# ruff: noqa: E501 - a language is one line of a table
"""Languages of source code: which one a file is in, and a pattern that reads it in one pass."""

import re
from functools import cache
from typing import NamedTuple

_LOOKED_AT = 1 << 12  # characters of a file that say which of several languages it is in


class Language(NamedTuple):
    """How a language writes comments (regular expressions), strings and keywords."""

    comments: str
    strings: str
    keywords: frozenset[str]
    others: str = ""  # a pattern with named groups that comes before numbers and words


# No pattern looks twice at a character: each ends at the end of the text or line if its end is missing, and no
# repetition gives back what it took. Lexers of other packages do: of four measured, all grow with the square on runs of
# one character, Python's by 159 µs a character on 12 kB of blanks.
_SLASH = r"//[^\n]*+"
_STAR = r"/\*(?:(?!\*/).)*+(?:\*/)?+"
_HASH = r"(?<!\S)\#[^\n]*+"
_ANY_HASH = r"\#[^\n]*+"
_DASH = r"--[^\n]*+"
_SEMICOLON = r";[^\n]*+"
_PERCENT = r"(?<!\\)%[^\n]*+"
_CURRY = r"\{-(?:(?!-\}).)*+(?:-\})?+"
_ROUND = r"\(\*(?:(?!\*\)).)*+(?:\*\))?+"
_DOUBLE = r'"(?:[^"\\\n]|\\.)*+"?+'
_SINGLE = r"'(?:[^'\\\n]|\\.)*+'?+"
_BACK = r"`(?:[^`\\]|\\.)*+`?+"
_TRIPLE = r'"""(?:\\.|(?!""").)*+(?:""")?+' + r"|'''(?:\\.|(?!''').)*+(?:''')?+"
_LONG_DOUBLE = r'"(?:[^"\\]|\\.)*+"?+'
_LONG_SINGLE = r"'(?:[^'\\]|\\.)*+'?+"
_DOUBLED = r"'[^']*+'?+"  # a quote in it is written twice, which reads like two strings
_LETTER = r"'(?:[^'\\\n]|\\[^\n']++|\\')'"
_TAG = r"(?P<n></?+[\w:-]++)"


def _language(comments: str, strings: str, keywords: str, others: str = "") -> Language:
    return Language(comments, strings, frozenset(keywords.split()), others)


_C = (
    "auto bool break case catch char class const constexpr continue default delete do double else enum extern false "
    "final float for friend goto if inline int long mutable namespace new noexcept nullptr operator override private "
    "protected public register restrict return short signed sizeof static struct switch template this throw true try "
    "typedef typename union unsigned using virtual void volatile while"
)
_JAVA = (
    "abstract as async await bool boolean break byte case catch char class const continue data decimal def default do "
    "double else enum event extends false final finally float for foreach fun get goto if implements implicit import "
    "in int interface internal is lazy long match namespace new null object out override package private protected "
    "public readonly record ref return sealed set short static string struct super switch synchronized this throw "
    "throws trait true try type uint using val var virtual void volatile when where while with yield"
)
_SCRIPT = (
    "abstract any as async await boolean break case catch class const constructor continue debugger declare default "
    "delete do else enum export extends false finally for from function get if implements import in instanceof "
    "interface keyof let namespace new null number of private protected public readonly return set static string super "
    "switch this throw true try type typeof undefined unknown var void while yield"
)
_SQL = (
    "add all alter and as asc begin between by case cast check column commit constraint create cross database declare "
    "default delete desc distinct drop else end exists foreign from full function grant group having if in index inner "
    "insert into is join key language left like limit not null offset on or order outer primary procedure references "
    "replace returning returns revoke right rollback select set table temporary then transaction trigger truncate union "
    "unique update using values view when where with"
)
_SHELL = (
    "case continue do done elif else end esac exit export fi for foreach function if in local readonly return select "
    "set shift source switch then trap unset until while"
)
_LISP = (
    "and begin case cond def define defmacro defn defun defvar do else fn if lambda let letrec loop ns nil or progn "
    "quote require set setf setq unless when"
)
_RUST = (
    "as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move mut "
    "pub ref return self static struct super trait true type unsafe use where while"
)
# JSON is missing: colours would take 0.2 ms and 1.4 kB of a scan's 3 kB, ten times what its page takes without them.
LANGUAGES = {
    "c": _language(rf"{_SLASH}|{_STAR}", rf"{_DOUBLE}|{_SINGLE}", _C, r"(?P<k>^[ \t]*+\#[ \t]*+\w++)"),
    "objective-c": _language(rf"{_SLASH}|{_STAR}", rf"{_DOUBLE}|{_SINGLE}", _C + " id nil self super", r"(?P<k>[@\#]\w++)"),
    "java": _language(rf"{_SLASH}|{_STAR}", rf"{_TRIPLE}|{_DOUBLE}|{_SINGLE}", _JAVA),
    "javascript": _language(rf"{_SLASH}|{_STAR}", rf"{_DOUBLE}|{_SINGLE}|{_BACK}", _SCRIPT),
    "swift": _language(rf"{_SLASH}|{_STAR}", rf"{_TRIPLE}|{_DOUBLE}", _JAVA + " func guard let self nil init extension"),
    "go": _language(
        rf"{_SLASH}|{_STAR}", rf"{_DOUBLE}|{_SINGLE}|{_BACK}",
        "break case chan const continue default defer else fallthrough false for func go goto if import interface map "
        "nil package range return select struct switch true type var",
    ),
    "rust": _language(rf"{_SLASH}|{_STAR}", rf"{_LONG_DOUBLE}|{_LETTER}", _RUST),
    "css": _language(rf"{_STAR}|(?<![:\w]){_SLASH}", rf"{_DOUBLE}|{_SINGLE}", "", r"(?P<k>@[\w-]++)|(?P<n>\.[a-z][\w-]*+)"),
    "php": _language(rf"{_SLASH}|{_STAR}|{_HASH}", rf"{_LONG_DOUBLE}|{_LONG_SINGLE}", _SCRIPT + " echo elseif endif foreach fn global isset namespace require use"),
    "python": _language(
        _ANY_HASH, rf"{_TRIPLE}|{_DOUBLE}|{_SINGLE}",
        "and as assert async await break case cdef class continue cpdef def del elif else except False finally for from "
        "global if import in is lambda match None nonlocal not or pass raise return True try type while with yield",
        r"(?P<n>(?<!\S)@[\w.]++)",
    ),
    "perl": _language(
        rf"{_HASH}|^=\w(?:(?!^=cut\b).)*+(?:=cut)?+", rf"{_LONG_DOUBLE}|(?<![\w&$]){_LONG_SINGLE}",
        "and bless die do each else elsif eq exists for foreach if keys last local my ne next no not or our package "
        "print push qw redo ref require return say shift sub undef unless until use while",
    ),
    "ruby": _language(
        rf"{_HASH}|^=begin\b(?:(?!^=end\b).)*+(?:=end)?+", rf"{_LONG_DOUBLE}|{_LONG_SINGLE}",
        "and begin break case class def defined? do else elsif end ensure extend false for if in include module next "
        "nil not or private raise redo require rescue retry return self super then true undef unless until when while "
        "yield",
    ),
    "shell": _language(rf"{_HASH}", rf"{_LONG_DOUBLE}|{_DOUBLED}", _SHELL, r"(?P<n>\$\{?+\w++)|(?:\\.)"),
    "r": _language(_ANY_HASH, rf"{_LONG_DOUBLE}|{_LONG_SINGLE}", "break else FALSE for function if in library NA next NULL repeat require return TRUE while"),
    "julia": _language(_ANY_HASH, rf"{_TRIPLE}|{_DOUBLE}|{_LETTER}", "abstract baremodule begin break catch const continue do else elseif end export false finally for function global if import in let local macro module mutable quote return struct true try type using where while"),
    "lua": _language(rf"--\[\[(?:(?!\]\]).)*+(?:\]\])?+|{_DASH}", rf"{_DOUBLE}|{_SINGLE}", "and break do else elseif end false for function goto if in local nil not or repeat return then true until while"),
    "haskell": _language(rf"{_CURRY}|{_DASH}", rf"{_DOUBLE}|{_LETTER}", "case class data deriving do else family forall if import in infix infixl infixr instance let module newtype of qualified then type where"),
    "ml": _language(_ROUND, rf"{_LONG_DOUBLE}|{_LETTER}", "and as assert begin class do done else end exception external false for fun function functor if in include inherit let match method module mutable new object of open or rec sig struct then to true try type val virtual when while with"),
    "f#": _language(rf"{_SLASH}|{_ROUND}", rf"{_TRIPLE}|{_LONG_DOUBLE}|{_LETTER}", "abstract and as async begin class default do done elif else end exception false for fun function if in inherit inline interface internal lazy let match member module mutable namespace new null of open or override private public rec return seq static struct then true try type use val when while with yield"),
    "sql": _language(rf"{_DASH}|{_STAR}", rf'{_DOUBLED}|"[^"]*+"?+', f"{_SQL} {_SQL.upper()}"),
    "matlab": _language(_PERCENT, rf"{_DOUBLE}|(?<![\w.)\]}}'])'[^'\n]*+'?+", "break case catch classdef continue else elseif end endfunction endif for function global if methods otherwise parfor persistent properties return switch try while"),
    "prolog": _language(rf"{_PERCENT}|{_STAR}", rf"{_DOUBLE}|{_SINGLE}", "dynamic is mod module not use_module"),
    "forth": _language(r"(?<!\S)\\ [^\n]*+|(?<!\S)\( [^)\n]*+\)?+", r'(?<=[.sS]" )[^"\n]*+"?+', "begin constant do does> else if loop repeat then until variable while BEGIN CONSTANT DO DOES> ELSE IF LOOP REPEAT THEN UNTIL VARIABLE WHILE", r"(?P<k>(?<!\S)[:;](?!\S))"),
    "lisp": _language(_SEMICOLON, _LONG_DOUBLE, _LISP),
    "tex": _language(_PERCENT, "", "", r"(?P<k>\\(?:[A-Za-z@]++|.))"),
    "xml": _language(r"<!--(?:(?!-->).)*+(?:-->)?+", r"""(?<==)(?:"[^"]*+"?+|'[^']*+'?+)""", "", _TAG),
    "yaml": _language(_HASH, rf"(?<!\w)(?:{_DOUBLE}|{_DOUBLED})", "true false null yes no", r"(?P<n>^[ \t-]*+[\w./-]++(?=:(?:\s|$)))"),
    "ini": _language(rf"{_HASH}|^[ \t]*+{_SEMICOLON}", rf"{_TRIPLE}|{_DOUBLE}|(?<!\w){_SINGLE}", "true false", r"(?P<k>^\[[^\]\n]++\]?+)|(?P<n>^[ \t]*+[\w.-]++(?=[ \t]*+=))"),
    "make": _language(_HASH, "", "define else endef endif export ifdef ifeq ifndef ifneq include", r"(?P<n>^[\w./%-]++(?=[ \t]*+[:?+]?=|:))"),
    "docker": _language(_HASH, rf"{_DOUBLE}|{_SINGLE}", "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL RUN SHELL USER VOLUME WORKDIR"),
    "cmake": _language(_HASH, _LONG_DOUBLE, "AND else elseif endforeach endfunction endif foreach function if macro NOT OR set"),
    "diff": _language("", "", "", r"(?P<s>^\+[^\n]*+)|(?P<m>^-[^\n]*+)|(?P<k>^@@[^\n]*+)"),
    "fortran": _language(r"![^\n]*+", rf"{_DOUBLE}|{_SINGLE}", "allocatable call character contains dimension do else elseif end enddo endif function if implicit integer intent interface logical module none only parameter program real return subroutine then type use where while"),
    "nix": _language(rf"{_HASH}|{_STAR}", rf"''(?:(?!'').)*+(?:'')?+|{_LONG_DOUBLE}", "assert else if import in inherit let null or rec then true false with"),
    "elixir": _language(_HASH, rf"{_TRIPLE}|{_LONG_DOUBLE}", "alias case cond def defmodule defp do else end false fn for if import in nil quote raise require true unless use when with"),
    "erlang": _language(_PERCENT, rf"{_LONG_DOUBLE}|{_SINGLE}", "after and begin case catch end fun if not of or receive try when"),
    "vim": _language(r'^[ \t]*+"[^\n]*+', rf"{_DOUBLED}", "augroup autocmd call command echo else elseif endfor endfunction endif execute for function if let return set while"),
    "verilog": _language(rf"{_SLASH}|{_STAR}", _DOUBLE, "always assign begin case default else end endcase endfunction endmodule for function if initial inout input logic module negedge output parameter posedge reg wire"),
}  # fmt: skip

_SUFFIXES = {
    suffix: language
    for language, suffixes in {
        "c": "c cc cpp cxx c++ hh hpp hxx ino cu glsl",
        "objective-c": "mm",
        "java": "java kt kts scala cs groovy gradle dart",
        "javascript": "js mjs cjs jsx tsx mts cts",
        "swift": "swift",
        "go": "go",
        "rust": "rs",
        "css": "css scss less",
        "php": "php",
        "python": "py pyi pyw pyx pxd bzl",
        "ruby": "rb rake gemspec",
        "shell": "sh bash zsh ksh fish bats",
        "r": "r",
        "julia": "jl",
        "lua": "lua",
        "haskell": "hs",
        "ml": "ml mli",
        "f#": "fsx fsi",
        "sql": "sql",
        "prolog": "pro prolog",
        "forth": "fth 4th forth",
        "lisp": "el lisp lsp scm ss rkt clj cljs cljc edn",
        "tex": "tex sty ltx dtx",
        "xml": "xml html htm xhtml svg xsd xsl rss atom vue svelte",
        "yaml": "yaml yml cff",
        "ini": "ini cfg toml conf properties desktop",
        "make": "mk mak",
        "cmake": "cmake",
        "diff": "diff patch",
        "fortran": "f90 f95 f03 f08",
        "nix": "nix",
        "elixir": "ex exs",
        "erlang": "erl hrl",
        "vim": "vim",
        "verilog": "sv svh",
    }.items()
    for suffix in suffixes.split()
}
_NAMES = {
    "makefile": "make", "gnumakefile": "make", "dockerfile": "docker", "containerfile": "docker", "cmakelists.txt": "cmake",
    "rakefile": "ruby", "gemfile": "ruby", "pkgbuild": "shell", ".bashrc": "shell", ".profile": "shell", ".zshrc": "shell",
    ".gitconfig": "ini", ".editorconfig": "ini", ".vimrc": "vim", ".emacs": "lisp", "build": "python", "sconstruct": "python",
}  # fmt: skip
# What a suffix of several languages is, by the first pattern that is found in the text; otherwise none.
_PERL = r"^#!.*perl|^[ \t]*+(?:use\s+(?:strict|warnings|[A-Z]|v?5)|package\s+\w|sub\s+\w|my\b)"
_AMBIGUOUS = {
    suffix: [(re.compile(pattern, re.MULTILINE), language) for pattern, language in choices]
    for suffix, choices in {
        "h": [(r"^[ \t]*+(?:@(?:interface|protocol|class|end)\b|#import\b)", "objective-c"), (r"", "c")],
        "t": [(_PERL, "perl")],
        "pm": [(_PERL, "perl")],
        "pl": [(_PERL, "perl"), (r":-|^\w[^\n]*\)\.$", "prolog"), (r"^[ \t]*+#", "perl")],
        "m": [
            (r"^[ \t]*+(?:#import\b|@(?:interface|implementation|protocol|class|end)\b|#include\b)", "objective-c"),
            (r"^[ \t]*+(?:%|function\b|classdef\b|end\b)|;[ \t]*+$", "matlab"),
        ],
        "fs": [
            (r"^[ \t]*+#version\b|\bvoid\s+main\b", "c"),
            (r"^[ \t]*+(?:let|module|open|namespace|type)\b", "f#"),
            (r"^: \S|^\\ ", "forth"),
        ],
        "ts": [(r"^[ \t]*+<(?:\?xml|!DOCTYPE)", "xml"), (r"", "javascript")],
        "v": [(r"\bendmodule\b|^[ \t]*+`(?:timescale|include|define)", "verilog"), (r"\bQed\b|\bProof\b|\bDefinition\b", "ml")],
        "cls": [(r"^[ \t]*+\\", "tex")],
    }.items()
}  # fmt: skip
_PROGRAMS = (
    (re.compile(r"python"), "python"), (re.compile(r"perl"), "perl"), (re.compile(r"\b(?:ba|z|k|da|fi|a)?sh\b"), "shell"),
    (re.compile(r"ruby"), "ruby"), (re.compile(r"node|deno|bun"), "javascript"), (re.compile(r"Rscript"), "r"),
    (re.compile(r"lua"), "lua"), (re.compile(r"php"), "php"), (re.compile(r"julia"), "julia"), (re.compile(r"make"), "make"),
)  # fmt: skip


def language_of(name: str, text: str) -> str:
    """Return the language of a file by its name, or by its text if several languages use the name; "" if it is unknown.

    >>> language_of("t/basic.t", "use strict;"), language_of("a.t", "a text"), language_of("run", "#!/bin/sh")
    ('perl', '', 'shell')
    """
    file = name.rpartition("/")[2].lower()
    suffix = file.rpartition(".")[2] if "." in file else ""
    if suffix in _AMBIGUOUS:
        start = text[:_LOOKED_AT]
        return next((language for pattern, language in _AMBIGUOUS[suffix] if pattern.search(start)), "")
    known = _NAMES.get(file) or _SUFFIXES.get(suffix)
    if known is None and text.startswith("#!"):
        first = text[:200].partition("\n")[0]
        known = next((language for pattern, language in _PROGRAMS if pattern.search(first)), None)
    return known or ""


@cache
def pattern_of(language: str) -> re.Pattern[str]:
    """Return the pattern of a language's pieces, each of the group that is its class, words of the group `w`."""
    rules = LANGUAGES[language]
    groups = [
        f"(?P<c>{rules.comments})" if rules.comments else "",
        f"(?P<s>{rules.strings})" if rules.strings else "",
        rules.others,
        r"(?P<m>\b\d[\w.]*+)" if "(?P<m>" not in rules.others else "",
        r"(?P<w>[^\W\d][\w?]*+)" if rules.keywords else "",
    ]
    return re.compile("|".join(group for group in groups if group), re.MULTILINE | re.DOTALL)
