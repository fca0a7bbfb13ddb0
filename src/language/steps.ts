/** Runs a computation that is divided into steps to its end, without a pause. */
export function finish<Result>(steps: Generator<undefined, Result>): Result {
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return step.value
}
