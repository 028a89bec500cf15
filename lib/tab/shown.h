/* Inside lib/tab: how a sink's values look to people. */
#ifndef NCRE_TAB_SHOWN_H
#define NCRE_TAB_SHOWN_H

#include "base/fen.h"
#include "base/time.h"
#include "tab/tab.h"

enum { SHOWN_TEXT = 32, SHOWN_ZONE_SECONDS = 8 * 3600 };
_Static_assert((int)SHOWN_TEXT >= (int)FEN_TEXT && (int)SHOWN_TEXT >= (int)INSTANT_TEXT,
	       "room for all");

/* value as people read it: fen as yuan, instants at +08:00; in buffer where it changes. */
const char *value_shown(enum column_type type, const char *value, char buffer[SHOWN_TEXT]);

/* value as machines read it: instants in ISO 8601; in buffer where it changes. */
const char *value_machine(enum column_type type, const char *value, char buffer[SHOWN_TEXT]);

#endif
