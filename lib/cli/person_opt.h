/* Options that say something of one candidate: those of `register` and `amend`. */
#ifndef NCRE_CLI_PERSON_OPT_H
#define NCRE_CLI_PERSON_OPT_H

#include "cli/app.h"
#include "job/enrol.h"

#include <stddef.h>

/* One option for a field of the struct enrol_form named form in S. */
#define PERSON_OPT(S, option, field, metavar, text)                                          \
	{                                                                                    \
		option, 0, OPT_PERSONAL, offsetof(struct S, form.field), metavar, text, NULL \
	}

#define PERSON_OPTIONS(S)                                                                     \
	PERSON_OPT(S, "name", name, "NAME", TT("姓名", "name")),                              \
	    PERSON_OPT(S, "sex", sex, "M|F", TT("性别：男、女", "sex")),                      \
	    PERSON_OPT(S, "born-on", born_on, "DAY", TT("出生日期", "birth date")),           \
	    PERSON_OPT(S, "id-type", id_type, "CODE", TT("证件类型", "kind of document")),    \
	    PERSON_OPT(S, "id-number", id_number, "NUMBER", TT("证件号", "document number")), \
	    PERSON_OPT(S, "nation", nation, "CODE", TT("民族：代码或名称", "nation")),        \
	    PERSON_OPT(S, "occupation", occupation, "CODE", TT("职业", "occupation")),        \
	    PERSON_OPT(S, "education", education, "CODE", TT("文化程度", "education")),       \
	    PERSON_OPT(S, "training", training, "CODE", TT("培训类型", "training")),          \
	    PERSON_OPT(S, "postcode", postcode, "CODE", TT("邮编", "postcode")),              \
	    PERSON_OPT(S, "address", address, "TEXT", TT("地址", "address")),                 \
	    PERSON_OPT(S, "email", email, "ADDRESS", TT("电子邮件", "e-mail address")),       \
	    PERSON_OPT(S, "phone", phone, "NUMBER", TT("联系电话", "phone")),                 \
	    PERSON_OPT(S, "college", college, "TEXT", TT("院系", "college")),                 \
	    PERSON_OPT(S, "major", major, "TEXT", TT("专业", "major")),                       \
	    PERSON_OPT(S, "class", class, "TEXT", TT("班级", "class")),                       \
	    PERSON_OPT(S, "student-no", student_no, "NUMBER", TT("学号", "student number")),  \
	    PERSON_OPT(S, "custom", custom, "TEXT", TT("自定义信息", "custom information")),  \
	    PERSON_OPT(S, "remark", remark, "TEXT", TT("备注", "remark")),                    \
	    PERSON_OPT(S, "photo-name", photo_name, "FILE",                                   \
		       TT("照片文件名", "name of the photo's file"))

#endif
