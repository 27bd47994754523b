// node audit.mjs <url>: every server audit of graphql-http, one JSON line each, then a summary line.
// Fails when a MUST is not met; SHOULD and MAY are reported only.
import { serverAudits } from 'graphql-http';

const [url] = process.argv.slice(2);
const counts = { ok: 0, notice: 0, warn: 0, error: 0 };

// The audit's GETs are what any foreign page could send; the server wants a header that such a page cannot set.
const fetchFn = (address, { headers, ...init } = {}) =>
  fetch(address, { ...init, headers: { ...headers, 'graphql-require-preflight': '1' } });

for (const audit of serverAudits({ url, fetchFn })) {
  const { id, name, status, reason = null } = await audit.fn();
  counts[status] += 1;
  console.log(JSON.stringify({ id, name, status, reason }));
}
const total = Object.values(counts).reduce((sum, count) => sum + count);
console.log(JSON.stringify({ summary: { total, ...counts } }));
process.exitCode = counts.error ? 1 : 0;
