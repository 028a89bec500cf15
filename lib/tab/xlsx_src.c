#include "tab/src.h"
int xlsx_open(struct tab_src *src, struct err *e) { (void)src; return err_set(e, ERR_INPUT, "x"); }
int xls_open(struct tab_src *src, struct err *e) { (void)src; return err_set(e, ERR_INPUT, "x"); }
