# For the tests of printing: an arranged office with a photo. Sourced after tap.sh.
t_print_office() {
	t_office
	sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/office.sql" || t_bail fixture
	sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/print.sql" || t_bail fixture
	for t_photo in $(t_sql 'SELECT sha256 FROM photo'); do
		t_photo_file=$NCRE_OFFICE/photos/$(printf %.2s "$t_photo")/${t_photo#??}.jpg
		mkdir -p "${t_photo_file%/*}" || t_bail photos
		base64 -d <"$T_TOP/tests/data/tiny.jpg.b64" >"$t_photo_file" || t_bail photo
	done
	t_photo=$(t_sql 'SELECT photo_sha256 FROM candidate WHERE id = 1')
	t_photo_file=$NCRE_OFFICE/photos/$(printf %.2s "$t_photo")/${t_photo#??}.jpg
}

t_text() { # FILE [PAGE]: its text, one blank between words
	pdftotext ${2:+-f "$2" -l "$2"} -layout "$1" - | tr -s ' \n\f' ' '
}

t_text_has() { # FILE TEXT NAME
	case $(t_text "$1") in
	*"$2"*) t_result 0 "$3" ;;
	*) t_text "$1" >"$T_DIR/t/why"; t_result 1 "$3" "$T_DIR/t/why" ;;
	esac
}

t_pages() { pdfinfo "$1" | sed -n 's/^Pages: *//p'; }
