/* Which character is meant: what is folded or passed over before a glyph is looked for. */
#include "pdf/glyph.h"

#include "base/attr.h"
#include "base/text.h"

#include <string.h>

/* Characters that choose or join glyphs and draw nothing themselves. */
static bool draws_nothing(uint32_t cp)
{
	return (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0xE0100 && cp <= 0xE01EF) ||
	       (cp >= 0x200B && cp <= 0x200D) || cp == 0x2060 || cp == 0xFEFF;
}

uint32_t text_next(const char **s)
{
	while (**s) {
		uint32_t cp;
		size_t n = utf8_decode(*s, strnlen(*s, 4), &cp);

		if (n == 0) {
			(*s)++;
			return 0xFFFD;
		}
		*s += n;
		if (!draws_nothing(cp))
			return fold_private_use(cp);
	}
	return 0;
}
