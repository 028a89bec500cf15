#include "job/office.h"

#include "base/messages.h"
#include "base/sign.h"
#include "db/backup.h"

#include <dirent.h>
#include <errno.h>
#include <grp.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const folders[] = {"photos", "layout", "out"};

static const char conf_text[] =
    "# ncre 办公文件夹的配置。# 开头的行是说明。\n"
    "# Configuration of this office. Lines with # are notes.\n"
    "\n"
    "# 单位名称，印在个人信息销毁证明上 / the name of the office\n"
    "office.name =\n"
    "\n"
    "# 谁可以做什么：role.角色 = 系统用户组 [考点代码...]，可写多行；一行也没有则不限制。\n"
    "# Who may do what: role.ROLE = GROUP [SITE...]; without any such line, everyone may all.\n"
    "# admin 全部 / finance 缴费 / clerk 报名、照片、审核、打印 / auditor 只看\n"
    "#role.admin = exam-office\n"
    "#role.clerk = exam-clerks\n"
    "#role.clerk = school-a 990101 990102\n";

static const char *inside(struct job *job, const char *dir, const char *name)
{
	return arena_printf(&job->arena, "%s/%s", dir, name);
}

/* The database until the office is whole: where it stands alone, an init was interrupted. */
static const char unfinished[] = "ncre.db.new";

static bool is_interrupted(struct job *job, const char *dir)
{
	return file_exists(inside(job, dir, unfinished)) &&
	       !file_exists(inside(job, dir, "ncre.db"));
}

static int refuse_used(struct job *job, const char *dir, struct err *e)
{
	DIR *d = opendir(dir);
	const struct dirent *entry;
	bool used = false;

	if (!d && errno == ENOENT)
		return 0;
	if (!d)
		return err_set(e, ERR_INPUT, E_FILE_OPEN, dir, err_system(errno));
	while ((entry = readdir(d)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			used = true;
	closedir(d);
	return used && !is_interrupted(job, dir) ? err_set(e, ERR_INPUT, E_OFFICE_USED, dir) : 0;
}

static int fill(struct job *job, const char *dir, bool is_shared, struct err *e)
{
	const char *conf = inside(job, dir, "office.conf");
	const char *new_db = inside(job, dir, unfinished);
	struct db *db;
	size_t i;

	/* first under another name: a folder without a database is no office, whatever is in it */
	if (db_open(&db, new_db, DB_CREATE, e) < 0)
		return -1;
	db_close(db);
	for (i = 0; i < ARRAY_LEN(folders); i++)
		if (dir_make(inside(job, dir, folders[i]), e) < 0)
			return -1;
	if (file_write_now(conf, conf_text, sizeof conf_text - 1, e) < 0)
		return -1;
	/* who may do what is not for the group to change */
	if (chmod(conf, S_IRUSR | S_IWUSR | (is_shared ? S_IRGRP : 0)) != 0)
		return err_set(e, ERR_OUTPUT, E_FILE_WRITE, conf, err_system(errno));
	if (sign_keygen(inside(job, dir, "ticket.key"), inside(job, dir, "ticket.pub"), e) < 0)
		return -1;
	if (db_remove_log(new_db, e) < 0)
		return -1;
	if (file_move(new_db, inside(job, dir, "ncre.db"), e) < 0) {
		/* where it could not be made sure of it is not to be taken for one */
		(void)rename(inside(job, dir, "ncre.db"), new_db);
		return -1;
	}
	return 0;
}

/* Best effort: takes away what fill made in a folder that was empty before. */
static void clean(struct job *job, const char *dir)
{
	/* what marks the folder goes last */
	static const char *const files[] = {
	    "office.conf",     "ticket.key",	      "ticket.pub", "ncre.db.new-wal",
	    "ncre.db.new-shm", "ncre.db.new-journal", unfinished};
	size_t i;

	for (i = 0; i < ARRAY_LEN(folders); i++)
		rmdir(inside(job, dir, folders[i]));
	for (i = 0; i < ARRAY_LEN(files); i++)
		unlink(inside(job, dir, files[i]));
}

/* A folder of a group hands its group down to all that is made in it. */
static int give_folder(const char *dir, const char *name, struct err *e)
{
	const struct group *group = name ? getgrnam(name) : NULL;

	if (name && !group)
		return err_set(e, ERR_INPUT, E_OFFICE_GROUP, name);
	if ((group && chown(dir, (uid_t)-1, group->gr_gid) != 0) ||
	    chmod(dir, group ? 02770 : 0700) != 0)
		return err_set(e, ERR_OUTPUT, E_DIR_MAKE, dir, err_system(errno));
	return 0;
}

int office_make(struct job *job, const char *dir, const char *group, struct err *e)
{
	if (refuse_used(job, dir, e) < 0 || dir_make(dir, e) < 0)
		return -1;
	clean(job, dir); /* what an interrupted init left */
	if (give_folder(dir, group, e) < 0 || fill(job, dir, group != NULL, e) < 0) {
		clean(job, dir);
		rmdir(dir);
		return -1;
	}
	return 0;
}
