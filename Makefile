# `make site` and `make test` set up all they need. Everything here only strings together commands a person can run.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
EDITION := public

.DEFAULT_GOAL := site
.PHONY: site test serve check audit pdf docx staff import zensical lint programs bench requirements clean

site: $(VENV)/site.stamp
	$(RUN) -m disclosure schema
	$(RUN) -m disclosure publish

check: $(VENV)/site.stamp
	$(RUN) -m disclosure check

# make serve and make audit are for the public edition; with EDITION=staff, for the staff one. What came out of another
# system is held against the report with make audit FILE=copy.html
serve: $(VENV)/site.stamp
	$(RUN) macros.py $(EDITION)

# The report as a PDF beside its printable view, made by a real browser.
pdf: $(VENV)/office.stamp programs
	$(RUN) -m disclosure publish --pdf

# The report as a Word document beside it.
docx: $(VENV)/office.stamp
	$(RUN) -m disclosure publish --docx

staff: $(VENV)/site.stamp
	$(RUN) -m disclosure publish --edition staff

audit: $(VENV)/site.stamp
	$(RUN) -m disclosure audit --edition $(EDITION) $(or $(FILE),$(if $(filter staff,$(EDITION)),site-staff,site))

# A report as it exists, brought in as a draft: make import FILE=report.docx YEAR=2024
import: $(VENV)/office.stamp
	$(RUN) -m disclosure import "$(FILE)" --year $(YEAR)

test: $(VENV)/dev.stamp programs lint
	$(RUN) -m pytest -n 2

lint: $(VENV)/dev.stamp
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy

# The same project on the successor of Material.
zensical: $(VENV)/dev.stamp
	$(RUN) -m disclosure publish --engine zensical --to .build/zensical

# What the tests and the PDF drive: a real Chromium with Chinese fonts, nginx; installed where that is possible.
programs:
	@sh tools/programs.sh

bench: $(VENV)/dev.stamp
	$(RUN) bench/bench.py

requirements: $(VENV)/dev.stamp
	$(RUN) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.txt
	$(RUN) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra pdf --extra office -c requirements.txt pyproject.toml -o requirements-office.txt
	$(RUN) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dev -c requirements-office.txt pyproject.toml -o requirements-dev.txt

clean:
	rm -rf site site-* .build .cache

$(VENV)/site.stamp: requirements.txt
	test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

# PDF, Word and workbooks: what reads and makes them.
$(VENV)/office.stamp: requirements-office.txt
	test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-office.txt
	touch $@ $(VENV)/site.stamp

$(VENV)/dev.stamp: requirements-dev.txt
	test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@ $(VENV)/office.stamp $(VENV)/site.stamp
