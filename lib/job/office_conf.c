/* office.conf: what an office says of itself. Read whole: it is a page at most. */
#include "base/messages.h"
#include "base/text.h"
#include "job/access.h"
#include "job/office.h"

#include <grp.h>
#include <string.h>
#include <sys/stat.h>

enum { CONF_MAX_BYTES = 64 * 1024, GRANTS_MAX = 256, SITE_DIGITS = 6 };

static const struct {
	const char *name;
	enum role role;
} role_names[] = {
    {"admin", ROLE_ADMIN},
    {"finance", ROLE_FINANCE},
    {"clerk", ROLE_CLERK},
    {"auditor", ROLE_AUDITOR},
};

struct conf_parser {
	struct arena *out;
	const char *path;
	int line;
	struct office_conf *conf;
};

static int bad_line(const struct conf_parser *p, const char *why, const char *word, struct err *e)
{
	return err_set(e, ERR_INPUT, E_CONF_LINE, p->path, p->line, why, word);
}

/* Cuts the spaces at both ends, in place. */
static char *trim(char *s)
{
	char *end;

	s += strspn(s, " \t\r");
	end = s + strlen(s);
	while (end > s && strchr(" \t\r", end[-1]))
		end--;
	*end = '\0';
	return s;
}

static unsigned role_of(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(role_names); i++)
		if (strcmp(role_names[i].name, name) == 0)
			return role_names[i].role;
	return 0;
}

/* "GROUP [SITE...]" */
static int parse_grant(struct conf_parser *p, const char *role, char *value, struct err *e)
{
	struct office_grant *g = &p->conf->grants[p->conf->grant_count];
	char *rest = NULL, *word = strtok_r(value, " \t", &rest);
	const struct group *group = word ? getgrnam(word) : NULL;

	g->role = role_of(role);
	if (g->role == 0)
		return bad_line(p, I_CONF_ROLE, role, e);
	if (!group)
		return bad_line(p, I_CONF_GROUP, word ? word : "", e);
	if (p->conf->grant_count == GRANTS_MAX)
		return bad_line(p, I_CONF_MANY, role, e);
	g->group = group->gr_gid;
	g->sites =
	    arena_alloc(p->out, (strlen(rest ? rest : "") / SITE_DIGITS + 1) * sizeof *g->sites);
	while ((word = strtok_r(NULL, " \t", &rest)) != NULL) {
		if (strlen(word) != SITE_DIGITS || !text_is_digits(word))
			return bad_line(p, I_CONF_SITE, word, e);
		g->sites[g->site_count++] = word;
	}
	p->conf->grant_count++;
	return 0;
}

static int parse_line(struct conf_parser *p, char *line, struct err *e)
{
	char *equals = strchr(line, '='), *key, *value;

	if (*line == '\0' || *line == '#')
		return 0;
	if (!equals)
		return bad_line(p, I_CONF_FORM, line, e);
	*equals = '\0';
	key = trim(line);
	value = trim(equals + 1);
	if (strncmp(key, "role.", 5) == 0)
		return parse_grant(p, key + 5, value, e);
	if (strcmp(key, "office.name") != 0)
		return bad_line(p, I_CONF_KEY, key, e);
	p->conf->name = value;
	return 0;
}

/* Roles that the people they bind could give themselves would be none. */
static int refuse_open(const struct conf_parser *p, struct err *e)
{
	struct stat st;

	if (stat(p->path, &st) != 0 || st.st_mode & (S_IWGRP | S_IWOTH))
		return err_set(e, ERR_INPUT, E_CONF_OPEN, p->path, p->path);
	return 0;
}

int office_conf_read(struct job *job, struct office_conf *ret, struct err *e)
{
	struct conf_parser p = {&job->arena, job_office_path(job, "office.conf"), 0, ret};
	char *text, *next;
	size_t len;

	memset(ret, 0, sizeof *ret);
	ret->name = "";
	/* an office without one is an office without roles */
	if (!file_exists(p.path))
		return 0;
	if (file_read(&job->arena, p.path, CONF_MAX_BYTES, &text, &len, e) < 0)
		return -1;
	if (utf8_valid(text, len) != len || strlen(text) != len)
		return err_set(e, ERR_INPUT, E_CONF_TEXT, p.path);
	ret->grants = arena_zalloc(&job->arena, GRANTS_MAX + 1, sizeof *ret->grants);
	for (; text; text = next) {
		next = strchr(text, '\n');
		if (next)
			*next++ = '\0';
		p.line++;
		if (parse_line(&p, trim(text), e) < 0)
			return -1;
	}
	return ret->grant_count ? refuse_open(&p, e) : 0;
}
