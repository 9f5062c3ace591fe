// What the authors of DAGs import from 'dagbook': types and plain constructors, nothing else.
export * from '#author'
