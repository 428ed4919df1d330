"""What each column of the tables means, for those who read them and for programs."""

from collections.abc import Mapping
from typing import NamedTuple


class Field(NamedTuple):
    """A column: its name, its type as Frictionless names it, and what it means."""

    name: str
    type: str
    description: str


SCAN_FIELDS = (
    Field("path", "string", "the file of the scan in the repository"),
    Field("oid", "string", "the id that git gives to the bytes of the file"),
    Field("page", "string", "the page of the scan, relative to the address of the site"),
    Field("paper", "string", "what identifies the paper: the same for all scans of a paper"),
    Field("title", "string", "the title of the paper"),
    Field("authors", "string", "the authors of the paper, with a semicolon between them"),
    Field("year", "integer", "the year of publication"),
    Field("venue", "string", "the conference or journal, as the scan names it"),
    Field("doi", "string", "the DOI of the paper"),
    Field("arxiv_id", "string", "the arXiv id of the paper"),
    Field("url", "string", "the page of the paper"),
    Field("instrument", "string", "the questionnaire that was answered"),
    Field("version", "integer", "the version of the questionnaire"),
    Field("rater_kind", "string", "who answered: model or person"),
    Field("rater", "string", "the name of who answered"),
    Field("run", "string", "the run in which a model answered"),
    Field("date", "string", "the day on which the questions were answered, as YYYY-MM-DD"),
    Field("status", "string", "published, contested, withdrawn, superseded or excluded"),
    Field("score_name", "string", "the name of the score that lists show"),
    Field("score", "string", "this score as lists show it"),
    Field("score_part", "number", "the score is score_part of score_whole"),
    Field("score_whole", "number", "the highest possible score; 0 if there is none"),
    Field("met", "integer", "how many answers are met"),
    Field("not_met", "integer", "how many answers are not met"),
    Field("not_applicable", "integer", "how many questions do not apply to the paper"),
    Field("partly", "integer", "how many answers are partly met"),
    Field("unclear", "integer", "how many answers are unclear"),
    Field("scored", "boolean", "false if papers of this kind have no score, empty if all papers have one"),
    Field("red_flags", "integer", "how many red flags the scan has; empty if the questionnaire has none"),
    Field("license", "string", "the licence of the scan, as an SPDX expression"),
    Field("source_url", "string", "where the scan was taken from, if it was first published elsewhere"),
    Field("source_license", "string", "the licence of the scan at that place, as an SPDX expression"),
)

ANSWER_FIELDS = (
    Field("path", "string", "the file of the scan in the repository"),
    Field("paper", "string", "what identifies the paper: the same for all scans of a paper"),
    Field("instrument", "string", "the questionnaire that was answered"),
    Field("version", "integer", "the version of the questionnaire"),
    Field("category", "string", "the category of the question; empty if the questionnaire has none"),
    Field("question", "string", "the id of the question"),
    Field("label", "string", "the question in a few words"),
    Field("result", "string", "the answer in the words of the questionnaire"),
    Field("verdict", "string", "met, not met, partly, unclear or not applicable; empty if the answer has no verdict"),
    Field("points", "number", "what the answer counts in the score, from 0 to 1; empty if it does not count"),
    Field("number", "number", "the answer to a question that asks for a number"),
    Field("reason", "string", "the reason for the answer, or a quotation from the paper"),
    Field("rater", "string", "who gave the answer"),
    Field("counts", "boolean", "false if figures of the site leave the answer out"),
)

RAW_FIELDS = (
    Field("path", "string", "the file of the scan in the repository"),
    Field("oid", "string", "the id that git gives to the bytes of the file"),
    Field(
        "scan",
        "object",
        "the document in the file; its schema is at the address that the site gives for the instrument",
    ),
)

SQL_TYPES: Mapping[str, str] = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN"}
