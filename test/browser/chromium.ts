// Chromium for the browser tests: the system's own. Without one they are skipped and say so, unless DAGBOOK_REQUIRE_BROWSER=1.
import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const places = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']
const found = places.find((place) => place !== undefined && existsSync(place))
const required = process.env['DAGBOOK_REQUIRE_BROWSER'] === '1'

if (found === undefined && !required) console.warn('No Chromium found: browser tests are skipped. Set CHROMIUM_PATH, or DAGBOOK_REQUIRE_BROWSER=1 to fail instead.')

/** Is there a browser, or does its absence have to fail the tests? */
export const hasBrowser = found !== undefined || required

/** Starts Chromium with a profile of its own and nothing running in the background. */
export const launchBrowser = async (): Promise<Browser> => {
  if (found === undefined) throw new Error('No Chromium found, and DAGBOOK_REQUIRE_BROWSER=1: install it or set CHROMIUM_PATH.')
  return chromium.launch({
    executablePath: found,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
}
