// The stages that run in a browser too: the only door for site/.
export * from '#model'
