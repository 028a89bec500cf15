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
PYTHON   ?= python3

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
OPT_debug   := -O0
OPT_asan    := -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
OPT_fuzz    := -O1 -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=undefined
NCFLAGS  := -std=c11 -D_POSIX_C_SOURCE=200809L -DNCRE_VERSION='"$(VERSION)"' \
            -DNCRE_DATADIR='"$(DATADIR)"' -Ilib -Icmd -I$(GEN) -g $(or $(OPT_$(B)),-O2) \
            -fno-common -fstack-protector-strong $(WARN) $(if $(WERROR),-Werror) \
            $(PKG_CFLAGS) $(CFLAGS)
NLDFLAGS := $(filter -fsanitize%,$(OPT_$(B))) $(LDFLAGS)

Q := $(if $(filter 0,$(V)),@,)
say = @$(if $(filter 0,$(V)),printf '  %-8s %s\n' '$(1)' '$(2)',:)

SQL_FILES := $(sort $(wildcard lib/*/*.sql))
SCHEMA_FILES := $(sort $(wildcard schemas/[0-9]*.sql))
LAYOUT_FILES := $(sort $(wildcard schemas/layout/*.layout))
LIB_SRC  := $(sort $(wildcard lib/*/*.c))
CMD_SRC  := $(sort $(wildcard cmd/*.c))
UNIT_SRC := $(sort $(wildcard tests/unit/t-*.c))
BENCH_SRC := $(sort $(wildcard tests/bench/b-*.c))

LIB_OBJ  := $(LIB_SRC:%.c=$(OUT)/%.o) $(OUT)/gen/sql.o $(OUT)/gen/schema.o $(OUT)/gen/layouts.o
CMD_OBJ  := $(CMD_SRC:%.c=$(OUT)/%.o)
UNIT_BIN := $(UNIT_SRC:%.c=$(OUT)/%)
BENCH_BIN := $(BENCH_SRC:%.c=$(OUT)/%)
GEN_H    := $(GEN)/sql.h
PROGRAM  := $(OUT)/ncre

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
	$(Q)$(CC) $(NCFLAGS) $(call conversion,$<) -MMD -MP -c -o $@ $<

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

$(OUT)/tests/unit/t-% $(OUT)/tests/bench/b-%: $(OUT)/libncre.a
$(UNIT_BIN) $(BENCH_BIN): $(OUT)/tests/%: $(OUT)/tests/%.o $(OUT)/libncre.a
	$(call say,LINK,$@)
	$(Q)$(CC) $(NLDFLAGS) -o $@ $< $(OUT)/libncre.a $(LIBS)

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

-include $(wildcard $(LIB_OBJ:.o=.d) $(CMD_OBJ:.o=.d) $(UNIT_BIN:=.d) $(BENCH_BIN:=.d))

clean: ## remove everything built
	rm -rf build

help: ## list the targets
	@awk -F':.*## ' '/^[a-z][a-z0-9_.-]*:.*## /{printf "  %-22s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: all clean help
