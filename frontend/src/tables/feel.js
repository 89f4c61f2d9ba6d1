// Cells are CEL and plain tests here, not FEEL: its editor and resolver are left out of the bundle.
export default class None {}
export const DmnVariableResolverModule = {};
