# `make run` serves Menteo, `make test` runs every gate and test. Both need only Python 3.11 or newer.
SHELL := /bin/sh
.DEFAULT_GOAL := run
.DELETE_ON_ERROR:

# Some environments forbid bytecode: then each start of a server compiles everything anew, for seconds.
export PYTHONDONTWRITEBYTECODE :=

VENV := .venv
BIN := $(VENV)/bin

# The environment is made once for one lock: another lock, another stamp.
STAMP := $(VENV)/.installed-$(shell cat requirements.txt pyproject.toml | cksum | cut -d' ' -f1)

# The same for what the benchmark needs beside it.
BENCH_STAMP := $(VENV)/.installed-bench-$(shell cat requirements-bench.txt | cksum | cut -d' ' -f1)

.PHONY: run test lint format types imports sdl pytest proof lock bench bench-quick clean broken

run: $(STAMP)  ## start PostgreSQL, migrate, load the demo network into an empty database, serve
	@exec $(BIN)/menteo serve

test: lint format types imports sdl pytest  ## every gate and every test

lint: $(STAMP)  ## style and likely mistakes
	$(BIN)/ruff check .

format: $(STAMP)  ## layout of the code
	$(BIN)/ruff format --check .

types: $(STAMP)  ## types
	$(BIN)/mypy .

imports: $(STAMP)  ## which package may know which
	$(BIN)/lint-imports

sdl: $(STAMP)  ## schema.graphql is what the code says
	@sdl=$$($(BIN)/menteo schema) && printf '%s\n' "$$sdl" | diff -u schema.graphql - && echo 'schema.graphql is up to date'

pytest: $(STAMP)  ## the tests, with branch coverage, on two cores: each has a PostgreSQL and a server of its own
	$(BIN)/python -m pytest --cov -n 2 --dist loadfile --no-loadscope-reorder

proof: $(STAMP)  ## five thousand generated operations, answered by both executors alike (an hour)
	PROOF_EXAMPLES=5000 $(BIN)/python -m pytest tests/execution/equivalence

lock:  ## renew both locks from pyproject.toml (needs uv)
	uv pip compile --no-strip-extras pyproject.toml --group dev --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-emit-index-url --no-header --quiet --output-file requirements.txt
	uv pip compile --no-strip-extras --group bench --constraint requirements.txt --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-emit-index-url --no-header --quiet --output-file requirements-bench.txt

bench: $(BENCH_STAMP)  ## measure against all peers, growth and live updates; the first run makes the data, save 100x
	$(BIN)/python -m bench run

bench-quick: $(BENCH_STAMP)  ## measure the main ratios
	$(BIN)/python -m bench quick

clean:  ## remove the environment and the tools' caches, never the data
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage

# An environment whose Python is gone (another Python was installed, say) is made anew.
$(STAMP): $(if $(wildcard $(BIN)/python),,broken)
	@set -e; \
	if ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
		python=''; \
		for candidate in python3 python3.14 python3.13 python3.12 python3.11; do \
			if $$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
				python=$$candidate; break; \
			fi; \
		done; \
		if [ -z "$$python" ]; then \
			echo 'Menteo needs Python 3.11 or newer: install it so that python3 or python3.11 is found.' >&2; exit 1; \
		fi; \
		if ! $$python -c 'import ensurepip, venv' >/dev/null 2>&1; then \
			echo "$$python cannot make environments: install its venv package (python3-venv)." >&2; exit 1; \
		fi; \
		$$python -m venv --clear $(VENV); \
	fi; \
	echo 'Installing the locked dependencies into $(VENV) (once) ...'; \
	export PIP_DISABLE_PIP_VERSION_CHECK=1; \
	$(BIN)/python -m pip install -qq --no-compile --require-hashes -r requirements.txt; \
	$(BIN)/python -m pip install -qq --no-deps --no-build-isolation \
		--config-settings editable_mode=compat -e .; \
	rm -f $(VENV)/.installed-*; \
	touch $@

$(BENCH_STAMP): $(STAMP)
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-compile --require-hashes \
		-r requirements-bench.txt
	@rm -f $(VENV)/.installed-bench-*; touch $@

broken:
