-- @stmt code_list many
SELECT code, name FROM code WHERE kind = :kind ORDER BY length(code), code;
