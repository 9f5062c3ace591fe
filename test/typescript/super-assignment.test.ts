// Assigning to `super.x`. Expected values are those that Node gives.
import { expect, test } from 'vitest'
import { treeOf } from '#model'
import { readValues } from '#read'
import { loadLibrary } from '#disk'

test('asks setters above the class of the code, and else sets the property on this', () => {
  const { exports, problems } = readValues(treeOf({ 'main.ts': `
    class Plain {}
    class Own extends Plain { set size(n: number) { super.size = n * 2 } }
    class Base { stored = 0; get size() { return this.stored } set size(n) { this.stored = n } get fixed() { return 1 } }
    class Derived extends Base { override get size() { return super.size + 1 } override set size(n) { super.size = n; super.size += 10; super['other'] = n } tryFixed() { super.fixed = 2 } }
    const own: any = new Own()
    let refused = ''
    try { own.size = 3 } catch (error) { refused = (error as Error).name }
    const derived: any = new Derived()
    derived.size = 5
    let fixed = ''
    try { derived.tryFixed() } catch (error) { fixed = (error as Error).name }
    export const all = [own.size, Object.keys(own), refused, derived.size, derived.stored, derived.other, fixed]` }), 'main.ts', { library: loadLibrary() })
  expect(exports.all).toEqual([6, ['size'], '', 16, 15, 5, 'TypeError'])
  expect(problems).toEqual([])
})
