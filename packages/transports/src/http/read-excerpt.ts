/**
 * Reads the beginning of a body, and lets go of the rest. It never fails: what came is what is returned.
 *
 * @param limit - how much at most: bytes, and the time in milliseconds that a body may take that does not end
 */
export async function readExcerpt(
  body: ReadableStream<Uint8Array> | null,
  limit: { readonly bytes: number; readonly ms: number },
): Promise<string> {
  if (body === null) return "";
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const timer = setTimeout(() => void reader.cancel().catch(() => {}), limit.ms);
  try {
    while (bytes < limit.bytes) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      bytes += value.byteLength;
    }
  } catch {
    // The connection was cut in the middle.
  }
  clearTimeout(timer);
  void reader.cancel().catch(() => {});
  return new TextDecoder().decode(Buffer.concat(chunks).subarray(0, limit.bytes));
}
