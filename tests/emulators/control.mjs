// SPDX-License-Identifier: GPL-3.0-or-later
//
// What only tests may do, on a port of its own: mint tokens, order faults, read what
// happened, start cold, change limits, put another function in the place of ours.
import { answerJson, listen, readBody } from './http.mjs';

export class Control {
  constructor({ functions, gateway, dynamodb, bedrock, signIn }) {
    Object.assign(this, { functions, gateway, dynamodb, bedrock, signIn });
  }

  async start() {
    this.listening = await listen((request, response) => this.handle(request, response));
    this.url = this.listening.url;
  }

  async handle(request, response) {
    const body = await readBody(request);
    const action = this[`do_${request.url.slice(1)}`];
    if (request.method !== 'POST' || !action) return answerJson(response, 404, { message: `no action ${request.url}` });
    return answerJson(response, 200, (await action.call(this, body.length ? JSON.parse(body) : {})) ?? {});
  }

  do_tokens({ count = 1, ...claims }) {
    return { tokens: Array.from({ length: count }, () => this.signIn.mint(claims)) };
  }

  /** dynamodb: [{operation?, times?, delay_ms?, type?, status?, members?, reset?, cut?, garble?, after?}]; runtime: ["500", "reset"]; api: drop the next n answers. */
  do_faults({ dynamodb = [], runtime = [], api_drop = 0 }) {
    this.dynamodb.faults = dynamodb;
    this.functions.sync.runtimeFaults = runtime;
    let left = api_drop;
    this.gateway.fault = () => (left-- > 0 ? 'drop' : null);
  }

  async do_settings({ gateway_timeout_ms, function_timeout_ms, concurrency, env, command, cold, sign_in_grace_ms, access_seconds, of = 'sync' }) {
    const one = this.functions[of];
    if (gateway_timeout_ms) this.gateway.timeoutMs = gateway_timeout_ms;
    if (function_timeout_ms) one.timeoutMs = function_timeout_ms;
    if (concurrency) one.concurrency = concurrency;
    if (sign_in_grace_ms !== undefined) this.signIn.graceMs = sign_in_grace_ms;
    if (access_seconds) this.signIn.accessSeconds = access_seconds;
    const before = { command: one.command, env: one.env };
    if (env) one.env = { ...one.env, ...env };
    if (command) one.command = command;
    if (cold || env || command) await one.stop();
    return before;
  }

  /** All that nobody may find anywhere: the refresh tokens that were given out. */
  do_secrets() {
    return { refresh_tokens: [...this.signIn.refreshTokens.keys()] };
  }

  /** What an owner does to somebody's sessions: every refresh token is worth nothing from now on. */
  do_revoke() {
    for (const { family } of this.signIn.refreshTokens.values()) family.revoked = true;
  }

  do_bedrock({ answers = [] }) {
    this.bedrock.answers = answers;
    const { requests, refused } = this.bedrock;
    Object.assign(this.bedrock, { requests: [], refused: [] });
    return { requests, refused };
  }

  /** Everything since the last call with {"clear": true}. */
  do_records({ clear = false, of = 'sync' }) {
    const one = this.functions[of];
    const { emf, lines, inits, invocations } = one;
    const records = {
      emf, lines, inits, invocations,
      pids: [...one.environments].map(({ pid }) => pid),
      dynamodb: { calls: this.dynamodb.calls, refused: this.dynamodb.refused, errors: this.dynamodb.errors },
    };
    if (clear) {
      one.clearRecords();
      this.dynamodb.clearRecords();
    }
    return records;
  }
}
