/*
 * QR codes: ours carries the same bits as libqrencode's, module by module, once both are freed of
 * their masks (the standard leaves the choice between equally good ones to the writer).
 */
#include "pdf/code.h"
#include "tap/tap.h"

static bool module(const struct code *c, int x, int y)
{
	return c->rows[(size_t)y * c->row_bytes + (size_t)x / 8] >> (7 - x % 8) & 1;
}

/* The mask's number, from the format information beside the upper left finder. */
static int mask_of(const struct code *c)
{
	int bits = 0;

	for (int i = 10; i < 13; i++)
		bits |= module(c, 14 - i, 8) << (i - 10);
	return bits ^ 5; /* 0x5412 >> 10 & 7 */
}

static bool mask_bit(int mask, int x, int y)
{
	switch (mask) {
	case 0: return (x + y) % 2 == 0;
	case 1: return y % 2 == 0;
	case 2: return x % 3 == 0;
	case 3: return (x + y) % 3 == 0;
	case 4: return (y / 2 + x / 3) % 2 == 0;
	case 5: return x * y % 2 + x * y % 3 == 0;
	case 6: return (x * y % 2 + x * y % 3) % 2 == 0;
	default: return ((x + y) % 2 + x * y % 3) % 2 == 0;
	}
}

static bool near(int v, int centre)
{
	return v >= centre - 2 && v <= centre + 2;
}

/* Function patterns, by their description in ISO/IEC 18004, 6.3. */
static bool is_function(int side, int x, int y)
{
	static const int align[12][3] = {{0},	      {0},	   {6, 18},	{6, 22},
					 {6, 26},     {6, 30},	   {6, 34},	{6, 22, 38},
					 {6, 24, 42}, {6, 26, 46}, {6, 28, 50}, {6, 30, 54}};
	int v = (side - 17) / 4;

	if (x == 6 || y == 6 || (x < 9 && y < 9) || (x >= side - 8 && y < 9) ||
	    (x < 9 && y >= side - 8))
		return true;
	if (v >= 7 && ((x < 6 && y >= side - 11) || (y < 6 && x >= side - 11)))
		return true;
	for (int a = 0; a < 3; a++)
		for (int b = 0; b < 3; b++) {
			int ax = align[v][a], ay = align[v][b];

			if (ax && ay && near(x, ax) && near(y, ay) &&
			    !(ax == 6 && (ay == 6 || ay > side - 9)) && !(ay == 6 && ax > side - 9))
				return true;
		}
	return false;
}

static int differences(const struct code *a, const struct code *b)
{
	int ma = mask_of(a), mb = mask_of(b), n = 0;

	for (int y = 0; y < a->side; y++)
		for (int x = 0; x < a->side; x++) {
			bool in_format = (y == 8 && (x < 9 || x >= a->side - 8)) ||
					 (x == 8 && (y < 9 || y >= a->side - 8));
			bool data = !is_function(a->side, x, y);

			if (in_format && ma != mb)
				continue;
			n += (module(a, x, y) ^ (data && mask_bit(ma, x, y))) !=
			     (module(b, x, y) ^ (data && mask_bit(mb, x, y)));
		}
	return n;
}

int main(void)
{
	static struct code ours, theirs;
	char text[2400];
	int same_mask = 0, tried = 0;
	unsigned chance = 1;

	for (size_t len = 1; len <= 251; len++) {
		for (size_t i = 0; i < len; i++) {
			chance = chance * 1103515245 + 12345;
			text[i] = (char)(' ' + (chance >> 16) % 95);
		}
		text[len] = '\0';
		if (!qr_make(&ours, text, len) || !qr_make_library(&theirs, text, len) ||
		    ours.side != theirs.side) {
			ok(false, "%zu bytes make a code of the same size", len);
			continue;
		}
		tried++;
		same_mask += mask_of(&ours) == mask_of(&theirs);
		if (differences(&ours, &theirs))
			is_int(differences(&ours, &theirs), 0, "%zu bytes: same modules", len);
	}
	is_int(tried, 251, "every length up to 251 bytes is coded, each like libqrencode's");
	ok(same_mask > 150, "mostly with the same mask");
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	ok(!qr_make(&ours, text, 252), "more than version 11 is left to the library");
	text[1000] = '\0';
	ok(code_make(&ours, text) && ours.side > 61, "which makes larger ones");
	ok(!code_make(&ours, ""), "nothing is no code");
	memset(text, 'x', sizeof text - 1);
	ok(!code_make(&ours, text), "too much is no code");
	printf("# same mask in %d of %d\n", same_mask, tried);
	return tap_done();
}
