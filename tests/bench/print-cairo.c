/*
 * The same ticket by Cairo's PDF surface: the static part a recorded surface, photos byte for
 * byte (CAIRO_MIME_TYPE_JPEG), the code an A1 mask. Built by tests/bench/bench-print where
 * libcairo2-dev is installed.
 * Usage: print-cairo FOLDER TICKETS A-FILE    FOLDER as `b-print dump` wrote it
 */
#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PHOTOS = 64, FIELDS = 10, ROWS_MAX = 3000 };
#define MM (72 / 25.4)

static char *rows[ROWS_MAX][FIELDS];
static int row_count;
static struct {
	unsigned char *data;
	unsigned long len;
} photos[PHOTOS];
static cairo_font_face_t *font;

static void die(const char *why)
{
	fprintf(stderr, "print-cairo: %s\n", why);
	exit(1);
}

static void read_all(const char *folder)
{
	static char line[8192], path[4096];
	FILE *f;

	snprintf(path, sizeof path, "%s/tickets.tsv", folder);
	f = fopen(path, "r");
	if (!f)
		die(path);
	for (; row_count < ROWS_MAX && fgets(line, sizeof line, f); row_count++) {
		char *at = line;

		for (int k = 0; k < FIELDS; k++) {
			size_t n = strcspn(at, "\t\n");

			rows[row_count][k] = strndup(at, n);
			at += n + 1;
		}
	}
	fclose(f);
	for (int i = 0; i < PHOTOS; i++) {
		snprintf(path, sizeof path, "%s/photos/%d.jpg", folder, i);
		f = fopen(path, "rb");
		photos[i].data = malloc(65536);
		photos[i].len = f ? fread(photos[i].data, 1, 65536, f) : 0;
		if (!f || photos[i].len == 0)
			die(path);
		fclose(f);
	}
}

static void text(cairo_t *cr, double size, double x_mm, double y_mm, const char *s)
{
	cairo_set_font_size(cr, size);
	cairo_move_to(cr, x_mm * MM, y_mm * MM);
	cairo_show_text(cr, s);
}

static cairo_surface_t *make_static(void)
{
	static const char *const labels[] = {"姓　名", "性　别",  "证件号码", "准考证号",
					     "科　目", "考　点",  "考点地址", "考　场",
					     "座位号", "考试时间"};
	static const char *const rules[] = {"考生须知", "1. 凭本准考证和有效身份证件原件参加考试。",
					    "2. 提前15分钟到达考场，开考后不得入场。",
					    "3. 不得携带通信工具和存储设备。",
					    "4. 服从监考人员安排，遵守考场规则。"};
	cairo_rectangle_t page = {0, 0, 210 * MM, 297 * MM};
	cairo_surface_t *s = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &page);
	cairo_t *cr = cairo_create(s);

	cairo_set_font_face(cr, font);
	cairo_set_line_width(cr, 0.6);
	text(cr, 20, 73, 24, "全国计算机等级考试");
	text(cr, 20, 90, 44, "准 考 证");
	for (int i = 0; i < 10; i++) {
		text(cr, 11, 22, 58 + 8.4 * i, labels[i]);
		cairo_move_to(cr, 20 * MM, (52 + 8.4 * i) * MM);
		cairo_line_to(cr, 146 * MM, (52 + 8.4 * i) * MM);
		cairo_stroke(cr);
	}
	cairo_rectangle(cr, 20 * MM, 52 * MM, 126 * MM, 84 * MM);
	cairo_stroke(cr);
	for (int i = 0; i < 5; i++)
		text(cr, 10.5, 20, 149 + 6 * i, rules[i]);
	cairo_destroy(cr);
	return s;
}

static void picture(cairo_t *cr, int i, double x_mm, double y_mm)
{
	cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 240, 320);

	cairo_surface_set_mime_data(s, CAIRO_MIME_TYPE_JPEG, photos[i].data, photos[i].len, NULL,
				    NULL);
	cairo_save(cr);
	cairo_translate(cr, x_mm * MM, y_mm * MM);
	cairo_scale(cr, 33 * MM / 240, 44 * MM / 320);
	cairo_set_source_surface(cr, s, 0, 0);
	cairo_paint(cr);
	cairo_restore(cr);
	cairo_surface_destroy(s);
}

/* A1 has its first pixel in the low bit. */
static void code(cairo_t *cr, int side, const char *hex)
{
	cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_A1, side, side);
	unsigned char *px = cairo_image_surface_get_data(s);
	int stride = cairo_image_surface_get_stride(s), width = (side + 7) / 8;

	for (int y = 0; y < side; y++)
		for (int x = 0; x < side; x++) {
			char c = hex[(y * width + x / 8) * 2 + (x % 8 >= 4)];
			int nibble = c <= '9' ? c - '0' : c - 'a' + 10;

			if (nibble >> (3 - x % 4) & 1)
				px[y * stride + x / 8] |= (unsigned char)(1 << x % 8);
		}
	cairo_surface_mark_dirty(s);
	cairo_save(cr);
	cairo_translate(cr, 152 * MM, 104 * MM);
	cairo_scale(cr, 32 * MM / side, 32 * MM / side);
	cairo_mask_surface(cr, s, 0, 0);
	cairo_restore(cr);
	cairo_surface_destroy(s);
}

static void ticket(cairo_t *cr, cairo_surface_t *fixed, int i)
{
	char **r = rows[i % row_count];
	const char *const values[] = {
	    r[0], i % 2 ? "女" : "男",		r[1], r[2], r[3], r[4], r[5], r[6],
	    r[7], "2027年09月18日　09:00–10:30"};

	cairo_set_source_surface(cr, fixed, 0, 0);
	cairo_paint(cr);
	cairo_set_source_rgb(cr, 0, 0, 0);
	for (int k = 0; k < 10; k++)
		text(cr, 12, 48, 58 + 8.4 * k, values[k]);
	picture(cr, i % PHOTOS, 152, 52);
	cairo_set_source_rgb(cr, 0, 0, 0);
	code(cr, atoi(r[8]), r[9]);
	cairo_show_page(cr);
}

int main(int argc, char **argv)
{
	static char path[4096];
	int tickets = argc == 4 ? atoi(argv[2]) : 0, a_file = argc == 4 ? atoi(argv[3]) : 0;
	struct timespec start, end;
	struct rusage usage;
	long long bytes = 0;
	FT_Library lib;
	FT_Face face;
	double used;

	if (tickets < 1 || a_file < 1 || FT_Init_FreeType(&lib) ||
	    FT_New_Face(lib, "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0,
			&face))
		die("usage: print-cairo FOLDER TICKETS A-FILE");
	read_all(argv[1]);
	font = cairo_ft_font_face_create_for_ft_face(face, 0);
	snprintf(path, sizeof path, "%s/peer.pdf", argv[1]);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
	for (int first = 0; first < tickets; first += a_file) {
		int count = a_file < tickets - first ? a_file : tickets - first;
		cairo_surface_t *pdf = cairo_pdf_surface_create(path, 210 * MM, 297 * MM);
		cairo_surface_t *fixed = make_static();
		cairo_t *cr = cairo_create(pdf);
		struct stat st;

		cairo_set_font_face(cr, font);
		for (int i = 0; i < count; i++)
			ticket(cr, fixed, first + i);
		cairo_destroy(cr);
		cairo_surface_finish(pdf);
		if (cairo_surface_status(pdf) != CAIRO_STATUS_SUCCESS || stat(path, &st) != 0)
			die(cairo_status_to_string(cairo_surface_status(pdf)));
		cairo_surface_destroy(pdf);
		cairo_surface_destroy(fixed);
		bytes += st.st_size;
	}
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
	used = (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
	getrusage(RUSAGE_SELF, &usage);
	unlink(path);
	printf("%-10s %7d tickets %7.0f/s of one processor, %d a file, %6lld bytes over the photo, "
	       "%3ld MB\n",
	       "Cairo", tickets, tickets / used, a_file, bytes / tickets - 40960,
	       usage.ru_maxrss / 1024);
	return 0;
}
