"""Time `scanpress import` on made-up answers: batches for the reproducibility record, and a table, twice each.

    python benchmarks/importing.py --papers 10000

makes the batches, the list of papers and the table in a temporary folder, the same ones each time, imports them into an
empty repository, and imports them again, which must change nothing. Every hundredth paper has something odd: a result
that is out of range, a very long text, an e-mail address, a control character, an address with spaces, or a title that
another venue has in the same year. The table goes to standard error, the figures as JSON to standard output.
"""

import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

WORDS = (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").split()
QUESTIONS = (
    *("research_type", "affiliation", "pseudocode", "open_source_code", "train", "validation"),
    *("hardware_specification", "software_dependencies", "experiment_setup", "contribution", "limitations"),
)
NAMES = tuple(
    f"{start}{end}" for start in ("Al", "Be", "Cor", "Dia", "Em", "Fa") for end in ("ra", "no", "lin", "sen", "tova")
)
VENUES = ("ICLR", "NeurIPS", "ICML", "AAAI")
COLUMNS = ("File name", "Title", "Authors", "Venue", "Year", "Address")
ODD = 100  # every so many papers, one is odd
PER_BATCH = 170


def main() -> None:
    """Make the files, import them twice, and print."""
    arguments = parse()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = write_batches(folder / "answers", arguments.papers)
        batches = ["reproducibility", *map(str, files[1:]), "--papers", str(files[0]), "--run", "made-up"]
        table, map_file = write_table(folder / "table", arguments.papers)
        rows = ["table", str(table), "--instrument", "reproducibility", "--map", str(map_file), "--keep-going"]
        figures: dict[str, float] = {}
        for kind, words in (("batches", batches), ("table", rows)):
            repository = folder / kind
            (repository / "scans").mkdir(parents=True)
            for turn in ("first", "second"):
                before = snapshot(repository)
                figures[f"{kind}, {turn}"] = timed(words, repository)
                if turn == "second" and snapshot(repository) != before:
                    sys.exit(f"the second import of the {kind} changed something")
    print("\n".join(f"{label:<18}{seconds:8.1f} s" for label, seconds in figures.items()), file=sys.stderr)
    print(json.dumps({"papers": arguments.papers, "seconds": figures}))


def parse() -> argparse.Namespace:
    """Read the arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=10_000)
    return parser.parse_args()


def timed(words: Sequence[str], folder: Path) -> float:
    """Return the seconds that one import takes; what it left out is expected."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "scanpress.cli", "import", *words]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    print(done.stdout.splitlines()[-1], file=sys.stderr)
    return time.perf_counter() - start


def snapshot(folder: Path) -> Mapping[str, tuple[int, int]]:
    """Return the inode and the time of every file: a file that is written again has another inode."""
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.rglob("*.json")}


def write_batches(folder: Path, papers: int) -> list[Path]:
    """Write the list of papers and the batches, and return their paths, the list first."""
    folder.mkdir()
    made = list(made_up(papers))
    listed = folder / "papers.csv"
    with listed.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(COLUMNS)
        writer.writerows(row for row, _ in made)
    settings = {"model": {"name": "made-up-1", "input_cost": 0.1}, "temperature": 0, "prompt": "Answer about {paper}."}
    files = [listed]
    for start in range(0, papers, PER_BATCH):
        answers = {row[0].removesuffix(".pdf"): given for row, given in made[start : start + PER_BATCH]}
        files.append(folder / f"batch-{start:06}.json")
        files[-1].write_text(json.dumps(settings | answers | {"evaluation_seconds": start}), encoding="utf-8")
    return files


def made_up(papers: int) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    """Yield for each paper its row of the list and its answers."""
    for number in range(papers):
        draw = random.Random(number)
        title = f"{' '.join(draw.choices(WORDS, k=7)).capitalize()}: part {number}"
        venue, year = draw.choice(VENUES), 2014 + number % 10
        authors = ", ".join(" ".join(draw.choices(NAMES, k=2)) for _ in range(3))
        answers: dict[str, Any] = {
            question: {"result": draw.randrange(2), "paper_text": " ".join(draw.choices(WORDS, k=60))}
            for question in QUESTIONS
        }
        row = [f"paper-{number:06}.pdf", title, authors, venue, year, f"https://papers.example.org/{number}"]
        if number % ODD == 0:
            make_odd(number // ODD, row, answers)
        yield tuple(row), answers | {"input_tokens": 9000, "output_tokens": 700, "cost": 0.01}


def make_odd(kind: int, row: list[Any], answers: dict[str, Any]) -> None:
    """Give a paper one of the odd things that real batches have."""
    text = answers["pseudocode"]
    match kind % 6:
        case 0:
            text["result"] = 7
        case 1:
            text["paper_text"] = "again and " * 10_000
        case 2:
            text["paper_text"] = "Write to {ada, bo}@lab.example.org or ada@lab.example.org."
        case 3:
            text["paper_text"] = "an e\x02cient method"
        case 4:
            row[5] = "https://papers.example.org/a paper with spaces.pdf"
        case _:
            row[1], row[3] = "The same title", VENUES[kind % 4]


def write_table(folder: Path, papers: int) -> tuple[Path, Path]:
    """Write a table of answers and its map, and return their paths."""
    folder.mkdir()
    table, map_file = folder / "table.csv", folder / "map.yaml"
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        names = [question for question in FIELDS for question in (question, f"{question} reason")]
        writer.writerow(["Title", "Authors", "Venue", "Year", *names])
        for row, answers in made_up(papers):
            cells = [row[1], row[2], row[3], row[4]]
            for number, question in enumerate(FIELDS):
                given = answers[QUESTIONS[number]]
                cells += [FIELDS[question][given["result"] % 2], given["paper_text"].replace("\x02", "")[:5000]]
            writer.writerow(cells)
    columns = {"Title": "paper.title", "Authors": "paper.authors", "Venue": "paper.venue", "Year": "paper.year"}
    for question in FIELDS:
        columns |= {question: question, f"{question} reason": f"{question}.response"}
    fixed = {"rater.kind": "person", "rater.name": "Jo Tester"}
    map_file.write_text(json.dumps({"columns": columns, "values": fixed}), encoding="utf-8")
    return table, map_file


FIELDS = {
    "research_type": ("Experimental", "Theoretical"),
    "researcher_affiliation": ("Academia", "Industry"),
    **dict.fromkeys(("pseudocode", "open_source_code", "open_datasets", "dataset_splits"), ("no", "Yes")),
    **dict.fromkeys(("hardware_specification", "software_dependencies", "experiment_setup"), ("0", "TRUE")),
}


if __name__ == "__main__":
    main()
