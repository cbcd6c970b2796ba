// SPDX-License-Identifier: GPL-3.0-or-later
//
// A front before cognito-local that gives what it lacks and a real pool has: access tokens
// with the scopes that were asked for (ours are signed anew, by a key that the JWKS here
// names beside cognito-local's), 20 minutes of life, rotation of refresh tokens with 60
// seconds of grace, /oauth2/revoke, /logout, and a discovery document with the right port.
import { randomUUID } from 'node:crypto';
import { answerJson, forward, listen, newAgent, readBody } from './http.mjs';
import { mint, readClaims } from './jwt.mjs';

const GRACE_MS = 60_000;
const agent = newAgent();

export class SignIn {
  constructor({ pool, client, scopes, key, accessSeconds = 1200 }) {
    Object.assign(this, { pool, client, scopes, key, accessSeconds });
    this.codes = new Map(); // code -> scopes that were asked for
    this.refreshTokens = new Map(); // token -> its family, when it was replaced and by which
    this.graceMs = GRACE_MS;
  }

  async start({ port, cognitoPort }) {
    this.cognitoPort = cognitoPort;
    this.listening = await listen((request, response) => this.handle(request, response), port);
    this.url = this.listening.url;
    this.issuer = `${this.url}/${this.pool}`;
    const answer = await this.ask('GET', `/${this.pool}/.well-known/jwks.json`);
    this.jwks = [this.key.jwk, ...JSON.parse(answer.body).keys];
  }

  ask(method, path, headers = {}, body = '') {
    return forward(agent, { port: this.cognitoPort, method, path, headers: { ...headers, 'content-length': Buffer.byteLength(body) }, body });
  }

  /** A token for tests: any claim can be overridden, and the header too (alg, kid). */
  mint({ header, exp_in = this.accessSeconds, ...claims } = {}) {
    const now = Math.floor(Date.now() / 1000);
    return mint(
      this.key,
      {
        sub: randomUUID(),
        iss: this.issuer,
        client_id: this.client,
        token_use: 'access',
        scope: 'stint/sync',
        username: 'test',
        jti: randomUUID(),
        auth_time: now,
        iat: now,
        exp: now + exp_in,
        ...claims,
      },
      header,
    );
  }

  handle(request, response) {
    const path = request.url.split('?')[0];
    const route = {
      [`GET /${this.pool}/.well-known/jwks.json`]: () => answerJson(response, 200, { keys: this.jwks }),
      [`GET /${this.pool}/.well-known/openid-configuration`]: () => this.discover(response),
      'POST /oauth2/authorize': () => this.authorize(request, response),
      'POST /oauth2/token': () => this.token(request, response),
      'POST /oauth2/revoke': () => this.revoke(request, response),
      'GET /logout': () => this.logout(request, response),
    }[`${request.method} ${path}`];
    return route ? route() : this.pass(request, response);
  }

  async pass(request, response, body) {
    body ??= await readBody(request);
    const { host, ...headers } = request.headers;
    const answer = await this.ask(request.method, request.url, headers, body);
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
    return answer;
  }

  discover(response) {
    answerJson(response, 200, {
      issuer: this.issuer,
      jwks_uri: `${this.issuer}/.well-known/jwks.json`,
      authorization_endpoint: `${this.url}/oauth2/authorize`,
      token_endpoint: `${this.url}/oauth2/token`,
      revocation_endpoint: `${this.url}/oauth2/revoke`,
      end_session_endpoint: `${this.url}/logout`,
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
    });
  }

  async authorize(request, response) {
    const body = await readBody(request);
    const answer = await this.pass(request, response, body);
    const code = answer.headers.location && new URL(answer.headers.location).searchParams.get('code');
    if (code) this.codes.set(code, new URLSearchParams(body.toString()).get('scope') ?? '');
  }

  async token(request, response) {
    const body = await readBody(request);
    const form = new URLSearchParams(body.toString());
    if (form.get('grant_type') === 'refresh_token') return this.refresh(form, response);
    const { host, ...headers } = request.headers;
    const answer = await this.ask('POST', '/oauth2/token', headers, body);
    const tokens = JSON.parse(answer.body);
    if (answer.status !== 200) return answerJson(response, answer.status, tokens);
    const wanted = (this.codes.get(form.get('code')) ?? '').split(' ').filter((scope) => this.scopes.includes(scope));
    const family = { scope: (wanted.length ? wanted : this.scopes).join(' '), cognito: tokens.refresh_token, authTime: Math.floor(Date.now() / 1000) };
    return this.answerTokens(response, family, tokens);
  }

  answerTokens(response, family, { access_token, id_token }, extra = {}) {
    const { sub, username } = readClaims(access_token);
    const refresh_token = extra.refresh_token ?? randomUUID() + randomUUID();
    if (!extra.refresh_token) this.refreshTokens.set(refresh_token, { family });
    answerJson(response, 200, {
      access_token: this.mint({ sub, username, scope: family.scope, auth_time: family.authTime, origin_jti: family.cognito.slice(-12) }),
      id_token,
      refresh_token,
      token_type: 'Bearer',
      expires_in: this.accessSeconds,
    });
    return refresh_token;
  }

  async refresh(form, response) {
    const held = this.refreshTokens.get(form.get('refresh_token'));
    const late = held?.replacedAt && Date.now() - held.replacedAt > this.graceMs;
    if (!held || held.family.revoked || late || form.get('client_id') !== this.client) {
      return answerJson(response, 400, { error: 'invalid_grant', error_description: 'Invalid Refresh Token' });
    }
    const body = new URLSearchParams({ grant_type: 'refresh_token', client_id: this.client, refresh_token: held.family.cognito }).toString();
    const answer = await this.ask('POST', '/oauth2/token', { 'content-type': 'application/x-www-form-urlencoded' }, body);
    if (answer.status !== 200) return answerJson(response, answer.status, JSON.parse(answer.body));
    held.replacedAt ??= Date.now();
    return this.answerTokens(response, held.family, JSON.parse(answer.body));
  }

  async revoke(request, response) {
    const form = new URLSearchParams((await readBody(request)).toString());
    const held = this.refreshTokens.get(form.get('token'));
    if (held) held.family.revoked = true;
    response.writeHead(200, { 'Content-Length': 0 });
    response.end();
  }

  logout(request, response) {
    const query = new URL(request.url, this.url).searchParams;
    const target = query.get('logout_uri') ?? query.get('redirect_uri');
    if (target) response.writeHead(302, { Location: target, 'Content-Length': 0 }).end();
    else answerJson(response, 400, { error: 'invalid_request' });
  }
}
