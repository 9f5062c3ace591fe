// Pattern: what runs depends on what was found.
import { chain, Dag, label } from 'dagbook'

export const conditionalBranch = new Dag('conditional_branch', {
  schedule: '@daily',
  startDate: '2026-01-01',
  params: { full_refresh: false },
  tags: ['gallery', 'branch'],
  docMd: `
**Pattern: conditional branch.** Three ways to say "only if":

| construct | skips |
|---|---|
| \`branch\` | every task right after it that it does not follow |
| \`if … then … else\` | only the side that is not taken |
| \`shortCircuit\` | everything after it |

\`choose_load\` states its conditions as expressions, so a dry run can tell which way a run goes. The join needs
\`none_failed_min_one_success\`: with the default rule a skipped side would skip it too.
`,
})

const count = conditionalBranch.python('count_changes', { callable: 'gallery.changes:count' })
const choose = conditionalBranch.branch('choose_load', { callable: 'gallery.changes:choose' })
const full = conditionalBranch.bash('full_load', { command: 'load --full' })
const delta = conditionalBranch.bash('delta_load', { command: 'load --since {{ data_interval_start }}' })
const join = conditionalBranch.empty('loaded', { triggerRule: 'none_failed_min_one_success' })
count.before(choose)
choose.when('params.full_refresh', full).otherwise(delta)
chain([full, delta], join)

const hasErrors = conditionalBranch.python('has_errors', { callable: 'gallery.checks:any_errors' })
const quarantine = conditionalBranch.bash('quarantine_rows', { command: 'quarantine {{ ds }}' })
const publish = conditionalBranch.bash('publish', { command: 'publish {{ ds }}', triggerRule: 'none_failed' })
join.before(hasErrors)
conditionalBranch.if(hasErrors).then(quarantine).else(publish)
quarantine.before(publish)

const weekEnd = conditionalBranch.shortCircuit('is_end_of_week', {
  callable: 'gallery.calendar:is_sunday', condition: "macros.datetime.fromisoformat(ds).isoweekday() == 7",
})
const report = conditionalBranch.email('weekly_report', { to: 'shop-team@example.com', subject: 'The week until {{ ds }}', htmlContent: 'It is on the dashboard.' })
publish.before(weekEnd)
weekEnd.before(label('Sundays'), report)
