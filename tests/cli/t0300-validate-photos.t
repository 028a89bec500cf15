#!/bin/sh
# ncre validate-photos: what is taken, what is refused and why, ZIPs, locks, repetition, undo.
. "${0%/*}/../tap/tap.sh"
gen=$T_TOP/build/tools/gen-portrait
[ -x "$gen" ] || t_bail "missing: $gen (make tools)"
NCRE_LANG=en
export NCRE_LANG
t_office
cat "$T_TOP/tests/data/office.sql" "$T_TOP/tests/data/photos.sql" | sqlite3 "$NCRE_OFFICE/ncre.db" || t_bail fixture
photo_of() { t_sql "SELECT coalesce(photo_sha256, '') FROM candidate WHERE id = $1"; }
sum_of() { sha256sum "$1" | cut -d' ' -f1; }

# ---- files alone, without an office
mkdir good bad empty
"$gen" a good/a.jpg && "$gen" b good/b.jpg || t_bail gen-portrait
"$gen" -t 1 c bad/sideways.jpg
"$gen" -t 2 c bad/upside.jpg
"$gen" -c 15000 d bad/cut.jpg
"$gen" -s 120x160 -k 30000 e bad/small.jpg
"$gen" -p 10,30,50 g bad/tiny-head.jpg
printf '\211PNG\r\n\032\nrest' >bad/really-png.jpg
: >bad/nothing.jpg

NCRE_OFFICE=/nonexistent t_run ncre validate-photos --check-only --format csv good
t_exit 0
t_out 'file,verdict,candidate,action,text
good/a.jpg,pass,,checked,
good/b.jpg,pass,,checked,'
t_err ''

t_run ncre validate-photos --check-only --format csv bad
t_exit 1
t_out_like '^bad/sideways.jpg,refuse,.*lies sideways: turn it 270 degrees'
t_out_like '^bad/upside.jpg,refuse,.*upside down'
t_out_like '^bad/cut.jpg,refuse,.*the file is cut off'
t_out_like '^bad/small.jpg,refuse,.*120 x 160 pixels.*less than 144 x 192'
t_out_like '^bad/tiny-head.jpg,refuse,.*the head is 3[0-9] %'
t_out_like '^bad/really-png.jpg,refuse,.*not a JPEG but PNG'
t_out_like '^bad/nothing.jpg,refuse,.*the file is empty'
t_err ''

t_run ncre validate-photos --check-only --format jsonl good/a.jpg
t_exit 0
t_out_like '^\{"file":"good/a.jpg","verdict":"pass","action":"checked","candidate":null,"findings":\[\],"measures":\{"bytes":[0-9]+,"kind":"jpeg","width_px":240,"height_px":320,.*"faces":1,.*"head_top":0.1'
t_err ''

t_run ncre validate-photos --check-only --background blue --format csv good/a.jpg
t_exit 1
t_out_like '^good/a.jpg,review,.*wanted is blue'
t_err ''

t_run ncre validate-photos --explain good/a.jpg
t_exit 0
t_out_like '^head_top +0\.1'
t_err ''

t_run ncre validate-photos
t_exit 2
t_out ''
t_err_has 'name the folders'
t_run ncre validate-photos --check-only missing
t_exit 3
t_out_lacks pass
t_err_has 'missing'
t_run ncre validate-photos --check-only empty
t_exit 3
t_out_lacks pass
t_err_has 'no photos in empty'
cp "$T_TOP/samples/group-990101.xlsx" book.zip
for t_book in "$T_TOP/samples/group-990101.xlsx" book.zip; do
	t_run ncre validate-photos --check-only --format csv "$t_book"
	t_exit 3
	t_out_lacks refuse
	t_err_has 'is a workbook or document, no photo'
	t_err_has 'ncre import'
done

# ---- into the office: by registration number, by document number, by the workbook's column
mkdir in
cp good/a.jpg in/82830001000003.jpg
cp good/b.jpg in/990101200601040043.jpg
t_sql "UPDATE candidate SET photo_name = '样例戊.jpg' WHERE id = 5"
"$gen" e in/样例戊.jpg
"$gen" f in/nobody.jpg

t_run ncre validate-photos --dry-run --format csv in
t_exit 1
t_out_like '^in/82830001000003.jpg,pass,82830001000003,attached,'
t_err_has 'dry run'
t_unchanged
t_is "$(find "$NCRE_OFFICE/photos" -type f -newer in/nobody.jpg)" '' 'a dry run stores nothing'

t_run ncre validate-photos --format csv in
t_exit 1
t_out 'file,verdict,candidate,action,text
in/82830001000003.jpg,pass,82830001000003,attached,
in/990101200601040043.jpg,pass,82830001000004,attached,
in/nobody.jpg,refuse,,not-taken,"the name is no candidate'"'"'s registration number, ID number or photo file"
in/样例戊.jpg,pass,82830002000001,attached,'
t_err_like '3'
t_is "$(photo_of 3)" "$(sum_of in/82830001000003.jpg)" 'by registration number'
t_is "$(photo_of 4)" "$(sum_of in/990101200601040043.jpg)" 'by document number'
t_is "$(photo_of 5)" "$(sum_of in/样例戊.jpg)" 'by the photo column'
sum=$(photo_of 3)
t_same_file "$NCRE_OFFICE/photos/$(echo "$sum" | cut -c1-2)/$(echo "$sum" | cut -c3-).jpg" good/a.jpg

# The same again changes nothing and says so.
rm in/nobody.jpg
t_run ncre validate-photos --format csv in
t_exit 0
t_out_like '^in/82830001000003.jpg,pass,82830001000003,unchanged,'
t_err_like ' 0 .* 0 .* 0'

# R-LOCK: an approved candidate keeps the photo.
before=$(photo_of 6)
mkdir locked
cp good/a.jpg locked/82830002000002.jpg
t_run ncre validate-photos --format jsonl locked
t_exit 1
t_out_like '"verdict":"refuse","action":"not-taken","candidate":"82830002000002","findings":\[\{"rule":"R-LOCK"'
t_err_like 0
t_is "$(photo_of 6)" "$before" 'R-LOCK: the photo stays'

# Two files for one person: neither is taken.
mkdir two
"$gen" x two/82830001000002.jpg
"$gen" y two/990101200601020027.jpg
before=$(photo_of 2)
t_run ncre validate-photos --format csv two
t_exit 1
t_out_like '^two/82830001000002.jpg,refuse,82830001000002,not-taken,.*different photo: two/990101200601020027.jpg'
t_err_like 0
t_is "$(photo_of 2)" "$before" 'neither is taken'

# One picture for two persons is seen.
mkdir shared
before=$(photo_of 1)
cp good/a.jpg shared/82830001000001.jpg
t_run ncre validate-photos --format csv shared
t_exit 1
t_out_like '^shared/82830001000001.jpg,review,82830001000001,attached,.*the same photo as 82830001000003'
t_err_like 1
t_run ncre check --format csv
t_exit 0
t_out_has 'R-PHOTO,warning'
t_err_lacks bug

# ... and nearly the same one, resized and saved again.
mkdir twin
"$gen" -s 300x400 -k 40000 a twin/82830001000002.jpg
t_run ncre validate-photos --dry-run --format csv twin
t_exit 1
t_out_like '^twin/82830001000002.jpg,review,82830001000002,attached,.*nearly the same photo as 8283000100000[13]'
t_err_has 'dry run'

# Undo takes the attachment back, the next run gives it again.
run=$(t_sql 'SELECT max(id) FROM run')
t_run ncre undo "$run"
t_exit 0
t_out ''
t_err_like '[0-9]'
t_is "$(photo_of 1)" "$before" 'undone'

# ---- putting right: on copies
cp bad/sideways.jpg sideways.orig
mkdir fixed fix
t_run ncre validate-photos --check-only --fix bad
t_exit 2
t_out ''
t_err_has '--fixed-to'
cp bad/sideways.jpg bad/cut.jpg fix/
t_run ncre validate-photos --check-only --fixed-to fixed --format csv fix
t_exit 1
t_out_like '^fix/sideways.jpg,pass,,checked,.*put right: turned 270 degrees clockwise'
t_err ''
t_same_file bad/sideways.jpg sideways.orig
t_run ncre validate-photos --check-only --format csv fixed
t_exit 0
t_out_like '^fixed/sideways.jpg,pass,,checked,$'
t_err ''
mkdir attach
cp sideways.orig attach/82830001000003.jpg
t_run ncre validate-photos --fix --format csv attach
t_exit 0
t_out_like '^attach/82830001000003.jpg,pass,82830001000003,attached,.*put right'
t_err_like 1
t_is "$(photo_of 3)" "$(sum_of fixed/sideways.jpg)" 'the photo put right is attached'
sum=$(sum_of sideways.orig)
t_is "$(t_sql "SELECT original_sha256 FROM photo WHERE sha256 = '$(photo_of 3)'")" "$sum" 'which names the original'
t_ok 'that is kept' test -f "$NCRE_OFFICE/photos/$(echo "$sum" | cut -c1-2)/$(echo "$sum" | cut -c3-).jpg"
t_run ncre validate-photos --fix --format csv attach
t_exit 0
t_out_like 'unchanged'
t_err_like ' 0 .* 0 .* 0'

# ---- the contact sheet
t_run ncre validate-photos --check-only --sheet sheet.pdf --quiet --format csv bad good
t_exit 1
t_out_like '^bad/upside.jpg,refuse'
t_err ''
pdftotext -layout sheet.pdf sheet.txt
t_ok 'the sheet names the photos that do not pass' grep -q upside.jpg sheet.txt
t_ok 'and says what is wrong' grep -q 'upside down' sheet.txt
t_not 'and leaves out those that pass' grep -q 'a.jpg' sheet.txt
t_run ncre validate-photos --check-only --sheet none.pdf --quiet good
t_exit 0
t_out ''
t_err ''
t_not 'no sheet where all pass' test -e none.pdf

# ... one for each site, to send back
mkdir sheets schools
cp bad/sideways.jpg schools/82830001000001.jpg
cp bad/upside.jpg schools/82830002000001.jpg
cp bad/upside.jpg schools/whose.jpg
t_run ncre validate-photos -n --sheet sheets --format csv schools
t_exit 1
t_out_like '^schools/82830002000001.jpg,refuse'
t_err_has 'dry run'
t_run ncre validate-photos --sheet sheets --format csv schools
t_exit 1
t_out_like '^schools/82830002000001.jpg,refuse'
t_err_like 0
t_is "$(echo sheets/*)" 'sheets/830001.pdf sheets/830002.pdf sheets/nobody.pdf' 'a sheet for each site'
pdftotext -layout sheets/830002.pdf sheet.txt
t_ok 'has the photos of the site' grep -q 82830002000001 sheet.txt
t_not 'and of no other' grep -q 82830001000001 sheet.txt

# ---- the workbook of what is refused
t_run ncre validate-photos --check-only --reject refused.xlsx --quiet --format csv bad
t_exit 1
t_out_like '^bad/upside.jpg,refuse'
t_err ''
unzip -p refused.xlsx xl/worksheets/sheet1.xml >refused.xml
t_ok 'the workbook lists the refused' grep -q upside.jpg refused.xml

# ---- what is attached, looked at again
t_sql "UPDATE candidate SET photo_sha256 = NULL WHERE id IN (1, 2, 6, 7, 8)" 2>/dev/null || :
t_run ncre validate-photos --all --format csv
t_out_like '^82830001000003.jpg,pass,82830001000003,unchanged,'
t_exit "$T_EXIT"
t_err_like ' 0 .* 0 .* 0'
stored=$NCRE_OFFICE/photos/$(photo_of 3 | cut -c1-2)/$(photo_of 3 | cut -c3-).jpg
cp "$stored" stored.jpg
cp good/b.jpg "$stored"
t_run ncre validate-photos --all --format csv
t_exit 1
t_out_like '^82830001000003.jpg,refuse,82830001000003,not-taken,.*has been changed'
t_err_like 0
rm "$stored"
t_run ncre validate-photos --all --format csv
t_exit 1
t_out_like '^82830001000003.jpg,refuse,82830001000003,not-taken,'
t_err_like 0
cp stored.jpg "$stored"
t_run ncre validate-photos --all in
t_exit 2
t_out ''
t_err_has 'no paths'

# ---- the store at rest, by ncre check: presence and size always, contents with --photos
sum=$(photo_of 3)
stored=$NCRE_OFFICE/photos/$(echo "$sum" | cut -c1-2)/$(echo "$sum" | cut -c3-).jpg
store_check() { t_run ncre check --format csv; }
cp "$stored" keep.jpg
left=$NCRE_OFFICE/photos/$(echo "$sum" | cut -c1-2)/$(printf '%062d' 7).jpg
cp keep.jpg "$left"
t_run ncre check --photos --format csv
t_exit 1 # the photos of the fixture are nothing but zeros
t_out_like '^R-PHOTO,error,.*,82830002000003,.*has been changed'
t_out_like '^R-PHOTO,note,.*,photos,.*no record names 1 files'
t_err ''
rm "$left"
echo tail >>"$stored"
store_check
t_exit 1
t_out_like "^R-PHOTO,error,.*,82830001000003,.*has [0-9]+ bytes, not the [0-9]+"
t_err ''
LC_ALL=C tr a b <keep.jpg >"$stored"
t_run ncre check --photos --format csv
t_exit 1
t_out_like "^R-PHOTO,error,.*,82830001000003,.*has been changed"
t_err ''
rm "$stored"
store_check
t_exit 1
t_out_like "^R-PHOTO,error,.*,82830001000003,.*$sum is not in the store"
t_err ''
cp keep.jpg "$stored"
touch "$NCRE_OFFICE/photos/Thumbs.db"
store_check
t_exit 0
t_out_like '^R-PHOTO,warning,.*Thumbs.db,a file that does not belong'
t_err ''
rm "$NCRE_OFFICE/photos/Thumbs.db"

# ---- ZIPs: stored, deflated, names in GBK
mkdir z
"$gen" m z/82830001000001.jpg
"$gen" n z/82830001000002.jpg
(cd z && zip -q -0 ../s.zip 82830001000001.jpg && zip -q -9 ../d.zip 82830001000002.jpg)
t_run ncre validate-photos --format csv s.zip d.zip
t_exit 0
t_out 'file,verdict,candidate,action,text
s.zip/82830001000001.jpg,pass,82830001000001,attached,
d.zip/82830001000002.jpg,pass,82830001000002,attached,'
t_err_like '2'
t_is "$(t_sql "SELECT count(*) FROM run_input WHERE path LIKE '%.zip'")" 2 'the archives are inputs of the run'
mkdir mixed
cp s.zip mixed/school.zip
echo text >mixed/list.txt
t_run ncre validate-photos --check-only --format csv mixed
t_exit 0
t_out 'file,verdict,candidate,action,text
mixed/school.zip/82830001000001.jpg,pass,,checked,'
t_err ''
t_run ncre validate-photos --format csv z/82830001000001.jpg
t_exit 0
t_out_like 'unchanged'
t_err_like ' 0 .* 0 .* 0'
t_is "$(t_sql "SELECT sha256 FROM run_input WHERE path = 'z/82830001000001.jpg'")" \
	"$(sum_of z/82830001000001.jpg)" 'a file that is named is an input of the run'

# Folders inside, Chinese and document numbers as names, more than 65,535 entries' kind of ZIP
mkdir -p zz/一班/男
cp z/82830001000001.jpg zz/一班/男/990101200601010013.jpg
cp z/82830001000002.jpg zz/一班/样例戊.JPG
python3 - <<'PY' || t_bail zip64
import os, zipfile
with zipfile.ZipFile('zip64.zip', 'w') as z:
    for folder, _, names in os.walk('zz'):
        for name in names:
            path = os.path.join(folder, name)
            with z.open(zipfile.ZipInfo(path), 'w', force_zip64=True) as to, open(path, 'rb') as f:
                to.write(f.read())
PY
t_run ncre validate-photos --check-only --format csv zip64.zip
t_exit 0
t_out_like '^zip64.zip/zz/一班/男/990101200601010013.jpg,pass'
t_out_like '^zip64.zip/zz/一班/样例戊.JPG,pass'
t_err ''

# A name that fits two candidates belongs to neither.
t_sql "UPDATE candidate SET photo_name = '82830001000003' WHERE id = 5"
mkdir -p ambiguous
cp good/b.jpg ambiguous/82830001000003.jpg
t_run ncre validate-photos --format csv ambiguous
t_exit 1
t_out_like '^ambiguous/82830001000003.jpg,refuse,,not-taken,the name fits more than one candidate'
t_err_like 0

# The limits belong to the programme, sitting and site: the other programme takes 100 KB at most.
t_is "$(t_sql "SELECT value FROM policy WHERE programme_id = 'job' AND key = 'photo.bytes.max'")" 102400 \
	'R-PHOTO: 100 KB for the other programme'
"$gen" -s 480x680 -k 180000 big z/82830001000002.jpg
t_run ncre validate-photos -n --format csv z/82830001000002.jpg
t_exit 0
t_out_like '^z/82830001000002.jpg,pass'
t_err_has 'dry run'
t_sql "INSERT INTO policy (programme_id, sitting_code, site_code, key, value, run_id) VALUES ('ncre', '', '830001', 'photo.bytes.max', '102400', 0)"
t_run ncre validate-photos -n --format csv z/82830001000002.jpg
t_exit 1
t_out_like '^z/82830001000002.jpg,refuse,.*bytes, more than 102400'
t_err_has 'dry run'
t_sql "DELETE FROM policy WHERE site_code = '830001' AND key = 'photo.bytes.max'"

# What a file really is, by its content.
mkdir kinds
printf '\0\0\0\030ftypheic\0\0\0\0mif1heic' >kinds/heic.jpg
printf 'RIFF\044\0\0\0WEBPVP8 ' >kinds/webp.jpg
printf 'BM\066\0\0\0\0\0\0\0\066\0\0\0' >kinds/bmp.jpg
cat good/a.jpg good/b.jpg >kinds/mpo.jpg
t_run ncre validate-photos --check-only --format csv kinds
t_exit 1
t_out_like '^kinds/heic.jpg,refuse,.*not a JPEG but HEIC'
t_out_like '^kinds/webp.jpg,refuse,.*not a JPEG but WebP'
t_out_like '^kinds/bmp.jpg,refuse,.*not a JPEG but BMP'
t_out_like '^kinds/mpo.jpg,refuse,.*(MPO|images|pictures)'
t_err ''

# A worker that dies takes one photo with it, not the run.
mkdir many
"$gen" -s 1155x1680 -k 180000 large many/0.jpg
i=1
while [ $i -lt 60 ]; do
	ln many/0.jpg many/$i.jpg
	i=$((i + 1))
done
attempt=0 crashed=0
while [ $attempt -lt 9 ] && [ "$crashed" = 0 ]; do
	"$NCRE" validate-photos --check-only --format csv many >crash.csv 2>crash.err &
	pid=$! worker=
	while [ -z "$worker" ] && kill -0 $pid 2>/dev/null; do
		worker=$(cat "/proc/$pid/task/$pid/children" 2>/dev/null) && worker=${worker%% *}
	done
	[ -n "$worker" ] && kill -9 "$worker" 2>/dev/null
	wait $pid
	code=$?
	crashed=$(grep -c 'decoder crashed' crash.csv)
	attempt=$((attempt + 1))
done
t_is "$crashed" 1 'the photo that was looked at is named'
t_is "$code" 1 'which a person must see'
t_is "$(wc -l <crash.csv | tr -d ' ')" 61 'and all others are checked'
t_is "$(grep -c ',pass,' crash.csv)" 59 'and pass'

gbk=$(printf '\326\320.jpg')
cp good/a.jpg "z/$gbk"
(cd z && LC_ALL=C zip -q ../gbk.zip "$gbk")
t_run ncre validate-photos --check-only --format csv gbk.zip
t_exit 0
t_out_like '^gbk.zip/中.jpg,pass'
t_err ''
head -c 300 s.zip >broken.zip
t_run ncre validate-photos broken.zip
t_exit 3
t_out_lacks 8283
t_err_has 'broken.zip'
t_done
