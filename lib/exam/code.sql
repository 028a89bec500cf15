-- A code under every name it has.
-- @stmt code_names many
SELECT code, name FROM code WHERE kind = :kind
UNION ALL SELECT code, alias FROM code_alias WHERE kind = :kind
ORDER BY code, name;

-- @stmt code_list many
SELECT code, name FROM code WHERE kind = :kind ORDER BY length(code), code;
