// SPDX-License-Identifier: GPL-3.0-or-later
//
// The peer in JavaScript: the same push and pull as src/service, with the SDK v3.
// Low-level client made once while starting; the loop uses Node's own http.
import { DynamoDBClient, GetItemCommand, QueryCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { createHash } from 'node:crypto';
import http from 'node:http';

const TableName = process.env.STINT_TABLE;
const TAG = /^(0|[1-9][0-9]{0,11}\.[0-9a-f]{16})$/;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const KINDS = new Set(['project', 'task', 'block', 'setting', 'conflict']);
const DAY_S = 86400;

const dynamodb = new DynamoDBClient({ endpoint: process.env.AWS_ENDPOINT_URL_DYNAMODB, maxAttempts: 1 });

class Problem extends Error {
  constructor(status, name, members = {}) {
    super(name);
    Object.assign(this, { status, name, members });
  }
}

const S = (value) => ({ S: value });
const N = (value) => ({ N: String(value) });
const numberOf = (tag) => Number(tag.split('.')[0]);
const logKey = (n) => `L#${String(n).padStart(12, '0')}`;
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

const readPush = (event) => {
  const headers = Object.fromEntries(Object.entries(event.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const key = headers['idempotency-key'] ?? '';
  const body = event.body ?? '';
  if (Buffer.byteLength(body) > 256 * 1024) throw new Problem(413, 'too-large');
  let push;
  try {
    push = JSON.parse(body);
  } catch {
    throw new Problem(400, 'invalid-request');
  }
  const { ops, since = '0' } = push;
  if (!ID.test(key) || !Array.isArray(ops) || ops.length < 1 || ops.length > 90 || !TAG.test(since)) throw new Problem(400, 'invalid-request');
  if (new Set(ops.map((op) => `${op.kind}#${op.id}`)).size !== ops.length) throw new Problem(400, 'invalid-request');
  for (const op of ops) {
    const good = KINDS.has(op.kind) && ID.test(op.id) && ['put', 'delete'].includes(op.op) && typeof op.edits === 'object';
    if (!good || (op.op === 'put' && typeof op.data !== 'object')) throw new Problem(400, 'invalid-request');
    if (op.op === 'put' && JSON.stringify(op.data).length > 16 * 1024) throw new Problem(413, 'too-large');
  }
  return { key, body, push, ops, since };
};

const transaction = (user, head, { key, body, push, ops }, now) => {
  const previous = head?.tag.S ?? '0';
  const n = numberOf(previous) + 1;
  const tag = `${n}.${sha256(previous + key + body).slice(0, 16)}`;
  const hash = sha256('POST\n/changes\n' + body);
  const logged = ops.map((op) => ({ kind: op.kind, id: op.id, v: tag, deleted: op.op === 'delete', data: op.data ?? null, edits: op.edits, at: op.at ?? {} }));
  const put = (item, more = { ConditionExpression: 'attribute_not_exists(pk)' }) => ({ Put: { TableName, Item: { pk: S(user), ...item }, ...more } });
  const values = { ':n': S(tag), ':s': N(now), ':c': N(ops.filter((op) => !op.base).length) };
  if (head) values[':t'] = S(previous);
  const items = [
    {
      Update: {
        TableName,
        Key: { pk: S(user), sk: S('META') },
        UpdateExpression: 'SET #t = :n, #s = :s ADD #c :c',
        ConditionExpression: head ? '#t = :t' : 'attribute_not_exists(#t)',
        ExpressionAttributeNames: { '#t': 'tag', '#s': 'ts', '#c': 'cnt' },
        ExpressionAttributeValues: values,
      },
    },
    put({ sk: S(`I#${key}`), tag: S(tag), hash: S(hash), ttl: N(Math.floor(now / 1000) + 400 * DAY_S) }),
    put({ sk: S(logKey(n)), tag: S(tag), prev: S(previous), dev: S(push.device), ops: S(JSON.stringify(logged)), ts: N(now), ttl: N(Math.floor(now / 1000) + 90 * DAY_S) }),
    ...ops.map((op) => {
      const item = { sk: S(`E#${op.kind}#${op.id}`), v: S(tag), edits: S(JSON.stringify(op.edits)) };
      if (op.op === 'delete') item.del = { BOOL: true };
      else item.data = S(JSON.stringify(op.data));
      return op.base
        ? put(item, { ConditionExpression: '#v = :b', ExpressionAttributeNames: { '#v': 'v' }, ExpressionAttributeValues: { ':b': S(op.base) } })
        : put(item);
    }),
  ];
  return { tag, hash, items };
};

const replay = async (user, key, hash) => {
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName, Key: { pk: S(user), sk: S(`I#${key}`) }, ConsistentRead: true }));
  if (Item.hash.S !== hash) throw new Problem(422, 'idempotency-key-reused');
  return { v: Item.tag.S, replayed: true };
};

const pushChanges = async (user, event) => {
  const read = readPush(event);
  for (let attempt = 0; attempt < 8; attempt++) {
    const { Item: head } = await dynamodb.send(new GetItemCommand({ TableName, Key: { pk: S(user), sk: S('META') }, ConsistentRead: true }));
    if (head?.erased && numberOf(read.since) < Number(head.erased.N)) throw new Problem(410, 'erased');
    const { tag, hash, items } = transaction(user, head, read, Date.now());
    try {
      await dynamodb.send(new TransactWriteItemsCommand({ TransactItems: items }));
      return { v: tag, replayed: false };
    } catch (error) {
      if (error.name !== 'TransactionCanceledException') throw error;
      const codes = error.CancellationReasons.map((reason) => reason.Code);
      if (codes[1] === 'ConditionalCheckFailed') return replay(user, read.key, hash);
      if (codes[0] === 'None' && codes[2] === 'ConditionalCheckFailed') throw new Problem(500, 'inconsistent');
      const lost = read.ops.filter((_, i) => codes[i + 3] === 'ConditionalCheckFailed');
      if (lost.length && codes[0] === 'None') throw new Problem(409, 'conflict', { records: lost.map(({ kind, id }) => ({ kind, id })) });
    }
    await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(400, 10 * 2 ** attempt)));
  }
  throw new Problem(503, 'busy');
};

const pullChanges = async (user, event) => {
  const { since = '0', limit = '50' } = event.queryStringParameters ?? {};
  if (!TAG.test(since) || !(limit >= 1 && limit <= 100)) throw new Problem(400, 'invalid-request');
  const n = numberOf(since);
  const { Items, LastEvaluatedKey } = await dynamodb.send(
    new QueryCommand({
      TableName,
      ConsistentRead: true,
      KeyConditionExpression: '#p = :p AND #s BETWEEN :a AND :z',
      ExpressionAttributeNames: { '#p': 'pk', '#s': 'sk' },
      ExpressionAttributeValues: { ':p': S(user), ':a': S(logKey(n + 1)), ':z': S('META') },
    }),
  );
  let meta = Items.at(-1)?.sk.S === 'META' ? Items.pop() : null;
  if (LastEvaluatedKey) meta = (await dynamodb.send(new GetItemCommand({ TableName, Key: { pk: S(user), sk: S('META') }, ConsistentRead: true }))).Item;
  const head = meta?.tag.S ?? '0';
  const parted = Items[0]?.sk.S === logKey(n + 1) && Items[0].prev.S !== since;
  if (numberOf(head) < n || (numberOf(head) === n && head !== since) || parted) throw new Problem(410, 'diverged');
  const changes = [];
  let to = since;
  for (const item of Items.slice(0, Number(limit))) {
    if (Number(item.sk.S.slice(2)) !== numberOf(to) + 1) break;
    to = item.tag.S;
    changes.push({ tag: to, device: item.dev.S, ops: JSON.parse(item.ops.S) });
  }
  if (!changes.length && numberOf(head) > n) throw new Problem(410, 'expired');
  return { from: since, to, head, more: to !== head, changes };
};

const routes = { 'POST /changes': pushChanges, 'GET /changes': pullChanges };

const handle = async (event) => {
  let statusCode = 200;
  let type = 'application/json';
  let answer;
  try {
    answer = await routes[`${event.httpMethod} ${event.resource}`](`U#${event.requestContext.authorizer.claims.sub}`, event);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    statusCode = error.status;
    type = 'application/problem+json';
    answer = { type: `urn:stint:problem:${error.name}`, title: error.name, status: statusCode, instance: event.requestContext.requestId, ...error.members };
  }
  return { statusCode, headers: { 'Content-Type': type }, body: JSON.stringify(answer) };
};

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const call = (method, name, body) =>
  new Promise((resolve, reject) => {
    const request = http.request({ host, port, agent, method, path: `/2018-06-01/runtime/invocation/${name}` }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }));
    });
    request.on('error', reject);
    request.end(body);
  });

for (;;) {
  const given = await call('GET', 'next');
  const answer = await handle(JSON.parse(given.body));
  await call('POST', `${given.headers['lambda-runtime-aws-request-id']}/response`, JSON.stringify(answer));
}
