"""One reading of the many ways to print a sign: a folded text of exactly the same length.

Full-width letters, digits and stops become half-width ones, every kind of space a plain space, and the
traditional characters of the trade simplified ones, so that one vocabulary serves all documents and an
offset in the folded text is an offset in the text itself.
"""

import re
import unicodedata

_TRADITIONAL = (
    "問題與應對個幾體現點項條類進導責領單學習認識黨開閉實後發團關鍵當際樣標準數據結構築時間過還這為無從業務員處辦質監檢會議決層級機鎮鄉農幹隊傳統強軟難環節約滯寬廣範"
    "圍創優勢劃計將來續長遠東縣區衛動態資產財經濟營銷縮減緊鬆調論證謀總舉規則顯設備專術語銳氣風險隱憂讓權狀況種較輕視聽聯繫繼雖爭執紀夠內義觀織黃馬車達週邊鬥誌戰訓練"
    "轉變轄貫徹納稅費醫療藥養橋樑電網絡線圖書館藝樂園綠樹棄擾亂嚴謹評價協歷齡歲壓緩鏈壯歡陳舊慣繞壞補貼貧簡複雜緒顧慮號燈懲罰獎勵門戶閥階斷賬側確雙該選換屆屬於別讀寫"
    "說話講課詢請見觸髮鄰裡極積嚮響麗軍軌跡輪邏輯畫龍頭腦飛躍蓋齊齒兒歸檔賽績贊許諾謂絕災烏煙遲鈍彙滿灘塗並麼連適運龐廠廳慶虧喚勞鬧勝誤礙紛糾雲驗試綜閒鍛煉穩衝殘餘渦"
    "報濱訊詳細誠譽負貢獻賴購賺趕蹟踐輔辭遞遺郵釋鈔銜錄錯閱靜預頂頓頻額飯驅們麥顏嶺鍾鐘塊賠貸賃槍艙盤鹽鋪礎緣憑縱橫暢儘擬擔擴攔擠擇擊攜攝敗敵滲潛潤瀏熱爛爾牆獲瑣畢盡"
    "眾睏矚礦祕禍禮稱穀窮競筆籌籤粵糧紅紙終組給絲維編縫繩繪繳纏羅罵聞聰聲職臉臨艱蒼蔣薦蘇虛蟲裝製襲覽訂討託訪診詞詩誇誰談諸謝謠譜譯讚豐貝貨販貴貿賀賈賞賢賭贈趙趨載輛"
    "輝輸遊違遷鄭醜銀鋒鋼錢錦鎖鏡鐵鑽閃閣闊陣陸陽隻雞離頁順須頑頌頗願飽駐駕驚魚鮮"
)
_SIMPLIFIED = (
    "问题与应对个几体现点项条类进导责领单学习认识党开闭实后发团关键当际样标准数据结构筑时间过还这为无从业务员处办质监检会议决层级机镇乡农干队传统强软难环节约滞宽广范"
    "围创优势划计将来续长远东县区卫动态资产财经济营销缩减紧松调论证谋总举规则显设备专术语锐气风险隐忧让权状况种较轻视听联系继虽争执纪够内义观织黄马车达周边斗志战训练"
    "转变辖贯彻纳税费医疗药养桥梁电网络线图书馆艺乐园绿树弃扰乱严谨评价协历龄岁压缓链壮欢陈旧惯绕坏补贴贫简复杂绪顾虑号灯惩罚奖励门户阀阶断账侧确双该选换届属于别读写"
    "说话讲课询请见触发邻里极积向响丽军轨迹轮逻辑画龙头脑飞跃盖齐齿儿归档赛绩赞许诺谓绝灾乌烟迟钝汇满滩涂并么连适运庞厂厅庆亏唤劳闹胜误碍纷纠云验试综闲锻炼稳冲残余涡"
    "报滨讯详细诚誉负贡献赖购赚赶迹践辅辞递遗邮释钞衔录错阅静预顶顿频额饭驱们麦颜岭钟钟块赔贷赁枪舱盘盐铺础缘凭纵横畅尽拟担扩拦挤择击携摄败敌渗潜润浏热烂尔墙获琐毕尽"
    "众困瞩矿秘祸礼称谷穷竞笔筹签粤粮红纸终组给丝维编缝绳绘缴缠罗骂闻聪声职脸临艰苍蒋荐苏虚虫装制袭览订讨托访诊词诗夸谁谈诸谢谣谱译赞丰贝货贩贵贸贺贾赏贤赌赠赵趋载辆"
    "辉输游违迁郑丑银锋钢钱锦锁镜铁钻闪阁阔阵陆阳只鸡离页顺须顽颂颇愿饱驻驾惊鱼鲜"
)
_AS_PRINTED = {
    **dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True)),
    "︰": ":", "∶": ":", "﹕": ":", "﹔": ";", "﹐": ",", "﹑": "、", "､": "、", "｡": "。", "﹒": ".", "․": ".",
    "。": "。", "「": "“", "」": "”", "『": "“", "』": "”", "‘": "“", "’": "”", '"': "”", "—": "—",
    "\ufeff": " ", "\u200b": " ", "\n": "\n", "\t": "\t",
}  # fmt: skip
_KEEP_FROM, _KEEP_TO = 0x2460, 0x24FF


class _Folding(dict[int, str]):
    """A translation table that learns each sign when it first meets it."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        folded = _AS_PRINTED.get(sign) or _folded_sign(sign)
        self[code] = folded
        return folded


def _folded_sign(sign: str) -> str:
    if sign.isspace():
        return " "
    if _KEEP_FROM <= ord(sign) <= _KEEP_TO or "㈠" <= sign <= "㈩":
        return sign
    plain = unicodedata.normalize("NFKC", sign)
    return _AS_PRINTED.get(plain, plain) if len(plain) == 1 else sign


_FEW_STOPS = 4
_SENTENCE_DOT = re.compile("(?<=[一-鿿”》)])(?<![一二三四五六七八九十])[.](?=[一-鿿“《 \n]|$)")
_TABLE = _Folding()


def fold(text: str) -> str:
    """Return ``text`` with each sign replaced by its plain form; the length never changes."""
    return text.translate(_TABLE)


def with_full_stops(folded: str) -> str:
    """Return a folded text with the dots that end sentences (…的倾向.党支部…) as full stops.

    Meant for papers that were typed without any 。; a dot behind a figure or a numeral belongs to a mark.
    """
    if folded.count("。") * _FEW_STOPS >= folded.count("."):
        return folded
    return _SENTENCE_DOT.sub("。", folded)


def bare(text: str) -> str:
    """Return ``text`` for comparing: NFKC, without any white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())
