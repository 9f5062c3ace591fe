// How long ago a date was, said where one points at it: a book knows only dates, the page knows today.

const steps = [[60, 'second'], [60, 'minute'], [24, 'hour'], [7, 'day'], [4.345, 'week'], [12, 'month'], [Number.POSITIVE_INFINITY, 'year']] as const

/** `3 days ago`; nothing for what is yet to come. */
export const agoWords = (ms: number): string => {
  if (ms < 0) return ''
  let count = ms / 1000
  for (const [size, unit] of steps) {
    if (count < size) return unit === 'second' ? 'just now' : `${Math.floor(count)} ${unit}${Math.floor(count) === 1 ? '' : 's'} ago`
    count /= size
  }
  return ''
}

/** Gives every date of a change a title that says how long ago it was, and when exactly. */
export const watchAges = (): void => {
  for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-ago]')) {
    const words = agoWords(Date.now() - Date.parse(time.dateTime)), exact = `${time.dateTime.replace('T', ' ').replace('Z', '')} UTC`
    time.title = words === '' ? exact : `${words} (${exact})`
  }
}
