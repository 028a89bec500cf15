#include "img/jpeg_room.h"

#include <string.h>

/* How blocks and what is in them are rearranged. Units are the picture's coding units (MCUs). */
struct rearrangement {
	bool transpose, flip_x, flip_y; /* of the source, before it is transposed */
	int unit_width, unit_height;	/* of the source, in pixels */
	int width, height;		/* of the source without what is trimmed */
	int from_x, from_y;		/* first unit of the result, in the turned picture */
	int out_width, out_height;
};

static int clamp(int v, int low, int high)
{
	return v < low ? low : v > high ? high : v;
}

/* The first whole unit nearest to where the area begins, and its length as far as there is any. */
static void choose_span(int start, int length, int whole, int unit, int *from, int *ret)
{
	*from = clamp((start + unit / 2) / unit, 0, (whole - 1) / unit);
	*ret = clamp(length, 1, whole - *from * unit);
}

static void plan(const struct jpeg_decompress_struct *c, int cw_turns, bool mirror,
		 const struct pixel_area *area, struct rearrangement *r)
{
	int turns = cw_turns & 3;
	/* A single component is coded block by block, whatever its sampling factors say. */
	bool is_gray = c->num_components == 1;

	r->transpose = turns & 1;
	r->flip_x = (turns >= 2) != mirror;
	r->flip_y = turns == 1 || turns == 2;
	r->unit_width = DCTSIZE * (is_gray ? 1 : c->max_h_samp_factor);
	r->unit_height = DCTSIZE * (is_gray ? 1 : c->max_v_samp_factor);
	r->width = (int)c->image_width;
	r->height = (int)c->image_height;
	/* An unfilled unit can stand at the right and at the bottom only. */
	if (r->flip_x)
		r->width -= r->width % r->unit_width;
	if (r->flip_y)
		r->height -= r->height % r->unit_height;

	int width = r->transpose ? r->height : r->width;
	int height = r->transpose ? r->width : r->height;
	struct pixel_area all = {0, 0, width, height};
	if (!area)
		area = &all;
	choose_span(area->x, area->width, width, r->transpose ? r->unit_height : r->unit_width,
		    &r->from_x, &r->out_width);
	choose_span(area->y, area->height, height, r->transpose ? r->unit_width : r->unit_height,
		    &r->from_y, &r->out_height);
}

/* Turning a block turns its waves: lengthwise and crosswise change places, odd ones their sign. */
static void turn_block(const struct rearrangement *r, const JCOEF *from, JCOEF *to)
{
	for (int i = 0; i < DCTSIZE; i++) {
		for (int k = 0; k < DCTSIZE; k++) {
			JCOEF v = from[i * DCTSIZE + k];

			if ((r->flip_x && k & 1) != (r->flip_y && i & 1))
				v = (JCOEF)-v;
			to[r->transpose ? k * DCTSIZE + i : i * DCTSIZE + k] = v;
		}
	}
}

static JBLOCKROW block_row(j_common_ptr c, jvirt_barray_ptr array, int row, boolean writable)
{
	return c->mem->access_virt_barray(c, array, (JDIMENSION)row, 1, writable)[0];
}

static void turn_component(const struct rearrangement *r, struct jpeg_decompress_struct *in,
			   jvirt_barray_ptr from, struct jpeg_compress_struct *out,
			   jvirt_barray_ptr to, int index)
{
	const jpeg_component_info *source = &in->comp_info[index], *comp = &out->comp_info[index];
	bool is_gray = in->num_components == 1;
	int h = is_gray ? 1 : source->h_samp_factor, v = is_gray ? 1 : source->v_samp_factor;
	int columns = r->width / r->unit_width * h, rows = r->height / r->unit_height * v;
	int first_x = r->from_x * comp->h_samp_factor, first_y = r->from_y * comp->v_samp_factor;
	int unit_x = DCTSIZE * out->max_h_samp_factor, unit_y = DCTSIZE * out->max_v_samp_factor;
	int blocks_x = (r->out_width * comp->h_samp_factor + unit_x - 1) / unit_x;
	int blocks_y = (r->out_height * comp->v_samp_factor + unit_y - 1) / unit_y;

	for (int y = 0; y < blocks_y; y++) {
		JBLOCKROW row = block_row((j_common_ptr)out, to, y, TRUE);

		for (int x = 0; x < blocks_x; x++) {
			int sx = first_x + x, sy = first_y + y;

			if (r->transpose) {
				int swap = sx;

				sx = sy;
				sy = swap;
			}
			if (r->flip_x)
				sx = columns - 1 - sx;
			if (r->flip_y)
				sy = rows - 1 - sy;
			turn_block(r, block_row((j_common_ptr)in, from, sy, FALSE)[sx], row[x]);
		}
	}
}

/* The quantisation belongs to the waves: it turns with them. */
static void turn_tables(struct jpeg_compress_struct *c)
{
	for (int t = 0; t < NUM_QUANT_TBLS; t++) {
		UINT16 *q = c->quant_tbl_ptrs[t] ? c->quant_tbl_ptrs[t]->quantval : NULL;

		for (int i = 0; q && i < DCTSIZE; i++) {
			for (int k = 0; k < i; k++) {
				UINT16 swap = q[i * DCTSIZE + k];

				q[i * DCTSIZE + k] = q[k * DCTSIZE + i];
				q[k * DCTSIZE + i] = swap;
			}
		}
	}
	for (int i = 0; i < c->num_components; i++) {
		jpeg_component_info *comp = &c->comp_info[i];
		int swap = comp->h_samp_factor;

		comp->h_samp_factor = comp->v_samp_factor;
		comp->v_samp_factor = swap;
	}
}

static void set_up(const struct rearrangement *r, struct jpeg_decompress_struct *in,
		   struct jpeg_compress_struct *out, jvirt_barray_ptr *arrays)
{
	jpeg_copy_critical_parameters(in, out);
	out->image_width = (JDIMENSION)r->out_width;
	out->image_height = (JDIMENSION)r->out_height;
	out->optimize_coding = TRUE;
	if (r->transpose)
		turn_tables(out);
	out->max_h_samp_factor = out->max_v_samp_factor = 1;
	if (out->num_components == 1)
		out->comp_info[0].h_samp_factor = out->comp_info[0].v_samp_factor = 1;
	for (int i = 0; i < out->num_components; i++) {
		const jpeg_component_info *comp = &out->comp_info[i];

		if (comp->h_samp_factor > out->max_h_samp_factor)
			out->max_h_samp_factor = comp->h_samp_factor;
		if (comp->v_samp_factor > out->max_v_samp_factor)
			out->max_v_samp_factor = comp->v_samp_factor;
	}
	for (int i = 0; i < out->num_components; i++) {
		const jpeg_component_info *comp = &out->comp_info[i];
		int units_x = r->out_width / (DCTSIZE * out->max_h_samp_factor) + 1;
		int units_y = r->out_height / (DCTSIZE * out->max_v_samp_factor) + 1;

		arrays[i] = out->mem->request_virt_barray(
		    (j_common_ptr)out, JPOOL_IMAGE, TRUE,
		    (JDIMENSION)(units_x * comp->h_samp_factor),
		    (JDIMENSION)(units_y * comp->v_samp_factor), (JDIMENSION)comp->v_samp_factor);
	}
}

/* Without its colour profile a picture would not look the same. */
static void copy_profile(const struct jpeg_decompress_struct *in, struct jpeg_compress_struct *out)
{
	for (const struct jpeg_marker_struct *m = in->marker_list; m; m = m->next)
		if (m->data_length > 12 && memcmp(m->data, "ICC_PROFILE", 12) == 0)
			jpeg_write_marker(out, m->marker, m->data, m->data_length);
}

static bool turn(struct jpeg_decoder *d, struct jpeg_compress_struct *out, int cw_turns,
		 bool mirror, const struct pixel_area *area)
{
	jvirt_barray_ptr arrays[MAX_COMPONENTS];
	struct rearrangement r;

	if (setjmp(d->escape))
		return false;
	jpeg_save_markers(&d->c, JPEG_APP0 + 2, 0xffff);
	jpeg_read_header(&d->c, TRUE);
	jvirt_barray_ptr *from = jpeg_read_coefficients(&d->c);
	plan(&d->c, cw_turns, mirror, area, &r);
	if (r.width <= 0 || r.height <= 0)
		return false;
	set_up(&r, &d->c, out, arrays);
	jpeg_write_coefficients(out, arrays);
	copy_profile(&d->c, out);
	for (int i = 0; i < d->c.num_components; i++)
		turn_component(&r, &d->c, from[i], out, arrays[i], i);
	jpeg_finish_compress(out);
	jpeg_finish_decompress(&d->c);
	return true;
}

bool jpeg_turn(const uint8_t *data, size_t len, int cw_turns, bool mirror,
	       const struct pixel_area *area, struct buf *out)
{
	char text[JPEG_DECODER_TEXT] = "";
	struct jpeg_decoder d = {.scans_max = jpeg_limits_default.scans_max, .text = text};
	struct jpeg_compress_struct c = {.err = &d.errors, .client_data = &d};
	struct jpeg_sink sink;
	bool done;

	jpeg_decoder_open(&d, data, len);
	jpeg_CreateCompress(&c, JPEG_LIB_VERSION, sizeof c);
	jpeg_sink_set(&c, &sink, out);
	done = turn(&d, &c, cw_turns, mirror, area);
	jpeg_destroy_compress(&c);
	jpeg_destroy_decompress(&d.c);
	return done && !(d.troubles & JPEG_FATAL);
}
