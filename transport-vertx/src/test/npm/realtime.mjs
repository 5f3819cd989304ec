// OpenAI's SDK at its Realtime API: sends an event, writes each event that comes, then how it ends.
// Arguments: the base URL, the key, and `page` to send the key as a web page must, or `server`.
import { connect } from 'node:net';
import OpenAI from 'openai';
import WebSocket from 'ws';
import { OpenAIRealtimeWebSocket } from 'openai/realtime/websocket';
import { OpenAIRealtimeWS } from 'openai/realtime/ws';

const [baseURL, apiKey, how] = process.argv.slice(2);
globalThis.WebSocket ??= WebSocket;
const client = new OpenAI({ baseURL, apiKey });
const write = (line) => process.stdout.write(line + '\n');
// Both would use TLS.
const props = {
  model: 'any',
  onURL: (url) => (url.protocol = 'ws'),
  options: { createConnection: ({ host, port }) => connect(port, host) },
};
const realtime =
  how === 'page'
    ? new OpenAIRealtimeWebSocket(props, client)
    : new OpenAIRealtimeWS(props, client);
realtime.on('event', (event) => write('event ' + event.type));
realtime.on('error', (error) => write('error ' + error.message));
realtime.socket.addEventListener('open', () => {
  write('open ' + realtime.socket.protocol);
  realtime.send({ type: 'session.update', session: { type: 'realtime' } });
});
realtime.socket.addEventListener('close', ({ code }) => write('close ' + code));
