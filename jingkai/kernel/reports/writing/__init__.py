"""Writing reports: Markdown sections with figures by code, to HTML, Word and Markdown.

    全年签约项目{{ investment.projects_signed }}，总投资{{ investment.signed_amount }}，
    同比{{ investment.signed_amount.yoy growth }}。

A place for a figure names its code and, after it, how it is told; see `places.py`.
"""
