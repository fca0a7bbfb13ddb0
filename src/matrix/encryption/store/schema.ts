/** The shape of one IndexedDB database: what has to be created before its rows can be put back. */
export interface DatabaseSchema {
  readonly version: number
  readonly stores: Readonly<Record<string, readonly IndexSchema[]>>
}

export interface IndexSchema {
  readonly name: string
  readonly keyPath: string | string[]
  readonly unique: boolean
  readonly multiEntry: boolean
}

export const emptySchema: DatabaseSchema = { version: 0, stores: {} }

export function withStore(schema: DatabaseSchema, store: string): DatabaseSchema {
  return { ...schema, stores: { ...schema.stores, [store]: [] } }
}

export function withoutStore(schema: DatabaseSchema, store: string): DatabaseSchema {
  const left = Object.entries(schema.stores).filter(([name]) => name !== store)
  return { ...schema, stores: Object.fromEntries(left) }
}

export function withIndex(schema: DatabaseSchema, store: string, index: IndexSchema): DatabaseSchema {
  const indexes = [...(schema.stores[store] ?? []), index]
  return { ...schema, stores: { ...schema.stores, [store]: indexes } }
}

export function withoutIndex(schema: DatabaseSchema, store: string, index: string): DatabaseSchema {
  const indexes = (schema.stores[store] ?? []).filter(({ name }) => name !== index)
  return { ...schema, stores: { ...schema.stores, [store]: indexes } }
}
