// SPDX-License-Identifier: GPL-3.0-or-later
//
// API Gateway, REST API: stage, routes, Cognito authorizer with scopes, Lambda proxy
// integration (payload v1), MOCK integration, gateway responses, and the 29 seconds.
import { randomBytes, randomUUID } from 'node:crypto';
import { listen, readBody } from './http.mjs';
import { check } from './jwt.mjs';

const BODY_LIMIT = 10 * 1024 * 1024;
const EVENT_LIMIT = 6 * 1024 * 1024;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const two = (n) => String(n).padStart(2, '0');

// What a gateway's own error is called, its status and its words.
const ERRORS = {
  MISSING_AUTHENTICATION_TOKEN: [403, 'Missing Authentication Token'],
  UNAUTHORIZED: [401, 'Unauthorized'],
  EXPIRED_TOKEN: [401, 'The incoming token has expired'],
  ACCESS_DENIED: [403, 'User is not authorized to access this resource'],
  REQUEST_TOO_LARGE: [413, 'Request Too Long'],
  THROTTLED: [429, 'Too Many Requests'],
  API_CONFIGURATION_ERROR: [500, 'Internal server error'],
  INTEGRATION_FAILURE: [502, 'Internal server error'],
  INTEGRATION_TIMEOUT: [504, 'Endpoint request timed out'],
};

class GatewayError extends Error {
  constructor(type) {
    super(type);
    this.type = type;
  }
}

/** Numbers that are times read as Java writes a date; everything else as text: real claims are strings, all of them. */
const claimText = (name, value) => {
  if (['exp', 'iat'].includes(name)) {
    const t = new Date(value * 1000);
    const clock = [t.getUTCHours(), t.getUTCMinutes(), t.getUTCSeconds()].map(two).join(':');
    return `${DAYS[t.getUTCDay()]} ${MONTHS[t.getUTCMonth()]} ${two(t.getUTCDate())} ${clock} UTC ${t.getUTCFullYear()}`;
  }
  return Array.isArray(value) ? value.join(',') : typeof value === 'object' ? JSON.stringify(value) : String(value);
};

const decodePart = (text) => {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return text;
  }
};

const readQuery = (text) => {
  const multi = {};
  for (const pair of text.split('&').filter(Boolean)) {
    const at = pair.indexOf('=');
    const name = decodePart(at < 0 ? pair : pair.slice(0, at));
    (multi[name] ??= []).push(at < 0 ? '' : decodePart(pair.slice(at + 1)));
  }
  return Object.keys(multi).length ? multi : null;
};

const readHeaders = (raw) => {
  const multi = {};
  for (let i = 0; i < raw.length; i += 2) {
    if (!['connection', 'content-length', 'keep-alive', 'transfer-encoding'].includes(raw[i].toLowerCase())) {
      (multi[raw[i]] ??= []).push(raw[i + 1]);
    }
  }
  return multi;
};

const lastOf = (multi) => multi && Object.fromEntries(Object.entries(multi).map(([name, values]) => [name, values.at(-1)]));

const matchRoute = (routes, method, path) => {
  const parts = path.split('/');
  for (const route of routes) {
    const wanted = route.path.split('/');
    if (wanted.length !== parts.length || (route.method !== 'ANY' && route.method !== method)) continue;
    const parameters = {};
    const same = wanted.every((part, i) => {
      if (!part.startsWith('{')) return part === parts[i];
      parameters[part.slice(1, -1)] = decodePart(parts[i]);
      return parts[i] !== '';
    });
    if (same) return { route, parameters: Object.keys(parameters).length ? parameters : null };
  }
  return null;
};

export class Gateway {
  /** functions: name -> LambdaFunction; api: {stage, routes, responses}; signIn: issuer and keys of the pool. */
  constructor({ api, functions, signIn, timeoutMs = 29_000, log = () => {} }) {
    Object.assign(this, { api, functions, signIn, timeoutMs, log });
  }

  async start(port) {
    this.listening = await listen((request, response) => this.handle(request, response), port);
    this.url = `${this.listening.url}/${this.api.stage}`;
  }

  async handle(request, response) {
    const call = { id: randomUUID(), method: request.method, startedAt: Date.now(), status: 0 };
    try {
      await this.route(request, response, call);
    } catch (error) {
      if (!(error instanceof GatewayError)) {
        this.log(`gateway: ${error.message}`);
        await this.refuse(response, call, 'INTEGRATION_FAILURE');
      } else await this.refuse(response, call, error.type);
    }
    // As the access log of the stage: neither query strings nor tokens.
    this.log(`${call.method} ${call.path} ${call.status} ${Date.now() - call.startedAt} ms ${call.id}`);
  }

  async route(request, response, call) {
    const [full, query = ''] = request.url.split(/\?(.*)/s);
    const body = await readBody(request, BODY_LIMIT);
    const prefix = `/${this.api.stage}`;
    call.path = full;
    const path = full.startsWith(prefix + '/') ? full.slice(prefix.length) : null;
    const found = path && matchRoute(this.api.routes, request.method, path);
    if (!found) throw new GatewayError('MISSING_AUTHENTICATION_TOKEN');
    if (body === null) throw new GatewayError('REQUEST_TOO_LARGE');
    const claims = found.route.auth ? this.authorize(request, found.route) : null;
    if (found.route.mock) return this.answer(response, call, { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: found.route.mock });
    const event = JSON.stringify(this.event(request, { ...found, path, query, body, claims, call }));
    if (Buffer.byteLength(event) > EVENT_LIMIT) throw new GatewayError('REQUEST_TOO_LARGE');
    return this.answer(response, call, await this.integrate(found.route, event));
  }

  authorize(request, route) {
    const token = (request.headers.authorization ?? '').replace(/^Bearer /i, '');
    if (!token) throw new GatewayError('UNAUTHORIZED');
    let claims;
    try {
      claims = check(token, this.signIn);
    } catch (error) {
      throw new GatewayError(error.message === 'expired' ? 'EXPIRED_TOKEN' : 'UNAUTHORIZED');
    }
    // A method with scopes wants the access token, one without wants the ID token.
    if (claims.token_use !== (route.scopes.length ? 'access' : 'id')) throw new GatewayError('UNAUTHORIZED');
    const held = String(claims.scope ?? '').split(' ');
    if (route.scopes.length && !route.scopes.some((scope) => held.includes(scope))) throw new GatewayError('ACCESS_DENIED');
    return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, claimText(name, value)]));
  }

  event(request, { route, parameters, path, query, body, claims, call }) {
    const headers = readHeaders(request.rawHeaders);
    headers['X-Forwarded-For'] = ['127.0.0.1'];
    headers['X-Forwarded-Proto'] = ['https'];
    headers['X-Forwarded-Port'] = ['443'];
    headers['X-Amzn-Trace-Id'] = [`Root=1-${Math.floor(call.startedAt / 1000).toString(16)}-${randomBytes(12).toString('hex')}`];
    const multiQuery = readQuery(query);
    const time = new Date(call.startedAt);
    return {
      resource: route.path,
      path,
      httpMethod: request.method,
      headers: lastOf(headers),
      multiValueHeaders: headers,
      queryStringParameters: lastOf(multiQuery),
      multiValueQueryStringParameters: multiQuery,
      pathParameters: parameters,
      stageVariables: null,
      requestContext: {
        resourceId: 'abc123',
        ...(claims && { authorizer: { claims } }),
        resourcePath: route.path,
        httpMethod: request.method,
        extendedRequestId: randomBytes(11).toString('base64'),
        requestTime: `${two(time.getUTCDate())}/${MONTHS[time.getUTCMonth()]}/${time.getUTCFullYear()}:${time.toISOString().slice(11, 19)} +0000`,
        path: `/${this.api.stage}${path}`,
        accountId: '000000000000',
        protocol: 'HTTP/1.1',
        stage: this.api.stage,
        domainPrefix: 'emulator',
        requestTimeEpoch: call.startedAt,
        requestId: call.id,
        identity: { sourceIp: '127.0.0.1', userAgent: request.headers['user-agent'] ?? null },
        domainName: 'emulator.execute-api.local',
        apiId: 'emulator',
      },
      // No binaryMediaTypes: whatever arrives is read as UTF-8.
      body: body.length ? body.toString('utf8') : null,
      isBase64Encoded: false,
    };
  }

  async integrate(route, event) {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new GatewayError('INTEGRATION_TIMEOUT')), this.timeoutMs);
    });
    try {
      const running = this.functions[route.function].invoke(event);
      running.catch(() => {}); // after the gateway gave up nobody else listens
      return JSON.parse(await Promise.race([running, late]));
    } catch (error) {
      if (error instanceof GatewayError) throw error;
      this.log(`function ${route.function}: ${error.message}`);
      throw new GatewayError('INTEGRATION_FAILURE');
    } finally {
      clearTimeout(timer);
    }
  }

  answer(response, call, answer) {
    const { statusCode, headers = {}, multiValueHeaders = {}, body = '', isBase64Encoded = false } = answer ?? {};
    const malformed =
      !Number.isInteger(Number(statusCode)) || statusCode < 100 || statusCode > 599 || (body !== null && typeof body !== 'string') ||
      typeof (headers ?? {}) !== 'object' || Object.keys(answer).some((key) => !['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded'].includes(key));
    if (malformed) {
      this.log('gateway: Malformed Lambda proxy response');
      throw new GatewayError('INTEGRATION_FAILURE');
    }
    const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
    this.send(response, call, Number(statusCode), { 'Content-Type': 'application/json', ...headers, ...multiValueHeaders }, bytes);
  }

  refuse(response, call, type) {
    const [defaultStatus, message] = ERRORS[type];
    const { responses } = this.api;
    const shape = responses[type] ?? responses[defaultStatus < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX'];
    const status = Number(shape?.status ?? defaultStatus);
    const words = {
      'context.error.messageString': JSON.stringify(message),
      'context.error.message': message,
      'context.error.responseType': type,
      'context.requestId': call.id,
    };
    // What is only for access logs, $context.status for one, is empty here.
    const template = shape?.template ?? '{"message":$context.error.messageString}';
    const body = template.replace(/\$\{?(context\.[A-Za-z.]*[A-Za-z])\}?/g, (_, name) => words[name] ?? '');
    this.send(response, call, status, { 'Content-Type': shape?.contentType ?? 'application/json', 'x-amzn-ErrorType': type, ...shape?.headers }, Buffer.from(body));
  }

  send(response, call, status, headers, bytes) {
    call.status = status;
    const fault = this.fault?.(call);
    if (fault === 'drop') return response.destroy();
    response.writeHead(status, { ...headers, 'Content-Length': bytes.length, 'x-amzn-RequestId': call.id });
    response.end(bytes);
    return undefined;
  }
}
