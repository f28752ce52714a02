"""Problems that inspection and audit brought during the year, and how the work on them goes."""

from tracker.demo.plot import Act, Kind, Plan
from tracker.reports.rules.sources import Source
from tracker.tasks.rules.kinds import FigureKind, TaskKind

_CLERK = "zhangxiaoyan"

# source, share of the year at which the paper came, problem text, plan
PROBLEMS = (
    (
        Source.INSPECTION,
        0.35,
        "村级小额工程程序不规范。2个村3个小额工程先施工后补会议记录，合同没有编号。",
        Plan(
            "村级小额工程程序不规范",
            "小额工程一事一档，程序齐全",
            "liqingshan",
            "wangliben",
            "qingxi-caizheng",
            15,
            category="工程项目",
            assigned=0.4,
            acts=(
                Act(Kind.SIGN, 0.41, "liqingshan"),
                Act(
                    Kind.REPORT,
                    0.7,
                    "liqingshan",
                    "制定小额工程管理办法，3个工程补齐资料。",
                    figures=((FigureKind.RULES, "1"),),
                ),
                Act(Kind.PAPER, 0.8, "liqingshan", "小额工程管理办法"),
                Act(Kind.SUBMIT, 0.9, "liqingshan", "新开工的4个小额工程全部先议后建。"),
                Act(Kind.APPROVE, 0.92, "wangliben"),
                Act(Kind.APPROVE, 0.95, _CLERK),
            ),
        ),
    ),
    (
        Source.INSPECTION,
        0.35,
        "党费收缴台账不清。个别支部党费收缴记录与缴款凭证对不上，逾期缴纳没有说明。",
        Plan(
            "党费收缴台账不清",
            "党费按月缴清，台账与凭证一致",
            "zhaomingyuan",
            "wangliben",
            "qingxi-dangjian",
            25,
            category="党员管理",
            kind=TaskKind.AT_ONCE,
            assigned=0.98,
        ),
    ),
    (
        Source.INSPECTION,
        0.35,
        "固定资产登记不全。镇属5处闲置房产没有登记入账，出租手续不全。",
        Plan(
            "固定资产登记不全",
            "镇属资产全部入账，出租有合同",
            "liqingshan",
            "sunguoan",
            "qingxi-caizheng",
            60,
            category="财务管理",
            assigned=0.4,
            acts=(
                Act(Kind.SIGN, 0.41, "liqingshan"),
                Act(Kind.REPORT, 0.6, "liqingshan", "已完成5处房产摸底测量。"),
                Act(Kind.PAUSE, 0.75, _CLERK, "全县统一清查资产，待清查口径下发后继续。"),
            ),
        ),
    ),
    (
        Source.INSPECTION,
        0.35,
        "便民服务点建设滞后。原定新建的1个便民服务点一直没有选定地址。",
        Plan(
            "便民服务点建设滞后",
            "服务点建成投用",
            "zhouxiaolan",
            "sunguoan",
            "qingxi-nongye",
            45,
            category="民生服务",
            assigned=0.4,
            acts=(
                Act(Kind.SIGN, 0.41, "zhouxiaolan"),
                Act(
                    Kind.END,
                    0.7,
                    "chenshoutian",
                    "党委会研究：该村并入社区统一规划，服务事项由社区大厅承接",
                ),
            ),
        ),
    ),
    (
        Source.AUDIT,
        0.5,
        "往来款长期挂账。3笔往来款9.7万元挂账超过3年，没有及时清理。",
        Plan(
            "往来款长期挂账",
            "3笔往来款全部清理或核销",
            "liqingshan",
            "wangliben",
            "qingxi-caizheng",
            40,
            category="财务管理",
            assigned=0.52,
            acts=(
                Act(Kind.SIGN, 0.53, "liqingshan"),
                Act(
                    Kind.REPORT,
                    0.6,
                    "liqingshan",
                    "已清理1笔3.2万元，其余2笔正在核对凭证。",
                    figures=((FigureKind.MONEY, "3.2"),),
                ),
            ),
        ),
    ),
    (
        Source.INSPECTION,
        0.35,
        "暂付款清理不力。2笔暂付款逾期一年没有核销，经办人说法不一。",
        Plan(
            "暂付款清理不力",
            "2笔暂付款全部核销",
            "liqingshan",
            "sunguoan",
            "qingxi-caizheng",
            30,
            category="财务管理",
            assigned=0.4,
            acts=(
                Act(Kind.SIGN, 0.41, "liqingshan"),
                Act(Kind.JOIN, 0.55, _CLERK, "往来款长期挂账"),
            ),
        ),
    ),
    (
        Source.AUDIT,
        0.5,
        "票据管理不严。2个村领用的收款收据没有登记缴销。",
        Plan(
            "票据管理不严",
            "票据领用缴销逐本登记",
            "liqingshan",
            "sunguoan",
            "qingxi-caizheng",
            0.7,
            category="财务管理",
            kind=TaskKind.AT_ONCE,
            assigned=0.52,
            acts=(
                Act(Kind.SIGN, 0.53, "liqingshan"),
                Act(Kind.REPORT, 0.65, "liqingshan", "逐村核对票据，建立领用缴销登记簿。"),
                Act(Kind.PAPER, 0.75, "liqingshan", "票据登记簿"),
                Act(Kind.SUBMIT, 0.78, "liqingshan", "6个村121本票据全部登记，账实一致。"),
                Act(Kind.APPROVE, 0.79, "sunguoan"),
                Act(Kind.BACK, 0.8, _CLERK, "缺下湾村票据登记簿复印件"),
                Act(Kind.PAPER, 0.82, "liqingshan", "下湾村票据登记簿"),
                Act(Kind.SUBMIT, 0.83, "liqingshan", "6个村121本票据全部登记，账实一致。"),
                Act(Kind.APPROVE, 0.84, "sunguoan"),
                Act(Kind.APPROVE, 0.85, _CLERK),
                Act(Kind.APPROVE, 0.86, "chenshoutian"),
            ),
        ),
    ),
    (Source.AUDIT, 0.95, "专项资金拨付滞后。1笔12万元专项资金到账4个月后才拨付到村。", None),
)
