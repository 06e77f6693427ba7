# `make demo` and `make test` start from nothing but Python 3.11, make and git.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: demo test check mutants bench faults oracle lock clean help FORCE

VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest

# An environment holds absolute paths: in a moved or copied tree, or with its Python gone, it begins anew.
# So does one in which an installation was cut short, which `.unfinished` tells.
BUILT_IN := $(shell test ! -e $(VENV)/.unfinished && $(BIN)/python -c '' 2>/dev/null && cat $(VENV)/.packages 2>/dev/null)
ifneq ($(BUILT_IN),$(CURDIR))
$(VENV)/.packages: FORCE
endif

# First that really runs: a version manager may have put a name on the PATH that leads nowhere.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
FIND_PYTHON = for python in $(or $(PYTHON),python3.11 python3); do \
	"$$python" -c '$(NEW_ENOUGH)' 2>/dev/null && { command -v "$$python"; break; }; done

# uv where there is one, because it is fast; pip where there is none, or where uv cannot reach an index that pip knows.
define install
	@touch $(VENV)/.unfinished
	@{ command -v uv >/dev/null && uv pip install --quiet --python $(BIN)/python $(1); } || \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check $(1)
	@rm $(VENV)/.unfinished
endef

$(VENV)/.packages: requirements/demo.lock
	@python=$$($(FIND_PYTHON)); test -n "$$python" || { \
		echo '需要 Python 3.11 或更高版本，且须在 PATH 中；也可指定：make demo PYTHON=/path/to/python' >&2; \
		echo 'Python 3.11 or newer is needed on the PATH; or name one: make demo PYTHON=/path/to/python' >&2; exit 2; }; \
	echo "$(VENV): $$("$$python" --version)" >&2; \
	rm -rf $(VENV) && "$$python" -m venv $(VENV)
	$(call install,--require-hashes -r requirements/demo.lock)
	@pwd -P > $@

$(VENV)/.demo: $(VENV)/.packages pyproject.toml
	$(call install,--no-deps --no-build-isolation --editable .)
	@touch $@

$(VENV)/.dev: $(VENV)/.packages requirements/dev.lock
	$(call install,--require-hashes -r requirements/dev.lock)
	@touch $@

demo: $(VENV)/.demo  ## the founding case, end to end   创始案例全程演示
	@$(BIN)/workflow demo

test: $(VENV)/.demo $(VENV)/.dev  ## the whole test suite, PostgreSQL included   全部测试
	@$(PYTEST) -n 2

check: $(VENV)/.demo $(VENV)/.dev  ## format, lint, types, layers, dependencies, coverage   各项检查
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/deptry src
	@$(PYTEST) -n 2 --cov --cov-report=term

faults: $(VENV)/.demo $(VENV)/.dev  ## kill, full disk, lost server: one at a time   故障测试
	@$(PYTEST) tests/faults

# The features that ship must notice every flip of what they prove: some minutes on two cores.
mutants: $(VENV)/.demo  ## every flip of the founding case and of licences, noticed by features/   规约察觉每一处改动
	@$(BIN)/workflow spec coverage four-certs-three-docs features --mutate --fail-under 100
	@$(BIN)/workflow spec coverage four-certs-three-docs features --mutate --fail-under 100 \
		--lifecycle licence --also features/procedures/district-licences.yaml

bench: $(VENV)/.demo $(VENV)/.dev  ## ratios against named peers, into build/bench.json   性能比值
	@$(BIN)/python -m bench

# An environment of its own: pm4py is AGPL, so it is asked in a process that holds nothing of ours.
ORACLE := .venv-oracle
$(ORACLE)/.packages: requirements/oracle-pm4py.lock $(VENV)/.packages
	@rm -rf $(ORACLE) && $(BIN)/python -m venv $(ORACLE)
	@{ command -v uv >/dev/null && uv pip install --quiet --python $(ORACLE)/bin/python --require-hashes -r $<; } || \
		$(ORACLE)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

oracle: $(VENV)/.demo $(VENV)/.dev $(ORACLE)/.packages  ## our exports read by pm4py, and speed against it   与 pm4py 对照
	@$(BIN)/python -m tests.oracle $(ORACLE)/bin/python

# The only target that needs uv.
COMPILE := uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11
lock:  ## pin every package again, with hashes   重新锁定依赖
	$(COMPILE) $(UPGRADE) pyproject.toml requirements/demo.in -o requirements/demo.lock
	$(COMPILE) $(UPGRADE) pyproject.toml requirements/demo.in requirements/dev.in -c requirements/demo.lock -o requirements/dev.lock
	$(COMPILE) $(UPGRADE) requirements/oracle-pm4py.in -o requirements/oracle-pm4py.lock

clean:  ## remove what the other targets made   清理
	rm -rf $(VENV) $(ORACLE) build dist demo .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage .coverage.* htmlcov
	find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## this list   本列表
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
