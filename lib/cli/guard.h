/* R-ROLE at the door of every command: asked before it runs, after it changed, and recorded. */
#ifndef NCRE_CLI_GUARD_H
#define NCRE_CLI_GUARD_H

#include "cli/app.h"

/* May this person run cmd, and at which sites? Sets app->access; ERR_RULE where not. */
int guard_command(struct app *app, const struct cmd *cmd, const void *opts, enum cmd_need need,
		  struct err *e) MUST_CHECK;

/*
 * May this person take run app->undoes back? Who may run its command with its options may. An undo
 * is taken back by who may run what it took back.
 */
int guard_undo(struct app *app, struct err *e) MUST_CHECK;

/* Is all that the sealed run changed at this person's sites? */
int guard_changes(struct app *app, struct err *e) MUST_CHECK;

/*
 * Records a denied attempt, told by why, as a run that changed nothing. Best effort: who may not
 * even write the database leaves no trace in it.
 */
void guard_record(struct app *app, const struct cmd *cmd, const struct err *why);

#endif
