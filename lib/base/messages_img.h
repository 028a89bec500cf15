/* Messages: photos. Included by base/messages.h, which says how they are written. */
/* clang-format off */
#ifndef NCRE_BASE_MESSAGES_IMG_H
#define NCRE_BASE_MESSAGES_IMG_H

/* ---- img: photos ---- */
#define F_PHOTO_EMPTY T("文件是空的", "the file is empty")
#define F_PHOTO_KIND T("不是 JPEG，而是 %s，只是改了后缀", "not a JPEG but %s under another suffix")
#define F_PHOTO_FEW_BYTES T("文件 %lld 字节，少于 %lld", "%lld bytes, fewer than %lld")
#define F_PHOTO_MANY_BYTES T("文件 %lld 字节，多于 %lld", "%lld bytes, more than %lld")
#define F_PHOTO_FEW_PIXELS                      \
	T("图像 %d×%d（宽×高），小于 %d×%d", \
	  "%d x %d pixels (width x height), less than %d x %d")
#define F_PHOTO_ASPECT                           \
	T("高宽比 %.2f，应在 %.2f 至 %.2f 之间", \
	  "height to width is %.2f, wanted between %.2f and %.2f")
#define F_PHOTO_NO_PICTURE T("文件里没有图像", "there is no picture in the file")
#define F_PHOTO_CUT T("文件不完整，后部缺失", "the file is cut off: its end is missing")
#define F_PHOTO_DAMAGED T("图像数据损坏（%s）", "the picture's data is damaged (%s)")
#define F_PHOTO_NO_TABLES                           \
	T("文件缺少解码表，各种软件显示的颜色会不同", \
	  "tables needed to decode it are missing: programs will show it differently")
#define F_PHOTO_MPO                                       \
	T("是 MPO：一个文件里有几张图像", "an MPO: several pictures in one file")
#define F_PHOTO_CMYK                                                \
	T("颜色有 %d 个分量（CMYK 印刷格式等），应为彩色或黑白照片", \
	  "%d colour components (CMYK or the like); wanted are colour or gray")
#define F_PHOTO_CODING                               \
	T("采用其他软件打不开的编码（算术、无损或 12 位）", \
	  "coded so that other programs cannot show it (arithmetic, lossless or 12 bits)")
#define F_PHOTO_PIXELS                             \
	T("图像 %d×%d 像素过大，没有解码", "%d x %d pixels are too many; not decoded")
#define F_PHOTO_SCANS T("有 %d 次扫描，属异常文件，没有解码", "%d scans are too many; not decoded")
#define F_PHOTO_TRAILING                         \
	T("图像之后还有 %lld 字节其他数据（%s）", "%lld bytes of something else (%s) after the picture")
#define F_PHOTO_ODD T("文件有异常（%s）", "the file is odd (%s)")
#define F_PHOTO_SUFFIX T("后缀不是 .jpg", "the suffix is not .jpg")
#define F_PHOTO_EXIF_TURN                                                 \
	T("照片是横着存的，靠 EXIF 方向 %d 转正，有的软件会显示成侧置", \
	  "stored turned; EXIF orientation %d turns it upright, which some programs ignore")
#define F_PHOTO_AI T("照片带有人工智能生成标识", "the photo is labelled as made by AI")
#define F_PHOTO_EDITED T("用 %s 处理过", "edited with %s")
#define F_PHOTO_BLANK T("图像是空白的", "the picture is blank")
#define F_PHOTO_SEAM                                            \
	T("从某一行起整片变色（差 %.0f 级），数据可能损坏", \
	  "from one row on all is lighter, darker or of another colour (by %.0f levels): damaged data")
#define F_PHOTO_SIDEWAYS T("照片侧置，需顺时针转 %d 度", "the photo lies sideways: turn it %d degrees clockwise")
#define F_PHOTO_UPSIDE_DOWN T("照片倒置", "the photo is upside down")
#define F_PHOTO_TURN_UNSURE T("不能确定照片是否正置", "cannot tell whether the photo is upright")
#define F_PHOTO_NO_FACE T("没有找到正面人脸", "no frontal face found")
#define F_PHOTO_FACES T("找到 %d 张人脸，应为一人", "%d faces found; one is wanted")
#define F_PHOTO_LAYOUT_UNKNOWN                           \
	T("背景杂乱，量不出头部位置", "the background does not let the head be measured")
#define F_PHOTO_HEAD_TOP                     \
	T("头顶上方空 %.0f%%，应约为 10%%", "%.0f %% above the head; about 10 %% is wanted")
#define F_PHOTO_HEAD                             \
	T("头部占高度 %.0f%%，应约为 70%%", "the head is %.0f %% of the height; about 70 %% is wanted")
#define F_PHOTO_CENTRE                         \
	T("人脸中心在宽度 %.0f%% 处，应居中", "the face is at %.0f %% of the width; it should be in the middle")
#define F_PHOTO_EYES T("眼睛在高度 %.0f%% 处，位置不合", "the eyes are at %.0f %% of the height, which is not right")
#define F_PHOTO_BLUR T("照片模糊（清晰度 %.2f）", "blurred (sharpness %.2f)")
#define F_PHOTO_MOSAIC T("像素块明显（%.0f%%），像是小图放大的", "in blocks (%.0f %%), as if a small picture was blown up")
#define F_PHOTO_BRIGHT T("曝光过度，脸部 %.0f%% 已发白", "overexposed: %.0f %% of the face is white")
#define F_PHOTO_DARK T("太暗，脸部亮度 %.0f%%", "too dark: brightness of the face %.0f %%")
#define F_PHOTO_FLAT T("对比度太低（%.0f%%）", "too little contrast (%.0f %%)")
#define F_PHOTO_GRAY T("黑白照片", "a gray photo")
#define F_PHOTO_BACKGROUND T("背景颜色 #%06x，应为%s", "the background is #%06x; wanted is %s")
#define F_PHOTO_BACKGROUND_MIXED                       \
	T("背景不纯或杂乱（颜色一致的部分 %.0f%%）", \
	  "the background is not plain (%.0f %% of it has one colour)")
#define F_PHOTO_FIXED T("已自动修正：%s", "put right: %s")
#define F_PHOTO_STORE_CHANGED                                              \
	T("办公文件夹里的照片文件被改动过", \
	  "the file in the office's photos folder has been changed")
#define F_PHOTO_STORE_MISSING T("照片 %s 不在照片库中", "the photo %s is not in the store")
#define F_PHOTO_STORE_SIZE                                 \
	T("照片 %s 的文件有 %lld 字节，应为 %lld", \
	  "the file of photo %s has %lld bytes, not the %lld it was kept with")
#define F_PHOTO_STORE_CONTENT T("照片 %s 的文件内容被改动过", "what is in the file of photo %s has been changed")
#define F_PHOTO_STORE_UNREADABLE T("照片 %s 的文件读不出来", "the file of photo %s cannot be read")
#define F_PHOTO_STORE_FOREIGN T("不属于照片库的文件", "a file that does not belong in the store")
#define F_PHOTO_STORE_UNNAMED                                           \
	T("照片库中有 %lld 个文件没有记录使用（如 %s）；撤销过的操作会留下它们", \
	  "no record names %lld files of the store (such as %s); runs that were taken back leave them")
#define S_PHOTO_STORE_CHANGED T("从备份恢复，或重新提交照片", "restore it from the backup, or hand the photo in again")
#define F_PHOTO_CRASHED T("检查这张照片时解码程序崩溃", "the decoder crashed on this photo")
#define F_PHOTO_NOBODY                                           \
	T("文件名对不上任何考生（报名号、证件号或表格中的照片文件名）", \
	  "the name is no candidate's registration number, ID number or photo file")
#define F_PHOTO_AMBIGUOUS T("文件名对上不止一名考生", "the name fits more than one candidate")
#define F_PHOTO_RIVAL T("考生 %s 还有另一张不同的照片：%s", "candidate %s has another, different photo: %s")
#define F_PHOTO_TWICE T("与 %s 是同一张照片", "the same picture as %s")
#define F_PHOTO_LOCKED T("考生 %s 已锁定，照片不能更换", "candidate %s is locked: the photo cannot change")
#define F_PHOTO_SHARED                               \
	T("%s %s 与 %s %s 使用同一张照片", "%s %s has the same photo as %s %s")
#define F_PHOTO_TWIN                                     \
	T("%s %s 与 %s %s 的照片几乎相同", "%s %s has nearly the same photo as %s %s")
#define S_PHOTO_NOBODY T("把文件改名为考生的报名号", "name the file by the candidate's registration number")
#define S_PHOTO_RIVAL T("只留下正确的一张", "keep only the right one")
#define S_PHOTO_SHARED T("核对两人的照片", "compare both persons with the photo")
#define S_PHOTO_FEW_BYTES T("换用清晰度更高的原照片", "use the original in better quality")
#define S_PHOTO_MANY_BYTES T("缩小尺寸或降低质量后另存", "save it smaller or in lower quality")
#define S_PHOTO_FEW_PIXELS T("换用像素更高的原照片", "use the original with more pixels")
#define S_PHOTO_ASPECT T("按高 48、宽 33 的比例裁剪", "crop it to 48 high by 33 wide")
#define S_PHOTO_AGAIN T("重新复制或重新上传原照片", "copy or upload the original again")
#define S_PHOTO_SAVE_JPEG T("用看图软件打开，另存为普通 JPEG", "open it in an image program and save it as a plain JPEG")
#define S_PHOTO_EXIF_TURN T("用看图软件转正后保存", "turn it upright in an image program and save it")
#define S_PHOTO_TURN T("转正后重新提交", "turn it upright and hand it in again")
#define S_PHOTO_FRONTAL T("请人工查看；应为本人正面免冠照", "have a look: a frontal portrait without hat is wanted")
#define S_PHOTO_ONE_PERSON T("换用单人照片", "use a photo of one person")
#define S_PHOTO_CROP T("重新裁剪：头部占 7/10，上方空 1/10，左右居中", "crop it again: head 7/10, 1/10 above, in the middle")
#define S_PHOTO_RETAKE T("重新拍摄", "take it again")
#define S_PHOTO_BACKGROUND T("用符合要求的纯色背景重新拍摄", "take it again before a plain background as wanted")

/* ---- job: photos ---- */
#define E_PHOTOS_NONE T("%s 里没有照片", "there are no photos in %s")
#define E_PHOTOS_OFFICE                                                                          \
	T("%s 是 Excel 或 Word 文件，不是照片。请给出照片、照片文件夹或 ZIP；考生表用 ncre import "  \
	  "导入，夹在文件里的照片请先另存出来",                                                      \
	  "%s is a workbook or document, no photo. Give photos, a folder or a ZIP of them; lists "   \
	  "of candidates go to ncre import, photos inside a document must be saved out of it first")
#define E_PHOTOS_WHICH                                                    \
	T("请给出照片所在的文件夹、ZIP 或文件，例：ncre validate-photos 照片/", \
	  "name the folders, ZIPs or files: ncre validate-photos photos/")
#define E_PHOTOS_EXPLAIN T("--explain 只看一张照片，不能再给其他路径", "--explain takes one photo and no other paths")
#define E_PHOTOS_ALL                                        \
	T("--all 检查已收下的照片，不能再给路径，也不能与 --check-only、--fix 合用", \
	  "--all checks what is attached: no paths, no --check-only, no --fix")
#define E_PHOTOS_FIX_WHERE                                        \
	T("--check-only 与 --fix 合用时，请用 --fixed-to DIR 指定存放修正后照片的文件夹", \
	  "--check-only with --fix needs --fixed-to DIR for the copies put right")
#define E_PHOTO_CHANGED T("%s 在检查之后被改动了，请重新运行", "%s changed while it was checked; run again")

#endif
