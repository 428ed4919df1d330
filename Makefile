# `make site` builds the website into output/, `make test` runs every test, `make help` lists all targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
LOCKED_IN := .ci/locked
AUDIT := $(VENV)/audit
COMPILE := $(AUDIT)/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --quiet --upgrade

.PHONY: site publish rollback serve test lint format docs lock audit sbom clean environment help

site: $(READY)  ## build the site from scans/ and content/ into output/
	@$(BIN)/pelican --fatal errors -s pelicanconf.py $(if $(ALLOW_REMOVAL),-e ALLOW_REMOVAL=true)

publish: $(READY)  ## build the public site, and with PUBLISH_TO=… put it there; fails while operator.yaml has placeholders
ifdef PUBLISH_TO
	@$(BIN)/scanpress publish '$(PUBLISH_TO)' $(if $(ALLOW_REMOVAL),--allow-removal)
else
	@$(BIN)/pelican --fatal errors -s publishconf.py $(if $(ALLOW_REMOVAL),-e ALLOW_REMOVAL=true)
endif

rollback: $(READY)  ## publish the earlier site at PUBLISH_TO again
	@$(BIN)/scanpress publish '$(PUBLISH_TO)' --rollback

serve: $(READY)  ## build the site, serve it at http://localhost:8000 and rebuild it on every change
	@$(BIN)/scanpress serve

test: $(READY)  ## run the linters and every test
	$(MAKE) --no-print-directory lint
	$(BIN)/pytest --numprocesses=logical --maxprocesses=4 --dist=worksteal

lint: $(READY)  ## check style, types and imports of the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(READY)  ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(READY)  ## write the documents that are generated from the code
	$(BIN)/python docs/generate.py
	$(BIN)/python -m scanpress.cli.manual docs

lock: $(AUDIT)/ready  ## write .ci/locked/: the versions and hashes that CI and publishing install
	$(COMPILE) pyproject.toml --group build --output-file $(LOCKED_IN)/site.txt
	$(COMPILE) pyproject.toml --all-extras --group dev --constraints $(LOCKED_IN)/site.txt --output-file $(LOCKED_IN)/tests.txt
	$(COMPILE) --group audit --output-file $(LOCKED_IN)/audit.txt

audit: $(AUDIT)/ready  ## ask if the locked versions have known faults, and look for faults of the workflows
	$(foreach file,site tests audit,$(AUDIT)/bin/pip-audit --strict --require-hashes --disable-pip --requirement $(LOCKED_IN)/$(file).txt &&) true
	$(AUDIT)/bin/zizmor --persona pedantic .github .forgejo/workflows

sbom: $(AUDIT)/ready  ## write dist/sbom.json, the list of all software that the public site is built with (CycloneDX)
	@mkdir -p dist
	$(AUDIT)/bin/cyclonedx-py requirements $(LOCKED_IN)/site.txt --pyproject pyproject.toml --output-reproducible --output-file dist/sbom.json

clean:  ## remove the built site and the build cache
	rm -rf output cache preview dist

environment: $(READY)  ## create the virtual environment in .venv/

help:  ## list all targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(READY): pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed: https://www.python.org/downloads/"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) --version). Name another one: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "This Python cannot make a virtual environment. On Debian: apt-get install python3-venv"; exit 1; }
	$(BIN)/pip install --quiet --upgrade 'pip>=25.1'
	$(if $(LOCKED),$(BIN)/pip install --quiet --require-hashes --requirement $(LOCKED_IN)/tests.txt)
	$(BIN)/pip install --quiet --editable . --group dev $(if $(LOCKED),--no-deps --no-build-isolation)
	@touch $@

$(AUDIT)/ready: $(LOCKED_IN)/audit.txt
	@$(PYTHON) -m venv $(AUDIT)
	$(AUDIT)/bin/pip install --quiet --require-hashes --requirement $(LOCKED_IN)/audit.txt
	@touch $@
