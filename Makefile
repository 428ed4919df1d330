# Two commands matter: `make site` builds the website into output/, `make test` runs every test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.PHONY: site publish serve test lint format docs clean environment

site: $(READY)  ## build the site from scans/ and content/ into output/
	@$(BIN)/pelican --fatal errors -s pelicanconf.py

publish: $(READY)  ## build the site for the public: fails while the operator's details are placeholders
	@$(BIN)/pelican --fatal errors -s publishconf.py

serve: $(READY)  ## build, serve at http://localhost:8000 and rebuild on every change
	@$(BIN)/scanpress serve

test: $(READY)  ## lint, types, import contract and every test
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest --numprocesses=auto --maxprocesses=4 --dist=loadfile

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(READY)  ## write docs/command.md and docs/rules.md from the code
	@$(BIN)/python -m scanpress.cli.manual docs

clean:  ## forget the built site and what the last build remembered
	rm -rf output cache preview dist

environment: $(READY)

$(READY): pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed: https://www.python.org/downloads/"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) --version). Name another one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "This Python cannot make a virtual environment. On Debian: apt-get install python3-venv"; exit 1; }
	$(BIN)/pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/pip install --quiet --editable . --group dev
	@touch $@
