/* Messages: rules, money, assignment. Included by base/messages.h, which says how they are written.
 */
/* clang-format off */
#ifndef NCRE_BASE_MESSAGES_EXAM_H
#define NCRE_BASE_MESSAGES_EXAM_H

/* ---- money: review, orders, statements, expiry ---- */
#define E_SUBCOMMAND T("没有 %s 这个子命令；可用：%s", "no subcommand %s: there are %s")
#define E_FIND_NO_CANDIDATE                                                                        \
	T("没有这个考生：%s（应为报名号或本考次的证件号码）",                                      \
	  "no such candidate: %s (a registration number, or a document number of the sitting)")
#define E_ORDER_SERIALS                                                                            \
	T("考点 %s 的订单号已用完（每考次 999999 个）",                                            \
	  "the order numbers of site %s are used up (999999 a sitting)")
#define E_ORDER_NONE T("没有这个订单：%s，未作任何更改", "no such order: %s; nothing changed")
#define E_ORDER_NOT_OPEN                                                                           \
	T("订单 %s 已缴费或已关闭，未作任何更改", "order %s is paid or closed; nothing changed")
#define E_BILL_CLOSE_WHAT                                                                          \
	T("请给出要关闭的订单号，或只用 --timed-out",                                              \
	  "give the numbers of the orders to close, or --timed-out alone")
#define E_BILL_ONE_OR_GROUP                                                                        \
	T("--candidate 和 --group 不能同时用", "--candidate and --group cannot go together")
#define F_PAY_NO_PHOTO                                                                             \
	T("没有合格照片，不能缴费", "no accepted photo, so there can be no order")
#define F_PAY_REVIEW_PENDING                                                                       \
	T("信息审核尚未完成，不能缴费", "the review is not decided yet, so there can be no order")
#define S_PAY_REVIEW_PENDING T("用 audit list 查看，审核后再开单", "see audit list; decide first")
#define S_PAY_NOT_APPROVED                                                                         \
	T("用 audit submit 提交，审核通过后再开单", "audit submit, and bill after approval")
#define F_PAY_NOT_APPROVED                                                                         \
	T("考点要求信息审核，考生未提交或被退回，不能缴费",                                        \
	  "the site reviews and this candidate is not submitted or was rejected: no order")
#define F_PAY_WINDOW                                                                               \
	T("不在缴费时间内（%s），该考点未开单", "outside the payment window (%s): no orders opened")
#define I_ORDERS_OPENED T("已开订单 %lld 张", "%lld orders opened")

/* ---- exam: rules ---- */
#define E_POLICY_NUMBER                                                                            \
	T("政策项 %s 的值不是数字：%s（用 setup 改正）",                                           \
	  "the policy %s is not a number: %s (mend it with setup)")
#define E_SITTING_UNKNOWN                                                                          \
	T("没有代码为 %s 的考次（用 setup 载入考次）", "there is no sitting %s (load one with setup)")
#define E_SITTING_NONE                                                                             \
	T("还没有考次（先用 setup 载入考次工作簿）",                                               \
	  "there is no sitting yet (load one with setup first)")
#define E_CAP_OVER T("R-CAP：%s 的报考数将超过容量", "R-CAP: %s would have more entries than places")

/* ---- exam: assignment ---- */
#define E_ASSIGN_DAYS                                                                              \
	T("考试天数 %d 不在 1 到 %d 之间", "%d exam days: between 1 and %d are possible")
#define E_ASSIGN_SESSION                                                                           \
	T("场次 %lld 的日期或时长不对", "session %lld has a wrong day or length")
#define E_ASSIGN_OVERLAP                                                                           \
	T("考场 %lld 在场次 %lld 和 %lld 同时开放，而两场时间重叠；请关闭其一",                    \
	  "room %lld is open in sessions %lld and %lld, which overlap: close one of them")
#define E_ASSIGN_FIXED_ROOM                                                                        \
	T("报考 %lld 指定了考场却没有场次", "entry %lld has a fixed room but no fixed session")
#define E_ASSIGN_FIXED_SHORT                                                                       \
	T("报考 %lld 固定在场次 %lld，但该场时长不够",                                             \
	  "entry %lld is fixed to session %lld, which is too short for it")
#define E_ASSIGN_FIXED_SUBJECT                                                                     \
	T("报考 %lld 固定在场次 %lld 考场 %lld，但那里不考该科目，或考场用途不符",                 \
	  "entry %lld is fixed to session %lld, room %lld, which does not take its subject or need")
#define E_ASSIGN_FIXED_FULL                                                                        \
	T("场次 %lld 考场 %lld 的固定安排超出 %d 个座位",                                          \
	  "more is fixed to session %lld, room %lld than its %d seats")
#define E_ASSIGN_MANY                                                                              \
	T("考生 %lld 的报考科目多于 %d 个", "candidate %lld has more than %d entries")
#define E_ASSIGN_FIXED_CLASH                                                                       \
	T("考生 %lld 的两个固定场次时间冲突：报考 %lld 和 %lld",                                   \
	  "candidate %lld is fixed to two sessions that clash: entries %lld and %lld")
#define E_ASSIGN_LINE T("第 %lu 行：%s", "line %lu: %s")
#define E_ASSIGN_LINE_FORM                                                                         \
	T("字段的个数或数字不对", "wrong number of fields, or not a number in range")
#define E_ASSIGN_LINE_KIND T("不认识的行首", "this line starts with an unknown word")
#define E_ASSIGN_LINE_HEAD                                                                         \
	T("第一行应为 NCREASSIGN 1 考点", "the first line must be NCREASSIGN 1 SITE")
#define E_ASSIGN_LINE_TWICE T("编号重复", "this number is used twice")
#define E_ASSIGN_LINE_UNKNOWN                                                                      \
	T("提到的科目、场次或考场不存在", "names a subject, session or room that is not there")
#define E_CERT_FORM                                                                                \
	T("不是编排证明文件，或不完整", "not the certificate of an assignment, or cut off")
#define E_CERT_LINE T("证明文件中有不认识的一行：%.60s", "a line of the certificate is not understood: %.60s")
#define E_CERT_HASH                                                                                \
	T("证明文件的输入数据与其散列值不符：文件被改动过",                                        \
	  "the problem in the certificate does not have its hash: the file was changed")
#define E_CERT_WHOLE                                                                               \
	T("证明文件缺少报考的安排或总计，或有重复：文件被改动过",                                  \
	  "places or the summary are missing or twice in the certificate: the file was changed")
#define E_CERT_FALSE                                                                               \
	T("编排证明不成立：%lld 处不符（见列表）", "the certificate does not hold: %lld faults (listed)")
#define E_CERT_EMPTY T("证明文件里没有考点", "the certificate holds no site")
#define I_CERT_SITE                                                                                \
	T("考点 %s：可行，数值相符，各界均得到证明",                                               \
	  "site %s: feasible, values right, all bounds proven")
#define F_CERT_GONE T("证明中的报考在库中没有相同的安排", "the database does not place this entry so")
#define F_CERT_NEWER                                                                               \
	T("库中另有 %lld 个报考不在证明中（证明之后缴费或变动）",                                  \
	  "the database places %lld entries more than the certificate (paid or changed since)")
#define F_CERT_OTHER T("场次、考场或座位数与库中不同", "sessions, rooms or seats differ from the database")
#define F_VERIFY_FIXED T("不在固定的场次或考场", "is not where it is fixed")
#define F_VERIFY_LOCKED T("安排在锁定的场次", "is in a locked session")
#define F_VERIFY_CLOSED T("安排在不开放的考场", "is in a room that is closed")
#define F_VERIFY_SUBJECT T("该场次考场不考此科目", "the session and room do not run its subject")
#define F_VERIFY_TAG T("考场用途不符", "the room is for another need")
#define F_VERIFY_LENGTH T("场次时长不够", "the session is too short for it")
#define F_VERIFY_FULL T("考场人数超过座位数", "more people than seats in its room")
#define F_VERIFY_CLASH T("与本人另一科目时间冲突", "overlaps the same candidate's other session")
#define F_VERIFY_KIND T("意向是否满足与安排不符", "its wish is said to be kept or lost, and is not")
#define F_VERIFY_VALUES                                                                            \
	T("所称编排 %lld、满足意向 %lld、多出日数 %lld，实为 %lld、%lld、%lld",                    \
	  "claims %lld placed, %lld wishes kept, %lld extra days; it is %lld, %lld, %lld")
#define F_VERIFY_PRICES T("证明中的价格为负或过大", "a price of the proof is negative or too large")
#define F_VERIFY_PLACED_BOUND                                                                      \
	T("编排数的上界没有得到证明", "the bound of the entries placed is not proven by its prices")
#define F_VERIFY_WISH_BOUND                                                                        \
	T("满足意向数的上界没有得到证明", "the bound of the wishes kept is not proven by its prices")
#define F_VERIFY_DAY_BOUND                                                                         \
	T("多出日数的下界没有得到证明", "the bound of the extra days is not proven by its prices")
#define F_VERIFY_ROOMS T("所称用考场 %lld 个，实为 %lld 个", "claims %lld rooms in use; it is %lld")
#define F_VERIFY_ROOM_BOUND                                                                        \
	T("用考场数的下界没有得到证明", "the bound of the rooms in use is not proven")
#define F_VERIFY_NO_DRAW                                                                           \
	T("抽签不能重演：因本人科目时间冲突，最优性未由价格证明，或抽签未能做完",                  \
	  "the lottery cannot be drawn again: clashes keep the prices from proving the best, or it "   \
	  "was cut short")
#define F_REPLAY_LATER                                                                             \
	T("抽签不公：同样需要的人中，签号靠后的得到了，此人没有",                                  \
	  "the lottery is wrong: somebody later in it with the same needs got what this one did not")
#define F_REPLAY_SEAT                                                                              \
	T("抽签不公：按签号此人可以编排，而不减少任何已得的",                                      \
	  "the lottery is wrong: by its ticket this one could be placed at nobody's cost before it")
#define F_REPLAY_WISH                                                                              \
	T("抽签不公：按签号此人的意向可以满足，而不减少任何已得的",                                \
	  "the lottery is wrong: by its ticket this wish could be kept at nobody's cost before it")
#define E_TICKET_CODE                                                                              \
	T("准考证号的组成不对：科目 %s、考次 %s、考点 %s、考场 %s 应为 2、2、6、2 位数字",         \
	  "a ticket number needs digits: subject %s 2, sitting %s 2, site %s 6, room %s 2")
#define E_TICKET_SERIAL                                                                            \
	T("考点 %s 考场 %s 的准考证流水 %lld 超出 0001–9999",                                      \
	  "site %s room %s: the ticket serial %lld is outside 0001 to 9999")

#endif
