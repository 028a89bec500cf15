#!/bin/sh
# R-EXP across reviews, to the second, and what an expiry run reads: the index of running clocks.
. "${0%/*}/../tap/tap.sh"
t_office
sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/office.sql" || t_bail fixture
at() { NCRE_NOW=2027-06-$1+08:00; }
state() { t_sql "SELECT state || ' ' || coalesce(clock_at, '-') FROM entry WHERE id = 6"; }
ends_not() {
	t_run ncre expire-unpaid --format csv
	t_exit 0
	t_out_lacks 82830002000001,样
	t_err_has '过期：'
}

# The plan: no table is read as a whole, whatever the number of entries.
t_run ncre debug-sql expiry_clocks
t_exit 0
t_out_like 'SEARCH e USING INDEX entry_clock'
t_out_lacks SCAN
t_err ''
t_run ncre debug-sql expiry_end_entries
t_exit 0
t_out_has 'SEARCH entry USING INTEGER PRIMARY KEY (rowid=?)'
t_out_lacks 'SCAN entry'
t_err ''

# A pending review stops the clock for good: two days pass.
at 15T09:00:00
"$NCRE" audit submit 82830002000001 --quiet
t_is "$(state)" 'unpaid -' 'pending: the clock stands still'
at 17T09:00:00
ends_not

# Approval restarts it: not a second before 24 hours after, and then at once.
at 17T12:34:56
"$NCRE" audit approve 82830002000001 --quiet
t_is "$(state)" "unpaid $(date -d 2027-06-17T12:34:56+08:00 +%s)" 'approved: it runs from now'
at 18T12:34:55
ends_not
at 18T12:34:56
t_run ncre expire-unpaid --dry-run --format csv
t_exit 0
t_out_has '82830002000001,样**,830002,14,approved,2027-06-17T12:34:56+08:00,2027-06-18T12:34:56+08:00'
t_err_has '--apply'
t_unchanged

# An order stops it again; closing it restarts it once more, and its channel must be covered.
at 18T12:34:55
"$NCRE" bill open --candidate 82830002000001 --quiet >/dev/null
at 19T12:34:56
ends_not
t_is "$(state)" 'in_payment -' 'an open order holds it'
at 19T13:00:00
"$NCRE" bill close "$(t_sql 'SELECT order_no FROM pay_order')" --quiet
at 20T12:59:59
t_run ncre expire-unpaid --without-statement --format csv
t_exit 0
t_out_lacks 82830002000001
t_err_has '过期：'
at 20T13:00:00
ends_not
t_is "$(state)" "unpaid $(date -d 2027-06-19T13:00:00+08:00 +%s)" 'R-EXP-COVER: no statement reaches there yet'
t_run ncre expire-unpaid --without-statement --format csv
t_exit 0
t_out_has '82830002000001,样**,830002,14,order_closed,2027-06-19T13:00:00+08:00,2027-06-20T13:00:00+08:00'
t_err_has '过期：1 科、1 名考生'
t_run ncre check --rules
t_exit 0
t_out ''
t_err ''
t_done
