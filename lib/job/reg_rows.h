/* Inside lib/job: registrations of a file as the SQL tables incoming and incoming_entry. */
#ifndef NCRE_JOB_REG_ROWS_H
#define NCRE_JOB_REG_ROWS_H

#include "job/registration.h"

enum reg_rows_which {
	REG_ROWS_ALL,	  /* for checking: seq is the index */
	REG_ROWS_NEW,	  /* persons and entries to be inserted */
	REG_ROWS_CHANGED, /* persons to be updated */
};

/* Declare what the tables hold; how many rows that is. They stay until declared anew. */
size_t reg_rows_persons(struct reg_file *f, enum reg_rows_which which);
size_t reg_rows_entries(struct reg_file *f, enum reg_rows_which which);

#endif
