"""The file of a run, made from the settings that the batches of the run have in common."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scanpress.checking import check_bytes
from scanpress.checking.days import this_day
from scanpress.checking.display import quoted
from scanpress.checking.form import run_form
from scanpress.checking.formatting import format_document, repair_document
from scanpress.importing.answers import NAME, VERSION, question_id
from scanpress.importing.batches import Batch
from scanpress.importing.remarks import WrongInput

_OWN = frozenset({"model", "prompt", "questions"})
_PER_BATCH = frozenset({"evaluation_seconds"})  # how long one batch took is no setting
_NEEDED = ("model", "prompt")
_TEXT_KEYS = ("text", "question", "prompt")
_ID_KEYS = ("id", "name", "key")


def run_document(batches: Iterable[Batch], *, date: str) -> dict[str, Any]:
    """Return the run of some batches; raise WrongInput if their settings differ or one that is needed is missing."""
    found: dict[str, tuple[str, Any]] = {}
    messages = []
    for batch in batches:
        missing = [name for name in _NEEDED if name not in batch.settings]
        messages += [f"{batch.file}: there is no {name}: add it to the batch" for name in missing]
        for name, value in batch.settings.items():
            file, first = found.setdefault(name, (batch.file, value))
            if first != value and name not in _PER_BATCH:
                messages.append(
                    f"{batch.file}: {name} is {quoted(value)}, but {quoted(first)} in {file}: "
                    "batches with other settings are another run; import them with another --run"
                )
    if messages:
        raise WrongInput(messages)
    settings = {name: value for name, (_, value) in found.items()}
    return _document(settings, next(iter(found.values()))[0] if found else "", date)


def _document(given: Mapping[str, Any], file: str, date: str) -> dict[str, Any]:
    model, prompt = _model(given.get("model")), _prompt(given.get("prompt"))
    messages = []
    if not model:
        messages.append(f'{file}: model is {quoted(given.get("model"))}: write its name, or an object with "name"')
    if not prompt:
        messages.append(f"{file}: prompt is {quoted(given.get('prompt'))}: write it as a text")
    if messages:
        raise WrongInput(messages)
    plain = dict(_settings(given))
    document: dict[str, Any] = {"model": model}
    if date:
        document["date"] = date
    document |= {"instrument": NAME, "instrument_version": VERSION, "settings": plain, "prompt": prompt}
    questions = given.get("questions")
    if questions:
        listed = list(_questions(questions))
        document |= {"questions": listed} if listed else {"x-questions": questions}
    others = {name: value for name, value in given.items() if name not in plain and name not in _OWN | _PER_BATCH}
    return document | ({"x-settings": others} if others else {})


def _settings(given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the settings with plain values, and with them the prices of a model that is an object."""
    model = given.get("model")
    for name, value in (*given.items(), *(model.items() if isinstance(model, dict) else ())):
        if name not in _OWN | _PER_BATCH | {"name"} and not isinstance(value, dict | list):
            yield name, value


def _model(given: Any) -> str:
    name = given.get("name") if isinstance(given, dict) else given
    return name.strip() if isinstance(name, str) else ""


def _prompt(given: Any) -> str:
    if isinstance(given, list) and all(isinstance(each, str) for each in given):
        given = "\n\n".join(given)
    if isinstance(given, dict) and all(isinstance(each, str) for each in given.values()):
        given = "\n\n".join(f"{name}:\n{text}" for name, text in given.items())
    return given.strip() if isinstance(given, str) else ""


def _questions(given: Any) -> Iterator[dict[str, str]]:
    """Yield the questions with their ids; nothing if they have another form."""
    if isinstance(given, dict):
        given = [{"id": name, **(each if isinstance(each, dict) else {"text": each})} for name, each in given.items()]
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        return
    for each in given:
        name = next((each[key] for key in _ID_KEYS if isinstance(each.get(key), str)), "")
        text = next((each[key] for key in _TEXT_KEYS if isinstance(each.get(key), str)), "")
        if name and text:
            yield {"id": question_id(name), "text": text}


def run_bytes(path: str, document: dict[str, Any], existing: bytes | None) -> bytes | None:
    """Return the bytes of the run's file; None if the one that exists says the same, and perhaps more.

    Raise WrongInput if the existing one says something else, or the check does not accept the new one.
    """
    data = format_document(run_form(), repair_document(run_form(), document)[0])
    if existing is not None:
        try:
            before = json.loads(existing)
        except ValueError:
            before = None
        if not isinstance(before, dict):
            raise WrongInput([f"{path}: this file is not a run: correct or remove it, or name another --run"])
        made = json.loads(data)
        differing = [key for key, value in made.items() if before.get(key) != value]
        if not differing:
            return None
        keys = ", ".join(differing)
        raise WrongInput([f"{path}: {keys} differ from the batches: name another --run, or remove this file"])
    problems = check_bytes(path, data, today=this_day()).problems
    errors = [f"{path}: {each.pointer}: {each.message}: {each.remedy}" for each in problems if each.severity == "error"]
    if errors:
        raise WrongInput(errors)
    return data
