-- The data model: every noun of the domain, for every programme.
--
-- Conventions. Tables are STRICT, singular nouns. Instants are UTC seconds named _at, days are
-- YYYY-MM-DD named _on, money is whole fen named _fen, states are words. A constraint, index or
-- trigger that stands for a rule carries the rule's id in its name.
--
-- A table with a column run_id is *recorded*: its changes are kept in the run's changeset and can
-- be undone. run_id is the run that last changed the row; because it changes with every change, a
-- later run's work on a row is seen as a conflict by undo. Recorded tables have a primary key
-- without NULLs, no generated columns and no cascades, because changesets need that.
-- A list of more than two words is checked with OR, the most frequent first, in the tables of a
-- province's candidates, entries and payments: for IN, SQLite fills a table of its own for every row that it checks.
-- Tables without run_id are runs themselves, money and issued numbers (append-only), counters
-- derived from other tables, and codes that come with the program.

-- ---------------------------------------------------------------- runs

-- One execution of a writing command. The hash covers the previous hash and every field but itself
-- (of argv, as of the changeset, its SHA-256: a purge can take the text away, and the chain holds).
CREATE TABLE run (
	id INTEGER PRIMARY KEY,
	prev_hash TEXT NOT NULL,
	hash TEXT NOT NULL UNIQUE,
	command TEXT NOT NULL,
	argv TEXT NOT NULL,		-- JSON array of the command line; '' once purged
	argv_sha256 TEXT NOT NULL,	-- what the chain covers, and a purge leaves
	operator TEXT NOT NULL,		-- the real user
	started_at INTEGER NOT NULL,	-- the run's "now"
	clock_override INTEGER NOT NULL CHECK (clock_override IN (0, 1)),
	program TEXT NOT NULL,		-- version
	schema_version INTEGER NOT NULL,
	undoes INTEGER REFERENCES run (id),
	changeset_sha256 TEXT NOT NULL,	-- of the pieces in run_changeset, one after the other
	changeset_bytes INTEGER NOT NULL, -- before it was deflated
	data_sha256 TEXT NOT NULL,	-- of table_digest as the run left it
	inserted INTEGER NOT NULL,
	updated INTEGER NOT NULL,
	deleted INTEGER NOT NULL,
	summary TEXT NOT NULL		-- JSON object: what the command counted
) STRICT;
CREATE INDEX run_undoes ON run (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE run_input (
	run INTEGER NOT NULL REFERENCES run (id) DEFERRABLE INITIALLY DEFERRED,
	seq INTEGER NOT NULL,
	path TEXT NOT NULL,		-- '' once purged
	path_sha256 TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	bytes INTEGER NOT NULL,
	PRIMARY KEY (run, seq)
) STRICT, WITHOUT ROWID;

-- The changeset (SQLite session format), deflated, in pieces. A run is a row of segments, each a
-- changeset by itself; what is undone is undone from the last to the first.
CREATE TABLE run_changeset (
	run INTEGER NOT NULL REFERENCES run (id) DEFERRABLE INITIALLY DEFERRED,
	seq INTEGER NOT NULL,
	segment INTEGER NOT NULL,
	data BLOB NOT NULL,
	PRIMARY KEY (run, seq)
) STRICT;

-- What was wrong with single rows, photos and records (up to a limit a run).
CREATE TABLE run_finding (
	run INTEGER NOT NULL REFERENCES run (id) DEFERRABLE INITIALLY DEFERRED,
	seq INTEGER NOT NULL,
	rule TEXT NOT NULL,
	severity TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'note')),
	subject TEXT, file TEXT, sheet TEXT, row INTEGER, col INTEGER, field TEXT, value TEXT,
	text TEXT NOT NULL,
	suggestion TEXT,
	PRIMARY KEY (run, seq)
) STRICT;

CREATE TRIGGER "run R-RUN update" BEFORE UPDATE ON run
BEGIN SELECT RAISE(ABORT, 'R-RUN run'); END;
CREATE TRIGGER "run R-RUN delete" BEFORE DELETE ON run
BEGIN SELECT RAISE(ABORT, 'R-RUN run'); END;
CREATE TRIGGER "run_input R-RUN update" BEFORE UPDATE ON run_input
BEGIN SELECT RAISE(ABORT, 'R-RUN run_input'); END;
CREATE TRIGGER "run_input R-RUN delete" BEFORE DELETE ON run_input
BEGIN SELECT RAISE(ABORT, 'R-RUN run_input'); END;
CREATE TRIGGER "run_changeset R-RUN update" BEFORE UPDATE ON run_changeset
BEGIN SELECT RAISE(ABORT, 'R-RUN run_changeset'); END;
CREATE TRIGGER "run_changeset R-RUN delete" BEFORE DELETE ON run_changeset
BEGIN SELECT RAISE(ABORT, 'R-RUN run_changeset'); END;

-- What the runs left in each table, so that a change made without one is found: the sum of the
-- hashes of its rows. Kept by every run, compared by ncre check.
CREATE TABLE table_digest (
	name TEXT PRIMARY KEY NOT NULL,
	row_count INTEGER NOT NULL,
	digest TEXT NOT NULL CHECK (length(digest) = 64)
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- codes and programmes

-- Official code tables: nation, occupation, education, training, id_type.
CREATE TABLE code (
	kind TEXT NOT NULL,
	code TEXT NOT NULL,
	name TEXT NOT NULL,
	PRIMARY KEY (kind, code)
) STRICT, WITHOUT ROWID;

-- What people write for them besides code and name.
CREATE TABLE code_alias (
	kind TEXT NOT NULL,
	alias TEXT NOT NULL,
	code TEXT NOT NULL,
	PRIMARY KEY (kind, alias),
	FOREIGN KEY (kind, code) REFERENCES code (kind, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE programme (
	id TEXT PRIMARY KEY NOT NULL,	-- 'ncre', 'job'
	name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Every number that changes by year or place has a key; its rows stand in policy.
CREATE TABLE policy_key (
	key TEXT PRIMARY KEY NOT NULL,
	type TEXT NOT NULL CHECK (type IN ('int', 'text', 'fen', 'bool')),
	value TEXT NOT NULL,		-- where no row of policy says otherwise
	zh TEXT NOT NULL,
	en TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The most specific row wins: site in a sitting, sitting, site, programme.
CREATE TABLE policy (
	programme_id TEXT NOT NULL REFERENCES programme (id),
	sitting_code TEXT NOT NULL,	-- '' for every sitting
	site_code TEXT NOT NULL,	-- '' for every site
	key TEXT NOT NULL REFERENCES policy_key (key),
	value TEXT NOT NULL,
	run_id INTEGER NOT NULL,
	PRIMARY KEY (programme_id, sitting_code, site_code, key)
) STRICT;

CREATE TABLE subject (
	programme_id TEXT NOT NULL REFERENCES programme (id),
	code TEXT NOT NULL CHECK (length(code) = 2),
	name TEXT NOT NULL,
	level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 9),
	minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 600),
	valid_from_on TEXT,		-- NULL: always
	valid_to_on TEXT,		-- last valid day; NULL: still valid
	run_id INTEGER NOT NULL,
	PRIMARY KEY (programme_id, code)
) STRICT;

-- R-CERT: the certificate of code needs that of required_code as well (one of them).
CREATE TABLE subject_requires (
	programme_id TEXT NOT NULL,
	code TEXT NOT NULL,
	required_code TEXT NOT NULL,
	run_id INTEGER NOT NULL,
	PRIMARY KEY (programme_id, code, required_code)
) STRICT;

-- ---------------------------------------------------------------- a sitting and its sites

CREATE TABLE sitting (
	id INTEGER PRIMARY KEY,
	programme_id TEXT NOT NULL REFERENCES programme (id),
	code TEXT NOT NULL CHECK (length(code) = 2),
	name TEXT NOT NULL,
	first_on TEXT NOT NULL,		-- first and last exam day
	last_on TEXT NOT NULL,
	agreement TEXT NOT NULL,	-- version of the agreement in force
	purged_at INTEGER,		-- R-PRIV: when its personal data was taken away
	run_id INTEGER NOT NULL,
	CONSTRAINT sitting_days CHECK (first_on <= last_on),
	UNIQUE (programme_id, code)
) STRICT;

CREATE TABLE site (
	code TEXT PRIMARY KEY NOT NULL CHECK (length(code) = 6),
	name TEXT NOT NULL,
	address TEXT NOT NULL,
	run_id INTEGER NOT NULL
) STRICT;

-- A site's settings in one sitting.
CREATE TABLE sitting_site (
	sitting_id INTEGER NOT NULL REFERENCES sitting (id),
	site_code TEXT NOT NULL REFERENCES site (code),
	review INTEGER NOT NULL CHECK (review IN (0, 1)),
	confirmation INTEGER NOT NULL CHECK (confirmation IN (0, 1)),
	subject_limit INTEGER NOT NULL CHECK (subject_limit BETWEEN 1 AND 99),
	self_printing INTEGER NOT NULL CHECK (self_printing IN (0, 1)),
	wishes INTEGER NOT NULL CHECK (wishes IN (0, 1)),
	photo_background TEXT NOT NULL CHECK (photo_background IN ('light', 'white', 'blue', 'red', 'any')),
	group_deadline_at INTEGER,	-- group entries unpaid then are gone; NULL: never by itself
	notice TEXT NOT NULL,		-- printed on tickets, shown to candidates
	run_id INTEGER NOT NULL,
	PRIMARY KEY (sitting_id, site_code)
) STRICT;

-- R-WINDOW: site_code '' is the whole sitting; a site's own row replaces it.
CREATE TABLE time_window (
	sitting_id INTEGER NOT NULL REFERENCES sitting (id),
	site_code TEXT NOT NULL,
	phase TEXT NOT NULL CHECK (phase IN
		('registration', 'payment', 'confirmation', 'tickets', 'results')),
	opens_at INTEGER NOT NULL,
	closes_at INTEGER NOT NULL,	-- the first instant that is too late
	run_id INTEGER NOT NULL,
	PRIMARY KEY (sitting_id, site_code, phase),
	CONSTRAINT "R-WINDOW order" CHECK (opens_at < closes_at)
) STRICT;

-- The windows of each site, its own or the sitting's, also as people read them (at +08:00).
CREATE VIEW v_window (sitting_id, site_code, phase, opens_at, closes_at, shown) AS
SELECT ss.sitting_id, ss.site_code, w.phase, w.opens_at, w.closes_at,
	strftime('%Y-%m-%d %H:%M', w.opens_at, 'unixepoch', '+8 hours') || ' – '
	|| strftime('%Y-%m-%d %H:%M', w.closes_at, 'unixepoch', '+8 hours')
FROM sitting_site ss
JOIN time_window w ON w.sitting_id = ss.sitting_id AND (w.site_code = ss.site_code
	OR w.site_code = '' AND NOT EXISTS (SELECT 1 FROM time_window own
		WHERE own.sitting_id = w.sitting_id AND own.site_code = ss.site_code AND own.phase = w.phase));

CREATE TABLE offering (
	id INTEGER PRIMARY KEY,
	sitting_id INTEGER NOT NULL,
	site_code TEXT NOT NULL,
	programme_id TEXT NOT NULL,
	subject_code TEXT NOT NULL,
	fee_fen INTEGER NOT NULL CHECK (fee_fen BETWEEN 0 AND 100000000),
	capacity INTEGER NOT NULL CHECK (capacity BETWEEN 0 AND 10000000),
	run_id INTEGER NOT NULL,
	UNIQUE (sitting_id, site_code, subject_code),
	FOREIGN KEY (sitting_id, site_code) REFERENCES sitting_site (sitting_id, site_code),
	FOREIGN KEY (programme_id, subject_code) REFERENCES subject (programme_id, code)
) STRICT;

-- R-CAP: a cap over any set of offerings; caps may overlap.
CREATE TABLE cap (
	id INTEGER PRIMARY KEY,
	sitting_id INTEGER NOT NULL REFERENCES sitting (id),
	name TEXT NOT NULL,
	capacity INTEGER NOT NULL CHECK (capacity BETWEEN 0 AND 100000000),
	run_id INTEGER NOT NULL,
	UNIQUE (sitting_id, name)
) STRICT;
CREATE TABLE cap_member (
	cap_id INTEGER NOT NULL REFERENCES cap (id),
	offering_id INTEGER NOT NULL REFERENCES offering (id),
	run_id INTEGER NOT NULL,
	PRIMARY KEY (cap_id, offering_id)
) STRICT;
CREATE INDEX cap_member_offering ON cap_member (offering_id);

-- Counters kept by triggers on entry and cap_member; derived, so not recorded. Undo rebuilds them.
CREATE TABLE offering_load (
	offering_id INTEGER PRIMARY KEY,
	taken INTEGER NOT NULL
) STRICT;
CREATE TABLE cap_load (
	cap_id INTEGER PRIMARY KEY,
	taken INTEGER NOT NULL
) STRICT;

-- ---------------------------------------------------------------- people

CREATE TABLE account (
	id INTEGER PRIMARY KEY,
	email TEXT,
	mobile TEXT,
	id_type TEXT,
	id_number TEXT,
	password_hash TEXT NOT NULL,	-- '' until a password is set
	created_at INTEGER NOT NULL,
	run_id INTEGER NOT NULL,
	CONSTRAINT account_login CHECK (email IS NOT NULL OR mobile IS NOT NULL OR id_number IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX account_email ON account (email) WHERE email IS NOT NULL;
CREATE UNIQUE INDEX account_mobile ON account (mobile) WHERE mobile IS NOT NULL;
CREATE INDEX account_document ON account (id_number) WHERE id_number IS NOT NULL;

-- The enrolled students of a site (R-ROSTER).
CREATE TABLE roster (
	id INTEGER PRIMARY KEY,
	home_site_code TEXT NOT NULL REFERENCES site (code),
	id_type TEXT NOT NULL,
	id_number TEXT NOT NULL,
	name TEXT NOT NULL,
	sex TEXT,
	born_on TEXT,
	nation TEXT,
	college TEXT,
	major TEXT,
	class TEXT,
	student_no TEXT,
	run_id INTEGER NOT NULL,
	UNIQUE (id_number, id_type)
) STRICT;
-- Where a site's students may register; a site without rows does not restrict.
CREATE TABLE roster_site (
	home_site_code TEXT NOT NULL REFERENCES site (code),
	site_code TEXT NOT NULL REFERENCES site (code),
	run_id INTEGER NOT NULL,
	PRIMARY KEY (home_site_code, site_code)
) STRICT;

-- The content store: photos by SHA-256 beside the database.
CREATE TABLE photo (
	sha256 TEXT PRIMARY KEY NOT NULL CHECK (length(sha256) = 64),
	bytes INTEGER NOT NULL,
	width_px INTEGER NOT NULL,
	height_px INTEGER NOT NULL,
	verdict TEXT NOT NULL CHECK (verdict = 'pass' OR verdict = 'review' OR verdict = 'refuse'),
	measures TEXT NOT NULL,		-- JSON object
	near_hash BLOB,			-- fingerprint for near duplicates
	original_sha256 TEXT CHECK (length(original_sha256) = 64),	-- what it was before it was put right
	checked_at INTEGER NOT NULL,
	run_id INTEGER NOT NULL
) STRICT;
CREATE INDEX photo_original ON photo (original_sha256) WHERE original_sha256 IS NOT NULL;

CREATE TABLE candidate (
	id INTEGER PRIMARY KEY,
	sitting_id INTEGER NOT NULL,
	site_code TEXT NOT NULL,
	reg_no TEXT NOT NULL,		-- sitting 2 + site 6 + serial 6
	source TEXT NOT NULL CHECK (source IN ('self', 'group')),
	account_id INTEGER REFERENCES account (id),
	name TEXT NOT NULL,
	sex TEXT NOT NULL CHECK (sex = 'M' OR sex = 'F' OR sex = '-'),	-- '-': purged
	born_on TEXT NOT NULL CHECK (length(born_on) = 10),
	id_type TEXT NOT NULL,
	id_number TEXT NOT NULL,
	nation TEXT,
	occupation TEXT,
	education TEXT,
	training TEXT,
	postcode TEXT,
	address TEXT,
	email TEXT,
	phone TEXT,
	college TEXT,
	major TEXT,
	class TEXT,
	student_no TEXT,
	custom TEXT,
	remark TEXT,
	photo_name TEXT,		-- the file name the workbook gave
	photo_sha256 TEXT REFERENCES photo (sha256),
	agreement TEXT NOT NULL,	-- R-AGR: version, instant, and whose: candidate's or school's
	agreed_at INTEGER NOT NULL,
	agreed_by TEXT NOT NULL,
	review TEXT NOT NULL DEFAULT 'unsubmitted'
		CHECK (review = 'unsubmitted' OR review = 'pending' OR review = 'approved' OR review = 'rejected'),
	review_at INTEGER,		-- of the last move
	review_reason TEXT,		-- of the last rejection
	confirmed_at INTEGER,
	amended_by_run INTEGER,		-- the last that changed the data by hand: no file overwrites it
	created_at INTEGER NOT NULL,
	gone_at INTEGER,
	gone_state TEXT CHECK (gone_state = 'expired' OR gone_state = 'cancelled' OR gone_state = 'deleted'),
	gone_reason TEXT,
	run_id INTEGER NOT NULL,
	FOREIGN KEY (sitting_id, site_code) REFERENCES sitting_site (sitting_id, site_code),
	CONSTRAINT "R-NAME candidate" CHECK (length(name) BETWEEN 1 AND 100),
	CONSTRAINT "R-AGR candidate" CHECK (agreement <> ''),
	CONSTRAINT "candidate_reg_no" CHECK (length(reg_no) = 14),
	CONSTRAINT "candidate_gone" CHECK ((gone_at IS NULL) = (gone_state IS NULL))
) STRICT;
CREATE UNIQUE INDEX "R-ONE-SITE person" ON candidate (sitting_id, id_number, id_type)
	WHERE gone_at IS NULL;
CREATE UNIQUE INDEX "R-ONE-SITE account" ON candidate (sitting_id, account_id)
	WHERE account_id IS NOT NULL AND gone_at IS NULL;
CREATE UNIQUE INDEX candidate_live_reg_no ON candidate (reg_no) WHERE gone_at IS NULL;
CREATE INDEX candidate_site ON candidate (sitting_id, site_code, reg_no);
CREATE INDEX candidate_review ON candidate (sitting_id, site_code, review_at)
	WHERE review = 'pending' AND gone_at IS NULL;
-- What is gone is still asked for, by either number.
CREATE INDEX candidate_gone_person ON candidate (id_number) WHERE gone_at IS NOT NULL;
CREATE INDEX candidate_gone_reg_no ON candidate (reg_no) WHERE gone_at IS NOT NULL;
CREATE INDEX candidate_photo ON candidate (photo_sha256) WHERE photo_sha256 IS NOT NULL;
CREATE INDEX candidate_photo_name ON candidate (sitting_id, photo_name)
	WHERE photo_name IS NOT NULL AND gone_at IS NULL;

CREATE TABLE scan (
	candidate_id INTEGER NOT NULL REFERENCES candidate (id),
	kind TEXT NOT NULL CHECK (kind IN ('id', 'diploma')),
	sha256 TEXT NOT NULL,
	bytes INTEGER NOT NULL,
	run_id INTEGER NOT NULL,
	PRIMARY KEY (candidate_id, kind)
) STRICT;

CREATE TABLE entry (
	id INTEGER PRIMARY KEY,
	candidate_id INTEGER NOT NULL REFERENCES candidate (id),
	offering_id INTEGER NOT NULL REFERENCES offering (id),
	state TEXT NOT NULL DEFAULT 'unpaid'
		CHECK (state = 'unpaid' OR state = 'in_payment' OR state = 'paid' OR state = 'expired'
			OR state = 'cancelled' OR state = 'deleted'),
	fee_fen INTEGER NOT NULL CHECK (fee_fen >= 0),	-- as it was when the entry was made
	-- R-EXP: when the running clock started; NULL while it stands still (group candidate, pending
	-- review, open order, paid, gone).
	clock_at INTEGER,
	created_at INTEGER NOT NULL,
	paid_at INTEGER,
	gone_at INTEGER,
	gone_reason TEXT,
	run_id INTEGER NOT NULL,
	CONSTRAINT "entry_gone"
		CHECK ((gone_at IS NOT NULL) = (state = 'expired' OR state = 'cancelled' OR state = 'deleted')),
	CONSTRAINT "R-PAID entry" CHECK ((paid_at IS NOT NULL) = (state = 'paid')),
	CONSTRAINT "R-EXP clock" CHECK (clock_at IS NULL OR state = 'unpaid')
) STRICT;
CREATE UNIQUE INDEX "R-ONE-ENTRY entry" ON entry (candidate_id, offering_id) WHERE gone_at IS NULL;
CREATE INDEX entry_candidate ON entry (candidate_id);
CREATE INDEX entry_offering ON entry (offering_id);
CREATE INDEX entry_clock ON entry (clock_at) WHERE clock_at IS NOT NULL;

-- Every live entry by the numbers people know it by.
CREATE VIEW v_entry (entry_id, candidate_id, sitting_id, site_code, reg_no, name, source, state,
	offering_id, subject_code) AS
SELECT e.id, c.id, c.sitting_id, c.site_code, c.reg_no, c.name, c.source, e.state, o.id, o.subject_code
FROM candidate c
JOIN entry e ON e.candidate_id = c.id AND e.gone_at IS NULL
JOIN offering o ON o.id = e.offering_id
WHERE c.gone_at IS NULL;

-- Allowed moves; one trigger per stateful table looks here.
CREATE TABLE state_move (
	kind TEXT NOT NULL,
	old TEXT NOT NULL,
	new TEXT NOT NULL,
	event TEXT NOT NULL,
	PRIMARY KEY (kind, old, new)
) STRICT, WITHOUT ROWID;
INSERT INTO state_move (kind, old, new, event) VALUES
	('entry', 'unpaid', 'in_payment', 'order opened'),
	('entry', 'in_payment', 'unpaid', 'order closed'),
	('entry', 'in_payment', 'paid', 'statement row matched'),
	('entry', 'unpaid', 'paid', 'statement row matched a closed order'),
	('entry', 'unpaid', 'expired', 'R-EXP'),
	('entry', 'unpaid', 'cancelled', 'cancelled'),
	('entry', 'unpaid', 'deleted', 'registration deleted'),
	('entry', 'expired', 'paid', 'late payment, place free'),
	('review', 'unsubmitted', 'pending', 'submitted'),
	('review', 'rejected', 'pending', 'submitted again'),
	('review', 'pending', 'approved', 'approved'),
	('review', 'pending', 'rejected', 'rejected'),
	('order', 'open', 'paid', 'statement row matched'),
	('order', 'open', 'closed', 'closed or timed out'),
	('order', 'closed', 'paid', 'statement row matched later'),
	('refund', 'owed', 'paid', 'paid back');

CREATE TRIGGER "entry R-STATE" BEFORE UPDATE OF state ON entry WHEN OLD.state <> NEW.state
BEGIN
	SELECT RAISE(ABORT, 'R-STATE entry') WHERE NOT EXISTS
		(SELECT 1 FROM state_move WHERE kind = 'entry' AND old = OLD.state AND new = NEW.state);
END;
CREATE TRIGGER "entry R-STATE insert" BEFORE INSERT ON entry WHEN NEW.state <> 'unpaid'
BEGIN SELECT RAISE(ABORT, 'R-STATE entry'); END;
CREATE TRIGGER "candidate R-STATE" BEFORE UPDATE OF review ON candidate WHEN OLD.review <> NEW.review
BEGIN
	SELECT RAISE(ABORT, 'R-STATE review') WHERE NOT EXISTS
		(SELECT 1 FROM state_move WHERE kind = 'review' AND old = OLD.review AND new = NEW.review);
END;

-- Paid is for ever: no move leads away from it, and it is not moved to another person, subject or site.
CREATE TRIGGER "entry R-PAID" BEFORE UPDATE OF candidate_id, offering_id, fee_fen ON entry
WHEN OLD.state = 'paid' AND (NEW.candidate_id <> OLD.candidate_id
	OR NEW.offering_id <> OLD.offering_id OR NEW.fee_fen <> OLD.fee_fen)
BEGIN SELECT RAISE(ABORT, 'R-PAID entry'); END;
CREATE TRIGGER "entry kept" BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'R-PAID entry: what is gone is kept'); END;
CREATE TRIGGER "candidate kept" BEFORE DELETE ON candidate
BEGIN SELECT RAISE(ABORT, 'R-PAID candidate: what is gone is kept'); END;

-- Locked: while review is pending or approved, an order is open, or any entry is paid.
CREATE VIEW v_candidate_lock (candidate_id, lock) AS
SELECT c.id, CASE
	WHEN EXISTS (SELECT 1 FROM entry e WHERE e.candidate_id = c.id AND e.state = 'paid')
		THEN 'paid'
	WHEN EXISTS (SELECT 1 FROM entry e WHERE e.candidate_id = c.id AND e.state = 'in_payment')
		THEN 'in_payment'
	WHEN c.review IN ('pending', 'approved') THEN c.review
	END
FROM candidate c;

-- What is registered of a candidate, field by field, by the names of the registration layout: what
-- the counter amends, what a review looks at, and what changed since.
CREATE TABLE candidate_field (
	seq INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO candidate_field (seq, name) VALUES
	(1, 'site_code'), (2, 'serial'), (3, 'source'), (4, 'name'), (5, 'sex'), (6, 'born_on'), (7,
	'id_type'), (8, 'id_number'), (9, 'nation'), (10, 'occupation'), (11, 'education'), (12,
	'training'), (13, 'postcode'), (14, 'address'), (15, 'email'), (16, 'phone'), (17, 'college'),
	(18, 'major'), (19, 'class'), (20, 'student_no'), (21, 'custom'), (22, 'remark'), (23,
	'photo_name'), (24, 'photo_sha256'), (25, 'agreement'), (26, 'agreed_at'), (27, 'subject_code');
CREATE VIEW v_candidate_content (candidate_id, seq, field, value) AS
SELECT c.id, f.seq, f.name, CASE f.name
	WHEN 'site_code' THEN c.site_code WHEN 'serial' THEN substr(c.reg_no, 9) WHEN 'source' THEN
	c.source WHEN 'name' THEN c.name WHEN 'sex' THEN c.sex WHEN 'born_on' THEN c.born_on WHEN
	'id_type' THEN c.id_type WHEN 'id_number' THEN c.id_number WHEN 'nation' THEN c.nation WHEN
	'occupation' THEN c.occupation WHEN 'education' THEN c.education WHEN 'training' THEN c.training
	WHEN 'postcode' THEN c.postcode WHEN 'address' THEN c.address WHEN 'email' THEN c.email WHEN
	'phone' THEN c.phone WHEN 'college' THEN c.college WHEN 'major' THEN c.major WHEN 'class' THEN
	c.class WHEN 'student_no' THEN c.student_no WHEN 'custom' THEN c.custom WHEN 'remark' THEN
	c.remark WHEN 'photo_name' THEN c.photo_name WHEN 'photo_sha256' THEN c.photo_sha256 WHEN
	'agreement' THEN c.agreement
	WHEN 'agreed_at' THEN datetime(c.agreed_at, 'unixepoch', '+8 hours')
	WHEN 'subject_code' THEN (SELECT group_concat(subject_code, ' ') FROM (SELECT o.subject_code
		FROM entry e JOIN offering o ON o.id = e.offering_id
		WHERE e.candidate_id = c.id AND e.gone_at IS NULL ORDER BY o.subject_code))
	END
FROM candidate c CROSS JOIN candidate_field f;

CREATE TRIGGER "candidate R-LOCK" BEFORE UPDATE OF site_code, name, sex, born_on, id_type, id_number,
	nation, occupation, education, training, postcode, address, email, phone, college, major,
	class, student_no, photo_sha256 ON candidate
WHEN NEW.site_code IS NOT OLD.site_code OR NEW.name IS NOT OLD.name OR NEW.sex IS NOT OLD.sex
	OR NEW.born_on IS NOT OLD.born_on OR NEW.id_type IS NOT OLD.id_type
	OR NEW.id_number IS NOT OLD.id_number OR NEW.nation IS NOT OLD.nation
	OR NEW.occupation IS NOT OLD.occupation OR NEW.education IS NOT OLD.education
	OR NEW.training IS NOT OLD.training OR NEW.postcode IS NOT OLD.postcode
	OR NEW.address IS NOT OLD.address OR NEW.email IS NOT OLD.email
	OR NEW.phone IS NOT OLD.phone OR NEW.college IS NOT OLD.college
	OR NEW.major IS NOT OLD.major OR NEW.class IS NOT OLD.class
	OR NEW.student_no IS NOT OLD.student_no OR NEW.photo_sha256 IS NOT OLD.photo_sha256
BEGIN
	SELECT RAISE(ABORT, 'R-LOCK candidate')
	WHERE (SELECT lock FROM v_candidate_lock WHERE candidate_id = OLD.id) IS NOT NULL;
END;
CREATE TRIGGER "candidate R-PAID" BEFORE UPDATE OF gone_at ON candidate
WHEN OLD.gone_at IS NULL AND NEW.gone_at IS NOT NULL
BEGIN
	SELECT RAISE(ABORT, 'R-PAID candidate') WHERE EXISTS
		(SELECT 1 FROM entry WHERE candidate_id = OLD.id AND state = 'paid');
END;

-- R-CAP: the counters, and the last line of defence after the set-wise checks.
CREATE TRIGGER "offering_load start" AFTER INSERT ON offering
BEGIN INSERT INTO offering_load (offering_id, taken) VALUES (NEW.id, 0); END;
CREATE TRIGGER "cap_load start" AFTER INSERT ON cap
BEGIN INSERT INTO cap_load (cap_id, taken) VALUES (NEW.id, 0); END;
CREATE TRIGGER "offering_load end" AFTER DELETE ON offering
BEGIN DELETE FROM offering_load WHERE offering_id = OLD.id; END;
CREATE TRIGGER "cap_load end" AFTER DELETE ON cap
BEGIN DELETE FROM cap_load WHERE cap_id = OLD.id; END;
CREATE TRIGGER "cap_member counted" AFTER INSERT ON cap_member
BEGIN
	UPDATE cap_load SET taken = taken
		+ (SELECT taken FROM offering_load WHERE offering_id = NEW.offering_id)
	WHERE cap_id = NEW.cap_id;
END;
CREATE TRIGGER "cap_member uncounted" AFTER DELETE ON cap_member
BEGIN
	UPDATE cap_load SET taken = taken
		- (SELECT taken FROM offering_load WHERE offering_id = OLD.offering_id)
	WHERE cap_id = OLD.cap_id;
END;
CREATE TRIGGER "entry R-CAP insert" AFTER INSERT ON entry
BEGIN
	UPDATE offering_load SET taken = taken + 1 WHERE offering_id = NEW.offering_id;
	UPDATE cap_load SET taken = taken + 1
	WHERE cap_id IN (SELECT cap_id FROM cap_member WHERE offering_id = NEW.offering_id);
END;
CREATE TRIGGER "entry R-CAP gone" AFTER UPDATE OF gone_at ON entry
WHEN OLD.gone_at IS NULL AND NEW.gone_at IS NOT NULL
BEGIN
	UPDATE offering_load SET taken = taken - 1 WHERE offering_id = OLD.offering_id;
	UPDATE cap_load SET taken = taken - 1
	WHERE cap_id IN (SELECT cap_id FROM cap_member WHERE offering_id = OLD.offering_id);
END;
CREATE TRIGGER "entry R-CAP restored" AFTER UPDATE OF gone_at ON entry
WHEN OLD.gone_at IS NOT NULL AND NEW.gone_at IS NULL
BEGIN
	UPDATE offering_load SET taken = taken + 1 WHERE offering_id = NEW.offering_id;
	UPDATE cap_load SET taken = taken + 1
	WHERE cap_id IN (SELECT cap_id FROM cap_member WHERE offering_id = NEW.offering_id);
END;
CREATE TRIGGER "entry R-CAP moved" AFTER UPDATE OF offering_id ON entry
WHEN OLD.gone_at IS NULL AND NEW.gone_at IS NULL AND OLD.offering_id <> NEW.offering_id
BEGIN
	UPDATE offering_load SET taken = taken - 1 WHERE offering_id = OLD.offering_id;
	UPDATE offering_load SET taken = taken + 1 WHERE offering_id = NEW.offering_id;
	UPDATE cap_load SET taken = taken - 1
	WHERE cap_id IN (SELECT cap_id FROM cap_member WHERE offering_id = OLD.offering_id);
	UPDATE cap_load SET taken = taken + 1
	WHERE cap_id IN (SELECT cap_id FROM cap_member WHERE offering_id = NEW.offering_id);
END;
CREATE TRIGGER "offering_load R-CAP" AFTER UPDATE OF taken ON offering_load WHEN NEW.taken > OLD.taken
BEGIN
	SELECT RAISE(ABORT, 'R-CAP offering')
	WHERE NEW.taken > (SELECT capacity FROM offering WHERE id = NEW.offering_id);
END;
CREATE TRIGGER "cap_load R-CAP" AFTER UPDATE OF taken ON cap_load WHEN NEW.taken > OLD.taken
BEGIN
	SELECT RAISE(ABORT, 'R-CAP cap')
	WHERE NEW.taken > (SELECT capacity FROM cap WHERE id = NEW.cap_id);
END;
CREATE TRIGGER "offering R-CAP lowered" BEFORE UPDATE OF capacity ON offering
WHEN NEW.capacity < OLD.capacity
BEGIN
	SELECT RAISE(ABORT, 'R-CAP offering')
	WHERE NEW.capacity < (SELECT taken FROM offering_load WHERE offering_id = NEW.id);
END;
CREATE TRIGGER "cap R-CAP lowered" BEFORE UPDATE OF capacity ON cap
WHEN NEW.capacity < OLD.capacity
BEGIN
	SELECT RAISE(ABORT, 'R-CAP cap')
	WHERE NEW.capacity < (SELECT taken FROM cap_load WHERE cap_id = NEW.id);
END;

-- The history of reviews; the present state stands on the candidate.
CREATE TABLE review_decision (
	id INTEGER PRIMARY KEY,
	candidate_id INTEGER NOT NULL REFERENCES candidate (id),
	decision TEXT NOT NULL CHECK (decision = 'submitted' OR decision = 'approved'
		OR decision = 'rejected'),
	reason TEXT,
	decided_by TEXT NOT NULL,
	decided_at INTEGER NOT NULL,
	run_id INTEGER NOT NULL,
	CONSTRAINT "R-REVIEW reason" CHECK (decision <> 'rejected' OR length(reason) > 0)
) STRICT;
CREATE INDEX review_decision_candidate ON review_decision (candidate_id, decided_at);
CREATE TRIGGER "review_decision R-REVIEW update" BEFORE UPDATE ON review_decision
BEGIN SELECT RAISE(ABORT, 'R-REVIEW history is kept'); END;
CREATE TRIGGER "review_decision R-REVIEW delete" BEFORE DELETE ON review_decision
BEGIN SELECT RAISE(ABORT, 'R-REVIEW history is kept'); END;

-- What the last decision looked at (v_candidate_content as a JSON object), so that a resubmission
-- can show what changed since.
CREATE TABLE review_seen (
	candidate_id INTEGER PRIMARY KEY REFERENCES candidate (id),
	content TEXT NOT NULL,
	run_id INTEGER NOT NULL
) STRICT;

-- ---------------------------------------------------------------- money

-- Numbers that are issued once and never again, also not after an undo.
CREATE TABLE number_series (
	kind TEXT NOT NULL,		-- 'order', 'ticket', 'certificate', 'serial'
	prefix TEXT NOT NULL,
	last INTEGER NOT NULL,
	PRIMARY KEY (kind, prefix)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER "number_series forward" BEFORE UPDATE ON number_series WHEN NEW.last < OLD.last
BEGIN SELECT RAISE(ABORT, 'R-CERT numbers only go forward'); END;
CREATE TRIGGER "number_series kept" BEFORE DELETE ON number_series
BEGIN SELECT RAISE(ABORT, 'R-CERT numbers are kept'); END;

CREATE TABLE pay_order (
	id INTEGER PRIMARY KEY,
	order_no TEXT NOT NULL UNIQUE,
	sitting_id INTEGER NOT NULL,
	site_code TEXT NOT NULL,
	candidate_id INTEGER REFERENCES candidate (id),	-- NULL: a school's order
	amount_fen INTEGER NOT NULL CHECK (amount_fen >= 0),
	state TEXT NOT NULL DEFAULT 'open' CHECK (state = 'open' OR state = 'paid' OR state = 'closed'),
	channel TEXT,			-- as the portal said, or of the payment
	opened_at INTEGER NOT NULL,
	closed_at INTEGER,
	run_id INTEGER NOT NULL,
	FOREIGN KEY (sitting_id, site_code) REFERENCES sitting_site (sitting_id, site_code)
) STRICT;
CREATE INDEX pay_order_open ON pay_order (opened_at) WHERE state = 'open';
CREATE INDEX pay_order_candidate ON pay_order (candidate_id) WHERE candidate_id IS NOT NULL;
CREATE TRIGGER "pay_order R-STATE" BEFORE UPDATE OF state ON pay_order WHEN OLD.state <> NEW.state
BEGIN
	SELECT RAISE(ABORT, 'R-STATE order') WHERE NOT EXISTS
		(SELECT 1 FROM state_move WHERE kind = 'order' AND old = OLD.state AND new = NEW.state);
END;

CREATE TABLE order_entry (
	order_id INTEGER NOT NULL REFERENCES pay_order (id),
	entry_id INTEGER NOT NULL REFERENCES entry (id),
	fee_fen INTEGER NOT NULL CHECK (fee_fen >= 0),
	run_id INTEGER NOT NULL,
	PRIMARY KEY (order_id, entry_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX order_entry_entry ON order_entry (entry_id);

-- A day on which a channel has no bill is a statement without rows, declared by a person:
-- sha256 'none CHANNEL DAY'.
CREATE TABLE statement (
	id INTEGER PRIMARY KEY,
	channel TEXT NOT NULL CHECK (channel IN ('wechat', 'alipay', 'unionpay', 'generic')),
	sha256 TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	merchant TEXT,
	covers_from_at INTEGER,
	covers_to_at INTEGER,		-- R-EXP-COVER: payments up to here would be in it
	row_count INTEGER NOT NULL,
	total_fen INTEGER NOT NULL,	-- payments less refunds, as the file itself adds up
	loaded_at INTEGER NOT NULL,
	run_id INTEGER NOT NULL
) STRICT;
CREATE INDEX statement_cover ON statement (channel, covers_to_at);

-- One row of a statement, in exactly one bucket.
CREATE TABLE payment (
	id INTEGER PRIMARY KEY,
	statement_id INTEGER NOT NULL REFERENCES statement (id) DEFERRABLE INITIALLY DEFERRED,
	row INTEGER NOT NULL,		-- as a person sees it
	channel TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind = 'pay' OR kind = 'refund' OR kind = 'reversal' OR kind = 'fee'),
	txn_id TEXT NOT NULL,		-- the channel's own number; of a refund, the refund's
	orig_txn_id TEXT,		-- of a refund: the payment that is given back
	ordinal INTEGER NOT NULL,	-- among identical rows without a number of their own
	order_no TEXT NOT NULL,		-- as the channel repeats it; '' where it gives none
	amount_fen INTEGER NOT NULL CHECK (amount_fen >= 0 OR kind = 'fee'), -- below 0: a charge given back
	fee_text TEXT,			-- the channel's charge as printed: up to five decimals
	paid_at INTEGER NOT NULL,
	bucket TEXT NOT NULL CHECK (bucket = 'paid' OR bucket = 'double' OR bucket = 'over'
		OR bucket = 'under' OR bucket = 'late_restored' OR bucket = 'late_refund' OR bucket = 'unknown'
		OR bucket = 'other_sitting' OR bucket = 'refund' OR bucket = 'refund_processing'
		OR bucket = 'refund_failed' OR bucket = 'reversed' OR bucket = 'fee' OR bucket = 'suspense'),
	order_id INTEGER REFERENCES pay_order (id) DEFERRABLE INITIALLY DEFERRED,
	status TEXT NOT NULL,		-- as the channel printed it
	run_id INTEGER NOT NULL,
	CONSTRAINT "R-DUP-PAY payment" UNIQUE (txn_id, channel, kind, ordinal)
) STRICT;
-- Payments are numbered in the order of their statement's rows.
CREATE INDEX payment_statement ON payment (statement_id, bucket, kind, amount_fen);
CREATE INDEX payment_odd ON payment (statement_id) WHERE bucket <> 'paid';
CREATE INDEX payment_under ON payment (order_id) WHERE bucket = 'under';
CREATE INDEX payment_order ON payment (order_id) WHERE order_id IS NOT NULL;
-- What is more than plainly paid is found by the number the channel repeats.
CREATE INDEX payment_order_no ON payment (order_no) WHERE bucket <> 'paid';
CREATE INDEX payment_orig ON payment (orig_txn_id) WHERE orig_txn_id IS NOT NULL;
CREATE INDEX payment_suspense ON payment (statement_id)
	WHERE bucket = 'unknown' OR bucket = 'under' OR bucket = 'other_sitting';

-- Rows of a statement that another statement had carried already: nothing was posted for them.
CREATE TABLE statement_repeat (
	statement_id INTEGER NOT NULL REFERENCES statement (id),
	row INTEGER NOT NULL,
	payment_id INTEGER NOT NULL REFERENCES payment (id),
	run_id INTEGER NOT NULL,
	PRIMARY KEY (statement_id, row)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_repeat_payment ON statement_repeat (payment_id);

-- Which orders a person matched a payment with, where the channel's reference did not say.
CREATE TABLE payment_match (
	payment_id INTEGER NOT NULL REFERENCES payment (id),
	order_id INTEGER NOT NULL REFERENCES pay_order (id),
	run_id INTEGER NOT NULL,
	PRIMARY KEY (payment_id, order_id)
) STRICT;
CREATE INDEX payment_match_order ON payment_match (order_id);

-- The reverse of reconciling: orders that count as paid, but no statement carries their money.
CREATE VIEW v_order_unseen (order_id) AS
SELECT o.id FROM pay_order o
WHERE o.state = 'paid' AND o.amount_fen > 0 AND NOT EXISTS (SELECT 1 FROM payment p
	WHERE p.order_id = o.id AND p.bucket IN ('paid', 'over', 'double', 'late_restored', 'late_refund'))
	AND NOT EXISTS (SELECT 1 FROM payment_match m JOIN payment p ON p.id = m.payment_id
		WHERE m.order_id = o.id AND p.bucket = 'paid');

-- The ledger: double entry, append-only, whole fen. A posting moves its amount from one account to
-- another, so debits are credits in each, in every run and in all. Undo posts the opposite; nothing
-- is ever taken out.
CREATE TABLE posting (
	id INTEGER PRIMARY KEY,
	run INTEGER NOT NULL,		-- the run that posted it
	payment_key TEXT NOT NULL,	-- channel|kind|txn|ordinal
	debit TEXT NOT NULL,		-- accounts: 'channel:wechat', 'fees', 'owed' ...: lib/exam/ledger.h
	credit TEXT NOT NULL,
	entry_id INTEGER,		-- whose fee
	amount_fen INTEGER NOT NULL,
	reverses INTEGER REFERENCES posting (id),
	memo TEXT NOT NULL,
	CONSTRAINT "R-MONEY accounts" CHECK (debit <> credit),
	CONSTRAINT "R-MONEY amount" CHECK (amount_fen >= 0)
) STRICT;
CREATE INDEX posting_run ON posting (run);
-- The same account by account: debit positive, credit negative.
CREATE VIEW v_ledger (posting_id, run, payment_key, account, entry_id, amount_fen) AS
SELECT id, run, payment_key, debit, entry_id, amount_fen FROM posting
UNION ALL
SELECT id, run, payment_key, credit, entry_id, -amount_fen FROM posting;
CREATE TRIGGER "posting R-MONEY update" BEFORE UPDATE ON posting
BEGIN SELECT RAISE(ABORT, 'R-MONEY posting'); END;
CREATE TRIGGER "posting R-MONEY delete" BEFORE DELETE ON posting
BEGIN SELECT RAISE(ABORT, 'R-MONEY posting'); END;

CREATE TABLE refund (
	id INTEGER PRIMARY KEY,
	payment_id INTEGER NOT NULL REFERENCES payment (id),
	candidate_id INTEGER REFERENCES candidate (id),
	amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
	reason TEXT NOT NULL CHECK (reason IN ('double', 'over', 'under', 'late', 'unknown', 'other')),
	state TEXT NOT NULL DEFAULT 'owed' CHECK (state IN ('owed', 'paid')),
	owed_at INTEGER NOT NULL,
	paid_at INTEGER,
	reference TEXT,			-- how it was paid back
	run_id INTEGER NOT NULL,
	CONSTRAINT refund_paid CHECK ((state = 'paid') = (paid_at IS NOT NULL))
) STRICT;
CREATE INDEX refund_owed ON refund (owed_at) WHERE state = 'owed';
CREATE INDEX refund_payment ON refund (payment_id);
CREATE INDEX refund_candidate ON refund (candidate_id) WHERE candidate_id IS NOT NULL;
-- Money that pays nothing and is not owed back either: a person has to look at it.
CREATE VIEW v_suspense (payment_id, open_fen) AS
SELECT p.id, p.amount_fen - (SELECT coalesce(sum(r.amount_fen), 0) FROM refund r WHERE r.payment_id = p.id)
FROM payment p
WHERE (p.bucket = 'unknown' OR p.bucket = 'under' OR p.bucket = 'other_sitting')
	AND p.amount_fen > (SELECT coalesce(sum(r.amount_fen), 0) FROM refund r WHERE r.payment_id = p.id);
CREATE TRIGGER "refund R-STATE" BEFORE UPDATE OF state ON refund WHEN OLD.state <> NEW.state
BEGIN
	SELECT RAISE(ABORT, 'R-STATE refund') WHERE NOT EXISTS
		(SELECT 1 FROM state_move WHERE kind = 'refund' AND old = OLD.state AND new = NEW.state);
END;

-- ---------------------------------------------------------------- arranging

CREATE TABLE wish_day (
	offering_id INTEGER NOT NULL REFERENCES offering (id),
	on_date TEXT NOT NULL,
	capacity INTEGER NOT NULL CHECK (capacity >= 0),
	run_id INTEGER NOT NULL,
	PRIMARY KEY (offering_id, on_date)
) STRICT;
CREATE TABLE wish (
	entry_id INTEGER PRIMARY KEY REFERENCES entry (id),
	on_date TEXT NOT NULL,
	wished_at INTEGER NOT NULL,
	run_id INTEGER NOT NULL
) STRICT;

-- What a candidate needs to sit an exam: a room for it (room.tag), longer time.
CREATE TABLE candidate_need (
	candidate_id INTEGER PRIMARY KEY REFERENCES candidate (id),
	tag TEXT NOT NULL,		-- '' for an ordinary room
	extra_percent INTEGER NOT NULL CHECK (extra_percent BETWEEN 0 AND 200),
	run_id INTEGER NOT NULL
) STRICT;

CREATE TABLE room (
	id INTEGER PRIMARY KEY,
	sitting_id INTEGER NOT NULL,
	site_code TEXT NOT NULL,
	code TEXT NOT NULL CHECK (length(code) = 2),
	name TEXT NOT NULL,		-- where it is: building, floor, door
	seats INTEGER NOT NULL CHECK (seats BETWEEN 1 AND 9999),
	row_count INTEGER NOT NULL CHECK (row_count >= 1),
	col_count INTEGER NOT NULL CHECK (col_count >= 1),
	tag TEXT NOT NULL,		-- '' or the need it serves: 'access'
	run_id INTEGER NOT NULL,
	UNIQUE (sitting_id, site_code, code),
	FOREIGN KEY (sitting_id, site_code) REFERENCES sitting_site (sitting_id, site_code)
) STRICT;
CREATE TABLE session (
	id INTEGER PRIMARY KEY,
	sitting_id INTEGER NOT NULL,
	site_code TEXT NOT NULL,
	number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 999),	-- 批次
	on_date TEXT NOT NULL,
	starts_at INTEGER NOT NULL,
	ends_at INTEGER NOT NULL,
	locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1)),
	run_id INTEGER NOT NULL,
	UNIQUE (sitting_id, site_code, number),
	FOREIGN KEY (sitting_id, site_code) REFERENCES sitting_site (sitting_id, site_code),
	CONSTRAINT "R-DATE session" CHECK (starts_at < ends_at)
) STRICT;
-- The rooms open in a session, with the seats that may be used.
CREATE TABLE session_room (
	session_id INTEGER NOT NULL REFERENCES session (id),
	room_id INTEGER NOT NULL REFERENCES room (id),
	seats INTEGER NOT NULL CHECK (seats >= 0),
	run_id INTEGER NOT NULL,
	PRIMARY KEY (session_id, room_id)
) STRICT;
-- Subjects a session (or only one room of it) runs; none means all. room_id 0: every room.
CREATE TABLE session_subject (
	session_id INTEGER NOT NULL REFERENCES session (id),
	room_id INTEGER NOT NULL,
	subject_code TEXT NOT NULL,
	run_id INTEGER NOT NULL,
	PRIMARY KEY (session_id, room_id, subject_code)
) STRICT;

-- Ticket numbers ever issued: never given to another entry.
CREATE TABLE ticket (
	number TEXT PRIMARY KEY NOT NULL CHECK (length(number) = 16),
	entry_id INTEGER NOT NULL,
	issued_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_entry ON ticket (entry_id);
CREATE TRIGGER "ticket R-TICKET update" BEFORE UPDATE ON ticket
BEGIN SELECT RAISE(ABORT, 'R-TICKET number is issued'); END;
CREATE TRIGGER "ticket R-TICKET delete" BEFORE DELETE ON ticket
BEGIN SELECT RAISE(ABORT, 'R-TICKET number is issued'); END;

-- Where and when a paid entry sits. Room, seat and ticket number come later than the session.
CREATE TABLE placement (
	entry_id INTEGER PRIMARY KEY REFERENCES entry (id),
	session_id INTEGER NOT NULL REFERENCES session (id),
	room_id INTEGER REFERENCES room (id),
	seat INTEGER CHECK (seat >= 1),
	ticket_no TEXT REFERENCES ticket (number),
	wish_kept INTEGER NOT NULL CHECK (wish_kept IN (0, 1)),
	fixed INTEGER NOT NULL DEFAULT 0 CHECK (fixed IN (0, 1)),
	run_id INTEGER NOT NULL,
	CONSTRAINT "placement_seat" CHECK (seat IS NULL OR room_id IS NOT NULL),
	CONSTRAINT "R-TICKET placement" CHECK (ticket_no IS NULL OR seat IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX "R-DATE seat" ON placement (session_id, room_id, seat) WHERE seat IS NOT NULL;
CREATE UNIQUE INDEX "R-TICKET number" ON placement (ticket_no) WHERE ticket_no IS NOT NULL;
CREATE INDEX placement_session ON placement (session_id);
CREATE TRIGGER "placement R-DATE paid" BEFORE INSERT ON placement
BEGIN
	SELECT RAISE(ABORT, 'R-DATE placement of an unpaid entry')
	WHERE (SELECT state FROM entry WHERE id = NEW.entry_id) <> 'paid';
END;

-- Every live entry with what its admission ticket says; room, seat and number come with arranging.
CREATE VIEW v_ticket (entry_id, candidate_id, sitting_id, state, reg_no, name, sex, id_type,
	id_type_name, id_number, photo_sha256, subject_code, subject_name, site_code, site_name,
	site_address, self_printing, notice, session, on_date, starts_at, ends_at, room_code,
	room_name, seat, ticket_no) AS
SELECT e.id, c.id, c.sitting_id, e.state, c.reg_no, c.name, c.sex, c.id_type,
	coalesce((SELECT k.name FROM code k WHERE k.kind = 'id_type' AND k.code = c.id_type), c.id_type),
	c.id_number, c.photo_sha256, o.subject_code, u.name, c.site_code, t.name,
	t.address, ss.self_printing, ss.notice, x.number, x.on_date, x.starts_at, x.ends_at, r.code,
	r.name, p.seat, p.ticket_no
FROM offering o
JOIN entry e ON e.offering_id = o.id AND e.gone_at IS NULL
JOIN candidate c ON c.id = e.candidate_id AND c.gone_at IS NULL
JOIN subject u ON u.programme_id = o.programme_id AND u.code = o.subject_code
JOIN site t ON t.code = c.site_code
JOIN sitting_site ss ON ss.sitting_id = c.sitting_id AND ss.site_code = c.site_code
LEFT JOIN placement p ON p.entry_id = e.id
LEFT JOIN session x ON x.id = p.session_id
LEFT JOIN room r ON r.id = p.room_id;

-- How good the dates of a site are, and what proves it: each value beside its bound (R-DATE-OPT).
CREATE TABLE assignment (
	sitting_id INTEGER NOT NULL,
	site_code TEXT NOT NULL,
	seed TEXT NOT NULL,		-- as it goes into every lottery ticket
	entries INTEGER NOT NULL,
	placed INTEGER NOT NULL,
	placed_bound INTEGER NOT NULL,
	wishes_made INTEGER NOT NULL,
	wishes INTEGER NOT NULL,
	wishes_bound INTEGER NOT NULL,
	extra_days INTEGER NOT NULL,
	extra_days_bound INTEGER NOT NULL,
	rooms INTEGER NOT NULL,		-- of sessions, with people in them
	rooms_bound INTEGER NOT NULL,
	run_id INTEGER NOT NULL,
	PRIMARY KEY (sitting_id, site_code),
	FOREIGN KEY (sitting_id, site_code) REFERENCES sitting_site (sitting_id, site_code),
	CONSTRAINT "R-DATE-OPT bound"
		CHECK (placed <= placed_bound AND extra_days >= extra_days_bound AND rooms >= rooms_bound)
) STRICT;

-- What was printed for whom, so that nothing shown on paper changes unnoticed.
CREATE TABLE handout (
	id INTEGER PRIMARY KEY,
	kind TEXT NOT NULL CHECK (kind = 'ticket' OR kind = 'form' OR kind = 'room' OR kind = 'certificate'
		OR kind = 'notice'),
	candidate_id INTEGER REFERENCES candidate (id),
	entry_id INTEGER REFERENCES entry (id),
	content_sha256 TEXT NOT NULL,
	printed_at INTEGER NOT NULL,
	run_id INTEGER NOT NULL
) STRICT;
CREATE INDEX handout_entry ON handout (entry_id, kind) WHERE entry_id IS NOT NULL;
CREATE INDEX handout_candidate ON handout (candidate_id, kind) WHERE candidate_id IS NOT NULL;

-- ---------------------------------------------------------------- after the exam

CREATE TABLE score (
	entry_id INTEGER PRIMARY KEY REFERENCES entry (id),
	points INTEGER CHECK (points BETWEEN 0 AND 1000),
	part_points INTEGER,		-- the part with a rule of its own (choice questions)
	mark TEXT CHECK (mark = 'absent' OR mark = 'violation' OR mark = 'cheating'),
	band TEXT CHECK (band = 'excellent' OR band = 'good' OR band = 'pass' OR band = 'fail'
		OR band = 'absent' OR band = 'violation' OR band = 'cheating'),
	run_id INTEGER NOT NULL,
	CONSTRAINT "R-SCORE score" CHECK ((points IS NULL) = (mark IS NOT NULL))
) STRICT;
-- The grades of a site's sitting: the least points of each (R-SCORE).
CREATE VIEW v_band (sitting_id, site_code, band, from_points) AS
SELECT ss.sitting_id, ss.site_code, b.column1, CASE WHEN b.column2 = '' THEN 0 ELSE
	CAST(coalesce((SELECT p.value FROM policy p JOIN sitting s ON s.id = ss.sitting_id
			WHERE p.programme_id = s.programme_id AND p.key = b.column2
			AND p.sitting_code IN ('', s.code) AND p.site_code IN ('', ss.site_code)
			ORDER BY (p.sitting_code <> '') * 2 + (p.site_code <> '') DESC LIMIT 1),
		(SELECT k.value FROM policy_key k WHERE k.key = b.column2)) AS INTEGER) END
FROM sitting_site ss
CROSS JOIN (VALUES ('excellent', 'score.excellent'), ('good', 'score.good'), ('pass', 'score.pass'),
	('fail', '')) AS b;

CREATE TABLE certificate (
	number TEXT PRIMARY KEY NOT NULL,
	entry_id INTEGER NOT NULL,
	issued_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX "R-CERT once" ON certificate (entry_id);
CREATE TRIGGER "certificate R-CERT update" BEFORE UPDATE ON certificate
BEGIN SELECT RAISE(ABORT, 'R-CERT number is issued'); END;
CREATE TRIGGER "certificate R-CERT delete" BEFORE DELETE ON certificate
BEGIN SELECT RAISE(ABORT, 'R-CERT number is issued'); END;
-- Certificates of earlier sittings, as reported: what level 4 asks for.
CREATE TABLE held_certificate (
	programme_id TEXT NOT NULL,
	number TEXT NOT NULL,
	id_type TEXT NOT NULL,
	id_number TEXT NOT NULL,
	name TEXT NOT NULL,
	subject_code TEXT NOT NULL,
	issued_on TEXT,
	run_id INTEGER NOT NULL,
	PRIMARY KEY (programme_id, number)
) STRICT;
CREATE INDEX held_certificate_person ON held_certificate (id_number, id_type);

-- ---------------------------------------------------------------- notices, files

CREATE TABLE outbox (
	id INTEGER PRIMARY KEY,
	sitting_id INTEGER NOT NULL REFERENCES sitting (id),
	candidate_id INTEGER REFERENCES candidate (id),
	channel TEXT NOT NULL CHECK (channel IN ('mail', 'sms')),
	address TEXT NOT NULL,
	subject TEXT NOT NULL,
	body TEXT NOT NULL,
	state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed')),
	tries INTEGER NOT NULL DEFAULT 0,
	written_at INTEGER NOT NULL,
	sent_at INTEGER,
	error TEXT,
	run_id INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_waiting ON outbox (id) WHERE state <> 'sent';

-- Files already loaded, so that loading one again changes nothing. Undo forgets them.
CREATE TABLE imported_file (
	sha256 TEXT NOT NULL,
	kind TEXT NOT NULL,
	sitting_id INTEGER NOT NULL,	-- 0 where the kind belongs to no sitting
	name TEXT NOT NULL,
	row_count INTEGER NOT NULL,
	loaded_at INTEGER NOT NULL,
	run_id INTEGER NOT NULL,
	PRIMARY KEY (sha256, kind, sitting_id)
) STRICT;

-- Rows that an import left out while it took the others (--partial): each is open until a file
-- brings it right.
CREATE TABLE open_row (
	kind TEXT NOT NULL,
	sitting_id INTEGER NOT NULL,
	id TEXT NOT NULL,		-- of file and row: what the reject workbook carries
	row_key TEXT NOT NULL,		-- the fields that make a row unique, as the file wrote them
	file TEXT NOT NULL,
	row INTEGER NOT NULL,		-- as a person sees it
	reason TEXT NOT NULL,
	refused_at INTEGER NOT NULL,
	run_id INTEGER NOT NULL,
	PRIMARY KEY (kind, sitting_id, id)
) STRICT;
CREATE INDEX open_row_sitting ON open_row (sitting_id, kind);

-- ---------------------------------------------------------------- programmes and policy keys

INSERT INTO programme (id, name) VALUES
	('ncre', '全国计算机等级考试'),
	('job', '职业技能岗位考试');

INSERT INTO policy_key (key, type, value, zh, en) VALUES
	('expiry.hours', 'int', '24', '未缴费报考的保留小时数', 'hours an unpaid entry is kept'),
	('order.timeout.minutes', 'int', '120', '订单自动关闭的分钟数', 'minutes until an open order times out'),
	('statement.lag.hours', 'int', '10', '对账单可取之前的小时数', 'hours until a statement is complete'),
	('merchant.wechat', 'text', '', '微信支付商户号（空：不核对）', 'merchant number at WeChat Pay (empty: not compared)'),
	('merchant.alipay', 'text', '', '支付宝商户账号（空：不核对）', 'merchant number at Alipay (empty: not compared)'),
	('merchant.unionpay', 'text', '', '银联商户号（空：不核对）', 'merchant number at UnionPay (empty: not compared)'),
	('merchant.generic', 'text', '', '其他渠道商户号（空：不核对）', 'merchant number elsewhere (empty: not compared)'),
	('photo.bytes.min', 'int', '20480', '照片最小字节数', 'smallest photo in bytes'),
	('photo.bytes.max', 'int', '204800', '照片最大字节数', 'largest photo in bytes'),
	('photo.width.min', 'int', '144', '照片最小宽度（像素）', 'least width of a photo in pixels'),
	('photo.height.min', 'int', '192', '照片最小高度（像素）', 'least height of a photo in pixels'),
	('photo.aspect.min', 'int', '120', '照片高宽比下限（百分之一）', 'least height to width of a photo in hundredths'),
	('photo.aspect.max', 'int', '160', '照片高宽比上限（百分之一）', 'greatest height to width of a photo in hundredths'),
	('photo.top.min', 'int', '35', '头顶上方空的下限（高度的千分之一）', 'least space above the head, thousandths of the height'),
	('photo.top.max', 'int', '185', '头顶上方空的上限（高度的千分之一）', 'greatest space above the head, thousandths of the height'),
	('photo.head.min', 'int', '590', '头部高度的下限（高度的千分之一）', 'least height of the head, thousandths of the height'),
	('photo.head.max', 'int', '810', '头部高度的上限（高度的千分之一）', 'greatest height of the head, thousandths of the height'),
	('photo.eyes.min', 'int', '300', '眼睛位置的上界（高度的千分之一）', 'highest line of the eyes, thousandths of the height'),
	('photo.eyes.max', 'int', '600', '眼睛位置的下界（高度的千分之一）', 'lowest line of the eyes, thousandths of the height'),
	('photo.centre.off', 'int', '70', '人脸偏离中线的上限（宽度的千分之一）', 'how far a face may be from the middle, thousandths of the width'),
	('photo.sharpness.min', 'int', '250', '清晰度的下限（千分之一）', 'least sharpness in thousandths'),
	('name.max', 'int', '50', '姓名最多字数', 'characters of a name'),
	('session.gap.minutes', 'int', '0', '同一考生两场之间的最少分钟数', 'least minutes between two sessions of a candidate'),
	('assign.seed', 'text', '', '编排抽签的公开数值，空为每次用 --seed 给出', 'the announced value of the lottery of dates; empty: given by --seed'),
	('room.mode', 'text', 'compact', '考场安排：compact 集中，balanced 均衡', 'filling of rooms: compact or balanced'),
	('ticket.serial', 'text', 'room', '准考证流水：room 每考场连续；batch 为（批次-1）×批容量+座位', 'ticket serial: room counts in the room, batch is (session-1)*size+seat'),
	('ticket.batch.size', 'int', '60', '准考证流水的批容量', 'size of a batch in the ticket serial'),
	('ticket.days.before', 'int', '0', '考前几日起可打印准考证，0 为按时间窗口', 'days before the exam tickets may be printed; 0: the window'),
	('ticket.mask.id', 'bool', '1', '准考证上证件号是否遮盖', 'document numbers masked on tickets'),
	('ticket.rules', 'text', '1. 凭本准考证和有效身份证件原件参加考试。
2. 提前15分钟到达考场，开考后不得入场。
3. 不得携带通信工具和存储设备。
4. 服从监考人员安排，遵守考场规则。', '准考证上的考生须知', 'the rules printed on a ticket'),
	('form.before.payment', 'bool', '0', '报名登记表是否可在缴费前打印', 'registration forms may be printed before payment'),
	('score.excellent', 'int', '90', '优秀的最低分', 'least points of excellent'),
	('score.good', 'int', '80', '良好的最低分', 'least points of good'),
	('score.pass', 'int', '60', '及格的最低分', 'least points of a pass'),
	('retention.days', 'int', '1095', '考后保存个人信息的天数', 'days personal data is kept after the exam');

INSERT INTO policy (programme_id, sitting_code, site_code, key, value, run_id) VALUES
	('job', '', '', 'photo.bytes.max', '102400', 0),
	('job', '', '', 'ticket.days.before', '5', 0),
	('job', '', '', 'form.before.payment', '1', 0);
