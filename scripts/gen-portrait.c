/*
 * gen-portrait [-s WxH] [-b RRGGBB] [-p TOP,HEAD,CENTRE] [-t TURNS] [-k BYTES] [-c BYTES] SEED OUT
 *
 * Draws the sample portrait of SEED (any text) as the JPEG file OUT: 240 x 320, about 24 KB.
 *   -p  where the head is, in hundredths: top, height, centre; 10,70,50 is by the rule
 *   -t  quarter turns clockwise, for a sideways photo
 *   -k  the size wanted at most, in bytes
 *   -c  cut the file off after so many bytes
 */
#include "base/buf.h"
#include "base/file.h"
#include "img/image.h"
#include "img/portrait.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct options {
	int width, height, turns;
	unsigned background;
	bool has_background;
	long max_bytes, cut;
	struct portrait_pose pose;
};

static bool read_option(int c, const char *arg, struct options *o)
{
	int top, head, centre;

	switch (c) {
	case 's': return sscanf(arg, "%dx%d", &o->width, &o->height) == 2;
	case 'b': o->has_background = true; return sscanf(arg, "%6x", &o->background) == 1;
	case 't': return sscanf(arg, "%d", &o->turns) == 1;
	case 'k': return sscanf(arg, "%ld", &o->max_bytes) == 1;
	case 'c': return sscanf(arg, "%ld", &o->cut) == 1;
	case 'p':
		if (sscanf(arg, "%d,%d,%d", &top, &head, &centre) != 3)
			return false;
		o->pose.head_top = (float)top / 100;
		o->pose.head_height = (float)head / 100;
		o->pose.centre_x = (float)centre / 100;
		return true;
	default: return false;
	}
}

int main(int argc, char **argv)
{
	struct options o = {
	    .width = 240, .height = 320, .max_bytes = 26000, .pose = portrait_pose_right};
	struct arena perm = {0};
	struct buf jpeg = {0};
	struct err e = {0};
	int c;

	while ((c = getopt(argc, argv, "s:b:p:t:k:c:")) != -1)
		if (!read_option(c, optarg, &o))
			return fprintf(stderr, "gen-portrait: bad option\n"), 2;
	if (argc - optind != 2 || o.width < 16 || o.height < 16 || o.width > 8000 ||
	    o.height > 8000)
		return fprintf(stderr, "usage: gen-portrait [options] SEED OUT.jpg\n"), 2;
	struct rgb_image im = portrait_draw(&perm, argv[optind], o.width, o.height, &o.pose,
					    o.has_background ? (int)o.background : -1);
	im = image_turn(&perm, &im, o.turns, false);
	if (!image_write_within(&jpeg, &im, (size_t)o.max_bytes))
		fprintf(stderr, "gen-portrait: %s: larger than wanted\n", argv[optind + 1]);
	size_t len = o.cut > 0 && (size_t)o.cut < jpeg.len ? (size_t)o.cut : jpeg.len;
	if (file_write_now(argv[optind + 1], jpeg.data, len, &e) < 0)
		return fprintf(stderr, "gen-portrait: %s\n", e.text), 1;
	buf_free(&jpeg);
	arena_free(&perm);
	return 0;
}
