// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands before DynamoDB in an account and is missing in DynamoDB Local: the signature,
// the role's condition on leading keys, and bad days (slow, throttled, failing, cut answers).
import { forward, listen, newAgent, readBody, sleep } from './http.mjs';
import { verify } from './sigv4.mjs';

const REGION_SERVICE = 'dynamodb';
const agent = newAgent();

const answerError = (response, status, type, message, { prefix = 'com.amazon.coral.service#', members = {} } = {}) => {
  const body = JSON.stringify({ __type: prefix + type, message, ...members });
  response.writeHead(status, { 'Content-Type': 'application/x-amz-json-1.0', 'Content-Length': Buffer.byteLength(body), 'x-amzn-RequestId': 'EMULATOR' });
  response.end(body);
};

/** Every partition key that a request names; undefined in the list: one that names none (a Scan). */
export const leadingKeys = (operation, request) => {
  const own = (item) => item?.pk?.S;
  const queried = ({ KeyConditionExpression = '', ExpressionAttributeNames = {}, ExpressionAttributeValues = {} }) => {
    for (const [, name, value] of KeyConditionExpression.matchAll(/(#?\w+)\s*=\s*(:\w+)/g)) {
      if (['pk', 'g1pk'].includes(ExpressionAttributeNames[name] ?? name)) return ExpressionAttributeValues[value]?.S;
    }
    return undefined;
  };
  switch (operation) {
    case 'GetItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return [own(request.Key)];
    case 'PutItem':
      return [own(request.Item)];
    case 'Query':
      return [queried(request)];
    case 'TransactWriteItems':
      return (request.TransactItems ?? []).map(({ Put, Update, Delete }) => own(Put?.Item ?? Update?.Key ?? Delete?.Key));
    case 'TransactGetItems':
      return (request.TransactItems ?? []).map(({ Get }) => own(Get?.Key));
    default:
      return [undefined];
  }
};

export class DynamoDb {
  /** credentials: access key -> {secret, token?, role}; roles: role -> {prefix, operations} or absent: anything goes. */
  constructor({ region, credentials, roles = {} }) {
    Object.assign(this, { region, credentials, roles });
    this.faults = [];
    this.clearRecords();
  }

  clearRecords() {
    Object.assign(this, { calls: [], refused: [], errors: [] });
  }

  async start({ port, localPort }) {
    this.localPort = localPort;
    this.listening = await listen((request, response) => this.handle(request, response), port);
    this.url = this.listening.url;
  }

  refuse(response, status, type, message) {
    this.refused.push({ type, message });
    answerError(response, status, type, message);
  }

  async handle(request, response) {
    const startedAt = process.hrtime.bigint();
    const body = await readBody(request);
    const operation = (request.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
    const checked = verify(
      { method: request.method, url: request.url, headers: request.headers, body },
      { service: REGION_SERVICE, region: this.region, credentials: this.credentials },
    );
    if (!checked.ok) return this.refuse(response, 400, checked.type, checked.message);
    const denied = this.deny(checked.role, operation, body);
    if (denied) return this.refuse(response, 400, 'AccessDeniedException', denied);
    const status = await this.serve(request, response, operation, body);
    this.calls.push({ operation, status, ms: Number(process.hrtime.bigint() - startedAt) / 1e6 });
    return undefined;
  }

  deny(role, operation, body) {
    const rule = this.roles[role];
    if (!rule) return null;
    const words = `User: arn:aws:sts::000000000000:assumed-role/${role} is not authorized to perform: dynamodb:${operation}`;
    if (!rule.operations.includes(operation)) return words;
    let request;
    try {
      request = JSON.parse(body);
    } catch {
      return null; // DynamoDB itself says what is wrong with it
    }
    const foreign = leadingKeys(operation, request).find((key) => typeof key !== 'string' || !key.startsWith(rule.prefix));
    return foreign === undefined && !leadingKeys(operation, request).includes(undefined) ? null : `${words} on ${foreign}`;
  }

  takeFault(operation) {
    const fault = this.faults.find((one) => !one.operation || one.operation === operation);
    if (fault && fault.times !== undefined && --fault.times <= 0) this.faults = this.faults.filter((one) => one !== fault);
    return fault;
  }

  /** Forwards, or does what a fault says. A fault with `after` happens to the answer: DynamoDB has done its work. */
  async serve(request, response, operation, body) {
    const fault = this.takeFault(operation);
    if (fault?.delay_ms) await sleep(fault.delay_ms);
    if (fault && !fault.after && fault.type) return this.serveError(response, fault);
    if (fault && !fault.after && fault.reset) return this.reset(response);
    const { host, connection, ...headers } = request.headers;
    const answer = await forward(agent, { port: this.localPort, method: request.method, path: request.url, headers, body });
    if (fault?.after && fault.type) return this.serveError(response, fault);
    if (fault?.after && fault.reset) return this.reset(response);
    const { connection: _, 'keep-alive': __, 'transfer-encoding': ___, ...answered } = answer.headers;
    if (answer.status >= 400) this.errors.push({ operation, text: answer.body.toString().slice(0, 500) });
    response.writeHead(answer.status, { ...answered, 'content-length': answer.body.length });
    if (fault?.cut) {
      // Announces everything and sends half.
      response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), () => response.destroy());
      return answer.status;
    }
    response.end(fault?.garble ? Buffer.alloc(answer.body.length, '{') : answer.body);
    return answer.status;
  }

  serveError(response, fault) {
    const ours = fault.type.startsWith('Internal') || fault.type.startsWith('ServiceUnavailable');
    const status = fault.status ?? (ours ? 500 : 400);
    answerError(response, status, fault.type, fault.message ?? 'injected', { prefix: 'com.amazonaws.dynamodb.v20120810#', members: fault.members });
    return status;
  }

  reset(response) {
    response.destroy();
    return 0;
  }
}
