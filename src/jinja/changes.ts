// Does evaluating a part of a template change anything that the rest can see?
import type { Arguments, Block, Expression, Statement } from './syntax.ts'

const changing = ['append', 'extend', 'insert', 'pop', 'remove', 'reverse', 'sort', 'clear', 'update', 'setdefault']

const inArguments = (args: Arguments): boolean => args.positional.some(expressionChanges) || args.named.some(({ value }) => expressionChanges(value))

/** Does the expression call a method that changes a list or dict? */
export const expressionChanges = (node: Expression): boolean => {
  switch (node.kind) {
    case 'literal': case 'name': return false
    case 'attribute': case 'not': case 'negative': case 'positive': return expressionChanges(node.of)
    case 'item': return expressionChanges(node.of) || expressionChanges(node.key)
    case 'slice': return [node.of, node.start, node.stop, node.step].some((part) => part !== null && expressionChanges(part))
    case 'call': return (node.callee.kind === 'attribute' && changing.includes(node.callee.name)) || expressionChanges(node.callee) || inArguments(node.args)
    case 'filter': case 'test': return expressionChanges(node.of) || inArguments(node.args)
    case 'list': case 'tuple': return node.items.some(expressionChanges)
    case 'dict': return node.entries.some(({ key, value }) => expressionChanges(key) || expressionChanges(value))
    case 'and': case 'or': case 'arithmetic': return expressionChanges(node.left) || expressionChanges(node.right)
    case 'compare': return expressionChanges(node.first) || node.rest.some(({ value }) => expressionChanges(value))
    case 'choose': return [node.condition, node.then, node.else].some((part) => part !== null && expressionChanges(part))
  }
}

/** Do the statements set names, define macros or change lists and dicts? */
export const blockChanges = (block: Block): boolean => block.some(statementChanges)

const statementChanges = (statement: Statement): boolean => {
  switch (statement.kind) {
    case 'text': return false
    case 'output': return expressionChanges(statement.value)
    case 'if': return statement.branches.some(({ condition, body }) => expressionChanges(condition) || blockChanges(body)) || blockChanges(statement.else)
    case 'for': return expressionChanges(statement.over) || (statement.filter !== null && expressionChanges(statement.filter)) || blockChanges(statement.body) || blockChanges(statement.else)
    case 'filtered': return blockChanges(statement.body)
    default: return true
  }
}
