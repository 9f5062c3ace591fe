// The JSON Schemas that the package ships, made from the very objects that the types come from.
import { Type, type TSchema } from 'typebox'
import { Model, modelFormat, Problem, Value } from '#model'
import { Settings } from './settings.ts'

const titled = (title: string, schema: TSchema): Record<string, unknown> =>
  ({ $schema: 'https://json-schema.org/draft/2020-12/schema', title, ...schema })

/** File name → JSON Schema. */
export const schemas: Readonly<Record<string, Record<string, unknown>>> = {
  'model.json': titled(modelFormat, Model),
  'values.json': titled('dagbook export values', Type.Object({ exports: Type.Record(Type.String(), Value), problems: Type.Array(Problem) })),
  'settings.json': titled('dagbook.yaml', Settings),
}
