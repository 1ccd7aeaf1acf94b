import type {
  JSONRPCNotification,
  JSONRPCRequest,
  RequestId,
  TransportSendOptions,
} from "@modelcontextprotocol/client";

/** Tells when nobody waits for a request any more. */
export interface Withdrawal {
  /** Aborted when it is withdrawn. */
  readonly signal: AbortSignal;
  /** What the client said of it. */
  readonly notification?: JSONRPCNotification | undefined;
}

class OpenWithdrawal implements Withdrawal {
  readonly #controller = new AbortController();
  notification: JSONRPCNotification | undefined;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  withdraw(notification?: JSONRPCNotification): void {
    this.notification = notification;
    this.#controller.abort();
  }
}

/** The requests of the client that are under way, each of which it can withdraw: by a notification, or by its signal. */
export class Withdrawals {
  readonly #open = new Map<RequestId, OpenWithdrawal>();

  /** Does the work for a request, which is told when it is withdrawn. */
  async during(
    { id }: JSONRPCRequest,
    options: TransportSendOptions | undefined,
    work: (withdrawal: Withdrawal) => Promise<void>,
  ): Promise<void> {
    const withdrawal = new OpenWithdrawal();
    // The SDK's client aborts the signal of a subscription, and then says so in a notification, too.
    const abort = () => queueMicrotask(() => withdrawal.withdraw());
    if (options?.requestSignal?.aborted) return;
    options?.requestSignal?.addEventListener("abort", abort, { once: true });
    this.#open.set(id, withdrawal);
    try {
      await work(withdrawal);
    } finally {
      options?.requestSignal?.removeEventListener("abort", abort);
      if (this.#open.get(id) === withdrawal) this.#open.delete(id);
    }
  }

  /** @param notification - `notifications/cancelled` of the client */
  withdraw(notification: JSONRPCNotification): void {
    this.#open.get(notification.params?.requestId as RequestId)?.withdraw(notification);
  }
}

/**
 * A withdrawal that also happens by itself.
 *
 * @param signal - aborted when the time is up
 */
export function orAfter(withdrawal: Withdrawal | undefined, signal: AbortSignal): Withdrawal {
  const params = { reason: "Request timed out" };
  const late = { jsonrpc: "2.0", method: "notifications/cancelled", params } as const;
  return {
    signal: withdrawal ? AbortSignal.any([withdrawal.signal, signal]) : signal,
    get notification() {
      return signal.aborted ? late : withdrawal?.notification;
    },
  };
}

/** Whether a request was withdrawn because its time was up. Source: the SDK's client gives its error as the reason. */
export function isLate({ notification }: Withdrawal): boolean {
  const reason = notification?.params?.reason;
  return typeof reason === "string" && /tim(ed|e) ?out/i.test(reason);
}
