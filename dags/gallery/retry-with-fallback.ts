// Pattern: try again, ever more patiently, and have a plan for when that does not help.
import { chain, Dag, hours, minutes } from 'dagbook'

export const retryWithFallback = new Dag('retry_with_fallback', {
  schedule: '@daily',
  startDate: '2026-01-01',
  dagrunTimeout: hours(6),
  tags: ['gallery', 'retry'],
  docMd: `
**Pattern: retry with exponential backoff, then fall back.** \`fetch_rates\` is tried six times: after 1, 2, 4, 8 minutes and so
on, never more than 15 minutes apart. Only when all tries have failed does \`use_yesterdays_rates\` run (\`all_failed\`); whichever
of the two gave rates, \`convert_amounts\` goes on (\`one_success\`).
`,
})

const fetchRates = retryWithFallback.http('fetch_rates', {
  endpoint: '/rates/{{ ds }}', method: 'GET', connId: 'rates_api',
  retries: 5, retryDelay: minutes(1), retryExponentialBackoff: 2, maxRetryDelay: minutes(15), executionTimeout: minutes(2),
  onRetry: 'gallery.alerts:note_retry',
})
const fallBack = retryWithFallback.python('use_yesterdays_rates', {
  callable: 'gallery.rates:copy_from_day_before', triggerRule: 'all_failed', onSuccess: 'gallery.alerts:warn_stale_rates',
})
const convert = retryWithFallback.python('convert_amounts', { callable: 'gallery.rates:convert', triggerRule: 'one_success' })

fetchRates.before(fallBack)
chain([fetchRates, fallBack], convert)
