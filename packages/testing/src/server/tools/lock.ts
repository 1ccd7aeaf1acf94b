/** Lets one piece of work run at a time, in the order in which they came. */
export class Lock {
  private last: Promise<unknown> = Promise.resolve();

  /**
   * Runs the work when its turn has come.
   *
   * @throws the signal's reason when it is aborted before that
   */
  hold<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(() => {
      signal.throwIfAborted();
      return work();
    });
    this.last = turn.catch(() => {});
    return turn;
  }
}
