/* Inside lib/tab: the numbers of spreadsheets as text, and which formats make them dates. */
#ifndef NCRE_TAB_NUMBER_H
#define NCRE_TAB_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

enum { NUMBER_TEXT = 64 };

/* What a number format says about its numbers. */
struct number_look {
	bool is_date;
	bool has_time; /* of a date: midnight is shown too */
	unsigned char
	    zeros; /* the format 000000 shows at least so many digits; 0: no such format */
};

/* Of a built-in format (also those that zh-CN adds) and of a format's code. */
struct number_look look_of_id(unsigned id);
struct number_look look_of_code(const char *code);

/* The shortest decimal that reads back as x, without an exponent below 1e21. Returns its length. */
size_t number_text(double x, char out[NUMBER_TEXT]); /* permit: format */

/* Reads a decimal as spreadsheets store it. False where s (len bytes) is none. */
bool number_parse(const char *s, size_t len, double *ret); /* permit: format */

/*
 * A serial as YYYY-MM-DD, with hh:mm:ss where it has a time, the time alone below one day. False
 * outside the calendar of spreadsheets.
 */
bool serial_text(double serial, bool epoch_1904, char out[NUMBER_TEXT]); /* permit: format */

#endif
