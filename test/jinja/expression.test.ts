// Expressions: what Jinja and Python make of them. Each line is an expression and its value; errors are given by their class.
import { describe, expect, it } from 'vitest'
import { evaluateExpression, type Context } from '#jinja'

const context: Context = {
  ds: '2026-01-02', ts_nodash: '20260102T030405', n: 5, ratio: 0.25, flag: true, none: null, empty: [], nothing: {},
  names: ['us', 'eu', 'ap'], numbers: [3, 1, 2], table: { b: 2, a: [1, 'x'] }, rows: [{ k: 'x', v: 2 }, { k: 'y', v: 1 }, { k: 'x', v: 3 }],
  dag_run: { conf: { region: 'eu', zero: 0 } }, params: { dags: { lang: { wt: 'prod.wt.lang' } } }, text: "it's <b>",
}
const value = (text: string): unknown => {
  const result = evaluateExpression(text, context)
  return result.error === undefined ? result.value : result.error.type
}
const table = (title: string, cases: readonly (readonly [string, unknown])[]): void => {
  describe(title, () => {
    it.each(cases)('%s', (text, expected) => expect(value(text)).toEqual(expected))
  })
}

table('literals', [
  ['1', 1], ['1.5', 1.5], ['1_000', 1000], ['2e3', 2000], ["'a' \"b\"", 'ab'], ["'it\\'s'", "it's"], ["'\\x41\\u00e9\\n'", 'Aé\n'], ["'\\.'", '\\.'],
  ['True', true], ['false', false], ['None', null], ['none', null], ['[1, [2]]', [1, [2]]], ['(1, 2,)', [1, 2]], ['()', []], ["{'a': {'b': 1}}", { a: { b: 1 } }],
])
table('arithmetic', [
  ['1 + 2 * 3', 7], ['7 // 2', 3], ['-7 // 2', -4], ['-7 % 3', 2], ['7 / 2', 3.5], ['6 * 7 // 2', 21], ['7 * 3 % 2', 1], ['10 - 2 - 3', 5], ['2 ** 10', 1024], ['2 ** -1', 0.5],
  ['(0.1 + 0.2) | string', '0.30000000000000004'], ['0.1 + 0.2 | string', 'TypeError'], ["'a' ~ 1 ~ none", 'a1None'], ["'a' + 'b'", 'ab'], ["'ab' * 3", 'ababab'], ['[1] * 2 + [2]', [1, 1, 2]], ["'a' + 1", 'TypeError'], ['1 // 0', 'ZeroDivisionError'],
  ['9007199254740993 + 0 == 9007199254740993', true], ['True + 1', 2], ['-ratio', -0.25], ["'%05.1f|%s' % (2.345, [1])", '002.3|[1]'], ["'%(a)s' % {'a': 1}", '1'], ["'%d' % 'x'", 'TypeError'],
])
table('text of values', [
  ['2.0 | string', '2.0'], ['1e16 | string', '1e+16'], ['0.00001 | string', '1e-05'], ["[1, 'a', None, True] | string", "[1, 'a', None, True]"], ["['it\\'s'] | string", "[\"it's\"]"], ['(1,) | string', '(1,)'],
  ['table | string', "{'b': 2, 'a': [1, 'x']}"],
])
table('truth and comparison', [
  ["empty or nothing or '' or 0 or 'last'", 'last'], ['names and 1', 1], ['not empty', true], ['1 < 2 < 3', true], ['1 < 3 < 2', false], ['1 == 1.0', true], ["'a' < 'B'", false], ["1 < 'a'", 'TypeError'],
  ["'eu' in names", true], ["'x' not in names", true], ["'lang' in params.dags", true], ["'b' in 'abc'", true], ['not 1 == 2', true], ['[1, 2] == [1, 2]', true], ["{'a': 1} == {'a': 1.0}", true], ['none == false', false],
])
table('conditional expressions', [
  ["'yes' if flag else 'no'", 'yes'], ["'yes' if empty else 'no'", 'no'], ["'a' if 0 else 'b' if 0 else 'c'", 'c'],
])
table('lookups', [
  ["dag_run.conf.get('region')", 'eu'], ["dag_run.conf.get('missing', )", null], ["dag_run.conf.get('missing', 'dflt')", 'dflt'], ["dag_run.conf.get('zero', 7)", 0], ["dag_run.conf['region']", 'eu'],
  ["(params.dags or {}).get('lang', {}).get('wt', 'x')", 'prod.wt.lang'], ['names[0]', 'us'], ['names[-1]', 'ap'], ['names[1:]', ['eu', 'ap']], ['names[::-1]', ['ap', 'eu', 'us']], ['ds[:4]', '2026'], ['ds[5:7]', '01'],
  ['table.a[0]', 1], ['dag_run.conf.missing.deeper', 'UndefinedError'], ['names[9].x', 'UndefinedError'],
])
table('text methods', [
  ["ts_nodash.replace('T','')", '20260102030405'], ["'a-b-c'.replace('-', '+', 1)", 'a+b-c'], ["ds.split('-')", ['2026', '01', '02']], ["' a  b '.split()", ['a', 'b']], ["'a,b,c'.rsplit(',', 1)", ['a,b', 'c']],
  ["'{} {b} {0!r:>5}'.format('x', b=2)", "x 2   'x'"], ["'{:,.2f}'.format(1234.5)", '1,234.50'], ["'{:05d}'.format(42)", '00042'], ["'{a[k]}'.format(a={'k': 1})", '1'], ["'x'.join(names)", 'usxeuxap'],
  ["' x '.strip()", 'x'], ["'xxa'.lstrip('x')", 'a'], ["'abc'.startswith(('z', 'a'))", true], ["'abc'.upper()", 'ABC'], ["'hello world'.title()", 'Hello World'], ["'abc'.find('c')", 2], ["'7'.zfill(3)", '007'], ["'a=b'.partition('=')", ['a', '=', 'b']],
  ["'abc'.removesuffix('c')", 'ab'], ["'12'.isdigit()", true], ["'x'.nothing()", 'UndefinedError'],
])
table('filters', [
  ["missing_key | default('d')", { $unknown: 'derived', of: 'missing_key', detail: 'the context does not have it' }], ["dag_run.conf.nope | default('d')", 'd'], ["'' | default('d', true)", 'd'], ['none | default(1)', null],
  ['names | join(", ")', 'us, eu, ap'], ["names | join(',') | upper", 'US,EU,AP'], ['names | length', 3], ['names | first', 'us'], ['names | last', 'ap'], ['numbers | sort', [1, 2, 3]], ['numbers | max', 3], ['numbers | sum', 6],
  ["rows | map(attribute='v') | list", [2, 1, 3]], ["names | map('upper') | list", ['US', 'EU', 'AP']], ["rows | selectattr('k', 'equalto', 'x') | map(attribute='v') | list", [2, 3]], ['numbers | reject("odd") | list', [2]],
  ["rows | groupby('k') | map('first') | list", ['x', 'y']], ['[1, 1, 2] | unique | list', [1, 2]], ["table | dictsort | map('first') | list", ['a', 'b']], ['names | tojson', '["us", "eu", "ap"]'], ["{'b': 1, 'a': none} | tojson", '{"a": null, "b": 1}'],
  ["'12' | int", 12], ["'x' | int(7)", 7], ["'1.5' | float", 1.5], ['2.5 | round | int', 2], ["'a b' | replace(' ', '-')", 'a-b'], ["' x ' | trim", 'x'], ["text | escape", 'it&#39;s &lt;b&gt;'], ["'abc' | reverse", 'cba'], ["'abc' | list", ['a', 'b', 'c']],
  ["'%s-%s' | format(1, 2)", '1-2'], ['n | nothing', 'TemplateAssertionError'],
])
// Found by comparing random expressions with Jinja2 3.1.6 itself.
table('corners', [
  ['0.25 | round(1)', 0.2], ['12345 | round | string', '12345'], ['15 | round(-1)', 20], ['25 | round(-1)', 20], ['true | abs', 1], ["'{:>5}'.format(True)", '    1'], ["'{:5}'.format(none)", 'TypeError'], ["'{:.3}'.format(3)", 'ValueError'],
  ["'{:,}'.format('x')", 'ValueError'], ["'a' % [1]", 'a'], ["'a' % (1,)", 'TypeError'], ["'%c' % 'ab'", 'TypeError'], ['5 | truncate(5)', 'TypeError'], ["'abcdefgh' | truncate(4, true, leeway=0)", 'a...'], ["'x' | items", 'TypeError'], ['none | map(attribute="k") | list', []],
  ['2.0 is even', true], ["'x' is odd", 'TypeError'], ['true[::-1] is defined', false], ['[[1]] | unique | list', 'TypeError'], ['dag_run.conf.nope == 1', 'UndefinedError'], ['dag_run.conf.nope in []', false], ['rows | map(attribute="z") | string', '[Undefined, Undefined, Undefined]'],
  ["{'a b': 'c/d'} | urlencode", 'a+b=c%2Fd'], ["'héllo wörld' | wordcount", 2], ["'%g|%.3g|%e' % (0.0001, 123456, 12)", '0.0001|1.23e+05|1.200000e+01'], ["'{:08.3f}|{:+d}|{:%}'.format(-2.5, 3, 0.5)", '-002.500|+3|50.000000%'],
])
table('tests', [
  ['ds is defined', true], ['dag_run.conf.nope is defined', false], ['none is none', true], ["'a' is string", true], ['5 is divisibleby 5', true], ['3 is odd', true], ['names is iterable', true], ['table is mapping', true], ['n is not none', true],
  ["'eu' is in names", true], ['n is nothing', 'TemplateAssertionError'],
])
table('what the context does not have', [
  ['nowhere', { $unknown: 'global', of: 'nowhere', detail: 'the context does not have it' }], ['nowhere.deep["x"]', { $unknown: 'global', of: 'nowhere.deep.x', detail: 'the context does not have it' }],
  ['nowhere + 1', { $unknown: 'derived' }], ['nowhere and false', { $unknown: 'derived' }], ['flag or nowhere', true], ['[nowhere, 1][1]', 1],
])
table('syntax errors', [
  ['1 +', 'TemplateSyntaxError'], ['a b', 'TemplateSyntaxError'], ["'x", 'TemplateSyntaxError'], ['f(*x)', 'TemplateSyntaxError'], ['}} {{ 1', 'TemplateSyntaxError'],
])
