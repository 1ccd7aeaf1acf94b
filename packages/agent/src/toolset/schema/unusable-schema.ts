/** Why a schema cannot be given to a model. */
export class UnusableSchema {
  constructor(readonly reason: string) {}
}
