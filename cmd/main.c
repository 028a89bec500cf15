/* The program: the list of commands and the environment it reads. */
#include "cli/app.h"

#include <stdlib.h>

#define GROUP(zh, en)
#define CMD(symbol) extern const struct cmd cmd_##symbol;
#define END_GROUP
#include "commands.def"
#undef GROUP
#undef CMD
#undef END_GROUP

#define GROUP(zh, en)                               \
	{                                           \
		zh, en, (const struct cmd *const[]) \
		{
#define CMD(symbol) &cmd_##symbol,
#define END_GROUP \
	NULL      \
	}         \
	}         \
	,
static const struct cmd_group groups[] = {
#include "commands.def"
    {NULL, NULL, NULL},
};

int main(int argc, char **argv)
{
	const struct cli_env env = {
	    .office = getenv("NCRE_OFFICE"),
	    .now = getenv("NCRE_NOW"),
	    .lang = getenv("NCRE_LANG"),
	};

	return cli_main(argc, argv, groups, &env);
}
