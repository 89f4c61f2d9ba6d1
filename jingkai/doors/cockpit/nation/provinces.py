"""The provinces of China as equal squares, about where they lie (方格图).

A drawn outline of the country needs a map review number; squares by division code need none, give
a small province as much room as a large one, and can be read and walked by keyboard.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Province:
    """A division of the first level: its two digits and letters (GB/T 2260), its square."""

    digits: str
    letters: str
    name: str
    name_en: str
    row: int
    column: int


PROVINCES = tuple(
    Province(digits, letters, name, english, row, column)
    for digits, letters, name, english, row, column in (
        ("11", "BJ", "北京", "Beijing", 3, 7),
        ("12", "TJ", "天津", "Tianjin", 3, 8),
        ("13", "HE", "河北", "Hebei", 4, 7),
        ("14", "SX", "山西", "Shanxi", 4, 6),
        ("15", "NM", "内蒙古", "Inner Mongolia", 2, 6),
        ("21", "LN", "辽宁", "Liaoning", 3, 9),
        ("22", "JL", "吉林", "Jilin", 2, 9),
        ("23", "HL", "黑龙江", "Heilongjiang", 1, 9),
        ("31", "SH", "上海", "Shanghai", 5, 9),
        ("32", "JS", "江苏", "Jiangsu", 5, 8),
        ("33", "ZJ", "浙江", "Zhejiang", 6, 8),
        ("34", "AH", "安徽", "Anhui", 5, 7),
        ("35", "FJ", "福建", "Fujian", 7, 7),
        ("36", "JX", "江西", "Jiangxi", 6, 7),
        ("37", "SD", "山东", "Shandong", 4, 8),
        ("41", "HA", "河南", "Henan", 5, 6),
        ("42", "HB", "湖北", "Hubei", 5, 5),
        ("43", "HN", "湖南", "Hunan", 6, 6),
        ("44", "GD", "广东", "Guangdong", 7, 6),
        ("45", "GX", "广西", "Guangxi", 7, 5),
        ("46", "HI", "海南", "Hainan", 8, 5),
        ("50", "CQ", "重庆", "Chongqing", 5, 4),
        ("51", "SC", "四川", "Sichuan", 5, 3),
        ("52", "GZ", "贵州", "Guizhou", 6, 5),
        ("53", "YN", "云南", "Yunnan", 6, 4),
        ("54", "XZ", "西藏", "Tibet", 5, 1),
        ("61", "SN", "陕西", "Shaanxi", 4, 5),
        ("62", "GS", "甘肃", "Gansu", 4, 3),
        ("63", "QH", "青海", "Qinghai", 4, 2),
        ("64", "NX", "宁夏", "Ningxia", 4, 4),
        ("65", "XJ", "新疆", "Xinjiang", 3, 1),
        ("71", "TW", "台湾", "Taiwan", 7, 8),
        ("81", "HK", "香港", "Hong Kong", 8, 7),
        ("82", "MO", "澳门", "Macao", 8, 6),
    )
)
OF = {province.digits: province for province in PROVINCES}
