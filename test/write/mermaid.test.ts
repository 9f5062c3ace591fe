// @vitest-environment happy-dom
// Mermaid text: Mermaid itself parses all that we write, whatever names are in it.
import mermaid from 'mermaid'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dagPicture, nodeKinds, type Picture } from '#graph'
import { mermaidLimits, pictureMermaid } from '#write'
import { bookModel } from '../fixtures/book.ts'

mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' })

/** What Mermaid makes of a text: the number of its vertices and edges, and their labels. */
const parsed = async (text: string): Promise<{ vertices: string[]; edges: number }> => {
  const { getDiagramFromText } = mermaid.mermaidAPI as unknown as { getDiagramFromText: (text: string) => Promise<{ db: { getVertices: () => Map<string, { id: string }>; getEdges: () => unknown[] } }> }
  const { db } = await getDiagramFromText(text)
  return { vertices: [...db.getVertices().keys()], edges: db.getEdges().length }
}

const one = (label: string): Picture => ({
  title: label, nodes: [{ id: 'a', label, kind: 'task', group: 'g' }, { id: label, label, kind: 'branch', when: label, stack: '× n' }], edges: [{ from: 'a', to: label, label, when: label }], groups: [{ id: 'g', label }],
})

describe('the DAGs of a book', () => {
  test.each(bookModel().dags.map((each) => [each.dagId.slice(0, 40), each] as const))('%s', async (_, each) => {
    const text = pictureMermaid(dagPicture(each))!
    if (each.tasks.length === 0) return
    const found = await parsed(text)
    expect(found.vertices.filter((id) => id.startsWith('n'))).toHaveLength(each.tasks.length)
    expect(found.edges).toBe(each.edges.length)
  })
})

test('a picture as text', () => {
  const picture: Picture = {
    title: 'x', nodes: [{ id: 'a', label: 'end', kind: 'empty' }, { id: 'b', label: 'say "hi"', kind: 'sql', group: 'g', stack: '× 3' }], edges: [{ from: 'a', to: 'b', label: 'yes', when: 'env A', guarded: true }, { from: 'b', to: 'a', dotted: true }], groups: [{ id: 'g', label: 'group' }],
  }
  expect(pictureMermaid(picture)).toBe('flowchart LR\n  n0(["end"])\n  subgraph g0["group"]\n    n1[("say #34;hi#34; × 3")]\n  end\n  n0 -.->|"yes if env A"| n1\n  n1 -.-> n0\n')
})

test('every kind of node is drawn', async () => {
  const picture: Picture = { title: 'x', nodes: nodeKinds.map((kind) => ({ id: kind, label: kind, kind })), edges: [], groups: [] }
  expect((await parsed(pictureMermaid(picture)!)).vertices).toHaveLength(nodeKinds.length)
})

describe('no name is syntax', () => {
  test.each([
    'end', 'subgraph', 'click', 'graph TD', '"]; click n0 "javascript:alert(1)"', '%%{init: {"securityLevel":"loose"}}%%', '%% comment', '"]\n  evil["x', 'a\r\nb', '`**bold**`', '#quot;', '#35;', '&quot;', '<b>x</b>', '<script>alert(1)</script>', '$$x^2$$',
    'fa:fa-ban', '---', '-->', '|x|', '\\"', '\u2028evil', '\u202Eevil', '\u0000', '', ' ', '```', ':::evil', '@{shape: x}', 'style n0 fill:#f00', 'classDef', '😀', '/', '\\', '][', 'javascript:alert(1)', 'default', 'o-->', 'x--x', '1. list', '- list',
  ])('%j', async (label) => {
    const text = pictureMermaid(one(label))!
    const found = await parsed(text)
    expect(found.vertices.filter((id) => /^n\d$/.test(id)).sort()).toEqual(['n0', 'n1'])
    expect(found.vertices.every((id) => /^[ng]\d$/.test(id))).toBe(true)
    expect(found.edges).toBe(1)
    expect(text.split('\n')).toHaveLength(7)
    expect(text).not.toMatch(/[<>]{1}script|javascript:|%%/)
  })

  test('nor any other text', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (label) => {
      const found = await parsed(pictureMermaid(one(label))!)
      expect(found.edges).toBe(1)
    }), { numRuns: 60, seed: 11 })
  })
})

describe('limits', () => {
  const large = (groups: number): Picture => ({
    title: 'large', groups: Array.from({ length: groups }, (_, g) => ({ id: `g${g}`, label: `group ${g}` })),
    nodes: Array.from({ length: 800 }, (_, i) => ({ id: `t${i}`, label: `task ${i} ${'x'.repeat(60)}`, kind: 'task' as const, ...(groups > 0 && { group: `g${i % groups}` }) })),
    edges: Array.from({ length: 799 }, (_, i) => ({ from: `t${i}`, to: `t${i + 1}` })),
  })
  test('groups are folded until Mermaid can draw it', async () => {
    const text = pictureMermaid(large(20))!
    expect(text.length).toBeLessThanOrEqual(mermaidLimits.characters)
    expect((await parsed(text)).vertices).toHaveLength(20)
  })
  test('without groups to fold there is none', () => {
    expect(pictureMermaid(large(0))).toBeUndefined()
  })
})
