// The stages that run in a browser too: the only door for site/.
export * from '#model'
export { dagTimetable, durationWords, isRefused, nextRuns, wallTimeAt, type PlannedRun, type ScheduleFacts, type Scheduler, type Zone } from '#time'
