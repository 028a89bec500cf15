#include "img/jpeg_room.h"

#include "base/err.h"
#include "base/mem.h"

#include <string.h>

#include <jerror.h>

static void keep_text(struct jpeg_decoder *d)
{
	char text[JMSG_LENGTH_MAX];

	if (d->text[0])
		return; /* the first one is the cause */
	d->errors.format_message((j_common_ptr)&d->c, text);
	snprintf(d->text, JPEG_DECODER_TEXT, "%.*s", JPEG_DECODER_TEXT - 1, text);
}

static void on_error(j_common_ptr c)
{
	struct jpeg_decoder *d = c->client_data;

	/* says nothing about the picture, and may come before there is a place to go to */
	if (c->err->msg_code == JERR_OUT_OF_MEMORY)
		mem_exhausted();
	d->troubles |= JPEG_DAMAGED;
	keep_text(d);
	longjmp(d->escape, 1);
}

/* Warnings that say nothing about the picture's data. */
static bool is_harmless(int code)
{
	return code == JWRN_JFIF_MAJOR || code == JWRN_ADOBE_XFORM || code == JWRN_BOGUS_ICC ||
	       code == JWRN_TOO_MUCH_DATA;
}

static void on_message(j_common_ptr c, int level)
{
	struct jpeg_decoder *d = c->client_data;

	if (level >= 0)
		return;
	keep_text(d);
	if (is_harmless(c->err->msg_code)) {
		d->troubles |= JPEG_ODD;
		return;
	}
	d->troubles |= JPEG_DAMAGED;
	/* Thousands of warnings cost time and tell nothing more. */
	if (++c->err->num_warnings > 20)
		longjmp(d->escape, 1);
}

/* The marker walk has counted the scans already; this holds where damage hides them from it. */
static void on_progress(j_common_ptr c)
{
	struct jpeg_decoder *d = c->client_data;

	if (d->c.input_scan_number <= d->scans_max)
		return;
	d->troubles |= JPEG_SCAN_BOMB;
	longjmp(d->escape, 1);
}

void jpeg_decoder_open(struct jpeg_decoder *d, const uint8_t *data, size_t len)
{
	d->c.err = jpeg_std_error(&d->errors);
	d->errors.error_exit = on_error;
	d->errors.emit_message = on_message;
	d->c.client_data = d;
	jpeg_CreateDecompress(&d->c, JPEG_LIB_VERSION, sizeof d->c);
	d->progress.progress_monitor = on_progress;
	d->c.progress = &d->progress;
	jpeg_mem_src(&d->c, data, len);
}

static int pick_scale(int width, int height, int min_side_px)
{
	int side = width < height ? width : height;
	int scale = 8;

	while (scale > 1 && side / scale < min_side_px)
		scale /= 2;
	return scale;
}

static void plane_alloc(struct arena *out, const struct jpeg_decoder *d, int i, struct plane *ret)
{
	const jpeg_component_info *comp = &d->c.comp_info[i];
	int blocks = (int)(comp->width_in_blocks + (JDIMENSION)comp->h_samp_factor - 1) /
		     comp->h_samp_factor * comp->h_samp_factor;
	int rows = (int)d->c.total_iMCU_rows * comp->v_samp_factor * comp->DCT_scaled_size;

	ret->stride = blocks * comp->DCT_scaled_size;
	ret->width = (int)comp->downsampled_width;
	ret->height = (int)comp->downsampled_height;
	ret->px = arena_zalloc(out, (size_t)ret->stride, (size_t)rows);
}

/* All rows of all components, one row of blocks at a time, straight from the inverse DCT. */
static void read_planes(struct jpeg_decoder *d, struct plane planes[3])
{
	JSAMPROW rows[3][MAX_SAMP_FACTOR * DCTSIZE];
	JSAMPARRAY arrays[3] = {rows[0], rows[1], rows[2]};
	int step = d->c.max_v_samp_factor * d->c.min_DCT_scaled_size;
	size_t block_row = 0;

	while (d->c.output_scanline < d->c.output_height) {
		for (int i = 0; i < d->c.num_components; i++) {
			const jpeg_component_info *comp = &d->c.comp_info[i];
			size_t n = (size_t)(comp->v_samp_factor * comp->DCT_scaled_size);

			for (size_t r = 0; r < n; r++)
				rows[i][r] =
				    planes[i].px + (block_row * n + r) * (size_t)planes[i].stride;
		}
		jpeg_read_raw_data(&d->c, arrays, (JDIMENSION)step);
		block_row++;
	}
}

/* ITU-R BT.601 as JFIF has it, for the rare file that stores R, G and B as they are. */
static void rgb_to_ycc(struct ycc_image *pic)
{
	size_t n = (size_t)pic->y.stride * (size_t)pic->y.height;

	for (size_t i = 0; i < n; i++) {
		int r = pic->y.px[i], g = pic->cb.px[i], b = pic->cr.px[i];

		pic->y.px[i] = (uint8_t)((299 * r + 587 * g + 114 * b + 500) / 1000);
		pic->cb.px[i] = (uint8_t)(128 + (-169 * r - 331 * g + 500 * b) / 1000);
		pic->cr.px[i] = (uint8_t)(128 + (500 * r - 419 * g - 81 * b) / 1000);
	}
}

static void decode(struct arena *out, struct jpeg_decoder *d, int min_side_px,
		   struct ycc_image *pic)
{
	struct plane planes[3] = {{0}};

	if (setjmp(d->escape))
		return;
	jpeg_read_header(&d->c, TRUE);
	d->c.raw_data_out = TRUE;
	d->c.do_block_smoothing = FALSE;
	d->c.out_color_space = d->c.jpeg_color_space;
	d->c.scale_num = 1;
	d->c.scale_denom =
	    (unsigned)pick_scale((int)d->c.image_width, (int)d->c.image_height, min_side_px);
	pic->scale = (int)d->c.scale_denom;
	jpeg_start_decompress(&d->c);
	for (int i = 0; i < d->c.num_components; i++)
		plane_alloc(out, d, i, &planes[i]);
	pic->y = planes[0];
	pic->cb = planes[1];
	pic->cr = planes[2];
	pic->mcu_width = d->c.max_h_samp_factor * d->c.min_DCT_scaled_size;
	pic->mcu_height = d->c.max_v_samp_factor * d->c.min_DCT_scaled_size;
	read_planes(d, planes);
	jpeg_finish_decompress(&d->c);
	/* Planes of different size cannot be mixed; such files are not made by any program. */
	if (d->c.jpeg_color_space == JCS_RGB && pic->cb.stride == pic->y.stride &&
	    pic->cr.stride == pic->y.stride && pic->cb.height == pic->y.height &&
	    pic->cr.height == pic->y.height)
		rgb_to_ycc(pic);
}

void jpeg_read(struct arena *out, const uint8_t *data, size_t len, const struct jpeg_limits *limits,
	       int min_side_px, struct jpeg_report *ret, struct ycc_image *pic)
{
	const unsigned never_decoded = JPEG_NO_FRAME | JPEG_COLOUR | JPEG_CODING | JPEG_PIXEL_BOMB |
				       JPEG_SCAN_BOMB | JPEG_NO_DQT;
	struct jpeg_decoder d = {.scans_max = limits->scans_max};

	*pic = (struct ycc_image){.scale = 1};
	ret->decoder_text[0] = '\0';
	jpeg_read_markers(data, len, limits, &ret->markers);
	if (ret->markers.troubles & never_decoded)
		return;
	d.text = ret->decoder_text;
	jpeg_decoder_open(&d, data, len);
	decode(out, &d, min_side_px, pic);
	jpeg_destroy_decompress(&d.c);
	ret->markers.troubles |= d.troubles;
}

static void decode_rgb(struct arena *out, struct jpeg_decoder *d, struct rgb_image *ret)
{
	if (setjmp(d->escape))
		return;
	jpeg_read_header(&d->c, TRUE);
	d->c.out_color_space = JCS_RGB;
	jpeg_start_decompress(&d->c);
	ret->width = (int)d->c.output_width;
	ret->height = (int)d->c.output_height;
	ret->px = arena_zalloc(out, (size_t)ret->width * 3, (size_t)ret->height);
	while (d->c.output_scanline < d->c.output_height) {
		JSAMPROW row = ret->px + (size_t)d->c.output_scanline * (size_t)ret->width * 3;

		jpeg_read_scanlines(&d->c, &row, 1);
	}
	jpeg_finish_decompress(&d->c);
}

bool jpeg_read_rgb(struct arena *out, const uint8_t *data, size_t len, struct rgb_image *ret)
{
	char text[JPEG_DECODER_TEXT] = "";
	struct jpeg_decoder d = {.scans_max = jpeg_limits_default.scans_max, .text = text};

	*ret = (struct rgb_image){0};
	jpeg_decoder_open(&d, data, len);
	decode_rgb(out, &d, ret);
	jpeg_destroy_decompress(&d.c);
	return !(d.troubles & JPEG_FATAL);
}

/* ---- writing, into a growing buffer ---- */

static void sink_start(j_compress_ptr c)
{
	struct jpeg_sink *s = (struct jpeg_sink *)c->dest;

	s->manager.next_output_byte = s->piece;
	s->manager.free_in_buffer = sizeof s->piece;
}

static boolean sink_flush(j_compress_ptr c)
{
	struct jpeg_sink *s = (struct jpeg_sink *)c->dest;

	buf_add(s->out, s->piece, sizeof s->piece);
	sink_start(c);
	return TRUE;
}

static void sink_end(j_compress_ptr c)
{
	struct jpeg_sink *s = (struct jpeg_sink *)c->dest;

	buf_add(s->out, s->piece, sizeof s->piece - s->manager.free_in_buffer);
}

void jpeg_sink_set(struct jpeg_compress_struct *c, struct jpeg_sink *s, struct buf *out)
{
	s->manager.init_destination = sink_start;
	s->manager.empty_output_buffer = sink_flush;
	s->manager.term_destination = sink_end;
	s->out = out;
	c->dest = &s->manager;
}

/* The image is ours and valid, memory ends the program elsewhere: an error here is a bug. */
static void on_write_error(j_common_ptr c)
{
	char text[JMSG_LENGTH_MAX];

	if (c->err->msg_code == JERR_OUT_OF_MEMORY)
		mem_exhausted();
	c->err->format_message(c, text);
	bug_at(__FILE__, __LINE__, text);
}

void jpeg_write(struct buf *out, const struct rgb_image *image, int quality)
{
	struct jpeg_compress_struct c;
	struct jpeg_error_mgr errors;
	struct jpeg_sink sink;

	BUG_ON(image->width <= 0 || image->height <= 0);
	c.err = jpeg_std_error(&errors);
	errors.error_exit = on_write_error;
	jpeg_CreateCompress(&c, JPEG_LIB_VERSION, sizeof c);
	jpeg_sink_set(&c, &sink, out);
	c.image_width = (JDIMENSION)image->width;
	c.image_height = (JDIMENSION)image->height;
	c.input_components = 3;
	c.in_color_space = JCS_RGB;
	jpeg_set_defaults(&c);
	jpeg_set_quality(&c, quality, TRUE);
	c.optimize_coding = TRUE;
	jpeg_start_compress(&c, TRUE);
	while (c.next_scanline < c.image_height) {
		JSAMPROW row = image->px + (size_t)c.next_scanline * (size_t)image->width * 3;

		jpeg_write_scanlines(&c, &row, 1);
	}
	jpeg_finish_compress(&c);
	jpeg_destroy_compress(&c);
}
