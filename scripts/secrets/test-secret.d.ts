/** A secret for a test, always the same one for a name. It is looked for in all logs, errors and output of the tests. */
declare function testSecret(name: string): string;
