-- The files of the photos in office.sql, as large as they are said to be. Nothing is printed.
SELECT 1 FROM pragma_database_list d, photo p
WHERE d.name = 'main' AND writefile(replace(d.file, 'ncre.db', 'photos/' || substr(p.sha256, 1, 2)
	|| '/' || substr(p.sha256, 3) || '.jpg'), zeroblob(p.bytes)) IS NULL;
