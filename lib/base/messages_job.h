/* Messages: use cases. Included by base/messages.h, which says how they are written. */
/* clang-format off */
#ifndef NCRE_BASE_MESSAGES_JOB_H
#define NCRE_BASE_MESSAGES_JOB_H

/* ---- job: office, undo ---- */
#define E_OFFICE_USED                                                                              \
	T("%s 不是空文件夹，未作更改；请给一个新名字",                                             \
	  "%s is not an empty folder, nothing changed: give a new name")
#define I_OFFICE_MADE                                                                              \
	T("办公文件夹已建立：%s（下一步：ncre -C 该文件夹 setup 考次工作簿.xlsx）",                \
	  "office made: %s (next: ncre -C it setup WORKBOOK.xlsx)")
#define E_RUN_NUMBER T("不是操作记录号：%s（用 ncre log 查看）", "not the number of a run: %s (see ncre log)")
#define E_UNDO_PURGED                                                                              \
	T("操作记录 %lld 的内容已随个人信息清除，不能撤销",                                        \
	  "what run %lld did has been purged with the personal data: it cannot be taken back")
#define E_UNDO_TWICE                                                                               \
	T("第 %lld 号操作已被第 %lld 号撤销", "run %lld has been undone already by run %lld")
#define E_UNDO_CONFLICT                                                                            \
	T("第 %lld 号操作不能撤销：之后的操作动过 %lu 处（见列表）；请先撤销那些操作",             \
	  "run %lld cannot be undone: later runs touched %lu of its rows (listed); undo those first")
#define I_UNDONE T("已撤销第 %lld 号操作", "run %lld is undone")


/* ---- job: check ---- */
#define F_DATA_CHANGED                                                                             \
	T("表 %s 在 ncre 之外被改动：操作记录留下 %lld 行，现有 %lld 行",                          \
	  "table %s has been changed outside ncre: the runs left %lld rows, there are %lld")
#define F_DATA_DIGEST                           \
	T("数据摘要与最后一次操作的记录不符", \
	  "the digest of the data is not the one of the last run")
#define S_DATA_CHANGED                                                            \
	T("与最近一份检查无误的备份比较，或用它恢复（ncre restore）", \
	  "compare with the last backup that checks clean, or restore it (ncre restore)")

/* ---- job: setup ---- */
#define E_SETUP_CSV                                                              \
	T("%s 是 CSV 文件；setup 要一个含“考次”工作表的工作簿（.xlsx 或 .xls）", \
	  "%s is a CSV file; setup wants a workbook with the sheet 考次 (.xlsx or .xls)")
#define E_SETUP_NO_SHEET \
	T("%s 里没有工作表“%s”，这不是考次工作簿", "%s has no sheet %s: it is no setup workbook")
#define E_SETUP_NO_HEADER                              \
	T("%s 的工作表“%s”没有表头（第一列应为“%s”）", \
	  "%s: the sheet %s has no header row (its first column is %s)")
#define E_SETUP_EMPTY_SHEET T("%s 的工作表“%s”里没有数据", "%s: the sheet %s has no row")
#define E_SETUP_REFUSED                                                \
	T("有 %lu 处错误（已列出），未作任何更改：请改正 %s 后再装入", \
	  "%lu errors (listed), nothing changed: mend %s and load it again")
#define I_SETUP_DONE  T("考次 %s %s：已核对 %lld 行", "sitting %s %s: %lld rows checked")
#define F_ROW_TWICE T("与第 %lld 行重复", "the same as row %lld")
#define F_SETUP_MISSING                         \
	T("数据库里有而工作表里没有，保留不动", \
	  "in the database but not in the sheet: left as it is")
#define F_SETUP_OTHER_SHEET \
	T("用不到的工作表，未读取", "a sheet that setup does not know: not read")
#define F_SETUP_RANGE	    T("应在 %lld 到 %lld 之间", "must be from %lld to %lld")
#define F_SETUP_ONE_SITTING T("一个工作簿只能有一个考次", "a workbook holds one sitting only")
#define F_SETUP_PROGRAMME   T("没有这个考试项目", "no such programme")
#define S_SETUP_PROGRAMME   T("ncre 为全国计算机等级考试，job 为职业技能岗位考试", "ncre or job")
#define F_SETUP_DAYS	    T("结束日期早于开始日期", "the last day is before the first")
#define F_SETUP_SITE	    T("本考次没有考点 %s", "the sitting has no site %s")
#define S_SETUP_SITE	    T("先在工作表“考点”中列出", "list it in the sheet 考点 first")
#define F_SETUP_ORDER                   \
	T("结束应晚于开始，场次不跨日", \
	  "the end must be after the start, of a session on the same day")
#define F_SETUP_OUTSIDE T("不在考试日期内（%s 到 %s）", "outside the exam days (%s to %s)")
#define F_SETUP_SUBJECT T("没有科目 %s", "no such subject: %s")
#define S_SETUP_SUBJECT \
	T("新科目先在工作表“科目”中列出", "list a new subject in the sheet 科目 first")
#define F_SETUP_SUBJECT_ENDED \
	T("科目 %s 在考试日期已停用或尚未启用", "subject %s is not valid on the exam days")
#define F_SETUP_SUBJECTS_ALL \
	T("开考科目应逐个列出，不能写“全部”", "list the subjects one by one, not 全部")
#define F_SETUP_NOT_OFFERED T("没有开考科目用到 %s", "nothing is offered for %s")
#define F_SETUP_TAKEN \
	T("容量小于已报考数：%s 已报考 %lld", "fewer places than entries: %s has %lld")
#define F_SETUP_GRID	  T("排数乘列数小于座位数", "rows times columns are fewer than the seats")
#define F_SETUP_SEAT_USED T("已有考生排到第 %lld 号座位", "somebody sits on seat %lld already")
#define F_SETUP_PLACED                        \
	T("该场次已编排 %lld 科，时间不能改", \
	  "the session has %lld entries placed, its times cannot change")
#define S_SETUP_PLACED T("先撤销编排（ncre undo），再改", "undo the arrangement first (ncre undo)")
#define F_SETUP_ROOM   T("考点 %s 没有考场 %s", "site %s has no room %s")
#define F_SETUP_ROOM_USED                             \
	T("考场 %s 在该场次已编排 %lld 科，不能取消", \
	  "room %s has %lld entries placed in the session and cannot go")
#define F_SETUP_CLASH                               \
	T("考场 %s 同时用于第 %lld 场和第 %lld 场", \
	  "room %s is used by sessions %lld and %lld at the same time")
#define F_SETUP_POLICY T("没有这个参数", "no such parameter")
#define S_SETUP_POLICY T("参数一览见 ncre-schema(7)", "the parameters are listed in ncre-schema(7)")
#define F_SETUP_BOOL   T("应为 是 或 否", "must be 是 or 否 (1 or 0)")
#define F_SETUP_NUMBER T("应为不小于零的整数", "must be a whole number, not negative")
#define F_ORDER_TAKEN                                                                              \
	T("订单号已属于别的考生或金额不同", "the number belongs to another candidate or amount")
#define F_ORDER_NO_CANDIDATE T("没有报名号", "no registration number")
#define S_ORDER_NO_CANDIDATE                                                                       \
	T("填写报名号；学校的集体订单用 ncre bill open --group 开",                                \
	  "fill it in; the order of a school is opened with ncre bill open --group")
#define F_ORDER_NOTHING T("没有要缴费的科目", "nothing to pay")
#define F_ORDER_AMOUNT T("金额与应缴不符，应为 %s 元", "the amount should be %s yuan")
#define F_REVIEW_SITE_DOES_NOT T("该考点不要求信息审核", "the site does not review")
#define F_REVIEW_PENDING T("已提交，待审核", "submitted already, waiting for a decision")
#define F_REVIEW_APPROVED T("已审核通过", "approved already")
#define F_REVIEW_REJECTED                                                                          \
	T("已被退回，考生重新提交后才能再审核", "rejected; it must be submitted again first")
#define F_REVIEW_UNSUBMITTED T("尚未提交审核", "not submitted for review yet")
#define F_REVIEW_NO_ENTRY T("没有报考科目，不能提交审核", "no entry, so nothing to review")
#define F_REVIEW_NO_PHOTO T("没有合格照片，不能提交审核", "no accepted photo, so no review")
#define F_REVIEW_INCOMPLETE T("资料不完整，不能提交审核，缺：%s", "data is missing: %s")
#define F_REVIEW_PHOTO_LOST                                                                        \
	T("照片读不出，审核表里没有它的照片", "the photo cannot be read: the sheet is without it")
#define F_REVIEW_NOBODY T("没有这个考生", "no such candidate")
#define E_AUDIT_REASON T("退回要写原因：--reason 原因", "a rejection needs --reason TEXT")
#define I_AUDIT_SUBMITTED T("已提交审核 %lld 人，未提交 %lld 人", "submitted %lld, not submitted %lld")
#define I_AUDIT_DECIDED T("已审核 %lld 人，未审核 %lld 人", "decided %lld, not decided %lld")
#define I_NOTICE_NEXT                                                                              \
	T("缴费通知用 bill notice 订单号 -o 文件 逐张写出；开单时加 -o 文件夹 则一并写出",          \
	  "bill notice ORDER -o FILE writes the payment notice of each; with -o DIR, open does")
#define I_NOTICES_WRITTEN                                                                          \
	T("缴费通知 %lld 份（XLSX 和 PDF）已写到 %s", "%lld payment notices (XLSX and PDF) in %s")
#define E_BILL_NOTICES_GROUP                                                                       \
	T("-o 要与 --group 一起用：缴费通知是给学校的", "-o goes with --group: notices are for schools")
#define I_ORDERS_CLOSED T("已关闭订单 %lld 张", "%lld orders closed")
#define I_AUDIT_SHEET T("审核表：%lld 名考生，已写到 %s", "sheet of %lld candidates: %s")

#define E_STATEMENT_UNKNOWN                                                                        \
	T("%s：认不出是哪家的对账单（前 40 行没有已知的表头）；其他渠道用 --channel generic",      \
	  "%s: not a known statement (no known header within 40 rows); --channel generic for others")
#define E_STATEMENT_KIND T("%s：%s", "%s: %s")
#define E_STATEMENT_CHANNEL                                                                        \
	T("%s 是%s的对账单，不是%s的", "%s is a statement of %s, not of %s")
#define E_STATEMENT_COLUMNS T("%s：缺少列：%s", "%s: columns are missing: %s")
#define E_STATEMENT_MERCHANT                                                                       \
	T("%s 第 %lld 行：是别的商户（%s）的账单；本办的商户号：%s（参数 merchant.*）",            \
	  "%s row %lld: a bill of another merchant (%s); ours are%s(policy merchant.*)")
#define E_STATEMENT_MERCHANTS                                                                      \
	T("%s 第 %lld 行：一个文件里有两个商户（%s 和 %s）；请按商户分别下载",                     \
	  "%s row %lld: two merchants in one file (%s and %s): download one for each")
#define E_STATEMENT_NO_MERCHANT                                                                    \
	T("%s 第 %lld 行：没有商户号；文件不完整，请重新下载",                                     \
	  "%s row %lld: no merchant: the file is cut off, download it again")
#define E_STATEMENT_COUNT                                                                          \
	T("%s：末尾的 %s 为 %lld，实有 %lld；文件不完整或被改动，请重新下载",                      \
	  "%s: its summary says %s %lld, but there are %lld: cut off or changed, download it again")
#define E_STATEMENT_SUM                                                                            \
	T("%s：末尾的 %s 为 %s 元，各行之和为 %s 元；文件不完整或被改动，请重新下载",              \
	  "%s: its summary says %s %s yuan, the rows add up to %s: cut off or changed, download "  \
	  "it again")
#define E_STATEMENT_CUT                                                                            \
	T("%s：末尾没有汇总，文件不完整，请重新下载",                                              \
	  "%s: the summary at its end is missing: it is cut off, download it again")
#define E_STATEMENT_TAIL                                                                           \
	T("%s 第 %lld 行：汇总之后还有内容；请一个文件一个账单",                                   \
	  "%s row %lld: more after the summary: one bill a file, please")
#define E_STATEMENT_ROWS                                                                           \
	T("%s 有 %lu 处读不出，整个文件未入账", "%s has %lu unreadable values: none of it was taken")
#define E_STATEMENT_DIFFERS                                                                        \
	T("%s 第 %lld 行：流水 %s 此前已出现，但金额或订单号不同；必有一处是错的，未入账",         \
	  "%s row %lld: transaction %s was there before with another amount or order: one of them "  \
	  "is wrong, nothing was taken")
#define E_STATEMENT_ZIP                                                                            \
	T("%s：压缩包里应有一个业务明细（.csv），实有 %lu 个；请解压后分别载入",                   \
	  "%s: a ZIP should hold one bill (.csv), this has %lu: unpack it and load them one by one")
#define E_STATEMENT_MOVE                                                                           \
	T("%s 第 %lld 行：账务明细里有不是交易的一笔（%s）；请改下载“业务明细”",                   \
	  "%s row %lld: a movement that is no trade (%s) in an account bill: download the "        \
	  "transaction bill (业务明细) instead")
#define E_STATEMENT_TWO_FORMS                                                                      \
	T("%s 第 %lld 行：交易 %s 的退款已由另一种支付宝账单（业务明细或账务明细）载入过；"        \
	  "同一天只用一种，未作任何更改",                                                          \
	  "%s row %lld: a refund of %s came already with the other kind of bill of Alipay: use "   \
	  "one kind for a day; nothing changed")
#define F_STATEMENT_IN_OUT                                                                         \
	T("收入和支出应有且只有一项", "either something came in or something went out, not both")
#define E_NO_BILL_CHANNEL                                                                          \
	T("请说明是哪个渠道没有账单：--channel wechat|alipay|unionpay|generic",                    \
	  "which channel has no bill? --channel wechat|alipay|unionpay|generic")
#define E_NO_BILL_DAY T("不是日期：%s（写作 2027-06-16）", "not a day: %s (write 2027-06-16)")
#define E_NO_BILL_EARLY                                                                            \
	T("%s 的账单要到 %s 才会出，现在还不能说没有账单",                                         \
	  "the bill of %s comes by %s: too early to say that there is none")
#define E_NO_BILL_THERE                                                                            \
	T("%s 有%s的对账单：%s，不能登记为没有账单", "there is a statement of %s of %s: %s")
#define I_NO_BILL                                                                                  \
	T("已登记没有账单的日子 %lld 天；早已登记或已有对账单的 %lld 天",                          \
	  "%lld days declared to be without a bill; %lld were declared before")
#define E_REPORT_NONE                                                                              \
	T("没有载入过对账单 %s", "no statement %s has been loaded")
#define I_REPORT_WRITTEN T("对账报告已写到 %s", "report written: %s")
#define W_UNSEEN                                                                                   \
	T("有 %lld 个订单记为已缴费，但没有任何对账单载有其款项（reconcile-payments unseen 列出）",\
	  "%lld orders count as paid, but no statement carries their money (reconcile-payments "   \
	  "unseen lists them)")
#define S_STATEMENT_TYPE                                                                           \
	T("只认识“交易”和“退款”；请向支付宝查明这一笔是什么，整个文件暂不能入账",                  \
	  "only 交易 and 退款 are known: ask Alipay what this is; the file cannot be taken yet")
#define F_STATEMENT_DISCOUNT                                                                       \
	T("有 %lld 行的优惠由商户承担，账上按订单金额入账；商户实际少收（元）：%s",                \
	  "%lld rows with a discount at the merchant's cost: booked by the order's amount; "       \
	  "received less (yuan): %s")
#define S_STATEMENT_DISCOUNT                                                                       \
	T("与银行到账核对时减去此数；考试费不该有优惠的，请停用优惠活动",                          \
	  "take it off when the bank account is compared; fees should have no discounts: end it")
#define F_STATEMENT_TYPE T("不认识的业务类型", "an unknown type of business")
#define E_STATEMENT_ZM_NAME                                                                        \
	T("%s：银联文件里没有年份，要靠文件名 INN<年月日>88ZM_<商户号>；请不要改名",               \
	  "%s: a UnionPay file has no year inside, its name INN<YYMMDD>88ZM_<merchant> tells it: "  \
	  "keep the name")
#define F_STATEMENT_ZM_DAY                                                                         \
	T("交易日期与文件名里的日期（%s）对不上：在其后，或早一个月以上",                          \
	  "its day does not fit the day in the file's name (%s): later, or more than a month before")
#define S_STATEMENT_ZM_DAY                                                                         \
	T("文件可能被改过名，请重新下载", "was the file renamed? Download it again")
#define E_STATEMENT_ZM_LINE                                                                        \
	T("%s 第 %lld 行：%lu 字节，应为 607 或 561；文件不完整，请重新下载",                      \
	  "%s line %lld: %lu bytes instead of 607 or 561: cut off, download it again")
#define S_STATEMENT_AGAIN                                                                          \
	T("不要用 Excel 打开再保存，请重新下载原文件",                                             \
	  "do not open and save it in Excel: download the file again")
#define F_STATEMENT_NEGATIVE T("收款金额是负数", "a payment with a negative amount")
#define F_STATEMENT_CURRENCY T("不是人民币", "not in yuan")
#define F_STATEMENT_NO_ID T("没有流水号", "a transaction without its number")
#define F_SETTLE_DOUBLE T("重复缴费，应退（元）：", "paid twice, to be paid back (yuan): ")
#define F_SETTLE_OVER T("多缴，应退（元）：", "paid too much, to be paid back (yuan): ")
#define F_SETTLE_UNDER T("少于订单金额，列为待查（元）：", "less than the order, held (yuan): ")
#define F_SETTLE_RESTORED                                                                          \
	T("过期后到账，名额尚在，已恢复报考（元）：",                                              \
	  "came after the entry expired; the place was free and it is back (yuan): ")
#define F_SETTLE_LATE                                                                              \
	T("到账时报考已取消或已无名额，应退（元）：",                                              \
	  "came when the entry was gone for good, to be paid back (yuan): ")
#define F_SETTLE_UNKNOWN T("没有这个订单，列为待查（元）：", "no such order, held (yuan): ")
#define F_SETTLE_OTHER                                                                             \
	T("订单属于别的或已结束的考次，列为待查（元）：",                                          \
	  "an order of another or a past sitting, held (yuan): ")
#define F_SETTLE_FAILED T("退款失败，仍为应退（元）：", "the refund failed, still owed (yuan): ")
#define F_SETTLE_GIVEN_BACK                                                                        \
	T("渠道退回了本系统并不应退的款；已缴费的报考仍然有效（元）：",                            \
	  "went back although nothing was owed; what is paid stays paid (yuan): ")
#define S_SETTLE_BACK                                                                              \
	T("用 refunds export 导出给渠道退款，退后 refunds record 登记",                            \
	  "pay it back (refunds export), then refunds record")
#define S_SETTLE_UNDER                                                                             \
	T("等补足差额；分几笔付的用 reconcile-payments match 对到订单，不再补的用 refunds owe 退回", \
	  "wait for the rest or match other parts; where none comes, refunds owe")
#define S_SETTLE_HELD                                                                              \
	T("查明付的是哪个订单，用 reconcile-payments match 对上；与报名无关的用 refunds owe 退回", \
	  "find its order and match it with reconcile-payments match, or refunds owe")
#define S_SETTLE_FAILED                                                                            \
	T("问清原因再退，或另行转账后用 refunds record 登记",                                      \
	  "ask why and pay it back again, or by another way: then refunds record")
#define S_SETTLE_GIVEN_BACK                                                                        \
	T("向渠道查明是谁退的；退错的向考生收回", "ask the channel who gave it back, and why")
#define E_STATEMENT_NONE                                                                           \
	T("%s：渠道答复这一天没有账单；请用 ncre reconcile-payments no-bill --channel 渠道 日期 登记", \
	  "%s: the channel says there is no bill of that day: declare it with reconcile-payments no-bill")
#define F_CONFIRM_SITE_DOES_NOT T("该考点不需要现场确认", "the site does not confirm")
#define F_CONFIRM_CODE                                                                             \
	T("不是本办签发的准考证二维码，或扫描不完整", "no code of a ticket of this office, or not read whole")
#define F_CONFIRM_WINDOW T("不在现场确认时间内（%s）", "outside the confirmation window (%s)")
#define E_CONFIRM_WHAT                                                                             \
	T("请给出报名号、证件号或扫描的二维码，或 --file 表格，或 --list（三者取一）",             \
	  "give numbers, or --file TABLE, or --list: one of the three")
#define I_CONFIRMED                                                                                \
	T("现场确认 %lld 名；已确认过的 %lld 名", "%lld confirmed; %lld were confirmed before")
#define E_CANCEL_REASON T("要写明原因：--reason 原因", "say why: --reason TEXT")
#define E_CANCEL_NO_ENTRY T("考生 %s 没有报考科目 %s", "candidate %s has no entry for subject %s")
#define E_CANCEL_PAID                                                                              \
	T("R-PAID：%s 科目 %s 已缴费，不能取消", "R-PAID: %s has paid subject %s: it stays")
#define E_CANCEL_PAID_ANY                                                                          \
	T("R-PAID：%s 有已缴费的科目，不能删除报名", "R-PAID: %s has a paid entry: it stays")
#define E_CANCEL_IN_PAYMENT                                                                        \
	T("R-LOCK：%s 有未关闭的订单；请先用 ncre bill close 关闭",                                \
	  "R-LOCK: %s has an open order: close it first with ncre bill close")
#define E_CANCEL_PENDING                                                                           \
	T("R-LOCK：%s 正在审核中，科目不能改", "R-LOCK: %s is under review, entries stand still")
#define E_CANCEL_WINDOW                                                                            \
	T("R-WINDOW：不在报名时间内（%s），不能取消科目（可以删除整个报名）",                      \
	  "R-WINDOW: outside the registration window (%s); only a whole registration can go")

#define E_MATCH_NOT_HELD                                                                           \
	T("待查款里没有这笔流水：%s（用 reconcile-payments suspense 列出）",                       \
	  "no payment %s is held: list them with reconcile-payments suspense")
#define E_MATCH_PAID T("订单 %s 已缴费，未作任何更改", "order %s is paid; nothing changed")
#define E_MATCH_ALREADY                                                                            \
	T("流水 %s 已对到一张订单；请先 reconcile-payments unmatch",                               \
	  "payment %s is matched already: unmatch it first")
#define E_MATCH_GONE                                                                               \
	T("订单 %s 里有已缴费、已取消或没有名额的科目，不能合并入账",                              \
	  "order %s has entries that are paid, cancelled or without a place: not matched")
#define E_MATCH_SUM                                                                                \
	T("金额不等于这些订单之和，未作任何更改", "the amount is not the sum of the orders; nothing changed")
#define E_MATCH_NONE                                                                               \
	T("流水 %s 没有手工对过订单；已入账的用 undo 撤销",                                        \
	  "payment %s is not matched; what has paid is taken back with undo")
#define E_REFUND_NONE                                                                              \
	T("没有第 %lld 号应退款，或已退（用 refunds list 列出）",                                  \
	  "no refund %lld is owed: list them with refunds list")
#define E_REFUND_NUMBER T("不是应退款的编号：%s", "not the number of a refund: %s")
#define E_REFUND_REFERENCE                                                                         \
	T("要写明退款凭证：--reference 文字", "say how it was paid back: --reference TEXT")
#define I_REFUNDS_RECORDED T("已登记退款 %d 笔", "%d refunds recorded")

#define E_EXPIRE_CLOCK                                                                             \
	T("最近一次操作在 %s，而现在是 %s：时钟被调回过，拒绝过期；请先校正时钟",                  \
	  "the newest run was made at %s, and now it is %s: the clock was set back; mend it first")
#define F_EXPIRE_UNCOVERED                                                                         \
	T("已到期，但开过订单，要等覆盖到期时间的对账单载入",                                      \
	  "due, but it had an order: waits for a statement that covers its deadline")
#define F_EXPIRE_UNCOVERED_ALL                                                                     \
	T("这一科起共 %lld 科已到期，但开过订单，要等覆盖到期时间的对账单载入（--dry-run 逐科列出）",\
	  "%lld entries, this one first, are due, but had an order: they wait for a statement that " \
	  "covers their deadline (--dry-run lists each)")
#define I_EXPIRED                                                                                  \
	T("过期：%lld 科、%lld 名考生；等对账单的 %lld 科",                                        \
	  "expired: %lld entries, %lld candidates; %lld entries wait for a statement")
#define I_STATEMENT_SAME                                                                           \
	T("%s 已在第 %lld 号操作中载入，未重复入账", "%s was loaded by run %lld already: nothing to do")
#define I_RECONCILED                                                                               \
	T("载入 %lld 个对账单、%lld 行", "%lld statements with %lld rows loaded")

/* ---- job: import ---- */
#define E_IMPORT_KIND                                                                              \
	T("请用 --as 说明表的种类，例如 --as registrations",                                       \
	  "which kind of table? name it with --as, for example --as registrations")
#define E_IMPORT_KIND_UNKNOWN T("不能导入 %s；可导入 %s", "cannot import %s; there are %s")
#define E_IMPORT_RUNAWAY                                                                           \
	T("%s 的问题超过 %lu 个，不像是有错的表，而像是用错的表；未作任何更改",                    \
	  "%s has more than %lu errors: not a table with mistakes but the wrong one; nothing "     \
	  "changed")
#define E_IMPORT_REFUSED                                                                           \
	T("有 %lu 个问题，一行也没有导入；改正后重来，或用 --partial 先收下没有问题的行，"         \
	  "用 --reject 文件.xlsx 得到有问题的行",                                                  \
	  "%lu errors, nothing was imported: correct them, or take the good rows with --partial "  \
	  "and get the others with --reject FILE.xlsx")
#define I_IMPORTED                                                                                 \
	T("读取 %lld 行：新增考生 %lld 人，修改 %lld 人；新增报考 %lld 科，已有 %lld 科；"         \
	  "未导入 %lld 行",                                                                        \
	  "%lld rows read: %lld candidates added, %lld changed; %lld entries added, %lld known; "  \
	  "%lld rows refused")
#define F_FILE_KNOWN                                                                               \
	T("这个文件已在第 %lld 号操作中导入，未作更改",                                            \
	  "this file was imported by run %lld already: nothing changed")
#define S_FILE_KNOWN T("确要重新检查请加 --again", "to look at it again, add --again")
#define F_CODE_UNKNOWN T("不在代码表中：%s", "not in the code table: %s")
#define S_CODE_UNKNOWN                                                                             \
	T("填代码或名称；代码见 ncre template 生成的模板",                                         \
	  "write the code or its name; ncre template writes the tables")
#define S_SEX T("填“男”或“女”", "write 男 or 女")
#define S_SOURCE T("填“集体报名”或“考生注册”", "write 集体报名 (group) or 考生注册 (self)")
#define F_NAME_FOLDED T("间隔号已统一为“·”：%s", "the separator was made a ·: %s")
#define F_NAME_BLANKS T("姓名中间有空格", "blanks inside the name")
#define S_NAME_BLANKS                                                                              \
	T("去掉空格；少数民族姓名用“·”分隔", "take the blanks out; names of minorities use ·")
#define F_NAME_CONTROL                                                                             \
	T("姓名含有无法识别的字符（造字或控制字符）",                                              \
	  "the name has a character nobody can read (private use or control)")
#define S_NAME_CONTROL T("对照证件重新输入姓名", "type the name again from the document")
#define F_NAME_TOO_LONG T("姓名超过 %d 个字", "the name is longer than %d characters")
#define F_NAME_QUESTION                                                                            \
	T("姓名含有问号，可能丢了生僻字", "the name has a question mark: a rare character was lost")
#define S_NAME_QUESTION                                                                            \
	T("对照证件补上生僻字，并用 xlsx 或 UTF-8 保存",                                           \
	  "put the character back from the document, and save as xlsx or UTF-8")
#define F_NAME_DIGITS T("姓名含有数字", "the name has digits")
#define F_ID_LENGTH T("身份证号应为 18 位，这里是 %u 位", "the number must have 18 characters, not %u")
#define S_ID_LENGTH                                                                                \
	T("对照身份证改正；检查单元格是否为文本格式",                                              \
	  "correct it from the card; see that the cell has the text format")
#define F_ID_CHARS                                                                                 \
	T("身份证号含有不该有的字符（只能是数字，末位可为 X）",                                    \
	  "the number has other characters than digits and a last X")
#define F_ID_DATE                                                                                  \
	T("身份证号中的出生日期不存在或在将来", "the birth date in the number does not exist or lies ahead")
#define F_ID_CHECKSUM T("身份证号校验码不对，有数字写错", "the check digit is wrong: a digit was mistyped")
#define F_ID_OLD T("15 位旧身份证号已失效", "15-digit numbers of the old card are no longer valid")
#define S_ID_OLD T("请填 18 位身份证号", "give the 18-digit number")
#define F_ID_SHAPE                                                                                 \
	T("证件号的样子与证件类型不常见的相符，请核对",                                            \
	  "the number has an unusual shape for this kind of document: please check")
#define F_PHONE T("不像电话号码，可能联系不上", "no phone number by its looks: nobody may answer")
#define S_PHONE T("问清后改正；没有电话就留空", "ask and correct it; where there is none, leave it empty")
#define S_ID_COMPARE T("对照证件改正", "correct it from the document")
#define F_ID_SEX_MALE T("身份证号表明是男，与性别不符", "the number says male, the sex does not")
#define F_ID_SEX_FEMALE T("身份证号表明是女，与性别不符", "the number says female, the sex does not")
#define F_ID_BORN                                                                                  \
	T("身份证号表明出生于 %s，与出生日期不符", "the number says born on %s, the birth date does not")
#define F_AGREEMENT                                                                                \
	T("个人报名没有接受协议的版本和时间",                                                      \
	  "a self registration without version and time of the accepted agreement")
#define S_AGREEMENT                                                                                \
	T("补上“报名协议版本”和“接受协议时间”两列",                                                \
	  "add the columns 报名协议版本 (version) and 接受协议时间 (time)")
#define F_PERSON_DIFFERS                                                                           \
	T("同一流水号的两行资料不一致：另见%s", "two rows of one serial number differ: see %s")
#define S_PERSON_DIFFERS                                                                           \
	T("同一考生各行的个人资料须相同；不同考生须用不同流水号",                                  \
	  "rows of one person must agree; different persons need different serials")
#define F_PERSON_TWICE_FILE                                                                        \
	T("同一证件号已用于另一考生：%s", "the document number is used by another person: %s")
#define F_PERSON_TWICE                                                                             \
	T("该证件号本考次已报名：%s %s（考点 %s）",                                                \
	  "this document number is registered already: %s %s (site %s)")
#define S_PERSON_TWICE                                                                             \
	T("同考次同一考生只能在一个考点报名一次",                                                  \
	  "a person registers once and at one site in a sitting")
#define F_ENTRY_TWICE_FILE                                                                         \
	T("科目 %s 重复报考：与第 %lld 行相同", "subject %s twice: the same as row %lld")
#define S_ENTRY_TWICE T("删除其中一行", "remove one of the rows")
#define F_SITE_UNKNOWN T("考点 %s 不在考次“%s”中", "site %s is not in the sitting %s")
#define S_SITE_UNKNOWN T("核对考点代码和考次", "check the site code and the sitting")
#define F_WINDOW_REGISTRATION                                                                      \
	T("不在报名时间内（%s 至 %s）", "outside the registration window (%s to %s)")
#define F_OFFER_NONE T("考点 %s 本考次不开考科目 %s", "site %s does not offer subject %s")
#define S_OFFER_NONE T("核对科目代码", "check the subject code")
#define F_OFFER_INVALID T("科目 %s 在本考次已停考或尚未开考", "subject %s is not valid at this sitting")
#define F_NUMBER_TAKEN                                                                             \
	T("流水号已被占用：%s 是 %s", "the serial number is taken: %s is %s")
#define S_NUMBER_TAKEN T("换一个流水号", "use another serial number")
#define F_ROSTER                                                                                   \
	T("学籍所在考点 %s 不允许到本考点报名", "the student's own site %s does not allow this site")
#define F_LOCKED                                                                                   \
	T("%s 的报名信息已锁定，个人资料不能改",                                                   \
	  "the registration %s is locked: personal data cannot change")
#define S_LOCKED                                                                                   \
	T("先驳回审核或关闭订单；已缴费的不能改",                                                  \
	  "reject the review or close the order first; what is paid stays")
#define F_AMENDED                                                                                  \
	T("%s 的资料已由工作人员在第 %lld 号操作中手工改过，与表格不同，未覆盖",                   \
	  "%s was amended by hand in run %lld, and the file says otherwise: not overwritten")
#define S_AMENDED                                                                                  \
	T("核对后改表格，或用 ncre amend 修改", "compare, then correct the file, or use ncre amend")
#define F_ROSTER_NAME                                                                              \
	T("学籍库中这个证件号的姓名是 %s（考点 %s）",                                              \
	  "the roster has this document under the name %s (site %s)")
#define S_ROSTER_NAME                                                                              \
	T("对照证件改正表格，或更新学籍库", "correct it from the document, here or on the roster")
#define F_LOCKED_ENTRIES                                                                           \
	T("%s 正在审核或缴费，不能增报科目",                                                       \
	  "%s is under review or in payment: no entries can be added")
#define F_MAX T("超过考点的科目上限（%lld 科）", "more subjects than the site allows (%lld)")
#define F_CAP_OFFERING T("考点 %s 科目 %s 容量已满", "site %s, subject %s is full")
#define F_CAP_NAMED T("容量限制“%s”已满", "the cap %s is full")
#define S_CAP T("改报其他考点或科目，或由管理员增加容量", "choose another, or have the capacity raised")

/* ---- job: one registration at the counter ---- */
#define E_ENROL_REFUSED                                                                            \
	T("有 %lu 个问题（已列出），未作任何更改", "%lu errors (listed), nothing changed")
#define E_ENROL_NOT_JSON                                                                           \
	T("%s 不是一个 JSON 对象（写作 {\"name\": \"...\", \"id_number\": \"...\"}）",         \
	  "%s is no JSON object (as in {\"name\": \"...\", \"id_number\": \"...\"})")
#define E_ENROL_FIELD                                                                              \
	T("%s：没有 %s 这一项；可用：%s", "%s: there is no field %s; there are: %s")
#define E_ENROL_VALUE                                                                              \
	T("%s：%s 应为文字、数字或它们的列表", "%s: %s must be a text, a number or a list of them")
#define E_ENROL_NO_SITE T("要给出考点：--site 代码", "name the site: --site CODE")
#define E_ENROL_NO_SUBJECT T("至少报考一科：--subject \"代码 代码\"", "at least one subject: --subject CODES")
#define E_ENROL_SERIALS T("考点 %s 的流水号用完了", "site %s has no serial numbers left")
#define E_ENROL_NOTHING                                                                            \
	T("没有说要改什么", "nothing to amend was given")
#define E_ENROL_FIXED                                                                              \
	T("%s 不能改：报名号里有考点和流水号；换考点请先 cancel 再 register",                      \
	  "%s cannot be amended: it is in the registration number; cancel, then register anew")
#define I_REGISTERED T("已报名 %s：%lld 科，应缴 %s 元", "registered %s: %lld entries, %s yuan")
#define I_AMENDED                                                                                  \
	T("%s：%s；增报 %lld 科", "%s: %s; %lld entries added")
#define I_AMENDED_DATA T("资料已修改", "data amended")
#define I_AMENDED_SAME T("资料没有变化", "data as before")

/* ---- job: dates and seats ---- */
#define E_ASSIGN_SEED                                                                              \
	T("抽签需要事先公布的数值：用 --seed 给出，或在政策 assign.seed 中设定",                   \
	  "the lottery needs the value announced beforehand: give --seed, or set policy assign.seed")
#define E_ASSIGN_NO_SITE                                                                           \
	T("本考次没有考点 %s", "this sitting has no site %s")
#define E_ASSIGN_SUBJECTS                                                                          \
	T("考点 %s 的科目多于 %d 个", "site %s has more than %d subjects")
#define E_ASSIGN_SITE T("考点 %s", "site %s")
#define E_ASSIGN_UNPLACED                                                                          \
	T("有 %lld 个已缴费报考排不下（缺口见列表），未作任何更改；增开场次或考场，或用 "          \
	  "--allow-unplaced",                                                                      \
	  "%lld paid entries have no place (listed), nothing changed: open sessions or rooms, or use " \
	  "--allow-unplaced")
#define E_ASSIGN_MOVES                                                                             \
	T("有 %lld 个已编排的报考须变动，超过 --max-moves %lld，未作任何更改（名单见列表）",       \
	  "%lld placed entries would move, more than --max-moves %lld, nothing changed (listed)")
#define E_ASSIGN_TICKETED                                                                          \
	T("考点 %s 已发准考证号，不能重新编排日期；先用 ncre undo 撤销 assign-seats",              \
	  "site %s has ticket numbers already: undo assign-seats first")
#define E_SEATS_AGAIN                                                                              \
	T("考点 %s 已有 %lld 人排定座位；补排其余 %lld 人用 --fill-only",                          \
	  "site %s has %lld people seated already: seat the other %lld with --fill-only")
#define E_SEATS_SHORT                                                                              \
	T("考点 %s 有 %lld 人在其场次排不进考场，未作任何更改；先运行 ncre assign-dates",          \
	  "site %s: %lld people find no seat in their session, nothing changed: run ncre assign-dates " \
	  "first")
#define E_SEATS_NO_DATES                                                                           \
	T("还没有编排日期（先运行 ncre assign-dates）", "there are no dates yet (run ncre assign-dates first)")
#define F_ASSIGN_SHORT                                                                             \
	T("科目 %s 共 %lld 个报考，只能排在场次 %s 的 %lld 个座位，还差 %lld 个",                  \
	  "subjects %s: %lld entries can sit only in sessions %s with %lld seats, %lld short")
#define F_ASSIGN_NOWHERE                                                                           \
	T("科目 %s 的 %lld 个报考没有任何可用的场次",                                              \
	  "subjects %s: %lld entries, and no session that takes them")
#define F_ASSIGN_ENTRY_SHORT T("未编排：座位不足", "not placed: too few seats")
#define F_ASSIGN_ENTRY_CLASH                                                                       \
	T("未编排：余下的座位都与本人其他科目时间冲突",                                            \
	  "not placed: every seat left clashes with the candidate's other subjects")
#define F_ASSIGN_MOVED                                                                             \
	T("原定场次 %lld 已不可用（不开考该科目、时长不够或座位减少），改在场次 %lld",             \
	  "session %lld is no longer possible (subject, length or seats): moved to session %lld")
#define F_ASSIGN_TICKET_VOID                                                                       \
	T("原准考证号 %s 作废，运行 ncre assign-seats --fill-only 后重新打印",                     \
	  "ticket number %s is void: run ncre assign-seats --fill-only and print again")
#define F_WISH_NO_SESSION                                                                          \
	T("意向日期 %s 该考点没有可考此科目的场次，此意向不计",                                    \
	  "no session of the site runs this subject on the wished day %s: the wish does not count")
#define S_ASSIGN_SHORT                                                                             \
	T("增开场次或考场，或让更多场次开考这些科目（setup 工作簿的 sessions、rooms 表）",         \
	  "open sessions or rooms, or let more sessions run these subjects (setup: sessions, rooms)")
#define E_ASSIGN_MAX_MOVES T("--max-moves 应为数字：%s", "--max-moves takes a number: %s")
#define E_ASSIGN_ASK                                                                               \
	T("--commit、--what-if、--sessions 只查询：每次一个，也不能写证明",                        \
	  "--commit, --what-if and --sessions only ask: one at a time, and not with --certificate")
#define E_WHAT_IF                                                                                  \
	T("看不懂 --what-if %s（例：+1 room 2026-09-24 AM，或 +30 seats 2026-09-24 PM）",          \
	  "--what-if %s is not understood (as in: +1 room 2026-09-24 AM, +30 seats 2026-09-24 PM)")
#define I_COMMIT                                                                                   \
	T("请在抽签前公布：考次 %s，程序 ncre %s，名单散列 %s，抽签数值取自“%s”",                  \
	  "publish before the draw: sitting %s, program ncre %s, roster hash %s, the value will be: %s")
#define I_WHAT_IF_WISH                                                                             \
	T("考点 %s：场次 %lld 多一个座位对满足意向最有用",                                         \
	  "site %s: one seat more in session %lld would help wishes most")
#define I_WHAT_IF_DAY                                                                              \
	T("考点 %s：场次 %lld 多一个座位对减少考试日最有用",                                       \
	  "site %s: one seat more in session %lld would save days most")
#define E_MOVE_NUMBER                                                                              \
	T("没有人持准考证号 %s（应为 16 位数字）", "nobody has the ticket number %s (16 digits)")
#define E_MOVE_TO                                                                                  \
	T("看不懂 --to %s（应为 考场-座位 或 场次-考场-座位，例：02-15）",                         \
	  "--to %s is not understood: ROOM-SEAT or SESSION-ROOM-SEAT, as in 02-15")
#define E_MOVE_BOTH T("--move 和 --to 要一起用", "--move and --to go together")
#define E_MOVE_PLACE                                                                               \
	T("不能调到 %s：没有这个场次或考场，或该考场在此场次不开放、座位号超出",                   \
	  "cannot move to %s: no such session or room, or not open then, or no such seat")
#define E_MOVE_SUBJECT                                                                             \
	T("不能调到 %s：那里不考科目 %s，或场次时长不够",                                          \
	  "cannot move to %s: subject %s does not run there, or the session is too short")
#define E_MOVE_TAKEN                                                                               \
	T("不能调到 %s：座位上已有准考证号 %s", "cannot move to %s: ticket number %s sits there")
#define E_MOVE_CLASH                                                                               \
	T("不能调到 %s：与本人其他科目时间冲突", "cannot move to %s: clashes with the other subjects")
#define F_MOVE_PRINTED                                                                             \
	T("准考证 %s 已打印；请收回，重新打印 %s",                                                 \
	  "ticket %s has been printed: take it back and print %s")
#define I_MOVED T("已调到 %s，准考证号 %s", "moved to %s, ticket number %s")
#define I_ASSIGN_SEED T("抽签种子：%s", "lottery seed: %s")
#define I_ASSIGN_OPTIMAL T("最优", "optimal")
#define I_ASSIGN_NOT_PROVEN T("未证明最优", "not proven optimal")
#define I_ASSIGN_PLACED                                                                            \
	T("已编排 %lld / %lld（上界 %lld：%s）", "placed %lld of %lld (bound %lld: %s)")
#define I_ASSIGN_WISHES                                                                            \
	T("满足意向 %lld / %lld（上界 %lld：%s）", "wishes kept %lld of %lld (bound %lld: %s)")
#define I_ASSIGN_DAYS                                                                              \
	T("多出的考试日 %lld（下界 %lld：%s）", "extra days %lld (bound %lld: %s)")
#define I_ASSIGN_ROOMS                                                                             \
	T("用考场 %lld（下界 %lld：%s）", "rooms used %lld (bound %lld: %s)")
#define I_ASSIGN_ROOMS_EVEN T("均衡用考场 %lld", "rooms filled evenly %lld")
#define I_ASSIGN_VERDICT T("%s；%s；%s；%s", "%s; %s; %s; %s")
#define I_ASSIGN_DENIED                                                                            \
	T("考点 %s：%d 个抽中的意向因本人科目时间冲突未能满足",                                    \
	  "site %s: %d wishes that were drawn are denied, the candidate's subjects clash")
#define I_ASSIGN_NOTHING                                                                           \
	T("没有需要编排的已缴费报考", "there is no paid entry to place")
#define I_SEATS_NOTHING T("没有需要排座位的考生", "there is nobody to seat")
#define I_ASSIGN_PROGRESS T("编排", "assigning")
#define I_IMPORTED_KNOWN                                                                           \
	T("%lld 个文件以前已导入，没有再读取", "%lld files were imported before: not read again")
#define I_IMPORTED_REST                                                                            \
	T("%s；另有 %lld 个文件以前已导入", "%s; %lld more files were imported before")
#define I_IMPORTED_OPEN                                                                            \
	T("%s；补上退回的 %lld 行，还有 %lld 行待改（ncre export open-rows）",                     \
	  "%s; %lld rows that were handed back are closed, %lld are open (ncre export open-rows)")
#define I_TODAY_OPEN_ROWS                                                                          \
	T("退回待改的行：%s %lld 行，最早 %s（ncre export open-rows）",                            \
	  "rows handed back and still open: %s %lld, the oldest of %s (ncre export open-rows)")
#define I_IMPORTED_ROWS                                                                            \
	T("读取 %lld 行：%s %lld 项，已有 %lld 项，未导入 %lld 行",                                \
	  "%lld rows read: %s %lld, known %lld, %lld rows refused")
/* ---- job: export and template ---- */
#define F_LAYOUT_NO_KIND                                                                           \
	T("文件名不是任何一种表，不会被读取（应为 种类.layout）",                                  \
	  "named like no kind of table, and so never read (it must be KIND.layout)")
#define E_EXPORT_FILTER T("%s 不能按 --%s 筛选", "%s cannot be filtered by --%s")
#define E_EXPORT_KIND T("没有这种导出表：%s（可用：%s）", "no such table to export: %s (there are: %s)")
#define E_EXPORT_XLSX_STDOUT                                                                       \
	T("XLSX 要写入文件：请用 -o FILE.xlsx", "XLSX goes into a file: use -o FILE.xlsx")
#define I_EXPORTED T("已导出 %lld 行：%s", "%lld rows exported: %s")
#define I_EXPORT_MASKED                                                                            \
	T("个人信息已遮盖；需要原文请加 --reveal（会留下操作记录）",                               \
	  "personal data is masked; --reveal shows it (and is recorded)")
#define I_TEMPLATE_WRITTEN T("已写出空白表：%s", "blank workbook written: %s")

/* ---- job: today, why ---- */
#define E_WHY_NOBODY                                                                               \
	T("没有报名号或证件号为 %s 的考生", "nobody has the registration or document number %s")
#define I_WHY_PERSON T("%s %s，%s，考点 %s，%s", "%s %s, %s, site %s, %s")
#define I_TODAY_SITTING T("考次 %s %s，现在是 %s", "sitting %s %s, it is %s")
#define I_TODAY_REVIEW                                                                             \
	T("%lld 人等待审核，最早提交于 %s", "%lld candidates wait for review, the oldest since %s")
#define I_TODAY_ORDERS                                                                             \
	T("%lld 个订单待缴费，共 %s 元，最早开于 %s", "%lld orders open, %s yuan, the oldest since %s")
#define I_TODAY_REFUNDS                                                                            \
	T("%lld 笔应退款，共 %s 元，最早自 %s", "%lld refunds owed, %s yuan, the oldest since %s")
#define I_TODAY_SUSPENSE                                                                           \
	T("%lld 笔待查款，共 %s 元", "%lld payments in suspense, %s yuan, to be looked into")
#define I_TODAY_STATEMENT T("%s 对账单已到 %s", "statements of %s reach to %s")
#define I_TODAY_STATEMENT_GAP                                                                      \
	T("%s 缺 %lld 天的对账单：%s%s（确无账单用 reconcile-payments no-bill 登记）",             \
	  "%s: no statements of %lld days: %s%s (declare them with reconcile-payments no-bill)")
#define I_TODAY_EXPIRING                                                                           \
	T("%lld 科将在 %d 小时内到期，最早 %s", "%lld entries expire within %d hours, the first at %s")
#define I_TODAY_OVERDUE                                                                            \
	T("%lld 科已过缴费期限（最早 %s），由 expire-unpaid 清除；对账单未到的等对账单",           \
	  "%lld entries are past their time (the first since %s): expire-unpaid ends them, once "  \
	  "their statements are here")
#define I_TODAY_UNCONFIRMED                                                                        \
	T("%lld 名考生尚未现场确认（其中 %lld 名已过确认时间），截止 %s",                          \
	  "%lld candidates are not confirmed (%lld are too late), the window closes %s")
#define I_TODAY_UNPLACED T("%lld 科已缴费未编排座位", "%lld paid entries have no seat yet")
#define I_TODAY_OUTBOX T("%lld 条消息待发", "%lld messages wait to be sent")
#define I_TODAY_WINDOW T("%s时间 %s：%s 至 %s", "%s window %s: %s to %s")
#define I_TODAY_RUN T("操作记录 %lld：%s %s（%s）", "run %lld: %s %s (%s)")
#define I_TODAY_HEAD T("操作记录链首 %s", "head of the chain of runs %s")

/* ---- job: backup, restore, migrate ---- */
#define E_BACKUP_BAD                                                                               \
	T("备份 %s 有问题（见列表），不能使用", "the copy %s is not sound (see the list)")
#define E_KEEP                                                                                     \
	T("--keep 的写法不对：%s（例：7d,4w,12m）", "--keep cannot be read: %s (example: 7d,4w,12m)")
#define E_RESTORE_NEWER                                                                            \
	T("办公文件夹里有 %s 中没有的操作记录，恢复会丢掉它们；确要恢复请加 --force",              \
	  "the office has runs that are not in %s and would be lost: add --force to restore all "  \
	  "the same")
#define E_RESTORE_HALF                                                                             \
	T("恢复没有完成，原数据库在 %s", "the restore did not finish; the old database is %s")
#define I_BACKUP_DONE                                                                              \
	T("已备份：%s（%lld 条操作记录，链首 %s；新增照片 %lld 张），已打开验证",                  \
	  "copied: %s (%lld runs, head %s; %lld photos added), opened and verified")
#define I_BACKUP_REMOVED T("已移除过期备份 %lld 个", "%lld old copies removed")
#define I_RESTORED                                                                                 \
	T("已用 %s 恢复（%lld 条操作记录，链首 %s）", "restored from %s (%lld runs, head %s)")
#define W_RESTORED_OLDER                                                                           \
	T("备份是旧版本（%d，程序为 %d）：请接着运行 ncre migrate",                                \
	  "the copy is of an older version (%d, the program has %d): now run ncre migrate")
#define I_RESTORED_ASIDE T("原数据库另存为 %s", "the old database is kept as %s")
#define I_MIGRATED                                                                                 \
	T("数据库已从版本 %d 升级到 %d；升级前的备份：%s",                                         \
	  "the database went from version %d to %d; copy from before: %s")
#define I_MIGRATED_ALREADY T("数据库已是版本 %d，无需升级", "the database is of version %d already")

/* ---- job: purge ---- */
#define E_PURGE_EARLY                                                                              \
	T("考次 %s 于 %s 结束，个人信息须保存 %lld 天，到 %s 才能清除（策略 retention.days）",     \
	  "sitting %s ended on %s and is kept for %lld days: not before %s (policy "               \
	  "retention.days)")
#define E_PURGE_OWED                                                                               \
	T("考次 %s 还有 %lld 笔应退款未退；退还之前不能清除个人信息（见 ncre refunds）",           \
	  "sitting %s still owes %lld refunds: who is owed money must be found (see ncre refunds)")
#define I_PURGED_ALREADY                                                                           \
	T("考次 %s 的个人信息早已清除", "the personal data of sitting %s went before")
#define I_PURGED                                                                                   \
	T("考次 %s 的个人信息已清除，删除照片文件 %lld 个，数据库已重写",                          \
	  "the personal data of sitting %s is gone, %lld photo files removed, the database rewritten")
#define W_PURGE_COPIES                                                                             \
	T("办公文件夹里还有 %lld 份以前的数据库（备份，升级、恢复前另存的），仍含有这些个人信息，" \
	  "请销毁并在证明上登记",                                                                  \
	  "%lld earlier copies of the database in the office (backups, what a migration or a "     \
	  "restore kept) still hold this data: destroy them and enter it on the certificate")

/* ---- job: office.conf, roles ---- */
#define E_OFFICE_GROUP                                                                             \
	T("系统里没有用户组 %s（请先由系统管理员建立）",                                           \
	  "the system has no group %s (its administrator makes one)")
#define E_CONF_LINE T("%s 第 %d 行：%s：%s", "%s line %d: %s: %s")
#define E_CONF_TEXT T("%s 不是 UTF-8 文本", "%s is no text in UTF-8")
#define E_CONF_OPEN                                                                                \
	T("%s 规定了角色，却可以被所有者以外的人修改；请运行 chmod go-w %s",                       \
	  "%s grants roles, but others than its owner may change it: run chmod go-w %s")
#define I_CONF_FORM T("应写作 名称 = 值", "it must be KEY = VALUE")
#define I_CONF_KEY T("没有这个名称", "there is no such key")
#define I_CONF_ROLE                                                                                \
	T("没有这个角色（admin、finance、clerk、auditor）",                                        \
	  "there is no such role (admin, finance, clerk, auditor)")
#define I_CONF_GROUP T("系统里没有这个用户组", "the system has no such group")
#define I_CONF_SITE T("不是六位考点代码", "not a site code of six digits")
#define I_CONF_MANY T("角色行太多", "too many lines of roles")
#define E_ACCESS_GROUPS T("读不到本人所在的用户组", "cannot read the groups of the user")
#define E_ACCESS_COMMAND                                                                           \
	T("%s 没有运行 %s 的权限（R-ROLE，见 office.conf），未作更改；这次尝试已记录",             \
	  "%s may not run %s (R-ROLE, see office.conf); nothing changed, and the attempt is "      \
	  "recorded")
#define E_ACCESS_SITE                                                                              \
	T("考点 %s 不在您的权限内（R-ROLE，见 office.conf），未作更改；这次尝试已记录",            \
	  "site %s is not one of yours (R-ROLE, see office.conf); nothing changed, and the "       \
	  "attempt is recorded")
#define E_ACCESS_OFFICE                                                                            \
	T("%s 属于全省，不在您的权限内（R-ROLE，见 office.conf），未作更改；这次尝试已记录",       \
	  "%s belongs to the whole office and not to your sites (R-ROLE, see office.conf); "       \
	  "nothing changed, and the attempt is recorded")

#endif
