#include "img/kind.h"

#include "base/attr.h"
#include "base/messages.h"
#include "base/text.h"

#include <stdbool.h>
#include <string.h>

struct magic {
	enum file_kind kind;
	size_t offset, len;
	const char *bytes;
};

static const struct magic magics[] = {
    {KIND_JPEG, 0, 3, "\xff\xd8\xff"},
    {KIND_PNG, 0, 8, "\x89PNG\r\n\x1a\n"},
    {KIND_GIF, 0, 4, "GIF8"},
    {KIND_WEBP, 8, 4, "WEBP"},
    {KIND_TIFF, 0, 4, "II*\0"},
    {KIND_TIFF, 0, 4, "MM\0*"},
    {KIND_PSD, 0, 4, "8BPS"},
    {KIND_JP2, 4, 8, "jP  \r\n\x87\n"},
    {KIND_JXL, 0, 2, "\xff\x0a"},
    {KIND_JXL, 4, 4, "JXL "},
    {KIND_ICO, 0, 4, "\0\0\1\0"},
    {KIND_PDF, 0, 5, "%PDF-"},
    {KIND_ZIP, 0, 4, "PK\3\4"},
    {KIND_RAR, 0, 4, "Rar!"},
    {KIND_7Z, 0, 6, "7z\xbc\xaf\x27\x1c"},
    {KIND_GZIP, 0, 3, "\x1f\x8b\x08"},
    {KIND_OLE, 0, 8, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"},
};

static bool has_at(const uint8_t *data, size_t len, size_t offset, const char *bytes, size_t n)
{
	return len >= offset + n && memcmp(data + offset, bytes, n) == 0;
}

/* The ISO media family (HEIC, AVIF, MP4) tells itself apart by the brand after "ftyp". */
static enum file_kind media_kind(const uint8_t *data, size_t len)
{
	static const char *const heic[] = {"heic", "heix", "heim", "heis", "hevc", "mif1", "msf1"};

	for (size_t i = 0; i < ARRAY_LEN(heic); i++)
		if (has_at(data, len, 8, heic[i], 4))
			return KIND_HEIC;
	if (has_at(data, len, 8, "avif", 4) || has_at(data, len, 8, "avis", 4))
		return KIND_AVIF;
	return KIND_MP4;
}

/* Markup and plain text, judged by the first 1 KB. */
static enum file_kind text_kind(const uint8_t *data, size_t len)
{
	size_t n = len < 1024 ? len : 1024;
	size_t i = has_at(data, len, 0, "\xef\xbb\xbf", 3) ? 3 : 0;

	for (size_t k = i; k < n; k++)
		if (data[k] < ' ' && !ascii_is_space(data[k]))
			return KIND_UNKNOWN;
	while (i < n && ascii_is_space(data[i]))
		i++;
	if (i == n || data[i] != '<')
		return KIND_TEXT;
	for (size_t k = i; k + 4 <= n; k++)
		if (memcmp(data + k, "<svg", 4) == 0)
			return KIND_SVG;
	if (has_at(data, len, i, "<?xml", 5))
		return KIND_XML;
	return KIND_HTML;
}

static bool all_zero(const uint8_t *data, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (data[i] != 0)
			return false;
	return true;
}

enum file_kind kind_of(const uint8_t *data, size_t len)
{
	if (len == 0)
		return KIND_EMPTY;
	for (size_t i = 0; i < ARRAY_LEN(magics); i++)
		if (has_at(data, len, magics[i].offset, magics[i].bytes, magics[i].len))
			return magics[i].kind;
	if (has_at(data, len, 4, "ftyp", 4))
		return media_kind(data, len);
	/* Two letters alone would be too weak: the next field of a bitmap must fit as well. */
	if (has_at(data, len, 0, "BM", 2) && has_at(data, len, 6, "\0\0\0\0", 4))
		return KIND_BMP;
	if (data[0] == 0 && all_zero(data, len))
		return KIND_ZEROS;
	return text_kind(data, len);
}

const char *kind_name(enum file_kind kind)
{
	switch (kind) {
	case KIND_EMPTY: return T("空文件", "empty file");
	case KIND_UNKNOWN: return T("未知格式", "unknown kind");
	case KIND_ZEROS: return T("全零数据", "nothing but zeros");
	case KIND_JPEG: return "JPEG";
	case KIND_PNG: return "PNG";
	case KIND_GIF: return "GIF";
	case KIND_WEBP: return "WebP";
	case KIND_BMP: return "BMP";
	case KIND_TIFF: return "TIFF";
	case KIND_HEIC: return "HEIC";
	case KIND_AVIF: return "AVIF";
	case KIND_JXL: return "JPEG XL";
	case KIND_JP2: return "JPEG 2000";
	case KIND_PSD: return "Photoshop PSD";
	case KIND_ICO: return "ICO";
	case KIND_SVG: return "SVG";
	case KIND_MP4: return "MP4";
	case KIND_PDF: return "PDF";
	case KIND_ZIP: return "ZIP";
	case KIND_RAR: return "RAR";
	case KIND_7Z: return "7z";
	case KIND_GZIP: return "gzip";
	case KIND_OLE: return T("旧版 Office 文档", "old Office document");
	case KIND_HTML: return "HTML";
	case KIND_XML: return "XML";
	case KIND_TEXT: return T("文本文件", "text file");
	}
	return "?";
}

const char *kind_word(enum file_kind kind)
{
	static const char *const words[] = {
	    [KIND_EMPTY] = "empty", [KIND_UNKNOWN] = "unknown", [KIND_ZEROS] = "zeros",
	    [KIND_JPEG] = "jpeg",   [KIND_PNG] = "png",		[KIND_GIF] = "gif",
	    [KIND_WEBP] = "webp",   [KIND_BMP] = "bmp",		[KIND_TIFF] = "tiff",
	    [KIND_HEIC] = "heic",   [KIND_AVIF] = "avif",	[KIND_JXL] = "jxl",
	    [KIND_JP2] = "jp2",	    [KIND_PSD] = "psd",		[KIND_ICO] = "ico",
	    [KIND_SVG] = "svg",	    [KIND_MP4] = "mp4",		[KIND_PDF] = "pdf",
	    [KIND_ZIP] = "zip",	    [KIND_RAR] = "rar",		[KIND_7Z] = "7z",
	    [KIND_GZIP] = "gzip",   [KIND_OLE] = "ole",		[KIND_HTML] = "html",
	    [KIND_XML] = "xml",	    [KIND_TEXT] = "text",
	};

	return words[kind];
}
