"""The words of the drafts as data; to teach the drafts an expression, change it here."""

from tracker.reports.rules.sources import Source
from tracker.tasks.rules.kinds import FigureKind, FigureSort

# Words of effect: only a person's 成效 may use them (rule 1).
EFFECTS = (
    "明显", "显著", "大幅", "有效", "极大", "进一步提升", "全面提升", "持续提升", "稳步提升", "长足", "突出成效",
    "良好成效", "焕然一新", "得到加强", "得到提升", "得到增强", "得到改善",
)  # fmt: skip
# Words that nobody's work deserves (rule 1); taken out wherever they qualify a verb.
NEVER = ("彻底", "完全", "从根本上", "根本上", "根本性地")
# Claims that open work must not make (rule 2).
CLAIMS = (
    "完成整改", "整改完成", "整改到位", "整改完毕", "已销号", "全部销号", "得到解决", "全部解决", "已经解决", "全面完成",
    "全部完成", "已办结", "全部办结", "整改落实到位",
)  # fmt: skip
# Words of rectification, which an achievement is told without (4.1, example 1).
OF_RECTIFICATION = ("整改", "销号", "查摆", "反馈问题", "问题清单")

# What a plan begins with; written as a deed it falls away.
PLAN_OPENINGS = (
    "下一步", "今后", "接下来", "将继续", "将进一步", "将要", "计划", "打算", "拟", "将", "要", "应", "继续", "进一步",
    "切实", "不断", "着力", "力争", "争取",
)  # fmt: skip
# A clause that begins so hopes or promises; no deed is left without it.
HOPES = (
    "确保", "力争", "争取", "努力", "以期", "为了", "提升", "提高", "增强", "促进", "保障", "营造", "形成良好", "实现", "做到",
    "使", "让", "切实提", "不断提", "有效",
)  # fmt: skip

# Where the fault begins in the title of a problem; what stands before is its topic.
FAULT_STARTS = (
    "还有", "还没", "还不", "还存在", "还需", "仍有", "仍然", "仍存在", "仍需", "尚有", "尚未", "尚需", "尚不", "存在", "有待", "亟待",
    "亟需", "需要", "需进一步", "不", "未", "没有", "缺乏", "缺少", "缺失", "缺位", "欠缺", "欠", "薄弱", "滞后", "单一", "偏",
    "过于", "流于", "参差", "落后", "弱化", "淡化", "虚化", "脱节", "松散", "松懈", "较弱", "较低", "较慢", "较少", "较差", "乏力",
    "进展缓慢", "推进缓慢", "缓慢", "跟不上", "打折扣", "简单", "粗放", "老化", "有所反复", "时有发生", "难以", "有差距", "有短板", "重", "较为",
    "还主要", "还靠", "主要靠", "仅靠", "依赖", "时紧时松", "时好时坏", "时断时续",
)  # fmt: skip
# With these a place may be meant (个别村), unless 村 begins a word of its own.
SOME = ("个别", "部分", "少数", "多数", "一些", "有的")
OF_VILLAGES = (
    "村集体", "村级", "村干部", "村务", "村民", "村支", "村党", "村两委", "村“两委”", "村里", "村庄", "村居", "村监", "村规", "村道",
    "村容", "村委", "村内", "村组", "村小", "村医", "村社",
)  # fmt: skip
TOPIC_LEADS = (
    "个别",
    "部分",
    "少数",
    "多数",
    "一些",
    "有的",
    "在",
    "对",
    "我镇",
    "全镇",
    "镇",
    "关于",
)
TOPIC_TAILS = (
    "环节", "力度", "程度", "深度", "水平", "质量", "意识", "方面", "抓得", "做得", "落得", "压得", "管得", "路子", "路径", "账实", "还", "仍", "的", "上", "有", "中",
    "作用发挥", "工作", "情况", "针对性", "实效性", "底数", "劲头", "效率", "积极性", "主动性",
)  # fmt: skip

# How an achievement opens; begun at the task's number, those whose facts are missing are passed over (rule 4).
OPENINGS = (
    "围绕{topic}，",
    "由{leader}牵头，{unit}具体负责，",
    "",
    "{unit}会同{helping}，",
)
# How an item of the next steps is titled: by how its topic ends, else any; chosen by the task's number.
# {stem} is the topic without that ending.
PLAN_TITLES = ("持续抓好{topic}", "着力抓好{topic}", "抓紧抓实{topic}")
PLAN_TITLES_BY_ENDING = (
    (("作用发挥",), ("更好发挥{stem}作用", "充分发挥{stem}作用")),
    (
        ("能力", "本领", "素质", "素养", "效率", "质量", "水平", "实效", "效能"),
        ("着力提升{topic}", "持续提升{topic}"),
    ),
    (("意识", "针对性", "实效性", "约束力"), ("着力增强{topic}", "持续增强{topic}")),
    (("力度",), ("持续加大{topic}", "进一步加大{topic}")),
    (("底数",), ("逐项摸清{topic}", "全面摸清{topic}")),
    (("劲头", "积极性", "主动性"), ("充分激发{topic}", "持续激发{topic}")),
    (("联系实际", "融合", "衔接", "落地"), ("推动{topic}", "持续推动{topic}")),
    (("环境", "面貌"), ("持续改善{topic}", "着力改善{topic}")),
    (("建设", "监管", "监督"), ("持续加强{topic}", "着力加强{topic}")),
    (("执行",), ("从严抓好{topic}", "一以贯之抓好{topic}")),
    (("责任",), ("持续压实{topic}", "层层压实{topic}")),
    (("“一岗双责”",), ("切实落实{topic}", "持续落实{topic}")),
    (("阵地", "场所", "服务点", "站点"), ("建好用好{topic}", "管好用好{topic}")),
    (
        (
            "管理",
            "管护",
            "财务",
            "账务",
            "公开",
            "程序",
            "台账",
            "公示",
            "登记",
            "拨付",
            "收缴",
            "核算",
            "档案",
            "票据",
            "运行",
        ),
        ("进一步规范{topic}", "持续规范{topic}"),
    ),
)
# How it will be known that a step is done; chosen by the task's number.
JUDGED = (
    "以{standard}作为销号标准",
    "{standard}后申请销号",
    "{standard}的，按程序销号",
)
# What still holds open work up; chosen by the task's number.
HELD_UP = ("难点在于{reason}", "之所以还没有办结，主要是{reason}", "没有办结的主要原因是{reason}")
# How a deadline is told that has passed; chosen by the task's number.
MISSED = (
    "原定{day}完成，因{reason}，至今尚未完成",
    "因{reason}，未能在{day}前完成",
    "这项工作应于{day}完成，因{reason}，目前仍未完成",
)
# What no topic may hold: a title that reads so still says its predicate.
PREDICATES = ("得", "靠", "还", "仍", "只", "没", "很", "太", "较", "了", "是")
# Words of a topic that tell nothing of it; a measure that repeats another one says the topic itself.
BROAD = ("管理", "工作", "建设", "制度", "教育", "落实", "情况", "机制", "全镇", "村级")
# A figure that a deed already names is said in it (对报账员集中实训2期), not counted behind it; by the end of the deed.
WOVEN = (
    (FigureKind.TRAININGS, ("培训", "实训", "轮训", "集训", "培训班", "实训班", "轮训班")),
    (FigureKind.CHECKS, ("检查", "抽查", "核查", "督查", "巡查", "暗访")),
    (
        FigureKind.MEETINGS,
        ("专题会议", "调度会", "推进会", "座谈会", "例会", "专题研究", "集中调度"),
    ),
)
# A deed that says how often it is done takes no sum.
OFTEN = ("每", "一次", "一期", "按月", "按季", "定期")
# With these, a report of progress leans on one before it.
LEANING = ("另外", "其余", "同时", "此外")
# What stood so when it was reported has passed once something newer was.
PASSING = ("正在", "目前", "尚", "仍", "即将")

# One of these named in a sentence is the one rule that would be counted behind it.
RULES = (
    "制度", "办法", "规定", "细则", "规程", "规则", "守则", "预案", "清单", "手册", "方案", "公约", "章程",
)  # fmt: skip
# People taught without a training that was counted were taught all the same.
TAUGHT = "培训{n}人次"
# What a figure counts, as a half-sentence, in the order of the office: lever, action, figure, result.
# {of} is its name, when somebody gave one; a finer sort goes before what is told of the kind alone.
FIGURES: dict[tuple[FigureKind, FigureSort | None], tuple[str, str]] = {
    (FigureKind.MEETINGS, None): ("召开专题会议{n}次", "召开{of}{n}次"),
    (FigureKind.RULES, FigureSort.NEW): ("新订制度{n}项", "新订{of}等制度{n}项"),
    (FigureKind.RULES, FigureSort.REVISED): ("修订制度{n}项", "修订{of}等制度{n}项"),
    (FigureKind.RULES, None): ("制定完善制度{n}项", "制定完善{of}等制度{n}项"),
    (FigureKind.TRAININGS, None): ("举办培训{n}期", "举办{of}{n}期"),
    (FigureKind.TRAINEES, None): ("参训{n}人次", "参训{n}人次"),
    (FigureKind.CHECKS, None): ("开展检查{n}次", "开展{of}{n}次"),
    (FigureKind.FOUND, None): ("检查发现问题{n}个", "发现{of}{n}个"),
    (FigureKind.MENDED, None): ("已改{n}个", "已改{of}{n}个"),
    (FigureKind.MONEY_INVOLVED, None): ("涉及资金{n}万元", "涉及{of}{n}万元"),
    (FigureKind.MONEY_OWED, None): ("应纠正资金{n}万元", "应纠正{of}{n}万元"),
    (FigureKind.MONEY, None): ("涉及资金{n}万元", "{of}{n}万元"),
    (FigureKind.MONEY, FigureSort.REPAID): ("清退资金{n}万元", "清退{of}{n}万元"),
    (FigureKind.MONEY, FigureSort.COLLECTED): ("收缴资金{n}万元", "收缴{of}{n}万元"),
    (FigureKind.MONEY, FigureSort.RESTORED): ("归还原渠道资金{n}万元", "{of}归还原渠道{n}万元"),
    (FigureKind.MONEY, FigureSort.ADJUSTED): ("调账{n}万元", "{of}调账{n}万元"),
    (FigureKind.PENALTIES, FigureSort.TALK): ("谈话提醒{n}人次", "谈话提醒{n}人次"),
    (FigureKind.PENALTIES, FigureSort.CRITICISM): ("批评教育{n}人次", "批评教育{n}人次"),
    (FigureKind.PENALTIES, FigureSort.ADMONITION): ("诫勉{n}人次", "诫勉{n}人次"),
    (FigureKind.PENALTIES, FigureSort.SANCTION): (
        "给予党纪政务处分{n}人次",
        "给予党纪政务处分{n}人次",
    ),
    (FigureKind.PENALTIES, None): ("问责{n}人次", "{of}{n}人次"),
}
ALL_PUT_RIGHT = "已全部处理"  # only where all that was to be put right was
PUT_RIGHT = "已处理{n}万元"  # money of no finer sort, beside that which was involved
ALL_MENDED = "均已改正"  # said only where as many were put right as were found

# Whence problems came, as a sentence names it: the source with its own verb.
SOURCES = {
    Source.SELF_CHECK: "主体责任报告查摆",
    Source.DEMOCRATIC_LIFE: "民主生活会查摆",
    Source.INSPECTION: "巡察反馈",
    Source.AUDIT: "审计指出",
    Source.DEBRIEFING: "述职评议点评",
    Source.SUPERVISION: "督查通报",
    Source.PETITION: "信访反映",
    Source.OTHER: "其他渠道提出",
}

# Gaps: what is missing, and who has it (4.1, example 12).
GAP_OUTCOME = "【待补：整改成效，{who}提供】"
GAP_DEEDS = "【待补：主要做法，{who}提供】"
GAP_NEWS = "【待补：今年新情况，{who}提供】"
GAP_LEFT = "【待补：尚未解决的具体情况；年前销号则删去本条，{who}提供】"
GAP_CAUSE = "【待补：未按期完成的原因，{who}提供】"
GAP_RELAPSE = "【待补：上次整改未能巩固的原因】"
GAP_LASTING = "【待补：至今没有解决的原因】"
GAP_NEW_PROBLEMS = "【待补：今年新查摆的问题】"
GAP_PROBLEMS = "【待补：存在问题，台账中没有本年度的记录】"
GAP_MEASURES = "【待补：下一步措施，{who}提供】"
GAP_MEASURES_AND_DUE = "【待补：下一步措施和完成时限，{who}提供】"
GAP_PLAN = "【待补：针对新查摆问题的下一步措施】"
GAP_DUE = "【待补：完成时限】"
GAP_NEW_DUE = "【待补：新的完成时限】"
GAP_STANDARD = "【待补：完成标准】"
GAP_OPENING = "【此处按本年度最新提法填写】"
GAP_ADDRESSEE = "【待补：主送机关】"
GAP_BASIS = "【待补：终止依据】"
