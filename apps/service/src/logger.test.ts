import { createLogger } from "./logger.js";

describe("createLogger", () => {
  it("masks the secrets of the environment, also inside JSON", () => {
    const lines: string[] = [];
    const environment = { OPENAI_API_KEY: "sk-1234", DB_PASSWORD: 'a"b\\cd', HOME: "/home/ada" };
    const logger = createLogger("info", environment, ["other-secret"], {
      write: (line) => void lines.push(line),
    });

    logger.error({ err: new TypeError('wrong key sk-1234, a"b\\cd, other-secret') }, "failed in /home/ada");

    expect(lines[0]).toContain("wrong key ***, ***, ***");
    expect(lines[0]).not.toContain("sk-1234");
    expect(lines[0]).not.toContain("cd");
    expect(JSON.parse(lines[0] ?? "").msg).toBe("failed in /home/ada");
  });

  it("writes lines that stay JSON when a secret looks like a part of it", () => {
    const lines: string[] = [];
    const environment = {
      TOKENIZERS_PARALLELISM: "true",
      MAX_TOKENS: "4096",
      DB_PASSWORD: "19790412",
      QUOTED_KEY: '":{"\\',
    };
    const logger = createLogger("info", environment, ['pa"ss\\wd'], {
      write: (line) => void lines.push(line),
    });
    const texts = { wrong: "19790412 is wrong", backslash: "\\", deep: { odd: '":{"\\', key: 'pa"ss\\wd' } };

    logger.info({ ready: true, bytes: 40_960, born: 19_790_412, list: [4096], ...texts }, "is it true?");

    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      ready: true,
      bytes: 40_960,
      born: 19_790_412,
      list: [4096],
      wrong: "*** is wrong",
      backslash: "\\",
      deep: { odd: "***", key: "***" },
      msg: "is it true?",
    });
  });

  it("logs from its level on", () => {
    const lines: string[] = [];
    const logger = createLogger("warn", {}, [], { write: (line) => void lines.push(line) });

    logger.info("no");
    logger.warn("yes");

    expect(lines).toHaveLength(1);
  });
});
