# For the tests of printing: an arranged office with a photo. Sourced after tap.sh.
t_print_office() {
	t_office
	sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/office.sql" || t_bail fixture
	sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/print.sql" || t_bail fixture
	t_photo=a000000000000000000000000000000000000000000000000000000000000001
	t_photo_dir=$NCRE_OFFICE/photos/a0
	t_photo_file=$t_photo_dir/${t_photo#a0}.jpg
	mkdir "$t_photo_dir" || t_bail photos
	base64 -d <"$T_TOP/tests/data/tiny.jpg.b64" >"$t_photo_file" || t_bail photo
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
