// The stages that run in a browser too: the only door for site/.
export * from '#model'
// What needs the database of time zones stays outside: a page is given the zones that it shows.
export { dagTimetable, timetableOf, boundsOf, schedulerOf, nextRuns, runsBetween, backfillRuns, runId, isRefused } from '#time'
export { parseCron, nextAfter, previousBefore, cronWords, scheduleWords, durationWords } from '#time'
export { utc, instantOf, wallTimeAt, zonedText } from '#time'
export type { BackfillFacts, BackfillRequest, BackfillRun, Bounds, Cron, DataInterval, Instant, PlannedRun, Refused, ScheduleFacts, Scheduler, Timetable, Zone } from '#time'
export { foldedPicture, type Flow } from '#graph'
export { fleetGroupings, fleetGroups, fleetPicture, layeredDrawing, type Fleet, type FleetGrouping, type FleetView, type Picture } from '#graph'
export { drawingSvg, legendMarkup } from '#write'
