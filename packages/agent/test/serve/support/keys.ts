/** The keys of two callers. */
export const keys = { ann: testSecret("key-of-ann"), bob: testSecret("key-of-bob") };

/** The headers of a caller with a key or token. */
export const as = (key: string, headers = {}) => ({ authorization: `Bearer ${key}`, ...headers });
