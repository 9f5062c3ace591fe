// Ids: derived from names, never counted, so that they stay the same from build to build.

/** A name as part of an id: `%`, `/`, `#` and white space are percent-encoded (CONTRACT: Ids). */
export const encodeName = (name: string): string =>
  name.replace(/[%/#\s]/gu, encodeURIComponent)

/** `dag:<dagId>` */
export const dagKey = (dagId: string): string => `dag:${encodeName(dagId)}`
/** `task:<dagId>/<taskId>`; the task id with its group prefix. */
export const taskKey = (dagId: string, taskId: string): string => `task:${encodeName(dagId)}/${encodeName(taskId)}`
/** `group:<dagId>/<groupId>` */
export const groupKey = (dagId: string, groupId: string): string => `group:${encodeName(dagId)}/${encodeName(groupId)}`
/** `table:<name>`: give the name in its folded spelling. */
export const tableKey = (name: string): string => `table:${encodeName(name)}`
/** `asset:<name>` */
export const assetKey = (name: string): string => `asset:${encodeName(name)}`
