export { renderTemplate, evaluateExpression, renderData, type Context, type RenderOptions, type Rendering } from './render.ts'
export { namesIn, type TemplateNames } from './names.ts'
export { follow, type DecisionLike } from './decide.ts'
export type { ErrorType } from './failure.ts'
