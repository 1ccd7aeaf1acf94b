/** Promises for things that are about to happen. */
export class Waiting {
  private readonly waiters = new Set<{
    readonly condition: () => boolean;
    readonly resolve: () => void;
    readonly reject: (reason: unknown) => void;
  }>();

  /** Resolves when the condition holds after a change, or at once when it already does. */
  until(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve();
    const promise = new Promise<void>((resolve, reject) => this.waiters.add({ condition, resolve, reject }));
    promise.catch(() => {}); // Nobody has to be waiting any more.
    return promise;
  }

  /** Something has changed. */
  changed(): void {
    for (const waiter of this.waiters) {
      if (!waiter.condition()) continue;
      this.waiters.delete(waiter);
      waiter.resolve();
    }
  }

  /** Nothing will change any more. */
  end(reason: unknown): void {
    for (const { reject } of this.waiters) reject(reason);
    this.waiters.clear();
  }
}
