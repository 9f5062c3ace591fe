// How evaluation ends early: by an error that Jinja would raise, or because what is needed cannot be known.
import type { Reason } from '#model'

/** The errors of Jinja and Python that a template can raise. */
export type ErrorType =
  | 'TemplateSyntaxError' | 'TemplateAssertionError' | 'UndefinedError' | 'SecurityError'
  | 'TypeError' | 'ValueError' | 'KeyError' | 'IndexError' | 'AttributeError' | 'ZeroDivisionError' | 'OverflowError'

/** An error that the template raises wherever it is rendered. */
export class TemplateFailure extends Error {
  readonly type: ErrorType
  constructor(type: ErrorType, message: string) {
    super(message)
    this.type = type
  }
}

/** Ends the evaluation of a whole template: what it gives cannot be known. */
export class Unknowable extends Error {
  readonly reason: Reason
  readonly of: string | undefined
  constructor(reason: Reason, message: string, of?: string) {
    super(message)
    this.reason = reason
    this.of = of
  }
}
