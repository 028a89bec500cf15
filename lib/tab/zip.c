#include "tab/zip.h"

#include "base/messages.h"
#include "base/text.h"

#include <iconv.h>
#include <string.h>
#include <zip.h>

enum { MEMBERS_MAX = 1000000 };

struct tab_zip {
	zip_t *zip;
	char *path;
	iconv_t gb18030; /* for names */
};

int tab_zip_open(struct tab_zip **ret, const char *path, struct err *e)
{
	struct tab_zip *z;
	zip_error_t why;
	int code = 0;
	zip_t *zip = zip_open(path, ZIP_RDONLY, &code);

	if (!zip) {
		zip_error_init_with_code(&why, code);
		err_set(e, ERR_INPUT, E_ZIP_OPEN, path, zip_error_strerror(&why));
		zip_error_fini(&why);
		return -1;
	}
	if (zip_get_num_entries(zip, 0) > MEMBERS_MAX) {
		zip_discard(zip);
		return err_set(e, ERR_INPUT, E_ZIP_MEMBERS, path, MEMBERS_MAX);
	}
	z = mem_zalloc(1, sizeof *z);
	z->gb18030 = iconv_open("UTF-8", "GB18030");
	if (z->gb18030 == (iconv_t)-1) {
		zip_discard(zip);
		mem_free(z);
		return err_set(e, ERR_INPUT, E_TAB_NO_ICONV, "GB18030");
	}
	z->zip = zip;
	z->path = mem_strdup(path);
	*ret = z;
	return 0;
}

void tab_zip_close(struct tab_zip *z)
{
	if (!z)
		return;
	zip_discard(z->zip);
	iconv_close(z->gb18030);
	mem_free(z->path);
	mem_free(z);
}

size_t tab_zip_count(const struct tab_zip *z)
{
	return (size_t)zip_get_num_entries(z->zip, 0);
}

/* raw as UTF-8; bytes that are no GB18030 either are shown as \xNN. */
static char *name_from_gb18030(struct tab_zip *z, const char *raw, struct arena *out)
{
	size_t left = strlen(raw), cap = left * 4 + 1;
	char *name = arena_alloc(out, cap), *to = name, *from = (char *)(uintptr_t)raw;

	cap--;
	while (left > 0 && iconv(z->gb18030, &from, &left, &to, &cap) == (size_t)-1) {
		static const char hex[] = "0123456789abcdef";
		unsigned char c = (unsigned char)*from;

		if (cap < 4)
			break;
		*to++ = '\\', *to++ = 'x', *to++ = hex[c >> 4], *to++ = hex[c & 15];
		cap -= 4, from++, left--;
	}
	*to = '\0';
	return name;
}

const char *tab_zip_name(struct tab_zip *z, size_t i, struct arena *out)
{
	const char *raw = zip_get_name(z->zip, i, ZIP_FL_ENC_RAW);
	const char *name, *base;
	size_t len = raw ? strlen(raw) : 0;

	if (len == 0 || raw[len - 1] == '/')
		return NULL;
	name =
	    utf8_valid(raw, len) == len ? arena_strdup(out, raw) : name_from_gb18030(z, raw, out);
	base = strrchr(name, '/') ? strrchr(name, '/') + 1 : name;
	if (base[0] == '.' || base[0] == '\0' || strncmp(name, "__MACOSX/", 9) == 0 ||
	    text_same(base, "Thumbs.db") || text_same(base, "desktop.ini"))
		return NULL;
	return name;
}

int tab_zip_read(struct tab_zip *z, size_t i, struct arena *out, int64_t max, uint8_t **ret,
		 size_t *ret_len, struct err *e)
{
	zip_stat_t st;
	zip_file_t *f;
	zip_int64_t got;

	if (zip_stat_index(z->zip, i, 0, &st) < 0 || !(st.valid & ZIP_STAT_SIZE))
		return err_set(e, ERR_INPUT, E_ZIP_MEMBER, z->path, zip_strerror(z->zip));
	if (st.size > (zip_uint64_t)max)
		return err_set(e, ERR_INPUT, E_ZIP_MEMBER_BIG, z->path, (long long)st.size,
			       (long long)max);
	f = zip_fopen_index(z->zip, i, 0);
	if (!f)
		return err_set(e, ERR_INPUT, E_ZIP_MEMBER, z->path, zip_strerror(z->zip));
	*ret = arena_alloc(out, (size_t)st.size + 1);
	got = zip_fread(f, *ret, st.size);
	/* The checksum is compared when the end is read. */
	if (got == (zip_int64_t)st.size && zip_fread(f, *ret + st.size, 1) == 0) {
		*ret_len = (size_t)st.size;
		zip_fclose(f);
		return 0;
	}
	err_set(e, ERR_INPUT, E_ZIP_MEMBER, z->path, zip_file_strerror(f));
	zip_fclose(f);
	return -1;
}
