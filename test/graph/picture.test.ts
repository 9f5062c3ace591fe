// From a DAG to a picture, how names are cut, and how groups fold.
import { describe, expect, test } from 'vitest'
import { dagPicture, fitPicture, nameInside, overviewPicture, shortened, textColumns } from '#graph'
import { bookModel } from '../fixtures/book.ts'
import { dag, group, task } from '../fixtures/models.ts'

test('a DAG as a picture', () => {
  const id = 'd'
  const picture = dagPicture(dag(id, {
    groups: [group(id, 'g'), group(id, 'g.h', 'g')],
    tasks: [
      task(id, 'a', { setup: true }), task(id, 'g.b', { group: 'group:d/g', sql: [{ text: 'select 1' }] }), task(id, 'g.h.c', { group: 'group:d/g.h', mapped: { over: [1, 2], length: 2 } }),
      task(id, 'd', { repeat: { of: 'x', min: 0, max: null }, when: 'env X' }), task(id, 'e', { teardown: true }),
    ],
    edges: [{ from: 'a', to: 'e' }, { from: 'a', to: 'g.b', label: 'yes', when: 'env X' }, { from: 'g.b', to: 'd', when: 'env X' }, { from: 'a', to: 'nowhere' }],
  }), (each) => `#${each.taskId}`)
  expect(picture).toEqual({
    title: 'd',
    nodes: [
      { id: 'task:d/a', label: 'a', kind: 'task', href: '#a', role: 'setup' }, { id: 'task:d/g.b', label: 'b', kind: 'sql', group: 'group:d/g', href: '#g.b' },
      { id: 'task:d/g.h.c', label: 'c', kind: 'task', group: 'group:d/g.h', href: '#g.h.c', stack: '× 2' }, { id: 'task:d/d', label: 'd', kind: 'task', href: '#d', stack: '× n', when: 'env X' },
      { id: 'task:d/e', label: 'e', kind: 'task', href: '#e', role: 'teardown' },
    ],
    edges: [{ from: 'task:d/a', to: 'task:d/e', dotted: true }, { from: 'task:d/a', to: 'task:d/g.b', label: 'yes', when: 'env X', guarded: true }, { from: 'task:d/g.b', to: 'task:d/d', guarded: true }],
    groups: [{ id: 'group:d/g', label: 'g' }, { id: 'group:d/g.h', label: 'h', parent: 'group:d/g' }],
  })
})

test('edges away from a branch say on which condition, unless they have a label', () => {
  const picture = dagPicture(dag('d', {
    tasks: [task('d', 'choose', { kind: 'branch', branch: { to: ['full', 'delta', 'both'], decide: [{ if: 'params.full', to: ['full', 'both'] }, { if: 'params.x', to: ['own'] }, { to: ['delta', 'both'] }] } }), ...['full', 'delta', 'both', 'own'].map((name) => task('d', name))],
    edges: [{ from: 'choose', to: 'full' }, { from: 'choose', to: 'delta' }, { from: 'choose', to: 'both' }, { from: 'choose', to: 'own', label: 'mine' }],
  }))
  expect(picture.edges.map((edge) => edge.label)).toEqual(['params.full', 'else', undefined, 'mine'])
})

test('groups that are around each other are not', () => {
  const groups = [{ ...group('d', 'a'), parent: 'group:d/b' }, { ...group('d', 'b'), parent: 'group:d/a' }]
  expect(dagPicture(dag('d', { groups })).groups).toEqual([{ id: 'group:d/a', label: 'a' }, { id: 'group:d/b', label: 'b' }])
})

describe('names', () => {
  test.each([['g.a', 'g', 'a'], ['g', 'g', 'g'], ['gg.a', 'g', 'gg.a'], ['a', undefined, 'a'], ['g.', 'g', 'g.']])('%s inside %s is %s', (id, groupId, name) => {
    expect(nameInside(id, groupId)).toBe(name)
  })
  test.each([['abc', 3], ['日本', 4], ['e\u0301', 1], ['👩', 2], ['', 0]])('%s is %i columns wide', (text, columns) => {
    expect(textColumns(text)).toBe(columns)
  })
  test('long names keep both ends', () => {
    expect(shortened('a_very_long_name_of_a_task', 11)).toBe('a_very…task')
    expect(textColumns(shortened('日本語の長い名前です', 9))).toBeLessThanOrEqual(9)
    expect(shortened('short', 11)).toBe('short')
  })
})

describe('folding', () => {
  const picture = dagPicture(bookModel().dags.find((each) => each.dagId === 'warehouse_nightly')!)
  test('what fits stays as it is', () => {
    expect(fitPicture(picture, { nodes: 100, edges: 100 })).toBe(picture)
  })
  test('innermost groups fold first, and only as many as it takes', () => {
    const fitted = fitPicture(picture, { nodes: 55, edges: 100 })!
    expect(fitted.nodes.filter((node) => node.kind === 'folded').map((node) => [node.label, node.stack])).toEqual(Array.from({ length: 6 }, () => ['checks', '2 tasks']))
    expect(fitted.groups).toHaveLength(6)
    expect(fitted.edges.filter((edge) => edge.to === fitted.nodes.find((node) => node.kind === 'folded')!.id)).toHaveLength(1)
    const smaller = fitPicture(picture, { nodes: 20, edges: 100 })!
    expect(smaller.groups).toEqual([])
    expect(smaller.nodes).toHaveLength(10)
  })
  test('an overview has no groups left, and counts all tasks in each', () => {
    const overview = overviewPicture(picture)!
    expect(overview.groups).toEqual([])
    expect(overview.nodes.filter((node) => node.kind === 'folded').map((node) => node.stack)).toEqual(Array.from({ length: 6 }, () => '9 tasks'))
    expect(overview.edges.filter((edge) => edge.from === 'group:warehouse_nightly/orders')).toEqual([{ from: 'group:warehouse_nightly/orders', to: 'task:warehouse_nightly/report' }])
    expect(overviewPicture(dagPicture(dag('d', { tasks: [task('d', 'a')] })))).toBeUndefined()
  })
  test('what cannot fit is not drawn', () => {
    expect(fitPicture(picture, { nodes: 5, edges: 100 })).toBeUndefined()
    const circular = { title: '', nodes: [], groups: [{ id: 'a', label: 'a', parent: 'b' }, { id: 'b', label: 'b', parent: 'a' }], edges: Array.from({ length: 3 }, () => ({ from: 'x', to: 'y' })) }
    expect(fitPicture(circular, { nodes: 1, edges: 1 })).toBeUndefined()
  })
})
