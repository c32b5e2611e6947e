/** `generate`, or `plain` (slower) where a page's security policy forbids generated code. */
export function orPlain<F>(generate: () => F, plain: () => F): F {
  try {
    return generate();
  } catch (error) {
    if (!(error instanceof EvalError)) throw error;
    return plain();
  }
}
