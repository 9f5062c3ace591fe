// All assets: those that the sources declare, that tasks publish and that schedules wait for.
import { assetKey, compareText, sortedBy, type Asset, type AssetCondition, type Dag } from '#model'

/** Every asset once, sorted, with the tasks that publish it and the DAGs that wait for it. */
export const assetsOf = (declared: readonly Asset[], dags: readonly Dag[]): Asset[] => {
  const byName = new Map<string, { asset: Asset; producers: Set<string>; consumers: Set<string> }>()
  const entry = (asset: Asset) => {
    const before = byName.get(asset.name)
    if (before === undefined) byName.set(asset.name, { asset, producers: new Set(), consumers: new Set() })
    else before.asset = { ...asset, ...before.asset }
    return byName.get(asset.name)!
  }
  const named = (name: unknown) => typeof name === 'string'
    ? entry({ id: assetKey(name), name, producers: [], consumers: [] }) : undefined
  for (const asset of sortedBy(declared, (a) => `${a.name}\u0000${a.at?.file ?? ''}\u0000${a.at?.line ?? 0}`)) entry(asset)
  for (const dag of dags) {
    for (const task of dag.tasks) for (const outlet of Array.isArray(task.outlets) ? task.outlets : []) named(outlet)?.producers.add(task.id)
    const schedule = dag.schedule
    if ('kind' in schedule && (schedule.kind === 'assets' || schedule.kind === 'assets-or-time')) {
      for (const name of namesIn(schedule.condition)) named(name)?.consumers.add(dag.id)
    }
  }
  return sortedBy(byName.values(), (e) => e.asset.id).map(({ asset, producers, consumers }) =>
    ({ ...asset, producers: [...producers].sort(compareText), consumers: [...consumers].sort(compareText) }))
}

/** The asset names in a condition, each as often as it stands there. */
export const namesIn = (condition: AssetCondition | object): string[] => {
  if (typeof condition === 'string') return [condition]
  if ('all' in condition) return condition.all.flatMap(namesIn)
  if ('any' in condition) return condition.any.flatMap(namesIn)
  return []
}
