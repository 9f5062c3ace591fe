// Finds a filter by name in our own tables.
import { dataFilters } from './filters-data.ts'
import { textFilters } from './filters-text.ts'
import { unknown, type Filter } from './python-value.ts'

/** Airflow's filters on dates. Dates are not computed here, so what they give is not known. */
const dateFilters = ['ds', 'ds_nodash', 'ts', 'ts_nodash', 'ts_nodash_with_tz']

/** The filter of this name. */
export const filterOf = (name: string): Filter | undefined => {
  if (Object.hasOwn(textFilters, name)) return textFilters[name]
  if (dateFilters.includes(name)) return () => unknown('unsupported', name, 'dates are not computed')
  return Object.hasOwn(dataFilters, name) ? dataFilters[name] : undefined
}
