/*
 * Text inside the program is valid UTF-8. Classification is ours: no locale functions.
 */
#ifndef NCRE_BASE_TEXT_H
#define NCRE_BASE_TEXT_H

#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Reads the character at s (of len bytes) into *cp. Returns its length in bytes, or 0 where the
 * bytes are not UTF-8 by RFC 3629 (overlong, surrogate, past U+10FFFF, cut off).
 */
size_t utf8_decode(const char *s, size_t len, uint32_t *cp);

/* Writes cp as UTF-8 to out (room for 4). Returns the number of bytes. */
size_t utf8_encode(uint32_t cp, char out[4]);

/*
 * A private-use character of GB 18030-2000, at its place in Unicode now (U+E863 is the name 䶮);
 * other characters as they are. In UTF-8 each of them begins with 0xEE; some grow from three bytes
 * to four.
 */
uint32_t fold_private_use(uint32_t cp);

/* Offset of the first byte that is not UTF-8, or len where all of it is. */
size_t utf8_valid(const char *s, size_t len);

/* Number of characters of a valid UTF-8 string. */
size_t utf8_count(const char *s);

/* Columns a terminal gives a valid UTF-8 string: wide East Asian characters count two. */
size_t text_width(const char *s);

/*
 * What spreadsheets and input methods leave around a value, folded without changing its meaning:
 * leading and trailing blanks (also U+3000, U+00A0), zero-width characters and the byte order
 * mark anywhere, full-width ASCII to ASCII. Returns s itself where nothing was to fold, else a
 * copy in out. For codes, numbers and dates; names have their own rule (exam/name.h).
 */
const char *text_fold(struct arena *out, const char *s);

/* True where every character of the non-empty s is an ASCII digit. */
bool text_is_digits(const char *s);

/* Reads a whole decimal number in [min, max]. False where s is anything else. */
bool text_to_int(const char *s, int64_t min, int64_t max, int64_t *ret);

/* Equal but for ASCII letter case. */
bool text_same(const char *a, const char *b);

/* "张三" -> "张*", "欧阳·明" -> "欧***": the first character and stars. In out. */
char *text_mask_name(struct arena *out, const char *name);

/* "110101200001011234" -> "110***********1234": first 3 and last 4; short ones wholly. In out. */
char *text_mask_number(struct arena *out, const char *number);

static inline bool ascii_is_digit(int c)
{
	return c >= '0' && c <= '9';
}
static inline bool ascii_is_alpha(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static inline bool ascii_is_space(int c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline int ascii_upper(int c)
{
	return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c;
}

#endif
