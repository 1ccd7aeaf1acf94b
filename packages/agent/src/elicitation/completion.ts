import type { AskingServer } from "../connection/client-feature.js";
import type { ElicitationQuestion } from "./elicitation-request.js";

/** When a server says that what a person does at a URL is done. */
export interface Completion extends Disposable {
  /** What a request says of it: nothing where there is no URL. */
  readonly facts: { readonly completed?: Promise<void> };
}

/** Listens for the notification that belongs to a question, until it is disposed. */
export function completion({ events }: AskingServer, question: ElicitationQuestion): Completion {
  if (question.mode !== "url") return { facts: {}, [Symbol.dispose]: () => {} };
  let listener = (_elicitationId: string) => {};
  const completed = new Promise<void>((resolve) => {
    listener = (elicitationId) => {
      if (elicitationId === question.elicitationId) resolve();
    };
  });
  events.on("elicitationComplete", listener);
  return {
    facts: { completed },
    [Symbol.dispose]: () => void events.off("elicitationComplete", listener),
  };
}
