/* Compiler attributes under short names; the one place that knows gcc and clang have them. */
#ifndef NCRE_BASE_ATTR_H
#define NCRE_BASE_ATTR_H

#define MUST_CHECK	       __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))
#define NORETURN	       __attribute__((noreturn))
#define AUTO(cleanup_fn)       __attribute__((cleanup(cleanup_fn)))
#define UNUSED		       __attribute__((unused))

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

#endif
