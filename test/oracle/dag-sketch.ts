// Writes one DAG: its options, tasks in groups, loops and helpers, and edges in every form.
import type { Sketch } from './sketch.ts'
import { dagOptions, defaultOptions, groupOptions, taskForms, taskOptions, triggerOptions, type TaskForm } from './table-dags.ts'

/** Something that edges join: a task, a group, or a list of tasks. What runs first has the lower rank. */
interface Node {
  readonly name: string
  readonly kind: 'task' | 'group' | 'list'
  readonly first: number
  readonly last: number
}

/** What a DAG file offers to other files. */
export interface DagNames {
  readonly dag: string
  readonly id: string
  readonly tasks: readonly string[]
  readonly groups: readonly string[]
}

/** Writes the statements that make one DAG. */
export class DagSketch {
  readonly #sketch: Sketch
  /** DAGs of other files: to wait for and to trigger. */
  readonly #others: readonly DagNames[]
  readonly #nodes: Node[] = []
  readonly #lines: string[] = []
  /** Ids are plain literals: what comes from outside would make others of them. */
  readonly #plain: boolean
  #rank = 0
  #dag = ''

  constructor(sketch: Sketch, others: readonly DagNames[], plain = false) {
    this.#sketch = sketch
    this.#others = others
    this.#plain = plain
  }

  /** The statements; `exported` puts `export` before the DAG. */
  write(exported: boolean): { text: string, names: DagNames } {
    const { dice } = this.#sketch
    const dag = this.#dag = this.#sketch.fresh('dag')
    const id = `${dice.pick(['load', 'sales', 'daily'])}_${dag}`
    const params = dice.percent(40)
    const options = this.#options(dagOptions, 20, [
      ...(params ? [`params: { region: param($t, { enum: [$t, $t], title: $t }), size: $n, plain: $T }`] : []),
      ...(dice.percent(35) ? [`defaults: { ${this.#some(defaultOptions, taskOptions, 12)} }`] : []),
      ...(dice.percent(12) && this.#hit('dag: pipeline') ? ['pipeline: config'] : []),
    ])
    this.#line(`${exported ? 'export ' : ''}const ${dag} = new Dag(${this.#id(id, false)}${options === '{}' && dice.percent(50) ? '' : `, ${options}`})`)
    if (params && this.#hit('dag: params in templates')) this.#sketch.offer('t', `${dag}.params.region`)
    this.#parts(dag, dice.between(2, 6), 2)
    this.#edges()
    const tasks = this.#nodes.filter((node) => node.kind === 'task').map((node) => node.name)
    const groups = this.#nodes.filter((node) => node.kind === 'group').map((node) => node.name)
    return { text: this.#lines.join('\n'), names: { dag, id, tasks, groups } }
  }

  #hit(name: string): true {
    this.#sketch.used.add(name)
    return true
  }
  #line(text: string): void {
    this.#lines.push(text)
  }
  #fill(text: string): string {
    return this.#sketch.fill(text, 2)
  }
  /** An id that nothing else has, in one of the ways that people write ids. */
  #id(base: string, computed = this.#sketch.dice.percent(50)): string {
    return this.#plain || !computed ? `'${base}'` : this.#fill(this.#sketch.dice.pick([`\`${base}_\${slug($t)}\``, `'${base}_' + slug($t)`, `['${base}', slug($t)].join('_')`, `\`${base}_\${$k}\``]))
  }
  #some(names: readonly string[], table: Readonly<Record<string, string>>, percent: number): string {
    return this.#sketch.dice.shuffled(this.#sketch.dice.some(names, percent)).map((name) => {
      this.#hit(`option: ${name}`)
      return `${name}: ${this.#fill(table[name]!)}`
    }).join(', ')
  }
  #options(table: Readonly<Record<string, string>>, percent: number, others: readonly string[]): string {
    const list = [this.#some(Object.keys(table), table, percent), ...others.map((text) => this.#fill(text))].filter((text) => text !== '')
    return list.length === 0 ? '{}' : `{ ${list.join(', ')} }`
  }
  #taskOptions(form: Pick<TaskForm, 'name' | 'needs' | 'may'>, others: readonly string[] = []): string {
    const { dice } = this.#sketch
    return this.#options({ ...taskOptions }, 6, [
      ...(form.needs === '' ? [] : [form.needs]),
      ...Object.entries(form.may ?? {}).filter(() => dice.percent(35)).map(([name, value]) => `${name}: ${value}`),
      ...(dice.percent(8) && this.#hit('options: spread') ? ['...common'] : []),
      ...(dice.percent(8) && this.#hit('options: conditional spread') ? ['...($b ? { retries: $k } : {})'] : []),
      ...(dice.percent(6) && this.#hit('options: undefined') ? ['queue: undefined'] : []),
      ...(dice.percent(8) && this.#hit('mapping: expand') ? [dice.pick(['expand: { file: $V }', 'expand: { a: $V, b: $V }', ...this.#tasks().map((task) => `expand: { file: ${task} }`)])] : []),
      ...(dice.percent(4) && this.#hit('mapping: expandKwargs') ? [dice.pick(['expandKwargs: [{ a: $t }, { a: $n }]', ...this.#tasks().map((task) => `expandKwargs: ${task}`)])] : []),
      ...others,
    ])
  }
  /** Tasks that a new task may come after. */
  #tasks(): string[] {
    return this.#nodes.filter((node) => node.kind === 'task').slice(0, 2).map((node) => node.name)
  }
  #add(name: string, kind: Node['kind'], first = ++this.#rank, last = first): void {
    this.#nodes.push({ name, kind, first, last })
  }

  #parts(scope: string, count: number, depth: number): void {
    const { dice } = this.#sketch
    const makers = [
      () => this.#task(scope), () => this.#task(scope), () => this.#task(scope), () => this.#task(scope),
      () => this.#list(scope), () => this.#loop(scope), () => this.#conditional(scope), () => this.#trigger(scope), () => this.#branch(scope), () => this.#wait(scope), () => this.#setup(scope), () => this.#helper(scope),
      ...(depth > 0 ? [() => this.#group(scope, depth), () => this.#group(scope, depth)] : []),
    ]
    for (let i = 0; i < count; i++) dice.pick(makers)()
  }
  #call(scope: string, form: TaskForm, id: string, others: readonly string[] = []): string {
    this.#hit(`task: ${form.name}${form.first === undefined ? '' : ` ${form.first}`}`)
    const options = this.#taskOptions(form, others)
    return `${scope}.${form.name}(${form.first === undefined ? '' : `${form.first}, `}${id}${options === '{}' ? '' : `, ${options}`})`
  }
  #task(scope: string, others: readonly string[] = []): string {
    const name = this.#sketch.fresh('task')
    this.#line(`const ${name} = ${this.#call(scope, this.#sketch.dice.pick(taskForms), this.#id(name), others)}`)
    this.#add(name, 'task')
    return name
  }
  #list(scope: string): void {
    this.#hit('tasks: map')
    const [name, id] = [this.#sketch.fresh('tasks'), this.#sketch.fresh('each')]
    this.#line(this.#fill(`const ${name} = $T.slice(0, 3).map((@t1, @k1) => ${scope}.bash(\`${id}_\${%k1}${this.#plain ? '' : '_${slug(%t1)}'}\`, { command: $t, retries: %k1, env: { part: %t1 } }))`))
    this.#add(name, 'list')
  }
  #loop(scope: string): void {
    const name = this.#sketch.fresh('tasks')
    const id = this.#sketch.fresh('round')
    const form = this.#sketch.dice.pick(taskForms.slice(0, 4))
    const [head, at] = this.#sketch.dice.pick([
      ['for (const [at, word] of $T.slice(0, 4).entries())', 'at'], ['for (let at = 0; at < $k; at++)', 'at'], ['for (const at in $r)', 'slug(at)'], ['for (const [at, n] of Object.entries($r))', 'slug(at)'], ['let at = 0\n  while (at++ < $k)', 'at'],
    ] as const)
    this.#hit(`tasks: ${head.slice(0, 12)}`)
    this.#line(`const ${name}: TaskRef[] = []\n{\n  let made = 0\n  ${this.#fill(head)} {\n    if (${this.#fill('$b')} && made > 0) continue\n    ${name}.push(${this.#call(scope, form, this.#plain ? `\`${id}_\${made++}\`` : `\`${id}_\${made++}_\${${at}}\``)})\n    if (made > 2) break\n  }\n}`)
    this.#add(name, 'list')
  }
  #conditional(scope: string): void {
    this.#hit('tasks: under a condition')
    const name = this.#sketch.fresh('tasks')
    this.#line(`const ${name}: TaskRef[] = []\nif (${this.#fill('$b')}) ${name}.push(${this.#call(scope, this.#sketch.dice.pick(taskForms), this.#id(this.#sketch.fresh('if')))})\nelse ${name}.push(${this.#call(scope, taskForms[1]!, this.#id(this.#sketch.fresh('else')))})`)
    this.#add(name, 'list')
  }
  #trigger(scope: string): void {
    this.#hit('task: triggerDagRun')
    const name = this.#sketch.fresh('task')
    const target = this.#sketch.dice.pick(["dagId: 'restore'", 'dagId: `run_${slug($t)}`', ...this.#others.map((other) => `dag: ${other.dag}`), `dag: ${this.#dag}`])
    const options = this.#taskOptions({ name: '', needs: `taskId: ${this.#id(name)}, ${target}`, may: triggerOptions })
    this.#line(`const ${name} = ${scope}.triggerDagRun(${options})`)
    this.#add(name, 'task')
  }
  #wait(scope: string): void {
    const other = this.#sketch.dice.pick([...this.#others, undefined])
    if (other === undefined) return
    const target = this.#sketch.dice.pick([`dag: ${other.dag}`, ...other.tasks.slice(0, 2).map((task) => `task: ${task}`), ...(other.tasks.length > 1 ? [`task: [${other.tasks.slice(0, 2).join(', ')}]`] : []), ...other.groups.slice(0, 1).map((group) => `taskGroup: ${group}`)])
    this.#hit(`task: externalTask by reference, ${target.split(':')[0]}`)
    const name = this.#sketch.fresh('task')
    this.#line(`const ${name} = ${this.#call(scope, { name: 'externalTask', needs: target, may: { executionDelta: '$D', allowedStates: '$W' } }, this.#id(name))}`)
    this.#add(name, 'task')
  }
  #setup(scope: string): void {
    this.#hit('task: setup and teardown')
    const first = this.#task(scope, ['setup: true'])
    const second = this.#sketch.dice.percent(40) ? this.#task(scope, ['setup: true']) : undefined
    this.#task(scope)
    const setups = second === undefined ? this.#sketch.dice.pick([first, `[${first}]`, 'true']) : `[${first}, ${second}]`
    this.#task(scope, [`teardown: ${setups}`, ...(this.#sketch.dice.percent(50) ? ['onFailureFailDagrun: true'] : [])])
  }
  #helper(scope: string): void {
    this.#hit('tasks: by a function')
    const [make, name, other, id] = [this.#sketch.fresh('make'), this.#sketch.fresh('task'), this.#sketch.fresh('task'), this.#sketch.fresh('part')]
    this.#line(this.#fill(`const ${make} = (scope: Scope, suffix: string, %n1 = $n^n1) => scope.python(\`${id}_\${suffix}\`, { callable: 'a.b:c', opKwargs: { n: $n, text: $t } })`))
    this.#line(`const ${name} = ${make}(${scope}, 'one'), ${other} = ${make}(${scope}, 'two', ${this.#fill('$n')})`)
    this.#add(name, 'task')
    this.#add(other, 'task')
  }
  #branch(scope: string): void {
    const [a, b] = [this.#task(scope), this.#task(scope)]
    const name = this.#sketch.fresh('task')
    const [rankA] = this.#nodes.filter((node) => node.name === a).map((node) => node.first)
    const targets = this.#sketch.dice.pick([`to: [${a}, ${b}]`, `to: [${a}]`, ''])
    this.#hit(`task: branch${targets === '' ? ' without targets' : ''}`)
    this.#line(`const ${name} = ${this.#call(scope, { name: 'branch', needs: `callable: 'a.b:choose'${targets === '' ? '' : `, ${targets}`}`, may: { opArgs: '[$J]', opKwargs: '{ a: $J }' } }, this.#id(name))}`)
    if (this.#sketch.dice.percent(50) && this.#hit('branch: when and otherwise')) {
      this.#line(this.#fill(`${name}.when(\`params.n > \${$k}\`, ${a})${this.#sketch.dice.percent(50) ? '.when("ds < \'2024\'", label($t), ' + b + ')' : ''}.otherwise(${this.#sketch.dice.percent(50) ? 'label($t), ' : ''}${b})`))
    }
    this.#add(name, 'task', rankA! - 0.5)
  }
  #group(scope: string, depth: number): void {
    const name = this.#sketch.fresh('group')
    this.#hit(depth === 2 ? 'group' : 'group in a group')
    const { prefixGroupId, ...plain } = groupOptions
    const options = this.#options(this.#plain ? plain : { ...plain, prefixGroupId: prefixGroupId! }, 25, [
      ...(this.#sketch.dice.percent(25) ? [`defaults: { ${this.#some(defaultOptions, taskOptions, 8)} }`] : []),
      ...(this.#sketch.dice.percent(10) && this.#hit('group: expand') ? ['expand: { part: $V }'] : []),
    ])
    this.#line(`const ${name} = ${scope}.taskGroup('${name}'${options === '{}' ? '' : `, ${options}`})`)
    const first = ++this.#rank
    this.#parts(name, this.#sketch.dice.between(1, 3), depth - 1)
    this.#add(name, 'group', first, ++this.#rank)
  }

  #edges(): void {
    for (let i = this.#sketch.dice.between(1, 5); i > 0; i--) {
      const line = this.#edge()
      if (line !== undefined) this.#line(line)
    }
  }
  #edge(): string | undefined {
    const { dice } = this.#sketch
    const chosen = this.#inOrder(dice.between(2, 4))
    const [a, b, c] = chosen
    if (a === undefined || b === undefined) return undefined
    const single = (node: Node) => node.kind !== 'list'
    const label = () => this.#fill('label($t)')
    const spread = (node: Node) => single(node) ? node.name : `...${node.name}`
    const forms: (readonly [string, boolean, () => string])[] = [
      ['chain', single(a) || single(b), () => `chain(${a.name}, ${b.name})`],
      ['chain of several', chosen.every(single), () => `chain(${chosen.map((node) => node.name).join(', ')})`],
      ['chain with labels', single(a) || single(b), () => `chain(${a.name}, ${label()}, ${b.name})`],
      ['chain with lists', c !== undefined && single(a) && single(b) && single(c) && b.last < c.first, () => `chain(${a.name}, [${b.name}, ${c!.name}])`],
      ['before', single(a), () => `${a.name}.before(${chosen.slice(1).map(spread).join(', ')})`],
      ['before with a label', single(a), () => `${a.name}.before(${label()}, ${spread(b)})`],
      ['after', single(b), () => `${b.name}.after(${spread(a)})`],
      ['after with a label', single(b) && single(a), () => `${b.name}.after(${label()}, ${a.name})`],
      ['crossDownstream', true, () => `crossDownstream([${spread(a)}], [${spread(b)}${c === undefined ? '' : `, ${spread(c)}`}])`],
      ['in a loop', a.kind === 'list' && single(b), () => `for (const one of ${a.name}) one.before(${b.name})`],
      ['forEach', b.kind === 'list' && single(a), () => `${b.name}.forEach((one) => one.after(${a.name}))`],
      ['under a condition', single(a) && single(b), () => `if (${this.#fill('$b')}) ${a.name}.before(${b.name})`],
      ['if', a.kind === 'task' && single(b), () => `${this.#dag}.if(${a.name}).then(${b.name})${c !== undefined && single(c) ? `.else(${c.name})` : ''}`],
      ['switch', a.kind === 'task' && single(b), () => `${this.#dag}.switch(${a.name}).case(${b.name})${c !== undefined && single(c) ? `.case(${c.name})` : ''}`],
      ['reduce', a.kind === 'list', () => `${a.name}.slice(1).reduce((last, one) => { last.before(one); return one }, ${a.name}[0]!)`],
    ]
    const [name, , write] = dice.pick(forms.filter(([, can]) => can))
    this.#hit(`edge: ${name}`)
    return write()
  }
  /** Nodes of which each ends before the next begins. */
  #inOrder(count: number): Node[] {
    const chosen: Node[] = []
    for (const node of [...this.#sketch.dice.shuffled(this.#nodes)].slice(0, count + 2).sort((x, y) => x.first - y.first)) {
      const last = chosen.at(-1)
      if (chosen.length < count && (last === undefined || last.last < node.first)) chosen.push(node)
    }
    return chosen
  }
}
