-- Passport accounts: logins of the portal. One account serves one candidate a sitting (R-ONE-SITE), and
-- no e-mail or mobile belongs to two.

-- @rows incoming_accounts (seq INTEGER, row INTEGER, id INTEGER, email TEXT, phone TEXT, id_type TEXT, id_number TEXT)

-- By document, else by mobile, else by e-mail; who is none of them is new.
-- @find account_find accounts id_number R-ONE-SITE
SELECT i.seq, coalesce(
	(SELECT a.id FROM account a WHERE a.id_number = i.id_number AND a.id_type IS coalesce(i.id_type, a.id_type)
		ORDER BY a.id LIMIT 1),
	(SELECT a.id FROM account a WHERE a.mobile = i.phone),
	(SELECT a.id FROM account a WHERE a.email = lower(i.email))) AS id
FROM incoming_accounts i ORDER BY i.seq;

-- @known account_known accounts
SELECT i.seq FROM incoming_accounts i CROSS JOIN account a ON a.id = i.id
WHERE a.email IS coalesce(lower(i.email), a.email) AND a.mobile IS coalesce(i.phone, a.mobile)
	AND a.id_type IS coalesce(i.id_type, a.id_type) AND a.id_number IS coalesce(i.id_number, a.id_number)
ORDER BY i.seq;

-- @rule account_empty accounts email ROW
-- zh: 邮箱、手机号、证件号至少要有一个
-- en: an account needs an e-mail, a mobile or a document number
SELECT i.seq FROM incoming_accounts i WHERE i.email IS NULL AND i.phone IS NULL AND i.id_number IS NULL
ORDER BY i.seq;

-- @rule account_email accounts email ROW
-- zh: 不是电子邮箱
-- en: not an e-mail address
SELECT i.seq FROM incoming_accounts i WHERE i.email NOT LIKE '_%@_%._%' OR instr(i.email, ' ') ORDER BY i.seq;

-- @rule account_other_document accounts id_number R-ONE-SITE
-- zh: 这个手机或邮箱的通行证属于证件号 {other}
-- en: the account of this mobile or e-mail belongs to document {other}
SELECT i.seq, a.id_number AS other FROM incoming_accounts i CROSS JOIN account a ON a.id = i.id
WHERE a.id_number <> i.id_number ORDER BY i.seq;

-- @rule account_phone_taken accounts phone R-ONE-SITE
-- zh: 手机号已属于另一个通行证（证件号 {other}）
-- en: the mobile belongs to another account (document {other})
SELECT i.seq, coalesce(a.id_number, '-') AS other FROM incoming_accounts i CROSS JOIN account a ON a.mobile = i.phone
WHERE a.id IS NOT i.id ORDER BY i.seq;

-- @rule account_email_taken accounts email R-ONE-SITE
-- zh: 邮箱已属于另一个通行证（证件号 {other}）
-- en: the e-mail belongs to another account (document {other})
SELECT i.seq, coalesce(a.id_number, '-') AS other FROM incoming_accounts i
CROSS JOIN account a ON a.email = lower(i.email)
WHERE a.id IS NOT i.id ORDER BY i.seq;

-- @rule account_phone_twice accounts phone R-ONE-SITE
-- zh: 手机号与第 {other} 行相同
-- en: the mobile is that of row {other}
SELECT t.seq, t.other FROM (SELECT i.seq, i.row,
		first_value(i.row) OVER (PARTITION BY i.phone ORDER BY i.seq) AS other
	FROM incoming_accounts i WHERE i.phone IS NOT NULL) AS t
WHERE t.other <> t.row ORDER BY t.seq;

-- @rule account_email_twice accounts email R-ONE-SITE
-- zh: 邮箱与第 {other} 行相同
-- en: the e-mail is that of row {other}
SELECT t.seq, t.other FROM (SELECT i.seq, i.row,
		first_value(i.row) OVER (PARTITION BY lower(i.email) ORDER BY i.seq) AS other
	FROM incoming_accounts i WHERE i.email IS NOT NULL) AS t
WHERE t.other <> t.row ORDER BY t.seq;

-- @put account_change accounts
UPDATE account SET email = coalesce(lower(i.email), account.email), mobile = coalesce(i.phone, account.mobile),
	id_type = coalesce(i.id_type, account.id_type), id_number = coalesce(i.id_number, account.id_number),
	run_id = :run
FROM incoming_accounts i WHERE account.id = i.id;

-- @put account_add accounts
INSERT INTO account (email, mobile, id_type, id_number, password_hash, created_at, run_id)
SELECT lower(i.email), i.phone, i.id_type, i.id_number, '', :now, :run
FROM incoming_accounts i WHERE i.id IS NULL;
