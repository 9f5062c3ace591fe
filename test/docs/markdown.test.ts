// Markdown to HTML: what authors use works, and nothing of it runs.
import { describe, expect, test } from 'vitest'
import { markup } from '#write'
import { markdownHtml, partFence } from '../../src/docs/markdown.ts'

describe('what authors use', () => {
  test.each([
    ['**a** `b`', '<p><strong>a</strong> <code>b</code></p>'],
    ['[a](https://example.org)', '<p><a href="https://example.org" rel="noopener">a</a></p>'],
    ['[a](#b) [c](x.md)', '<p><a href="#b">a</a> <a href="x.md">c</a></p>'],
    ['# A b', '<h1 id="a-b">A b</h1>'],
    ['## A b', '<h2 id="a-b">A b<a class="anchor" href="#a-b" aria-label="Link to A b">#</a></h2>'],
    ['- [x] done', '<ul class="contains-task-list">\n<li class="task-list-item"><input type="checkbox" checked disabled aria-label="done"> done</li>\n</ul>'],
    ['![a](https://example.org/a.png)', '<p><a href="https://example.org/a.png" rel="noopener">a</a></p>'],
    ['![a](a.png)', '<p>a</p>'],
    ['```sql\nselect 1 from a\n```', '<pre tabindex="0"><code class="hljs"><span class="hljs-keyword">select</span> <span class="hljs-number">1</span> <span class="hljs-keyword">from</span> a\n</code></pre>'],
    ['```nope\na < b\n```', '<pre tabindex="0"><code class="hljs">a &lt; b\n</code></pre>'],
    ['|a|\n|-|\n|b|', '<div class="scroll" tabindex="0"><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table></div>'],
    ['<details><summary>more</summary>\n\n**in**side\n\n</details>\n\nafter', '<details><summary>more</summary><p><strong>in</strong>side</p></details><p>after</p>'],
    ['a<br>b <kbd>c</kbd>', '<p>a<br>b <kbd>c</kbd></p>'],
  ])('%s', (markdown, html) => {
    const flat = (text: string): string => text.replace(/>\s+</g, '><')
    expect(flat(markdownHtml(markdown).html)).toBe(flat(html))
  })

  test('headings are listed, shifted and kept apart', () => {
    const { headings, html } = markdownHtml('# A\n## A\n', { idPrefix: 'doc-', shift: 2 })
    expect(headings).toEqual([{ id: 'doc-a', level: 3, text: 'A' }, { id: 'doc-a-1', level: 4, text: 'A' }])
    expect(html).toContain('<h3 id="doc-a">')
  })

  test('our parts stand where their fences are, and nothing else of that name does', () => {
    expect(markdownHtml(`a${partFence('graph')}b${partFence('nope')}`, { parts: new Map([['graph', markup`<svg></svg>`]]) }).html.replace(/\s/g, '')).toBe('<p>a</p><svg></svg><p>b</p>')
  })

  test('a Mermaid fence is left to the page', () => {
    expect(markdownHtml('```mermaid\nflowchart LR\n a["<b>"]\n```')).toMatchObject({ hasMermaid: true, html: '<pre class="mermaid" tabindex="0">flowchart LR\n a["&#x3C;b>"]\n</pre>' })
  })
})

describe('nothing runs', () => {
  const attacks = [
    '<script>alert(1)</script>', '<SCRIPT SRC=//x></SCRIPT>', '<script>a', 'x <script>alert(1)</script> y', '<img src=x onerror=alert(1)>', '<svg onload=alert(1)><script>alert(1)</script></svg>',
    '<svg><a href="javascript:alert(1)">x</a></svg>', '[a](javascript:alert(1))', '[a](JaVaScRiPt:alert(1))', '[a](java\nscript:alert(1))', '[a](&#106;avascript:alert(1))', '[a](data:text/html,<script>alert(1)</script>)',
    '[a](vbscript:x)', '[a](//evil.example/x)'.replace('//evil', 'file:///evil'), '<a href="javascript:alert(1)">x</a>', '<details open ontoggle=alert(1)><summary onclick=alert(1)>x</summary></details>',
    '<iframe src="https://example.org"></iframe>', '<style>body{display:none}</style>', '<p style="position:fixed">x</p>', '<form action="https://example.org"><input name=a><button>x</button></form>',
    '<base href="https://evil.example/">', '<meta http-equiv=refresh content="0;url=https://evil.example">', '<link rel=stylesheet href=https://evil.example>', '<object data=x></object>', '<math><mtext></mtext></math>',
    '![a](javascript:alert(1))', '![a](" onerror="alert(1))', '<a\nhref="javascript:alert(1)"\n>x</a>', '<div id="theme" class="evil" data-x=1>x</div>', '<!-- --><script>alert(1)</script>', '<scr<script>ipt>alert(1)</scr</script>ipt>',
    '```"><script>alert(1)</script>\nx\n```', '```sql\n</code></pre><script>alert(1)</script>\n```', '```dagbook\n<script>alert(1)</script>\n```', '[^1]\n\n[^1]: <script>alert(1)</script>', '<textarea><img src=x onerror=alert(1)></textarea>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">', '<x-y onclick=alert(1)>z</x-y>', 'a\n\n<details>\n\n<script>alert(1)</script>\n', '<summary><a href=javascript:alert(1)>x</a></summary>', '<https://example.org/"onmouseover=alert(1)>', 'www.example.org/<script>alert(1)</script>',
  ]
  test.each(attacks)('%s', (attack) => {
    const { html } = markdownHtml(attack)
    const tags = [...html.matchAll(/<([a-z][\w-]*)((?:"[^"]*"|[^">])*)>/gi)]
    for (const [, name, attributes] of tags) {
      expect(['p', 'a', 'blockquote', 'details', 'summary', 'div', 'span', 'pre', 'code', 'sup', 'section', 'h2', 'ol', 'li', 'br', 'td']).toContain(name)
      expect(attributes).not.toMatch(/\son\w+\s*=|style=|javascript:|data:|vbscript:|file:|srcdoc|action/i)
      expect(attributes).not.toMatch(/id="theme"|class="evil"/)
    }
    expect(html).not.toMatch(/<script|<style|<iframe|<svg|<img/i)
  })
})
