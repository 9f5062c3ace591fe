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
const quoted = /["`[\]]/
/** `table:<name>`: unquoted names are lower-cased, quoted ones keep their case without the quotes. */
export const tableIdOf = (name: string): string =>
  `table:${encodeName(quoted.test(name) ? name.replace(/["`[\]]/g, '') : name.toLowerCase())}`
/** `asset:<name>` */
export const assetKey = (name: string): string => `asset:${encodeName(name)}`
