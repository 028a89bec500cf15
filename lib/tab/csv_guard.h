/*
 * Inside lib/tab: the guard against formula injection. A spreadsheet program that opens a CSV
 * evaluates a field that begins like a formula, so the writer puts an apostrophe in front of such
 * text and the reader takes exactly that apostrophe away: what was written is read back.
 */
#ifndef NCRE_TAB_CSV_GUARD_H
#define NCRE_TAB_CSV_GUARD_H

#include "tab/src.h"

/* True where text must be written with an apostrophe in front. */
bool guard_is_needed(const char *text, size_t len);

/* True where text begins with an apostrophe of ours. */
bool guard_is_guarded(const char *text, size_t len);

#endif
