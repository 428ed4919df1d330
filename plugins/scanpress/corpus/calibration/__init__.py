"""A second rater's verdicts in a file beside a scan: read if its form is known, else reported."""

from scanpress.corpus.calibration.files import Calibrated, load_calibrations
from scanpress.corpus.calibration.shapes import Calibration, SecondVerdict, UnknownShape, read_calibration

__all__ = ["Calibrated", "Calibration", "SecondVerdict", "UnknownShape", "load_calibrations", "read_calibration"]
