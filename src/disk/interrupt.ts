// Cleaning up when the program is interrupted. Only where there is something to clean up: while a handler is set, a signal has to wait
// until what runs lets go, and without one it ends the program at once.

const codes = { SIGINT: 130, SIGTERM: 143 } as const

/** Runs `work`; if the program ends in the meantime, by itself or by a signal, `clean` is called on the way out. */
export const cleaningUp = async <T>(clean: () => void, work: () => Promise<T>): Promise<T> => {
  const handlers = Object.entries(codes).map(([signal, code]) => [signal, () => process.exit(code)] as const)
  process.once('exit', clean)
  for (const [signal, leave] of handlers) process.once(signal, leave)
  try {
    return await work()
  } finally {
    process.off('exit', clean)
    for (const [signal, leave] of handlers) process.off(signal, leave)
  }
}
