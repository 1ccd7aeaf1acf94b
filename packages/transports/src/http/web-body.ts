import type { Readable } from "node:stream";
import { constants, createBrotliDecompress, createGunzip, createInflate } from "node:zlib";

/** What a stream gives as soon as it is there, however little: events must not wait for the next ones. */
const flushing = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH } as const;
const flushingBrotli = {
  flush: constants.BROTLI_OPERATION_FLUSH,
  finishFlush: constants.BROTLI_OPERATION_FLUSH,
} as const;

/** The content encodings that are understood, for `Accept-Encoding`. */
export const acceptedEncodings = "gzip, deflate, br";

/** The body of an answer, its content encoding undone. */
export function decodedBody(body: Readable, encoding: string | undefined): Readable {
  const decoder = decoderFor(encoding);
  if (decoder === undefined) return body;
  body.once("error", (error) => decoder.destroy(error)).pipe(decoder);
  // Who lets go of the decoded body lets go of the connection.
  decoder.once("close", () => body.destroy());
  return decoder;
}

function decoderFor(encoding: string | undefined) {
  switch (encoding?.trim().toLowerCase()) {
    case "gzip":
    case "x-gzip":
      return createGunzip(flushing);
    case "deflate":
      return createInflate(flushing);
    case "br":
      return createBrotliDecompress(flushingBrotli);
    default:
      return undefined;
  }
}

/** A body as the web has it. `Readable.toWeb` does the same at several times the cost, which counts where each call has a body. */
export function webBody(body: Readable): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      if (body.errored) return controller.error(body.errored);
      if (body.readableEnded) return controller.close();
      body.on("data", (chunk: Uint8Array) => {
        controller.enqueue(chunk);
        if ((controller.desiredSize ?? 0) <= 0) body.pause();
      });
      body.once("end", () => controller.close());
      body.on("error", (error) => controller.error(error));
    },
    pull: () => void body.resume(),
    cancel() {
      // What has arrived already is still given out.
      body.removeAllListeners("data").removeAllListeners("end").destroy();
    },
  });
}
