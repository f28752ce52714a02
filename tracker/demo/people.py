"""Who lives and works in the demonstration town."""

from tracker.accounts.permissions import Role

PASSWORD = "Demo@2026"  # noqa: S105  printed at start; the demonstration listens on loopback only
TOWN = ("qingxi", "清溪镇")

# code, name
UNITS = (
    ("qingxi-dangjian", "党建办公室"),
    ("qingxi-dangzheng", "党政办公室"),
    ("qingxi-nongye", "农业农村办公室"),
    ("qingxi-caizheng", "财政所"),
    ("qingxi-shangwan", "上湾村"),
    ("qingxi-xiawan", "下湾村"),
    ("qingxi-qiaotou", "桥头村"),
    ("qingxi-shiping", "石坪村"),
    ("qingxi-fenglin", "枫林村"),
    ("qingxi-shuangjing", "双井村"),
)

# login, name, unit, roles, post
PEOPLE = (
    ("zhangxiaoyan", "张晓燕", "qingxi", (Role.CLERK,), "党建办主任"),
    ("hezhiyuan", "何志远", "qingxi", (Role.ADMIN,), "党政办干事"),
    ("wangliben", "王立本", "qingxi", (Role.LEADER,), "组织委员"),
    ("sunguoan", "孙国安", "qingxi", (Role.LEADER,), "副镇长"),
    ("chenshoutian", "陈守田", "qingxi", (Role.SECRETARY,), "党委书记"),
    ("liqingshan", "李青山", "qingxi-caizheng", (Role.HANDLER,), "财政所所长"),
    ("zhouxiaolan", "周晓兰", "qingxi-nongye", (Role.HANDLER,), "农业农村办主任"),
    ("zhaomingyuan", "赵明远", "qingxi-shangwan", (Role.HANDLER,), "上湾村党支部书记"),
    ("wujing", "吴静", "qingxi", (Role.VIEWER,), "纪委副书记"),
)
