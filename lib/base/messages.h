/*
 * Every sentence the program says to people, in Chinese and English: the one message table.
 *
 * The prefix of an id is its severity: E_ a failure, W_ needs a person, I_ information,
 * F_ the text of a finding (with S_ the suggestion that goes with it). Both texts take the same
 * arguments in the same order; the compiler checks each against the call. Ids are grouped by the
 * room that says them, in files included below, laid out by hand so that a new message does not
 * move its neighbours. Chinese is the office's language; NCRE_LANG=en chooses the other.
 *
 * How a message is written: what is wrong, where, and what to do next; no full stop at the end of
 * a line that stands alone; names of commands and options as they are typed.
 */
#ifndef NCRE_BASE_MESSAGES_H
#define NCRE_BASE_MESSAGES_H

/* Set once at start from NCRE_LANG: 0 Chinese, 1 English. Read through T() only. */
extern int msg_english;
#define T(zh, en) (msg_english ? (en) : (zh))

#include "base/messages_base.h"
#include "base/messages_exam.h"
#include "base/messages_img.h"
#include "base/messages_job.h"
#include "base/messages_pdf.h"
#include "base/messages_tab.h"

#endif
