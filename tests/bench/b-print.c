/*
 * How fast tickets are printed: tickets a second of one processor, bytes a ticket beside its
 * photo, and peak memory, for one file, one a site (3,000), one a room (30) and one each; beside
 * plain libharu drawing the same ticket the way its examples do, and beside write(2) of the same
 * bytes. Signing and the code are part of it; the database is not (tests/bench/bench-print).
 * Usage: b-print [TICKETS [FOLDER]]   (10,000; /dev/shm)
 *        b-print dump FOLDER TICKETS  writes photos and tickets for the peers to draw
 */
#include "base/file.h"
#include "base/mem.h"
#include "exam/ticket.h"
#include "job/ticket_page.h"
#include "pdf/code.h"

#include <fcntl.h>
#include <hpdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { PHOTOS = 64, PHOTO_BYTES = 40 * 1024 };

static const char *const given[] = {"伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "洋", "勇",
				    "艳", "杰", "娟", "涛", "明", "超", "兰", "霞", "平", "刚"};
static const char *const family[] = {"赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈",
				     "褚", "卫", "蒋", "沈", "韩", "杨", "朱", "秦", "尤", "𠮷"};

struct bench {
	struct arena arena;
	struct press *press;
	struct sign_key key;
	struct picture photos[PHOTOS];
	const char *dir;
	int stencil;
	struct page_design design;
};

static double clock_of(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double cpu(void)
{
	return clock_of(CLOCK_PROCESS_CPUTIME_ID);
}

static long peak_mb(void)
{
	struct rusage u;

	return getrusage(RUSAGE_SELF, &u) == 0 ? u.ru_maxrss / 1024 : 0;
}

static NORETURN void die(const char *why)
{
	fprintf(stderr, "b-print: %s\n", why);
	exit(1);
}

/* A sample portrait, filled up with a comment to the size that offices have. */
static void make_photos(struct bench *b)
{
	struct err e = {0};
	char *jpeg;
	size_t len;

	if (file_read(&b->arena, "samples/photos/990101/83990101000001.jpg", 1 << 20, &jpeg, &len,
		      &e) < 0)
		die(e.text);
	for (int i = 0; i < PHOTOS; i++) {
		size_t pad = PHOTO_BYTES > len + 4 ? PHOTO_BYTES - len - 4 : 0;
		char *data = arena_zalloc(&b->arena, 1, len + pad + 4);

		memcpy(data, jpeg, 2);
		memcpy(data + 2, "\xFF\xFE", 2);
		data[4] = (char)((pad + 2) >> 8);
		data[5] = (char)(pad + 2);
		data[6] = (char)i;
		memcpy(data + 6 + pad, jpeg + 2, len - 2);
		if (picture_read(&b->photos[i], data, len + pad + 4) != PICTURE_FINE)
			die("the sample photo is not fine");
	}
}

static struct ticket ticket_of(struct arena *row, int i)
{
	return (struct ticket){
	    .name = arena_printf(row, "%s%s%s", family[i % 20], given[i / 20 % 20],
				 given[i / 400 % 20]),
	    .sex = i % 2 ? "F" : "M",
	    .id_type_name = "中华人民共和国居民身份证",
	    .id_number = arena_printf(row, "99010120060101%04d", i % 10000),
	    .number = arena_printf(row, "1483990101%06d", i % 1000000),
	    .subject_code = "24",
	    .subject_name = "C语言程序设计",
	    .site_code = "990101",
	    .site_name = "云岭大学",
	    .site_address = "云岭市学府路1号",
	    .room_code = "01",
	    .room_name = "实验楼301",
	    .starts_at = 1821229200,
	    .ends_at = 1821234600,
	    .session = 1,
	    .seat = i % 30 + 1,
	};
}

static int64_t size_of(const char *path)
{
	int64_t bytes = 0;
	struct err e = {0};
	int fd;

	if (file_open_read(path, &fd, &bytes, &e) < 0)
		die(e.text);
	close(fd);
	return bytes;
}

/* ---- ours ---- */

static int64_t print_file(struct bench *b, const char *path, int first, int count)
{
	struct arena row = {0};
	struct err e = {0};
	struct pdf *pdf;

	if (pdf_begin(&pdf, b->press, path, &e) < 0)
		die(e.text);
	for (int i = first; i < first + count; i++) {
		struct ticket t = ticket_of(&row, i);
		struct canvas *c = pdf_page(pdf, PAGE_A4_WIDTH_MM, PAGE_A4_HEIGHT_MM);

		canvas_stencil(c, b->stencil, 0, 0);
		ticket_page_draw(c, b->design.layout, &t, t.id_number, &b->photos[i % PHOTOS],
				 ticket_code(&row, &t, &b->key));
		canvas_footer(c, "操作记录 12　链头 abcdef012345", "内容 abcdef012345");
		arena_reset(&row);
	}
	if (pdf_end(pdf, &(struct pdf_meta){.title = "准考证"}, &e) < 0)
		die(e.text);
	arena_free(&row);
	return size_of(path);
}

static double ours(struct bench *b, const char *name, int tickets, int per_file)
{
	const char *path = arena_printf(&b->arena, "%s/b-print.pdf", b->dir);
	double start = cpu(), wall = clock_of(CLOCK_MONOTONIC), used;
	int64_t bytes = 0;

	for (int i = 0; i < tickets; i += per_file)
		bytes += print_file(b, path, i, per_file < tickets - i ? per_file : tickets - i);
	used = cpu() - start;
	wall = clock_of(CLOCK_MONOTONIC) - wall;
	printf(
	    "%-10s %7d tickets %7.0f/s of one processor, %6.2f s wall, %6lld bytes over the photo, "
	    "%3ld MB\n",
	    name, tickets, tickets / used, wall, (long long)(bytes / tickets - PHOTO_BYTES),
	    peak_mb());
	unlink(path);
	return tickets / used;
}

/* ---- plain libharu ---- */

static void haru_code(HPDF_Page page, const char *text)
{
	static struct code code;

	if (!qr_make_library(&code, text, strlen(text)))
		die("no code");
	for (int y = 0; y < code.side; y++)
		for (int x = 0; x < code.side; x++)
			if (code.rows[(size_t)y * code.row_bytes + (size_t)x / 8] >> (7 - x % 8) &
			    1)
				HPDF_Page_Rectangle(page, (float)(430 + 1.6 * x),
						    (float)(500 - 1.6 * y), 1.6f, 1.6f);
	HPDF_Page_Fill(page);
}

static void haru_page(struct bench *b, HPDF_Doc doc, HPDF_Font font, struct arena *row, int i)
{
	static const char *const labels[] = {"姓名",
					     "性别",
					     "证件号码",
					     "准考证号",
					     "科目",
					     "考点",
					     "考场",
					     "座位",
					     "时间",
					     "凭本准考证和有效身份证件参加考试",
					     "提前15分钟到达考场，开考后不得入场",
					     "不得携带通信工具"};
	struct ticket t = ticket_of(row, i);
	const char *const values[] = {t.name,
				      "男",
				      t.id_number,
				      t.number,
				      t.subject_name,
				      t.site_name,
				      t.room_name,
				      "1",
				      "2027年09月18日 09:00–10:30"};
	const struct picture *photo = &b->photos[i % PHOTOS];
	HPDF_Page page = HPDF_AddPage(doc);

	HPDF_Page_SetWidth(page, 595.28f);
	HPDF_Page_SetHeight(page, 841.89f);
	for (int k = 0; k < 12; k++) {
		HPDF_Page_BeginText(page);
		HPDF_Page_SetFontAndSize(page, font, 12);
		HPDF_Page_TextOut(page, 60, (float)(680 - 30 * k), labels[k]);
		if (k < 9)
			HPDF_Page_TextOut(page, 140, (float)(680 - 30 * k), values[k]);
		HPDF_Page_EndText(page);
		HPDF_Page_MoveTo(page, 56, (float)(670 - 30 * k));
		HPDF_Page_LineTo(page, 400, (float)(670 - 30 * k));
		HPDF_Page_Stroke(page);
	}
	HPDF_Page_DrawImage(page,
			    HPDF_LoadJpegImageFromMem(doc, photo->data, (HPDF_UINT)photo->len), 430,
			    540, 94, 136);
	haru_code(page, ticket_code(row, &t, &b->key));
}

static double haru(struct bench *b, int tickets, int per_file)
{
	const char *path = arena_printf(&b->arena, "%s/b-haru.pdf", b->dir);
	struct arena row = {0};
	double start = cpu(), used;

	for (int first = 0; first < tickets; first += per_file) {
		HPDF_Doc doc = HPDF_New(NULL, NULL);
		HPDF_Font font;

		HPDF_SetCompressionMode(doc, HPDF_COMP_ALL);
		HPDF_UseUTFEncodings(doc);
		font = HPDF_GetFont(
		    doc,
		    HPDF_LoadTTFontFromFile(
			doc, "/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
			HPDF_TRUE),
		    "UTF-8");
		for (int i = first; i < first + per_file; i++)
			haru_page(b, doc, font, &row, i);
		if (HPDF_SaveToFile(doc, path) != HPDF_OK)
			die("libharu failed");
		HPDF_Free(doc);
		arena_reset(&row);
	}
	used = cpu() - start;
	printf(
	    "%-10s %7d tickets %7.0f/s of one processor, %d a file, without names beyond the BMP\n",
	    "libharu", tickets, tickets / used, per_file);
	unlink(path);
	arena_free(&row);
	return tickets / used;
}

/* ---- the limit ---- */

static double write_limit(struct bench *b, int tickets)
{
	const char *path = arena_printf(&b->arena, "%s/b-write.bin", b->dir);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	static char rest[2500];
	double start = cpu(), used;

	for (int i = 0; i < tickets; i++) {
		const struct picture *p = &b->photos[i % PHOTOS];

		if (write(fd, p->data, p->len) < 0 || write(fd, rest, sizeof rest) < 0)
			die("write");
	}
	used = cpu() - start;
	printf("%-10s %7d tickets %7.0f/s of one processor\n", "write(2)", tickets, tickets / used);
	close(fd);
	unlink(path);
	return tickets / used;
}

/* ---- for the peers ---- */

/*
 * A photo file for each ticket (links: a peer that draws a name twice would save the second), and
 * a line for each: its texts, the code's side and its rows in hexadecimal.
 */
static void dump(struct bench *b, const char *dir, int tickets)
{
	struct arena row = {0};
	struct err e = {0};
	static struct code code;
	FILE *out;

	if (dir_make(arena_printf(&b->arena, "%s/photos", dir), &e) < 0)
		die(e.text);
	for (int i = 0; i < PHOTOS; i++)
		if (file_write_now(arena_printf(&b->arena, "%s/photos/%d.jpg", dir, i),
				   b->photos[i].data, b->photos[i].len, &e) < 0)
			die(e.text);
	out = fopen(arena_printf(&b->arena, "%s/tickets.tsv", dir), "w");
	if (!out)
		die("tickets.tsv");
	for (int i = 0; i < tickets; i++) {
		struct ticket t = ticket_of(&row, i);

		if (i >= PHOTOS && link(arena_printf(&row, "%s/photos/%d.jpg", dir, i % PHOTOS),
					arena_printf(&row, "%s/photos/%d.jpg", dir, i)) != 0)
			die("link");
		if (!code_make(&code, ticket_code(&row, &t, &b->key)))
			die("no code");
		fprintf(out, "%s\t%s\t%s\t%s %s\t%s %s\t%s\t第%s考场 %s\t%lld\t%d\t", t.name,
			t.id_number, t.number, t.subject_code, t.subject_name, t.site_code,
			t.site_name, t.site_address, t.room_code, t.room_name, (long long)t.seat,
			code.side);
		for (size_t k = 0; k < code.row_bytes * (size_t)code.side; k++)
			fprintf(out, "%02x", code.rows[k]);
		fprintf(out, "\n");
		arena_reset(&row);
	}
	if (fclose(out) != 0)
		die("tickets.tsv");
	arena_free(&row);
}

static void measure(struct bench *b, int tickets)
{
	double site, room, limit = write_limit(b, tickets);

	ours(b, "one file", tickets, tickets);
	site = ours(b, "site files", tickets, 3000);
	room = ours(b, "room files", tickets, 30);
	ours(b, "one each", tickets / 20, 1);
	printf("site files at %.0f %% of write(2), %.1f times libharu; ", 100 * site / limit,
	       site / haru(b, 1000, 1000));
	printf("room files %.1f times libharu\n", room / haru(b, 300, 30));
}

int main(int argc, char **argv)
{
	static const char rules[] =
	    "1. 凭本准考证和有效身份证件原件参加考试。\n2. 提前15分钟到达考场，开考后不得入场。\n"
	    "3. 不得携带通信工具和存储设备。\n4. 服从监考人员安排，遵守考场规则。";
	struct job job = {.office = "/nonexistent"};
	bool dumps = argc == 4 && strcmp(argv[1], "dump") == 0;
	struct bench b = {.dir = dumps || argc < 3 ? "/dev/shm" : argv[2]};
	long tickets = strtol(argc > 1 ? argv[dumps ? 3 : 1] : "10000", NULL, 10);
	struct err e = {0};

	char *key = arena_printf(&b.arena, "%s/b-print.key", b.dir);
	char *pub = arena_printf(&b.arena, "%s/b-print.pub", b.dir);

	if (tickets < 3000 || tickets > 10000000)
		die("3,000 to 10,000,000 tickets");
	if (sign_keygen(key, pub, &e) < 0 || sign_load(&b.key, key, &e) < 0 ||
	    press_open(&b.press, NULL, &e) < 0 ||
	    page_layout_for(&job, "ticket", ticket_field_names, TICKET_FIELDS, &b.design.layout,
			    &e) < 0)
		die(e.text);
	unlink(key);
	unlink(pub);
	make_photos(&b);
	b.design.heading = "全国计算机等级考试";
	b.design.subheading = "2027年9月考次";
	b.stencil = ticket_page_stencil(b.press, &b.design, rules);
	if (dumps)
		dump(&b, argv[2], (int)tickets);
	else
		measure(&b, (int)tickets);
	press_free(b.press);
	arena_free(&b.arena);
	job_free(&job);
	return 0;
}
