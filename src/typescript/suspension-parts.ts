// Which parts an expression is put together from, in the order in which they are evaluated.
import { ts } from './parse.ts'

const K = ts.SyntaxKind

/** An expression and what its parentheses and type assertions hold: whichever of them is asked for has the same value. */
export const wrapped = (node: ts.Node): ts.Node[] => {
  const all = [node]
  for (let at = node; at.kind === K.ParenthesizedExpression || at.kind === K.NonNullExpression || at.kind === K.AsExpression || at.kind === K.SatisfiesExpression;) {
    at = (at as ts.ParenthesizedExpression).expression
    all.push(at)
  }
  return all
}

/** The parts of an expression that are evaluated before it, from left to right. */
export const partsOf = (node: ts.Node): ts.Node[] => {
  const parts: ts.Node[] = []
  const visit = (child: ts.Node): void => {
    if (ts.isTypeNode(child) || ts.isFunctionLike(child) || ts.isToken(child) && child.kind < K.FirstNode && child.kind !== K.Identifier && !isLiteralKind(child.kind)) return
    if (ts.isExpression(child) && !ts.isSpreadElement(child)) parts.push(child)
    else ts.forEachChild(child, visit)
  }
  const visitCallee = (callee: ts.Expression): void => {
    if (ts.isPropertyAccessExpression(callee)) parts.push(callee.expression)
    else if (ts.isElementAccessExpression(callee)) parts.push(callee.expression, callee.argumentExpression)
    else if (callee.kind !== K.SuperKeyword && callee.kind !== K.ImportKeyword) parts.push(callee)
  }
  if (ts.isOptionalChain(node)) {
    // Its links are followed in one go, from where it begins.
    if (ts.isOptionalChain(node.expression)) parts.push(...partsOf(node.expression))
    else if (ts.isCallExpression(node)) visitCallee(node.expression)
    else parts.push(node.expression)
    if (ts.isCallExpression(node)) node.arguments.forEach(visit)
    else if (ts.isElementAccessExpression(node)) parts.push(node.argumentExpression)
  } else if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    visitCallee(node.expression)
    node.arguments?.forEach(visit)
  } else if (ts.isPropertyAccessExpression(node)) parts.push(node.expression)
  else if (ts.isBinaryExpression(node) && node.operatorToken.kind === K.EqualsToken) parts.push(node.right)
  else if (ts.isPropertyAssignment(node) && !ts.isComputedPropertyName(node.name)) visit(node.initializer)
  else if (ts.isObjectLiteralExpression(node)) for (const property of node.properties) visitMember(property, visit)
  else ts.forEachChild(node, visit)
  return parts.filter((part) => part.kind !== K.SuperKeyword)
}

const visitMember = (property: ts.ObjectLiteralElementLike, visit: (node: ts.Node) => void): void => {
  if (property.name !== undefined && ts.isComputedPropertyName(property.name)) visit(property.name.expression)
  if (ts.isPropertyAssignment(property)) visit(property.initializer)
  else if (ts.isSpreadAssignment(property)) visit(property.expression)
  else if (ts.isShorthandPropertyAssignment(property)) visit(property.name)
}

const isLiteralKind = (kind: ts.SyntaxKind): boolean => kind >= K.FirstLiteralToken && kind <= K.LastLiteralToken
