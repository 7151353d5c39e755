# Two commands do everything on a fresh machine: `make demo` and `make test`. `make check` is for every day.
# The only thing needed beforehand is Python 3.11 or newer with its venv module.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
EXAMPLE := examples/larvik.yaml
WORKBOOK := demo/larvik.xlsx
# What make check runs: make check NEAR=tests runs the quick tests of everything.
NEAR = $(shell $(BIN)/python -m tests.changed)

.DEFAULT_GOAL := help
.PHONY: help demo check test style types quick app lock bench mutants fuzz site clean

help:
	@echo "make demo    set up, run the worked example, write its workbook to $(WORKBOOK)"
	@echo "make check   set up, then style, types and the quick tests of what has changed"
	@echo "make test    set up, then style, types and all tests"
	@echo "make app     set up, then open the app in the browser"
	@echo "make bench   set up, then the speed measurements"
	@echo "make mutants set up, then see whether the tests notice small changes to the model (docs/mutation.md)"
	@echo "make fuzz    set up, then throw hostile files and changes at the product, and try relations (FUZZ=500)"
	@echo "make site    set up, then make the documentation as a site in site/, its links checked"
	@echo "make lock    renew requirements.lock"
	@echo "make clean   remove the set-up and everything made"

# Set-up is stamped: it is done again only when the lock or the project file changes.
$(READY): requirements.lock pyproject.toml
	@python=; \
	for candidate in $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14 python; do \
		if $$candidate -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
			python=$$candidate; break; \
		fi; \
	done; \
	if [ -z "$$python" ]; then \
		echo "Needs Python 3.11 or newer with its venv module (on Debian: apt install python3 python3-venv)." >&2; \
		exit 1; \
	fi; \
	echo "Setting up $(VENV) with $$($$python --version) ..."; \
	$$python -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY)
	@mkdir -p $(dir $(WORKBOOK))
	@$(BIN)/feasibility run $(EXAMPLE) --xlsx $(WORKBOOK)
	@echo
	@echo "Workbook: $(CURDIR)/$(WORKBOOK)"

# Side by side: style and types are done before the tests are.
check: $(READY)
	@$(MAKE) --no-print-directory --jobs=3 style types quick

test: style types
	$(BIN)/python -m pytest

style: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy --strict feasibility app.py

# The tests nearest to what has changed (tests/changed.py), but for those over random cases, whole workbooks or
# pages of the app, and those that drive another program.
quick: $(READY)
	$(BIN)/python -m pytest --quiet -m "not slow and not system" $(NEAR)

app: $(READY)
	$(BIN)/feasibility app

bench: $(READY)
	@$(BIN)/python -m benchmarks

# Options, for example: make mutants MUTANTS="--seed 7 --number 20 --only feasibility/rules"
mutants: $(READY)
	@$(BIN)/python -m tests.mutation $(MUTANTS)

# Other examples in every run, FUZZ of them for each test; the short suite in make test has the same ones always.
FUZZ = 500
fuzz: $(READY)
	FEASIBILITY_FUZZ=$(FUZZ) $(BIN)/python -m pytest tests/fuzz

# uv is needed only here, so it has a place of its own.
# The documentation as a site that opens from the folder; a link that leads nowhere ends it with an error.
site: $(READY)
	$(BIN)/python docs/make_site.py

lock:
	@test -x $(VENV)-lock/bin/uv || { python3 -m venv $(VENV)-lock && $(VENV)-lock/bin/pip install --quiet 'uv>=0.5,<1'; }
	$(VENV)-lock/bin/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--no-annotate --no-emit-index-url --upgrade --quiet \
		--custom-compile-command "make lock" --output-file requirements.lock

clean:
	rm -rf $(VENV) $(VENV)-lock demo site build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .mutation test-results
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
