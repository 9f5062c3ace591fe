// Which value a setting has, and what the local prefix does to it.
import { describe, expect, it } from 'vitest'
import { isLocalInstance, Settings, withPrefix, type LocalConfig } from 'dagbook/orchestrator'
import { configOf } from './build.ts'

const settings = (sections: Record<string, object> = {}, local: LocalConfig | null = null): Settings => new Settings(configOf(sections), local)

describe('lookups', () => {
  it('gives a root value', () => expect(settings({ root: { owner: 'me' } }).root('owner')).toBe('me'))
  it('gives nothing where no layer says anything', () => expect(settings().ofDag('one', 'owner')).toBeUndefined())
  it('prefers a DAG to the root', () => {
    const both = settings({ root: { sqlIndex: 'r' }, one: { sqlIndex: 'd' } })
    expect([both.ofDag('one', 'sqlIndex'), both.ofDag('two', 'sqlIndex')]).toEqual(['d', 'r'])
  })
  it('prefers a run type to the defaults, and the defaults to the root', () => {
    expect(settings({ root: { essence: 'r' }, defaults: { essence: 'f' }, daily: { essence: 't' } }).ofRunType('daily', 'essence')).toBe('t')
    expect(settings({ root: { essence: 'r' }, defaults: { essence: 'f' } }).ofRunType('daily', 'essence')).toBe('f')
    expect(settings({ root: { essence: 'r' } }).ofRunType('daily', 'essence')).toBe('r')
  })
  it.each([null, '', false, 0])('lets %j override, in a DAG and in a run type', (value) => {
    expect(settings({ root: { schedule: '@daily' }, one: { schedule: value } }).ofDag('one', 'schedule')).toBe(value)
    expect(settings({ defaults: { schedule: '@daily' }, backfill: { schedule: value } }).ofRunType('backfill', 'schedule')).toBe(value)
  })
  it('says which layer won', () => {
    const found = settings({ root: { essence: 'r' }, defaults: { owner: 'f' }, daily: { emails: [] } })
    expect((['emails', 'owner', 'essence'] as const).map((key) => found.findOfRunType('daily', key)?.layer)).toEqual(['run type', 'defaults', 'root'])
    expect(settings({ one: { wt: 'w' } }, { wt: 'l' }).findOfDag('one', 'wt')).toEqual({ value: 'l', layer: 'local' })
  })
  it('has the values of the root for a DAG without a section', () => {
    expect([settings({ root: { owner: 'me' } }).ofDag('other', 'owner'), settings().ofDag('constructor', 'wt'), settings().dagSection('toString')]).toEqual(['me', undefined, {}])
  })
  it('does without orchestrators', () => expect(new Settings({ owner: 'me', dags: {} }, null).ofAnyRunType('owner')).toBe('me'))
  it('refuses a run type that the config does not have', () => {
    expect(() => settings().ofRunType('weekly', 'owner')).toThrow("The config has no run type 'weekly'; it has daily, backfill")
  })
})

describe('the local override', () => {
  const local: LocalConfig = { prefix: 'sandbox.me_', model: 'small', emails: [] }
  it('wins by name in every layer', () => {
    const both = settings({ root: { emails: ['a@b.c'] }, one: { model: 'large' } }, local)
    expect([both.ofDag('one', 'model'), both.root('emails'), both.ofRunType('daily', 'emails')]).toEqual(['small', [], []])
  })
  it('does nothing in production', () => expect(settings({ one: { model: 'large' } }).ofDag('one', 'model')).toBe('large'))
  it('is prefixed like any other value', () => expect(settings({}, { ...local, wt: 'prod.x.y' }).ofDag('one', 'wt')).toBe('sandbox.me_x.y'))
})

describe('the prefix', () => {
  const prefix = 'sandbox.me_'
  it.each([
    ['prod.a.b', 'sandbox.me_a.b'],
    ['sandbox.a.b', 'sandbox.me_a.b'],
    ['select * from prod.a.b join sandbox.c.d', 'select * from sandbox.me_a.b join sandbox.me_c.d'],
    ['nothing to do', 'nothing to do'],
    ['Mails about prod.ds. go to x@example.com', 'Mails about sandbox.me_ds. go to x@example.com'],
    // A word that only ends like a catalog is none.
    ['preprod.a', 'preprod.a'],
    // What has the prefix already keeps it once; other catalogs beside it are replaced all the same.
    ['sandbox.me_a.b', 'sandbox.me_a.b'],
    ['sandbox.me_a.b and prod.c.d', 'sandbox.me_a.b and sandbox.me_c.d'],
  ])('%s → %s', (text, expected) => expect(withPrefix(text, prefix)).toBe(expected))
  it('is applied once, also if it holds a catalog itself', () => {
    expect(withPrefix('sandbox.a prod.b', 'prod.dev_')).toBe('prod.dev_a prod.dev_b')
    expect(withPrefix('dev.prod.me_a', 'dev.prod.me_')).toBe('dev.prod.me_a')
  })
  it('does nothing where it is empty', () => expect(withPrefix('prod.a', '')).toBe('prod.a'))

  it('leaves alone what is excepted as a whole', () => {
    const excepting = settings({ root: { dontApplyPrefix: ['prod.keep.me'] }, one: { wt: 'prod.keep.me', model: 'prod.keep.me2' } }, { prefix })
    expect([excepting.ofDag('one', 'wt'), excepting.ofDag('one', 'model')]).toEqual(['prod.keep.me', 'sandbox.me_keep.me2'])
  })
  it('touches text only', () => {
    const typed = settings({ one: { validationThreshold: 97, emails: ['prod.a'], conf: { k: ['prod.a'] } } }, { prefix })
    expect([typed.ofDag('one', 'validationThreshold'), typed.ofDag('one', 'emails'), typed.ofDag('one', 'inputTable')]).toEqual([97, ['prod.a'], undefined])
    expect(typed.ofDag('one', 'conf')).toEqual({ k: ['prod.a'] })
  })
  it('is for local runs only', () => expect(settings({ one: { wt: 'prod.a.b' } }).ofDag('one', 'wt')).toBe('prod.a.b'))
})

describe('isLocalInstance', () => {
  it.each([['Production', false], ['"Production"', false], ['My Production', true], ['production', true], ['', true], [undefined, true]])('%s → %s', (name, expected) => {
    expect(isLocalInstance(name)).toBe(expected)
  })
})
