/* What the database's words (states, channels, buckets ...) mean, for people. */
#ifndef NCRE_JOB_WORD_H
#define NCRE_JOB_WORD_H

/* The meaning of a word in the column key; the word itself where it has none. */
const char *word_meaning(const char *key, const char *word);

/* The word of a state, bucket or review that a table shows as text; any other text itself. */
const char *word_token(const char *text);

#endif
