#include "img/report.h"

#include "base/err.h"
#include "base/messages.h"

#include <math.h>
#include <stdio.h>

struct list {
	struct photo_measure_text *items;
	int count;
};

static struct photo_measure_text *add(struct list *l, const char *key, const char *title)
{
	BUG_ON(l->count == PHOTO_MEASURES_MAX);
	struct photo_measure_text *t = &l->items[l->count++];

	*t = (struct photo_measure_text){.key = key, .title = title, .is_number = true};
	return t;
}

static void add_int(struct list *l, const char *key, const char *title, int64_t value, bool known)
{
	struct photo_measure_text *t = add(l, key, title);

	if (known)
		snprintf(t->value, sizeof t->value, "%lld", (long long)value);
}

static void add_number(struct list *l, const char *key, const char *title, float value)
{
	struct photo_measure_text *t = add(l, key, title);

	if (!isnan(value))
		snprintf(t->value, sizeof t->value, "%.4f", (double)value);
}

static void add_text(struct list *l, const char *key, const char *title, const char *value)
{
	struct photo_measure_text *t = add(l, key, title);

	t->is_number = false;
	snprintf(t->value, sizeof t->value, "%s", value);
}

static void add_file(struct list *l, const struct photo_measures *m)
{
	const struct jpeg_markers *k = &m->jpeg.markers;
	bool is_jpeg = m->kind == KIND_JPEG;

	add_int(l, "bytes", T("字节数", "bytes"), m->bytes, true);
	add_text(l, "kind", T("真实格式", "true kind"), kind_word(m->kind));
	add_int(l, "width_px", T("宽（像素）", "width in pixels"), m->width_px, m->width_px > 0);
	add_int(l, "height_px", T("高（像素）", "height in pixels"), m->height_px,
		m->height_px > 0);
	add_int(l, "components", T("颜色分量", "colour components"), k->components,
		k->components > 0);
	add_int(l, "scans", T("扫描次数", "scans"), k->scans, is_jpeg);
	add_int(l, "orientation", T("EXIF 方向", "EXIF orientation"), k->orientation, is_jpeg);
	add_int(l, "trailing_bytes", T("图像后多余字节", "bytes behind the picture"),
		k->trailing_bytes, is_jpeg);
	add_number(l, "seam", T("数据错位台阶", "step left by damage"), m->seam);
	add_text(l, "software", T("处理软件", "software"), k->software);
}

static void add_person(struct list *l, const struct photo_measures *m)
{
	const struct photo_layout *p = &m->layout;

	add_int(l, "turns_needed",
		T("还需顺时针转（90 度的倍数）", "quarter turns clockwise needed"), m->turns,
		m->turns >= 0);
	add_int(l, "faces", T("人脸数", "faces"), m->faces, m->faces >= 0);
	add_number(l, "face_score", T("人脸得分", "score of the face"), m->face_score);
	add_number(l, "head_top", T("头顶上方空", "space above the head"), p->head_top);
	add_number(l, "eye_y", T("眼睛高度", "line of the eyes"), p->eye_y);
	add_number(l, "chin", T("下巴高度", "line of the chin"), p->chin);
	add_number(l, "head", T("头部占高度", "head of the height"), p->head);
	add_number(l, "shoulders", T("肩部占高度", "shoulders of the height"), p->shoulders);
	add_number(l, "centre_x", T("人脸中心（宽度）", "middle of the face, of the width"),
		   p->centre_x);
	add_number(l, "margin_left", T("左侧空", "space to the left"), p->margin_left);
	add_number(l, "margin_right", T("右侧空", "space to the right"), p->margin_right);
}

static void add_tone(struct list *l, const struct photo_measures *m)
{
	const struct photo_tone *t = &m->tone;
	const struct photo_background *b = &m->background;
	char rgb[8] = "";

	add_number(l, "brightness", T("脸部亮度", "brightness of the face"), t->brightness);
	add_number(l, "contrast", T("脸部对比度", "contrast of the face"), t->contrast);
	add_number(l, "too_bright", T("过亮部分", "share that is too bright"), t->too_bright);
	add_number(l, "too_dark", T("过暗部分", "share that is too dark"), t->too_dark);
	add_number(l, "sharpness", T("清晰度", "sharpness"), t->sharpness);
	add_number(l, "blockiness", T("马赛克程度", "blockiness"), t->blockiness);
	add_number(l, "colour", T("彩度", "colour"), t->colour);
	add_number(l, "variation", T("明暗变化", "variation of the whole"), t->variation);
	if (b->rgb >= 0)
		snprintf(rgb, sizeof rgb, "%06x", (unsigned)b->rgb & 0xffffff);
	add_text(l, "background", T("背景颜色", "background colour"), rgb);
	add_number(l, "background_lightness",
		   T("背景明度（0–100）", "lightness of the background, 0-100"), b->lightness);
	add_number(l, "background_agreement",
		   T("背景颜色一致的部分", "share of the border of that colour"), b->agreement);
	add_number(l, "background_texture", T("背景纹理", "texture of the background"), b->texture);
	add_number(l, "background_unevenness", T("背景不均匀", "unevenness of the background"),
		   b->unevenness);
}

int photo_measure_texts(const struct photo_measures *m,
			struct photo_measure_text ret[PHOTO_MEASURES_MAX])
{
	struct list l = {ret, 0};

	add_file(&l, m);
	add_person(&l, m);
	add_tone(&l, m);
	return l.count;
}

void photo_measures_json(struct buf *out, const struct photo_measures *m)
{
	struct photo_measure_text texts[PHOTO_MEASURES_MAX];
	int n = photo_measure_texts(m, texts);

	for (int i = 0; i < n; i++) {
		buf_printf(out, "%s\"%s\":", i ? "," : "{", texts[i].key);
		if (!texts[i].value[0])
			buf_puts(out, "null");
		else if (texts[i].is_number)
			buf_puts(out, texts[i].value);
		else
			buf_json(out, texts[i].value);
	}
	buf_putc(out, '}');
}
