import { z } from "zod";
import { secretMustBe } from "./must-be.js";
import { secretText } from "./secret-text.js";

type Headers = Readonly<Record<string, string>>;
type AskedHeaders = () => Headers | Promise<Headers>;

/** RFC 9110, section 5.6.2: a header's name is a token. */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

const headerValue = secretText
  .refine((text) => !/[\r\n\0]/.test(text), {
    error:
      "holds a line break, which would end the header: remove it (is there one at the end of the secret's file?)",
  })
  // RFC 9110, section 5.5: the one-byte characters that HTTP carries.
  .refine((text) => /^[\t\r\n\x20-\x7e\x80-\xff]*$/.test(text), {
    error: "holds characters that HTTP headers cannot carry: encode them",
  });

/** Values that are sent as headers, by name. They are secret. */
export const headerMap = z
  .record(z.string(), headerValue, { error: secretMustBe('an object such as { Authorization: "Bearer …" }') })
  .check((context) => {
    for (const key of Object.keys(context.value).filter((key) => !token.test(key))) {
      context.issues.push({
        code: "custom",
        input: key,
        path: [key],
        message: 'is not the name of a header: use letters, digits and "-"',
      });
    }
  });

/** Headers: fixed, or a function that is asked for each request. */
export const headers = z.unknown().transform((value, context): Headers | AskedHeaders => {
  if (typeof value === "function") return value as AskedHeaders;
  const { data, error } = headerMap.safeParse(value);
  for (const { path, message } of error?.issues ?? [])
    context.issues.push({ code: "custom", input: value, path, message });
  return data ?? z.NEVER;
});
