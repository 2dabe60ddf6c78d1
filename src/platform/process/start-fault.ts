/** A reason not to start that the person at the machine can act on: printed as it stands, without a stack. */
export class StartFault extends Error {
  override readonly name = 'StartFault';
}
