"""Places in this repository that tests read."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "tests" / "examples"
COMPLETE_OPERATOR = EXAMPLES / "operator" / "complete.yaml"

# One real scan by each instrument, as its page is addressed; the file has the suffix .json.
SURVEY = "scans/acl-2024/cross-lingual-alignment"
REPRODUCIBILITY = "scans/iclr-2023/task-arithmetic"
SURVEY_FILE = ROOT / f"{SURVEY}.json"
REPRODUCIBILITY_FILE = ROOT / f"{REPRODUCIBILITY}.json"
REAL_SCANS = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("scans/*/*.json"))
