# make demo and make test need Python 3.11+, git 2.38+ and OpenSSH's client; the rest they set up.
PYTHON ?=
export PYTHON
BIN := .venv/bin

.PHONY: help setup demo test lint types layers check requirements fuzz race bench bench-overlap background stress docs golden
.PHONY: constraints github-api clean
help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1: /p' Makefile

setup: ## Make .venv, if it is missing or old
	@tools/setup.sh

demo: setup ## Show the main job on a copy of this repository's registry
	@$(BIN)/python tools/demo.py

test: setup ## Run all tests
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile

lint: setup ## Lint the code, the scripts and the workflows, and check the formatting
	@$(BIN)/ruff check --no-cache .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/zizmor --offline --persona auditor --no-progress --quiet .github/workflows
	@$(BIN)/jactionlint --strict-exit --no-hints .github/workflows/*.yml
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@! command -v shellcheck >/dev/null || shellcheck .ci/run tools/setup.sh .github/muster/install.sh

types: setup ## Check the types
	@$(BIN)/mypy

layers: setup ## Check that each layer imports lower ones only
	@$(BIN)/lint-imports

check: lint types layers test ## All of these

fuzz: setup ## Try hostile bytes on the reader for a minute (FUZZ_SECONDS=60)
	@$(BIN)/python tests/property/fuzz_strict_yaml.py --seconds $${FUZZ_SECONDS:-60}

race: setup ## Try some minutes of races, kills and outages, others each time
	@RACE_EXAMPLES=$${RACE_EXAMPLES:-40} RACE_STEPS=$${RACE_STEPS:-25} \
	  $(BIN)/python -m pytest -x tests/race/test_machine.py

bench: setup ## Measure the speed as ratios in one run
	@$(BIN)/python tests/bench/bench.py
	@$(BIN)/python tests/bench/overlap_scale.py

bench-overlap: setup ## Measure how well overlapping roles are told (ROLES=file for other ones)
	@$(BIN)/python tests/bench/overlap/bench_overlap.py $(if $(ROLES),--roles "$(ROLES)") $(if $(CHECK),--check)

background: setup ## Count the background table of the overlap check anew
	@$(BIN)/python tests/bench/overlap/background.py

stress: setup ## Have 64 sessions claim 64 numbers at once, 20 times (ROUNDS=20)
	@$(BIN)/python tests/bench/stress.py

docs: setup ## Write the rules' pages to build/rules.md
	@mkdir -p build && $(BIN)/muster explain --all >build/rules.md && echo build/rules.md

golden: setup ## Write the golden pull-request comments anew; look at what changed
	@UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q tests/unit/test_comment.py
	@git diff --stat -- tests/data/github/comments

constraints: setup ## Pin the newest versions of everything in constraints.txt
	@$(BIN)/python -m pip --quiet install uv
	@{ echo "# Every package of a development setup, pinned by version and hash. Made by: make constraints"; \
	  $(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes \
	    --python-version 3.11 --no-header --no-annotate --quiet --upgrade; } >constraints.new
	@mv constraints.new constraints.txt
	@$(MAKE) --no-print-directory requirements

requirements: setup ## Write what workflows install, by constraints.txt
	@$(BIN)/python tools/requirements.py >requirements.new
	@mv requirements.new .github/muster/requirements.txt

github-api: ## Extract what tests need of GitHub's API description (CHECK=1 compares); needs npm
	@$${PYTHON:-python3} tests/support/forge/extract.py $(if $(CHECK),--check)

clean: ## Remove what the targets made
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
