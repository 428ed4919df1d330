"""Instruments of one's own: reading a folder of schemas, saying what is missing in them, and making a first one."""

from scanpress.instruments.own.mistake import InstrumentError, Mistake

__all__ = ["InstrumentError", "Mistake"]
