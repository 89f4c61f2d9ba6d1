// What the editor of decision tables says in Chinese.
const CHINESE = {
  "Decision name: ": "决策名称：", "Decision name": "决策名称", "Hit policy:": "命中策略：", "Hit policy": "命中策略",
  "When": "当", "And": "且", "Then": "则", "Input": "输入", "Output": "输出", "Annotations": "说明", "Annotation": "说明",
  "Input label": "输入名称", "Input label: ": "输入名称：", "Input expression": "输入表达式",
  "Input expression: ": "输入表达式：", "Input type": "输入类型", "Input values": "可取的值",
  "Output label": "输出名称", "Output label: ": "输出名称：", "Output name": "输出代码", "Output name: ": "输出代码：",
  "Output type": "输出类型", "Output values": "可取的值", "Type": "类型", "Expression": "表达式", "Value": "值",
  "Values": "值", "Enter expression": "填写表达式", "Edit input": "编辑输入", "Edit output": "编辑输出",
  "Add input": "添加输入列", "Add output": "添加输出列", "Add rule": "添加规则", "Add rule above": "在上方添加规则",
  "Add rule below": "在下方添加规则", "Remove rule": "删除规则", "Copy rule": "复制规则", "Cut rule": "剪切规则",
  "Paste rule above": "粘贴到上方", "Paste rule below": "粘贴到下方", "Move rule": "移动规则",
  "Add input column left": "在左侧添加输入列", "Add input column right": "在右侧添加输入列",
  "Add output column left": "在左侧添加输出列", "Add output column right": "在右侧添加输出列",
  "Remove input column": "删除输入列", "Remove output column": "删除输出列", "Copy input column": "复制输入列",
  "Cut input column": "剪切输入列", "Copy output column": "复制输出列", "Cut output column": "剪切输出列",
  "Paste input column left": "粘贴到左侧", "Paste input column right": "粘贴到右侧",
  "Paste output column left": "粘贴到左侧", "Paste output column right": "粘贴到右侧",
  "Add cell description": "添加单元格说明", "Remove cell description": "删除单元格说明", "Resize": "调整列宽",
  "Predefined values": "可取的值", "Add predefined values": "限定可取的值", "Clear predefined values": "不限定可取的值",
  "Custom values": "其他值", "Add values": "添加值", "Set value": "设定值", "No values": "没有值",
  "Test type": "比较方式", "Match one": "等于其中之一", "Match none": "都不等于", "Exactly": "等于", "Equals": "等于",
  "Between": "介于", "Before": "早于", "After": "晚于", "Comparison": "比较", "Comparison operator": "比较方式",
  "Range": "区间", "Range start value": "起始值", "Range start operator": "起始值是否包含", "Range end value": "结束值",
  "Range end operator": "结束值是否包含", "Start value": "起始值", "End value": "结束值", "Include": "包含", "Exclude": "不包含",
  "Less": "小于", "Less or equals": "小于或等于", "Greater": "大于", "Greater or equals": "大于或等于",
  "Edit string": "编辑文本", "Edit number": "编辑数值", "Edit boolean": "编辑是否", "Edit": "编辑", "Delete": "删除",
  "String value": "文本", "Boolean value": "是或否", "Yes": "是", "No": "否",
  "Strings must be in double quotes": "文本须加英文双引号", "Editing not supported for set expression language": "不能编辑",
  "Unique": "唯一命中", "First": "首条命中", "Any": "结果一致", "Collect": "全部收集", "Rule order": "按规则顺序",
  "Collect (Sum)": "收集求和", "Collect (Min)": "收集最小", "Collect (Max)": "收集最大", "Collect (Count)": "收集计数",
  "string": "文本", "number": "数值", "integer": "整数", "boolean": "是否",
};

export function translated(language) {
  const words = language.startsWith("zh") ? CHINESE : {};
  return (text, facts = {}) => (words[text] ?? text).replace(/{\s*([^}\s]+)\s*}/g, (_, name) => facts[name] ?? "");
}
