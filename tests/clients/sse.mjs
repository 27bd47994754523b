// node sse.mjs <url> '{"token", "query", "variables", "count"}': prints `count` payloads, one JSON line each.
import { createClient } from 'graphql-sse';

import { print, request } from './subscription.mjs';

const { url, headers, operation, count } = request();
// One connection for each operation: the "distinct connections" mode.
const client = createClient({ url, headers, singleConnection: false, retryAttempts: 0 });
await print(client, operation, count);
