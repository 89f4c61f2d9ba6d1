"""The closed word lists of official Chinese prose that the check's grammar is made of.

They are about the language, not about the zone: what a domain calls its figures is in the
domain's `parameters/check_words.yaml`.
"""

import re


def any_of(words: str) -> str:
    """A pattern that matches any of the words, the longest first."""
    parts = sorted(set(words.split()), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, parts)) + ")"


# Qualifiers before and behind a number

BEFORE = {
    "at_least": any_of("不低于 不少于 不小于 不下 至少 最少 不止"),
    "at_most": any_of("不超过 不高于 不多于 不大于 不超 至多 最多 控制在不超过"),
    "nearly": any_of("将近 接近 不足 不到 未到 近"),
    "more_than": any_of("突破了 突破 超过了 超过 超出 超 逾 已逾 多于 大于"),
    "about": any_of("大约 大概 约为 约 约合 约占"),
}
NOT_BEFORE = {
    "近": "附靠邻就最相亲远新",
    "约": "签节履集预制公合违相邀大隐简条契租续",
    "超": "赶高反",
    "不足": "",
}
BEHIND = {
    "at_least": any_of("及以上 或以上 以上 之上"),
    "at_most": any_of("及以下 或以下 以下 以内 之内 之下"),
    "about": any_of("左右 上下"),
}
INSIDE = {"余": "more_than", "多": "more_than", "来": "about"}

# Units

PLACES = "省份 省 地级市 地市 城市 市州 市"
LINKED = "百分点 工作日 小时 月"
"""What 个 joins to a number without being the unit itself."""
KEPT = ("工作日", "小时", "月")
"""Of these 个 is printed as a part of the unit."""
MEASURED = (
    "万亿元 人民币 元 圆 美元 欧元 港元 日元 吨 公斤 千克 克 平方公里 平方千米 平方米 平米 亩 公顷 "
    "立方米 方 公里 千米 米 厘米 毫米 % ‰ kg km km² m² m³ km2 m2 m3 mm cm ha"
)
COUNTED = (
    PLACES + " 个 家 户 项 次 件 条 类 处 所 棵 株 台套 台 套 份 场次 场 起 间 辆 座 宗 篇 批次 批 种 支 组 对 "
    "人次 人 名 位 户次 家次 项次 车次 班次 架次 天 日 小时 分钟 秒 年 周 页 字 款 门 只 头 羽 层 "
    "栋 幢 片 块 盏 根 部 艘 架 列 张 册 本 卷 颗 枚 瓶 箱 袋 桶 罐 度 千瓦时 千瓦 兆瓦时 兆瓦 千伏安 "
    "标准箱 标箱 分贝 分 例 笔 单 轮 环节 学时 课时 学位 床 班 席 ℃ 国家 国 标准煤 倍 格 眼 口 "
    "村 社区 街道 乡镇 县 盆 平方 公开 票 步 级台阶 道 师 团 队 滴 人份 剂 剂次 床位 车位 岗 岗位 "
    "泊位 吨公里 期 届 集 部门 期次 站 点位 趟 班列 则 枝 簇 亩次 升 毫升 毫克 微克"
)
DENOMINATORS = "年 月 日 天 小时 亩 平方米 平方公里 公顷 吨 人 户 次 升 立方米 公里 家 公斤 度 村 km² m²"

# Direction

DECLINE = any_of("下降 减少 负增长 回落 收窄 低于 压缩 压减 削减 降幅 降低 下滑 下跌 缩减 萎缩 少")
DECLINED_OBJECT = any_of("减少 压缩 压减 削减 缩减")
GROWTH = any_of(
    "增长 增速 增幅 同比 下降 降幅 负增长 回落 上升 上涨 攀升 提高 提升 增加 减少 下滑 下跌 降低 "
    "跌幅 涨幅 翻番 增 降 减"
)
CHANGE = any_of(
    "增加 减少 净增 新增 净增加 增收 减收 多 少 多增 增长 下降 提高 提升 扩大 收窄 回落 压减 压缩 "
    "加快 放缓 高于 低于 高出 低 高 快于 慢于 高 超出 缩小 净减 净减少 上升 降低 增 减"
)
SINGLE_MONTH = any_of("当月 本月 单月 月度")
ON_MONTH = any_of("环比 比上月 较上月 比上个月 较上个月 比上季度 较上季度 比上季 较上季 比前一月")

# Scope

OURS = any_of("我区 全区 本区 区内 经开区 开发区 园区 区管委会 管委会 经济技术开发区 区级")
OTHERS = any_of(
    "全市 我市 本市 市级 全省 我省 本省 省级 全国 我国 国家级 东北三省 兄弟开发区 兄弟园区 周边 "
    "高新区 新区 全县 各县区 其他开发区 其他园区 同类开发区 市本级 全球 世界 东北地区 国内 市区 外区 "
    "城区 长吉图"
)
COMPARED = any_of(
    "高于 低于 快于 慢于 高出 占 占到 居 位居 位列 列 排名 排 比 较 在 跑赢 好于 优于 领先 领跑 超过 "
    "约占 占全 超 超出 落后 落后于 入选 获评 荣获 成为 获 达到 全面 位于 走在 处于 面向 辐射 争创"
)
TARGET = re.compile(
    r"力争|预计|预期|目标|争取|有望|奋斗|拟(?![定合])|确保|规划(?:到|建|投)|计划(?!总?投资|单列)"
    r"|将(?=[^,;。]{0,6}(?:达|实现|完成|形成|新增|超|突破|建|增|带动|开展|签|引|提|保持))"
    r"|(?<![重需主只不])要(?=[^,;。]{0,10}(?:达|实现|完成|突破|超|增|签|引|确保|力))"
    r"|明年|下一步|下年度|来年|任务|预测|估计|可实现|可新增|可形成|全部达产|达产后|投产后|建成后"
    r"|下一阶段|今后|未来|应(?=达|完成|不)|安排(?!部署)|设定|定为"
)
ACHIEVED = re.compile(r"实际|已经?(?=[^,;。]{0,4}[完达实签超突])|截至目前|目前")
PLANNED_SECTION = re.compile(
    r"下一步|下步|工作(?:安排|打算|思路|计划|目标)|(?:主要|预期|发展|总体|奋斗)目标|目标任务"
    r"|展望|重点任务|工作建议|措施建议|对策"
)
PART = re.compile(r"其中|当中(?=[,:])|包括|含(?!税)")
PARTIAL = any_of(
    "工业 农业 服务业 民间 国有 外资 一产 二产 三产 第一产业 第二产业 第三产业 制造业 基础设施 "
    "房地产 技改 高技术 街道 镇 乡 村 社区 省级 市级 中央 部分 非"
)

# What may stand between a figure's name and its number without changing what it says

FILLER = any_of(
    "完成 实现 达到 达 为 是 共 共计 合计 总计 累计 总额 总量 总数 数量 个数 规模 额 数 已 已经 了 的 "
    "全年 年 年度 全部 同比 比 较 上年 去年 同期 上年同期 去年同期 比上年 比去年 较上年 较去年 增长 "
    "下降 增速 增幅 降幅 负增长 回落 减少 增加 上升 保持 稳定 稳步 快速 高速 大幅 大幅度 明显 显著 "
    "由 从 到 至 增 降 升 增至 升至 降至 增加到 增加至 提高到 提高至 达到了 完成了 实现了 突破 超过 "
    "今年 本年 本期 当年 期末 年末 年底 底 末 月末 月底 截至 目前 截至目前 分别 依次 各 又 再 也 均 "
    "左右 其 并 且 和 与 及 以及 按 可比 可比口径 口径 同口径 自然口径 自然 还原 计算 预计 实际 总体 整体 呈 呈现 态势 "
    "良好 继续 首次 一举 成功 顺利 圆满 超额 就 一共 总共 多 少 跃升 攀升 跃升至 攀升至 水平 "
    "仅 只 还 有 于 在 期间 期 以来 今年以来 上半年 下半年 季度 前三季度 月份 份 月 我们 我区 全区 "
    "本区 经开区 开发区 我 全社会 速度 幅度 名义 实现了 首 创 历史 新高 得以 得到 有所 收于 报 录得 "
    "转为 转正 由负转正 转 正 正增长 扭转 恢复 回升 回升至 恢复性 高 低 高达 多达 因素 影响 后 之后 "
    "两位数 数字 说 大概 差不多 快 将近 大约 超 近 约 逾 能 能够 会 亦 则 却 而 但 仍 仍然 依然 均为 "
    "绝对 额为 数为 量 总 值 余额 总值 指标 一项 项 这 该 此 那 个 来 去 呢 吧 啊 嘛 呀 大关 关口 台阶 "
    "搞了 搞 办了 办 做了 做 开了 举办了 举办 举行 组织 开展 进行 组织了 开展了 起来 下来 方面 来看 看 上 "
    "收官 全面 稳 中 有 进 进度 降了 增了 涨了 长了 涨 升了 低了 开门 红"
)
_FILLER_RUN = re.compile(rf"(?:{FILLER}|[\s\d,.、:()\-—~%'\"“”‘’*|/]|○|□)+")


def residue(text: str) -> str:
    """What is left of a stretch when words that name nothing are taken out.

    >>> residue("完成"), residue("同比实现"), bool(residue("中工业项目完成"))
    ('', '', True)
    """
    return _FILLER_RUN.sub("", text)
