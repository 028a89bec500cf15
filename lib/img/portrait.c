#include "img/portrait.h"

#include "base/chance.h"
#include "img/image.h"

#include <math.h>
#include <stdbool.h>

const struct portrait_pose portrait_pose_right = {0.1f, 0.7f, 0.5f};

struct colour {
	float r, g, b;
};

/* Who is drawn. Lengths are in head heights; y grows downwards from the top of the hair. */
struct look {
	struct colour background, skin, hair, cloth, lips, iris;
	float head_width, eye_gap, brow_thickness, mouth_width, hairline;
	bool long_hair, glasses;
	float left_light;	      /* how much brighter one cheek is */
	float tilt;		      /* of the head, as the sine of the angle */
	float parting, fringe;	      /* slope and depth of the hairline */
	float hair_side, hair_length; /* how far hair stands off, and how far down it hangs */
	float jaw;		      /* how much narrower the face is below */
	float brow_y, brow_slope, eye_size, nose, mouth_y;
	float shoulder_width, shoulder_y, lapel;
	float wall_x, wall_y; /* the light on the wall */
	struct colour lapel_colour;
};

/* The picture being drawn, seen from one point. */
struct brush {
	struct colour c;
	float x, y; /* in head heights, x from the middle of the face */
	float soft; /* how wide an edge is, in head heights */
};

static float smooth(float edge0, float edge1, float v)
{
	float t = (v - edge0) / (edge1 - edge0);

	t = t < 0 ? 0 : t > 1 ? 1 : t;
	return t * t * (3 - 2 * t);
}

static void mix(struct brush *b, struct colour with, float amount)
{
	b->c.r += (with.r - b->c.r) * amount;
	b->c.g += (with.g - b->c.g) * amount;
	b->c.b += (with.b - b->c.b) * amount;
}

static struct colour shade(struct colour c, float by)
{
	return (struct colour){c.r * by, c.g * by, c.b * by};
}

/* 1 inside the ellipse, 0 outside, soft between. */
static float ellipse(const struct brush *b, float cx, float cy, float rx, float ry, float soft)
{
	float dx = (b->x - cx) / rx, dy = (b->y - cy) / ry;
	float r = sqrtf(dx * dx + dy * dy), edge = soft / (rx < ry ? rx : ry);

	return 1 - smooth(1 - edge, 1 + edge, r);
}

static void draw_body(struct brush *b, const struct look *l)
{
	float shoulders = ellipse(b, 0, l->shoulder_y, l->shoulder_width, 0.46f, b->soft);
	float half = 0.17f + 0.5f * (b->y - 1.0f) * (b->y > 1.0f ? 1 : 0);
	float neck = (1 - smooth(half - b->soft, half + b->soft, fabsf(b->x))) *
		     smooth(0.8f, 0.82f, b->y) * (1 - smooth(1.12f, 1.14f, b->y));
	float collar = 1 - smooth(-b->soft, b->soft, fabsf(b->x) - (1.22f - b->y) * 0.8f);

	if (l->long_hair)
		mix(b, l->hair,
		    ellipse(b, l->hair_side, 0.62f, l->head_width * 0.54f, l->hair_length,
			    b->soft));
	mix(b, l->cloth, shoulders);
	mix(b, l->lapel_colour,
	    shoulders *
		(1 - smooth(0.02f, 0.03f, fabsf(fabsf(b->x) - l->lapel - (b->y - 1) * 0.3f))));
	mix(b, (struct colour){235, 236, 238}, shoulders * collar);
	mix(b, shade(l->skin, 0.55f + 0.06f * smooth(1.0f, 1.08f, b->y)), neck);
}

static void draw_head(struct brush *b, const struct look *l)
{
	float half = l->head_width / 2;
	float cap = ellipse(b, l->hair_side * 0.5f, 0.44f, half, 0.44f, b->soft);
	float narrow = b->y > 0.55f ? 1 - l->jaw * (b->y - 0.55f) : 1;
	float face = ellipse(b, 0, 0.53f, half * 0.88f * narrow, 0.47f, b->soft);
	float hairline = l->hairline + l->fringe * b->x * b->x + l->parting * b->x;
	struct colour skin = l->skin;

	mix(b, shade(skin, 0.82f), ellipse(b, -half * 0.9f, 0.56f, 0.045f, 0.09f, b->soft));
	mix(b, shade(skin, 0.82f), ellipse(b, half * 0.9f, 0.56f, 0.045f, 0.09f, b->soft));
	mix(b, shade(l->hair, 0.9f + 0.35f * ellipse(b, -0.1f, 0.1f, 0.2f, 0.08f, 0.08f)), cap);
	/* Round: the sides turn away from the light, the forehead and the cheeks catch it. */
	float turn = b->x / half;
	float light = 1.05f - 0.28f * turn * turn * turn * turn + l->left_light * -turn;
	light += 0.05f * ellipse(b, -0.16f, 0.66f, 0.1f, 0.09f, 0.06f);
	light += 0.05f * ellipse(b, 0.16f, 0.66f, 0.1f, 0.09f, 0.06f);
	light += 0.06f * ellipse(b, 0, 0.32f, 0.2f, 0.08f, 0.06f);
	light -= 0.16f * smooth(0.88f, 1.02f, b->y);
	mix(b, shade(skin, light), face * smooth(hairline - 0.02f, hairline + 0.02f, b->y));
}

static void draw_eye(struct brush *b, const struct look *l, float side)
{
	const struct colour dark = {30, 24, 24};
	float cx = side * l->eye_gap, cy = 0.5f;
	float bend = (b->x - cx) * (b->x - cx) * 2.2f;
	float brow_y = l->brow_y + bend + l->brow_slope * side * (b->x - cx);

	/* The hollow of the eye, then the eye in it. */
	mix(b, shade(l->skin, 0.62f), 0.75f * ellipse(b, cx, cy - 0.02f, 0.105f, 0.055f, 0.04f));
	mix(b, (struct colour){226, 222, 220},
	    ellipse(b, cx, cy, 0.068f, 0.026f * l->eye_size, 0.008f));
	mix(b, l->iris, ellipse(b, cx, cy - 0.002f, 0.027f, 0.027f, 0.008f));
	mix(b, dark, ellipse(b, cx, cy - 0.002f, 0.013f, 0.013f, 0.006f));
	mix(b, (struct colour){250, 250, 250},
	    ellipse(b, cx + 0.008f, cy - 0.011f, 0.005f, 0.005f, 0.004f));
	float lid = fabsf(b->y - (cy - 0.026f + bend * 1.6f));
	mix(b, dark,
	    (1 - smooth(0.004f, 0.012f, lid)) * (1 - smooth(0.06f, 0.08f, fabsf(b->x - cx))));
	float brow = fabsf(b->y - brow_y);
	mix(b, shade(l->hair, 0.9f),
	    0.9f * (1 - smooth(l->brow_thickness, l->brow_thickness + 0.012f, brow)) *
		(1 - smooth(0.085f, 0.115f, fabsf(b->x - cx))));
}

static void draw_nose_and_mouth(struct brush *b, const struct look *l)
{
	const struct colour dark = shade(l->skin, 0.45f);
	float ridge = 1 - smooth(0.012f, 0.035f, fabsf(b->x));
	float along =
	    smooth(0.46f, 0.54f, b->y) * (1 - smooth(l->nose - 0.035f, l->nose - 0.005f, b->y));

	mix(b, shade(l->skin, 1.16f), 0.55f * ridge * along);
	mix(b, shade(l->skin, 0.72f), 0.5f * ellipse(b, 0, l->nose, 0.075f, 0.018f, 0.02f));
	mix(b, dark, 0.8f * ellipse(b, -0.033f, l->nose - 0.005f, 0.017f, 0.009f, 0.01f));
	mix(b, dark, 0.8f * ellipse(b, 0.033f, l->nose - 0.005f, 0.017f, 0.009f, 0.01f));
	mix(b, l->lips, 0.9f * ellipse(b, 0, l->mouth_y, l->mouth_width, 0.03f, 0.012f));
	float line = fabsf(b->y - l->mouth_y + 0.002f + 0.25f * b->x * b->x);
	mix(b, shade(l->lips, 0.45f),
	    (1 - smooth(0.003f, 0.01f, line)) *
		(1 - smooth(l->mouth_width - 0.02f, l->mouth_width, fabsf(b->x))));
	mix(b, shade(l->skin, 0.78f),
	    0.5f * ellipse(b, 0, l->mouth_y + 0.055f, 0.07f, 0.014f, 0.016f));
}

static void draw_glasses(struct brush *b, const struct look *l)
{
	const struct colour frame = {52, 48, 50};

	for (int side = -1; side <= 1; side += 2) {
		float cx = (float)side * l->eye_gap;
		float outer = ellipse(b, cx, 0.505f, 0.11f, 0.075f, 0.006f);
		float inner = ellipse(b, cx, 0.505f, 0.101f, 0.066f, 0.006f);

		mix(b, frame, (outer - inner) * 0.85f);
	}
	float bridge = (1 - smooth(0.004f, 0.009f, fabsf(b->y - 0.49f))) *
		       (1 - smooth(l->eye_gap - 0.105f, l->eye_gap - 0.1f, fabsf(b->x)));
	mix(b, frame, bridge * 0.85f);
}

static float between(struct chance *c, float low, float high)
{
	return low + (high - low) * (float)chance_below(c, 10001) / 10000;
}

static struct colour from_rgb(int rgb)
{
	return (struct colour){(float)(rgb >> 16 & 255), (float)(rgb >> 8 & 255),
			       (float)(rgb & 255)};
}

static void choose_look(struct chance *c, int background, struct look *l)
{
	static const int backgrounds[] = {0xf4f5f6, 0xe9eef2, 0xdfe9f3, 0xf1efe9, 0xe6e8ea};
	static const int skins[] = {0xe3b795, 0xd9a986, 0xecc5a5, 0xcf9d7a, 0xdfb08e};
	static const int hairs[] = {0x1f1a1a, 0x2a211e, 0x38291f, 0x17161a};
	static const int cloths[] = {0x24304a, 0x3b3f45, 0x5a2c35, 0x2f4a3c, 0x47405f, 0x6b4a2e};

	l->background = from_rgb(background >= 0 ? background : backgrounds[chance_below(c, 5)]);
	l->skin = from_rgb(skins[chance_below(c, 5)]);
	l->hair = from_rgb(hairs[chance_below(c, 4)]);
	l->cloth = from_rgb(cloths[chance_below(c, 6)]);
	l->lips = shade((struct colour){186, 96, 92}, between(c, 0.85f, 1.05f));
	l->iris = from_rgb(0x3a2618);
	l->head_width = between(c, 0.72f, 0.78f);
	l->eye_gap = between(c, 0.15f, 0.165f);
	l->brow_thickness = between(c, 0.007f, 0.013f);
	l->mouth_width = between(c, 0.1f, 0.125f);
	l->hairline = between(c, 0.17f, 0.22f);
	l->long_hair = chance_below(c, 2) == 0;
	l->glasses = chance_below(c, 4) == 0;
	l->left_light = between(c, -0.05f, 0.05f);
	l->tilt = between(c, -0.05f, 0.05f);
	l->parting = between(c, -0.25f, 0.25f);
	l->fringe = between(c, 0.3f, 1.4f);
	l->hair_side = between(c, -0.03f, 0.03f);
	l->hair_length = between(c, 0.45f, 0.62f);
	l->jaw = between(c, 0.05f, 0.45f);
	l->brow_y = between(c, 0.415f, 0.435f);
	l->brow_slope = between(c, -0.12f, 0.15f);
	l->eye_size = between(c, 0.85f, 1.15f);
	l->nose = between(c, 0.68f, 0.705f);
	l->mouth_y = between(c, 0.775f, 0.8f);
	l->shoulder_width = between(c, 0.62f, 0.86f);
	l->shoulder_y = between(c, 1.36f, 1.46f);
	l->lapel = between(c, 0.08f, 0.4f);
	l->lapel_colour = shade(l->cloth, between(c, 0.5f, 1.7f));
	l->wall_x = between(c, -6, 6);
	l->wall_y = between(c, -6, 3);
}

static uint8_t to_byte(float v)
{
	return v <= 0 ? 0 : v >= 255 ? 255 : (uint8_t)(v + 0.5f);
}

struct rgb_image portrait_draw(struct arena *out, const char *seed, int width, int height,
			       const struct portrait_pose *pose, int background)
{
	struct rgb_image im = image_new(out, width, height);
	struct chance chance;
	struct look look;
	float head = pose->head_height * (float)height;

	chance_start(&chance, seed);
	choose_look(&chance, background, &look);
	for (int y = 0; y < height; y++) {
		for (int x = 0; x < width; x++) {
			struct brush b = {.c = look.background, .soft = 1.2f / head};
			float wall = look.wall_x * ((float)x / (float)width - 0.5f) +
				     look.wall_y * ((float)y / (float)height);
			uint8_t *px = im.px + ((size_t)y * (size_t)width + (size_t)x) * 3;

			b.x = ((float)x + 0.5f - pose->centre_x * (float)width) / head;
			b.y = ((float)y + 0.5f - pose->head_top * (float)height) / head;
			b.c = (struct colour){b.c.r + wall, b.c.g + wall, b.c.b + wall};
			draw_body(&b, &look);
			/* The head leans about the neck; the shoulders stay. */
			float up = 0.95f - b.y, aside = b.x;
			b.x = aside - look.tilt * up;
			b.y = 0.95f - up - look.tilt * aside;
			draw_head(&b, &look);
			draw_eye(&b, &look, -1);
			draw_eye(&b, &look, 1);
			draw_nose_and_mouth(&b, &look);
			if (look.glasses)
				draw_glasses(&b, &look);
			/* A sensor's grain; also what makes the file as large as a real one. */
			float grain = between(&chance, -5, 5) + between(&chance, -5, 5);
			px[0] = to_byte(b.c.r + grain);
			px[1] = to_byte(b.c.g + grain);
			px[2] = to_byte(b.c.b + grain);
		}
	}
	return im;
}
