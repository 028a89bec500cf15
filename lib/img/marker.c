#include "img/marker.h"

#include <string.h>

const struct jpeg_limits jpeg_limits_default = {
    .pixels_max = 60 * 1000 * 1000,
    .pixels_max_scans = 16 * 1000 * 1000,
    .scans_max = 64,
};

enum {
	M_SOF0 = 0xc0,
	M_SOF2 = 0xc2,
	M_SOF15 = 0xcf,
	M_DHT = 0xc4,
	M_JPG = 0xc8,
	M_DAC = 0xcc,
	M_RST0 = 0xd0,
	M_RST7 = 0xd7,
	M_SOI = 0xd8,
	M_EOI = 0xd9,
	M_SOS = 0xda,
	M_DQT = 0xdb,
	M_APP1 = 0xe1,
	M_APP2 = 0xe2,
	M_TEM = 0x01,
};

struct component {
	uint8_t id, quant_table;
};

struct walk {
	const uint8_t *data;
	size_t len, pos;
	const struct jpeg_limits *limits;
	struct jpeg_markers *m;
	unsigned quant_tables, dc_tables, ac_tables; /* bit n: table n is in the file */
	int sof;				     /* the frame's marker, 0 before it */
	struct component comp[4];
};

static unsigned be16(const uint8_t *p)
{
	return (unsigned)p[0] << 8 | p[1];
}

static void read_quant_tables(struct walk *w, const uint8_t *p, size_t len)
{
	while (len > 0) {
		size_t size = p[0] >> 4 ? 129 : 65;

		if (len < size)
			return;
		w->quant_tables |= 1u << (p[0] & 15);
		p += size;
		len -= size;
	}
}

static void read_huffman_tables(struct walk *w, const uint8_t *p, size_t len)
{
	while (len >= 17) {
		size_t size = 17;

		for (int i = 1; i <= 16; i++)
			size += p[i];
		if (len < size)
			return;
		if (p[0] >> 4)
			w->ac_tables |= 1u << (p[0] & 15);
		else
			w->dc_tables |= 1u << (p[0] & 15);
		p += size;
		len -= size;
	}
}

static void read_frame(struct walk *w, int marker, const uint8_t *p, size_t len)
{
	struct jpeg_markers *m = w->m;

	if (len < 6 || len < 6u + 3u * p[5]) {
		m->troubles |= JPEG_CUT;
		return;
	}
	w->sof = marker;
	m->height_px = (int)be16(p + 1);
	m->width_px = (int)be16(p + 3);
	m->components = p[5];
	m->is_progressive = marker == M_SOF2;
	if (p[0] != 8 || marker > M_SOF2)
		m->troubles |= JPEG_CODING;
	if (m->components != 1 && m->components != 3)
		m->troubles |= JPEG_COLOUR;
	if (m->width_px == 0 || m->height_px == 0)
		m->troubles |= JPEG_NO_FRAME;
	for (int i = 0; i < m->components && i < 4; i++)
		w->comp[i] = (struct component){p[6 + 3 * i], p[8 + 3 * i]};
}

/*
 * Decoders put standard tables, or the last picture's, in the place of missing ones and show
 * wrong colours without a word: every table a scan uses must stand in the file before it.
 */
static void check_scan_tables(struct walk *w, const uint8_t *p, size_t len)
{
	size_t n = len ? p[0] : 0;

	if (n == 0 || n > 4 || len < 1 + 2 * n + 3) {
		w->m->troubles |= JPEG_CUT;
		return;
	}
	const uint8_t *tail = p + 1 + 2 * n;
	bool is_huffman = w->sof <= M_SOF2;
	bool uses_dc = is_huffman && tail[0] == 0 && tail[2] >> 4 == 0;
	bool uses_ac = is_huffman && (w->m->is_progressive ? tail[0] > 0 : true);

	for (size_t i = 0; i < n; i++) {
		uint8_t id = p[1 + 2 * i], tables = p[2 + 2 * i];

		if (uses_dc && !(w->dc_tables >> (tables >> 4) & 1))
			w->m->troubles |= JPEG_NO_DHT;
		if (uses_ac && !(w->ac_tables >> (tables & 15) & 1))
			w->m->troubles |= JPEG_NO_DHT;
		for (int k = 0; k < w->m->components && k < 4; k++)
			if (w->comp[k].id == id &&
			    !(w->quant_tables >> (w->comp[k].quant_table & 15) & 1))
				w->m->troubles |= JPEG_NO_DQT;
	}
}

/* ---- EXIF: a little TIFF file inside a segment ---- */

struct tiff {
	const uint8_t *p;
	size_t len;
	bool big_endian;
};

static bool tiff_u16(const struct tiff *t, size_t at, unsigned *ret)
{
	if (t->len < 2 || at > t->len - 2)
		return false;
	const uint8_t *p = t->p + at;
	*ret = t->big_endian ? (unsigned)p[0] << 8 | p[1] : (unsigned)p[1] << 8 | p[0];
	return true;
}

static bool tiff_u32(const struct tiff *t, size_t at, uint32_t *ret)
{
	unsigned a, b;

	if (!tiff_u16(t, at, &a) || !tiff_u16(t, at + 2, &b))
		return false;
	*ret = t->big_endian ? (uint32_t)a << 16 | b : (uint32_t)b << 16 | a;
	return true;
}

static void read_software(const struct tiff *t, size_t entry, struct jpeg_markers *m)
{
	uint32_t count = 0, at = 0;

	if (!tiff_u32(t, entry + 4, &count) || !tiff_u32(t, entry + 8, &at))
		return;
	if (count <= 4)
		at = (uint32_t)entry + 8;
	size_t n = 0;
	for (uint32_t i = 0; i < count && (size_t)at + i < t->len; i++) {
		uint8_t c = t->p[at + i];

		if (c == 0 || n + 1 == sizeof m->software)
			break;
		if (c >= ' ' && c < 0x7f)
			m->software[n++] = (char)c;
	}
	m->software[n] = '\0';
}

static void read_exif(const uint8_t *p, size_t len, struct jpeg_markers *m)
{
	enum { TAG_ORIENTATION = 0x112, TAG_SOFTWARE = 0x131 };
	struct tiff t = {p, len, false};
	uint32_t ifd;
	unsigned count;

	if (len < 8 || (memcmp(p, "II", 2) != 0 && memcmp(p, "MM", 2) != 0))
		return;
	t.big_endian = p[0] == 'M';
	if (!tiff_u32(&t, 4, &ifd) || !tiff_u16(&t, ifd, &count))
		return;
	for (unsigned i = 0; i < count; i++) {
		size_t entry = (size_t)ifd + 2 + 12 * (size_t)i;
		unsigned tag, value;

		if (!tiff_u16(&t, entry, &tag))
			return;
		if (tag == TAG_SOFTWARE)
			read_software(&t, entry, m);
		if (tag == TAG_ORIENTATION && tiff_u16(&t, entry + 8, &value) && value >= 1 &&
		    value <= 8)
			m->orientation = (int)value;
	}
}

static bool contains(const uint8_t *p, size_t len, const char *what)
{
	size_t n = strlen(what);

	for (size_t i = 0; i + n <= len; i++) {
		const uint8_t *hit = memchr(p + i, what[0], len - n - i + 1);

		if (!hit)
			return false;
		if (memcmp(hit, what, n) == 0)
			return true;
		i = (size_t)(hit - p);
	}
	return false;
}

static void read_app(struct walk *w, int marker, const uint8_t *p, size_t len)
{
	static const char xmp[] = "http://ns.adobe.com/xap/1.0/";

	if (marker == M_APP1 && len > 6 && memcmp(p, "Exif\0\0", 6) == 0)
		read_exif(p + 6, len - 6, w->m);
	else if (marker == M_APP1 && len > sizeof xmp && memcmp(p, xmp, sizeof xmp) == 0)
		w->m->says_ai |= contains(p, len, "AIGC");
	else if (marker == M_APP2 && len > 4 && memcmp(p, "MPF", 4) == 0)
		w->m->troubles |= JPEG_MANY_IMAGES;
}

/* ---- the walk ---- */

/* Past the entropy-coded data: to the next marker that is neither stuffing nor a restart. */
static void skip_scan_data(struct walk *w)
{
	while (w->pos + 1 < w->len) {
		const uint8_t *hit = memchr(w->data + w->pos, 0xff, w->len - w->pos - 1);

		if (!hit)
			break;
		w->pos = (size_t)(hit - w->data);
		uint8_t next = hit[1];
		if (next != 0 && next != 0xff && (next < M_RST0 || next > M_RST7))
			return;
		w->pos += next == 0xff ? 1 : 2;
	}
	w->pos = w->len;
}

/* One segment with a length. False where it runs past the end. */
static bool read_segment(struct walk *w, int marker)
{
	if (w->len - w->pos < 2)
		return false;
	size_t size = be16(w->data + w->pos);

	if (size < 2 || size > w->len - w->pos)
		return false;
	const uint8_t *p = w->data + w->pos + 2;
	size_t len = size - 2;

	w->pos += size;
	if (marker == M_DQT)
		read_quant_tables(w, p, len);
	else if (marker == M_DHT)
		read_huffman_tables(w, p, len);
	else if (marker == M_SOS)
		check_scan_tables(w, p, len);
	else if (marker >= M_SOF0 && marker <= M_SOF15 && marker != M_JPG && marker != M_DAC)
		read_frame(w, marker, p, len);
	else
		read_app(w, marker, p, len);
	return true;
}

/* Moves to the next marker and returns it; 0 at the end of the data. */
static int next_marker(struct walk *w)
{
	while (w->pos + 1 < w->len) {
		const uint8_t *hit = memchr(w->data + w->pos, 0xff, w->len - w->pos - 1);

		if (!hit)
			return 0;
		w->pos = (size_t)(hit - w->data) + 1;
		if (*(hit + 1) != 0 && *(hit + 1) != 0xff)
			return w->data[w->pos++];
	}
	return 0;
}

static void read_trailing(struct walk *w)
{
	struct jpeg_markers *m = w->m;
	const uint8_t *p = w->data + w->pos;
	size_t n = w->len - w->pos;

	if (n == 0)
		return;
	m->trailing_bytes = (int64_t)n;
	m->trailing_kind = kind_of(p, n);
	m->troubles |= JPEG_TRAILING;
	if (m->trailing_kind == KIND_JPEG)
		m->troubles |= JPEG_MANY_IMAGES;
}

static void check_size(struct walk *w)
{
	struct jpeg_markers *m = w->m;
	int64_t pixels = (int64_t)m->width_px * m->height_px;
	bool many = m->scans > 1 && m->scans != m->components;

	if (m->scans == 0 || w->sof == 0)
		m->troubles |= JPEG_NO_FRAME;
	if (m->scans > w->limits->scans_max)
		m->troubles |= JPEG_SCAN_BOMB;
	if (pixels >
	    (many || m->is_progressive ? w->limits->pixels_max_scans : w->limits->pixels_max))
		m->troubles |= JPEG_PIXEL_BOMB;
}

void jpeg_read_markers(const uint8_t *data, size_t len, const struct jpeg_limits *limits,
		       struct jpeg_markers *ret)
{
	struct walk w = {.data = data, .len = len, .pos = 2, .limits = limits, .m = ret};

	*ret = (struct jpeg_markers){.orientation = 1};
	for (;;) {
		int marker = next_marker(&w);

		if (marker == M_EOI) {
			if (ret->scan_offset)
				ret->scan_len = w.pos - ret->scan_offset;
			read_trailing(&w);
			break;
		}
		if (marker == 0) {
			ret->troubles |= JPEG_CUT;
			break;
		}
		if (marker == M_SOI || marker == M_TEM || (marker >= M_RST0 && marker <= M_RST7))
			continue;
		if (marker == M_SOS && ret->scans == 0)
			ret->scan_offset = w.pos - 2;
		if (!read_segment(&w, marker)) {
			ret->troubles |= JPEG_CUT;
			break;
		}
		if (marker == M_SOS) {
			ret->scans++;
			skip_scan_data(&w);
		}
	}
	check_size(&w);
}
