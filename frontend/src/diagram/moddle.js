// What a user task or a service task says beyond BPMN: attributes of urn:jingkai:bpmn:1.
const text = (name) => ({ name, isAttr: true, type: "String" });

export const ATTRIBUTES = ["role", "office", "offices", "seat", "joint", "ratio", "days", "form", "outcomes"];

export const moddle = {
  name: "Jingkai",
  uri: "urn:jingkai:bpmn:1",
  prefix: "jingkai",
  xml: { tagAlias: "lowerCase" },
  types: [
    { name: "Work", extends: ["bpmn:UserTask"], properties: ATTRIBUTES.map(text) },
    { name: "Called", extends: ["bpmn:ServiceTask"], properties: [text("call")] },
    { name: "Decided", extends: ["bpmn:BusinessRuleTask"], properties: [text("decision"), text("result")] },
  ],
};
