import { problemWithUrl } from "./check-url.js";

it.each([
  ["https://a.example/x?y=1#z", undefined],
  ["http://localhost:8080/login", undefined],
  ["http://127.0.0.1/", undefined],
  ["http://[::1]:1/", undefined],
  ["http://a.example/", "must begin with"],
  ["http://localhost.evil.example/", "must begin with"],
  ["javascript:alert(1)", "must begin with"],
  ["file:///etc/passwd", "must begin with"],
  ["https://bank.example@evil.example/", "user name"],
  ["a.example", "is not a URL"],
])("the URL %s: %s", (url, problem) => {
  const found = problemWithUrl(url);
  if (problem) expect(found).toContain(problem);
  else expect(found).toBeUndefined();
});
