// SPDX-License-Identifier: GPL-3.0-or-later
//
// The little that every emulator here needs of HTTP, on loopback only.
import http from 'node:http';

/** Reads a whole body; null when it is longer than `limit` (the rest is read and dropped). */
export const readBody = async (stream, limit = Infinity) => {
  const chunks = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
  }
  return length > limit ? null : Buffer.concat(chunks);
};

export const answerJson = (response, status, value, headers = {}) => {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': body.length, ...headers });
  response.end(body);
};

/** Starts a server on 127.0.0.1; port 0 takes a free one. A handler that throws is a 500 and a line on stderr. */
export const listen = (handler, port = 0) =>
  new Promise((resolve, reject) => {
    const server = http.createServer((request, response) => {
      Promise.resolve(handler(request, response)).catch((error) => {
        if (!['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE'].includes(error.code)) console.error('emulator:', error);
        if (!response.headersSent) answerJson(response, 500, { message: String(error) });
        else response.destroy();
      });
    });
    server.keepAliveTimeout = 60_000;
    server.requestTimeout = 0;
    server.on('error', reject);
    server.listen(port, '127.0.0.1', () => resolve({ server, port: server.address().port, url: `http://127.0.0.1:${server.address().port}` }));
  });

export const stopServer = ({ server }) => {
  server.closeAllConnections();
  server.close();
};

/** One request to a peer on loopback, its whole answer: {status, headers, body}. */
export const forward = (agent, { port, method, path, headers, body }) =>
  new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, method, path, headers, agent }, async (response) => {
      try {
        resolve({ status: response.statusCode, headers: response.headers, body: await readBody(response) });
      } catch (error) {
        reject(error);
      }
    });
    request.on('error', reject);
    request.end(body);
  });

export const newAgent = () => new http.Agent({ keepAlive: true, maxSockets: 64 });
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
