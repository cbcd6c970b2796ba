// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bedrock's Converse on recorded answers, behind the check of the signature that a real
// endpoint makes (a model id's colon is signed as %253A). Answers are played in order and
// the last one is repeated; without any, the model says nothing.
import { answerJson, listen, readBody, sleep } from './http.mjs';
import { verify } from './sigv4.mjs';

const SILENCE = {
  output: { message: { role: 'assistant', content: [{ text: '' }] } },
  stopReason: 'end_turn',
  usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0 },
  metrics: { latencyMs: 1 },
};

export class Bedrock {
  constructor({ region, credentials }) {
    Object.assign(this, { region, credentials, answers: [], requests: [], refused: [] });
  }

  async start(port) {
    this.listening = await listen((request, response) => this.handle(request, response), port);
    this.url = this.listening.url;
  }

  async handle(request, response) {
    const body = await readBody(request);
    const checked = verify(
      { method: request.method, url: request.url, headers: request.headers, body },
      { service: 'bedrock', region: this.region, credentials: this.credentials },
    );
    if (!checked.ok || checked.role !== 'assist') {
      const type = checked.ok ? 'AccessDeniedException' : checked.type;
      this.refused.push({ type, message: checked.message });
      return answerJson(response, 403, { message: checked.message ?? `${checked.role} may not call a model` }, { 'x-amzn-ErrorType': type });
    }
    const found = /^\/model\/([^/]+)\/converse$/.exec(request.url);
    if (request.method !== 'POST' || !found) return answerJson(response, 404, { message: 'no such operation' }, { 'x-amzn-ErrorType': 'UnknownOperationException' });
    this.requests.push({ model: decodeURIComponent(found[1]), body: JSON.parse(body) });
    const answer = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
    if (answer?.delay_ms) await sleep(answer.delay_ms);
    return answerJson(response, answer?.status ?? 200, answer?.body ?? SILENCE, answer?.error ? { 'x-amzn-ErrorType': answer.error } : {});
  }
}
