# ncre: one non-recursive Makefile. `make help` lists the targets.
#
# Everything is built under build/; variants live side by side in build/$(B): release (default),
# debug, asan, fuzz. Adding a source file needs no edit here.

B        ?= release
PREFIX   ?= /usr/local
DESTDIR  ?=
MANDIR   ?= $(PREFIX)/share/man
DATADIR  ?= $(PREFIX)/share/ncre
V        ?= 0
WERROR   ?=
# Debian's own, which has the package python3-openpyxl.
PYTHON   ?= /usr/bin/python3

OUT      := build/$(B)
GEN      := build/gen
VERSION  := 0.1.0

CC_release ?= gcc
CC_debug   ?= gcc
CC_asan    ?= gcc
CC_fuzz    ?= clang
CC         := $(or $(CC_$(B)),gcc)
ifneq ($(origin NCRE_CC),undefined)
CC         := $(NCRE_CC)
endif

PKGS     := sqlite3 xlsxwriter libzip libisal expat libjpeg freetype2 harfbuzz harfbuzz-subset \
            libqrencode libsodium zlib
# libcsv and libharu ship no .pc file in Debian 12.
LIBS     := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lcsv -lhpdf -lm -lpthread
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)

WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wformat=2 -Wstrict-prototypes \
            -Wmissing-prototypes -Wwrite-strings -Wswitch-enum -Wundef -Wpointer-arith -Wcast-qual
# The sign and size of every conversion is written out where numbers are money, places or keys.
WARN_CONVERSION := -Wconversion
CONVERSION_ROOMS := base db exam

OPT_release := -O2 -D_FORTIFY_SOURCE=2
# Pixel loops gain a third from the vectoriser, which gcc's -O2 leaves out.
OPT_release_img := -O3
OPT_debug   := -O0
OPT_asan    := -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
OPT_fuzz    := -O1 -fsanitize=address,undefined -fsanitize=fuzzer-no-link -fno-sanitize-recover=undefined
NCFLAGS  := -std=c11 -D_POSIX_C_SOURCE=200809L -DNCRE_VERSION='"$(VERSION)"' \
            -Ilib -Icmd -I$(GEN) -g $(or $(OPT_$(B)),-O2) \
            -fno-common -fstack-protector-strong $(WARN) $(if $(WERROR),-Werror) \
            $(PKG_CFLAGS) $(CFLAGS)
NLDFLAGS := $(filter -fsanitize%,$(OPT_$(B))) $(LDFLAGS)

Q := $(if $(filter 0,$(V)),@,)
say = @$(if $(filter 0,$(V)),printf '  %-8s %s\n' '$(1)' '$(2)',:)

SQL_FILES := $(sort $(wildcard lib/*/*.sql))
SCHEMA_FILES := $(sort $(wildcard schemas/[0-9]*.sql))
CASCADE_XML := /usr/share/opencv4/lbpcascades/lbpcascade_frontalface.xml
LAYOUT_FILES := $(sort $(wildcard schemas/layout/*.layout))
PAGE_FILES := $(sort $(wildcard schemas/page/*.page))
LIB_SRC  := $(sort $(wildcard lib/*/*.c))
CMD_SRC  := $(sort $(wildcard cmd/*.c))
UNIT_SRC := $(sort $(wildcard tests/unit/t-*.c))
BENCH_SRC := $(sort $(wildcard tests/bench/b-*.c))
FUZZ_SRC := $(sort $(wildcard tests/fuzz/f-*.c))

LIB_OBJ  := $(LIB_SRC:%.c=$(OUT)/%.o) $(OUT)/gen/sql.o $(OUT)/gen/schema.o $(OUT)/gen/layouts.o \
            $(OUT)/gen/pages.o $(OUT)/gen/cascade.o
CMD_OBJ  := $(CMD_SRC:%.c=$(OUT)/%.o)
UNIT_BIN := $(UNIT_SRC:%.c=$(OUT)/%)
BENCH_BIN := $(BENCH_SRC:%.c=$(OUT)/%)
FUZZ_BIN := $(FUZZ_SRC:%.c=$(OUT)/%)
GEN_H    := $(GEN)/sql.h
PROGRAM  := $(OUT)/ncre
FAULTS   := build/tools/faults.so

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:

all: $(PROGRAM) $(if $(filter release,$(B)),build/ncre) ## build the program: build/ncre

build/ncre: build/release/ncre
	$(Q)ln -sf release/ncre $@

$(PROGRAM): $(CMD_OBJ) $(OUT)/libncre.a
	$(call say,LINK,$@)
	$(Q)$(CC) $(NLDFLAGS) -o $@ $(CMD_OBJ) $(OUT)/libncre.a $(LIBS)

$(OUT)/libncre.a: $(LIB_OBJ)
	$(call say,AR,$@)
	$(Q)rm -f $@ && ar rcs $@ $(LIB_OBJ)

room_of = $(word 2,$(subst /, ,$(1)))
conversion = $(if $(filter $(call room_of,$(1)),$(CONVERSION_ROOMS)),$(WARN_CONVERSION))

$(OUT)/lib/%.o: lib/%.c Makefile | $(GEN_H)
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(NCFLAGS) $(call conversion,$<) \
		$(if $(filter img,$(call room_of,$<)),$(OPT_$(B)_img)) -MMD -MP -c -o $@ $<

$(OUT)/cmd/%.o: cmd/%.c Makefile | $(GEN_H)
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(NCFLAGS) -MMD -MP -c -o $@ $<

$(OUT)/gen/%.o: $(GEN)/%.c Makefile | $(GEN_H)
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(NCFLAGS) -Wno-overlength-strings -MMD -MP -c -o $@ $<

$(OUT)/tests/%.o: tests/%.c Makefile | $(GEN_H)
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(NCFLAGS) -Itests -MMD -MP -c -o $@ $<

# Only bench-photos compares with TurboJPEG, where it is there.
TURBO_LIBS := $(shell pkg-config --libs libturbojpeg 2>/dev/null)
$(OUT)/tests/bench/b-photos.o: NCFLAGS += $(if $(TURBO_LIBS),-DHAVE_TURBOJPEG)
$(OUT)/tests/bench/b-photos: LIBS += $(TURBO_LIBS)

$(OUT)/tests/unit/t-% $(OUT)/tests/bench/b-%: $(OUT)/libncre.a
$(UNIT_BIN) $(BENCH_BIN): $(OUT)/tests/%: $(OUT)/tests/%.o $(OUT)/libncre.a
	$(call say,LINK,$@)
	$(Q)$(CC) $(NLDFLAGS) -o $@ $< $(OUT)/libncre.a $(LIBS)

# A target's main is libFuzzer's; in other variants, for `make check`, one that replays files.
FUZZ_MAIN := $(if $(filter fuzz,$(B)),-fsanitize=fuzzer,$(OUT)/tests/fuzz/replay.o)
$(FUZZ_BIN): $(OUT)/%: $(OUT)/%.o $(OUT)/libncre.a $(filter %.o,$(FUZZ_MAIN))
	$(call say,LINK,$@)
	$(Q)$(CC) $(filter-out %fuzzer-no-link,$(NLDFLAGS)) -o $@ $< $(FUZZ_MAIN) $(OUT)/libncre.a $(LIBS)

# Named SQL statements, migrations and layouts become C tables.
$(GEN)/sql.h $(GEN)/sql.c &: $(SQL_FILES) scripts/embed-sql.awk
	$(call say,GEN,sql)
	@mkdir -p $(GEN)
	$(Q)awk -v header=$(GEN)/sql.h -v source=$(GEN)/sql.c -f scripts/embed-sql.awk $(SQL_FILES) /dev/null

$(GEN)/schema.c: $(SCHEMA_FILES) scripts/embed-text.awk
	$(call say,GEN,schema)
	@mkdir -p $(GEN)
	$(Q)awk -v table=embedded_migrations -v header=base/embedded.h -f scripts/embed-text.awk $(SCHEMA_FILES) > $@

$(GEN)/layouts.c: $(LAYOUT_FILES) scripts/embed-text.awk
	$(call say,GEN,layouts)
	@mkdir -p $(GEN)
	$(Q)awk -v table=embedded_layouts -v header=base/embedded.h -f scripts/embed-text.awk $(LAYOUT_FILES) > $@

$(GEN)/pages.c: $(PAGE_FILES) scripts/embed-text.awk
	$(call say,GEN,pages)
	@mkdir -p $(GEN)
	$(Q)awk -v table=embedded_pages -v header=base/embedded.h -f scripts/embed-text.awk $(PAGE_FILES) > $@

# The trained numbers of the face finder, from Debian's opencv-data.
$(GEN)/cascade.c: $(CASCADE_XML) scripts/embed-cascade.awk
	$(call say,GEN,cascade)
	@mkdir -p $(GEN)
	$(Q)awk -f scripts/embed-cascade.awk $(CASCADE_XML) > $@

# Small programs that make samples and test files: scripts/NAME.c becomes build/tools/NAME.
TOOL_SRC := $(sort $(wildcard scripts/*.c))
TOOL_BIN := $(TOOL_SRC:scripts/%.c=build/tools/%)
tools: $(TOOL_BIN) ## build the sample generators: build/tools/
$(TOOL_BIN): build/tools/%: scripts/%.c $(OUT)/libncre.a
	$(call say,LINK,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(NCFLAGS) $(NLDFLAGS) -MMD -MP -o $@ $< $(OUT)/libncre.a $(LIBS)

-include $(wildcard $(LIB_OBJ:.o=.d) $(CMD_OBJ:.o=.d) $(UNIT_BIN:=.d) $(BENCH_BIN:=.d) $(FUZZ_BIN:=.d) $(TOOL_BIN:=.d))

# ---- tests. The targets people type install what is missing, then build with a fresh make, so
# that a pkg-config which came just now is asked again.

JOBS     ?= 2
TESTS    ?= $(UNIT_BIN) $(sort $(wildcard tests/cli/*.t tests/lint/*.t))

check: deps ## build and run all tests
	@+$(MAKE) --no-print-directory -j$(JOBS) run-tests

asan: deps ## build with the sanitizers and run all tests with that program
	@+LSAN_OPTIONS=suppressions=$(CURDIR)/tests/lsan.supp:print_suppressions=0 \
		$(MAKE) --no-print-directory -j$(JOBS) B=asan run-tests

run-tests: $(PROGRAM) $(UNIT_BIN) $(FUZZ_BIN) $(TOOL_BIN) $(FAULTS) $(if $(filter release,$(B)),build/ncre)
	@B=$(B) NCRE=$(CURDIR)/$(PROGRAM) prove -j$(JOBS) $(TESTS)

demo: deps ## build and run the whole job on samples/, into build/demo
	@+$(MAKE) --no-print-directory -j$(JOBS) all
	@NCRE=$(CURDIR)/$(PROGRAM) scripts/demo build/demo

deps: ## install the Debian packages that are missing
	@scripts/install-deps

golden-update: all ## rewrite the golden files from what the program prints now; look at the diff
	-@GOLDEN_UPDATE=1 NCRE=$(CURDIR)/$(PROGRAM) prove -j$(JOBS) tests/cli/*.t
	@git --no-pager diff --stat tests/golden

samples: build/tools/gen-portrait ## make samples/ anew (committed; after a change of scripts/gen-samples)
	$(PYTHON) scripts/gen-samples samples

# ---- fuzzing: each target reads what the one before it left in build/corpus and goes on

FUZZ_TIME ?= 60
FUZZ_TARGETS ?= $(FUZZ_SRC:tests/fuzz/f-%.c=%)
fuzz: deps ## fuzz every reader of foreign bytes: FUZZ_TIME=60 (seconds of processor each) FUZZ_TARGETS='csv xls'
	@+$(MAKE) --no-print-directory -j$(JOBS) B=fuzz fuzz-targets
	@tests/fuzz/fuzz $(FUZZ_TIME) $(FUZZ_TARGETS)

fuzz-targets: $(FUZZ_BIN)

# ---- torture: hours if you let it; each part says how much it tried and what was wrong

TORTURE_DIR ?= /dev/shm/ncre-torture
TORTURE_POINTS ?= 0
TORTURE_FAULTS ?= 0
$(FAULTS): tests/torture/faults.c
	$(call say,LINK,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) -O1 -g -shared -fPIC $(WARN) -o $@ $< -ldl

torture: deps ## kill and disturb every writing command, random histories, damage (hours): TORTURE_POINTS=0 (all)
	@+$(MAKE) --no-print-directory -j$(JOBS) all $(FAULTS)
	tests/torture/torture.py build/ncre $(FAULTS) $(TORTURE_DIR)/kill kill $(TORTURE_POINTS)
	tests/torture/torture.py build/ncre $(FAULTS) $(TORTURE_DIR)/fault fault $(TORTURE_FAULTS)
	tests/torture/torture.py build/ncre $(FAULTS) $(TORTURE_DIR)/instant instant 25
	TMPDIR=$(dir $(TORTURE_DIR)) tests/property/office.py build/ncre samples 100 60
	NCRE=$(CURDIR)/$(PROGRAM) scripts/demo $(TORTURE_DIR)/demo >/dev/null
	tests/torture/flip.py build/ncre $(TORTURE_DIR)/demo/office $(TORTURE_DIR)/flip 2000
	CONCURRENCY_ROUNDS=400 NCRE=$(CURDIR)/$(PROGRAM) prove -v tests/cli/t9210-concurrency.t
	THREADS_POINTS=100 NCRE=$(CURDIR)/$(PROGRAM) prove -v tests/cli/t9225-threads.t
	@rm -rf $(TORTURE_DIR)

# ---- care of the sources

HEADERS  := $(sort $(wildcard lib/*/*.h cmd/*.h tests/*/*.h))
C_FILES  := $(LIB_SRC) $(CMD_SRC) $(UNIT_SRC) $(BENCH_SRC) $(FUZZ_SRC) tests/fuzz/replay.c tests/torture/faults.c $(TOOL_SRC) $(sort $(wildcard tests/data/*.c))

hdr-check: $(GEN_H) ## prove that every header compiles alone
	@for h in $(HEADERS); do \
		printf '#include "%s"\n' "$${h#*/}" | \
		$(CC) $(NCFLAGS) -Itests -Werror -Wno-unused -Wno-pedantic -fsyntax-only -x c - || exit 1; \
	done

format: ## clang-format all C files
	clang-format -i $(C_FILES) $(HEADERS)

format-check: ## prove that clang-format would change nothing
	clang-format --dry-run --Werror $(C_FILES) $(HEADERS)

bench-import: all ## measure the import of registrations (half a minute)
	$(Q)tests/bench/bench-import

bench-print: all $(OUT)/tests/bench/b-print ## measure ticket printing beside other libraries (about ten minutes)
	$(Q)tests/bench/bench-print $(OUT)/tests/bench/b-print

bench-tables: all $(OUT)/tests/bench/b-tables ## measure reading and writing tables (some minutes)
	$(Q)tests/bench/bench-tables

bench-money: all ## measure reconciling and expiring among a million entries (some minutes)
	$(Q)tests/bench/bench-money

bench-assign: all ## measure the assignment of a million entries (about eight minutes)
	$(Q)tests/bench/bench-assign

bench-photos: all tools $(OUT)/tests/bench/b-photos ## measure photo checking (about three minutes)
	$(Q)tests/bench/bench-photos $(OUT)/tests/bench/b-photos

schema: schemas/current.sql ## regenerate the schema as a whole, for reading and for diffs
schemas/current.sql: $(SCHEMA_FILES) scripts/dump-schema
	$(call say,GEN,$@)
	$(Q)scripts/dump-schema $(SCHEMA_FILES) >$@

json = $(subst ",\",$(subst \,\\,$(1)))
compile_commands.json: Makefile $(C_FILES) ## for editors and clang tools
	$(call say,GEN,$@)
	$(file >$@,[)
	$(foreach f,$(C_FILES),$(file >>$@,{"directory": "$(CURDIR)", "file": "$(f)", \
		"command": "$(call json,$(CC) $(NCFLAGS) -Itests -c $(f))"}$(if $(filter-out $f,$(lastword $(C_FILES))),$(comma))))
	$(file >>$@,])

comma := ,

# ---- installing

MAN_PAGES := $(sort $(wildcard man/*.[157]))

install: $(PROGRAM) ## DESTDIR= PREFIX=: program, man pages, samples
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(DATADIR)
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/ncre
	for page in $(MAN_PAGES); do \
		install -D -m 644 $$page $(DESTDIR)$(MANDIR)/man$${page##*.}/$${page##*/} || exit 1; \
	done
	cp -R samples $(DESTDIR)$(DATADIR)/

uninstall: ## DESTDIR= PREFIX=: take away what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/ncre
	for page in $(MAN_PAGES); do \
		rm -f $(DESTDIR)$(MANDIR)/man$${page##*.}/$${page##*/}; \
	done
	rm -rf $(DESTDIR)$(DATADIR)

clean: ## remove everything built
	rm -rf build

help: ## list the targets
	@awk -F':.*## ' '/^[a-z][a-z0-9_.-]*:.*## /{printf "  %-22s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: all asan bench-money bench-assign bench-import bench-photos bench-print bench-tables check clean demo deps format format-check fuzz fuzz-targets golden-update hdr-check help install \
	run-tests samples schema torture uninstall
