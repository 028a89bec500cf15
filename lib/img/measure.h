/*
 * Everything that is measured about one photo, from its bytes to the chin, in one decode. No
 * judgement here: that is img/verdict.h. Numbers that could not be measured are NAN.
 */
#ifndef NCRE_IMG_MEASURE_H
#define NCRE_IMG_MEASURE_H

#include "img/fingerprint.h"
#include "img/jpeg.h"
#include "img/tone.h"

#include <stdbool.h>

/* Where the person is, as fractions of the upright picture's height or width. */
struct photo_layout {
	float head_top, eye_y, chin, head; /* head: chin minus head_top */
	float centre_x;			   /* between the eyes */
	float margin_left, margin_right;   /* beside the head at the height of the eyes */
	float shoulders;		   /* below the chin */
};

struct photo_background {
	int rgb;	  /* 0xRRGGBB, mean */
	float lightness;  /* CIE L*, 0..100 */
	float agreement;  /* share of the border that has this colour */
	float texture;	  /* fine structure in it, 0..1: 0 is a plain wall */
	float unevenness; /* difference of luma across it, and around that, 0..1 */
};

/* Plain data: sent between processes as it is. */
struct photo_measures {
	int64_t bytes;
	enum file_kind kind;
	struct jpeg_report jpeg;
	bool is_decoded;		/* what follows was measured */
	int width_px, height_px;	/* upright by EXIF */
	int turns;			/* quarter turns clockwise still needed; -1 not known */
	int turns_silhouette;		/* what the outline alone says; -1 not known */
	float face_score, turned_score; /* best upright face, best in the other three directions */
	int faces;			/* -1 not measured */
	bool faces_sure;		/* each of them is clear */
	struct photo_layout layout;
	struct photo_tone tone;
	struct photo_background background;
	float seam; /* height of a step that damage left along a row of blocks, levels; 0: none */
	struct fingerprint fingerprint; /* all zero where not decoded */
};

/* Measures the file in data. tmp is used for the pictures and may be reset afterwards. */
void photo_measure(struct arena *tmp, const uint8_t *data, size_t len,
		   const struct jpeg_limits *limits, struct photo_measures *ret);

/* What a face needs to be believed. Found on the set of the tests, where wrong ones have 21. */
#define FACE_CLEAR 60.0f
#define FACE_WEAK  25.0f

/* A higher step than any seen in undamaged portraits. */
#define PHOTO_SEAM_CLEAR 2.0f

/* More fine structure than this is no plain background: walls have 0.025, shelves 0.08. */
#define PHOTO_TEXTURE_PLAIN 0.045f

#endif
