// Parameters: an empty default is said to be empty, and what has no type accepts any value.
import { expect, test } from 'vitest'
import { bookOf } from '#docs'
import { dag, model } from '../fixtures/models.ts'
import { templates } from '../fixtures/templates.ts'

test('an empty default', async () => {
  const book = await bookOf(model([dag('a', { params: { note: { default: '' }, full: { default: false } } })]), { templates })
  const page = book.pages.find((each) => each.dagId === 'a')!
  expect(page.markdown).toContain('| `note` | empty | any value |')
  expect(page.markdown).toContain('| `full` | `false` | any value |')
  expect(page.html).toContain('<p>empty <span class="quiet">unless given; accepts any value</span></p>')
})
