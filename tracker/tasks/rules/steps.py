"""The verbs of the office: every step that moves a task or is noted on it."""

from enum import StrEnum


class Step(StrEnum):
    """A verb of the office that moves a task or is noted on it."""

    OPEN = "open"
    ASSIGN = "assign"
    SIGN_FOR = "sign_for"
    DECLINE = "decline"
    REASSIGN = "reassign"
    HAND_OVER = "hand_over"
    REORGANISE = "reorganise"
    REPORT = "report"
    HAND_IN = "hand_in"
    SUBMIT = "submit"
    COUNTERSIGN = "countersign"
    REVIEW = "review"
    ACCEPT = "accept"
    RETURN = "return"
    WITHDRAW = "withdraw"
    CONFIRM_LASTING = "confirm_lasting"
    RELAPSE = "relapse"
    RECHECK = "recheck"
    REOPEN = "reopen"
    ASK_EXTENSION = "ask_extension"
    GRANT_EXTENSION = "grant_extension"
    REFUSE_EXTENSION = "refuse_extension"
    PAUSE = "pause"
    RESUME = "resume"
    JOIN = "join"
    UNJOIN = "unjoin"
    TAKE_IN = "take_in"
    LET_GO = "let_go"
    END = "end"
    AMEND = "amend"
    TICK = "tick"
    SPLIT = "split"
    LINK = "link"
    UNLINK = "unlink"
    HOLD = "hold"
    NAME_ACCEPTOR = "name_acceptor"
    CORRECT = "correct"
    DESTROY_FILE = "destroy_file"
    IMPORT = "import"
    CARRY_OVER = "carry_over"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return _STEP_WORDS[self]


_STEP_WORDS = {
    Step.OPEN: "列入台账",
    Step.ASSIGN: "交办",
    Step.SIGN_FOR: "签收",
    Step.DECLINE: "提请调整责任单位",
    Step.REASSIGN: "调整责任人",
    Step.HAND_OVER: "批量移交",
    Step.REORGANISE: "单位调整",
    Step.REPORT: "填报进展",
    Step.HAND_IN: "上传佐证材料",
    Step.SUBMIT: "申请销号",
    Step.COUNTERSIGN: "领导审签",
    Step.REVIEW: "初审",
    Step.ACCEPT: "审定",
    Step.RETURN: "退回",
    Step.WITHDRAW: "撤回",
    Step.CONFIRM_LASTING: "复核完成",
    Step.RELAPSE: "出现反复",
    Step.RECHECK: "回头看",
    Step.REOPEN: "回头看发现反复",
    Step.ASK_EXTENSION: "申请延期",
    Step.GRANT_EXTENSION: "同意延期",
    Step.REFUSE_EXTENSION: "不同意延期",
    Step.PAUSE: "暂缓",
    Step.RESUME: "恢复整改",
    Step.JOIN: "并入办理",
    Step.UNJOIN: "取消并入",
    Step.TAKE_IN: "接收并入",
    Step.LET_GO: "不再接收并入",
    Step.END: "终止",
    Step.AMEND: "修改内容",
    Step.TICK: "登记措施完成情况",
    Step.SPLIT: "拆分任务",
    Step.LINK: "关联",
    Step.UNLINK: "取消关联",
    Step.HOLD: "季度复核",
    Step.NAME_ACCEPTOR: "指定审定人",
    Step.CORRECT: "更正",
    Step.DESTROY_FILE: "误传清除",
    Step.IMPORT: "历史导入",
    Step.CARRY_OVER: "转入下年度继续整改",
}
