/* Layouts: the file format and its errors, binding to headers, reading fields. */
#include "base/buf.h"
#include "tab/layout.h"
#include "tap/tap.h"

static const char small[] = "# a comment\n"
			    "kind small\n"
			    "sheet 表\n"
			    "key code\n"
			    "field code digits required len=6 : 代码 | 编号\n"
			    "field name text required max=4 : 姓名(必填)\n"
			    "field id id rule=R-ID : 证件号 | 身份证号\n"
			    "field born day : 出生日期\n"
			    "field fee fen : 费用\n"
			    "field n int : 数量\n"
			    "field yes yesno : 可用\n"
			    "field at instant : 时间\n"
			    "field state word : 状态\n"
			    "word state open : 开着 | 开放\n"
			    "word state shut : 关着\n";

static void test_parse(void)
{
	static const struct {
		const char *text, *want;
	} wrong[] = {
	    {"kind x\nfield a text 表头\n", "第 2 行"},
	    {"kind x\nfield a phrase : 表头\n", "类型"},
	    {"kind x\nfield a word : 表头\n", "word 行"},
	    {"kind x\nfield a word : 表头\nword a y 是\n", "冒号"},
	    {"kind x\nfield a word : 表头\nword b y : 是\n", "没有这个字段"},
	    {"kind x\nfield a word : 表头\nword a y : 是\nword a n : 是\n", "另一个值"},
	    {"kind x\nfield a text wide : 表头\n", "选项"},
	    {"kind x\nfield a text : 表\nfield a text : 头\n", "字段重复"},
	    {"kind x\nfield a text : 表\nfield b text : 头 | 表*\n", "另一个字段"},
	    {"kind x\nfield a code : 表\n", "代码表"},
	    {"kind x\nkey b\nfield a text : 表\n", "没有这个字段"},
	    {"kind x\nalias b : 表\n", "没有这个字段"},
	    {"kind x\n", "kind"},
	    {"field a text : 表\n", "kind"},
	    {"kind x\nwhat\n", "不认识的行"},
	    {"kind x\nfield a text : \xff\n", "UTF-8"},
	};
	struct arena mem = {0};
	struct layout *l;
	struct err e = {0};
	size_t i;

	if (succeeds(layout_parse(&mem, "small.layout", small, &l, &e), &e, "parses")) {
		is_str(l->kind, "small", "kind");
		is_str(l->sheet, "表", "sheet");
		is_int(l->field_count, 9, "fields");
		is_int(layout_index(l, "born"), 3, "by name");
		is_int(layout_index(l, "none"), -1, "no such field");
		ok(l->fields[0].required && l->fields[0].len_chars == 6, "options");
		is_str(l->fields[0].title, "代码", "title");
	}
	for (i = 0; i < ARRAY_LEN(wrong); i++) {
		is_int(layout_parse(&mem, "w.layout", wrong[i].text, &l, &e), -1, "refused %zu", i);
		has_str(e.text, wrong[i].want, "reason %zu", i);
		err_clear(&e);
	}
	arena_free(&mem);
}

/* Reads text (a CSV) by the small layout: fields as name=value, then findings as row:col:text. */
static void read_by(const char *csv, struct buf *b)
{
	struct arena mem = {0};
	struct findings f = {0};
	struct layout_map map;
	struct tab_src *src = NULL;
	struct layout *l;
	struct err e = {0};
	struct row r;
	size_t i;

	if (layout_parse(&mem, "small.layout", small, &l, &e) < 0 ||
	    tab_open_memory(&src, "f.csv", csv, strlen(csv), &e) < 0 ||
	    layout_bind(&mem, l, src, "f.csv", &f, &map, &e) < 0) {
		buf_printf(b, "!%s", e.text);
	} else {
		while (tab_next(src, &r, &e) > 0) {
			for (i = 0; i < l->field_count; i++) {
				struct field_value v;
				bool good = field_read(&mem, &map, i, &r, &f, &v);

				if (*v.text || !good)
					buf_printf(b, "%s=%s%s ", l->fields[i].name, v.text,
						   good ? "" : "!");
			}
		}
	}
	findings_sort(&f);
	for (i = 0; i < f.list.len; i++)
		buf_printf(b, "[%d:%d %s %s]", (int)f.list.items[i].row, f.list.items[i].column,
			   severity_word(f.list.items[i].severity), f.list.items[i].text);
	findings_free(&f);
	tab_close(src);
	arena_free(&mem);
}

static void test_read(void)
{
	static const struct {
		const char *csv, *want;
	} cases[] = {
	    {"代码,姓名\n110201,张三\n", "code=110201 name=张三 "},
	    {"某校,\n\n 代 码* ,姓名（必填）\n110201,张三\n", "code=110201 name=张三 "},
	    {"code,NAME\n110201,张三\n", "code=110201 name=张三 "},
	    {"编号,姓名\n１１０２０１,　张三　\n",
	     "code=110201 name=张三 [2:1 note 已去掉多余的空格、全角或前缀字符]"
	     "[2:2 note 已去掉多余的空格、全角或前缀字符]"},
	    {"代码,姓名,怪\n11O201,张三,x\n",
	     "code=! name=张三 [1:3 note 不认识的列，未读取][2:1 error 应全部是数字]"},
	    {"代码,姓名\n1102,\n",
	     "code=! name=! [2:1 error 应为 6 位数字][2:2 error 必填项是空的]"},
	    {"代码,姓名\n110201,张三李四王\n",
	     "code=110201 name=张三李四王! [2:2 error 超过 4 个字]"},
	    {"代码,编号,姓名\n110201,110202,张三\n",
	     "code=110201 name=张三 [1:2 error 同一字段出现两列]"},
	    {"代码,费用\n110201,80\n", "code=110201 fee=80 [1:0 error 缺少必需的列]"},
	    {"代码,姓名,证件号\n110201,张三,4.4E+17\n",
	     "code=110201 name=张三 id=! [2:3 error 号码被表格软件变成了数字，末几位已丢失]"},
	    {"代码,姓名,证件号\n110201,张三,`11010120030101123x\n",
	     "code=110201 name=张三 id=11010120030101123X "
	     "[2:3 note 已去掉多余的空格、全角或前缀字符][2:3 note "
	     "已去掉多余的空格、全角或前缀字符]"},
	    {"代码,姓名,出生日期\n110201,张三,20030101\n110201,张三,2003年1月1日\n"
	     "110201,张三,2003/01/01\n110201,张三,37622\n110201,张三,2003-13-01\n",
	     "code=110201 name=张三 born=2003-01-01 code=110201 name=张三 born=2003-01-01 "
	     "code=110201 name=张三 born=2003-01-01 code=110201 name=张三 born=2003-01-01 "
	     "code=110201 name=张三 born=! [5:3 note 日期以序号形式保存，已换算][6:3 error "
	     "不是有效日期]"},
	    {"代码,姓名,费用,数量,可用\n110201,张三,80.5,12,是\n110201,张三,八十,1.5,也许\n",
	     "code=110201 name=张三 fee=80.5 n=12 yes=1 code=110201 name=张三 fee=! n=! yes=! "
	     "[3:3 error 不是金额][3:4 error 不是整数][3:5 error 应写“是”或“否”]"},
	    {"某校报名表,,,\n代码,基本信息,,费用\n,姓名,出生日期,\n110201,张三,20030101,80\n",
	     "code=110201 name=张三 born=2003-01-01 fee=80 "},
	    {"代码,姓名,费用\n110201,,80\n,张三,81\n", /* rows below a header are no part of it */
	     "code=110201 name=! fee=80 code=! name=张三 fee=81 [2:2 error 必填项是空的]"
	     "[3:1 error 必填项是空的]"},
	    {"code,name,fee_fen\n110201,张三,8050\n", "code=110201 name=张三 fee=8050 "},
	    {"代码,姓名,状态\n110201,张三, OPEN\n110201,张三,开放\n110201,张三,半开\n",
	     "code=110201 name=张三 state=open code=110201 name=张三 state=open "
	     "code=110201 name=张三 state=! [4:3 error 应为开着、关着之一]"},
	    {"代码,姓名,证件号\n110201,张三,110***1234\n",
	     "code=110201 name=张三 id=! [2:3 error 遮盖过的内容（*）不能导入]"},
	    {"甲,乙\n1,2\n", "!f.csv：前 20 行里找不到表头（应有 代码、姓名(必填)、证件号 等列）。"
			     "请用 ncre template small 生成的表"},
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct buf b = {0};

		read_by(cases[i].csv, &b);
		is_str(buf_str(&b), cases[i].want, "case %zu", i);
		buf_free(&b);
	}
}

static void test_embedded(void)
{
	struct arena mem = {0};
	const char *const *kinds = layout_kinds(&mem);
	const struct layout *l;
	struct err e = {0};
	size_t i;

	for (i = 0; kinds[i]; i++) {
		succeeds(layout_find(&mem, kinds[i], NULL, &l, &e), &e, "%s parses", kinds[i]);
		is_str(l->kind, kinds[i], "%s is named as its file", kinds[i]);
		ok(l->key_count > 0, "%s has a key", kinds[i]);
	}
	fails(layout_find(&mem, "nonsense", NULL, &l, &e), &e, ERR_USAGE, "no such kind");
	arena_free(&mem);
}

int main(void)
{
	test_parse();
	test_read();
	test_embedded();
	return tap_done();
}
