import { IterableReadableStream } from "@langchain/core/utils/stream";
import { rootCause } from "../team/root-cause.js";
import type { RunTrace } from "./run-trace.js";

/** Ends the span of a run with its stream: at its end, when it fails, or when nobody reads on. It fails with what was thrown. */
export function traceStream<T>(
  stream: IterableReadableStream<T>,
  run: Pick<RunTrace, "within" | "end">,
): IterableReadableStream<T> {
  const reader = stream.getReader();
  let ended = false;
  const end = (error?: unknown) => {
    if (!ended) run.end(error);
    ended = true;
  };
  return new IterableReadableStream<T>({
    async pull(controller) {
      try {
        const { done, value } = await run.within(() => reader.read());
        if (!done) return controller.enqueue(value);
        end();
        controller.close();
      } catch (error) {
        end(error);
        controller.error(rootCause(error));
      }
    },
    async cancel(reason) {
      end();
      await reader.cancel(reason);
    },
  });
}
