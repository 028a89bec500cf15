/*
 * Inside lib/job: plain kinds of table, which are data and no code. A kind is
 *
 *   schemas/layout/KIND.layout   its columns, words and key;
 *   lib/exam/NOUN.sql            `-- @rows incoming_KIND (seq, row, id, ...)`, the further columns
 *                                named as fields, and what is asked and done with such rows:
 *     -- @find NAME KIND FIELD RULE   which record (id) a row (seq) is about; without a text, a row
 *                                may also be about none yet
 *     -- @known NAME KIND        the rows (seq) that say nothing new: nothing more is asked of them
 *     -- @rule NAME KIND FIELD RULE   the others that break a rule
 *     -- @put NAME KIND          writes those that broke none
 *
 * Each is one statement for all rows of a file. Besides :now and :run it may use :sitting,
 * :programme and :operator. row is the number that people see; an empty cell, and each cell of a
 * column that is not there, is NULL. Texts of findings may name {columns} of their statement and
 * {fields} of the row.
 */
#ifndef NCRE_JOB_PLAIN_H
#define NCRE_JOB_PLAIN_H

#include "job/import_kind.h"

/* Reads, checks and judges one opened file of a plain kind. */
import_kind_fn import_plain;

#endif
