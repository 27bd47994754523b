// What ws.mjs and sse.mjs share: the request on the command line, payloads as lines, an end after `count` of them.

/** The address and the request `{ token, query, variables, count }` given on the command line. */
export function request() {
  const [url, json = '{}'] = process.argv.slice(2);
  const { token, query, variables, count = 1 } = JSON.parse(json);
  const headers = token && { Authorization: `Bearer ${token}` };
  return { url, headers, operation: { query, variables }, count };
}

/** Prints the payloads of `client`'s subscription; exits with 1 unless there were `count` of them. */
export async function print(client, operation, count) {
  let seen = 0;
  try {
    for await (const payload of client.iterate(operation)) {
      console.log(JSON.stringify(payload));
      seen += 1;
      if (seen === count) break;
    }
    if (seen < count) throw new Error(`the stream ended after ${seen} of ${count} payloads`);
  } catch (error) {
    const { name, message, code, reason } = error;
    console.error(JSON.stringify({ error: message || name || error, code, reason }));
    process.exitCode = 1;
  }
  await client.dispose();
}
