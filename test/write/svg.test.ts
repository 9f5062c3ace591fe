// SVG text: well-formed whatever names are in it, nothing but classes for looks, the same bytes for the same picture.
import { Window } from 'happy-dom'
import { describe, expect, test } from 'vitest'
import { layoutPicture } from '#elk'
import { dagPicture } from '#graph'
import { drawingSvg, escapeMarkup, legendMarkup, markup, markupText } from '#write'
import { bookModel, hostile } from '../fixtures/book.ts'

const svgOf = async (dag: ReturnType<typeof hostile>): Promise<string> => drawingSvg(await layoutPicture(dagPicture(dag, (task) => `#${encodeURIComponent(task.taskId)}`)))

const tree = (svg: string) => {
  const document = new new Window().DOMParser().parseFromString(svg, 'image/svg+xml')
  expect(document.querySelector('parsererror')).toBeNull()
  return document
}

describe('the DAGs of a book', () => {
  test.each(bookModel().dags.filter((each) => each.tasks.length > 0).map((each) => [each.dagId.slice(0, 40), each] as const))('%s', async (_, each) => {
    const svg = await svgOf(each), document = tree(svg)
    expect(document.querySelectorAll('[data-node]')).toHaveLength(each.tasks.length)
    expect(document.querySelectorAll('[data-from]')).toHaveLength(each.edges.length)
    expect(document.querySelectorAll('a[href]')).toHaveLength(each.tasks.length)
    expect(svg).not.toMatch(/\sstyle=|\son\w+=|<style|<script/)
    expect(await svgOf(each)).toBe(svg)
  })
})

test('names show up as they are, and only as text', async () => {
  const document = tree(await svgOf(hostile()))
  expect(document.querySelectorAll('script, b, img')).toHaveLength(0)
  expect([...document.querySelectorAll('title')].map((title) => title.textContent).join(' ')).toContain('|"]<script>alert(8)</script>')
})

test('guarded, mapped and dotted things are marked', async () => {
  const model = bookModel()
  const find = (dagId: string) => model.dags.find((each) => each.dagId === dagId)!
  const guarded = tree(await svgOf(find('regional_export')))
  expect(guarded.querySelectorAll('.edge.guarded')).toHaveLength(2)
  expect(guarded.querySelector('.node.guarded')?.textContent).toContain('if env AUDIT')
  expect(guarded.querySelectorAll('.box.behind')).toHaveLength(2)
  expect(tree(await svgOf(find('warehouse_nightly'))).querySelectorAll('.edge.dotted')).toHaveLength(1)
})

test('each edge on a cycle has the sign that the legend explains', async () => {
  const picture = {
    title: 'fleet', nodes: ['a', 'b', 'c'].map((id) => ({ id, label: id, kind: 'dag' as const })), groups: [],
    edges: [{ from: 'a', to: 'b', kind: 'trigger' as const, cyclic: true }, { from: 'b', to: 'a', kind: 'trigger' as const, cyclic: true }, { from: 'b', to: 'c', kind: 'trigger' as const }],
  }
  const document = tree(drawingSvg(await layoutPicture(picture)))
  expect([...document.querySelectorAll('.edge')].map((edge) => edge.querySelector('text')?.textContent)).toEqual(['↻', '↻', undefined])
  expect(markupText(legendMarkup(picture))).toContain('↻</span> on a cycle')
})

test('markup escapes what is put into it', () => {
  expect(markupText(markup`<a title="${'"><b>'}">${'<i>&'}${markup`<u>${1}</u>`}${[markup`x`, undefined, false, null]}</a>`)).toBe('<a title="&quot;&gt;&lt;b&gt;">&lt;i&gt;&amp;<u>1</u>x</a>')
  expect(escapeMarkup("'\u0000\u0008\u007f")).toBe('&#39;\uFFFD\uFFFD\uFFFD')
})
