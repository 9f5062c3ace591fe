// The page of the fleet: all DAGs in one picture.
import { fleetPart, fleetTablePart } from './part-fleet.ts'
import type { PagePlan } from './render-page.ts'

/** The page of the fleet. */
export const fleetPlan: PagePlan = {
  path: 'fleet',
  make: (page) => ({ kind: 'fleet', template: 'fleet_doc.md', title: 'Fleet', description: 'How all DAGs hang together', parts: { fleet: fleetPart(page), relations: fleetTablePart(page) }, variables: { model: page.model } }),
}
