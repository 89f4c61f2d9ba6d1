// What the modeller's own tools are called in Chinese.
const CHINESE = {
  "Activate hand tool": "移动画布", "Activate lasso tool": "框选", "Activate create/remove space tool": "增减间距",
  "Activate global connect tool": "连线", "Create start event": "开始", "Create end event": "结束",
  "Create intermediate/boundary event": "中间事件", "Create gateway": "分支", "Create task": "步骤",
  "Create expanded sub-process": "子流程", "Create pool/participant": "泳池", "Create group": "分组",
  "Create data object reference": "数据对象", "Create data store reference": "数据存储",
  "Append end event": "后接结束", "Append gateway": "后接分支", "Append task": "后接步骤",
  "Append intermediate/boundary event": "后接中间事件", "Add text annotation": "加注释",
  "Change element": "改变类型", "Connect to other element": "连到其他元素", "Delete": "删除", "Remove": "删除",
  "Connect using sequence/message flow or association": "连线", "Connect using association": "关联",
  "User task": "人工步骤", "Service task": "自动步骤", "Business rule task": "决策步骤", "Task": "步骤",
  "Script task": "脚本步骤", "Manual task": "线下步骤", "Send task": "发送步骤", "Receive task": "接收步骤",
  "Call activity": "调用流程", "Sub-process (collapsed)": "子流程（收起）", "Sub-process (expanded)": "子流程（展开）",
  "Exclusive gateway": "排他分支", "Parallel gateway": "并行分支", "Inclusive gateway": "包容分支",
  "Complex gateway": "复杂分支", "Event-based gateway": "事件分支", "Start event": "开始", "End event": "结束",
  "Message start event": "消息开始", "Timer start event": "定时开始", "Terminate end event": "终止",
  "Message end event": "消息结束", "Timer intermediate catch event": "定时等待",
  "Message intermediate catch event": "等待消息", "Message intermediate throw event": "发出消息",
  "Default flow": "默认路径", "Conditional flow": "条件路径", "Sequence flow": "普通路径",
  "Timer boundary event": "定时边界事件", "Message boundary event": "消息边界事件",
  "Parallel multi-instance": "并行多实例", "Sequential multi-instance": "顺序多实例", "Loop": "循环",
  "Open minimap": "打开缩略图", "Search in diagram": "在图中查找", "Search": "查找",
};

export function translated(language) {
  const words = language.startsWith("zh") ? CHINESE : {};
  return (text, facts = {}) => (words[text] ?? text).replace(/{([^}]+)}/g, (_, name) => facts[name] ?? `{${name}}`);
}
