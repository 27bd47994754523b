// node ws.mjs <ws-url> '{"token", "query", "variables", "count"}': prints `count` payloads, one JSON line each.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

import { print, request } from './subscription.mjs';

const { url, headers, operation, count } = request();
const client = createClient({ url, connectionParams: headers, webSocketImpl: WebSocket, retryAttempts: 0 });
await print(client, operation, count);
